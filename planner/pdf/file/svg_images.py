"""Drawings of a clinic (SVG), turned into pixels as a browser shows them.

What a drawing is made of is judged in the parsed tree, never in its text: prefixes, entities and escapes do not hide
anything there. It is drawn in a process of its own, which is stopped if it takes too long.
"""

import re
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from planner.pdf.file import limited
from planner.problems import InputError

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

NS = "{http://www.w3.org/2000/svg}"
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
MOST_ELEMENTS = 100_000
"""So many elements at most, those that `use` copies counted again."""
DEEPEST = 200
"""So many elements within each other at most."""
_TEXT = ("text", "tref", "textPath")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_OUTSIDE = re.compile(r"""url\(\s*["']?(?!\s|["']|#|data:)|@import""", re.IGNORECASE)
_DRAW = """
import resvg_py
text = sys.stdin.buffer.read().decode()
name, _, pixels = sys.argv[4].partition("=")
sys.stdout.buffer.write(resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True, dpi=96, **{name: int(pixels)}))
"""

Decode = Callable[[bytes], "Picture"]


def as_png(data: bytes, longest: int, decode: Decode) -> bytes:
    """Return an SVG as a PNG whose longer side has so many pixels; decode reads the pictures within it.

    Raise InputError if it is broken, empty or too much work, if it points to something outside itself, or if it has
    words: they would look different on each machine.
    """
    root = _parsed(data)
    _check(root, decode)
    width, height = _size(root)
    side = f"width={longest}" if width >= height else f"height={longest}"
    return _drawn(ET.tostring(root), side)


class _Builder(ET.TreeBuilder):
    """Builds a tree that is neither too deep nor too large."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.elements = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        """Begin an element. Raise InputError if it is one too many."""
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS:
            raise InputError("the SVG is made of too many parts: save it as a plain SVG, or use a PNG")
        return super().start(tag, attrs)

    def end(self, tag: str) -> ET.Element:
        """End an element."""
        self.depth -= 1
        return super().end(tag)


def _parsed(data: bytes) -> ET.Element:
    """Return the root of an SVG. Raise InputError if it is none."""
    if b"<?xml-stylesheet" in data:
        raise InputError("the SVG takes its colours from another file: save it as a plain SVG")
    parser = ET.XMLParser(target=_Builder())  # noqa: S314 - expat limits entities and fetches nothing
    try:
        parser.feed(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
        root: ET.Element = parser.close()
    except (ET.ParseError, LookupError, ValueError) as error:
        raise InputError(f"the SVG is broken: {error}") from None
    if root.tag != f"{NS}svg":
        raise InputError("the SVG is broken: its first tag is no svg with its xmlns")
    return root


def _check(root: ET.Element, decode: Decode) -> None:
    """Put the pictures within it into plain form. Raise InputError for what would not be drawn as it was meant."""
    ids: dict[str, ET.Element] = {}
    html = {part for switch in root.iter(f"{NS}switch") for part in switch}  # there is a drawing beside it
    for element in root.iter():
        ids.setdefault(element.get("id", ""), element)
        name = element.tag.removeprefix(NS) if isinstance(element.tag, str) else ""
        if name in _TEXT and "".join(element.itertext()).strip():
            raise InputError("the SVG has text in it, which looks different on each machine: turn the text into paths")
        if name == "foreignObject" and element not in html:
            raise InputError("the SVG has a web page in it (foreignObject): save it as a plain SVG")
        if name == "script":
            raise InputError("the SVG has a script in it: save it as a plain SVG")
        styles = [element.text or ""] if name == "style" else list(element.attrib.values())
        if any(_OUTSIDE.search(_ESCAPE.sub(_unescaped, style)) for style in styles):
            raise InputError("the SVG points to something outside itself: save it as a plain SVG")
        _check_link(element, name, decode)
    if _count(root, ids, {}) > MOST_ELEMENTS:
        raise InputError("the SVG is made of too many copies (use): save it as a plain SVG")


def _unescaped(match: re.Match[str]) -> str:
    """Return the character that an escape in CSS stands for."""
    number = int(match[1], 16) if match[1] else ord(match[2])
    return chr(number) if number <= sys.maxunicode else ""


def _check_link(element: ET.Element, name: str, decode: Decode) -> None:
    """Check what an element refers to; a picture within the file becomes a PNG, whatever it calls itself."""
    for key in HREFS:
        link = element.get(key, "").strip()
        if not link or name == "a" or link.startswith("#"):
            continue
        head, comma, body = link.partition(",")
        if not (name in ("image", "feImage") and head.startswith("data:") and comma):
            raise InputError("the SVG points to something outside itself: save it as a plain SVG")
        try:
            picture, out = decode(b64decode(body if head.endswith(";base64") else "")), BytesIO()
        except (ValueError, InputError):
            raise InputError("the SVG is broken: a picture in it cannot be read; use a PNG or JPEG") from None
        picture.save(out, "PNG")
        element.set(key, f"data:image/png;base64,{b64encode(out.getvalue()).decode()}")


def _count(element: ET.Element, ids: dict[str, ET.Element], known: dict[ET.Element, int]) -> int:
    """Return how many elements are drawn for one, with those that it copies; a copy of itself is none."""
    if element in known:
        return known[element]
    known[element] = 0
    found = 1 + sum(_count(part, ids, known) for part in element)
    for key in HREFS:
        if (copied := ids.get(element.get(key, "")[1:])) is not None:
            found += _count(copied, ids, known)
    known[element] = found
    return found


def _size(root: ET.Element) -> tuple[float, float]:
    """Return width and height in any unit. Raise InputError if there is none."""
    given = [re.match(r"[\d.]+(?=\s*(px|pt|mm|cm|in|pc)?\s*$)", root.get(key, "")) for key in ("width", "height")]
    sizes = [float(size[0]) for size in given if size]
    if len(sizes) < 2:
        box = re.findall(r"[-+\d.eE]+", root.get("viewBox", ""))
        sizes = [float(part) for part in box[2:4]]
    if len(sizes) < 2 or min(sizes) <= 0:
        raise InputError("the SVG has no size: give it a width and a height, or a viewBox")
    return sizes[0], sizes[1]


def _drawn(text: bytes, side: str) -> bytes:
    """Return the PNG of an SVG of such a width or height in pixels."""
    import resvg_py

    advice = "save it as a plain SVG, or use a PNG"
    return limited.drawn(_DRAW, resvg_py.__file__, text, side, what="the SVG", advice=advice)
