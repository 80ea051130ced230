"""The figures on the cover."""

from collections.abc import Iterator

from pydantic import Field, field_validator

from planner.content.posed import Posed, both, pose_faults
from planner.content.spec import Document
from planner.content.yaml import Loc
from planner.problems import Problem


class Cover(Document):
    """The figures on the cover, from left to right."""

    pictures: tuple[Posed, ...] = Field(min_length=1, max_length=5)
    """One to five figures."""

    @field_validator("pictures")
    @classmethod
    def _drawn(cls, pictures: tuple[Posed, ...]) -> tuple[Posed, ...]:
        if any(posed.file for posed in pictures):
            raise ValueError("these are poses; a photo on the cover is cover_picture in the clinic's file")
        return pictures

    def posed(self) -> Iterator[tuple[Loc, Posed]]:
        """Yield every drawn person, with the way to it."""
        for n, posed in enumerate(self.pictures):
            yield from both(("pictures", n), posed)

    def faults(self) -> list[Problem]:
        """Return every impossible pose, with its place."""
        return list(pose_faults(self, self.posed()))
