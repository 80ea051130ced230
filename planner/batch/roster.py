"""A roster: many patients in a file, one to a row."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.batch import fhir
from planner.batch.cells import NO, as_text, full_name, total, wrongly_decoded
from planner.batch.columns import (
    ACTIVE,
    ARCHIVED,
    CHOICES,
    COLUMNS,
    DATE_COLUMNS,
    DIED,
    FAMILY,
    FILE_FIELDS,
    GIVEN,
    LIST_COLUMNS,
    NO_COMMA_COLUMNS,
    looks_known,
    read_as,
    suggest_column,
)
from planner.batch.sheets import letters
from planner.batch.tables import Record, RosterFile
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.spec import problem_of
from planner.content.suggest import did_you_mean
from planner.problems import InputError, Problem
from planner.programme.warnings import refuse

DateOrder = Literal["ymd", "dmy", "mdy"]
"""The order of day, month and year in the roster. A date that starts with the year is read in any case."""

_LOCAL = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?=$|[ T])")
_SHORT = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2}(?=$|[ T])")
_SERIAL = re.compile(r"(2[2-9]|[3-9]\d|[1-9]\d\d)\d\d([.,]\d+)?")
"""A day as spreadsheets store it, the days since the end of 1899; up to 2199, it is more likely a year."""


@dataclass(frozen=True)
class RosterRow:
    """A row: a patient to print for, or the reasons why not."""

    number: int
    place: str
    """`roster.csv:17`."""
    id: str | None
    patient: Patient | None
    plan: str | None
    """As written in the row."""
    password: str | None = field(repr=False)
    problems: tuple[Problem, ...] = ()
    """Why no booklet can be made; the problem of a cell names its column."""
    notes: tuple[Problem, ...] = ()
    """Warnings of what could not be used."""
    cells: tuple[str, ...] = ()
    """The row as written, a cell for each of the roster's columns."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """In a workbook, the letters of the columns, by name."""
    refused: bool = False
    """Whether its cell `refused` is filled. Its id may be another patient's, and so may the file of that name."""


@dataclass(frozen=True)
class _Values:
    """What a record says, by column."""

    values: dict[str, Any]
    notes: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[Problem] = field(default_factory=list)
    """The problems that are about unknown keys."""
    dates: dict[str, str] = field(default_factory=dict)
    """Dates as year-month-day, and what was typed for each."""


class Roster:
    """The rows of a file. Each is read when it is asked for, so a long roster takes no more memory than its text."""

    def __init__(self, file: RosterFile, library: Library, dates: DateOrder, ignored: Iterable[str]) -> None:
        """Raise InputError for unknown columns, and for ignored ones that are not there."""
        self.path = file.path
        self.columns = file.columns or COLUMNS[:-1]
        self._file, self._library, self._dates = file, library, dates
        self._ignored = {name.lower() for name in ignored}
        self.delimiter, self.encoding = file.delimiter, file.encoding
        """Those of the file, for a list of some of its rows."""
        if wrong := [*self._unknown(), *self._not_ignored()]:
            raise InputError(*wrong)
        self._read_as = {head: role for head in self._file.columns if (role := self._role(head))}
        self._letters_of = self._letters()

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What in the file is not read, and who is left out, a sentence each."""
        return (*self._file.notes, *self._notes_on_names(), *self._notes_on_left_out())

    def _notes_on_names(self) -> Iterator[str]:
        """Yield a note if only a part of the name is there."""
        roles = {*self._read_as.values()}
        for part, other in ((GIVEN, FAMILY), (FAMILY, GIVEN)):
            if part in roles and not roles & {other, "name"}:
                yield f"{self.path}: no column holds the {other}s: only the {part}s are printed"

    def _notes_on_left_out(self) -> Iterator[str]:
        """Yield a note for each reason why rows are passed over."""
        found: dict[str, list[int]] = {}
        if self._file.columns and not {DIED, ARCHIVED, ACTIVE} & {*self._read_as.values()}:
            return
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
        if self._is_fhir(record):
            return fhir.left_out(record.values)
        for head, value in record.values.items():
            role = self._role(head)
            said = as_text(value).strip().lower()
            if role == DIED and said not in NO:
                return fhir.HAVE_DIED
            if (role == ARCHIVED and said not in NO) or (role == ACTIVE and said and said in NO):
                return fhir.NOT_IN_USE
        return None

    def _role(self, head: str) -> str | None:
        """Return what a head is read as; None if it is ignored or unknown."""
        return None if head.lower() in self._ignored else read_as(head)

    def _letters(self) -> dict[str, str]:
        """Return the letters of a workbook's columns, by the names that problems have."""
        if self._file.sheet is None:
            return {}
        found: dict[str, str] = {}
        for n, head in enumerate(self._file.columns, 1):
            role = self._read_as.get(head, "")
            found.setdefault("name" if role in (GIVEN, FAMILY) else role, letters(n))
            if role == "name":
                found["name"] = letters(n)
        return found

    def _unknown(self) -> Iterator[Problem]:
        """Yield a problem for each column that is unknown or needs a patient's file; one if no name is known."""
        heads = [head for head in self._file.columns if head.lower() not in self._ignored]
        place = self._file.row_place(self._file.header)
        if self._file.columns and not any(map(looks_known, heads)) and not any(map(_suggests, heads)):
            advice = "write id and name above the columns that hold them"
            if len(self._file.columns) == 1:
                advice += "; separate the values by commas, semicolons or tabs"
            yield Problem(
                file=place, text=f"row {self._file.header} has no name of a column that is known", advice=advice
            )
            return
        for head in heads:
            name = head.lower()
            if read_as(head):
                continue
            if name in FILE_FIELDS:
                text, advice = (
                    f'"{name}" cannot be a column',
                    'write it in a patient\'s file, and name that in a column "patient"',
                )
            else:
                text, advice = f'unknown column "{head}"', suggest_column(head, self._file.columns)
            yield Problem(file=place, text=text, advice=advice)

    def _not_ignored(self) -> Iterator[Problem]:
        """Yield a problem for each column that is to be ignored and is not there."""
        heads = [head.lower() for head in self._file.columns]
        for name in sorted(self._ignored - set(heads)) if heads else ():
            text, hint = "there is no column {}", did_you_mean(name, heads)
            yield Problem(option="--ignore-column", text=text, quoted=name, advice=hint)

    def __iter__(self) -> Iterator[RosterRow]:
        """Yield the rows in the order of the file."""
        for record in self._file:
            if not self._left_out(record):
                yield self._row(record)

    def _row(self, record: Record) -> RosterRow:
        read = self._resource(record) if self._is_fhir(record) else self._values(record)
        if fault := record.problem or total(record.values, self._file.columns):
            read = replace(read, problems=[fault])  # its values may be in the wrong columns
        cells = record.cells or self._cells(record, read)
        values, problems = dict(read.values), read.problems
        plan, password, refused = (values.pop(name, None) for name in ("plan", "password", "refused"))
        if refused:
            advice = "empty this cell once that is settled"
            problems.append(Problem(loc=("refused",), text="this row was set aside", advice=advice, quoted=refused))
        patient, wrong = self._patient(values, read.dates)
        if not fault:
            problems += wrong
        return RosterRow(
            number=record.number,
            place=record.place,
            id=patient.id or values.get("id"),
            patient=None if problems else patient,
            plan=plan,
            password=password,
            problems=tuple(problems),
            notes=(*record.notes, *read.notes),
            cells=cells,
            letters=self._letters_of,
            refused=bool(refused),
        )

    def _is_fhir(self, record: Record) -> bool:
        return "resourceType" in record.values and not self._file.columns

    def _cells(self, record: Record, read: "_Values") -> tuple[str, ...]:
        """Return a JSON record as cells. What is wrong with it and cannot be seen in the cells goes into `refused`."""
        is_fhir = self._is_fhir(record)
        written = read.values if is_fhir else {head.lower(): value for head, value in record.values.items()}
        written.setdefault("name", read.values.get("name"))  # it may be in two parts
        lost = "; ".join(map(str, read.problems if record.problem or is_fhir else read.unknown))
        return tuple(as_text(lost if name == "refused" and lost else written.get(name)) for name in self.columns)

    def _resource(self, record: Record) -> "_Values":
        """Return what a FHIR resource says, by column."""
        try:
            values, notes = fhir.columns(record.values, self._library.ids("languages"))
            refused = fhir.refusal(record.values)
        except InputError as error:
            return _Values({}, problems=list(error.problems))
        return _Values(dict(values), notes=notes, problems=[refused] if refused else [])

    def _values(self, record: Record) -> "_Values":
        """Return what a row says, by column."""
        read = _Values({})
        parts: dict[str, str] = {}
        for head, value in record.values.items():
            name = self._role(head) or head.lower()
            if name in self._ignored or name in ("error", DIED, ARCHIVED, ACTIVE):
                continue
            if name not in COLUMNS and name not in (GIVEN, FAMILY):
                read.unknown.append(Problem(text=f'unknown key "{head}"', advice=suggest_column(head, record.values)))
                read.problems.append(read.unknown[-1])
                continue
            column = "name" if name in (GIVEN, FAMILY) else name
            flaws = [replace(problem, loc=(column,)) for problem in record.flaws.get(head, ())]
            read.notes.extend(problem for problem in flaws if problem.kind == "warning")
            wrong = [problem for problem in flaws if problem.kind == "error"] or wrongly_decoded(column, value)
            read.problems.extend(wrong)
            if column != name:
                parts[name] = " ".join(as_text(value).split())
            elif not wrong:
                self._read_cell(name, value, read)
        if parts and not any(problem.loc == ("name",) for problem in read.problems):
            self._join_name(parts, read)
        return read

    def _read_cell(self, name: str, value: Any, read: "_Values") -> None:  # noqa: ANN401 - JSON has any type
        try:
            if (found := self._value(name, value, read.dates)) not in ("", []):
                read.values[name] = found
        except InputError as error:
            read.problems.extend(replace(problem, loc=(name,)) for problem in error.problems)

    def _join_name(self, parts: dict[str, str], read: "_Values") -> None:
        try:
            name = full_name(read.values.get("name", ""), parts.get(GIVEN, ""), parts.get(FAMILY, ""))
        except InputError as error:
            read.problems.extend(error.problems)
        else:
            if name:
                read.values["name"] = name

    def _value(self, name: str, value: Any, dates: dict[str, str]) -> Any:  # noqa: ANN401 - JSON has any type
        """Return a cell's value as in a patient's file. Raise InputError for what such a cell cannot hold."""
        items = value if isinstance(value, list) and name in LIST_COLUMNS else [value]
        if any(isinstance(item, dict | list) for item in items):
            raise InputError(Problem(advice="write a single text"))
        if isinstance(value, list):
            return [self._date(as_text(item), dates) if name in DATE_COLUMNS else as_text(item) for item in value]
        text = self._lower_case(name, as_text(value).strip())
        if name in LIST_COLUMNS and text != "daily":
            parts = [self._lower_case(name, part.strip()) for part in text.split(";") if part.strip()]
            if name in NO_COMMA_COLUMNS and any("," in part for part in parts):
                pieces = "; ".join(piece.strip() for piece in re.split("[,;]", text) if piece.strip())
                raise InputError(Problem(quoted=text, text="separate several values with semicolons", reading=pieces))
            return [self._date(part, dates) for part in parts] if name in DATE_COLUMNS else parts
        return self._date(text, dates) if name in DATE_COLUMNS else text

    def _lower_case(self, name: str, text: str) -> str:
        """Return a word of a closed list in small letters, as spreadsheets begin cells with a capital."""
        words = self._library.ids("conditions") if name == "conditions" else CHOICES.get(name, ())
        return text.lower() if text.lower() in words else text

    def _date(self, text: str, dates: dict[str, str]) -> str:
        """Return a local date as year-month-day; dates keeps what was typed for it.

        Leave anything that is not a date unchanged; validation reports it.
        """
        if _SHORT.match(text):
            raise InputError(Problem(quoted=text, advice="write the year with four digits"))
        if _SERIAL.fullmatch(text):
            advice = "Excel stores dates as such numbers: give the cells a date format and save the list again"
            raise InputError(Problem(quoted=text, text="is a number, not a date", advice=advice))
        match = _LOCAL.match(text)
        if not match:
            return text
        if self._dates == "ymd":
            advice = "write year-month-day, or add --dates dmy or --dates mdy for the order in this roster"
            raise InputError(Problem(quoted=text, advice=advice))
        day, month = (match[1], match[3]) if self._dates == "dmy" else (match[3], match[1])
        read = f"{match[4]}-{int(month):02}-{int(day):02}{text[match.end() :]}"
        dates[read] = text
        return read

    def _patient(self, values: dict[str, Any], dates: dict[str, str]) -> tuple[Patient, list[Problem]]:
        """Return the patient without the values that are wrong, and what is wrong with these."""
        problems: list[Problem] = []
        try:
            values = {**self._base(values.get("patient")), **values}
        except InputError as error:
            problems += error.problems
        values = {name: value for name, value in values.items() if name != "patient"}
        try:
            patient = Patient.model_validate(values)
        except ValidationError as error:
            details = error.errors(include_url=False)
            problems += dict.fromkeys(_wrong(detail, dates) for detail in details)
            wrong = {detail["loc"][0] for detail in details}
            patient = Patient.model_validate({name: value for name, value in values.items() if name not in wrong})
        for check in (self._library.check, refuse):
            try:
                check(patient)
            except InputError as error:
                problems += [_as_typed(problem, dates) for problem in error.problems]
        return patient, [in_cell(problem) for problem in problems]

    def _base(self, name: str | None) -> dict[str, Any]:
        """Return the values of the patient's file that a row names, in the roster's folder or below it."""
        if name is None:
            return {}
        path = file_inside(self.path.parent, name)
        if path is None or not path.is_file():
            raise InputError(Problem(loc=("patient",), quoted=name, advice="name a file in the folder of the roster"))
        return Patient.load(path).model_dump(exclude_unset=True)


def read_roster(
    path: str | Path,
    *,
    library: Library | None = None,
    encoding: str | None = None,
    dates: DateOrder = "ymd",
    ignore: Iterable[str] = (),
    sheet: str | None = None,
) -> Roster:
    """Read a roster from a CSV, XLSX, JSON lines or FHIR file.

    encoding: of a text file that is not UTF-8. dates: the order of day, month and year. ignore: columns not to read.
    sheet: the one to read of a workbook; without it, the first that is not hidden and has names of columns.
    Raise InputError if the file as a whole cannot be read; what is wrong with a row is in the row's problems.
    """
    return Roster(RosterFile(Path(path), encoding, sheet), library or Library(), dates, ignore)


def in_cell(problem: Problem) -> Problem:
    """Return a problem of a list with the column only, as a cell has no positions: `conditions`, not `conditions.0`."""
    if problem.file is None and len(problem.loc) == 2 and isinstance(problem.loc[1], int):
        return replace(problem, loc=problem.loc[:1])
    return problem


def _wrong(detail: ErrorDetails, dates: dict[str, str]) -> Problem:
    """Return what is wrong with a value, quoted as it was typed; for a date, add how it was understood."""
    problem, given = replace(problem_of(Patient, detail), loc=detail["loc"]), str(detail["input"])
    if given not in dates:
        return problem
    year, month, day = given[:10].split("-")
    understood = f"taken as day {int(day)}, month {int(month)}, year {year}"
    return replace(_as_typed(problem, dates), reading=understood)


def _suggests(head: str) -> bool:
    return "did you mean" in suggest_column(head)


def _as_typed(problem: Problem, dates: dict[str, str]) -> Problem:
    """Return a problem that quotes dates as they were typed."""
    quoted = dates.get(problem.quoted or "", problem.quoted)
    return replace(problem, quoted=quoted, reading=dates.get(problem.reading, problem.reading))


def file_inside(folder: Path, name: str) -> Path | None:
    """Return the path of a file in a folder or below it; None if the name leads out of the folder, or is not a name."""
    try:
        path = (folder / name).resolve()
        path.is_file()  # fails for a name that is too long
        return folder / name if path.is_relative_to(folder.resolve()) else None
    except (OSError, ValueError, RuntimeError):  # too long, has a NUL, or links to itself
        return None
