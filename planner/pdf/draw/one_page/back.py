"""The back of the sheet: lists of signs to be read, the first one in large words."""

from collections.abc import Iterator

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.draw.safety import INSET, alert_frame, alert_head
from planner.pdf.file.tags import Elem
from planner.pdf.layout.lists import halved
from planner.pdf.layout.pieces import Piece, beside, space, stack
from planner.pdf.layout.theme import BETWEEN, GUTTER, INSIDE, LETTER
from planner.pdf.layout.typesetter import Typesetter


@draws(b.SignLists)
def sign_lists(setter: Typesetter, block: b.SignLists, up: Elem) -> Iterator[Piece]:
    """Draw the page: the first list in large words if all of it fits, the others in the usual ones."""
    first, *others = block.alerts
    title = setter.title(b.Heading(block.title, 1, block.lead), up)
    roomy = title.best + alert(setter, first, Elem("Div"), "lead", INSIDE[2]).least <= setter.theme.room
    yield title
    yield alert(setter, first, up, *(("lead", INSIDE[2]) if roomy else ("sign", INSIDE[0])))
    for other in others:
        yield space(BETWEEN[2])
        yield alert(setter, other, up, "sign", INSIDE[0])


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
