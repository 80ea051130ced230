"""The card of an exercise: its dose, pictures, steps, what to watch for, and what was changed."""

from planner.blocks.base import Block, Figure, Icon, Words, block


@block
class Amount:
    """A number of the dose, printed large, with what it counts; without one, what is done once is in the words."""

    number: str
    unit: str


@block
class PictureSign:
    """What a picture cannot show: that it is held, or done on the other side too."""

    icon: Icon
    word: str
    short: str = ""
    """The word where `word` would need a line more."""


@block
class PictureSteps:
    """A picture, the steps that belong to it and the number of the first of them; steps alone if there is none."""

    figure: Figure | None
    label: str
    signs: tuple[PictureSign, ...]
    first: int
    steps: tuple[Words, ...]


@block
class Tip:
    """A labelled hint at a card's foot."""

    label: str
    words: Words


@block
class ChangeBox:
    """What was changed for this patient, and why."""

    title: str
    says: tuple[Words, ...]


@block
class ClinicNote:
    """A note from the clinician, with lines to write on."""

    title: str
    says: tuple[str, ...]


@block
class Video:
    """An address, printed as a QR code and in words."""

    url: str
    shown: str
    """The address as it is printed."""
    label: str
    alt: str


@block
class Card(Block):
    """One exercise. Its pictures and steps are never parted if any page can hold them."""

    numeral: str
    title: str
    lead: str
    when: tuple[Words, ...]
    """In which weeks, and what changes later: the first stands beside the title if there is room."""
    dose: tuple[Amount, ...]
    start: tuple[Words, ...]
    """How to do it at first, and the like: sentences after the dose."""
    change: ChangeBox | None
    pictures: tuple[PictureSteps, ...]
    felt: Tip
    avoid: Tip
    care: Tip
    easier: Tip
    harder: Tip | None
    note: ClinicNote | None
    video: Video | None
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
