"""A row of a roster: what its cells say, as a patient, or why it cannot be one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from planner.batch import fhir
from planner.batch.cells import (
    as_text,
    as_typed,
    full_name,
    lost_letters,
    refuse_untold,
    show_order,
    total,
    understood,
    untrue,
    with_meaning,
)
from planner.batch.columns import (
    ACTIVE,
    ALIVE,
    ARCHIVED,
    CHOICES,
    COLUMNS,
    DATE_COLUMNS,
    DIED,
    FAMILY,
    GIVEN,
    LIST_COLUMNS,
    NO_COMMA_COLUMNS,
    SKIP_IF,
    YES_NO,
)
from planner.batch.diagnoses import Diagnosis, keys, warnings
from planner.batch.languages import day_meant, language_meant, without_region
from planner.batch.patient_file import WHO, PatientFile, placed
from planner.batch.reading import Reading, folded
from planner.batch.remarks import Printed
from planner.batch.source import file_inside
from planner.batch.states import gone_by_name
from planner.batch.tables import Record
from planner.content.clinic import Paper
from planner.content.dates import readings
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.profile import DateOrder
from planner.content.suggest import no_condition
from planner.problems import InputError, Problem, by_reader, counted
from planner.programme.warnings import refuse

_LOCAL = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?=$|[ T])")
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?=$|[ T])")
_MIDNIGHT = re.compile(r"[ T]00?:00(:00([.,]0+)?)?$")
"""A time that a system adds to a day; it says nothing of the time zone."""

SEPARATED = 'or say in a profile what separates them: lists: "{}"'
NONE = 'leave the cell empty if there are none, or say so in a profile: values: {conditions: {WORD: ""}}'


@dataclass(frozen=True)
class Row:
    """A row: a patient to print for, or the reasons why not."""

    number: int
    place: str
    """`roster.csv:17`."""
    id: str | None
    patient: Patient | None
    plan: str | None
    """As written in the row."""
    password: str | None = field(repr=False)
    paper: Paper | None = None
    problems: tuple[Problem, ...] = ()
    """Why no booklet can be made; the problem of a cell names its column."""
    notes: tuple[Problem, ...] = ()
    """Warnings of what could not be used."""
    cells: tuple[str, ...] = ()
    """The row as written, a cell for each of the roster's columns."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """In a workbook, the letters of the columns, by name."""
    names_a_file: bool = False
    """Whether it names a patient's file, which may have the id."""
    file: PatientFile | None = field(default=None, repr=False)
    """That file, if it can be read."""
    refused: bool = False
    """Whether its cell `refused` is filled. Its id may be another patient's, and so may the file of that name."""
    readable: Patient | None = field(default=None, repr=False)
    """The patient without the values that are wrong, also of a row that fails."""
    shows_order: bool = False
    """Whether a date was read in the list's order of day and month, and can have no other."""

    def __repr__(self) -> str:
        """Return which row it is, and nothing of what it says: a traceback or a log may show it."""
        says = "a patient" if self.patient else counted(len(self.problems), "problem")
        return f"<Row {Path(self.place).name}: {says}>"


@dataclass(frozen=True)
class _Values:
    """What a record says, by column."""

    values: dict[str, Any]
    notes: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)
    """Those about keys."""
    dates: dict[str, str] = field(default_factory=dict)
    """Dates as year-month-day, and what was typed for each."""


class RowReader:
    """Reads the records of a file as rows."""

    def __init__(
        self,
        reading: Reading,
        library: Library,
        dates: DateOrder,
        defaults: Mapping[str, Any],
        *,
        folder: Path | None,
        columns: Sequence[str],
        letters: Mapping[str, str],
        diagnoses: Mapping[str, Sequence[Diagnosis]] = MappingProxyType({}),
    ) -> None:
        """Take how columns are read, and what fills empty cells, as in a patient's file; paper and plan too.

        folder: where the files lie that rows name, if they may. columns: of the table; empty for JSON. letters: of a
        workbook's columns, by what they are read as. diagnoses: by the id of a FHIR resource.
        """
        self._reading, self._library, self._dates = reading, library, dates
        self._defaults, self._folder, self._columns, self._letters = dict(defaults), folder, columns, letters
        self._diagnoses = diagnoses
        self._printed = Printed(library)
        self._files: dict[str, int] = {}
        """By the name of a patient's file that is about somebody, the first row that names it."""

    def row(self, record: Record) -> Row:
        """Return what a record says."""
        read = self._resource(record) if self.is_fhir(record) else self._values(record)
        count = len(self._columns)
        if fault := record.problem or (total(self._reading.by_role(record.values), count) if count else None):
            read = replace(read, problems=[fault])  # its values may be in the wrong columns
        cells = record.cells or self._cells(record, read)
        values, problems = dict(read.values), read.problems
        plan, password, refused = (values.pop(name, None) for name in ("plan", "password", "refused"))
        paper = values.pop("paper", None)
        if paper is not None and paper not in get_args(Paper):
            problems.append(Problem(loc=("paper",), quoted=paper, advice="write A4 or Letter"))
        if refused:
            advice = "empty this cell once that is settled"
            problems.append(Problem(loc=("refused",), text="this row was set aside", advice=advice, quoted=refused))
        patient, wrong, file = self._patient(values, read.dates)
        if file and any(getattr(file.whole, field) for field in WHO):
            first = self._files.setdefault(values["patient"], record.number)
            file = replace(file, shared_with=first if first != record.number else None)
        problems += [] if fault else wrong
        return Row(
            number=record.number,
            place=record.place,
            id=patient.id or values.get("id"),
            patient=None if problems else patient,
            plan=plan or self._defaults.get("plan"),
            paper=paper or self._defaults.get("paper"),
            password=password,
            problems=tuple(problems),
            notes=(
                *(*record.notes, *read.notes, *(file.slips(patient) if file else ())),
                *self._printed.warnings(values, patient),
            ),
            cells=cells,
            letters=self._letters,
            names_a_file=bool(values.get("patient")),
            file=file,
            refused=bool(refused),
            readable=patient,
            shows_order=show_order(read.dates),
        )

    def is_fhir(self, record: Record) -> bool:
        """Return whether a record is a FHIR resource."""
        return "resourceType" in record.values and not self._columns

    def _cells(self, record: Record, read: "_Values") -> tuple[str, ...]:
        """Return a JSON record as cells. What is wrong with it and cannot be seen in the cells goes into `refused`."""
        is_fhir = self.is_fhir(record)
        own = {key.lower(): said for key, said in record.values.items() if key.islower() or self._reading.role(key)}
        written = read.values if is_fhir else own
        written.setdefault("name", read.values.get("name"))  # it may be in two parts
        lost = "; ".join(map(str, read.problems if record.problem or is_fhir else read.unread))
        return tuple(
            as_text(lost if name == "refused" and lost else written.get(name)) for name in self._columns or COLUMNS[:-1]
        )

    def _resource(self, record: Record) -> "_Values":
        """Return what a FHIR resource says, by column."""
        try:
            values, notes = fhir.columns(record.values, self._library.ids("languages"))
            refused = fhir.refusals(record.values, values.get("name", ""))
        except InputError as error:
            return _Values({}, problems=list(error.problems))
        notes += warnings(one for key in keys(record.values) for one in self._diagnoses.get(key, ()))
        return _Values(dict(values), notes=notes, problems=refused)

    def _values(self, record: Record) -> "_Values":
        """Return what a row says, by column."""
        unread = [*self._reading.unread(record.values)]
        read = _Values({}, problems=[*unread], unread=unread)
        parts: dict[str, str] = {}
        for head, flaw in ((head, flaw) for head, wrong in record.flaws.items() for flaw in wrong):
            role = self._reading.role(head) or (SKIP_IF if self._reading.skips_for(head) else None)
            if role in (DIED, ALIVE, ARCHIVED, ACTIVE, SKIP_IF) and flaw.kind == "error":
                read.problems.append(replace(flaw, loc=(role,), text=f'column "{head}": {flaw.text}'))
        for column, (_, heads) in self._reading.sources.items():
            flaws = [flaw for head, found in record.flaws.items() if folded(head) in heads for flaw in found]
            self._take(column, self._reading.joined(column, record.values), flaws, read)
        for head, value in record.values.items():
            name = self._reading.role(head)
            if name in (None, "error", DIED, ALIVE, ARCHIVED, ACTIVE):
                continue
            if name in (GIVEN, FAMILY):
                parts[name] = " ".join(as_text(value).split())
                self._take("name", value, record.flaws.get(head, ()), read, keep=False)
            else:
                self._take(name, value, record.flaws.get(head, ()), read)
        if parts and not any(problem.loc == ("name",) for problem in read.problems):
            self._join_name(parts, read)
        return read

    def _take(
        self,
        column: str,
        value: Any,  # noqa: ANN401 - JSON has any type
        flaws: Sequence[Problem],
        read: "_Values",
        *,
        keep: bool = True,
    ) -> None:
        """Read a cell, unless it cannot be trusted; keep: its value is that of the column, not a part of it."""
        placed = [replace(problem, loc=(column,)) for problem in flaws]
        read.notes.extend(problem for problem in placed if problem.kind == "warning")
        wrong = [problem for problem in placed if problem.kind == "error"] or [
            *untrue(column, value),
            *gone_by_name(column, value),
        ]
        read.notes.extend(lost_letters(column, value))
        read.problems.extend(wrong)
        if keep and not wrong:
            self._read_cell(column, value, read)

    def _read_cell(self, name: str, value: Any, read: "_Values") -> None:  # noqa: ANN401 - JSON has any type
        try:
            if (found := self._value(name, value, read.dates)) not in ("", []):
                read.values[name] = self._spoken(found, read) if name == "language" else found
        except InputError as error:
            read.problems.extend(replace(problem, loc=(name,)) for problem in error.problems)

    def _spoken(self, code: Any, read: "_Values") -> Any:  # noqa: ANN401 - JSON has any type
        """Return a language's code; of one whose region has no words of its own that of the language, and say so."""
        codes = self._library.ids("languages")
        if not isinstance(code, str) or code in codes or not (found := without_region(code, codes)):
            return code
        text = f"there are no words for this region, so the booklet is in {found}"
        read.notes.append(Problem(loc=("language",), quoted=code, text=text, kind="warning"))
        return found

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
        if any(isinstance(item, dict | list) or (isinstance(item, bool) and name not in YES_NO) for item in items):
            raise InputError(Problem(advice="write a single text"))
        if isinstance(value, list):
            texts = [as_text(item) for item in value]
            if name in DATE_COLUMNS:
                return [self._date(text, dates) for text in texts]
            return [one for text in texts for one in self._meant(name, text) if one or not text]
        text = self._said(name, as_text(value).strip())
        if name == "conditions" and no_condition(text):
            raise InputError(Problem(quoted=text, advice=NONE))
        if name in LIST_COLUMNS and text != "daily":
            mark = ";" if name in DATE_COLUMNS else self._reading.profile.lists
            parts = [said for part in text.split(mark) if part.strip() for said in self._meant(name, part.strip())]
            for sign in ",/" if name in NO_COMMA_COLUMNS else "":
                if not any(sign in part for part in parts):
                    continue
                pieces = [piece.strip() for piece in re.split(f"[{sign};]", text) if piece.strip()]
                are_known = all(self._is_known(name, piece) for piece in pieces)
                if are_known is (sign == "/"):  # 1/2/2026 is a date, and what has another slash in it may be a word
                    advice = "" if name in DATE_COLUMNS else SEPARATED.format(sign)
                    says = "separate several values with semicolons"
                    raise InputError(Problem(quoted=text, text=says, advice=advice, reading="; ".join(pieces)))
                parts = [said for piece in pieces for said in self._meant(name, piece)] if are_known else parts
            if name in DATE_COLUMNS:
                return [self._date(part, dates) for part in parts]
            return [*dict.fromkeys(filter(None, parts))]
        return self._date(_MIDNIGHT.sub("", text), dates) if name in DATE_COLUMNS else text

    def _meant(self, name: str, text: str) -> list[str]:
        """Return what a part of a cell means: as a profile says, it may be several values."""
        said = self._said(name, text)
        return said.split(self._reading.profile.lists) if self._reading.meaning(name, text) else [said]

    def _is_known(self, name: str, text: str) -> bool:
        """Return whether a text is a word of a column: then a comma beside it separates two of them."""
        words = self._library.ids("conditions") if name == "conditions" else CHOICES.get(name, ())
        return self._said(name, text) in words or self._reading.meaning(name, text) is not None

    def _said(self, name: str, text: str) -> str:
        """Return what a text means: as the profile says; else a word of a closed list as it is written there.

        Spreadsheets begin cells with a capital.
        """
        if (meant := self._reading.meaning(name, text)) is not None:
            return meant
        if name == "language":
            return language_meant(text, self._library.ids("languages")) or text
        if name == "days" and (day := day_meant(text, self._library.ids("languages"))):
            return day
        words = self._library.ids("conditions") if name == "conditions" else CHOICES.get(name, ())
        return next((word for word in words if word.lower() == text.lower()), text)

    def _date(self, text: str, dates: dict[str, str]) -> str:
        """Return a local date as year-month-day; dates keeps what was typed for it.

        Leave anything that is not a date unchanged; validation reports it.
        """
        refuse_untold(text)
        if first := _YEAR_FIRST.match(text):
            read = f"{first[1]}-{int(first[3]):02}-{int(first[4]):02}{text[first.end() :]}"
            if read != text:
                dates[read] = text
            return read
        match = _LOCAL.match(text)
        if not match:
            return text
        if self._dates == "ymd":
            order = by_reader("add --dates dmy or --dates mdy", 'give dates="dmy" or dates="mdy"')
            advice = f"write year-month-day, or {order} for the order in this roster"
            raise InputError(Problem(quoted=text, advice=advice, reading=readings(match[0])))
        day, month = (match[1], match[3]) if self._dates == "dmy" else (match[3], match[1])
        read = f"{match[4]}-{int(month):02}-{int(day):02}{text[match.end() :]}"
        dates[read] = text
        return read

    def _patient(
        self, values: dict[str, Any], dates: dict[str, str]
    ) -> tuple[Patient, list[Problem], PatientFile | None]:
        """Return the patient without the values that are wrong, what is wrong with these, and the patient's file."""
        problems: list[Problem] = []
        file = None
        try:
            file = self._base(values)
            values = {**self._filling, **(file.values if file else {}), **values}
        except InputError as error:
            problems += error.problems
        values = {name: value for name, value in values.items() if name != "patient"}
        patient = None
        while patient is None:
            try:
                patient = Patient.model_validate(values)
            except InputError as error:
                problems += [understood(problem, dates) for problem in error.problems]
                wrong = {problem.loc[0] for problem in error.problems if problem.loc}
                values = {name: value for name, value in values.items() if name not in wrong}
        for check in (self._library.check, refuse):
            try:
                check(patient)
            except InputError as error:
                problems += [as_typed(problem, dates) for problem in error.problems]
        return patient, [with_meaning(placed(problem, file)) for problem in problems], file

    def _base(self, values: dict[str, Any]) -> PatientFile | None:
        """Return the patient's file that a row names, in the roster's folder or below it; None if it names none."""
        name = values.get("patient")
        if name is None:
            return None
        if self._folder is None:
            text, advice = "there is no folder with files", "give its values in the row itself"
            raise InputError(Problem(loc=("patient",), quoted=name, text=text, advice=advice))
        path = file_inside(self._folder, name)
        if path is None or not path.is_file():
            is_named = name.lower().endswith((".yaml", ".yml"))
            rename = "" if is_named else "; if it is the patient's own name, the column has to be called name"
            advice = f"name a file in the folder of the roster{rename}"
            raise InputError(Problem(loc=("patient",), quoted=name, advice=advice))
        file = PatientFile(Patient.load(path), values)
        file.refuse_another()
        return file

    @property
    def _filling(self) -> dict[str, Any]:
        """Return what fills the empty fields of a patient."""
        return {name: value for name, value in self._defaults.items() if name in Patient.model_fields}
