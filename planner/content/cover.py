"""The figures on the cover."""

from collections.abc import Iterator

from pydantic import Field

from planner.content.posed import Posed, both, pose_faults
from planner.content.spec import Document
from planner.content.yaml import Loc


class Cover(Document):
    """The figures that rise on the cover, from left to right."""

    pictures: tuple[Posed, ...] = Field(min_length=1, max_length=5)
    """One to five."""

    def posed(self) -> Iterator[tuple[Loc, Posed]]:
        """Every person in it, with the way to it."""
        for n, posed in enumerate(self.pictures):
            yield from both(("pictures", n), posed)

    def faults(self) -> list[str]:
        """Every pose that cannot be had, with its place."""
        return list(pose_faults(self, self.posed()))
