"""The safety pages and the guidelines: framed alerts, the pain scale, the traffic light, numbered principles."""

from collections.abc import Iterator

from planner import blocks as b
from planner.pdf.icons import icon
from planner.pdf.layout import Piece, beside, fixed, space, stack
from planner.pdf.pen import Pen
from planner.pdf.setter import JOIN, Setter, said
from planner.pdf.tags import Elem
from planner.pdf.theme import GUTTER, MM

FRAMES = {1: 2.8, 2: 1.1, 3: 0.0}
"""Weight of an alert's frame by its rank: weight is rank."""


def alert(setter: Setter, block: b.Alert, up: Elem) -> Iterator[Piece]:
    """What to do, then the signs. Never breaks."""
    if block.rank == 3:
        yield _plain_alert(setter, block, up)
        return
    first = block.rank == 1
    inset = 7 * MM
    inner = setter.theme.width - 2 * inset
    size = 40.0 if first else 22.0
    indent = size + (12 if first else 11)
    words = [said(setter.lines(block.title, "word" if first else "h2", inner - indent), up.add("H2"))]
    if block.note:
        words.append(setter.text(block.note, "body", inner - indent, up))
    title = stack(words)
    mark = icon(block.icon, size, setter.theme.ink)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.draw(mark, x, top - size - (3 if first else 1), 1.0)
        title.draw(pen, x + indent, top, title.best)

    pad = 16.0 if first else 12.0
    parts = [space(pad, pad * 0.7), fixed(max(title.best, size + 3), draw), space(14.0, 9.0)]
    for item in block.blocks:
        if isinstance(item, b.Items):
            signs = items(setter, item, inner, up, style="sign", gap=12.0 if first else 9.0)
            signs[0].gap = 0.0
            parts += setter.spread(signs, 8.0)
    parts.append(space(pad, pad * 0.7))
    yield setter.framed(stack(parts), setter.theme.width, FRAMES[block.rank], inset=inset, pad=0.0)
    yield space(16.0, 7.0, 26.0)


def _plain_alert(setter: Setter, block: b.Alert, up: Elem) -> Piece:
    """The lowest rank: no frame, the words beside the title."""
    theme = setter.theme
    inset, words_at = 7 * MM + 33, theme.column(3, 6) + 16
    title = said(setter.lines(block.title, "h2", words_at - inset), up.add("H2"))
    note = setter.text(block.note, "sign", theme.width - words_at - 7 * MM, up)
    mark = icon(block.icon, 22.0, theme.ink)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.draw(mark, x + 7 * MM, top - 23, 1.0)
        title.draw(pen, x + inset, top, title.best)
        note.draw(pen, x + words_at, top - 3, note.best)

    return fixed(max(title.best, note.best + 3), draw)


def items(
    setter: Setter, block: b.Items, width: float, up: Elem, *, style: str = "body", gap: float = 10.0
) -> list[Piece]:
    """A list; in columns it is one piece, read column by column."""
    if block.columns == 1:
        return setter.list_items(block.items, width, up, icons=block.icons, style=style, gap=gap)
    group = up.add("L", "/A<</O/List/ListNumbering/Disc>>")
    share = (width - 14) / 2
    made = [setter.item(words, "bullet", share, group, style=style, gap=gap, indent=20.0) for words in block.items]
    heights = [piece.best + gap for piece in made]
    cut = min(range(1, len(made) + 1), key=lambda n: max(sum(heights[:n]), sum(heights[n:])))
    columns = [(0.0, stack(setter.spread(made[:cut], 6.0))), (share + 14, stack(setter.spread(made[cut:], 6.0)))]
    return [beside(columns, gap=gap)]


def pain_scale(setter: Setter, block: b.PainScale, up: Elem) -> Iterator[Piece]:
    """0 to 10 in three groups 3 mm apart; the frames grow heavier."""
    theme = setter.theme
    gap, high = 3 * MM, 42.0
    groups = [range(block.green + 1), range(block.green + 1, block.amber + 1), range(block.amber + 1, 11)]
    cell = (theme.width - 2 * gap) / 11
    elem = up.add("P")
    scores = [[setter.lines(f"{n}{JOIN}", "score", cell, "centre") for n in group] for group in groups]

    def draw(pen: Pen, x: float, top: float) -> None:
        left = x
        for group, weight in zip(scores, (1.1, 2.0, 3.2), strict=True):
            right = left + cell * len(group)
            half = weight / 2
            pen.frames([(left + half, top - high + half, right - half, top - half)], theme.ink, weight, 1.6 * MM)
            for n, score in enumerate(group):
                if n:
                    pen.line(left + n * cell, top - 4, left + n * cell, top - high + 4, theme.ink, 0.75)
                with pen.tag(elem):
                    pen.text(score, left + n * cell, top - (high - 24) / 2)
            left = right + gap

    yield fixed(high, draw)
    low = setter.text(block.low, "small", theme.width / 2, up)
    high_end = setter.text(block.high, "small", theme.width / 2, up, align="right")
    yield beside([(0.0, low), (theme.width / 2, high_end)], gap=4)
    yield space(16.0, 8.0, 24.0)


def signals(setter: Setter, block: b.Signals, up: Elem) -> Iterator[Piece]:
    """Rows of shape, range, word and what to do, between lines."""
    yield setter.rule(setter.theme.width)
    for row in block.rows:
        yield _signal(setter, row, up)
        yield setter.rule(setter.theme.width)
    yield space(20.0, 10.0, 26.0)


def _signal(setter: Setter, row: b.Signal, up: Elem) -> Piece:
    theme = setter.theme
    left, right = theme.column(2, 6), theme.column(4, 6)
    head, text = up.add("H2"), up.add("P")
    numbers = setter.lines(row.range + JOIN, "range", right - left)
    word = setter.lines(row.word, "word", theme.width - right)
    says = setter.lines(row.says, "body", theme.width - right)
    mark = icon(row.icon, 19.5 * MM, theme.ink)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        middle = top - height / 2
        start = middle + (word.height + says.height) / 2
        pen.draw(mark, x, middle - mark.height / 2, 1.0)
        with pen.tag(head):
            pen.text(numbers, x + left, middle + numbers.height / 2)
            pen.text(word, x + right, start)
        with pen.tag(text):
            pen.text(says, x + right, start - word.height)

    high = word.height + says.height
    return Piece(max(37 * MM, high + 16), draw, max(28 * MM, high + 12))


def principles(setter: Setter, block: b.Principles, up: Elem) -> Iterator[Piece]:
    """Equal rows that fill the page: numeral, words, and a figure on the row's line."""
    for row in block.rows:
        yield _principle(setter, row, up)


def _principle(setter: Setter, row: b.Principle, up: Elem) -> Piece:
    theme = setter.theme
    left, figure_width = theme.column(2, 6), theme.span(2, 6)
    wide = theme.width - left - figure_width - GUTTER
    head, text = up.add("H2"), up.add("P")
    numeral = setter.lines(row.numeral + JOIN, "list numeral", 200.0)
    title = setter.lines(row.title, "word", wide)
    says = setter.lines(row.says, "body", wide)
    figure = row.figure
    elem = setter.figure_elem(figure, up) if figure else None

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        foot, middle = top - height, top - height / 2
        start = middle + (title.height + says.height) / 2
        with pen.tag(head):
            pen.text(numeral, x - 2, middle + numeral.height / 2)
            pen.text(title, x + left, start)
        with pen.tag(text):
            pen.text(says, x + left, start - title.height)
        if figure and elem:
            drawing = figure.drawing
            scale = min((height - 8) / (drawing.height - drawing.ground), figure_width / drawing.width, 0.78)
            setter.place(pen, elem, figure, x + theme.width - drawing.width * scale, foot, scale)
        pen.line(x, foot, x + theme.width, foot, theme.ink, 1.1)

    least = title.height + says.height + 16
    return Piece(max(least, 100.0), draw, max(least, 80.0), 170.0)
