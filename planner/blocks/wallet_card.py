"""Cards for the wallet."""

from planner.blocks.base import Block, Words, block


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
    call: Words
    signs: tuple[Words, ...]
    too: str
    """The title of a panel on which the list goes on."""
    today: str
    today_signs: tuple[Words, ...]
    """The most important first: those that find no room are left out."""
    more: Words
