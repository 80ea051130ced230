"""Fonts whose codes never change.

Text is written as UTF-16: the code of a character is its code point, and a map in the file says which glyph of the
embedded subset draws it (CIDToGIDMap). So a page can be made, compressed and kept before anyone knows which
characters the document will need, and a name with an unusual letter means a larger subset, not other pages.
"""

import re
import zlib
from collections.abc import Iterable
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFace

from planner.problems import InputError

LATIN = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B])) | set(
    "\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u20ac"
)
"""Always in the subset of a face that sets text, so that most patients share one font file."""
DIGITS = frozenset("0123456789")
OBJECTS = 6
"""How many PDF objects a face takes: three dictionaries, three streams."""

SHY, ZWSP = "\u00ad", "\u200b"
BREAKS = f" {SHY}{ZWSP}"
CHUNK = re.compile(  # text up to and with the next place where a line may end
    rf"(?:[^{BREAKS}-]|-(?![^\W\d]))+(?:-(?=[^\W\d])| +|[{SHY}{ZWSP}])?|[{BREAKS}-]+"
)

Measure = tuple[float, float, float, bool]
"""Of a chunk: width without and with its spaces, of the hyphen it ends with if broken, and whether it may be."""


class MissingGlyphError(InputError):
    """A character that the font cannot draw."""

    def __init__(self, char: str, text: str, font: str) -> None:
        """Say which character, in which text."""
        shown = text if len(text) <= 60 else text[:57] + "…"
        where = f"the character {char!r} (U+{ord(char):04X}) in {shown!r}"
        super().__init__(f"{where} is not in the font {font}: write it in other letters, or choose another theme")
        self.char = char
        self.text = text


class Font:
    """One face of a family."""

    def __init__(self, path: Path, base: frozenset[str]) -> None:
        """Read a TrueType file; base are the characters that its subset always has."""
        self.face = TTFontFace(str(path))
        self.name = path.stem
        self.base = base
        self.widths = {chr(c): w for c, w in self.face.charWidths.items() if c <= 0xFFFF}
        self._chunks: dict[str, Measure] = {}

    def width(self, text: str) -> float:
        """In thousandths of the size."""
        try:
            return float(sum(map(self.widths.__getitem__, text)))
        except KeyError as error:
            raise MissingGlyphError(error.args[0], text, self.name) from None

    def measure(self, chunk: str) -> Measure:
        """See Measure; remembered."""
        known = self._chunks.get(chunk)
        if known is None:
            text = chunk.rstrip(BREAKS)
            bare, spaces = self.width(text), chunk.count(" ", len(text))
            hyphen = self.width("-") if chunk[-1] == SHY else 0.0
            known = bare, bare + spaces * self.width(" "), hyphen, chunk[-1] in BREAKS + "-"
            if len(self._chunks) > 4_096:  # a long batch of ever new words must not grow without end
                self._chunks.clear()
            self._chunks[chunk] = known
        return known

    def subset(self, chars: frozenset[str], dicts: int, streams: int) -> tuple[list[str], list[tuple[str, bytes]]]:
        """The face for these characters: three dictionaries and three streams, numbered from there on."""
        face = self.face
        codes = sorted(ord(c) for c in chars | self.base if c in self.widths)
        data = face.makeSubset(codes)
        glyphs, gids = {0: 0}, bytearray(2 * (codes[-1] + 1))
        for code in codes:  # the order in which makeSubset numbers glyphs
            gid = glyphs.setdefault(face.charToGlyph[code], len(glyphs))
            gids[2 * code : 2 * code + 2] = gid.to_bytes(2, "big")
        name = "PLANNR+" + self.name
        box = " ".join(f"{v:.0f}" for v in face.bbox)
        widths = "".join(
            f"{first}[{' '.join(f'{face.charWidths[c]:.0f}' for c in run)}]" for first, run in _runs(codes)
        )
        texts = [
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{dicts + 1} 0 R]/ToUnicode {streams + 1} 0 R>>",
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDToGIDMap {streams + 2} 0 R/DW 0/W[{widths}]"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {dicts + 2} 0 R>>",
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle {face.italicAngle:.0f}"
            f"/Ascent {face.ascent:.0f}/Descent {face.descent:.0f}/CapHeight {face.capHeight:.0f}"
            f"/StemV {face.stemV:.0f}/FontFile2 {streams} 0 R>>",
        ]
        files = [(f"/Length1 {len(data)}", data), ("", _to_unicode(codes)), ("", bytes(gids))]
        return texts, [(keys + "/Filter/FlateDecode", zlib.compress(raw, 9)) for keys, raw in files]


def _runs(codes: Iterable[int]) -> list[tuple[int, list[int]]]:
    """Consecutive codes, grouped."""
    runs: list[tuple[int, list[int]]] = []
    for code in codes:
        if runs and runs[-1][1][-1] == code - 1:
            runs[-1][1].append(code)
        else:
            runs.append((code, [code]))
    return runs


def _to_unicode(codes: list[int]) -> bytes:
    """Every code is its own code point; said one by one, as ranges may not cross a high byte."""
    parts = [codes[i : i + 100] for i in range(0, len(codes), 100)]  # at most 100 a block (ISO 32000-1, 9.10.3)
    body = "".join(
        f"{len(part)} beginbfchar\n" + "".join(f"<{c:04X}><{c:04X}>\n" for c in part) + "endbfchar\n" for part in parts
    )
    return (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)"
        "/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n{body}endcmap end end"
    ).encode()


WEIGHTS = {300: "Light", 400: "Regular", 600: "SemiBold", 700: "Bold"}


class Family:
    """The faces of a family by weight: a folder of TrueType files NAME-Light, -Regular, -SemiBold, -Bold."""

    def __init__(self, folder: Path) -> None:
        """Read the faces. Raises InputError if one is not there."""
        self.name = folder.name
        self.fonts: list[Font] = []
        self._index: dict[int, int] = {}
        for weight, word in WEIGHTS.items():
            files = sorted(folder.glob(f"*-{word}.ttf"))
            if not files:
                raise InputError(f"{folder}: has no file that ends in -{word}.ttf")
            self._index[weight] = len(self.fonts)
            # the light face sets numerals only
            self.fonts.append(Font(files[0], DIGITS if weight == 300 else LATIN))

    def face(self, weight: int) -> int:
        """The number of the face of this weight."""
        return self._index[weight]
