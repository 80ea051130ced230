"""How a card's pictures and steps are arranged.

All pictures of a card have one scale. They stand below each other with their steps beside them; next to each other
with their steps below, each its own or all in one list; or next to each other with all steps beside them. Which of
these can be read depends on how many letters a line holds: a column that is too narrow is not offered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from planner import blocks as b
from planner.pdf.file.tags import Elem
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack, together
from planner.pdf.layout.theme import BOLD, GUTTER, MM, Theme
from planner.pdf.layout.typesetter import JOIN, Typesetter

LEAST_HIGH, LEAST_WIDE = 38 * MM, 70 * MM
"""The least height or width of a picture, in points."""
MOST_HIGH = 92 * MM
"""The most height of a picture, in points."""
LARGEST = 1.75
"""The largest scale, in points per centimetre of a person: larger pictures show nothing more."""
STEP = 23.0
"""The distance from the left of a step's number to its words, in points at size standard."""


@dataclass(frozen=True)
class Arranged:
    """Pictures and steps in an arrangement."""

    made: Callable[[float], Piece]
    """Makes the piece at a scale."""
    least: float
    most: float
    """The smallest and the largest scale; most is 0 if the arrangement cannot be used here."""
    favour: float
    """A factor to the scale when arrangements are compared: above 1 if the words are easier to follow."""

    def largest(self, room: float) -> float | None:
        """Return the largest scale at which it fits into a height in points; None if there is none."""
        if self.most < self.least:
            return None
        steps = [self.most - (self.most - self.least) * n / 24 for n in range(25)]
        return next((scale for scale in steps if self.made(scale).least <= room), None)


Arrange = Callable[[Typesetter, b.Card, Elem], Arranged]


def arrangements(theme: Theme, pictures: int) -> tuple[tuple[Arrange, ...], ...]:
    """Return arrangements to try, in groups from the best on; for larger type fewer put pictures beside their steps."""
    rows = tuple(partial(_together, abreast=n, labels=labels) for n in (3, 2) for labels in (True, False))
    if theme.size == "standard":
        return ((_beside, _row_beside, _above) if pictures < 3 else (_beside, _row_beside, _pairs, _above), rows)
    narrower = tuple(partial(_beside, columns=n) for n in (6, 4))
    return ((*narrower, partial(_row_beside, columns=6), _above, _pairs, *rows),)


def limits(block: b.Card, width: float) -> tuple[float, float]:
    """Return the smallest and the largest scale of a card's pictures, if each has a width in points."""
    drawings = [p.figure.drawing for p in block.pictures if p.figure]
    if not drawings:
        return 1.0, 1.0
    widest, highest = max(d.width for d in drawings), max(d.height for d in drawings)
    most = min(width / widest, MOST_HIGH / highest, LARGEST)
    return min(LEAST_HIGH / highest, LEAST_WIDE / widest, LARGEST), most


def _useless() -> Arranged:
    return Arranged(lambda _: stack([]), 1.0, 0.0, 0.0)


def _readable(setter: Typesetter, width: float) -> bool:
    return not setter.theme.narrow(width - STEP * setter.theme.unit)


# -- each picture with its own steps ---------------------------------------------------------------------------------


def _beside(setter: Typesetter, block: b.Card, up: Elem, *, columns: int = 7) -> Arranged:
    """Put pictures one below the other at the left (7 columns of 12 by default), each with its steps at the right."""
    theme = setter.theme
    wide = theme.span(columns)
    words_at = wide + GUTTER
    if any(p.figure for p in block.pictures) and not _readable(setter, theme.width - words_at):
        return _useless()
    parts = []
    for picture in block.pictures:
        width = theme.width - words_at if picture.figure else setter.measure(theme.width)
        elem = setter.figure_elem(picture.figure, up) if picture.figure else None
        parts.append((picture.figure, elem, stack(_steps(setter, picture, width, up))))

    def made(scale: float) -> Piece:
        out: list[Piece] = []
        for n, (figure, elem, words) in enumerate(parts):
            if n:
                out.append(space(14.0, 8.0))
            out.append(_row(setter, figure, elem, words, scale, wide) if figure and elem else words)
        return stack(out)

    return Arranged(made, *limits(block, wide), 1.15)


def _row(setter: Typesetter, figure: b.Figure, elem: Elem, words: Piece, scale: float, wide: float) -> Piece:
    """Return a picture on its ground line with its words at the right, their last line level with it."""
    best = max(_high(figure, scale), words.best + 2)
    sunk = figure.drawing.ground * scale

    def draw(pen: Pen, x: float, top: float, _height: float) -> None:
        ground = top - best + sunk
        setter.place(pen, elem, figure, x + (wide - figure.drawing.width * scale) / 2, ground, scale)
        pen.line(x, ground, x + wide, ground, setter.theme.ink, BOLD)
        words.draw(pen, x + wide + GUTTER, top - best + words.best, words.best)

    def part(room: float) -> tuple[Piece, Piece] | None:
        two = words.part(room - 2) if words.part and _high(figure, scale) <= room else None
        if two is None:
            return None
        return _row(setter, figure, elem, two[0], scale, wide), beside([(wide + GUTTER, two[1])])

    return Piece(best, draw, part=part)


def _above(setter: Typesetter, block: b.Card, up: Elem) -> Arranged:
    """Put pictures side by side, each with its steps below."""
    count = len(block.pictures)
    wide = (setter.theme.width - (count - 1) * GUTTER) / count
    if count < 2 or not all(p.figure for p in block.pictures) or not _readable(setter, wide):
        return _useless()
    cells = _cells(setter, block, wide, up)
    return Arranged(lambda scale: _abreast(setter, cells, scale, wide), *limits(block, wide), 1.0)


def _pairs(setter: Typesetter, block: b.Card, up: Elem) -> Arranged:
    """Put pictures in rows of two, each with its steps below; an odd last one has them beside it."""
    wide = setter.theme.span(3, 6)
    if len(block.pictures) < 3 or not all(p.figure for p in block.pictures) or not _readable(setter, wide):
        return _useless()
    cells = _cells(setter, block, wide, up)

    def made(scale: float) -> Piece:
        rows: list[Piece] = []
        for n in range(0, len(cells), 2):
            if n:
                rows.append(space(14.0, 8.0))
            last = n + 1 == len(cells)
            figure, elem, words = cells[n]
            rows.append(
                _row(setter, figure, elem, words, scale, wide)
                if last
                else _abreast(setter, cells[n : n + 2], scale, wide)
            )
        return stack(rows)

    return Arranged(made, *limits(block, wide), 1.0)


_Cell = tuple[b.Figure, Elem, Piece]


def _cells(setter: Typesetter, block: b.Card, wide: float, up: Elem) -> list[_Cell]:
    """Return pictures with their steps, set in a column's width (points)."""
    cells = []
    for picture in block.pictures:
        if picture.figure:
            elem = setter.figure_elem(picture.figure, up)
            cells.append((picture.figure, elem, stack(_steps(setter, picture, wide, up))))
    return cells


def _abreast(setter: Typesetter, cells: Sequence[_Cell], scale: float, wide: float) -> Piece:
    """Return pictures on one ground line, each with its words below."""
    high = max(_high(figure, scale) for figure, _, _ in cells)
    columns = []
    for n, (figure, elem, words) in enumerate(cells):
        column = stack([_standing(setter, figure, elem, scale, wide, high), space(6.0), words])
        columns.append((n * (wide + GUTTER), column))
    return beside(columns)


def _standing(
    setter: Typesetter, figure: b.Figure, elem: Elem, scale: float, wide: float, high: float, *, draws: bool = True
) -> Piece:
    """Return a picture in the middle of its ground line."""
    sunk = figure.drawing.ground * scale

    def draw(pen: Pen, x: float, top: float) -> None:
        ground = top - high + sunk
        setter.place(pen, elem, figure, x + (wide - figure.drawing.width * scale) / 2, ground, scale)
        if draws:
            pen.line(x, ground, x + wide, ground, setter.theme.ink, BOLD)

    return Piece(high, lambda pen, x, top, _: draw(pen, x, top), keep=True)


def standing(setter: Typesetter, figure: b.Figure, elem: Elem, room: float) -> Piece:
    """Return a picture on a ground line across the page, as large as fits a height in points."""
    wide, drawing = setter.theme.width, figure.drawing
    scale = min(wide / drawing.width, min(room, MOST_HIGH) / drawing.height, LARGEST)
    return _standing(setter, figure, elem, scale, wide, _high(figure, scale))


# -- all steps together ----------------------------------------------------------------------------------------------


def _row_beside(setter: Typesetter, block: b.Card, up: Elem, *, columns: int = 7) -> Arranged:
    """Put pictures side by side at the left, all steps at the right: for upright figures."""
    theme = setter.theme
    wide = theme.span(columns)
    words_at = wide + GUTTER
    count = len(block.pictures)
    if count < 2 or not all(p.figure for p in block.pictures) or not _readable(setter, theme.width - words_at):
        return _useless()
    each = (wide - (count - 1) * 8) / count
    cells = []
    for picture in block.pictures:
        if picture.figure:
            elem = setter.figure_elem(picture.figure, up)
            words = stack(_steps(setter, picture, theme.width - words_at, up))
            words.gap = 12.0
            name = setter.lines(picture.label, "label", each, "centre")
            cells.append((picture.figure, elem, name, words))
    steps = stack([words for *_, words in cells], gap=0.0)
    below = max(name.height for _, _, name, _ in cells) + 4

    def made(scale: float) -> Piece:
        high = max(_high(figure, scale) for figure, *_ in cells)
        best = max(high + below, steps.best)

        def draw(pen: Pen, x: float, top: float) -> None:
            for n, (figure, elem, name, _) in enumerate(cells):
                left = x + n * (each + 8)
                ground = top - best + below + figure.drawing.ground * scale
                setter.place(pen, elem, figure, left + (each - figure.drawing.width * scale) / 2, ground, scale)
                pen.text(name, left, top - best + below - 3)
            pen.line(x, top - best + below, x + wide, top - best + below, theme.ink, BOLD)
            steps.draw(pen, x + words_at, top - (best - steps.best) / 2, steps.best)

        return fixed(best, draw)

    return Arranged(made, *limits(block, each), 1.0)


def _together(setter: Typesetter, block: b.Card, up: Elem, *, abreast: int, labels: bool) -> Arranged:
    """Put pictures in rows, and all steps below over the full width.

    Each picture names its steps below it; if there is no room, its first step names the picture instead.
    """
    pictures = block.pictures
    count = min(abreast, len(pictures))
    if not all(p.figure for p in pictures) or (abreast > 2 and len(pictures) < 3):
        return _useless()
    wide = (setter.theme.width - (count - 1) * GUTTER) / count
    cells = []
    for picture in pictures:
        if picture.figure:
            elem = setter.figure_elem(picture.figure, up)
            name = setter.text(_named(picture), "label", wide, up) if labels else None
            cells.append((picture.figure, elem, name))
    steps = setter.spread(_numbered(setter, pictures, setter.theme.width, up, named=not labels))

    def made(scale: float) -> Piece:
        high = max(_high(figure, scale) for figure, *_ in cells)
        rows: list[Piece] = []
        for start in range(0, len(cells), count):
            columns = []
            for n, (figure, elem, name) in enumerate(cells[start : start + count]):
                shown = _standing(setter, figure, elem, scale, wide, high)
                columns.append((n * (wide + GUTTER), stack([shown, space(3.0), name] if name else [shown])))
            rows += [beside(columns), space(10.0, 6.0)]
        return stack([*rows, *steps])

    return Arranged(made, *limits(block, wide), 0.9 if labels else 0.5)


def one_by_one(setter: Typesetter, block: b.Card, up: Elem) -> tuple[Callable[[float], list[Piece]], float, float]:
    """Return a function that makes each picture with its steps at a scale, and the scale's bounds."""
    theme = setter.theme
    side = theme.span(4)
    low, most = limits(block, theme.width)
    tall = all(p.figure.drawing.height > 1.2 * p.figure.drawing.width for p in block.pictures if p.figure)
    at_side = tall and _readable(setter, theme.width - side - GUTTER)
    if at_side:
        most = min(most, limits(block, side)[1])
    parts: list[tuple[b.Picture, Elem | None, list[Piece]]] = []
    for picture in block.pictures:
        elem = setter.figure_elem(picture.figure, up) if picture.figure else None
        width = theme.width - side - GUTTER if at_side and elem else theme.width
        parts.append((picture, elem, _steps(setter, picture, width, up)))

    def made(scale: float) -> list[Piece]:
        out: list[Piece] = []
        for n, (picture, elem, words) in enumerate(parts):
            figure = picture.figure
            if n:
                out.append(space(14.0, 8.0))
            if figure and elem and at_side:
                out.append(_row(setter, figure, elem, stack(words), scale, side))
            elif figure and elem:
                shown = _standing(setter, figure, elem, scale, theme.width, _high(figure, scale))
                out.append(stack([shown, space(6.0), *words]))
            else:
                out += together(words)
        return out

    return made, min(low, most), most


# -- steps -----------------------------------------------------------------------------------------------------------


def _high(figure: b.Figure, scale: float) -> float:
    return figure.drawing.height * scale


def _named(picture: b.Picture) -> str:
    """Return the numbers of a picture's steps and its name, such as `3-5 Lift`."""
    last = picture.first + len(picture.steps) - 1
    numbers = f"{picture.first}–{last}" if last > picture.first else f"{picture.first}"  # noqa: RUF001 - a range
    return f"{numbers}{JOIN}{JOIN}{picture.label}" if picture.label else numbers


def _steps(setter: Typesetter, picture: b.Picture, width: float, up: Elem) -> list[Piece]:
    """Return a picture's name and its steps, which are numbered through the card."""
    out = [setter.text(picture.label, "label", width, up)] if picture.label else []
    for piece in out:
        piece.keep = True
    return [*out, *_numbered(setter, (picture,), width, up)]


def _numbered(
    setter: Typesetter, pictures: Sequence[b.Picture], width: float, up: Elem, *, named: bool = False
) -> list[Piece]:
    """Return the steps of pictures as one list; named: each picture's first step begins with its name."""
    group = up.add("L", "/A<</O/List/ListNumbering/Decimal>>")
    indent = STEP * setter.theme.unit
    out: list[Piece] = []
    for picture in pictures:
        style = "body" if picture.figure else "lead"  # without a picture there is room for larger words
        for n, words in enumerate(picture.steps, picture.first):
            label, body = group.item()
            said = _after(picture.label, words) if named and picture.label and n == picture.first else words
            lines = setter.lines(said, style, width - indent)
            number = replace(setter.style("step number"), leading=lines.style.leading)
            sign = setter.said(setter.lines(f"{n}{JOIN}", number, indent), label, indent)
            text = setter.said(lines, body, width - indent)
            out.append(beside([(0.0, sign), (indent, text)], gap=7.0 if out else 3.0))
    return out


def _after(name: str, words: b.Words) -> b.Words:
    return (b.Run(name, strong=True), b.Run("  "), *((b.Run(words),) if isinstance(words, str) else words))
