"""The handout's first page, and what stands below its calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import product

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.draw.one_page.back import alert
from planner.pdf.draw.one_page.calls import NUMBERS, light_row
from planner.pdf.draw.safety.guide import sign_key
from planner.pdf.file.tags import Elem, field_attrs
from planner.pdf.layout.icons import icon
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import Piece, beside, deal, fixed, stack
from planner.pdf.layout.theme import BETWEEN, BOLD, FINE, GUTTER, INSIDE, MEDIUM, MM, SIZES
from planner.pdf.layout.typesetter import JOIN, Typesetter

STEPS = (INSIDE[1], INSIDE[0], 0.0)
"""White space between signs, in points, tried until the page holds all of them."""
LEAST = 0.7
"""Figures beside the title are reduced down to this, all alike."""
WRITE = 10 * MM
"""The room above a line to write on, in points."""


@draws(b.Handout)
def handout(setter: Typesetter, block: b.Handout, up: Elem) -> list[Piece]:
    """Draw the first page; it is kept, for most of the ways in which a handout is tried have the same one."""
    return setter.kept(block, partial(_first_page, setter, block), up)


def _first_page(setter: Typesetter, block: b.Handout, up: Elem) -> Iterator[Piece]:
    """Yield it; without the figures, or with less white between the signs, if a page holds all of it only so."""
    sizes = ("sign", "close") if block.close else ("sign",)

    @cache
    def tried(figures: Sequence[b.Figure], style: str, step: float) -> list[Piece]:
        return _front(setter, block, figures, (style, step), Elem("Div"))

    ways = product(sizes, (block.figures, ()), ("best", "least"), STEPS)  # equal steps in both lists, if that fits
    for style, figures, height, step in ways:
        if getattr(stack(tried(figures, style, step)), height) <= setter.room:
            yield stack(_front(setter, block, figures, (style, step), up))  # as one: no theme loosens what just fits
            return
    for style, step in product(sizes if block.close else (), STEPS):
        if stack(tried((), style, step)[:-1]).least <= setter.room:
            *head, last = _front(setter, block, (), (style, step), up)
            yield from (stack(head), last)
            return
    yield from _going_on(setter, block, up)


def _going_on(setter: Typesetter, block: b.Handout, up: Elem) -> Iterator[Piece]:
    """Yield a first page that goes on, if possible with the emergency list whole on it; it takes few pages."""
    ways = [(style, step, lead) for lead in (True, False) for style in ("sign", "close") for step in STEPS]

    def whole(style: str, step: float, *, lead: bool) -> bool:
        parts = _parts(setter, block, (), (style, step), Elem("Div"), lead=lead)
        count = len(parts) - len(block.alerts) + 1 if lead else 2
        return stack(parts[:count]).least <= setter.room

    def made(way: tuple[str, float, bool], up: Elem) -> list[Piece]:
        style, step, lead = way
        *head, today = _parts(setter, block, (), (style, step), up, lead=lead)
        line, lights, *key = _last(setter, block, up)
        return [*head, stack([today, line, lights]), *key]  # on the next page, but not the lights alone

    first, *_ = fit = [way for way in ways if whole(*way[:2], lead=way[2])] or ways
    alike = [way for way in fit if way[2] == first[2]]

    def cost(way: tuple[str, float, bool]) -> tuple[int, int]:
        sheets = deal(made(way, Elem("Div")), setter.room)
        return len(sheets), sum(map(len, sheets))  # a list that goes on over a page is two pieces

    way = min(alike, key=cost)
    yield from made(way, up)


def _front(
    setter: Typesetter, block: b.Handout, figures: Sequence[b.Figure], signs: tuple[str, float], up: Elem
) -> list[Piece]:
    """Return the parts of the first page, the last of which is all below the warning signs."""
    return [*_parts(setter, block, figures, signs, up), stack(_last(setter, block, up))]


def _parts(
    setter: Typesetter,
    block: b.Handout,
    figures: Sequence[b.Figure],
    signs: tuple[str, float],
    up: Elem,
    *,
    lead: bool = True,
) -> list[Piece]:
    """Return the parts down to the warning signs; signs: their style, and the white between them in points.

    lead: whether what the handout is stands above the emergency list, and not below it.
    """
    theme, (first, *others) = setter.theme, block.alerts

    def what() -> list[Piece]:
        parts = [setter.text(block.lead, "lead", theme.width, up, gap=INSIDE[1])]
        parts += [setter.text(block.line, "body", theme.width, up)] if block.line else []
        return [*parts, *(_rule(setter, *note, "close" if block.close else "body", up) for note in block.notes)]

    def signed(item: b.Alert) -> Piece:
        piece = alert(setter, item, up, *signs)
        piece.gap = BETWEEN[0]
        return piece

    title = _title(setter, block, figures, up)
    above = [*what(), signed(first)] if lead else [signed(first), *what()]
    return [title, *above, *map(signed, others)]


def _last(setter: Typesetter, block: b.Handout, up: Elem) -> list[Piece]:
    """Return what stands below the warning signs: a line, the traffic light, the signs of the pictures."""
    lights = list(light_row(setter, block.lights, up))
    if block.stop:
        lights.append(setter.text(block.stop, "body", setter.theme.width, up, gap=INSIDE[0]))
    parts = [setter.rule(setter.theme.width, MEDIUM, gap=BETWEEN[2]), stack(lights, gap=INSIDE[1])]
    if block.key:
        parts.append(sign_key(setter, block.key, up, "strong"))
        parts[-1].gap = INSIDE[2]
    return parts


def _title(setter: Typesetter, block: b.Handout, figures: Sequence[b.Figure], up: Elem) -> Piece:
    """Return the title over the accent line, on which figures stand at its right if they find room."""
    theme = setter.theme
    title = setter.head(block.title, theme.width)
    room = theme.width - title.width - len(figures) * GUTTER
    scales = [theme.scale("overview", figure.drawing.posture) for figure in figures]
    needed = sum(figure.drawing.width * scale for figure, scale in zip(figures, scales, strict=True))
    if needed * LEAST > room:
        return _title(setter, block, (), up)
    scales = [scale * min(1.0, room / needed) for scale in scales]
    widths = [figure.drawing.width * scale for figure, scale in zip(figures, scales, strict=True)]
    tall = max((f.drawing.height * scale for f, scale in zip(figures, scales, strict=True)), default=0.0)
    words = setter.said(title, up.add("H1"), theme.width)
    elems = [setter.figure_elem(figure, up) for figure in figures]
    high = max(title.height, tall) + INSIDE[0]

    def draw(pen: Pen, x: float, top: float) -> None:
        line = top - high
        words.draw(pen, x, line + title.height + INSIDE[0], words.best)
        left = x + theme.width - sum(widths) - (len(widths) - 1) * GUTTER
        for figure, elem, scale, width in zip(figures, elems, scales, widths, strict=True):
            setter.place(pen, elem, figure, left, line, scale, weight=theme.outline("overview"))
            left += width + GUTTER
        pen.line(x, line, x + theme.width, line, theme.accent, BOLD)

    return replace(fixed(high, draw), keep=True)


@draws(b.HandoutRules)
def handout_rules(setter: Typesetter, block: b.HandoutRules, up: Elem) -> Iterator[Piece]:
    """Draw the rules, which stay with what follows."""
    parts = [_rule(setter, *rule, "close" if block.close else "body", up) for rule in block.rules]
    rules = stack(setter.spread(parts))
    rules.stays = True
    yield rules


@draws(b.HandoutEnd)
def handout_end(setter: Typesetter, block: b.HandoutEnd, up: Elem) -> Iterator[Piece]:
    """Draw under a line when to call, and the next visit at its right; below it if words are large or many."""
    theme = setter.theme
    size, leading = NUMBERS[SIZES.index(theme.size)]
    large = replace(setter.style("word"), size=size, leading=leading)
    two, third = theme.span(2, 3), theme.span(1, 3)
    long = len(setter.lines(block.call, "strong", two).lines) > 1
    below = theme.size == "xl" or (long and (bool(block.phone) or theme.size != "standard"))
    width = theme.width if below else two
    call = [setter.text(block.call, "strong", width, up)]
    phone = [setter.text(block.phone, large, width, up)] if block.phone else []
    aside = not below or theme.size == "standard"
    visit = _visit(setter, block, third if aside else theme.width, up)
    if not below:
        shown = [beside([(0.0, stack([*call, *phone])), (two + GUTTER, visit)])]
    elif aside:
        shown = [*call, beside([(0.0, stack(phone)), (two + GUTTER, visit)])]
    else:
        shown = [*call, *phone, visit]
    shown[0].gap = INSIDE[1]
    yield stack(setter.spread([setter.rule(theme.width), *shown]), gap=BETWEEN[0])


def _rule(setter: Typesetter, sign: b.Icon, words: b.Words, style: str, up: Elem) -> Piece:
    """Return a rule behind its sign, over the whole width: there is little room."""
    size = setter.style(style).leading
    indent = size + INSIDE[2]
    lines = setter.lines(words, style, setter.theme.width - indent)
    mark = icon(sign, size, setter.theme.ink)
    said = setter.said(lines, up.add("P"), setter.theme.width - indent)
    return beside(
        [(0.0, fixed(size, lambda pen, x, top: pen.draw(mark, x, top - size, 1.0))), (indent, said)], gap=INSIDE[1]
    )


def _visit(setter: Typesetter, block: b.HandoutEnd, width: float, up: Elem) -> Piece:
    """Return the next visit, or a line to write it on."""
    label = setter.text(block.visit + JOIN, "strong", width, up)
    if block.date:
        return stack([label, setter.text(block.date, "body", width, up)])
    field = up.add("Form", field_attrs("tv", block.visit))
    high = label.best + WRITE

    def draw(pen: Pen, x: float, top: float) -> None:
        label.draw(pen, x, top, label.best)
        with pen.tag(field):
            pen.line(x, top - high, x + width, top - high, setter.theme.ink, FINE)

    return fixed(high, draw)
