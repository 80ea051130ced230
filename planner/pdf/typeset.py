"""typeset: blocks to finished pages. A pure function, remembered."""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from planner import blocks as b
from planner.pdf.draw.after_care import advices, references, walkers
from planner.pdf.draw.calendar.week import week
from planner.pdf.draw.checklist import answer, blank, hatches, outlines, tick_boxes, tick_columns
from planner.pdf.draw.clinician import clinician_sheet
from planner.pdf.draw.cover import apart, cover
from planner.pdf.draw.exercises.card import card
from planner.pdf.draw.gallery import gallery
from planner.pdf.draw.guidelines import principles
from planner.pdf.draw.log import chart, goals
from planner.pdf.draw.one_page import lights
from planner.pdf.draw.overview import labels, moves, phases
from planner.pdf.draw.safety import alert, pain_scale, signals
from planner.pdf.draw.text import items
from planner.pdf.draw.topics import beside_body, note, pairs, points, stages
from planner.pdf.draw.wallet_card import wallet_cards
from planner.pdf.file.fonts import Family
from planner.pdf.file.tags import BOOKLET, FOLIO, HEAD, INK, NAME, PAGES, Annot, Elem, Objects, Ref, flatten
from planner.pdf.file.writer import Form
from planner.pdf.layout.lines import Paragraph, broken, paragraph
from planner.pdf.layout.pen import Pen, Slot
from planner.pdf.layout.pieces import BREAK, Piece, beside, deal, loosened, space, stack
from planner.pdf.layout.theme import FOOTER, GUTTER, HEADER, LEFT, MM, RIGHT, TOP, Style, Theme
from planner.pdf.layout.typesetter import Setter

Lined = Callable[[b.Words, Style, float, Family], Paragraph]
"""How words become lines."""
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
    prints: Objects
    """Page dictionaries for paper: without structure and links."""
    headed: bool
    """Whether the header stands on them."""
    titles: tuple[tuple[str, int], ...]
    """Its pages' titles and the pages they stand on."""
    slot: Slot | None = None
    """Where words are left out."""
    words: tuple[bytes, Chars] | None = None
    """The stream with the words that are left out."""
    rest: "Pages | None" = None
    """The same without these words: what documents store once for all who share it."""


@lru_cache(maxsize=256)
def typeset(section: b.Section, theme: Theme) -> Pages:
    """The section's pages. Every call with equal blocks returns the same object, made once.

    A cover's name becomes a stream of its own, so that whose names take as much room share all the rest.
    """
    for n, block in enumerate(section.blocks):
        if isinstance(block, b.Cover) and block.name.value:
            nameless, ways = apart(Setter(theme), block)
            rest = _typeset(replace(section, blocks=(*section.blocks[:n], nameless, *section.blocks[n + 1 :])), theme)
            return replace(rest, words=_set(ways, rest.slot), rest=rest) if rest.slot else _typeset(section, theme)
    return _typeset(section, theme)


def _set(ways: tuple[Paragraph, ...], slot: Slot) -> tuple[bytes, Chars]:
    """Words as a stream that fills a slot."""
    pen = Pen()
    with pen.tag(Elem(slot.tag)):
        pen.text(ways[slot.way], slot.x, slot.top)
    return pen.bytes().replace(b"/MCID 0", b"/MCID %d" % slot.mcid, 1), frozen(pen.chars)


@lru_cache(maxsize=256)
def _typeset(section: b.Section, theme: Theme) -> Pages:
    setter = Setter(theme)
    root = Elem("Sect")
    is_cover = any(isinstance(block, b.Cover) for block in section.blocks)
    made = [(block, list(_pieces(setter, block, theme.width, root))) for block in section.blocks]
    titled = {
        id(_first(parts)): block.title for block, parts in made if isinstance(block, b.Card | b.Week | b.ClinicianSheet)
    }
    titled |= {
        id(_first(parts)): block.text for block, parts in made if isinstance(block, b.Heading) and block.level == 1
    }
    pens: list[Pen] = []
    titles: list[tuple[str, int]] = []
    pieces = [loosened(piece, theme.shape.gaps) for _, parts in made for piece in parts]
    for n, page in enumerate(deal(pieces, theme.room)):
        pen = Pen(n, theme.shape.corners, theme.shape.rules)
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
        _prints(pens, header=not is_cover),
        not is_cover,
        tuple(titles),
        next((pen.slot for pen in pens if pen.slot), None),
    )


def _first(parts: list[Piece]) -> Piece:
    """What stands first on a page."""
    return next(piece for piece in parts if piece is not BREAK)


def frozen(chars: dict[int, set[str]]) -> Chars:
    """Characters by face, as a value."""
    return tuple((face, frozenset(used)) for face, used in sorted(chars.items()))


def _pieces(setter: Setter, block: b.Block, width: float, up: Elem) -> Iterable[Piece]:  # noqa: C901, PLR0912 - a case per block
    """The pieces of a block in a width; its elements go under `up`, in reading order."""
    match block:
        case b.PageBreak():
            return [BREAK]
        case b.Heading(level=1):
            return [setter.title(block, up)]
        case b.Heading():
            return [setter.heading(block.text, 2, "h2", width, up, gap=16.0)]
        case b.Text():
            return [setter.text(block.words, block.style, setter.measure(width), up, gap=8.0)]
        case b.Items():
            return items(setter, block, setter.measure(width), up)
        case b.IconLine():
            return [setter.icon_line(block.icon, block.words, setter.measure(width), up, gap=8.0)]
        case b.Columns():
            return _columns(setter, block, up)
        case b.Alert():
            return alert(setter, block, up)
        case b.PainScale():
            return pain_scale(setter, block, up)
        case b.Signals():
            return signals(setter, block, up)
        case b.Principles():
            return principles(setter, block, up)
        case b.Lights():
            return lights(setter, block, up)
        case b.WalletCards():
            return wallet_cards(setter, block, up)
        case b.Gallery():
            return gallery(setter, block, up)
        case b.Cover():
            return cover(setter, block, up)
        case b.Card():
            return [BREAK, *card(setter, block, up)]
        case b.Week():
            return week(setter, block, up)
        case b.Phases():
            return phases(setter, block, up)
        case b.Moves():
            return moves(setter, block, up)
        case b.Labels():
            return labels(setter, block, up)
        case b.Advices():
            return advices(setter, block, up)
        case b.Walkers():
            return walkers(setter, block, up)
        case b.References():
            return references(setter, block, up)
        case b.Points():
            return points(setter, block, width, up)
        case b.BesideBody():
            return beside_body(setter, block, up, _pieces)
        case b.Pairs():
            return pairs(setter, block, up)
        case b.Stages():
            return stages(setter, block, up)
        case b.Note():
            return note(setter, block, up)
        case b.Outlines():
            return outlines(setter, block, up, _pieces)
        case b.Hatches():
            return hatches(setter, block, width, up)
        case b.TickBoxes():
            return tick_boxes(setter, block, width, up)
        case b.TickColumns():
            return tick_columns(setter, block, up)
        case b.Answer():
            return answer(setter, block, up)
        case b.Blank():
            return blank(setter, block, up)
        case b.Chart():
            return chart(setter, block, up)
        case b.Goals():
            return goals(setter, block, up)
        case b.ClinicianSheet():
            return clinician_sheet(setter, block, up)
    raise TypeError(f"no page knows how to hold {type(block).__name__}")


def _columns(setter: Setter, block: b.Columns, up: Elem) -> list[Piece]:
    """Side by side; below each other where a column is too narrow for a list or a heading."""
    theme, count = setter.theme, len(block.columns)
    share = theme.span(12 / count)
    blocks = [inner for column in block.columns for inner in column]
    if theme.narrow(share - 20 * theme.unit) or theme.narrow(share, "h2"):
        return [piece for inner in blocks for piece in _pieces(setter, inner, theme.width, up)]
    columns = []
    for n, column in enumerate(block.columns):
        parts = [piece for inner in column for piece in _pieces(setter, inner, share, up)]
        columns.append((n * (share + GUTTER), stack(setter.spread(parts), gap=0.0)))
    return [beside(columns, gap=12.0), space(0.0, 0.0, 12.0)]


def _furniture(pen: Pen, section: b.Section, theme: Theme) -> None:
    """The section's name above; below, the line with a tick per section and a bar at this one's, and the clinic."""
    width, height = theme.page
    name = paragraph(section.name, theme.styles["running soft"], theme.width, theme.family)
    pen.text(name, width - RIGHT - name.width, height - HEADER)
    y, (index, count) = FOOTER, section.share
    pen.line(LEFT, y, LEFT + theme.width, y, theme.ink, 0.75)
    part = theme.width / count
    for n in range(1, count):
        pen.line(LEFT + n * part, y, LEFT + n * part, y + 1.5 * MM, theme.ink, 0.75)
    if count > 1:
        pen.fill((LEFT + index * part, y - 1.6, LEFT + (index + 1) * part, y + 1.6), theme.accent)
    style = theme.styles["running"]
    room = theme.width - 7.5 * style.size
    for n, line in enumerate(_foot_lines(section, style, room, theme)):
        if line:
            pen.text(_one_line(line, style, theme.width if n else room, theme), LEFT, y - 4 - n * style.leading)


def _foot_lines(section: b.Section, style: Style, room: float, theme: Theme) -> list[tuple[b.Run, ...]]:
    """Clinic and phone on one line; or on two, of which only the second has the full width."""
    clinic = (b.Run(section.clinic),) if section.clinic else ()
    phone = (b.Run(section.phone, strong=True),) if section.phone else ()

    def fits(words: tuple[b.Run, ...]) -> bool:
        return len(paragraph(words, style, room, theme.family).lines) == 1

    joined = (*clinic, b.Run("  "), *phone) if clinic and phone else clinic or phone
    if not joined or fits(joined):
        return [joined]
    return [clinic, phone] if fits(clinic) else [phone, clinic]


def _one_line(
    words: tuple[b.Run, ...], style: Style, width: float, theme: Theme, lined: Lined = paragraph
) -> Paragraph:
    """Words in one line; what does not fit is cut, and an ellipsis says so."""
    lines = lined(words, style, width, theme.family)
    text = "".join(run.text for run in words)
    while len(lines.lines) > 1:
        text = text[:-1]
        lines = lined((b.Run(text.rstrip() + "…", strong=words[-1].strong),), style, width, theme.family)
    return lines


def _sheets(pens: list[Pen], annots: list[Annot], *, header: bool) -> Objects:
    """Page dictionaries and annotations, with open references."""
    texts: list[str] = []
    refs: list[Ref] = []
    for number, annot in enumerate(annots, len(pens)):
        annot.number = number
    for n, pen in enumerate(pens):
        links = f"/Annots[{'%d 0 R ' * len(pen.annots)}]" if pen.annots else ""
        streams = _streams(pen, n, header=header)
        texts.append(f"<</Type/Page/Parent %d 0 R/StructParents %d/Tabs/S/Contents[{_open(streams)}]{links}>>")
        refs += [(BOOKLET, 0), (PAGES, n), *streams]
        refs += [(PAGES, a.number) for a in pen.annots]
    for annot in annots:
        texts.append(annot.text)
        refs += [(PAGES, annot.number), (PAGES, annot.page)]
    return Objects(texts, refs)


def _prints(pens: list[Pen], *, header: bool) -> Objects:
    """Page dictionaries that know nothing of structure."""
    texts: list[str] = []
    refs: list[Ref] = []
    for n, pen in enumerate(pens):
        streams = _streams(pen, n, header=header)
        texts.append(f"<</Type/Page/Parent %d 0 R/Contents[{_open(streams)}]>>")
        refs += [(BOOKLET, 0), *streams]
    return Objects(texts, refs)


def _streams(pen: Pen, n: int, *, header: bool) -> list[Ref]:
    """What a page shows, from the lowest layer up."""
    return [*([(BOOKLET, HEAD)] if header else []), (INK, n), *([(NAME, 0)] if pen.slot else []), (FOLIO, n)]


def _open(refs: list[Ref]) -> str:
    return " ".join(["%d 0 R"] * len(refs))


@lru_cache(maxsize=256)
def header(name: str, theme: Theme) -> tuple[bytes, Chars]:
    """The patient's name on top of a page: a stream of its own, so that pages need not know whose they are."""
    pen = Pen()
    if name:
        line = _one_line((b.Run(name, strong=True),), theme.styles["running"], theme.width * 0.7, theme, broken)
        pen.text(line, LEFT, theme.page[1] - HEADER)
    return _artifact(pen, "Header"), frozen(pen.chars)


@lru_cache(maxsize=512)
def folio(words: b.Words, theme: Theme) -> tuple[bytes, Chars]:
    """The page number at the right of the footer."""
    pen = Pen()
    lines = paragraph(words, theme.styles["running"], theme.width, theme.family)
    pen.text(lines, LEFT + theme.width - lines.width, FOOTER - 4)
    return _artifact(pen, "Footer"), frozen(pen.chars)


def _artifact(pen: Pen, kind: str) -> bytes:
    """A stream of artifacts, marked as what it is (ISO 32000-1, 14.8.2.2)."""
    return pen.bytes().replace(b"/Artifact BMC", f"/Artifact<</Type/Pagination/Subtype/{kind}>>BDC".encode(), 1)
