"""A checklist for a visit: pages of boxes to tick, lines to write on, a body to mark, tables to fill in."""

from typing import Literal

from pydantic import Field, model_validator

from planner.content.review import Review
from planner.content.scalars import Count, Line, Prose, SourceId
from planner.content.spec import Document, Spec


class Mark(Spec):
    """A pattern to draw on the body, and what it stands for."""

    pattern: Literal["strokes", "dots", "rings"]
    """strokes, dots or rings."""
    say: Line
    """What it stands for."""


class Ticks(Spec):
    """A list with a box before each item."""

    title: Line
    """Over the list."""
    says: Line | None = None
    """Under the title."""
    items: tuple[Line, ...] = Field(min_length=1)
    """Each with a box."""


class BodyChart(Spec):
    """A body from the front and from behind to draw on; a list of boxes beside it."""

    title: Line
    """Over the body."""
    says: Line
    """Under the title."""
    marks: tuple[Mark, ...] = Field(min_length=1)
    """What to draw on it."""
    ticks: Ticks | None = None
    """A list beside it."""


class Question(Spec):
    """A question with lines to write on."""

    ask: Line
    """The question."""
    says: Line | None = None
    """Under it."""
    lines: Count = 2
    """To write on."""


class Column(Spec):
    """A column of a table; its width in shares of all columns."""

    head: Line
    """Its heading."""
    share: Count = 1
    """Its width, in shares of all columns."""


class Blank(Spec):
    """A table to fill in."""

    title: Line
    """Over the table."""
    says: Line | None = None
    """Under the title."""
    columns: tuple[Column, ...] = Field(min_length=1, max_length=6)
    """From left to right."""
    rows: Count = 5
    """To write in."""


class Part(Spec):
    """One thing on the page: exactly one of its kinds."""

    body: BodyChart | None = None
    """A body to mark."""
    signs: Literal["emergency", "today"] | None = None
    """The warning signs of the safety page, word for word, with a box before each."""
    write: Question | None = None
    """A question with lines to write on."""
    table: Blank | None = None
    """A table to fill in."""
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
    """Of the page."""
    lead: Line
    """Under the title."""
    parts: tuple[Part, ...] = Field(min_length=1)
    """From the top down."""


class Checklist(Document):
    """What to tell and what to ask."""

    title: Line
    """In a list of checklists."""
    pages: tuple[Page, ...] = Field(min_length=1)
    """One after the other."""
    sources: tuple[SourceId, ...] = ()
    """Where it comes from, by id."""
    reviewed_by: Review | None = None
    """Who looked at it; null for nobody yet."""
