"""The cover: a large title, figures that rise along the ground line, and whose booklet it is."""

import math
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import fields, replace
from functools import lru_cache

from planner import blocks as b
from planner.blocks.base import block as block_type
from planner.pdf.draw import draws
from planner.pdf.file.images import PAGE, embedded
from planner.pdf.file.tags import Elem, field_attrs, spoken
from planner.pdf.layout.lines import Paragraph, broken
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, fixed
from planner.pdf.layout.theme import (
    BETWEEN,
    BOLD,
    COVER_NAMES,
    COVER_TITLES,
    FINE,
    GUTTER,
    INSIDE,
    MARGINS,
    MM,
    Style,
    under,
)
from planner.pdf.layout.typesetter import UNDER_TITLE, Typesetter
from planner.values import frozen

HEAD, TITLE = 16.5 * MM, 48 * MM
"""From the page's upper edge to the line with clinic and phone, and to the title."""
LEAD = 128 * MM
"""The width of the summary, and of a title that has two lines in it, at size standard."""
GROUND = {"A4": 196 * MM, "Letter": 184 * MM}
"""From the page's upper edge to the line with the figures, or less if what is below needs it."""
UNDER = 10 * MM
"""From that line to the fields below it."""
ASIDE = 108 * MM
"""From the left edge to the fields beside the name."""
LOGO = 14 * MM
"""The most height of a logo, which stands above the clinic's name."""
UNDER_LOGO = 1.5 * MM
CLOSE = 1.04
"""People may be so many times as wide together as the line: there is white at the edges of their drawings."""
ARABIC = 1.2
"""The least leading of a title in Arabic letters, in sizes of its type."""
OCTAGON = 7.5 * MM
"""The side of the icon at the foot."""
FOLIO = 7.5
"""The room for the page's number at the right of the foot, in sizes of its type."""
WRITE = 10 * MM
"""The room above a line to write on."""
PEOPLE, PHOTO = (1.0, 0.85, 0.7, 0.55), (1.3, 1.0, 0.75, 0.5, 0.3)
"""How large they are, as a share of the usual height of people: they become smaller before they are left out."""
_BELOW = 103 * MM - MARGINS["A4"].live - 12 * MM
"""The height for a field below the line with the figures."""
VALUES = ((24.0, 34.0), (18.0, 26.0), (14.0, 20.0), (12.0, 16.0))
"""Sizes and leadings of the fields beside the name: that of sentences, or a smaller one that breaks no word."""


@block_type
class Nameless(b.CoverPage):
    """A cover without the name, shared by all patients whose names take the same room."""

    room: tuple[float, ...] = ()
    """The name's height in each of its settings, in points."""


def apart(setter: Typesetter, block: b.CoverPage) -> tuple[Nameless, tuple[Paragraph, ...]]:
    """Return a cover without its name, and the name in each setting: beside other fields, full width, and small."""
    theme = setter.theme
    label = setter.lines(block.name.label, "picture", theme.width)
    room = _BELOW - label.height

    def name(size: str, width: float) -> Paragraph:
        return _largest(setter, block.name.value, COVER_NAMES[size], room, width)

    beside = name(theme.size, ASIDE - GUTTER)
    largest = len(beside.lines) == 1 and beside.style.size == COVER_NAMES[theme.size][0][0]
    # one line in the largest size is the same line where there is more room
    full = replace(beside, box=theme.width) if largest and not theme.family.rtl else name(theme.size, theme.width)
    names = (beside, full, full if theme.size == "standard" else name("standard", theme.width))
    parts = {f.name: getattr(block, f.name) for f in fields(block)}
    parts["name"] = b.Field(block.name.label)
    return Nameless(**parts, room=tuple(_room(names, n) for n in range(len(names)))), names


def _room(names: Sequence[Paragraph], way: int) -> float:
    """Return a name's height in a setting, in points; infinite if the setting breaks a word and another does not."""
    torn = names[way].torn and not all(name.torn for name in names)
    return math.inf if torn else names[way].height


@draws(b.CoverPage, Nameless)
def cover(setter: Typesetter, block: b.CoverPage, up: Elem) -> Iterator[Piece]:
    """Draw the cover on one page: long words take the room of the figures; only absurdly long ones need a second page.

    Words shrink rather than run on, because page 2 is where the next section says when to get help.
    """
    photo = any(isinstance(figure.drawing, b.Photograph) for figure in block.figures)
    smaller = [_Fit(share=share, wide=wide) for share in (PHOTO if photo else PEOPLE) for wide in (False, True)]
    for fit in (*smaller, *_FITS):
        made = _Cover(setter, block if fit.figures else replace(block, figures=()), fit)
        if made.fits:
            up.kids += made.root.kids
            yield fixed(setter.theme.room, made.draw)
            return
    yield from _flowing(setter, block, up)


@frozen
class _Fit:
    """How a cover makes room: without figures, the name over the full width, words as at size standard."""

    figures: bool = True
    wide: bool = False
    small: bool = False
    share: float = 1.0
    """How large people or a photo are, as a share of the usual height of people."""

    @property
    def way(self) -> int:
        """Return the index of the name's setting on this cover."""
        return 2 if self.small else int(self.wide)


_FITS = (
    _Fit(figures=False),
    _Fit(figures=False, wide=True),
    _Fit(figures=False, wide=True, small=True),
)


class _Cover:
    """Everything on the cover with its place, measured from the page's upper edge."""

    def __init__(self, setter: Typesetter, block: b.CoverPage, fit: _Fit) -> None:
        """Set everything; whether it fits is in `fits`."""
        theme = setter.theme
        self.setter, self.root, self.fit, self.logo = setter, Elem("Div"), fit, block.logo
        size = "standard" if fit.small else theme.size
        self.letterhead = block.letterhead
        width = theme.width
        self.clinic = setter.lines(block.clinic, "strong", width * 0.7)
        self.head = self.root.add("P") if block.clinic else None
        contact = setter.lines(block.contact, "strong", width * 0.29, "right")
        self.contact_below = len(contact.lines) > 1
        self.contact = setter.lines(block.contact, "strong", width) if self.contact_below else contact
        self.head_contact = self.root.add("P") if block.contact else None
        self.paper_elem = None
        if block.letterhead and not block.logo:  # else the logo says whose paper it is
            self.paper_elem = self.root.add("Figure", spoken("Alt", block.letterhead.alt))
        self.logo_elem = self.root.add("Figure", spoken("Alt", block.logo.alt)) if block.logo else None
        lead = min(width, LEAD * theme.unit)
        style = setter.style("cover lead")
        self.lead = setter.lines(block.lead, replace(style, size=14.0, leading=20.0) if fit.small else style, lead)
        self.title_elem, self.lead_elem = self.root.add("H1"), self.root.add("P") if block.lead else None
        self.figures = [(f, setter.figure_elem(f, self.root)) for f in block.figures]
        left_out = block.room[fit.way] if isinstance(block, Nameless) else None
        self.name = _Field(
            setter=setter,
            field=block.name,
            up=self.root,
            sizes=COVER_NAMES[size],
            width=width if fit.wide else ASIDE - GUTTER,
            left_out=left_out,
        )
        largest = 14.0 if fit.small else setter.style("body").size
        body = tuple(step for step in VALUES if step[0] <= largest)
        self.others = [_Field(setter, f, self.root, body, width - ASIDE) for f in block.fields]
        self.foot = setter.closing(b.Foot("stop", block.foot), OCTAGON * theme.icons)
        self.foot_elem = self.root.add("P")
        self._place(block)

    def _place(self, block: b.CoverPage) -> None:
        """Place the line with the figures where it is on every cover, or higher if what is below needs it."""
        theme = self.setter.theme
        self.places = self._columns()
        below = max([self.name.height, *(drop + field.height for field, _, drop in self.places)])
        beside_folio = self.foot.indent + self.foot.lines.width + FOLIO * theme.styles["running"].size
        in_footer = len(self.foot.lines.lines) == 1 and beside_folio <= theme.width
        self.base = theme.margins.footer - INSIDE[1] - self.foot.inner if in_footer else theme.margins.live
        needed = UNDER + below + BETWEEN[0] + self.foot.height + self.base
        self.ground = min(GROUND[theme.paper], theme.page[1] - needed)
        self.name_top = HEAD + (_logo_size(block.logo)[1] + UNDER_LOGO if block.logo else 0.0)
        head = max(self.name_top + (self.clinic.height if self.head else 0.0), HEAD + (LOGO if block.logo else 0.0))
        self.contact_top = head if self.contact_below else HEAD
        head += self.contact.height if self.contact_below else 0.0
        self.title_top = max(TITLE, head + BETWEEN[0])
        self.scale = theme.scale("cover", "upright") * self.fit.share
        if self.figures:
            self.scale = min(self.scale, theme.width * _close(block) / sum(f.drawing.width for f, _ in self.figures))
        tallest = max(((f.drawing.height - f.drawing.ground) * self.scale for f, _ in self.figures), default=0.0)
        room = self.ground - tallest - 8 * MM - self.title_top - self.lead.height - UNDER_TITLE
        self.title = _title(self.setter, block.title, room, "standard" if self.fit.small else theme.size)
        self.below_title = self.title.height + under(block.title, self.title.style)
        self.fits = self.below_title <= room

    def _columns(self) -> list[tuple["_Field", float, float]]:
        """Return fields with left edge and drop: in one column beside the name; in two columns below a wide name."""
        ends = [self.name.height + 10] * 2 if self.fit.wide else [0.0]
        out = []
        for field in self.others:
            column = ends.index(min(ends))
            out.append((field, ASIDE if column or not self.fit.wide else 0.0, ends[column]))
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
                pen.text(self.clinic, x, edge - self.name_top)
        if self.head_contact:
            with pen.tag(self.head_contact):
                pen.text(self.contact, x + (0.0 if self.contact_below else width * 0.71), edge - self.contact_top)
        if self.logo and self.logo_elem:
            _logo(pen, self.logo, self.logo_elem, x, edge - HEAD)
        with pen.tag(self.title_elem):
            pen.text(self.title, x - self.title.style.size * 0.04, edge - self.title_top)
        if self.lead_elem:
            with pen.tag(self.lead_elem):
                pen.text(self.lead, x, edge - self.title_top - self.below_title - UNDER_TITLE)
        y = edge - self.ground
        _figures(setter, pen, self.figures, x, y, self.scale)
        pen.line(x, y, x + width, y, theme.accent, BOLD)
        self.name.draw(pen, x, y - UNDER, self.fit.way)
        for field, left, drop in self.places:
            field.draw(pen, x + left, y - UNDER - drop)
        self.foot.draw(pen, self.foot_elem, self.base)


def _close(block: b.CoverPage) -> float:
    """Return how wide the figures may be together, as a share of the line: a photo has no white at its edges."""
    return 1.0 if any(isinstance(figure.drawing, b.Photograph) for figure in block.figures) else CLOSE


def _flowing(setter: Typesetter, block: b.CoverPage, up: Elem) -> Iterator[Piece]:
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
        yield replace(setter.text(field.label, "picture", width, up, gap=16.0), keep=True)
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
            pen.line(x, top - WRITE, x + width, top - WRITE, setter.theme.ink, FINE)

    return fixed(WRITE + INSIDE[0], draw)


def _title(setter: Typesetter, words: str, room: float, kind: str) -> Paragraph:
    """Return the title in the largest size that leaves room for the figures; in two lines no wider than the summary."""
    theme = setter.theme
    narrow = min(theme.width, LEAD * theme.unit)
    for size, leading, tracking in COVER_TITLES[kind]:
        high = max(leading, ARABIC * size) if theme.family.rtl else leading  # marks stand above and below letters
        style = replace(setter.style("h1"), size=size, leading=high, tracking=tracking)
        for width in (narrow, theme.width):
            lines = setter.lines(words, style, width)
            whole = all("".join(s.text for s in line).endswith((" ", "-")) for line in lines.lines[:-1])
            high = lines.height + under(words, style)
            if high <= room and whole and (len(lines.lines) <= 2 or width == theme.width):
                return lines
    return lines


def _figures(
    setter: Typesetter, pen: Pen, figures: list[tuple[b.Figure, Elem]], x: float, ground: float, scale: float
) -> None:
    """Draw the figures on the line, spread over the live width."""
    if not figures:
        return
    theme = setter.theme
    total = sum(f.drawing.width for f, _ in figures)
    gap = (theme.width - total * scale) / (len(figures) - 1) if len(figures) > 1 else 0.0
    for figure, elem in figures:
        setter.place(pen, elem, figure, x, ground, scale, weight=theme.outline("cover"))
        x += figure.drawing.width * scale + gap


def _letterhead(pen: Pen, letterhead: b.Image, elem: Elem | None, page: tuple[float, float]) -> None:
    """Draw the clinic's paper over the page, from its upper edge on; without an element it is decoration."""
    name, form, (wide, high) = embedded(letterhead.data, PAGE)
    scale = min(page[0] / wide, page[1] / high)
    left = (page[0] - wide * scale) / 2
    box = (left, page[1] - high * scale, left + wide * scale, page[1])
    with pen.tag(elem) if elem else nullcontext():
        pen.image(name, form, box)
    if elem:
        pen.bounds(elem, box)


def _logo(pen: Pen, logo: b.Image, elem: Elem, x: float, top: float) -> None:
    """Draw the clinic's logo below a height (points), at most 60 mm wide."""
    name, form, _ = embedded(logo.data)
    width, height = _logo_size(logo)
    box = (x, top - height, x + width, top)
    pen.bounds(elem, box)
    with pen.tag(elem):
        pen.image(name, form, box)


def _logo_size(logo: b.Image) -> tuple[float, float]:
    """Return how wide and high the logo is drawn, in points."""
    _, _, (width, height) = embedded(logo.data)
    scale = min(60 * MM / width, LOGO / height)
    return width * scale, height * scale


def _largest(
    setter: Typesetter, words: str, sizes: tuple[tuple[float, float], ...], room: float, width: float
) -> Paragraph:
    """Return words in the largest size that fits the room and breaks no word, or else in the smallest."""
    for size, leading in sizes:
        lines = broken(words, _sized(setter.style("body"), size, leading), width, setter.theme.family)
        if lines.height <= room and not lines.torn:
            break
    return lines


@lru_cache(maxsize=64)
def _sized(body: Style, size: float, leading: float) -> Style:
    return replace(body, size=size, leading=leading, weight=700 if size > body.size else 400)


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
        self.label = setter.lines(field.label, "picture", self.width)
        self.label_elem = up.add("P")
        self.value: Paragraph | None = None
        self.left_out = left_out is not None
        height = WRITE
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
                pen.line(x, top - self.height, x + self.width, top - self.height, self.setter.theme.ink, FINE)
