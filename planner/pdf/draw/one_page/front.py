"""The front of the sheet for the fridge: cells with pictures at one scale, with all that is said on each page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, product
from typing import NamedTuple

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.draw.one_page.calls import contact_row, light_each, light_row, lit_width
from planner.pdf.file.tags import Elem
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import BREAK, Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import BETWEEN, GUTTER, INSIDE, LETTER, MEDIUM, MM, Style
from planner.pdf.layout.typesetter import JOIN, Typesetter, said

COLUMNS, ROWS = 3, 3
"""Of cells on a page; larger words have fewer columns."""
FRONTS = 2
"""Up to so many pages of cells each say when to stop and whom to call."""
FEW = 17
"""The fewest characters of a line in a cell."""
NUMERAL = 22.0
"""From the left edge of a cell to its words, in points at size standard."""
OVER = BETWEEN[1]
"""What a picture may reach into the gutters: somebody who lies outstretched on a mat is wider than a column."""
LOWEST = 20 * MM
"""The least room for the pictures of a row, so that its cells do not run into those above."""


class _Way(NamedTuple):
    """How a page makes room."""

    below: bool
    """Whether what is to be known about exercises stands below all of them, and not in their cells."""
    tight: bool
    """Whether there is less white between lines."""
    reduced: float = 1.0
    """What pictures are reduced by."""
    later: bool = True
    """Whether cells say the doses of later weeks; the line below the title says that there are some."""

    def says(self, move: b.FridgeMove) -> list[b.Words]:
        """Return what stands below an exercise's name."""
        notes = () if self.below else move.notes
        weeks = (move.weeks,) if move.weeks else ()
        return [move.dose, *notes, *weeks, *(move.later if self.later else ())]


WAYS = (
    *(_Way(below=below, tight=tight) for below, tight in product((False, True), repeat=2)),
    *(_Way(below=True, tight=True, reduced=reduced, later=later) for later in (True, False) for reduced in (0.9, 0.8)),
)
"""Tried in this order before there is a further page."""


@draws(b.Fridge)
def fridge(setter: Typesetter, block: b.Fridge, up: Elem) -> Iterator[Piece]:
    """Draw the front: at most three rows of cells on a page, each page with all that stands below them.

    Where there would be more than two, what stands below comes once, after the last row.
    """
    columns = _columns(setter)
    rows = [block.moves[n : n + columns] for n in range(0, len(block.moves), columns)]
    pages, way = next(_fitting(setter, block, rows), ([rows], _Way(below=True, tight=False)))
    for n, page in enumerate(pages):
        if n:
            yield BREAK
        front = _front(setter, block, page, up, way, again=n > 0)
        fits = stack(front).least <= setter.theme.room
        yield from [stack(front)] if fits else front  # as one: no theme loosens what just fits


_Rows = list[tuple[b.FridgeMove, ...]]


def _fitting(setter: Typesetter, block: b.Fridge, rows: _Rows) -> Iterator[tuple[list[_Rows], _Way]]:
    """Yield each way to have the rows on one or two pages, the best one first."""
    for count, way in product(range(1, FRONTS + 1), WAYS):
        for counts in product(range(ROWS, 0, -1), repeat=count):
            ends = list(accumulate(counts))
            pages = [rows[end - n : end] for n, end in zip(counts, ends, strict=True)]
            if ends[-1] == len(rows) and all(
                stack(_front(setter, block, page, Elem("Div"), way, again=n > 0)).least <= setter.theme.room
                for n, page in enumerate(pages)
            ):
                yield pages, way


def _columns(setter: Typesetter) -> int:
    """Return how many columns of cells hold words of this size."""
    return next((n for n in (COLUMNS, 2) if _cell_words(setter, n) >= FEW * LETTER * _size(setter)), 1)


def _size(setter: Typesetter) -> float:
    return setter.style("row").size


def _indent(setter: Typesetter) -> float:
    return NUMERAL * setter.theme.icons


def _cell_words(setter: Typesetter, columns: int) -> float:
    """Return the width of the words in a cell, in points."""
    return setter.theme.span(1, columns) - _indent(setter)


def _front(
    setter: Typesetter,
    block: b.Fridge,
    rows: _Rows,
    up: Elem,
    way: _Way,
    *,
    again: bool,
) -> list[Piece]:
    """Return a page: the title, rows of cells, what else there is to know, when to stop, whom to call.

    When to stop takes the place that the last row leaves free; else it is a row of its own.
    """
    theme = setter.theme
    group = Elem("L", "/A<</O/List/ListNumbering/Decimal>>")
    parts = [_title(setter, block, up, again=again)]
    up.kids.append(group)
    free = _columns(setter) - len(rows[-1])
    width = theme.span(free, _columns(setter))
    guide = _guide(setter, block, width, up) if free and lit_width(setter, block.lights) <= width else None
    parts += [_row(setter, row, group, way, guide if row is rows[-1] else None) for row in rows]
    if way.below:
        here = {move.number for row in rows for move in row}
        parts += _notes(setter, [note for note in block.notes if here.intersection(note.numbers)], up)
    below = [setter.rule(theme.width, MEDIUM)]
    if not guide:
        below += light_row(setter, block.lights, up)
        below += [setter.text(block.stop, "body", theme.width, up), setter.rule(theme.width)]
    below += contact_row(setter, block.contacts, up)
    for part in below[1:]:
        part.gap = INSIDE[0] if way.tight else INSIDE[1]
    return [*parts, stack(below, gap=BETWEEN[0])]


def _guide(setter: Typesetter, block: b.Fridge, width: float, up: Elem) -> tuple[Piece, Piece]:
    """Return the traffic light, one colour below the other, and when to stop."""
    lights = stack(list(light_each(setter, block.lights, up)))
    style = replace(setter.style("row"), weight=400)
    return lights, setter.said(setter.lines(block.stop, style, width), up.add("P"), width)


def _notes(setter: Typesetter, notes: Sequence[b.FridgeNote], up: Elem) -> Iterator[Piece]:
    """Yield a paragraph for each kind of notes."""
    for title in dict.fromkeys(note.title for note in notes):
        words = _joined([title, *(note.words for note in notes if note.title == title)])
        yield setter.text(words, "small", setter.theme.width, up, gap=INSIDE[1])


def _joined(sentences: Sequence[b.Words]) -> tuple[b.Run, ...]:
    out: list[b.Run] = []
    for words in sentences:
        out += [b.Run(" ")] if out else []
        out += (b.Run(words),) if isinstance(words, str) else words
    return tuple(out)


def _title(setter: Typesetter, block: b.Fridge, up: Elem, *, again: bool) -> Piece:
    """Return the title with the days at its right, on one baseline, and lines below; on a further page the title."""
    title = setter.title(b.Heading(block.title), Elem("Div") if again else up)
    if again:
        return title.again or space(0.0)
    days = setter.lines(block.days, "word", setter.theme.width) if block.days else None
    head = setter.lines(block.title, "h1", setter.theme.width)
    fits = days is not None and head.width + days.width + GUTTER <= setter.theme.width
    parts = [title]
    title.best = title.least = head.height if len(head.lines) == 1 else title.best
    if days and fits:
        drop = (head.style.leading - days.style.leading) / 2 + (head.style.size - days.style.size) * 0.29
        beside_title = stack([space(drop), said(days, up.add("P"))])
        parts = [beside([(0.0, title), (setter.theme.width - days.width, beside_title)])]
    elif block.days:
        parts.append(setter.text(block.days, "strong", setter.theme.width, up))
    parts += [setter.text(words, "body", setter.theme.width, up, gap=INSIDE[0]) for words in block.lines]
    shown = stack(parts)
    shown.again, shown.keep = title.again, True
    return shown


def _row(
    setter: Typesetter, moves: Sequence[b.FridgeMove], group: Elem, way: _Way, guide: tuple[Piece, Piece] | None
) -> Piece:
    """Return cells side by side, their pictures on one ground line; at their right when to stop, if it is given."""
    theme, columns = setter.theme, _columns(setter)
    width = theme.span(1, columns)
    strong = replace(setter.style("row"), weight=700)
    if way.tight:
        strong = replace(strong, leading=strong.leading - 1)
    scales = [_scale(setter, move.figure, width) * way.reduced for move in moves]
    tallest = max(
        move.figure.drawing.height * scale if move.figure else 0.0 for move, scale in zip(moves, scales, strict=True)
    )
    ground = max(LOWEST * way.reduced, tallest, guide[0].best + INSIDE[0] if guide else 0.0)
    cells = []
    for n, (move, scale) in enumerate(zip(moves, scales, strict=True)):
        cell = _cell(setter, move, way.says(move), group, scale=scale, ground=ground, width=width, strong=strong)
        cells.append((theme.column(n + 1, columns), cell))
    if guide:
        free = columns - len(moves)
        cells.append((theme.column(len(moves) + 1, columns), _guided(setter, guide, theme.span(free, columns), ground)))
    return beside(cells, gap=INSIDE[1] if way.tight else BETWEEN[0])


def _guided(setter: Typesetter, guide: tuple[Piece, Piece], width: float, ground: float) -> Piece:
    """Return the traffic light on the ground line, and below it when to stop."""
    lights, stop = guide

    def draw(pen: Pen, x: float, top: float) -> None:
        line = top - ground
        lights.draw(pen, x, line + lights.best + INSIDE[0], lights.best)
        pen.line(x, line, x + width, line, setter.theme.ink, MEDIUM)
        stop.draw(pen, x, line - INSIDE[1], stop.best)

    return fixed(ground + INSIDE[1] + stop.best, draw)


def _scale(setter: Typesetter, figure: b.Figure | None, width: float) -> float:
    """Return the scale of a figure's posture; less only for a picture that is wider than the cell."""
    if figure is None:
        return 0.0
    drawing = figure.drawing
    return min(setter.theme.scale("fridge", drawing.posture), (width + OVER) / drawing.width)


def _cell(
    setter: Typesetter,
    move: b.FridgeMove,
    says: Sequence[b.Words],
    group: Elem,
    *,
    scale: float,
    ground: float,
    width: float,
    strong: Style,
) -> Piece:
    """Return a cell: the picture on its line, below it numeral, name, dose and weeks."""
    theme, indent = setter.theme, _indent(setter)
    label, body = group.item()
    figure = setter.figure_elem(move.figure, body) if move.figure else None
    numeral = setter.lines(move.numeral + JOIN, "small numeral", width)
    indent = max(indent, numeral.width + INSIDE[0])
    light = replace(strong, weight=400)
    texts = [setter.said(setter.lines(move.title, strong, width - indent), body.add("P"), width)]
    texts += [setter.said(setter.lines(words, light, width - indent), body.add("P"), width) for words in says]
    words = stack(texts)

    def draw(pen: Pen, x: float, top: float) -> None:
        line = top - ground
        if move.figure and figure:
            left = x + (width - move.figure.drawing.width * scale) / 2
            setter.place(pen, figure, move.figure, left, line, scale, weight=theme.outline("fridge"))
        pen.line(x, line, x + width, line, theme.ink, MEDIUM)
        with pen.tag(label):
            pen.text(numeral, x, line - INSIDE[0])
        words.draw(pen, x + indent, line - INSIDE[1], words.best)

    return fixed(ground + INSIDE[1] + max(words.best, numeral.height - INSIDE[0]), draw)
