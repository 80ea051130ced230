"""Read report.jsonl: what an earlier run said of each row."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from planner.batch.report import Change, OtherFile, Outcome
from planner.content.clinic import Paper
from planner.outputs.files import content
from planner.problems import Problem

LAST_ROW = 1_000_000_000
"""No report has a higher number in it."""
IN_NO_ROW = 0
"""The number of somebody who was in no row of the roster, and whose files stay."""


def read(folder: Path) -> list[Outcome]:
    """Return what report.jsonl in a folder says of the rows; nothing if there is none or it cannot be read."""
    return [outcome for outcome in read_all(folder) if outcome.row != IN_NO_ROW]


def read_all(folder: Path) -> list[Outcome]:
    """Return what it says of the rows, and of those who were in no row and whose files stay."""
    try:
        lines = (content(folder / "report.jsonl") or b"").split(b"\n")
        found = [_Line.model_validate_json(line) for line in lines if line]
        return [_outcome_of(line) for line in found if line.row is not None or line.stay]
    except (OSError, ValueError):
        return []


class _Told(BaseModel, strict=True):
    """A problem in a line of report.jsonl."""

    level: Literal["error", "warning"]
    file: str | None
    line: int | None
    column: int | None
    field: str | None
    text: str
    advice: str | None


def _moment(text: str) -> str:
    """Return the text of a moment as it is. Raise ValueError for what is none."""
    datetime.fromisoformat(text)
    return text


class _Line(BaseModel, strict=True):
    """A line of report.jsonl. Somebody may have changed it: what has another type is no line of ours."""

    planner: str = ""
    row: int | None = Field(ge=0, le=LAST_ROW)
    id: str | None
    file: str | None
    sha256: str | None = None
    pages: int = Field(default=0, ge=0, le=LAST_ROW)
    also: tuple[OtherFile, ...] = ()
    paper: Paper | None = None
    change: Change | None = None
    stay: dict[str, str | None] = Field(default_factory=dict)
    sent: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str | None = None
    failed_csv: str | None = None
    person: str | None = None
    conditions_mark: str | None = None
    mended: bool = False
    printed: dict[str, str | None] | None = None
    list_written: Annotated[str, AfterValidator(_moment)] | None = None
    problems: tuple[_Told, ...] | None = None
    doubts: tuple[_Told, ...] = ()


def _outcome_of(line: _Line) -> Outcome:
    """Return what a line says. Raise ValueError for a file that cannot be one of ours: some are removed."""
    for name in (line.file, *(other.file for other in line.also), *line.stay):
        if name is not None and (Path(name).name != name or not name.endswith((".pdf", ".ics"))):
            raise ValueError(name)
    found = Outcome(
        row=IN_NO_ROW if line.row is None else line.row,
        id=line.id,
        file=line.file,
        sha256=line.sha256,
        pages=line.pages,
        others=line.also,
        paper=line.paper,
        change=line.change,
        stay=line.stay,
        sent=line.sent,
        listed=line.failed_csv,
        person=line.person,
        conditions=line.conditions_mark,
        mended=line.mended,
        doubts=tuple(map(_problem, line.doubts)),
        list_written=line.list_written or "",
        version=line.planner,
        problems=_problems_of_1_0(line) if line.problems is None else tuple(map(_problem, line.problems)),
    )
    # reports of earlier versions do not say what was printed: all that they know of counts as printed
    return replace(found, printed=found.in_folder if line.printed is None else line.printed)


def _problem(told: _Told) -> Problem:
    return Problem(
        kind=told.level,
        file=told.file,
        line=told.line,
        column=told.column,
        loc=tuple(filter(None, [told.field])),
        text=told.text,
        advice=told.advice or "",
    )


def _problems_of_1_0(line: _Line) -> tuple[Problem, ...]:
    """Read the problems of a line that version 1.0 wrote, which has sentences only."""
    warnings = (Problem(text=text, kind="warning") for text in line.warnings)
    return (*(Problem(text=text) for text in (line.error or "").split("\n") if text), *warnings)
