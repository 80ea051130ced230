"""Blocks to fill in by hand: boxes to tick, lines to write on, tables, bodies to mark."""

from collections.abc import Iterator
from dataclasses import replace

from planner import blocks as b
from planner.figure.drawing import Rgb
from planner.pdf.draw import draws, pieces
from planner.pdf.draw.safety import INSET, alert_frame, alert_head
from planner.pdf.file.tags import Elem, field_attrs, string
from planner.pdf.layout.lists import Box, halved, ticked
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack, together
from planner.pdf.layout.theme import BOLD, CORNER, FINE, GUTTER, MEDIUM, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter, said

TICK = 6.4 * MM
"""The side of a box to tick, at size standard."""
LINE = 10 * MM
"""The best distance between lines to write on; LINES has the least and the most."""
LINES = (9 * MM, 14 * MM)
MANY = 4
"""With at least so many lines, an answer fills the page's room with more; with fewer, it gets at most one more."""
ROW = (11.5 * MM, 9.5 * MM, 16 * MM)
"""Best, least and most height of a row in a table to fill in."""
NARROW = 8.5
"""The least width of words beside bodies, in sizes of their type."""


# -- boxes to tick ---------------------------------------------------------------------------------------------------


@draws(b.TickBoxes)
def tick_boxes(setter: Typesetter, block: b.TickBoxes, up: Elem) -> Iterator[Piece]:
    """Draw a title and its list of boxes to tick, in a frame if the block has a rank."""
    if block.rank:
        yield _framed(setter, block, up)
        yield space(16.0, 8.0)
        return
    yield setter.heading(block.title, 2, "h2", setter.width, up, gap=16.0)
    if block.note:
        words = setter.text(block.note, "small", setter.measure(setter.width), up)
        words.keep = True
        yield words
    yield from _boxes(setter, block, setter.width, up, "body")


def _framed(setter: Typesetter, block: b.TickBoxes, up: Elem) -> Piece:
    """Return boxes in the frame of an alert of their rank, under its head; split, both parts have the head."""
    shown = b.Alert(
        rank=block.rank or 3, icon=block.icon or "stop", title=block.title, note=block.note, blocks=(), more=block.more
    )
    inner = setter.theme.width - 2 * INSET
    head = alert_head(setter, shown, inner, up)
    return alert_frame(setter, shown, head, _boxes(setter, block, inner, up, "sign"))


def _boxes(setter: Typesetter, block: b.TickBoxes, width: float, up: Elem, style: str) -> list[Piece]:
    """Return the list of boxes; in two columns it is one piece, read column by column."""
    group = up.add("L", "/A<</O/List/ListNumbering/None>>")
    narrow = setter.theme.narrow((width - 14) / 2 - _tick(setter).side - 10)
    columns = 1 if narrow else block.columns
    share = (width - 14) / 2 if columns == 2 else setter.measure(width)
    made = [ticked(setter, words, block.says, share, group, style, _tick(setter)) for words in block.items]
    if columns == 1:
        return together(made)
    halves = [(n * (share + 14), stack(setter.spread(part), gap=0.0)) for n, part in enumerate(halved(made))]
    return [beside([half for half in halves if half[1].best], gap=6.0)]


def _tick(setter: Typesetter) -> Box:
    """Return the box to tick: it grows with the words, but less."""
    side = TICK * setter.theme.icons
    return Box(side, weight=MEDIUM, radius=CORNER, after=10.0, gap=7.0)


@draws(b.TickColumns)
def tick_columns(setter: Typesetter, block: b.TickColumns, up: Elem) -> Iterator[Piece]:
    """Draw lists side by side under lines; one below the other if they would be too narrow."""
    theme = setter.theme
    share = theme.span(12 / len(block.lists))
    if theme.narrow(share - _tick(setter).side):
        for each in block.lists:
            yield from tick_boxes(setter, each, up)
        return
    made = [list(tick_boxes(setter.within(share), each, up)) for each in block.lists]
    counts = [2 if each.note else 1 for each in block.lists]
    heads = [stack(parts[:count], gap=0.0) for parts, count in zip(made, counts, strict=True)]
    tall = max(head.best for head in heads)
    columns = []
    for n, (parts, count, head) in enumerate(zip(made, counts, heads, strict=True)):
        below = [setter.rule(share, BOLD), space(8.0, 5.0), head, space(tall - head.best), *parts[count:]]
        columns.append((n * (share + GUTTER), stack(setter.spread(below))))
    yield beside(columns, gap=14.0)


# -- lines to write on -----------------------------------------------------------------------------------------------


@draws(b.Answer)
def answer(setter: Typesetter, block: b.Answer, up: Elem) -> Iterator[Piece]:
    """Draw a question with its lines to write on; it never breaks."""
    theme = setter.theme
    tick = _tick(setter)
    indent = tick.side + tick.after if block.tick else 0.0
    width = theme.width - indent
    box = up.add("Form", field_attrs("cb", block.tick)) if block.tick else None
    if block.tick:
        question = setter.text(block.title, "body", setter.measure(width), up)
    else:
        question = said(setter.lines(block.title, "strong", setter.measure(width)), up.add("P"))
    parts = [question]
    if block.hint:
        parts.append(setter.text(block.hint, "small", setter.measure(width), up))
    words = stack(parts)
    field = up.add("Form", field_attrs("tv", block.says))
    lead = (setter.style("body").leading - tick.side) / 2

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        words.draw(pen, x + indent, top, words.best)
        with pen.tag(box):
            if box:
                tick.draw(pen, setter, x, top - lead)
        count = max(block.lines, int((height - words.best) / (LINE * 1.2)))
        step = (height - words.best) / count
        with pen.tag(field):
            for n in range(1, count + 1):
                y = top - words.best - n * step
                pen.line(x + indent, y, x + theme.width, y, theme.line, FINE)

    low = words.best + block.lines * LINES[0]
    yield Piece(words.best + block.lines * LINE, draw, low, gap=13.0)
    yield space(4.0, 0.0)


@draws(b.Blank)
def blank(setter: Typesetter, block: b.Blank, up: Elem) -> Iterator[Piece]:
    """Draw a table to fill in; it never breaks."""
    theme = setter.theme
    total = sum(share for _, share in block.heads)
    widths = [theme.width * share / total for _, share in block.heads]
    lefts = [sum(widths[:n]) for n in range(len(widths))]
    title = [setter.heading(block.title, 2, "h2", theme.width, up)]
    if block.note:
        title.append(setter.text(block.note, "small", setter.measure(theme.width), up))
    table = up.add("Table")
    row = table.add("THead").add("TR")
    heads = [
        (row.add("TH", "/A<</O/Table/Scope/Column>>"), setter.lines(head + JOIN, "small strong", width - 8))
        for (head, _), width in zip(block.heads, widths, strict=True)
    ]
    body = table.add("TBody")
    cells = []
    for _ in range(block.rows):
        line = body.add("TR")
        cells.append([line.add("TD").add("Form", field_attrs("tv", says)) for says in block.says])
    tall = max(lines.height for _, lines in heads) + 8
    best, least, _ = ROW

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        pen.line(x, top, x + theme.width, top, theme.ink, BOLD)
        for n, ((elem, lines), left) in enumerate(zip(heads, lefts, strict=True)):
            with pen.tag(elem):
                pen.text(lines, x + left + (6 if n else 0), top - 4)
        step = (height - tall) / block.rows
        for r, fields in enumerate(cells):
            y = top - tall - r * step
            for n, (field, left) in enumerate(zip(fields, lefts, strict=True)):
                with pen.tag(field):
                    pen.line(x + left, y - step, x + left + widths[n], y - step, theme.line, FINE)
        pen.line(x, top - tall, x + theme.width, top - tall, theme.line, FINE)
        for left in lefts[1:]:
            pen.line(x + left, top, x + left, top - height, theme.line, FINE)
        pen.line(x, top - height, x + theme.width, top - height, theme.ink, FINE)

    grid = Piece(tall + block.rows * best, draw, tall + block.rows * least, gap=5.0)
    yield stack([*title, grid], gap=14.0)


# -- bodies to mark --------------------------------------------------------------------------------------------------


@draws(b.Outlines)
def outlines(setter: Typesetter, block: b.Outlines, up: Elem) -> Iterator[Piece]:
    """Draw bodies to mark at the left and blocks at their right; below them if they would be too narrow."""
    theme = setter.theme
    right = theme.span(3.6)
    narrow = right < NARROW * setter.style("body").size
    blocks = tuple(_broad(inner) for inner in block.blocks) if narrow else block.blocks
    width = theme.width if narrow else theme.width - right - GUTTER
    each = (width - 8 * (len(block.bodies) - 1)) / len(block.bodies)
    bodies = beside([(n * (each + 8), _outline(setter, body, each, up)) for n, body in enumerate(block.bodies)])
    made = [list(pieces(setter.within(theme.width if narrow else right), inner, up)) for inner in blocks]
    words = [piece for block_pieces in made for piece in block_pieces]
    if narrow:
        for piece in (bodies, *made[0][:-1]):  # what to draw stays with where to draw it
            piece.stays = True
        yield bodies
        yield from words
        return
    words[0].gap = 0.0
    yield beside([(0.0, bodies), (width + GUTTER, stack(setter.spread(words)))])
    yield space(10.0, 4.0)


def _broad(block: b.Block) -> b.Block:
    """Return a list of boxes in two columns, for the page's full width; any other block unchanged."""
    return replace(block, columns=2) if isinstance(block, b.TickBoxes) else block


def _outline(setter: Typesetter, body: b.Outline, width: float, up: Elem) -> Piece:
    """Return a body to mark, as high as there is room for, with its sides named below the hands."""
    name = setter.text(body.name, "label", width, up)
    figure, drawing = body.figure, body.figure.drawing
    elem = setter.figure_elem(figure, up)
    letters = up.add("P")
    left, right = (setter.lines(text + JOIN, "strong", 99) for text in (body.left, body.right))

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        name.draw(pen, x, top, name.best)
        scale = min((height - name.best) / drawing.height, width / drawing.width)
        at = x + (width - drawing.width * scale) / 2
        ground = top - name.best - (drawing.height - drawing.ground) * scale
        setter.place(pen, elem, figure, at, ground, scale)
        hands = ground + drawing.height * scale * 0.36  # below the hands
        with pen.tag(letters), pen.upright((x, ground, x + width, top)):  # a person's left stays on their left
            pen.text(left, at + 6, hands)
            pen.text(right, at + drawing.width * scale - right.width - 6, hands)

    fits = width / drawing.width * drawing.height + name.best
    return Piece(min(132 * MM, fits), draw, min(104 * MM, fits))


@draws(b.Hatches)
def hatches(setter: Typesetter, block: b.Hatches, up: Elem) -> Iterator[Piece]:
    """Draw the key: each pattern with what it means, one below the other."""
    yield setter.heading(block.title, 2, "h2", setter.width, up)
    yield setter.text(block.says, "body", setter.width, up)
    group = up.add("L", "/A<</O/List/ListNumbering/None>>")
    for hatch in block.items:
        yield _hatch(setter, hatch, setter.width, group)


def _hatch(setter: Typesetter, hatch: b.Hatch, width: float, group: Elem) -> Piece:
    label, body = group.item("/ActualText" + string(hatch.word + " "))
    grow = setter.theme.unit
    lines = setter.lines(hatch.says, "body", width - 40 * grow)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(label):
            _pattern(pen, hatch.pattern, x + 2, top - lines.style.leading / 2, grow, setter.theme.ink)
        with pen.tag(body):
            pen.text(lines, x + 40 * grow, top)

    return fixed(lines.height, draw, gap=4.0)


def _pattern(pen: Pen, pattern: str, x: float, y: float, unit: float, ink: Rgb) -> None:
    """Draw a row of strokes, dots or rings, centred at height y."""
    for n in range(3 if pattern == "rings" else 4):
        at = x + n * (9.5 if pattern == "rings" else 7.5) * unit
        if pattern == "strokes":
            pen.line(at, y - 4.5 * unit, at + 4.5 * unit, y + 4.5 * unit, ink, 1.6)
        elif pattern == "dots":
            low = y + (2.0 if n % 2 else -2.0) * unit
            pen.frames([(at + 1, low - 0.6, at + 2.2, low + 0.6)], ink, 1.6, 0.6)
        else:
            pen.frames([(at, y - 3.5 * unit, at + 7 * unit, y + 3.5 * unit)], ink, 1.4, 3.4 * unit)
