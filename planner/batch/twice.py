"""Rows that share an id, or a person: two patients must not get one file, and nobody two booklets that differ."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from planner.batch.persons import words
from planner.batch.summary import RowSummary
from planner.problems import Problem


def repeated_ids(rows: Sequence[RowSummary]) -> dict[int, Problem]:
    """Return a problem for each row whose id an earlier row has, by the row's number."""
    first = {row.id: row for row in reversed(rows) if row.id}
    return {row.number: _repeated(row, first[row.id]) for row in rows if row.id and first[row.id] is not row}


def _repeated(row: RowSummary, first: RowSummary) -> Problem:
    if row.cells == first.cells:
        return Problem(text=f"this row is the same as row {first.number}", advice="delete one of the two")
    text, advice = f"row {first.number} has this id already", "give each patient an id of their own"
    if first.sound and row.sound and first.name and words(first.name) == words(row.name or ""):
        advice = "if it is the same person, keep the one of the two that is right; if not, give each an id of their own"
    return Problem(loc=("id",), quoted=row.id, text=text, advice=advice)


def split_persons(rows: Sequence[RowSummary]) -> dict[int, Problem]:
    """Return a problem for each row of a person who has other conditions in another row, by the row's number.

    So systems export that write a row for each diagnosis. Each alone would give a booklet that leaves out too little.
    """
    found: dict[int, Problem] = {}
    for group in _persons(rows):
        kinds = {frozenset(row.conditions): row for row in reversed(group)}
        for row in group if len(kinds) > 1 else ():
            other = next(one for kind, one in sorted(kinds.items(), key=_number) if kind != {*row.conditions})
            advice = "write all of them into one row, and delete the other"
            text = f"is the same person as row {other.number}, with other conditions"
            found.setdefault(row.number, Problem(loc=("conditions",), text=text, advice=advice))
    return {**found, **_perhaps_split(rows)}


def _number(item: tuple[object, RowSummary]) -> int:
    return item[1].number


def _perhaps_split(rows: Iterable[RowSummary]) -> dict[int, Problem]:
    """Return a problem for each row whose id a row has that cannot be read: it may say more of the same person."""
    unread: dict[str | None, RowSummary] = {row.id: row for row in rows if row.id and not row.sound and not row.refused}
    advice = "it may be the same person: correct that one first"
    return {
        row.number: Problem(loc=("id",), text=f"row {other.number}, which fails, has this id too", advice=advice)
        for row in rows
        if row.sound and row.id and (other := unread.get(row.id))
    }


def _persons(rows: Iterable[RowSummary]) -> Iterator[list[RowSummary]]:
    """Yield groups of rows that are about one person: by id, or by name and day of birth if one has no id."""
    with_id: defaultdict[str, list[RowSummary]] = defaultdict(list)
    with_name: defaultdict[tuple[str, object], list[RowSummary]] = defaultdict(list)
    for row in rows:
        if row.sound and row.id:
            with_id[row.id].append(row)
        if row.sound and row.name and row.born:
            with_name[words(row.name), row.born].append(row)
    for group in with_id.values():
        for named in _parted(group, lambda row: words(row.name or "")):
            yield from _parted(named, lambda row: row.born)
    yield from (group for group in with_name.values() if not all(row.id for row in group))


def _parted(group: list[RowSummary], by: Callable[[RowSummary], object]) -> list[list[RowSummary]]:
    """Return the rows of a group in parts that agree; one part if they do, where rows that say nothing go along."""
    kinds = dict.fromkeys(filter(None, map(by, group)))
    return [[row for row in group if by(row) == kind] for kind in kinds] if len(kinds) > 1 else [group]
