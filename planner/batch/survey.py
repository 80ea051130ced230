"""How a list reads: what each of its columns is taken for, and a profile to start from."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from textwrap import wrap

from planner.batch.cells import NO, as_text
from planner.batch.columns import (
    ACTIVE,
    ALIVE,
    ARCHIVED,
    AS_CALLED,
    CHOICES,
    COLUMNS,
    DATE_COLUMNS,
    DIED,
    FAMILY,
    GIVEN,
    like_a_state,
    like_conditions,
    like_ids,
    meant,
)
from planner.batch.condition_words import condition_called
from planner.batch.foreign import column_meant, days_meant, languages_meant
from planner.batch.languages import day_meant, language_meant
from planner.batch.reading import Reading, folded
from planner.batch.states import Numbered, either, gone, words_of
from planner.batch.tables import RosterFile
from planner.content.library import Library
from planner.content.profile import DateOrder, RosterColumns
from planner.content.suggest import several_meant

SHOWN = 3
"""Rows that are shown."""
LOCAL = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{2,4})(?=$|[ T])")
_PAIRS = "yes/no y/n true/false 1/0 x/ ja/nein j/n sí/no si/no s/n oui/non o/n tak/nie t/n vrai/faux 是/否 نعم/لا"
YES_NO = {pair.partition("/")[0]: pair.partition("/")[2] for pair in _PAIRS.split()}
"""Cells of a column such as `Pregnant` that say that it is so, with what says that it is not."""
MOST_NAMES = 0.9
"""So much of a column is names; totals and remarks may stand below them."""
STATES = {
    DIED: "left out if yes or a date",
    ALIVE: "left out if it says no",
    ARCHIVED: "left out if yes",
    ACTIVE: "left out if it says no",
}
"""What is done with the columns that say that nothing may be printed."""


@dataclass(frozen=True)
class Seen:
    """What is read from one column of the list, or from several that the profile joins."""

    heads: tuple[str, ...]
    role: str
    """What it is read as: a column of a roster, or a part of the name; empty if it is not read."""
    proposed: str
    """The column of a roster that it may be, for somebody to confirm; empty if there is none."""
    cells: tuple[str, ...]
    """Its first cells."""


@dataclass(frozen=True)
class Survey:
    """A table as it is read."""

    columns: tuple[Seen, ...]
    rows: int
    order: DateOrder | None
    """The order of day and month in its dates; None if no date tells."""
    has_local_dates: bool
    states: dict[str, list[str]]
    """By column that is not read, words in it that say that nothing is to be printed."""
    unclear: dict[str, list[str]]
    """By such a column, the words of which nobody knows which one says so."""
    said: dict[str, dict[str, int]]
    """By such a column, all that it says, with the number of rows."""
    words: dict[str, dict[str, str]]
    """By column of a roster, what words of another language in it may mean, for somebody to confirm."""
    flags: dict[str, dict[str, str]]
    """By column that is called after a condition and says yes or no, what each of its words means."""
    about: list[str]
    """Columns that may be about conditions, and are not read."""


def survey(file: RosterFile, reading: Reading, library: Library) -> Survey:
    """Return how a table reads. library: its conditions, and the languages that booklets can be printed in."""
    first = [record.values for record in islice(file, SHOWN)]
    roles = reading.roles(file.columns)
    taken = {*roles} | ({"name"} if {GIVEN, FAMILY} & {*roles} else set())
    of = {head: role for role, heads in roles.items() for head in heads}
    guesses = {
        head: "" if folded(head) in AS_CALLED else meant(head) or ""
        for head in file.columns
        if not reading.is_read(head)
    }
    for unknown in (one for one, guess in guesses.items() if not guess):
        texts = (as_text(record.values.get(unknown)) for record in file)
        guesses[unknown] = column_meant(unknown, texts, library.ids("languages")) or ""
    if (head := of_names(file, of, reading)) and "name" not in {*taken, *guesses.values()}:
        del of[head]
        guesses[head] = "name"
    guesses |= {head: "" for head, guess in guesses.items() if guess == "id" and head not in like_ids(guesses)}
    seen: dict[tuple[str, ...], Seen] = {}
    for head in dict.fromkeys(file.columns):
        role = of.get(head, "")
        heads = tuple(roles[role]) if role in reading.sources else (head,)
        if role in reading.sources:
            values = [reading.joined(role, values) for values in first]
        else:
            values = [found.get(head, "") for found in first]
        guess = guesses.get(head, "")
        proposed = guess if guess not in taken and [*guesses.values()].count(guess) == 1 else ""
        seen[heads] = Seen(heads, role, proposed, tuple(" ".join(as_text(value).split()) for value in values))
    dates = [head for one in seen.values() if (one.role or one.proposed) in DATE_COLUMNS for head in one.heads]
    found = [match for record in file for head in dates if (match := LOCAL.match(as_text(record.values.get(head, ""))))]
    unread = [one.heads[0] for one in seen.values() if not one.role and not reading.is_read(one.heads[0])]
    numbered = [(record.number, record.values) for record in file] if unread else []
    called = {head: condition_called(head, library) for head in unread}
    unclear = {head: sorted(words) for head, words in either(numbered, unread).items()}
    says = {
        head: [word for word in sorted(words) if word not in unclear.get(head, ())]
        for head, words in gone(numbered, unread).items()
    }
    states = {head: words for head, words in says.items() if words}
    about = [head for head in unread if head in states or head in unclear or like_a_state(head)]
    return Survey(
        tuple(seen.values()),
        sum(1 for _ in file),
        order_of(found),
        bool(found),
        states,
        unclear,
        words_of(numbered, about),
        dict(_foreign(file, reading, seen.values(), library.ids("languages"))),
        dict(_flags(numbered, {head: called[head] for head in unread if not guesses.get(head)})),
        [head for head in unread if called[head] or like_conditions(head)],
    )


def _flags(rows: Sequence[Numbered], called: Mapping[str, str | None]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the columns that are called after a condition and say yes or no, with what each of their words means."""
    for head, condition in called.items():
        if not condition or re.search("[{};]", head):
            continue
        said = {" ".join(as_text(values.get(head)).split()).lower() for _, values in rows} - {""}
        if said <= {*YES_NO, *YES_NO.values(), *NO}:
            yes = sorted(said & {*YES_NO}) or ["yes"]
            no = sorted({*(said - {*YES_NO}), *(YES_NO[word] for word in yes)} - {""})
            several = several_meant(head)
            meant = f"[{', '.join(several)}]" if several else condition
            yield head, {**dict.fromkeys(yes, meant), **dict.fromkeys(no, "")}


def of_names(file: RosterFile, of: Mapping[str, str], reading: Reading) -> str | None:
    """Return the column that is read as files of patients and holds names: in German, `Patient` is who it is."""
    head = next((head for head, role in of.items() if role == "patient" and role not in reading.sources), None)
    texts = [text for record in file if (text := as_text(record.values.get(head)).strip())] if head else []
    names = [text for text in texts if any(map(str.isalpha, text)) and not any(map(str.isdigit, text))]
    are_files = any(text.lower().endswith((".yaml", ".yml")) for text in texts)
    return head if texts and not are_files and MOST_NAMES * len(texts) <= len(names) else None


def _foreign(
    file: RosterFile, reading: Reading, seen: Iterable[Seen], languages: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the columns of days and languages whose words are those of another language, with what they may mean."""
    heads = {one.role or one.proposed: one.heads[0] for one in seen}
    for column in {"days", "language"} & {*heads}:
        cells = {as_text(record.values.get(heads[column], "")).strip() for record in file}
        words = {word.strip() for cell in cells for word in (re.split("[,;/]", cell) if column == "days" else [cell])}
        asked = sorted(word for word in words if word and reading.meaning(column, word) is None)
        if column == "days":
            unknown = [word for word in asked if word.lower() not in CHOICES["days"] and not day_meant(word, languages)]
            meant = days_meant(unknown)
        else:
            meant = languages_meant([word for word in asked if not language_meant(word, languages)], languages)
        if meant:
            yield column, meant


def order_of(dates: Sequence["re.Match[str]"]) -> DateOrder | None:
    """Return the order that dates can only have; None if they may have either, or do not agree."""
    first, second = any(int(date[1]) > 12 for date in dates), any(int(date[3]) > 12 for date in dates)
    if first == second:
        return None
    return "dmy" if first else "mdy"


def proposal(found: Survey, file: RosterFile, reading: Reading, encoding: str | None, dates: DateOrder | None) -> str:
    """Return a profile for a list, in YAML, with all that has to be confirmed by somebody who knows the list."""
    return "\n".join(_lines(found, file, reading, encoding, dates)) + "\n"


def _lines(
    found: Survey, file: RosterFile, reading: Reading, encoding: str | None, dates: DateOrder | None
) -> Iterator[str]:
    owns = {one: one.role in AS_CALLED and folded(one.heads[0]) == one.role != one.heads[0] for one in found.columns}
    found = replace(found, columns=tuple(replace(one, role="") if own else one for one, own in owns.items()))
    yield f"# How {file.path.name} is read. Correct what is wrong, then see: planner roster {file.path.name} --profile"
    roles = {one.role: one.heads[0] for one in found.columns if one.role}
    named = {one.proposed: one.heads[0] for one in found.columns if one.proposed}
    named |= {role: head for role, head in roles.items() if role in COLUMNS and role != folded(head)}
    named |= {column: text for column, (text, _) in reading.sources.items()}
    parts = [roles[part] for part in (GIVEN, FAMILY) if part in roles]
    if parts and "name" not in roles:
        named["name"] = " ".join(f"{{{head}}}" for head in parts)
    if found.flags:
        own = named.get("conditions") or roles.get("conditions", "")
        first = [own if "{" in own else f"{{{own}}}"] if own else []
        mark = f"{reading.profile.lists.rstrip()} "
        named["conditions"] = mark.join([*first, *(f"{_flag(found, head)} {{{head}}}" for head in found.flags)])
    ordered = [column for column in RosterColumns.model_fields if column in named]
    if ordered:
        yield "columns:"
        yield from (f"  {column}: {as_yaml(named[column])}" for column in ordered)
    yield from _without_id(found, {*roles, *named})
    yield from _not_read(found)
    yield from _meanings(found)
    if dates or found.order:
        yield f"dates: {dates or found.order}"
    elif found.has_local_dates:
        yield "# dates: dmy   # or mdy: the dates in this list may have either order"
    if encoding and file.encoding:
        yield f"encoding: {encoding}"
    if file.sheet is not None:
        yield f"sheet: {as_yaml(file.sheet)}"
    if file.header > 1:
        yield f"header_row: {file.header}"
    free = [name for name in ("start", "plan", "size") if name not in roles and name not in named]
    if free:
        examples = {"start": "2026-12-07", "plan": "low-back-relief", "size": "large"}
        yield "# what fills empty cells:"
        yield f"# defaults: {{{', '.join(f'{name}: {examples[name]}' for name in free)}}}"


def _without_id(found: Survey, columns: set[str]) -> Iterator[str]:
    """Yield what follows if no column is read as the id, and which ones may be. columns: those that are read."""
    if {"id", "patient"} & columns:
        return
    said = " or ".join(map(as_yaml, like_ids(one.heads[0] for one in found.columns if not one.role))) or "HEAD"
    yield "# No column is the id: booklets are named by their rows, and a later list cannot tell whose they are."
    yield f"#   id: {said}   # which column has a number of its own for each patient?"


def _not_read(found: Survey) -> Iterator[str]:
    """Yield what becomes of columns that are not read: some say for whom nothing is to be printed."""
    others = [one.heads[0] for one in found.columns if one.heads[0] and not one.role and not one.proposed]
    others = [head for head in others if head not in found.flags]
    if found.states:
        yield "# rows to pass over: nothing is printed for them; correct what is meant in another way"
        yield "skip_if:"
        yield from (f"  {as_yaml(head)}: [{', '.join(map(as_yaml, words))}]" for head, words in found.states.items())
    for head, words in found.said.items():
        counted = ", ".join(f"{as_yaml(word)} ({count:,})" for word, count in words.items())
        lines = wrap(f"{as_yaml(head)} says, in so many rows: {counted}", 100)
        yield from (f"# {line}" for line in lines)
        if head not in found.unclear:
            yield "#   Which of these get nothing? skip_if has to name them all."
    for head, unclear in found.unclear.items():
        known = found.states.get(head, [])
        begin, end = ("  ", "") if found.states else ("skip_if: {", "}")
        one = "one of these" if len(unclear) > 1 else "this"
        where = (
            f"put {one} in place of the line above" if known else "take away one # (skip_if stands once in a profile)"
        )
        yield f"# {'Do' if len(unclear) > 1 else 'Does'} {' or '.join(unclear)} get nothing? Ask, then {where}:"
        for word in unclear:
            listed = f"[{', '.join(map(as_yaml, [*known, word]))}]" if known else as_yaml(word)
            yield f"# {begin}{as_yaml(head)}: {listed}{end}"
    for head in (one for one in others if one in found.about):
        yield f"# Is {as_yaml(head)} about conditions? None in it is heeded as long as it is not read."
    if rest := [head for head in others if head not in found.states]:
        yield from wrap(f"not read: {', '.join(rest)}", 100, initial_indent="# ", subsequent_indent="# ")
    if others:
        yield "others: ignore"


def _flag(found: Survey, head: str) -> str:
    """Return what stands before the cell of a column that says yes or no about a condition: alone, it means no.

    Beside a column of conditions, it must be none of the words that may stand there.
    """
    return f"{head}:" if any("conditions" in (one.role, one.proposed) for one in found.columns) else head


def _meanings(found: Survey) -> Iterator[str]:
    """Yield what words of another language in the cells may mean."""
    if found.words or found.flags:
        yield "# what words in the cells mean; correct what is wrong:"
        yield "values:"
    if found.flags:
        said = {_flag(found, head): '""' for head in found.flags}
        for head, words in found.flags.items():
            said |= {f"{_flag(found, head)} {word}": condition or '""' for word, condition in words.items()}
        yield f"  conditions: {{{', '.join(f'{as_yaml(word)}: {meaning}' for word, meaning in said.items())}}}"
    for column, words in found.words.items():
        yield f"  {column}: {{{', '.join(f'{as_yaml(word)}: {meaning}' for word, meaning in words.items())}}}"


def as_yaml(text: str) -> str:
    """Return a text as YAML can hold it on a line."""
    plain = re.fullmatch(r"[^\W\d_][\w ()/.-]*", text) is not None and folded(text) not in (
        "yes",
        "no",
        "true",
        "false",
    )
    if plain and not text.endswith(" "):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
