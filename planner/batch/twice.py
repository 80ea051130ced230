"""Rows that share an id, or a person: two patients must not get one file, and nobody two booklets that differ."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from planner.batch.cells import is_stand_in_id
from planner.batch.persons import words
from planner.batch.row import Row
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
        born = len({row.born for row in group if row.born}) > 1
        for row in group if len(kinds) > 1 else ():
            other = next(one for kind, one in sorted(kinds.items(), key=_number) if kind != {*row.conditions})
            advice = "write all of them into one row, and delete the other"
            text = f"is the same person as row {other.number}, with other conditions"
            if born:
                text = f"row {other.number} has this id and name, other conditions, and perhaps another day of birth"
                advice = f"if it is the same person, {advice}; if not, give each an id of their own"
            found.setdefault(row.number, Problem(loc=("conditions",), text=text, advice=advice))
    return {**found, **_perhaps_split(rows)}


def lost_with(left: Iterable[Row], rows: Sequence[RowSummary]) -> list[str]:
    """Return a sentence for each row that is left out and has conditions of somebody whom another row is about."""
    with_id = {row.id: row for row in reversed(rows) if row.id and row.sound}
    with_name = {(words(row.name), row.born): row for row in reversed(rows) if row.sound and row.name and row.born}
    found = []
    for one in left:
        said = one.readable
        made = with_id.get(one.id) if one.id else None
        if not made and said and said.name and said.born:
            namesake = with_name.get((words(said.name), said.born))
            made = namesake if namesake and not (one.id and _has_own_id(namesake)) else None
        unread = any(problem.loc[:1] == ("conditions",) for problem in one.problems)
        if made and (unread or {*(said.conditions if said else ())} - {*made.conditions}):
            found.append(
                f"row {one.number} is left out, and is about the person of row {made.number}, who is made without the "
                f"conditions that stand there; if that person has them, write them into row {made.number}"
            )
    return found


def _number(item: tuple[object, RowSummary]) -> int:
    return item[1].number


def _perhaps_split(rows: Iterable[RowSummary]) -> dict[int, Problem]:
    """Return a problem for each row whose person a row may be about that cannot be read: it may say more."""
    unread = [row for row in rows if not row.sound and not row.refused]
    with_id = {row.id: row for row in unread if row.id}
    with_name: defaultdict[str, list[RowSummary]] = defaultdict(list)
    for row in unread:
        if row.perhaps:
            with_name[words(row.perhaps[0])].append(row)
    found: dict[int, Problem] = {}
    advice = "it may be the same person: correct that one first"
    for row in (row for row in rows if row.sound):
        other, what = with_id.get(row.id) if row.id else None, "id"
        if not other and row.name and row.born:
            namesakes = (
                one for one in with_name.get(words(row.name), ()) if not (_has_own_id(row) and _has_own_id(one))
            )
            born = {None: "name", row.born: "name and day of birth"}
            told = ((one, born[one.perhaps[1]]) for one in namesakes if one.perhaps and one.perhaps[1] in born)
            other, what = next(told, (None, ""))
        if other:
            text = f"row {other.number}, which fails, has this {what} too"
            found[row.number] = Problem(loc=("id" if what == "id" else "name",), text=text, advice=advice)
    return found


def _has_own_id(row: RowSummary) -> bool:
    """Return whether a row has an id that tells it from others: failed.csv gives one by its number to who has none."""
    return bool(row.id) and not is_stand_in_id(row.id or "")


def _persons(rows: Iterable[RowSummary]) -> Iterator[list[RowSummary]]:
    """Yield groups of rows that may be one person's: by id and name, or by name and day of birth if one has no id."""
    with_id: defaultdict[str, list[RowSummary]] = defaultdict(list)
    with_name: defaultdict[tuple[str, object], list[RowSummary]] = defaultdict(list)
    for row in rows:
        if row.sound and row.id:
            with_id[row.id].append(row)
        if row.sound and row.name and row.born:
            with_name[words(row.name), row.born].append(row)
    for group in with_id.values():
        yield from _parted(group, lambda row: words(row.name or ""))  # a day of birth may be mistyped
    yield from (group for group in with_name.values() if not all(map(_has_own_id, group)))


def _parted(group: list[RowSummary], by: Callable[[RowSummary], object]) -> list[list[RowSummary]]:
    """Return the rows of a group in parts that agree; one part if they do, where rows that say nothing go along."""
    kinds = dict.fromkeys(filter(None, map(by, group)))
    return [[row for row in group if by(row) == kind] for kind in kinds] if len(kinds) > 1 else [group]
