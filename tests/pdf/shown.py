"""What the operators of a page show, read back from the fonts in the file: independently of how it was written."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from struct import unpack
from typing import Any, NamedTuple

import pikepdf


class Op(NamedTuple):
    """An operator; of one that shows text its words and how wide they are, in thousandths of the size."""

    name: str
    operands: Any
    text: str = ""
    width: float = 0.0


class Face:
    """An embedded font, by the numbers of its glyphs."""

    def __init__(self, font: pikepdf.Object) -> None:
        self._font = font

    @cached_property
    def texts(self) -> dict[int, str]:
        return _texts(self._font.ToUnicode.read_bytes())

    @cached_property
    def widths(self) -> dict[int, float]:
        return _widths(self._font.DescendantFonts[0].W.unparse(resolved=True))


@lru_cache(maxsize=64)  # the pages of a booklet have the same fonts
def _texts(table: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<(\w{4})><(\w+)>\n", table)
    return {int(gid, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for gid, text in pairs}


@lru_cache(maxsize=64)
def _widths(array: bytes) -> dict[int, float]:
    found: dict[int, float] = {}
    rows = list(pikepdf.Object.parse(array))
    for first, run in zip(rows[::2], rows[1::2], strict=True):
        found |= {int(first) + n: float(width) for n, width in enumerate(run)}
    return found


PLACES = {"Td": 2, "m": 2, "l": 2, "c": 6, "re": 2, "cm": 6}
"""How many of an operator's numbers are a place on the page; of a matrix, the last two."""


WORDS = "BDC BMC EMC Tf Tj TJ"
"""The operators that say what is shown, wherever that is; most of a page are others."""


def placed(stream: pikepdf.Page | pikepdf.Object, only: str = "") -> Iterator[tuple[Any, str]]:
    """The operands and the operator of each instruction, where it is on the page; or of certain operators, anywhere.

    What was painted before is moved to its place by a matrix of its own; here its instructions are moved.
    """
    moved, starts = [(0.0, 0.0)], False
    for one in pikepdf.parse_content_stream(stream, only):
        operands: list[Any] = list(one.operands)
        name = str(one.operator)
        dx, dy = moved[-1]
        if name == "q":
            moved.append(moved[-1])
        elif name == "Q":
            moved.pop()
        elif name == "cm" and all(isinstance(v, int) for v in operands[:4]):  # a picture has a scale with decimals
            assert operands[:4] == [1, 0, 0, 1]
            moved[-1] = dx + float(operands[4]), dy + float(operands[5])
            continue
        elif name == "cm" or (name in PLACES and (name != "Td" or starts)):
            first = 4 if name == "cm" else 0
            for n in range(first, PLACES[name], 2):
                operands[n : n + 2] = [float(operands[n]) + dx, float(operands[n + 1]) + dy]
        starts = name == "BT" or (starts and name != "Td")
        yield operands, name


def shown(page: pikepdf.Page, only: str = "") -> Iterator[Op]:
    """Every operator of a page, in order, or certain ones. Text is where it is shown, or a span says what it spells."""
    faces: dict[str, Face] = {}
    face: Face | None = None
    spans: list[str] = []
    for operands, name in placed(page, only):
        if name in ("BDC", "BMC"):
            actual = str(operands[1]["/ActualText"]) if name == "BDC" and "/ActualText" in operands[1] else None
            kind = "reversed" if str(operands[0]) == "/ReversedChars" else "" if actual is None else "spelt"
            spans.append(kind)
            yield Op(name, operands, actual or "")
        elif name == "EMC":
            spans.pop()
            yield Op(name, [])
        elif name == "Tf":
            key = str(operands[0])
            face = faces.get(key) or faces.setdefault(key, Face(page.Resources.Font[key]))
            yield Op(name, operands)
        elif name in ("Tj", "TJ"):
            assert face is not None
            text, width = _string(operands[0] if name == "TJ" else [operands[0]], face)
            text = text[::-1] if "reversed" in spans else text
            yield Op(name, operands, "" if "spelt" in spans else text, width)
        else:
            yield Op(name, operands)


def _string(parts: Any, face: Face) -> tuple[str, float]:
    text, width = "", 0.0
    for part in parts:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            gids = unpack(f">{len(codes) // 2}H", codes)
            text += "".join([face.texts[gid] for gid in gids])
            for gid in gids:
                width += face.widths[gid]
        else:
            width -= float(part)
    return text, width
