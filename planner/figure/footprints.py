"""Feet from above, larger, in a frame beside a person who stands: how they stand to each other."""

from collections.abc import Sequence
from math import hypot

from planner.figure.anatomy import SIDES, SIGN, Body, foot_balls
from planner.figure.camera import Camera
from planner.figure.drawing import INNER, OUTLINE, Shape
from planner.figure.inset import rounded
from planner.figure.look import Look
from planner.figure.outline import Loop, Point, polygon, smooth

_LARGER = 1.6
_HIGH = 38.0
_ROOM = 5.0
"""Between the feet and the frame, and between the frame and the person, centimetres."""
_UP = 14.0
"""How high above the ground the frame is."""
_SOLE = (
    *((-8.0, 0.0), (-6.8, -2.6), (-2.0, -3.2), (5.0, -2.7), (11.0, -4.3), (15.0, -4.6), (18.6, -4.2), (20.2, -2.7)),
    *(
        (19.6, -0.9),
        (18.9, 1.0),
        (17.2, 2.9),
        (15.4, 4.4),
        (12.8, 5.1),
        (9.0, 4.6),
        (2.0, 3.6),
        (-4.0, 3.4),
        (-7.0, 2.3),
    ),
)
"""The outline of a foot from above: ahead of the ankle, and off the middle of the foot to its outer side."""
_GAPS = (
    ((19.7, -1.1), (15.6, -1.0)),
    ((18.8, 0.8), (15.6, 0.6)),
    ((17.2, 2.6), (14.8, 2.0)),
    ((15.4, 4.0), (13.4, 3.2)),
)
"""The lines between the toes, measured in the same way."""


def both_feet(body: Body, camera: Camera, ground: float, left: float, look: Look) -> list[Shape]:
    """Return the frame with both feet, to the left of `left`, and two lines to it from the heel behind."""
    soles = {side: _flat(body, side, _SOLE) for side in SIDES}
    us, vs = ([p[i] for loop in soles.values() for p in loop] for i in (0, 1))
    wide, middle = (max(us) - min(us)) * _LARGER + 2 * _ROOM, ((max(us) + min(us)) / 2, (max(vs) + min(vs)) / 2)
    x, y = left - 2 * _ROOM - wide / 2, ground + _UP + _HIGH / 2
    frame = rounded((x, y), wide, _HIGH)
    back = min((camera.point(foot_balls(body, side)["heel"][0]) for side in SIDES), key=lambda p: p[0])
    rays = tuple(polygon([(x + wide / 2, y + k * _HIGH * 0.4), (back[0] - 4.0, back[1] + 2.0)]) for k in (1, -1))
    shapes = [Shape(rays, None, look.ink, INNER, closed=False), Shape((frame,), (1.0, 1.0, 1.0), look.ink, INNER)]

    def place(loop: Loop) -> Loop:
        return [(x + (u - middle[0]) * _LARGER, y + (v - middle[1]) * _LARGER) for u, v in loop]

    for side in SIDES:
        shapes.append(Shape((smooth(place(soles[side])),), look.skin, look.ink, OUTLINE))
        lines = tuple(polygon(place(_flat(body, side, line))) for line in _GAPS)
        shapes.append(Shape(lines, None, look.ink, INNER, closed=False))
    return shapes


def _flat(body: Body, side: str, line: Sequence[Point]) -> Loop:
    """Return points of a foot from above; the person looks to the right."""
    (x, y, _), front = body.joints["ankle_" + side], body.frames["foot_" + side][0]
    far = hypot(front[0], front[1]) or 1.0
    c, s = front[0] / far, front[1] / far
    return [(x + f * c - SIGN[side] * out * s, y + f * s + SIGN[side] * out * c) for f, out in line]
