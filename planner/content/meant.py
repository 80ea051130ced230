"""What to write in place of an amount, days or a time that cannot be read: what was typed, where it can be told."""

import re
from collections.abc import Sequence

NOON, LAST_HOUR = 12, 24
_WEEKDAY = re.compile(
    r"(?:mon|fri|sun)(?:days?)?|tue(?:s|sdays?)?|wed(?:s|nesdays?)?|thu(?:r|rs|rsdays?)?|sat(?:urdays?)?"
)
"""Whole, or as it is usually shortened: monthly is none."""


def duration_meant(written: str) -> str:
    """Return how to write a duration, with the number that was typed: `5 sec`, `1:30` or `20` alone."""
    found = re.fullmatch(r"(\d{1,4}(?:[.,]5)?) ?([a-z.]*)", written.strip().lower())
    if clock := re.fullmatch(r"(\d{1,2}):([0-5]\d)", written.strip()):
        return f"write {int(clock[1]) * 60 + int(clock[2])} s if it is minutes and seconds"
    number, unit = (float(found[1].replace(",", ".")), found[2].rstrip(".")) if found else (0.5, "")
    if minutes := minutes_meant(written):
        return f"write {minutes} min"
    if unit in ("m", "mins", "minute", "minutes", "min"):
        return f"write {number:g} min" if number.is_integer() else f"write {number * 60:g} s"
    if unit in ("sec", "secs", "second", "seconds", "s") and number.is_integer():
        return f"write {number:g} s"
    either = f"write {number:g} s or {number:g} min" if not unit and number.is_integer() else ""
    return either or "write seconds as 10 s and minutes as 10 min"


def minutes_meant(written: str) -> int:
    """Return the minutes of a time that was typed in hours: 90 of `1.5 h`; 0 if it is none."""
    found = re.fullmatch(r"(\d{1,2}(?:[.,]5)?) ?(?:h|hrs?|hours?)\.?", written.strip().lower())
    return int(float(found[1].replace(",", ".")) * 60) if found else 0


def day_names(written: str, weekdays: Sequence[str]) -> list[str]:
    """Return the weekdays of a text, if it holds nothing else, in any case and in full; of Mon-Fri all five."""
    joined = re.sub(r"\s*[-\u2013\u2014]\s*|\s+(?:to|through|thru)\s+", "-", written.strip().lower())
    found: list[str] = []
    for span in re.findall(r"[\w-]+", joined):
        ends = [word[:3] for word in span.split("-") if _WEEKDAY.fullmatch(word)]
        if len(ends) != span.count("-") + 1 or len(ends) > 2 or len({*ends}) < len(ends):
            return []  # of mon-wed-fri, nobody knows
        first, last = weekdays.index(ends[0]), weekdays.index(ends[-1])
        found += [weekdays[(first + n) % len(weekdays)] for n in range((last - first) % len(weekdays) + 1)]
    return [*dict.fromkeys(found)]


def days_meant(written: str, weekdays: Sequence[str]) -> str:
    """Return how to write days that are a text: those that were typed, where they can be told."""
    words = " ".join(written.lower().split())
    if words in ("daily", "every day", "everyday", "all", "all days"):
        return "write daily"
    if words == "every other day":
        return "write every other day"
    meant = day_names(written, weekdays)
    return f"write [{', '.join(meant)}]" if meant else "write daily, every other day, or a list such as [mon, wed, fri]"


def clock_meant(written: str) -> str:
    """Return how to write a time of day: the one that was typed, where it can be told."""
    found = re.fullmatch(r"(\d{1,2})(?:[.:h ]([0-5]\d))? ?(am|pm)?", written.strip().lower())
    hour = int(found[1]) if found else LAST_HOUR
    if found and found[3] and 1 <= hour <= NOON:
        hour = hour % NOON + (NOON if found[3] == "pm" else 0)
    return f'write "{hour:02}:{found[2] or "00"}"' if found and hour < LAST_HOUR else 'write a time of day as "08:00"'
