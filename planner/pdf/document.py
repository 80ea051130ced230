"""Pages to a document.

    Document > Part (a booklet) > Sect (its sections) > H1, P, Table ...

Pages are finished; what is made here is only what ties them together: the header with the patient's name, the page
numbers, and the trees of pages, of structure and of its parents.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from planner.blocks import Words
from planner.pdf.file import Chunk, File, chunk, join, pack
from planner.pdf.fonts import OBJECTS, Family
from planner.pdf.pages import Chars, Pages, folio, frozen, header
from planner.pdf.standards import Metadata, srgb, xmp
from planner.pdf.tags import string
from planner.pdf.theme import Theme

CATALOG, PAGES, STRUCTURE, DOCUMENT, PARENTS, OUTLINES, RESOURCES, INFO, XMP, ICC, PACK, FONTS = range(1, 13)


Mark = tuple[str, int, list[tuple[str, int]]]
"""A section's bookmark: its name, its first page's number, and the titles below it with theirs."""


@dataclass(frozen=True)
class Content:
    """What a booklet holds."""

    meta: Metadata
    header: str
    """On every page but the cover: whose it is."""
    pages: tuple[Pages, ...]
    folios: tuple[Words, ...]
    """The page numbers in words, one a page."""


def write(out: Callable[[bytes], object], content: Content, theme: Theme) -> None:
    """A booklet as a PDF/UA-1 and PDF/A-2a file, handed to out in order. Same content, same bytes."""
    _Writer(out, theme).write(content)


class _Writer:
    def __init__(self, out: Callable[[bytes], object], theme: Theme) -> None:
        self.theme = theme
        self._file = File(out, FONTS + OBJECTS * len(theme.family.fonts) - 1)
        self._forms: dict[str, int] = {}
        self._chars: dict[int, set[str]] = {}

    def write(self, content: Content) -> None:
        file, theme = self._file, self.theme
        total = sum(len(p.contents) for p in content.pages)
        folios = file.number(total)
        numbers = [folio(words, theme) for words in content.folios]
        for _, chars in numbers:
            self._need(chars)
        file.put(chunk(folios, [("", stream) for stream, _ in numbers]))
        inks = [self._ink(p) for p in content.pages]
        home = file.number(4)  # the origin BOOKLET: page node, Part, parents' node, header
        top, chars = header(content.header, theme)
        self._need(chars)
        file.put(chunk(home + 3, [("", top)]))
        page, sheets, sections, leaves = 0, list[int](), list[int](), list[int]()
        marks: list[Mark] = []
        for pages, ink in zip(content.pages, inks, strict=True):
            first = file.number(pages.sheets.count + pages.tree.count)
            leaf = first + pages.sheets.count
            file.put(_placed(pages, file.number(), (first, home, ink, folios + page)))
            inner = [(title, first + n) for title, n in pages.titles]
            marks.append((pages.name, first, inner if len(inner) > 1 else []))
            sheets += range(first, first + len(pages.contents))
            leaves.append(leaf)
            sections.append(leaf + 1)
            page += len(pages.contents)
        width, height = theme.page
        file.pool(
            home,
            [
                f"<</Type/Pages/Parent {PAGES} 0 R/Count {total}/MediaBox[0 0 {width:g} {height:g}]"
                f"/Kids[{_refs(sheets)}]>>",
                f"<</S/Part/P {DOCUMENT} 0 R/K[{_refs(sections)}]>>",
                f"<</Limits[{sheets[0]} {leaves[-1] - 1}]/Kids[{_refs(leaves)}]>>",
            ],
        )
        self._close(content, home, total, leaves[-1] - 1, marks)

    def _close(self, content: Content, home: int, total: int, last_key: int, marks: list[Mark]) -> None:
        file, family, meta = self._file, self.theme.family, content.meta
        file.put(_attachments(family, frozen(self._chars), meta))
        outlines = self._outlines(marks)
        fonts = "".join([f"/F{n} {FONTS + 3 * n} 0 R" for n in range(len(family.fonts))])
        forms = "".join([f"/{name} {n} 0 R" for name, n in self._forms.items()])
        info = "".join(f"/{key}{string(value)}" for key, value in meta.info() if value)
        texts = [
            f"<</Type/Catalog/Pages {PAGES} 0 R/Lang{string(meta.language)}/MarkInfo<</Marked true>>"
            f"/StructTreeRoot {STRUCTURE} 0 R/Metadata {XMP} 0 R/Outlines {OUTLINES} 0 R/PageMode/UseOutlines"
            "/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
            f"/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile {ICC} 0 R>>]>>",
            f"<</Type/Pages/Count {total}/Kids[{home} 0 R]>>",
            f"<</Type/StructTreeRoot/K {DOCUMENT} 0 R/ParentTree {PARENTS} 0 R/ParentTreeNextKey {last_key + 1}>>",
            f"<</S/Document/P {STRUCTURE} 0 R/K[{home + 1} 0 R]>>",
            f"<</Kids[{home + 2} 0 R]>>",
            outlines,
            f"<</Font<<{fonts}>>/XObject<<{forms}>>>>",
            f"<<{info}>>",
        ]
        file.pool(CATALOG, texts)
        file.finish(CATALOG, INFO)

    def _outlines(self, marks: list[Mark]) -> str:
        """Write the bookmarks: a section each, its pages' titles below it. Returns their root."""
        file = self._file
        first = file.number(sum(1 + len(inner) for _, _, inner in marks))
        at = first
        numbers = []
        for _, _, inner in marks:
            numbers.append(at)
            at += 1 + len(inner)
        for n, (name, page, inner) in enumerate(marks):
            number = numbers[n]
            kids = f"/First {number + 1} 0 R/Last {number + len(inner)} 0 R/Count -{len(inner)}" if inner else ""
            file.pool(number, [_bookmark(name, page, OUTLINES, _around(numbers, n) + kids)])
            below = list(range(number + 1, number + 1 + len(inner)))
            for k, (title, where) in enumerate(inner):
                file.pool(below[k], [_bookmark(title, where, number, _around(below, k))])
        return f"<</Type/Outlines/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R/Count {len(marks)}>>"

    def _need(self, chars: Chars) -> None:
        for face, used in chars:
            self._chars.setdefault(face, set()).update(used)

    def _ink(self, pages: Pages) -> int:
        """The number of the pages' first content stream; the forms that no page had before are written too."""
        first = self._file.number(len(pages.contents))
        self._file.put(_inks(pages, first))
        new = [name for name in pages.forms if name not in self._forms]
        if new:
            start = self._file.number(len(new))
            self._file.put(chunk(start, [pages.forms[name] for name in new]))
            self._forms.update(zip(new, range(start, start + len(new)), strict=True))
        self._need(pages.chars)
        return first


def _around(numbers: list[int], n: int) -> str:
    before = f"/Prev {numbers[n - 1]} 0 R" if n else ""
    return before + (f"/Next {numbers[n + 1]} 0 R" if n + 1 < len(numbers) else "")


def _bookmark(title: str, page: int, parent: int, around: str) -> str:
    return f"<</Title{string(title)}/Parent {parent} 0 R/Dest[{page} 0 R/Fit]{around}>>"


def _refs(numbers: Iterable[int]) -> str:
    return " ".join([f"{n} 0 R" for n in numbers])


# Finished bytes at a place. Booklets of one plan put what they share at the same place, so the next one finds it here.


@lru_cache(maxsize=128)
def _placed(pages: Pages, number: int, origins: tuple[int, ...]) -> Chunk:
    texts = pages.sheets.at(*origins) + pages.tree.at(*origins)
    return pack(number, [(origins[0], len(texts))], texts)


@lru_cache(maxsize=128)
def _inks(pages: Pages, first: int) -> Chunk:
    return chunk(first, [("/Filter/FlateDecode", data) for data in pages.contents])


@lru_cache(maxsize=32)
def _attachments(family: Family, chars: Chars, meta: Metadata) -> Chunk:
    """XMP, colour profile and fonts, in the order of their numbers."""
    count, used = len(family.fonts), dict(chars)
    dicts: list[str] = []
    streams: list[tuple[str, bytes]] = []
    for n, font in enumerate(family.fonts):
        d, s = font.subset(used.get(n, frozenset()), FONTS + 3 * n, FONTS + 3 * (count + n))
        dicts += d
        streams += s
    packed = pack(PACK, [(FONTS, len(dicts))], dicts)
    plain = chunk(XMP, [("/Type/Metadata/Subtype/XML", xmp(meta)), ("/N 3", srgb())])
    return join(plain, packed, chunk(FONTS + len(dicts), streams))
