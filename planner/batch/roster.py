"""A roster: many patients in a file, one to a row."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.batch import fhir
from planner.batch.columns import (
    CHOICES,
    COLUMNS,
    DATE_COLUMNS,
    FILE_FIELDS,
    LIST_COLUMNS,
    NO_COMMA_COLUMNS,
    suggest_column,
)
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

    @property
    def notes(self) -> tuple[str, ...]:
        """What in the file is not read, a sentence each."""
        return self._file.notes

    def _unknown(self) -> Iterator[Problem]:
        """Yield a problem for each column that is unknown or needs a patient's file."""
        for head in self._file.columns:
            name = head.lower()
            if name in self._ignored or name in COLUMNS:
                continue
            if name in FILE_FIELDS:
                text, advice = (
                    f'"{name}" cannot be a column',
                    'write it in a patient\'s file, and name that in a column "patient"',
                )
            else:
                text, advice = f'unknown column "{head}"', suggest_column(head, self._file.columns)
            yield Problem(file=str(self.path), line=self._file.header, text=text, advice=advice)

    def _not_ignored(self) -> Iterator[Problem]:
        """Yield a problem for each column that is to be ignored and is not there."""
        heads = [head.lower() for head in self._file.columns]
        for name in sorted(self._ignored - set(heads)) if heads else ():
            text, hint = "there is no column {}", did_you_mean(name, heads)
            yield Problem(option="--ignore-column", text=text, quoted=name, advice=hint)

    def __iter__(self) -> Iterator[RosterRow]:
        """Yield the rows in the order of the file."""
        for record in self._file:
            yield self._row(record)

    def _row(self, record: Record) -> RosterRow:
        read = self._resource(record) if self._is_fhir(record) else self._values(record)
        if record.problem:
            read = replace(read, problems=[record.problem])  # its values may be in the wrong columns
        cells = record.cells or self._cells(record, read)
        values, problems = dict(read.values), read.problems
        plan, password, refused = (values.pop(name, None) for name in ("plan", "password", "refused"))
        if refused:
            advice = "empty this cell once that is settled"
            problems.append(Problem(loc=("refused",), text="this row was set aside", advice=advice, quoted=refused))
        patient, wrong = self._patient(values, read.dates)
        if not record.problem:
            problems += wrong
        return RosterRow(
            number=record.number,
            place=record.place,
            id=patient.id or values.get("id"),
            patient=None if problems else patient,
            plan=plan,
            password=password,
            problems=tuple(problems),
            notes=tuple(read.notes),
            cells=cells,
            refused=bool(refused),
        )

    def _is_fhir(self, record: Record) -> bool:
        return "resourceType" in record.values and not self._file.columns

    def _cells(self, record: Record, read: "_Values") -> tuple[str, ...]:
        """Return a JSON record as cells. What is wrong with it and cannot be seen in the cells goes into `refused`."""
        is_fhir = self._is_fhir(record)
        written = read.values if is_fhir else {head.lower(): value for head, value in record.values.items()}
        lost = "; ".join(map(str, read.problems if record.problem or is_fhir else read.unknown))
        return tuple(_as_text(lost if name == "refused" and lost else written.get(name)) for name in self.columns)

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
        values: dict[str, Any] = {}
        dates: dict[str, str] = {}
        wrong: list[Problem] = []
        unknown_keys: list[Problem] = []
        for head, value in record.values.items():
            name = head.lower()
            if name in self._ignored or name == "error":
                continue
            if name not in COLUMNS:
                unknown_keys.append(Problem(text=f'unknown key "{head}"', advice=suggest_column(head, record.values)))
                wrong.append(unknown_keys[-1])
                continue
            try:
                if (read := self._value(name, value, dates)) not in ("", []):
                    values[name] = read
            except InputError as error:
                wrong += [replace(problem, loc=(name,)) for problem in error.problems]
        return _Values(values, problems=wrong, unknown=unknown_keys, dates=dates)

    def _value(self, name: str, value: Any, dates: dict[str, str]) -> Any:  # noqa: ANN401 - JSON has any type
        """Return a cell's value as in a patient's file. Raise InputError for what such a cell cannot hold."""
        items = value if isinstance(value, list) and name in LIST_COLUMNS else [value]
        if any(isinstance(item, dict | list) for item in items):
            raise InputError(Problem(advice="write a single text"))
        if isinstance(value, list):
            return [self._date(_as_text(item), dates) if name in DATE_COLUMNS else _as_text(item) for item in value]
        text = self._lower_case(name, _as_text(value).strip())
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
) -> Roster:
    """Read a roster from a CSV, XLSX, JSON lines or FHIR file.

    encoding: of a text file that is not UTF-8. dates: the order of day, month and year. ignore: columns not to read.
    Raise InputError if the file as a whole cannot be read; what is wrong with a row is in the row's problems.
    """
    return Roster(RosterFile(Path(path), encoding), library or Library(), dates, ignore)


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


def _as_typed(problem: Problem, dates: dict[str, str]) -> Problem:
    """Return a problem that quotes dates as they were typed."""
    quoted = dates.get(problem.quoted or "", problem.quoted)
    return replace(problem, quoted=quoted, reading=dates.get(problem.reading, problem.reading))


def _as_text(value: Any) -> str:  # noqa: ANN401 - JSON has any type
    """Return a value as somebody would type it into a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join("…" if isinstance(item, dict | list) else _as_text(item) for item in value)
    return "…" if isinstance(value, dict) else str(value)


def file_inside(folder: Path, name: str) -> Path | None:
    """Return the path of a file in a folder or below it; None if the name leads out of the folder, or is not a name."""
    try:
        path = (folder / name).resolve()
        path.is_file()  # fails for a name that is too long
        return folder / name if path.is_relative_to(folder.resolve()) else None
    except (OSError, ValueError, RuntimeError):  # too long, has a NUL, or links to itself
        return None
