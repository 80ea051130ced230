"""Words about conditions in columns that are not read: somebody may have written there what no other column says."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from planner.batch.cells import as_text
from planner.content.library import Library

_STEMS = (
    r"osteopor\w*|pregnan\w*|schwanger\w*|ssw|enceinte|embaraz\w*|kaiserschnitt|c(a)?esarean|entbindung|"
    r"(huft|knie|hip|knee)?[- ]?tep|hip replacement|huftprothese|protesis de cadera|prothese de hanche|"
    r"\w*stenos(is|e|en)|estenosis|sciatica|ischias|ischialgie|sciatique|ciatica|spondylolisth\w*|espondilolist\w*|"
    r"hypertens\w*|hyperton\w*|hipertens\w*|high blood pressure|bluthochdruck|heart (failure|disease)|herzinsuffizienz|"
    r"schwindel\w*|vertig\w*|dizz\w*|mareos?|sturz\w*|fall risk|falls|caidas?|gleichgewicht\w*"
)
"""In English, German, Spanish and French, in small letters without accents."""


def about_conditions(
    rows: Iterable[tuple[int, Mapping[str, Any]]], heads: Iterable[str], library: Library
) -> dict[str, list[int]]:
    """Return, by column, the numbers of the rows in which it may name a condition. rows: with their numbers.

    A cell does that with an id, a title, or a word that is hardly used of anything else.
    """
    looked_at = [*heads]
    if not looked_at:
        return {}
    own = (text for key in library.ids("conditions") for text in (key, library.conditions[key].title))
    said = re.compile(rf"(?<!\w)({_STEMS}|{'|'.join(re.escape(_plain(text)) for text in own)})(?!\w)")
    found: dict[str, list[int]] = {}
    for number, values in rows:
        for head in looked_at:
            if said.search(_plain(as_text(values.get(head)))):
                found.setdefault(head, []).append(number)
    return found


def _plain(text: str) -> str:
    """Return a text in small letters, without accents and with single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
