"""A dose in words, for the card, the calendar and the ladder."""

from planner.blocks import Amount, Icon
from planner.content.exercise import Dose
from planner.programme.programme import Item
from planner.sections.edition import Edition

WEEK = 7


def in_words(dose: Dose, side: str, edition: Edition, *, per_day: bool = True) -> str:
    """As `8 times each side, hold 6 seconds, 2 times a day`."""
    say = edition.say
    parts = []
    if dose.time:
        parts.append(_lasting("dose.lasts", dose.time, edition))
    else:
        times = say("dose.times", count=dose.reps)
        parts.append(f"{times} {say('dose.each_side')}" if side == "each" else times)
        if dose.hold:
            parts.append(_lasting("dose.hold", dose.hold, edition))
        if dose.sets > 1:
            parts.append(say("dose.sets_of", count=dose.sets))
    if per_day and dose.per_day > 1:
        parts.append(say("dose.per_day", count=dose.per_day))
    return ", ".join(parts)


def strip(item: Item, edition: Edition) -> tuple[Amount, ...]:
    """The cells of the dose strip; a nought leaves no cell."""
    say, dose = edition.say, item.first.dose
    cells = []
    if dose.time:
        cells.append(_amount("time", "dose.time", dose.time, edition))
    else:
        unit = "dose.times_each_side" if item.exercise.side == "each" else "dose.times_unit"
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
    cells.append(Amount("each day", say("dose.each_day"), per_day, say("dose.times_unit", count=dose.per_day)))
    count = edition.language.number(len(item.days))
    cells.append(Amount("days", say("dose.days"), count, weekdays(item.days, edition)))
    return tuple(cells)


def weekdays(
    days: tuple[int, ...], edition: Edition, phrases: tuple[str, str] = ("dose.every_day", "dose.day_range")
) -> str:
    """As `every day`, `Mon to Sat` or `Mon Wed Fri`; phrases say the first two."""
    if len(days) == WEEK:
        return edition.say(phrases[0])
    names = [edition.language.weekday(day) for day in days]
    if len(days) > 2 and days == tuple(range(days[0], days[-1] + 1)):
        return edition.say(phrases[1], first=names[0], last=names[-1])
    return " ".join(names)


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
