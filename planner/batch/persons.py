"""Whether an id is still the same person's with the same conditions, told without keeping a name or a condition."""

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import sha256

from planner.batch.ranges import row_ranges
from planner.batch.summary import RowSummary
from planner.problems import by_reader

KEPT = 4
"""Hexadecimal digits that are kept of a checksum. Thousands of names have the same ones, so that nobody can look for
the name; that another patient has them by chance happens once in 65,536 times."""
NONE, SOME = "-", "+"
"""The mark of somebody without conditions, and what the others' begins with."""
FEWEST, SHARE = 3, 3
"""So many ids, and more than one in so many, that are other persons' or have other conditions now, stop a run."""
MOST_NEW, MOST_BEFORE = 60, 2000
"""So many rows are compared with so many persons of the last run, to see who has another id now."""
FEWEST_LOST, SHARE_LOST = 2, 10
"""So many who had conditions and have none now, and more than one in so many, stop a run."""


def mark(identity: str | None, name: str | None, born: date | int | None) -> str | None:
    """Return what tells whether an id is still the same person's; None without an id or a name.

    Capitals, accents and the order of the words of a name make no other person.
    """
    if not identity or not name:
        return None
    return _digest(identity, name, born)[:KEPT]


def conditions_mark(
    identity: str | None, name: str | None, born: date | int | None, conditions: Iterable[str]
) -> str | None:
    """Return what tells whether an id still has the same conditions, and not which; None without an id or a name.

    Every sixteenth set of conditions has the same digit, and nobody can try them without the name. None at all is a
    sign of its own, so that their loss is always seen.
    """
    if not identity or not name:
        return None
    return f"{SOME}{_digit(identity, name, born, conditions)}" if (conditions := [*conditions]) else NONE


def has_conditions(
    identity: str | None, name: str | None, born: date | int | None, conditions: Sequence[str], before: str
) -> bool:
    """Return whether a mark of an earlier run is that of these conditions; at first, it was the digit alone."""
    digit = _digit(identity or "", name or "", born, conditions)
    return before in (digit, f"{SOME}{digit}" if conditions else NONE)


def _digit(identity: str, name: str, born: date | int | None, conditions: Iterable[str]) -> str:
    return _digest(identity, name, born, *sorted(conditions))[0]


def _digest(identity: str, name: str, born: date | int | None, *more: str) -> str:
    return sha256("\n".join((identity, words(name), str(born or ""), *more)).encode()).hexdigest()


@lru_cache(maxsize=100)
def words(name: str) -> str:
    """Return the words of a name as names are compared: in small letters, without accents, in one order."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
    return " ".join(sorted(re.findall(r"\w+", plain)))


def is_same(row: RowSummary, before: str) -> bool:
    """Return whether a row is about the person whose mark an earlier run left; it may have had no day of birth."""
    return before in (mark(row.id, row.name, row.born), mark(row.id, row.name, None))


def changed(rows: Iterable[RowSummary], before: Mapping[str, str]) -> tuple[list[int], int]:
    """Return the numbers of the rows whose ids were other persons', and how many ids are known.

    before: marks of the last run, by id.
    """
    known = [row for row in rows if row.sound and row.id in before and row.name]
    return [row.number for row in known if not is_same(row, before[row.id or ""])], len(known)


def with_other_conditions(
    rows: Iterable[RowSummary], persons: Mapping[str, str], before: Mapping[str, str]
) -> tuple[list[int], int]:
    """Return the numbers of the rows of the same persons whose conditions are others, and how many can be compared.

    persons, before: marks of the last run, by id.
    """
    known = [
        row
        for row in rows
        if row.sound and row.id in before and persons.get(row.id or "") == mark(row.id, row.name, row.born)
    ]
    others = [
        row.number
        for row in known
        if not has_conditions(row.id, row.name, row.born, row.conditions, before[row.id or ""])
    ]
    return others, len(known)


def without_conditions(
    rows: Iterable[RowSummary], persons: Mapping[str, str], before: Mapping[str, str]
) -> tuple[list[RowSummary], int]:
    """Return the rows of the same persons who had conditions and have none now, and how many had some.

    persons, before: marks of the last run, by id.
    """
    known = [row for row in rows if row.sound and row.id in before and row.id in persons]
    had = [
        row
        for row in known
        if persons[row.id or ""] == mark(row.id, row.name, row.born)
        and not has_conditions(row.id, row.name, row.born, (), before[row.id or ""])
    ]
    return [row for row in had if not row.conditions], len(had)


def earlier_ids(rows: Iterable[RowSummary], before: Mapping[str, str], now: Container[str]) -> dict[int, str]:
    """Return, by the row's number, the id that the last run had for a person who has a new one now.

    before: marks of the last run, by id. now: all ids that there are. Only the first of each are looked at: of too
    many, one fits by chance.
    """
    gone = [(identity, one) for identity, one in before.items() if identity not in now][:MOST_BEFORE]
    found = ((row, [was for was, one in gone if mark(was, row.name, row.born) == one]) for row in new_ids(rows, before))
    return {row.number: ids[0] for row, ids in found if ids}


def new_ids(rows: Iterable[RowSummary], before: Container[str]) -> list[RowSummary]:
    """Return the first rows whose ids the last run did not have."""
    return [row for row in rows if row.sound and row.id and row.name and row.id not in before][:MOST_NEW]


def another_list(rows: Sequence[RowSummary], persons: Mapping[str, str], conditions: Mapping[str, str]) -> str | None:
    """Return why the whole list may be another one, or a column in it may have slipped; None if all is well.

    persons, conditions: marks of the last run, by id.
    """
    for what, (others, known) in {
        "another name or day of birth": changed(rows, persons),
        "other conditions": with_other_conditions(rows, persons, conditions),
    }.items():
        if len(others) >= FEWEST and SHARE * len(others) > known:
            anew = by_reader("--overwrite instead of --resume", 'existing="replace"')
            return (
                f"{len(others):,} of {known:,} ids have {what} than in the last run ({row_ranges(others)}); is it the "
                "right list, and are its columns in order? Another list needs a folder of its own; if all is "
                f"right, {anew} replaces the booklets"
            )
    return None
