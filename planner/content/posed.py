"""A person in one position, beside words: on the cover, in guidelines and topics."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from pydantic import Field, PrivateAttr, model_validator

from planner.content.scalars import ConditionId, Line
from planner.content.spec import Document, Layered, Spec
from planner.content.yaml import Loc, Origin
from planner.figure import PoseError, Scene
from planner.problems import Problem


class Posed(Spec):
    """A person in one position; or a picture from a file, as its name alone."""

    file: Line | None = None
    """A JPEG, PNG or SVG file beside this one, in place of a pose. It may be written alone: `picture: photo.jpg`."""
    view: Any = "side"
    """The side from which it is drawn."""
    props: Any = ()
    """Things in the picture: mat, chair, wall."""
    pose: dict[str, Any] = Field(default_factory=dict)
    """Joint angles and contacts."""
    off_floor: "Posed | None" = None
    """The picture for readers who cannot get down to the floor."""
    not_for_conditions: tuple[ConditionId, ...] = ()
    """Other conditions that it does not suit: who has one sees off_floor in its place."""

    _origin: Origin | None = PrivateAttr(default=None)
    _loc: Loc = PrivateAttr(default=())

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:  # noqa: ANN401 - whatever was written
        return {"file": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_of_both(self) -> "Posed":
        if self.file is None and "pose" not in self.model_fields_set:
            raise ValueError(Problem(text="is missing", loc=("pose",)))
        if self.file is not None and self.model_fields_set - {"file"}:
            raise ValueError("a picture is a file or a pose, not both")
        if self.off_floor and self.off_floor.file:
            raise ValueError("off_floor is a pose; a picture from a file stands alone")
        in_its_place(self.not_for_conditions, self.off_floor)
        return self

    def at(self, origin: Origin | None, loc: Loc) -> None:
        """Remember where it was written: a file lies beside it."""
        self._origin, self._loc = origin, loc

    def problem(self, what: Problem) -> Problem:
        """Return what is wrong with the picture's file, with its place."""
        return self._origin.problem(self._loc, what) if self._origin else replace(what, loc=self._loc)

    @property
    def beside(self) -> Path | None:
        """The folder in which the file lies; None for what a program made without one."""
        return self._origin.folder(self._loc) if self._origin else None

    @property
    def position(self) -> str:
        """Return the position as exercises name it; it is `standing` where the pose names no base."""
        base = str(self.pose.get("base", "standing"))
        return "side-lying" if base.startswith("lying") else base


class Pictured(Layered):
    """A document with pictures."""

    def posed(self) -> Iterator[tuple[Loc, Posed]]:
        """Yield every picture, with the way to it."""
        raise NotImplementedError

    def at(self, origin: Origin | None) -> Self:
        """Remember where the document and its pictures were read from, and return it."""
        if origin:
            for loc, posed in self.posed():
                posed.at(origin, loc)
        return super().at(origin)


def with_words(picture: Posed | None, alt: str | None) -> None:
    """Raise ValueError for a picture from a file that nobody has put into words, and for words without one."""
    if picture and picture.file and not alt:
        raise ValueError(NEEDS_ALT)
    if alt and not (picture and picture.file):
        raise ValueError("alt belongs to a picture from a file; what a pose shows is said by itself")


def in_its_place(conditions: tuple[str, ...], off_floor: object) -> None:
    """Raise ValueError for a picture that does not suit some conditions, with none in its place."""
    if conditions and off_floor is None:
        raise ValueError("not_for_conditions needs off_floor: what these patients see in its place")


NEEDS_ALT = "picture needs alt: what it shows, in words, for whoever cannot see it"


def scene_of_posed(posed: Posed) -> Scene:
    """Return a person in one position as a scene of one picture. Raise PoseError for an impossible pose."""
    assert posed.file is None, "a picture from a file is no scene"
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
        if posed.file:
            continue
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
