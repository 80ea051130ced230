"""Drawings: filled and stroked paths that belong to no file format.

Lengths are centimetres for a person 170 cm tall; x runs to the right, y upwards. Line widths and dashes are
points *as printed*, whatever the scale at which the drawing is placed, so that a thumbnail's outline is as
black as a poster's.
"""

import pickle
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
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


class _Read:
    """Shapes that are read each time; those that `replace` gives stand in their place."""

    def __get__(self, drawing: Drawing, owner: type[Drawing]) -> tuple[Shape, ...]:
        shapes: tuple[Shape, ...] = vars(drawing)["read"]()
        return shapes


class Kept(Drawing):
    """A picture whose shapes are read when somebody asks for them: most pages need its form alone.

    As objects they take fifty times the room.
    """

    shapes = _Read()


def _kept(key: str, measures: bytes, read: Callable[[], tuple[Shape, ...]]) -> Drawing:
    width, height, ground, posture = pickle.loads(measures)  # noqa: S301 - as much ours as the code is
    drawing = object.__new__(Kept)
    vars(drawing).update(width=width, height=height, ground=ground, posture=posture, key=key, read=read)
    return drawing


def once(key: str, draw: Callable[[], Drawing]) -> Drawing:
    """Return the picture with a key: that of the wheel, or as it is drawn."""

    def drawn() -> Drawing:
        made = draw()
        shapes = shipped(f"{key} shapes", lambda: made.shapes)
        return _kept(key, _measures(made), partial(_unpacked, zlib.compress(pickle.dumps(shapes), 1)))

    def of_wheel(measures: bytes) -> Drawing:
        return _kept(key, measures, partial(shipped, f"{key} shapes", tuple))

    return shipped(key, drawn, _measures, of_wheel)


def _unpacked(shapes: bytes) -> tuple[Shape, ...]:
    found: tuple[Shape, ...] = pickle.loads(zlib.decompress(shapes))  # noqa: S301 - packed above
    return found


def _measures(drawing: Drawing) -> bytes:
    return pickle.dumps((drawing.width, drawing.height, drawing.ground, drawing.posture))
