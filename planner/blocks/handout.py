"""The handout: its first page, and what stands below its calendar."""

from planner.blocks.base import Block, Figure, Icon, Words, block
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
    key: Key
    """The signs in the pictures of the next pages."""

    @property
    def bookmark(self) -> str:
        """Return its title."""
        return self.title

    @property
    def anchor(self) -> str:
        """Return the name of the page with the warning signs, as in a booklet."""
        return "safety"


@block
class HandoutEnd(Block):
    """Rules in a sentence or two; when to call, with the phone in large type; the next visit, or a line to write on."""

    rules: tuple[tuple[Icon, Words], ...]
    call: str
    phone: str
    visit: str
    date: str
