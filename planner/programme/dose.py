"""How much: the exercise's dose, the rung of its ladder, what the plan says, what a condition changes."""

from planner.content.exercise import Dose, DoseChange, Exercise
from planner.content.plan import Entry, Phase
from planner.programme.programme import Prescription


def prescription(
    week: int, exercise: Exercise, entry: Entry, phase: Phase, number: int, caps: tuple[DoseChange, ...]
) -> Prescription:
    """The dose in the phase of this number (from 1) that starts in a week.

    The rung is the entry's, else the phase's, else the phase's number; above the ladder it is the last. What a
    condition changes comes last and never raises a dose.
    """
    rung = entry.level or phase.level or number
    level = exercise.levels[min(rung, len(exercise.levels)) - 1] if exercise.levels else None
    dose = exercise.dose.changed(level, entry)
    for cap in caps:
        dose = dose.changed(_lower(cap, dose))
    used = min(rung, len(exercise.levels)) if exercise.levels else 0
    return Prescription(week, dose, level.note if level else None, used)


def _lower(cap: DoseChange, dose: object) -> DoseChange:
    """The parts of a change that do not raise the dose. A longer rest is never a raise."""
    new = {}
    for name in DoseChange.model_fields:
        value, now = getattr(cap, name), getattr(dose, name)
        if value is not None and (name == "rest" or value <= now or now == 0):
            new[name] = value
    return DoseChange(**new)


def spread(days: tuple[int, ...], most: int) -> tuple[int, ...]:
    """At most so many of the days, as far apart as they can be: three of Monday to Saturday are Mon, Wed, Fri."""
    if len(days) <= most:
        return days
    return tuple(days[n * len(days) // most] for n in range(most))


def seconds(dose: Dose, exercise: Exercise) -> int:
    """How long one session of an exercise takes: moving, holding and resting, on both sides if it is done on each."""
    sides = 2 if exercise.side == "each" else 1
    if dose.time:
        return dose.time * dose.sets * sides + dose.rest * (dose.sets * sides - 1)
    repeats = dose.reps * dose.sets * sides
    return repeats * (exercise.seconds_per_rep + dose.hold) + dose.rest * (repeats - 1)
