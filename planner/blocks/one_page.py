"""The sheet for the fridge: the traffic light in a row."""

from planner.blocks.base import Block, Icon, Words, block


@block
class Lights(Block):
    """The traffic light in short: shapes with their words."""

    lights: tuple[tuple[Icon, Words], ...]
