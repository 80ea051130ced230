"""Whether an id is still the same person's, told without keeping a name."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from planner.batch.summary import RowSummary

KEPT = 4
"""Hexadecimal digits that are kept of a checksum. Thousands of names have the same ones, so that nobody can look for
the name; that another patient has them by chance happens once in 65,536 times."""
FEWEST, SHARE = 3, 3
"""So many ids, and more than one in so many, that are other persons' now mean another list."""
OTHER_PERSON = "{}: another name or day of birth than the last run had under this id; is it another patient?"


def mark(identity: str | None, name: str | None, born: date | int | None) -> str | None:
    """Return what tells whether an id is still the same person's; None without an id or a name.

    Capitals, accents and the order of the words of a name make no other person.
    """
    if not identity or not name:
        return None
    plain = "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
    words = " ".join(sorted(re.findall(r"\w+", plain)))
    return sha256("\n".join((identity, words, str(born or ""))).encode()).hexdigest()[:KEPT]


def changed(rows: Iterable[RowSummary], before: Mapping[str, str]) -> tuple[list[int], int]:
    """Return the numbers of the rows whose ids were other persons', and how many ids are known.

    before: marks of the last run, by id.
    """
    known = [row for row in rows if row.sound and row.id in before and row.name]
    others = [
        row.number
        for row in known
        if before[row.id or ""] not in (mark(row.id, row.name, row.born), mark(row.id, row.name, None))
    ]
    return others, len(known)


def is_another_list(others: int, known: int) -> bool:
    """Return whether so many ids are other persons' that the whole list may be another one."""
    return others >= FEWEST and SHARE * others > known
