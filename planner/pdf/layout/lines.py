"""Breaking words into lines: greedy, over runs of different faces, in every script.

Where a line may end is the business of chunks. A word longer than a line is broken between any of its clusters.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import NamedTuple
from unicodedata import bidirectional

from planner.blocks import Run, Words
from planner.pdf.file.fonts import INVISIBLE, Font, Glyph, Listed, MissingGlyphError, listed
from planner.pdf.file.tags import ENGLISH, IN_ENGLISH, bare, english
from planner.pdf.layout.bidi import RTL, dialled, levels, trimmed, visual
from planner.pdf.layout.chunks import AHEAD, BREAKS, CLOSES, ZWSP, chunks, shapes_and_measures, unbreakable
from planner.pdf.layout.family import Family
from planner.pdf.layout.operators import shown
from planner.pdf.layout.shaping import SHY, Shaped, shape
from planner.pdf.layout.theme import Style

WORD = re.compile("[^ ]+ *| +")
GROUPS = re.compile(r"(?<=\d) (?=\d)")
"""The spaces in a phone number."""
NBSP = "\u00a0"


class Stretch(NamedTuple):
    """Text of one run on one line: where it starts from the line's left edge, and how wide it is, in points."""

    text: str
    link: str
    x: float
    width: float
    shaped: list[Shaped]


@dataclass(slots=True, eq=False)
class Paragraph:
    """Words set in lines, without a place on a page. It never changes; what shows it is made when it is first painted.

    Every line but the last ends with a space, so that the words stay apart for whoever listens, also where a line
    break was written.
    """

    lines: tuple[tuple[Stretch, ...], ...]
    """In reading order."""
    style: Style
    box: float
    """The width that the lines were broken to, in points."""
    lefts: tuple[float, ...]
    """The left edge of each line, in points from that of the box."""
    widths: tuple[float, ...]
    torn: bool = False
    """Whether a word was longer than a line, and so had to break where no word may."""
    _painted: tuple[str, Listed] | None = field(default=None, init=False)

    @property
    def painted(self) -> tuple[str, Listed]:
        """Return the operators that show the lines, starting at the first one's left edge; and the glyphs in them."""
        if self._painted is None:
            self._painted = shown(self.lines, self.lefts, self.style), _used(self.lines)
        return self._painted

    @property
    def height(self) -> float:
        """Return the height of all lines, in points."""
        return len(self.lines) * self.style.leading

    @property
    def width(self) -> float:
        """Return the width of the longest line, in points."""
        return max(self.widths, default=0.0)


@lru_cache(maxsize=32768)
def paragraph(words: Words, style: Style, width: float, family: Family) -> Paragraph:
    """Break words into lines as a person would, keeping the result for the next call.

    Two lines break at the end of a sentence, if both fit. The lines of a title are of like length. The last line of any
    other text has two words at least, if no line more is needed for that.
    """
    runs = (Run(words),) if isinstance(words, str) else words
    greedy = broken(runs, style, width, family)
    text = "".join([run.text for run in runs])
    count = len(greedy.lines)
    if count < 2 or greedy.torn or "\n" in text or " " not in text:
        return greedy
    if count == 2:
        for sentences in _at_sentences(runs):
            two = broken(sentences, style, width, family)
            if len(two.lines) == 2:
                return two
    narrow = greedy
    shares = _NARROWER if style.balanced or _lonely(greedy) else ()
    for share in shares:
        tried = broken(runs, style, width, family, width * share)
        if len(tried.lines) > count or tried.torn:
            break
        narrow = tried
        if not style.balanced and not _lonely(tried):
            break
    return narrow if style.balanced or not _lonely(narrow) else greedy


_SENTENCE = re.compile(r"(?<=[^\W\d_A-Z]{3}[.?!]) (?=\S)")
"""The space between two sentences; "Mr." and "Mrs." end none."""
_SHORT = 8
"""So many characters are too few for a last line, even in two words."""
_NARROWER = tuple(1 - n / 50 for n in range(1, 25))
"""The shares of a width that are tried, the widest first, to balance lines."""


def _at_sentences(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """Yield the words with a line break between two sentences, the last one first."""
    for n in range(len(runs) - 1, -1, -1):
        for space in reversed(list(_SENTENCE.finditer(runs[n].text))):
            text = f"{runs[n].text[: space.start()]}\n{runs[n].text[space.end() :]}"
            yield (*runs[:n], replace(runs[n], text=text), *runs[n + 1 :])


def _lonely(lines: Paragraph) -> bool:
    """Return whether the last line is a single word, or next to nothing."""
    last = "".join([stretch.text for stretch in lines.lines[-1]]).strip()
    return " " not in last or len(last) <= _SHORT


def broken(words: Words, style: Style, width: float, family: Family, limit: float | None = None) -> Paragraph:
    """Break words into lines no wider than width (points), or than the limit. A line break starts a new line.

    For names, which thousands of booklets never share: they would crowd out what is remembered.
    """
    runs = (Run(words),) if isinstance(words, str) else words
    if family.rtl:  # readers of PDFs turn parts of a number round among words from right to left, but for this space
        runs = tuple([replace(run, text=dialled(GROUPS.sub(NBSP, run.text))) for run in runs])
    setter = _LineBreaker(runs, style, family, limit or width)
    written = _split(setter.runs)
    for k, line in enumerate(written, 1):
        whole = "".join([text for text, _ in line])
        try:
            setter.start(whole)
            for (part, n), (after, _) in zip_longest(line, line[1:], fillvalue=("", 0)):
                found = chunks(part)
                last = len(found) - 1 if after[:1] in CLOSES and after else -1
                for at, chunk in enumerate(found):
                    setter.feed(chunk, n, holds=at == last)
            setter.end("" if k == len(written) else " ")
        except MissingGlyphError as error:
            raise MissingGlyphError(error.char, bare(whole)) from None
    return setter.finish(width)


def _split(runs: Sequence[Run]) -> list[list[tuple[str, int]]]:
    """Return texts and the numbers of their runs, from line break to line break."""
    out: list[list[tuple[str, int]]] = [[]]
    for n, run in enumerate(runs):
        first, *more = run.text.split("\n")
        out[-1].append((first, n))
        out += [[(text, n)] for text in more]
    return out


class _LineBreaker:
    """Fills lines with words; widths are in thousandths of the size."""

    def __init__(self, runs: Sequence[Run], style: Style, family: Family, width: float) -> None:
        self.runs, self.style, self.family = runs, style, family
        self.weights = [max(style.weight, style.strong) if r.strong else style.weight for r in runs]
        self._words, self._chunks = zip(
            *[shapes_and_measures(family, weight, style.tracking) for weight in self.weights], strict=True
        )
        self.limit = width / style.size * 1000 + 1
        self.lines: list[tuple[Stretch, ...]] = []
        self.torn = False
        self.widths: list[float] = []
        self._points = style.size / 1000
        self._line: list[tuple[str, int]] = []
        self._x = 0.0
        self._word: list[tuple[str, int]] = []  # what must stay together: a word may change its face in the middle
        self._need = 0.0  # its width so far
        self._levels: list[int] | None = (
            None  # of the rest of the text; None: all of it is in one direction and language
        )
        self._english: list[bool] = []  # of the rest of the text: whether it is in English, in another one's booklet
        self._within: list[bool] = []  # the same of the stretches that have begun
        self._base = 0  # the level of what is around them
        self._from_left: list[list[int]] = []  # lines of each text that runs from left to right on a mirrored page

    def start(self, text: str) -> None:
        """Begin a text that reaches up to the next line break.

        One without a letter that runs from right to left runs from left to right in any booklet: a phone number, a
        sentence that is in English.
        """
        foreign = bool(self._within) or ENGLISH in text
        self._english = english(text, self._within) if foreign else [False] * len(text)
        ordered = foreign or (not text.isascii() and RTL.search(text) is not None)
        self._base = int(ordered and self.family.rtl and any(bidirectional(c) in ("R", "AL") for c in text))
        self._levels = levels(text, self._base) if ordered else None
        if self.family.rtl and not self._base:
            self._from_left.append([])

    def feed(self, chunk: str, n: int, *, holds: bool = False) -> None:
        """Take the next chunk, of a run; holds: the next run begins with what may not begin a line."""
        bare, full, hyphen, after, before = self._chunks[n][chunk]
        if before and self._word and self._word[-1][0][-1] not in AHEAD:
            self._flush(0.0, self._need)
        self._word.append((chunk, n))
        self._need += full
        if after and not (holds and chunk[-1] not in BREAKS):
            self._flush(bare + hyphen - full, self._need)

    def _flush(self, less: float, full: float) -> None:
        self._place(self._word, self._need + less, full)
        self._word, self._need = [], 0.0

    def end(self, tail: str) -> None:
        """End the text; tail is what its last line ends with."""
        self._flush(0.0, self._need)
        self._close(tail)

    def _place(self, word: list[tuple[str, int]], need: float, full: float) -> None:
        if self._x + need > self.limit:
            if self._line:
                self._close()
            if need > self.limit and (halves := _at_no_break_space(word)):  # sooner than within a word
                self.torn = True
                for half in halves:
                    wide = sum([self._chunks[n][text][1] for text, n in half])
                    self._place(half, wide, wide)
                return
            if need > self.limit and sum([len(t) for t, _ in word]) > 1:
                parts = [(c, n) for text, n in word for c in unbreakable(text)]
                if len(parts) > 1:
                    self.torn = True
                    for c, n in parts:
                        wide = self._chunks[n][c][1]
                        self._place([(c, n)], wide, wide)
                    return
        self._line += word
        self._x += full

    def _close(self, tail: str | None = None) -> None:
        """End the line: what was measured in chunks is shaped in words.

        Tail replaces the spaces at its end. Without one the line is full: one space stays, or the hyphen that broke it.
        """
        if len(self.runs) == 1:
            groups = [(0, "".join([text for text, _ in self._line]))]
        else:
            groups = [(n, "".join([t for t, _ in some])) for n, some in groupby(self._line, itemgetter(1))]
        line, width = self._plain(groups, tail) if self._levels is None else self._ordered(groups, tail)
        if self.family.rtl and not self._base:
            self._from_left[-1].append(len(self.lines))
        self.lines.append(tuple(line))
        self.widths.append(width)
        self._line, self._x = [], 0.0

    def _plain(self, groups: list[tuple[int, str]], tail: str | None) -> tuple[list[Stretch], float]:
        """Set a line all of which runs from left to right."""
        out: list[Stretch] = []
        x = 0.0
        for k, (n, given) in enumerate(groups, 1):
            text, at_end = given, k == len(groups)
            if SHY in text or ZWSP in text:  # hyphens that did not break vanish, the one that did shows
                shows = at_end and tail is None and text[-1] == SHY
                text = text.replace(SHY, "").replace(ZWSP, "") + (SHY if shows else "")
            if at_end and text:
                text = _ended(text, tail)
            shaped = [s for word in WORD.findall(text) for s in self._words[n][word]]
            units = sum([s.width for s in shaped])
            if at_end and text.endswith(" "):  # the space at the end has no width
                units -= shaped[-1].font.space + shaped[-1].tracking
            out.append(Stretch(text, self.runs[n].link, x, units * self._points, shaped))
            x += out[-1].width
        return out, x

    def _ordered(self, groups: list[tuple[int, str]], tail: str | None) -> tuple[list[Stretch], float]:
        """Set a line some of which runs from right to left, in the order in which it is read."""
        text, base = "".join([t for _, t in groups]), self._base
        runs = [n for n, t in groups for _ in t]
        own, self._levels = (self._levels or [])[: len(text)], (self._levels or [])[len(text) :]
        foreign, self._english = self._english[: len(text)], self._english[len(text) :]
        own = trimmed(text, own, base)
        bare = text.rstrip(BREAKS)
        fonts = [f for n, t in groups for part, f in self.family.split(t, self.weights[n]) for _ in part]
        pieces: list[tuple[int, int, Shaped]] = []  # run, level
        for (n, level, font, en), group in groupby(range(len(bare)), lambda k: (runs[k], own[k], fonts[k], foreign[k])):
            part = "".join([bare[k] for k in group]).replace(SHY, "")
            if level % 2:  # no line breaks here any more, and readers of PDFs would put this space behind the number
                part = part.replace(NBSP, " ")
            if INVISIBLE.sub("", part):
                shaped = self._said(part, font, rtl=level % 2 == 1, english=en)
                pieces.append((n, level, shaped))
        if text.endswith(SHY) and tail is None:
            pieces += [(runs[-1], own[len(bare) - 1], s) for s in self._words[runs[-1]][SHY]]
        lefts, x = {}, 0.0
        for at in visual(range(len(pieces)), [level for _, level, _ in pieces]):
            lefts[at] = x
            x += pieces[at][2].width * self._points
        out = [
            Stretch(s.text, self.runs[n].link, lefts[k], s.width * self._points, [s])
            for k, (n, _, s) in enumerate(pieces)
        ]
        if pieces and _ended(text, tail).endswith(" "):
            space = self._words[runs[-1]][" "]
            left = -space[0].width * self._points if base else x
            out.append(Stretch(" ", self.runs[runs[-1]].link, left, 0.0, space))
        return out, x

    def _said(self, text: str, font: Font, *, rtl: bool, english: bool) -> Shaped:
        """Shape text that is in English or in the booklet's language, and knows its language if that is another one."""
        own, tracking = self.family.language, self.style.tracking
        shaped = _shaped(text, font, IN_ENGLISH if english else own, rtl=rtl, tracking=tracking)
        if not english:
            return shaped
        language = shaped.language or IN_ENGLISH
        return shaped._replace(language="" if language == own.partition("-")[0] else language, plain=False)

    def finish(self, width: float) -> Paragraph:
        """Return the lines in a box of this width.

        Where reading starts at the right, the lines of a text that runs from left to right still begin in one column.
        """
        style = self.style
        shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[style.align]
        shift = 1 - shift if self.family.rtl else shift
        lefts = [(width - w) * shift for w in self.widths]
        for some in self._from_left if style.align == "left" else ():
            for n in some:
                lefts[n] = min(lefts[k] for k in some)
        lines, widths = tuple(self.lines), tuple(self.widths)
        return Paragraph(lines=lines, style=style, box=width, lefts=tuple(lefts), widths=widths, torn=self.torn)


def _at_no_break_space(word: list[tuple[str, int]]) -> list[list[tuple[str, int]]]:
    """Return what must stay together, cut behind its no-break spaces; nothing if it has none within it."""
    out: list[list[tuple[str, int]]] = [[]]
    for text, n in word:
        first, *more = _BEHIND_NBSP.split(text)
        out[-1] += [(first, n)] if first else []
        out += [[(part, n)] if part else [] for part in more]
    parts = [part for part in out if part]
    return parts if len(parts) > 1 else []


_BEHIND_NBSP = re.compile(f"(?<={NBSP})")
_shaped = lru_cache(maxsize=1024)(shape)


def _ended(text: str, tail: str | None) -> str:
    """Return a line's text with what is at its end: a tail, or of the spaces one."""
    bare = text.rstrip(" ")
    return bare + (" " * (bare != text) if tail is None else tail)


def whole(settings: Iterable[Paragraph]) -> Paragraph:
    """Return the first of several settings in which no word is torn, or else the last."""
    for lines in settings:
        if not lines.torn:
            break
    return lines


def parted(lines: Paragraph, room: float) -> tuple[Paragraph, Paragraph] | None:
    """Return lines in two, those that fit into a height and the rest; None if all or none of them fit."""
    count = int((room + 0.01) / lines.style.leading)
    if not 0 < count < len(lines.lines):
        return None
    return _some(lines, lines.lines[:count], 0), _some(lines, lines.lines[count:], count)


def pieces(lines: Paragraph) -> Iterator[tuple[float, Stretch, Paragraph]]:
    """Yield each stretch by itself, in reading order: how far down, what, and how to show it in the same box."""
    for n, line in enumerate(lines.lines):
        for stretch in line:
            alone = _some(lines, ((stretch._replace(x=0.0),),), n)
            left = lines.lefts[n] + stretch.x
            yield n * lines.style.leading, stretch, replace(alone, lefts=(left,), widths=(stretch.width,))


def _some(whole: Paragraph, lines: tuple[tuple[Stretch, ...], ...], first: int) -> Paragraph:
    """Return lines of a paragraph, from the first on."""
    part = slice(first, first + len(lines))
    return replace(whole, lines=lines, lefts=whole.lefts[part], widths=whole.widths[part])


def _used(lines: Sequence[Sequence[Stretch]]) -> Listed:
    """Return the glyphs of each font."""
    used: dict[Font, set[Glyph]] = {}
    for line in lines:
        for stretch in line:
            for s in stretch.shaped:
                if s.glyphs or s.font not in used:
                    used.setdefault(s.font, set()).update(s.glyphs)
    return listed(used)
