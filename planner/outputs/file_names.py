"""What the file of a patient is called: after the id, never after the name unless that is asked for."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

LONGEST = 80
"""Bytes of an id in a file's name, before marks and an ending; 255 is what file systems take."""
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}
"""Names that Windows keeps for itself, with any ending."""


def file_name(text: str) -> str:
    """Return a name, without ending, that every file system accepts and that keeps as much of the text as it can.

    Letters, digits, hyphens, dots and underscores stay. If anything had to change, a mark made from the whole text
    follows, so that two texts never share a name.
    """
    whole = unicodedata.normalize("NFC", text)
    safe = "".join(c if c.isalnum() or c in "-_." else "_" for c in whole)
    kept = safe.encode()[:LONGEST].decode(errors="ignore").strip("._-")
    if kept.split(".")[0].casefold() in DEVICES:
        kept = kept.replace(".", "_")  # any ending, and so also one with the mark, makes a device of it
    elif kept == whole:
        return kept
    return "-".join(filter(None, (kept, _mark(whole))))


def file_names(texts: Iterable[str], others: Iterable[str] = ()) -> list[str]:
    """Return names for files in one folder, distinct even where upper and lower case are the same.

    others: names that are taken already.
    """
    taken = {_folded(name) for name in others}
    names = []
    again: Counter[str] = Counter()
    for text in texts:
        name = kept = file_name(text)
        if _folded(name) in taken:
            again[text] += 1
            name = f"{kept}-{_mark(text if again[text] == 1 else f'{text} {again[text]}')}"
        while _folded(name) in taken:
            name = f"{kept}-{_mark(name)}"
        taken.add(_folded(name))
        names.append(name)
    return names


def _folded(name: str) -> str:
    """Return a text that is equal for names that some file system treats as one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).upper().casefold())


def _mark(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
