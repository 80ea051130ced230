"""Find the row with the names of columns: titles may stand above it."""

from collections.abc import Container, Sequence

from planner.batch.columns import known_as

MOST_TITLES = 20
"""Rows in which the names of the columns are looked for."""


Row = tuple[int, Sequence[str]]
"""A row with its number."""


MOST_COLUMNS = 1000
"""The last column of a table that may be filled, counted from 1: no export comes near it, and each is looked up."""


def head_row(rows: Sequence[Row], names: Container[str] = ()) -> Row:
    """Return the row with the names of columns: the first one with two known names, or where all names are known.

    If the row below has more of them, the names stand in two lines, and that is the one. names: others that are known
    too, in small letters.
    """
    found = _first_heads(rows, names)
    below = rows[rows.index(found) + 1 :][:1]
    if below and known_heads(below[0][1], names) > max(1, known_heads(found[1], names)):
        return below[0]
    return found


def _first_heads(rows: Sequence[Row], names: Container[str]) -> Row:
    best = rows[0]
    if known_heads(best[1], names) > 1:
        return best
    for numbered in rows:
        filled = sum(bool(cell.strip()) for cell in numbered[1])
        if known_heads(numbered[1], names) > 1 or known_heads(numbered[1], names) == filled:
            wide = sum(bool(cell.strip()) for cell in best[1])
            return numbered if not known_heads(best[1], names) or filled > wide else best
    return best


def known_heads(row: Sequence[str], names: Container[str] = ()) -> int:
    """Return how many different names of columns a row has, or texts that often are one."""
    cells = [" ".join(cell.lower().split()) for cell in row[:MOST_COLUMNS]]
    return len({role for cell in cells if (role := known_as(cell) or (cell if cell in names else None))})
