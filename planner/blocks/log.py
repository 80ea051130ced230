"""Charts to fill in over the weeks, and goals."""

from planner.blocks.base import Block, Figure, Words, block


@block
class Chart(Block):
    """A chart to draw dots in: a column per week, a row per mark; over a leg the marks are its heights in cm."""

    title: str
    how: Words
    marks: tuple[str, ...]
    corner: str
    weeks: tuple[str, ...]
    says: tuple[str, ...]
    leg: Figure | None = None
    heights: tuple[float, ...] = ()


@block
class Goal:
    """Something to be able to do; without words, a line to write on."""

    numeral: str
    words: str
    says: str
    times: tuple[tuple[str, str], ...]
    """When it is scored: a label, and the same in words for who listens."""


@block
class Goals(Block):
    """Goals with rings from 0 to 10."""

    goals: tuple[Goal, ...]
