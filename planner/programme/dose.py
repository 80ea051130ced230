"""How much: the exercise's dose, the rung of its ladder, what the plan says, what a condition changes."""

from itertools import combinations

from planner.content.counted import COUNTED
from planner.content.exercise import Dose, DoseChange, Exercise
from planner.content.plan import Entry
from planner.content.scalars import EVERY_OTHER
from planner.programme.programme import Prescription

MOST_EVERY_OTHER = 4
"""Every other day is three or four days a week, in turns."""


def prescription(
    week: int, exercise: Exercise, entry: Entry, rung: int, caps: tuple[DoseChange, ...], *, named_rung: bool = False
) -> Prescription:
    """Return the dose from a week on, on a rung of the ladder (from 1); above the ladder it is the last.

    Days that the entry names are its days, whatever the library's days_per_week. What a condition changes comes last
    and never raises a dose. named_rung: whether somebody has written the rung; its words are then kept whatever the
    dose, as they may say how to do it: "Keep the other foot down."
    """
    level = exercise.levels[min(rung, len(exercise.levels)) - 1] if exercise.levels else None
    named = DoseChange(days_per_week=days_a_week(entry.days)) if entry.days else None
    dose = exercise.dose.changed(level, named, entry)
    for cap in caps:
        dose = dose.changed(_lower(cap, dose))
    if dose.time:  # what is not printed beside it does not count either
        dose = dose.model_copy(update={field: Dose.model_fields[field].default for field in COUNTED})
    used = min(rung, len(exercise.levels)) if exercise.levels else 0
    note = level.note if level and (named_rung or not outgrown(exercise, entry, used, dose)) else None
    return Prescription(week, dose, note, used)


AMOUNTS = ("sets", "reps", "hold", "time", "per_day")
"""Fields of a dose of which more is harder."""


def outgrown(exercise: Exercise, entry: Entry, rung: int, dose: Dose) -> bool:
    """Return whether the note of a rung is for less than what is written: "Half height" for five repeats, of eight.

    That is so where the entry's own amounts reach those of the next rung, and it is by amounts that the ladder climbs.
    """
    if not 0 < rung < len(exercise.levels) or not any(getattr(entry, field) for field in AMOUNTS):
        return False
    level, above = exercise.levels[rung - 1 : rung + 1]
    if not level.note or above.note:
        return False
    own, after, now = (
        [getattr(of, field) for field in AMOUNTS]
        for of in (exercise.dose.changed(level), exercise.dose.changed(above), dose)
    )
    return own != after and all(n >= a >= o for o, a, n in zip(own, after, now, strict=True))


def days_a_week(days: tuple[str, ...]) -> int:
    """Return on how many days of a week something is done at most."""
    return MOST_EVERY_OTHER if days == (EVERY_OTHER,) else len(days)


def _lower(cap: DoseChange, dose: object) -> DoseChange:
    """Return the parts of a change that do not raise the dose. A longer rest is never a raise."""
    new = {}
    for name in DoseChange.model_fields:
        value, now = getattr(cap, name), getattr(dose, name)
        if value is not None and (value >= now if name == "rest" else value <= now):
            new[name] = value
    return DoseChange(**new)


def spread(days: tuple[int, ...], most: int) -> tuple[int, ...]:
    """Return at most so many of the days, as far apart as possible: three of Monday to Saturday are Mon, Wed, Fri."""
    if len(days) <= most:
        return days
    return max(combinations(days, most), key=lambda kept: sorted(_gaps(kept)))


def _gaps(days: tuple[int, ...]) -> list[int]:
    """Return the days from each weekday to the next one, around the week."""
    return [(later - day) % 7 or 7 for day, later in zip(days, (*days[1:], days[0]), strict=True)]


def seconds(dose: Dose, exercise: Exercise) -> int:
    """Return the seconds that a session of an exercise takes: moving, holding and resting, on each side."""
    sides = 2 if exercise.side == "each" else 1
    if dose.time:
        return dose.time * dose.sets * sides + dose.rest * (dose.sets * sides - 1)
    repeats = dose.reps * dose.sets * sides
    return repeats * (exercise.seconds_per_rep + dose.hold) + dose.rest * (repeats - 1)


def about(length: int) -> int:
    """Return seconds as minutes, rounded to fives from ten on: wherever they are printed, the text says "about"."""
    minutes = max(1, round(length / 60))
    return minutes if minutes < 10 else 5 * round(minutes / 5)
