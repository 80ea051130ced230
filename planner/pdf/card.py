"""One exercise on a page: numeral and title, the dose strip, pictures beside their steps, care and stop, the foot.

All pictures of a card have one scale: the largest at which everything fits. If not even the smallest does, the foot
goes on to a page of its own.
"""

from collections.abc import Iterator

from planner import blocks as b
from planner.pdf.icons import icon
from planner.pdf.images import qr_rows
from planner.pdf.layout import BREAK, Piece, beside, fixed, space, stack
from planner.pdf.pen import Pen
from planner.pdf.setter import JOIN, Setter
from planner.pdf.tags import Elem, layout_attrs, string
from planner.pdf.theme import GUTTER, MM

LEAST_HIGH, LEAST_WIDE = 38 * MM, 70 * MM
"""A picture is at least so high, or so wide."""
GROUND = 1.6
"""Weight of the line under pictures."""
QR = 27 * MM


def card(setter: Setter, block: b.Card, up: Elem) -> Iterator[Piece]:
    """The card's page, or its two pages."""
    theme = setter.theme
    head: list[Piece] = [setter.title(b.Heading(block.title, 1, block.lead, block.numeral), up), _strip(setter, block, up)]
    if block.change:
        head.append(_change(setter, block.change, up))
    pictures, scales = _pictures(setter, block, up)
    tips = [_care(setter, block, up), _foot(setter, block, up)]
    fixed_height = stack([*head, *tips]).least
    for scale in scales:
        rows = pictures(scale)
        page = [*head, space(10.0, 6.0, 26.0), *rows, space(14.0, 8.0, 30.0), *tips]
        if stack(page).least <= theme.room:
            yield stack(page)
            return
    if fixed_height > theme.room:
        yield from [*head, BREAK, *rows, BREAK, *tips]
    else:
        yield from [stack([*head, space(10.0, 6.0, 40.0), *rows]), BREAK, *tips]


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


def _pictures(setter: Setter, block: b.Card, up: Elem):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """How to make the rows at a scale, and the scales to try, largest first."""
    theme = setter.theme
    left = theme.span(7)
    words_at = left + GUTTER
    words_width = theme.width - words_at
    drawn = [p for p in block.pictures if p.figure]
    steps = up.add("L", "/A<</O/List/ListNumbering/Decimal>>")
    parts = []
    for picture in block.pictures:
        width = words_width if picture.figure else setter.measure(theme.width)
        words = _steps(setter, picture, width, steps)
        elem = setter.figure_elem(picture.figure, up) if picture.figure else None
        parts.append((picture, words, elem))

    def rows(scale: float) -> list[Piece]:
        out: list[Piece] = []
        for n, (picture, words, elem) in enumerate(parts):
            if n:
                out.append(space(14.0, 8.0, 34.0))
            out.append(_row(setter, picture, words, elem, scale, left, words_at))
        return out

    if not drawn:
        return rows, [1.0]
    widest = max(p.figure.drawing.width for p in drawn if p.figure)
    highest = max(p.figure.drawing.height for p in drawn if p.figure)
    most = min(left / widest, 86 * MM / highest, 1.75)
    least = min(most, max(min(LEAST_HIGH / highest, LEAST_WIDE / widest), 0.1))
    return rows, [most - (most - least) * k / 12 for k in range(13)]


def _row(setter: Setter, picture: b.Picture, words: Piece, elem: Elem | None, scale: float, wide: float, words_at: float) -> Piece:  # noqa: PLR0913, PLR0917, E501
    """A picture on its ground line; the words' last line is level with it."""
    figure = picture.figure
    if figure is None or elem is None:
        return words
    drawing = figure.drawing
    high = max(drawing.height - drawing.ground, 1.0) * scale
    sunk = drawing.ground * scale
    best = max(high + sunk, words.best + 2)

    def draw(pen: Pen, x: float, top: float) -> None:
        ground = top - best + sunk
        setter.place(pen, elem, figure, x + (wide - drawing.width * scale) / 2, ground, scale)
        pen.line(x, ground, x + wide, ground, setter.theme.ink, GROUND)
        words.draw(pen, x + words_at, top - best + words.best, words.best)

    return fixed(best, draw)


def _steps(setter: Setter, picture: b.Picture, width: float, group: Elem) -> Piece:
    """The steps beside a picture, numbered through the card."""
    out: list[Piece] = []
    if picture.label:
        caption = group.add("Caption") if not group.kids else group.add("LI").add("LBody")
        out.append(setter.text(picture.label, "label", width, caption, gap=0.0))
    for n, words in enumerate(picture.steps, picture.first):
        item = group.add("LI")
        label, body = item.add("Lbl"), item.add("LBody")
        out.append(_step(setter, f"{n}{JOIN}", words, width, label, body))
    return stack(out)


def _step(setter: Setter, number: str, words: b.Words, width: float, label: Elem, body: Elem) -> Piece:  # noqa: PLR0913, PLR0917
    sign = setter.lines(number, "step number", 30.0)
    lines = setter.lines(words, "body", width - 23)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(label):
            pen.text(sign, x, top)
        with pen.tag(body):
            pen.text(lines, x + 23, top)

    return fixed(lines.height, draw, gap=7.0 if number[0] != "1" or len(number) > 2 else 3.0)


def _care(setter: Setter, block: b.Card, up: Elem) -> Piece:
    """Triangle and what to watch; octagon and when to stop: on every card."""
    half = setter.theme.span(3, 6)
    columns = []
    if block.care:
        columns.append((0.0, setter.icon_line("ease off", block.care, half, up)))
    columns.append((setter.theme.column(4, 6) if block.care else 0.0, setter.icon_line("stop", block.stop, half, up)))
    return beside(columns, gap=0.0)


def _foot(setter: Setter, block: b.Card, up: Elem) -> Piece:
    theme = setter.theme
    half, right = theme.span(3, 6), theme.column(4, 6)
    left_tips = [setter.labelled(t.icon, t.label, t.words, half, up, gap=6.0) for t in block.left]
    narrow = half - QR - 12 if block.video else half
    right_tips = [setter.labelled(t.icon, t.label, t.words, narrow, up, gap=6.0) for t in block.right]
    side = stack([p for p in right_tips]) if right_tips else space(0.0)
    columns = [(0.0, stack(left_tips)), (right, side)]
    if block.video:
        code = _video(setter, block.video, half, up)
        columns.append((right, code))
    body = beside(columns)

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        for start in (0.0, right):
            pen.line(x + start, top, x + start + half, top, theme.ink, 0.75)
        body.draw(pen, x, top - 7, height - 7)

    return Piece(body.best + 7, draw, gap=12.0)


def _video(setter: Setter, video: b.Video, width: float, up: Elem) -> Piece:
    """The code at the right, its address below it; both lead there."""
    theme = setter.theme
    rows = qr_rows(video.url)
    link = up.add("Link")
    picture = link.add("Figure", "/Alt" + string(video.alt))
    shown = video.url.removeprefix("https://").removeprefix("http://").replace("/", "/\u200b")
    address = setter.lines((b.Run(video.label + " ", strong=True), b.Run(shown)), "small", width, "right")
    words = link.add("Span")
    says = setter.text(video.says, "soft", width, up, align="right")

    def draw(pen: Pen, x: float, top: float) -> None:
        left, high = x + width - QR, top - QR - 4
        picture.attrs += layout_attrs((left, top - QR, left + QR, top))
        unit = QR / len(rows)
        with pen.tag(picture):
            pen.squares(
                [
                    (left + first * unit, top - (r + 1) * unit, count * unit, unit)
                    for r, runs in enumerate(rows)
                    for first, count in runs
                ],
                theme.ink,
            )
        with pen.tag(words):
            pen.text(address, x, high)
        pen.link(link, video.url, video.alt, (x, high - address.height, x + width, top))
        says.draw(pen, x, high - address.height, says.best)

    return fixed(QR + 4 + address.height + says.best, draw)
