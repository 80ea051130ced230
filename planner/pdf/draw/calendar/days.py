"""A week in extra large type: an exercise's name and dose on a line, its boxes below in seven wide columns."""

from collections.abc import Iterator
from functools import partial

from planner import blocks as b
from planner.pdf.draw.calendar.boxes import COLUMN, MOST_BOXES, ROW, abreast, notes, pain_box, sheets
from planner.pdf.file.tags import Elem, field_attrs, string
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, fixed, stack
from planner.pdf.layout.theme import BOLD, CORNER, MEDIUM, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter

TICK = 7.6 * MM
"""The side of a box to tick."""
PAIN = 8.2 * MM
"""The side of a box for a pain score."""


def week(setter: Typesetter, block: b.Week, up: Elem) -> Iterator[Piece]:
    """Draw a week on as few sheets as hold its rows, each with the days and their dates."""
    yield from sheets(block, setter.theme.room, partial(_sheet, setter), up)


def _sheet(setter: Typesetter, block: b.Week, up: Elem, last: bool) -> list[Piece]:  # noqa: FBT001 - as `sheets` calls it
    """Return title, table and notes; only a week's last sheet has the pain row and what follows it."""
    parts = [setter.title(b.Heading(block.title, 1, block.dates, block.numeral, block.aim), up)]
    table = up.add("Table")
    head = table.add("THead").add("TR")
    rows = [_head(setter, block, head)]
    body = table.add("TBody")
    rows += [_row(setter, block, row, body.add("TR"), last=row is block.rows[-1]) for row in block.rows]
    if last:
        rows.append(_pain(setter, block, body.add("TR")))
    parts.append(stack(rows))
    parts[-1].part = None  # a table never breaks but into sheets
    if last and block.explain:
        parts.append(setter.icon_line("trainer", block.explain, setter.theme.width, up, gap=10.0))
    if last:
        parts.append(notes(setter, block, up, least=0))
    return parts


def _head(setter: Typesetter, block: b.Week, row: Elem) -> Piece:
    """Return the table's head: tag, day and date over each column, with a frame round a trainer's day."""
    theme = setter.theme
    wide = theme.width / 7
    size = 12.0 * theme.fine
    corner = row.add("TH", COLUMN)
    hint = setter.lines(block.hint, "small", theme.width)
    columns = []
    for day in block.days:
        elem = row.add("TH", COLUMN)
        fits = day.kind != "trainer" or setter.lines(day.tag, "small", 9999).width + size + 8 <= wide
        tag = setter.lines(day.tag + JOIN if day.tag and fits else "", "small", wide, "centre")
        sign = None if fits else elem.add("Span", "/ActualText" + string(day.tag + " "))
        name = setter.lines(day.name + (JOIN if day.date else ""), "day", wide, "centre")
        date = setter.lines(day.date, "date", wide, "centre") if day.date else None
        columns.append((elem, day, tag, sign, name, date))
    people = icon("trainer", size, theme.ink)
    first = next((n for n, day in enumerate(block.days) if day.tag), 0)
    above = 0.0 if hint.width + 8 <= first * wide else hint.height  # what to do, beside the tags if there is room
    tall = max(c[2].height for c in columns) - 3 if any(day.tag for day in block.days) else 0.0
    line = setter.style("day").leading
    high = 3 + tall + line + (setter.style("date").leading if any(d.date for d in block.days) else 0.0) + 5

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(corner):
            pen.text(hint, x, top if above else top - 3)
        top -= above
        _band(pen, setter, block, x, top, high)
        for n, (elem, day, tag, sign, name, date) in enumerate(columns):
            left, start = x + n * wide, top - 3
            if day.kind == "trainer":  # the sign, and the name if there is room for both
                with pen.tag(sign):
                    at = left + (wide - size - (0.0 if sign else tag.width + 3)) / 2
                    pen.draw(people, at, start - (tag.style.leading + size) / 2, 1.0)
            with pen.tag(elem):
                if day.tag and not sign:
                    pen.text(tag, left + (size / 2 + 1.5 if day.kind == "trainer" else 0.0), start)
                pen.text(name, left, start - tall)
                if date:
                    pen.text(date, left, start - tall - line)
        pen.line(x, top - high, x + theme.width, top - high, theme.ink, BOLD)

    return fixed(high + above, draw, gap=2.0)


def _band(pen: Pen, setter: Typesetter, block: b.Week, x: float, top: float, high: float) -> None:
    """Draw what is behind a row's cells: a tint for rest days, a frame for a trainer's day; neither is under words."""
    theme = setter.theme
    wide = theme.width / 7
    frames = []
    for n, day in enumerate(block.days):
        if day.kind == "rest":
            pen.fill((x + n * wide, top - high, x + (n + 1) * wide, top), theme.tint)
        elif day.kind == "trainer":
            frames.append((x + n * wide + 1.5, top - high + 1.5, x + (n + 1) * wide - 1.5, top - 0.9))
    if frames:
        pen.frames(frames, theme.ink, 1.8, CORNER)


def _line(setter: Typesetter, title: str, hint: str) -> tuple[Paragraph, Paragraph, bool]:
    """Return a row's name and its hint as set, and whether both fit on one line."""
    width = setter.theme.width
    name = setter.lines(title + JOIN, "row", width)
    says = setter.lines(hint, "small", width - name.width - 6, "right")
    if len(name.lines) == 1 and len(says.lines) == 1:
        return name, says, True
    return name, setter.lines(hint, "small", width), False


def _row(setter: Typesetter, block: b.Week, row: b.WeekRow, elem: Elem, *, last: bool) -> Piece:
    """Name and dose; below them the day's boxes."""
    theme = setter.theme
    head = elem.add("TH", ROW)
    name, dose, one = _line(setter, row.title, row.dose)
    cells = []
    for ticks in row.ticks:
        cell = elem.add("TD")
        cells.append((cell.add("Form", field_attrs("cb", ticks.says)) if ticks else cell, ticks))
    words = name.height + (0.0 if one else dose.height)
    least = words + TICK + 9
    wide = theme.width / 7

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        spare = (height - least) / 2
        start, band = top - 1 - spare / 2, TICK + 7 + spare
        with pen.tag(head):
            pen.text(name, x, start)
            pen.text(dose, x + (name.width + 6 if one else 0.0), start - (1.5 if one else name.height))
        _band(pen, setter, block, x, top - height + band, band)
        for n, (cell, ticks) in enumerate(cells):
            if ticks:
                with pen.tag(cell):
                    _boxes(setter, pen, ticks, x + (n + 0.5) * wide, top - height + band / 2 + 0.6)
        weight, colour = (2.2, theme.ink) if last else (0.5, theme.line)
        pen.line(x, top - height, x + theme.width, top - height, colour, weight)

    return Piece(least + 8, draw, least)


def _boxes(setter: Typesetter, pen: Pen, ticks: b.Ticks, centre: float, middle: float) -> None:
    theme = setter.theme
    if ticks.count <= MOST_BOXES:
        abreast(pen, theme, ticks.count, TICK, theme.width / 7, (centre, middle))
        return
    of = setter.lines(ticks.of, "small", 999.0)
    left = centre - (TICK + 4 + of.width) / 2
    pen.frames([(left, middle - TICK / 2, left + TICK, middle + TICK / 2)], theme.ink, MEDIUM, CORNER)
    pen.text(of, left + TICK + 4, middle + of.height / 2)


def _pain(setter: Typesetter, block: b.Week, row: Elem) -> Piece:
    """Return the pain row: a box for each day's score."""
    theme = setter.theme
    head = row.add("TH", ROW)
    label, hint, one = _line(setter, block.pain, block.pain_hint)
    cells = []
    for says in block.pain_says:
        cell = row.add("TD")
        cells.append(cell.add("Form", field_attrs("tv", says)))
    words = label.height + (0.0 if one else hint.height) + 2
    wide = theme.width / 7
    band = PAIN + 8

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(head):
            pen.text(label, x, top - 2)
            pen.text(hint, x + (label.width + 6 if one else 0.0), top - 2 - (1.5 if one else label.height))
        _band(pen, setter, block, x, top - words, band)
        for n, cell in enumerate(cells):
            if cell:
                with pen.tag(cell):
                    pain_box(pen, theme, x + (n + 0.5) * wide - PAIN / 2, top - words - band / 2, PAIN)

    return fixed(words + band, draw)
