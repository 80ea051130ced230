"""Shaping: text in one font and one direction becomes glyphs, and the operators that show them.

Text from left to right is painted in the order of reading. So are runs from right to left, but the glyphs inside each
are painted from left to right, as every reader of PDFs expects, and marked so (ReversedChars; ISO 32000-1,
14.8.2.3.3). Where the glyphs of a word do not spell it, its text goes with them (ActualText).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from unicodedata import normalize

import uharfbuzz as hb

from planner.pdf.file.fonts import INVISIBLE, Font, Glyph

SHY, JOINERS = "\u00ad", "\u200c\u200d"
LANGUAGES = {
    "Latn": "en", "Arab": "ar", "Hebr": "he", "Deva": "hi", "Beng": "bn", "Guru": "pa", "Gujr": "gu", "Taml": "ta",
    "Telu": "te", "Thai": "th", "Hani": "zh", "Hira": "ja", "Kana": "ja", "Hang": "ko", "Grek": "el", "Cyrl": "ru",
    "Armn": "hy", "Geor": "ka", "Ethi": "am", "Khmr": "km", "Mymr": "my", "Sinh": "si", "Laoo": "lo",
}  # fmt: skip
"""The language in which words of a script are read out if no other is given."""
SCRIPTS = {
    "ar": "Arab", "fa": "Arab", "ur": "Arab", "ps": "Arab", "he": "Hebr", "yi": "Hebr", "hi": "Deva", "mr": "Deva",
    "ne": "Deva", "bn": "Beng", "as": "Beng", "pa": "Guru", "zh": "Hani", "ja": "Hani", "ru": "Cyrl", "uk": "Cyrl",
    "bg": "Cyrl", "sr": "Cyrl", "el": "Grek", "th": "Thai", "ko": "Hang", "ta": "Taml", "te": "Telu", "gu": "Gujr",
}  # fmt: skip
"""The script of each language that is not written in Latin letters."""
_APART = {"liga": False, "clig": False}
"""Font features for tracked text: letters that are set wider or closer do not form ligatures."""
_NARROW = {"pnum": True}
"""Font features of the light face, in which large numerals stand by themselves: a 1 is narrow, on the margin."""
_HIDE, _KEEP = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES, hb.BufferFlags.PRESERVE_DEFAULT_IGNORABLES
TRACKED = (None, "Latn", "Grek", "Cyrl", "Hani")
"""Scripts that may be tracked; in all others the letters touch."""


class Shaped(NamedTuple):
    """Text that has been shaped; widths in thousandths of the size."""

    text: str
    font: Font
    width: int
    says: str | None
    """The text, if it does not follow from the glyphs."""
    parts: tuple[tuple[int, str], ...]
    """Runs of glyphs at one height: how far they rise, and the contents of the TJ array."""
    glyphs: tuple[Glyph, ...]
    """The glyphs that are not in the font's base: of most words, none."""
    language: str
    """The language in which the text is read out; "": the document's."""
    tracking: int
    """The tracking: what is added to each glyph's width."""
    rtl: bool
    plain: bool
    """Whether it is only glyphs on the baseline, which may be shown together with others of their face."""


_Placed = tuple[int, int, int, int]
"""A glyph, the index of its text's first character, x and y."""


def shape(text: str, font: Font, language: str, *, rtl: bool = False, tracking: int = 0) -> Shaped:
    """Return text as shaped glyphs; a soft hyphen at its end is shown, but read out and found as a soft one."""
    meant = text if text.isascii() else INVISIBLE.sub(_kept, text) + (SHY if text[-1] == SHY else "")
    joiners = [c for c in JOINERS if c in meant]
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.CHARACTERS
    buffer.flags = _KEEP if joiners and all(map(font.glyph, joiners)) else _HIDE
    buffer.add_str(meant.replace(SHY, "-"))
    buffer.guess_segment_properties()
    script, own = buffer.script, SCRIPTS.get(language.partition("-")[0], "Latn")
    spoken = language if script in (None, own) else LANGUAGES.get(script, "")
    buffer.script = script or own  # signs that all scripts share are what is around them
    buffer.direction = "rtl" if rtl else "ltr"
    if spoken:
        buffer.language = spoken
    tracking = tracking if script in TRACKED else 0
    hb.shape(font.shaper, buffer, {**(_APART if tracking else {}), **(_NARROW if font.is_light else {})})
    placed, width, moved = list[_Placed](), 0, False
    for info, move in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        dx, dy, advance = move.x_offset, move.y_offset, move.x_advance
        placed.append((info.codepoint, info.cluster, width + dx, dy))
        width += advance + (tracking if advance else 0)
        moved = moved or dx != 0 or dy != 0
    if rtl:
        placed.reverse()
    said = [font.stands_for[gid] for gid, _, _, _ in placed]
    alike = _alike("".join(said), meant)
    says = None if alike and (rtl or not moved) else meant  # to tools, a mark that moves is a word's end
    order = sorted(placed, key=lambda p: p[3] != 0) if rtl else placed  # letters before the marks: they stay words
    lines = groupby(order, itemgetter(3)) if moved else [(0, placed)]
    parts = tuple(_parts(lines, font.advances, width, tracking, rtl=rtl))
    used: Iterable[Glyph] = [gid for gid, _, _, _ in placed] if all(said) else _shares(placed, said, meant)
    spoken = "" if spoken == language else spoken
    plain = says is None and len(parts) == 1 and not (moved or spoken or rtl or tracking)
    return Shaped(
        text=text,
        font=font,
        width=width,
        says=says,
        parts=parts,
        glyphs=tuple([glyph for glyph in dict.fromkeys(used) if glyph not in font.base]),
        language=spoken,
        tracking=tracking,
        rtl=rtl,
        plain=plain,
    )


def _kept(match: re.Match[str]) -> str:
    """Keep, of what cannot be seen, what decides how letters join and which form of an ideograph is meant."""
    return match[0] if match[0] in JOINERS or match[0] >= "\ufe00" else ""


def _shares(placed: Sequence[_Placed], said: Sequence[str], text: str) -> Iterator[Glyph]:
    """Yield the glyphs; those that the font says nothing of, with their share of the text."""
    starts = sorted({start for _, start, _, _ in placed})
    shares = {start: text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)}
    for (gid, start, _, _), own in zip(placed, said, strict=True):
        share = shares.pop(start, "")  # of several with one share the first has it
        yield gid if own else (gid, share)


def _parts(
    lines: Iterable[tuple[int, Iterable[_Placed]]], advances: Mapping[int, int], width: int, tracking: int, *, rtl: bool
) -> list[tuple[int, str]]:
    """Return what the pen shows, from the left edge to the right one, whichever way the text runs."""
    out, pen = list[tuple[int, str]](), 0
    for rise, some in lines:
        array = ""
        for gid, _, x, _ in reversed(list(some)) if rtl else some:
            array += f"<{gid:04X}>" if pen == x else f"{pen - x}<{gid:04X}>"
            pen = x + advances[gid] + tracking
        out.append((rise, array.replace("><", "")))
    if pen != width:
        out[-1] = out[-1][0], f"{out[-1][1]}{pen - width}"
    return out


def _alike(shown: str, meant: str) -> bool:
    """Return whether glyphs spell a text, but for kinds of spaces and hyphens, compositions, and mirrored brackets."""
    return shown == meant or _plain(shown) == _plain(meant)


def _plain(text: str) -> str:
    return normalize("NFKC", text).replace("\u2010", "-").translate(_BRACKETS)


_BRACKETS = str.maketrans(")]}>»›", "([{<«‹")  # noqa: RUF001 - they are what they look like
