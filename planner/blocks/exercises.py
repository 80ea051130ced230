"""The card of an exercise: its dose, pictures, steps, tips and change."""

from planner.blocks.base import Block, Figure, Icon, Words, block


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
    shown: str = ""
    """The address as it is printed; without it, the url."""


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
    key: str = ""
    """The exercise's id."""

    @property
    def anchor(self) -> str:
        """Return the name by which other pages refer to it."""
        return f"exercise:{self.key}" if self.key else ""

    @property
    def bookmark(self) -> str:
        """Return its title."""
        return self.title
