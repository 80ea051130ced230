"""The back of the sheet: lists of signs to be read, the first one in large words."""

from collections.abc import Iterator

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.draw.safety.help import INSET, alert_frame, alert_head
from planner.pdf.file.tags import Elem
from planner.pdf.layout.lists import halved
from planner.pdf.layout.pieces import Piece, beside, space, stack
from planner.pdf.layout.theme import BETWEEN, GUTTER, INSIDE, LETTER
from planner.pdf.layout.typesetter import Typesetter

ROOMY, USUAL = ("lead", INSIDE[2]), ("sign", INSIDE[0])
"""Style of the signs, and the white between them, in points."""


@draws(b.SignLists)
def sign_lists(setter: Typesetter, block: b.SignLists, up: Elem) -> Iterator[Piece]:
    """Draw the page: the first list in large words, if all fits so; there is no lead where all fits only without it.

    Where all of it takes more than a page anyway, the first list has large words if these fit.
    """
    first, *others = block.alerts

    def made(lead: str, look: tuple[str, float], up: Elem) -> list[Piece]:
        parts = [setter.title(b.Heading(block.title, 1, lead), up), alert(setter, first, up, *look)]
        for other in others:
            parts += [space(BETWEEN[2]), alert(setter, other, up, *USUAL)]
        return parts

    def fits(parts: list[Piece]) -> bool:
        return stack(parts).least <= setter.theme.room

    ways = ((block.lead, ROOMY), (block.lead, USUAL), ("", USUAL))
    anyway = (block.lead, ROOMY if fits(made(block.lead, ROOMY, Elem("Div"))[:2]) else USUAL)
    yield from made(*next((way for way in ways if fits(made(*way, Elem("Div")))), anyway), up)


def alert(setter: Typesetter, block: b.Alert, up: Elem, style: str, step: float) -> Piece:
    """Return a frame with signs in a style, step (points) apart; in two columns if asked for and wide enough."""
    inner = setter.theme.width - 2 * INSET
    head = alert_head(setter, block, inner, up)
    items = [item for item in block.blocks if isinstance(item, b.Items)]
    signs = [piece for item in items for piece in _listed(setter, item, inner, style, step, up)]
    return alert_frame(setter, block, head, signs)


def _listed(setter: Typesetter, block: b.Items, width: float, style: str, step: float, up: Elem) -> list[Piece]:
    share = (width - GUTTER) / 2
    group = up.add("L", "/A<</O/List/ListNumbering/Disc>>")
    columns = block.columns if share >= 20 * LETTER * setter.style(style).size else 1
    width = share if columns > 1 else width
    made = [setter.item(words, "bullet", width, group, style=style, gap=step) for words in block.items]
    if columns == 1:
        return made
    return [beside([(n * (share + GUTTER), stack(half)) for n, half in enumerate(halved(made))])]
