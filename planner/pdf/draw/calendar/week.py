"""A week of the calendar: a row per exercise, a column per day, boxes to tick; the pain row; lines for notes.

At size standard two weeks share a page; the second always starts at the same height. Larger ones share it if both fit
with rows that are as high as what is in them; at size xl only the days of exercise are columns.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.draw.calendar.measures import PITCH
from planner.pdf.draw.calendar.table import Table, has_sign, rows, table_of
from planner.pdf.file.tags import Elem, field_attrs
from planner.pdf.layout.icons import icon
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import BREAK, Piece, beside, fixed, seen, space, stack
from planner.pdf.layout.theme import BETWEEN, FINE, INSIDE, MM, PageTheme
from planner.pdf.layout.typesetter import Typesetter, said

NOTES_ALONE = 6
"""Lines for notes in a week that has a page of size standard for itself."""
LEAST_PITCH = 6 * MM
"""The least room above a single line to write on."""
UNDER_NOTES, LEAST_UNDER = 3.4 * MM, 2.5 * MM
"""White space under the last line, and the least where rows are low: the line is not the heading's of the next week."""


@draws(b.CalendarWeek)
def week(setter: Typesetter, block: b.CalendarWeek, up: Elem) -> Iterator[Piece]:
    """Draw a week, on several sheets if it has too many exercises for one."""
    theme = setter.theme
    table = table_of(setter, block, close=block.close)
    room = theme.room
    if theme.size == "standard":
        above = _above(setter, block, Elem("Div") if block.second else up)
        room -= above.best
        if not block.second:
            yield above
    elif block.partner and (pitch := _shared_pitch(theme, setter.continued, *_pair(block, block.partner))):
        yield from setter.kept((block, pitch), lambda up: _sharing(setter, block, pitch, up), up)
        return
    elif block.second:
        yield BREAK
    yield from _sheets(table, block, room, up)


def _pair(block: b.CalendarWeek, partner: b.CalendarWeek) -> tuple[b.CalendarWeek, b.CalendarWeek]:
    """Return two weeks in their order, and so that both ask alike for what they share."""
    first, second = (partner, block) if block.second else (block, partner)
    return replace(first, partner=None), replace(second, partner=None)


@lru_cache(maxsize=16)
def _shared_pitch(theme: PageTheme, continued: str, first: b.CalendarWeek, second: b.CalendarWeek) -> float:
    """Return the room (points) for a line of notes of each of two weeks in larger type; 0 if no page holds both."""
    setter = Typesetter(theme, continued=continued)
    used = _told(setter, replace(first, partner=second), Elem("Div")).best + 2 * BETWEEN[2]
    for one in (first, second):
        used += rows(table_of(setter, one, close=True), one, Elem("Div"), last=True).best
    left = (theme.room - used) / 2
    if not first.notes:
        return LEAST_PITCH if left >= 0 else 0.0
    return min(left, PITCH * theme.unit) if left >= LEAST_PITCH else 0.0


def _sharing(setter: Typesetter, block: b.CalendarWeek, pitch: float, up: Elem) -> Iterator[Piece]:
    """Yield a week in larger type that shares its page; what to do is above the first."""
    if not block.second:
        yield _told(setter, block, up)
    root = Elem("Div")
    parts = [rows(table_of(setter, block, close=True), block, root, last=True)]
    if block.notes:
        parts.append(_notes(setter, block, root, pitch, 1))
    up.kids += root.kids
    yield stack(parts, gap=BETWEEN[2])


def _told(setter: Typesetter, block: b.CalendarWeek, up: Elem) -> Piece:
    """Return what to do, in larger type, above the weeks of a page."""
    xl = setter.theme.size == "xl"
    first, *more = block.above
    others = [block.others] if xl and any(day.kind == "rest" for day in block.days) else []
    style = "week dose" if xl else "body"
    sheet = [week for week in (block, block.partner) if week]
    sign = any(has_sign(table_of(setter, week, close=True), week) for week in sheet)
    piece = _hint(setter, (first, *others, *more), style, up, sign=sign)
    piece.stays = True
    return piece


def _hint(setter: Typesetter, sentences: tuple[b.Words, ...], style: str, up: Elem, *, sign: bool) -> Piece:
    """Return what to do, in larger type; sign: the last sentence, about framed days, has theirs before it."""
    width = setter.theme.width
    if not sign:
        return setter.text(_sentences(setter, sentences, style), style, width, up)
    size, leading = setter.style(style).size, setter.style(style).leading
    mark, indent = icon("trainer", size, setter.theme.ink), size + INSIDE[2]
    above = setter.text(_sentences(setter, sentences[:-1], style), style, width, up)
    framed = setter.text(sentences[-1], style, width - indent, up)
    drawn = fixed(leading, lambda pen, x, top: pen.draw(mark, x, top - (leading + size) / 2, 1.0))
    return stack([above, beside([(0.0, drawn), (indent, framed)])])


def _above(setter: Typesetter, block: b.CalendarWeek, up: Elem) -> Piece:
    """Return what to do, above the weeks of a page; seen again on a page where they go on."""
    lines, longest = (
        setter.lines(_sentences(setter, sentences, "week dose"), "week dose", setter.theme.width)
        for sentences in (block.above, block.longest)
    )
    piece = said(lines, up.add("P"))
    gap = BETWEEN[0] if setter.theme.paper == "Letter" else BETWEEN[1]
    piece.gap = BETWEEN[0]
    piece.best = piece.least = max(lines.height, longest.height) + (gap if len(longest.lines) == 1 else INSIDE[1])
    again = seen(piece)
    again.keep = again.repeats = piece.keep = True
    piece.again = again
    return piece


def _sentences(setter: Typesetter, sentences: tuple[b.Words, ...], style: str) -> b.Words:
    """Return sentences as one text, each on the line before it if it fits there."""
    out: list[b.Run] = []
    line: tuple[b.Run, ...] = ()
    for words in sentences:
        runs = (b.Run(words),) if isinstance(words, str) else words
        longer = (*line, b.Run(" "), *runs)
        fits = bool(line) and len(setter.lines(longer, style, setter.theme.width).lines) == 1
        out += [b.Run(" " if fits else "\n")] if line else []
        out += runs
        line = longer if fits else runs
    return tuple(out)


def _sheets(table: Table, block: b.CalendarWeek, room: float, up: Elem) -> Iterator[Piece]:
    """Yield a week on as few sheets as hold its rows, shared out evenly."""
    count = len(block.rows)
    made: list[tuple[Elem, Piece]] = []
    for size in sorted({-(-count // n) for n in range(1, count + 1)}, reverse=True):
        made = []
        for part, last in _parts(block, size):
            root = Elem("Div")
            made.append((root, stack(_sheet(table, part, room, root, last))))
        if all(sheet.best <= room for _, sheet in made):
            break
    for n, (root, sheet) in enumerate(made):
        if n and not table.size.half:
            yield BREAK
        up.kids += root.kids
        yield sheet


def _parts(block: b.CalendarWeek, size: int) -> list[tuple[b.CalendarWeek, bool]]:
    """Split a week into parts of size rows, each with whether it is the last; later parts say they continue it."""
    again = replace(block, title=block.again)
    return [
        (replace(again if n else block, rows=block.rows[n : n + size]), n + size >= len(block.rows))
        for n in range(0, len(block.rows), size)
    ]


def _sheet(table: Table, block: b.CalendarWeek, room: float, up: Elem, last: bool) -> list[Piece]:  # noqa: FBT001 - as `_parts` says it
    """Return a week's table and what follows it; only its last sheet has the pain row and the notes."""
    setter, size = table.setter, table.size
    standard = setter.theme.size == "standard"
    parts = [rows(table, block, up, last=last)]
    if not last:
        return parts
    if not standard:
        xl = setter.theme.size == "xl"
        first, *more = block.hint
        others = [block.others] if xl and len(table.days) < len(block.days) else []
        sentences, style = (first, *others, *more), "week dose" if xl else "body"
        hint = _hint(setter, sentences, style, up, sign=has_sign(table, block))
        hint.gap = BETWEEN[0]
        parts.append(hint)
    if not block.notes:
        return [*parts, space(BETWEEN[2], INSIDE[0])]
    used = stack(parts).best
    may = bool(size.half) and not block.alone
    shares = may and used + LEAST_PITCH + (UNDER_NOTES if size.row else LEAST_UNDER) <= size.half
    if may and not shares and size.row:  # rather than have a page for itself, it has rows as high as what is in them
        closer = replace(table, size=replace(size.close, pad=0.0))
        low = rows(closer, block, Elem("Div"), last=True).best
        if low + LEAST_PITCH + LEAST_UNDER <= size.half:
            up.kids.clear()
            return _sheet(closer, block, room, up, last)
    left = (size.half if shares else room) - used
    notes = _notes(setter, block, up, left, NOTES_ALONE if standard and not shares else size.notes)
    if shares and not block.second:  # white up to the second week, which always starts at the same height
        return [*parts, notes, space(left - notes.best)]
    if shares:
        notes.least = LEAST_PITCH
    return [*parts, notes]


def _notes(setter: Typesetter, block: b.CalendarWeek, up: Elem, room: float, most: int) -> Piece:
    """Return lines to write on, the first one after its label: as many as the room (points) holds, at least one."""
    theme = setter.theme
    label = setter.lines(block.notes, "label", theme.width)
    head = up.add("P")
    field = up.add("Form", field_attrs("tv", block.notes))
    room -= UNDER_NOTES
    count = max(1, min(most, int(room / PITCH)))
    pitch = min(PITCH, max(room, LEAST_PITCH)) if count == 1 else PITCH

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        first = min(pitch, height)
        with pen.tag(head):
            pen.text(label, x, top - first + label.height - INSIDE[0])
        with pen.tag(field):
            for n in range(count if height > (count - 0.5) * pitch else 1):  # a second week may have to do with one
                left, y = x + (0.0 if n else label.width + BETWEEN[0]), top - first - n * PITCH
                pen.line(left, y, x + theme.width, y, theme.ink, FINE)

    return Piece(count * pitch, draw)
