"""The guidelines, and the figures of the cover: words with a posed person beside them."""

from typing import Any

from pydantic import Field

from planner.content.scalars import Line
from planner.content.spec import Document, Spec


class Posed(Spec):
    """A person in one position."""

    view: Any = "side"
    props: Any = ()
    pose: dict[str, Any]


class Guideline(Spec):
    """One thing to keep in mind."""

    title: Line
    says: Line
    picture: Posed | None = None


class Guidelines(Document):
    """A page of them."""

    title: Line
    lead: Line
    guidelines: tuple[Guideline, ...] = Field(min_length=1, max_length=7)
    sources: tuple[Line, ...] = ()


class Cover(Document):
    """The figures that rise on the cover, from left to right."""

    pictures: tuple[Posed, ...] = Field(min_length=1, max_length=5)
