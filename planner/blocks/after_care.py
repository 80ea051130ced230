"""After the programme: advice, people who walk on, sources."""

from planner.blocks.base import Block, Figure, Words, block


@block
class Advice:
    """What to do, and when."""

    label: str
    title: str
    says: Words


@block
class Advices(Block):
    """Rows between lines that share the page."""

    rows: tuple[Advice, ...]


@block
class Walkers(Block):
    """People on the accent line, at its right end."""

    figures: tuple[Figure, ...]


@block
class References(Block):
    """Sources in small type."""

    items: tuple[Words, ...]
