"""Breath: two wavy arrows at the nose or the mouth, so that a belly is seen to move because somebody breathes."""

from math import hypot, pi, sin

from planner.figure.anatomy import Body
from planner.figure.camera import Camera
from planner.figure.drawing import Shape
from planner.figure.look import Look
from planner.figure.outline import Loop, polygon, smooth
from planner.figure.vectors import at

WAYS = ("in", "out")
_WIDTH = 1.3
"""The width of the lines, points as printed: thinner than an arrow of a movement."""
_FROM, _LONG, _WAVE, _APART, _BACK = 14.0, 17.0, 1.2, 3.0, 6.0
"""How far from the middle of the head a breath begins, how long it is, how high its waves, half of how
far its two arrows are apart, and how far they lean towards the top of the head; centimetres, by eye."""
_NOSE, _MOUTH = -3.0, -7.0
"""How far down the face, from the middle of the head, air goes in and comes out; centimetres, by eye."""


def breath(body: Body, camera: Camera, way: str, look: Look) -> list[Shape]:
    """Return the arrows of a breath: `in` at the nose or `out` of the mouth."""
    frame, head = body.frames["head"], body.joints["head"]
    start = at(head, frame, f=_FROM, u=_NOSE if way == "in" else _MOUTH)
    shapes: list[Shape] = []
    for aside in (_APART, -_APART):
        first = at(start, frame, u=aside)
        (x, y), (u, v) = camera.point(first), camera.point(at(first, frame, f=_LONG, u=_BACK))
        far = hypot(u - x, v - y) or 1.0
        ux, uy = (u - x) / far, (v - y) / far
        shapes += _arrow(_wave((x, y), (ux, uy), -1.0 if way == "in" else 1.0), look)
    return shapes


def _wave(start: tuple[float, float], way: tuple[float, float], sense: float) -> Loop:
    """Return a wavy line away from a point, or towards it if `sense` is negative."""
    (x, y), (ux, uy) = start, way
    line = [
        (x + ux * s - uy * w, y + uy * s + ux * w)
        for s, w in [(_LONG * k / 12, _WAVE * sin(2 * pi * k / 12)) for k in range(13)]
    ]
    return line if sense > 0 else line[::-1]


def _arrow(line: Loop, look: Look) -> list[Shape]:
    (a, b), (x, y) = line[-3], line[-1]
    far = hypot(x - a, y - b) or 1.0
    ux, uy = (x - a) / far, (y - b) / far
    head = [
        (x - ux * 4.6 - uy * 2.8, y - uy * 4.6 + ux * 2.8),
        (x, y),
        (x - ux * 4.6 + uy * 2.8, y - uy * 4.6 - ux * 2.8),
    ]
    return [Shape((smooth(line, closed=False), polygon(head)), None, look.ink, _WIDTH, closed=False)]
