"""Blocks that are set once, and stamped on every further page that has them.

To measure a card and to set its words takes ten times as long as to paint it, and most patients of a plan have the same
cards, or cards of the same parts. So what dealing needs to know of a block's pieces is kept, and what each of them
painted. A block may hold others that are kept.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from planner.pdf.file.tags import Annot, Elem, MarkedContent
from planner.pdf.layout.pen import Growth, Pen, Sprout, Stamp
from planner.pdf.layout.pieces import BREAK, Piece

Make = Callable[[Elem], Iterable[Piece]]
"""Makes a block's pieces; their elements go under the one given."""
Way = tuple[int, float, tuple[bool, bool]]
"""Which of a block's pieces, how high (points), and how the pen paints."""
Shoot = tuple[int, str, str]
"""An element of a block: the index of the one that it is under, tag and attributes."""
MOST_BLOCKS, MOST_WAYS = 12288, 16
"""How many blocks are kept, and how many stamps of each."""
GIVEN = "?"
"""Stands for the attributes of an element that each use of a block gives."""


class _Live:
    """A block's pieces as they are made, with elements of their own; each of them can be painted once."""

    def __init__(self, make: Make) -> None:
        self.root = Elem("")
        self.pieces = list(make(self.root))
        self.elems = [self.root]
        for elem in self.elems:  # it grows meanwhile
            self.elems += [kid for kid in elem.kids if isinstance(kid, Elem)]
        self.painted: set[int] = set()

    def trace(self, n: int, pen: Pen, height: float) -> Stamp:
        """Return what a piece paints. Raise KeyError if it marks what an earlier piece has added."""
        self.painted.add(n)
        before = [(elem.box, len(elem.kids)) for elem in self.elems]
        tracer = pen.tracer()
        self.pieces[n].draw(tracer, 0.0, 0.0, height)
        index = {id(elem): n for n, elem in enumerate(self.elems)}
        grown: list[tuple[int, Growth]] = []
        links = {id(annot): n for n, annot in enumerate(tracer.annots)}
        for at, (elem, (box, count)) in enumerate(zip(self.elems, before, strict=True)):
            if elem.box and not box:
                grown.append((at, elem.box))
            _grow(elem.kids[count:], at, index, links, grown)
        return tracer.traced(grown, index)


def _grow(
    kids: Sequence[Elem | MarkedContent | Annot],
    at: int,
    index: dict[int, int],
    links: dict[int, int],
    grown: list[tuple[int, Growth]],
) -> None:
    """Note new kids of an element, and those below them."""
    for kid in kids:
        if isinstance(kid, MarkedContent):
            grown.append(_marked(at, kid.mcid))
        elif isinstance(kid, Annot):
            grown.append((at, replace(kid, number=links[id(kid)])))
        else:
            grown.append((at, Sprout(kid.tag, kid.attrs)))
            index[id(kid)] = new = len(index)
            if kid.box:
                grown.append((new, kid.box))
            _grow(kid.kids, new, index, links, grown)


@lru_cache(maxsize=4096)
def _marked(at: int, mcid: int) -> tuple[int, int]:
    """Return a new mark of an element, the same object for the same values: tens of thousands are kept."""
    return at, mcid


@lru_cache(maxsize=4096)
def _shoot(at: int, tag: str, attrs: str) -> Shoot:
    """Return an element of a block, in the same way."""
    return at, tag, attrs


class _Block:
    """What is kept of a block: measures, elements, and stamps."""

    def __init__(self) -> None:
        self.measures: list[Piece] = []
        self.shoots: list[Shoot] = []
        self.stamps: dict[Way, Stamp] = {}

    def keep(self, live: _Live) -> None:
        """Keep the measures of pieces."""
        index = {id(elem): n for n, elem in enumerate(live.elems)}
        self.shoots = [
            _shoot(index[id(elem)], kid.tag, kid.attrs)
            for elem in live.elems
            for kid in elem.kids
            if isinstance(kid, Elem)
        ]
        self.measures = [
            piece if piece is BREAK else piece.drawn(_nothing, _whole if piece.part else None) for piece in live.pieces
        ]


def _nothing(pen: Pen, x: float, top: float, height: float) -> None:
    """Stand for what a use of the block draws."""


def _whole(room: float) -> tuple[Piece, Piece] | None:
    """Stand for how a use of the block parts a piece."""


class _Use:
    """A block on some page."""

    def __init__(self, block: _Block, make: Make, up: Elem, given: Iterable[str]) -> None:
        self._block, self._make = block, make
        self._live: _Live | None = None
        self._parts: list[Piece] = []
        if not block.measures:
            self._live = _Live(make)
            block.keep(self._live)
        self._elems = elems = [up]
        own = iter(given)
        for at, tag, attrs in block.shoots:
            elems.append(elems[at].add(tag, next(own) if attrs == GIVEN else attrs))

    def pieces(self) -> list[Piece]:
        """Return the block's pieces; what they draw, this use draws."""
        out = list[Piece]()
        for n, piece in enumerate(self._block.measures):
            if piece is not BREAK:
                cut = partial(self._part, n) if piece.part else None
                out.append(piece.drawn(partial(self._draw, n), cut))
            else:
                out.append(piece)
        return out

    def _draw(self, n: int, pen: Pen, x: float, top: float, height: float) -> None:
        if self._parts:
            self._parts[n].draw(pen, x, top, height)
            return
        way, stamps = (n, height, pen.paints), self._block.stamps
        stamp = stamps.get(way)
        if stamp is None:
            if self._live is None or n in self._live.painted:
                self._live = _Live(self._make)
            if len(stamps) >= MOST_WAYS:
                stamps.clear()
            stamps[way] = stamp = self._live.trace(n, pen, height)
        pen.stamp(stamp, self._elems, x, top)

    def _part(self, n: int, room: float) -> tuple[Piece, Piece] | None:
        """Part a piece; the block is then painted as it is made, for no other page will have these parts."""
        if not self._parts:
            live = _Live(self._make)
            for made, elem in zip(live.elems, self._elems, strict=True):
                made.attrs = elem.attrs
            up, own = self._elems[0], [kid for kid in live.root.kids if isinstance(kid, Elem)]
            first = next(n for n, kid in enumerate(up.kids) if kid is self._elems[1])
            up.kids[first : first + len(own)] = own
            self._parts = live.pieces
        cut = self._parts[n].part
        return cut(room) if cut else None


@lru_cache(maxsize=MOST_BLOCKS)
def _block(key: Hashable) -> _Block:  # noqa: ARG001 - what it is kept under
    return _Block()


def stamped(key: Hashable, make: Make, up: Elem, given: Iterable[str] = ()) -> list[Piece]:
    """Return a block's pieces, with their elements under up; key is all that they depend on.

    given: the attributes of elements that are made with GIVEN for theirs, in their order.
    """
    return _Use(_block(key), make, up, given).pieces()
