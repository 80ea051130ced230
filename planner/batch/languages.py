"""Which language or day a cell means: by its code in any case, or by its name in English or in the language itself."""

from collections.abc import Iterable
from functools import lru_cache

from planner.content.cldr import locale_of
from planner.content.scalars import WEEKDAYS


def language_meant(text: str, codes: Iterable[str]) -> str | None:
    """Return the code, of those that there are, that a cell means: ES, Spanish, español; None if it means none."""
    return _names(tuple(codes)).get(" ".join(text.split()).casefold())


def day_meant(text: str, codes: Iterable[str]) -> str | None:
    """Return the weekday whose whole name, in one of the languages, a cell holds: Monday, lunes; None if it is none."""
    return _days(("en", *codes)).get(text.strip().casefold())


def without_region(text: str, codes: Iterable[str]) -> str | None:
    """Return the language of a code whose region has no words of its own: es of es-MX; None if there is none."""
    language, mark, region = text.replace("_", "-").partition("-")
    if not mark or not ((len(region) == 2 and region.isalpha()) or (len(region) == 3 and region.isdigit())):
        return None
    return next((code for code in codes if code == language.lower()), None)


@lru_cache
def _names(codes: tuple[str, ...]) -> dict[str, str]:
    """Return the codes by what people write for them, in small letters; the names are Babel's."""
    found: dict[str, str] = {}
    for code in codes:
        locale = locale_of(code)
        names = (locale.get_display_name("en"), locale.get_display_name(locale), locale.get_language_name(locale))
        for name in (code, code.replace("-", "_"), *names[:2], *(names[2:] if "-" not in code else ())):
            found.setdefault((name or code).casefold(), code)
    return found


@lru_cache
def _days(codes: tuple[str, ...]) -> dict[str, str]:
    names = [locale_of(code).days["format"]["wide"] for code in codes]
    return {name.casefold(): WEEKDAYS[n] for one in names for n, name in one.items()}
