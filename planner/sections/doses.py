"""A dose in words, for the card, the calendar and the ladder."""

from collections.abc import Sequence
from itertools import groupby

from planner.blocks import Amount
from planner.content.exercise import Dose
from planner.programme.dose import AMOUNTS
from planner.programme.programme import Item, Prescription, Row, Week
from planner.sections.edition import Edition

WEEK, MINUTE = 7, 60
THREE = 3
"""Every other day is three or four days a week, in turns."""
ONE_SIDE = {
    "each": ("dose.each_side", "dose.times_each_side"),
    "affected": ("dose.affected_side", "dose.times_affected_side"),
    "left": ("dose.left_side", "dose.times_left_side"),
    "right": ("dose.right_side", "dose.times_right_side"),
}
"""Sides that are done by themselves: in a sentence, and after a number."""
LONG = {
    "time": ("dose.time_seconds_unit", "dose.time_minutes_unit"),
    "hold": ("dose.hold_seconds_unit", "dose.hold_minutes_unit"),
    "rest": ("dose.rest_seconds_unit", "dose.rest_minutes_unit"),
}
"""What lasts, in seconds and in minutes: after a number."""
LASTING = {
    "dose.lasts": ("dose.lasts_seconds", "dose.lasts_minutes"),
    "dose.hold": ("dose.hold_seconds", "dose.hold_minutes"),
}
"""The same in a sentence."""


def in_words(
    item: Item, dose: Dose, edition: Edition, *, hold: bool = True, per_day: bool = True, in_all: bool = True
) -> str:
    """Return a dose in words, such as `8 times each side, hold 6 seconds, 2 times a day`."""
    say, parts = edition.say, list[str]()
    if dose.time:
        parts.append(lasting("dose.lasts", dose.time, edition))
    else:
        parts.append(_times(item, dose.reps, edition))
        if hold and dose.hold:
            parts.append(lasting("dose.hold", dose.hold, edition))
        if dose.sets > 1:
            parts.append(say("dose.sets_of", count=dose.sets))
    if per_day and dose.per_day > 1:
        parts.append(say("dose.per_day", count=dose.per_day))
        if in_all and item.exercise.total_a_day:
            parts.append(say("dose.in_all", count=_in_all(dose)))
    return edition.language.joined(parts, say("common.comma"))


def change(item: Item, before: Dose, now: Dose, edition: Edition) -> str:
    """Return what a later or another dose changes, such as `10 times, hold 5 seconds`; nothing if only its days."""
    say, parts = edition.say, list[str]()
    if now.time and now.time != before.time:
        parts.append(lasting("dose.lasts", now.time, edition))
    if not now.time and (now.reps != before.reps or before.time):
        parts.append(_times(item, now.reps, edition))
    if not now.time and now.hold and now.hold != before.hold:
        parts.append(lasting("dose.hold", now.hold, edition))
    if before.hold and not now.hold and not now.time:
        parts.append(say("dose.no_hold"))
    if not now.time and now.sets != before.sets:
        parts.append(say("dose.sets_of", count=now.sets))
    if now.per_day != before.per_day:
        parts.append(say("dose.per_day", count=now.per_day))
    return edition.language.joined(parts, say("common.comma"))


def same_dose(one: Prescription, other: Prescription) -> bool:
    """Return whether two prescriptions ask for the same on a day, on whatever days."""
    per_week = {"days_per_week": other.dose.days_per_week}
    return one.dose.model_copy(update=per_week) == other.dose


def same_amount(one: Dose, other: Dose) -> bool:
    """Return whether two doses are the same, their days and rests apart."""
    return all(getattr(one, part) == getattr(other, part) for part in AMOUNTS)


def grows(before: Dose, now: Dose) -> bool:
    """Return whether something in a dose gets more and nothing less, its days apart."""
    pairs = [(getattr(before, part), getattr(now, part)) for part in AMOUNTS]
    return all(new >= old for old, new in pairs) and any(new > old for old, new in pairs)


def _in_all(dose: Dose) -> int:
    """Return the repeats in a day."""
    return dose.reps * dose.sets * dose.per_day


def amounts(item: Item, edition: Edition) -> tuple[Amount, ...]:
    """Return the dose as numbers with what they count; a nought, one set and once a day are not said."""
    say, dose = edition.say, item.first.dose
    found = []
    if dose.time:
        found.append(_amount("time", dose.time, edition))
    else:
        unit = ONE_SIDE[item.side][1] if item.side in ONE_SIDE else "dose.times_unit"
        found.append(_counted(unit, dose.reps, edition))
        found += [_amount("hold", dose.hold, edition)] if dose.hold else []
        found += [_amount("rest", dose.rest, edition)] if dose.rest else []
        found += [_counted("dose.sets_unit", dose.sets, edition)] if dose.sets > 1 else []
    if dose.per_day > 1:
        key = "dose.per_day_in_all" if item.exercise.total_a_day else "dose.per_day_unit"
        in_all = {"total": _in_all(dose)} if item.exercise.total_a_day else {}
        unit = say(key, count=dose.per_day, **in_all)
        found.append(Amount(edition.language.number(dose.per_day), unit))
    return tuple(found)


def weeks(item: Item, printed: Sequence[Week], edition: Edition, *, always: bool = False) -> str:
    """Return in which of the printed weeks an exercise is done, such as `weeks 3 to 6`; nothing if in all of them.

    always: say it then, too.
    """
    own = [week.number for week in printed if any(row.item.number == item.number for row in week.rows)]
    if len(own) == len(printed) and not always:
        return ""
    return in_weeks(own, edition)


def in_weeks(numbers: list[int], edition: Edition) -> str:
    """Return weeks in words, such as `weeks 3 to 6`."""
    text = edition.say("dose.weeks", count=len(numbers), weeks=edition.language.series(spans(numbers, edition)))
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


def _times(item: Item, count: int, edition: Edition) -> str:
    """Return how often, such as `8 times each side`."""
    times = edition.say("dose.times", count=count)
    return edition.language.joined([times, edition.say(ONE_SIDE[item.side][0])]) if item.side in ONE_SIDE else times


def lasting(key: str, seconds: int, edition: Edition) -> str:
    """Return how long in words, in minutes where no seconds are left over; `key` is one of `LASTING`."""
    minutes, rest = divmod(seconds, MINUTE)
    of_seconds, of_minutes = LASTING[key]
    return edition.say(of_seconds, count=seconds) if rest else edition.say(of_minutes, count=minutes)


def _amount(what: str, seconds: int, edition: Edition) -> Amount:
    minutes, rest = divmod(seconds, MINUTE)
    of_seconds, of_minutes = LONG[what]
    key, count = (of_seconds, seconds) if rest else (of_minutes, minutes)
    return Amount(edition.language.number(count), edition.say(key, count=count))


def _counted(key: str, count: int, edition: Edition) -> Amount:
    """Return how often; in large type only if it is more than once."""
    number, unit = edition.language.number(count), edition.say(key, count=count)
    return Amount(number, unit) if count > 1 else Amount("", edition.language.joined([number, unit], "\u00a0"))
