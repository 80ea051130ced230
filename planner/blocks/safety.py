"""The safety pages: framed alerts, the pain scale, the traffic light."""

from typing import Literal

from planner.blocks.base import (
    Block,
    Icon,
    Words,
    block,
)


@block
class Alert(Block):
    """What to do about some signs. Rank 1 has the heaviest frame, rank 3 none."""

    rank: Literal[1, 2, 3]
    icon: Icon
    title: str
    note: Words
    blocks: tuple[Block, ...]
    more: str = ""
    """Said below the signs if they go on, on the next page."""


@block
class PainScale(Block):
    """0 to 10 in three groups; the frames grow heavier."""

    green: int
    amber: int
    low: str
    high: str


@block
class Signal:
    """A row of the traffic light: shape, range, word, and what to do."""

    icon: Icon
    range: str
    word: str
    says: Words


@block
class Signals(Block):
    """The traffic light."""

    rows: tuple[Signal, ...]
