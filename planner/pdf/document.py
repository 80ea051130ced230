"""Write pages into a document: one booklet, or a print job of thousands. Both take the same few lines.

    Document > Part (a booklet) > Sect (its sections) > H1, P, Table ...

Pages are finished; what is made here is only what ties them together: the header with the patient's name, the page
numbers, and the trees of pages, of structure and of its parents. In a print job, pages, page numbers, drawings and
fonts that booklets share are stored once, and everything is written as it comes, so that memory stays flat.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from weakref import WeakKeyDictionary

from planner.blocks import Words
from planner.pdf.file.fold import fold
from planner.pdf.file.fonts import OBJECTS, Font, Glyph, Glyphs, as_glyphs
from planner.pdf.file.standards import Metadata, srgb, xmp
from planner.pdf.file.tags import HEAD, LEAVES, PART, Objects, string
from planner.pdf.file.writer import Chunk, File, chunk, join, pack
from planner.pdf.layout.pages import Pages
from planner.pdf.layout.theme import LEFT, RIGHT, PageTheme
from planner.pdf.typeset import folio, header
from planner.values import frozen

CATALOG, PAGES, STRUCTURE, DOCUMENT, PARENTS, OUTLINES, LABELS, INFO, RESOURCES, XMP, ICC = range(1, 12)
SHIFT = LEFT - RIGHT
"""The difference of binding and outer margin, in points: the back of a sheet moves left by this much."""

Mark = tuple[str, int, list[tuple[str, int]]]
"""A bookmark: its name, its page's object number, and the titles below it with theirs."""
Sheet = tuple[int | None, int, int | None, int]
"""The object numbers of a page's streams: header, content, its own words, page number."""

Inked = tuple[Pages, int, int]
"""Pages, the number of their first content stream, and of the one with their own words (0: they have none)."""


@frozen
class Content:
    """What a booklet holds."""

    meta: Metadata
    header: str
    """The patient's name, for the header of every page but the cover."""
    pages: tuple[Pages, ...]
    folios: tuple[Words, ...]
    """The page numbers in words, one for each page."""


def write(out: Callable[[bytes], object], content: Content, theme: PageTheme, *, folded: bool = False) -> None:
    """Write a booklet as a PDF/UA-1 and PDF/A-2a file, passing its bytes to out in order; folded: PDF/A-2b, for paper.

    The same content always gives the same bytes.
    """
    document = PdfDocument(out, folded=folded)
    document.add(content, theme)
    document.close(content.meta)


class PdfDocument:
    """A PDF as it is written: booklet after booklet, then what they share."""

    def __init__(
        self, out: Callable[[bytes], object], *, tagged: bool = True, duplex: bool = False, folded: bool = False
    ) -> None:
        """Hand the file's bytes to out in order.

        Tagged: PDF/UA-1 and PDF/A-2a; else PDF/A-2b, for paper, without links. Duplex: each booklet takes whole sheets,
        and the backs are shifted for the binding margin. Folded: two pages on each side of a sheet, untagged, in the
        order in which a stack of them is folded in the middle.
        """
        self._tagged, self._duplex, self._folded = tagged and not folded, duplex, folded
        self._file = File(out, ICC)
        self._glyphs: dict[Font, set[Glyph]] = {}
        self._inks: WeakKeyDictionary[Pages, int] = WeakKeyDictionary()  # what the cache forgets, so do we
        self._folios: dict[tuple[tuple[Words, ...], PageTheme], int] = {}
        self._forms: dict[str, int] = {}
        self._booklets: list[int] = []
        self._marks: list[Mark] = []
        self._labels: list[tuple[int, str]] = []
        self._last_key = 0
        self._directions: set[bool] = set()  # whether booklets are read from right to left
        self.pages: int = 0
        """So far; folded, sides of sheets."""

    def add(self, content: Content, theme: PageTheme, *, name: str | None = None, label: str = "") -> None:
        """Add a booklet with a bookmark for each section.

        name: of a booklet that is one of many; it gets this as its only bookmark ("": none), and page labels.
        """
        keys = _form_keys(theme) if self._folded else ""
        self._directions.add(theme.family.rtl)
        folios = self._folio_streams(content.folios, theme, keys)
        inked = [self._inked(pages, keys) for pages in content.pages]
        home = self._file.number(4 if self._tagged else 2)  # the origin BOOKLET
        top, glyphs = header(content.header, theme)
        self._need(glyphs)
        self._file.put(chunk(home + HEAD, [(keys, top)]))
        if name is not None:
            self._labels.append((self.pages, label))
        if self._folded:
            sheets = self._fold(theme, home, inked, folios)
            if name is None or name:
                self._marks.append((name or content.meta.title, sheets[0], []))
        else:
            sheets = self._place(content, theme, home, inked, folios, name)
        self._booklets.append(home)
        self.pages += len(sheets)

    def close(self, meta: Metadata) -> None:
        """Write the rest."""
        file = self._file
        forms = "".join([f"/{name} {n} 0 R" for name, n in self._forms.items()])
        used = as_glyphs({font: some | font.base for font, some in self._glyphs.items()})
        first = file.number(1 + OBJECTS * len(used))
        file.put(_fonts(used, first))
        fonts = "".join([f"/{font.name} {first + 1 + 3 * n} 0 R" for n, (font, _) in enumerate(used)])
        file.put(_standards(meta, self._tagged))
        homes = self._booklets
        outlines = self._outlines(self._marks)
        labels = " ".join([f"{page}<</S/D/P{string(label)}>>" for page, label in self._labels])
        info = "".join(f"/{key}{string(value)}" for key, value in meta.info() if value)
        tags = f"/MarkInfo<</Marked true>>/StructTreeRoot {STRUCTURE} 0 R" if self._tagged else ""
        flip = "Short" if self._folded else "Long" if self._duplex else ""
        sides = f"/Duplex/DuplexFlip{flip}Edge" if flip else ""
        direction = "/Direction/R2L" if self._directions == {True} else ""
        texts = [
            f"<</Type/Catalog/Pages {PAGES} 0 R/Lang{string(meta.language)}{tags}"
            f"{f'/PageLabels {LABELS} 0 R' if labels else ''}/Metadata {XMP} 0 R/Outlines {OUTLINES} 0 R"
            f"/PageMode/UseOutlines/ViewerPreferences<</DisplayDocTitle true{direction}{sides}>>"
            "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
            f"/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile {ICC} 0 R>>]>>",
            f"<</Type/Pages/Count {self.pages}/Kids[{_refs(homes)}]>>",
            *(self._structure() if self._tagged else ["null"] * 3),
            outlines,
            f"<</Nums[{labels}]>>",
            f"<<{info}>>",
            f"<</Font<<{fonts}>>/XObject<<{forms}>>>>",
        ]
        file.pool(CATALOG, texts)
        file.finish(CATALOG, INFO)

    def _structure(self) -> list[str]:
        """Return the structure tree's root, its document element, and the root of the parent tree."""
        homes, next_key = self._booklets, self._last_key + 1
        return [
            f"<</Type/StructTreeRoot/K {DOCUMENT} 0 R/ParentTree {PARENTS} 0 R/ParentTreeNextKey {next_key}>>",
            f"<</S/Document/P {STRUCTURE} 0 R/K[{_refs(h + PART for h in homes)}]>>",
            f"<</Kids[{_refs(h + LEAVES for h in homes)}]>>",
        ]

    def _need(self, glyphs: Glyphs) -> None:
        for font, some in glyphs:
            self._glyphs.setdefault(font, set()).update(some)

    # -- pages -------------------------------------------------------------------------------------------------------

    def _place(
        self,
        content: Content,
        theme: PageTheme,
        home: int,
        inked: list[Inked],
        folios: int,
        name: str | None,
    ) -> list[int]:
        """Write the page dictionaries in order, and return their object numbers."""
        file, page = self._file, 0
        sheets, sections, leaves = list[int](), list[int](), list[int]()
        for pages, ink, words in inked:
            bodies = (pages.sheets, pages.tree) if self._tagged else (pages.prints,)
            first = file.number(sum(objects.count for objects in bodies))
            origins = first, home, ink, folios + page, words, RESOURCES
            if name is None and self._tagged:
                file.put(_placed(pages, file.number(), origins))
                inner = [(title, first + n) for title, n in pages.titles]
                self._marks.append((pages.name, first, inner if len(inner) > 1 else []))
            else:
                if self._duplex:
                    bodies = (_duplex(bodies[0], len(pages.contents), 1 - page % 2, theme), *bodies[1:])
                file.pool(first, [text for objects in bodies for text in objects.at(*origins)])
            sheets += range(first, first + len(pages.contents))
            leaves.append(first + pages.sheets.count)
            sections.append(leaves[-1] + 1)
            page += len(pages.contents)
        if name:
            self._marks.append((name, sheets[0], []))
        if self._tagged:
            self._last_key = leaves[-1] - 1
            language = f"/Lang{string(content.meta.language)}" if name is not None else ""
            part = f"<</S/Part/P {DOCUMENT} 0 R{language}/K[{_refs(sections)}]>>"
            file.pool(home + PART, [part, f"<</Limits[{sheets[0]} {self._last_key}]/Kids[{_refs(leaves)}]>>"])
        if self._duplex and len(sheets) % 2:  # no sheet carries two patients
            sheets.append(file.number())
            file.pool(sheets[-1], [f"<</Type/Page/Parent {home} 0 R/Resources<<>>>>"])
        file.pool(home, [_node(theme.page, sheets)])
        return sheets

    def _fold(self, theme: PageTheme, home: int, inked: list[Inked], folios: int) -> list[int]:
        """Write sheets with two pages on each side, and return the object numbers of the sides."""
        streams: list[Sheet] = []
        for pages, ink, words in inked:
            for n in range(len(pages.contents)):
                own = words if pages.slot and pages.slot.page == n else None
                streams.append((home + HEAD if pages.headed else None, ink + n, own, folios + len(streams)))
        size, sides = fold(streams, theme.page, SHIFT, rtl=theme.family.rtl)
        first = self._file.number(2 * len(sides))
        self._file.put(chunk(first, [("", drawing) for drawing, _ in sides]))
        sheets = list(range(first + len(sides), first + 2 * len(sides)))
        texts = []
        for n, (_, forms) in enumerate(sides):
            named = "".join([f"/P{number} {number} 0 R" for number in dict.fromkeys(forms)])
            resources = f"/Resources<</XObject<<{named}>>>>"
            texts.append(f"<</Type/Page/Parent {home} 0 R{resources}/Contents {first + n} 0 R>>")
        self._file.pool(sheets[0], texts)
        self._file.pool(home, [_node(size, sheets)])
        return sheets

    def _inked(self, pages: Pages, keys: str) -> Inked:
        """Return the shared pages, and the numbers of their first stream and of their own words' stream (0: none)."""
        shared, words = pages.rest or pages, 0
        ink = self._ink(shared, keys)
        if pages.words:
            words, (stream, glyphs) = self._file.number(), pages.words
            self._need(glyphs)
            self._file.put(chunk(words, [(keys, stream)]))
        return shared, ink, words

    def _ink(self, pages: Pages, keys: str) -> int:
        """Return the number of the pages' first content stream; write streams and drawings on first use."""
        if pages not in self._inks:
            self._inks[pages] = first = self._file.number(len(pages.contents))
            self._file.put(_inks(pages, first, keys))
            new = tuple([name for name in pages.forms if name not in self._forms])
            if new:
                start = self._file.number(len(new))
                self._file.put(_drawings(pages, new, start))
                self._forms.update(zip(new, range(start, start + len(new)), strict=True))
            self._need(pages.glyphs)
        return self._inks[pages]

    def _folio_streams(self, folios: tuple[Words, ...], theme: PageTheme, keys: str) -> int:
        """Return the object number of the stream with the first page number; write the streams on first use."""
        first = self._folios.get((folios, theme))
        if first is None:
            self._folios[folios, theme] = first = self._file.number(len(folios))
            streams, glyphs = _numbered(folios, theme, first, keys)
            self._need(glyphs)
            self._file.put(streams)
        return first

    def _outlines(self, marks: list[Mark]) -> str:
        """Write the bookmarks: one for each section, its pages' titles below it. Return their root."""
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


def _node(size: tuple[float, float], sheets: list[int]) -> str:
    """Return the page tree node of a booklet; each page names its own resources."""
    box = f"/MediaBox[0 0 {size[0]:g} {size[1]:g}]"
    return f"<</Type/Pages/Parent {PAGES} 0 R/Count {len(sheets)}{box}/Kids[{_refs(sheets)}]>>"


def _around(numbers: list[int], n: int) -> str:
    before = f"/Prev {numbers[n - 1]} 0 R" if n else ""
    return before + (f"/Next {numbers[n + 1]} 0 R" if n + 1 < len(numbers) else "")


def _bookmark(title: str, page: int, parent: int, around: str) -> str:
    return f"<</Title{string(title)}/Parent {parent} 0 R/Dest[{page} 0 R/Fit]{around}>>"


@lru_cache(maxsize=128)
def _duplex(objects: Objects, pages: int, back: int, theme: PageTheme) -> Objects:
    """Return page dictionaries with the paper shifted on backs (every second page); what they show stays in place."""
    width, height = theme.page
    left = -SHIFT if theme.family.rtl else SHIFT  # the binding is on the right of a front that is read from there
    box = f"/Type/Page/MediaBox[{left:g} 0 {width + left:g} {height:g}]"
    backs = range(back, pages, 2)
    return objects.changed(lambda n, text: text.replace("/Type/Page", box, 1) if n in backs else text)


def _form_keys(theme: PageTheme) -> str:
    """Return the dictionary keys of a page's stream that is drawn as a form."""
    width, height = theme.page
    return f"/Type/XObject/Subtype/Form/BBox[0 0 {width:g} {height:g}]/Resources {RESOURCES} 0 R"


def _refs(numbers: Iterable[int]) -> str:
    return " ".join([f"{n} 0 R" for n in numbers])


# Finished bytes at a place. Booklets of one plan put what they share at the same place, so the next one finds it here.


@lru_cache(maxsize=64)
def _placed(pages: Pages, number: int, origins: tuple[int, ...]) -> Chunk:
    texts = pages.sheets.at(*origins) + pages.tree.at(*origins)
    return pack(number, [(origins[0], len(texts))], texts)


@lru_cache(maxsize=64)
def _inks(pages: Pages, first: int, keys: str) -> Chunk:
    return chunk(first, [(keys + "/Filter/FlateDecode", data) for data in pages.contents])


@lru_cache(maxsize=48)
def _drawings(pages: Pages, names: tuple[str, ...], first: int) -> Chunk:
    return chunk(first, [pages.forms[name] for name in names])


@lru_cache(maxsize=128)
def _numbered(folios: tuple[Words, ...], theme: PageTheme, first: int, keys: str) -> tuple[Chunk, Glyphs]:
    """Return the streams of the page numbers, and the glyphs in them."""
    numbers = [folio(words, theme) for words in folios]
    used: dict[Font, set[Glyph]] = {}
    for _, glyphs in numbers:
        for font, some in glyphs:
            used.setdefault(font, set()).update(some)
    return chunk(first, [(keys, stream) for stream, _ in numbers]), as_glyphs(used)


@lru_cache(maxsize=32)
def _standards(meta: Metadata, tagged: bool) -> Chunk:  # noqa: FBT001 - part of a cache's key
    """Return the XMP metadata and the colour profile."""
    return chunk(XMP, [("/Type/Metadata/Subtype/XML", xmp(meta, tagged=tagged)), ("/N 3", srgb())])


@lru_cache(maxsize=32)
def _fonts(used: Glyphs, first: int) -> Chunk:
    """Return the fonts' dictionaries as an object stream, and their files, in the order of their numbers."""
    dicts: list[str] = []
    streams: list[tuple[str, bytes]] = []
    for n, (font, glyphs) in enumerate(used):
        d, s = font.subset(glyphs, first + 1 + 3 * n, first + 1 + 3 * len(used) + 2 * n)
        dicts += d
        streams += s
    return join(pack(first, [(first + 1, len(dicts))], dicts), chunk(first + 1 + len(dicts), streams))
