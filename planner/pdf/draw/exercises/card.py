"""One exercise on a page: numeral and title, the dose strip, pictures with their steps, care and stop, the foot.

The pictures are as large as the page lets them be, in whichever arrangement lets them be largest. If not even the
smallest leave room for the foot, it goes on to a page of its own; if they leave none for the dose, pictures and steps
stand whole on a page that follows the dose and the tips; and if no page holds the steps, each picture with its steps is
dealt onto pages by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain, product

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.draw.exercises.arrange import LEAST_HIGH, Arrange, arrangements, one_by_one, standing
from planner.pdf.draw.exercises.dose import strip
from planner.pdf.draw.exercises.foot import care, foot, shorter, stacked
from planner.pdf.file.tags import Elem
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph, parted
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import BREAK, Piece, deal, seen, space, stack
from planner.pdf.layout.theme import BOLD, FINE, MM
from planner.pdf.layout.typesetter import Typesetter

AROUND = 36.0
"""The white space below a picture that is shown again, and around it, in points."""


class _Tips(Enum):
    """How much of the foot is on the card's page."""

    LONG = 1
    SHORT = 2
    NONE = 3


@dataclass(frozen=True)
class _Fill:
    """What is on the card's own page; the rest goes to the page with the tips."""

    tips: _Tips
    lead: bool = True
    care: bool = True


_FILLS = (
    _Fill(_Tips.LONG),
    _Fill(_Tips.SHORT),
    _Fill(_Tips.NONE),
    _Fill(_Tips.NONE, lead=False),
    _Fill(_Tips.NONE, lead=False, care=False),
)
"""From the fullest to the emptiest. When to stop is on every page."""


@draws(b.Card)
def card(setter: Typesetter, block: b.Card, up: Elem) -> Iterator[Piece]:
    """Draw a card on one page, or on two; with very many steps, on as many as they need."""
    yield BREAK
    for fill, group in product(_FILLS, arrangements(setter.theme, len(block.pictures))):
        tried = [_page(setter, block, arrange, fill) for arrange in group]
        fitting = [made for made in tried if made is not None]
        if not fitting:
            continue
        _, elem, page = max(fitting, key=lambda made: made[0])
        tips = [BREAK, *_tips(setter, block, elem, fill)] if fill.tips is _Tips.NONE else []
        if stack(tips).least <= setter.theme.room:
            up.kids += elem.kids
            yield from [page, *tips]
            return
    yield from _steps_apart(setter, block, up) or _many_pages(setter, block, up)


def _page(setter: Typesetter, block: b.Card, arrange: Arrange, fill: _Fill) -> tuple[float, Elem, Piece] | None:
    """Return worth, elements and piece of a card on one page, pictures as large as fit; None if it does not fit."""
    root = Elem("Div")
    head = [*_head(setter, block, root, lead=fill.lead), space(10.0, 8.0)]
    body = arrange(setter, block, root)
    below: list[Piece] = [space(14.0, 8.0), care(setter, block, root, stop_only=not fill.care)]
    if fill.tips is not _Tips.NONE:
        below.append(foot(setter, block, root, short=fill.tips is _Tips.SHORT))
    scale = body.largest(setter.theme.room - stack([*head, *below]).least)
    if scale is None:
        return None
    return scale * body.favour, root, stack([*head, body.made(scale), *below])


def _tips(setter: Typesetter, block: b.Card, up: Elem, fill: _Fill) -> Iterator[Piece]:
    """Yield what had no room on the card's page, under the exercise's last picture if there is room for that."""
    title = setter.title(b.Heading(block.tips, 1, "" if fill.lead else block.lead, block.numeral), up)
    below: list[Piece] = []
    if not fill.care and block.care:
        below += [care(setter, block, up, watch_only=True), space(14.0, 8.0)]
    if setter.theme.size == "standard":
        below.append(foot(setter, block, up, short=False))
    else:
        below += stacked(setter, block, block.left, up)
    below += [space(18.0, 8.0), seen(care(setter, block, Elem("Div"), stop_only=True))]
    yield title
    figures = [picture.figure for picture in block.pictures if picture.figure]
    spare = setter.theme.room - stack([title, *below]).best - AROUND
    if figures and spare >= LEAST_HIGH:
        yield seen(standing(setter, figures[-1], Elem("Div"), spare))
        yield space(AROUND / 2, AROUND / 3)
    yield from below


def _steps_apart(setter: Typesetter, block: b.Card, up: Elem) -> list[Piece]:
    """Return the dose on a page and all pictures and steps on the next; an empty list if they do not fit.

    The tips go where there is room: with the dose, below the steps, or on a third page.
    """
    short = replace(block, left=tuple(shorter(block.left)), right=tuple(shorter(block.right)))
    before, behind = replace(block, right=(), video=None), replace(block, left=())
    bare = replace(behind, right=(), video=None)
    shares = ((block, bare, bare), (before, behind, bare), (short, bare, bare), (bare, block, bare))
    for first, second, third in (*shares, (before, bare, behind), (bare, bare, block)):
        last = Elem("Div")
        tips = [BREAK, *_tips(setter, third, last, _FILLS[0])] if third.right else []
        front = _front(setter, first)
        if max(stack(front[1]).least, stack(tips).least) > setter.theme.room:
            continue
        if steps := _steps_page(setter, second):
            up.kids += [*front[0].kids, *steps[0].kids, *last.kids]
            return [*front[1], BREAK, *steps[1], *tips]
    return []


def _steps_page(setter: Typesetter, block: b.Card) -> tuple[Elem, list[Piece]] | None:
    """Return elements and pieces of a page with pictures, steps and the block's tips; None if they do not fit."""
    running = _running(setter, block)
    fitting = []
    for arrange in chain.from_iterable(arrangements(setter.theme, len(block.pictures))):
        root = Elem("Div")
        body = arrange(setter, block, root)
        below = [space(14.0, 8.0), care(setter, block, root), *_feet(setter, block, root)]
        scale = body.largest(setter.theme.room - stack([running, *below]).least)
        if scale is not None:
            fitting.append((scale * body.favour, root, [running, body.made(scale), *below]))
    return max(fitting, key=lambda made: made[0])[1:] if fitting else None


def _feet(setter: Typesetter, block: b.Card, up: Elem) -> list[Piece]:
    """Return a block's tips, if it has any."""
    if not (block.left or block.right):
        return []
    if setter.theme.size == "standard":
        return [foot(setter, block, up, short=False)]
    return [space(14.0, 8.0), *stacked(setter, block, block.left, up)]


def _front(setter: Typesetter, block: b.Card) -> tuple[Elem, list[Piece]]:
    """Return elements and pieces of the page before the steps: the card's head, a block's tips, and when to stop."""
    root = Elem("Div")
    pieces = [*_head(setter, block, root), *_feet(setter, block, root)]
    stop = care(setter, block, Elem("Div"), stop_only=True)
    return root, [*pieces, space(18.0, 8.0), seen(stop)]


def _many_pages(setter: Typesetter, block: b.Card, up: Elem) -> Iterator[Piece]:
    """Yield pictures one by one with their steps, then the foot, on as few pages as possible.

    The foot has a page of its own, unless that costs an extra page.
    """
    running = _running(setter, block)
    made = []
    for fill in (_FILLS[2], *_FILLS[:2], *_FILLS[3:]):
        root, pages = _one_by_one(setter, block, fill)
        tips = list(_tips(setter, block, root, fill)) if fill.tips is _Tips.NONE else []
        made.append((len(pages) + len(deal(tips, setter.theme.room)), root, pages, tips))
    _, root, pages, tips = min(made, key=lambda each: each[0])
    up.kids += root.kids
    for n, page in enumerate(pages):
        yield from ([BREAK, running] if n else [])
        yield from page
    yield from ([BREAK, *tips] if tips else [])


def _one_by_one(setter: Typesetter, block: b.Card, fill: _Fill) -> tuple[Elem, list[list[Piece]]]:
    """Return elements and pages of a card's pictures and steps, at the largest scale that costs no extra page.

    All pages but the first have a running title, and each ends with when to stop.
    """
    root = Elem("Div")
    head = [*_head(setter, block, root, lead=fill.lead), space(10.0, 8.0)]
    made, least, most = one_by_one(setter, block, root)
    below = [space(14.0, 8.0), care(setter, block, root, watch_only=True)] if fill.care and block.care else []
    stop = care(setter, block, root, stop_only=True)
    if fill.tips is not _Tips.NONE:
        left = shorter(block.left) if fill.tips is _Tips.SHORT else block.left
        below += [space(14.0, 8.0), *stacked(setter, block, left, root)]
    foot = stack([space(14.0, 8.0), stop])
    room = setter.theme.room - (foot.least if foot.least < setter.theme.room / 4 else 0.0)
    scales = [most - (most - least) * n / 8 for n in range(9)]
    dealt = (deal([*head, *made(scale), *below], room) for scale in scales)
    fewest = len(deal([*head, *made(least), *below], room))
    pages = [[p for p, _, _ in page] for page in next(pages for pages in dealt if len(pages) == fewest)]
    pages[0].append(foot)
    if room < setter.theme.room:
        pages = [pages[0], *([*page, seen(foot)] for page in pages[1:])]
    return root, pages


def _running(setter: Typesetter, block: b.Card) -> Piece:
    """Return the small numeral and title at the top of a card's further pages."""
    theme = setter.theme
    numeral = setter.lines(block.numeral, "small numeral", 200.0)
    inset = min(theme.column(2, 6), numeral.width + 14)
    title = setter.lines(block.title, "h2", theme.width - inset)
    two = parted(title, 2 * title.style.leading)
    title = two[0] if two else title  # a reminder: its first lines do
    high = max(numeral.height, title.height) + 10

    def draw(pen: Pen, x: float, top: float, _height: float) -> None:
        pen.text(numeral, x - 1, top + 2)
        pen.text(title, x + inset, top - max(0.0, (numeral.height - title.style.leading) / 2))
        pen.line(x, top - high, x + theme.width, top - high, theme.ink, FINE)

    return Piece(high + 14, draw, keep=True)


# -- the head --------------------------------------------------------------------------------------------------------


def _head(setter: Typesetter, block: b.Card, up: Elem, *, lead: bool = True) -> list[Piece]:
    """Return the title, the dose strip, and what was changed for safety."""
    title = setter.title(b.Heading(block.title, 1, block.lead if lead else "", block.numeral), up)
    head = [title, strip(setter, block, up)]
    if block.change:
        elem = up.add("P")
        width = setter.theme.width - 78 * setter.theme.icons
        head.append(_change(setter, setter.lines(block.change, "body", width), width, elem))
    return head


def _change(setter: Typesetter, lines: Paragraph, width: float, elem: Elem) -> Piece:
    """Return what was changed for safety, in a frame with a heavy left edge."""
    theme, grown = setter.theme, setter.theme.icons
    mark = icon("you", 30.0 * grown, theme.ink)
    high = max(lines.height, mark.height) + 24

    def draw(pen: Pen, x: float, top: float, _height: float) -> None:
        pen.frames([(x + 0.8, top - high + 0.8, x + theme.width - 0.8, top - 0.8)], theme.ink, BOLD, 2 * MM)
        pen.fill((x, top - high, x + 6, top), theme.ink)
        pen.draw(mark, x + 22 * grown, top - (high + mark.height) / 2, 1.0)
        with pen.tag(elem):
            pen.text(lines, x + 64 * grown, top - (high - lines.height) / 2)

    def part(room: float) -> tuple[Piece, Piece] | None:
        two = parted(lines, room - 24)
        return (_change(setter, two[0], width, elem), _change(setter, two[1], width, elem)) if two else None

    return Piece(high, draw, gap=12.0, part=part)
