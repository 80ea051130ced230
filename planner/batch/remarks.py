"""Words about conditions where nobody reads them: in columns that are ignored, and in what is printed as it stands."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.batch.cells import NO, as_text
from planner.batch.columns import like_remarks
from planner.batch.condition_words import IN_REMARKS, LEG, WORDS, plain
from planner.batch.ranges import row_ranges
from planner.batch.states import gone_by_name, is_gone
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.unfit import ASK, UNFIT, is_unfit
from planner.problems import Problem, counted

ADVICE = "if the patient has it, it has to stand in a column that is read as conditions"


_CALLED = re.compile(
    r"red ?flags?|edd|((estimated|expected) )?(due|delivery) date|trimester|leg pain|pain in (the )?leg"
)
"""Further names of columns that say who has what an exercise may be wrong for, in small letters."""


@dataclass
class Remarks:
    """What stands in a column that is not read."""

    filled: int = 0
    """The rows that have something in it."""
    about: list[int] = field(default_factory=list)
    """The numbers of the rows in which it may name a condition."""
    unfit: list[int] = field(default_factory=list)
    """Those of them in which it may be what no condition of the program fits, such as cancer."""
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
    said = re.compile(rf"(?<!\w)({'|'.join((*WORDS.values(), *IN_REMARKS.values(), UNFIT, *_own(library)))})(?!\w)")
    called = {head for head in found if said.search(plain(head)) or _CALLED.fullmatch(plain(head))}
    known: dict[str, bool] = {}
    for number, values in rows:
        for head, column in found.items():
            text = plain(as_text(values.get(head)))
            column.filled += bool(text)
            if head in called:  # such as Cancer: whatever is no no says that the patient has it
                column.about += [number] if text not in NO else []
                column.unfit += [number] if text not in NO and is_unfit(plain(head)) else []
                continue
            column.are_words = column.are_words or (text not in NO and re.search(r"[^\W\d_]{3}", text) is not None)
            if text not in known:
                is_open = re.search(r"[^\W\d_]|/40", text) and ("@" not in text or " " in text)  # no number, no address
                known[text] = bool(is_open) and said.search(text) is not None
            if known[text]:
                column.about.append(number)
                column.unfit += [number] if is_unfit(text) else []
    return {head: one for head, one in found.items() if one.about or (one.are_words and like_remarks(head))}


def says(head: str, found: Remarks, named: str) -> str:
    """Return what is to be known of such a column. named: the rows that may name a condition."""
    text = f'the column "{head}" is ignored, and '
    if not found.about:
        return f"{text}has remarks in {counted(found.filled, 'row')}: conditions in them are not heeded"
    more = f"; only known words were looked for: read all {found.filled:,}" if found.filled > len(found.about) else ""
    ask = f"; no condition of the program fits some ({row_ranges(found.unfit)}): {ASK}" if found.unfit else ""
    return f"{text}may name a condition ({named}){more}; {ADVICE}{ask}"


DOUBT = Problem(
    loc=("conditions",),
    text="a column that is ignored may name one, and nobody has read it; the note on the list says which column",
    advice=ADVICE,
    kind="warning",
)
"""The warning of a row in which such a column may name a condition."""


def _own(library: Library, but: Container[str] = ()) -> Iterable[str]:
    """Yield patterns of the ids of conditions, of their titles, and of what stands in these beside `or`."""
    for key in (key for key in library.ids("conditions") if key not in but):
        title = plain(library.conditions[key].title)
        parts = (re.sub(r"^(an?|the) ", "", part.strip()) for part in re.split(r"[,()]| or ", title))
        yield from map(re.escape, (key, title, *(part for part in parts if " " in part)))


_NOTHING = re.compile(
    r"\W+|[(<\[]?(null|none|nan|n\.?/?a\.?|nil|undefined|unknown|unbekannt|not (known|applicable|given)|tb[acd]|to be "
    r"(confirmed|advised|decided)|to ?do|xx+|0|keine?|ningun[oa]?|aucune?|brak|leer|empty|blank)[)>\]]?"
)
"""What people and systems write where there is nothing yet, in small letters."""
_NOT_TO_TELL = re.compile(
    r"(?<!\w)(do(n'?t| not) (tell|show|inform|disclose|mention|discuss|give (to|it to))|"
    r"not to be (told|shown|disclosed|given)|"
    r"(pt|patient|family|s?he|is|does)( is| does)? (not (aware|told|informed|know)|unaware)|"
    r"not (yet )?(aware|told|informed)|"
    r"(staff|internal|office|clinician)s?( use)? only|for (staff|internal use)|confidential|vertraulich|intern|"
    r"nicht (sagen|mitteilen|zeigen|aufgeklart)|no (decir|mostrar|informar)\w*|ne pas (dire|montrer)|"
    r"nie (mowic|pokazywac)|"
    r"dna( x ?\d+)?|did not attend|no[- ]shows?|(self[- ])?discharged|dnr|dnacpr|safeguarding)(?!\w)"
)
"""What is written to colleagues, in small letters without accents."""
_DEAD = re.compile(r"(?<!\w)(died|dead|deceased|verstorben|(s?he|pt|patient) (has )?passed away)(?!\w)")
_AS_ADVICE = re.compile(r"\b(do not|don't) (use|book|send|call|write|print|contact)\b", re.IGNORECASE)
_UNFIT = re.compile(rf"(?<!\w)({UNFIT})(?!\w)")
_READ_BY_PATIENT = "is printed for the patient to read, and"


class Printed:
    """What rows print as it stands, and may not be meant so."""

    def __init__(self, library: Library) -> None:
        """Take whose conditions are looked for."""
        self._library = library
        self._foreign: dict[frozenset[str], re.Pattern[str]] = {}

    def warnings(self, values: Mapping[str, Any], patient: Patient) -> list[Problem]:
        """Return warnings of what a row prints. values: those of the row, by column.

        A note may have been written to colleagues: about a condition that the row does not have, or about somebody who
        has died. A trainer, a goal or a note may be a word for nothing.
        """
        found = (*_no_texts(values), *self._in_note(values, patient))
        return [Problem(**one, kind="warning") for one in found]

    def _in_note(self, values: Mapping[str, Any], patient: Patient) -> Iterable[dict[str, Any]]:
        note = values.get("note")
        if not isinstance(note, str) or not note.strip():
            return
        text, own = plain(note), frozenset(patient.conditions)
        parts = re.split(r"[.;,:()]\s*|\s[-\u2013\u2014]+\s", note)
        if _DEAD.search(text) or any(map(is_gone, parts)) or gone_by_name("name", _AS_ADVICE.sub("", note)):
            says = "may say that the patient has died or left"
            advice = "if so, take the row out; if not, write the note anew"
            yield {"loc": ("note",), "text": f"{_READ_BY_PATIENT} {says}", "advice": advice}
        if found := _NOT_TO_TELL.search(text):
            says, advice = "may be meant for colleagues", "empty this cell if the patient is not to read it"
            yield {"loc": ("note",), "quoted": found[0], "text": f"{{}} {_READ_BY_PATIENT} {says}", "advice": advice}
        if found := _UNFIT.search(text):
            says = f"{{}} {_READ_BY_PATIENT} may be what no condition of the program fits"
            yield {"loc": ("note",), "quoted": found[0], "text": says, "advice": ASK}
        if found := self._words(own).search(text):
            says = f"{{}} {_READ_BY_PATIENT} may name a condition that this row does not have"
            advice = (
                "if the patient has it, write it under conditions; if the patient is not to read it, empty this cell"
            )
            yield {"loc": ("note",), "quoted": found[0], "text": says, "advice": advice}

    def _words(self, own: frozenset[str]) -> re.Pattern[str]:
        """Return a pattern of the words for conditions, without those that a patient has."""
        if own not in self._foreign:
            self._foreign[own] = re.compile(rf"(?<!\w)({'|'.join(_foreign(own, self._library))})(?!\w)")
        return self._foreign[own]


def _no_texts(values: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for column in ("goals", "trainer", "note"):
        given = values.get(column)
        for one in given if isinstance(given, list | tuple) else (given,):
            text = as_text(one).strip()
            if text and text != "Na" and _NOTHING.fullmatch(plain(text)):  # a family name
                says, advice = "looks as if there was nothing", "empty the cell if so; it is printed as it is"
                yield {"loc": (column,), "quoted": text, "text": says, "advice": advice}


def _foreign(own: frozenset[str], library: Library) -> Iterable[str]:
    """Yield patterns of words for conditions that a patient does not have."""
    for key, words in WORDS.items():
        like = {*LEG} if key in LEG else {key}
        if not own & like:
            yield words
    yield from (words for keys, words in IN_REMARKS.items() if not own & {*keys})
    yield from _own(library, but=own)
