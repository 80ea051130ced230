"""The clinician's sheet."""

from planner.blocks.base import Block, Words, block
from planner.blocks.overview import Labelled


@block
class Listing:
    """A table; its second column names the row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]


@block
class Remarks:
    """A title and short paragraphs."""

    title: str
    items: tuple[Words, ...]


@block
class Questions:
    """Things to tick, in groups."""

    title: str
    groups: tuple[Remarks, ...]
    says: str
    """What a box is for, in words."""


@block
class ClinicianSheet(Block):
    """What was decided, on one page in small type if that is at all possible."""

    title: str
    lead: str
    facts: tuple[Labelled, ...]
    listing: Listing
    remarks: tuple[Remarks, ...]
    questions: Questions
    fields: tuple[tuple[str, int], ...]
    """Lines to sign on, side by side, with their shares of the width."""
    sources: Remarks
    """Below the signature."""
    names: Remarks
    """The same by their names alone, where there is no room for more."""

    @property
    def bookmark(self) -> str:
        """Return its title."""
        return self.title
