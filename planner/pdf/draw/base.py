"""Draw what every page can hold: headings, text, lists, columns."""

from planner import blocks as b
from planner.pdf.draw import draws, pieces
from planner.pdf.file.tags import Elem
from planner.pdf.layout.lists import halved
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import BREAK, SOFT, Piece, beside, fixed, stack
from planner.pdf.layout.theme import BETWEEN, GUTTER, MEDIUM, MM
from planner.pdf.layout.typesetter import Typesetter

PHOTO = 92 * MM
"""The most height of a photo that has the width of the page."""


@draws(b.PageBreak)
def page_break(_setter: Typesetter, block: b.PageBreak, _up: Elem) -> list[Piece]:
    """Start a new page."""
    return [SOFT if block.yields else BREAK]


@draws(b.Heading)
def heading(setter: Typesetter, block: b.Heading, up: Elem) -> list[Piece]:
    """Set a page's title, or a heading below it."""
    if block.level == 1:
        return [setter.title(block, up)]
    return [setter.heading(block.text, 2, "h2", setter.width, up, gap=16.0)]


@draws(b.Text)
def text(setter: Typesetter, block: b.Text, up: Elem) -> list[Piece]:
    """Set a paragraph."""
    return [setter.text(block.words, block.style, setter.measure(setter.width), up, gap=8.0)]


@draws(b.IconLine)
def icon_line(setter: Typesetter, block: b.IconLine, up: Elem) -> list[Piece]:
    """Set a paragraph after its icon."""
    return [setter.icon_line(block.icon, block.words, setter.measure(setter.width), up, gap=8.0)]


@draws(b.Picture)
def picture(setter: Typesetter, block: b.Picture, up: Elem) -> list[Piece]:
    """Draw a photo as large as its place, or a person on a line."""
    drawing, theme = block.figure.drawing, setter.theme
    elem, photo = setter.figure_elem(block.figure, up), isinstance(drawing, b.Photograph)
    most = PHOTO / drawing.height if photo else theme.scale("posture", drawing.posture)
    scale = min(most, setter.width / drawing.width)
    tall = (drawing.height - drawing.ground) * scale

    def draw(pen: Pen, x: float, top: float) -> None:
        setter.place(pen, elem, block.figure, x, top - tall, scale, weight=theme.outline("posture"))
        if not photo:
            pen.line(x, top - tall, x + setter.width, top - tall, theme.ink, MEDIUM)

    return [fixed(tall, draw, gap=BETWEEN[2])]


@draws(b.Items)
def items(setter: Typesetter, block: b.Items, up: Elem) -> list[Piece]:
    """Set a list."""
    return listed(setter, block, setter.measure(setter.width), up)


def listed(
    setter: Typesetter, block: b.Items, width: float, up: Elem, *, style: str = "body", gap: float = 10.0
) -> list[Piece]:
    """Set a list in a style; in columns, if they are wide enough, it is one piece, read column by column."""
    if block.numbered is not None:
        return setter.numbered_items(block.items, block.numbered, width, up, gap=gap)
    share = (width - 14) / 2
    if block.columns == 1 or setter.theme.narrow(share - 20 * setter.theme.unit, style):
        return setter.list_items(block.items, width, up, icons=block.icons, style=style, gap=gap)
    group = up.add("L", "/A<</O/List/ListNumbering/Disc>>")
    made = [setter.item(words, "bullet", share, group, style=style, gap=gap) for words in block.items]
    columns = [(n * (share + 14), stack(setter.spread(half))) for n, half in enumerate(halved(made))]
    return [beside(columns, gap=gap)]


@draws(b.Columns)
def columns(setter: Typesetter, block: b.Columns, up: Elem) -> list[Piece]:
    """Set blocks side by side; below each other where a column is too narrow for a list or a heading."""
    theme, count = setter.theme, len(block.columns)
    share = theme.span(12 / count)
    if theme.narrow(share - 20 * theme.unit) or theme.narrow(share, "h2"):
        return [piece for column in block.columns for inner in column for piece in pieces(setter, inner, up)]
    within = setter.within(share)
    made = []
    for n, column in enumerate(block.columns):
        parts = [piece for inner in column for piece in pieces(within, inner, up)]
        made.append((n * (share + GUTTER), stack(setter.spread(parts), gap=0.0)))
    return [beside(made, gap=12.0)]
