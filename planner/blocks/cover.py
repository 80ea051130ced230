"""The cover: a title, figures, and whose booklet it is."""

from planner.blocks.base import Block, Figure, Image, Words, block


@block
class Field:
    """A label with its value; without one, a line to write on."""

    label: str
    value: str = ""


@block
class CoverPage(Block):
    """The first page."""

    clinic: str
    contact: str
    logo: Image | None
    title: str
    lead: str
    figures: tuple[Figure, ...]
    name: Field
    fields: tuple[Field, ...]
    foot: Words
    letterhead: Image | None = None
    """Lies behind the page; it shows the clinic, so the cover does not."""
