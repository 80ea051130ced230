"""Words about conditions in columns that are not read: somebody may have written there what no other column says."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.batch.cells import NO, as_text
from planner.batch.columns import like_remarks
from planner.batch.condition_words import IN_REMARKS, WORDS, plain
from planner.content.library import Library
from planner.problems import Problem, counted

ADVICE = "if the patient has it, it has to stand in a column that is read as conditions"


@dataclass
class Remarks:
    """What stands in a column that is not read."""

    filled: int = 0
    """The rows that have something in it."""
    about: list[int] = field(default_factory=list)
    """The numbers of the rows in which it may name a condition."""
    are_words: bool = False
    """Whether any row has more in it than a number, a sign, or no."""


def remarks(
    rows: Iterable[tuple[int, Mapping[str, Any]]], heads: Iterable[str], library: Library
) -> dict[str, Remarks]:
    """Return what stands in columns, if it may name a condition or the column is called as one of remarks.

    rows: with their numbers. A cell names a condition with an id, a title, or a word that is hardly used of anything
    else. Whether others name one in other words, nobody knows.
    """
    found = {head: Remarks() for head in heads}
    if not found:
        return {}
    said = re.compile(rf"(?<!\w)({'|'.join((*WORDS.values(), *IN_REMARKS, *_own(library)))})(?!\w)")
    known: dict[str, bool] = {}
    for number, values in rows:
        for head, column in found.items():
            text = plain(as_text(values.get(head)))
            column.filled += bool(text)
            column.are_words = column.are_words or (text not in NO and re.search(r"[^\W\d_]{3}", text) is not None)
            if text not in known:
                is_open = re.search(r"[^\W\d_]|/40", text) and ("@" not in text or " " in text)  # no number, no address
                known[text] = bool(is_open) and said.search(text) is not None
            if known[text]:
                column.about.append(number)
    return {head: one for head, one in found.items() if one.about or (one.are_words and like_remarks(head))}


def says(head: str, found: Remarks, named: str) -> str:
    """Return what is to be known of such a column. named: the rows that may name a condition."""
    text = f'the column "{head}" is ignored, and '
    if not found.about:
        return f"{text}has remarks in {counted(found.filled, 'row')}: conditions in them are not heeded"
    more = f"; only known words were looked for: read all {found.filled:,}" if found.filled > len(found.about) else ""
    return f"{text}may name a condition ({named}){more}; {ADVICE}"


DOUBT = Problem(
    loc=("conditions",),
    text="a column that is ignored may name one, and nobody has read it; the note on the list says which column",
    advice=ADVICE,
    kind="warning",
)
"""The warning of a row in which such a column may name a condition."""


def _own(library: Library) -> Iterable[str]:
    """Yield patterns of the ids of conditions, of their titles, and of what stands in these beside `or`."""
    for key in library.ids("conditions"):
        title = plain(library.conditions[key].title)
        parts = (re.sub(r"^(an?|the) ", "", part.strip()) for part in re.split(r"[,()]| or ", title))
        yield from map(re.escape, (key, title, *(part for part in parts if " " in part)))
