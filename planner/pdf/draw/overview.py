"""The overview: weeks on a line that steps up, exercises in cells, labelled texts side by side."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem
from planner.pdf.layout.bidi import RTL
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import BETWEEN, BOLD, FINE, INSIDE, MEDIUM, MM, SIZES
from planner.pdf.layout.typesetter import JOIN, Typesetter, said

RISE, CLIMB = 9 * MM, 12 * MM
"""The most rise from one step of the line to the next, and from the lowest to the highest."""
DATE, BEHIND = 3.0, 6.0
"""The white space before a week's date, and the least behind it, in points."""
SHARES = (1.0, 0.8, 0.6)
"""Shares of the size of a week's numeral, tried until all weeks fit."""
CAPITAL = 0.66
"""How high a numeral is, in sizes of its type."""
REACH = 0.42
"""How far an Arabic letter reaches below its line, in sizes of its type."""
CELL, APART = 27.4 * MM, 3 * MM
"""The least height of an exercise's cell, and the distance to the next one."""
INDENT = 9.5 * MM
"""From the numeral to the name, at size standard."""
MOST = 0.45
"""The largest share of a cell's width that a photo may take."""
WHOLE = 0.66
"""Cells that together take at most this share of a page stay on one."""
WIDE = 14.0
"""The least width of a cell, in sizes of its small type."""
NARROW = 6.0
"""The least width of the words beside a picture, in sizes of their type."""
STEP, ROOMY = 9.5, 13.0
"""The least width of a step of the line, and the one that it gets if it can, in sizes of its small type."""
MANY = 3
"""So many steps have small words: their columns are narrow."""
LABEL = 27.4 * MM
"""From a label to its text, at size standard."""


def _running(setter: Typesetter) -> str:
    """Return the style of sentences: the page is a glance, and larger words are to stay on few pages."""
    return "body" if setter.theme.size == SIZES[0] else "small"


# -- phases ----------------------------------------------------------------------------------------------------------


@draws(b.Phases)
def phases(setter: Typesetter, block: b.Phases, up: Elem) -> Iterator[Piece]:
    """Draw the phases in as many rows of steps as their words need: each with as many steps, or with one."""
    group = up.add("L", "/A<</O/List/ListNumbering/None>>")
    count = len(block.phases)
    most = max(1, int((setter.theme.width + 6) // (STEP * setter.style("small").size)))
    size = -(-count // -(-count // most))
    size = 1 if count % size else size  # the last of three would stand lower than the second
    rows = [block.phases[start : start + size] for start in range(0, count, size)]
    widths = [_widths(setter, row) for row in rows]
    steps = [step for row, wide in zip(rows, widths, strict=True) for step in _stepped(row, wide)]
    way = _way(setter, steps)
    for row, wide in zip(rows, widths, strict=True):
        yield _flight(setter, row, wide, way, group)
        yield space(BETWEEN[1], INSIDE[0])


Marked = list[tuple[Paragraph, Paragraph, float]]
"""Numerals with their dates, and how far each is kept from where reading starts, in points."""


def _marked(setter: Typesetter, phase: b.OverviewPhase, way: int) -> Marked:
    """Return each week's numeral and date; from the way on that SHARES has no size for, the range of weeks instead."""
    large, share = setter.style("small numeral"), SHARES[way % len(SHARES)]
    style = replace(large, size=large.size * share, leading=large.leading * share)
    weeks = phase.weeks if way < len(SHARES) else ((phase.span, phase.weeks[0][1]),)
    return [
        (setter.lines(n + JOIN, style, 999), setter.lines(date + JOIN, "small", 999), setter.ahead(n, style))
        for n, date in weeks
    ]


def _way(setter: Typesetter, steps: Sequence[tuple[b.OverviewPhase, float]]) -> int:
    """Return the first way to mark weeks, the same for all phases, that has room on all of their steps."""

    def fits(way: int) -> bool:
        made = ((_marked(setter, phase, way), width) for phase, width in steps)
        return all(
            max(n.width + DATE + d.width + BEHIND for n, d, _ in marks) <= width / len(marks) for marks, width in made
        )

    return next(filter(fits, range(2 * len(SHARES))), 2 * len(SHARES) - 1)


def _stepped(row: Sequence[b.OverviewPhase], widths: Sequence[float]) -> list[tuple[b.OverviewPhase, float]]:
    """Return phases with the room (points) that each has on its step: behind the riser, but for the first."""
    return [(phase, wide - (INSIDE[2] if n else 0.0)) for n, (phase, wide) in enumerate(zip(row, widths, strict=True))]


class _Step:
    """A phase on its line: the weeks above, the words below."""

    def __init__(self, weeks: Marked, words: Paragraph, room: float, up: Elem) -> None:
        self.weeks, self.words, self.room = weeks, words, room
        self.weeks_elem, self.words_elem = up.item()
        self.lift = max(_lift(line) for number, date, _ in self.weeks for line in (number, date))
        self.above = max(number.style.size for number, *_ in self.weeks) * CAPITAL + INSIDE[1] + INSIDE[0] + self.lift
        self.below = self.words.height + INSIDE[1]

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the phase with its line at y."""
        column = self.room / len(self.weeks)
        base = y + INSIDE[1] + BOLD / 2 + self.lift
        with pen.tag(self.weeks_elem):
            for n, (number, date, ahead) in enumerate(self.weeks):
                left = x + n * column
                pen.text(number, left - ahead, base + _rise(number))
                pen.text(date, left + number.width + DATE, base + _rise(date))
        with pen.tag(self.words_elem):
            pen.text(self.words, x, y - INSIDE[1])


def _rise(line: Paragraph) -> float:
    """Return how far the top of a line is above its baseline, as the pen sets it, in points."""
    style = line.style
    return (style.leading - style.size) / 2 + 0.79 * style.size


def _lift(line: Paragraph) -> float:
    """Return how much higher Arabic letters stand, which reach further below their line than figures do, in points."""
    arabic = any(RTL.search(stretch.text) for stretches in line.lines for stretch in stretches)
    return max(0.0, REACH * line.style.size - INSIDE[1]) if arabic else 0.0


def _flight(setter: Typesetter, row: Sequence[b.OverviewPhase], widths: Sequence[float], way: int, up: Elem) -> Piece:
    """Return phases side by side, each a step higher than the one before."""
    theme = setter.theme
    style = _running(setter) if len(row) < MANY else "small"
    steps = [
        _Step(_marked(setter, phase, way), setter.lines(phase.words, style, wide - BETWEEN[1]), room, up)
        for (phase, room), wide in zip(_stepped(row, widths), widths, strict=True)
    ]
    rise = min(RISE, CLIMB / max(1, len(steps) - 1))
    lowest = max(step.below - n * rise for n, step in enumerate(steps))
    highest = max(step.above + n * rise for n, step in enumerate(steps))
    lefts = [sum(widths[:n]) for n in range(len(steps))]

    def draw(pen: Pen, x: float, top: float) -> None:
        ground = top - highest
        for n, (step, left) in enumerate(zip(steps, lefts, strict=True)):
            y, inset = ground + n * rise, INSIDE[2] if n else 0.0
            end = x + (lefts[n + 1] if n + 1 < len(steps) else theme.width)
            pen.line(x + left, y, end, y, theme.accent, BOLD)
            if n:
                pen.line(x + left, y - rise, x + left, y, theme.accent, BOLD)
            step.draw(pen, x + left + inset, y)

    return fixed(highest + lowest, draw)


def _widths(setter: Typesetter, row: Sequence[b.OverviewPhase]) -> list[float]:
    """Return widths in proportion to the number of weeks, but none too narrow for its words."""
    total = sum(len(phase.weeks) for phase in row)
    width = setter.theme.width
    least = min(ROOMY * setter.style("small").size, width / len(row))
    widths = [width * len(phase.weeks) / total for phase in row]
    narrow = [w < least for w in widths]
    spare = width - least * sum(narrow)
    wide = sum(w for w, small in zip(widths, narrow, strict=True) if not small) or 1.0
    return [least if small else w * spare / wide for w, small in zip(widths, narrow, strict=True)]


# -- exercises -------------------------------------------------------------------------------------------------------


@draws(b.Moves)
def moves(setter: Typesetter, block: b.Moves, up: Elem) -> Iterator[Piece]:
    """Draw cells in two columns, read column by column; row by row if they may need another page."""
    theme = setter.theme
    half = theme.span(3, 6)
    columns = 2 if half >= WIDE * setter.style("small").size and len(block.moves) > 1 else 1
    width = half if columns == 2 else theme.width
    group = up.add("L", "/A<</O/List/ListNumbering/Decimal>>")
    cells = [_cell(setter, move, width, group) for move in block.moves]
    spare = len(cells) % 2 == 1 and columns == 2 and bool(block.days)
    if spare:
        cells.append(_last_cell(setter, block.days, width, up))
    rows = -(-len(cells) // columns)
    # read column by column they stay on one page; one column may go on on the next
    whole = columns > 1 and sum(max(c.best for c in cells[n::rows]) for n in range(rows)) <= theme.room * WHOLE
    lefts = [n * theme.column(4, 6) for n in range(columns)]
    for row in range(rows):
        picked = cells[row::rows] if whole else cells[row * columns : (row + 1) * columns]
        high = max(cell.best for cell in picked)
        for cell in picked if not spare or row < rows - 1 else ():  # the ground of neighbours is level
            cell.best = high
        between = space(APART, INSIDE[1])
        line = beside(list(zip(lefts, picked, strict=False)))
        line.stays = between.stays = whole and row < rows - 1
        yield line
        yield between
    labels = block.labels if spare else (*block.days, *block.labels)
    if labels:
        yield from _rows(setter, labels, up)


def _cell(setter: Typesetter, move: b.Move, width: float, group: Elem) -> Piece:
    """Return an exercise's cell."""
    [cell] = setter.kept((_made_cell, move, width), lambda up: [_made_cell(setter, move, width, up)], group)
    return cell


def _made_cell(setter: Typesetter, move: b.Move, width: float, group: Elem) -> Piece:
    """Return a cell under its line: numeral, name, dose, weeks and page, with the picture at its lower right."""
    theme = setter.theme
    label, body = group.item()
    numeral = setter.lines(move.numeral + JOIN, "small numeral", 99)
    indent = max(INDENT * theme.fine, numeral.width + INSIDE[2])
    figure_elem = setter.figure_elem(move.figure, body) if move.figure else None
    wide, high, scale = _picture(setter, move, width)
    texts = [("row", move.title), ("small", move.dose), ("small strong", move.note), ("small", move.weeks)]
    texts = [(style, words) for style, words in (*texts, ("soft", move.page)) if words]
    # a column as wide as the page has room for the page's number behind the weeks
    aside = bool(move.weeks and move.page) and width == theme.width
    full = width - indent
    beside_it = full - (wide + INSIDE[1] if wide else 0.0)
    below = beside_it < NARROW * setter.style("small").size  # then the picture stands below the words
    room = full if below else beside_it
    ways = [tuple(setter.lines(words + JOIN, style, wide) for wide in (full, room)) for style, words in texts]
    best, least, lines = math.inf, 0.0, list[Paragraph]()
    for cell in range(math.ceil(high + INSIDE[1]), math.ceil(2 * CELL + high), 2):
        if cell + INSIDE[2] * len(texts) >= best:  # nor is any higher one better
            break
        flowed = _flowed(ways, cell - high)
        text = INSIDE[0] + sum(line.height for line in (flowed[:-1] if aside else flowed))
        needs = max(float(cell), text + (high if below else 0.0) + INSIDE[0])
        # a line that ends beside the picture is worth a little height
        cost = needs + INSIDE[2] * sum(len(line.lines) for line in flowed)
        if cost < best:
            best, least, lines = cost, needs, flowed

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        pen.line(x, top, x + width, top, theme.ink, FINE)
        y = top - INSIDE[0]
        with pen.tag(label):
            pen.text(numeral, x - 1, top - INSIDE[1] - CAPITAL * numeral.style.size + _rise(numeral))
        with pen.tag(body):
            for n, line in enumerate(lines):
                behind = aside and n == len(lines) - 1
                left, up = (lines[n - 1].width + BETWEEN[0], lines[n - 1].height) if behind else (0.0, 0.0)
                pen.text(line, x + indent + left, y + up)
                y -= line.height
        if move.figure and figure_elem:
            ground = top - height
            left = x + width - wide
            pen.line(left, ground, x + width, ground, theme.ink, MEDIUM)
            setter.place(pen, figure_elem, move.figure, left, ground, scale, weight=theme.outline("overview"))

    return Piece(max(CELL, least), draw, least)


def _flowed(ways: Sequence[tuple[Paragraph, ...]], clear: float) -> list[Paragraph]:
    """Return texts one below the other: as wide as the cell down to a depth (points), and then beside the picture.

    ways: each text in both widths.
    """
    lines: list[Paragraph] = []
    y = INSIDE[0]
    for wide, narrow in ways:
        lines.append(wide if y + wide.height <= clear else narrow)
        y += lines[-1].height
    return lines


def _picture(setter: Typesetter, move: b.Move, width: float) -> tuple[float, float, float]:
    """Return how wide and high a cell's picture is, in points, and its scale; nothing without a picture."""
    if not move.figure:
        return 0.0, 0.0, 0.0
    drawing = move.figure.drawing
    scale = setter.theme.scale("overview", drawing.posture)
    if isinstance(drawing, b.Photograph):  # it may have any shape
        scale = min(scale, width * MOST / drawing.width)
    return drawing.width * scale, (drawing.height - drawing.ground) * scale, scale


def _last_cell(setter: Typesetter, items: Sequence[b.Labelled], width: float, up: Elem) -> Piece:
    """Return labels with their texts below, under the line of a cell."""
    parts = [setter.rule(width), space(INSIDE[1])]
    for item in items:
        elem = up.add("P")
        parts.append(said(setter.lines(item.label + JOIN, "label", width), elem))
        parts.append(said(setter.lines(item.words, _running(setter), width), elem))
    return stack(parts)


# -- labels ----------------------------------------------------------------------------------------------------------


def _rows(setter: Typesetter, items: Sequence[b.Labelled], up: Elem) -> Iterator[Piece]:
    """Yield texts behind their labels, one below the other; below its label, where that leaves too little room."""
    theme = setter.theme
    style = _running(setter)
    yield replace(setter.rule(theme.width), keep=True)
    yield replace(space(INSIDE[1]), keep=True)
    widest = max(setter.lines(item.label, "label", theme.width).width for item in items)
    left = max(LABEL * theme.fine, widest + BETWEEN[0])
    aside = left <= theme.width / 3
    drop = (setter.style(style).leading - setter.style("label").leading) / 2
    for item in items:
        elem = up.add("P")
        label = said(setter.lines(item.label + JOIN, "label", theme.width), elem)
        words = setter.said(setter.lines(item.words, style, theme.width - (left if aside else 0.0)), elem, theme.width)
        if aside:
            row = beside([(0.0, stack([space(drop), label])), (left, words)], gap=INSIDE[0])
        else:
            row = stack([label, words], gap=INSIDE[1])
        row.stays = item is not items[-1]
        yield row
