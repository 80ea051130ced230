"""Compare the position that an exercise names with the one that its pictures show: rules go by the name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from planner.figure.positions import POSITIONS
from planner.problems import Problem

if TYPE_CHECKING:
    from planner.content.exercise import Step

POSTURES: dict[str, tuple[str, ...]] = {
    "kneeling": ("half-kneeling", "hands-and-knees"),
    "lying-left": ("side-lying",),
    "lying-right": ("side-lying",),
}
"""The positions as which a pose's base counts, where there is none of its name."""
UPRIGHT = ("standing", "sitting")
"""The positions that need nobody to get down to the floor."""


def misplaced(position: str, steps: Iterable["Step"], props: object) -> Problem | None:
    """Return what is wrong with a position that no picture shows, or that is upright though one is on the floor.

    Where pictures show several, the position is the lowest: it is what rules about positions go by.
    """
    shown = [_positions(base, props) for base in _bases(steps)]
    low = [names for names in shown if not set(names) & set(UPRIGHT)]
    if not shown or (any(position in names for names in shown) and not (low and position in UPRIGHT)):
        return None
    meant = " or ".join((low or shown)[0])
    text = f"a picture shows {meant}" if low and position in UPRIGHT else f"the pictures show {meant}"
    return Problem(text=text, quoted=position, advice="write that, as rules about positions go by it")


def is_low(steps: Iterable["Step"], props: object) -> bool:
    """Return whether a picture shows somebody down on the floor, or lying."""
    return any(not set(_positions(base, props)) & set(UPRIGHT) for base in _bases(steps))


def _bases(steps: Iterable["Step"]) -> list[str]:
    """Return the base of each pose; one that names none goes on from the one before. None of those with a slip."""
    found: list[str] = []
    for pose in (step.pose for step in steps if step.pose is not None):
        found.append(str(pose.get("base") or (found[-1] if found else "standing")))
    return found if found and all(base in POSITIONS for base in found) else []


def _positions(base: str, props: object) -> tuple[str, ...]:
    """Return the positions as which a pose counts: half up against a pillow, one also sits."""
    names = POSTURES.get(base, (base,))
    return (*names, "sitting") if base == "supine" and _under_back(props) else names


def _under_back(props: Any) -> bool:  # noqa: ANN401 - as written
    things = props if isinstance(props, list | tuple) else [props]
    measures = [value for prop in things if isinstance(prop, dict) for value in prop.values()]
    return any(isinstance(measure, dict) and measure.get("under") == "back" for measure in measures)
