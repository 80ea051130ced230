"""Blocks to fill in by hand: boxes to tick, lines to write on, tables, bodies to mark."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner import blocks as b
from planner.figure.drawing import Rgb
from planner.pdf.draw import draws, pieces
from planner.pdf.file.tags import Elem, field_attrs, spoken
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lists import Box, halved, ticked
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import BREAK, GAP, Piece, beside, fixed, space, stack, together
from planner.pdf.layout.theme import BETWEEN, BOLD, CORNER, FINE, GUTTER, INSIDE, MEDIUM, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter, said

TICKS = {"standard": 6.8 * MM, "large": 7 * MM, "xl": 9.5 * MM}
"""The side of a box to tick."""
LINE = 10 * MM
"""The distance between lines to write on, and from the question's baseline to the first of them, at every size."""
LOW = 8 * MM
"""The same of a single line, and of the fewest rows of a table, on a page that is short of room."""
DESCENT = 0.21
"""How far letters reach below the baseline, in sizes of the type."""
ROW = 9.5 * MM
"""The height of a row in a table to fill in."""
FEWEST_ROWS = 3
"""A table gives up rows for what stands below it on the page, but never more than down to these."""


# -- boxes to tick ---------------------------------------------------------------------------------------------------


@draws(b.TickBoxes)
def tick_boxes(setter: Typesetter, block: b.TickBoxes, up: Elem) -> Iterator[Piece]:
    """Draw a title and its list of boxes to tick."""
    yield setter.heading(block.title, 2, "h2", setter.width, up, gap=BETWEEN[1])
    if block.note:
        words = setter.text(block.note, "small", setter.measure(setter.width), up)
        words.keep = True
        yield words
    yield from _boxes(setter, block, setter.width, up)


def _boxes(setter: Typesetter, block: b.TickBoxes, width: float, up: Elem) -> list[Piece]:
    """Return the list of boxes; in two columns it is one piece, read column by column."""
    group = up.add("L", "/A<</O/List/ListNumbering/None>>")
    tick = _tick(setter)
    room = (width - GUTTER) / 2 - tick.side - tick.after
    narrow = any(len(setter.lines(words, "sign", room).lines) > 2 for words in block.items)
    columns = 1 if narrow else block.columns
    share = (width - GUTTER) / 2 if columns == 2 else setter.measure(width)
    made = [ticked(setter, words, block.says, share, group, "sign", _tick(setter)) for words in block.items]
    if columns == 1:
        return together(made)
    halves = [(n * (share + GUTTER), stack(setter.spread(part), gap=0.0)) for n, part in enumerate(halved(made))]
    return [beside([half for half in halves if half[1].best], gap=INSIDE[1])]


def _tick(setter: Typesetter) -> Box:
    """Return the box to tick."""
    return Box(TICKS[setter.theme.size], weight=MEDIUM, radius=CORNER, after=10.0, gap=INSIDE[1])


@draws(b.TickColumns)
def tick_columns(setter: Typesetter, block: b.TickColumns, up: Elem) -> Iterator[Piece]:
    """Draw lists side by side under lines, all of them in a row or two."""
    theme, lists = setter.theme, block.lists
    across = next((n for n in (len(lists), 2) if n <= len(lists) and _holds(setter, lists, theme.span(12 / n))), 1)
    share = theme.span(12 / across)
    for first in range(0, len(lists), across):
        row = lists[first : first + across]
        if len(row) < across:  # the last one has the row for itself
            yield from tick_boxes(setter, replace(row[0], columns=2), up)
            continue
        made = [list(tick_boxes(setter.within(share), each, up)) for each in row]
        counts = [2 if each.note else 1 for each in row]
        heads = [stack(parts[:count], gap=0.0) for parts, count in zip(made, counts, strict=True)]
        tall = max(head.best for head in heads)
        columns = []
        for n, (parts, count, head) in enumerate(zip(made, counts, heads, strict=True)):
            below = [
                setter.rule(share, BOLD),
                space(INSIDE[1]),
                head,
                space(tall - head.best),
                *setter.spread(parts[count:]),
            ]
            columns.append((n * (share + GUTTER), stack(below)))
        yield beside(columns, gap=BETWEEN[0])


def _holds(setter: Typesetter, lists: Sequence[b.TickBoxes], width: float) -> bool:
    """Return whether a column holds each title on one line, and each item on two at most."""
    tick = _tick(setter)
    items = (setter.lines(item, "sign", width - tick.side - tick.after) for each in lists for item in each.items)
    titles = (setter.lines(each.title, "h2", width) for each in lists)
    return all(len(lines.lines) <= 2 and not lines.torn for lines in items) and all(
        len(lines.lines) == 1 for lines in titles
    )


# -- lines to write on -----------------------------------------------------------------------------------------------


@draws(b.Answer)
def answer(setter: Typesetter, block: b.Answer, up: Elem) -> Iterator[Piece]:
    """Draw a question with its lines to write on; it never breaks."""
    question, hint = _question(setter, block, up)
    field = up.add("Form", field_attrs("tv", block.says))
    words = stack([question, hint]) if hint else question
    yield _lined(setter, words, field, setter.theme.width, block.lines, gap=INSIDE[2])


def _question(setter: Typesetter, block: b.Answer, up: Elem) -> tuple[Piece, Piece | None]:
    """Return a question, and its hint if that does not fit beside it."""
    width = setter.theme.width
    lines = setter.lines(block.title, "strong", setter.measure(width))
    question = said(lines, up.add("P"))
    if not block.hint:
        return question, None
    hint = setter.lines(block.hint, "small", setter.measure(width))
    at = lines.width + BETWEEN[0]
    below = said(hint, up.add("P"))
    if len(lines.lines) > 1 or len(hint.lines) > 1 or at + hint.width > width:
        return question, below
    drop = _baseline(setter, "strong") - _baseline(setter, "small")
    return beside([(0.0, question), (at, stack([space(drop), below]))]), None


def _baseline(setter: Typesetter, name: str) -> float:
    """Return how far below the top of its first line the baseline of a style is, in points."""
    style = setter.style(name)
    return (style.leading + style.size) / 2 - DESCENT * style.size


def _lined(setter: Typesetter, words: Piece, field: Elem, width: float, lines: int, *, gap: float) -> Piece:
    """Return words with lines to write on below them: one less if room is short, but never none; a single one lower."""
    style = setter.style("body")
    under = style.leading - _baseline(setter, "body")

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        words.draw(pen, x, top, words.best)
        base = top - words.best + under
        room = height - words.best + under
        pitch = min(LINE, room)
        with pen.tag(field):
            for n in range(1, int(room / pitch + 0.01) + 1):
                pen.line(x, base - n * pitch, x + width, base - n * pitch, setter.theme.ink, FINE)

    high = words.best - under + lines * LINE
    return Piece(high, draw, high - LINE if lines > 1 else high - LINE + LOW, gap=gap)


@draws(b.Asks)
def asks(setter: Typesetter, block: b.Asks, up: Elem) -> Iterator[Piece]:
    """Draw questions with a box before each and a line below; two short ones that follow each other share a row.

    What they share is one line over the whole width: half a line is too short for an answer.
    """
    tick = _tick(setter)
    width = setter.theme.span(6) - tick.side - tick.after

    def short(n: int) -> bool:
        return n < len(block.items) and len(setter.lines(block.items[n], "body", width).lines) == 1

    n = 0
    while n < len(block.items):
        count = 2 if short(n) and short(n + 1) else 1
        yield from [space(INSIDE[1], INSIDE[0])] if n else []
        yield _asked(setter, block, block.items[n : n + count], up)
        n += count


def _asked(setter: Typesetter, block: b.Asks, questions: Sequence[str], up: Elem) -> Piece:
    """Return questions side by side, and below them a line to write on."""
    theme, tick = setter.theme, _tick(setter)
    indent, share = tick.side + tick.after, theme.span(12 / len(questions))
    lead = (setter.style("body").leading - tick.side) / 2
    boxes, made = [], []
    for n, question in enumerate(questions):
        boxes.append((n * (share + GUTTER), up.add("Form", field_attrs("cb", block.tick))))
        made.append((n * (share + GUTTER), setter.text(question, "body", share - indent, up)))
    field = up.add("Form", field_attrs("tv", block.says))
    lined = _lined(setter, beside(made), field, theme.width - indent, 1, gap=0.0)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        for left, box in boxes:
            with pen.tag(box):
                tick.draw(pen, setter, x + left, top - lead)
        lined.draw(pen, x + indent, top, height)

    return Piece(lined.best, draw, lined.least)


@draws(b.Caution)
def caution(setter: Typesetter, block: b.Caution, up: Elem) -> Iterator[Piece]:
    """Draw a paragraph behind a warning sign, on the text edge of the boxes to tick."""
    tick = _tick(setter)
    indent = tick.side + tick.after
    mark = icon("ease off", tick.side, setter.theme.ink)
    words = setter.text(block.words, "body", setter.theme.width - indent, up)
    drop = (setter.style("body").leading + tick.side) / 2
    sign = fixed(tick.side, lambda pen, x, top: pen.draw(mark, x, top - drop, 1.0))
    yield beside([(0.0, sign), (indent, words)], gap=INSIDE[2])


@draws(b.Blank)
def blank(setter: Typesetter, block: b.Blank, up: Elem) -> Iterator[Piece]:
    """Draw a table to fill in under its title, with a note at the right of the title if there is room."""
    theme = setter.theme
    title = setter.lines(block.title, "h2", theme.width)
    head = said(title, up.add("H2"))
    if block.note:
        note = setter.lines(block.note, "small", theme.width)
        words = said(note, up.add("P"))
        at = theme.width - note.width
        drop = _baseline(setter, "h2") - _baseline(setter, "small")
        aside = len(title.lines) == len(note.lines) == 1 and title.width + GUTTER <= at
        head = beside([(0.0, head), (at, stack([space(drop), words]))]) if aside else stack([head, words])
    grid = _grid(setter, block, up.add("Table"))
    table = stack([setter.rule(theme.width, BOLD), space(INSIDE[1]), head, grid], gap=BETWEEN[0])
    table.stays = True  # with what is said of what it is filled with
    yield table


def _grid(setter: Typesetter, block: b.Blank, table: Elem) -> Piece:
    """Return the table: heads, and rows to fill in; if room is short it gives up some, and the fewest are lower."""
    theme = setter.theme
    total = sum(share for _, share in block.heads)
    widths = [theme.width * share / total for _, share in block.heads]
    lefts = [sum(widths[:n]) for n in range(len(widths))]
    row = table.add("THead").add("TR")
    pad = INSIDE[2]
    heads = [
        (row.add("TH", "/A<</O/Table/Scope/Column>>"), setter.lines(head + JOIN, "label", width - pad - INSIDE[1]))
        for (head, _), width in zip(block.heads, widths, strict=True)
    ]
    body = table.add("TBody")
    tall = max(lines.height for _, lines in heads) + INSIDE[1]
    fewest = min(block.rows, FEWEST_ROWS)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        for n, ((elem, lines), left) in enumerate(zip(heads, lefts, strict=True)):
            with pen.tag(elem):
                pen.text(lines, x + left + (pad if n else 0), top - INSIDE[0])
        first = top - tall
        pen.line(x, first, x + theme.width, first, theme.ink, FINE)
        rows = max(fewest, int((height - tall) / ROW + 0.01))
        pitch = min(ROW, (height - tall) / rows)
        for r in range(1, rows + 1):
            line = body.add("TR")
            for says, left, width in zip(block.says, lefts, widths, strict=True):
                with pen.tag(line.add("TD").add("Form", field_attrs("tv", says))):
                    pen.line(x + left, first - r * pitch, x + left + width, first - r * pitch, theme.ink, FINE)
        for left in lefts[1:]:
            pen.line(x + left, first, x + left, first - rows * pitch, theme.ink, FINE)

    return Piece(tall + block.rows * ROW, draw, tall + fewest * LOW)


@draws(b.NextSheet)
def next_sheet(setter: Typesetter, _block: b.NextSheet, _up: Elem) -> list[Piece]:
    """Start a new page at size standard; at larger sizes the next title may stand on the same page."""
    return [BREAK if setter.theme.size == "standard" else space(GAP)]


# -- bodies to mark --------------------------------------------------------------------------------------------------


@draws(b.Outlines)
def outlines(setter: Typesetter, block: b.Outlines, up: Elem) -> Iterator[Piece]:
    """Draw bodies to mark at the left and blocks at their right."""
    theme = setter.theme
    scale = theme.scale("chart", "upright")
    bodies = []
    left = 0.0
    for body in block.bodies:
        bodies.append((left, _outline(setter, body, scale, up)))
        left += body.figure.drawing.width * scale + GUTTER
    both = beside(bodies)
    if block.side:
        both = stack([both, setter.text(block.side, "sign", left - GUTTER, up, gap=INSIDE[1])])
    left += GUTTER
    within = setter.within(theme.width - left)
    words = [piece for inner in block.blocks for piece in pieces(within, inner, up)]
    words[0].gap = 0.0
    yield beside([(0.0, both), (left, stack(setter.spread(words)))])


def _outline(setter: Typesetter, body: b.Outline, scale: float, up: Elem) -> Piece:
    """Return a body to mark, with its sides named beside the feet; that of the side that hurts is ringed."""
    figure, drawing = body.figure, body.figure.drawing
    width, theme = drawing.width * scale, setter.theme
    name = setter.text(body.name, "soft", width, up)
    elem = setter.figure_elem(figure, up)
    letters = up.add("P")
    left, right = (setter.lines(text + JOIN, "small strong", width / 2) for text in (body.left, body.right))
    tall = (drawing.height - drawing.ground) * scale
    ring = left.style.leading + INSIDE[0]
    long = max(words.width for words in (left, right)) > ring  # a word, where another language has no letter for it
    below = ring if long else 0.0

    def draw(pen: Pen, x: float, top: float) -> None:
        name.draw(pen, x, top, name.best)
        ground = top - name.best - tall
        setter.place(pen, elem, figure, x, ground, scale, weight=theme.outline("chart"))
        with pen.upright((x, ground - below, x + width, top)):  # a person's left stays on their left
            for side, words, at in (("left", left, 0.0), ("right", right, 1.0)):
                wide = max(ring, words.width + 2 * INSIDE[0])
                start, foot = x + at * (width - wide), ground - below
                with pen.tag(letters):
                    pen.text(words, start + (wide - words.width) / 2, foot + ring - INSIDE[0] / 2)
                if side == body.ringed:
                    with pen.tag(None):
                        pen.frames([(start, foot, start + wide, foot + ring)], theme.ink, MEDIUM, ring / 2)

    return fixed(name.best + tall + below, draw)


@draws(b.Hatches)
def hatches(setter: Typesetter, block: b.Hatches, up: Elem) -> Iterator[Piece]:
    """Draw the key: each pattern with what it means, one below the other."""
    yield setter.heading(block.title, 2, "h2", setter.width, up)
    yield setter.text(block.says, "sign", setter.width, up)
    group = up.add("L", "/A<</O/List/ListNumbering/None>>")
    for hatch in block.items:
        yield _hatch(setter, hatch, setter.width, group)


def _hatch(setter: Typesetter, hatch: b.Hatch, width: float, group: Elem) -> Piece:
    label, body = group.item(spoken("ActualText", hatch.word + " "))
    grow = setter.theme.unit
    indent = 42 * grow
    lines = setter.lines(hatch.says, "sign", width - indent)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(label):
            _pattern(pen, hatch.pattern, x + 2, top - lines.style.leading / 2, grow, setter.theme.ink)
        with pen.tag(body):
            pen.text(lines, x + indent, top)

    return fixed(lines.height, draw)


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
