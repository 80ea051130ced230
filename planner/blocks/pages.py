"""What stands around the programme: after-care, topics, what is filled in, charts, sheets."""

from typing import Literal

from planner.blocks.base import Block, Figure, Icon, Words, block
from planner.blocks.programme import Labelled

# -- after the programme --------------------------------------------------------------------------------------------


@block
class Advice:
    """What to do, and when."""

    label: str
    title: str
    says: Words


@block
class Advices(Block):
    """Rows between lines that share the page."""

    rows: tuple[Advice, ...]


@block
class Walkers(Block):
    """People on the accent line, at its right end."""

    figures: tuple[Figure, ...]


@block
class References(Block):
    """Sources in small type."""

    items: tuple[Words, ...]


# -- a topic --------------------------------------------------------------------------------------------------------


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
class Place:
    """A place on a body with its name."""

    at: Spot
    label: str


@block
class BodyMap:
    """A body with a line along it, dashed from one of its points on, and names of places at the left."""

    figure: Figure
    line: tuple[Spot, ...]
    dashed_from: int
    places: tuple[Place, ...]


@block
class BesideBody(Block):
    """Blocks at the left of a body as high as the page."""

    blocks: tuple[Block, ...]
    body: BodyMap


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


# -- to fill in -----------------------------------------------------------------------------------------------------


@block
class Outline:
    """A body to mark, with the names of its sides as they are seen: at the left, at the right."""

    name: str
    figure: Figure
    left: str
    right: str


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


@block
class TickBoxes(Block):
    """A list with a box to tick before each item; of rank 1 and 2 it is framed like an alert."""

    title: str
    note: Words
    items: tuple[Words, ...]
    says: str
    """What a box is for, in words."""
    columns: Literal[1, 2] = 1
    rank: Literal[0, 1, 2] = 0
    icon: Icon | None = None
    more: str = ""
    """Said below the signs if they go on, on the next page."""


@block
class TickColumns(Block):
    """Lists with boxes beside each other."""

    lists: tuple[TickBoxes, ...]


@block
class Answer(Block):
    """A question with lines to write on; if asked for, with a box to tick before it."""

    title: str
    hint: str
    lines: int
    says: str
    """What the lines are for, in words."""
    tick: str = ""
    """The same of the box."""


@block
class Blank(Block):
    """A table to fill in: column heads with their shares of the width."""

    title: str
    note: Words
    heads: tuple[tuple[str, int], ...]
    rows: int
    says: tuple[str, ...]
    """What a cell of each column is for, in words."""


# -- over the weeks -------------------------------------------------------------------------------------------------


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


# -- sheets --------------------------------------------------------------------------------------------


@block
class Lights(Block):
    """The traffic light in short: shapes with their words."""

    lights: tuple[tuple[Icon, Words], ...]


@block
class WalletCards(Block):
    """The same card so many times: whose it is, whom to call, the emergency list whole, some signs for the doctor."""

    title: str
    lead: str
    count: int
    name: str
    name_label: str
    about: str
    clinic: tuple[str, ...]
    clinic_label: str
    emergency: str
    call: Words
    signs: tuple[Words, ...]
    today: str
    today_signs: tuple[Words, ...]
    more: str


# -- the clinician's sheet ------------------------------------------------------------------------------------------


@block
class Listing:
    """A table: column heads with their shares of the width; the second column names the row."""

    heads: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Words, ...], ...]


@block
class Remarks:
    """A title and short paragraphs."""

    title: str
    items: tuple[Words, ...]


@block
class Questions:
    """Things to tick, in groups; a note beside the title."""

    title: str
    note: str
    groups: tuple[Remarks, ...]
    says: str
    """What a box is for, in words."""


@block
class ClinicianSheet(Block):
    """What was decided, on one page in small type if that is at all possible."""

    title: str
    lead: str
    facts: tuple[Labelled, ...]
    listing: Listing
    remarks: tuple[Remarks, ...]
    questions: Questions
    fields: tuple[tuple[str, int], ...]
    """Lines to sign on, side by side, with their shares of the width."""
