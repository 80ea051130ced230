"""Pieces, and how they are distributed over pages.

A piece is what never breaks: how high it would like to be, between which bounds it may be, and how to draw it. A
block that may break is several pieces (lines of a text, items of a list), so breaking pages is only dealing pieces
out; then what is left of a page goes to the pieces that may grow, and what is missing is taken from those that may
shrink. Pieces are stacked and set beside each other into larger ones, so a designed page is one piece.

A piece that no page can hold is parted in two, if it knows how: words part between lines, stacks between their
pieces, frames into two frames. So whatever somebody writes finds its pages.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.pdf.layout.pen import Pen

Draw = Callable[[Pen, float, float, float], None]
"""Draws a piece, given the pen, the left edge, the top and the height that the piece got (points)."""
Part = Callable[[float], tuple["Piece", "Piece"] | None]
"""Splits a piece into what fits a height (points) and the rest; None if that is nothing or all of it."""
LEAST_FILLED = 1 / 3
"""A page filled to less than this share of its height takes a part of what comes next."""
AMID = 0.1
"""The cost of starting a page with anything but a heading, in the unit of `_white`: a squared share of its height."""
_SLACK = 1e-7
"""Tolerance in points: sums of the same heights in another order differ a little."""


class LayoutError(ValueError):
    """Raised if something does not fit on a page."""


@dataclass(slots=True)
class Piece:
    """Something to draw that never breaks, or only as `part` says. Heights are in points."""

    best: float
    draw: Draw
    least: float = -1.0
    """The height down to which it may shrink; -1: not below best."""
    most: float = -1.0
    """The height up to which it may grow; -1: not above best."""
    gap: float = 0.0
    """White space above it, unless it starts a page."""
    keep: bool = False
    """Whether it is a heading or the like, which is never left at the end of a page."""
    stays: bool = False
    """Whether it stays with what follows, without being a heading."""
    space: bool = False
    """Whether it is white space, which is dropped at the top of a page."""
    part: Part | None = None
    """How to split it if no page can hold it."""

    def __post_init__(self) -> None:
        """Fill in the bounds."""
        if self.least < 0:
            self.least = self.best
        if self.most < 0:
            self.most = self.best


def _nothing(pen: Pen, x: float, top: float, height: float) -> None:
    """Draw nothing: white space."""


BREAK = Piece(0.0, _nothing)
"""A page break: what follows starts a new page."""


def space(best: float, least: float | None = None, most: float | None = None) -> Piece:
    """Return white space that may shrink and grow; heights are in points."""
    low = best if least is None else least
    return Piece(best, _nothing, low, best if most is None else most, space=True)


def loosened(piece: Piece, by: float) -> Piece:
    """Return the piece with the white space around it multiplied by a factor, in place."""
    if by != 1.0:
        piece.gap *= by
        if piece.space:
            piece.best, piece.least, piece.most = piece.best * by, piece.least * min(by, 1.0), piece.most * by
    return piece


def fixed(height: float, draw: Callable[[Pen, float, float], None], *, gap: float = 0.0) -> Piece:
    """Return a piece of a fixed height, in points."""
    return Piece(height, lambda pen, x, top, _: draw(pen, x, top), gap=gap)


def stack(pieces: Sequence[Piece], *, gap: float | None = None) -> Piece:
    """Return pieces one below the other as one piece, with their own gaps."""
    parts = list(pieces)
    best = least = most = gaps = 0.0
    for n, piece in enumerate(parts):  # a card is stacked in many ways before one is chosen
        best, least, most = best + piece.best, least + piece.least, most + piece.most
        gaps += piece.gap if n else 0.0

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        y = top
        for n, (part, share) in enumerate(zip(parts, settle(parts, height - gaps), strict=True)):
            y -= part.gap if n else 0.0
            part.draw(pen, x, y, share)
            y -= share

    def part(room: float) -> tuple[Piece, Piece] | None:
        found = parted(parts, room)
        return (stack(found[0], gap=first), stack(found[1], gap=first)) if found else None

    first = (parts[0].gap if parts else 0.0) if gap is None else gap
    return Piece(best + gaps, draw, least + gaps, most + gaps, gap=first, part=part)


def seen(piece: Piece) -> Piece:
    """Return a piece that is seen but not read out: a repetition, or a pointer that only helps on paper."""

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        with pen.muted():
            piece.draw(pen, x, top, height)

    return Piece(piece.best, draw, piece.least, piece.most, gap=piece.gap)


def parted(parts: list[Piece], room: float) -> tuple[list[Piece], list[Piece]] | None:
    """Split pieces into those that fit a height (points) and the rest; return None if none or all of them fit.

    No heading is left at the end, and a piece is cut only if there is next to nothing before it.
    """
    ends = [0.0]
    while len(ends) <= len(parts) and ends[-1] + _need(parts, len(ends) - 1) <= room + _SLACK:
        ends.append(ends[-1] + _need(parts, len(ends) - 1))
    n = len(ends) - 1
    if n == len(parts):
        return None
    whole = n
    while whole and (parts[whole - 1].keep or parts[whole - 1].space):
        whole -= 1
    if ends[whole] < room * LEAST_FILLED:
        cut = parts[n].part
        left = room - ends[n] - (parts[n].gap if n else 0.0)
        halves = cut(left) if cut else None
        if halves and halves[0].least <= left + _SLACK:
            return [*parts[:n], halves[0]], [halves[1], *parts[n + 1 :]]
    if not whole:
        return None
    rest = parts[whole:]
    while rest[0].space and len(rest) > 1:
        rest = rest[1:]
    return parts[:whole], rest


def _need(parts: Sequence[Piece], n: int) -> float:
    return parts[n].least + (parts[n].gap if n else 0.0)


def beside(columns: Sequence[tuple[float, Piece]], *, gap: float = 0.0) -> Piece:
    """Return pieces side by side, each at its distance from the left (points); all get the height of the row."""
    parts = list(columns)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        for left, part in parts:
            part.draw(pen, x + left, top, min(height, part.most))

    def part(room: float) -> tuple[Piece, Piece] | None:
        """Keep whole columns that fit, and split those that are too high."""
        halves: list[tuple[float, Piece]] = []
        rest: list[tuple[float, Piece]] = []
        for left, column in parts:
            if column.least <= room + _SLACK:
                halves.append((left, column))
                continue
            two = column.part(room) if column.part else None
            if two is None:
                return None
            halves.append((left, two[0]))
            rest.append((left, two[1]))
        return (beside(halves, gap=gap), beside(rest, gap=gap)) if rest else None

    best = max(p.best for _, p in parts)
    least = max(p.least for _, p in parts)
    return Piece(max(best, least), draw, least, max(best, *(p.most for _, p in parts)), gap=gap, part=part)


def together(items: list[Piece]) -> list[Piece]:
    """Return a list's items, marked so that no page has only the first or only the last one."""
    for n in {0, len(items) - 2} if len(items) > 1 else ():
        items[n].stays = True
    return items


def settle(pieces: Sequence[Piece], room: float) -> list[float]:
    """Return the heights of pieces in a room (points), sharing out what is left over or taking away what is missing."""
    heights = [p.best for p in pieces]
    spare = room - sum(heights)
    bounds = [p.most - p.best if spare > 0 else p.best - p.least for p in pieces]
    total = sum(bounds)
    if total > 0 and spare:
        share = max(-1.0, min(1.0, spare / total))
        heights = [h + b * share for h, b in zip(heights, bounds, strict=True)]
    return heights


Placed = tuple[Piece, float, float]
"""A piece, its distance from the page's top, and its height."""


def deal(pieces: Sequence[Piece], height: float, less: float = 0.0) -> list[list[Placed]]:
    """Distribute pieces over pages of a height (points); all pages but the first have less room by `less`.

    Raise LayoutError for a piece that neither fits a page nor can be split.
    """
    pages, room = [_Page()], height
    waiting = deque(pieces)
    while waiting:
        group = [waiting.popleft()]
        if group[0] is BREAK:
            pages.append(_Page())
            room = height - less
            continue
        while (group[-1].keep or group[-1].stays) and waiting and waiting[0] is not BREAK:
            group.append(waiting.popleft())
        page = pages[-1]
        if page.groups and page.used + _least(group) + group[0].gap > room + _SLACK:
            two = parted([Piece(page.used, _nothing), *group], room) if page.used < room * LEAST_FILLED else None
            if two:
                page.add(two[0][1:])
                group = two[1]
            page, room = _Page(goes_on=two is None), height - less
            pages.append(page)
        if not page.groups and group[0].space and len(group) == 1:
            continue
        if _least(group) > room + _SLACK:
            two = parted(group, room)
            if two is None and len(group) == 1:
                msg = f"a part {_least(group):.0f} pt high does not fit on a page of {room:.0f} pt"
                raise LayoutError(msg)
            # split it; if that is not possible, the group cannot be kept together
            group, rest = two or (group[:1], group[1:])
            waiting.extendleft(reversed(rest))
        page.add(group)
    full = [page for page in pages if page.groups]
    rooms = [height if n == 0 else height - less for n in range(len(full))]
    _even_out(full, rooms)
    return [_placed([p for group in page.groups for p in group], room) for page, room in zip(full, rooms, strict=True)]


class _Page:
    """What is put on a page: groups that stay together."""

    def __init__(self, *, goes_on: bool = False) -> None:
        self.groups: list[list[Piece]] = []
        self.goes_on = goes_on
        """Whether it goes on, with something whole, where the page before had no more room."""

    def add(self, group: list[Piece]) -> None:
        if group:
            self.groups.append(group)

    @property
    def used(self) -> float:
        """Return the least height of what is on the page, in points."""
        pieces = [piece for group in self.groups for piece in group]
        return _least(pieces) if pieces else 0.0


def _even_out(pages: list[_Page], rooms: list[float]) -> None:
    """Balance pages over which a section runs on, in place, so that none is full while the next is half empty."""
    start = 0
    for end in range(1, len(pages) + 1):
        if end < len(pages) and pages[end].goes_on:
            continue
        run = pages[start:end]
        if len(run) > 1:
            dealt = _evenly([group for page in run for group in page.groups], rooms[start:end])
            for page, groups in zip(run, dealt, strict=True):
                page.groups = groups
        start = end


def _evenly(groups: list[list[Piece]], rooms: Sequence[float]) -> list[list[list[Piece]]]:
    """Return groups for pages of these heights, with the least white space and squeezing (as a sum of squares).

    A page preferably starts with a heading, not within a list. Of two equally good ways, take the fuller first page.
    """
    first = [_opens(groups, n) for n in range(len(groups))]
    # by where a page ends: what the pages so far cost, and from where to where they go
    found: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {0: (0.0, ())}
    for room in rooms:
        reached: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {}
        for begin, (before, pages) in found.items():
            start = first[begin] if begin < len(groups) else begin
            for end in range(start + 1, len(groups) + 1):
                page = [piece for group in groups[start:end] for piece in group]
                if _least(page) > room + _SLACK:
                    break
                cost = before + _white(page, room) + (AMID if start and not page[0].keep else 0.0)
                if end not in reached or cost <= reached[end][0]:
                    reached[end] = (cost, (*pages, (start, end)))
        found = reached
    return [groups[start:end] for start, end in found[len(groups)][1]]


def _white(page: Sequence[Piece], room: float) -> float:
    """Return the squared shares of its room that a page leaves white at its best height and at its most."""
    gaps = sum(piece.gap for piece in page[1:])
    best, most = (sum(getattr(piece, name) for piece in page) + gaps for name in ("best", "most"))
    return float((1 - best / room) ** 2 + max(0.0, 1 - most / room) ** 2)


def _opens(groups: list[list[Piece]], n: int) -> int:
    """Return the index of the first group from n on that can start a page: white space cannot."""
    while n < len(groups) - 1 and groups[n][0].space and len(groups[n]) == 1:
        n += 1
    return n


def _least(group: Sequence[Piece]) -> float:
    return sum(p.least for p in group) + sum(p.gap for p in group[1:])


def _placed(page: list[Piece], room: float) -> list[Placed]:
    gaps = [piece.gap if n else 0.0 for n, piece in enumerate(page)]
    heights = settle(page, room - sum(gaps))
    # room that no piece can use goes into the gaps, but not into the one below a heading
    wide = [0.0 if n and page[n - 1].keep else gap for n, gap in enumerate(gaps)]
    spare = room - sum(gaps) - sum(heights)
    share = min(1.0, spare / sum(wide)) if spare > 0 and any(wide) else 0.0
    out: list[Placed] = []
    y = 0.0
    for piece, height, gap, more in zip(page, heights, gaps, wide, strict=True):
        y += gap + more * share
        out.append((piece, y, height))
        y += height
    return out
