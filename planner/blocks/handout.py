"""The handout: its first page, its narrow cards, rules, and whom to call."""

from planner.blocks.base import Block, Figure, Icon, Words, block
from planner.blocks.exercises import Card
from planner.blocks.one_page import Lights
from planner.blocks.safety import Alert, Key


@block
class Handout(Block):
    """The first page: for how long and with whom, the signs to know, the traffic light."""

    title: str
    lead: str
    line: Words
    figures: tuple[Figure, ...]
    """On the line below the title, if there is room for them."""
    alerts: tuple[Alert, ...]
    lights: Lights
    stop: Words
    """Nothing, where each page ends with it."""
    notes: tuple[tuple[Icon, Words], ...]
    """What the clinician says to this patient, if it stands here."""
    key: Key | None
    """The signs in the pictures of the next pages; nothing if they stand elsewhere."""
    close: bool = False
    """Whether lines may stand close, and what comes after the signs on the next page."""

    @property
    def bookmark(self) -> str:
        """Return its title."""
        return self.title

    @property
    def anchor(self) -> str:
        """Return the name of the page with the warning signs, as in a booklet."""
        return "safety"


@block
class HandoutCard(Block):
    """An exercise's card in little room: pictures beside the steps, the dose and the tips in a line or two."""

    card: Card
    whole: bool = False
    """Whether it keeps all pictures and tips wherever a page can hold them, and rather takes a page more."""

    @property
    def bookmark(self) -> str:
        """Return its title."""
        return self.card.title

    @property
    def anchor(self) -> str:
        """Return the name by which other pages refer to it."""
        return self.card.anchor


@block
class HandoutRules(Block):
    """Rules in a sentence or two."""

    rules: tuple[tuple[Icon, Words], ...]
    close: bool = False
    """Whether their lines stand close."""


@block
class HandoutEnd(Block):
    """When to call, with the phone in large type; the next visit, or a line to write on."""

    call: str
    phone: str
    visit: str
    date: str
