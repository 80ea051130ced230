"""Words about conditions in columns that are not read: somebody may have written there what no other column says."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from planner.batch.cells import as_text
from planner.batch.condition_words import WORDS, plain
from planner.content.library import Library


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
    said = re.compile(rf"(?<!\w)({'|'.join(WORDS.values())}|{'|'.join(re.escape(plain(text)) for text in own)})(?!\w)")
    found: dict[str, list[int]] = {}
    for number, values in rows:
        for head in looked_at:
            if said.search(plain(as_text(values.get(head)))):
                found.setdefault(head, []).append(number)
    return found
