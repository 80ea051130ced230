"""What a topic is made of: lists of one kind, a body with a line along it, pictures in pairs and in stages, notes."""

from collections.abc import Iterator
from dataclasses import replace

from planner import blocks as b
from planner.figure.drawing import Drawing, Path, Shape
from planner.pdf.draw import draws, pieces
from planner.pdf.file.tags import Elem, spoken
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph, parted
from planner.pdf.layout.lists import Sign, signed
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, stack, together
from planner.pdf.layout.theme import BETWEEN, FINE, FRAME, GUTTER, INSIDE, MEDIUM, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter

NERVE, CASING = 3.4, 6.4
"""The weight of the line along a body, and of the white around it, in points."""
DASH, KEY_DASH = (9.0, 7.0), (5.0, 5.0)
"""Dash and gap of its dashed part, on the body and in the key below."""
SIGN, INDENT = 1.15, 1.6
"""The size of a sign before words, in sizes of their type, and the indent of the words, in sizes of the sign."""
LABEL = 26 * MM
"""The width of the column with the titles of pairs."""
MOST_LABEL = 36 * MM
"""The widest that it becomes for long titles."""
NUMERAL = 24.7 * MM
"""The width of the column with the numerals of stages."""
BETWEEN_PAIRS = {"standard": 10.0, "large": 4.0, "xl": 12.0}
BETWEEN_STAGES = {"standard": 26.0, "large": 16.0, "xl": 24.0}
"""White space above a pair and above a stage, in points: in large words a page just holds them."""
MANY = 0.7
"""Words beside a body that are taller than this share of a page stand above it, so that they can go on."""
KEY = 30.0
"""The length of a line that shows what the line along a body means, in points."""


# -- lists -----------------------------------------------------------------------------------------------------------


@draws(b.Points)
def points(setter: Typesetter, block: b.Points, up: Elem) -> Iterator[Piece]:
    """Draw a title, then a list, which may continue on the next page."""
    if block.title:
        yield setter.heading(block.title, 2, "h2", setter.width, up, gap=BETWEEN[2])
    group = up.add("L", "/A<</O/List/ListNumbering/None>>")
    wide = setter.measure(setter.width)
    gaps = (INSIDE[1], *[INSIDE[2]] * len(block.items))
    made = [_point(setter, block, words, wide, group, gap=gap) for words, gap in zip(block.items, gaps, strict=False)]
    yield from together(made)


def _point(setter: Typesetter, block: b.Points, words: b.Words, width: float, group: Elem, *, gap: float) -> Piece:
    body = setter.style("body")
    size = body.size * SIGN
    sign = Sign(icon(block.icon, size, setter.theme.ink), (body.leading + size) / 2, size * INDENT)
    return signed(setter, words, body, width, group.item(spoken("ActualText", block.word)), sign, gap=gap)


@draws(b.Note)
def note(setter: Typesetter, block: b.Note, up: Elem) -> Iterator[Piece]:
    """Draw a note in a frame; one too long for any page continues in a second frame."""
    width = setter.theme.width - setter.style("body").size * 1.5 - 3 * BETWEEN[0] - INSIDE[1]
    yield _note(setter, block, setter.lines(block.words, "body", width), up.add("P"))


def _note(setter: Typesetter, block: b.Note, lines: Paragraph, elem: Elem) -> Piece:
    theme = setter.theme
    size = setter.style("body").size * 1.5
    mark = icon(block.icon, size, theme.ink)
    pad = BETWEEN[0]
    high = max(lines.height, size) + 2 * pad

    def draw(pen: Pen, x: float, top: float, _height: float) -> None:
        half = MEDIUM / 2
        pen.frames([(x + half, top - high + half, x + theme.width - half, top - half)], theme.ink, MEDIUM, FRAME)
        middle = top - pad - min(lines.height, lines.style.leading) / 2
        pen.draw(mark, x + pad + INSIDE[1], middle - size / 2, 1.0)
        with pen.tag(elem):
            pen.text(lines, x + size + 2 * pad + INSIDE[1], top - (high - lines.height) / 2)

    def part(room: float) -> tuple[Piece, Piece] | None:
        two = parted(lines, room - 2 * pad)
        return (_note(setter, block, two[0], elem), _note(setter, block, two[1], elem)) if two else None

    return Piece(high, draw, gap=BETWEEN[2], part=part)


# -- a body ----------------------------------------------------------------------------------------------------------


@draws(b.BesideBody)
def beside_body(setter: Typesetter, block: b.BesideBody, up: Elem) -> Iterator[Piece]:
    """Draw words in the left half and a body in the right one; the body below the words if they would be too narrow."""
    theme, half = setter.theme, setter.theme.span(1, 2)
    group = Elem("Div")
    column = stack([piece for inner in block.blocks for piece in pieces(setter.within(half), inner, group)], gap=0.0)
    if theme.narrow(half) or column.least > theme.room * MANY:
        for inner in block.blocks:
            yield from pieces(setter, inner, up)
        yield _body(setter, block.body, theme.width, up)
        return
    up.kids += group.kids
    yield beside([(0.0, column), (theme.column(2, 2), _body(setter, block.body, half, up))], gap=BETWEEN[2])


def _body(setter: Typesetter, block: b.MarkedBody, width: float, up: Elem) -> Piece:
    """Return a body on its ground, with names at the left on lines that lead to their places, and the key below."""
    theme = setter.theme
    drawing = _mapped(block, setter)
    elem = up.add("Figure", spoken("Alt", block.figure.alt))
    names = [(setter.lines(p.label + JOIN, "small strong", width), p.at) for p in block.places]
    keys = [
        (setter.lines(words, "body", width - KEY - BETWEEN[1]), up.add("P"), dash)
        for words, dash in ((block.solid, False), (block.dashed, True))
        if words
    ]
    beside_names = max((n.width for n, _ in names), default=0.0) * 0.75  # a name may reach over the white edge
    scale = min(theme.scale("body", drawing.posture), (width - beside_names) / drawing.width)
    tall = drawing.height * scale
    key_height = sum(lines.height for lines, _, _ in keys) + (INSIDE[1] if keys else 0.0)

    def draw(pen: Pen, x: float, top: float) -> None:
        at, foot = x + width - drawing.width * scale, top - tall
        ground = foot + drawing.ground * scale
        box = (x, foot, x + width, top)
        pen.bounds(elem, box)
        with pen.tag(elem), pen.upright(box):
            pen.line(at, ground, at + drawing.width * scale, ground, theme.ink, MEDIUM)
            pen.draw(drawing, at, foot, scale, theme.outline("body"))
            for name, (px, py) in names:
                y = foot + py * scale
                pen.line(x, y, at + px * scale - 5, y, theme.ink, FINE)
                pen.text(name, x, y + name.height + 1)
        y = foot - (INSIDE[1] if keys else 0.0)
        for lines, says, dash in keys:
            middle = y - lines.style.leading / 2
            if dash:
                pen.dashed((x, middle, x + KEY, middle), theme.accent, NERVE, KEY_DASH)
            else:
                pen.line(x, middle, x + KEY, middle, theme.accent, NERVE)
            with pen.tag(says):
                pen.text(lines, x + KEY + BETWEEN[1], y)
            y -= lines.height

    return fixed(tall + key_height, draw, gap=BETWEEN[2])


def _mapped(block: b.MarkedBody, setter: Typesetter) -> Drawing:
    """Return the body with the line on it, edged in white so that it stands out from what it crosses."""
    drawing = block.figure.drawing
    if len(block.line) < 2:
        return drawing
    whole = _smooth(block.line)
    cut = max(1, min(block.dashed_from, len(block.line) - 1))
    solid, rest = (whole[: cut + 1], whole[cut:]) if block.dashed_from < len(block.line) else (whole, ())
    white, accent = (1.0, 1.0, 1.0), setter.theme.accent
    shapes = [Shape((whole,), None, white, CASING, closed=False), Shape((solid,), None, accent, NERVE, closed=False)]
    if rest:
        dashed: Path = (rest[0][-2:], *rest[1:])
        shapes.append(Shape((dashed,), None, accent, NERVE, DASH, closed=False))
    key = f"{block.line} {cut} {accent} on {drawing.key}"
    return replace(drawing, shapes=(*drawing.shapes, *shapes), key=key)


def _smooth(through: tuple[b.Spot, ...]) -> Path:
    """Return a smooth curve (Catmull-Rom) through points, as a path."""
    ends = (through[0], *through, through[-1])
    path: list[tuple[float, ...]] = [through[0]]
    for n in range(1, len(through)):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = ends[n - 1 : n + 3]
        path.append((bx + (cx - ax) / 6, by + (cy - ay) / 6, cx - (dx - bx) / 6, cy - (dy - by) / 6, cx, cy))
    return tuple(path)


# -- pictures in pairs -----------------------------------------------------------------------------------------------


@draws(b.Pairs)
def pairs(setter: Typesetter, block: b.Pairs, up: Elem) -> Iterator[Piece]:
    """Draw pairs of pictures, the title in a column before them; in larger words on the first picture's ground."""
    theme = setter.theme
    widest = max(setter.lines(row.title, "h2", theme.width).width for row in block.rows) + INSIDE[0]
    left = max(LABEL, widest) if theme.size == "standard" and widest <= MOST_LABEL else 0.0
    for row in block.rows:
        yield _pair(setter, row, up, left)


def _pair(setter: Typesetter, row: b.Pair, up: Elem, left: float) -> Piece:
    """Return a pair whose pictures start at the left given (points)."""
    theme = setter.theme
    wide = (theme.width - left - GUTTER) / 2
    indent = setter.style("body").size * SIGN * INDENT
    title = setter.heading(row.title, 2, "h2", theme.width, up)
    named = setter.lines(row.title, "h2", theme.width).width
    scales = [theme.scale("posture", side.figure.drawing.posture) for side in row.sides]
    sides = [
        (
            side.figure,
            setter.figure_elem(side.figure, up),
            _said(setter, side, wide, up),
            min(scale, wide / side.figure.drawing.width),
        )
        for side, scale in zip(row.sides, scales, strict=True)
    ]
    tall = max((f.drawing.height - f.drawing.ground) * scale for f, _, _, scale in sides)
    words = max(said.best for _, _, said, _ in sides)
    first = sides[0][0].drawing.width * sides[0][3]
    on_ground = left or named + BETWEEN[1] + first <= wide
    start = 0.0 if on_ground else title.best

    def draw(pen: Pen, x: float, top: float) -> None:
        ground = top - start - tall
        title.draw(pen, x, ground + title.best + INSIDE[0] if on_ground else top, title.best)
        for n, (figure, elem, said, scale) in enumerate(sides):
            at = x + left + n * (wide + GUTTER)
            room = wide - figure.drawing.width * scale
            aside = 0.0 if left or n or not on_ground else named + BETWEEN[1]
            setter.place(
                pen, elem, figure, at + min(max(indent, aside), room), ground, scale, weight=theme.outline("posture")
            )
            pen.line(at, ground, at + wide, ground, theme.ink, MEDIUM)
            said.draw(pen, at, ground - INSIDE[1], said.best)

    return fixed(start + tall + INSIDE[1] + words, draw, gap=BETWEEN_PAIRS[theme.size])


def _said(setter: Typesetter, side: b.Side, width: float, up: Elem) -> Piece:
    """Return a sign, read out as its word, and what to do."""
    elem = up.add("P")
    sign = elem.add("Span", spoken("ActualText", side.word + ": "))
    size = setter.style("body").size * SIGN
    lines = setter.lines(side.words, "sign", width - size * INDENT)
    mark = icon(side.icon, size, setter.theme.ink)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(sign):
            pen.draw(mark, x, top - (lines.style.leading + size) / 2, 1.0)
        with pen.tag(elem):
            pen.text(lines, x + size * INDENT, top)

    return fixed(lines.height, draw)


# -- pictures in stages ----------------------------------------------------------------------------------------------


@draws(b.Stages)
def stages(setter: Typesetter, block: b.Stages, up: Elem) -> Iterator[Piece]:
    """Draw stages, of which none is alone on its page: numeral, picture and words stand on the row's line."""
    group = up.add("L", "/A<</O/List/ListNumbering/Decimal>>")
    yield from together([_stage(setter, row, group) for row in block.rows])


def _stage(setter: Typesetter, stage: b.Stage, group: Elem) -> Piece:
    theme = setter.theme
    words_at = theme.column(2, 2)
    drawing = stage.figure.drawing
    scale = min(theme.scale("floor", drawing.posture), (words_at - NUMERAL) / drawing.width)
    label, body = group.item()
    elem = setter.figure_elem(stage.figure, body)
    numeral = setter.lines(stage.numeral + JOIN, "list numeral", 200.0)
    words = setter.text(stage.words, "body", theme.width - words_at, body)
    high = max((drawing.height - drawing.ground) * scale, words.best, numeral.style.size * 0.7)

    def draw(pen: Pen, x: float, top: float) -> None:
        ground = top - high
        with pen.tag(label):
            pen.text(numeral, x, ground + numeral.height * 0.94)
        setter.place(pen, elem, stage.figure, x + NUMERAL, ground, scale, weight=theme.outline("floor"))
        words.draw(pen, x + words_at, ground + words.best + INSIDE[0], words.best)
        pen.line(x, ground, x + theme.width, ground, theme.ink, MEDIUM)

    return fixed(high, draw, gap=BETWEEN_STAGES[theme.size])
