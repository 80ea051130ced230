"""The cover: a large title, figures that rise along the ground line, and whose booklet it is."""

from collections.abc import Iterator
from dataclasses import replace

from planner import blocks as b
from planner.pdf.icons import icon
from planner.pdf.images import embedded
from planner.pdf.layout import Piece, fixed
from planner.pdf.pen import Pen
from planner.pdf.setter import Setter
from planner.pdf.tags import Elem, field_attrs, layout_attrs, string
from planner.pdf.text import Paragraph
from planner.pdf.theme import BOTTOM, COVER_NAMES, COVER_TITLES, FOOTER, MM, TOP

BODY = 152.0 / 170.0
"""Points per unit of a figure: a standing person is 152 pt high."""
TITLE = 46 * MM
"""From the page's upper edge to the title."""


def cover(setter: Setter, block: b.Cover, up: Elem) -> Iterator[Piece]:
    """One page."""
    theme = setter.theme
    width = theme.width
    ground = theme.page[1] - 103 * MM  # 194 mm from the top of an A4 page
    tallest = max(((f.drawing.height - f.drawing.ground) * BODY for f in block.figures), default=0.0)
    title_room = ground - tallest - 8 * MM - TITLE
    clinic = setter.lines(block.clinic, "strong", width * 0.7)
    head = up.add("P") if block.clinic else None
    contact = setter.lines(block.contact, "body", width * 0.29, "right")
    head_contact = up.add("P") if block.contact else None
    logo_elem = up.add("Figure", "/Alt" + string(block.logo.alt)) if block.logo else None
    lead = setter.lines(block.lead, "cover lead", min(width, 128 * MM))
    title = _title(setter, block.title, title_room - lead.height - 14)
    title_elem, lead_elem = up.add("H1"), up.add("P")
    figures = [(f, setter.figure_elem(f, up)) for f in block.figures]
    below = theme.page[1] - ground - BOTTOM - 12 * MM
    name = _Field(setter, block.name, up, COVER_NAMES, below)
    others = [_Field(setter, f, up, ((14, 20),), below) for f in block.fields]
    foot_elem = up.add("P") if block.foot else None
    foot = setter.lines(block.foot, "small", width * 0.7)

    def draw(pen: Pen, x: float, top: float) -> None:
        edge = top + TOP
        if head:
            with pen.tag(head):
                pen.text(clinic, x, edge - 14 * MM)
        if head_contact:
            with pen.tag(head_contact):
                pen.text(contact, x + width * 0.71, edge - 14 * MM)
        if block.logo and logo_elem:
            _logo(pen, block.logo, logo_elem, x, edge - max(24 * MM, 14 * MM + clinic.height + 4), edge - TITLE + 2)
        with pen.tag(title_elem):
            pen.text(title, x - title.style.size * 0.04, edge - TITLE)
        with pen.tag(lead_elem):
            pen.text(lead, x, edge - TITLE - title.height - 14)
        y = edge - ground
        _figures(setter, pen, figures, x, y)
        pen.line(x, y, x + width, y, theme.accent, 3.4)
        name.draw(pen, x, y - 10 * MM)
        at = y - 10 * MM
        for other in others:
            other.draw(pen, x + theme.column(4, 6), at)
            at -= other.height + 8
        line = edge - (theme.page[1] - FOOTER)
        pen.line(x, line, x + width, line, theme.ink, 0.75)
        if foot_elem:
            pen.draw(icon("stop", 14.0, theme.ink), x, line - 20, 1.0)
            with pen.tag(foot_elem):
                pen.text(foot, x + 22, line - 5)

    yield fixed(theme.room, draw)


def _title(setter: Setter, words: str, room: float) -> Paragraph:
    """The title in the largest size that leaves room for the figures."""
    for size, leading, tracking in COVER_TITLES:
        style = replace(setter.style("h1"), size=size, leading=leading, tracking=tracking)
        lines = setter.lines(words, style, setter.theme.width)
        if lines.height <= room and all(
            "".join(s.text for s in line).endswith((" ", "-")) for line in lines.lines[:-1]
        ):
            break
    return lines


def _figures(setter: Setter, pen: Pen, figures: list[tuple[b.Figure, Elem]], x: float, ground: float) -> None:
    """Spread over the live width, on the line."""
    if not figures:
        return
    widths = [f.drawing.width * BODY for f, _ in figures]
    scale = min(1.0, setter.theme.width / sum(widths)) * BODY
    spare = setter.theme.width - sum(w / BODY * scale for w in widths)
    gap = spare / (len(figures) - 1) if len(figures) > 1 else 0.0
    for figure, elem in figures:
        setter.place(pen, elem, figure, x, ground, scale)
        x += figure.drawing.width * scale + gap


def _logo(pen: Pen, logo: b.Image, elem: Elem, x: float, top: float, bottom: float) -> None:
    """At most 60 mm wide, between two heights."""
    name, form, (width, height) = embedded(logo.data)
    scale = min(60 * MM / width, max(top - bottom, 24.0) / height)
    box = (x, top - height * scale, x + width * scale, top)
    elem.attrs += layout_attrs(box)
    with pen.tag(elem):
        pen.image(name, form, box)


class _Field:
    """A label with its value below, or with a line to write on."""

    def __init__(
        self, setter: Setter, field: b.Field, up: Elem, sizes: tuple[tuple[float, float], ...], room: float
    ) -> None:
        """The value is set in the largest of the sizes that fits into the room."""
        self.setter, self.width = setter, setter.theme.span(3, 6)
        self.label = setter.lines(field.label, "label", self.width)
        self.label_elem = up.add("P")
        self.value: Paragraph | None = None
        if field.value:
            self.elem = up.add("P")
            for size, leading in sizes:
                style = replace(setter.style("body"), size=size, leading=leading, weight=700 if size > 14 else 400)
                self.value = setter.lines(field.value, style, self.width)
                if self.value.height + self.label.height <= room:
                    break
        else:
            self.elem = up.add("Form", field_attrs("tv", field.label))
        self.height = self.label.height + (self.value.height if self.value else 26.0)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """At a place."""
        with pen.tag(self.label_elem):
            pen.text(self.label, x, top)
        with pen.tag(self.elem):
            if self.value:
                pen.text(self.value, x, top - self.label.height - 1)
            else:
                pen.line(x, top - self.height, x + self.width, top - self.height, self.setter.theme.line, 0.6)
