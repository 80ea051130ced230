"""A roster profile: how the list that a clinic's own system exports is read as a roster."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema

from planner.content.asked import asked
from planner.content.clinic import Paper
from planner.content.patient import Patient, Size
from planner.content.scalars import (
    EVERY_OTHER,
    WEEKDAYS,
    ConditionId,
    Count,
    Date,
    Days,
    LanguageCode,
    Line,
    PersonName,
    Prose,
)
from planner.content.spec import Document, Spec
from planner.problems import Problem

FILE_FIELDS = ("exercises", "keep", "cleared", "accept_plan", "videos")
"""Fields of a patient that do not fit into a cell: they are written in a patient's file."""
FIELDS = tuple(name for name in Patient.model_fields if name not in FILE_FIELDS)
DateOrder = Literal["ymd", "dmy", "mdy"]
"""The order of day, month and year in the roster. A date that starts with the year is read in any case."""


_LISTED = WithJsonSchema(
    {"anyOf": [{"type": kind} for kind in ("string", "number", "boolean")] + [{"type": "array", "minItems": 1}]}
)
"""How an editor sees one text or a list of texts."""


class RosterColumns(Spec):
    """Which column of the export each column of a roster is. Several are joined: "{First Name} {Last Name}"."""

    id: Line | None = None
    """The clinic's own number of the patient, which names the file."""
    name: Line | None = None
    """The name to print."""
    born: Line | None = None
    """Date of birth."""
    start: Line | None = None
    """The first day."""
    days: Line | None = None
    """The days to exercise, separated by semicolons."""
    conditions: Line | None = None
    """Conditions by id, separated by semicolons."""
    side: Line | None = None
    """The side that hurts."""
    language: Line | None = None
    """The language, by code."""
    size: Line | None = None
    """Size of the text."""
    person: Line | None = None
    """The person drawn in the pictures."""
    goals: Line | None = None
    """What the patient wants to do again, separated by semicolons."""
    trainer: Line | None = None
    """Who leads the supervised sessions."""
    appointments: Line | None = None
    """Dates and times of the supervised sessions, separated by semicolons."""
    note: Line | None = None
    """A note that is printed for the patient."""
    print_id: Line | None = None
    """Whether to print the id on the cover."""
    paper: Line | None = None
    """A4 or Letter."""
    plan: Line | None = None
    """The plan's name, or a file beside the roster."""
    patient: Line | None = None
    """A patient's file beside the roster."""
    password: Line | None = None
    """The password of this patient's file."""


class Defaults(Spec):
    """What fills the empty cells of a roster."""

    start: Date | None = None
    """The first day, as year-month-day."""
    days: Days | None = None
    """The days to exercise."""
    size: Size | None = None
    """Size of the text."""
    language: LanguageCode | None = None
    """The language, by code."""
    paper: Paper | None = None
    """A4 or Letter."""
    plan: Line | None = None
    """The plan's name, or a file beside the roster."""
    conditions: tuple[ConditionId, ...] | None = None
    """Conditions by id, such as those of a class."""
    person: PersonName | None = None
    """The person drawn in the pictures."""
    trainer: Line | None = None
    """Who leads the supervised sessions."""
    note: Prose | None = None
    """A note that is printed for all patients."""
    print_id: bool | None = None
    """Whether to print the id on the cover."""


_CONDITION = {"type": "string", "maxLength": 80, "names": "condition"}
_CONDITIONS = WithJsonSchema({"anyOf": [_CONDITION, {"type": "array", "items": _CONDITION}, {"type": "null"}]})
_DAY_OR_DAYS = WithJsonSchema(
    {
        "anyOf": [
            {"enum": [*WEEKDAYS, "daily", EVERY_OTHER]},
            {"type": "array", "items": {"enum": list(WEEKDAYS)}, "minItems": 1, "uniqueItems": True},
        ]
    }
)


def _several(value: Any) -> Any:  # noqa: ANN401 - whatever was written
    return () if value in ("", None) else _texts(value)


def _day(value: Any) -> Any:  # noqa: ANN401 - whatever was written
    return [value] if value in WEEKDAYS else value


def _texts(value: Any) -> Any:  # noqa: ANN401 - whatever was written
    return (value,) if isinstance(value, str) else value


class Values(Spec):
    """What texts in the export's cells mean, by column of a roster; capitals do not matter."""

    language: dict[Line, LanguageCode] = Field(default_factory=dict)
    """The language by code, for what stands in the cells."""
    conditions: dict[Line, Annotated[tuple[ConditionId, ...], BeforeValidator(_several), _CONDITIONS]] = Field(
        default_factory=dict
    )
    """The condition by id, or a list of several, for what stands in the cells; empty for what means none."""
    size: dict[Line, Size] = Field(default_factory=dict)
    """Size of the text, for what stands in the cells."""
    person: dict[Line, PersonName] = Field(default_factory=dict)
    """The person drawn in the pictures, for what stands in the cells."""
    side: dict[Line, Literal["left", "right"]] = Field(default_factory=dict)
    """The side that hurts, for what stands in the cells."""
    paper: dict[Line, Paper] = Field(default_factory=dict)
    """A4 or Letter, for what stands in the cells."""
    plan: dict[Line, Line] = Field(default_factory=dict)
    """The plan's name, for what stands in the cells."""
    days: dict[Line, Annotated[Days, BeforeValidator(_day), _DAY_OR_DAYS]] = Field(default_factory=dict)
    """The day, a list of several, or daily, for each word that stands in the cells."""


class Profile(Document):
    """How a clinic's own export is read as a roster."""

    columns: RosterColumns = RosterColumns()
    """Which column of the export each column of a roster is."""
    others: Literal["refuse", "ignore"] = "refuse"
    """What to do about columns that are not known: refuse the file, or ignore them."""
    skip_if: dict[Line, Annotated[tuple[Line, ...], BeforeValidator(_texts), _LISTED]] = Field(default_factory=dict)
    """Rows to pass over: by the export's column, the text that says so, or several; capitals do not matter."""
    values: Values = Values()
    """What texts in the cells mean: `language: {Spanish: es}`."""
    lists: Literal[";", ",", "/"] = ";"
    """What separates several values in a cell; appointments always have semicolons."""
    dates: DateOrder | None = None
    """The order of day, month and year: ymd, dmy or mdy."""
    encoding: Line | None = None
    """The encoding of a text file that is not UTF-8, such as cp1252."""
    sheet: Line | None = None
    """The sheet of a workbook to read."""
    header_row: Count | None = None
    """The number of the row with the names of the columns."""
    defaults: Defaults = Defaults()
    """What fills empty cells."""

    @classmethod
    @asked
    def load(cls, path: str | Path) -> Self:
        """Read a profile's file. Raise InputError with the place of every problem in it."""
        return super().load(Path(path))

    @property
    def sources(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Return, by column of a roster, what is written for it and the export's columns that it names."""
        written = {name: text for name in RosterColumns.model_fields if (text := getattr(self.columns, name))}
        return {name: (text, tuple(re.findall(r"\{([^{}]+)\}", text)) or (text,)) for name, text in written.items()}

    @property
    def heads(self) -> tuple[str, ...]:
        """Return the export's columns that the profile names."""
        return (*(head for _, heads in self.sources.values() for head in heads), *self.skip_if)

    def read_as_none(self, titles: Mapping[str, str]) -> Iterator[Problem]:
        """Yield a problem for each condition of which the profile says that its own id or title means none, or another.

        titles: of all conditions, by id. Where a text stands before the cell of each column of conditions, as in
        `Osteoporosis {Osteoporosis}`, that text alone is an empty cell.
        """
        text = self.columns.conditions or ""
        parts = text.split(self.lists) if "{" in text else [""]
        if all(part.partition("{")[0].strip() for part in parts):
            return
        own = {_bare(name): key for key, title in titles.items() for name in (title, key)}
        for word, meant in self.values.conditions.items():
            key = own.get(_bare(word))
            if key and meant and key not in meant:
                says = f"is the name of a condition: patients who have it would be printed for without {key}"
                advice = f"write {key} too, as in [{', '.join((key, *meant))}], or take this word away"
                yield self.problem(("values", "conditions", word), Problem(text=says, advice=advice))
            elif key and not meant:
                says = "is the name of a condition: patients who have it would be printed for as if they had none"
                advice = "take this word away, or write the condition in place of nothing"
                yield self.problem(("values", "conditions", word), Problem(text=says, advice=advice))


def _bare(text: str) -> str:
    return " ".join(re.sub("[-_]", " ", text.casefold()).split())
