"""The cover: a large title, figures that rise along the ground line, and whose booklet it is."""

import math
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, fields, replace

from planner import blocks as b
from planner.blocks.base import block as block_type
from planner.pdf.draw import draws
from planner.pdf.file.images import PAGE, embedded
from planner.pdf.file.tags import Elem, field_attrs, string
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph, broken
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, fixed
from planner.pdf.layout.theme import BOLD, COVER_NAMES, COVER_TITLES, FINE, MARGINS, MM
from planner.pdf.layout.typesetter import Typesetter

BODY = 152.0 / 170.0
"""The scale of a figure, in points per centimetre: a standing person (170 cm) is 152 pt high."""
TITLE = 46 * MM
"""The distance from the page's upper edge to the title."""
_BELOW = 103 * MM - MARGINS["A4"].live - 12 * MM
"""The height for a field below the line with the figures."""
VALUES = ((24.0, 34.0), (18.0, 26.0), (14.0, 20.0), (12.0, 16.0))
"""Sizes and leadings of the fields beside the name: that of sentences, or a smaller one that breaks no word."""


@block_type
class Nameless(b.Cover):
    """A cover without the name, shared by all patients whose names take the same room."""

    room: tuple[float, ...] = ()
    """The name's height in each of its settings, in points."""


def apart(setter: Typesetter, block: b.Cover) -> tuple[Nameless, tuple[Paragraph, ...]]:
    """Return a cover without its name, and the name in each setting: beside other fields, full width, and small."""
    theme = setter.theme
    label = setter.lines(block.name.label, "label", theme.width)
    half = theme.span(3, 6)
    ways = ((theme.size, half), (theme.size, theme.width), ("standard", theme.width))
    room = _BELOW - label.height
    found = {way: _largest(setter, block.name.value, COVER_NAMES[way[0]], room, way[1]) for way in dict.fromkeys(ways)}
    names = tuple(found[way] for way in ways)
    parts = {f.name: getattr(block, f.name) for f in fields(block)}
    parts["name"] = b.Field(block.name.label)
    return Nameless(**parts, room=tuple(_room(names, n) for n in range(len(names)))), names


def _room(names: Sequence[Paragraph], way: int) -> float:
    """Return a name's height in a setting, in points; infinite if the setting breaks a word and another does not."""
    torn = names[way].torn and not all(name.torn for name in names)
    return math.inf if torn else names[way].height


@draws(b.Cover, Nameless)
def cover(setter: Typesetter, block: b.Cover, up: Elem) -> Iterator[Piece]:
    """Draw the cover on one page: figures shrink to make room for long words; only absurdly long ones need a second.

    Words shrink rather than run on, because page 2 is where the next section says when to get help.
    """
    for fit in _FITS:
        made = _Cover(setter, block if fit.share else replace(block, figures=()), fit)
        if made.fits:
            up.kids += made.root.kids
            yield fixed(setter.theme.room, made.draw)
            return
    yield from _flowing(setter, block, up)


@dataclass(frozen=True)
class _Fit:
    """How a cover makes room: smaller figures (share), the name over the full width, words as at size standard."""

    share: float
    wide: bool = False
    small: bool = False

    @property
    def way(self) -> int:
        """Return the index of the name's setting on this cover."""
        return 2 if self.small else int(self.wide)


_FITS = (
    _Fit(1.0),
    _Fit(1.0, wide=True),
    _Fit(0.7),
    _Fit(0.7, wide=True),
    _Fit(0.0),
    _Fit(0.0, wide=True),
    _Fit(0.0, wide=True, small=True),
)


class _Cover:
    """Everything on the cover with its place, measured from the page's upper edge."""

    def __init__(self, setter: Typesetter, block: b.Cover, fit: _Fit) -> None:
        """Set everything; whether it fits is in `fits`."""
        theme = setter.theme
        self.setter, self.root, self.fit, self.logo = setter, Elem("Div"), fit, block.logo
        size = "standard" if fit.small else theme.size
        self.letterhead = block.letterhead
        width = theme.width
        self.clinic = setter.lines(block.clinic, "strong", width * 0.7)
        self.head = self.root.add("P") if block.clinic else None
        contact = setter.lines(block.contact, "body", width * 0.29, "right")
        self.contact_below = len(contact.lines) > 1
        self.contact = setter.lines(block.contact, "body", width) if self.contact_below else contact
        self.head_contact = self.root.add("P") if block.contact else None
        self.paper_elem = None
        if block.letterhead and not block.logo:  # else the logo says whose paper it is
            self.paper_elem = self.root.add("Figure", "/Alt" + string(block.letterhead.alt))
        self.logo_elem = self.root.add("Figure", "/Alt" + string(block.logo.alt)) if block.logo else None
        lead = min(width, 128 * MM * theme.unit)
        style = setter.style("cover lead")
        self.lead = setter.lines(block.lead, replace(style, size=14.0, leading=20.0) if fit.small else style, lead)
        self.title_elem, self.lead_elem = self.root.add("H1"), self.root.add("P") if block.lead else None
        self.figures = [(f, setter.figure_elem(f, self.root)) for f in block.figures]
        half = theme.span(3, 6)
        left_out = block.room[fit.way] if isinstance(block, Nameless) else None
        self.name = _Field(
            setter=setter,
            field=block.name,
            up=self.root,
            sizes=COVER_NAMES[size],
            width=width if fit.wide else half,
            left_out=left_out,
        )
        largest = 14.0 if fit.small else setter.style("body").size
        body = tuple(step for step in VALUES if step[0] <= largest)
        self.others = [_Field(setter, f, self.root, body, half) for f in block.fields]
        self.foot_elem = self.root.add("P") if block.foot else None
        self.foot = setter.lines(block.foot, "small", width - 100 * theme.fine)
        self.foot_above = len(self.foot.lines) > 1
        if self.foot_above:
            self.foot = setter.lines(block.foot, "small", width - 22 * theme.fine)
        self._place(block)

    def _place(self, block: b.Cover) -> None:
        """Place the line with the figures 194 mm from the top of an A4 page, or higher if what is below needs it."""
        page = self.setter.theme.page[1]
        self.places = self._columns()
        foot = max([self.name.height, *(drop + field.height for field, _, drop in self.places)])
        needed = 10 * MM + foot + 8 + self.setter.theme.margins.footer
        needed += self.foot.height + 12 if self.foot_above else 0.0
        self.ground = page - max(103 * MM, needed)
        head = 14 * MM + (self.clinic.height if self.head else 0.0)
        self.contact_top = head if self.contact_below else 14 * MM
        head += self.contact.height if self.contact_below else 0.0
        self.logo_top = max(24 * MM, head + 4)
        self.title_top = max(TITLE, head + 8, self.logo_top + 26 if self.logo else 0.0)
        tallest = max(((f.drawing.height - f.drawing.ground) * BODY for f, _ in self.figures), default=0.0)
        room = self.ground - tallest * self.fit.share - 8 * MM - self.title_top - self.lead.height - 14
        self.title = _title(self.setter, block.title, room, "standard" if self.fit.small else self.setter.theme.size)
        self.fits = self.title.height <= room

    def _columns(self) -> list[tuple["_Field", float, float]]:
        """Return fields with left edge and drop: in one column beside the name; in two columns below a wide name."""
        right = self.setter.theme.column(4, 6)
        ends = [self.name.height + 10] * 2 if self.fit.wide else [0.0]
        out = []
        for field in self.others:
            column = ends.index(min(ends))
            out.append((field, right if column or not self.fit.wide else 0.0, ends[column]))
            ends[column] += field.height + 8
        return out

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the cover on its page."""
        setter, theme = self.setter, self.setter.theme
        width, edge = theme.width, top + theme.margins.live
        if self.letterhead:
            _letterhead(pen, self.letterhead, self.paper_elem, theme.page)
        if self.head:
            with pen.tag(self.head):
                pen.text(self.clinic, x, edge - 14 * MM)
        if self.head_contact:
            with pen.tag(self.head_contact):
                pen.text(self.contact, x + (0.0 if self.contact_below else width * 0.71), edge - self.contact_top)
        if self.logo and self.logo_elem:
            _logo(pen, self.logo, self.logo_elem, x, edge - self.logo_top, edge - self.title_top + 2)
        with pen.tag(self.title_elem):
            pen.text(self.title, x - self.title.style.size * 0.04, edge - self.title_top)
        if self.lead_elem:
            with pen.tag(self.lead_elem):
                pen.text(self.lead, x, edge - self.title_top - self.title.height - 14)
        y = edge - self.ground
        _figures(setter, pen, self.figures, x, y, self.fit.share)
        pen.line(x, y, x + width, y, theme.accent, BOLD)
        self.name.draw(pen, x, y - 10 * MM, self.fit.way)
        for field, left, drop in self.places:
            field.draw(pen, x + left, y - 10 * MM - drop)
        line = edge - (theme.page[1] - theme.margins.footer)
        pen.line(x, line, x + width, line, theme.ink, FINE)
        if self.foot_elem:
            size = 14.0 * theme.fine
            at = line + self.foot.height + 6 if self.foot_above else line - 5
            pen.draw(icon("stop", size, theme.ink), x, at - (self.foot.style.leading + size) / 2, 1.0)
            with pen.tag(self.foot_elem):
                pen.text(self.foot, x + 22 * theme.fine, at)


def _flowing(setter: Typesetter, block: b.Cover, up: Elem) -> Iterator[Piece]:
    """Yield all of a cover's words, one below the other, for words that fit no other way."""
    width = setter.theme.width
    for words, style, tag in (
        (block.clinic, "strong", "P"),
        (block.contact, "body", "P"),
        (block.title, "word", "H1"),
        (block.lead, "lead", "P"),
    ):
        if words:
            yield setter.text(words, style, width, up, tag, gap=12.0)
    for field in (block.name, *block.fields):
        yield replace(setter.text(field.label, "label", width, up, gap=16.0), keep=True)
        if field.value:
            yield setter.text(field.value, "body", width, up)
        else:
            elem = up.add("Form", field_attrs("tv", field.label))
            yield _blank(setter, elem, width)
    # the foot names page 2, which is no longer the one it means


def _blank(setter: Typesetter, elem: Elem, width: float) -> Piece:
    """Return a line to write on."""

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(elem):
            pen.line(x, top - 26, x + width, top - 26, setter.theme.line, FINE)

    return fixed(28.0, draw)


def _title(setter: Typesetter, words: str, room: float, kind: str) -> Paragraph:
    """Return the title in the largest size that leaves room for the figures; room is in points."""
    for size, leading, tracking in COVER_TITLES[kind]:
        style = replace(setter.style("h1"), size=size, leading=leading, tracking=tracking)
        lines = setter.lines(words, style, setter.theme.width)
        if lines.height <= room and all(
            "".join(s.text for s in line).endswith((" ", "-")) for line in lines.lines[:-1]
        ):
            break
    return lines


def _figures(
    setter: Typesetter, pen: Pen, figures: list[tuple[b.Figure, Elem]], x: float, ground: float, share: float
) -> None:
    """Draw the figures on the line, spread over the live width, at a share of their size."""
    if not figures:
        return
    widths = [f.drawing.width * BODY * share for f, _ in figures]
    scale = min(1.0, setter.theme.width / sum(widths)) * BODY * share
    spare = setter.theme.width - sum(w / BODY / share * scale for w in widths)
    gap = spare / (len(figures) - 1) if len(figures) > 1 else 0.0
    for figure, elem in figures:
        setter.place(pen, elem, figure, x, ground, scale)
        x += figure.drawing.width * scale + gap


def _letterhead(pen: Pen, letterhead: b.Image, elem: Elem | None, page: tuple[float, float]) -> None:
    """Draw the clinic's paper over the whole page; without an element it is decoration."""
    name, form, _ = embedded(letterhead.data, PAGE)
    box = (0.0, 0.0, *page)
    with pen.tag(elem) if elem else nullcontext():
        pen.image(name, form, box)
    if elem:
        pen.bounds(elem, box)


def _logo(pen: Pen, logo: b.Image, elem: Elem, x: float, top: float, bottom: float) -> None:
    """Draw the clinic's logo between two heights (points), at most 60 mm wide."""
    name, form, (width, height) = embedded(logo.data)
    scale = min(60 * MM / width, max(top - bottom, 24.0) / height)
    box = (x, top - height * scale, x + width * scale, top)
    pen.bounds(elem, box)
    with pen.tag(elem):
        pen.image(name, form, box)


def _largest(
    setter: Typesetter, words: str, sizes: tuple[tuple[float, float], ...], room: float, width: float
) -> Paragraph:
    """Return words in the largest size that fits the room and breaks no word, or else in the smallest."""
    body = setter.style("body")
    for size, leading in sizes:
        style = replace(body, size=size, leading=leading, weight=700 if size > body.size else 400)
        lines = broken(words, style, width, setter.theme.family)
        if lines.height <= room and not lines.torn:
            break
    return lines


class _Field:
    """A label with its value below, or with a line to write on."""

    def __init__(
        self,
        setter: Typesetter,
        field: b.Field,
        up: Elem,
        sizes: tuple[tuple[float, float], ...],
        width: float,
        left_out: float | None = None,
    ) -> None:
        """Set the value in the largest of the sizes that fits; with left_out (points), only keep that much room."""
        self.setter, self.width = setter, width
        self.label = setter.lines(field.label, "label", self.width)
        self.label_elem = up.add("P")
        self.value: Paragraph | None = None
        self.left_out = left_out is not None
        height = 26.0
        if left_out is not None:
            self.elem, height = up.add("P"), left_out
        elif field.value:
            self.elem = up.add("P")
            self.value = _largest(setter, field.value, sizes, _BELOW - self.label.height, width)
            height = self.value.height
        else:
            self.elem = up.add("Form", field_attrs("tv", field.label))
        self.height = self.label.height + height

    def draw(self, pen: Pen, x: float, top: float, way: int = 0) -> None:
        """Draw the field with its upper left corner at x, top; way: the index of the setting that was left out."""
        with pen.tag(self.label_elem):
            pen.text(self.label, x, top)
        if self.left_out:
            pen.leave(self.elem, x, top - self.label.height - 1, way)
            return
        with pen.tag(self.elem):
            if self.value:
                pen.text(self.value, x, top - self.label.height - 1)
            else:
                pen.line(x, top - self.height, x + self.width, top - self.height, self.setter.theme.line, FINE)
