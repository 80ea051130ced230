"""Charts to fill in over the weeks, and goals."""

from planner.blocks.base import Block, Figure, Icon, Words, block


@block
class Zone:
    """Marks that ask for the same: an icon and its word beside so many rows."""

    icon: Icon
    word: str
    rows: int


@block
class Chart(Block):
    """A chart to draw dots in: a column per week, a row per mark; over a leg the marks are its heights in cm."""

    title: str
    how: Words
    marks: tuple[str, ...]
    corner: str
    weeks: tuple[str, ...]
    """The columns' names behind the corner's word, for columns that are too narrow for their full names."""
    names: tuple[str, ...]
    """The columns' full names, which need no word in the corner."""
    says: tuple[str, ...]
    zones: tuple[Zone, ...] = ()
    """From the top down; the rows between two are parted by a heavier line."""
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
    """Goals with rings from 0 to 10; under a heading if they follow something on the page."""

    goals: tuple[Goal, ...]
    title: str = ""
    how: Words = ""
