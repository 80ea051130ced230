"""Which process makes which rows: likes together, so that each process has most of their booklets ready.

Rows with the same plan, size, paper and language share pictures and pages. Handed out as they come, every process would
draw and lay out all of them.
"""

from collections.abc import Hashable, Iterable, Iterator

from planner.batch.row import Row
from planner.batch.task import ROWS_PER_TASK

MOST_AHEAD = 2 * ROWS_PER_TASK
"""A process that has so many more rows to make than another one gives it the next one, and all that are like it."""
LONGEST_WAIT = 4 * ROWS_PER_TASK
"""So many rows come after one at most before it is handed out: what is made of them waits for it, in memory."""


class Likes:
    """Sorts rows by the process that makes them."""

    def __init__(self, homes: int) -> None:
        """Sort them for so many processes."""
        self._homes: dict[Hashable, int] = {}
        self._busy = [0] * homes

    def together(self, rows: Iterable[Row]) -> Iterator[tuple[int, list[Row]]]:
        """Yield rows in groups, each with the process that it is for, from 0."""
        groups: list[list[tuple[int, Row]]] = [[] for _ in self._busy]

        def handed(home: int) -> tuple[int, list[Row]]:
            group, groups[home] = groups[home], []
            return home, [row for _, row in group]

        for n, row in enumerate(rows):
            groups[self._home(row)].append((n, row))
            for home, group in enumerate(groups):
                if len(group) == ROWS_PER_TASK or (group and n - group[0][0] >= LONGEST_WAIT):
                    yield handed(home)
        for home, group in enumerate(groups):
            if group:
                yield handed(home)

    def done(self, home: int, rows: int) -> None:
        """Note that a process has made so many rows."""
        self._busy[home] -= rows

    def _home(self, row: Row) -> int:
        """Return the process that has made the last rows like this one, unless it has much more to do than another."""
        patient = row.patient
        kind = (row.plan, row.paper, patient.size, patient.language) if patient else None
        idlest = min(range(len(self._busy)), key=self._busy.__getitem__)
        home = self._homes.setdefault(kind, idlest)
        if self._busy[home] - self._busy[idlest] >= MOST_AHEAD:
            self._homes[kind] = home = idlest
        self._busy[home] += 1
        return home
