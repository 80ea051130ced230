"""What Babel says of a language's dates, numbers and plurals.

The wheel holds what the built-in plans need of it: to load Babel takes as long as to read a plan. It is found by the
version of Babel, as each has rules of its own.
"""

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING, TypeVar

from planner.shipped import shipped, version_of

if TYPE_CHECKING:
    from babel import Locale

T = TypeVar("T")


def locale_of(code: str) -> "Locale":
    """Return the rules of a language for dates, numbers and names of languages. Raise ValueError or LookupError."""
    from babel import Locale

    return Locale.parse(code, sep="-")


def is_rtl(code: str) -> bool:
    """Return whether a language is written from right to left."""
    return _said(code, "rtl", (), lambda: bool(locale_of(code).character_order == "right-to-left"))


def plural_form(code: str, count: int) -> str:
    """Return which of a phrase's forms a number takes: one, few, other."""
    return _said(code, "plural", count, lambda: str(locale_of(code).plural_form(count)))


def number(code: str, value: int) -> str:
    """Return a number in the language's digits."""

    def made() -> str:
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=locale_of(code)))

    return _said(code, "number", value, made)


def day(code: str, on: date, pattern: str) -> str:
    """Return a date as a pattern of Babel says."""

    def made() -> str:
        from babel.dates import format_date

        return format_date(on, pattern, locale=locale_of(code))

    return _said(code, "day", (on, pattern), made)


def moment(code: str, at: time, pattern: str) -> str:
    """Return a time of day as a pattern of Babel says."""

    def made() -> str:
        from babel.dates import format_time

        return format_time(at, pattern, locale=locale_of(code))

    return _said(code, "moment", (at, pattern), made)


def series(code: str, items: list[str]) -> str:
    """Return items as a list in words: one, two and three."""

    def made() -> str:
        from babel.lists import format_list

        return str(format_list(items, locale=locale_of(code)))

    return _said(code, "series", items, made)


def _said(code: str, what: str, of: object, make: Callable[[], T]) -> T:
    return shipped(f"{what} {of!r} in {code} of Babel {version_of('babel')}", make)
