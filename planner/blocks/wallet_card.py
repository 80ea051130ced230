"""Cards for the wallet."""

from planner.blocks.base import Block, Words, block
from planner.blocks.safety import Alert


@block
class WalletCards(Block):
    """The same card so many times: whose it is, whom to call, the emergency list whole, some signs for the doctor."""

    title: str
    lead: str
    count: int
    name: str
    name_label: str
    about: str
    clinic: str
    phone: str
    hours: str
    clinic_label: str
    """What to write on the line that stands there without clinic and phone."""
    emergency: str
    signs: tuple[Words, ...]
    """The first one says whom to call."""
    too: str
    """The title of a panel on which the list goes on."""
    otherwise: Words
    """What to do if one cannot get there; stands below the list, or below the first part of it."""
    at_once: tuple[Alert, ...]
    """What is more urgent than the doctor today, in a sentence each: stands above that, and is never left out."""
    today: str
    today_signs: tuple[Words, ...]
    """The most important first: those that find no room are left out."""
    more: Words
