"""Draw the guidelines: numbered principles with a person beside each."""

from collections.abc import Iterator
from dataclasses import replace

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, stack
from planner.pdf.layout.theme import BETWEEN, FINE, GUTTER, INSIDE, MEDIUM, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter
from planner.values import frozen

ROW = 42 * MM
"""The height of a row at size standard, unless its words need more; larger rows are as high as they need."""
WORDS_AT = 24.7 * MM
"""Where the words begin, from the left edge of the live area."""
FIGURES = 46 * MM
"""The width of the column with the figures, each on a ground line of its own."""
PAD = {"standard": 8.0, "large": 5.0, "xl": 8.0}
"""White space above and below a row's words, in points."""


@draws(b.Principles)
def principles(setter: Typesetter, block: b.Principles, up: Elem) -> Iterator[Piece]:
    """Draw rows between lines: numeral, words, and a figure on its ground."""
    for n, row in enumerate(block.rows):
        piece = _principle(setter, row, up, first=n == 0)
        piece.keep = n == len(block.rows) - 2  # the last one is not alone on a page
        yield piece


def _principle(setter: Typesetter, row: b.Principle, up: Elem, *, first: bool) -> Piece:
    """Return a principle, its figure at the right; under the words if they would have too little width beside it."""
    theme = setter.theme
    under = theme.narrow(theme.width - WORDS_AT - FIGURES - GUTTER)
    wide = theme.width - WORDS_AT - (0.0 if under else FIGURES + GUTTER)
    head, text = up.add("H2"), up.add("P")
    words = stack(
        [
            setter.said(setter.lines(row.title, "word", wide), head, wide),
            setter.said(setter.lines(row.says, "body", wide), text, wide, gap=INSIDE[1]),
        ]
    )
    elem = setter.figure_elem(row.figure, up) if row.figure else None
    numeral = setter.lines(row.numeral + JOIN, "list numeral", 200.0)
    return _Row(setter, words, head, numeral, row.figure, elem, under=under, first=first).piece()


@frozen
class _Row:
    """A principle's row; what goes on on the next page has neither numeral nor figure."""

    setter: Typesetter
    words: Piece
    head: Elem
    numeral: Paragraph | None
    figure: b.Figure | None
    elem: Elem | None
    under: bool
    """Whether the figure is under the words."""
    first: bool
    """Whether there is a line above it, too."""

    @property
    def pad(self) -> float:
        """Return the white space above and below the words, in points."""
        return PAD[self.setter.theme.size]

    @property
    def scale(self) -> float:
        """Return how large the figure is: a photo may be too wide for the column at the people's scale."""
        drawing = self.figure.drawing if self.figure else None
        usual = self.setter.theme.scale("story", drawing.posture) if drawing else 0.0
        return min(usual, FIGURES / drawing.width) if isinstance(drawing, b.Photograph) else usual

    @property
    def tall(self) -> float:
        """Return the height of the figure above its ground, in points."""
        if self.figure is None:
            return 0.0
        drawing = self.figure.drawing
        return (drawing.height - drawing.ground) * self.scale

    def piece(self) -> Piece:
        """Return the row."""
        words = self.words.best + 2 * self.pad
        figure = INSIDE[2] + self.tall + BETWEEN[0] if self.figure else 0.0
        room = words + figure if self.under else max(words, figure)
        high = max(room, ROW if self.numeral and self.setter.theme.size == "standard" else 0.0)
        return Piece(high, self._draw, room, part=self._part)

    def _draw(self, pen: Pen, x: float, top: float, height: float) -> None:
        theme = self.setter.theme
        foot = top - height
        if self.first:
            pen.line(x, top, x + theme.width, top, theme.ink, FINE)
        if self.numeral:
            with pen.tag(self.head):
                pen.text(self.numeral, x, top - self.pad)
        self.words.draw(pen, x + WORDS_AT, top - self.pad, self.words.best)
        if self.figure and self.elem:
            drawing = self.figure.drawing
            scale = self.scale
            left, ground = x + theme.width - FIGURES, foot + BETWEEN[0]
            at = left + (FIGURES - drawing.width * scale) / 2
            pen.line(left, ground, left + FIGURES, ground, theme.ink, MEDIUM)
            weight = theme.outline("story")
            self.setter.place(pen, self.elem, self.figure, at, ground, scale, weight=weight)
        pen.line(x, foot, x + theme.width, foot, theme.ink, FINE)

    def _part(self, room: float) -> tuple[Piece, Piece] | None:
        two = self.words.part(room - 2 * self.pad) if self.words.part else None
        if two is None:
            return None
        rest = replace(self, words=two[1], numeral=None, figure=None, elem=None, first=True)
        return replace(self, words=two[0]).piece(), rest.piece()
