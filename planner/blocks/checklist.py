"""What is filled in by hand: boxes, lines to write on, tables, bodies to mark."""

from typing import Literal

from planner.blocks.base import Block, Figure, Words, block


@block
class Outline:
    """A body to mark, with the names of its sides as they are seen: at the left, at the right."""

    name: str
    figure: Figure
    left: str
    right: str
    ringed: Literal["left", "right"] | None = None
    """The name that is ringed, because it is the side that hurts."""


@block
class Hatch:
    """How to mark a body: a pattern, what it looks like in words, what it stands for."""

    pattern: Literal["strokes", "dots", "rings"]
    word: str
    says: str


@block
class Hatches(Block):
    """The key to a body's marks."""

    title: str
    says: Words
    items: tuple[Hatch, ...]


@block
class Outlines(Block):
    """Bodies to mark beside each other; blocks at their right."""

    bodies: tuple[Outline, ...]
    blocks: tuple[Block, ...]
    side: Words = ""
    """The side that hurts, said below the bodies."""


@block
class TickBoxes(Block):
    """A list with a box to tick before each item."""

    title: str
    note: Words
    items: tuple[Words, ...]
    says: str
    """What a box is for, in words."""
    columns: Literal[1, 2] = 1


@block
class TickColumns(Block):
    """Lists with boxes beside each other."""

    lists: tuple[TickBoxes, ...]


@block
class Answer(Block):
    """A question with lines to write on."""

    title: str
    hint: str
    lines: int
    says: str
    """What the lines are for, in words."""


@block
class Asks(Block):
    """Questions with a box to tick and a line to write on; two short ones that follow each other share both."""

    items: tuple[str, ...]
    says: str
    """What the lines are for, in words."""
    tick: str
    """The same of the boxes."""


@block
class Caution(Block):
    """What to do before something that may harm."""

    words: Words


@block
class NextSheet(Block):
    """What follows starts a new page; at larger sizes only where there is no room for it."""


@block
class Blank(Block):
    """A table to fill in: column heads with their shares of the width."""

    title: str
    note: Words
    heads: tuple[tuple[str, int], ...]
    rows: int
    says: tuple[str, ...]
    """What a cell of each column is for, in words."""
