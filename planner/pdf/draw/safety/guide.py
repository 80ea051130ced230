"""How pain guides the exercises: the pain scale, the traffic light, what the pictures' signs mean."""

from collections.abc import Iterator, Sequence

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem, spoken
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lists import Sign, signed
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import BETWEEN, BOLD, CORNER, FINE, GUTTER, INSIDE, LETTER, MEDIUM, MM, SIZES, PageTheme
from planner.pdf.layout.typesetter import JOIN, Typesetter

TICK = (6.8 * MM, 7 * MM, 9.5 * MM)
"""The side of a box to tick, and of the signs of other alerts, which stand in one column with the boxes."""
FEW = 20
"""The fewest characters of a line in a column of signs or advice, which are short sentences."""
SCALE_GAP, SCALE = 2.6 * MM, 11 * MM
"""Between the groups of the pain scale, and its height."""
ROW = (27 * MM, 18 * MM)
"""The height of a row of the traffic light, and the one to which it may shrink so that the guide stays on its page."""
SHAPE, RANGE, WORD = 14 * MM, 22 * MM, 59 * MM
"""The side of its shape; where its range and its word start."""
CASE, KEY = 11 * MM, 5 * MM
"""From the left edge of a case's icon, and from the right edge of a sign of the pictures, to the words."""
LAST = 9 * MM
"""The side of the icon of the last line."""


def at(setter: Typesetter, values: tuple[float, float, float]) -> float:
    """Return the value at the theme's size."""
    return values[SIZES.index(setter.theme.size)]


def few(setter: Typesetter, width: float, style: str) -> bool:
    """Return whether a column of short sentences would be too narrow."""
    return width < FEW * LETTER * setter.style(style).size


@draws(b.PainScale)
def pain_scale(setter: Typesetter, block: b.PainScale, up: Elem) -> Iterator[Piece]:
    """Draw the scores 0 to 10 in three groups, with heavier frames for more pain."""
    theme = setter.theme
    high = max(SCALE, setter.style("score").leading + INSIDE[2])
    groups = [range(block.green + 1), range(block.green + 1, block.amber + 1), range(block.amber + 1, 11)]
    cell = (theme.width - 2 * SCALE_GAP) / 11
    elem = up.add("P")
    scores = [[setter.lines(f"{n}{JOIN}", "score", cell, "centre") for n in group] for group in groups]

    def draw(pen: Pen, x: float, top: float) -> None:
        left = x
        for group, weight in zip(scores, (FINE, MEDIUM, BOLD), strict=True):
            right = left + cell * len(group)
            half = weight / 2
            pen.frames([(left + half, top - high + half, right - half, top - half)], theme.ink, weight, CORNER)
            for n, score in enumerate(group):
                if n:
                    pen.line(left + n * cell, top - weight, left + n * cell, top - high + weight, theme.ink, FINE)
                with pen.tag(elem):
                    pen.text(score, left + n * cell, top - (high - score.height) / 2)
            left = right + SCALE_GAP

    yield fixed(high, draw)
    low = setter.text(block.low, "small", theme.width / 2, up)
    high_end = setter.text(block.high, "small", theme.width / 2, up, align="right")
    yield beside([(0.0, low), (theme.width / 2, high_end)], gap=INSIDE[0])
    yield space(BETWEEN[0], INSIDE[1])


@draws(b.Signals)
def signals(setter: Typesetter, block: b.Signals, up: Elem) -> Iterator[Piece]:
    """Draw rows of shape, range, word and what to do, between lines, all on one page."""
    theme = setter.theme
    ranges = [setter.lines(row.range + JOIN, "range", theme.width) for row in block.rows]
    word = max(WORD, RANGE + max(line.width for line in ranges) + BETWEEN[2])

    below = any(len(setter.lines(row.says, "body", theme.width - word).lines) > 2 for row in block.rows)
    made = [setter.rule(theme.width)]
    for row in block.rows:
        made += [_signal(setter, row, word, up, below=below), setter.rule(theme.width)]
    for piece in made[:-1]:
        piece.stays = True
    yield from [*made, space(BETWEEN[0], INSIDE[1])]


def _signal(setter: Typesetter, row: b.Signal, right: float, up: Elem, *, below: bool) -> Piece:
    """Return shape, range and word, with what to do below the word, or below both."""
    theme = setter.theme
    head, text = up.add("H2"), up.add("P")
    numbers = setter.lines(row.range + JOIN, "range", right - RANGE)
    word = setter.lines(row.word, "word", theme.width - right)
    says = setter.lines(row.says, "body", theme.width - (RANGE if below else right))
    mark = icon(row.icon, SHAPE, theme.ink)
    top_line = max(word.height, numbers.height) if below else word.height
    high = top_line + says.height

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        middle = top - height / 2
        start = middle + high / 2
        pen.draw(mark, x, middle - mark.height / 2, 1.0)
        with pen.tag(head):
            if below:
                pen.text(numbers, x + RANGE, start)
                rise = (numbers.style.size - word.style.size) * 0.29  # on one baseline
                pen.text(word, x + right, start - (numbers.height - word.height) / 2 - rise)
            else:
                pen.text(numbers, x + RANGE, middle + numbers.height / 2)
                pen.text(word, x + right, start)
        with pen.tag(text):
            pen.text(says, x + (RANGE if below else right), start - top_line)

    best, least = (max(row_high, high + white) for row_high, white in zip(ROW, (BETWEEN[0], INSIDE[1]), strict=True))
    return Piece(best, draw, least)


@draws(b.Cases)
def cases(setter: Typesetter, block: b.Cases, up: Elem) -> Iterator[Piece]:
    """Draw advice in rows of two; one below the other if the words are large."""
    half = setter.theme.span(3, 6)
    indent = CASE * setter.theme.icons
    columns = 1 if few(setter, half - indent, "body") else 2
    width = half if columns == 2 else setter.theme.width
    for start in range(0, len(block.items), columns):
        row = [_case(setter, item, width, indent, up) for item in block.items[start : start + columns]]
        lefts = (0.0, setter.theme.column(4, 6))
        yield beside(list(zip(lefts, row, strict=False)), gap=BETWEEN[0] if start else 0.0)
    yield space(BETWEEN[0], INSIDE[1])


def _case(setter: Typesetter, item: b.Case, width: float, indent: float, up: Elem) -> Piece:
    title = setter.text(item.title, "h2", width - indent, up, "H2")
    words = setter.text(item.words, "body", width - indent, up)
    size = at(setter, TICK)
    mark = icon(item.icon, size, setter.theme.ink)
    drop = (setter.style("h2").leading - size) / 2
    sign = fixed(size, lambda pen, x, top: pen.draw(mark, x, top - drop - size, 1.0))
    return beside([(0.0, sign), (indent, stack([title, words]))])


@draws(b.Key)
def key(setter: Typesetter, block: b.Key, up: Elem) -> Iterator[Piece]:
    """Draw each sign as it is in the pictures, with its word."""
    shown = sign_key(setter, block, up)
    shown.stays = True  # what closes the page is not alone on one
    yield shown


def sign_key(setter: Typesetter, block: b.Key, up: Elem, style: str = "h2") -> Piece:
    """Return signs with their words under a title of this style: in three columns, or as many as the words leave."""
    theme = setter.theme
    parts = [setter.rule(theme.width), space(INSIDE[2]), setter.text(block.title, style, theme.width, up, "H2")]
    group = up.add("L", "/A<</O/List/ListNumbering/None>>")
    size = 20.0 * theme.icons
    indent = size + KEY
    widths = [indent + setter.lines(words, "body", theme.width).width for _, _, words in block.signs]
    lefts = next((found for n in (3, 2) if (found := _columns(theme, widths, n))), [0.0])
    ends = [*lefts[1:], theme.width]
    cells: list[Piece] = []
    leading = setter.style("body").leading
    for n, (name, alt, words) in enumerate(block.signs):
        width = ends[n % len(lefts)] - lefts[n % len(lefts)]
        label, body = group.item()
        label.attrs = spoken("ActualText", alt + JOIN)
        sign = Sign(icon(name, size, theme.accent), (leading + size) / 2, indent)
        cells.append(signed(setter, words, "body", width, (label, body), sign, gap=0.0))
    parts += [beside(list(zip(lefts, row, strict=False)), gap=INSIDE[1]) for row in _rows(cells, len(lefts))]
    return stack(parts)


def _columns(theme: PageTheme, widths: Sequence[float], count: int) -> list[float]:
    """Return the left edges of columns for things in rows: equal ones, or as wide as they need; none if too wide."""
    needed = [max(widths[n::count], default=0.0) for n in range(count)]
    if max(needed) <= theme.span(1, count):
        return [theme.column(n + 1, count) for n in range(count)]
    between = (theme.width - sum(needed)) / (count - 1)
    return [sum(needed[:n]) + n * between for n in range(count)] if between >= GUTTER else []


def _rows(cells: Sequence[Piece], columns: int) -> Iterator[Sequence[Piece]]:
    for start in range(0, len(cells), columns):
        yield cells[start : start + columns]


@draws(b.LastLine)
def last_line(setter: Typesetter, block: b.LastLine, up: Elem) -> Iterator[Piece]:
    """Draw the sentence at the foot of its page."""
    yield closing_line(setter, block, LAST * setter.theme.icons, up.add("P"))


def closing_line(setter: Typesetter, block: b.LastLine, size: float, elem: Elem) -> Piece:
    """Return a sentence that takes its room in the flow and is drawn at the lower edge of the live area."""
    closing = setter.closing(b.Foot(block.icon, block.words), size)
    return fixed(closing.height, lambda pen, _x, _top: closing.draw(pen, elem))
