"""Lists: items behind a sign, boxes to tick, two columns."""

from collections.abc import Sequence
from typing import NamedTuple

from planner import blocks as b
from planner.figure.drawing import Drawing
from planner.pdf.file.tags import Elem, field_attrs
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, fixed
from planner.pdf.layout.theme import Style
from planner.pdf.layout.typesetter import Typesetter


class Sign(NamedTuple):
    """The sign before an item; measures are in points."""

    drawing: Drawing
    below: float
    """The distance from the top of the first line to the sign's lower edge."""
    indent: float
    """The distance from the sign's left edge to the words."""


class Box(NamedTuple):
    """A box to tick; measures are in points."""

    side: float
    weight: float
    radius: float
    after: float
    """The distance from the box to the words."""
    gap: float
    """The white space above the item."""

    def draw(self, pen: Pen, setter: Typesetter, x: float, top: float) -> None:
        """Draw the box with its outer edge at x and top."""
        half = round(self.weight / 2 + 0.05, 1)
        box = (x + half, top - self.side + half, x + self.side - half, top - half)
        pen.frames([box], setter.theme.ink, self.weight, self.radius)


def signed(
    setter: Typesetter,
    words: b.Words,
    style: str | Style,
    width: float,
    item: tuple[Elem, Elem],
    sign: Sign,
    *,
    gap: float,
) -> Piece:
    """Set an item of a list behind a sign; item is its label and body."""
    label, body = item
    lines = setter.lines(words, style, width - sign.indent)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(label):
            pen.draw(sign.drawing, x, top - sign.below, 1.0)
        with pen.tag(body):
            pen.text(lines, x + sign.indent, top)

    return fixed(lines.height, draw, gap=gap)


def ticked(
    setter: Typesetter, words: b.Words, says: str, width: float, group: Elem, style: str | Style, box: Box
) -> Piece:
    """Set an item with a box to tick, level with its first line; says tells what the box is for."""
    label, body = group.item()
    field = label.add("Form", field_attrs("cb", says))
    lines = setter.lines(words, style, width - box.side - box.after)
    over = (box.side - lines.style.leading) / 2  # how much higher the box is than the line, on either side

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(field):
            box.draw(pen, setter, x, top - max(0.0, -over))
        with pen.tag(body):
            pen.text(lines, x + box.side + box.after, top - max(0.0, over))

    return fixed(max(lines.height + max(0.0, over), box.side), draw, gap=box.gap)


def halved(made: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Split pieces into two columns, read one after the other, so that the taller one is as short as possible."""
    heights = [piece.best + piece.gap for piece in made]
    cut = min(range(1, len(made) + 1), key=lambda n: max(sum(heights[:n]), sum(heights[n:])))
    return list(made[:cut]), list(made[cut:])
