"""Find characters that no font can draw, as the build would: it cannot print them."""

from collections.abc import Iterator

from planner.booklet.looks import font_stamps, theme_of
from planner.content.theme import Theme
from planner.content.yaml import Node, Origin
from planner.pdf.file.fonts import LATIN, MissingGlyphError
from planner.pdf.layout.lines import broken
from planner.pdf.layout.theme import Style
from planner.problems import Problem

_UNPRINTED = {"picture", "logo", "letterhead", "cover_picture", "family", "id", "dose_basis", "no_limit"}
"""Keys whose texts are no words of a page: names of files, and what stays with the clinicians."""
_STYLE = Style(10.0, 12.0)
_ENDLESS = 1e9


def undrawable(origin: Origin, theme: Theme) -> Iterator[Problem]:
    """Yield each text of a file that has a character which neither a theme's fonts nor the built-in ones draw."""
    family = theme_of(theme, "A4", fonts=font_stamps(theme)).family
    for node in _texts(origin.root):
        text = str(node.value)
        if not LATIN.issuperset(text.replace("\n", " ")):
            try:
                broken(text, _STYLE, _ENDLESS, family)
            except MissingGlyphError as error:
                yield node.problem((), error.problem)


def _texts(node: Node) -> Iterator[Node]:
    for item in node.value if isinstance(node.value, list) else ():
        if not isinstance(item, tuple):
            yield from _texts(item)
        elif item[0].value not in _UNPRINTED:
            yield from _texts(item[1])
    if isinstance(node.value, str):
        yield node
