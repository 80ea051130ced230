"""The foot of a card: what to watch and when to stop; what you feel, what not to do, easier, harder, a video."""

from collections.abc import Sequence
from dataclasses import replace

from planner import blocks as b
from planner.pdf.file.images import qr_rows
from planner.pdf.file.tags import Elem, string
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, fixed, space, stack
from planner.pdf.layout.theme import MM, Align
from planner.pdf.layout.typesetter import Typesetter

QR = 27 * MM
"""The side of a video's QR code."""


def care(setter: Typesetter, block: b.Card, up: Elem, *, stop_only: bool = False, watch_only: bool = False) -> Piece:
    """Return what to watch (triangle) and when to stop (octagon), side by side; one below the other if too narrow."""
    theme = setter.theme
    half = theme.span(3, 6)
    stacked = theme.narrow(half - 34 * theme.unit)
    width = theme.width if stacked else half
    parts = []
    if block.care and not stop_only:
        parts.append(setter.icon_line("ease off", block.care, width, up, gap=6.0))
    if not watch_only:
        parts.append(setter.icon_line("stop", block.stop, width, up, gap=6.0))
    if stacked:
        return stack(parts, gap=0.0)
    places = (0.0, theme.column(4, 6))
    return beside([(places[n], part) for n, part in enumerate(parts)], gap=0.0)


def foot(setter: Typesetter, block: b.Card, up: Elem, *, short: bool) -> Piece:
    """Return the tips in two columns, or in one for larger type; short: in their short form."""
    left = shorter(block.left) if short else block.left
    block = replace(block, right=tuple(shorter(block.right))) if short else block
    if setter.theme.size != "standard":
        return stack(stacked(setter, block, left, up), gap=12.0)
    theme = setter.theme
    half, right = theme.span(3, 6), theme.column(4, 6)
    narrow = half - QR - 12 if block.video else half
    columns = [(0.0, _tips(setter, left, half, up))]
    side = _tips(setter, block.right, narrow, up)
    if block.video:
        code, address = _video(setter, block.video, half, up, "right")
        side = stack([beside([(0.0, side), (half - QR, code)]), address])
    columns.append((right, side))
    return stack([_rules(setter, (0.0, right), half), space(7.0), beside(columns)], gap=12.0)


def stacked(setter: Typesetter, block: b.Card, left: Sequence[b.Tip], up: Elem) -> list[Piece]:
    """Return each tip under a line, two short ones side by side; the video's QR code at the right of its address."""
    theme = setter.theme
    half = theme.span(3, 6)
    rows = [[tip] for tip in left]
    if len(block.right) == 2 and all(_fits_half(setter, tip) for tip in block.right):
        rows.append(list(block.right))
    else:
        rows += [[tip] for tip in block.right]
    out: list[Piece] = []
    for row in rows:
        out += [*([space(11.0, 6.0)] if out else []), _rules(setter, (0.0,), theme.width), space(7.0)]
        width = half if len(row) > 1 else theme.width
        places = (0.0, theme.column(4, 6))
        cells = [setter.labelled(t.icon, t.label, t.words, width, up) for t in row]
        out.append(beside([(places[n], cell) for n, cell in enumerate(cells)]))
    if block.video:
        code, address = _video(setter, block.video, theme.width - QR - 16, up, "left")
        out += [space(11.0, 6.0), _rules(setter, (0.0,), theme.width), space(7.0)]
        out.append(beside([(0.0, address), (theme.width - QR, code)]))
    return out


def shorter(tips: Sequence[b.Tip]) -> list[b.Tip]:
    """Return tips in their short form, if they have one."""
    return [b.Tip(tip.icon, tip.label, tip.short or tip.words) for tip in tips]


def _fits_half(setter: Typesetter, tip: b.Tip) -> bool:
    """Return whether a tip reads well in half the width."""
    half = setter.theme.span(3, 6)
    return len(setter.lines(tip.words, "body", half).lines) <= (1 if setter.theme.narrow(half) else 2)


def _tips(setter: Typesetter, tips: Sequence[b.Tip], width: float, up: Elem) -> Piece:
    return stack([setter.labelled(t.icon, t.label, t.words, width, up, gap=6.0) for t in tips])


def _rules(setter: Typesetter, starts: Sequence[float], width: float) -> Piece:
    """Return lines over columns; they stay with what is below them."""
    rules = beside([(start, setter.rule(width)) for start in starts])
    rules.keep = True
    return rules


def _video(setter: Typesetter, video: b.Video, width: float, up: Elem, align: Align) -> tuple[Piece, Piece]:
    """Return a video's QR code, and its address to put beside or below it; both are links."""
    theme = setter.theme
    rows = qr_rows(video.url)
    link = up.add("Link")
    picture = link.add("Figure", "/Alt" + string(video.alt))
    shown = (video.shown or video.url.partition("://")[2]).replace("/", "/\u200b")
    address = setter.lines((b.Run(video.label + " ", strong=True), b.Run(shown)), "small", width, align)
    words = link.add("Span")
    says = setter.text(video.says, "soft", width, up, align=align)
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

    def draw_address(pen: Pen, x: float, top: float) -> None:
        with pen.tag(words):
            pen.text(address, x, top)
        pen.link(link, video.url, video.alt, (x, top - address.height, x + width, top))
        says.draw(pen, x, top - address.height, says.best)

    return fixed(QR, draw_code), fixed(address.height + says.best, draw_address, gap=4.0)
