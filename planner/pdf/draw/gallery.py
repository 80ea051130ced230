"""Pictures in cells of a grid, each with its name: a sheet to look at or to pin up."""

from collections.abc import Iterator

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside
from planner.pdf.layout.theme import GUTTER, MEDIUM, MM
from planner.pdf.layout.typesetter import Typesetter

COLUMNS = 2
HIGH = 36 * MM
"""The most height of a cell's pictures."""
LARGEST = 0.95
"""The largest scale, in points per centimetre of a person."""


@draws(b.Gallery)
def gallery(setter: Typesetter, block: b.Gallery, up: Elem) -> Iterator[Piece]:
    """Draw rows of cells; a cell never breaks."""
    wide = setter.theme.span(12 / COLUMNS)
    for start in range(0, len(block.cells), COLUMNS):
        row = block.cells[start : start + COLUMNS]
        cells = [_cell(setter, cell, wide, up) for cell in row]
        high = max(cell.best for cell in cells)
        for cell in cells:  # so that the pictures of a row are on one line
            cell.best = cell.least = high
        yield beside([(n * (wide + GUTTER), cell) for n, cell in enumerate(cells)], gap=16.0)


def _cell(setter: Typesetter, cell: b.Cell, wide: float, up: Elem) -> Piece:
    """Return a name above its pictures, side by side on one line at one scale."""
    theme = setter.theme
    name = setter.text(cell.title, "row", wide, up)
    elems = [setter.figure_elem(figure, up) for figure in cell.figures]
    drawings = [figure.drawing for figure in cell.figures]
    gaps = 6.0 * (len(drawings) - 1)
    scale = min((wide - gaps) / sum(d.width for d in drawings), HIGH / max(d.height for d in drawings), LARGEST)
    sunk = max(d.ground for d in drawings) * scale

    high = max(d.height - d.ground for d in drawings) * scale + sunk

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        name.draw(pen, x, top, name.best)
        ground = top - height + 4 + sunk
        left = x
        for figure, elem in zip(cell.figures, elems, strict=True):
            setter.place(pen, elem, figure, left, ground, scale)
            left += figure.drawing.width * scale + 6.0
        pen.line(x, ground, x + wide, ground, theme.ink, MEDIUM)

    return Piece(name.best + high + 8, draw)
