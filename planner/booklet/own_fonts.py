"""What is wrong with a folder of somebody's own fonts: whether they may be embedded, and can set a booklet."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from planner.pdf.file.fonts import NEEDED as PRINTED
from planner.problems import Problem

if TYPE_CHECKING:
    import uharfbuzz as hb

NEEDED = ("Regular", "Bold")
"""The weights that a family must have. Light and SemiBold are drawn with these two where they are missing."""
WEIGHTS = {"Light": (1, 399), "Regular": (300, 500), "SemiBold": (501, 700), "Bold": (600, 900)}
"""The weight classes (OS/2 usWeightClass) that may stand behind a name."""
LETTERS = f"{ascii_letters}{digits} .,:;!?()-/%'\"&+"
"""What every booklet needs; other characters are drawn by the built-in fonts where a font lacks them."""
WIDEST = 3
"""How many times as wide as the type is high a letter is at most: that of a damaged font takes a line, or a page."""
MOST_BYTES = 20_000_000
"""The largest font file that is read."""
TABLES = ("OS/2", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "cmap")
"""The tables that are read of a font."""
RESTRICTED, NO_SUBSETTING, BITMAPS = 0x0002, 0x0100, 0x0200
"""What fsType says (OpenType, OS/2): no embedding, the whole font or none of it, pictures of letters only."""

Stamps = tuple[tuple[str, int, int], ...]
"""The font files of a folder: name, size and time of change."""


def stamps(folder: Path) -> Stamps:
    """Return the font files of a folder as they are now."""
    files = sorted(path for path in folder.glob("*.ttf") if path.is_file())
    return tuple((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files)


def faults(folder: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a folder of fonts; none if a booklet can be set in it."""
    files, root = stamps(folder), folder.resolve()
    away = [name for name, *_ in files if not (folder / name).resolve().is_relative_to(root)]
    text, advice = "is a link to something outside this folder", "put what it leads to in its place"
    return tuple(Problem(quoted=name, text=text, advice=advice) for name in away) or _faults(folder, files)


@lru_cache(maxsize=16)
def _faults(folder: Path, files: Stamps) -> tuple[Problem, ...]:
    if not files:
        others = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in (".otf", ".woff", ".woff2"))
        advice = "take the TTF files of the family" + (f", not {others[0]}" if others else "")
        return (Problem(quoted=folder.name, text="holds no font file that ends in .ttf", advice=advice),)
    found = {word: folder / name for name, *_ in files for word in WEIGHTS if name.endswith(f"-{word}.ttf")}
    missing = [word for word in NEEDED if word not in found]
    wrong = [_missing(folder, word, [name for name, *_ in files]) for word in missing]
    for word, path in found.items():
        wrong += [Problem(quoted=path.name, text=text, advice=advice) for text, advice in _of_file(path, word)]
    return tuple(wrong)


def _missing(folder: Path, word: str, names: list[str]) -> Problem:
    text = f"has no file that ends in -{word}.ttf"
    variable = next((name for name in names if "[" in name or "variable" in name.lower()), None)
    if not variable and word == "Regular" and (plain := _plain(names)):
        return Problem(
            quoted=folder.name, text=text, advice=f"if {plain} is the upright one, rename it {_renamed(plain)}"
        )
    static = f"; {variable} is a variable font: take the static files" if variable else ""
    return Problem(quoted=folder.name, text=text, advice=f"a family has at least -Regular.ttf and -Bold.ttf{static}")


def _plain(names: list[str]) -> str:
    """Return the first file whose name says no weight and no slant; empty if there is none."""
    weighed = (*WEIGHTS, "Italic", "Black", "Thin", "Medium", "Oblique")
    return next((name for name in names if not any(word.lower() in name.lower() for word in weighed)), "")


def _renamed(name: str) -> str:
    return f"{name.removesuffix('.ttf')}-Regular.ttf"


def _of_file(path: Path, word: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one font, and what to do about it."""
    if path.stat().st_size > MOST_BYTES:
        yield f"has more than {MOST_BYTES // 1_000_000} MB", "take a smaller font"
        return
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(path)))
    try:
        tables = face.table_tags
    except UnicodeDecodeError:  # it is no letters that its tables are named by
        tables = []
    if any(tag not in tables for tag in TABLES):
        kind = (
            "has outlines of another kind (CFF)" if {"CFF ", "CFF2"} & set(tables) else "is not a whole TrueType font"
        )
        yield kind, "take the TTF files of the family"
        return
    if "fvar" in tables:
        yield "is a variable font", "take the static files of the family"
        return
    table = bytes(face.reference_table("OS/2").data)
    weight, licence = (int.from_bytes(table[n : n + 2], "big") for n in (4, 8))
    if licence & 0x000F == RESTRICTED:
        yield "may not be embedded: its maker says so in the file (fsType)", "buy that licence, or take another family"
    if licence & (NO_SUBSETTING | BITMAPS):
        says = "only whole" if licence & NO_SUBSETTING else "only as pictures"
        yield f"may be embedded {says}, its maker says (fsType)", "take another family"
    low, high = WEIGHTS[word]
    if not low <= weight <= high:
        yield f"is called {word}, but its weight is {weight} (of {low} to {high})", "give the files their right names"
    if not _can_be_cut(face):
        yield "is damaged", "take the file from its maker again"
        return
    yield from _of_letters(hb.Font(face))


def _of_letters(font: "hb.Font") -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the letters of a font."""
    if lacks := [char for char in LETTERS if not font.get_nominal_glyph(ord(char))]:
        yield f"has no {' '.join(lacks[:5])}{' ...' if lacks[5:] else ''}", "take a font with the letters of English"
    elif max(_widths(font)) > WIDEST * font.face.upem:
        yield "is damaged: it has letters as wide as a line", "take the file from its maker again"


def _widths(font: "hb.Font") -> list[int]:
    """Return how far it is from each letter to the next one, either way, in units of the font."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(LETTERS)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return [abs(place.x_advance) for place in buffer.glyph_positions]


def _can_be_cut(face: "hb.Face") -> bool:
    """Return whether all glyphs can be put into a document."""
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.glyph_set.update(range(face.glyph_count))
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
    others = (tag for tag in face.table_tags if tag not in PRINTED)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in others)
    try:
        hb.subset(face, wanted)
    except RuntimeError:
        return False
    return True
