"""The overview: weeks on a line that steps up, exercises in cells, labelled texts side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import BOLD, FINE, GUTTER, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter

RISE, CLIMB = 11 * MM, 22 * MM
"""The most rise from one step of the line to the next, and from the lowest to the highest."""
DATE = 4.0
"""The white space between a week's numeral and its date, in points."""
SHARES = (1.0, 0.65, 0.5)
"""Shares of the size of a week's numeral, tried until all weeks fit."""
CELL = 28.5 * MM
"""The usual height of an exercise's cell, at size standard."""
PICTURE = (0.42, 0.35, 0.28)
"""Shares of a cell's width that its picture may take, tried until the exercises leave room for the rest."""
WHOLE = 0.45
"""Cells that together take at most this share of a page stay on one."""
LARGEST = 0.62
"""The largest scale of a person in a cell, in points per centimetre."""
NARROW = 9.5
"""The least width of a column with sentences, in sizes of its type."""


# -- phases ----------------------------------------------------------------------------------------------------------


@draws(b.Phases)
def phases(setter: Typesetter, block: b.Phases, up: Elem) -> Iterator[Piece]:
    """Draw the phases in as many rows of steps as their words need."""
    group = up.add("L", "/A<</O/List/ListNumbering/None>>")
    most = max(1, int((setter.theme.width + 6) // (NARROW * setter.style("small").size)))
    rows = -(-len(block.phases) // most)
    size = -(-len(block.phases) // rows)
    for start in range(0, len(block.phases), size):
        flight = _flight(setter, block.phases[start : start + size], group)
        yield stack([space(0.0, 0.0), flight])
        yield space(18.0, 8.0)


class _Step:
    """A phase on its line: the weeks above, the words below."""

    def __init__(self, setter: Typesetter, phase: b.Phase, width: float, up: Elem) -> None:
        self.width = width
        self.weeks_elem, self.words_elem = up.item()
        self.weeks = self._weeks(setter, phase)
        inner = width - 10
        self.title = setter.lines(phase.title + JOIN, "h2", inner)
        self.aim = setter.lines(phase.aim, "small", inner)
        self.dates = max(date.height for _, date in self.weeks) + DATE if phase.weeks[0][1] else 0.0
        self.above = max(number.height for number, _ in self.weeks) + self.dates + 6
        self.below = self.title.height + self.aim.height + 7

    def _weeks(self, setter: Typesetter, phase: b.Phase) -> list[tuple[Paragraph, Paragraph]]:
        """Return each week's numeral and date if there is room for all of them; else the range of weeks."""
        large = setter.style("small numeral")

        def made(weeks: Sequence[tuple[str, str]], share: float) -> list[tuple[Paragraph, Paragraph]]:
            style = replace(large, size=large.size * share, leading=large.leading * share)
            return [(setter.lines(n + JOIN, style, 999), setter.lines(date + JOIN, "small", 999)) for n, date in weeks]

        tried = [made(weeks, share) for weeks in (phase.weeks, ((phase.span, phase.weeks[0][1]),)) for share in SHARES]
        fitting = (each for each in tried if max(n.width + 4 for n, _ in each) <= self.width / len(each))
        dated = (each for each in fitting if max(d.width + 4 for _, d in each) <= self.width / len(each))
        return next(dated, tried[-1])

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the phase with its line at y."""
        column = self.width / len(self.weeks)
        with pen.tag(self.weeks_elem):
            for n, (number, date) in enumerate(self.weeks):
                pen.text(number, x + n * column - 2, y + 6 + self.dates + number.height)
                if self.dates:
                    pen.text(date, x + n * column, y + 6 + self.dates - DATE)
        with pen.tag(self.words_elem):
            pen.text(self.title, x, y - 7)
            pen.text(self.aim, x, y - 7 - self.title.height)


def _flight(setter: Typesetter, row: Sequence[b.Phase], up: Elem) -> Piece:
    """Return phases side by side, each a step higher than the one before."""
    theme = setter.theme
    steps = [_Step(setter, phase, width, up) for phase, width in zip(row, _widths(setter, row), strict=True)]
    rise = min(RISE, CLIMB / max(1, len(steps) - 1))
    lowest = max(step.below - n * rise for n, step in enumerate(steps))
    highest = max(step.above + n * rise for n, step in enumerate(steps))
    lefts = [sum(step.width for step in steps[:n]) for n in range(len(steps))]

    def draw(pen: Pen, x: float, top: float) -> None:
        ground = top - highest
        for n, (step, left) in enumerate(zip(steps, lefts, strict=True)):
            y, inset = ground + n * rise, 6.0 if n else 0.0
            end = x + (lefts[n + 1] if n + 1 < len(steps) else theme.width)
            pen.line(x + left, y, end, y, theme.accent, BOLD)
            if n:
                pen.line(x + left, y - rise, x + left, y, theme.accent, BOLD)
            step.draw(pen, x + left + inset, y)

    return fixed(highest + lowest, draw)


def _widths(setter: Typesetter, row: Sequence[b.Phase]) -> list[float]:
    """Return widths in proportion to the number of weeks, but none too narrow for its words."""
    total = sum(len(phase.weeks) for phase in row)
    width, least = setter.theme.width, NARROW * setter.style("small").size
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
    columns = 2 if half >= 14 * setter.style("small").size and len(block.moves) > 1 else 1
    width = half if columns == 2 else theme.width
    rows = -(-len(block.moves) // columns)
    for share in PICTURE:  # as wide as they can be, and then there is room for the rest of the page
        group = Elem("L", "/A<</O/List/ListNumbering/Decimal>>")
        cells = [_cell(setter, move, width, share * (half + width) / 2, group) for move in block.moves]
        high = sum(max(c.least for c in cells[n::rows]) for n in range(rows))
        if high <= theme.room * 0.38:
            break
    whole = high <= theme.room * WHOLE
    up.kids.append(group)
    for cell in cells:  # the lines of two neighbours are level
        cell.best = max(c.best for c in cells)
    lefts = [n * theme.column(4, 6) for n in range(columns)]
    for row in range(rows):
        picked = cells[row::rows] if whole else cells[row * columns : (row + 1) * columns]
        line = beside(list(zip(lefts, picked, strict=False)))
        line = line if row else _over(setter, line, width, lefts)
        line.stays = whole and row < rows - 1
        yield line
    yield space(16.0, 8.0)


def _over(setter: Typesetter, row: Piece, width: float, lefts: Sequence[float]) -> Piece:
    """Return a row with a line over each of its cells."""

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        for left in lefts:
            pen.line(x + left, top, x + left + width, top, setter.theme.ink, FINE)
        row.draw(pen, x, top, height)

    return Piece(row.best, draw, row.least)


def _cell(setter: Typesetter, move: b.Move, width: float, picture: float, group: Elem) -> Piece:
    """Return a cell: numeral, title and dose, with the picture at the right end of its line."""
    theme = setter.theme
    label, body = group.item()
    size = max(26.0, setter.style("row").size * 1.8)
    numeral = setter.lines(move.numeral + JOIN, replace(setter.style("small numeral"), size=size, leading=size), 99)
    indent = max(23.0, numeral.width + 9)
    drawing = move.figure.drawing if move.figure else None
    low = drawing is None or drawing.width > drawing.height
    words = width - indent - (picture + 6 if drawing else 0.0)
    room = width - indent if low else words
    title = setter.lines(move.title + JOIN, "row", room)
    weeks = setter.lines(move.weeks + JOIN, "soft", room) if move.weeks else None
    aside = weeks is not None and len(title.lines) == 1 and title.width + weeks.width + 2 <= room
    dose = setter.lines((move.dose if aside or not weeks else f"{move.dose}, {move.weeks}") + JOIN, "small", words)
    note = setter.lines(move.note, "small", words - 15) if move.note else None
    figure_elem = setter.figure_elem(move.figure, body) if move.figure else None
    sign = icon("you", 11.0, theme.ink)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        y = top - 6
        with pen.tag(label):
            pen.text(numeral, x - 1, y + (numeral.height - title.style.leading) / 2)
        with pen.tag(body):
            pen.text(title, x + indent, y)
            if weeks and aside:
                pen.text(weeks, x + indent + title.width + 2, y - (title.height - weeks.height) / 2 - 1)
            pen.text(dose, x + indent, y - title.height)
            if note:
                pen.text(note, x + indent + 15, y - title.height - dose.height)
        if note:
            middle = y - title.height - dose.height - note.style.leading / 2
            pen.draw(sign, x + indent, middle - 5.5, 1.0)
        foot = top - height
        pen.line(x, foot, x + width, foot, theme.ink, FINE)
        if move.figure and figure_elem and drawing:
            room = height - (6 + title.height if low else 6)
            scale = min(room / (drawing.height - drawing.ground), picture / drawing.width, LARGEST * theme.unit)
            setter.place(pen, figure_elem, move.figure, x + width - drawing.width * scale, foot, scale)

    words_high = title.height + dose.height + (note.height if note else 0.0)
    least = max(words_high + 7, 44.0)
    best = max(least, min(CELL * theme.unit, words_high + 10 + 14 * theme.unit))
    return Piece(best, draw, least)


# -- labels ----------------------------------------------------------------------------------------------------------


@draws(b.Labels)
def labels(setter: Typesetter, block: b.Labels, up: Elem) -> Iterator[Piece]:
    """Draw labelled texts in the number of columns that takes the least height; one left over has the full width."""
    theme = setter.theme
    widest = max(1, min(len(block.items), int(theme.width // (NARROW * setter.style("body").size))))
    columns = min(range(1, widest + 1), key=lambda n: (_label_rows(setter, block, n, Elem("Div")).best, n))
    yield _label_rows(setter, block, columns, up)


def _label_rows(setter: Typesetter, block: b.Labels, columns: int, up: Elem) -> Piece:
    theme = setter.theme
    rows = []
    for start in range(0, len(block.items), columns):
        row = block.items[start : start + columns]
        width = theme.width if len(row) == 1 else theme.span(12 / columns)
        cells = [(n * (width + GUTTER), labelled(setter, item, width, up)) for n, item in enumerate(row)]
        rows.append(beside(cells, gap=10.0 if start else 0.0))
    return stack(setter.spread(rows))


def labelled(setter: Typesetter, item: b.Labelled, width: float, up: Elem) -> Piece:
    """Return a label in the accent colour with its text below."""
    elem = up.add("P")
    label = setter.lines(item.label + JOIN, "label", width)
    words = setter.lines(item.words, "body", width)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(elem):
            pen.text(label, x, top)
            pen.text(words, x, top - label.height - 1)

    return fixed(label.height + words.height + 1, draw)
