"""From written steps to posed scenes: the one place that knows how an exercise's file speaks of pictures."""

from functools import lru_cache
from typing import Any

from planner.content.exercise import Exercise, Step
from planner.content.source import Origin
from planner.errors import InputError
from planner.figure import PoseError, Scene

PICTURE = ("pose", "arrow", "felt_at", "works_at", "hold", "other_side", "ghost")
"""The keys of a step that make its picture."""


def scene_of(exercise: Exercise, steps: tuple[Step, ...]) -> Scene | None:
    """The pictures of some steps as one scene; None if no step has a pose. Raises InputError with their places."""
    key = tuple(id(step) for step in steps)
    return _scene(_Key((exercise.key, key), exercise, steps))


def scene_of_values(values: dict[str, Any], origin: Origin) -> Scene:
    """A scene that stands alone in a file: `pictures`, or one `pose`. Raises InputError with the place of a problem."""
    single = "pose" in values
    picture = {key: value for key, value in values.items() if key in PICTURE}
    around = {key: value for key, value in values.items() if not (single and key in PICTURE)}
    try:
        return Scene.read({**around, "pictures": [picture]} if single else around)
    except PoseError as error:
        loc = error.loc[2:] if single and error.loc[:1] == ("pictures",) else error.loc
        raise InputError(origin.problem(loc, error.message)) from None


class _Key:
    """Steps by identity: their poses are maps, which have no hash."""

    def __init__(self, key: tuple[Any, ...], exercise: Exercise, steps: tuple[Step, ...]) -> None:
        self.key, self.exercise, self.steps = key, exercise, steps

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.key == other.key


@lru_cache(maxsize=512)
def _scene(key: _Key) -> Scene | None:
    exercise, steps = key.exercise, key.steps
    posed = [(n, step) for n, step in enumerate(steps) if step.pose is not None]
    if not posed:
        return None
    pictures = [
        {name: value for name in PICTURE if (value := getattr(step, name)) not in (None, False)} for _, step in posed
    ]
    try:
        return Scene.read({"view": exercise.view, "props": exercise.props, "pictures": pictures})
    except PoseError as error:
        loc = error.loc
        if len(loc) > 1 and loc[0] == "pictures":
            loc = ("steps", posed[int(loc[1])][0], *loc[2:])
        raise InputError(exercise.problem(loc, error.message)) from None
