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
    clinic: tuple[str, ...]
    clinic_label: str
    emergency: str
    call: Words
    signs: tuple[Words, ...]
    today: str
    today_signs: tuple[Words, ...]
    more: str
