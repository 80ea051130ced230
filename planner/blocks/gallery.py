"""Pictures in cells of a grid."""

from planner.blocks.base import Block, Figure, block
from planner.blocks.exercises import PictureSign


@block
class Cell:
    """Pictures with a name."""

    title: str
    figures: tuple[Figure, ...]
    signs: tuple[tuple[PictureSign, ...], ...] = ()
    """Those under each figure."""


@block
class Gallery(Block):
    """Cells in a grid."""

    cells: tuple[Cell, ...]
