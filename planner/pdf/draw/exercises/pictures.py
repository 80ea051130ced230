"""The pictures of a card and its steps.

Each picture has the scale of its posture: somebody who lies is as large on every card. Pictures stand side by side at
fixed places, their steps below over the full width; upright and from above they are narrow, so the steps stand beside
them. In the largest type those that lie or kneel stand one above the other. Only what is too wide for its places goes
below.
"""

from collections.abc import Sequence
from dataclasses import replace

from planner import blocks as b
from planner.figure.drawing import Posture
from planner.pdf.draw.exercises.line import Bit, apart, in_lines, line_up
from planner.pdf.file.tags import Elem
from planner.pdf.layout.icons import icon
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import BETWEEN, GUTTER, INSIDE, MEDIUM, MM, PageTheme
from planner.pdf.layout.typesetter import Typesetter
from planner.values import frozen

NARROW = 68.75 * MM
"""The column of upright pictures that stand beside their steps."""
HIGH = 48 * MM
"""The most height of a photograph at size standard on A4; drawings of somebody upright are as high."""
DRAWN_AT = 0.80
"""The scale of somebody upright at size standard on A4, in points per centimetre."""
MOST_HIGH = 0.45
"""The most height of a picture, as a share of the page's: no drawing in the library needs it."""
SIGN = 13.0
"""The size of a sign beside a label, in points at size standard."""
STEPS_APART = {
    "body": {"standard": 1.0, "large": 4.0, "xl": 3.0},
    "sign": {"standard": 0.0, "large": 2.0, "xl": 2.0},
    "close": {"standard": 0.0, "large": 0.0, "xl": 0.0},
}
"""The white space between two steps, in points, by the style of their words."""
LEAST_BESIDE = 60.0
"""The least width of a label at the right of its picture, in points."""
MOST_ABREAST = 3
SMALLER, SMALL_PHOTO = 0.75, 90.0
"""What small pictures are reduced by where there is little room; the height of a photograph among them, in points."""


@frozen
class PlacedPicture:
    """A picture with its element and scale."""

    picture: b.PictureSteps
    figure: b.Figure
    elem: Elem
    label: Elem
    scale: float

    @property
    def width(self) -> float:
        """Return its width, in points."""
        return self.figure.drawing.width * self.scale

    @property
    def over(self) -> float:
        """Return its height above the ground, in points."""
        return (self.figure.drawing.height - self.figure.drawing.ground) * self.scale

    @property
    def under(self) -> float:
        """Return its height below the ground, in points."""
        return self.figure.drawing.ground * self.scale


def posture(figure: b.Figure) -> Posture:
    """Return the class of a picture, which decides where it stands; a photograph's follows from its shape."""
    drawing = figure.drawing
    if isinstance(drawing, b.Photograph):
        return "upright" if drawing.height >= drawing.width else "lying"
    return drawing.posture


def pictures_and_steps(setter: Typesetter, block: b.Card, up: Elem, by: float = 1.0) -> Piece:
    """Return all pictures and all steps of a card, which never part; pictures so many times as large as usual."""
    theme = setter.theme
    figures = [picture.figure for picture in block.pictures if picture.figure]
    steps = [step for picture in block.pictures for step in picture.steps]
    if not figures:
        return _listed(setter, steps, 1, theme.width, up)
    column = _column(theme, figures)
    shown = [_shown(setter, picture, up, column or theme.width, by) for picture in block.pictures if picture.figure]
    if column and (places := _places([one.width for one in shown], column)):
        row = _row(setter, shown, places, column)
        left = column + GUTTER
        return beside([(0.0, row), (left, _listed(setter, steps, 1, theme.width - left, up))])
    stacked = theme.size == "xl" and posture(figures[0]) in ("lying", "kneeling")
    rows = [[one] for one in shown] if stacked else _rows(shown, theme.width)
    lines = [stack(_lines(setter, rows)), space(INSIDE[0]), _listed(setter, steps, 1, theme.width, up)]
    return stack(lines)


def one_by_one(setter: Typesetter, block: b.Card, up: Elem) -> list[Piece]:
    """Return each picture with the steps that belong to it, for a card that no page can hold."""
    out: list[Piece] = []
    for picture in block.pictures:
        if picture.figure:
            [row] = _lines(setter, [[_shown(setter, picture, up, setter.theme.width)]])
            row.stays = True
            row.gap = INSIDE[2]
            out.append(row)
        steps = _numbered(setter, picture.steps, picture.first, setter.theme.width, up)
        for step in steps[:-1]:
            step.stays = True
        out += steps
    return out


def small_pictures(
    setter: Typesetter, pictures: Sequence[b.PictureSteps], up: Elem, *, close: bool
) -> tuple[Piece, float]:
    """Return pictures as on the sheet for the fridge, and the width (points) of the column that they take.

    Who stands or is seen from above is beside the other; who lies or kneels takes less room one above the other. Close:
    smaller, and without labels.
    """
    theme, shown = setter.theme, list[PlacedPicture]()
    for picture in pictures:
        assert picture.figure is not None
        said = replace(picture, label="", signs=()) if close else picture
        drawing, elem = picture.figure.drawing, setter.figure_elem(picture.figure, up)
        scale = theme.scale("fridge", posture(picture.figure)) * (SMALLER if close else 1.0)
        if isinstance(drawing, b.Photograph):
            scale = min(SMALL_PHOTO / drawing.height, theme.span(1, 3) / drawing.width)
        shown.append(PlacedPicture(said, picture.figure, elem, elem if close else up.add("P"), scale))
    if not shown:
        return space(0.0), 0.0
    needed = [max(one.width, 0.0 if close else _least(setter, one)) for one in shown]  # no label is torn
    if posture(shown[0].figure) in ("lying", "kneeling"):
        column = max(needed)
        rows = [_row(setter, [one], [0.0], column) for one in shown]
        for row in rows:
            row.gap = INSIDE[0]
        return stack(rows, gap=0.0), column
    places = [sum(needed[:n]) + n * BETWEEN[0] for n in range(len(shown))]
    column = places[-1] + needed[-1]
    return _row(setter, shown, places, column), column


def step_lines(setter: Typesetter, block: b.Card) -> int:
    """Return how many lines the steps of a card take over the full width."""
    width = setter.theme.width - 20 * setter.theme.unit
    steps = [step for picture in block.pictures for step in picture.steps]
    return sum(len(setter.lines(step, setter.prose, width).lines) for step in steps)


# -- places ----------------------------------------------------------------------------------------------------------


def _shown(setter: Typesetter, picture: b.PictureSteps, up: Elem, width: float, by: float = 1.0) -> PlacedPicture:
    """Return a picture at so many times the scale of its class, smaller if it would be wider than all the room."""
    theme, figure = setter.theme, picture.figure
    assert figure is not None
    drawing = figure.drawing
    if isinstance(drawing, b.Photograph):
        grown = theme.scale("card", "upright") / DRAWN_AT
        places = width / 2 if width < theme.width else theme.span(3, 6)
        scale = min(HIGH * grown / drawing.height, places / drawing.width)
    else:
        scale = min(theme.scale("card", drawing.posture), theme.width / drawing.width)
    scale = min(scale * by, theme.room * MOST_HIGH / drawing.height)
    elem = setter.figure_elem(figure, up)
    return PlacedPicture(picture, figure, elem, up.add("P") if picture.label or picture.signs else elem, scale)


def _column(theme: PageTheme, figures: Sequence[b.Figure]) -> float:
    """Return the width of the column that pictures share beside their steps; 0 if steps stand below."""
    kind, half = posture(figures[0]), theme.span(3, 6)
    if theme.size == "xl" or len(figures) >= MOST_ABREAST:
        return 0.0
    if theme.size == "large":
        return half if kind == "upright" or len(figures) == 1 else 0.0
    return NARROW if kind == "upright" else half if kind == "above" or len(figures) == 1 else 0.0


def _places(widths: Sequence[float], total: float) -> list[float] | None:
    """Return the left edges of pictures in equal columns of a width in points; None if one is too wide for that.

    The last one ends at the right edge if it is wider than its column.
    """
    step = (total + GUTTER) / len(widths)
    lefts = [n * step for n in range(len(widths))]
    lefts[-1] = min(lefts[-1], total - widths[-1])
    ends = [left + width for left, width in zip(lefts, widths, strict=True)]
    apart = all(end <= left for end, left in zip(ends, lefts[1:], strict=False))
    return lefts if apart and lefts[-1] >= 0 else None


def _rows(shown: Sequence[PlacedPicture], width: float) -> list[list[PlacedPicture]]:
    """Return pictures in rows: three side by side, else two."""
    if len(shown) <= MOST_ABREAST and _places([one.width for one in shown], width):
        return [list(shown)]
    out: list[list[PlacedPicture]] = []
    for n in range(0, len(shown), 2):
        pair = list(shown[n : n + 2])
        out += [pair] if _places([one.width for one in pair], width) else [[one] for one in pair]
    return out


def _lines(setter: Typesetter, rows: Sequence[Sequence[PlacedPicture]]) -> list[Piece]:
    """Return rows of pictures over the full width; the label of one alone in its row is at its right, if it fits."""
    width, out = setter.theme.width, list[Piece]()
    for row in rows:
        alone = len(row) == 1 and _fits(setter, row[0].picture, width - row[0].width)
        places = _places([one.width for one in row], width) or [0.0]
        piece = _with_label(setter, row[0]) if alone else _row(setter, row, places, width)
        piece.gap = INSIDE[2]
        out.append(piece)
    return out


def _row(setter: Typesetter, shown: Sequence[PlacedPicture], places: Sequence[float], width: float) -> Piece:
    """Return pictures on one ground line of a width in points, each with its label below."""
    over, under = max(one.over for one in shown), max(one.under for one in shown)
    labels: list[tuple[float, Piece]] = []
    end, starts = width, [0.0]
    starts += [left + _least(setter, one) + INSIDE[2] for one, left in zip(shown, places[:-1], strict=False)]
    for one, place, start in zip(reversed(shown), reversed(places), reversed(starts), strict=True):
        left = max(0.0, min(place, max(start, end - _least(setter, one))))  # a long sign begins before its picture
        labels.insert(0, (left, _label(setter, one, end - left)))
        end = left - INSIDE[2]
    below = max(label.best for _, label in labels)

    def draw(pen: Pen, x: float, top: float) -> None:
        _draw(setter, pen, shown, places, (x, top - over), width)
        for left, label in labels:
            label.draw(pen, x + left, top - over - _drop(shown, under), label.best)

    return fixed(over + _drop(shown, under) + below, draw)


def _with_label(setter: Typesetter, one: PlacedPicture) -> Piece:
    """Return a picture on a ground line over the full width, its label at the right."""
    theme = setter.theme
    label = _label(setter, one, theme.width - one.width - INSIDE[2], below=True)
    over = max(one.over, label.best + INSIDE[1])
    drop = _drop([one], one.under)

    def draw(pen: Pen, x: float, top: float) -> None:
        _draw(setter, pen, [one], [0.0], (x, top - over), theme.width)
        label.draw(pen, x + one.width + INSIDE[2], top - over + label.best + INSIDE[1], label.best)

    return fixed(over + drop, draw)


def _drop(shown: Sequence[PlacedPicture], under: float) -> float:
    """Return how far what follows is below the ground line, in points."""
    return under if posture(shown[0].figure) == "above" else MEDIUM


def _draw(
    setter: Typesetter,
    pen: Pen,
    shown: Sequence[PlacedPicture],
    places: Sequence[float],
    at: tuple[float, float],
    width: float,
) -> None:
    """Draw pictures that stand on a line from a point on; seen from above nobody stands on one."""
    x, ground = at
    weight = setter.theme.outline("card")
    for one, left in zip(shown, places, strict=True):
        setter.place(pen, one.elem, one.figure, x + left, ground, one.scale, weight=weight)
    if posture(shown[0].figure) != "above":
        pen.line(x, ground, x + width, ground, setter.theme.ink, MEDIUM)


def _least(setter: Typesetter, one: PlacedPicture) -> float:
    """Return the width of the longest part of a picture's label, in points; its parts can stand below each other."""
    words = [setter.lines(sign.word, "small", setter.theme.width).width for sign in one.picture.signs]
    mark = SIGN * setter.theme.fine + INSIDE[1]
    return max(setter.lines(one.picture.label, "picture", setter.theme.width).width, *(mark + w for w in words), 0.0)


def _fits(setter: Typesetter, picture: b.PictureSteps, room: float) -> bool:
    """Return whether a label stands beside its picture, in so many points, without a word that is torn."""
    words = [(picture.label, "picture"), *((sign.word, "small") for sign in picture.signs)]
    return room >= LEAST_BESIDE and not any(setter.lines(text, style, room - INSIDE[2]).torn for text, style in words)


def _label(setter: Typesetter, one: PlacedPicture, width: float, *, below: bool = False) -> Piece:
    """Return what a picture is called, then its signs with their words; below: each below the other."""
    leading = setter.style("picture").leading
    groups = _bits(setter, one.picture, width)
    if below:
        return stack([line_up(bits, width, leading, one.label) for bits in groups])
    bits = [bit for group in groups for bit in group]
    brief = [bit for group in _bits(setter, one.picture, width, brief=True) for bit in group]
    if _least(setter, one) > width or len(in_lines(brief, width)) < len(in_lines(bits, width)):
        bits = brief
    return line_up(bits, width, leading, one.label) if bits else space(0.0)


def _bits(setter: Typesetter, picture: b.PictureSteps, width: float, *, brief: bool = False) -> list[list[Bit]]:
    """Return a picture's name, then each sign with its word, as bits of a line; brief: with its short word."""
    groups: list[list[Bit]] = []
    if picture.label:
        after = [apart(setter, "picture")] if picture.signs else []
        groups.append([Bit(setter.lines(picture.label, "picture", width), 0.0), *after])
    for n, sign in enumerate(picture.signs, 1):
        word = setter.lines((brief and sign.short) or sign.word, "small", width)
        mark = Bit(icon(sign.icon, SIGN * setter.theme.fine, setter.theme.accent), INSIDE[2])
        after = [apart(setter, "small")] if n < len(picture.signs) else []
        groups.append([mark, Bit(word, INSIDE[1], glued=True), *after])
    return groups


# -- steps -----------------------------------------------------------------------------------------------------------


def _listed(setter: Typesetter, steps: Sequence[b.Words], first: int, width: float, up: Elem) -> Piece:
    return stack(_numbered(setter, steps, first, width, up))


def _numbered(setter: Typesetter, steps: Sequence[b.Words], first: int, width: float, up: Elem) -> list[Piece]:
    return setter.numbered_items(steps, first, width, up, gap=STEPS_APART[setter.prose][setter.theme.size])
