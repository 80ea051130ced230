"""When to get help: framed alerts with signs to tick."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.draw.base import listed
from planner.pdf.draw.safety.guide import TICK, at, closing_line, few
from planner.pdf.file.tags import Elem
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lists import Box, ticked
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, parted, seen, space, stack
from planner.pdf.layout.theme import BETWEEN, BOLD, CORNER, FRAME, INSIDE, MEDIUM, MM
from planner.pdf.layout.typesetter import Typesetter, said

INSET = 5 * MM
"""The distance from the sides of an alert's frame to its contents."""
PAD = {"A4": (4 * MM, 2.5 * MM, 4 * MM), "Letter": (3 * MM, 2.5 * MM, 4 * MM)}
"""The same above and below, on each paper at each size."""
OCTAGON = (14 * MM, 14 * MM, 17 * MM)
"""The side of the sign of an alert of rank 1, at each size."""
AFTER = 4.2 * MM
"""From a box to its words."""
STEP = {"A4": (6.0, 1.0, 6.0), "Letter": (4.0, 1.0, 6.0)}
"""White space between signs, in points. Up to large, both lists are to stand on one page."""
LEAST = 0.5
"""The least of it, in points: boxes are lower than lines, so they stand apart."""
FRAMES = {1: BOLD, 2: MEDIUM, 3: 0.0}
"""The weight of an alert's frame by its rank: the more urgent, the heavier."""
PARTS = (34 * MM, 29 * MM, 24 * MM)
"""The sides that a drawing of a part of the body can have beside the signs: the largest for which there is room."""
CLOSER = (0.97, 0.94, 0.91, 0.88)
"""How much closer lines may be, so that a page holds its first list of signs and says where the next one is."""


class _Place(NamedTuple):
    """Where a drawing stands beside signs."""

    part: float
    """The side of the drawing, in points."""
    first: int
    last: int
    """The signs beside which it stands: from this one on, up to before that one."""


@draws(b.Help)
def help_page(setter: Typesetter, block: b.Help, up: Elem) -> Iterator[Piece]:
    """Draw the alerts under title and lead: as many as the page holds, in closer lines if it then holds more.

    The drawing beside the signs has the first of its places with which the page holds as much as without it. A list
    that goes on overleaf has none: more of its signs stand on the first page.
    """
    least = setter.theme.shape.closeness
    ways = [_Page(setter, block), *(_Page(setter.closed_up(by), block) for by in CLOSER if by < least)]
    bare = max(ways, key=lambda way: way.holds)  # the first of those that are equal
    places = _places(bare.setter, block.alerts[0]) if bare.holds[0] else ()
    shown = (_Page(bare.setter, block, place) for place in places)
    page = next((way for way in shown if way.holds == bare.holds), bare)
    pieces = page.pieces(up)
    up.kids += page.kids  # read behind the title
    yield from pieces


class _Page:
    """A page that says when to get help, in a closeness of lines, with a place for the drawing beside its signs."""

    def __init__(self, setter: Typesetter, block: b.Help, place: _Place | None = None) -> None:
        rest = Elem("Div")
        self.setter, self.block = setter, block
        self.frames = [_alert(setter, alert, rest, place) for alert in block.alerts]
        self.kids = rest.kids
        self.gap = BETWEEN[1] if setter.theme.paper == "A4" else BETWEEN[0]
        lines = [b.LastLine("phone", words) for words in block.next]
        self.pointers = [seen(closing_line(setter, line, at(setter, TICK), Elem("P"))) for line in lines]

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
    yield _alert(setter, block, up, next(_places(setter, block), None))
    yield space(BETWEEN[1])


def _alert(setter: Typesetter, block: b.Alert, up: Elem, place: _Place | None) -> Piece:
    """Return an alert, framed by its rank."""
    if block.rank == len(FRAMES):
        return _plain_alert(setter, block, up)
    inner = setter.theme.width - 2 * INSET
    head = alert_head(setter, block, inner, up)
    signs: list[Piece] = []
    for item in block.blocks:
        if isinstance(item, b.Signs):
            signs += _signs(setter, item, inner, up, place)
        elif isinstance(item, b.Items):
            signs += listed(setter, item, inner, up, style="sign", gap=8.0)
    return alert_frame(setter, block, head, signs)


def alert_head(setter: Typesetter, block: b.Alert, width: float, up: Elem) -> Piece:
    """Return an alert's sign, title and what to do."""
    first = block.rank == 1
    size = at(setter, OCTAGON if first else TICK)
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
    pad = at(setter, PAD[setter.theme.paper])
    above = [space(pad, pad / 2), head, space(INSIDE[2], INSIDE[0])]
    below = space(pad, pad / 2)
    spaced = _spaced(signs)
    inner = stack([*above, *spaced, below])
    frame = setter.framed(inner, theme.width, FRAMES[block.rank], inset=INSET, radius=FRAME, pad=0.0)
    frame.signs = True
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
    size = at(setter, TICK)
    left = INSET + size + AFTER
    width = setter.theme.width - left
    title = setter.text(block.title, "h2", width, up, "H2")
    words = stack([title, setter.text(block.note, "sign", width, up)])
    mark = icon(block.icon, size, setter.theme.ink)
    drop = (setter.style("h2").leading - size) / 2
    sign = fixed(size, lambda pen, x, top: pen.draw(mark, x + INSET, top - drop - size, 1.0))
    return beside([(0.0, sign), (left, words)])


def _signs(setter: Typesetter, block: b.Signs, width: float, up: Elem, place: _Place | None) -> list[Piece]:
    """Return signs to tick, one below the other, or in rows of two with the same number of lines, the longest last."""
    group = up.add("L", "/A<</O/List/ListNumbering/None>>")
    box = _box(setter)
    if block.shown and place:
        return _shown(setter, block, block.shown, width, up, group, place)
    share = (width - BETWEEN[2]) / 2
    beside_box = share - box.side - box.after
    if block.columns == 1 or few(setter, beside_box, "sign"):
        return [ticked(setter, words, block.says, width, group, "sign", box) for words in block.items]
    items = sorted(block.items, key=lambda words: len(setter.lines(words, "sign", beside_box).lines))
    rows = []
    for n in range(0, len(items), 2):
        pair = items[n : n + 2]
        wide = share if len(pair) > 1 else width
        made = [ticked(setter, words, block.says, wide, group, "sign", box) for words in pair]
        rows.append(beside([(k * (share + BETWEEN[2]), cell) for k, cell in enumerate(made)], gap=box.gap))
    return rows


def _box(setter: Typesetter) -> Box:
    """Return the box before a sign."""
    gap = at(setter, STEP[setter.theme.paper])
    return Box(at(setter, TICK), weight=MEDIUM, radius=CORNER, after=AFTER, gap=gap)


def _places(setter: Typesetter, alert: b.Alert) -> Iterator[_Place]:
    """Yield places for the drawing: as large as can be beside the sign that it shows, then smaller beside others."""
    shown = next((item for item in alert.blocks if isinstance(item, b.Signs) and item.shown), None)
    if not shown or not shown.shown:
        return
    width, box, signs = setter.theme.width - 2 * INSET, _box(setter), shown.items
    narrow = width - PARTS[0] - BETWEEN[2]
    below = INSIDE[0] + setter.lines(shown.shown.caption, "small", PARTS[0]).height
    least = [ticked(setter, words, "", narrow, Elem("L"), "sign", box).least + LEAST for words in signs]

    def count(words: b.Words, room: float) -> int:
        return len(setter.lines(words, "sign", room - box.side - box.after).lines)

    longer = [count(words, narrow) > count(words, width) for words in signs]
    firsts = range(1, len(signs))
    ways = [(PARTS[0], 1, False), (PARTS[0], 1, True), *((part, n, False) for part in PARTS for n in firsts)]
    for part, first, wraps in ways:
        ends = range(first + 1, len(signs) + 1)
        end = next((end for end in ends if sum(least[first:end]) - LEAST >= part + below), 0)
        if end and (wraps or not any(longer[first:end])):
            yield _Place(part, first, end)


def _shown(
    setter: Typesetter, block: b.Signs, shown: b.Shown, width: float, up: Elem, group: Elem, place: _Place
) -> list[Piece]:
    """Return signs with a drawing at the right of some."""
    figure = b.Figure(icon(shown.icon, place.part, setter.theme.ink), shown.alt)
    caption = setter.lines(shown.caption, "small", PARTS[0], "centre")
    narrow, box = width - PARTS[0] - BETWEEN[2], _box(setter)

    def made(first: int, last: int | None, room: float) -> list[Piece]:
        return [ticked(setter, words, block.says, room, group, "sign", box) for words in block.items[first:last]]

    above = made(0, place.first, width)
    elem = setter.figure_elem(figure, up)
    below = said(caption, up.add("P"))

    def draw(pen: Pen, x: float, top: float) -> None:
        setter.place(pen, elem, figure, x + (PARTS[0] - place.part) / 2, top - place.part, 1.0)
        below.draw(pen, x, top - place.part - INSIDE[0], below.best)

    drawn = fixed(place.part + INSIDE[0] + caption.height, draw)
    rows = made(place.first, place.last, narrow)
    rows[0].gap = 0.0
    beside_it = beside([(0.0, stack(_spaced(rows))), (width - PARTS[0], drawn)], gap=box.gap)
    return [*above, beside_it, *made(place.last, None, width)]
