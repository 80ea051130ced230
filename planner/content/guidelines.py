"""The guidelines, and the figures of the cover: words with a posed person beside them."""

from typing import Any

from pydantic import Field

from planner.content.scalars import Line
from planner.content.spec import Document, Spec


class Posed(Spec):
    """A person in one position."""

    view: Any = "side"
    """From where it is seen."""
    props: Any = ()
    """Things in the picture: mat, chair, wall."""
    pose: dict[str, Any]
    """Joint angles and contacts."""


class Guideline(Spec):
    """One thing to keep in mind."""

    title: Line
    """In a few words."""
    says: Line
    """What to do."""
    picture: Posed | None = None
    """A person who does it."""


class Guidelines(Document):
    """A page of them."""

    title: Line
    """Of the page."""
    lead: Line
    """Under the title."""
    guidelines: tuple[Guideline, ...] = Field(min_length=1, max_length=7)
    """Up to seven."""
    sources: tuple[Line, ...] = ()
    """Where they come from."""


class Cover(Document):
    """The figures that rise on the cover, from left to right."""

    pictures: tuple[Posed, ...] = Field(min_length=1, max_length=5)
    """One to five."""
