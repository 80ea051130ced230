"""Insets: the trunk larger, before and now, for moves that are too small to see at the scale of the whole person."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import pi, sin

from planner.figure.drawing import INNER, Path, Rgb, Shape
from planner.figure.look import Look
from planner.figure.outline import Loop, Point, polygon, smooth
from planner.values import frozen

HIGH = 47.5
"""The most height of an inset, centimetres: a little lower than bent knees, so that no row of pictures grows."""
LARGER = 1.6
"""How many times as large as the person an inset is drawn, unless that makes it too high."""
WIDE = 77.0
"""How wide an inset is, centimetres: from the chest to the thigh."""
APART = 9.0
"""Between the inset of before and that of now, where a wedge points from one to the other."""
_WEDGE = 3.0
_CORNER = 5.0
_ROOM = 3.0
"""What is shown above the trunk and below the floor, centimetres of the person."""
_GAP = 12.0
"""How high the tint of a gap is, before the trunk is painted over it: less than the trunk is thick."""
_WALL, _SKIN, _THICK = 13.0, 0.7, 3.6
"""The wall of the belly: half its length, how far under the skin, and how thick in the middle, centimetres."""
_WHITE: Rgb = (1.0, 1.0, 1.0)


@frozen
class Inset:
    """What an inset shows, and where: two middles, the height of its frame, how many times as large it is."""

    centre: Point
    middle: Point
    high: float
    larger: float

    def enlarged(self, line: Loop) -> Loop:
        """Return points near the centre as they stand in the inset."""
        (cx, cy), (mx, my) = self.centre, self.middle
        return [(mx + (x - cx) * self.larger, my + (y - cy) * self.larger) for x, y in line]

    @property
    def wedge(self) -> Path:
        """Return what points from the inset of before, at the left, to this one."""
        x, y = self.middle[0] - WIDE / 2 - APART / 2, self.middle[1]
        return polygon([(x - _WEDGE / 2, y - _WEDGE), (x + _WEDGE, y), (x - _WEDGE / 2, y + _WEDGE)])


def place(x: float, floor: float, ground: float, trunks: Sequence[Loop]) -> tuple[Inset, Inset]:
    """Return the insets of before and now, which show all of `trunks` about x, down to the floor.

    They stand on the ground of the picture.
    """
    half = WIDE / 2 / LARGER
    top = max(v for loop in trunks for u, v in loop if abs(u - x) < half / 2) + _ROOM  # not the thigh
    low = floor - _ROOM
    larger = min(LARGER, HIGH / (top - low))
    high = (top - low) * larger
    centre, y = (x, (top + low) / 2), ground + high / 2
    return Inset(centre, (x, y), high, larger), Inset(centre, (x + WIDE + APART, y), high, larger)


def framed(where: Inset, look: Look) -> Shape:
    """Return the frame round what is shown larger in the next picture."""
    return Shape((rounded(where.centre, WIDE / where.larger, where.high / where.larger),), None, look.ink, 1.1)


def paint_inset(shapes: Iterable[Shape], where: Inset, look: Look) -> list[Shape]:
    """Return the shapes near the centre of an inset drawn larger, cut off at its frame."""
    frame = (rounded(where.middle, WIDE, where.high),)
    half = (WIDE / 2 / where.larger, where.high / 2 / where.larger)
    inner = [
        replace(shape, paths=tuple(_moved(path, where) for path in shape.paths), clip=frame)
        for shape in shapes
        if any(_near(path, where.centre, half) for path in shape.paths)
    ]
    return [Shape(frame, _WHITE, None), *inner, Shape(frame, None, look.ink, INNER)]


def gap(trunk: Sequence[Loop], floor: float, look: Look) -> Shape:
    """Return what is seen between the low back and what it lies on: tinted, so that it is seen to stay or to close.

    To be painted before the trunk, which hides the rest of it.
    """
    low = [min(loop, key=lambda p: p[1])[0] for loop in trunk]
    line = polygon([(min(low), floor), (max(low), floor), (max(low), floor + _GAP), (min(low), floor + _GAP)])
    return Shape((line,), _tint(look.accent, 0.45))


def tight(trunk: Sequence[Loop], x: float, look: Look, *, works: bool) -> Shape:
    """Return the wall of the belly along its skin, about x: solid if it works, else pale."""
    steps = [(x + _WALL * (k / 8 - 1), k / 16) for k in range(17)]
    skin = [(u, max(crossing(loop, u) for loop in trunk), t) for u, t in steps]
    outer = [(u, y - _SKIN) for u, y, _ in skin]
    inner = [(u, y - _SKIN - _THICK * sin(pi * t)) for u, y, t in skin[1:-1]]
    fill = look.accent if works else _tint(look.accent, 0.5)
    return Shape((smooth(outer + inner[::-1]),), fill, None)


def crossing(loop: Loop, x: float) -> float:
    """Return the highest point of an outline at x; far below it where it has none."""
    sides = zip(loop, [*loop[1:], loop[0]], strict=True)
    return max(
        (a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]) for a, b in sides if (a[0] < x) != (b[0] < x)), default=-1e3
    )


def _tint(colour: Rgb, share: float) -> Rgb:
    r, g, b = (1 - share * (1 - c) for c in colour)
    return (r, g, b)


def _near(path: Path, centre: Point, half: Point) -> bool:
    """Return whether the box round a path meets the part that is shown."""
    xs, ys = [step[-2] for step in path], [step[-1] for step in path]
    across = min(xs) < centre[0] + half[0] and max(xs) > centre[0] - half[0]
    return across and min(ys) < centre[1] + half[1] and max(ys) > centre[1] - half[1]


def _moved(path: Path, where: Inset) -> Path:
    centre, middle = where.centre, where.middle
    return tuple(
        tuple(middle[i % 2] + (value - centre[i % 2]) * where.larger for i, value in enumerate(step)) for step in path
    )


def rounded(middle: Point, wide: float, high: float) -> Path:
    """Return a rectangle with round corners."""
    (x, y), w, h = middle, wide / 2, high / 2
    path: list[tuple[float, ...]] = [(x + w, y + h - _CORNER)]
    for gx, gy in ((1, 1), (-1, 1), (-1, -1), (1, -1)):
        cx, cy = x + gx * w, y + gy * h
        ends = [(cx, cy - gy * _CORNER), (cx - gx * _CORNER, cy)]
        (a, b), (c, d) = ends if gx == gy else ends[::-1]
        path += [(a, b), (*_nearer((a, b), (cx, cy)), *_nearer((c, d), (cx, cy)), c, d)]
    return (*path, path[0])


def _nearer(p: Point, corner: Point) -> Point:
    """Return the handle of a curve that is a quarter of a circle."""
    return p[0] + (corner[0] - p[0]) * 0.55, p[1] + (corner[1] - p[1]) * 0.55
