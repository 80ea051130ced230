"""The guidelines, and the figures of the cover: words with a posed person beside them."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import Field

from planner.content.scalars import Line
from planner.content.source import Loc
from planner.content.spec import Document, Spec
from planner.figure import PoseError, Scene

FLOOR = "floor-access"
"""The condition of whoever cannot get down to the floor."""


class Posed(Spec):
    """A person in one position."""

    view: Any = "side"
    """From where it is seen."""
    props: Any = ()
    """Things in the picture: mat, chair, wall."""
    pose: dict[str, Any]
    """Joint angles and contacts."""
    off_floor: "Posed | None" = None
    """Shown in its place to whoever cannot get down to the floor."""


def scene_of_posed(posed: Posed) -> Scene:
    """A person in one position as a scene of one picture. Raises PoseError."""
    scene: dict[str, Any] = {"view": posed.view, "props": posed.props, "pictures": [{"pose": posed.pose}]}
    return Scene.read(scene)


def both(loc: Loc, posed: Posed) -> Iterator[tuple[Loc, Posed]]:
    """A picture and what is shown in its place, with the ways to them."""
    yield loc, posed
    if posed.off_floor:
        yield from both((*loc, "off_floor"), posed.off_floor)


def pose_faults(document: Document, pictures: Iterable[tuple[Loc, Posed]]) -> Iterator[str]:
    """Every pose of a document that cannot be had, with its place."""
    for loc, posed in pictures:
        try:
            scene_of_posed(posed)
        except PoseError as error:
            where = error.loc[2:] if error.loc[:1] == ("pictures",) else error.loc
            yield document.problem((*loc, *where), error.message)


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
