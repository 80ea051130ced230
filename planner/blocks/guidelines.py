"""The guidelines: numbered principles with a person beside each."""

from planner.blocks.base import (
    Block,
    Figure,
    Words,
    block,
)


@block
class Principle:
    """A numbered thing to keep in mind, beside a figure."""

    numeral: str
    title: str
    says: Words
    figure: Figure | None


@block
class Principles(Block):
    """Equal rows that fill the page."""

    rows: tuple[Principle, ...]
