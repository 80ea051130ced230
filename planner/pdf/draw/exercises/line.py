"""Words and signs in a line, on one baseline: the dose, a picture's label."""

from collections.abc import Sequence

from planner.figure.drawing import Drawing
from planner.pdf.file.tags import Elem
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, fixed
from planner.pdf.layout.typesetter import JOIN, Typesetter
from planner.values import frozen


@frozen
class Bit:
    """Words or a sign, with the white space before it (points), which is dropped where a line starts."""

    shown: Paragraph | Drawing
    gap: float
    glued: bool = False
    """Whether no line ends before it."""

    @property
    def width(self) -> float:
        """Return its width, in points."""
        return self.shown.width

    @property
    def words(self) -> Paragraph | None:
        """Return its words, if it is no sign."""
        return self.shown if isinstance(self.shown, Paragraph) else None


def apart(setter: Typesetter, style: str) -> Bit:
    """Return the space between words that are drawn one by one, so that they are heard apart whichever way they run."""
    return Bit(setter.lines(JOIN, style, setter.theme.width), 0.0, glued=True)


def above(words: Paragraph) -> float:
    """Return the distance from the top of words to their first baseline, in points."""
    return (words.style.leading - words.style.size) / 2 + 0.79 * words.style.size


def in_lines(bits: Sequence[Bit], width: float) -> list[list[tuple[float, Bit]]]:
    """Return lines of bits, each at its distance from the left, no wider than a width in points."""
    groups: list[list[Bit]] = []
    for bit in bits:
        if bit.glued and groups:
            groups[-1].append(bit)
        else:
            groups.append([bit])
    lines: list[list[tuple[float, Bit]]] = [[]]
    x = 0.0
    for group in groups:
        need = sum(bit.gap + bit.width for bit in group)
        if lines[-1] and x + need > width:
            lines.append([])
        x = 0.0 if not lines[-1] else x
        for bit in group:
            x += bit.gap if lines[-1] else 0.0
            lines[-1].append((x, bit))
            x += bit.width
    return lines


def line_up(bits: Sequence[Bit], width: float, leading: float, elem: Elem) -> Piece:
    """Return bits as lines of a leading in points; their words belong to an element."""
    lines = in_lines(bits, width)
    words = [bit.words for bit in bits if bit.words]
    first = max(words, key=lambda one: one.style.size)
    base = above(first) + (leading - first.style.leading) / 2
    tall = max([1, *(len(one.lines) for one in words)]) - 1  # a word too long for a line
    high = len(lines) * leading + tall * first.style.leading

    def draw(pen: Pen, x: float, top: float) -> None:
        for n, line in enumerate(lines):
            baseline = top - n * leading - base
            for left, bit in line:
                if isinstance(bit.shown, Paragraph):
                    with pen.tag(elem):
                        pen.text(bit.shown, x + left, baseline + above(bit.shown))
                else:  # its middle is where that of a small letter is
                    pen.draw(bit.shown, x + left, baseline + 0.24 * first.style.size - bit.shown.height / 2, 1.0)

    return fixed(high, draw)
