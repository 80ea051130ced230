"""Breaking words into lines: greedy, over runs of different faces.

A line may end after a space, a zero-width space, a soft hyphen (then the hyphen shows) and a hyphen between letters.
A no-break space is an ordinary character. A word longer than a line is broken anywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from planner.blocks import Run, Words
from planner.pdf.file.fonts import CHUNK, SHY, ZWSP, Family
from planner.pdf.layout.theme import Style


class Stretch(NamedTuple):
    """Text in one face on one line; its width in points."""

    text: str
    face: int
    link: str
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """Words set in lines, free of any place on a page.

    Every line but the last ends with a space, so that the words stay apart for whoever listens, also where a line
    break was written.
    """

    lines: tuple[tuple[Stretch, ...], ...]
    style: Style
    starts: tuple[float, ...]
    """Of the lines, from the left."""
    widths: tuple[float, ...]
    show: str
    """The operators that show it, from the first line's start on."""
    chars: tuple[tuple[int, frozenset[str]], ...]
    """The characters that it needs of each face."""

    @property
    def height(self) -> float:
        """Of all lines."""
        return len(self.lines) * self.style.leading

    @property
    def width(self) -> float:
        """Of the longest line."""
        return max(self.widths, default=0.0)


@lru_cache(maxsize=4096)
def paragraph(words: Words, style: Style, width: float, family: Family) -> Paragraph:
    """Words in lines, as broken makes them; remembered."""
    return broken(words, style, width, family)


def broken(words: Words, style: Style, width: float, family: Family) -> Paragraph:
    """Break words into lines no wider than width (points). A line break in the words starts a new line.

    For names, which thousands of booklets never share: they would crowd out what is remembered.
    """
    runs = (Run(words),) if isinstance(words, str) else words
    setter = _LineBreaker(runs, style, family, width)
    for n, run in enumerate(runs):
        for k, text in enumerate(run.text.split("\n")):
            if k:
                setter.feed_break()
            for chunk in CHUNK.findall(text):
                setter.feed(chunk, n)
    setter.feed_end()
    return setter.finish(width)


class _LineBreaker:
    """Fills lines with words; widths are in thousandths of the size."""

    def __init__(self, runs: tuple[Run, ...], style: Style, family: Family, width: float) -> None:
        self.runs, self.style, self.family = runs, style, family
        self.faces = [family.face(max(style.weight, style.strong) if r.strong else style.weight) for r in runs]
        self.limit = width / style.size * 1000 + 1
        self.lines: list[tuple[Stretch, ...]] = []
        self._line: list[tuple[str, int]] = []
        self._x = 0.0
        self._word: list[tuple[str, int]] = []  # what must stay together: a word may change its face in the middle
        self._need = 0.0  # its width so far

    def _wide(self, text: str, n: int) -> float:
        return self.family.fonts[self.faces[n]].width(text) + self.style.tracking * len(text)

    def feed(self, chunk: str, n: int) -> None:
        bare, full, hyphen, breaks = self.family.fonts[self.faces[n]].measure(chunk)
        track = self.style.tracking * len(chunk)
        self._word.append((chunk, n))
        if breaks:
            self._place(self._word, self._need + bare + hyphen + track, self._need + full + track)
            self._word, self._need = [], 0.0
        else:
            self._need += full + track

    def feed_end(self) -> None:
        self._place(self._word, self._need, self._need)
        self._word, self._need = [], 0.0
        self._close(last=True)

    def feed_break(self) -> None:
        """End a line where a line break was written."""
        self.feed_end()
        if ended := self.lines[-1]:
            self.lines[-1] = (*ended[:-1], ended[-1]._replace(text=ended[-1].text + " "))

    def _place(self, word: list[tuple[str, int]], need: float, full: float) -> None:
        if self._x + need > self.limit:
            if self._line:
                self._close()
            if need > self.limit and sum(len(t) for t, _ in word) > 1:
                for text, n in word:
                    for c in text:
                        w = self._wide(c, n)
                        self._place([(c, n)], w, w)
                return
        self._line += word
        self._x += full

    def _close(self, *, last: bool = False) -> None:
        """End the line: hyphens that did not break vanish, the one that did shows."""
        line = []
        for n, group in groupby(self._line, itemgetter(1)):
            text = "".join([t for t, _ in group])
            if SHY in text or ZWSP in text:
                broken = text[-1] == SHY and n == self._line[-1][1] and not last
                text = text.replace(SHY, "").replace(ZWSP, "") + ("-" if broken else "")
            line.append(Stretch(text, self.faces[n], self.runs[n].link, self._points(text, n)))
        if line and (end := line[-1]).text.endswith(" "):  # the space at the end has no width
            n, bare = self._line[-1][1], end.text.rstrip(" ")
            line[-1] = end._replace(text=bare if last else bare + " ", width=self._points(bare, n))
        self.lines.append(tuple(line))
        self._line, self._x = [], 0.0

    def _points(self, text: str, n: int) -> float:
        return self._wide(text, n) * self.style.size / 1000

    def finish(self, width: float) -> Paragraph:
        style = self.style
        widths = tuple(sum([s.width for s in line]) for line in self.lines)
        shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[style.align]
        starts = tuple((width - w) * shift for w in widths)
        show = _shown(self.lines, starts, style)
        used: dict[int, set[str]] = {}
        for line in self.lines:
            for s in line:
                used.setdefault(s.face, set()).update(s.text)
        chars = tuple((f, frozenset(c)) for f, c in sorted(used.items()))
        return Paragraph(tuple(self.lines), style, starts, widths, show, chars)


def _shown(lines: Sequence[tuple[Stretch, ...]], starts: Sequence[float], style: Style) -> str:
    """The operators that show lines, from the first one's start on."""
    ops, face = [], -1
    if style.tracking:
        ops.append(f"{style.tracking * style.size / 1000:.4g} Tc")
    for n, line in enumerate(lines):
        if n:
            ops.append(f"{starts[n] - starts[n - 1]:.2f} {-style.leading:g} Td")
        for s in line:
            if s.face != face:
                face = s.face
                ops.append(f"/F{face} {style.size:g} Tf")
            if s.text:
                ops.append(f"<{s.text.encode('utf-16-be').hex()}>Tj")
    if style.tracking:
        ops.append("0 Tc")
    return " ".join(ops)


def pieces(lines: Paragraph) -> Iterator[tuple[float, float, Stretch, Paragraph]]:
    """Each stretch of a paragraph by itself, in reading order: how far right, how far down, what, how to show it."""
    for n, line in enumerate(lines.lines):
        left = lines.starts[n]
        for stretch in line:
            show = _shown(((stretch,),), (0.0,), lines.style)
            chars = ((stretch.face, frozenset(stretch.text)),)
            alone = Paragraph(((stretch,),), lines.style, (0.0,), (stretch.width,), show, chars)
            yield left, n * lines.style.leading, stretch, alone
            left += stretch.width
