"""Draw words, headings, lists and columns."""

from planner import blocks as b
from planner.pdf.file.tags import Elem
from planner.pdf.layout.pieces import Piece, beside, stack
from planner.pdf.layout.typesetter import Setter


def items(
    setter: Setter, block: b.Items, width: float, up: Elem, *, style: str = "body", gap: float = 10.0
) -> list[Piece]:
    """A list; in columns, if they are wide enough, it is one piece, read column by column."""
    if block.numbered is not None:
        return setter.numbered_items(block.items, block.numbered, width, up, gap=gap)
    share = (width - 14) / 2
    if block.columns == 1 or setter.theme.narrow(share - 20 * setter.theme.unit, style):
        return setter.list_items(block.items, width, up, icons=block.icons, style=style, gap=gap)
    group = up.add("L", "/A<</O/List/ListNumbering/Disc>>")
    made = [setter.item(words, "bullet", share, group, style=style, gap=gap) for words in block.items]
    heights = [piece.best + gap for piece in made]
    cut = min(range(1, len(made) + 1), key=lambda n: max(sum(heights[:n]), sum(heights[n:])))
    columns = [(0.0, stack(setter.spread(made[:cut], 6.0))), (share + 14, stack(setter.spread(made[cut:], 6.0)))]
    return [beside(columns, gap=gap)]
