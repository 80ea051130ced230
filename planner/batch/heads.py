"""Find the row with the names of columns: titles may stand above it."""

from collections.abc import Container, Sequence

from planner.batch.columns import looks_known

MOST_TITLES = 20
"""Rows in which the names of the columns are looked for."""


def head_row(rows: Sequence[tuple[int, Sequence[str]]], names: Container[str] = ()) -> tuple[int, Sequence[str]]:
    """Return the row with the names of columns: the first one with two known names, or where all names are known.

    names: others that are known too, in small letters.
    """
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
    """Return how many cells of a row are names of columns, or often are."""
    return sum(looks_known(cell) or " ".join(cell.lower().split()) in names for cell in row)
