"""Fonts whose codes never change.

A page names a glyph by its number in the whole font (Identity-H), and the subset that is embedded keeps these numbers.
So a page can be made, compressed and kept before anyone knows which glyphs the document will need, and a name with an
unusual letter means a larger subset, not other pages.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from unicodedata import category, name, normalize, unidata_version

from planner.problems import InputError, Problem
from planner.shipped import key_of, shipped, version_of

if TYPE_CHECKING:
    # it takes as long to load as five pages to be set, and is not needed for pages that the wheel has brought
    import uharfbuzz as hb

K = TypeVar("K")
V = TypeVar("V")

LATIN = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B])) | set(
    "\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u20ac"
)
"""Characters always in the subset of a text face, so that most patients share one font file."""
DIGITS = frozenset("0123456789")
LIGATURES = ("ff", "fi", "fl", "fj", "ft", "ffi", "ffl", "ffj", "fft", "tt", "Th")
"""Letters that many fonts draw as one glyph, which belongs to the subset as well."""
OBJECTS = 5
"""The number of PDF objects for a face: three dictionaries, two streams."""
NEEDED = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
"""The tables of a TrueType font that a PDF reads (ISO 32000-1, 9.9)."""
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""Characters that need no glyph: their effect is applied before shaping, or by the shaper."""

Glyph = int | tuple[int, str]
"""A glyph's number, with the text that it represents if the font does not say so."""
Glyphs = tuple[tuple["Font", frozenset[Glyph]], ...]
"""The glyphs needed of each font."""
Listed = tuple[tuple["Font", tuple[Glyph, ...]], ...]
"""The same in no order: a set of thirty takes two kilobytes, and thousands of words are kept."""


WORTH = 60
"""The length of a text, in characters, that is worth repeating in a message."""


def as_glyphs(used: Mapping["Font", AbstractSet[Glyph]]) -> Glyphs:
    """Return what is needed of fonts as a value, in an order that does not depend on that of use."""
    return tuple(
        [
            (font, frozenset(some))
            for font, some in sorted(used.items(), key=lambda item: (item[0].name, str(item[0].path)))
        ]
    )


def listed(used: Mapping["Font", AbstractSet[Glyph]]) -> Listed:
    """Return what is needed of fonts in little memory."""
    return tuple([(font, tuple(some)) for font, some in used.items()])


class MissingGlyphError(InputError):
    """A character that no font can draw."""

    def __init__(self, char: str, text: str, problem: Problem | None = None) -> None:
        """Say which character, in which text, and what to do about it; or keep the problem, which has its place."""
        called = name(char, "a character without a name").lower()
        self.problem: Problem = problem or Problem(
            text=f"the character {char!r} (U+{ord(char):04X}, {called}) is in none of the fonts",
            advice="write it in other letters" if category(char)[0] in "LM" else "leave it out, or say it in words",
            quoted=text if len(text) <= WORTH else text[: WORTH - 1] + "…",
        )
        super().__init__(self.problem)
        self.char: str = char
        self.text: str = text
        self.args: tuple[str, str, Problem] = (
            char,
            text,
            self.problem,
        )  # what another process makes the error from again

    def at(self, problem: Problem) -> "MissingGlyphError":
        """Return the error with another problem: the same with its place, or with more advice."""
        return MissingGlyphError(self.char, self.text, problem)


class Known(dict[K, V]):
    """Values by key, each worked out once; emptied when full, so that a long batch does not grow without end."""

    def __init__(self, made: Callable[[K], V], most: int = 1 << 16) -> None:
        """Keep at most so many values of the function."""
        self._made, self._most = made, most

    def __missing__(self, key: K) -> V:
        if len(self) >= self._most:
            self.clear()
        value = self[key] = self._made(key)
        return value


class Font:
    """A file of glyphs, opened when something first asks for it. Compared by identity: one object per file and run."""

    def __init__(self, path: Path, base: frozenset[str] = frozenset()) -> None:
        """Take a TrueType file; base are the characters that its subset always has."""
        self.path: Path = path
        self.name: str = re.sub(r"[^A-Za-z0-9-]", "", path.stem)  # a name of a PDF needs no escapes
        self._base = base
        self.is_light: bool = self.name.endswith("-Light")

    @cached_property
    def digest(self) -> str:
        """Return a digest of all that the font is in a document: its file, its base, and the library that reads it."""
        with self.path.open("rb") as file:
            content = file_digest(file, "sha256").hexdigest()
        return key_of(self.name, content, sorted(self._base), version_of("uharfbuzz"), unidata_version)

    @cached_property
    def face(self) -> "hb.Face":
        """Return the font file mapped into memory, so that only what is read of it is loaded."""
        import uharfbuzz as hb

        return hb.Face(hb.Blob.from_file_path(str(self.path)))

    @cached_property
    def shaper(self) -> "hb.Font":
        """Return what shapes with it, in thousandths of the size, as widths in a PDF are."""
        import uharfbuzz as hb

        font = hb.Font(self.face)
        font.scale = 1000, 1000
        return font

    @cached_property
    def advances(self) -> Known[int, int]:
        """Return the widths of glyphs, in thousandths of the size."""
        return Known(self.shaper.get_glyph_h_advance)

    @cached_property
    def space(self) -> int:
        """Return how wide a space is."""
        return self.advances[self.glyph(" ")]

    @cached_property
    def has(self) -> Known[str, bool]:
        """Return whether it can draw a character, by itself or from its parts."""
        return Known(self._has)

    @cached_property
    def stands_for(self) -> Known[int, str]:
        """Return the text of a glyph as the font alone tells, the same in every document; "" if it does not."""
        return Known(self._stands_for)

    @cached_property
    def base(self) -> frozenset[Glyph]:
        """Return the glyphs that its subset always has."""
        return shipped(f"base {self.digest}", self._in_base)

    def _in_base(self) -> frozenset[Glyph]:
        import uharfbuzz as hb

        found = {self.glyph(char) for char in self._base}
        for letters in LIGATURES if "f" in self._base else ():
            buffer = hb.Buffer()
            buffer.add_str(letters)
            buffer.guess_segment_properties()
            hb.shape(self.shaper, buffer)
            found.update(info.codepoint for info in buffer.glyph_infos)
        return frozenset(found - {0})

    def glyph(self, char: str) -> int:
        """Return the number of a character's own glyph; 0 if it has none."""
        return self.shaper.get_nominal_glyph(ord(char)) or 0

    def _has(self, char: str) -> bool:
        if self.glyph(char) or category(char) == "Zs" or INVISIBLE.match(char):
            return True
        parts = normalize("NFD", char.replace("\u2011", "\u2010"))  # a hyphen that does not break looks like any other
        return parts != char and all(map(self.glyph, parts))

    # -- what glyphs mean ------------------------------------------------------------------------------------------

    @cached_property
    def _chars(self) -> dict[int, str]:
        """Return the character of each glyph; of several, the smallest ordinary one."""
        found: dict[int, tuple[bool, str]] = {}
        for code in self.face.unicodes:
            char = chr(code)
            plain = normalize("NFKC", char) if "\ufb00" <= char <= "\ufefc" else char
            if len(plain) > 1 and char >= "\ufb50":
                plain = char  # readers turn letters round that run from right to left, also those of one glyph
            rank = plain != char or normalize("NFKC", char) != char, plain
            gid = self.glyph(char)
            if gid not in found or rank < found[gid]:
                found[gid] = rank
        return {gid: char for gid, (_, char) in found.items()}

    @cached_property
    def _named(self) -> dict[str, str]:
        return {self._name(gid): char for gid, char in self._chars.items()}

    def _name(self, gid: int) -> str:
        """Return what the font calls a glyph; nothing for a name that is no text, as in a damaged font."""
        try:
            return str(self.shaper.glyph_to_string(gid))
        except UnicodeDecodeError:
            return ""

    def _stands_for(self, gid: int) -> str:
        """Take it from its characters; else from its name, as `f_t` or `uni0644.fina` (Adobe Glyph List, 2)."""
        if gid in self._chars:
            return self._chars[gid]
        parts = self._name(gid).partition(".")[0].split("_")
        texts = [self._named.get(part) or _coded(part) for part in parts]
        return "".join(texts) if all(texts) else ""

    # -- in a document ---------------------------------------------------------------------------------------------

    def subset(self, used: Iterable[Glyph], dicts: int, streams: int) -> tuple[list[str], list[tuple[str, bytes]]]:
        """Return the font with these glyphs: three dictionaries and two streams, numbered from dicts and streams on."""
        widths, files = self._subsets[frozenset(used)]
        named = "PLANNR+" + self.name
        box, ascender, descender, capitals = self._measures
        texts = [
            f"<</Type/Font/Subtype/Type0/BaseFont/{named}/Encoding/Identity-H"
            f"/DescendantFonts[{dicts + 1} 0 R]/ToUnicode {streams + 1} 0 R>>",
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{named}/CIDToGIDMap/Identity/DW 0/W[{widths}]"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {dicts + 2} 0 R>>",
            f"<</Type/FontDescriptor/FontName/{named}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
            f"/Ascent {ascender}/Descent {descender}/CapHeight {capitals}/StemV 80"
            f"/FontFile2 {streams} 0 R>>",
        ]
        return texts, files

    @cached_property
    def _subsets(self) -> Known[frozenset[Glyph], tuple[str, list[tuple[str, bytes]]]]:
        return Known(self._cut, 32)

    def _cut(self, used: frozenset[Glyph]) -> tuple[str, list[tuple[str, bytes]]]:
        """Return the widths of glyphs and the streams: the font file, and the map to text."""
        return shipped(key_of("subset", self.digest, sorted(map(repr, used))), lambda: self._cut_anew(used))

    def _cut_anew(self, used: frozenset[Glyph]) -> tuple[str, list[tuple[str, bytes]]]:
        import uharfbuzz as hb

        texts = {gid: self.stands_for[gid] for gid in used if isinstance(gid, int)}
        for gid, text in sorted(glyph for glyph in used if isinstance(glyph, tuple)):
            texts[gid] = texts.get(gid) or text  # of several, the same one whatever came first
        texts = dict(sorted(texts.items()))
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(texts)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
        wanted.drop_table_tag_set.update(
            int.from_bytes(tag.encode(), "big") for tag in self.face.table_tags if tag not in NEEDED
        )
        data = bytes(hb.subset(self.face, wanted).blob.data)
        widths = "".join(f"{run[0]}[{' '.join(str(self.advances[gid]) for gid in run)}]" for run in _runs(texts))
        files = [(f"/Length1 {len(data)}", data), ("", _to_unicode(texts))]
        return widths, [(keys + "/Filter/FlateDecode", zlib.compress(raw, 9)) for keys, raw in files]

    @cached_property
    def _measures(self) -> tuple[str, int, int, int]:
        """Return the font's box, ascender, descender and the height of its capitals."""

        def measured() -> tuple[str, int, int, int]:
            extents = self.shaper.get_font_extents("ltr")
            return self._box, extents.ascender, extents.descender, self._capitals

        return shipped(f"measures {self.digest}", measured)

    @property
    def _box(self) -> str:
        head = bytes(self.face.reference_table("head").data)
        corners = (int.from_bytes(head[n : n + 2], "big", signed=True) for n in range(36, 44, 2))
        return " ".join(str(round(v * 1000 / self.face.upem)) for v in corners)

    @property
    def _capitals(self) -> int:
        """Return how high capitals are; a font without any gets a usual height."""
        extents = self.shaper.get_glyph_extents(self.glyph("H")) if self.glyph("H") else None
        return round(extents.y_bearing) if extents else 700


def _coded(named: str) -> str:
    """Return the characters in a glyph's name: `uni0915094D` has two, `u1F600` one."""
    if re.fullmatch(r"uni([0-9A-F]{4})+", named):
        text = bytes.fromhex(named[3:]).decode("utf-16-be", "replace")
    elif re.fullmatch(r"u[0-9A-F]{5,6}", named):
        text = chr(int(named[1:], 16))
    else:
        return ""
    return "" if any(category(c) in ("Co", "Cn", "Cs") for c in text) else text


def _runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Yield consecutive numbers, grouped."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _to_unicode(texts: dict[int, str]) -> bytes:
    """Return what is copied and searched. A glyph without a text of its own is a word joiner, which nobody sees."""
    lines = [f"<{gid:04X}><{(text or chr(0x2060)).encode('utf-16-be').hex().upper()}>\n" for gid, text in texts.items()]
    parts = [lines[n : n + 100] for n in range(0, len(lines), 100)]  # at most 100 a block (ISO 32000-1, 9.10.3)
    body = "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts)
    return (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)"
        "/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n{body}endcmap end end"
    ).encode()
