"""The Unicode bidirectional algorithm (UAX 9): which way each character of a paragraph runs.

Explicit embeddings and isolates, weak and neutral types, and pairs of brackets; the shaper mirrors signs. It runs only
where a text has a character that is read from right to left, or the booklet is. Names of rules (W1, N0 …) are the
standard's.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TypeVar
from unicodedata import bidirectional, category, lookup, mirrored, name, normalize

T = TypeVar("T")
RTL = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Finds what may run from right to left; a text without any needs no algorithm."""
_DEEPEST = 125
"""The deepest level there is (BD2)."""
_EMBED = {
    "RLE": (1, ""),
    "LRE": (0, ""),
    "RLO": (1, "R"),
    "LRO": (0, "L"),
    "RLI": (1, ""),
    "LRI": (0, ""),
    "FSI": (0, ""),
}
_ISOLATES = ("RLI", "LRI", "FSI")
_REMOVED = ("RLE", "LRE", "RLO", "LRO", "PDF", "BN")
_NEUTRAL = ("B", "S", "WS", "ON", "PDI", *_ISOLATES)
_SIDE = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def direction(types: Sequence[str], start: int = 0) -> int:
    """Return the level that the first strong character gives, up to the end of its isolate (P2, P3)."""
    depth = 0
    for kind in types[start:]:
        depth += (kind in _ISOLATES) - (kind == "PDI")
        if depth < 0:
            if start:
                break
            depth = 0  # it ends nothing
        if depth == 0 and kind in ("L", "R", "AL"):
            return int(kind != "L")
    return 0


@lru_cache(maxsize=512)  # a name is set on the cover and at the head of each page
def levels(text: str, base: int) -> list[int]:
    """Return the level of each character before lines are broken: even ones run from left to right, odd ones do not.

    The list is kept for the next call, and not to be changed.
    """
    original = [bidirectional(c) or _unassigned(c) for c in text]
    types, explicit, matches = _explicit(original, base)
    out = list(explicit)
    for sequence in _sequences(original, explicit, matches):
        level = explicit[sequence[0]]
        _resolve(text, types, sequence, level, *_around(sequence, explicit, original, base, matches))
        for n in sequence:
            kind = types[n]
            out[n] += (kind == "R") + 2 * (kind in ("AN", "EN")) if level % 2 == 0 else int(kind != "R")
    before = base
    for n, kind in enumerate(original):  # what the algorithm does not see goes with what is before it
        if kind in _REMOVED:
            out[n] = before
        before = out[n]
    return out


_NUMBERS = re.compile(
    r"""(?<![\w/+-])(?<!\d[.:])(?:
        (?:\+\(?|\(?0)\d[\d()\ \u00a0-]*(?<=\d)\)?                                           # +44 (0)20 7946-0000
        |(?:\d{1,3}[\ \u00a0-]?)?\(\d{2,5}\)[\ \u00a0-]?\d{2,}(?:[\ \u00a0-]\d{2,})*         # (212) 555-0199
        |(?:\d{1,4}[\ \u00a0])*\d{3,4}-\d{4}                                                 # 212 555-0199
        |\d+(?:-\d+)+                                                                        # 555-0199, 2026-12-01
    )(?![\w-])""",
    re.VERBOSE,
)
"""Phone numbers with a plus sign, brackets or hyphens, and dates; of so many digits: a range such as 3-5 has fewer."""
_FEWEST = 7
"""Digits of what is dialled, at least; with a plus sign it may have fewer."""


def dialled(text: str) -> str:
    """Return a text in which phone numbers and dates in groups run from left to right, among letters that do not.

    The algorithm turns a hyphen's two sides round, and puts a plus sign behind its number: a range is meant to be read
    so, and what is dialled is not.
    """
    return _NUMBERS.sub(_kept, text) if RTL.search(text) else text


def _kept(found: re.Match[str]) -> str:
    number = found[0]
    if number[0] != "+" and sum(map(str.isdigit, number)) < _FEWEST:
        return number
    whole = number.replace(" ", "\u00a0")
    return f"\u2068{whole}\u2069"


def trimmed(text: str, levels: list[int], base: int) -> list[int]:
    """Return the levels of a line: white space at its end runs as the paragraph does (L1)."""
    out, at_end = list(levels), True
    for n in range(len(text) - 1, -1, -1):
        kind = bidirectional(text[n])
        at_end = kind in ("B", "S") or (at_end and kind in ("WS", "PDI", *_ISOLATES, *_REMOVED))
        if at_end:
            out[n] = base
    return out


def visual(items: Sequence[T], levels: Sequence[int]) -> list[T]:
    """Return what is on a line, from left to right (L2)."""
    order = list(range(len(items)))
    for level in range(max(levels, default=0), 0, -1):
        turned: list[int] = []
        for high, group in groupby(order, [n >= level for n in levels].__getitem__):
            some = list(group)
            turned += some[::-1] if high else some
        order = turned
    return [items[n] for n in order]


def _unassigned(char: str) -> str:
    return "R" if RTL.match(char) else "L"


def _explicit(  # noqa: C901, PLR0912 - a case per rule
    original: list[str], base: int
) -> tuple[list[str], list[int], dict[int, int]]:
    """Return types and levels after X1 to X8, and which PDI ends which isolate."""
    types, out, matches = list(original), [base] * len(original), dict[int, int]()
    stack: list[tuple[int, str, int]] = [(base, "", -1)]  # level, override, where its isolate began
    lost_isolates = lost_embeddings = 0
    opened: list[int] = []  # isolates, valid or not
    for n, kind in enumerate(original):
        level, override, _ = stack[-1]
        if kind in _EMBED:
            odd, forced = _EMBED[kind]
            isolate = kind in _ISOLATES
            if isolate:
                out[n], types[n] = level, override or kind
                odd = direction(original, n + 1) if kind == "FSI" else odd
                opened.append(n)
            deeper = level + 1 + (level % 2 == odd)
            if deeper <= _DEEPEST and not lost_isolates and not lost_embeddings:
                stack.append((deeper, forced, n if isolate else -1))
            elif isolate:
                lost_isolates += 1
            elif not lost_isolates:
                lost_embeddings += 1
        elif kind == "PDI":
            if opened:
                matches[opened.pop()] = n
                if lost_isolates:
                    lost_isolates -= 1
                else:
                    lost_embeddings = 0
                    while stack[-1][2] < 0:
                        stack.pop()
                    stack.pop()
            out[n], types[n] = stack[-1][0], stack[-1][1] or kind
        elif kind == "PDF":
            if not lost_isolates and lost_embeddings:
                lost_embeddings -= 1
            elif not lost_isolates and len(stack) > 1 and stack[-1][2] < 0:
                stack.pop()
        elif kind not in ("B", "BN"):
            out[n], types[n] = level, override or kind
    return types, out, matches


def _sequences(original: list[str], out: list[int], matches: dict[int, int]) -> Iterable[list[int]]:
    """Yield the isolating run sequences: what is looked at together (X10)."""
    seen = [n for n, kind in enumerate(original) if kind not in _REMOVED]
    runs = [list(run) for _, run in groupby(seen, out.__getitem__)]
    by_start = {run[0]: run for run in runs}
    inner = set(matches.values())
    for run in runs:
        if original[run[0]] == "PDI" and run[0] in inner:
            continue  # goes on from its isolate's start
        sequence = list(run)
        while original[sequence[-1]] in _ISOLATES and sequence[-1] in matches:
            sequence += by_start[matches[sequence[-1]]]
        yield sequence


def _around(sequence: list[int], out: list[int], original: list[str], base: int, matches: dict[int, int]) -> list[str]:
    """Return the directions before and after a sequence (X10)."""
    first, last, level = sequence[0], sequence[-1], out[sequence[0]]
    before = next((out[n] for n in range(first - 1, -1, -1) if original[n] not in _REMOVED), base)
    open_end = original[last] in _ISOLATES and last not in matches
    behind = (out[n] for n in range(last + 1, len(out)) if original[n] not in _REMOVED)
    return ["LR"[max(level, other) % 2] for other in (before, base if open_end else next(behind, base))]


def _resolve(  # noqa: C901, PLR0912 - a case per rule
    text: str, types: list[str], sequence: list[int], level: int, before: str, after: str
) -> None:
    """Set the types of a sequence by the rules for weak types, brackets and neutrals (W1 to N2), in place."""
    kinds = [types[n] for n in sequence]
    marks = [kind == "NSM" for kind in kinds]
    last, strong = before, before
    for n, given in enumerate(kinds):  # W1, W2, W3
        kind = given
        if given == "NSM":
            kinds[n] = kind = "ON" if last in ("PDI", *_ISOLATES) else last
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[n] = "AN"
        last = kinds[n]
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for n in range(1, len(kinds) - 1):  # W4
        left, kind, right = kinds[n - 1 : n + 2]
        if left == right and ((kind == "CS" and left in ("EN", "AN")) or (kind == "ES" and left == "EN")):
            kinds[n] = left
    at = 0
    strong = before
    for kind, group in groupby(list(kinds)):  # W5, W6, W7
        end = at + len(list(group))
        near = kinds[at - 1 : at] == ["EN"] or kinds[end : end + 1] == ["EN"]
        if kind in ("ET", "ES", "CS"):
            kinds[at:end] = ["EN" if kind == "ET" and near else "ON"] * (end - at)
        at = end
    for n, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[n] = "L"
    _brackets(text, sequence, kinds, marks, "LR"[level % 2], before)
    at = 0
    for neutral, group in groupby(list(kinds), _NEUTRAL.__contains__):  # N1, N2
        end = at + len(list(group))
        if neutral:
            left = _SIDE[kinds[at - 1]] if at else before
            right = _SIDE[kinds[end]] if end < len(kinds) else after
            kinds[at:end] = [left if left == right else "LR"[level % 2]] * (end - at)
        at = end
    for n, kind in zip(sequence, kinds, strict=True):
        types[n] = kind


def _brackets(  # noqa: C901 - one rule
    text: str, sequence: list[int], kinds: list[str], marks: list[bool], own: str, before: str
) -> None:
    """Give a pair of brackets the direction of what is in it, or of what is before it (N0)."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for n, index in enumerate(sequence):
        if kinds[n] != "ON" or not (bracket := _bracket(text[index])):
            continue
        closing, which = bracket
        if not closing:
            if len(opened) == 63:
                break
            opened.append((which, n))
        elif found := next((k for k in range(len(opened) - 1, -1, -1) if opened[k][0] == which), -1) + 1:
            pairs.append((opened[found - 1][1], n))
            del opened[found - 1 :]
    for start, end in sorted(pairs):
        inside = {_SIDE[kind] for kind in kinds[start + 1 : end] if kind in _SIDE}
        if not inside:
            continue
        side = next((_SIDE[kind] for kind in reversed(kinds[:start]) if kind in _SIDE), before)
        side = own if own in inside or side == own else side
        for n in (start, end):
            kinds[n] = side
            for k in range(n + 1, len(kinds)):  # marks on it
                if not marks[k]:
                    break
                kinds[k] = side


@lru_cache(maxsize=256)
def _bracket(char: str) -> tuple[bool, str] | None:
    """Return whether a bracket closes, and the opening one of its pair; None if it is no bracket."""
    kind = category(char)
    if kind not in ("Ps", "Pe") or not mirrored(char):
        return None
    char = normalize("NFC", char)
    try:
        return kind == "Pe", char if kind == "Ps" else lookup(name(char).replace("RIGHT", "LEFT"))
    except KeyError:
        return None
