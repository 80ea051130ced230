"""A person in one position, beside words: on the cover, in guidelines and topics."""

from collections.abc import Iterable, Iterator
from typing import Any

from planner.content.spec import Document, Spec
from planner.content.yaml import Loc
from planner.figure import PoseError, Scene
from planner.problems import Problem


class Posed(Spec):
    """A person in one position."""

    view: Any = "side"
    """The side from which it is drawn."""
    props: Any = ()
    """Things in the picture: mat, chair, wall."""
    pose: dict[str, Any]
    """Joint angles and contacts."""
    off_floor: "Posed | None" = None
    """The picture for readers who cannot get down to the floor."""

    @property
    def position(self) -> str:
        """Return the position as exercises name it; it is `standing` where the pose names no base."""
        base = str(self.pose.get("base", "standing"))
        return "side-lying" if base.startswith("lying") else base


def scene_of_posed(posed: Posed) -> Scene:
    """Return a person in one position as a scene of one picture. Raise PoseError for an impossible pose."""
    scene: dict[str, Any] = {"view": posed.view, "props": posed.props, "pictures": [{"pose": posed.pose}]}
    return Scene.read(scene)


def both(loc: Loc, posed: Posed) -> Iterator[tuple[Loc, Posed]]:
    """Yield a picture and the one in its place for those who cannot get down to the floor, with the ways to them."""
    yield loc, posed
    if posed.off_floor:
        yield from both((*loc, "off_floor"), posed.off_floor)


def pose_faults(document: Document, pictures: Iterable[tuple[Loc, Posed]]) -> Iterator[Problem]:
    """Yield every impossible pose of a document, with its place."""
    for loc, posed in pictures:
        try:
            scene_of_posed(posed)
        except PoseError as error:
            yield from placed(document, loc, error)


def placed(document: Document, loc: Loc, error: PoseError) -> Iterator[Problem]:
    """Yield the problems of the pose that loc leads to, each with its place in the document."""
    for problem in error.problems:
        yield document.problem((*loc, *in_picture(problem.loc)), problem)


def in_picture(loc: Loc) -> Loc:
    """Return the way from a picture of a scene to something in it; a way to something else stays as it is."""
    return loc[2:] if loc[:1] == ("pictures",) else loc
