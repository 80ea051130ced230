"""One exercise: head, dose, pictures with their steps, foot.

At size standard two neighbours share a page if both fit, in the plan's order; a card with a change, a note, a video,
many pictures or many steps has a page of its own, as every card has in larger type. What does not fit goes on, on a
page that repeats the title. Pictures and steps stay together as long as any page can hold them.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.draw.exercises.foot import extras, foot
from planner.pdf.draw.exercises.head import change_box, change_line, head
from planner.pdf.draw.exercises.pictures import one_by_one, pictures_and_steps, step_lines
from planner.pdf.file.tags import Elem
from planner.pdf.layout.pen import Pen
from planner.pdf.layout.pieces import BREAK, SLACK, Piece, deal, space, stack, together
from planner.pdf.layout.theme import BETWEEN, CARDS, INSIDE
from planner.pdf.layout.typesetter import Typesetter

LESS = 0.88
"""How many times as large pictures are, at the least, where two cards share a page: on A4, then, as on Letter."""
MOST_PICTURES, MOST_LINES = 3, 6
"""A card with more pictures, or more lines of steps, has a page of its own."""


class _Form(NamedTuple):
    """How much a card says: all mistakes and cautions, in each form."""

    lead: bool = True
    """With the summary."""
    prose: str = "body"
    """The style of sentences: where their lines are closer, so is what is above and below them."""
    tight: bool = False
    """What is easier and what is harder where they take the fewest lines."""
    felt: bool = True
    """With what you feel."""
    small: bool = False
    """Tips in small type."""
    pictures: float = 1.0
    """How many times as large as usual they are."""


_CLOSE = _Form(lead=False, prose="sign")
_SMALL = _CLOSE._replace(small=True)
_LEAST = _SMALL._replace(tight=True)
_LAST = (
    _LEAST,
    _LEAST._replace(prose="close"),
    _LEAST._replace(felt=False),
    _LEAST._replace(prose="close", felt=False),
)
_TIGHT = _CLOSE._replace(prose="close", tight=True)
FORMS = (_Form(), _Form(lead=False), _CLOSE, _TIGHT, _TIGHT._replace(pictures=LESS))
"""Of a card at size standard: all of it; what is left out first, and next, so that two share a page."""
ALL: dict[str, tuple[_Form, ...]] = {
    "large": (_Form(), _Form(lead=False), _CLOSE, _SMALL, *_LAST),
    "xl": (_Form(lead=False), _CLOSE, _SMALL, *_LAST),
}
"""In larger type: of a card with its own page; what has no page by itself goes on to the next one in full."""


@draws(b.Card)
def card(setter: Typesetter, block: b.Card, up: Elem) -> list[Piece]:
    """Draw a card on a share of a page, on a page, or on several."""
    return setter.kept(block, partial(_card, setter, block), up)


def _card(setter: Typesetter, block: b.Card, up: Elem) -> Iterator[Piece]:
    group = up.add("Div")
    if not _takes_page(setter, block):
        parts = _Parts(setter, block, alone=False)
        forms = [parts.whole(form) for form in FORMS]
        if min(piece.best for _, piece in forms) <= setter.room:
            yield space(CARDS[setter.theme.paper], BETWEEN[1])
            yield in_forms(forms, group)
            return
    yield BREAK
    yield from _on_pages(setter, block, group)
    yield BREAK


def _takes_page(setter: Typesetter, block: b.Card) -> bool:
    """Return whether a card has a page of its own."""
    if setter.theme.size != "standard" or block.note or block.video:
        return True
    if block.change and not change_line(setter, block):
        return True
    many = sum(picture.figure is not None for picture in block.pictures) > MOST_PICTURES
    return many or step_lines(setter, block) > MOST_LINES


Made = tuple[Elem, Piece]
"""A card and its elements."""


class _Parts:
    """What the forms of a card are put together of, each part set once for all the forms that have it alike."""

    def __init__(self, setter: Typesetter, block: b.Card, *, alone: bool) -> None:
        """alone: the card has a page of its own."""
        self._setters = {"body": setter, **{name: setter.closer(name) for name in ("sign", "close")}}
        self._block, self._alone = block, alone
        self._made: dict[Hashable, tuple[Elem, list[Piece]]] = {}

    def whole(self, form: _Form) -> Made:
        """Return the card in a form as one piece; of all forms that share parts, only one can be drawn."""
        setter, block, prose = self._setters[form.prose], self._block, form.prose
        tips = {"tight": form.tight, "felt": form.felt, "small": form.small}
        parts = (
            self._part((prose, form.lead), lambda up: _top(setter, block, up, lead=form.lead, alone=self._alone)),
            self._part((prose, "body", form.pictures), lambda up: [_body(setter, block, up, form.pictures)]),
            self._part((prose, *tips.values()), lambda up: _foot(setter, block, up, **tips)),
            self._part((prose, "extras"), lambda up: extras(setter, block, up)),
        )
        piece = stack([piece for _, made in parts for piece in made])
        piece.part = None  # it is on a page that holds it
        return Elem("Div", kids=[kid for elem, _ in parts for kid in elem.kids]), piece

    def _part(self, key: Hashable, make: Callable[[Elem], list[Piece]]) -> tuple[Elem, list[Piece]]:
        if key not in self._made:
            up = Elem("Div")
            self._made[key] = up, make(up)
        return self._made[key]


def _top(setter: Typesetter, block: b.Card, up: Elem, *, lead: bool, alone: bool) -> list[Piece]:
    """Return all above the pictures."""
    says = block.numeral, block.title, block.lead, block.when, block.dose, block.start, lead
    line = not alone and block.change is not None
    make = partial(head, setter, block, lead=lead, line=line)
    made = setter.kept((head, says, block.change if line else None), make, up)
    return [*made, *(change_box(setter, block, up) if alone else [])]


def _body(setter: Typesetter, block: b.Card, up: Elem, by: float = 1.0) -> Piece:
    """Return pictures, so many times as large as usual, and steps."""
    key = pictures_and_steps, block.pictures, by
    [body] = setter.kept(key, lambda up: [pictures_and_steps(setter, block, up, by)], up)
    body.gap = INSIDE[1] if setter.close else INSIDE[2]
    return body


def _foot(
    setter: Typesetter, block: b.Card, up: Elem, *, tight: bool = False, felt: bool = True, small: bool = False
) -> list[Piece]:
    """Return the tips."""
    tips = block.felt, block.avoid, block.care, block.easier, block.harder
    make = partial(foot, setter, block, tight=tight, felt=felt, small=small)
    return setter.kept((foot, tips, tight, felt, small), make, up)


def in_forms(forms: Sequence[Made], group: Elem) -> Piece:
    """Return a card that may share its page: in full, or in the first shorter form that lets both fit."""
    lower = [form for n, form in enumerate(forms) if all(form[1].best < other.best for _, other in forms[:n])]

    def draw(pen: Pen, x: float, top: float, height: float) -> None:
        root, piece = next((form for form in lower if form[1].best <= height + 0.01), lower[-1])
        group.kids += root.kids
        piece.draw(pen, x, top, piece.best)

    heights = tuple(piece.best for _, piece in lower)
    return Piece(heights[0], draw, heights[-1], heights=heights)


def _on_pages(setter: Typesetter, block: b.Card, group: Elem) -> list[Piece]:
    """Return a card with a page of its own: all on it, or going on where that is not possible.

    Then the foot comes after pictures and steps; and if the page of the head has no room for these, each picture stands
    with its own steps.
    """
    forms = FORMS[:2] if setter.theme.size == "standard" else ALL[setter.theme.size]
    parts = _Parts(setter, block, alone=True)
    for form in forms:
        root, piece = parts.whole(form)
        if piece.best <= setter.room + SLACK:
            group.kids += root.kids
            return [piece]
    setter = setter.closer()
    ways = sorted(GOING_ON, key=lambda way: way.apart) if setter.theme.size == "large" else GOING_ON
    way = min(ways, key=lambda way: len(deal(_going_on(setter, block, Elem("Div"), way), setter.room)))
    return _going_on(setter, block, group, way)


class _GoingOn(NamedTuple):
    """How a card goes on over a page."""

    small: bool = False
    """With tips in small type."""
    apart: bool = True
    """Each picture with its own steps, and not all of them together on a page behind the head's."""


GOING_ON = tuple(_GoingOn(small=small, apart=apart) for small in (False, True) for apart in (True, False))
"""Of those that take the fewest pages, the first."""


def _going_on(setter: Typesetter, block: b.Card, group: Elem, way: _GoingOn) -> list[Piece]:
    """Return a card that takes more than a page."""
    again, lead = setter.again(block.title), setter.theme.size != "xl"
    body = _body(setter, block, Elem("Div"))
    if stack([*_top(setter, block, Elem("Div"), lead=lead, alone=True), body]).best <= setter.room:
        top = _top(setter, block, group, lead=lead, alone=True)
        made = [stack([*top, _body(setter, block, group)]), *_feet(setter, block, group, small=way.small)]
        made[0].part = None
    else:
        top = _top(setter, block, group, lead=lead, alone=True)
        shown = one_by_one(setter, block, group) if way.apart else [_body(setter, block, group)]
        made = [*top, *shown, *_feet(setter, block, group, small=way.small)]
    made[0].again = again
    return made


def _feet(setter: Typesetter, block: b.Card, up: Elem, *, small: bool) -> list[Piece]:
    """Return all below pictures and steps, of which no tip stands by itself on a page."""
    rule, *tips = _foot(setter, block, up, small=small)
    return [rule, *together(tips), *extras(setter, block, up)]
