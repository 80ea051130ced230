"""Pointing arrows: from a landmark or to it, in a direction that the author names."""

from collections.abc import Callable
from math import atan2, cos, hypot, radians, sin

from planner.figure.anatomy import Body
from planner.figure.camera import Camera
from planner.figure.landmarks import spot
from planner.figure.legs import axes
from planner.figure.outline import Loop, Point, inside
from planner.figure.pose import Pose
from planner.figure.vectors import UP, Vec, dot, mul

LONG = 20.0
"""The length of an arrow beside the body, centimetres; by eye."""
INSIDE = 10.5
"""The length of an arrow on the body."""
_INTO = 3.0
"""How far it ends beyond the skin, in what the body lies on: so it stays clear of a mark on the front of the trunk."""
_CLEAR = 2.2
"""Between the skin and an arrow."""


def pointed(body: Body, pose: Pose, words: str, camera: Camera, loops: list[Loop]) -> Loop:
    """Return the line of an arrow such as `belly up`.

    An arrow away from the body starts at the skin and one into the body ends there. One that would run into the floor
    lies on the body and ends just under the landmark. One along the line of sight is drawn from below.
    """
    landmark, word = words.split()
    point, out, _ = spot(body, landmark)
    way = way_of(body, pose, word, out)
    x, y = camera.point(point)
    dx, dy = camera.point(way)
    far = hypot(dx, dy)
    if far < 0.2:
        return [(x, y - LONG), (x, y - LONG / 2), (x, y)]
    dx, dy = dx / far, dy / far
    if dot(way, out) < -0.3:
        px, py = _off((x, y), (-dx, -dy), loops)
        return _straight((px - dx * LONG, py - dy * LONG), (px, py))
    if point[2] + way[2] * LONG < -1.0:
        return _straight((x - dx * (INSIDE - _INTO), y - dy * (INSIDE - _INTO)), (x + dx * _INTO, y + dy * _INTO))
    px, py = _off((x, y), (dx, dy), loops)
    return _straight((px, py), (px + dx * LONG, py + dy * LONG))


_DEEP, _WITHIN = 1.5, 12.5
"""How far from the skin an arrow on an enlarged trunk begins or ends, and how long it is, centimetres as drawn."""


def within(body: Body, pose: Pose, words: str, camera: Camera, enlarged: Callable[[Loop], Loop]) -> Loop:
    """Return the line of an arrow in an inset, where `enlarged` says how points stand in it.

    It lies on the trunk, and starts or ends at the skin.
    """
    landmark, word = words.split()
    point, out, _ = spot(body, landmark)
    way = way_of(body, pose, word, out)
    [(x, y)] = enlarged([camera.point(point)])
    dx, dy = camera.point(way)
    ends = (-_DEEP - _WITHIN, -_DEEP) if dot(way, out) > 0 else (_DEEP, _DEEP + _WITHIN)
    return _straight(*((x + dx * k, y + dy * k) for k in ends))


_TURN, _SPAN = 11.0, 55.0
"""The radius of an arc about a pelvis in an inset, centimetres as drawn, and half of its angle, degrees."""


def tipped(before: Body, body: Body, camera: Camera, enlarged: Callable[[Loop], Loop]) -> Loop:
    """Return an arc about the pelvis in an inset: over its front, the way in which the pelvis tips."""
    (ax, ay), (bx, by) = camera.point(before.frame[0]), camera.point(body.frame[0])
    span = radians(_SPAN if ax * by - ay * bx > 0 else -_SPAN)
    [(x, y)] = enlarged([camera.point(body.hips)])
    middle = atan2(by, bx)
    return [(x + _TURN * cos(middle + span * k / 4), y + _TURN * sin(middle + span * k / 4)) for k in range(-4, 5)]


def way_of(body: Body, pose: Pose, word: str, out: Vec) -> Vec:
    """Return the unit vector of a direction's word, at a point of the skin that faces `out`."""
    if word in ("out", "in"):
        return out if word == "out" else mul(out, -1)
    if word in ("up", "down"):
        return UP if word == "up" else mul(UP, -1)
    ahead, _ = axes(pose, body)
    return ahead if word == "forward" else mul(ahead, -1)


def _off(p: Point, way: Point, loops: list[Loop]) -> Point:
    """Return the point a little beyond the body in a direction from p, of unit length."""
    last = 0.0
    for step in range(1, 26):
        if any(inside((p[0] + way[0] * step, p[1] + way[1] * step), loop) for loop in loops):
            last = float(step)
        elif step - last > 5:
            break
    return (p[0] + way[0] * (last + _CLEAR), p[1] + way[1] * (last + _CLEAR))


def _straight(a: Point, b: Point) -> Loop:
    return [(a[0] + (b[0] - a[0]) * k / 6, a[1] + (b[1] - a[1]) * k / 6) for k in range(7)]
