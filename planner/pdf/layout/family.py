"""Families of fonts: between them they draw every script."""

from collections.abc import Hashable, Sequence
from functools import cache, cached_property
from pathlib import Path
from unicodedata import category, combining, normalize

from planner.pdf.file.fonts import DIGITS, LATIN, Font, Known, MissingGlyphError
from planner.problems import InputError
from planner.shipped import key_of

WEIGHTS = {300: "Light", 400: "Regular", 600: "SemiBold", 700: "Bold"}
STAND_INS = {"Light": "Regular", "SemiBold": "Bold"}
"""The weight that a family with only two weights uses for each of the others."""
JOINS = " -\u2010\u2011"
VIRAMA = 9
"""The combining class of a virama, which joins two consonants."""


class Family:
    """The fonts of a theme, then others for the characters that these cannot draw.

    Compared by identity: one object per run, look and language.
    """

    def __init__(
        self, folders: Sequence[Path], language: str = "en", *, rtl: bool = False, stamps: Hashable = ()
    ) -> None:
        """Take folders of TrueType files NAME-Regular, -Bold and perhaps -Light, -SemiBold; the first has the say.

        Language and direction are those of the words that are set in it. stamps: of the first one's files, if they may
        change. Raise InputError if a file is missing.
        """
        self.language: str = language
        self.rtl: bool = rtl
        self._faces = [
            {weight: _font(folder, word, stamps if n == 0 else ()) for weight, word in WEIGHTS.items()}
            for n, folder in enumerate(folders)
        ]
        self._picked = Known(self._pick, 4096)

    @property
    def own(self) -> dict[str, Font]:
        """Return the fonts that are asked first, by their names."""
        return {font.name: font for font in self._faces[0].values()}

    @cached_property
    def digest(self) -> str:
        """Return a digest of how words are set in these fonts."""
        fonts = [(weight, font.digest) for weight, font in self._faces[0].items()]
        return key_of("family", fonts, self.language, self.rtl)

    def font(self, weight: int) -> Font:
        """Return the font of a weight that is asked first."""
        return self._faces[0][weight]

    def split(self, text: str, weight: int) -> list[tuple[str, Font]]:
        """Return text by the fonts that draw it: for each character, with the marks on it, the first that can.

        A space or a hyphen stays with the word before it. Raise MissingGlyphError if no font has a character.
        """
        look = self._faces[0][weight]
        if all(map(look.has.__getitem__, text)):
            return [(text, look)]
        out: list[tuple[str, Font]] = []
        for cluster in clusters(text):
            before = out[-1][1] if out else None
            stays = before and cluster in JOINS and before.has[cluster]
            font = before if before and stays else self._picked[cluster, weight]
            if out and font is out[-1][1]:
                out[-1] = out[-1][0] + cluster, font
            else:
                out.append((cluster, font))
        return out

    def _pick(self, asked: tuple[str, int]) -> Font:
        """Return the first font of a weight that draws a character with its marks."""
        cluster, weight = asked
        composed = normalize("NFC", cluster)
        for faces in self._faces:
            has = faces[weight].has
            if all(map(has.__getitem__, cluster)) or all(map(has.__getitem__, composed)):
                return faces[weight]
        alone = [c for c in cluster if not any(faces[weight].has[c] for faces in self._faces)]
        raise MissingGlyphError(alone[0] if alone else cluster[0], cluster)


@cache
def _font(folder: Path, word: str, stamps: Hashable = ()) -> Font:
    """Return a face of a family. One with all weights sets whole booklets, so its subsets hold what these need."""
    files = {weight: sorted(folder.glob(f"*-{weight}.ttf")) for weight in WEIGHTS.values()}
    if not files[word] and word in STAND_INS:
        return _font(folder, STAND_INS[word], stamps)
    if not files[word]:
        raise InputError(f"{folder}: has no file that ends in -{word}.ttf")
    base = (DIGITS if word == "Light" else LATIN) if all(files.values()) else frozenset[str]()
    return Font(files[word][0], base)


def clusters(text: str) -> list[str]:
    """Return characters together with the marks on them, and consonants together that are joined."""
    out: list[str] = []
    for char in text:
        joined = bool(out) and (
            category(char)[0] == "M"
            or char in "\u200c\u200d"
            or combining(out[-1][-1]) == VIRAMA
            or out[-1][-1] == "\u200d"
        )
        if joined:
            out[-1] += char
        else:
            out.append(char)
    return out
