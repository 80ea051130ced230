"""Words, headings, lists and frames as pieces: what every designed page is made of."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from planner import blocks as b
from planner.figure.drawing import Drawing
from planner.pdf.file.tags import Elem, spoken, string
from planner.pdf.layout.bidi import RTL
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph, paragraph, parted, pieces
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, seen, space, stack
from planner.pdf.layout.stamps import Make, stamped
from planner.pdf.layout.theme import BETWEEN, FINE, INSIDE, LEFT, MEDIUM, MM, Align, PageTheme, Style, closer, under
from planner.values import frozen

JOIN = "\u00a0"
"""Ends a text that is followed by others of its element, so that a screen reader does not join their words."""

TITLES = ("h1", "word", "h2")
"""Styles of a page's title, tried until it takes at most two lines."""
UNDER_TITLE = 14.0
"""White space between a page's title, with its lead, and what follows, in points."""


class Typesetter:
    """Sets words in a theme. Elements are added under the one that each method is given."""

    def __init__(self, theme: PageTheme, width: float | None = None, continued: str = "") -> None:
        """Set in this theme, in a width in points; without one, in the page's.

        continued is the title of a page on which a part goes on, with {title} for the part's.
        """
        self.theme: PageTheme = theme
        self.continued: str = continued
        self.width: float = theme.width if width is None else width
        self.room: float = theme.room
        """The height of a page that the section's blocks may take, in points."""
        self.prose = "body"
        """The style of sentences."""

    def within(self, width: float) -> "Typesetter":
        """Return a typesetter of the same theme for a narrower place, such as a column."""
        setter = Typesetter(self.theme, width, self.continued)
        setter.room, setter.prose = self.room, self.prose
        return setter

    def closer(self, prose: str = "sign") -> "Typesetter":
        """Return a typesetter whose sentences have closer lines: those of the warning signs, or of another style."""
        setter = self.within(self.width)
        setter.prose = prose
        return setter

    def closed_up(self, by: float) -> "Typesetter":
        """Return a typesetter all of whose sentences have closer lines, by a factor."""
        if by == 1.0:
            return self
        setter = Typesetter(closer(self.theme, by), self.width, self.continued)
        setter.room, setter.prose = self.room, self.prose
        return setter

    @property
    def close(self) -> bool:
        """Return whether its sentences are close to each other."""
        return self.prose != "body"

    def style(self, name: str | Style, align: Align = "left") -> Style:
        """Return a style, by its name in the theme or as it is, with an alignment."""
        style = self.theme.styles[name] if isinstance(name, str) else name
        return style if align == "left" else _aligned(style, align)

    def lines(self, words: b.Words, style: str | Style, width: float, align: Align = "left") -> Paragraph:
        """Break words into lines no wider than width (points)."""
        return paragraph(words, self.style(style, align), width, self.theme.family)

    def ahead(self, text: str, style: str | Style) -> float:
        """Return how far what ends a text keeps it from where reading starts, in points; it is not seen.

        It is at the right of what runs from left to right, such as a number, and so before it on a mirrored page.
        """
        if not self.theme.family.rtl or RTL.search(text):
            return 0.0
        return self.lines(JOIN, style, self.width).width

    def kept(self, block: Hashable, make: Make, up: Elem, given: Iterable[str] = ()) -> list[Piece]:
        """Return the pieces that make gives for a block, and kept from the last time that it was set like this.

        given: attributes in which uses differ, as of stamped.
        """
        return stamped((block, self.theme, self.width, self.room, self.prose, self.continued), make, up, given)

    # -- words ---------------------------------------------------------------------------------

    def text(
        self,
        words: b.Words,
        style: str | Style,
        width: float,
        up: Elem,
        tag: str = "P",
        *,
        gap: float = 0.0,
        align: Align = "left",
    ) -> Piece:
        """Return a paragraph, which breaks across pages only if it has to."""
        return self.said(self.lines(words, style, width, align), up.add(tag) if tag else up, width, gap=gap)

    def said(self, lines: Paragraph, elem: Elem, width: float, *, gap: float = 0.0) -> Piece:
        """Return lines that belong to an element; there may be a page break between two of them."""

        def draw(pen: Pen, x: float, top: float, _height: float) -> None:
            with pen.tag(elem):
                if any(stretch.link for line in lines.lines for stretch in line):
                    _linked(pen, lines, elem, x, top)
                else:
                    pen.text(lines, x, top)

        def part(room: float) -> tuple[Piece, Piece] | None:
            two = parted(lines, room)
            return (self.said(two[0], elem, width, gap=gap), self.said(two[1], elem, width)) if two else None

        return Piece(lines.height, draw, gap=gap, part=part)

    def heading(self, text: str, level: int, style: str | Style, width: float, up: Elem, *, gap: float = 0.0) -> Piece:
        """Return a heading; it stays with what follows."""
        piece = self.text(text, style, width, up, f"H{level}", gap=gap)
        piece.keep = True
        return piece

    def title(self, block: b.Heading, up: Elem) -> Piece:
        """Return a page's title with its lead; where the part goes on, a page repeats the title and says so.

        The numeral, if there is one, is in column 1. Where lines are closer, the white below may shrink too.
        """
        numeral = self.lines(block.numeral, "numeral", self.width) if block.numeral else None
        inset = max(self.theme.column(2, 6), numeral.width + INSIDE[2]) if numeral else 0.0
        # a title starts a bookmark and a heading: numeral and words are one element
        head = self.head(block.text, self.width - inset)
        parts = [self.said(head, up.add("H1"), self.width - inset)]
        lower = under(block.text, head.style) if block.lead else 0.0
        if block.lead:
            parts.append(self.text(block.lead, "lead", self.width - inset, up, gap=INSIDE[1] + lower))
        if block.note:
            parts.append(self.text(block.note, "aim", self.measure(self.width - inset), up, gap=INSIDE[1]))
        piece = self._titled(numeral, stack(parts), inset)
        piece.best, piece.least = piece.best - lower, piece.least - lower  # the page holds as much as without it
        piece.again = self.again(block.text)
        piece.least -= UNDER_TITLE - INSIDE[0] if self.theme.shape.closeness < 1.0 else 0.0
        return piece

    def head(self, text: str, width: float, styles: Sequence[str] = TITLES) -> Paragraph:
        """Return a title in the largest of its styles in which it takes at most two lines."""
        sizes = (self.lines(text, style, width) for style in styles)
        return next(
            lines
            for lines in sizes
            if (len(lines.lines) <= 2 and not lines.torn) or lines.style == self.style(styles[-1])
        )

    def again(self, text: str) -> Piece | None:
        """Return what a page on which a part goes on has at its head: seen, not read out again."""
        if not self.continued:
            return None
        lines = self.lines(self.continued.replace(b.TITLE, text), "h2", self.width)
        piece = seen(said(lines, Elem("P"), gap=0.0))
        piece.best, piece.keep, piece.repeats = piece.best + BETWEEN[2], True, True
        piece.least = piece.best
        return piece

    def _titled(self, numeral: Paragraph | None, words: Piece, inset: float) -> Piece:
        height = max(words.best, numeral.height if numeral else 0.0) + UNDER_TITLE

        def draw(pen: Pen, x: float, top: float, _height: float) -> None:
            if numeral:
                pen.text(numeral, x, top)
            words.draw(pen, x + inset, top, words.best)

        def part(room: float) -> tuple[Piece, Piece] | None:
            two = words.part(room - UNDER_TITLE) if words.part else None
            return (self._titled(numeral, two[0], inset), self._titled(None, two[1], inset)) if two else None

        return Piece(height, draw, keep=True, part=part)

    def measure(self, width: float) -> float:
        """Return a width, limited to what a line can have and still read well (142.5 mm at 14 pt)."""
        return min(width, self.theme.span(5, 6) * self.theme.unit + 0.01)

    def list_items(
        self,
        items: Sequence[b.Words],
        width: float,
        up: Elem,
        *,
        icons: Sequence[str] = (),
        style: str = "body",
        gap: float = 12.0,
    ) -> list[Piece]:
        """Return a list, each item after a bullet or its own icon."""
        group = up.add("L", "/A<</O/List/ListNumbering/Disc>>")
        return [
            self.item(words, icons[n] if icons else "bullet", width, group, style=style, gap=gap)
            for n, words in enumerate(items)
        ]

    def numbered_items(
        self, items: Sequence[b.Words], first: int, width: float, up: Elem, *, gap: float = 12.0
    ) -> list[Piece]:
        """Return a list, each item after its number, counting from first."""
        group = up.add("L", "/A<</O/List/ListNumbering/Decimal>>")
        number_style = replace(self.style("step number"), leading=self.style(self.prose).leading)
        signs = [self.lines(f"{n}{JOIN}", number_style, width) for n in range(first, first + len(items))]
        indent = max(20 * self.theme.unit, *(sign.width + 6 for sign in signs))
        out = []
        for words, sign in zip(items, signs, strict=True):
            label, body = group.item()
            number = self.said(sign, label, indent)
            lines = self.lines(words, self.prose, width - indent)
            out.append(beside([(0.0, number), (indent, self.said(lines, body, width - indent))], gap=gap))
        return out

    def item(self, words: b.Words, sign: str, width: float, group: Elem, *, style: str, gap: float) -> Piece:
        """Return an item of the list whose element is given."""
        label, body = group.item()
        indent = 20 * self.theme.unit
        lines = self.lines(words, style, width - indent)
        size = (10.0 if sign == "bullet" else 18.0) * self.theme.unit
        mark = icon(sign, size, self.theme.ink)
        label.attrs = "/ActualText" + string("•")
        drop = (lines.style.leading - size) / 2

        def draw(pen: Pen, x: float, top: float) -> None:
            with pen.tag(label):
                pen.draw(mark, x, top - drop - size, 1.0)

        return beside([(0.0, fixed(size, draw)), (indent, self.said(lines, body, width - indent))], gap=gap)

    def icon_line(
        self,
        sign: str,
        words: b.Words,
        width: float,
        up: Elem,
        *,
        size: float = 22.0,
        indent: float = 34.0,
        gap: float = 0.0,
    ) -> Piece:
        """Return a sentence after an icon; size and indent are in points at size standard."""
        grown = self.theme.icons
        size, indent = size * grown, indent * grown
        lines = self.lines(words, "body", width - indent)
        elem = up.add("P")
        mark = icon(sign, size, self.theme.ink)
        drop = min(lines.height, lines.style.leading)

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.draw(mark, x, top - (drop + size) / 2, 1.0)

        return beside([(0.0, fixed(size, draw)), (indent, self.said(lines, elem, width - indent))], gap=gap)

    def closing(self, block: b.Foot, size: float = 0.0) -> "Closing":
        """Return what closes a page; size is that of its icon, in points, without which it is as high as a line."""
        size = size or 17.0 * self.theme.icons
        indent = max(16 * MM, size + INSIDE[2])
        lines = self.lines(block.words, replace(self.style("sign"), balanced=True), self.theme.width - indent)
        return Closing(lines, icon(block.icon, size, self.theme.ink), indent, self.theme)

    # -- lines and frames ----------------------------------------------------------------------

    def rule(self, width: float, weight: float = FINE, *, gap: float = 0.0) -> Piece:
        """Return a horizontal line; width and weight are in points."""
        return fixed(0.0, lambda pen, x, top: pen.line(x, top, x + width, top, self.theme.ink, weight), gap=gap)

    def framed(
        self,
        inner: Piece,
        width: float,
        weight: float,
        *,
        inset: float,
        radius: float = 2.2 * MM,
        pad: float = 16.0,
        gap: float = 0.0,
    ) -> Piece:
        """Return a frame round a piece, which is inset from the frame's left by so many points."""

        def draw(pen: Pen, x: float, top: float, height: float) -> None:
            if weight:
                half = weight / 2
                box = (x + half, top - height + half, x + width - half, top - half)
                pen.frames([box], self.theme.ink, weight, radius)
            inner.draw(pen, x + inset, top - pad, height - 2 * pad)

        def part(room: float) -> tuple[Piece, Piece] | None:
            two = inner.part(room - 2 * pad) if inner.part else None
            if two is None:
                return None
            first, rest = (self.framed(p, width, weight, inset=inset, radius=radius, pad=pad, gap=gap) for p in two)
            return first, rest

        return Piece(inner.best + 2 * pad, draw, inner.least + 2 * pad, gap=gap, part=part)

    def spread(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return pieces whose gaps may each shrink to half."""
        out: list[Piece] = []
        for n, piece in enumerate(pieces):
            if n and piece.gap:
                out.append(space(piece.gap, piece.gap / 2))
                piece.gap = 0.0
            out.append(piece)
        return out

    # -- pictures ------------------------------------------------------------------------------

    def figure_elem(self, figure: b.Figure, up: Elem) -> Elem:
        """Add a figure's element, and return it; its bounding box is added when it is drawn."""
        return up.add("Figure", spoken("Alt", figure.alt))

    def place(
        self, pen: Pen, elem: Elem, figure: b.Figure, x: float, ground: float, scale: float, *, weight: float = 1.0
    ) -> None:
        """Draw a figure so that it stands on a line at the height ground; weight as of Pen.draw."""
        drawing = figure.drawing
        y = ground - drawing.ground * scale
        box = (x, y, x + drawing.width * scale, y + drawing.height * scale)
        pen.bounds(elem, box)
        with pen.tag(elem):
            pen.draw(drawing, x, y, scale, weight)


@lru_cache(maxsize=256)
def _aligned(style: Style, align: Align) -> Style:
    return replace(style, align=align)


@frozen
class Closing:
    """A sentence under a line, at the lower edge of the live area."""

    lines: Paragraph
    mark: Drawing
    indent: float
    """Where the sentence begins, in points from the icon's left edge."""
    theme: PageTheme

    @property
    def height(self) -> float:
        """Return what it takes of a page, with the white space above it, in points."""
        return INSIDE[2] + INSIDE[1] + self.inner

    @property
    def inner(self) -> float:
        """Return the height below its line, in points."""
        return max(self.lines.height, self.mark.height)

    def draw(self, pen: Pen, elem: Elem, base: float = 0.0) -> None:
        """Draw it, with its lower edge at base (points), else at that of the live area; elem has the sentence."""
        theme, base = self.theme, base or self.theme.margins.live
        line = base + self.inner + INSIDE[1]
        pen.line(LEFT, line, LEFT + theme.width, line, theme.ink, MEDIUM)
        top = base + (self.inner + self.lines.height) / 2
        middle = top - self.lines.style.leading / 2
        pen.draw(self.mark, LEFT, max(middle - self.mark.height / 2, base), 1.0)
        with pen.tag(elem):
            pen.text(self.lines, LEFT + self.indent, top)


def _linked(pen: Pen, lines: Paragraph, elem: Elem, x: float, top: float) -> None:
    """Draw lines that have links; each link is an element with its words and the area to click."""
    link, url = elem, ""
    for down, stretch, alone in pieces(lines):
        if stretch.link != url:
            url = stretch.link
            link = elem.add("Link") if url else elem
        with pen.tag(link):
            pen.text(alone, x, top - down)
        if url:
            pen.link(link, url, url, pen.around(alone, x, top - down))


def said(lines: Paragraph, elem: Elem, *, gap: float = 0.0) -> Piece:
    """Return lines of text that belong to an element and never break."""

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(elem):
            pen.text(lines, x, top)

    return fixed(lines.height, draw, gap=gap)
