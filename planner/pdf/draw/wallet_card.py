"""Cards for the wallet, on a sheet of their own.

A card has four panels the size of a bank card: cut along the dashes, fold along the dots; no word crosses a fold.

The card's size is the wallet's, so its type is the smallest that is printed, whatever the booklet's.
"""

from collections.abc import Iterator, Sequence

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem, field_attrs, string
from planner.pdf.layout.icons import icon
from planner.pdf.layout.lines import whole
from planner.pdf.layout.lists import Sign, signed
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, stack
from planner.pdf.layout.theme import BOLD, FINE, MM, Style
from planner.pdf.layout.typesetter import Typesetter, said

PANEL = (85.6 * MM, 54 * MM)
"""Width and height of a bank card (ISO/IEC 7810, ID-1)."""
INSET = 3.3 * MM
"""The distance from a panel's edges to its words."""
CUT, FOLD = (3.0, 2.0), (0.6, 2.2)
"""Dash and gap of the lines to cut and to fold along, in points."""
GAP = 6.0
"""The white space between cards, in points."""
INDENT = 11.0
"""The distance from the left of a bullet to its words, in points."""
LEADING = 14.0
"""The leading of all words but the owner's name, in points."""
NAMES, LONG = (20.0, 16.0, 12.0), 28
"""Sizes of a name, tried until no word breaks; a name of more than LONG characters gets the smallest."""


@draws(b.WalletCards)
def wallet_cards(setter: Typesetter, block: b.WalletCards, up: Elem) -> Iterator[Piece]:
    """Draw a title on one line, so that two cards fit on the sheet, and the cards, each as one piece."""
    theme = setter.theme
    title = said(setter.lines(block.title, Style(18, 24, 700, theme.ink), theme.width * 0.6), up.add("H1"))
    lead = setter.text(block.lead, Style(12, 24, 400, theme.ink), theme.width * 0.39, up, align="right")
    yield beside([(0.0, title), (theme.width * 0.61, lead)])
    high = min(PANEL[1], (theme.room - title.best - GAP * block.count) / (2 * block.count))
    for _ in range(block.count):
        yield _card(setter, block, high, up)


def _card(setter: Typesetter, block: b.WalletCards, high: float, up: Elem) -> Piece:
    wide = PANEL[0]
    inner = wide - 2 * INSET
    small = Style(12, LEADING, 400, setter.theme.ink)
    bold = Style(12, LEADING, 700, setter.theme.ink)
    panels = [_owner(setter, block, inner, high, up)]
    today = stack(
        [
            said(setter.lines(block.today, bold, inner), up.add("H2")),
            *_signs(setter, block.today_signs, inner, small, up),
        ]
    )
    emergency, rest = _emergency(setter, block, high, small, up)
    more = setter.text(block.more, small, inner, up, gap=4.0)
    panels += [emergency, rest, stack([today, more])]
    places = ((0.0, 0.0), (0.0, high), (wide, high), (wide, 0.0))  # in reading order

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.dashed((x, top - 2 * high, x + 2 * wide, top), setter.theme.ink, FINE, CUT)
        pen.dashed((x + wide, top - 2 * high, x + wide, top), setter.theme.line, FINE, FOLD)
        pen.dashed((x, top - high, x + 2 * wide, top - high), setter.theme.line, FINE, FOLD)
        for panel, (left, down) in zip(panels, places, strict=True):
            panel.draw(pen, x + left + INSET, top - down - INSET + 2, panel.best)

    return fixed(2 * high, draw, gap=GAP)


def _owner(setter: Typesetter, block: b.WalletCards, width: float, high: float, up: Elem) -> Piece:
    """Return the panel with whose card it is, or a line to write on, and the clinic below the accent line."""
    theme = setter.theme
    small = Style(12, LEADING, 400, theme.ink)
    label = setter.text(block.name_label, "small strong", width, up) if not block.name else None
    field = up.add("Form", field_attrs("tv", block.name_label)) if not block.name else None
    sizes = NAMES if len(block.name) <= LONG else NAMES[-1:]
    set_name = whole(setter.lines(block.name, Style(size, size * 1.2, 700, theme.ink), width) for size in sizes)
    name = said(set_name, up.add("P")) if block.name else None
    about = setter.text(block.about, small, width, up)
    clinic = [setter.text(line, small, width, up) for line in block.clinic or (block.clinic_label,)]
    foot = stack(clinic)

    def draw(pen: Pen, x: float, top: float) -> None:
        if name:
            name.draw(pen, x, top, name.best)
            about.draw(pen, x, top - name.best - 2, about.best)
        elif label and field:
            label.draw(pen, x, top, label.best)
            with pen.tag(field):
                pen.line(x, top - 34, x + width, top - 34, theme.line, FINE)
            about.draw(pen, x, top - 40, about.best)
        base = top - high + 2 * INSET
        pen.line(x, base + foot.best + 5, x + width, base + foot.best + 5, theme.accent, BOLD)
        foot.draw(pen, x, base + foot.best, foot.best)

    return fixed(high - 2 * INSET, draw)


def _emergency(setter: Typesetter, block: b.WalletCards, high: float, style: Style, up: Elem) -> tuple[Piece, Piece]:
    """Return the emergency list on two panels: the head with as many signs as fit under it, then the rest."""
    width = PANEL[0] - 2 * INSET
    bold = Style(12, LEADING, 700, setter.theme.ink)
    mark = icon("stop", 24.0, setter.theme.ink)
    title = stack(
        [
            said(setter.lines(block.emergency, bold, width - 32), up.add("H2")),
            setter.text(block.call, style, width - 32, up),
        ]
    )

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.draw(mark, x, top - 28, 1.0)
        title.draw(pen, x + 32, top, title.best)

    head = fixed(max(title.best, 30.0), draw)
    signs = _signs(setter, block.signs, width, style, up)
    room = high - 2 * INSET - head.best + 5
    fit = next(n for n in range(len(signs), -1, -1) if stack(signs[:n]).best + (signs[0].gap if n else 0) <= room)
    return stack([head, *signs[:fit]]), stack(signs[fit:], gap=0.0)


def _signs(setter: Typesetter, signs: Sequence[b.Words], width: float, style: Style, up: Elem) -> list[Piece]:
    group = up.add("L", "/A<</O/List/ListNumbering/Disc>>")
    sign = Sign(icon("bullet", 7.0, setter.theme.ink), 11.0, INDENT)
    bullet = "/ActualText" + string("\u2022")
    return [signed(setter, words, style, width, group.item(bullet), sign, gap=1.0) for words in signs]
