"""What stands on the pages of one of our booklets, read back: the words and the vectors that all peers are given."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
import pypdfium2

from tests.pdf.shown import shown
from tests.pdf.structure import instructions

Path = list[tuple[str, tuple[float, ...]]]
"""Operators of PDF with their numbers: m l c re h, rg RG w, and at the end f, S, B or a kin of theirs."""
SIDE = 1000.0
"""Of the square in which paths are drawn, in their own units: a tenth of it in points."""


class Page(NamedTuple):
    """What stands on a page."""

    paragraphs: list[str]
    paths: list[Path]
    figures: list[tuple[str, list[Path]]]
    """By name: those of one name are the same."""


def pages_of(booklet: bytes) -> list[Page]:
    """The words and the paths of each page."""
    with pikepdf.open(BytesIO(booklet)) as pdf:
        forms = {name: _paths(form) for name, form in pdf.pages[0].Resources.XObject.items()}
        return [Page(_paragraphs(page), _paths(page), list(_figures(page, forms))) for page in pdf.pages]


def _paragraphs(page: Any) -> list[str]:
    """Lines that follow each other at one left edge belong together."""
    found: list[str] = []
    for op in shown(page):
        if op.name == "BT" or (op.name == "Td" and float(op.operands[0])):
            found.append("")
        elif text := op.text.replace("\u200b", "").replace("\u00ad", "-"):
            found[-1] += text if found[-1].endswith((" ", "-")) or not found[-1] else " " + text
    return [" ".join(text.split()) for text in found if text.strip()]


def _paths(stream: Any) -> list[Path]:
    paths: list[Path] = [[]]
    for operands, name in instructions(stream):
        if name in ("m", "l", "c", "re", "h", "rg", "RG", "w"):
            paths[-1].append((name, tuple(float(v) for v in operands)))
        elif name in ("f", "f*", "S", "B", "B*", "s", "b"):
            paths[-1].append((name, ()))
            paths.append([])
    return [path for path in paths if path and path[-1][1] == ()]


def _figures(page: Any, forms: dict[str, list[Path]]) -> Iterator[tuple[str, list[Path]]]:
    """The pictures on a page."""
    for operands, operator in instructions(page):
        if operator == "Do":
            yield str(operands[0]), forms[str(operands[0])]


def named(pages: list[Page], name: str, other: str) -> list[Page]:
    """The same pages with the name where the other one stood."""
    return [page._replace(paragraphs=[text.replace(other, name) for text in page.paragraphs]) for page in pages]


def svg(paths: list[Path]) -> str:
    """Paths as an SVG picture of a hundred points square."""
    fill = stroke = (0.0, 0.0, 0.0)
    width = 1.0
    shapes = []
    for path in paths:
        way: list[str] = []
        for name, numbers in path:
            if name in ("m", "l", "c"):
                way.append(name.upper() + " ".join(f"{n:g}" for n in numbers))
            elif name == "re":
                x, y, w, h = numbers
                way.append(f"M{x:g} {y:g}H{x + w:g}V{y + h:g}H{x:g}Z")
            elif name == "h":
                way.append("Z")
            elif name == "rg":
                fill = numbers  # type: ignore[assignment]
            elif name == "RG":
                stroke = numbers  # type: ignore[assignment]
            elif name == "w":
                [width] = numbers
        end = path[-1][0]
        inside = "none" if end in ("S", "s") else _colour(fill)
        around = "" if end in ("f", "f*") else f' stroke="{_colour(stroke)}" stroke-width="{width:g}"'
        rule = ' fill-rule="evenodd"' if end.endswith("*") else ""
        shapes.append(f'<path d="{"".join(way)}" fill="{inside}"{around}{rule}/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE:g} {SIDE:g}" width="{SIDE / 10:g}"'
        f' height="{SIDE / 10:g}"><g transform="translate(0 {SIDE:g}) scale(1 -1)">{"".join(shapes)}</g></svg>'
    )


def _colour(channels: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in channels)


def same_booklet(ours: bytes, theirs: bytes) -> None:
    """Raise AssertionError unless both have the same number of pages, the same words, and as many drawn paths."""
    words = [
        Counter("".join(p.get_textpage().get_text_range() for p in pdf).split()) for pdf in map(_open, (ours, theirs))
    ]
    assert len(_open(ours)) == len(_open(theirs)), (len(_open(ours)), len(_open(theirs)))
    count = words[0].total()
    assert count > 1000
    apart = ((words[0] - words[1]) + (words[1] - words[0])).total()
    assert apart < count / 100, (words[0] - words[1], words[1] - words[0])
    drawn = [sum(map(_painted, pikepdf.open(BytesIO(data)).pages)) for data in (ours, theirs)]
    assert drawn[0] > 1000
    assert abs(drawn[0] - drawn[1]) < drawn[0] / 50, drawn


def _painted(stream: Any) -> int:
    """How many paths are painted on a page or in a form, with those in the forms that it draws."""
    page = stream.obj if isinstance(stream, pikepdf.Page) else stream
    forms = stream.Resources.get("/XObject", {}) if "/Resources" in page else {}
    count = 0
    for one in pikepdf.parse_content_stream(stream):  # of anybody's PDF: their matrices are not ours
        operands, name = one.operands, str(one.operator)
        if name in ("f", "f*", "F", "S", "B", "B*", "s", "b", "b*"):
            count += 1
        elif name == "Do" and forms[str(operands[0])].get("/Subtype") == "/Form":
            count += _painted(forms[str(operands[0])])
    return count


def _open(data: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(BytesIO(data))
