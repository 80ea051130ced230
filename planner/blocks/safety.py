"""The safety pages: framed alerts, signs to tick, the pain scale, the traffic light, what the pictures' signs mean."""

from typing import Literal

from planner.blocks.base import (
    Block,
    Icon,
    Words,
    block,
)


@block
class Alert(Block):
    """What to do about some signs. Rank 1 has the heaviest frame, rank 3 none."""

    rank: Literal[1, 2, 3]
    icon: Icon
    title: str
    note: Words
    blocks: tuple[Block, ...]
    more: str = ""
    """Said below the signs if they go on, on the next page."""


@block
class Shown:
    """A drawing of a part of the body, with its caption, and what it shows for whoever does not see it."""

    icon: Icon
    caption: str
    alt: str


@block
class Signs(Block):
    """Signs with a box to tick before each; in two columns those with the same number of lines stand side by side."""

    items: tuple[Words, ...]
    says: str
    """What a box is for, in words."""
    columns: Literal[1, 2] = 1
    shown: Shown | None = None
    """Drawn beside the second sign and those below it, if no sign needs a line more for it."""


@block
class Help(Block):
    """The page that says when to get help: alerts by urgency, from rank 1 on."""

    title: str
    lead: str
    alerts: tuple[Alert, ...]
    next: tuple[Words, ...] = ()
    """Where the second alert is if the next page has it, the one after that, and so on: said where the first ends."""
    anchor: str = ""
    """The name by which other pages refer to it, if they do so apart from its section."""

    @property
    def bookmark(self) -> str:
        """Return its title."""
        return self.title


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
class Case:
    """What to do in one case, under a title behind an icon."""

    icon: Icon
    title: str
    words: Words


@block
class Cases(Block):
    """What to do in some cases, two side by side."""

    items: tuple[Case, ...]

    @property
    def anchor(self) -> str:
        """Return the name by which other pages refer to the first of them: when to move up."""
        return "pain-guide"


@block
class Key(Block):
    """What the signs in pictures mean."""

    title: str
    signs: tuple[tuple[Icon, str, str], ...]
    """Each drawn as it is in pictures, with its name for who listens, and its meaning beside it."""


@block
class LastLine(Block):
    """A sentence behind an icon at the lower edge of the live area of its page, under a line."""

    icon: Icon
    words: Words
