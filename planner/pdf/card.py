"""One exercise on a page: numeral and title, the dose strip, pictures with their steps, care and stop, the foot.

All pictures of a card have one scale. They stand below each other with their steps beside them, or next to each
other with their steps below, whichever lets them be larger. If not even the smallest leave room for the foot, it
goes on to a page of its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from planner import blocks as b
from planner.pdf.icons import icon
from planner.pdf.images import qr_rows
from planner.pdf.layout import BREAK, Piece, beside, fixed, space, stack
from planner.pdf.pen import Pen
from planner.pdf.setter import JOIN, Setter
from planner.pdf.tags import Elem, layout_attrs, string
from planner.pdf.text import Paragraph
from planner.pdf.theme import GUTTER, MM

LEAST_HIGH, LEAST_WIDE = 38 * MM, 70 * MM
"""A picture is at least so high, or so wide."""
MOST_HIGH = 92 * MM
GROUND = 1.6
"""Weight of the line under pictures."""
QR = 27 * MM
STEP = 23.0
"""From a step's number to its words."""


def card(setter: Setter, block: b.Card, up: Elem) -> Iterator[Piece]:
    """The card's page; or two of them; or, where steps are very many, as many as they need."""
    for tips in (_Tips.LONG, _Tips.SHORT, _Tips.NONE):
        tried = [_page(setter, block, arrange, tips) for arrange in (_beside, _row_beside, _above)]
        fitting = [made for made in tried if made is not None]
        if fitting:
            _, elem, page = max(fitting, key=lambda made: made[0])
            up.kids += elem.kids
            yield page
            break
    else:
        yield from _head(setter, block, up)
        body = _beside(setter, block, up)
        yield from body.rows(body.least)
    if not fitting or tips is _Tips.NONE:
        yield BREAK
        yield setter.title(b.Heading(block.tips, 1, "", block.numeral), up)
        yield _care(setter, block, up)
        yield _foot(setter, block, up, short=False)


class _Tips(Enum):
    """How much of the foot stands on the card's page."""

    LONG = 1
    SHORT = 2
    NONE = 3


@dataclass(frozen=True)
class _Body:
    """Pictures and steps in an arrangement: how high they are at a scale, and what they look like."""

    height: Callable[[float], float]
    made: Callable[[float], Piece]
    least: float
    most: float
    favour: float
    """How much larger its pictures count, because its words are easier to follow; most 0: it is of no use here."""
    rows: Callable[[float], list[Piece]] = lambda _: []
    """Its parts, for a card that no page can hold whole."""

    def largest(self, room: float) -> float | None:
        """The largest scale at which it fits."""
        if self.most < self.least:
            return None
        steps = [self.most - (self.most - self.least) * n / 24 for n in range(25)]
        return next((scale for scale in steps if self.height(scale) <= room), None)


def _page(
    setter: Setter, block: b.Card, arrange: Callable[[Setter, b.Card, Elem], _Body], tips: _Tips
) -> tuple[float, Elem, Piece] | None:
    """The whole card on one page with its pictures as large as can be: their worth, the elements, the piece."""
    root = Elem("Div")
    head = [*_head(setter, block, root), space(10.0, 8.0, 30.0)]
    body = arrange(setter, block, root)
    foot: list[Piece] = []
    if tips is not _Tips.NONE:
        short = tips is _Tips.SHORT
        foot = [space(14.0, 8.0, 30.0), _care(setter, block, root), _foot(setter, block, root, short=short)]
    scale = body.largest(setter.theme.room - stack([*head, *foot]).least)
    if scale is None:
        return None
    return scale * body.favour, root, stack([*head, body.made(scale), *foot])


def _head(setter: Setter, block: b.Card, up: Elem) -> list[Piece]:
    """Title, dose strip, and what safety changed."""
    head = [setter.title(b.Heading(block.title, 1, block.lead, block.numeral), up), _strip(setter, block, up)]
    if block.change:
        head.append(_change(setter, block.change, up))
    return head


def _strip(setter: Setter, block: b.Card, up: Elem) -> Piece:
    """A cell per column: icon and label, numeral, unit. Below it, what changes in later weeks."""
    theme = setter.theme
    cell = theme.width / 6
    cells = []
    for amount in block.dose:
        label = setter.lines(amount.label + JOIN, "label", cell - 30)
        number = setter.lines(amount.number + JOIN, "dose", cell)
        unit = setter.lines(amount.unit, "small", cell - 10)
        cells.append((up.add("P"), icon(amount.icon, 13.0, theme.accent), label, number, unit))
    high = 8 + 16 + 36 + max((c[4].height for c in cells), default=16.0) + 7
    later = [setter.text(words, "small", setter.measure(theme.width), up) for words in block.later]

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.line(x, top, x + theme.width, top, theme.ink, 2.2)
        for n, (elem, mark, label, number, unit) in enumerate(cells):
            left = x + n * cell + (9 if n else 0)
            if n:
                pen.line(x + n * cell, top - 3, x + n * cell, top - high, theme.line, 0.5)
            pen.draw(mark, left, top - 23, 1.0)
            with pen.tag(elem):
                pen.text(label, left + 19, top - 8)
                pen.text(number, left, top - 24)
                pen.text(unit, left, top - 60)
        pen.line(x, top - high, x + theme.width, top - high, theme.ink, 0.75)

    strip = fixed(high, draw)
    if not later:
        return strip
    later[0].gap = 5.0
    return stack([strip, *later])


def _change(setter: Setter, words: b.Words, up: Elem) -> Piece:
    """What safety changed: a frame with a heavy left edge."""
    theme = setter.theme
    lines = setter.lines(words, "body", theme.width - 78)
    elem = up.add("P")
    mark = icon("you", 30.0, theme.ink)
    high = max(lines.height, 30.0) + 24

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.frames([(x + 0.8, top - high + 0.8, x + theme.width - 0.8, top - 0.8)], theme.ink, 1.6, 2 * MM)
        pen.fill((x, top - high, x + 6, top), theme.ink)
        pen.draw(mark, x + 22, top - (high + 30) / 2, 1.0)
        with pen.tag(elem):
            pen.text(lines, x + 64, top - (high - lines.height) / 2)

    return fixed(high, draw, gap=12.0)


# -- pictures and steps ----------------------------------------------------------------------------------------------


def _limits(block: b.Card, width: float) -> tuple[float, float]:
    """The smallest and the largest scale of a card's pictures, if each has a width."""
    drawings = [p.figure.drawing for p in block.pictures if p.figure]
    if not drawings:
        return 1.0, 1.0
    widest, highest = max(d.width for d in drawings), max(d.height for d in drawings)
    most = min(width / widest, MOST_HIGH / highest, 1.75)
    return min(most, LEAST_HIGH / highest, LEAST_WIDE / widest), most


def _beside(setter: Setter, block: b.Card, up: Elem) -> _Body:
    """Pictures below each other at the left, each with its steps at the right (7 : 5)."""
    theme = setter.theme
    wide = theme.span(7)
    words_at = wide + GUTTER
    parts = []
    for picture in block.pictures:
        width = theme.width - words_at if picture.figure else setter.measure(theme.width)
        elem = setter.figure_elem(picture.figure, up) if picture.figure else None
        parts.append((picture.figure, elem, _steps(setter, picture, width, up)))
    low, most = _limits(block, wide)

    def height(scale: float) -> float:
        rows = [max(_high(figure, scale), words.best + 2) for figure, _, words in parts]
        return sum(rows) + 8.0 * (len(rows) - 1)

    def rows(scale: float) -> list[Piece]:
        out: list[Piece] = []
        for n, (figure, elem, words) in enumerate(parts):
            if n:
                out.append(space(14.0, 8.0, 40.0))
            out.append(_row(setter, figure, elem, words, scale, wide, words_at))
        return out

    return _Body(height, lambda scale: stack(rows(scale)), low, most, 1.15, rows)


def _row(
    setter: Setter, figure: b.Figure | None, elem: Elem | None, words: Piece, scale: float, wide: float, words_at: float
) -> Piece:
    """A picture on its ground line; its words' last line is level with it."""
    if figure is None or elem is None:
        return words
    sunk = figure.drawing.ground * scale
    best = max(_high(figure, scale), words.best + 2)

    def draw(pen: Pen, x: float, top: float) -> None:
        ground = top - best + sunk
        setter.place(pen, elem, figure, x + (wide - figure.drawing.width * scale) / 2, ground, scale)
        pen.line(x, ground, x + wide, ground, setter.theme.ink, GROUND)
        words.draw(pen, x + words_at, top - best + words.best, words.best)

    return fixed(best, draw)


def _row_beside(setter: Setter, block: b.Card, up: Elem) -> _Body:
    """Pictures next to each other at the left, all steps at the right: for people who stand."""
    theme = setter.theme
    wide = theme.span(7)
    words_at = wide + GUTTER
    count = len(block.pictures)
    each = (wide - (count - 1) * 8) / count
    elems, words = [], []
    for picture in block.pictures:
        elems.append(setter.figure_elem(picture.figure, up) if picture.figure else None)
        words.append(_steps(setter, picture, theme.width - words_at, up))
        words[-1].gap = 12.0
    steps = stack(words)
    names = [setter.lines(p.label, "label", each, "centre") for p in block.pictures]
    low, most = _limits(block, each)

    def height(scale: float) -> float:
        return max(max(_high(p.figure, scale) for p in block.pictures) + 20, steps.best)

    def made(scale: float) -> Piece:
        best = height(scale)

        def draw(pen: Pen, x: float, top: float) -> None:
            for n, (picture, elem) in enumerate(zip(block.pictures, elems, strict=True)):
                if picture.figure and elem:
                    left, sunk = x + n * (each + 8), picture.figure.drawing.ground * scale
                    ground = top - best + 20 + sunk
                    at = left + (each - picture.figure.drawing.width * scale) / 2
                    setter.place(pen, elem, picture.figure, at, ground, scale)
                    pen.text(names[n], left, top - best + 17)
            pen.line(x, top - best + 20, x + wide, top - best + 20, theme.ink, GROUND)
            steps.draw(pen, x + words_at, top - (best - steps.best) / 2, steps.best)

        return fixed(best, draw)

    return _Body(height, made, low, most if count > 1 and all(elems) else 0.0, 1.0)


def _above(setter: Setter, block: b.Card, up: Elem) -> _Body:
    """Pictures next to each other, each with its steps below."""
    theme = setter.theme
    count = len(block.pictures)
    wide = (theme.width - (count - 1) * GUTTER) / count
    parts = []
    for picture in block.pictures:
        elem = setter.figure_elem(picture.figure, up) if picture.figure else None
        parts.append((picture.figure, elem, _steps(setter, picture, wide, up)))
    low, most = _limits(block, wide)
    words = max(words.best for _, _, words in parts)
    gap = 6.0

    def height(scale: float) -> float:
        return max(_high(figure, scale) for figure, _, _ in parts) + gap + words

    def made(scale: float) -> Piece:
        high = max(_high(figure, scale) for figure, _, _ in parts)

        def draw(pen: Pen, x: float, top: float) -> None:
            for n, (figure, elem, steps) in enumerate(parts):
                left = x + n * (wide + GUTTER)
                if figure and elem:
                    sunk = figure.drawing.ground * scale
                    at = left + (wide - figure.drawing.width * scale) / 2
                    setter.place(pen, elem, figure, at, top - high + sunk, scale)
                    pen.line(left, top - high + sunk, left + wide, top - high + sunk, theme.ink, GROUND)
                steps.draw(pen, left, top - high - gap, steps.best)

        return fixed(high + gap + words, draw)

    return _Body(height, made, low, most if count > 1 and all(p.figure for p in block.pictures) else 0.0, 1.0)


def _high(figure: b.Figure | None, scale: float) -> float:
    return figure.drawing.height * scale if figure else 0.0


def _steps(setter: Setter, picture: b.Picture, width: float, up: Elem) -> Piece:
    """A picture's name and steps, numbered through the card."""
    out = [setter.text(picture.label, "label", width, up)] if picture.label else []
    style = "body" if picture.figure else "lead"  # without a picture there is room for larger words
    group = up.add("L", "/A<</O/List/ListNumbering/Decimal>>")
    for n, words in enumerate(picture.steps, picture.first):
        item = group.add("LI")
        label, body = item.add("Lbl"), item.add("LBody")
        gap = 7.0 if n > picture.first else 3.0
        lines = setter.lines(words, style, width - STEP)
        out.append(_step(setter, f"{n}{JOIN}", lines, label, body, gap))
    return stack(out)


def _step(setter: Setter, number: str, lines: Paragraph, label: Elem, body: Elem, gap: float) -> Piece:
    sign = setter.lines(number, replace(setter.style("step number"), leading=lines.style.leading), 40.0)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(label):
            pen.text(sign, x, top)
        with pen.tag(body):
            pen.text(lines, x + STEP, top)

    return fixed(lines.height, draw, gap=gap)


# -- the foot --------------------------------------------------------------------------------------------------------


def _care(setter: Setter, block: b.Card, up: Elem) -> Piece:
    """Triangle and what to watch; octagon and when to stop: on every card."""
    half = setter.theme.span(3, 6)
    columns = []
    if block.care:
        columns.append((0.0, setter.icon_line("ease off", block.care, half, up)))
    columns.append((setter.theme.column(4, 6) if block.care else 0.0, setter.icon_line("stop", block.stop, half, up)))
    return beside(columns, gap=0.0)


def _foot(setter: Setter, block: b.Card, up: Elem, *, short: bool) -> Piece:
    """What you feel, what not to do; easier and harder, and a video. Short: with less in it."""
    theme = setter.theme
    half, right = theme.span(3, 6), theme.column(4, 6)
    left_tips = [
        setter.labelled(t.icon, t.label, t.short if short and t.short else t.words, half, up, gap=6.0)
        for t in block.left
    ]
    narrow = half - QR - 12 if block.video else half
    side = stack([setter.labelled(t.icon, t.label, t.words, narrow, up, gap=6.0) for t in block.right])
    if block.video:
        code, address = _video(setter, block.video, half, up)
        side = stack([beside([(0.0, side), (half - QR, code)]), address])
    columns = [(0.0, stack(left_tips)), (right, side)]
    body = beside(columns)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        for start in (0.0, right):
            pen.line(x + start, top, x + start + half, top, theme.ink, 0.75)
        body.draw(pen, x, top - 7, height - 7)

    return Piece(body.best + 7, draw, gap=12.0)


def _video(setter: Setter, video: b.Video, width: float, up: Elem) -> tuple[Piece, Piece]:
    """The code, and its address in words to stand below; both lead there."""
    theme = setter.theme
    rows = qr_rows(video.url)
    link = up.add("Link")
    picture = link.add("Figure", "/Alt" + string(video.alt))
    shown = video.url.removeprefix("https://").removeprefix("http://").replace("/", "/\u200b")
    address = setter.lines((b.Run(video.label + " ", strong=True), b.Run(shown)), "small", width, "right")
    words = link.add("Span")
    says = setter.text(video.says, "soft", width, up, align="right")
    unit = QR / len(rows)

    def draw_code(pen: Pen, x: float, top: float) -> None:
        box = (x, top - QR, x + QR, top)
        picture.attrs += layout_attrs(box)
        squares = [
            (x + first * unit, top - (r + 1) * unit, count * unit, unit)
            for r, runs in enumerate(rows)
            for first, count in runs
        ]
        with pen.tag(picture):
            pen.squares(squares, theme.ink)
        pen.link(link, video.url, video.alt, box)

    def draw_address(pen: Pen, x: float, top: float) -> None:
        with pen.tag(words):
            pen.text(address, x, top)
        pen.link(link, video.url, video.alt, (x, top - address.height, x + width, top))
        says.draw(pen, x, top - address.height, says.best)

    return fixed(QR, draw_code), fixed(address.height + says.best, draw_address, gap=4.0)
