"""The safety pages: framed alerts with signs to tick, the pain scale, the traffic light, the signs of the pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.draw.base import listed
from planner.pdf.file.tags import Elem, spoken
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.lists import Box, Sign, signed, ticked
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, parted, seen, space, stack
from planner.pdf.layout.theme import (
    BETWEEN,
    BOLD,
    CORNER,
    FINE,
    FRAME,
    GUTTER,
    INSIDE,
    LETTER,
    MEDIUM,
    MM,
    SIZES,
    PageTheme,
)
from planner.pdf.layout.typesetter import JOIN, Typesetter, said

INSET = 5 * MM
"""The distance from the sides of an alert's frame to its contents."""
PAD = {"A4": (4 * MM, 2.5 * MM, 4 * MM), "Letter": (3 * MM, 2.5 * MM, 4 * MM)}
"""The same above and below, on each paper at each size."""
OCTAGON = (14 * MM, 14 * MM, 17 * MM)
"""The side of the sign of an alert of rank 1, at each size."""
TICK = (6.8 * MM, 7 * MM, 9.5 * MM)
"""The side of a box to tick, and of the signs of other alerts, which stand in one column with the boxes."""
AFTER = 4.2 * MM
"""From a box to its words."""
STEP = {"A4": (6.0, 1.0, 6.0), "Letter": (4.0, 1.0, 6.0)}
"""White space between signs, in points. Up to large, both lists are to stand on one page."""
LEAST = 0.5
"""The least of it, in points: boxes are lower than lines, so they stand apart."""
FRAMES = {1: BOLD, 2: MEDIUM, 3: 0.0}
"""The weight of an alert's frame by its rank: the more urgent, the heavier."""
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
PART = 34 * MM
"""The side of a drawing of a part of the body, beside the signs."""
LAST = 9 * MM
"""The side of the icon of the last line."""
CLOSER = (0.97, 0.94, 0.91, 0.88)
"""How much closer lines may be, so that a page holds its first list of signs and says where the next one is."""


def _at(setter: Typesetter, values: tuple[float, float, float]) -> float:
    """Return the value at the theme's size."""
    return values[SIZES.index(setter.theme.size)]


def _few(setter: Typesetter, width: float, style: str) -> bool:
    """Return whether a column of short sentences would be too narrow."""
    return width < FEW * LETTER * setter.style(style).size


# -- when to get help ------------------------------------------------------------------------------------------------


@draws(b.Help)
def help_page(setter: Typesetter, block: b.Help, up: Elem) -> Iterator[Piece]:
    """Draw the alerts under title and lead: as many as the page holds, in closer lines if it then holds more."""
    least = setter.theme.shape.closeness
    ways = [_Page(setter, block), *(_Page(setter.closed_up(by), block) for by in CLOSER if by < least)]
    page = max(ways, key=lambda way: way.holds)  # the first of those that are equal
    pieces = page.pieces(up)
    up.kids += page.kids  # read behind the title
    yield from pieces


class _Page:
    """A page that says when to get help, in a closeness of lines."""

    def __init__(self, setter: Typesetter, block: b.Help) -> None:
        rest = Elem("Div")
        self.setter, self.block = setter, block
        self.frames = [_alert(setter, alert, rest) for alert in block.alerts]
        self.kids = rest.kids
        self.gap = BETWEEN[1] if setter.theme.paper == "A4" else BETWEEN[0]
        pointers = [_last(setter, b.LastLine("phone", words), _at(setter, TICK), Elem("P")) for words in block.next]
        self.pointers = [seen(pointer) for pointer in pointers]

    def title(self, up: Elem) -> Piece:
        """Return title and lead."""
        return self.setter.title(b.Heading(self.block.title, 1, self.block.lead), up)

    @property
    def holds(self) -> tuple[int, bool]:
        """Return how many alerts fit below title and lead, and whether the first alone leaves room to point on."""
        y, count, room = self.title(Elem("Div")).least, 0, self.setter.theme.room
        pointer = self.pointers[0].least if self.pointers else 0.0
        pointed = y + self.frames[0].least + self.gap + pointer <= room
        for frame in self.frames:
            y += frame.least + (self.gap if count else 0.0)
            count += y <= room
        return count, count == 1 and pointed

    def pieces(self, up: Elem) -> list[Piece]:
        """Return title and alerts, the second with what points to it."""
        for frame in self.frames[1:]:
            frame.gap = self.gap
        for frame in self.frames[1:2]:
            frame.ahead = self.pointers
        return [self.title(up), *self.frames]


@draws(b.Alert)
def alert(setter: Typesetter, block: b.Alert, up: Elem) -> Iterator[Piece]:
    """Draw what to do, then the signs; an alert too long for any page continues in a second frame of the same title."""
    yield _alert(setter, block, up)
    yield space(BETWEEN[1])


def _alert(setter: Typesetter, block: b.Alert, up: Elem) -> Piece:
    """Return an alert, framed by its rank."""
    if block.rank == len(FRAMES):
        return _plain_alert(setter, block, up)
    inner = setter.theme.width - 2 * INSET
    head = alert_head(setter, block, inner, up)
    signs: list[Piece] = []
    for item in block.blocks:
        if isinstance(item, b.Signs):
            signs += _signs(setter, item, inner, up)
        elif isinstance(item, b.Items):
            signs += listed(setter, item, inner, up, style="sign", gap=8.0)
    return alert_frame(setter, block, head, signs)


def alert_head(setter: Typesetter, block: b.Alert, width: float, up: Elem) -> Piece:
    """Return an alert's sign, title and what to do."""
    first = block.rank == 1
    size = _at(setter, OCTAGON if first else TICK)
    indent = size + (3 * MM if first else AFTER)
    title = setter.text(block.title, "h2", width - indent, up, "H2")
    words = stack([title, setter.text(block.note, "sign", width - indent, up)]) if block.note else title
    mark = icon(block.icon, size, setter.theme.ink)
    height = max(size, words.best)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.draw(mark, x, top - (height + size) / 2, 1.0)

    return beside([(0.0, fixed(height, draw)), (indent, words)])


def alert_frame(setter: Typesetter, block: b.Alert, head: Piece, signs: list[Piece]) -> Piece:
    """Return a frame round head and signs; split, the second frame has the title again, marked as a repetition."""
    theme = setter.theme
    if signs:
        signs[0].gap = 0.0
    pad = _at(setter, PAD[setter.theme.paper])
    above = [space(pad, pad / 2), head, space(INSIDE[2], INSIDE[0])]
    below = space(pad, pad / 2)
    spaced = _spaced(signs)
    inner = stack([*above, *spaced, below])
    frame = setter.framed(inner, theme.width, FRAMES[block.rank], inset=INSET, radius=FRAME, pad=0.0)

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
        titled = replace(block, note="")  # a note about the first line would point to another one here
        again = alert_head(setter, titled, theme.width - 2 * INSET, Elem("Div"))
        return alert_frame(setter, block, head, first), alert_frame(setter, titled, seen(again), two[1])

    frame.part = part
    return frame


def _spaced(signs: Sequence[Piece]) -> list[Piece]:
    """Return signs with their gaps as white space, all of which shrinks alike where the list would leave its page."""
    out: list[Piece] = []
    for sign in signs:
        if sign.gap:
            out.append(space(sign.gap, min(sign.gap, LEAST)))
            sign.gap = 0.0
        out.append(sign)
    return out


def _plain_alert(setter: Typesetter, block: b.Alert, up: Elem) -> Piece:
    """Return an alert of the lowest rank: no frame, its words below the title, on the edge of the others' words."""
    size = _at(setter, TICK)
    left = INSET + size + AFTER
    width = setter.theme.width - left
    title = setter.text(block.title, "h2", width, up, "H2")
    words = stack([title, setter.text(block.note, "sign", width, up)])
    mark = icon(block.icon, size, setter.theme.ink)
    drop = (setter.style("h2").leading - size) / 2
    sign = fixed(size, lambda pen, x, top: pen.draw(mark, x + INSET, top - drop - size, 1.0))
    return beside([(0.0, sign), (left, words)])


def _signs(setter: Typesetter, block: b.Signs, width: float, up: Elem) -> list[Piece]:
    """Return signs to tick, one below the other, or in rows of two with the same number of lines, the longest last."""
    group = up.add("L", "/A<</O/List/ListNumbering/None>>")
    box = Box(_at(setter, TICK), weight=MEDIUM, radius=CORNER, after=AFTER, gap=_at(setter, STEP[setter.theme.paper]))
    share = (width - BETWEEN[2]) / 2
    beside_box = share - box.side - box.after
    if shown := _shown(setter, block, width, up, group, box):
        return shown
    if block.columns == 1 or _few(setter, beside_box, "sign"):
        return [ticked(setter, words, block.says, width, group, "sign", box) for words in block.items]
    items = sorted(block.items, key=lambda words: len(setter.lines(words, "sign", beside_box).lines))
    rows = []
    for n in range(0, len(items), 2):
        pair = items[n : n + 2]
        wide = share if len(pair) > 1 else width
        made = [ticked(setter, words, block.says, wide, group, "sign", box) for words in pair]
        rows.append(beside([(k * (share + BETWEEN[2]), cell) for k, cell in enumerate(made)], gap=box.gap))
    return rows


def _shown(setter: Typesetter, block: b.Signs, width: float, up: Elem, group: Elem, box: Box) -> list[Piece]:
    """Return signs with a drawing at the right of the second and those below; none if a sign needs a line more."""
    if block.shown is None:
        return []
    figure = b.Figure(icon(block.shown.icon, PART, setter.theme.ink), block.shown.alt)
    caption = setter.lines(block.shown.caption, "small", PART, "centre")
    high, narrow = PART + INSIDE[0] + caption.height, width - PART - BETWEEN[2]

    def lines(words: b.Words, room: float) -> Paragraph:
        return setter.lines(words, "sign", room - box.side - box.after)

    tall, last = 0.0, 1
    while tall < high:
        if last == len(block.items) or len(lines(block.items[last], narrow).lines) > len(
            lines(block.items[last], width).lines
        ):
            return []
        tall += max(box.side, lines(block.items[last], narrow).height) + (box.gap if last > 1 else 0.0)
        last += 1

    def made(first: int, last: int | None, room: float) -> list[Piece]:
        return [ticked(setter, words, block.says, room, group, "sign", box) for words in block.items[first:last]]

    above = made(0, 1, width)
    elem = setter.figure_elem(figure, up)
    below = said(caption, up.add("P"))

    def draw(pen: Pen, x: float, top: float) -> None:
        setter.place(pen, elem, figure, x, top - PART, 1.0)
        below.draw(pen, x, top - PART - INSIDE[0], below.best)

    beside_it = beside([(0.0, stack(made(1, last, narrow))), (width - PART, fixed(high, draw))], gap=box.gap)
    return [*above, beside_it, *made(last, None, width)]


# -- how pain guides -------------------------------------------------------------------------------------------------


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
    columns = 1 if _few(setter, half - indent, "body") else 2
    width = half if columns == 2 else setter.theme.width
    for start in range(0, len(block.items), columns):
        row = [_case(setter, item, width, indent, up) for item in block.items[start : start + columns]]
        lefts = (0.0, setter.theme.column(4, 6))
        yield beside(list(zip(lefts, row, strict=False)), gap=BETWEEN[0] if start else 0.0)
    yield space(BETWEEN[0], INSIDE[1])


def _case(setter: Typesetter, item: b.Case, width: float, indent: float, up: Elem) -> Piece:
    title = setter.text(item.title, "h2", width - indent, up, "H2")
    words = setter.text(item.words, "body", width - indent, up)
    size = _at(setter, TICK)
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
    yield _last(setter, block, LAST * setter.theme.icons, up.add("P"))


def _last(setter: Typesetter, block: b.LastLine, size: float, elem: Elem) -> Piece:
    """Return a sentence that takes its room in the flow and is drawn at the lower edge of the live area."""
    closing = setter.closing(b.Foot(block.icon, block.words), size)
    return fixed(closing.height, lambda pen, _x, _top: closing.draw(pen, elem))
