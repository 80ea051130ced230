"""Guidelines: advice to keep in mind, each with a person drawn beside it."""

from collections.abc import Iterator

from pydantic import Field, model_validator

from planner.content.posed import Pictured, Posed, both, pose_faults, with_words
from planner.content.review import Review
from planner.content.scalars import GuidelinesId, Line, PrintedLine
from planner.content.spec import Spec
from planner.content.yaml import Loc
from planner.problems import Problem


class Guideline(Spec):
    """One piece of advice."""

    title: PrintedLine
    """The advice in a few words."""
    says: PrintedLine
    """What to do, in a sentence or two."""
    picture: Posed | None = None
    """A person doing it; or a photo: photo.jpg, with alt."""
    alt: PrintedLine | None = None
    """What the photo shows, for readers who cannot see it. Goes with a picture from a file."""

    @model_validator(mode="after")
    def _in_words(self) -> "Guideline":
        with_words(self.picture, self.alt)
        return self


class Guidelines(Pictured):
    """A page of advice."""

    extends: GuidelinesId | None = None
    """The page of guidelines that this one changes, by id: write only what differs. Of its own id: the one below."""
    title: PrintedLine
    """The title of the page."""
    lead: PrintedLine
    """A line under the title."""
    guidelines: tuple[Guideline, ...] = Field(min_length=1, max_length=7)
    """One to seven pieces of advice."""
    sources: tuple[Line, ...] = ()
    """Sources, in words."""
    reviewed_by: Review | None = None
    """Who reviewed it, and when; null if nobody has yet."""

    def posed(self) -> Iterator[tuple[Loc, Posed]]:
        """Yield every drawn person, with the way to it."""
        for n, guideline in enumerate(self.guidelines):
            if guideline.picture:
                yield from both(("guidelines", n, "picture"), guideline.picture)

    def faults(self) -> list[Problem]:
        """Return every impossible pose, with its place."""
        return list(pose_faults(self, self.posed()))
