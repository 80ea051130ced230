"""When to ease off, in a row or one below the other, and numbers to call in large type."""

from collections.abc import Iterator
from dataclasses import replace

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem, field_attrs
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import Paragraph
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space
from planner.pdf.layout.theme import BETWEEN, FINE, GUTTER, INSIDE, MM, SIZES
from planner.pdf.layout.typesetter import JOIN, Typesetter

SIGN = 9 * MM
"""The side of a sign of the traffic light, at size standard."""
NUMBERS = ((26.0, 30.0), (30.0, 34.0), (34.0, 38.0))
"""Size and leading of a number to call, at each size."""


@draws(b.Lights)
def lights(setter: Typesetter, block: b.Lights, up: Elem) -> Iterator[Piece]:
    """Draw the traffic light in a row."""
    yield from light_row(setter, block, up)
    yield space(BETWEEN[0])


def light_row(setter: Typesetter, block: b.Lights, up: Elem) -> Iterator[Piece]:
    """Yield the colours side by side; one below the other if the words are large."""
    theme, count = setter.theme, len(block.lights)
    made = list(light_each(setter, block, up))
    if lit_width(setter, block) > theme.span(1, count):
        yield from made
    else:
        yield beside([(theme.column(n + 1, count), piece) for n, piece in enumerate(made)])


def light_each(setter: Typesetter, block: b.Lights, up: Elem) -> Iterator[Piece]:
    """Yield the colours, each as its sign, scores and word."""
    for light in block.lights:
        yield _light(setter, light.icon, _shown(setter, light), up)


def _shown(setter: Typesetter, light: b.Light) -> Paragraph:
    return setter.lines((b.Run(light.range, strong=True), b.Run(f" {light.word}")), "light", setter.theme.width)


def lit_width(setter: Typesetter, block: b.Lights) -> float:
    """Return the width of the widest colour with its sign, in points."""
    return _beside_sign(setter) + max(_shown(setter, light).width for light in block.lights)


def _beside_sign(setter: Typesetter) -> float:
    """Return the distance from the left edge of a colour's sign to its words, in points."""
    return SIGN * setter.theme.icons + INSIDE[2]


def _light(setter: Typesetter, sign: b.Icon, words: Paragraph, up: Elem) -> Piece:
    elem, indent = up.add("P"), _beside_sign(setter)
    mark = icon(sign, SIGN * setter.theme.icons, setter.theme.ink)
    high = max(words.height, mark.height)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.draw(mark, x, top - (high + mark.height) / 2, 1.0)
        with pen.tag(elem):
            pen.text(words, x + indent, top - (high - words.height) / 2)

    return fixed(high, draw)


@draws(b.Contacts)
def contacts(setter: Typesetter, block: b.Contacts, up: Elem) -> Iterator[Piece]:
    """Draw whom to call."""
    yield from contact_row(setter, block, up)


def contact_row(setter: Typesetter, block: b.Contacts, up: Elem) -> Iterator[Piece]:
    """Yield numbers side by side, or one below the other if they are too wide."""
    half = setter.theme.span(1, 2)
    fit = all(_contact(setter, item, half, Elem("Div"))[0] <= half for item in block.items)
    made = [_contact(setter, item, half if fit else setter.theme.width, up)[1] for item in block.items]
    if fit:
        yield beside([(n * (half + GUTTER), piece) for n, piece in enumerate(made)])
    else:
        yield from made


def _contact(setter: Typesetter, item: b.PhoneContact, room: float, up: Elem) -> tuple[float, Piece]:
    """Return a label over a large number, or over a line to write one on, and the width that it needs."""
    theme = setter.theme
    size, leading = NUMBERS[SIZES.index(theme.size)]
    indent = (30.0 + BETWEEN[2]) * theme.icons if item.urgent else 0.0
    elem = up.add("P")
    style = "strong" if theme.size == "standard" else "small strong"  # larger words leave less room
    label = setter.lines(item.label + JOIN, style, room - indent)
    large = replace(setter.style("word"), size=size, leading=leading)
    number = setter.lines(item.number, large, theme.width) if item.number else None
    field = up.add("P") if number else up.add("Form", field_attrs("tv", item.label))
    mark = icon("stop", 30.0 * theme.icons, theme.ink)
    high = label.height + leading

    def draw(pen: Pen, x: float, top: float) -> None:
        if item.urgent:
            pen.draw(mark, x, top - (high + mark.height) / 2, 1.0)
        with pen.tag(elem):
            pen.text(label, x + indent, top)
        with pen.tag(field):
            if number:
                pen.text(number, x + indent, top - label.height)
            else:
                pen.line(x, top - high + INSIDE[2], x + room, top - high + INSIDE[2], theme.ink, FINE)

    return indent + max(label.width, number.width if number else 0.0), fixed(high, draw)
