"""Movement arrows: each starts where a part was, follows the part's path, and ends where it is now."""

from collections.abc import Mapping
from itertools import pairwise
from math import atan2, cos, hypot, sin

from planner.figure.anatomy import STATURE, Body
from planner.figure.camera import Camera
from planner.figure.drawing import Path, Shape
from planner.figure.landmarks import spot
from planner.figure.look import Look
from planner.figure.marks import WHITE
from planner.figure.motion import path
from planner.figure.outline import Loop, Point, inside, polygon, smooth
from planner.figure.vectors import Vec, lerp

_WIDTH, _HALO = 2.2, 1.5
"""Width of the line and of the white added round it where it crosses the body, points as printed."""
_HEAD = 8.4
_SHORT = 18.0
"""The length of an arrow's head and the least length of its line, centimetres; by eye."""
_OFF_FLOOR = 2.5
"""How far above the floor an arrow for a slide lies, centimetres: clear of the ground line."""
_UNDER_FOOT = 5.0
"""How far below a heel that slides its arrow lies, centimetres: along all of its way, where no toes cover it."""
_BOTH = 36.0
"""The least length of an arrow with a head at each end."""
_STILL = 5.0
"""A path shorter than this on the paper, in centimetres, is too short for an arrow along it."""
_REACH = {"head": 15.0, "pelvis": 12.0, "knee": 6.5, "ankle": 5.0, "hand": 5.0, "shoulder": 6.0, "chest": 3.0}
"""How far an arrow beside a landmark's path keeps from it so as to clear the flesh, centimetres; by eye."""


def arrow_line(a: Body, b: Body, landmark: str, camera: Camera, pieces: Mapping[str, Loop], things: list[Loop]) -> Loop:
    """Return the line of an arrow that shows how a landmark moved between two poses.

    The line follows the landmark's path. It stops at the skin of the moving part itself, and is moved aside where it
    would cover the body, to the side on which it covers less. A turn on the spot becomes an arc. `things` are outlines
    of props to keep clear of.
    """
    slides = _slides(a, b, landmark)
    points = [camera.point(p) for p in (slides or path(a, b, landmark))]
    long = _long(points)
    if long < _STILL:
        return _turn(a, b, landmark, camera) or _lengthened(points, _SHORT)
    if slides and landmark.startswith("heel"):
        return [(x, y - _UNDER_FOOT) for x, y in points]
    if slides:
        raised = [(x, y + _OFF_FLOOR) for x, y in points]
        return _lengthened(_up_to_skin(raised, list(pieces.values()), 0.0), _SHORT)
    outward = _outward(a, b, landmark, camera)
    if outward is not None:
        return outward
    loops = list(pieces.values())
    own = [pieces[name] for name in _own(landmark) if name in pieces]
    reach = _REACH.get(landmark[:-2] if landmark[-2:] in ("_l", "_r") else landmark, 4.0) + 2.5
    # candidates: along the path, and three lines on either side of it; the one that costs least is drawn
    beside = [_aside(points, by) for k in (0.0, 4.0, 9.0) for by in (reach + k, -reach - k)]
    tries = [_up_to_skin(_from_afar(points), own, long), *beside]
    tries = [_off_what_stays(line, loops) for line in tries]
    home, floor = camera.point(b.hips), min(y for loop in loops for _, y in loop)
    under = min(y for _, y in points) - 3.0
    outer = _apart(tries[1], home) > _apart(tries[2], home)
    liking = [1.5, *(0.7 * k + float(outer != first) for k in range(3) for first in (True, False))]

    # weights by eye: a line starts on no part of the body, ends near the landmark, and is not under the floor
    def cost(i: int) -> tuple[float, int]:
        line, over = tries[i], [*loops, *things]
        off = hypot(line[-1][0] - points[-1][0], line[-1][1] - points[-1][1]) / 9.0
        off += 9.0 if any(inside(line[0], loop) for loop in loops) else 0.0
        sunk = 8.0 if min(y for _, y in line) < under < floor + 6.0 else 0.0
        return (round(_covered(line, over) * 24) + liking[i] + _bent(line, points) + off + sunk, i)

    best = min(range(len(tries)), key=cost)
    return _arc(_lengthened(tries[best], _SHORT))


def _slides(a: Body, b: Body, landmark: str) -> list[Vec]:
    """Return a straight path for a landmark that stays near the floor, an empty list for one that leaves it."""
    (first, _, _), (last, _, _) = spot(a, landmark), spot(b, landmark)
    if max(first[2], last[2]) > 5.0:
        return []
    return [lerp(first, last, k / 8) for k in range(9)]


def arrow_shapes(line: Loop, look: Look, over: list[Loop], *, returns: bool = False) -> list[Shape]:
    """Return the shapes of an arrow along a line, with a white rim if it crosses one of the outlines in `over`.

    One that `returns` has a head at each end.
    """
    line = _lengthened(line, _BOTH) if returns else line
    shaft, head = _tip(line)
    heads: tuple[Path, ...] = (head,)
    if returns:
        shaft, head = _tip(shaft[::-1])
        heads = (*heads, head)
    way = smooth(shaft, closed=False, corner=-1.0)
    halo: list[Shape] = []
    if _covered(_dense(line), over) > 0.04:
        halo.append(Shape((way,), None, WHITE, _WIDTH + _HALO, closed=False))
        halo.append(Shape(heads, WHITE, WHITE, _HALO))
    return [
        *halo,
        Shape((way,), None, look.accent, _WIDTH, closed=False),
        Shape(heads, look.accent, look.accent, 0.6),
    ]


def _tip(line: Loop) -> tuple[Loop, Path]:
    """Return a line without its last part, and the head that takes its place."""
    (x, y) = line[-1]
    i = len(line) - 2
    while i > 0 and hypot(line[i][0] - x, line[i][1] - y) < _HEAD:
        i -= 1
    dx, dy = x - line[i][0], y - line[i][1]
    far = hypot(dx, dy) or 1.0
    ux, uy = dx / far, dy / far
    base = (x - ux * _HEAD * 0.85, y - uy * _HEAD * 0.85)
    wide = _HEAD * 0.48
    head = [
        (x, y),
        (x - ux * _HEAD - uy * wide, y - uy * _HEAD + ux * wide),
        (x - ux * _HEAD + uy * wide, y - uy * _HEAD - ux * wide),
    ]
    shaft = [p for p in line[: i + 1] if hypot(p[0] - x, p[1] - y) > _HEAD] + [base]
    return (shaft if len(shaft) > 1 else [line[0], base]), polygon(head)


def _arc(line: Loop) -> Loop:
    """Return a plain arc through the start, the middle and the end of a line."""
    (ax, ay), (mx, my), (bx, by) = line[0], _halfway(line), line[-1]
    cx, cy = 2 * mx - (ax + bx) / 2, 2 * my - (ay + by) / 2
    steps = [k / 10 for k in range(11)]
    return [
        ((1 - t) ** 2 * ax + 2 * t * (1 - t) * cx + t * t * bx, (1 - t) ** 2 * ay + 2 * t * (1 - t) * cy + t * t * by)
        for t in steps
    ]


def _halfway(line: Loop) -> Point:
    half, gone = _long(line) / 2, 0.0
    for (x, y), (u, v) in pairwise(line):
        step = hypot(u - x, v - y)
        if gone + step >= half and step > 0:
            k = (half - gone) / step
            return (x + (u - x) * k, y + (v - y) * k)
        gone += step
    return line[-1]


def _own(landmark: str) -> tuple[str, ...]:
    """Return the names of the painted pieces that a landmark belongs to."""
    stem, side = (landmark[:-2], landmark[-1]) if landmark[-2:] in ("_l", "_r") else (landmark, "")
    if stem.startswith(("head", "chin")):
        return ("head",)
    if stem in ("hand", "wrist", "elbow", "shoulder"):
        return ("arm_" + side,)
    return ("leg_" + side,) if side and stem not in ("hip", "side", "buttock") else ("hips", "shirt")


def _outward(a: Body, b: Body, landmark: str, camera: Camera) -> Loop | None:
    """Return an arrow off the skin of the trunk where it bulges, such as a belly that rises; None for other moves."""
    if landmark not in ("low_back", "upper_back", "belly", "chest", "bottom"):
        return None
    (start, _, _), (end, out, _) = spot(a, landmark), spot(b, landmark)
    (x, y), (u, v), (nx, ny) = camera.point(start), camera.point(end), camera.point(out)
    far = hypot(u - x, v - y) or 1.0
    dx, dy = (u - x) / far, (v - y) / far
    if dx * nx + dy * ny < 0.35:
        return None
    return [(u + dx * k, v + dy * k) for k in (2.0, 6.0, 11.0, 16.0)]


def _turn(a: Body, b: Body, landmark: str, camera: Camera) -> Loop | None:
    """Return an arc round a pelvis or a head that turned on the spot; None for any other landmark."""
    first = camera.point(a.frame[0] if landmark == "pelvis" else a.frames["head"][0])
    last = camera.point(b.frame[0] if landmark == "pelvis" else b.frames["head"][0])
    if landmark not in ("pelvis", "head", "chin"):
        return None
    turn = atan2(first[0] * last[1] - first[1] * last[0], first[0] * last[0] + first[1] * last[1])
    if abs(turn) < 0.04:
        return None
    x, y = camera.point(b.hips if landmark == "pelvis" else b.joints["head"])
    middle, span = atan2(last[1], last[0]), 0.62 if turn > 0 else -0.62
    r = 0.105 * STATURE
    return [(x + r * cos(middle + span * k / 4), y + r * sin(middle + span * k / 4)) for k in range(-4, 5)]


def _up_to_skin(points: Loop, loops: list[Loop], long: float) -> Loop:
    """Cut the end of a path back to just off the skin, and its start so that it keeps its length `long`."""
    dense = _dense(points)
    end = len(dense)
    while end > 3 and any(inside(dense[end - 1], loop) for loop in loops):
        end -= 1
    line = dense[: end - 1 if end < len(dense) else end]
    wanted, i = max(long, _SHORT), len(line) - 1
    while i > 0 and wanted > 0:
        wanted -= hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1])
        i -= 1
    return _sparse(line[i:])


def _from_afar(points: Loop) -> Loop:
    """Begin a path farther back, straight against the direction in which it starts."""
    (x, y), (u, v) = points[0], points[1]
    far = hypot(u - x, v - y) or 1.0
    back = [(x - (u - x) / far * k, y - (v - y) / far * k) for k in (40.0, 30.0, 20.0, 10.0)]
    return [*back, *points]


def _aside(points: Loop, by: float) -> Loop:
    """Return a path moved to its left by so many centimetres; to its right if negative."""
    line: Loop = []
    for i, (x, y) in enumerate(points):
        (px, py), (qx, qy) = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
        far = hypot(qx - px, qy - py) or 1.0
        line.append((x - (qy - py) / far * by, y + (qx - px) / far * by))
    return line


def _off_what_stays(line: Loop, loops: list[Loop]) -> Loop:
    """Begin a line off the body: what lies under its start is a part that did not move."""
    dense = _dense(line)
    start = 0
    while start < len(dense) // 2 and any(inside(dense[start], loop) for loop in loops):
        start += 1
    return _sparse(dense[start + 1 :]) if 0 < start < len(dense) // 2 else line


def _lengthened(line: Loop, least: float) -> Loop:
    """Begin a line shorter than `least` farther back, so that it is long enough to see."""
    long = _long(line)
    if long >= least or len(line) < 2:
        return line
    (x, y), (u, v) = line[0], line[-1]
    far = hypot(u - x, v - y) or 1.0
    k = (least - long) / far if far > 0.05 else 0.0
    return [(x - (u - x) * k, y - (v - y) * k), *line]


def _dense(points: Loop) -> Loop:
    dense: Loop = []
    for (x, y), (u, v) in pairwise(points):
        n = 1 + int(hypot(u - x, v - y) / 1.2)
        dense += [(x + (u - x) * k / n, y + (v - y) * k / n) for k in range(n)]
    return [*dense, points[-1]]


def _sparse(line: Loop) -> Loop:
    """Keep nine points of a line, evenly chosen."""
    n = len(line) - 1
    return [line[round(n * k / 8)] for k in range(9)] if n > 8 else line


def _long(points: Loop) -> float:
    return sum(hypot(q[0] - p[0], q[1] - p[1]) for p, q in pairwise(points))


def _bent(line: Loop, points: Loop) -> float:
    """Return the cost of a line that has lost much of the path's length."""
    long = _long(line)
    return 4.0 if long < 11.0 and _long(points) > 22.0 else 3.0 if long < 0.4 * _long(points) else 0.0


def _apart(line: Loop, home: Point) -> float:
    return sum(hypot(x - home[0], y - home[1]) for x, y in line)


def _covered(line: Loop, loops: list[Loop]) -> float:
    """Return the share of a line's points that lie inside any of the outlines."""
    hits = sum(any(inside(p, loop) for loop in loops) for p in line)
    return hits / len(line)
