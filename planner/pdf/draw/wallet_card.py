"""Cards for the wallet, on a sheet of their own.

A card has four panels the size of a bank card: cut along the dashes, fold along the dots; no word crosses a fold, or
comes so near to a cut that a slip of the scissors takes it.

The card's size is the wallet's, so its type is the smallest that is printed, whatever the booklet's.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count, takewhile
from typing import NamedTuple

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem, field_attrs, string
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import whole
from planner.pdf.layout.lists import Sign, signed
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import BETWEEN, BOLD, FINE, INSIDE, MEDIUM, MM, Style
from planner.pdf.layout.typesetter import Typesetter, said

PANEL = (86 * MM, 54 * MM)
"""Width and height of a panel: a bank card (ISO/IEC 7810, ID-1), rounded up."""
INSET = 4 * MM
"""The distance from a panel's edges to its words, to cut and fold in."""
CUT, FOLD = (3.0, 2.0), (0.6, 2.2)
"""Dash and gap of the lines to cut and to fold along, in points."""
SCISSORS = 5 * MM
"""The side of the sign at the beginning of each cut, in the margin."""
MARK = 17.0
"""The side of the sign of an emergency, in points."""
HEADS = (14.0, 13.0, 12.0)
"""Sizes of a title."""
BETWEEN_SIGNS = "  \u00b7  "
"""Between signs that stand in one paragraph."""
INDENT = 11.0
"""The distance from the left of a bullet to its words, in points."""


class Fitting(NamedTuple):
    """How close the words are, in points."""

    leading: float
    gap: float
    """White above a sign."""
    size: float = 12.0
    """The size of the type."""


STEPS = (Fitting(15.0, 3.0), Fitting(14.4, 2.0), Fitting(13.6, 1.0))
SMALL = (Fitting(13.2, 1.5, 11.0), Fitting(12.2, 1.0, 10.5), Fitting(11.6, 0.5, 10.5))
"""The least, for a list that has no room in the smallest type of other pages; the last two for longer languages."""


class Way(NamedTuple):
    """How the emergency list is set on its two panels."""

    step: Fitting
    """On the first one."""
    early: bool
    """Whether it is said below the first title what to do if one cannot get there, and not below the list."""


WAYS = tuple(Way(step, early) for step in (*STEPS, *SMALL) for early in (False, True))
"""The first is taken that has room for all signs."""
NAMES, LONG = (20.0, 16.0, 12.0), 28
"""Sizes of a name, tried until no word breaks; a name of more than LONG characters gets the smallest."""
PHONES = (20.0, 18.0, 14.0, 12.0)
"""Sizes of the clinic's phone, tried until it is on one line."""
APART = 6 * MM
"""Between two cards, if the page has room for it."""
WRITE = 10 * MM
"""The room above a line to write on, in points."""
ROOM = PANEL[1] - 2 * INSET
"""The height of a panel's words, if it is as large as a bank card."""
GROWS = 1.5 * MM
"""The step in which panels grow higher than that where the emergency list is too long."""


@draws(b.WalletCards)
def wallet_cards(setter: Typesetter, block: b.WalletCards, up: Elem) -> Iterator[Piece]:
    """Draw a title, what to do, and the cards, each as one piece."""
    theme = setter.theme
    title = said(setter.lines(block.title, Style(26, 30, 700, theme.ink), theme.width), up.add("H1"))
    title.keep = True
    yield title
    yield setter.text(block.lead, Style(14, 20, 400, theme.ink), theme.width, up)
    for n in range(block.count):
        yield space(INSIDE[1]) if n == 0 else space(APART, INSIDE[2])
        yield _card(setter, block, up)


def _card(setter: Typesetter, block: b.WalletCards, up: Elem) -> Piece:
    """Return a card; its panels are as large as a bank card, or higher if the emergency list is too long for that."""
    theme, wide = setter.theme, PANEL[0]
    inner = wide - 2 * INSET

    def emergency(room: float, way: Way, up: Elem) -> tuple[Piece, Piece]:
        return _emergency(setter, block, inner, room, way, up)

    owner = _owner(setter, block, inner, up)
    rooms = count(ROOM, GROWS)
    room, way = next(
        (room, way)
        for room, way in ((room, way) for room in rooms for way in WAYS)
        if all(panel.best <= room for panel in emergency(room, way, Elem("Div")))
    )
    first, rest = emergency(room, way, up)
    low = room
    room = max(room, owner.least, _today(setter, block, inner, room, Elem("Div")).best)
    high = room + 2 * INSET
    deep = low + 2 * INSET if block.at_once else high  # two cards with a list more are to stay on one page
    panels = (owner, first, rest, _today(setter, block, inner, room, up))
    places = ((0.0, 0.0), (0.0, high), (wide, high), (wide, 0.0))  # in reading order
    scissors = icon("cut", SCISSORS, theme.ink)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.dashed((x, top - high - deep, x + 2 * wide, top), theme.ink, MEDIUM, CUT)
        pen.dashed((x + wide, top - high - deep, x + wide, top), theme.ink, MEDIUM, FOLD)
        pen.dashed((x, top - high, x + 2 * wide, top - high), theme.ink, MEDIUM, FOLD)
        pen.draw(scissors, x - SCISSORS - INSIDE[0], top - SCISSORS / 2, 1.0)
        for panel, (left, down) in zip(panels, places, strict=True):
            panel.draw(pen, x + left + INSET, top - down - INSET, min(panel.best, room))

    return fixed(high + deep, draw)


def _owner(setter: Typesetter, block: b.WalletCards, width: float, up: Elem) -> Piece:
    """Return the panel with whose card it is, and the clinic below the accent line; lines to write on without them."""
    theme = setter.theme
    small = _style(setter, STEPS[-1])
    bold = replace(small, weight=700)
    sizes = NAMES if len(block.name) <= LONG else NAMES[-1:]
    if block.name:
        lines = whole(setter.lines(block.name, Style(size, size * 1.2, 700, theme.ink), width) for size in sizes)
        parts = [said(lines, up.add("P"))]
    else:
        parts = [_blank(setter, block.name_label, width, up)]
    parts += [space(INSIDE[2], INSIDE[0]), setter.text(block.about, small, width, up)]
    line = fixed(0.0, lambda pen, x, top: pen.line(x, top, x + width, top, theme.accent, BOLD))
    parts += [space(BETWEEN[1], INSIDE[2]), line, space(BETWEEN[1], INSIDE[2])]
    if block.clinic:
        parts.append(setter.text(block.clinic, bold, width, up))
    if block.phone:
        phones = (setter.lines(block.phone, Style(size, size * 1.25, 700, theme.ink), width) for size in PHONES)
        number = next(lines for lines in phones if len(lines.lines) == 1 or lines.style.size == PHONES[-1])
        parts += [space(INSIDE[1], INSIDE[0]), said(number, up.add("P"))]
    else:
        parts.append(_blank(setter, block.clinic_label, width, up))
    if block.hours:
        parts += [space(INSIDE[1], INSIDE[0]), setter.text(block.hours, small, width, up)]
    return stack(parts)


def _blank(setter: Typesetter, label: str, width: float, up: Elem, *, gap: float = 0.0) -> Piece:
    """Return a line to write on, under what to write."""
    words = setter.text(label, replace(_style(setter, STEPS[-1]), weight=700), width, up)
    field = up.add("Form", field_attrs("tv", label))

    def draw(pen: Pen, x: float, top: float) -> None:
        words.draw(pen, x, top, words.best)
        with pen.tag(field):
            pen.line(x, top - words.best - WRITE, x + width, top - words.best - WRITE, setter.theme.ink, FINE)

    return fixed(words.best + WRITE, draw, gap=gap)


def _style(setter: Typesetter, step: Fitting) -> Style:
    """Return the style of words."""
    return Style(step.size, step.leading, 400, setter.theme.ink)


def _head(
    setter: Typesetter, sign: str, title: str, width: float, up: Elem, sizes: Sequence[float] = HEADS[:1]
) -> Piece:
    """Return the title of a panel behind its sign, in the first size in which it is on one line."""
    theme = setter.theme
    indent = MARK + INSIDE[2] if sign else 0.0
    made = [setter.lines(title, Style(size, MARK, 700, theme.ink), width - indent) for size in sizes]
    lines = next((lines for lines in made if len(lines.lines) == 1), made[0])
    words = said(lines, up.add("H2"))
    if not sign:
        return words
    mark = icon(sign, MARK, theme.ink)
    return beside([(0.0, fixed(MARK, lambda pen, x, top: pen.draw(mark, x, top - MARK, 1.0))), (indent, words)])


def _emergency(
    setter: Typesetter, block: b.WalletCards, width: float, room: float, way: Way, up: Elem
) -> tuple[Piece, Piece]:
    """Return the emergency list on two panels: as many signs as the first one has room for, then the rest."""

    def otherwise(step: Fitting, up: Elem) -> list[Piece]:
        return [setter.text(block.otherwise, _style(setter, step), width, up, gap=step.gap)]

    head = [_head(setter, "stop", block.emergency, width, up), *(otherwise(way.step, up) if way.early else [])]
    made = _signs(setter, block.signs, width, way.step, Elem("Div"))
    fit = next(n for n in range(len(made), 0, -1) if n == 1 or stack([*head, *made[:n]]).best <= room)
    first = stack([*head, *_signs(setter, block.signs[:fit], width, way.step, up)])
    signs = block.signs[fit:]

    def rest(step: Fitting, up: Elem) -> Piece:
        title = [_head(setter, "", block.too, width, up)] if signs else []
        listed = _signs(setter, signs, width, step, up) if signs else []
        return stack([*title, *listed, *([] if way.early else otherwise(step, up))], gap=0.0)

    return first, _loosest(rest, way.step, room, up)


def _loosest(made: Callable[[Fitting, Elem], Piece], least: Fitting, room: float, up: Elem) -> Piece:
    """Return a panel with as much white between its lines as it has room for, or else the least."""
    steps = takewhile(lambda step: step != least, (*STEPS, *SMALL))
    return made(next((step for step in steps if made(step, Elem("Div")).best <= room), least), up)


def _today(setter: Typesetter, block: b.WalletCards, width: float, room: float, up: Elem) -> Piece:
    """Return the panel with signs for the doctor: as many as leave room to say where the others are.

    What is more urgent stands above them, whole. Then none of them yields to it: where a list has no room, they stand
    in one paragraph, and the card is higher if need be.
    """
    number, listed = len(block.today_signs), True

    def made(step: Fitting, up: Elem) -> Piece:
        parts: list[Piece] = []
        for alert in block.at_once:
            parts.append(_head(setter, alert.icon, alert.title, width, up, HEADS))
            parts.append(setter.text(alert.note, _style(setter, step), width, up, gap=step.gap))
        head = _head(setter, "phone", block.today, width, up)
        head.gap = INSIDE[1] if parts else 0.0
        if not listed:
            return stack([*parts, head, setter.text(tuple(run_on), _style(setter, step), width, up, gap=step.gap)])
        signs = _signs(setter, block.today_signs[:number], width, step, up)
        return stack([*parts, head, *signs, setter.text(block.more, _style(setter, step), width, up, gap=INSIDE[1])])

    run_on: list[b.Run] = []
    for words in (*block.today_signs, block.more):
        run_on += [b.Run(BETWEEN_SIGNS)] if run_on else []
        run_on += [b.Run(words)] if isinstance(words, str) else words
    if block.at_once:
        listed = made(SMALL[-1], Elem("Div")).best <= room
    while number > 1 and not block.at_once and made(SMALL[-1], Elem("Div")).best > room:
        number -= 1
    return _loosest(made, SMALL[-1], room, up)


def _signs(setter: Typesetter, signs: Sequence[b.Words], width: float, step: Fitting, up: Elem) -> list[Piece]:
    group = up.add("L", "/A<</O/List/ListNumbering/Disc>>")
    sign = Sign(icon("bullet", 7.0, setter.theme.ink), step.leading / 2 + 4.2, INDENT)
    bullet = "/ActualText" + string("\u2022")
    return [
        signed(setter, words, _style(setter, step), width, group.item(bullet), sign, gap=step.gap) for words in signs
    ]
