"""Read posed scenes and picture files from written steps."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import Any

from planner.content.exercise import Exercise, Precaution, Step
from planner.content.kinds import FOLDERS
from planner.content.posed import in_picture
from planner.content.spec import Document, hashable
from planner.content.yaml import Loc, Origin
from planner.figure import PoseError, Scene
from planner.figure.mirror import for_sore_side
from planner.figure.pose import Faults
from planner.figure.props import read_prop
from planner.problems import InputError, Problem

PICTURE = ("pose", "arrow", "felt_at", "works_at", "hold", "other_side", "ghost", "inset", "breath")
"""The keys of a step that make its picture."""
NO_FOLDER = Problem(
    text="this is not from a file, so there is no folder to read it from",
    advice="load what names it with near=Path(...), its folder",
)
"""What is wrong with the name of a file in what a program made."""
MOST_BYTES = 40_000_000
"""The largest picture file that is read: no camera's JPEG is larger."""


def scene_of(
    exercise: Exercise, steps: tuple[Step, ...], *, on_bed: bool = False, sore: str | None = None
) -> Scene | None:
    """Return the pictures of some steps as one scene; None if no step has a pose.

    on_bed: a bed takes a mat's place. sore: the side that hurts, whose hand is not to hold a walking stick.
    Raise InputError with the places of what cannot be drawn. Equal steps give the same scene, whoever reads them.
    """
    posed = [(n, step) for n, step in enumerate(steps) if step.pose is not None]
    if not posed:
        return None
    own, props = _own(exercise, steps)
    view = exercise.view if own is None or own[1].view is None else own[1].view
    if on_bed:
        props = ["bed" if prop == "mat" else prop for prop in ([props] if isinstance(props, str) else props or ())]

    def place(loc: Loc) -> Loc:
        """Return the way to a fault in the exercise, from that in its scene."""
        before: Loc = ("precautions", own[0]) if own else ()
        if len(loc) > 1 and loc[0] == "pictures":
            return (*before, "steps", posed[int(loc[1])][0], *in_picture(loc))
        theirs = own is not None and loc[:1] in (("props",), ("view",)) and getattr(own[1], str(loc[0])) is not None
        return (*before, *loc) if theirs else loc

    try:
        return for_sore_side(_scene(_Written(view, props, tuple(step for _, step in posed))), sore)
    except PoseError as error:
        raise InputError(*(exercise.problem(place(problem.loc), problem) for problem in error.problems)) from None


def _own(exercise: Exercise, steps: tuple[Step, ...]) -> tuple[tuple[int, Precaution] | None, Any]:
    """Return the precaution that brings these steps with its place, None for the exercise's own; and their props."""
    own = next(((n, p) for n, p in enumerate(exercise.precautions) if p.steps and p.steps == steps), None)
    return own, exercise.props if own is None or own[1].props is None else own[1].props


def props_of(exercise: Exercise, steps: tuple[Step, ...]) -> tuple[Any, ...]:
    """Return the things in the pictures of some steps, as they are written."""
    _, props = _own(exercise, steps)
    return tuple(props) if isinstance(props, (list, tuple)) else (props,)


def with_stick(exercise: Exercise, steps: tuple[Step, ...]) -> bool:
    """Return whether some steps are shown with a walking stick, as far as their props can be read."""
    read = [read_prop(raw, (), Faults()) for raw in props_of(exercise, steps)]
    return any(prop.walker for prop in read if prop)


def scene_of_values(values: dict[str, Any], origin: Origin) -> Scene:
    """Return the scene of a file that holds only `pictures` or one `pose`. Raise InputError with places of problems."""
    single = "pose" in values
    picture = {key: value for key, value in values.items() if key in PICTURE}
    around = {key: value for key, value in values.items() if not (single and key in PICTURE)}
    try:
        return Scene.read({**around, "pictures": [picture]} if single else around)
    except PoseError as error:
        locs = [in_picture(problem.loc) if single else problem.loc for problem in error.problems]
        placed = [origin.problem(loc, problem) for loc, problem in zip(locs, error.problems, strict=True)]
        raise InputError(*placed) from None


def folders_of(document: Document, place: Loc) -> tuple[Path, ...]:
    """Return where a picture may lie that is named at a place: beside the file that names it, or in its library."""
    return in_folder(document.folder(place))


def in_folder(beside: Path | None) -> tuple[Path, ...]:
    """Return where a picture may lie that is named by a file in this folder; nowhere without one."""
    if beside is None:
        return ()
    return (beside, beside.parent) if beside.name in FOLDERS else (beside,)


def place_of(exercise: Exercise, step: Step) -> Loc:
    """Return the way to a step's picture in its exercise."""
    for n, own in enumerate(exercise.steps):
        if own == step:
            return "steps", n, "picture"
    for n, precaution in enumerate(exercise.precautions):
        for k, own in enumerate(precaution.steps):
            if own == step:
                return "precautions", n, "steps", k, "picture"
    return ()


def read_beside(folders: tuple[Path, ...], name: str, problem: Callable[[Problem], Problem]) -> bytes:
    """Return a picture file from the first folder that has it; never from outside the last folder.

    problem puts the place of the name to what is wrong with it: that is raised as an InputError.
    """
    if not folders:
        raise InputError(problem(replace(NO_FOLDER, quoted=name)))
    outermost = folders[-1].resolve()
    paths = [folder / name for folder in folders]
    try:
        path = next((path for path in paths if path.exists()), paths[0])
        if Path(name).is_absolute() or not path.resolve().is_relative_to(outermost):
            raise InputError(problem(Problem(quoted=name, advice="name a picture in the folder of this file")))
        stat = path.stat()
        if not S_ISREG(stat.st_mode):
            raise InputError(problem(Problem(quoted=name, text="is not a file")))
        if stat.st_size > MOST_BYTES:
            text, advice = f"is {stat.st_size:,} bytes", f"make it smaller than {MOST_BYTES:,}"
            raise InputError(problem(Problem(quoted=name, text=text, advice=advice)))
        return path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: a circle of links
        says = getattr(error, "strerror", None) or "not the name of a file"
        raise InputError(problem(Problem(quoted=name, text=f"cannot be read: {says}"))) from None


class _Written:
    """The values that a scene is read from, hashable although poses are maps."""

    def __init__(self, view: Any, props: Any, steps: tuple[Step, ...]) -> None:  # noqa: ANN401 - as written
        pictures = [
            {name: value for name in PICTURE if (value := getattr(step, name)) not in (None, False)} for step in steps
        ]
        self.data = {"view": view, "props": props, "pictures": pictures}
        self._value = hashable(self.data)
        self._hash = hash(self._value)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Written) and self._value == other._value


@lru_cache(maxsize=512)
def _scene(written: _Written) -> Scene:
    return Scene.read(written.data)
