"""What must be known of all rows of a roster before the first booklet is made."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from planner.batch.roster import Roster
from planner.content.suggest import did_you_mean
from planner.outputs.file_names import file_names
from planner.problems import Problem

MOST_NAMED = 20
"""Files or rows that are named in a line."""


class RowSummary(NamedTuple):
    """What is kept of a row."""

    number: int
    id: str | None
    name: str | None
    born: date | int | None
    plan: str | None
    """As it is named in the row."""
    sound: bool
    """Whether the row could be read: what a wrong one has no name of is not known."""
    encrypted: bool
    refused: bool

    @property
    def label(self) -> str:
        """As in a print job."""
        return label(self.number, self.id)


def summarise(roster: Roster) -> list[RowSummary]:
    """The rows, in their order."""
    return [
        RowSummary(
            number=row.number,
            id=row.id,
            name=row.patient.name if row.patient else None,
            born=row.patient.born if row.patient else None,
            plan=row.plan,
            sound=row.patient is not None,
            encrypted=bool(row.password),
            refused=row.refused,
        )
        for row in roster
    ]


def label(number: int, identity: str | None) -> str:
    """Whose a booklet in a print job is."""
    return identity or f"row {number}"


def stand_in_id(number: int) -> str:
    """What the file of a row without an id is called."""
    return f"row-{number}"


def is_stand_in_id(identity: str) -> bool:
    """Whether an id says no more than a row's number: the list of failed rows has such ones."""
    return re.fullmatch(r"row-\d+", identity) is not None


def file_stems(rows: Sequence[RowSummary], *, named: bool) -> dict[int, str]:
    """The name of each row's file, without its ending, by the row's number; named: the patient's name stands first."""
    texts = [" ".join(filter(None, (row.name if named else None, row.id))) or stand_in_id(row.number) for row in rows]
    if named:
        texts = [text.replace(" ", "-") for text in texts]
    return dict(zip([row.number for row in rows], file_names(texts), strict=True))


def repeated_ids(rows: Sequence[RowSummary]) -> dict[int, Problem]:
    """What is wrong with rows, by their number, that have the id of one before them."""
    first = {row.id: row.number for row in reversed(rows) if row.id}
    return {
        row.number: Problem(loc=("id",), quoted=row.id, text=f"row {first[row.id]} has this id already")
        for row in rows
        if row.id and first[row.id] != row.number
    }


def unknown_id(wanted: str, ids: list[str]) -> Problem:
    """Return what is wrong with an id that no row has. Names are not searched: they would appear in logs."""
    others = f"ids look like {', '.join(ids[:3])}" if ids else "no row has an id"
    advice = did_you_mean(wanted, ids) or others
    return Problem(option="--only", text="no row has the id {}", quoted=wanted, advice=advice)


def roster_warnings(rows: Iterable[RowSummary]) -> Iterator[str]:
    """What of the list as a whole may be a mistake; rows are named by their numbers."""
    sound = [row for row in rows if row.sound]
    for what, lack in (("an id", [r for r in sound if not r.id]), ("a name", [r for r in sound if not r.name])):
        if 0 < len(lack) < len(sound):
            yield f"{row_ranges([row.number for row in lack])} without {what}; others have one"
    same: dict[tuple[str, date | int], list[RowSummary]] = defaultdict(list)
    for row in sound:
        if row.name and row.born:
            same[" ".join(row.name.casefold().split()), row.born].append(row)
    for group in same.values():
        if len({row.id or row.number for row in group}) > 1:
            numbers = row_ranges([row.number for row in group])
            yield f"{numbers} with the same name and day of birth: the same person twice?"


def row_ranges(numbers: Sequence[int]) -> str:
    """`row 7`, or `rows 2 to 5, 9 and 12`."""
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    starts = [n for n, number in enumerate(numbers) if n == 0 or number != numbers[n - 1] + 1]
    spans = [numbers[one:two] for one, two in pairwise([*starts, len(numbers)])]
    pieces = [f"{span[0]} to {span[-1]}" if len(span) > 2 else ", ".join(map(str, span)) for span in spans]
    return f"rows {first_few(pieces)}"


def first_few(items: Sequence[str]) -> str:
    """Items of a list, only the first of many."""
    more = f" and {len(items) - MOST_NAMED:,} more" if len(items) > MOST_NAMED else ""
    return ", ".join(items[:MOST_NAMED]) + more
