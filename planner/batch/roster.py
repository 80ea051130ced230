"""A roster: many patients in a file, one to a row."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from planner.batch import fhir
from planner.batch.cells import A_SUM, NO, SUM_CELLS, as_text, is_sum, no_value
from planner.batch.columns import (
    ACTIVE,
    ALIVE,
    ARCHIVED,
    CODE_COLUMNS,
    COLUMNS,
    DIED,
    FAMILY,
    GIVEN,
    SKIP_IF,
    ignoring,
    like_conditions,
    like_gone,
    like_ids,
    read_as,
    reads_as_conditions,
)
from planner.batch.condition_words import condition_called
from planner.batch.diagnoses import Diagnosis, diagnoses, keys, summary
from planner.batch.foreign import column_meant
from planner.batch.ranges import row_ranges
from planner.batch.reading import Reading, folded
from planner.batch.remarks import ADVICE, DOUBT, Remarks, remarks, says
from planner.batch.row import Row, RowReader
from planner.batch.sheets import letters
from planner.batch.states import LONGEST_WORD, containing, either, gone, is_gone, is_inactive, words_of
from planner.batch.survey import as_yaml
from planner.batch.tables import Record, RosterFile
from planner.content.asked import asked
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.profile import DateOrder, Profile
from planner.content.suggest import did_you_mean
from planner.outputs.files import written_at
from planner.problems import InputError, Problem

LIVES = ("living", "lives", "lebt", "lebend", "vivo", "viva", "vivant", "vivante", "zyje")
"""What stands in a column of who has died for those who have not."""
NOT_SO = NO - {"", "none", "null", "-", "alive"}
"""What stands in a column of who is alive for those who are not."""
MAY_NAME = (None, "conditions", "note", "goals")
"""What a column is that may name conditions where it is left out by its name."""


class Roster:
    """The rows of a file. Each is read when it is asked for, so a long roster takes no more memory than its text."""

    def __init__(
        self,
        file: RosterFile,
        library: Library,
        dates: DateOrder,
        reading: Reading,
        defaults: Mapping[str, Any],
    ) -> None:
        """Raise InputError for unknown columns, and for ignored ones that are not there.

        defaults: what fills empty cells, as in a patient's file; paper and plan too.
        """
        self.path: Path = file.path
        self.folder: Path | None = None if file.is_made else file.path.parent
        """Where the files lie that rows name; None for rows that a program has: they name none."""
        self.written: str = "" if file.is_made else written_at(file.path)
        """When the file was last written, in UTC; nothing for rows that a program has."""
        self.columns: tuple[str, ...] = file.columns or COLUMNS[:-1]
        self.delimiter: str = file.delimiter
        self.encoding: str | None = file.encoding
        """These two are those of the file, for a list of some of its rows."""
        self.reading: Reading = reading
        self._filled = {*defaults}
        self.dates: DateOrder = dates
        """The order of day, month and year."""
        self._file, self._library = file, library
        titles = {key: one.title for key, one in library.conditions.items()}
        if wrong := [*reading.profile.read_as_none(titles)]:
            raise InputError(*wrong)
        if lost := reading.ignores_conditions():
            raise InputError(lost)
        if file.columns:
            place = file.row_place(file.header)
            unknown = reading.unknown(file.columns, file.twice)
            named = remarks(((one.number, one.values) for one in file), unknown, library)
            about = {head: row_ranges(column.about) for head, column in named.items() if column.about}
            if wrong := [*reading.problems(file.columns, place, file.header, file.twice, file.widest, about)]:
                raise InputError(*wrong)
        self.read_as: dict[str, list[str]] = reading.roles(file.columns)
        """By column or role, the heads that it is read from; empty for JSON."""
        self._diagnoses = [*diagnoses(file.resources("Condition"))]
        of: dict[str, list[Diagnosis]] = {}
        for one in self._diagnoses:
            of.setdefault(one.patient, []).append(one)
        self._reader = RowReader(
            reading,
            library,
            dates,
            defaults,
            folder=self.folder,
            columns=file.columns,
            letters=self._letters() if file.sheet is not None else {},
            diagnoses=of,
        )

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What in the file is not read, and who is left out, a sentence each."""
        notes = (
            *self._file.notes,
            *self._notes_on_hidden(),
            *self._notes_on_names(),
            *self._notes_on_overlooked(),
            *self._notes_on_remarks(),
            *self._notes_on_ignored(),
            *self._notes_on_states(),
            *self._notes_on_gone(),
            *self._notes_on_left_out(),
        )
        if not self._diagnoses:
            return notes
        listed = {key for one in self._file if not self._left_out(one) for key in keys(one.values)}
        return (*notes, f"{self.path}: {summary(self._diagnoses, listed)}")

    def _notes_on_hidden(self) -> Iterator[str]:
        """Yield a note of hidden columns that are read."""
        if heads := [f'"{head}"' for head in self._file.hidden if self.reading.is_read(head)]:
            yield f"{self.path}: {self._file.sheet}: hidden columns are read like the others: {', '.join(heads)}"

    def _notes_on_names(self) -> Iterator[str]:
        """Yield a note if only a part of the name is there."""
        roles = {*self.read_as}
        for part, other in ((GIVEN, FAMILY), (FAMILY, GIVEN)):
            if part in roles and not roles & {other, "name"}:
                yield f"{self.path}: no column holds the {other}s: only the {part}s are printed"
        is_mapped = self.reading.profile.origin is not None or self.reading.profile.others == "ignore"
        if is_mapped and self._file.columns and not roles & {GIVEN, FAMILY, "name", "patient"}:
            advice = "write in the profile's columns which one it is, as in name: HEAD"
            yield f"warning: {self.path}: no column is read as the name, so booklets have a blank line for it; {advice}"
        if is_mapped and self._file.columns and not roles & {"id", "patient"}:
            text = "no column is read as the id, so booklets are named by their rows (row-2.pdf), and a later list"
            head = next(map(as_yaml, like_ids(self._file.columns)), "HEAD")
            advice = f"write in the profile's columns which one it is, as in id: {head}"
            yield f"warning: {self.path}: {text} cannot tell whose they are; {advice}"

    @cached_property
    def overlooked(self) -> list[tuple[str, str]]:
        """Return each head that looks as if it decided what is printed, and is ignored, with what it looks like."""
        found = dict(self.reading.overlooked(self._file.columns))
        codes = self._library.ids("languages")
        for head in self._file.columns:
            is_open = self.reading.is_left_over(head) and not self.reading.is_read(head)
            if is_open and condition_called(head, self._library):
                found.setdefault(head, "conditions")
            elif is_open and head not in found:
                column = column_meant(head, (as_text(one.values.get(head)) for one in self._file), codes)
                if column and column not in self.read_as:
                    found[head] = column
        given = self._filled & {"days", "start"}  # for all, by whoever knows the list
        return [(head, column) for head, column in found.items() if column not in given]

    def _notes_on_overlooked(self) -> Iterator[str]:
        """Yield a note for each column that looks as if it decided what is printed, and is ignored."""
        for head, column in self.overlooked:
            says = f'warning: {self.path}: the column "{head}" is ignored, and looks like {column}'
            if column == "conditions" and condition_called(head, self._library):
                command = shlex.join(["planner", "roster", str(self.path), "-o", "draft.yaml"])
                advice = f"if it says who has that, {command} proposes how to read it"
            else:
                others = [*self.read_as, *(like for other, like in self.overlooked if other != head)]
                named = "say so in" if column in others else f"add {column}: {as_yaml(head)} to"
                advice = f"if it is, {named} the profile's columns"
            yield f"{says}; {advice}; if not: {ignoring(head)}"

    @cached_property
    def _remarks(self) -> dict[str, Remarks]:
        """Return what stands in columns that are passed over with all others, and may name conditions of some."""
        overlooked = {head for head, _ in self.overlooked}
        heads = [head for head in self._file.columns if head not in overlooked and self.reading.is_left_over(head)]
        rows = ((one.number, one.values) for one in self._file if not self._left_out(one))
        return remarks(rows, heads, self._library)

    @cached_property
    def _ignored(self) -> dict[str, list[int]]:
        """Return the columns that are left out by their names and may name conditions, each with the rows that do.

        Where the profile passes over all that is not known, it was said before that they do.
        """
        if self.reading.profile.others == "ignore":
            return {}
        heads = [head for head in self._heads if self.reading.is_ignored(head) and read_as(head) in MAY_NAME]
        rows = [(one.number, one.values) for one in self._file if not self._left_out(one)] if heads else []
        named = remarks(rows, heads, self._library)
        found = {head: named[head].about if head in named else [] for head in heads}
        for head in heads:
            if like_conditions(head) or condition_called(head, self._library):
                texts = ((number, as_text(values.get(head)).strip().lower()) for number, values in rows)
                found[head] = [number for number, text in texts if text not in NO]
        return {head: numbers for head, numbers in found.items() if numbers}

    @cached_property
    def _heads(self) -> tuple[str, ...]:
        """The names of a table's columns, or of all keys of JSON."""
        return self._file.columns or tuple(
            dict.fromkeys(head for one in self._file if not self._reader.is_fhir(one) for head in one.values)
        )

    def _notes_on_ignored(self) -> Iterator[str]:
        """Yield a note for each column that is left out by its name, and says what has to be heeded."""
        for head, numbers in self._ignored.items():
            text = f'the column "{head}" is ignored, and may name a condition ({row_ranges(numbers)}); {ADVICE}'
            advice = reads_as_conditions(head, self._heads)
            yield f"warning: {self.path}: {text}: {advice}"
        found: dict[str, list[int]] = {}
        for record in (one for one in self._file if not (one.problem or self._left_out(one))):
            for head, value in record.values.items():
                if self.reading.is_ignored(head) and left_out_by(read_as(head), as_text(value)):
                    found.setdefault(head, []).append(record.number)
        for head, numbers in found.items():
            text = f'the column "{head}" is ignored, and says that nothing is to be printed ({row_ranges(numbers)})'
            yield f"warning: {self.path}: {text}; read it, or take out these rows: they are printed"

    @cached_property
    def _in_doubt(self) -> set[int]:
        """Return the numbers of the rows with such a remark that may name a condition."""
        about = (column.about for column in self._remarks.values())
        return {number for numbers in (*about, *self._ignored.values()) for number in numbers}

    def _notes_on_remarks(self) -> Iterator[str]:
        """Yield a note for each column of remarks that is passed over with all others."""
        for head, column in self._remarks.items():
            if column.about:
                text = says(head, column, row_ranges(column.about))
                yield f"warning: {self.path}: {text}; if not: {ignoring(head)}"
            else:
                yield f"{self.path}: {says(head, column, '')}"

    def _notes_on_states(self) -> Iterator[str]:
        """Yield a note for each column that is not read, and says of some that they have died or left."""
        heads = [one for one in self._file.columns if not self.reading.is_read(one) or self.reading.skips_for(one)]
        both = either(((one.number, one.values) for one in self._file), heads)
        rows = [(one.number, one.values) for one in self._file if not self._left_out(one)]
        found = {
            head: sure
            for head, words in gone(rows, heads).items()
            if (sure := {word: of for word, of in words.items() if word not in both.get(head, ())})
        }
        certain = {head: sorted(words) for head, words in found.items()}
        place = ", in place of what stands there" if self.reading.skips else ""
        said = words_of(rows, found)
        for head, words in found.items():
            says = f'warning: {self.path}: the column "{head}" says {", ".join(sorted(words))}'
            named = row_ranges(sorted(number for numbers in words.values() for number in numbers))
            advice = f"so that nothing is printed for them, write in the profile{place}: {self._skip_if(certain)}"
            known = {*words, *both.get(head, ())}
            others = [f"{word} ({n:,})" for word, n in said.get(head, {}).items() if word not in known]
            ask = f"; add there which of its other words get nothing, too: {', '.join(others)}" if others else ""
            yield f"{says} ({named}); {advice}{ask}"
        nearly = containing(rows, self.reading.profile.skip_if, {word for words in found.values() for word in words})
        for head, words in nearly.items():
            brief = sorted(word for word in words if len(word) <= LONGEST_WORD)
            named = row_ranges(sorted({number for numbers in words.values() for number in numbers}))
            says = f" ({', '.join(brief)})" if brief else ""
            text = f'the column "{head}" has a word of skip_if among others{says}, and these are made ({named})'
            skip = self._skip_if({head: brief})
            yield f"warning: {self.path}: {text}; if nothing is to be printed for them, write in the profile {skip}"
        for head, words in either(rows, heads).items():
            if any(self.reading.skipped({head: word}) for word in both[head]):
                continue
            each = " and ".join(f"{word} ({row_ranges(numbers)})" for word, numbers in sorted(words.items()))
            skips = (self._skip_if({**certain, head: [*certain.get(head, ()), word]}) for word in sorted(words))
            left = "one of them may say that somebody has left: ask which, and"
            if len(words) == 1:
                left = "it may say that somebody has left, or is a patient: ask, and if they have left,"
            yield (
                f'warning: {self.path}: the column "{head}" says {each}; {left} '
                f"write in the profile{place} {' or '.join(skips)}"
            )

    def _notes_on_gone(self) -> Iterator[str]:
        """Yield a note for each column that is called as one that says who has died or left, and is not read."""
        heads = [head for head in self._heads if like_gone(head) and not self.reading.is_read(head)]
        if self.reading.profile.others == "ignore":
            heads = [head for head in heads if not self.reading.is_ignored(head)]
        found: dict[str, list[int]] = {}
        for record in self._file if heads else ():
            if self._reader.is_fhir(record) or record.problem or self._left_out(record):
                continue
            for head in heads:
                said = as_text(record.values.get(head)).strip()
                if said.lower() not in NO and not is_gone(said):  # what is gone by its words is said with them
                    found.setdefault(head, []).append(record.number)
        for head, numbers in found.items():
            text = f'the column "{head}" is not read, and may say who has died or left ({row_ranges(numbers)})'
            advice = 'if it does, call it "archived" in the list: who has anything in it but no is left out'
            ask = "" if self.reading.is_ignored(head) else f"; if not: {ignoring(head)}"
            yield f"warning: {self.path}: {text}; {advice}{ask}"

    def _skip_if(self, words: Mapping[str, Iterable[str]]) -> str:
        """Return skip_if as it is to be in the profile: with all that it has, and these words, by column."""
        every = self.reading.skips_with(words)
        parts = (f"{as_yaml(head)}: [{', '.join(map(as_yaml, texts))}]" for head, texts in every.items())
        return f"skip_if: {{{', '.join(parts)}}}"

    def _notes_on_left_out(self) -> Iterator[str]:
        """Yield a note for each reason why rows are passed over."""
        found: dict[str, list[int]] = {}
        for record in self._file:
            if reason := self._left_out(record):
                found.setdefault(reason, []).append(record.number)
        for reason, numbers in found.items():
            what = "row" if self._file.columns else "entry" if self.path.suffix.lower() == ".json" else "line"
            several = {"row": "rows", "entry": "entries", "line": "lines"}[what]
            named = ", ".join(map(str, numbers))
            yield f"{self.path}: left out, as {reason}: {what if len(numbers) == 1 else several} {named}"

    def _left_out(self, record: Record) -> str | None:
        """Return why a record is passed over: its person has died, or it is not in use; None for the others."""
        if record.problem:
            return None
        if self._reader.is_fhir(record):
            return fhir.left_out(record.values)
        for head, value in record.values.items():
            if no_value(value):
                continue  # the row fails, whatever its cell was to say
            if reason := left_out_by(self.reading.role(head), as_text(value)):
                return reason
        few = sum(bool(as_text(value).strip()) for value in record.values.values()) <= SUM_CELLS
        if few and len(self._file.columns) > 1 and is_sum(self.reading.by_role(record.values)):
            return A_SUM
        return self.reading.skipped(record.values)

    def _letters(self) -> dict[str, str]:
        """Return the letters of a workbook's columns, by the names that problems have."""
        of = {folded(head): letters(n) for n, head in reversed([*enumerate(self._file.columns, 1)])}
        found = {role: of[folded(heads[0])] for role, heads in self.read_as.items()}
        parts = [found[part] for part in (GIVEN, FAMILY) if part in found]
        skips = [head for head in self.reading.profile.skip_if if folded(head) in of]
        if len(skips) == 1:
            found[SKIP_IF] = of[folded(skips[0])]
        return {**({"name": min(parts, key=lambda letter: (len(letter), letter))} if parts else {}), **found}

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows in the order of the file, each with what may be said in columns that are not read."""
        for record in self._file:
            if not self._left_out(record):
                row = self._reader.row(record)
                yield replace(row, notes=(*row.notes, DOUBT)) if row.number in self._in_doubt else row

    def left_out(self) -> Iterator[Row]:
        """Yield the rows of those who are passed over, but for sums."""
        for record in self._file:
            if self._left_out(record) not in (None, A_SUM):
                yield self._reader.row(record)


def left_out_by(role: str | None, text: str) -> str | None:
    """Return why a cell says that nothing is printed, in a column that is read as such; None if it does not."""
    said = text.strip().lower()
    if role == DIED and said not in NO and said not in LIVES:
        return fhir.HAVE_DIED
    if role == ALIVE and (said in NOT_SO or is_gone(text)):
        return fhir.HAVE_DIED
    if (role == ARCHIVED and said not in NO) or (role == ACTIVE and said and (said in NO or is_inactive(said))):
        return fhir.NOT_IN_USE
    return None


@asked
def read_roster(
    path: str | Path | Iterable[Mapping[str, Any]],
    *,
    library: Library | None = None,
    encoding: str | None = None,
    dates: DateOrder | None = None,
    ignore: Iterable[str] = (),
    sheet: str | None = None,
    profile: Profile | None = None,
    defaults: Mapping[str, Any] | None = None,
) -> Roster:
    """Read a roster from a CSV, XLSX, JSON lines or FHIR file, or from rows that a program has: a dict for each.

    encoding: of a text file that is not UTF-8. dates: the order of day, month and year. ignore: columns not to read.
    sheet: the one to read of a workbook; without it, the first that is not hidden and has names of columns.
    profile: how a clinic's export is read; what is given here goes before it. defaults: values of empty cells, by
    column, as in a patient's file. Raise InputError if the file as a whole cannot be read; what is wrong with a row is
    in the row's problems.
    """
    profile = profile or Profile()
    _check_defaults(defaults or {})
    file = open_roster(path, encoding=encoding, sheet=sheet, profile=profile)
    filling = {**profile.defaults.model_dump(exclude_none=True), **(defaults or {})}
    reading = Reading(profile, ignore)
    return Roster(file, library or Library(), dates or profile.dates or "ymd", reading, filling)


def _check_defaults(defaults: Mapping[str, Any]) -> None:
    """Raise InputError for what no patient's file could hold."""
    known = (*Patient.model_fields, "paper", "plan")
    unknown = [name for name in defaults if name not in known]
    if unknown:
        problems = [
            Problem(
                loc=("defaults", str(name)),
                text="unknown key {}",
                quoted=str(name),
                advice=did_you_mean(str(name), known),
            )
            for name in unknown
        ]
        raise InputError(*problems)
    try:
        Patient.model_validate({name: value for name, value in defaults.items() if name in Patient.model_fields})
    except InputError as error:
        raise InputError(*(replace(one, loc=("defaults", *one.loc)) for one in error.problems)) from None


def open_roster(
    path: str | Path | Iterable[Mapping[str, Any]],
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    profile: Profile,
) -> RosterFile:
    """Open the file of a roster, as a profile says. Raise InputError if it cannot be read."""
    codes = {folded(head) for column in CODE_COLUMNS for head in profile.sources.get(column, ("", ()))[1]}
    source = Path(path) if isinstance(path, str | Path) else tuple(path)
    is_book = isinstance(source, Path) and source.suffix.lower() == ".xlsx"
    return RosterFile(
        source,
        encoding or profile.encoding,
        sheet or (profile.sheet if is_book else None),
        header_row=profile.header_row,
        names=frozenset(map(folded, profile.heads)),
        codes=frozenset(codes | {*CODE_COLUMNS}),
    )
