"""Drawing on one page: PDF operators, and the brackets that say what they mean.

Whatever is painted inside `with pen.tag(elem)` belongs to elem; everything else is an artifact, so nothing can be
left untagged. A bracket opens when something is painted, not when it is named, so neighbours with one meaning share
it and empty ones do not exist.

Where a booklet is read from right to left, the pen mirrors every position about the middle of the page, so drawing code
measures x from the side where reading starts. Figures, pictures and codes move to the mirrored place; they never flip.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

from planner.blocks import Photograph
from planner.figure.drawing import Drawing, Rgb
from planner.pdf.file.fonts import Font, Glyph, Listed, listed
from planner.pdf.file.tags import Annot, Box, Elem, MarkedContent, string
from planner.pdf.file.writer import Form
from planner.pdf.layout.forms import form_of
from planner.pdf.layout.icons import Turning
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pages import Slot

THINNEST = 0.5
"""The thinnest line that every printer can draw, in points."""
OPEN = "\0"
"""Stands for the number of a mark that is still open."""
_NONE = Elem("")
_K = 0.5523
"""The length of the Bezier handles of a quarter circle, as a share of its radius."""


class Sprout(NamedTuple):
    """An element that is added when something is drawn."""

    tag: str
    attrs: str


Growth = int | Sprout | Box | Annot
"""What an element gets when it is drawn: a mark, a new element, bounds, a link (numbered in its stamp)."""


class Stamp(NamedTuple):
    """What was painted from 0, 0 on, to be painted again at any place of any page.

    Elements are named by their index: first those that there were, then the new ones.
    """

    ops: str
    """The operators, with a %s for the number of each mark."""
    grown: tuple[tuple[int, Growth], ...]
    """What elements got, in order."""
    marks: tuple[int, ...]
    """The element of each mark."""
    links: tuple[Annot, ...]
    forms: dict[str, Form]
    glyphs: Listed


class Pen:
    """What one page shows; coordinates are in points from the lower left corner.

    On a mirrored page they are from the lower right one, and x grows to the left.
    """

    def __init__(
        self, page: int = 0, corners: float = 1.0, rules: float = 1.0, *, mirrored: float | None = None
    ) -> None:
        """Start an empty page; page is its number in its section, from 0.

        corners and rules are factors for the radius of corners and the weight of lines. mirrored: the page's width in
        points, if it is read from right to left.
        """
        self.page = page
        self._mirrored, self._moved = mirrored, 0.0
        self._upright = False
        self._corners, self._rules = corners, rules
        self.marks: list[Elem] = []
        """By MCID."""
        self.annots: list[Annot] = []
        self.forms: dict[str, Form] = {}
        self.glyphs: dict[Font, set[Glyph]] = {}
        """The glyphs needed of each font."""
        self.slot: Slot | None = None
        self._ops: list[str] = []
        self._traces = False
        self._elem: Elem | None = None
        self._open: Elem | None = _NONE
        self._muted = False
        self._fill: Rgb | None = None
        self._stroke: tuple[Rgb, float] | None = None

    def bytes(self) -> bytes:
        """Return the page's content stream."""
        return f"q 1 j 1 J\n{self._operators()}\nQ".encode("ascii")

    def _operators(self) -> str:
        return "\n".join(self._ops if self._open is _NONE else [*self._ops, "EMC"])

    # -- places --------------------------------------------------------------------------------

    def _left(self, x: float, width: float = 0.0) -> float:
        """Return where the left edge of something of this width lies on paper, if it starts at x (points)."""
        return x + self._moved if self._mirrored is None else self._mirrored - x - width

    def _box(self, box: Box) -> Box:
        """Return where a box lies on paper."""
        left = self._left(box[0], box[2] - box[0])
        return left, box[1], left + box[2] - box[0], box[3]

    @contextmanager
    def upright(self, box: Box) -> Iterator[None]:
        """Move what is drawn inside as one and do not mirror it, such as a body with the words beside its hands.

        Inside, x is measured from the left; the box (points) is that of the whole group.
        """
        before = self._mirrored, self._moved, self._upright
        if self._mirrored is not None:
            self._moved, self._upright = self._left(box[0], box[2] - box[0]) - box[0], True
            self._mirrored = None
        yield
        self._mirrored, self._moved, self._upright = before

    def bounds(self, elem: Elem, box: Box) -> None:
        """Say where a figure is; if it is drawn again, on a further page, the first time counts."""
        if elem.box is None:
            elem.box = self._box(box)

    def around(self, words: Paragraph, x: float, top: float) -> Box:
        """Return the box around a line of text that is drawn at x, top."""
        left = words.lefts[0] if self._mirrored is None else words.box - words.lefts[0] - words.width
        return x + left, top - words.height, x + left + words.width, top

    # -- meaning -------------------------------------------------------------------------------

    @contextmanager
    def tag(self, elem: Elem | None) -> Iterator[None]:
        """Make what is painted inside belong to elem; if None, it is an artifact."""
        before = self._elem
        self._elem = None if self._muted else elem
        yield
        self._elem = before

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Make what is painted inside an artifact, whatever its tags, because it is a repetition."""
        before = self._elem, self._muted
        self._elem, self._muted = None, True
        yield
        self._elem, self._muted = before

    def _paint(self, op: str) -> None:
        if self._open is not self._elem:
            self._bracket(self._elem)
        self._ops.append(op)

    def _bracket(self, elem: Elem | None) -> None:
        """Close the bracket that is open, if any, and open the one of an element, or of artifacts."""
        if self._open is not _NONE:
            self._ops.append("EMC")
        self._ops.append("/Artifact BMC" if elem is None else f"/{elem.tag}<</MCID {self._number(elem)}>>BDC")
        self._open = elem

    def _number(self, elem: Elem) -> int | str:
        """Mark an element, and return how the mark's number is written."""
        number = self._mark(elem)
        return OPEN if self._traces else number

    def _mark(self, elem: Elem) -> int:
        mcid = len(self.marks)
        elem.kids.append(MarkedContent(self.page, mcid))
        self.marks.append(elem)
        return mcid

    def leave(self, elem: Elem, x: float, top: float, way: int) -> None:
        """Leave a place for an element's words, which are in another stream of this page."""
        self.slot = Slot(page=self.page, mcid=self._mark(elem), tag=elem.tag, x=x, top=top, way=way)

    # -- what was painted before ---------------------------------------------------------------

    @property
    def paints(self) -> tuple[bool, bool]:
        """Return whether it is muted, and whether it is upright on a mirrored page: what a stamp depends on."""
        return self._muted, self._upright

    def tracer(self) -> "Pen":
        """Return a pen that paints as this one does, on nothing, so that what it paints can be stamped."""
        other = Pen(0, self._corners, self._rules, mirrored=self._mirrored)
        other._muted, other._upright, other._traces = self._muted, self._upright, True
        return other

    def traced(self, grown: Sequence[tuple[int, Growth]], index: Mapping[int, int]) -> Stamp:
        """Return what a tracer painted. index gives each element's index by its identity; grown is as in the stamp."""
        return Stamp(
            ops=self._operators().replace("%", "%%").replace(OPEN, "%s"),
            grown=tuple(grown),
            marks=tuple([index[id(elem)] for elem in self.marks]),
            links=tuple(self.annots),
            forms=self.forms,
            glyphs=listed(self.glyphs),
        )

    def stamp(self, stamp: Stamp, elems: Sequence[Elem], x: float, top: float) -> None:
        """Paint what was painted before at x, top; its marks and new elements go to these elements."""
        right = x + self._moved if self._mirrored is None else -x
        first, own = len(self.marks), list(elems)
        links = [Annot(self.page, link.text, _shifted(link.box, right, top)) for link in stamp.links]
        for n, what in stamp.grown:
            if isinstance(what, int):
                own[n].kids.append(MarkedContent(self.page, first + what))
            elif isinstance(what, Sprout):
                own.append(own[n].add(*what))
            elif isinstance(what, Annot):
                own[n].kids.append(links[what.number])
            elif own[n].box is None:
                own[n].box = _shifted(what, right, top)
        self.marks += [own[n] for n in stamp.marks]
        self.annots += links
        self.forms.update(stamp.forms)
        for font, glyphs in stamp.glyphs:
            self.glyphs.setdefault(font, set()).update(glyphs)
        if stamp.ops:
            if self._open is not _NONE:
                self._ops.append("EMC")
                self._open = _NONE
            numbers = range(first, first + len(stamp.marks))
            ops = stamp.ops % (tuple(numbers) if not self._traces else (OPEN,) * len(numbers))
            self._ops.append(f"q 1 0 0 1 {right:.2f} {top:.2f} cm\n{ops}\nQ")

    # -- paint ---------------------------------------------------------------------------------

    def text(self, words: Paragraph, x: float, top: float) -> None:
        """Draw a paragraph with its upper left corner at x, top; mirrored, it is the upper right one."""
        style = words.style
        self._set_fill(style.colour)
        show, used = words.painted
        for font, glyphs in used:
            self.glyphs.setdefault(font, set()).update(glyphs)
        y = top - (style.leading - style.size) / 2 - 0.79 * style.size  # the first baseline
        left = self._left(x, words.box) + words.lefts[0]
        if self._upright:  # words that start at the right would be off by what their box has left
            ends = {"left": 0.0, "centre": 0.5, "right": 1.0}[style.align]
            left += (words.box - words.width) * ends - min(words.lefts)
        self._paint(f"BT {left:.2f} {y:.2f} Td {show} ET")

    def link(self, elem: Elem, url: str, says: str, box: Box) -> None:
        """Make a rectangle lead to an address."""
        if self._muted:
            return
        annot = Annot(self.page, f"/Contents{string(says)}/A<</S/URI/URI<{url.encode().hex()}>>>>", self._box(box))
        elem.kids.append(annot)
        self.annots.append(annot)

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: Rgb, width: float) -> None:
        """Draw a straight line; width is in points."""
        self._set_stroke(colour, width)
        self._paint(f"{self._left(x0):.2f} {y0:.2f} m {self._left(x1):.2f} {y1:.2f} l S")

    def dashed(self, box: Box, colour: Rgb, width: float, dash: tuple[float, float]) -> None:
        """Draw a dashed box, or a dashed line if the box has no width or no height."""
        x0, y0, x1, y1 = self._box(box)
        flat = x0 == x1 or y0 == y1
        path = f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l" if flat else _rounded((x0, y0, x1, y1), 0.0)
        self._set_stroke(colour, width)
        self._paint(f"[{dash[0]:g} {dash[1]:g}] 0 d {path} S [] 0 d")

    def fill(self, box: Box, colour: Rgb) -> None:
        """Fill a rectangle."""
        self._set_fill(colour)
        left = self._left(box[0], box[2] - box[0])
        self._paint(f"{left:.2f} {box[1]:.2f} {box[2] - box[0]:.2f} {box[3] - box[1]:.2f} re f")

    def squares(self, boxes: Sequence[tuple[float, float, float, float]], colour: Rgb) -> None:
        """Fill rectangles (left, bottom, width, height) in one operation: a code, which is never mirrored."""
        self._set_fill(colour)
        start = min([x for x, _, _, _ in boxes])
        moved = self._left(start, max([x + w for x, _, w, _ in boxes]) - start) - start
        self._paint(" ".join([f"{x + moved:.2f} {y:.2f} {w:.2f} {h:.2f} re" for x, y, w, h in boxes]) + " f")

    def frames(self, boxes: Sequence[Box], colour: Rgb, width: float, radius: float = 0.0) -> None:
        """Draw the outlines of rectangles in one operation, with rounded corners if a radius is given."""
        self._set_stroke(colour, width)
        self._paint(" ".join([_rounded(self._box(box), self._radius(box, radius)) for box in boxes]) + " S")

    def _radius(self, box: Box, asked: float) -> float:
        """Return the radius of a frame's corners in the theme's shape; a frame asked to be a circle stays one."""
        most = min(box[2] - box[0], box[3] - box[1]) / 2
        return asked if asked > most * 0.8 else min(asked * self._corners, most * 0.8)

    def draw(self, drawing: Drawing, x: float, y: float, scale: float, weight: float = 1.0) -> None:
        """Draw a drawing, stored once, with its lower left corner at x, y.

        scale is in points per unit; weight is how many times as heavy as usual its lines are.
        """
        if isinstance(drawing, Photograph):
            self._photograph(drawing, x, y, scale)
            return
        if self._mirrored is not None and isinstance(drawing, Turning):
            drawing = drawing.turned
        name, form = form_of(drawing, round(scale, 4), round(weight, 3))
        self.forms[name] = form
        left = self._left(x, drawing.width * scale)
        self._paint(f"q {scale:.4f} 0 0 {scale:.4f} {left:.2f} {y:.2f} cm/{name} Do Q")

    def _photograph(self, shown: Photograph, x: float, y: float, scale: float) -> None:
        """Draw a photograph with as many pixels as its printed size needs."""
        from planner.pdf.file.images import DOTS, embedded  # reads pictures: only where there are some

        width, height = shown.width * scale, shown.height * scale
        name, form, _ = embedded(shown.data, math.ceil(max(width, height) * DOTS))
        self.image(name, form, (x, y, x + width, y + height))

    def image(self, name: str, form: Form, box: Box) -> None:
        """Draw an image that fills a box."""
        self.forms[name] = form
        width, height = box[2] - box[0], box[3] - box[1]
        left = self._left(box[0], width)
        self._paint(f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {box[1]:.2f} cm/{name} Do Q")

    def _set_fill(self, colour: Rgb) -> None:
        if colour != self._fill:
            self._fill = colour
            self._ops.append("{:g} {:g} {:g} rg".format(*colour))

    def _set_stroke(self, colour: Rgb, width: float) -> None:
        if self._rules != 1.0:
            width = max(round(width * self._rules, 2), THINNEST)
        if (colour, width) != self._stroke:
            self._stroke = colour, width
            self._ops.append("{:g} {:g} {:g} RG {:g} w".format(*colour, width))


def _shifted(box: Box, right: float, up: float) -> Box:
    """Return a box moved by so many points."""
    return box[0] + right, box[1] + up, box[2] + right, box[3] + up


@lru_cache(maxsize=4096)
def _rounded(box: Box, r: float) -> str:
    """Return the path of a box: those to tick stand at the same places on page after page."""
    x0, y0, x1, y1 = box
    if not r:
        return f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re"
    k = r * (1 - _K)
    sides = (
        ((x1 - r, y0), (x1 - k, y0, x1, y0 + k, x1, y0 + r)),
        ((x1, y1 - r), (x1, y1 - k, x1 - k, y1, x1 - r, y1)),
        ((x0 + r, y1), (x0 + k, y1, x0, y1 - k, x0, y1 - r)),
        ((x0, y0 + r), (x0, y0 + k, x0 + k, y0, x0 + r, y0)),
    )
    around = " ".join(
        "{:.2f} {:.2f} l {:.2f} {:.2f} {:.2f} {:.2f} {:.2f} {:.2f} c".format(*to, *bend) for to, bend in sides
    )
    return f"{x0 + r:.2f} {y0:.2f} m {around} h"
