"""What a date that cannot be read may mean: every reading is named, and none is taken."""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date

NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""In English, whatever the system's language is."""
_LOCAL = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})|(\d{4})(\d\d)(\d\d)")


def no_such_day(written: str) -> str:
    """Return why a date as year-month-day is none, and what it is if day and month are exchanged."""
    year, month, day = (int(part) for part in written.split("-"))
    if not 1 <= month <= len(NAMES):
        exchanged = readings(f"{month}.{day}.{year}") if month and 1 <= day <= len(NAMES) else ""
        return f"there is no month {month}{f'; {exchanged}' if exchanged else ''}"
    if not year:
        return "there is no year 0"
    days, name = monthrange(year, month)[1], NAMES[month - 1]
    return f"{name}{f' {year}' if name == NAMES[1] else ''} has {days} days"


def readings(written: str) -> str:
    """Return each day that a date in another form may be, as it is to be written; or why it is none.

    An empty text if it is no date at all, or is written as it should be.
    """
    if found := _YEAR_FIRST.fullmatch(written):
        year, month, day = (part for part in found.groups() if part)
        if int(month) > len(NAMES):
            return no_such_day(f"{year}-{month}-{day}")
        orders = [(year, month, day)]
    elif found := _LOCAL.fullmatch(written):
        first, second, year = found.groups()
        orders = [(year, second, first), (year, first, second)]
    else:
        return ""
    meant = dict.fromkeys(_day(*(int(part) for part in order)) for order in orders)
    named = [f"{day.day} {NAMES[day.month - 1]} is {day.isoformat()}" for day in meant if day]
    if named:
        return ", ".join(named) if written not in {f"{day}" for day in meant} else ""
    possible = [f"{y}-{m}-{d}" for y, m, d in orders if int(m) <= len(NAMES)]
    return no_such_day(possible[0]) if possible else ""


def _day(year: int, month: int, day: int) -> date | None:
    with suppress(ValueError):
        return date(year, month, day)
    return None
