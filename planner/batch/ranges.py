"""Rows and files as they are named in a line."""

from collections.abc import Sequence
from itertools import pairwise

MOST_NAMED = 20
"""How many files or rows are named in a line; the rest is counted."""


def row_ranges(numbers: Sequence[int]) -> str:
    """Return `row 7`, or `rows 2 to 5, 9, 12`."""
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    starts = [n for n, number in enumerate(numbers) if n == 0 or number != numbers[n - 1] + 1]
    spans = [numbers[one:two] for one, two in pairwise([*starts, len(numbers)])]
    pieces = [f"{span[0]} to {span[-1]}" if len(span) > 2 else ", ".join(map(str, span)) for span in spans]
    return f"rows {first_few(pieces)}"


def first_few(items: Sequence[str]) -> str:
    """Join the first items of a list, and say how many more there are."""
    more = f" and {len(items) - MOST_NAMED:,} more" if len(items) > MOST_NAMED else ""
    return ", ".join(items[:MOST_NAMED]) + more
