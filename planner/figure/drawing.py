"""What the picture engine hands out: filled and stroked paths, nothing of any file format.

Lengths are centimetres on a person 170 cm tall; x runs to the right, y upwards. Line widths and dashes are
points *as printed*, whatever the scale at which the drawing is placed, so that a thumbnail's outline is as
black as a poster's.
"""

from dataclasses import dataclass, field

Rgb = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""

Path = tuple[tuple[float, ...], ...]
"""A pen's way: (x, y) first; then (x, y) for a straight line or (x1, y1, x2, y2, x, y) for a cubic Bezier curve."""


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
    """Where not empty, only what lies inside these closed paths is painted (even-odd)."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """A picture in the box from (0, 0) to (width, height), standing on the ground line at y = ground.

    Drawings are made once per picture and kept, so they are compared by identity; `key` names the content
    (equal keys, equal drawings) in any process.
    """

    width: float
    height: float
    ground: float
    shapes: tuple[Shape, ...] = field(repr=False)
    key: str
