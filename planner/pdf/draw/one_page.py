"""Draw the traffic light in a row."""

from collections.abc import Iterator

from planner import blocks as b
from planner.pdf.draw import draws
from planner.pdf.file.tags import Elem
from planner.pdf.layout.pieces import Piece, beside, space
from planner.pdf.layout.theme import GUTTER
from planner.pdf.layout.typesetter import Typesetter


@draws(b.Lights)
def lights(setter: Typesetter, block: b.Lights, up: Elem) -> Iterator[Piece]:
    """Draw the traffic light in a row; one light below the other if the words are large."""
    share = setter.theme.span(12 / len(block.lights))
    if any(len(setter.lines(words, "strong", share - 34).lines) > 1 for _, words in block.lights):
        yield from (setter.icon_line(sign, words, setter.theme.width, up, gap=6.0) for sign, words in block.lights)
    else:
        row = [(n * (share + GUTTER), setter.icon_line(*light, share, up)) for n, light in enumerate(block.lights)]
        yield beside(row, gap=12.0)
    yield space(12.0, 8.0)
