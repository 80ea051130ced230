"""The dose strip of a card: how often, how long, on which days; below it, what changes in later weeks."""

from typing import NamedTuple

from planner import blocks as b
from planner.figure.drawing import Drawing
from planner.pdf.file.tags import Elem
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, fixed, stack
from planner.pdf.layout.theme import BOLD, FINE
from planner.pdf.layout.typesetter import JOIN, Typesetter


class _Cell(NamedTuple):
    """One amount of the dose, broken into lines."""

    elem: Elem
    mark: Drawing
    label: Paragraph
    number: Paragraph
    unit: Paragraph


def strip(setter: Typesetter, block: b.Card, up: Elem) -> Piece:
    """Return the dose strip: a cell in each column, or three cells a row for larger type."""
    theme = setter.theme
    size = {"standard": _row, "large": _grid, "xl": _lines}[theme.size]
    out = [size(setter, block.dose, up)] if block.dose else []
    for n, words in enumerate(block.later):
        out.append(setter.text(words, "small", setter.measure(theme.width), up, gap=0.0 if n else 5.0))
    return stack(out)


def _cells(setter: Typesetter, dose: tuple[b.Amount, ...], up: Elem, width: float, unit_width: float) -> list[_Cell]:
    theme = setter.theme
    size = 13.0 * theme.fine
    return [
        _Cell(
            up.add("P"),
            icon(amount.icon, size, theme.accent),
            setter.lines(amount.label + JOIN, "label", width - size - 17),
            setter.lines(amount.number + JOIN, "dose", width),
            setter.lines(amount.unit, "small", unit_width),
        )
        for amount in dose
    ]


def _row(setter: Typesetter, dose: tuple[b.Amount, ...], up: Elem) -> Piece:
    """Return cells in one row, each with icon and label, numeral and unit below each other."""
    theme = setter.theme
    cell = theme.width / 6
    cells = _cells(setter, dose, up, cell, cell - 10)
    head = 8 + max(16.0, *(c.label.height for c in cells))
    high = head + 36 + max(c.unit.height for c in cells) + 7

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.line(x, top, x + theme.width, top, theme.ink, BOLD)
        for n, (elem, mark, label, number, unit) in enumerate(cells):
            left = x + n * cell + (9 if n else 0)
            if n:
                pen.line(x + n * cell, top - 3, x + n * cell, top - high, theme.line, FINE)
            pen.draw(mark, left, top - 23, 1.0)
            with pen.tag(elem):
                pen.text(label, left + 19, top - 8)
                pen.text(number, left, top - head)
                pen.text(unit, left, top - head - 36)
        pen.line(x, top - high, x + theme.width, top - high, theme.ink, FINE)

    return fixed(high, draw)


def _grid(setter: Typesetter, dose: tuple[b.Amount, ...], up: Elem) -> Piece:
    """Return cells in rows of three, each with icon and label, and numeral and unit on one line below."""
    theme = setter.theme
    cell = theme.width / 3
    cells = _cells(setter, dose, up, cell - 14, cell - 14)
    inline = all(c.number.width + c.unit.width + 7 <= cell - 14 and len(c.unit.lines) == 1 for c in cells)
    label, number = (setter.style(name).leading for name in ("label", "dose"))
    below = 0.0 if inline else max(c.unit.height for c in cells)
    step = 7 + label + number + below + (2 if inline else 6)
    rows = -(-len(cells) // 3)
    high = rows * step + 2

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.line(x, top, x + theme.width, top, theme.ink, BOLD)
        for n, (elem, mark, words, digits, amount) in enumerate(cells):
            column, start = n % 3, top - n // 3 * step
            left = x + column * cell + (12 if column else 0)
            if column:
                pen.line(x + column * cell, start - 5, x + column * cell, start - step, theme.line, FINE)
            if n and not column:
                pen.line(x, start - 1, x + theme.width, start - 1, theme.line, FINE)
            pen.draw(mark, left, start - 7 - (label + mark.height) / 2, 1.0)
            with pen.tag(elem):
                pen.text(words, left + mark.width + 6, start - 7)
                pen.text(digits, left, start - 7 - label + 2)
                if inline:
                    base = _base(digits, start - 7 - label + 2)
                    pen.text(amount, left + digits.width + 1, _top(amount, base))
                else:
                    pen.text(amount, left, start - 7 - label - number + 4)
        pen.line(x, top - high, x + theme.width, top - high, theme.ink, FINE)

    return fixed(high, draw)


def _lines(setter: Typesetter, dose: tuple[b.Amount, ...], up: Elem) -> Piece:
    """Return cells with label, numeral and unit on one line, in as many columns as fit."""
    theme = setter.theme
    cells = _cells(setter, dose, up, theme.width, theme.width / 2)
    for columns in (3, 2, 1):
        wide = [max((_inline(c) for c in cells[n::columns]), default=0.0) for n in range(columns)]
        if sum(wide) + (columns - 1) * 14 <= theme.width:
            break
    gap = min(40.0, (theme.width - sum(wide)) / max(1, columns - 1))
    starts = [sum(wide[:n]) + n * gap for n in range(columns)]
    step = setter.style("dose").leading
    high = -(-len(cells) // columns) * step + 18

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.line(x, top, x + theme.width, top, theme.ink, BOLD)
        for n, (elem, _, label, number, unit) in enumerate(cells):
            left, start = x + starts[n % columns], top - 7 - n // columns * step
            base = _base(number, start)
            with pen.tag(elem):
                pen.text(label, left, _top(label, base))
                pen.text(number, left + label.width + 2, start)
                pen.text(unit, left + label.width + number.width + 3, _top(unit, base))
        pen.line(x, top - high, x + theme.width, top - high, theme.ink, FINE)

    return fixed(high, draw)


def _inline(cell: _Cell) -> float:
    return cell.label.width + cell.number.width + cell.unit.width + 3


def _base(words: Paragraph, top: float) -> float:
    """Return the height of the first baseline of words whose upper edge is at top."""
    return top - (words.style.leading - words.style.size) / 2 - 0.79 * words.style.size


def _top(words: Paragraph, base: float) -> float:
    """Return the upper edge that puts the first baseline of words at a height."""
    return base + (words.style.leading - words.style.size) / 2 + 0.79 * words.style.size
