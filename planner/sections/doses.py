"""A dose in words, for the card, the calendar and the ladder."""

from itertools import groupby

from planner.blocks import Amount, Icon
from planner.content.exercise import Dose
from planner.programme.programme import Item, Prescription, Programme, Row
from planner.sections.edition import Edition

WEEK = 7
THREE = 3
"""Every other day is three or four days a week, in turns."""
ONE_SIDE = {
    "each": ("dose.each_side", "dose.times_each_side"),
    "affected": ("dose.affected_side", "dose.times_affected_side"),
    "left": ("dose.left_side", "dose.times_left_side"),
    "right": ("dose.right_side", "dose.times_right_side"),
}
"""Sides that are done by themselves: in a sentence, and under a number."""


def in_words(
    item: Item, dose: Dose, edition: Edition, *, hold: bool = True, per_day: bool = True, in_all: bool = True
) -> str:
    """Return a dose in words, such as `8 times each side, hold 6 seconds, 2 times a day`."""
    say, side = edition.say, item.side
    parts = []
    if dose.time:
        parts.append(_lasting("dose.lasts", dose.time, edition))
    else:
        times = say("dose.times", count=dose.reps)
        parts.append(edition.language.joined([times, say(ONE_SIDE[side][0])]) if side in ONE_SIDE else times)
        if hold and dose.hold:
            parts.append(_lasting("dose.hold", dose.hold, edition))
        if dose.sets > 1:
            parts.append(say("dose.sets_of", count=dose.sets))
    if per_day and dose.per_day > 1:
        parts.append(say("dose.per_day", count=dose.per_day))
        if in_all and item.exercise.total_a_day:
            parts.append(say("dose.in_all", count=_in_all(dose)))
    return edition.language.joined(parts, say("common.comma"))


def differing(item: Item, before: Prescription, now: Prescription, edition: Edition) -> str:
    """Return what is new in a later week: the dose, the days, or both."""
    says = [] if same_dose(before, now) and before.note == now.note else [in_words(item, now.dose, edition)]
    days = when(now, now.dose, edition)
    if days != when(before, before.dose, edition):
        says.append(days)
    return edition.language.joined(says, edition.say("common.comma"))


def same_dose(one: Prescription, other: Prescription) -> bool:
    """Return whether two prescriptions ask for the same on a day, on whatever days."""
    per_week = {"days_per_week": other.dose.days_per_week}
    return one.dose.model_copy(update=per_week) == other.dose


def _in_all(dose: Dose) -> int:
    """Return the repeats in a day."""
    return dose.reps * dose.sets * dose.per_day


def strip(item: Item, edition: Edition) -> tuple[Amount, ...]:
    """Return the cells of the dose strip; a value of 0 has no cell."""
    say, dose = edition.say, item.first.dose
    cells = []
    if dose.time:
        cells.append(_amount("time", "dose.time", dose.time, edition))
    else:
        unit = ONE_SIDE[item.side][1] if item.side in ONE_SIDE else "dose.times_unit"
        number = edition.language.number(dose.reps)
        cells.append(Amount("repeat", say("dose.repeat"), number, say(unit, count=dose.reps)))
        if dose.hold:
            cells.append(_amount("hold", "dose.hold", dose.hold, edition))
        if dose.rest:
            cells.append(_amount("rest", "dose.rest", dose.rest, edition))
        cells.append(
            Amount("sets", say("dose.sets"), edition.language.number(dose.sets), say("dose.sets_unit", count=dose.sets))
        )
    per_day = edition.language.number(dose.per_day)
    times = say("dose.times_unit", count=dose.per_day)
    if item.exercise.total_a_day and dose.per_day > 1:
        times = say("dose.times_in_all", count=_in_all(dose))
    cells.append(Amount("each day", say("dose.each_day"), per_day, times))
    count = edition.language.number(len(item.first.days))
    if item.first.every_other and dose.days_per_week > THREE:
        count = say("dose.three_or_four")
    days = say("dose.every_other") if item.first.every_other else weekdays(item.first.days, edition)
    cells.append(Amount("days", say("dose.days"), count, days))
    return tuple(cells)


def weeks(item: Item, programme: Programme, edition: Edition) -> str:
    """Return the weeks in which an exercise is done, such as `weeks 3 to 6`; an empty text if it is all of them."""
    own = [week.number for week in programme.weeks if any(row.item.number == item.number for row in week.rows)]
    if len(own) == len(programme.weeks):
        return ""
    text = edition.say("dose.weeks", count=len(own), weeks=edition.language.series(spans(own, edition)))
    return text.replace(" ", "\u00a0")


def spans(numbers: list[int], edition: Edition) -> list[str]:
    """Return numbers with runs of three or more joined: `1 to 4` and `6`."""
    number = edition.language.number
    out: list[str] = []
    for _, found in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number(n) for _, n in found]
        out += [edition.say("overview.span", first=run[0], last=run[-1])] if len(run) > 2 else run
    return out


def when(
    of: Prescription | Row,
    dose: Dose,
    edition: Edition,
    phrases: tuple[str, str] = ("dose.every_day", "dose.day_range"),
) -> str:
    """Return an exercise's weekdays in words; for every other day, also how many a week if the dose has fewer."""
    if not of.every_other:
        return weekdays(of.days, edition, phrases)
    if dose.days_per_week > THREE:
        return edition.say("dose.every_other")
    return edition.say("dose.every_other_capped", count=min(len(of.days), dose.days_per_week))


def weekdays(
    days: tuple[int, ...], edition: Edition, phrases: tuple[str, str] = ("dose.every_day", "dose.day_range")
) -> str:
    """Return weekdays in words: `every day`, `Mon to Sat` or `Mon Wed Fri`; the first two are phrases."""
    if len(days) == WEEK:
        return edition.say(phrases[0])
    names = [edition.language.weekday(day) for day in days]
    if len(days) > 2 and days == tuple(range(days[0], days[-1] + 1)):
        return edition.say(phrases[1], first=names[0], last=names[-1])
    return edition.language.joined(names)


def _lasting(key: str, seconds: int, edition: Edition) -> str:
    minutes, rest = divmod(seconds, 60)
    return edition.say(f"{key}_seconds", count=seconds) if rest else edition.say(f"{key}_minutes", count=minutes)


def _amount(icon: Icon, label: str, seconds: int, edition: Edition) -> Amount:
    minutes, rest = divmod(seconds, 60)
    number, unit = (seconds, "seconds") if rest else (minutes, "minutes")
    return Amount(
        icon,
        edition.say(label),
        edition.language.number(number),
        edition.say(f"dose.{unit}_unit", count=number),
    )
