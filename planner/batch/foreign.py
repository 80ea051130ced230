"""Words for days and languages in other languages: to propose in a profile, where somebody confirms what they mean."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from planner.batch.columns import ABOUT_PEOPLE, squeezed
from planner.batch.languages import day_meant, language_meant
from planner.content.cldr import locale_of
from planner.content.scalars import WEEKDAYS

SPOKEN = ("de", "fr", "es", "it", "nl", "pl", "pt", "sv", "da", "cs", "hu", "tr")
"""Whose words are known; the words are Babel's."""
MOST = 0.8
"""So many of a column's words are languages; for the rest nobody has a name in Babel's lists."""
MOST_CELLS = 200
"""Different cells of a column of days or languages: one with more holds something else."""
LONGEST_CODE = 3
"""Letters of a language's code: by itself it may be a code of something else."""
WIDTHS = ("wide", "abbreviated", "short")


def days_meant(words: Iterable[str]) -> dict[str, str]:
    """Return the day that each word means: `{"Mo": "mon"}`; none unless one language has them all.

    Where two languages have all of them and differ, as for `Do`, none is returned.
    """
    asked = {word: _bare(word) for word in words}
    known = [_days(code) for code in SPOKEN]
    fits = [{word: days[bare] for word, bare in asked.items()} for days in known if {*asked.values()} <= {*days}]
    if not asked or not fits or any(one != fits[0] for one in fits):
        return {}
    return dict(sorted(fits[0].items(), key=lambda item: WEEKDAYS.index(item[1])))


def languages_meant(words: Iterable[str], codes: Iterable[str]) -> dict[str, str]:
    """Return the language, of those that there are, that each word means: `{"Polnisch": "pl"}`; others are left out."""
    names = _languages(tuple(codes))
    return {word: names[_bare(word)] for word in words if _bare(word) in names}


def column_meant(head: str, cells: Iterable[str], codes: Iterable[str]) -> Literal["days", "language"] | None:
    """Return what a column holds by its words, whatever it is called: weekdays, or languages by their names.

    A single weekday in each row is more often that of an appointment. None if it holds something else, or only English.
    codes: the languages that booklets can be printed in.
    """
    codes = tuple(codes)
    said: set[str] = set()
    for cell in cells:
        said |= {" ".join(cell.split())} - {""}
        if len(said) > MOST_CELLS:
            return None
    in_cells = [{*re.split(r"[\s,;/&+]+", cell)} - {"", "and", "und", "y", "et", "i"} for cell in said]
    unknown = {one for days in in_cells for one in days if one.lower() not in WEEKDAYS and not day_meant(one, codes)}
    if any(len(days) > 1 for days in in_cells) and (not unknown or days_meant(unknown)):
        return "days"
    spoken = {word for cell in said for part in re.split("[,;/]", cell) if len(word := part.strip()) > LONGEST_CODE}
    ours = {language_meant(word, codes) for word in spoken} | {*languages_meant(spoken, codes).values()}
    named = sum(_bare(word) in _all_languages() or language_meant(word, codes) is not None for word in spoken)
    is_language = bool(ours - {None, "en"}) and MOST * len(spoken) <= named
    return "language" if is_language and not ABOUT_PEOPLE.search(squeezed(head)) else None


def _bare(word: str) -> str:
    return " ".join(word.split()).casefold().removesuffix(".")


@lru_cache
def _all_languages() -> frozenset[str]:
    """Return the names of all languages that Babel knows, in those that are known here and in English."""
    return frozenset(name.casefold() for spoken in ("en", *SPOKEN) for name in locale_of(spoken).languages.values())


@lru_cache
def _days(code: str) -> dict[str, str]:
    """Return the weekdays by their names in a language, long and short."""
    names = locale_of(code).days
    found = [names[kind].get(width, {}) for kind in ("format", "stand-alone") for width in WIDTHS]
    return {_bare(name): WEEKDAYS[n] for one in found for n, name in one.items()}


@lru_cache
def _languages(codes: tuple[str, ...]) -> dict[str, str]:
    """Return the codes by the names of their languages; a name that two of them could have is left out."""
    found: dict[str, set[str]] = {}
    for code in codes:
        short = code.partition("-")[0]
        for name in {locale_of(spoken).languages.get(short, "") for spoken in SPOKEN} - {""}:
            found.setdefault(name.casefold(), set()).add(code)
    return {name: min(meant) for name, meant in found.items() if len(meant) == 1}
