"""Words, headings, lists and frames as pieces: what every designed page is made of."""

from collections.abc import Sequence
from dataclasses import replace

from planner import blocks as b
from planner.pdf.icons import icon
from planner.pdf.layout import Piece, fixed, space, stack
from planner.pdf.pen import Pen
from planner.pdf.tags import Elem, layout_attrs, string
from planner.pdf.text import Paragraph, paragraph
from planner.pdf.theme import MM, Align, Style, Theme

JOIN = "\u00a0"
"""Ends a text that others of the same element follow, so that the words stay apart for who listens."""


class Setter:
    """Sets words in a theme. Elements are added under the one that each method is given."""

    def __init__(self, theme: Theme) -> None:
        """Set in this theme."""
        self.theme = theme

    def style(self, name: str | Style, align: Align = "left") -> Style:
        """A style of the theme."""
        style = self.theme.styles[name] if isinstance(name, str) else name
        return style if align == "left" else replace(style, align=align)

    def lines(self, words: b.Words, style: str | Style, width: float, align: Align = "left") -> Paragraph:
        """Words in lines."""
        return paragraph(words, self.style(style, align), width, self.theme.family)

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
        """A paragraph that never breaks."""
        return said(self.lines(words, style, width, align), up.add(tag) if tag else up, gap=gap)

    def heading(self, text: str, level: int, style: str | Style, width: float, up: Elem, *, gap: float = 0.0) -> Piece:
        """A heading; it stays with what follows."""
        piece = self.text(text, style, width, up, f"H{level}", gap=gap)
        piece.keep = True
        return piece

    def title(self, block: b.Heading, up: Elem) -> Piece:
        """A page's title: a block 30 mm high, so that content starts at one place; the numeral in column 1."""
        width = self.theme.width
        inset = self.theme.column(2, 6) if block.numeral else 0.0
        # a title starts a bookmark and a heading: numeral and words are one element
        head = up.add("H1")
        parts = [said(self.lines(block.text, "h1", width - inset), head)]
        if block.lead:
            parts.append(self.text(block.lead, "lead", width - inset, up, gap=4))
        if block.note:
            parts.append(self.text(block.note, "aim", self.measure(width - inset), up, gap=4))
        words = stack(parts)
        height = max(30 * MM - 6, words.best + 10)
        least = words.best + 8
        numeral = self.lines(block.numeral, "numeral", 1000) if block.numeral else None

        def draw(pen: Pen, x: float, top: float, _height: float) -> None:
            if numeral:
                pen.text(numeral, x - 3, top + 3)
            words.draw(pen, x + inset, top, words.best)

        return Piece(height, draw, min(height, max(least, 66.0 if block.numeral else 0.0)), keep=True)

    def measure(self, width: float) -> float:
        """A width, but no longer than a line should be (142.5 mm at 14 pt)."""
        return min(width, self.theme.span(5, 6) + 0.01)

    def list_items(
        self,
        items: Sequence[b.Words],
        width: float,
        up: Elem,
        *,
        icons: Sequence[str] = (),
        style: str = "body",
        gap: float = 12.0,
        indent: float = 20.0,
    ) -> list[Piece]:
        """A list; each item after a bullet, or after its own icon."""
        group = up.add("L", "/A<</O/List/ListNumbering/Disc>>")
        return [
            self.item(words, icons[n] if icons else "bullet", width, group, style=style, gap=gap, indent=indent)
            for n, words in enumerate(items)
        ]

    def item(
        self, words: b.Words, sign: str, width: float, group: Elem, *, style: str, gap: float, indent: float
    ) -> Piece:
        """One item of a list whose element is given."""
        item = group.add("LI")
        label, body = item.add("Lbl"), item.add("LBody")
        lines = self.lines(words, style, width - indent)
        size = 10.0 if sign == "bullet" else 18.0
        mark = icon(sign, size, self.theme.ink)
        label.attrs = "/ActualText" + string("•")
        drop = (lines.style.leading - size) / 2

        def draw(pen: Pen, x: float, top: float) -> None:
            with pen.tag(label):
                pen.draw(mark, x, top - drop - size, 1.0)
            with pen.tag(body):
                pen.text(lines, x + indent, top)

        return fixed(lines.height, draw, gap=gap)

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
        """A sentence behind an icon."""
        lines = self.lines(words, "body", width - indent)
        elem = up.add("P")
        mark = icon(sign, size, self.theme.ink)
        height = max(lines.height, size)

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.draw(mark, x, top - (min(lines.height, 20.0) + size) / 2, 1.0)
            with pen.tag(elem):
                pen.text(lines, x + indent, top)

        return fixed(height, draw, gap=gap)

    def labelled(self, sign: str, label: str, words: b.Words, width: float, up: Elem, *, gap: float = 0.0) -> Piece:
        """A label in the accent behind a small icon, and a text below."""
        elem = up.add("P")
        head = self.lines(label + JOIN, "label", width - 20)
        text = self.lines(words, "body", width)
        mark = icon(sign, 13.0, self.theme.accent)

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.draw(mark, x, top - 14.5, 1.0)
            with pen.tag(elem):
                pen.text(head, x + 19, top)
                pen.text(text, x, top - head.height)

        return fixed(head.height + text.height, draw, gap=gap)

    # -- lines and frames ----------------------------------------------------------------------

    def rule(self, width: float, weight: float = 0.75, *, gap: float = 0.0) -> Piece:
        """A line across."""
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
        """A frame around a piece that stands inset from its left."""

        def draw(pen: Pen, x: float, top: float, height: float) -> None:
            if weight:
                half = weight / 2
                box = (x + half, top - height + half, x + width - half, top - half)
                pen.frames([box], self.theme.ink, weight, radius)
            inner.draw(pen, x + inset, top - pad, height - 2 * pad)

        return Piece(inner.best + 2 * pad, draw, inner.least + 2 * pad, inner.most + 2 * pad, gap=gap)

    def spread(self, pieces: Sequence[Piece], most: float = 12.0) -> list[Piece]:
        """Pieces whose gaps may shrink to half and grow by so much each."""
        out: list[Piece] = []
        for n, piece in enumerate(pieces):
            if n and piece.gap:
                out.append(space(piece.gap, piece.gap / 2, piece.gap + most))
                piece.gap = 0.0
            out.append(piece)
        return out

    # -- pictures ------------------------------------------------------------------------------

    def figure_elem(self, figure: b.Figure, up: Elem) -> Elem:
        """The element of a figure; its box is added when it is drawn."""
        return up.add("Figure", "/Alt" + string(figure.alt))

    def place(self, pen: Pen, elem: Elem, figure: b.Figure, x: float, ground: float, scale: float) -> None:
        """Draw a figure so that it stands on a line at the height ground."""
        drawing = figure.drawing
        y = ground - drawing.ground * scale
        box = (x, y, x + drawing.width * scale, y + drawing.height * scale)
        if "/BBox" not in elem.attrs:
            elem.attrs += layout_attrs(box)
        with pen.tag(elem):
            pen.draw(drawing, x, y, scale)


def said(lines: Paragraph, elem: Elem, *, gap: float = 0.0) -> Piece:
    """Lines of text that belong to an element."""

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(elem):
            pen.text(lines, x, top)

    return fixed(lines.height, draw, gap=gap)
