"""The logical structure: what the page means, in reading order.

Elements are made while blocks are laid out, so their order is the blocks' order; marks are added while pages are
drawn. `flatten` then turns the tree into PDF dictionaries whose object numbers are still open: every reference is a
pair (origin, offset), and `Objects.at` fills in where each origin came to lie. The same pages can so be put into any
document at the price of one string formatting.
"""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

# What an open reference counts from:
PAGES = 0  # these pages' own objects
BOOKLET = 1  # the booklet that they are put into
INK = 2  # their content streams
FOLIO = 3  # the streams with page numbers, at that of their first page
NAME = 4  # the stream with the words that these pages leave out
RESOURCES = 5  # the fonts and drawings of the document
HEAD, PART, LEAVES = 1, 2, 3  # in a booklet, after its page tree node: header, element, parent tree node
Ref = tuple[int, int]


class Objects:
    """PDF objects in a row, with open references."""

    def __init__(self, texts: list[str], refs: list[Ref]) -> None:
        """Take texts with a %d for each of the references, which are in the same order."""
        self.count: int = len(texts)
        self._text = "\n".join(texts)
        self._origins, self._offsets = bytes([o for o, _ in refs]), array("I", [n for _, n in refs])  # a tenth of refs

    def changed(self, change: Callable[[int, str], str]) -> "Objects":
        """Return the objects with each text replaced by change(number, text); the references stay the same."""
        refs = list(zip(self._origins, self._offsets, strict=True))
        return Objects([change(n, text) for n, text in enumerate(self._text.split("\n"))], refs)

    def at(self, *origins: int) -> list[str]:
        """Return the objects' texts with every reference filled in."""
        places = tuple([origins[o] + n for o, n in zip(self._origins, self._offsets, strict=True)])
        return (self._text % places).split("\n")


Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


@dataclass(slots=True, eq=False)
class Elem:
    """A structure element; attrs is PDF text that goes into its dictionary."""

    tag: str
    attrs: str = ""
    kids: list["Elem | MarkedContent | Annot"] = field(default_factory=list)
    box: Box | None = None
    """Where a figure is on its page."""
    number: int = 0

    def add(self, tag: str, attrs: str = "") -> "Elem":
        """Add a new element as this one's last kid, and return it."""
        kid = Elem(tag, attrs)
        self.kids.append(kid)
        return kid

    def item(self, attrs: str = "") -> tuple["Elem", "Elem"]:
        """Add an item to a list; return its label, which has the attributes, and its body."""
        item = self.add("LI")
        return item.add("Lbl", attrs), item.add("LBody")


class MarkedContent(NamedTuple):
    """A marked stretch of a page's content stream."""

    page: int
    mcid: int


@dataclass(slots=True, eq=False)
class Annot:
    """A link's rectangle on a page."""

    page: int
    text: str
    """What is in the annotation's dictionary beside its place."""
    box: Box
    number: int = -1

    @property
    def dictionary(self) -> str:
        """Return the annotation's dictionary, with %d for its own number and its page's."""
        rect = "{:.2f} {:.2f} {:.2f} {:.2f}".format(*self.box)
        link = f"/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{rect}]"
        return f"<<{link}/StructParent %d/P %d 0 R{self.text}>>"


ENGLISH, ENDS, ISOLATES = "\u2066", "\u2069", "\u2066\u2067\u2068"
"""Stands before a text in English in a booklet of another language; what ends it; what begins another such stretch."""
IN_ENGLISH = "en"
"""The language of such a text (ISO 32000-1, 14.9.2)."""


def english(text: str, within: list[bool] | None = None) -> list[bool]:
    """Return of each character whether it is in English, in a booklet of another language.

    within: whether each stretch that has begun and not ended yet is; what the text begins and ends is noted there.
    """
    stack, out = [] if within is None else within, list[bool]()
    for char in text:
        if char in ISOLATES:
            stack.append(char == ENGLISH)
        out.append(bool(stack) and stack[-1])
        if char == ENDS and stack:
            stack.pop()
    return out


def spoken(key: str, text: str) -> str:
    """Return the attributes for what is read out in place of something: `Alt` or `ActualText`, and its language."""
    letters = [own for char, own in zip(text, english(text), strict=True) if char.isalpha()] if ENGLISH in text else []
    own = f"/Lang({IN_ENGLISH})" if letters and all(letters) else ""
    return f"/{key}{string(text)}{own}"


def bare(text: str) -> str:
    """Return a text without the signs around what is in English: where no language can be given."""
    if ENGLISH not in text:
        return text
    out, opened = list[str](), list[str]()
    for char in text:
        if char in ISOLATES:
            opened.append(char)
        closes = opened.pop() if char == ENDS and opened else ""
        out += [char] * (ENGLISH not in (char, closes))
    return "".join(out)


@lru_cache(maxsize=4096)
def string(text: str) -> str:
    """Return text as a PDF string, in hexadecimal if any of it could be mistaken for syntax."""
    text = bare(text)
    if text.isascii() and text.isprintable() and not set(text) & set("()\\%"):
        return f"({text})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def layout_attrs(box: Box) -> str:
    """Return the bounding box that a figure must have (ISO 14289-1, 7.3), from left, bottom, right, top in points."""
    return "/A<</O/Layout/Placement/Block/BBox[{:.2f} {:.2f} {:.2f} {:.2f}]>>".format(*box)


def field_attrs(role: str, says: str) -> str:
    """Return the attributes of a box to tick (cb) or a line to write on (tv) on paper (ISO 32000-1, 14.8.5.6)."""
    checked = "/checked/off" if role == "cb" else ""
    return f"{spoken('Alt', says)}/A<</O/PrintField/Role/{role}{checked}/Desc{string(says)}>>"


def flatten(root: Elem, marks: list[list[Elem]], annots: list[Annot], base: int) -> Objects:
    """Return the tree under root as objects that come after base others (page dictionaries, then annotations).

    The first is the leaf of the parent tree, which leads from a mark or an annotation back to its element.
    """
    order: list[tuple[Elem, Ref]] = []  # each with its parent
    owner: dict[int, Elem] = {}
    stack: list[tuple[Elem, Ref]] = [(root, (BOOKLET, PART))]  # a function that calls itself would hold the tree
    while stack:
        elem, parent = stack.pop()
        order.append((elem, parent))
        elem.number = number = base + len(order)
        for kid in reversed(elem.kids):
            if type(kid) is Elem:
                stack.append((kid, (PAGES, number)))
            elif type(kid) is Annot:
                owner[kid.number] = elem
    nums: list[str] = []
    refs: list[Ref] = [(PAGES, 0), (PAGES, base - 1)]
    for n, elems in enumerate(marks):
        nums.append(f"%d[{'%d 0 R ' * len(elems)}]")
        refs.append((PAGES, n))
        refs += [(PAGES, e.number) for e in elems]
    for annot in annots:
        nums.append("%d %d 0 R")
        refs += [(PAGES, annot.number), (PAGES, owner[annot.number].number)]
    texts = [f"<</Limits[%d %d]/Nums[{' '.join(nums)}]>>"]
    for elem, parent in order:
        refs.append(parent)
        texts.append(_dictionary(elem, refs))
    return Objects(texts, refs)


def _dictionary(elem: Elem, refs: list[Ref]) -> str:
    """Return an element's dictionary, adding the references in it to refs."""
    kids: list[str] = []
    page: int | None = None
    for kid in elem.kids:
        if isinstance(kid, Elem):
            kids.append("%d 0 R")
            refs.append((PAGES, kid.number))
        elif isinstance(kid, Annot):
            kids.append("<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>")
            refs += [(PAGES, kid.page), (PAGES, kid.number)]
        elif page is None or page == kid.page:
            page = kid.page
            kids.append(str(kid.mcid))
        else:  # goes on, on another page
            kids.append(f"<</Type/MCR/Pg %d 0 R/MCID {kid.mcid}>>")
            refs.append((PAGES, kid.page))
    inside = f"/K[{' '.join(kids)}]" if kids else ""
    if page is not None:
        inside += "/Pg %d 0 R"
        refs.append((PAGES, page))
    bounds = layout_attrs(elem.box) if elem.box else ""
    return f"<</S/{elem.tag}/P %d 0 R{elem.attrs}{bounds}{inside}>>"
