"""What a page can hold: frozen values that know words and their order, no points, fonts or file format.

Blocks are the key under which finished pages are remembered, so a block computes its hash once and keeps it.
"""

from dataclasses import dataclass, fields
from typing import Literal, TypeVar, dataclass_transform

from planner.figure.drawing import Drawing

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def block(cls: type[T]) -> type[T]:
    """Make a frozen dataclass that remembers its hash."""
    made = dataclass(frozen=True)(cls)
    names = [f.name for f in fields(made)]  # type: ignore[arg-type]  # it is a dataclass by now

    def hashed(self: object) -> int:
        known = self.__dict__.get("_hash")
        if known is None:
            known = hash((cls.__name__, *(getattr(self, n) for n in names)))
            object.__setattr__(self, "_hash", known)
        return int(known)

    made.__hash__ = hashed  # type: ignore[method-assign]  # dataclass made one that counts anew each time
    return made


class Block:
    """Base of everything that can stand on a page."""


# -- words ----------------------------------------------------------------------------------------------------------


@block
class Run:
    """A stretch of text; strong if it is to stand out, with a link if it leads somewhere."""

    text: str
    strong: bool = False
    link: str = ""


Words = str | tuple[Run, ...]
Icon = Literal[
    "repeat", "hold", "rest", "sets", "each day", "days", "time", "easier", "harder", "felt", "works", "avoid", "you",
    "trainer", "phone", "visit", "go", "ease off", "stop", "up", "down", "video",
]  # fmt: skip


@block
class Heading(Block):
    """A heading. Level 1 is a page's title, with a lead below and perhaps a large numeral beside it."""

    text: str
    level: Literal[1, 2] = 1
    lead: Words = ""
    numeral: str = ""
    note: Words = ""


@block
class Text(Block):
    """A paragraph in a style of the theme."""

    words: Words
    style: str = "body"


@block
class Items(Block):
    """A list, in one or two columns; each item after a bullet or, if icons are given, its own icon."""

    items: tuple[Words, ...]
    columns: Literal[1, 2] = 1
    icons: tuple[Icon, ...] = ()


@block
class IconLine(Block):
    """One sentence behind an icon."""

    icon: Icon
    words: Words


@block
class Columns(Block):
    """Stacks of blocks side by side, of equal width."""

    columns: tuple[tuple[Block, ...], ...]


@block
class Alert(Block):
    """What to do about some signs. Rank 1 has the heaviest frame, rank 3 none."""

    rank: Literal[1, 2, 3]
    icon: Icon
    title: str
    note: Words
    blocks: tuple[Block, ...]


@block
class PainScale(Block):
    """0 to 10 in three groups; the frames grow heavier."""

    green: int
    amber: int
    low: str
    high: str


@block
class Signal:
    """A row of the traffic light: shape, range, word, and what to do."""

    icon: Icon
    range: str
    word: str
    says: Words


@block
class Signals(Block):
    """The traffic light."""

    rows: tuple[Signal, ...]


@block
class Figure:
    """A drawing with what it shows in words. It stands on the ground line."""

    drawing: Drawing
    alt: str


@block
class Principle:
    """A numbered thing to keep in mind, beside a figure."""

    numeral: str
    title: str
    says: Words
    figure: Figure | None


@block
class Principles(Block):
    """Equal rows that fill the page."""

    rows: tuple[Principle, ...]


@block
class Cell:
    """Pictures with a name."""

    title: str
    figures: tuple[Figure, ...]


@block
class Gallery(Block):
    """Cells in a grid."""

    cells: tuple[Cell, ...]


@block
class PageBreak(Block):
    """What follows starts a new page."""


# -- the cover ------------------------------------------------------------------------------------------------------


@block
class Image:
    """A picture of pixels, as PNG or JPEG data."""

    data: bytes
    alt: str


@block
class Field:
    """A label with its value; without one, a line to write on."""

    label: str
    value: str = ""


@block
class Cover(Block):
    """The first page."""

    clinic: str
    contact: str
    logo: Image | None
    title: str
    lead: str
    figures: tuple[Figure, ...]
    name: Field
    fields: tuple[Field, ...]
    foot: Words
    letterhead: Image | None = None
    """Lies behind the page; it shows the clinic, so the cover does not."""


# -- an exercise ----------------------------------------------------------------------------------------------------


@block
class Amount:
    """A cell of the dose strip."""

    icon: Icon
    label: str
    number: str
    unit: str


@block
class Picture:
    """A picture with the steps that stand beside it; `first` is the number of the first of them."""

    figure: Figure | None
    label: str
    first: int
    steps: tuple[Words, ...]


@block
class Tip:
    """A labelled hint at a card's foot; `short` says less, for a card that is full."""

    icon: Icon
    label: str
    words: Words
    short: Words = ""


@block
class Video:
    """An address, printed as a QR code and in words; what is said about it."""

    url: str
    label: str
    alt: str
    says: str


@block
class Card(Block):
    """One exercise. Its pictures and steps are never parted."""

    numeral: str
    title: str
    lead: str
    dose: tuple[Amount, ...]
    later: tuple[Words, ...]
    change: Words
    pictures: tuple[Picture, ...]
    care: Words
    stop: Words
    left: tuple[Tip, ...]
    right: tuple[Tip, ...]
    video: Video | None
    tips: str
    """The title of its second page, should it need one."""


# -- a week ---------------------------------------------------------------------------------------------------------


@block
class Day:
    """The head of a column: its tag above, the weekday, the date."""

    kind: Literal["train", "rest", "trainer", "outside"]
    name: str
    date: str
    tag: str
    full: str
    """The day in words, for who listens."""


@block
class Ticks:
    """Boxes to tick on one day; more than three become one box with "of n" to fill in."""

    count: int
    says: str
    of: str = ""


@block
class WeekRow:
    """An exercise in a week."""

    title: str
    dose: str
    figure: Figure | None
    ticks: tuple[Ticks | None, ...]


@block
class Week(Block):
    """One week of the calendar; it never breaks. Compact: without pictures, two on a page."""

    numeral: str
    title: str
    dates: str
    aim: str
    hint: str
    days: tuple[Day, ...]
    rows: tuple[WeekRow, ...]
    pain: str
    pain_hint: str
    pain_says: tuple[str, ...]
    explain: Words
    notes: str
    again: str
    """The title of a second sheet, for a week with more exercises than a page holds."""
    compact: bool = False


# -- the overview ---------------------------------------------------------------------------------------------------


@block
class Phase:
    """A step of the ground line: its weeks, each a numeral and a date, and what they are for."""

    title: str
    aim: str
    weeks: tuple[tuple[str, str], ...]
    span: str
    """Its weeks in short, where there is no room for each."""


@block
class Phases(Block):
    """The weeks on a line that steps up from phase to phase."""

    phases: tuple[Phase, ...]


@block
class Move:
    """An exercise in short; a note if something about it is the patient's own."""

    numeral: str
    title: str
    dose: str
    note: str
    figure: Figure | None


@block
class Moves(Block):
    """Exercises in two columns, each picture on its cell's line."""

    moves: tuple[Move, ...]


@block
class Labelled:
    """A label and what stands below or beside it."""

    label: str
    words: Words


@block
class Labels(Block):
    """Labelled texts side by side."""

    items: tuple[Labelled, ...]


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


@block
class Section:
    """A part of the booklet that starts on a new page: the unit that is typeset once and shared."""

    name: str
    blocks: tuple[Block, ...]
    clinic: str = ""
    """At the left of its pages' foot, with the phone."""
    phone: str = ""
    share: tuple[int, int] = (0, 1)
    """Which of how many sections it is: its mark on the footer's line."""


# -- the clinician's sheet ------------------------------------------------------------------------------------------


@block
class Facts(Block):
    """Who and what, side by side; below them what needs the width."""

    items: tuple[Labelled, ...]
    wide: tuple[Labelled, ...]


@block
class Listing(Block):
    """A table in small type: column heads with their shares of the width; the second column names the row."""

    title: str
    heads: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Words, ...], ...]


@block
class Remarks:
    """A title and short paragraphs in small type."""

    title: str
    items: tuple[Words, ...]


@block
class RemarkColumns(Block):
    """Remarks in two columns of like height."""

    groups: tuple[Remarks, ...]


@block
class Questions(Block):
    """Things to tick in small type: groups below each other, each in two columns."""

    title: str
    groups: tuple[Remarks, ...]
    says: str
    """What a box is for, in words."""


@block
class Signature(Block):
    """Lines to sign on, side by side, with their shares of the width."""

    fields: tuple[tuple[str, int], ...]
