"""Pictures in cells of a grid."""

from planner.blocks.base import Block, Figure, block


@block
class Cell:
    """Pictures with a name."""

    title: str
    figures: tuple[Figure, ...]


@block
class Gallery(Block):
    """Cells in a grid."""

    cells: tuple[Cell, ...]
