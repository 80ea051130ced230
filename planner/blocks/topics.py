"""Topics: lists, a body with a line along it, pictures in pairs and in stages, notes."""

from planner.blocks.base import Block, Figure, Icon, Words, block


@block
class Points(Block):
    """A list of one kind: every item after the same icon, which is called by a word."""

    title: str
    icon: Icon
    word: str
    items: tuple[Words, ...]


Spot = tuple[float, float]
"""A place on a drawing, in its units."""


@block
class PlaceLabel:
    """A place on a body with its name."""

    at: Spot
    label: str


@block
class MarkedBody:
    """A body with a line along it, dashed from one of its points on, and names of places at the left."""

    figure: Figure
    line: tuple[Spot, ...]
    dashed_from: int
    places: tuple[PlaceLabel, ...]
    solid: str = ""
    """What the line means, and its dashed part."""
    dashed: str = ""


@block
class BesideBody(Block):
    """Blocks at the left of a body as high as the page."""

    blocks: tuple[Block, ...]
    body: MarkedBody


@block
class Side:
    """One half of a pair: a sign, a picture, what it says."""

    icon: Icon
    word: str
    words: Words
    figure: Figure


@block
class Pair:
    """What is good beside what to change."""

    title: str
    sides: tuple[Side, ...]


@block
class Pairs(Block):
    """Rows of pictures side by side that share the page."""

    rows: tuple[Pair, ...]


@block
class Stage:
    """A picture of a sequence, with what to do."""

    numeral: str
    figure: Figure
    words: Words


@block
class Stages(Block):
    """Pictures below each other at one scale, words level with the ground."""

    rows: tuple[Stage, ...]


@block
class Note(Block):
    """Something to heed, in a frame with a heavy left edge."""

    icon: Icon
    words: Words
