"""What a topic is made of: lists of one kind, a body with a line along it, pictures in pairs and in stages, notes."""

from collections.abc import Iterator
from dataclasses import replace

from planner import blocks as b
from planner.figure.drawing import Drawing, Path, Shape
from planner.pdf.draw import draws, pieces
from planner.pdf.file.tags import Elem, string
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph, parted
from planner.pdf.layout.lists import Sign, signed
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import BREAK, Piece, beside, fixed, space, stack, together
from planner.pdf.layout.theme import BOLD, FINE, GUTTER, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter

NERVE, CASING = 3.4, 6.4
"""The weight of the line along a body, and of the white around it, in points."""
DASH = (9.0, 7.0)
"""Dash and gap of its dashed part."""
SIGN, INDENT = 1.15, 1.6
"""The size of a sign before words, in sizes of their type, and the indent of the words, in sizes of the sign."""
LEAST, MOST = 0.5, 1.0
"""The smallest and the largest scale of a person in a pair or a stage, in points per centimetre."""
SENTENCE = 9.0
"""The least width of words in a stage, in sizes of their type; narrower ones get more of its width."""
NARROW = 13.0
"""The least width of words beside a body, in sizes of their type."""
BESIDE = (5.4, 6.2, 7.0)
"""How many columns of twelve these words may have."""
MANY = 0.65
"""Words taller than this share of a page get more columns."""


# -- lists -----------------------------------------------------------------------------------------------------------


@draws(b.Points)
def points(setter: Typesetter, block: b.Points, up: Elem) -> Iterator[Piece]:
    """Draw a title, then a list, which may continue on the next page."""
    if block.title:
        yield setter.heading(block.title, 2, "h2", setter.width, up, gap=18.0)
    group = up.add("L", "/A<</O/List/ListNumbering/None>>")
    wide = setter.measure(setter.width)
    yield from together(
        [_point(setter, block, words, wide, group, gap=7.0 if n else 5.0) for n, words in enumerate(block.items)]
    )


def _point(setter: Typesetter, block: b.Points, words: b.Words, width: float, group: Elem, *, gap: float) -> Piece:
    body = setter.style("body")
    size = body.size * SIGN
    sign = Sign(icon(block.icon, size, setter.theme.ink), (body.leading + size) / 2, size * INDENT)
    return signed(setter, words, body, width, group.item("/ActualText" + string(block.word)), sign, gap=gap)


@draws(b.Note)
def note(setter: Typesetter, block: b.Note, up: Elem) -> Iterator[Piece]:
    """Draw a note in a frame with a heavy left edge; one too long for any page continues in a second frame."""
    width = setter.theme.width - setter.style("body").size * 2 - 50
    yield _note(setter, block, setter.lines(block.words, "body", width), up.add("P"))


def _note(setter: Typesetter, block: b.Note, lines: Paragraph, elem: Elem) -> Piece:
    theme = setter.theme
    size = setter.style("body").size * 2
    mark = icon(block.icon, size, theme.ink)
    high = max(lines.height, size) + 24

    def draw(pen: Pen, x: float, top: float, _height: float) -> None:
        pen.frames([(x + 0.8, top - high + 0.8, x + theme.width - 0.8, top - 0.8)], theme.ink, BOLD, 2 * MM)
        pen.fill((x, top - high, x + 6, top), theme.ink)
        pen.draw(mark, x + 20, top - (high + size) / 2, 1.0)
        with pen.tag(elem):
            pen.text(lines, x + size + 34, top - (high - lines.height) / 2)

    def part(room: float) -> tuple[Piece, Piece] | None:
        two = parted(lines, room - 24)
        return (_note(setter, block, two[0], elem), _note(setter, block, two[1], elem)) if two else None

    return Piece(high, draw, gap=14.0, part=part)


# -- a body ----------------------------------------------------------------------------------------------------------


@draws(b.BesideBody)
def beside_body(setter: Typesetter, block: b.BesideBody, up: Elem) -> Iterator[Piece]:
    """Draw words at the left and a body at the right; one below the other if the words would be too narrow."""
    theme = setter.theme
    if theme.span(BESIDE[0]) < NARROW * setter.style("body").size:
        for inner in block.blocks:
            yield from pieces(setter, inner, up)
        yield _body(setter, block.body, theme.width * 0.62, up, 90 * MM)
        return
    for columns in BESIDE:  # the body gives way to many words
        group = Elem("Div")
        left = theme.span(columns)
        column = _beside(setter.within(left), block, group)
        if column.least <= theme.room * MANY:
            break
    up.kids += group.kids
    body = _body(setter, block.body, theme.width - left - GUTTER, up, 90 * MM)
    yield beside([(0.0, column), (left + GUTTER, body)], gap=12.0)


def _beside(setter: Typesetter, block: b.BesideBody, up: Elem) -> Piece:
    """Return the words at a body's left, with a line between lists and what follows."""
    words = [space(14.0, 6.0)]
    for n, inner in enumerate(block.blocks):
        if n and isinstance(block.blocks[n - 1], b.Points) and not isinstance(inner, b.Points):
            words += [setter.rule(setter.width, BOLD, gap=16.0), space(6.0, 3.0)]
        words += pieces(setter, inner, up)
    return stack(setter.spread(words))


def _body(setter: Typesetter, block: b.BodyMap, width: float, up: Elem, least: float) -> Piece:
    """Return a body as high as the room it gets, with names at the left on lines that lead to their places."""
    theme = setter.theme
    drawing = _mapped(block, setter)
    elem = up.add("Figure", "/Alt" + string(block.figure.alt))
    names = [(setter.lines(p.label + JOIN, "small strong", width), p.at) for p in block.places]
    room = max((n.width for n, _ in names), default=0.0)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        # a name may reach over the drawing's white edge, not over the person
        scale = min(height / drawing.height, (width - room * 0.75) / drawing.width)
        at, foot = x + width - drawing.width * scale, top - height
        box = (x, foot, x + width, foot + drawing.height * scale)
        pen.bounds(elem, box)
        with pen.tag(elem), pen.upright(box):
            pen.draw(drawing, at, foot, scale)
            for name, (px, py) in names:
                y = foot + py * scale
                pen.line(x, y, at + px * scale - 5, y, theme.ink, FINE)
                pen.text(name, x, y + name.height + 1)

    return Piece(max(least, 140 * MM), draw, least)


def _mapped(block: b.BodyMap, setter: Typesetter) -> Drawing:
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
    key = f"{drawing.key} {block.line} {cut} {accent}"
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
    """Draw pairs of pictures, the title in the first column beside them; above them if a title is too long."""
    theme = setter.theme
    room = theme.column(2, 6) - 6
    aside = all(setter.lines(row.title, "h2", 999).width <= room for row in block.rows)
    made = [_pair(setter, row, up, aside=aside) for row in block.rows]
    gap = 7.0
    sheets = -(-int(sum(row.least + gap for row in made)) // int(theme.room - 34 * MM))
    each = -(-len(made) // sheets)  # not three on one page and one on the next
    for n, row in enumerate(made):
        if n:
            yield space(14.0, gap) if n % each else BREAK
        yield row


def _pair(setter: Typesetter, row: b.Pair, up: Elem, *, aside: bool) -> Piece:
    theme = setter.theme
    title = setter.heading(row.title, 2, "h2", theme.width, up)
    left = theme.column(2, 6) if aside else 0.0
    start = 0.0 if aside else title.best + 4
    wide = (theme.width - left - GUTTER) / 2
    sides = [(side.figure, setter.figure_elem(side.figure, up), _said(setter, side, wide, up)) for side in row.sides]
    words = max(said.best for _, _, said in sides) + 6
    drawings = [figure.drawing for figure, _, _ in sides]
    tall = max(d.height - d.ground for d in drawings)
    most = min(MOST, *((wide - 6) / d.width for d in drawings))
    least = min(LEAST, most)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        title.draw(pen, x, top, title.best)
        ground = top - height + words
        scale = min(most, (height - words - start) / tall)
        for n, (figure, elem, said) in enumerate(sides):
            at = x + left + n * (wide + GUTTER)
            setter.place(pen, elem, figure, at + (wide - figure.drawing.width * scale) / 2, ground, scale)
            pen.line(at, ground, at + wide, ground, theme.ink, BOLD)
            said.draw(pen, at, ground - 5, said.best)

    around = words + start
    best = min(most, 0.62)
    return Piece(tall * best + around, draw, tall * least + around)


def _said(setter: Typesetter, side: b.Side, width: float, up: Elem) -> Piece:
    """Return a sign, read out as its word, and what to do."""
    elem = up.add("P")
    sign = elem.add("Span", "/ActualText" + string(side.word + ": "))
    size = setter.style("body").size * SIGN
    lines = setter.lines(side.words, "body", width - size * INDENT)
    mark = icon(side.icon, size, setter.theme.ink)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(sign):
            pen.draw(mark, x, top - (lines.style.leading + size) / 2, 1.0)
        with pen.tag(elem):
            pen.text(lines, x + size * INDENT, top)

    return fixed(lines.height, draw)


# -- pictures in stages ----------------------------------------------------------------------------------------------


class _Stage:
    """A stage: its picture and words, and its height at a scale."""

    def __init__(self, setter: Typesetter, stage: b.Stage, group: Elem) -> None:
        theme = setter.theme
        self.setter, self.figure = setter, stage.figure
        self.left = theme.column(2, 6)
        columns = 8.0 if theme.span(4) > SENTENCE * setter.style("body").size else 6.5
        self.wide = theme.span(columns) - self.left
        self.words_at = theme.span(columns) + GUTTER
        self.label, body = group.item()
        self.elem = setter.figure_elem(stage.figure, body)
        self.numeral = setter.lines(stage.numeral + JOIN, "list numeral", 200.0)
        self.words = setter.text(stage.words, "body", theme.width - self.words_at, body)

    @property
    def most(self) -> float:
        """Return the largest scale at which the picture fits on its line."""
        return min(MOST, (self.wide - 6) / self.figure.drawing.width)

    def high(self, scale: float) -> float:
        """Return the stage's height above its line, in points."""
        drawing = self.figure.drawing
        return max((drawing.height - drawing.ground) * scale, self.words.best, self.numeral.style.size * 0.7)

    def piece(self, scale: float) -> Piece:
        """Return the stage at a scale (points per centimetre of a person)."""
        high = self.high(scale)

        def draw(pen: Pen, x: float, top: float) -> None:
            ground = top - high
            with pen.tag(self.label):
                pen.text(self.numeral, x - 2, ground + self.numeral.height * 0.94)
            at = x + self.left + (self.wide - self.figure.drawing.width * scale) / 2
            self.setter.place(pen, self.elem, self.figure, at, ground, scale)
            pen.line(x + self.left, ground, x + self.left + self.wide, ground, self.setter.theme.ink, BOLD)
            self.words.draw(pen, x + self.words_at, ground + self.words.best, self.words.best)

        return fixed(high + 2, draw)


@draws(b.Stages)
def stages(setter: Typesetter, block: b.Stages, up: Elem) -> Iterator[Piece]:
    """Draw stages: numeral, picture on its line, words level with it; at the largest scale that fits a page, or two."""
    group = up.add("L", "/A<</O/List/ListNumbering/Decimal>>")
    rows = [_Stage(setter, row, group) for row in block.rows]
    room = setter.theme.room - 30 * MM - 80 - 12.0 * len(rows)  # beside a title, a note, and white between them
    most = min(row.most for row in rows)
    scales = [most - (most - min(LEAST, most)) * n / 24 for n in range(25)]
    fitting = (s for pages in (1, 2) for s in scales if sum(row.high(s) for row in rows) <= room * pages)
    scale = next(fitting, scales[-1])
    for n, row in enumerate(rows):
        if n:
            yield space(12.0, 7.0)
        yield row.piece(scale)
