"""Languages for tests: a few words of their own, and what no language may lack."""

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import write_po

from planner import load_library
from planner.check.catalogue import updated
from planner.content.language import NEEDED
from planner.content.library import Library
from planner.content.resources import data
from planner.content.translation import ids_of, read_catalogue

BUILT_IN = data("plans") / "library"
TODAY = date(2026, 12, 1)
Change = Callable[[Message], None]
MARKS = {"it": "\u00d1", "ar-EG": "\u0646\u0635 "}
"""What stands before the English in a language of tests: none that comes with the program."""


def with_needed(folder: Path, code: str) -> Library:
    """Write the phrases that no language may lack, in English, behind those that a folder has; return its library."""
    words = load_library(folder).language(code)
    for name in sorted(words.untranslated):
        if name.startswith(NEEDED):
            file, _, key = name.partition(".")
            with (folder / f"languages/{code}/{file}.yaml").open("a", encoding="utf-8") as out:
                out.write(f"{key}: {json.dumps(words.phrases[name], ensure_ascii=False)}\n")
    return load_library(folder)


def write_words(folder: Path, change: Change, code: str = "it") -> Path:
    """Write words of a language for all of the built-in library into a folder, then change some of them."""
    path = folder / f"languages/{code}.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(updated(BUILT_IN, code, TODAY)[0])
    catalogue = read_catalogue(path, code)
    for message in catalogue:
        if message.id:
            dates = (message.context or "").startswith("phrases:dates")
            own = [text if dates else MARKS[code] + text for text in ids_of(message)]
            message.string = own[0] if len(own) == 1 else (own[0], *own[1:] * (catalogue.num_plurals - 1))
            change(message)
    out = BytesIO()
    write_po(out, catalogue)
    path.write_bytes(out.getvalue())
    return path


def at(context: str, string: str | tuple[str, ...]) -> Change:
    """Return what changes the message of a context."""

    def change(message: Message) -> None:
        if message.context == context:
            message.string = string

    return change


def nothing(message: Message) -> None:
    """Change nothing."""
