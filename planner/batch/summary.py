"""What a batch must know of all rows before it makes the first booklet."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from planner.batch.cells import stand_in_id
from planner.batch.ranges import row_ranges
from planner.batch.roster import Roster
from planner.batch.row import Row
from planner.content.clinic import Paper
from planner.content.suggest import did_you_mean
from planner.outputs.file_names import file_name, file_names
from planner.problems import Problem

ONLY = "--only"
"""The option of the commands that names rows by their ids."""
TELL_APART = "A column print_id with yes prints the id too"


class RowSummary(NamedTuple):
    """What is kept in memory of a row."""

    number: int
    id: str | None
    name: str | None
    born: date | int | None
    plan: str | None
    """As written in the row."""
    sound: bool
    """Whether the row could be read; if not, a missing name or id means nothing."""
    encrypted: bool
    refused: bool
    paper: Paper | None
    dated: bool = False
    """Whether it has a first day."""
    shows_id: bool = False
    """Whether the id is printed."""
    conditions: tuple[str, ...] = ()
    cells: int = 0
    """A number that rows with the same cells have in common."""
    perhaps: tuple[str, date | int | None] | None = None
    """Of a row that cannot be read: the name and the day of birth, None for one that is wrong and may be any."""

    @property
    def label(self) -> str:
        """What the row's booklet is called in a print job."""
        return label(self.number, self.id)


def summarise(roster: Roster) -> list[RowSummary]:
    """Return a summary of each row, in the roster's order."""
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
            paper=row.paper,
            dated=row.patient is not None and row.patient.start is not None,
            shows_id=row.patient is not None and bool(row.patient.print_id),
            conditions=row.patient.conditions if row.patient else (),
            cells=hash(row.cells),
            perhaps=_perhaps(row),
        )
        for row in roster
    ]


def _perhaps(row: Row) -> tuple[str, date | int | None] | None:
    """Return whom a row is about that cannot be read; None if it does not say so."""
    said = None if row.patient else row.readable
    if not said or not said.name:
        return None
    is_wrong = any(problem.loc[:1] == ("born",) for problem in row.problems)
    return (said.name, said.born) if said.born or is_wrong else None


def label(number: int, identity: str | None) -> str:
    """Return what a booklet is called in a print job: by the patient's id, or by the row."""
    return identity or f"row {number}"


def file_stems(rows: Sequence[RowSummary], *, named: bool, before: Mapping[str, str]) -> dict[int, str]:
    """Return the name of each row's booklet without its ending, by the row's number.

    named: with the patient's name before the id. before: the names that ids had in an earlier run: they keep them, and
    nobody else gets them, so that A1 and a1 are never one file, whoever of them is in the list.
    """
    texts = {
        row.number: " ".join(filter(None, (row.name if named else None, row.id))) or stand_in_id(row.number)
        for row in rows
    }
    if named:
        texts = {number: text.replace(" ", "-") for number, text in texts.items()}
    found: dict[int, str] = {}
    for row in rows:
        stem = before.get(row.id or "")
        if (
            stem
            and stem not in found.values()
            and re.fullmatch(f"{re.escape(file_name(row.id or ''))}(-[0-9a-f]{{8}})*", stem)
        ):
            found[row.number] = stem
    free = [number for number in texts if number not in found]
    stems = file_names([texts[number] for number in free], [*before.values(), *found.values()])
    return {**found, **dict(zip(free, stems, strict=True))}


def is_nameless(rows: Sequence[RowSummary]) -> bool:
    """Return whether nobody could tell the booklets apart: rows can be read, and none of them has an id or a name."""
    sound = [row for row in rows if row.sound]
    return bool(sound) and not any(row.id or row.name for row in sound)


def unknown_id(wanted: str, ids: list[str]) -> Problem:
    """Return the problem of an id that no row has. It suggests ids only: a name could end up in a log."""
    others = f"ids look like {', '.join(ids[:3])}" if ids else "no row has an id"
    meant = did_you_mean(wanted, ids) or others  # of other patients: left out where nothing is quoted
    return Problem(option=ONLY, text="no row has the id {}", quoted=wanted, reading=meant)


def roster_warnings(rows: Iterable[RowSummary]) -> Iterator[str]:
    """Yield what may be a mistake in the roster as a whole; rows are named by their numbers."""
    rows = [*rows]
    sound = [row for row in rows if row.sound]
    for what, lack in (("an id", [r for r in sound if not r.id]), ("a name", [r for r in sound if not r.name])):
        if 0 < len(lack) < len(sound):
            yield f"{row_ranges([row.number for row in lack])} without {what}; others have one"
    same: dict[tuple[str, date | int], list[RowSummary]] = defaultdict(list)
    namesakes: dict[str, list[RowSummary]] = defaultdict(list)
    for row in sound:
        name = _folded(row.name)
        if name and not row.shows_id:
            namesakes[name].append(row)
        if name and row.born:
            same[name, row.born].append(row)
    yield from _twice(same, rows)
    for group in namesakes.values():
        if len({row.born for row in group}) > 1 and len({row.id or row.number for row in group}) > 1:
            numbers = row_ranges([row.number for row in group])
            yield f"{numbers} have the same name and not the same day of birth: their booklets look alike. {TELL_APART}"


def _twice(same: Mapping[tuple[str, date | int], list[RowSummary]], rows: Iterable[RowSummary]) -> Iterator[str]:
    """Yield who may be in the list twice. same: rows that can be read, by name and day of birth."""
    unread: dict[str, list[RowSummary]] = defaultdict(list)
    for row in rows:
        unread[_folded(row.perhaps[0]) if row.perhaps else ""].append(row)
    for (name, born), group in same.items():
        failing = [row for row in unread.get(name, ()) if row.perhaps and row.perhaps[1] in (born, None)]
        if len({row.id or row.number for row in (*group, *failing)}) > 1:
            numbers = row_ranges(sorted(row.number for row in (*group, *failing)))
            others = ", with other conditions" if len({frozenset(row.conditions) for row in group}) > 1 else ""
            text = f"{numbers} have the same name and day of birth{others}; is it the same person twice?"
            yield f"{text}{_unknown(failing)}"


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _unknown(failing: Sequence[RowSummary]) -> str:
    """Return that nobody knows the conditions of the rows that fail."""
    numbers = row_ranges([row.number for row in failing])
    says = "fail, and may name conditions" if len(failing) > 1 else "fails, and may name conditions"
    return f" {numbers.capitalize()} {says} that the others lack" if failing else ""


def without_zeros(rows: Iterable[RowSummary], before: Iterable[str]) -> Iterator[str]:
    """Yield a warning for ids that an earlier run had with zeros in front: a spreadsheet takes them away."""
    had = {*before}
    longer = {identity.lstrip("0"): identity for identity in had if identity.startswith("0")}
    for row in rows:
        if row.id and row.id not in had and (was := longer.get(row.id)):
            text = f"row {row.number} has the id {row.id}, and the last run had {was}; did a spreadsheet drop the zeros"
            yield f"{text}? Then write {was}: else it is another patient"
