"""What a person probably meant where YAML cannot be read, or reads something else than what was typed.

The parser stops where it can go on no longer, often a line late, and names the grammar. Here the lines around that
place are looked at for the slips that people make.
"""

import re
from collections.abc import Callable
from typing import Any

from planner.problems import Problem

_LINE = re.compile(r"(?P<before>\s*(?:- +)*)(?:(?P<key>[\w-]+):(?P<gap>\s+|$))?(?P<value>\S.*)?")
"""A line of YAML: what stands before its key or its value, the key, the value."""
_BULLETS = "*\u2013\u2014\u2022\u00b7\u2023\u25aa\u25e6"
"""What writing programs make of a hyphen at the start of a line: dashes, dots and squares."""
_NO_BREAK = "\u00a0\u202f\u2007\u3000"
"""Spaces that YAML takes for letters."""
_RESERVED = "@`%*&!|>"
"""No text without quotation marks begins with these; nor with `? ` and `- `."""
_CURLY = {
    "\u201c": "\u201d\u201e\u201c",  # English; some languages close with what opens in others
    "\u201e": "\u201d\u201c",
    "\u00ab": "\u00bb",
    "\u2018": "\u2019",
    "\u201a": "\u2018\u2019",
}
"""Curly quotation marks that open, each with those that close it."""
_HASH = re.compile(r"[ \t]#(?:[^\s#!-]| ?\d)")
_CUT = re.compile(r"[ \t]+#[^\s#!-].*| # ?\d.*")
"""A comment that stands so close behind a text that it may be a part of it: `Road #4`, `Road # 4`."""

_MISSING_COMMA = re.compile(r":\s+[^\s,{}\[\]\"']+\s+(?P<key>[\w-]+):\s")
"""Two values of a map in one line without a comma between them: `{reps: 8 hold: 10 s}`."""
_NEITHER = Problem(
    text="this line is neither a key with a value nor an item of a list", advice="such as weeks: 4, or - bridge"
)
Place = tuple[int, int]
"""Line and column from 1."""


def misread(text: str, error: Any) -> tuple[Place | None, Problem]:  # noqa: ANN401 - PyYAML has two kinds of marks
    """Return where and why the parser gave up on a text: the slip behind it, or the parser's words if none is known."""
    lines = text.splitlines()
    stop, context = _place(error.problem_mark, lines), _place(error.context_mark, lines)
    found = _of_lines(lines, stop, context, error) if stop else None
    if found:
        return found
    return stop or context, Problem(text=f"not YAML: {error.problem}")


def slips_in(text: str) -> Callable[[Any], Problem | None]:
    """Return a function that says what is odd about a scalar without quotation marks, an event of the parser.

    Most files have nothing of the kind: for them it is as quick as can be.
    """
    lines = text.splitlines() if _HASH.search(text) else []
    curly = any(mark in text for mark in _CURLY)

    def slip(event: Any) -> Problem | None:  # noqa: ANN401 - as above
        end = event.end_mark
        found = _cut(lines[end.line][end.column :], event.value) if end.line < len(lines) else None
        return found or (_in_curly_quotes(event.value) if curly else None)

    return slip


def cut_key(key: str, before: str) -> Problem:
    """Return what a key without a colon in `{ }` probably is: the rest of the text of the key before it."""
    advice = "a comma ends a text within { }: put the whole text before it in quotation marks"
    return Problem(text="unknown key {}", quoted=key, advice=advice, reading=f"that of {before}")


def cut_item(before: Any, value: str) -> Problem | None:  # noqa: ANN401 - the value of a node
    """Return what is wrong with an item within `[ ]`, without quotation marks, that ends the sentence before it."""
    if not (value[:1].islower() and value.endswith(".") and isinstance(before, str) and " " in before):
        return None
    if before.endswith((".", "!", "?")) or not before[:1].isupper():
        return None
    text = "{} is an item of its own, as a comma ends a text within [ ]"
    return Problem(text=text, quoted=value, advice="put a text with a comma in it in quotation marks")


def _cut(rest: str, value: str) -> Problem | None:
    """Return what is wrong with a text without quotation marks, if the rest of its line is a comment by mistake."""
    found = _CUT.fullmatch(rest.rstrip())
    if not found or (
        rest[2:3] == " " and not (" " in value and re.search(r"[^\W\d]", value))
    ):  # `weeks: 6 # 4 are too few`
        return None
    advice = "put the text in quotation marks if this belongs to it; write a space behind the # of a comment"
    return Problem(text="{} is not read: it counts as a comment", quoted=rest.strip(), advice=advice)


def _in_curly_quotes(value: str) -> Problem | None:
    """Return what is wrong with a text in quotation marks that YAML takes for letters."""
    if len(value) < 2 or value[-1] not in _CURLY.get(value[0], ""):
        return None
    advice = 'write straight ones (") or none'
    return Problem(text="{} stands in curly quotation marks, which are printed", quoted=value, advice=advice)


def _place(mark: Any, lines: list[str]) -> Place | None:  # noqa: ANN401 - as above
    """Return where a mark is; behind the last line it is at its end."""
    if not mark or not lines:
        return None
    return (mark.line + 1, mark.column + 1) if mark.line < len(lines) else (len(lines), len(lines[-1]) + 1)


def _of_lines(lines: list[str], stop: Place, context: Place | None, error: Any) -> tuple[Place, Problem] | None:  # noqa: ANN401
    """Return the slip that explains the parser's error: first in the lines themselves, then in how they stand."""
    scanning = "scanning" in str(error.context)
    written = [n for n in range(1, stop[0] + 1) if lines[n - 1].strip()]
    near = set(written[-2:]) | ({context[0]} if context and scanning else set())
    for number in sorted(near):
        found = _of_line(lines[number - 1])
        if found:
            return (number, found[0]), found[1]
    return _quotation(lines, written, stop, context if scanning else None) or _standing(
        lines, written, stop, context, error
    )


def _of_line(line: str) -> tuple[int, Problem] | None:
    """Return the column and the cause of a slip within one line."""
    match = _LINE.fullmatch(line.rstrip())
    return _of_spaces(line, match) or (match and _of_value(match))


def _of_spaces(line: str, match: re.Match[str] | None) -> tuple[int, Problem] | None:
    """Return a slip in what stands before a key or a value."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return indent.index("\t") + 1, Problem(text="a tab stands before this line", advice="indent it with spaces")
    if re.match(r"--- +[\w-]+:\s", line):
        return 1, Problem(text="three hyphens stand on a line of their own", advice="take them out")
    spaces = f"{match['before']}{match['gap'] or ''}" if match else ""
    hard = re.search(rf":?[{_NO_BREAK}]", line)
    if match and hard and (any(c in spaces for c in _NO_BREAK) or hard[0].startswith(":")):
        text = "a no-break space stands where a plain space is needed"
        return hard.start() + 1, Problem(text=text, advice="delete it and type a space")
    return None


def _of_value(match: re.Match[str]) -> tuple[int, Problem] | None:
    """Return a slip in a key, a value or a hyphen."""
    value, column = match["value"] or "", match.start("value") + 1
    if not match["key"] and value[1:2] == " " and value[0] in _BULLETS:
        return column, Problem(
            text=f"{value[0]} begins no item of a list", advice="write a hyphen and a space, such as - bridge"
        )
    if not match["key"] and (found := re.match(r"-(?=\w)", value)):
        return column, Problem(text="a space is missing behind the hyphen", advice="such as - bridge")
    if not match["key"] and (found := re.match(r"[\w-]+:(?=[^\s/])", value)) and not re.search(r":\s", value):
        return column + found.end() - 1, Problem(text="a space is missing behind the colon", advice="such as weeks: 4")
    if not match["key"] and (found := re.match(r"[\w-]+ ?[=;]", value)):
        return column, Problem(text="a key is followed by a colon and a space", advice="such as weeks: 4")
    if match["key"] and re.match(r"\{[^{}:,]*\}[^,\]}#]", value):
        return column, _to_quote("a text that begins with { needs quotation marks", value)
    if (value and value[0] in _RESERVED) or value[:2] in ("? ", "- "):
        return column, _to_quote(f"a text that begins with {value[0]} needs quotation marks", value)
    if value[:1] not in ('"', "'", "[", "{", "#") and (colon := re.search(r":(?=\s|$)", value)) and match["key"]:
        return column + colon.start(), _to_quote("a text with a colon in it needs quotation marks", value)
    return None


def _to_quote(text: str, value: str) -> Problem:
    """Return a problem that shows a value as it is to be written: printed, the quoted part has quotation marks."""
    bare = value.strip("".join(mark for pair in _CURLY.items() for part in pair for mark in part))
    advice = "if it begins with a key, write that on a line of its own" if re.match("[a-z_]+: ", bare) else ""
    if '"' in bare:
        return Problem(text=text, advice="single ones, as there are others in it")
    return Problem(text=f"{text}: {{}}", quoted=bare, advice=advice)


def _quotation(lines: list[str], written: list[int], stop: Place, opened: Place | None) -> tuple[Place, Problem] | None:
    """Return a quotation mark that is not closed, or closed too early."""
    for number in sorted({*written, *([opened[0]] if opened else [])}, reverse=True):
        match = _LINE.fullmatch(lines[number - 1].rstrip())
        value = match["value"] if match else None
        if not match or not value or value[0] not in "\"'":
            continue
        mark, place = value[0], (number, match.start("value") + 1)
        closed = re.match(r'"(?:[^"\\]|\\.)*"' if mark == '"' else r"'(?:[^']|'')*'", value)
        if not closed:
            return place, Problem(
                text="this quotation mark is not closed", advice=f"write {mark} at the end of the text too"
            )
        rest = value[closed.end() :]
        if number == stop[0] and rest and not re.match(r"\s+#|[,\]}:]", rest):
            other = "double quotation marks" if mark == "'" else "single quotation marks, or leave the inner ones out"
            text = "the text goes on behind its closing quotation mark"
            return (number, place[1] + closed.end()), Problem(text=text, advice=f"put all of it in {other}")
    return None


def _standing(
    lines: list[str],
    written: list[int],
    stop: Place,
    context: Place | None,
    error: Any,  # noqa: ANN401 - as above
) -> tuple[Place, Problem] | None:
    """Return a slip in how lines stand to each other: brackets, dashes, the indent."""
    kind, char = str(error.context), lines[stop[0] - 1][stop[1] - 1 : stop[1]]
    at = _opened(lines, context) if context and "flow" in kind else None
    if at:
        return _unclosed(lines, at)
    if char and char in "]}":
        return stop, Problem(text=f"there is no {'[' if char == ']' else '{'} for this bracket", advice="take it out")
    if context and "simple key" in kind:
        return context, _NEITHER
    if len(written) > 1 and str(error.problem).startswith("mapping values") and _is_words(lines[written[-2] - 1]):
        return (written[-2], _indent(lines[written[-2] - 1]) + 1), _NEITHER
    if len(written) > 1 and stop[0] == written[-1]:
        now, above = (_indent(lines[number - 1]) for number in (written[-1], written[-2]))
        if context and now == context[1] - 1 and "block collection" in kind:
            if _is_of_item_above(lines, stop[0], now):
                to = now + 2
                advice = f"indent it by {to} spaces if it belongs to the item above; for a new item, write - before it"
                return stop, Problem(text="this line is at the height of the hyphens", advice=advice)
            return stop, Problem(
                text="an item of this list begins with a hyphen and a space", advice="write - before it"
            )
        text = f"this line is indented by {now} spaces and the one above by {above}"
        if now != above:
            return (stop[0], now + 1), Problem(text=text, advice="what belongs together begins in the same column")
    return None


def _unclosed(lines: list[str], at: Place) -> tuple[Place, Problem]:
    """Return why the bracket at a place seems not to be closed."""
    opened = lines[at[0] - 1][at[1] - 1]
    if missing := _MISSING_COMMA.search(lines[at[0] - 1], at[1]):
        text, advice = "a comma is missing before {}", "what stands in { } or [ ] is parted by commas"
        return (at[0], missing.start("key") + 1), Problem(text=text, quoted=missing["key"], advice=advice)
    if comment := _HASH.search(lines[at[0] - 1], at[1]):
        advice = "put a text with a # in it in quotation marks"
        text = f"the rest of this line counts as a comment, and the {opened} is not closed"
        return (at[0], comment.start() + 2), Problem(text=text, advice=advice)
    return at, Problem(text=f"this {opened} is not closed", advice=f"write {'}' if opened == '{' else ']'}")


def _is_of_item_above(lines: list[str], number: int, indent: int) -> bool:
    """Return whether a line (from 1) begins with a key that the item above it, whose hyphen is below it, lacks."""
    key = lines[number - 1].strip().partition(":")[0]
    for line in reversed(lines[: number - 1]):
        of_item = line.strip().startswith("- ") and _indent(line) == indent
        if re.match(rf"\s*(- )?{re.escape(key)}\s*:", line) and (of_item or _indent(line) == indent + 2):
            return False
        if of_item:
            return True
    return False


def _opened(lines: list[str], place: Place) -> Place | None:
    """Return where the last bracket at or before a place opens."""
    number, end = place
    while number:
        column = max(lines[number - 1].rfind(bracket, 0, end) for bracket in "[{")
        if column >= 0:
            return number, column + 1
        number -= 1
        end = len(lines[number - 1])
    return None


def _is_words(line: str) -> bool:
    """Return whether a line has neither a key nor a hyphen."""
    match = _LINE.fullmatch(line.rstrip())
    return bool(match and match["value"] and not match["key"] and not match["before"].strip())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
