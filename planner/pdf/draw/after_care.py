"""After the programme: rows of advice between lines, people who walk on, the imprint."""

from collections.abc import Iterator

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem, spoken
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import BETWEEN, BOLD, FINE, INSIDE, LEFT, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter

LABELS = 36 * MM
"""The width of the column with the labels, at size standard."""
STYLES = ("picture", "label")
"""Styles of the labels: as large as the words beside them, or smaller if the column is too narrow for that."""
CLEAR = 20.0
"""White space above the people, if there is room, in points."""
SMALLEST = 0.55
"""How many times as large as usual they are, at the least, where there is less room."""
APART = 26.0
"""Between two people, and behind the last one, in centimetres on the person."""


@draws(b.Advices)
def advices(setter: Typesetter, block: b.Advices, up: Elem) -> Iterator[Piece]:
    """Draw each label at the left with its words beside it, between lines; above them if any label is too long."""
    left = LABELS * setter.theme.fine
    widest = {
        style: max((setter.lines(row.label, style, 999).width for row in block.rows), default=0.0) for style in STYLES
    }
    style = next((style for style in STYLES if widest[style] <= left - INSIDE[2]), STYLES[-1])
    left = left if widest[style] <= left - INSIDE[2] else 0.0
    for row in block.rows:
        yield setter.rule(setter.theme.width)
        yield _advice(setter, row, style, left, up)
    yield setter.rule(setter.theme.width)


def _advice(setter: Typesetter, row: b.Advice, style: str, left: float, up: Elem) -> Piece:
    theme = setter.theme
    width = setter.measure(theme.width - left)
    label = setter.lines(row.label + JOIN, style, theme.width)
    head = up.add("H2")
    title = setter.lines(row.title, "h2", width)
    words = stack([setter.said(title, head, width), setter.text(row.says, "body", width, up)])
    drop = (title.style.leading - label.height) / 2 + (title.style.size - label.style.size) * 0.29  # on one baseline
    return _labelled(label, head, words, left, drop if left else 0.0)


def _labelled(label: Paragraph, elem: Elem, words: Piece, left: float, drop: float) -> Piece:
    """Return words beside a label, or below it if left is 0; the label is lowered by drop (points)."""
    start = 0.0 if left else label.height
    high = max(words.best + start, label.height + drop)
    pad = INSIDE[2]

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        y = top - (height - high) / 2
        with pen.tag(elem):
            pen.text(label, x, y - drop)
        words.draw(pen, x + left, y - start, words.best)

    def part(room: float) -> tuple[Piece, Piece] | None:
        two = words.part(room - start - 2 * pad) if words.part else None
        return (_labelled(label, elem, two[0], left, drop), beside([(left, two[1])])) if two else None

    return Piece(high + 2 * pad, draw, high + 2 * INSIDE[0], part=part)


@draws(b.Walkers)
def walkers(setter: Typesetter, block: b.Walkers, up: Elem) -> Iterator[Piece]:
    """Draw people walking off the right end of the line; they would rather stay away than take another page."""
    theme = setter.theme
    at = len(up.kids)
    usual = theme.scale("story", "upright")
    tall = max((f.drawing.height - f.drawing.ground for f in block.figures), default=0.0)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        scale = min(usual, (height - BOLD) / tall) if tall else 0.0
        if scale < usual * SMALLEST:
            return
        ground = top - height + BOLD
        left = x + theme.width - sum((f.drawing.width + APART) * scale for f in block.figures)
        for n, figure in enumerate(block.figures):
            elem = Elem("Figure", spoken("Alt", figure.alt))
            up.kids.insert(at + n, elem)  # not before it is sure that there is room
            setter.place(pen, elem, figure, left, ground, scale, weight=theme.outline("story"))
            left += (figure.drawing.width + APART) * scale
        pen.line(x, ground, x + theme.width, ground, theme.accent, BOLD)

    yield Piece(tall * usual + BOLD + CLEAR, draw, 0.0, gap=BETWEEN[0])
    yield space(BETWEEN[2], INSIDE[2])


@draws(b.Imprint)
def imprint(setter: Typesetter, block: b.Imprint, up: Elem) -> Iterator[Piece]:
    """Draw the words at the lower edge of the live area, under a line."""
    theme = setter.theme
    lines = setter.lines(block.words, "running", theme.width)
    elem = up.add("P")
    high = lines.height + INSIDE[1]

    def draw(pen: Pen, _x: float, _top: float) -> None:
        base = theme.margins.live
        pen.line(LEFT, base + high, LEFT + theme.width, base + high, theme.ink, FINE)
        with pen.tag(elem):
            pen.text(lines, LEFT, base + lines.height)

    yield fixed(high, draw)
