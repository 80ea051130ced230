"""The foot of a card: what you feel, what not to do, easier, harder, what to take care of; a note, a video."""

from collections.abc import Iterable, Iterator

from planner import blocks as b
from planner.pdf.draw.exercises.line import Bit, above, apart, line_up
from planner.pdf.file.images import qr_rows
from planner.pdf.file.tags import Elem, field_attrs, spoken
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import BETWEEN, FINE, GUTTER, INSIDE, MM
from planner.pdf.layout.typesetter import JOIN, Typesetter

LABEL = 22 * MM
"""From a label's left edge to its words, at the left."""
RIGHT_LABEL, RIGHT_WORDS = 16 * MM, 46 * MM
"""The columns of label and words at the right."""
SLACK = 0.1
"""What a column as wide as its words has more than they, in points, so that they break at the same places."""
MOST_LABEL = 1.5
"""How many times as wide these columns may become for long labels."""
QR = 30 * MM
"""The side of a video's QR code."""
ADDRESS_LINES = 3
"""The most lines of an address below the code; a longer one takes the full width."""
LINES, APART = 2, 10 * MM
"""How many lines to write on a note has, and how far they are apart."""


def foot(
    setter: Typesetter,
    block: b.Card,
    up: Elem,
    *,
    tight: bool = False,
    felt: bool = True,
    small: bool = False,
) -> list[Piece]:
    """Return a fine line and the tips below it, in two columns at fixed places; in larger type in one.

    tight: what is easier and what is harder stand where they take the fewest lines. felt: with what you feel, small: in
    small type, both in larger type only. No mistake and no caution is ever cut: half of a warning allows the rest.
    """
    theme = setter.theme
    top = stack([setter.rule(theme.width, FINE), space(INSIDE[0])], gap=INSIDE[0] if setter.close else INSIDE[1])
    top.stays = True
    if theme.size == "standard":
        return [top, *_rows(setter, block, up, tight=tight)]
    style = "small" if small else setter.prose
    return [top, *_column(setter, block, up, tight=tight, felt=felt, style=style)]


def _rows(setter: Typesetter, block: b.Card, up: Elem, *, tight: bool) -> Iterator[Piece]:
    """Yield what you feel and what is easier, what not to do and what is harder, and what to take care of.

    tight: the column at the right is as wide as its words, and they stand where all takes the fewest lines.
    """
    theme, style = setter.theme, setter.prose
    tips, easier, harder = (block.felt, block.avoid, block.care), block.easier, block.harder
    label, right_label = _label(setter, tips, LABEL), _label(setter, (easier, harder), RIGHT_LABEL)
    words = [setter.lines(tip.words, style, RIGHT_WORDS) for tip in (easier, harder) if tip]
    widest = max(lines.width for lines in words) + SLACK if tight else RIGHT_WORDS
    right = theme.width - right_label - widest
    wide, narrow = theme.width - label, right - GUTTER - label

    def high(way: tuple[b.Tip | None, ...]) -> float:
        """Return how high the rows are with these tips at the right."""
        cells = [((left, narrow if other else wide), (other, widest)) for left, other in zip(tips, way, strict=True)]
        return sum(max(setter.lines(tip.words, style, room).height for tip, room in row if tip) for row in cells)

    ways: list[tuple[b.Tip | None, ...]] = [(easier, harder, None), (easier, None, harder), (None, easier, harder)]
    chosen = min(ways, key=high) if tight else ways[0]
    for left, other in zip(tips, chosen, strict=True):
        parts = [(0.0, _tip(setter, left, label, narrow if other else wide, up, style))]
        if other:
            parts.append((right, _tip(setter, other, right_label, widest, up, style)))
        yield beside(parts)


def _label(setter: Typesetter, tips: Iterable[b.Tip | None], least: float) -> float:
    """Return the width of a column of labels with the white space after them, at least a width in points."""
    width = setter.theme.width
    widest = max(setter.lines(tip.label, "label", width).width for tip in tips if tip) + INSIDE[2]
    return max(least, min(widest, least * MOST_LABEL))


def _column(setter: Typesetter, block: b.Card, up: Elem, *, tight: bool, felt: bool, style: str) -> Iterator[Piece]:
    """Yield all tips below each other; what is easier and what is harder on one line if asked for."""
    theme = setter.theme
    forms = [tip for tip in (block.easier, block.harder) if tip]
    tips = [*([block.felt] if felt else []), block.avoid, block.care]
    label = _label(setter, [block.felt, *tips, *forms], LABEL * theme.fine)
    for tip in tips if tight else [*tips, *forms]:
        yield _tip(setter, tip, label, theme.width - label, up, style)
    if tight:
        yield _forms(setter, forms, label, up, style)


def _forms(setter: Typesetter, tips: list[b.Tip], label: float, up: Elem, style: str) -> Piece:
    """Return what is easier and what is harder on one line, or each on its own if they are longer than that."""
    width = setter.theme.width
    between = apart(setter, style)
    bits: list[Bit] = []
    for tip in tips:
        name = setter.lines(tip.label, "label", label)
        words = setter.lines(tip.words, style, width - label)
        before = INSIDE[1] if bits else label - name.width - between.width
        bits += [Bit(name, BETWEEN[2]), between, Bit(words, before, glued=True), between]
    return line_up(bits, width, setter.style(style).leading, up.add("P"))


def _tip(setter: Typesetter, tip: b.Tip, label: float, width: float, up: Elem, style: str) -> Piece:
    """Return a label, and words on its baseline in a width in points."""
    elem = up.add("P")
    name = setter.lines(tip.label + JOIN, "label", label)
    words = setter.lines(tip.words, style, width)
    down = above(words) - above(name)

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(elem):
            pen.text(name, x, top - down)

    return beside([(0.0, fixed(name.height + down, draw)), (label, setter.said(words, elem, width))])


# -- note and video --------------------------------------------------------------------------------------------------


def extras(setter: Typesetter, block: b.Card, up: Elem) -> list[Piece]:
    """Return the clinician's note, and the video's code at its right."""
    width = setter.theme.width
    if block.video is None:
        return _note(setter, block.note, width, up) if block.note else []
    room = width - QR - BETWEEN[2]
    note = _note(setter, block.note, room, up) if block.note else []
    code, address = _video(setter, block.video, room, up)
    left = stack([*note, *([space(INSIDE[2]), address] if note and address else [address] if address else [])], gap=0.0)
    whole = beside([(0.0, left), (width - QR, code)], gap=BETWEEN[2])
    return [whole]


def _note(setter: Typesetter, note: b.ClinicNote, width: float, up: Elem) -> list[Piece]:
    """Return a note and lines to write on."""
    title = setter.heading(note.title, 2, "h2", width, up, gap=BETWEEN[2])
    words = [setter.text(says, "body", width, up, gap=INSIDE[0]) for says in note.says]
    field = up.add("Form", field_attrs("tv", note.title))

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.tag(field):
            for n in range(1, LINES + 1):
                pen.line(x, top - n * APART, x + width, top - n * APART, setter.theme.ink, FINE)

    return [title, *words, fixed(LINES * APART, draw)]


def _video(setter: Typesetter, video: b.Video, room: float, up: Elem) -> tuple[Piece, Piece | None]:
    """Return a video's QR code with its address below it; both are links.

    An address that is too long for that is a piece of its own, for a column of a width in points.
    """
    theme = setter.theme
    rows = qr_rows(video.url)
    link = up.add("Link")
    picture = link.add("Figure", spoken("Alt", video.alt))
    words = link.add("Span")
    shown = video.shown.replace("/", "/\u200b")
    label = setter.lines((b.Run(video.label + JOIN, strong=True),), "body", room)
    address = setter.lines(shown, "small", QR)
    below = len(address.lines) <= ADDRESS_LINES and not address.torn
    address = address if below else setter.lines(shown, "small", room)
    unit = QR / len(rows)

    def draw_code(pen: Pen, x: float, top: float) -> None:
        box = (x, top - QR, x + QR, top)
        pen.bounds(picture, box)
        squares = [
            (x + first * unit, top - (r + 1) * unit, count * unit, unit)
            for r, runs in enumerate(rows)
            for first, count in runs
        ]
        with pen.tag(picture):
            pen.squares(squares, theme.ink)
        pen.link(link, video.url, video.alt, box)

    def draw_words(pen: Pen, x: float, top: float) -> None:
        with pen.tag(words):
            pen.text(label, x, top)
            pen.text(address, x, top - label.height)
        pen.link(link, video.url, video.alt, (x, top - label.height - address.height, x + address.box, top))

    code, text = fixed(QR, draw_code), fixed(label.height + address.height, draw_words)
    return (stack([code, space(INSIDE[0]), text]), None) if below else (code, text)
