"""Draw the guidelines: numbered principles with a person beside each."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, stack
from planner.pdf.layout.theme import GUTTER, MEDIUM
from planner.pdf.layout.typesetter import JOIN, Typesetter

LARGEST = 0.9
"""The largest scale of a person beside a principle, in points per centimetre."""


@draws(b.Principles)
def principles(setter: Typesetter, block: b.Principles, up: Elem) -> Iterator[Piece]:
    """Draw equal rows that fill the page: numeral, words, and a figure on the row's line."""
    for n, row in enumerate(block.rows):
        piece = _principle(setter, row, up)
        piece.keep = n == len(block.rows) - 2  # the last one is not alone on a page
        yield piece


def _principle(setter: Typesetter, row: b.Principle, up: Elem) -> Piece:
    """Return a principle, its figure at the right; below the numeral if that leaves the words too little width."""
    theme = setter.theme
    left, figure_width = theme.column(2, 6), theme.span(2, 6)
    under = theme.narrow(theme.width - left - figure_width - GUTTER)
    if under:
        left = theme.column(3, 6)
        figure_width = left - GUTTER
    wide = theme.width - left - (0.0 if under else figure_width + GUTTER)
    head, text = up.add("H2"), up.add("P")
    words = stack(
        [
            setter.said(setter.lines(row.title, "word", wide), head, wide),
            setter.said(setter.lines(row.says, "body", wide), text, wide),
        ]
    )
    elem = setter.figure_elem(row.figure, up) if row.figure else None
    shown = _Row(setter.lines(row.numeral + JOIN, "list numeral", 200.0), head, row.figure, elem)
    return _principle_row(setter, shown, words, _Room(left, figure_width, under))


@dataclass(frozen=True)
class _Row:
    """What a principle's row has apart from its words."""

    numeral: Paragraph | None
    head: Elem
    figure: b.Figure | None
    elem: Elem | None


@dataclass(frozen=True)
class _Room:
    """Where the words start, how wide the figure may be (points), and whether it is under the numeral."""

    left: float
    figure: float
    under: bool


def _principle_row(setter: Typesetter, row: _Row, words: Piece, at: _Room) -> Piece:
    theme = setter.theme
    numeral = row.numeral

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        foot, middle = top - height, top - height / 2
        start = middle + words.best / 2
        room = height - 8
        if numeral:
            with pen.tag(row.head):
                pen.text(numeral, x - 2, top - 6 if at.under else middle + numeral.height / 2)
        words.draw(pen, x + at.left, start, words.best)
        if row.figure and row.elem:
            drawing = row.figure.drawing
            beside_numeral = at.under and numeral is not None
            wide = at.figure - (numeral.width + 4 if numeral and beside_numeral and drawing.width < 90 else 0)
            scale = min(room / (drawing.height - drawing.ground), wide / drawing.width, LARGEST)
            where = at.figure - drawing.width * scale if at.under else theme.width - drawing.width * scale
            setter.place(pen, row.elem, row.figure, x + where, foot, scale)
        pen.line(x, foot, x + theme.width, foot, theme.ink, MEDIUM)

    def part(room: float) -> tuple[Piece, Piece] | None:
        two = words.part(room - 16) if words.part else None
        if two is None:
            return None
        rest = _Row(None, row.head, None, None)
        return _principle_row(setter, row, two[0], at), _principle_row(setter, rest, two[1], at)

    least = words.best + 16
    high = max(least, (160.0 if row.figure else 90.0) if at.under else 80.0)
    return Piece(max(high, 100.0), draw, high, part=part)
