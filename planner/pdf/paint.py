"""Lay blocks out and paint them: what typeset does where the wheel has brought nothing."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

from planner import blocks as b
from planner.pdf.draw import pieces
from planner.pdf.draw.cover import apart
from planner.pdf.file.fonts import Font, Glyph, as_glyphs
from planner.pdf.file.tags import BOOKLET, FOLIO, HEAD, INK, NAME, PAGES, RESOURCES, Annot, Elem, Objects, Ref, flatten
from planner.pdf.file.writer import LEVEL
from planner.pdf.layout.family import Family
from planner.pdf.layout.lines import Paragraph, broken, paragraph
from planner.pdf.layout.pages import Pages, Slot, Streamed
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import BREAK, LITTLE, SOFT, Piece, Placed, deal, little
from planner.pdf.layout.theme import FINE, LEFT, RIGHT, SMALLEST, PageTheme, Style
from planner.pdf.layout.typesetter import Typesetter

STARTS = (b.PageBreak, b.Card)
"""Blocks with which something begins that is set as close as it needs."""
CLOSER = (0.94, 0.88)
"""Factors for the leading of sentences, tried in turn to save a page; the white between them shrinks by their square.

The last makes it what warning signs have anyway.
"""
FILLED = (b.Card, b.ClinicianSheet)
"""Blocks that fill a page as far as they can: a card's picture has its words beside it, a sheet is signed on page 1."""
UNDER_LINE = 4.5
"""From the footer's line to its text, in points."""
CLOSE_LINES = 13.0
"""Between the lines of a name that takes two at the head of a page, in points."""
Lined = Callable[[b.Words, Style, float, Family], Paragraph]
"""How words become lines."""


Starts = list[tuple[b.Block, int]]
"""Blocks that have a title or can be referred to, each with the index of the page on which it starts."""


Anchors = tuple[tuple[str, int], ...]
"""Names by which other pages refer to one of these, each with the index of that page."""


def lay(section: b.Section, theme: PageTheme) -> tuple[int, Anchors, Callable[[], Pages]]:
    """Deal a section onto pages: return how many, their anchors, and what paints them, once.

    Its elements go under one root, in reading order.
    """
    root = Elem("Sect")
    setter = Typesetter(theme, continued=section.continued)
    foot = next((block for block in section.blocks if isinstance(block, b.Foot)), None)
    closing = setter.closing(foot) if foot else None
    setter.room -= closing.height if closing else 0.0
    made = _made(setter, [block for block in section.blocks if block is not foot], root)
    named = {id(_first(parts)): block for block, parts, _ in made if block.bookmark or block.anchor or block.running}
    sheets = _evened(made, setter)
    starts = [(named[id(piece)], n) for n, sheet in enumerate(sheets) for piece, _, _ in sheet if id(piece) in named]
    ends = {id(piece): end for _, parts, end in made for piece in parts}

    def paint() -> Pages:
        is_cover = any(isinstance(block, b.CoverPage) for block in section.blocks)
        pens: list[Pen] = []
        closed: list[tuple[int, Elem]] = []
        for n, sheet in enumerate(sheets):
            pen = _pen(theme, n)
            pens.append(pen)
            for piece, y, height in sheet:
                piece.draw(pen, LEFT, theme.top - y, height)
            if closing:
                closed.append((max(ends.get(id(piece), 0) for piece, _, _ in sheet), Elem("P")))
                closing.draw(pen, closed[-1][1])
            if not is_cover:
                first = named.get(id(next(piece for piece, _, _ in sheet if not piece.space)))
                above = [block for block, at in starts if at < n or block is first]  # what begins below it waits
                running = (block.running for block in reversed(above) if block.running)
                _furniture(pen, section, next(running, section.name), theme)
        for at, elem in reversed(closed):  # what closes a page is read after what stands on it
            root.kids.insert(at, elem)
        return _finished(section, theme, root, pens, starts, headed=not is_cover)

    anchors = tuple((block.anchor, n) for block, n in starts if block.anchor)
    return len(sheets), (*anchors, *_last_signs(sheets, named, anchors)), paint


def _last_signs(sheets: Sequence[Sequence[Placed]], named: Mapping[int, b.Block], anchors: Anchors) -> Anchors:
    """Return the last page with warning signs of what has an anchor, where these go on over further pages."""
    at, found = "", dict[str, int]()
    for n, sheet in enumerate(sheets):
        for piece, _, _ in sheet:
            block = named.get(id(piece))
            at = block.anchor if block else at
            if piece.signs and at:
                found[at] = n
    return tuple((anchor + b.END, found[anchor]) for anchor, n in anchors if found.get(anchor, n) > n)


Made = list[tuple[b.Block, list[Piece], int]]
"""Blocks with their pieces, and how many elements the section has with them."""


def _made(setter: Typesetter, blocks: Sequence[b.Block], root: Elem) -> Made:
    """Set blocks; those from one start to the next are set closer if that saves a page where one holds little."""
    starts = [n for n, block in enumerate(blocks) if n and isinstance(block, STARTS)]
    made: Made = []
    for start, end in pairwise([0, *starts, len(blocks)]):
        made += _close(setter, blocks[start:end], root)
    return made


def _close(setter: Typesetter, blocks: Sequence[b.Block], root: Elem) -> Made:
    """Set blocks as usual, or in the first closeness that takes fewer pages if one of them would hold little."""
    before, made = len(root.kids), _set_with(setter, blocks, root, 1.0)
    sheets = _sheets_of(made, setter)
    for by in CLOSER if little(sheets, setter.room) else ():
        if len(_sheets_of(_set_with(setter, blocks, Elem("Div"), by), setter)) < len(sheets):
            del root.kids[before:]
            return _set_with(setter, blocks, root, by)
    return made


def _set_with(setter: Typesetter, blocks: Sequence[b.Block], up: Elem, by: float) -> Made:
    """Return blocks set in a closeness."""
    closer, made = setter.closed_up(by), Made()
    for block in blocks:
        parts = list(pieces(closer, block, up))
        for piece in parts if by < 1.0 else ():
            piece.gap *= by * by
        made.append((block, parts, len(up.kids)))
    return made


def _evened(made: Made, setter: Typesetter) -> list[list[Placed]]:
    """Deal pieces onto pages; one that would hold little takes the last piece of the page before, if that holds more.

    Only if it takes no page more; and not so for `FILLED`.
    """
    sheets, parts = _sheets_of(made, setter), [piece for _, parts, _ in made for piece in parts]
    places = {id(piece): n for n, piece in enumerate(parts)}
    filled = {id(piece) for block, parts, _ in made if isinstance(block, FILLED) for piece in parts}
    least = setter.room * LITTLE
    for n in range(1, len(sheets)):
        first = next((piece for piece, _, _ in sheets[n] if not (piece.repeats or piece.space)), None)
        at = places.get(id(first), 0)
        if _end(sheets[n]) >= least or id(first) in filled or not at:
            continue
        before = next(k for k in range(at - 1, -1, -1) if not parts[k].space or parts[k] is SOFT)
        held = [piece for piece in parts[before:at] if not piece.stays]
        if parts[before] is BREAK or parts[before] is SOFT:
            continue
        for piece in held:
            piece.stays = True
        even = _sheets_of(made, setter)
        if len(even) == len(sheets) and _end(even[n]) > _end(sheets[n]) and _end(even[n - 1]) >= least:
            sheets = even
            continue
        for piece in held:
            piece.stays = False
    return sheets


def _end(sheet: Sequence[Placed]) -> float:
    """Return how far down a page's last piece reaches, in points."""
    _, y, height = sheet[-1]
    return y + height


def _sheets_of(made: Made, setter: Typesetter) -> list[list[Placed]]:
    return deal([piece for _, parts, _ in made for piece in parts], setter.room)


def _finished(
    section: b.Section, theme: PageTheme, root: Elem, pens: list[Pen], starts: Starts, *, headed: bool
) -> Pages:
    """Return painted pages as they go into documents."""
    annots = [a for p in pens for a in p.annots]
    sheets = _sheets(pens, annots, header=headed)
    glyphs: dict[Font, set[Glyph]] = {}
    for pen in pens:
        for font, used in pen.glyphs.items():
            glyphs.setdefault(font, set()).update(used)
    return Pages(
        name=section.name,
        size=theme.page,
        contents=tuple(_squeezed(p.bytes()) for p in pens),
        forms={name: form for p in pens for name, form in p.forms.items()},
        glyphs=as_glyphs(glyphs),
        sheets=sheets,
        tree=flatten(root, [p.marks for p in pens], annots, sheets.count),
        prints=_prints(pens, header=headed),
        headed=headed,
        titles=tuple((block.bookmark, n) for block, n in starts if block.bookmark),
        slot=next((pen.slot for pen in pens if pen.slot), None),
    )


_SQUEEZED: dict[bytes, bytes] = {}
"""Compressed pages by the digest of what is on them; the same one often stands in sections that differ elsewhere."""
MOST_SQUEEZED = 2048


def _squeezed(stream: bytes) -> bytes:
    """Return a page compressed."""
    key = sha256(stream).digest()
    found = _SQUEEZED.get(key)
    if found is None:
        if len(_SQUEEZED) >= MOST_SQUEEZED:
            _SQUEEZED.clear()
        _SQUEEZED[key] = found = zlib.compress(stream, LEVEL)
    return found


def _first(parts: list[Piece]) -> Piece:
    """Return the first piece that is on a page."""
    return next(piece for piece in parts if piece is not BREAK and not piece.space)


def _furniture(pen: Pen, section: b.Section, name: str, theme: PageTheme) -> None:
    """Draw a name at the right of the head, the section's if that is too long; at the foot, the clinic under a line."""
    width, height = theme.page
    style, room = theme.styles["running soft"], theme.width - header_width(theme)
    if len(paragraph(name, style, room, theme.family).lines) > 1:
        name = section.name
    head = _cut((b.Run(name),), style, room, theme)
    pen.text(head, width - RIGHT - head.width, height - theme.margins.header)
    y = theme.margins.footer
    pen.line(LEFT, y, LEFT + theme.width, y, theme.ink, FINE)
    style = theme.styles["running"]
    room = theme.width - 7.5 * style.size  # the page's number stands at the right
    for n, line in enumerate(_foot_lines(section, style, room, theme)):
        if line:
            own = n and section.footer  # close below, and no larger than it must be: many printers leave 4 mm white
            size = replace(style, size=SMALLEST[0], leading=SMALLEST[1]) if own else style
            words = _cut(line, size, theme.width if n else room, theme)
            pen.text(words, LEFT, y - UNDER_LINE - n * (style.size + 1.0 if own else style.leading))


def header_width(theme: PageTheme) -> float:
    """Return how much of a page's head the patient's name may take, in points."""
    return theme.width * 0.6


def _foot_lines(section: b.Section, style: Style, room: float, theme: PageTheme) -> list[tuple[b.Run, ...]]:
    """Return clinic and phone on one line, or on two, of which only the second has the full width and the footer."""
    clinic = (b.Run(section.clinic),) if section.clinic else ()
    phone = (b.Run(section.phone, strong=True),) if section.phone else ()

    def fits(words: tuple[b.Run, ...]) -> bool:
        return len(paragraph(words, style, room, theme.family).lines) == 1

    joined = (*clinic, b.Run("  "), *phone) if clinic and phone else clinic or phone
    own = (b.Run(section.footer),) if section.footer else ()
    if not joined or fits(joined):
        return [joined, own] if own else [joined]
    first, second = (clinic, phone) if fits(clinic) else (phone, clinic)
    return [first, (*second, b.Run("  "), *own)] if own else [first, second]


def _cut(
    words: tuple[b.Run, ...], style: Style, width: float, theme: PageTheme, lined: Lined = paragraph, *, most: int = 1
) -> Paragraph:
    """Set words on so many lines at most, cutting what does not fit and ending it with an ellipsis."""
    lines = lined(words, style, width, theme.family)
    text = "".join(run.text for run in words)
    while len(lines.lines) > most:
        text = text[:-1]
        lines = lined((b.Run(text.rstrip() + "…", strong=words[-1].strong),), style, width, theme.family)
    return lines


_PAGE = "<</Type/Page/Parent %d 0 R/Resources %d 0 R"
"""A page names its own resources: inherited ones break PDF/A-2 (ISO 19005-2, 6.2.2)."""


def _sheets(pens: list[Pen], annots: list[Annot], *, header: bool) -> Objects:
    """Return page dictionaries and annotations, with open references."""
    texts: list[str] = []
    refs: list[Ref] = []
    for number, annot in enumerate(annots, len(pens)):
        annot.number = number
    for n, pen in enumerate(pens):
        links = f"/Annots[{'%d 0 R ' * len(pen.annots)}]" if pen.annots else ""
        streams = _streams(pen, n, header=header)
        texts.append(f"{_PAGE}/StructParents %d/Tabs/S/Contents[{_open(streams)}]{links}>>")
        refs += [(BOOKLET, 0), (RESOURCES, 0), (PAGES, n), *streams]
        refs += [(PAGES, a.number) for a in pen.annots]
    for annot in annots:
        texts.append(annot.dictionary)
        refs += [(PAGES, annot.number), (PAGES, annot.page)]
    return Objects(texts, refs)


def _prints(pens: list[Pen], *, header: bool) -> Objects:
    """Return page dictionaries without structure or links, for paper."""
    texts: list[str] = []
    refs: list[Ref] = []
    for n, pen in enumerate(pens):
        streams = _streams(pen, n, header=header)
        texts.append(f"{_PAGE}/Contents[{_open(streams)}]>>")
        refs += [(BOOKLET, 0), (RESOURCES, 0), *streams]
    return Objects(texts, refs)


def _streams(pen: Pen, n: int, *, header: bool) -> list[Ref]:
    """Return references to the streams that a page shows, from the lowest layer up."""
    return [*([(BOOKLET, HEAD)] if header else []), (INK, n), *([(NAME, 0)] if pen.slot else []), (FOLIO, n)]


def _open(refs: list[Ref]) -> str:
    return " ".join(["%d 0 R"] * len(refs))


def header(name: str, theme: PageTheme) -> Streamed:
    """Return the patient's name for the top of a page."""
    pen = _pen(theme)
    if name:
        style, width = theme.styles["running"], header_width(theme)
        runs = (b.Run(name, strong=True),)
        line = broken(runs, style, width, theme.family)
        if len(line.lines) > 1:  # small rather than cut
            style = replace(style, size=SMALLEST[0], leading=SMALLEST[1])
            line = broken(runs, style, width, theme.family)
        top = theme.page[1] - theme.margins.header
        if len(line.lines) > 1:  # two lines rather than cut: by the name two patients are told apart
            style, top = replace(style, leading=CLOSE_LINES), top + CLOSE_LINES / 2
            line = _cut(runs, style, width, theme, broken, most=2)
        pen.text(line, LEFT, top)
    return _artifact(pen, "Header"), as_glyphs(pen.glyphs)


def folio(words: b.Words, theme: PageTheme) -> Streamed:
    """Return the page number, at the right of the footer."""
    pen = _pen(theme)
    lines = paragraph(words, theme.styles["running"], theme.width, theme.family)
    pen.text(lines, LEFT + theme.width - lines.width, theme.margins.footer - UNDER_LINE)
    return _artifact(pen, "Footer"), as_glyphs(pen.glyphs)


def _artifact(pen: Pen, kind: str) -> bytes:
    """Return a stream of artifacts, marked as header or footer (ISO 32000-1, 14.8.2.2)."""
    return pen.bytes().replace(b"/Artifact BMC", f"/Artifact<</Type/Pagination/Subtype/{kind}>>BDC".encode(), 1)


def nameless(block: b.CoverPage, section: b.Section, theme: PageTheme) -> tuple[b.CoverPage, tuple[Paragraph, ...]]:
    """Return a cover with room for its name, and the ways to set the name there."""
    return apart(Typesetter(theme, continued=section.continued), block)


def fill(ways: tuple[Paragraph, ...], slot: Slot, theme: PageTheme) -> Streamed:
    """Return words as a stream that fills a slot, and the glyphs in it."""
    pen = _pen(theme)
    with pen.tag(Elem(slot.tag)):
        pen.text(ways[slot.way], slot.x, slot.top)
    return pen.bytes().replace(b"/MCID 0", b"/MCID %d" % slot.mcid, 1), as_glyphs(pen.glyphs)


def _pen(theme: PageTheme, page: int = 0) -> Pen:
    """Return the pen for a page of the section."""
    mirrored = theme.page[0] if theme.family.rtl else None
    return Pen(page, theme.shape.corners, theme.shape.rules, mirrored=mirrored)
