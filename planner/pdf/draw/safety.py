"""The safety pages and the guidelines: framed alerts, the pain scale, the traffic light, numbered principles."""

from collections.abc import Iterator

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.draw.base import listed
from planner.pdf.file.tags import Elem
from planner.pdf.layout.icons import icon
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, parted, seen, space, stack
from planner.pdf.layout.theme import FINE, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter, said

INSET = 7 * MM
"""The distance from the edge of an alert's frame to its contents."""
LARGE, SMALL = 40.0, 22.0
"""The size of the sign of an alert of rank 1, and of the others, in points at size standard."""
FRAMES = {1: 2.8, 2: 1.1, 3: 0.0}
"""The weight of an alert's frame by its rank, in points: the more urgent, the heavier."""


@draws(b.Alert)
def alert(setter: Typesetter, block: b.Alert, up: Elem) -> Iterator[Piece]:
    """Draw what to do, then the signs; an alert too long for any page continues in a second frame of the same title."""
    if block.rank == 3:
        yield _plain_alert(setter, block, up)
        return
    first = block.rank == 1
    inner = setter.theme.width - 2 * INSET
    head = alert_head(setter, block, inner, up)
    signs: list[Piece] = []
    for item in block.blocks:
        if isinstance(item, b.Items):
            gap = 12.0 if first and item.columns == 1 else 8.0  # side by side they are a sheet's, which has little room
            signs += listed(setter, item, inner, up, style="sign", gap=gap)
    yield alert_frame(setter, block, head, signs)
    yield space(16.0, 7.0)


def alert_head(setter: Typesetter, block: b.Alert, width: float, up: Elem) -> Piece:
    """Return an alert's sign, title and what to do."""
    first = block.rank == 1
    size = (LARGE if first else SMALL) * setter.theme.icons
    indent = size + (12 if first else 11)
    title = setter.text(block.title, "word" if first else "h2", width - indent, up, "H2")
    words = [title, setter.text(block.note, "body", width - indent, up)] if block.note else [title]
    mark = icon(block.icon, size, setter.theme.ink)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.draw(mark, x, top - size - (3 if first else 1), 1.0)

    return beside([(0.0, fixed(size + 3, draw)), (indent, stack(words))])


def alert_frame(setter: Typesetter, block: b.Alert, head: Piece, signs: list[Piece]) -> Piece:
    """Return a frame round head and signs; split, both frames have the head, marked as a repetition in the second."""
    theme = setter.theme
    pad = 16.0 if block.rank == 1 else 12.0
    if signs:
        signs[0].gap = 0.0
    above = [space(pad, pad * 0.7), head, space(14.0, 9.0)]
    below = space(pad, pad * 0.7)
    spaced = setter.spread(signs)
    frame = setter.framed(stack([*above, *spaced, below]), theme.width, FRAMES[block.rank], inset=INSET, pad=0.0)

    anywhere = frame.part

    more = said(setter.lines(block.more, "strong", theme.width - 2 * INSET), Elem("P"), gap=9.0) if block.more else None

    def part(room: float) -> tuple[Piece, Piece] | None:
        inside = room - stack([*above, below]).least - (more.best + more.gap if more else 0.0)
        two = parted(spaced, inside)
        while two and len(two[0]) > 2 and stack(two[1]).least < stack(two[0][:-1]).least:  # as even as can be
            two = parted(spaced, stack(two[0][:-1]).least - 1)
        if two is None:  # the head alone is higher
            return anywhere(room) if anywhere else None
        first = [*two[0], seen(more)] if more else two[0]
        return alert_frame(setter, block, head, first), alert_frame(setter, block, seen(head), two[1])

    frame.part = part
    return frame


def _plain_alert(setter: Typesetter, block: b.Alert, up: Elem) -> Piece:
    """Return an alert of the lowest rank: no frame, its words beside the title; below it if too narrow."""
    theme = setter.theme
    size = SMALL * theme.icons
    inset, words_at = INSET + size + 11, theme.column(3, 6) + 16
    mark = icon(block.icon, size, theme.ink)
    below = setter.lines(block.title, "h2", theme.width).width > words_at - inset
    width = theme.width - INSET - (inset if below else words_at)
    title = setter.text(block.title, "h2", width if below else words_at - inset, up, "H2")
    note = setter.text(block.note, "sign", width, up)
    sign = fixed(size + 1, lambda pen, x, top: pen.draw(mark, x + INSET, top - size - 1, 1.0))
    if below:
        return beside([(0.0, sign), (inset, stack([title, note]))])
    return beside([(0.0, sign), (inset, title), (words_at, stack([space(3.0), note]))])


@draws(b.PainScale)
def pain_scale(setter: Typesetter, block: b.PainScale, up: Elem) -> Iterator[Piece]:
    """Draw the scores 0 to 10 in three groups 3 mm apart, with heavier frames for more pain."""
    theme = setter.theme
    gap, high = 3 * MM, setter.style("score").leading + 18.0
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
                    pen.line(left + n * cell, top - 4, left + n * cell, top - high + 4, theme.ink, FINE)
                with pen.tag(elem):
                    pen.text(score, left + n * cell, top - (high - score.height) / 2)
            left = right + gap

    yield fixed(high, draw)
    low = setter.text(block.low, "small", theme.width / 2, up)
    high_end = setter.text(block.high, "small", theme.width / 2, up, align="right")
    yield beside([(0.0, low), (theme.width / 2, high_end)], gap=4)
    yield space(16.0, 8.0)


@draws(b.Signals)
def signals(setter: Typesetter, block: b.Signals, up: Elem) -> Iterator[Piece]:
    """Draw rows of shape, range, word and what to do, between lines, all on one page."""
    made = [setter.rule(setter.theme.width)]
    for row in block.rows:
        made += [_signal(setter, row, up), setter.rule(setter.theme.width)]
    for piece in made[:-1]:
        piece.stays = True
    yield from [*made, space(20.0, 10.0)]


def _signal(setter: Typesetter, row: b.Signal, up: Elem) -> Piece:
    """Return shape, range and word, with what to do below the word; below both if that is too narrow."""
    theme = setter.theme
    left, right = theme.column(2, 6), theme.column(4, 6)
    head, text = up.add("H2"), up.add("P")
    numbers = setter.lines(row.range + JOIN, "range", right - left)
    word = setter.lines(row.word, "word", theme.width - right)
    below = theme.narrow(theme.width - right)
    says = setter.lines(row.says, "body", theme.width - (left if below else right))
    mark = icon(row.icon, 19.5 * MM, theme.ink)
    top_line = max(word.height, numbers.height) if below else word.height
    high = top_line + says.height

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        middle = top - height / 2
        start = middle + high / 2
        pen.draw(mark, x, middle - mark.height / 2, 1.0)
        with pen.tag(head):
            if below:
                pen.text(numbers, x + left, start)
                rise = (numbers.style.size - word.style.size) * 0.29  # on one baseline
                pen.text(word, x + right, start - (numbers.height - word.height) / 2 - rise)
            else:
                pen.text(numbers, x + left, middle + numbers.height / 2)
                pen.text(word, x + right, start)
        with pen.tag(text):
            pen.text(says, x + (left if below else right), start - top_line)

    return Piece(max(37 * MM, high + 16), draw, max(28 * MM, high + 12))
