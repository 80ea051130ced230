"""Look at the lines of a gettext file: what its reader would take without a word, and cut or drop."""

import re
from collections.abc import Iterator
from pathlib import Path

from planner.problems import InputError, Problem

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_ENTRY = re.compile(r"(msg(?:ctxt|id_plural|id|str(?:\[\d+\])?))(?:\s+(.*))?")
_CHARSET = re.compile(r'"Content-Type:[^"]*charset=([^\s"\\;]+)', re.IGNORECASE)
FORM = "is not in the form of gettext (.po)"


def text_of(path: Path, data: bytes) -> str:
    """Return a gettext file's text. Raise InputError if it, or its head, is in another encoding than UTF-8."""
    advice = "save the file as UTF-8"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(Problem(file=str(path), line=line, text="not UTF-8 text", advice=advice)) from None
    said = _CHARSET.search(text)
    if said and said[1].lower() not in ("utf-8", "utf8"):
        line = text.count("\n", 0, said.start()) + 1
        says = "the file is in UTF-8, and its head says {}"
        raise InputError(
            Problem(
                file=str(path), line=line, text=says, quoted=f"charset={said[1]}", advice="write charset=UTF-8 there"
            )
        )
    return text


def refuse_unquoted(path: Path, text: str) -> None:
    """Raise InputError for each text that is not between quotation marks: its first and last letter would be lost."""
    says, advice = f"{FORM}: this text needs quotation marks", 'begin and end it with ", and write \\" for one inside'
    bare = [
        Problem(file=str(path), line=line, text=says, advice=advice)
        for line, _, said in _lines(text)
        if not _TEXT.fullmatch(said)
    ]
    if bare:
        raise InputError(*bare)


def twice(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield each entry that an earlier one takes the place of: its line, its context, and the earlier one's line."""
    seen: dict[tuple[str, str], int] = {}
    for line, context, english in _entries(text):
        if (context, english) in seen:
            yield line, context, seen[context, english]
        seen.setdefault((context, english), line)


def _entries(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, context and English of each entry, as they are written."""
    at, context, english, inside = 0, "", "", ""
    for line, keyword, said in _lines(text):
        if keyword == "msgctxt" or (keyword == "msgid" and inside != "msgctxt"):
            if at:
                yield at, context, english
            context = english = ""
        inside = keyword or inside
        if inside == "msgctxt":
            context += said[1:-1]
        elif inside == "msgid":
            at = line if keyword else at
            english += said[1:-1]
    if at:
        yield at, context, english


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield number, keyword and text of each line that belongs to an entry; the keyword is empty where a text goes on.

    Entries that are no longer used are comments.
    """
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if line and not line.startswith("#"):
            found = _ENTRY.fullmatch(line)
            yield (number, found[1], found[2] or "") if found else (number, "", line)
