"""Pieces, and how they are distributed over pages.

A piece is what never breaks: how high it would like to be, between which bounds it may be, and how to draw it. A
block that may break is several pieces (lines of a text, items of a list), so breaking pages is only dealing pieces
out. Nothing is stretched to fill a page: what is left over is white and collects at its foot. What is missing is taken
from the pieces that may shrink. Pieces are stacked and set beside each other into larger ones, so a designed page is
one piece.

A piece that no page can hold is parted in two, if it knows how: words part between lines, stacks between their
pieces, frames into two frames. So whatever somebody writes finds its pages.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from itertools import pairwise, takewhile

from planner.pdf.layout.pen import Pen

Draw = Callable[[Pen, float, float, float], None]
"""Draws a piece, given the pen, the left edge, the top and the height that the piece got (points)."""
Part = Callable[[float], tuple["Piece", "Piece"] | None]
"""Splits a piece into what fits a height (points) and the rest; None if that is nothing or all of it."""
LEAST_FILLED = 1 / 3
"""A page filled to less than this share of its height takes a part of what comes next."""
LITTLE = 0.45
"""A page filled to less than this share of its height holds little, which is avoided where that is possible."""
GAP = 28.0
"""White space above a title that stands on the same page as what came before, in points."""
SLACK = 1e-3
"""Tolerance in points, which nobody sees: sums of the same heights in another order, or rounded, differ a little."""


class LayoutError(ValueError):
    """Raised if something does not fit on a page."""


@dataclass(slots=True)
class Piece:
    """Something to draw that never breaks, or only as `part` says. Heights are in points."""

    best: float
    draw: Draw
    least: float = -1.0
    """The height down to which it may shrink; -1: not below best."""
    _: KW_ONLY
    gap: float = 0.0
    """White space above it, unless it starts a page."""
    keep: bool = False
    """Whether it is a heading or the like, which is never left at the end of a page."""
    stays: bool = False
    """Whether it stays with what follows, without being a heading."""
    space: bool = False
    """Whether it is white space, which is dropped at the top of a page."""
    heights: tuple[float, ...] = ()
    """The only heights it can have, from best to least, if there is nothing between them."""
    part: Part | None = None
    """How to split it if no page can hold it."""
    again: "Piece | None" = None
    """What a page repeats on which the part under this title goes on."""
    repeats: bool = False
    """Whether it is such a repetition."""
    ahead: "Sequence[Piece]" = ()
    """What points to it from the page before if it starts a page: the second, the third and so on."""
    signs: bool = False
    """Whether warning signs stand on it: other pages name all pages that have some."""

    def __post_init__(self) -> None:
        """Fill in the bound."""
        if self.least < 0:
            self.least = self.best

    def drawn(self, draw: Draw, part: Part | None) -> "Piece":
        """Return a piece of the same measures that is drawn and split in another way."""
        return Piece(
            self.best,
            draw,
            self.least,
            gap=self.gap,
            keep=self.keep,
            stays=self.stays,
            space=self.space,
            heights=self.heights,
            part=part,
            again=self.again,
            repeats=self.repeats,
            ahead=self.ahead,
            signs=self.signs,
        )


def _nothing(pen: Pen, x: float, top: float, height: float) -> None:
    """Draw nothing: white space."""


BREAK = Piece(0.0, _nothing)
"""A page break: what follows starts a new page."""

SOFT = Piece(0.0, _nothing, space=True)
"""A page break that yields: what follows stands below a page that holds little, if that saves a page."""


def space(best: float, least: float | None = None) -> Piece:
    """Return white space that may shrink; heights are in points."""
    return Piece(best, _nothing, best if least is None else least, space=True)


def fixed(height: float, draw: Callable[[Pen, float, float], None], *, gap: float = 0.0) -> Piece:
    """Return a piece of a fixed height, in points."""
    return Piece(height, lambda pen, x, top, _: draw(pen, x, top), gap=gap)


def stack(pieces: Sequence[Piece], *, gap: float | None = None) -> Piece:
    """Return pieces one below the other as one piece, with their own gaps."""
    parts = list(pieces)
    best = least = gaps = 0.0
    for n, piece in enumerate(parts):
        best, least = best + piece.best, least + piece.least
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
    signs = any(piece.signs for piece in parts)
    return Piece(best + gaps, draw, least + gaps, gap=first, part=part, signs=signs)


def seen(piece: Piece) -> Piece:
    """Return a piece that is seen but not read out: a repetition, or a pointer that only helps on paper."""

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        with pen.muted():
            piece.draw(pen, x, top, height)

    return Piece(piece.best, draw, piece.least, gap=piece.gap)


def parted(parts: list[Piece], room: float) -> tuple[list[Piece], list[Piece]] | None:
    """Split pieces into those that fit a height (points) and the rest; return None if none or all of them fit.

    No heading is left at the end, and a piece is cut only if there is next to nothing before it.
    """
    ends = [0.0]
    while len(ends) <= len(parts) and ends[-1] + _need(parts, len(ends) - 1) <= room + SLACK:
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
        if halves and halves[0].least <= left + SLACK:
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
            part.draw(pen, x + left, top, min(height, part.best))

    def part(room: float) -> tuple[Piece, Piece] | None:
        """Keep whole columns that fit, and split those that are too high."""
        halves: list[tuple[float, Piece]] = []
        rest: list[tuple[float, Piece]] = []
        for left, column in parts:
            if column.least <= room + SLACK:
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
    return Piece(max(best, least), draw, least, gap=gap, part=part)


def together(items: list[Piece]) -> list[Piece]:
    """Return a list's items, marked so that no page has only the first or only the last one."""
    for n in {0, len(items) - 2} if len(items) > 1 else ():
        items[n].stays = True
    return items


def settle(pieces: Sequence[Piece], room: float) -> list[float]:
    """Return the heights of pieces in a room (points): their best, less what is missing from those that may shrink.

    Those that have only some heights take the next one, from the last piece on, until the others can do the rest.
    """
    heights = [p.best for p in pieces]
    bounds = [0.0 if p.heights else p.best - p.least for p in pieces]
    for level in range(1, max([len(p.heights) for p in pieces], default=0)):
        for n in reversed(range(len(pieces))):
            if sum(heights) - sum(bounds) > room + SLACK and level < len(pieces[n].heights):
                heights[n] = pieces[n].heights[level]
    missing = sum(heights) - room
    total = sum(bounds)
    if total > 0 and missing > 0:
        share = min(1.0, missing / total)
        heights = [h - b * share for h, b in zip(heights, bounds, strict=True)]
    return heights


Placed = tuple[Piece, float, float]
"""A piece, its distance from the page's top, and its height."""


def deal(pieces: Sequence[Piece], height: float) -> list[list[Placed]]:
    """Distribute pieces over pages of a height (points).

    A page on which something goes on starts with what its last title repeats. Raise LayoutError for a piece that
    neither fits a page nor can be split.
    """
    pages: list[list[Piece]] = [[]]
    again: Piece | None = None
    waiting = deque(pieces)
    while waiting:
        group = [waiting.popleft()]
        if group[0] is SOFT and _saves(pages[-1], waiting, height):
            pages[-1].append(space(GAP))
            continue
        if _ends(group[0]):
            pages.append([])
            again = None
            continue
        while (group[-1].keep or group[-1].stays) and waiting and not _ends(waiting[0]):
            group.append(waiting.popleft())
        if not _bare(pages[-1]) and _least([*pages[-1], *group]) > height + SLACK:
            two = parted([*pages[-1], *group], height) if _least(pages[-1]) < height * LEAST_FILLED else None
            if two and len(two[0]) > len(pages[-1]):
                again = next((piece.again for piece in reversed(two[0][len(pages[-1]) :]) if piece.again), again)
                pages[-1], group = two
            first = next((piece for piece in (*group, *waiting) if not piece.space), group[0])
            repeats = [again] if again and first.again is None else []
            pages.append(repeats if _least([*repeats, *group]) <= height + SLACK else [])
        page = pages[-1]
        if _bare(page) and group[0].space and len(group) == 1:
            continue
        if _least([*page, *group]) > height + SLACK:
            two = parted(group, height - _least(page))
            if two is None and len(group) == 1:
                msg = f"a part {_least(group):.0f} pt high does not fit on a page of {height:.0f} pt"
                raise LayoutError(msg)
            # split it; if that is not possible, the group cannot be kept together
            group, rest = two or (group[:1], group[1:])
            waiting.extendleft(reversed(rest))
        page += group
        again = next((piece.again for piece in reversed(group) if piece.again), again)
    return [_placed(page, height) for page in _pointed([page for page in pages if not _bare(page)], height)]


def _pointed(pages: list[list[Piece]], height: float) -> list[list[Piece]]:
    """Return pages with what points from each to the start of the next, where there is room for it."""
    for n, (before, after) in enumerate(pairwise(pages)):
        first = next((piece for piece in after if not (piece.repeats or piece.space)), after[0])
        ahead = first.ahead[n : n + 1]
        if _least([*before, *ahead]) <= height + SLACK:
            before.extend(ahead)
    return pages


def _ends(piece: Piece) -> bool:
    """Return whether a piece is a page break."""
    return piece is BREAK or piece is SOFT


def _saves(page: Sequence[Piece], waiting: Sequence[Piece], height: float) -> bool:
    """Return whether a page holds little, and what comes up to the next break saves a page below it and is not cut."""
    if _bare(page) or sum(piece.best + piece.gap for piece in page) >= height * LITTLE:
        return False
    coming = list(takewhile(lambda piece: not _ends(piece), waiting))
    below, alone = deal([*page, space(GAP), *coming], height), deal(coming, height)
    return len(below) <= len(alone) and (_whole(below, coming) or not _whole(alone, coming))


def _whole(sheets: Sequence[Sequence[Placed]], pieces: Sequence[Piece]) -> bool:
    """Return whether none of the pieces has been split."""
    placed = {id(piece) for sheet in sheets for piece, _, _ in sheet}
    return all(id(piece) in placed for piece in pieces if not piece.space)


def little(sheets: Sequence[Sequence[Placed]], room: float) -> bool:
    """Return whether one of several pages of a height (points) holds little."""
    ends = [y + height for *_, (_, y, height) in sheets]
    return len(ends) > 1 and min(ends) < room * LITTLE


def _bare(page: Sequence[Piece]) -> bool:
    """Return whether a page has nothing of its own, but perhaps a title that it repeats."""
    return all(piece.repeats for piece in page)


def _least(group: Sequence[Piece]) -> float:
    return sum(p.least for p in group) + sum(p.gap for p in group[1:])


def _placed(page: list[Piece], room: float) -> list[Placed]:
    """Return a page's pieces with their places; white space at its end takes no room from the others."""
    while len(page) > 1 and page[-1].space:
        page = page[:-1]
    gaps = [piece.gap if n else 0.0 for n, piece in enumerate(page)]
    out: list[Placed] = []
    y = 0.0
    for piece, height, gap in zip(page, settle(page, room - sum(gaps)), gaps, strict=True):
        y += gap
        out.append((piece, y, height))
        y += height
    return out
