"""What every page can hold: words, headings, lists, alerts, figures, sections; and what a block is."""

from dataclasses import dataclass, field, fields
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
    numbered: int | None = None
    """The first item's number, for a list in one column."""


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


@dataclass(frozen=True, eq=False)
class Photograph(Drawing):
    """A picture from a file, which stands where a drawing would: a JPEG, PNG or SVG that has been looked at."""

    data: bytes = field(repr=False, default=b"")


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
