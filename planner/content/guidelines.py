"""The guidelines, and the figures of the cover: words with a posed person beside them."""

from collections.abc import Iterator

from pydantic import Field

from planner.content.posed import Posed, both, pose_faults
from planner.content.scalars import Line
from planner.content.spec import Document, Spec
from planner.content.yaml import Loc


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

    def posed(self) -> Iterator[tuple[Loc, Posed]]:
        """Every person in it, with the way to it."""
        for n, guideline in enumerate(self.guidelines):
            if guideline.picture:
                yield from both(("guidelines", n, "picture"), guideline.picture)

    def faults(self) -> list[str]:
        """Every pose that cannot be had, with its place."""
        return list(pose_faults(self, self.posed()))
