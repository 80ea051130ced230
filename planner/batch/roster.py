"""A roster: many patients in a file, a row each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from planner.batch import fhir
from planner.batch.tables import Record, Table
from planner.content.library import Library
from planner.content.plan import Patient
from planner.content.source import nearest
from planner.content.spec import message
from planner.errors import InputError

Dates = Literal["ymd", "dmy", "mdy"]
"""In which order day, month and year stand in a column. A date that starts with the year is never in doubt."""

NESTED = ("keep", "cleared", "videos")
"""Fields of a patient that need a file of their own."""
FIELDS = tuple(name for name in Patient.model_fields if name not in NESTED)
COLUMNS = (*FIELDS, "plan", "patient", "password", "error")
"""What a column may be called. `error` is what an earlier run said of the row: it is not read."""
LISTS = ("days", "conditions", "goals", "appointments")
"""Their values are separated by semicolons."""
INSTEAD = "; --ignore-column leaves a column out"
DATED = ("born", "start", "appointments")

_LOCAL = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?=$|[ T])")


@dataclass(frozen=True)
class Row:
    """A row: a patient to print for, or the reasons why not."""

    number: int
    place: str
    """`roster.csv:17`."""
    id: str | None
    patient: Patient | None
    plan: str | None
    """As it is named in the row."""
    password: str | None = field(repr=False)
    problems: tuple[str, ...] = ()
    """Why no booklet can be made, without their place."""
    notes: tuple[str, ...] = ()
    """What could not be taken: warnings."""
    cells: tuple[str, ...] = ()
    """The row as written, under the roster's columns."""


class Roster:
    """The rows of a file. They are read as they are asked for, so a long roster takes no more room than its text."""

    def __init__(self, table: Table, library: Library, dates: Dates, ignored: Iterable[str]) -> None:
        """Raises InputError for columns that are not known."""
        self.path = table.path
        self.columns = table.columns or COLUMNS[:-1]
        self._table, self._library, self._dates = table, library, dates
        self._ignored = {name.lower() for name in ignored}
        if wrong := [*self._unknown(), *self._not_ignored()]:
            raise InputError(*wrong)

    def _unknown(self) -> Iterator[str]:
        """Columns that nobody knows, or that cannot be read from a table."""
        where = f"{self.path}:{self._table.header}"
        for head in self._table.columns:
            name = head.lower()
            if name in self._ignored or name in COLUMNS:
                continue
            if name in NESTED:
                yield f'{where}: "{name}" needs a patient\'s file, which a column "patient" names'
            else:
                yield f'{where}: unknown column "{head}"{nearest(name, COLUMNS) or INSTEAD}'

    def _not_ignored(self) -> Iterator[str]:
        """Columns that are to be ignored and are not there."""
        heads = [head.lower() for head in self._table.columns]
        for name in sorted(self._ignored - set(heads)) if heads else ():
            yield f'--ignore-column: there is no column "{name}"{nearest(name, heads)}'

    def __iter__(self) -> Iterator[Row]:
        """The rows in the order of the file."""
        for record in self._table:
            yield self._row(record)

    def _row(self, record: Record) -> Row:
        raw, notes, problems = self._values(record)
        problems = (record.problem,) if record.problem else problems
        plan, password = raw.pop("plan", None), raw.pop("password", None)
        patient = None
        if not problems:
            try:
                patient = _patient({**self._base(raw.pop("patient", None)), **raw})
            except InputError as error:
                problems = error.problems
        identity = patient.id if patient else raw.get("id")
        cells = record.cells or tuple(_typed(record.values.get(name, raw.get(name))) for name in self.columns)
        return Row(record.number, record.place, identity, patient, plan, password, problems, notes, cells)

    def _values(self, record: Record) -> tuple[dict[str, Any], tuple[str, ...], tuple[str, ...]]:
        """What stands in the row by the names of columns, notes, and problems."""
        if "resourceType" in record.values and not self._table.columns:
            try:
                found, notes = fhir.columns(record.values, self._library.ids("languages"))
                refused = fhir.refusal(record.values)
            except InputError as error:
                return {}, (), error.problems
            return dict(found), tuple(notes), (refused,) if refused else ()
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for head, value in record.values.items():
            name = head.lower()
            if name in self._ignored or name == "error":
                continue
            if name not in COLUMNS:
                wrong.append(f'unknown key "{head}"{nearest(name, COLUMNS) or INSTEAD}')
                continue
            try:
                if (read := self._value(name, value)) not in ("", []):
                    values[name] = read
            except InputError as error:
                wrong.append(f"{name}: {error}")
        return values, (), tuple(wrong)

    def _value(self, name: str, value: Any) -> Any:  # noqa: ANN401 - whatever stood there
        """A value as a patient's file would have it."""
        if isinstance(value, dict) or (isinstance(value, list) and name not in LISTS):
            raise InputError("write one text")
        if isinstance(value, list):
            return [self._date(_typed(item)) if name in DATED else _typed(item) for item in value]
        text = _typed(value).strip()
        if name in LISTS and text != "daily":
            parts = [part.strip() for part in text.split(";") if part.strip()]
            return [self._date(part) for part in parts] if name in DATED else parts
        return self._date(text) if name in DATED else text

    def _date(self, text: str) -> str:
        """A local date as year-month-day; whatever is none stays, to be complained about."""
        match = _LOCAL.match(text)
        if not match:
            return text
        if self._dates == "ymd":
            raise InputError(
                f'"{text}": write year-month-day, or say in which order it stands: --dates dmy or --dates mdy'
            )
        day, month = (match[1], match[3]) if self._dates == "dmy" else (match[3], match[1])
        return f"{match[4]}-{int(month):02}-{int(day):02}{text[match.end() :]}"

    def _base(self, name: str | None) -> dict[str, Any]:
        """The values of a patient's file that a row names: beside the roster, or in a folder below."""
        if name is None:
            return {}
        folder = self.path.parent.resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise InputError(f'patient: "{name}": name a file in the folder of the roster')
        return Patient.load(path).model_dump(exclude_unset=True)


def read_roster(
    path: str | Path,
    *,
    library: Library | None = None,
    encoding: str | None = None,
    dates: Dates = "ymd",
    ignore: Iterable[str] = (),
) -> Roster:
    """A roster from a CSV, XLSX, JSON lines or FHIR file. Raises InputError if it cannot be read as a whole.

    What is wrong with single rows is said by the rows. ignore: columns that are not read.
    """
    return Roster(Table(Path(path), encoding), library or Library(), dates, ignore)


def _typed(value: Any) -> str:  # noqa: ANN401 - whatever stands in JSON
    """A value as somebody would type it into a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(map(_typed, value)) if isinstance(value, list) else str(value)


def _patient(values: dict[str, Any]) -> Patient:
    try:
        return Patient.model_validate(values)
    except ValidationError as error:
        says = (f"{'.'.join(map(str, d['loc']))}: {message(Patient, d)}" for d in error.errors(include_url=False))
        raise InputError(*dict.fromkeys(says)) from None
