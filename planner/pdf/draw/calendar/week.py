"""A week of the calendar: a row per exercise, a column per day, boxes to tick; the pain row; lines for notes.

With large words rows have no pictures, and two weeks no longer share a page; extra large ones have a table of their
own (`days`).
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.draw.calendar import days
from planner.pdf.draw.calendar.boxes import COLUMN, MOST_BOXES, ROW, abreast, notes, pain_box, sheets
from planner.pdf.file.tags import Elem, field_attrs, string
from planner.pdf.layout.icons import icon
from planner.pdf.layout.pen import Box, Pen
from planner.pdf.layout.pieces import BREAK, Piece, fixed, space, stack
from planner.pdf.layout.theme import BOLD, CORNER, MEDIUM, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter


class _Grid:
    """The measures of a week's table."""

    def __init__(self, setter: Typesetter, *, pictures: bool) -> None:
        self.setter = setter
        self.theme = setter.theme
        large = self.theme.size != "standard"
        self.compact = not pictures and not large
        self.name = (82 if large else 75) * MM
        self.day = (self.theme.width - self.name) / 7
        self.tick = (6.4 if self.compact else 6.8) * MM
        self.thumb = 24 * MM if pictures else 0.0
        self.words_at = 26.5 * MM if pictures else 0.0
        self.grows = 22.0 if large else 6.0

    def left(self, day: int) -> float:
        """Return the left edge of a day's column, in points from the table's."""
        return self.name + day * self.day


@draws(b.Week)
def week(setter: Typesetter, block: b.Week, up: Elem) -> Iterator[Piece]:
    """Draw a week on one page, with pictures if they fit; on several sheets if it has too many exercises for one."""
    size = setter.theme.size
    if size != "standard" and block.compact:  # two weeks on a page are too small for larger words
        yield BREAK
        block = replace(block, compact=False)
    if size == "xl":
        yield from days.week(setter, block, up)
        return
    for pictures in (True, False) if size == "standard" and not block.compact else (False,):
        root = Elem("Div")
        whole = stack(_sheet(setter, block, root, pictures=pictures))
        if whole.least <= setter.theme.room:
            up.kids += root.kids
            yield whole
            yield space(24.0, 14.0) if block.compact else space(0.0)
            return
    yield from sheets(block, setter.theme.room, partial(_sheet, setter), up)


def _sheet(setter: Typesetter, block: b.Week, up: Elem, last: bool = True, *, pictures: bool = False) -> list[Piece]:  # noqa: FBT001, FBT002 - as `sheets` calls it
    """Return title, table and notes; only a week's last sheet has the pain row and what follows it."""
    grid = _Grid(setter, pictures=pictures)
    parts: list[Piece] = []
    title = None
    if block.compact:
        title = _compact_title(setter, block, up)
    else:
        parts.append(setter.title(b.Heading(block.title, 1, block.dates, block.numeral, block.aim), up))
    table = up.add("Table")
    rows = [_head(grid, block, table.add("THead").add("TR"), title)]
    body = table.add("TBody")
    rows += [_row(grid, row, body.add("TR"), last=row is block.rows[-1]) for row in block.rows]
    if last:
        rows.append(_pain(grid, block, body.add("TR")))
    parts.append(_framed(grid, block, stack(rows)))
    if last and block.explain:
        gap = 8.0 if block.compact else 12.0
        parts.append(setter.icon_line("trainer", block.explain, setter.theme.width, up, gap=gap))
    if last:
        parts.append(notes(setter, block, up))
    return parts


def _compact_title(setter: Typesetter, block: b.Week, up: Elem) -> Piece:
    elem = up.add("H1")
    numeral = setter.lines(block.numeral, "small numeral", 200.0)
    words_at = max(12 * MM, numeral.width + 8)
    width = 75 * MM - words_at - 6
    title = setter.lines(block.title, "h2", width)
    dates = setter.text(block.dates, "small", width, up)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.text(numeral, x - 1, top)
        with pen.tag(elem):
            pen.text(title, x + words_at, top)
        dates.draw(pen, x + words_at, top - title.height, dates.best)

    return fixed(title.height + dates.best, draw)


def _head(grid: _Grid, block: b.Week, row: Elem, title: Piece | None) -> Piece:
    """Return the table's head: tag, day and date over each column, and what to do over the first."""
    setter, theme = grid.setter, grid.theme
    corner = row.add("TH", COLUMN)
    hint = setter.lines(block.hint, "small", grid.name - 6)
    size = 12.0 * theme.fine
    line, base_line = setter.style("day").leading, setter.style("date").leading + 2
    columns = []
    for day in block.days:
        elem = row.add("TH", COLUMN)
        fits = day.kind != "trainer" or setter.lines(day.tag, "small", 9999).width + 3 + size <= grid.day
        tag = setter.lines(day.tag + JOIN if day.tag and fits else "", "small", grid.day + 14, "centre")
        sign = None if fits else elem.add("Span", "/ActualText" + string(day.tag + " "))
        name = setter.lines(day.name + (JOIN if day.date else ""), "day", grid.day, "centre")
        date = setter.lines(day.date, "date", grid.day, "centre") if day.date else None
        columns.append((elem, day, tag, sign, name, date))
    people = icon("trainer", size, theme.ink)
    dated = any(d.date for d in block.days)
    tall = max(c[2].height for c in columns)
    high = 6 + tall + line + (base_line if dated else 2) + 6
    if title:
        high = max(high, title.best + 8)

    def draw(pen: Pen, x: float, top: float) -> None:
        base = top - high + 6 + line + (base_line if dated else 2)
        if title:
            title.draw(pen, x, top - high + title.best + 6, title.best)
        with pen.tag(corner):
            pen.text(hint, x, top - high + hint.height + 5) if not title else None
        for n, (elem, day, tag, sign, name, date) in enumerate(columns):
            left = x + grid.left(n)
            shift = 0.0
            if day.kind == "trainer":  # the sign, and the name if there is room for both
                shift = 0.0 if sign else size / 2 + 1
                with pen.tag(sign):
                    at = left + (grid.day - size - (0 if sign else tag.width)) / 2
                    pen.draw(people, at, base + tall - (tag.style.leading + size) / 2, 1.0)
            with pen.tag(elem):
                if day.tag and not sign:
                    pen.text(tag, left - 7 + shift, base + tall)
                pen.text(name, left, base)
                if date:
                    pen.text(date, left, base - line)
        pen.line(x, top - high, x + theme.width, top - high, theme.ink, BOLD)

    return fixed(high, draw)


def _row(grid: _Grid, row: b.WeekRow, elem: Elem, *, last: bool) -> Piece:
    """Return an exercise's row: a small picture, its name and dose, and a box for each time of each day."""
    setter, theme = grid.setter, grid.theme
    head = elem.add("TH", ROW)
    width = grid.name - grid.words_at - 6
    title = setter.lines(row.title + JOIN, "row", width)
    dose = setter.lines(
        row.dose, "small", width if not grid.compact else grid.name - 8, "right" if grid.compact else "left"
    )
    beside = grid.compact and title.width + dose.width + 14 <= grid.name - 6 and len(dose.lines) == 1
    cells = []
    for ticks in row.ticks:
        cell = elem.add("TD")
        cells.append((cell.add("Form", field_attrs("cb", ticks.says)) if ticks else cell, ticks))
    words = title.height if beside else title.height + dose.height
    stacked = max((t.count for t in row.ticks if t and t.count <= MOST_BOXES), default=1)
    boxes = grid.tick if grid.compact else stacked * grid.tick + (stacked - 1) * 3.5
    least = max(words + 6, boxes + 6, 9.3 * MM if grid.compact else 14.5 * MM)
    best = max(least, 9.3 * MM if grid.compact else 19 * MM)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        middle = top - height / 2
        if row.figure and grid.thumb:
            drawing = row.figure.drawing
            scale = min(grid.thumb / drawing.width, min(height - 6, 15.5 * MM) / drawing.height)
            pen.draw(drawing, x + (grid.thumb - drawing.width * scale) / 2, middle - drawing.height * scale / 2, scale)
        with pen.tag(head):
            if beside:
                pen.text(title, x, middle + title.height / 2)
                pen.text(dose, x, middle + dose.height / 2)
            else:
                pen.text(title, x + grid.words_at, middle + words / 2)
                left = setter.lines(row.dose, "small", width)
                pen.text(left, x + grid.words_at, middle + words / 2 - title.height)
        for n, (cell, ticks) in enumerate(cells):
            if ticks:
                with pen.tag(cell):
                    _boxes(grid, pen, ticks, x + grid.left(n) + grid.day / 2, middle)
        weight, colour = (2.2, theme.ink) if last else (0.5, theme.line)
        pen.line(x, top - height, x + theme.width, top - height, colour, weight)

    return Piece(best, draw, least)


def _boxes(grid: _Grid, pen: Pen, ticks: b.Ticks, centre: float, middle: float) -> None:
    """Draw a box for each time of the day, one below the other; side by side in a compact week."""
    size, ink = grid.tick, grid.theme.ink
    if ticks.count > MOST_BOXES:
        boxes: list[Box] = [(centre - size / 2, middle - 2, centre + size / 2, middle - 2 + size)]
        pen.frames(boxes, ink, MEDIUM, CORNER)
        of = grid.setter.lines(ticks.of, "small", grid.day, "centre")
        pen.text(of, centre - grid.day / 2, middle - 2)
        return
    count = ticks.count
    if grid.compact:
        abreast(pen, grid.theme, count, size, grid.day, (centre, middle))
        return
    step = size + 3.5
    top = middle + (count * step - 3.5) / 2
    boxes = [(centre - size / 2, top - n * step - size, centre + size / 2, top - n * step) for n in range(count)]
    pen.frames(boxes, ink, MEDIUM, CORNER)


def _pain(grid: _Grid, block: b.Week, row: Elem) -> Piece:
    """Return the pain row: a box with a heavy base for each day's score."""
    setter, theme = grid.setter, grid.theme
    head = row.add("TH", ROW)
    label = setter.lines(block.pain + JOIN, "row", grid.name - 6)
    hint = setter.lines(block.pain_hint, "small", grid.name - 6, "right" if grid.compact else "left")
    cells = []
    for says in block.pain_says:
        cell = row.add("TD")
        cells.append(cell.add("Form", field_attrs("tv", says)))
    size = (8.4 if grid.compact else 10.5) * MM
    high = 11.5 * MM if grid.compact else max(17 * MM, label.height + hint.height + 6)

    def draw(pen: Pen, x: float, top: float) -> None:
        middle = top - high / 2
        with pen.tag(head):
            if grid.compact:
                pen.text(label, x, middle + label.height / 2)
                pen.text(hint, x, middle + hint.height / 2)
            else:
                start = middle + (label.height + hint.height) / 2
                pen.text(label, x, start)
                pen.text(hint, x, start - label.height)
        for n, cell in enumerate(cells):
            left = x + grid.left(n) + (grid.day - size) / 2
            with pen.tag(cell):
                pain_box(pen, theme, left, middle, size)

    return fixed(high, draw)


def _framed(grid: _Grid, block: b.Week, table: Piece) -> Piece:
    """Return the table with a tint behind rest days and a frame round each trainer's day, from head to pain row."""
    theme = grid.theme

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        for n, day in enumerate(block.days):
            if day.kind == "rest":
                pen.fill((x + grid.left(n), top - height, x + grid.left(n + 1), top), theme.tint)
        table.draw(pen, x, top, height)
        frames = [
            (x + grid.left(n) + 0.9, top - height + 0.9, x + grid.left(n + 1) - 0.9, top - 0.9)
            for n, day in enumerate(block.days)
            if day.kind == "trainer"
        ]
        if frames:
            pen.frames(frames, theme.ink, 1.8, CORNER)

    return Piece(table.best, draw, table.least, gap=0.0 if block.compact else 4.0)
