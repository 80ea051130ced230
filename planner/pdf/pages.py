"""typeset: blocks to finished pages. A pure function, remembered."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from planner import blocks as b
from planner.pdf.card import card
from planner.pdf.cover import cover
from planner.pdf.layout import BREAK, Piece, beside, deal, space, stack
from planner.pdf.panels import alert, items, pain_scale, principles, signals
from planner.pdf.pen import Form, Pen
from planner.pdf.setter import Setter
from planner.pdf.tags import BOOKLET, FOLIO, INK, PAGES, Annot, Elem, Objects, Ref, flatten
from planner.pdf.text import paragraph
from planner.pdf.theme import FOOTER, HEADER, LEFT, MM, RIGHT, TOP, Theme
from planner.pdf.week import week

Chars = tuple[tuple[int, frozenset[str]], ...]
"""The characters that are needed of each face."""


@dataclass(frozen=True, eq=False)
class Pages:
    """A section on paper, free of any document: page, object and file numbers are still open.

    Compared by identity: typeset returns the same object for the same blocks.
    """

    name: str
    size: tuple[float, float]
    contents: tuple[bytes, ...]
    """Compressed content streams, one a page."""
    forms: dict[str, Form]
    chars: Chars
    sheets: Objects
    """Page dictionaries, then annotations."""
    tree: Objects
    """The parents' leaf, then structure elements."""
    titles: tuple[tuple[str, int], ...]
    """Its pages' titles and the pages they stand on."""


@lru_cache(maxsize=256)
def typeset(section: b.Section, theme: Theme) -> Pages:
    """The section's pages. Every call with equal blocks returns the same object, made once."""
    setter = Setter(theme)
    root = Elem("Sect")
    is_cover = any(isinstance(block, b.Cover) for block in section.blocks)
    made = [(block, list(_pieces(setter, block, theme.width, root))) for block in section.blocks]
    titled = {id(parts[0]): block.title for block, parts in made if isinstance(block, b.Card | b.Week)}
    titled |= {id(parts[0]): block.text for block, parts in made if isinstance(block, b.Heading) and block.level == 1}
    pens: list[Pen] = []
    titles: list[tuple[str, int]] = []
    for n, page in enumerate(deal([p for _, parts in made for p in parts], theme.room)):
        pen = Pen(n)
        pens.append(pen)
        for piece, y, height in page:
            if id(piece) in titled:
                titles.append((titled[id(piece)], n))
            piece.draw(pen, LEFT, theme.page[1] - TOP - y, height)
        if not is_cover:
            _furniture(pen, section, theme)
    annots = [a for p in pens for a in p.annots]
    sheets = _sheets(pens, annots, header=not is_cover)
    chars: dict[int, set[str]] = {}
    for pen in pens:
        for face, used in pen.chars.items():
            chars.setdefault(face, set()).update(used)
    return Pages(
        section.name,
        theme.page,
        tuple(zlib.compress(p.bytes(), 9) for p in pens),
        {name: form for p in pens for name, form in p.forms.items()},
        frozen(chars),
        sheets,
        flatten(root, [p.marks for p in pens], annots, sheets.count),
        tuple(titles),
    )


def frozen(chars: dict[int, set[str]]) -> Chars:
    """Characters by face, as a value."""
    return tuple((face, frozenset(used)) for face, used in sorted(chars.items()))


def _pieces(setter: Setter, block: b.Block, width: float, up: Elem) -> Iterator[Piece]:
    """The pieces of a block in a width; its elements go under `up`, in reading order."""
    match block:
        case b.PageBreak():
            yield BREAK
        case b.Cover():
            yield from cover(setter, block, up)
        case b.Card():
            yield BREAK
            yield from card(setter, block, up)
        case b.Week():
            yield from week(setter, block, up)
        case b.Heading(level=1):
            yield setter.title(block, up)
        case b.Heading():
            yield setter.heading(block.text, 2, "h2", width, up, gap=16.0)
        case b.Text():
            yield setter.text(block.words, block.style, setter.measure(width), up, gap=8.0)
        case b.Items():
            yield from items(setter, block, setter.measure(width), up)
        case b.IconLine():
            yield setter.icon_line(block.icon, block.words, setter.measure(width), up, gap=8.0)
        case b.Alert():
            yield from alert(setter, block, up)
        case b.PainScale():
            yield from pain_scale(setter, block, up)
        case b.Signals():
            yield from signals(setter, block, up)
        case b.Principles():
            yield from principles(setter, block, up)
        case b.Rule():
            yield setter.rule(width, gap=12.0)
        case b.Columns():
            share = setter.theme.span(3, 6) if len(block.columns) == 2 else width / len(block.columns)
            step = setter.theme.column(4, 6) if len(block.columns) == 2 else width / len(block.columns)
            columns = [
                (n * step, stack([p for inner in column for p in _pieces(setter, inner, share, up)], gap=0.0))
                for n, column in enumerate(block.columns)
            ]
            yield beside(columns, gap=12.0)
            yield space(0.0, 0.0, 12.0)
        case _:
            msg = f"no page knows how to hold {type(block).__name__}"
            raise TypeError(msg)


def _furniture(pen: Pen, section: b.Section, theme: Theme) -> None:
    """The section's name above; below, the line with a tick per section and a bar at this one's, and the clinic."""
    width, height = theme.page
    name = paragraph(section.name, theme.styles["soft"], theme.width, theme.family)
    pen.text(name, width - RIGHT - name.width, height - HEADER)
    y, (index, count) = FOOTER, section.share
    pen.line(LEFT, y, LEFT + theme.width, y, theme.ink, 0.75)
    part = theme.width / count
    for n in range(1, count):
        pen.line(LEFT + n * part, y, LEFT + n * part, y + 1.5 * MM, theme.ink, 0.75)
    pen.fill((LEFT + index * part, y - 1.6, LEFT + (index + 1) * part, y + 1.6), theme.accent)
    words = [b.Run(t, strong) for t, strong in ((section.clinic + "  ", False), (section.phone, True)) if t.strip()]
    if words:
        clinic = paragraph(tuple(words), theme.styles["small"], theme.width - 90, theme.family)
        pen.text(_first_line(tuple(words), clinic, theme, theme.width - 90), LEFT, y - 4)


def _first_line(words, lines, theme: Theme, width: float):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Words in one line; what does not fit is cut, and an ellipsis says so."""
    if len(lines.lines) == 1:
        return lines
    text = "".join(run.text for run in words)
    while len(text) > 1:
        text = text[:-1]
        lines = paragraph(text.rstrip() + "…", lines.style, width, theme.family)
        if len(lines.lines) == 1:
            break
    return lines


def _sheets(pens: list[Pen], annots: list[Annot], *, header: bool) -> Objects:
    """Page dictionaries and annotations, with open references."""
    texts: list[str] = []
    refs: list[Ref] = []
    for number, annot in enumerate(annots, len(pens)):
        annot.number = number
    for n, pen in enumerate(pens):
        links = f"/Annots[{'%d 0 R ' * len(pen.annots)}]" if pen.annots else ""
        top = "%d 0 R " if header else ""
        texts.append(
            "<</Type/Page/Parent %d 0 R/Resources 7 0 R/StructParents %d/Tabs/S"
            f"/Contents[{top}%d 0 R %d 0 R]{links}>>"
        )
        refs += [(BOOKLET, 0), (PAGES, n), *([(BOOKLET, 3)] if header else []), (INK, n), (FOLIO, n)]
        refs += [(PAGES, a.number) for a in pen.annots]
    for annot in annots:
        texts.append(annot.text)
        refs += [(PAGES, annot.number), (PAGES, annot.page)]
    return Objects(texts, refs)


@lru_cache(maxsize=256)
def header(name: str, theme: Theme) -> tuple[bytes, Chars]:
    """The patient's name on top of a page: a stream of its own, so that pages need not know whose they are."""
    pen = Pen()
    width = theme.width * 0.7
    words = (b.Run(name, strong=True),)
    lines = paragraph(words, theme.styles["small"], width, theme.family)
    pen.text(_first_line(words, lines, theme, width), LEFT, theme.page[1] - HEADER)
    return _artifact(pen, "Header"), frozen(pen.chars)


@lru_cache(maxsize=512)
def folio(words: b.Words, theme: Theme) -> tuple[bytes, Chars]:
    """The page number at the right of the footer."""
    pen = Pen()
    lines = paragraph(words, theme.styles["small"], theme.width, theme.family)
    pen.text(lines, LEFT + theme.width - lines.width, FOOTER - 4)
    return _artifact(pen, "Footer"), frozen(pen.chars)


def _artifact(pen: Pen, kind: str) -> bytes:
    """A stream of artifacts, marked as what it is (ISO 32000-1, 14.8.2.2)."""
    return pen.bytes().replace(b"/Artifact BMC", f"/Artifact<</Type/Pagination/Subtype/{kind}>>BDC".encode(), 1)
