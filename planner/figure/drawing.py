"""Drawings: filled and stroked paths that belong to no file format.

Lengths are centimetres for a person 170 cm tall; x runs to the right, y upwards. Line widths and dashes are
points *as printed*, whatever the scale at which the drawing is placed, so that a thumbnail's outline is as
black as a poster's.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from planner.shipped import shipped

Rgb = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""
Posture = Literal["lying", "kneeling", "upright", "above"]
"""What decides how large a person is drawn: somebody who lies needs the width that somebody who stands does not.

Upright: standing, sitting or half kneeling. Above: whatever the person does, if seen from above."""
DRAWN = "drawn"
"""How the key of a picture begins that is as the engine has drawn it, with nothing added or cut off since."""
OUTLINE, INNER, FINE = 0.95, 0.65, 0.5
"""Widths of the lines round a part of a person, inside it, and of hair and fingers: points as printed."""

Path = tuple[tuple[float, ...], ...]
"""A path: (x, y) first; then (x, y) for a straight line or (x1, y1, x2, y2, x, y) for a cubic Bezier curve."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Paths painted together: filled (even-odd), then stroked with round caps and joins."""

    paths: tuple[Path, ...]
    fill: Rgb | None = None
    stroke: Rgb | None = None
    width: float = 0.0
    dash: tuple[float, ...] = ()
    closed: bool = True
    clip: tuple[Path, ...] = ()
    """If there are any, paint only inside these closed paths (even-odd)."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """A picture in the box from (0, 0) to (width, height), with the ground at y = `ground`.

    Each picture is drawn once and kept, so drawings are compared by identity. Across processes, equal `key`s mean equal
    content.
    """

    width: float
    height: float
    ground: float
    shapes: tuple[Shape, ...] = field(repr=False)
    key: str
    posture: Posture = "upright"


class Shipped(Drawing):
    """A picture of the wheel: its shapes are read when somebody asks for them, as most pages need its form alone."""

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """What is painted, back to front."""
        return shipped(f"{self.key} shapes", tuple)


def once(key: str, draw: Callable[[], Drawing]) -> Drawing:
    """Return the picture with a key: that of the wheel, or as it is drawn."""

    def drawn() -> Drawing:
        made = draw()
        shipped(f"{key} shapes", lambda: made.shapes)
        return made

    return shipped(key, drawn, _measures, lambda data: _of_wheel(key, data))


def _measures(drawing: Drawing) -> bytes:
    return pickle.dumps((drawing.width, drawing.height, drawing.ground, drawing.posture))


def _of_wheel(key: str, measures: bytes) -> Drawing:
    width, height, ground, posture = pickle.loads(measures)  # noqa: S301 - as much ours as the code is
    drawing = object.__new__(Shipped)
    vars(drawing).update(width=width, height=height, ground=ground, posture=posture, key=key)
    return drawing
