"""After the programme: rows of advice between lines, people who walk on, the sources in small type."""

from collections.abc import Iterator

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, space, stack
from planner.pdf.layout.theme import BOLD, GUTTER, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter

TALLEST = 46 * MM
"""The most height of a walking person."""
WIDE = 15.0
"""The least width of a column of sources, in sizes of its type."""


@draws(b.Advices)
def advices(setter: Typesetter, block: b.Advices, up: Elem) -> Iterator[Piece]:
    """Draw each label at the left with its words beside it; above them if any label is too long."""
    theme = setter.theme
    room = theme.column(2, 6) - 8
    aside = all(setter.lines(row.label, "label", 999).width <= room for row in block.rows)
    for row in block.rows:
        yield setter.rule(theme.width)
        yield _advice(setter, row, up, aside=aside)


def _advice(setter: Typesetter, row: b.Advice, up: Elem, *, aside: bool) -> Piece:
    theme = setter.theme
    left = theme.column(2, 6) if aside else 0.0
    width = setter.measure(theme.width - left)
    label = setter.lines(row.label + JOIN, "label", theme.width)
    head = up.add("H2" if row.title else "P")
    parts = [setter.said(setter.lines(row.title or row.says, "h2" if row.title else "body", width), head, width)]
    level = (parts[0].best if row.title else setter.style("body").leading) - label.height
    if row.title:
        parts.append(setter.text(row.says, "body", width, up, gap=1.0))
    return _labelled(label, head, stack(parts), left, level / 2 + 1 if aside else 0.0)


def _labelled(label: Paragraph, elem: Elem, words: Piece, left: float, drop: float) -> Piece:
    """Return words beside a label, or below it if left is 0; the label is lowered by drop (points)."""
    start = 0.0 if left else label.height
    high = max(words.best + start, label.height + drop)
    pad = 10.0

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        y = top - max(pad, min((height - high) / 2, 20.0))
        with pen.tag(elem):
            pen.text(label, x, y - drop)
        words.draw(pen, x + left, y - start, words.best)

    def part(room: float) -> tuple[Piece, Piece] | None:
        two = words.part(room - start - 2 * pad) if words.part else None
        return (_labelled(label, elem, two[0], left, drop), beside([(left, two[1])])) if two else None

    return Piece(high + 2 * pad + 4, draw, high + 2 * pad, part=part)


@draws(b.Walkers)
def walkers(setter: Typesetter, block: b.Walkers, up: Elem) -> Iterator[Piece]:
    """Draw people walking off the right end of the line, as large as the page allows."""
    theme = setter.theme
    figures = [(figure, setter.figure_elem(figure, up)) for figure in block.figures]
    tallest = max((f.drawing.height - f.drawing.ground for f in block.figures), default=1.0)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        ground = top - height + BOLD
        scale = min(height - BOLD - 6, TALLEST) / tallest
        gap = 26.0 * scale
        left = x + theme.width - sum(f.drawing.width for f in block.figures) * scale - gap * (len(figures) - 1) - gap
        for figure, elem in figures:
            setter.place(pen, elem, figure, left, ground, scale)
            left += figure.drawing.width * scale + gap
        pen.line(x, ground, x + theme.width, ground, theme.accent, BOLD)

    yield Piece(38 * MM, draw, 26 * MM, gap=8.0)


@draws(b.References)
def references(setter: Typesetter, block: b.References, up: Elem) -> Iterator[Piece]:
    """Draw sources in two columns if these are wide enough, else in one; they may continue on the next page."""
    theme = setter.theme
    style = setter.style("small")
    half = theme.span(3, 6)
    group = up.add("L", "/A<</O/List/ListNumbering/None>>")
    wide = half >= WIDE * style.size
    width = half if wide else setter.measure(theme.width)
    made = [setter.text(words, style, width, group.add("LI").add("LBody"), "") for words in block.items]
    rows = [made[n : n + 2] for n in range(0, len(made), 2)] if wide else [[piece] for piece in made]
    for n, row in enumerate(rows):
        yield space(8.0, 4.0) if n else space(4.0)
        yield beside([(k * (half + GUTTER), piece) for k, piece in enumerate(row)])
