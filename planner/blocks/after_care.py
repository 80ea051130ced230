"""After the programme: advice, people who walk on, the imprint."""

from planner.blocks.base import Block, Figure, Words, block


@block
class Advice:
    """What to do, and when."""

    label: str
    title: str
    says: Words


@block
class Advices(Block):
    """Rows between lines."""

    rows: tuple[Advice, ...]


@block
class Walkers(Block):
    """People on the accent line, at its right end; nothing, where they do not fit below the advice."""

    figures: tuple[Figure, ...]


@block
class Imprint(Block):
    """What the booklet is, in small type at the foot of the page."""

    words: Words
