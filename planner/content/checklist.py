"""A checklist for a visit: pages of boxes to tick, lines to write on, a body to mark, tables to fill in."""

from typing import Literal

from pydantic import Field, model_validator

from planner.content.exercise import Review
from planner.content.scalars import Count, Id, Line, Prose
from planner.content.spec import Document, Spec


class Mark(Spec):
    """A pattern to draw on the body, and what it stands for."""

    pattern: Literal["strokes", "dots", "rings"]
    say: Line


class Ticks(Spec):
    """A list with a box before each item."""

    title: Line
    says: Line | None = None
    items: tuple[Line, ...] = Field(min_length=1)


class BodyChart(Spec):
    """A body from the front and from behind to draw on; a list of boxes beside it."""

    title: Line
    says: Line
    marks: tuple[Mark, ...] = Field(min_length=1)
    ticks: Ticks | None = None


class Question(Spec):
    """A question with lines to write on."""

    ask: Line
    says: Line | None = None
    lines: Count = 2


class Column(Spec):
    """A column of a table; its width in shares of all columns."""

    head: Line
    share: Count = 1


class Blank(Spec):
    """A table to fill in."""

    title: Line
    says: Line | None = None
    columns: tuple[Column, ...] = Field(min_length=1, max_length=6)
    rows: Count = 5


class Part(Spec):
    """One thing on the page: exactly one of its kinds."""

    body: BodyChart | None = None
    signs: Literal["emergency", "today"] | None = None
    """The warning signs of the safety page, word for word, with a box before each."""
    write: Question | None = None
    table: Blank | None = None
    ask: tuple[Line, ...] | None = None
    """Questions to tick, each with a line for the answer."""
    ticks: tuple[Ticks, ...] | None = Field(default=None, min_length=1, max_length=2)
    """A list, or two beside each other."""
    note: Prose | None = None
    """In a frame."""

    @model_validator(mode="after")
    def _one_kind(self) -> "Part":
        names = list(Part.model_fields)
        kinds = [name for name in names if getattr(self, name) is not None]
        if len(kinds) != 1:
            raise ValueError(f"a part is one of {', '.join(names)}; this one has {' and '.join(kinds) or 'none'}")
        return self


class Page(Spec):
    """A page with its title."""

    title: Line
    lead: Line
    parts: tuple[Part, ...] = Field(min_length=1)


class Checklist(Document):
    """What to tell and what to ask."""

    title: Line
    """In a list of checklists."""
    pages: tuple[Page, ...] = Field(min_length=1)
    sources: tuple[Id, ...] = ()
    reviewed_by: Review | None = None
