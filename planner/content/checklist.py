"""A checklist for a visit: boxes to tick, lines to write on, a body to mark, tables to fill in."""

from typing import Literal

from pydantic import Field, model_validator

from planner.content.review import Review
from planner.content.scalars import ChecklistId, Count, PrintedLine, PrintedProse, SourceId
from planner.content.spec import Layered, Spec


class Mark(Spec):
    """A pattern to draw on the body, with its meaning."""

    pattern: Literal["strokes", "dots", "rings"]
    """The pattern: strokes, dots or rings."""
    say: PrintedLine
    """What the pattern means."""


class Ticks(Spec):
    """A list with a box before each item."""

    title: PrintedLine
    """The title of the list."""
    says: PrintedLine | None = None
    """A line under the title."""
    items: tuple[PrintedLine, ...] = Field(min_length=1)
    """The items, each with a box."""


class BodyChart(Spec):
    """A body from the front and the back to draw on, perhaps with a list of boxes beside it."""

    title: PrintedLine
    """The title above the body."""
    says: PrintedLine
    """A line under the title."""
    marks: tuple[Mark, ...] = Field(min_length=1)
    """The patterns to draw on it."""
    ticks: Ticks | None = None
    """A list beside it."""


class Question(Spec):
    """A question with lines to write on."""

    ask: PrintedLine
    """The question."""
    says: PrintedLine | None = None
    """A line under the question."""
    lines: Count = 2
    """Number of lines to write on."""


class Column(Spec):
    """A column of a table."""

    head: PrintedLine
    """The heading."""
    share: Count = 1
    """The width, as a share of all columns."""


class WriteInTable(Spec):
    """A table to fill in."""

    title: PrintedLine
    """The title of the table."""
    says: PrintedLine | None = None
    """A line under the title."""
    columns: tuple[Column, ...] = Field(min_length=1, max_length=6)
    """The columns from left to right."""
    rows: Count = 5
    """Number of rows to fill in."""


class ChecklistPart(Spec):
    """One part of the page, of exactly one kind."""

    body: BodyChart | None = None
    """A body to mark."""
    signs: Literal["emergency", "today"] | None = None
    """The warning signs of the safety page, word for word, with a box before each."""
    write: Question | None = None
    """A question with lines to write on."""
    table: WriteInTable | None = None
    """A table to fill in."""
    ask: tuple[PrintedLine, ...] | None = None
    """Questions to tick, each with a line for the answer; two short ones share a row."""
    ticks: tuple[Ticks, ...] | None = Field(default=None, min_length=1, max_length=3)
    """A list of boxes, or two or three lists side by side."""
    note: PrintedProse | None = None
    """A note behind a warning sign."""
    unless: Literal["physio"] | None = None
    """Leave the part out where the clinic is a physio's, by its own name or that of its clinician."""

    @model_validator(mode="after")
    def _one_kind(self) -> "ChecklistPart":
        names = [name for name in ChecklistPart.model_fields if name != "unless"]
        kinds = [name for name in names if getattr(self, name) is not None]
        if len(kinds) != 1:
            raise ValueError(f"a part is one of {', '.join(names)}; this one has {' and '.join(kinds) or 'none'}")
        return self


class Page(Spec):
    """A page of the checklist."""

    title: PrintedLine
    """The title of the page."""
    lead: PrintedLine
    """A line under the title."""
    parts: tuple[ChecklistPart, ...] = Field(min_length=1)
    """The parts from top to bottom."""


class Checklist(Layered):
    """What to tell the clinician, and what to ask."""

    extends: ChecklistId | None = None
    """The checklist that this one changes, by id: write only what differs. Of its own id: the one below."""
    title: PrintedLine
    """The title in `planner list checklists`."""
    pages: tuple[Page, ...] = Field(min_length=1)
    """The pages in order."""
    sources: tuple[SourceId, ...] = ()
    """Sources, by id (planner list sources)."""
    reviewed_by: Review | None = None
    """Who reviewed it, and when; null if nobody has yet."""
