"""Where a line may end: text in chunks, each up to a place where it may, and how wide they are.

A line may end after a space, a zero-width space, a soft hyphen (then the hyphen shows), a hyphen between letters, and
on both sides of an ideograph but for signs that may not begin or end a line.
"""

import re
from functools import cache, lru_cache

from planner.pdf.file.fonts import INVISIBLE, Known
from planner.pdf.layout.bidi import RTL
from planner.pdf.layout.family import Family, clusters
from planner.pdf.layout.shaping import SHY, Shaped, shape

ZWSP = "\u200b"
BREAKS = f" {SHY}{ZWSP}"
HYPHENS = "-\u2010\u2011"
IDEOGRAPH = (  # and kana, bopomofo, radicals
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u30ff\u3130-\u318f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
SELECTORS = "\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Voicing marks and variation selectors: they belong to the character before them."""
OPENS = "（〔［｛〈《「『【〖〘〝｟"  # noqa: RUF001 - as below
AHEAD = OPENS + "“‘("  # noqa: RUF001 - as below
CLOSES = (
    "、。，．・：；？！）〕］｝〉》」』】〗〙〟｠…‥％℃,.:;?!%”’)]"  # noqa: RUF001 - they are what they look like
    "ーゝゞヽヾ々〻ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
)
"""What may not begin a line in Chinese and Japanese; opening brackets and quotes may not end one."""
_CHUNK = r"(?:[^{but}-]|-(?![^\W\d]))+(?:-(?=[^\W\d])| +|[{shy}])?|[{breaks}-]+"
CHUNK = re.compile(_CHUNK.format(but=BREAKS, breaks=BREAKS, shy=SHY + ZWSP))
EAST = "\u2e80"
"""The first character that may be an ideograph, or punctuation set with one."""


def chunks(text: str) -> list[str]:
    """Return a text in chunks, each up to and including the next place where a line may end."""
    return (CHUNK if max(text, default="") < EAST else _eastern()[0]).findall(text)


@cache
def _eastern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a chunk among ideographs, and what starts with one: compiled (8 ms) only where there are some."""
    among = _CHUNK.format(but=BREAKS + IDEOGRAPH + OPENS, breaks=BREAKS, shy=SHY + ZWSP)
    alone = f"[{OPENS}]*[{IDEOGRAPH}][{SELECTORS}]*[{re.escape(CLOSES)}]*(?: +|[{SHY}{ZWSP}])?|[{OPENS}]+"
    return re.compile(f"{among}|{alone}"), re.compile(f"[{OPENS}]*[{IDEOGRAPH}]")


Measure = tuple[float, float, float, bool, bool]
"""A chunk's width without and with its spaces, its hyphen's if broken; whether a line may end after, before it."""


_Shapes = Known[str, list[Shaped]]
_Measures = Known[str, Measure]


@lru_cache(maxsize=256)
def shapes_and_measures(family: Family, weight: int, tracking: int) -> tuple[_Shapes, _Measures]:
    """Return words as they stand on a line from left to right, and measures of chunks, both remembered."""

    def word(text: str) -> list[Shaped]:
        return [
            shape(part, font, family.language, rtl=bool(RTL.search(part)), tracking=tracking)
            for part, font in family.split(text, weight)
            if INVISIBLE.sub("", part) or part == SHY
        ]

    def measure(chunk: str) -> Measure:
        shaped = words[chunk.rstrip(SHY + ZWSP)]
        full = bare = sum([s.width for s in shaped])
        if spaces := len(chunk) - len(chunk.rstrip(" ")):
            bare -= spaces * (shaped[-1].font.space + shaped[-1].tracking)
        hyphen = words["-"][0].width if chunk[-1] == SHY else 0
        ideographic = chunk[0] >= EAST and bool(_eastern()[1].match(chunk))
        return bare, full, hyphen, ideographic or chunk[-1] in BREAKS + "-", ideographic

    words = _Shapes(word, 4096)
    return words, _Measures(measure, 4096)


def unbreakable(text: str) -> list[str]:
    """Return what of a word may not be broken: clusters, each with the hyphen after it."""
    out: list[str] = []
    for cluster in clusters(text):
        if out and cluster in HYPHENS:
            out[-1] += cluster
        else:
            out.append(cluster)
    return out
