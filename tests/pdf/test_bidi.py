"""Which way text runs: Unicode's own tests of its algorithm.

`bidi.txt` is every so many of its cases. Where the whole data is installed (Debian's `unicode-data`), all are run.
"""

from collections.abc import Iterator
from pathlib import Path
from unicodedata import bidirectional

from planner.pdf.layout import bidi

SAMPLE = Path(__file__).parent / "bidi.txt"
UNICODE = Path("/usr/share/unicode")
REMOVED = ("RLE", "LRE", "RLO", "LRO", "PDF", "BN")
CHARS = {
    "L": "a", "R": "\u05d0", "AL": "\u0627", "EN": "1", "ES": "+", "ET": "#", "AN": "\u0660", "CS": ",",
    "NSM": "\u0300", "BN": "\u00ad", "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "LRE": "\u202a",
    "RLE": "\u202b", "LRO": "\u202d", "RLO": "\u202e", "PDF": "\u202c", "LRI": "\u2066", "RLI": "\u2067",
    "FSI": "\u2068", "PDI": "\u2069",
}  # fmt: skip
"""A character of each type."""

Case = tuple[str, int, list[str], list[int]]
"""A text, the level of its paragraph, the level of each character (x: any), and the order in which they are shown."""


def characters(path: Path) -> Iterator[Case]:
    """The cases of a file such as BidiCharacterTest.txt."""
    for line in path.read_text("utf-8").splitlines():
        if line and line[0] != "#":
            codes, _, base, levels, order = line.split(";")
            text = "".join(chr(int(code, 16)) for code in codes.split())
            yield text, int(base), levels.split(), [int(n) for n in order.split()]


def types(path: Path) -> Iterator[Case]:
    """The cases of BidiTest.txt: types, and the paragraphs (automatic, left to right, right to left) in bits."""
    levels, order = list[str](), list[int]()
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@Levels:"):
            levels = line.split()[1:]
        elif line.startswith("@Reorder:"):
            order = [int(n) for n in line.split()[1:]]
        elif line and line[0] not in "#@":
            kinds, bits = line.split(";")
            text = "".join(CHARS[kind] for kind in kinds.split())
            bases = {1: bidi.direction(kinds.split()), 2: 0, 4: 1}
            yield from ((text, base, levels, order) for bit, base in bases.items() if int(bits) & bit)


def wrong(case: Case) -> bool:
    text, base, levels, order = case
    found = bidi.trimmed(text, bidi.levels(text, base), base)
    seen = [n for n, char in enumerate(text) if bidirectional(char) not in REMOVED]
    if any(level not in ("x", str(mine)) for level, mine in zip(levels, found, strict=True)):
        return True
    return bidi.visual(seen, [found[n] for n in seen]) != order


def test_text_runs_as_unicode_says():
    cases = list(characters(SAMPLE))
    assert len(cases) > 500
    if UNICODE.is_dir():
        cases += [*characters(UNICODE / "BidiCharacterTest.txt"), *types(UNICODE / "BidiTest.txt")]
    assert list(filter(wrong, cases)) == []
