"""The sheet for the fridge: all exercises in cells, when to ease off, whom to call; lists of signs to read."""

from planner.blocks.base import Block, Figure, Icon, Words, block
from planner.blocks.safety import Alert


@block
class Light:
    """A colour of the traffic light in short: its shape, its pain scores, its word."""

    icon: Icon
    range: str
    word: str


@block
class Lights(Block):
    """The traffic light in a row."""

    lights: tuple[Light, ...]


@block
class PhoneContact:
    """Somebody to call: the number is printed large; without one there is a line to write it on."""

    label: str
    number: str
    urgent: bool = False
    """Whether it stands behind the sign of an emergency."""


@block
class Contacts(Block):
    """Whom to call, side by side."""

    items: tuple[PhoneContact, ...]


@block
class FridgeMove:
    """An exercise on the sheet."""

    number: int
    numeral: str
    title: str
    dose: str
    notes: tuple[Words, ...]
    """What is changed about it and how to start; on a sheet without room for that in its cells, see FridgeNote."""
    weeks: str
    """In which weeks it is done, if these are not all."""
    later: tuple[str, ...]
    """Doses of later weeks, for which there may be no room: the booklet has them too."""
    figure: Figure | None


@block
class FridgeNote:
    """What else is to be known about some exercises, by their names; notes of one kind have one title."""

    title: str
    numbers: tuple[int, ...]
    words: Words


@block
class Fridge(Block):
    """The front of the sheet; it takes as many pages as the exercises need, each complete in itself."""

    title: str
    days: str
    """At the right of the title, if it is short."""
    lines: tuple[Words, ...]
    moves: tuple[FridgeMove, ...]
    notes: tuple[FridgeNote, ...]
    lights: Lights
    stop: Words
    contacts: Contacts

    @property
    def bookmark(self) -> str:
        """Return its title."""
        return self.title


@block
class SignLists(Block):
    """A page with alerts whose signs are to be read: nothing in them is ticked."""

    title: str
    lead: str
    alerts: tuple[Alert, ...]
    name: str
    """The name by which other pages refer to it."""

    @property
    def bookmark(self) -> str:
        """Return its title."""
        return self.title

    @property
    def anchor(self) -> str:
        """Return its name."""
        return self.name
