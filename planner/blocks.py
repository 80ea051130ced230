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
