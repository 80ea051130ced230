"""Pictures in cells of a grid, each with its name: a sheet to look at or to pin up."""

from collections.abc import Iterator, Sequence
from functools import partial

from planner import blocks as b
from planner.figure.drawing import Drawing
from planner.pdf.draw import draws
from planner.pdf.draw.exercises.pictures import SIGN
from planner.pdf.file.tags import Elem
from planner.pdf.layout.icons import icon
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space
from planner.pdf.layout.theme import GUTTER, INSIDE, MEDIUM, MM
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
    rooms = [d.width * scale for d in drawings]
    rooms[-1] = wide - sum(rooms[:-1]) - gaps  # nothing stands beside the last one
    signs = [_signs(setter, row, room, up) for row, room in zip(cell.signs, rooms, strict=bool(cell.signs))]
    below = max((row.best for row in signs), default=0.0)
    stands = getattr(drawings[0], "posture", "upright") != "above"  # seen from above nobody stands on a line

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        name.draw(pen, x, top, name.best)
        ground = top - height + 4 + sunk + below
        left = x
        for n, (figure, elem) in enumerate(zip(cell.figures, elems, strict=True)):
            setter.place(pen, elem, figure, left, ground, scale)
            if signs:
                signs[n].draw(pen, left, ground - sunk - 2, signs[n].best)
            left += figure.drawing.width * scale + 6.0
        if stands:
            pen.line(x, ground, x + wide, ground, theme.ink, MEDIUM)

    return Piece(name.best + high + 8 + below, draw)


def _signs(setter: Typesetter, signs: Sequence[b.PictureSign], width: float, up: Elem) -> Piece:
    """Return the signs under a picture, with their words if they have any."""
    row: list[Piece] = []
    for sign in signs:
        mark = icon(sign.icon, SIGN, setter.theme.accent)
        row.append(fixed(SIGN + 3, partial(_place, mark)))
        row += [setter.text(sign.word, "small", width, up)] if sign.word else []
    lefts, x = [], INSIDE[2]
    for sign in signs:
        lefts.append(x)
        x += SIGN + INSIDE[1]
        if sign.word:
            lefts.append(x)
            x += setter.lines(sign.word, "small", width).width
        x += 2 * INSIDE[2]
    return beside(list(zip(lefts, row, strict=True))) if row else space(0.0)


def _place(mark: Drawing, pen: Pen, x: float, top: float) -> None:
    pen.draw(mark, x, top - mark.height - 1, 1.0)
