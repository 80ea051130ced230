"""The table of a week: its head, a row per exercise with boxes to tick, the pain row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from planner import blocks as b
from planner.pdf.draw.calendar.measures import CLOSE, Measures, measures
from planner.pdf.file.tags import Box, Elem, field_attrs, spoken
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.stamps import GIVEN
from planner.pdf.layout.theme import BOLD, CORNER, FINE, FRAME, INSIDE, MEDIUM, MM, Style
from planner.pdf.layout.typesetter import JOIN, Typesetter, said

COLUMN, ROW = "/A<</O/Table/Scope/Column>>", "/A<</O/Table/Scope/Row>>"
WHITE = (1.0, 1.0, 1.0)
BESIDE_PICTURE = 1.5 * MM
"""The least distance between a picture and the words beside it."""
CLEAR = 3.0
"""What words keep away from the first column of days, which may have a frame, in points."""
APART = 4.0
"""What words over neighbouring days, and numbers at their boxes, keep between them, in points."""
SMALLER = 0.9
"""A dose is set smaller rather than in two lines: down to this share of its size."""
WHOLE = 999.0
"""A width, in points, that no word of a head reaches."""
COLON = re.compile("([:\uff1a]) *")
"""The colon of a week's title, behind which it may break; the second one is Chinese."""
TALLEST_TITLE = 1.5
"""A title that would make the head so many times as high as usual stands above the table."""


@dataclass(frozen=True)
class Table:
    """A week's table: its measures, and which days are columns."""

    setter: Typesetter
    size: Measures
    days: tuple[int, ...]
    """The indices of the days that are columns."""

    @property
    def name(self) -> float:
        """Return the width of the column with the exercises' names."""
        return self.setter.theme.width - len(self.days) * self.size.day

    def left(self, column: int) -> float:
        """Return the left edge of a day's column, in points from the table's."""
        return self.name + column * self.size.day


def table_of(setter: Typesetter, block: b.CalendarWeek, *, close: bool) -> Table:
    """Return a week's table; close: with rows as high as what is in them."""
    xl = setter.theme.size == "xl"
    days = tuple(n for n, day in enumerate(block.days) if not (xl and day.kind == "rest"))
    size = measures(setter.theme, len(days))
    return Table(setter, size.close if close else size, days)


def rows(table: Table, block: b.CalendarWeek, up: Elem, *, last: bool) -> Piece:
    """Return the table, with a tint behind days of rest and a frame round each day with the trainer.

    What does not fit over its names, numeral, title and dates, stands above the table.
    """
    theme, size = table.setter.theme, table.size
    elem = Elem("Table")
    columns = _days(table, block, elem.add("THead").add("TR"))
    tallest = max(column.best for column in columns)
    over = size.head - tallest
    above = _stands_above(table, block, over)
    title = _title(replace(table, days=()) if above else table, block, over, up)
    up.kids.append(elem)
    high = tallest if above else max(size.head, title.best, tallest)
    tops = [high - column.best for column in columns]
    body = elem.add("TBody")
    words_at = _words_at(table, block)

    def head(pen: Pen, x: float, top: float) -> None:
        if not above:
            title.draw(pen, x, top, title.best)
        for n, column in enumerate(columns):
            column.draw(pen, x + table.left(n), top - tops[n], column.best)

    parts = [fixed(high, head), *(_row(table, row, body.add("TR"), words_at) for row in block.rows)]
    if last:
        parts.append(_pain(table, block, body.add("TR")))
    rows = stack(parts)
    # a sheet that another one follows is closed by a line
    lines = list(accumulate((part.best for part in (parts[:-1] if last else parts)), initial=0.0))

    def draw(pen: Pen, x: float, top: float) -> None:
        places = [(block.days[day], x + table.left(n), tops[n]) for n, day in enumerate(table.days)]
        for day, left, _ in places:
            if day.kind == "rest":
                pen.fill((left, top - rows.best, left + size.day, top), theme.tint)
        rows.draw(pen, x, top, rows.best)
        for n, down in enumerate(lines[1:]):
            weight = BOLD if not n else MEDIUM if last and n == len(block.rows) else FINE
            pen.line(x, top - down, x + theme.width, top - down, theme.ink, weight)
        framed: list[Box] = [
            (left, top - rows.best, left + size.day, top - down) for day, left, down in places if day.kind == "trainer"
        ]
        if framed:
            pen.frames(framed, theme.ink, MEDIUM, FRAME)

    return stack([title, fixed(rows.best, draw)]) if above else fixed(rows.best, draw)


def _stands_above(table: Table, block: b.CalendarWeek, over: float) -> bool:
    """Return whether a week's title is too long for the column of names; over: the white above the days, in points."""
    usual = measures(table.setter.theme, len(table.days)).head
    name, _ = _name(table, block, over)
    colon = COLON.search(block.title)
    parted = bool(colon) and COLON.search("".join([stretch.text for stretch in name.lines[0]])) is None
    return name.torn or parted or _title(table, block, over, Elem("Div")).best > usual * TALLEST_TITLE


def _name(table: Table, block: b.CalendarWeek, over: float) -> tuple[Paragraph, float]:
    """Return a week's title, and where it begins: it may run on above the days, or break behind its colon."""
    setter = table.setter
    numeral = setter.lines(block.numeral, "week numeral", table.name)
    words_at = max(table.size.title, numeral.width + INSIDE[2])
    wide = setter.lines(block.title, "week title", setter.theme.width - words_at)
    if wide.height <= over:
        return wide, words_at
    width = table.name - words_at - INSIDE[1]
    lines = setter.lines(block.title, "week title", width)
    if len(lines.lines) == 1:
        return lines, words_at
    parted = COLON.sub(r"\1\n", block.title, count=1)
    two = setter.lines(parted, "week title", width)
    return two if len(two.lines) <= len(lines.lines) else lines, words_at


def _title(table: Table, block: b.CalendarWeek, over: float, up: Elem) -> Piece:
    """Return numeral, title and dates, which stand over the names; over: the white above the days, in points."""
    setter = table.setter
    numeral = setter.lines(block.numeral, "week numeral", table.name)
    name, words_at = _name(table, block, over)
    width = table.name - words_at - INSIDE[1]
    parts = [said(name, up.add("H1"))]
    if block.dates:
        style = "small" if setter.theme.size == "xl" else "body"
        parts.append(setter.text(block.dates, style, width, up))
    words = stack(parts)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.text(numeral, x, top)
        words.draw(pen, x + words_at, top, words.best)

    return fixed(max(words.best, numeral.height), draw)


def has_sign(table: Table, block: b.CalendarWeek) -> bool:
    """Return whether a sign stands for who helps over a day's column, which is too narrow for the word."""
    strong = _strong(table, block)
    return any(_too_wide(table.setter, block.days[n], strong, table.size.day) for n in table.days)


def _strong(table: Table, block: b.CalendarWeek) -> Style:
    """Return the style of the weekdays."""
    names = [block.days[n].name for n in table.days]
    return _narrow(table.setter, names, _sized(table.setter.style("day"), table.size.words_by), table.size.day)


def _too_wide(setter: Typesetter, day: b.Day, strong: Style, wide: float) -> bool:
    """Return whether a day with the trainer has a word for that which its column is too narrow for."""
    return day.kind == "trainer" and setter.lines(day.tag, strong, WHOLE).width > wide - 2 * (MEDIUM + INSIDE[0])


def _days(table: Table, block: b.CalendarWeek, row: Elem) -> list[Piece]:
    """Return what stands over each column: whose day it is, when the trainer comes, weekday and date."""
    setter, wide = table.setter, table.size.day
    light, date = (_sized(setter.style(name), table.size.words_by) for name in ("hour", "date"))
    shown = [block.days[n] for n in table.days]
    strong = _strong(table, block)
    small = [day.tag for day in shown if day.kind != "trainer"] + [at for day in shown for at in day.at]
    light = _narrow(setter, small, light, wide)
    date = _narrow(setter, [day.date for day in shown], date, wide)
    styles = strong, light, date
    row.add("TD")
    return [_day(setter, block.days[n], styles, wide, row) for n in table.days]


def _day(setter: Typesetter, day: b.Day, styles: tuple[Style, Style, Style], wide: float, row: Elem) -> Piece:
    """Return what stands over a day's column, in styles for weekday, smaller words and date."""
    key = _column, day, styles, wide
    [piece] = setter.kept(key, lambda up: [_column(setter, day, styles, wide, up)], row)
    return piece


def _column(setter: Typesetter, day: b.Day, styles: tuple[Style, Style, Style], wide: float, row: Elem) -> Piece:
    strong, light, date = styles
    elem = row.add("TH", COLUMN)
    parts: list[Piece] = []
    if _too_wide(setter, day, strong, wide):
        parts.append(_trainer(setter, day.tag, wide, elem))
    elif day.tag:
        parts.append(_word(setter, day.tag, strong if day.kind == "trainer" else light, wide, elem))
    parts += [_word(setter, at, light, wide, elem) for at in day.at]
    parts.append(_word(setter, day.name, strong, wide, elem))
    if day.date:
        parts.append(_word(setter, day.date, date, wide, elem))
    else:
        parts.append(_date_line(setter, day.date_says, wide, elem))
    return stack([*parts, space(INSIDE[1])])


def _sized(style: Style, by: float) -> Style:
    """Return a style with its size and leading multiplied by a factor."""
    return style if by == 1.0 else replace(style, size=style.size * by, leading=style.leading * by)


def _narrow(setter: Typesetter, words: Sequence[str], style: Style, wide: float) -> Style:
    """Return a style in which the longest of some words fits a column; they are all of one size.

    It is clear of the next one, too, where type need not be too small for that.
    """
    longest = max((setter.lines(word, style, WHOLE).width for word in words), default=0.0)
    if longest <= wide - APART:
        return style
    return _sized(style, min(1.0, wide / longest, max((wide - APART) / longest, setter.theme.least / style.size)))


def _word(setter: Typesetter, word: str, style: Style, wide: float, elem: Elem) -> Piece:
    """Return a word in the middle of a column; the space behind it, which only who listens needs, does not count."""
    behind = setter.lines(JOIN, style, wide).width
    piece = said(setter.lines(word + JOIN, style, wide + behind, "centre"), elem)
    return beside([(-setter.ahead(word, style), piece)])


def _trainer(setter: Typesetter, name: str, wide: float, elem: Elem) -> Piece:
    """Return a sign for a name that is too long for a column; what is said of framed days begins with it."""
    style = setter.style("day")
    mark = icon("trainer", style.size, setter.theme.ink)
    sign = elem.add("Span", spoken("ActualText", name + " "))

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(sign):
            pen.draw(mark, x + (wide - style.size) / 2, top - (style.leading + style.size) / 2, 1.0)

    return fixed(style.leading, draw)


def _date_line(setter: Typesetter, says: str, wide: float, elem: Elem) -> Piece:
    """Return a line for a date that is not known yet."""
    theme, leading = setter.theme, setter.style("date").leading
    field = elem.add("Form", field_attrs("tv", says))

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(field):
            pen.line(x + wide * 0.2, top - leading + 4, x + wide * 0.8, top - leading + 4, theme.ink, FINE)

    return fixed(leading, draw)


def _words_at(table: Table, block: b.CalendarWeek) -> float:
    """Return where the names of a week's exercises begin: after the widest picture, if there are any."""
    if not table.size.words:
        return 0.0
    widths = [
        row.figure.drawing.width * table.setter.theme.scale("calendar", row.figure.drawing.posture)
        for row in block.rows
        if row.figure
    ]
    return max(table.size.words, max(widths) + BESIDE_PICTURE) if widths else 0.0


def _row(table: Table, row: b.WeekRow, up: Elem, words_at: float) -> Piece:
    """Return an exercise's row: a small picture, its name with the dose below, and boxes on its days."""
    boxes = tuple([(one.count, one.of) if one else None for one in row.ticks])
    key = _unsaid_row, row.title, row.dose, row.figure, boxes, words_at, table.size, table.days
    ticks = [row.ticks[n] for n in table.days]
    says = [field_attrs("tv" if one.of else "cb", one.says) for one in ticks if one]
    [piece] = table.setter.kept(key, lambda up: [_unsaid_row(table, row, up, words_at)], up, says)
    return piece


def _unsaid_row(table: Table, row: b.WeekRow, elem: Elem, words_at: float) -> Piece:
    """Return the row, with what its boxes are called left open."""
    setter, theme, size = table.setter, table.setter.theme, table.size
    head = elem.add("TH", ROW)
    width = table.name - words_at - CLEAR
    title = setter.lines(row.title + JOIN, "week row", width)
    usual = setter.style("week dose")
    one_line = _narrow(setter, [row.dose], usual, width + APART)
    fits = one_line.size >= SMALLER * usual.size and setter.lines(row.dose, one_line, WHOLE).width <= width
    dose = setter.lines(row.dose, one_line if fits else usual, width)
    cells = []
    for n in table.days:
        ticks, cell = row.ticks[n], elem.add("TD")
        cells.append((cell.add("Form", GIVEN) if ticks else cell, ticks))
    words = title.height + (dose.height if row.dose else 0.0)
    figure = row.figure.drawing if row.figure and words_at else None
    scale = theme.scale("calendar", figure.posture) if figure else 0.0
    tall = (size.joined[1] if any(ticks and ticks.count > 1 for ticks in row.ticks) else size.box) + CLOSE
    high = max(
        size.row, words + 2 * size.pad, tall, (figure.height - figure.ground) * scale + size.ground if figure else 0.0
    )

    def draw(pen: Pen, x: float, top: float) -> None:
        middle = top - high / 2
        if figure:
            left = x + (words_at - BESIDE_PICTURE - figure.width * scale) / 2
            ground = top - high + size.ground - figure.ground * scale
            pen.draw(figure, left, ground, scale, theme.outline("calendar"))
        with pen.tag(head):
            pen.text(title, x + words_at, middle + words / 2)
            pen.text(dose, x + words_at, middle + words / 2 - title.height)
        for n, (cell, ticks) in enumerate(cells):
            if ticks:
                with pen.tag(cell):
                    _boxes(table, pen, ticks, x + table.left(n) + size.day / 2, middle)

    return fixed(high, draw)


def _boxes(table: Table, pen: Pen, ticks: b.DayTicks, centre: float, middle: float) -> None:
    """Draw a box, two joined ones, or for more times a day one to write in."""
    size, ink = table.size, table.setter.theme.ink
    wide, high = size.joined if ticks.count > 1 else (size.box, size.box)
    across = wide > high
    if ticks.of:
        hour = table.setter.style("hour")
        if not across:
            hour = _narrow(table.setter, [ticks.of], hour, size.day - APART)
        of = table.setter.lines(
            ticks.of, hour, wide - INSIDE[1] if across else size.day, "right" if across else "centre"
        )
        if not across:  # a box, and below it of how many
            high = size.box
            middle += of.height / 2
            pen.text(of, centre - size.day / 2, middle - high / 2)
        else:
            pen.text(of, centre - wide / 2, middle + of.height / 2)
    left, low = centre - wide / 2, middle - high / 2
    pen.frames([(left, low, left + wide, low + high)], ink, MEDIUM, CORNER)
    if ticks.count > 1 and not ticks.of:
        ends = (centre, low, centre, low + high) if across else (left, middle, left + wide, middle)
        pen.line(*ends, ink, MEDIUM)


def _pain(table: Table, block: b.CalendarWeek, up: Elem) -> Piece:
    """Return the pain row: a white box for each day's number."""
    key = _unsaid_pain, block.pain, block.pain_hint, table.size, table.days
    says = [field_attrs("tv", block.pain_says[n]) for n in table.days]
    [piece] = table.setter.kept(key, lambda up: [_unsaid_pain(table, block, up)], up, says)
    return piece


def _unsaid_pain(table: Table, block: b.CalendarWeek, row: Elem) -> Piece:
    """Return the pain row, with what its boxes are called left open."""
    setter, size = table.setter, table.size
    head = row.add("TH", ROW)
    label = setter.lines(block.pain + JOIN, "week row", table.name - CLEAR)
    hint = setter.lines(block.pain_hint, "week dose", table.name - CLEAR)
    cells = [row.add("TD").add("Form", GIVEN) for _ in table.days]
    words = label.height + hint.height
    wide, tall = size.score
    high = max(size.pain, words, tall + INSIDE[0])

    def draw(pen: Pen, x: float, top: float) -> None:
        middle = top - high / 2
        with pen.tag(head):
            pen.text(label, x, middle + words / 2)
            pen.text(hint, x, middle + words / 2 - label.height)
        for n, cell in enumerate(cells):
            left = x + table.left(n) + (size.day - wide) / 2
            box = (left, middle - tall / 2, left + wide, middle + tall / 2)
            with pen.tag(cell):
                pen.fill(box, WHITE)
                pen.frames([box], setter.theme.ink, MEDIUM)

    return fixed(high, draw)
