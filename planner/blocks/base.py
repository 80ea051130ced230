"""What every page can hold: words, headings, lists, alerts, figures, sections; and what a block is."""

from dataclasses import dataclass, field
from typing import Literal, TypeVar, dataclass_transform

from planner.figure.drawing import Drawing
from planner.values import frozen

T = TypeVar("T")
END = ":end"
"""Stands behind an anchor for the last of its pages with warning signs, if that is another one than the first."""


@dataclass_transform(frozen_default=True)
def block(cls: type[T]) -> type[T]:
    """Make the class of a block: of frozen values."""
    return frozen(cls)


class Block:
    """Base of everything that can stand on a page."""

    @property
    def bookmark(self) -> str:
        """Return the title under which a reader finds the block's page, or nothing."""
        return ""

    @property
    def running(self) -> str:
        """Return what stands at the head of its page and of those that follow; nothing for the section's name."""
        return ""

    @property
    def anchor(self) -> str:
        """Return the name by which other pages refer to the block's page, or nothing."""
        return ""


@block
class Run:
    """A stretch of text; strong if it is to stand out, with a link if it leads somewhere."""

    text: str
    strong: bool = False
    link: str = ""


Words = str | tuple[Run, ...]
Icon = Literal[
    "repeat", "hold", "rest", "sets", "each day", "days", "time", "easier", "harder", "felt", "works", "avoid", "you",
    "trainer", "phone", "visit", "go", "ease off", "stop", "up", "down", "video", "move", "other side",
    "saddle",
]  # fmt: skip


@block
class Heading(Block):
    """A heading. Level 1 is a page's title, with a lead below and perhaps a large numeral beside it."""

    text: str
    level: Literal[1, 2] = 1
    lead: Words = ""
    numeral: str = ""
    note: Words = ""
    head: str = ""
    """What stands at the head of its pages, if that is not the section's name."""

    @property
    def running(self) -> str:
        """Return what stands at the head of its pages."""
        return self.head

    @property
    def bookmark(self) -> str:
        """Return its text, if it is the title of a page."""
        return self.text if self.level == 1 else ""


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
class Picture(Block):
    """One large picture: a photo, or somebody on the ground."""

    figure: Figure


@block
class Foot(Block):
    """A sentence behind an icon that closes each page of its section, at the lower edge of the live area."""

    icon: Icon
    words: Words


@block
class PageBreak(Block):
    """What follows starts a new page."""

    yields: bool = False
    """Whether it may stand below a page that holds little, if that saves a page."""


@block
class Fitted(Block):
    """Groups of ways to print a section, from the roomiest to the closest.

    The first group counts that has one of no more than `most` pages, else all of them, and of these the one with the
    fewest pages; of equals, the first.
    """

    ways: tuple[tuple[tuple[Block, ...], ...], ...]
    most: int
    larger: tuple[tuple[tuple[Block, ...], ...], ...]
    """The same for larger words: of groups that take as few sheets of paper, the first."""


TITLE = "{title}"
"""Where the title of a page on which a part goes on has the part's own."""


@block
class Section:
    """A part of the booklet that starts on a new page: the unit that is typeset once and shared."""

    name: str
    blocks: tuple[Block, ...]
    clinic: str = ""
    """At the left of its pages' foot, with the phone."""
    phone: str = ""
    continued: str = ""
    """The title of a page on which a part goes on, with {title} for the part's."""
    footer: str = ""
    """The clinic's own line, below its name and phone."""


@block
class Image:
    """A picture of pixels, as PNG or JPEG data."""

    data: bytes
    alt: str
