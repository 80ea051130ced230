"""What weeks of every size have: boxes to tick, boxes for the pain's number, lines for notes, and sheets."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from planner import blocks as b
from planner.pdf.file.tags import Elem, field_attrs
from planner.pdf.layout.pen import Box, Pen
from planner.pdf.layout.pieces import BREAK, Piece, fixed, stack
from planner.pdf.layout.theme import CORNER, FINE, MEDIUM, MM, Theme
from planner.pdf.layout.typesetter import Typesetter

COLUMN, ROW = "/A<</O/Table/Scope/Column>>", "/A<</O/Table/Scope/Row>>"
MOST_BOXES = 3
"""The most boxes drawn for a day; more become one box to fill in."""

Sheet = Callable[[b.Week, Elem, bool], list[Piece]]
"""Makes a sheet of a week, title first, its elements under one; whether it is the week's last."""


def sheets(block: b.Week, room: float, made: Sheet, up: Elem) -> Iterator[Piece]:
    """Yield a week's pieces on as few sheets as hold its rows, shared out evenly."""
    count = len(block.rows)
    sizes = sorted({-(-count // n) for n in range(1, count + 1)}, reverse=True)
    size = next((s for s in sizes if all(_fits(made(p, Elem("Div"), last), room) for p, last in _parts(block, s))), 1)
    for n, (part, last) in enumerate(_parts(block, size)):
        if n:
            yield BREAK
        parts = made(part, up, last)
        whole = stack(parts)
        yield from [whole] if whole.least <= room else parts


def _parts(block: b.Week, size: int) -> list[tuple[b.Week, bool]]:
    """Split a week into parts of size rows, each with whether it is the last; later parts say they continue it."""
    again = replace(block, title=block.again, aim="")
    return [
        (replace(again if n else block, rows=block.rows[n : n + size]), n + size >= len(block.rows))
        for n in range(0, len(block.rows), size)
    ]


def _fits(parts: list[Piece], room: float) -> bool:
    """Return whether a sheet fits on a page; a very long title may take a page of its own before it."""
    title, *rest = parts
    whole = stack(parts).least <= room
    return whole or (title.keep and title.least > room * 0.4 and stack(rest).least <= room)


def abreast(pen: Pen, theme: Theme, count: int, size: float, room: float, at: tuple[float, float]) -> None:
    """Draw boxes side by side, centred at a point of a column; size and room (its width) are in points."""
    wide = theme.size == "xl"
    gap, margin = (2.5, 13.0) if wide else (2.0, 4.0)
    width = size if count == 1 or wide else min(size, 5.1 * MM)
    width = min(width, (room - margin - gap * (count - 1)) / count)
    start, middle = at[0] - (count * width + (count - 1) * gap) / 2, at[1]
    boxes: list[Box] = [
        (start + n * (width + gap), middle - size / 2, start + n * (width + gap) + width, middle + size / 2)
        for n in range(count)
    ]
    pen.frames(boxes, theme.ink, MEDIUM, CORNER)


def pain_box(pen: Pen, theme: Theme, left: float, middle: float, size: float) -> None:
    """Draw a box for a number, with a heavy base."""
    pen.frames([(left, middle - size / 2, left + size, middle + size / 2)], theme.ink, FINE)
    pen.line(left, middle - size / 2, left + size, middle - size / 2, theme.ink, 2.0)


def notes(setter: Typesetter, block: b.Week, up: Elem, *, least: int = 1) -> Piece:
    """Return lines to write on, at least so many; if 0, the line beside the label is enough."""
    theme = setter.theme
    label = setter.lines(block.notes, "label", theme.width)
    head = up.add("P")
    field = up.add("Form", field_attrs("tv", block.notes))
    pitch, first = 10 * MM, label.height

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        with pen.tag(head):
            pen.text(label, x, top)
        with pen.tag(field):
            if block.compact or height < first + 8.5 * MM - 1:
                at = top - first + 3
                pen.line(x + label.width + 8, at, x + theme.width, at, theme.line, FINE)
                return
            count = max(1, min(3, int((height - first) / (8.5 * MM))), int((height - first) / (13 * MM)))
            step = (height - first) / count
            for n in range(count):
                y = top - first - (n + 1) * step
                pen.line(x, y, x + theme.width, y, theme.line, FINE)

    if block.compact:
        return fixed(first + 2, lambda pen, x, top: draw(pen, x, top, first + 2), gap=10.0)
    low = first + (least * 8.5 * MM if least else 8.0)
    return Piece(first + 3 * pitch, draw, low, gap=14.0 if least else 8.0)
