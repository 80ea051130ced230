"""Things in the hands: strap, stick, crate and walking frame. Measures are centimetres."""

from collections.abc import Sequence

from planner.figure.anatomy import SIDES, Body, foot_balls, hand_balls
from planner.figure.camera import Camera
from planner.figure.drawing import INNER, Shape
from planner.figure.hands import on_far_side
from planner.figure.landmarks import behind_back, spot
from planner.figure.look import Look
from planner.figure.outline import polygon, ring, smooth
from planner.figure.props import Prop, find, paint_box
from planner.figure.vectors import Vec, add, at, lerp, mul, sub, unit

_CRATE = (34.0, 26.0)
"""How long a crate is, and how high; it is as wide as the hands are apart."""
_GRIP = 7.0
"""How far the hands are below its upper edge."""


def paint_crate(props: Sequence[Prop], body: Body, camera: Camera, look: Look) -> list[Shape]:
    """Return the shapes of a crate, which is held level between both hands; nothing without one."""
    if not find(props, "crate"):
        return []
    a, b = (hand_balls(body, side)["first"][0] for side in SIDES)
    x, y, z = mul(add(a, b), 0.5)
    wide, (long, high) = abs(a[1] - b[1]) / 2, _CRATE
    top = z + _GRIP
    return paint_box((x - long / 2, x + long / 2, y - wide, y + wide, top - high, top), look.prop, camera, look)


def paint_held(props: Sequence[Prop], body: Body, camera: Camera, look: Look, *, near: bool) -> list[Shape]:
    """Return the shapes of strap and stick, which are painted over the person.

    A walking stick in a hand on the far side is behind the person: it is there if `near` is false, and nothing else is.
    """
    shapes: list[Shape] = []
    for prop in props:
        if near == (prop.walker != "" and on_far_side(body, camera, prop.walker)):
            continue
        if prop.name == "strap":
            shapes += _strap(prop, body, camera, look)
        elif prop.name == "frame":
            shapes += _frame(body, camera, look)
        elif prop.name == "stick":
            a, b = stick_ends(prop, body)
            lines = [polygon([camera.point(a), camera.point(b)])]
            if prop.walker:
                lines.append(polygon([camera.point((a[0] + x, a[1], a[2])) for x in _HANDLE]))
            shapes += [
                Shape(tuple(lines), None, look.ink, 3.2, closed=False),
                Shape(tuple(lines), None, look.prop, 1.9, closed=False),
            ]
            if prop.word("along", "hands") == "back":
                shapes.append(_touches(body, camera, look))
    return shapes


_TIP = 1.4
"""How high the end of a walking stick's line is, so that its round end stands on the floor."""
_HANDLE = (-6.0, 5.0)
"""From where to where the handle of a walking stick goes, forward from the top of the stick."""


def _touches(body: Body, camera: Camera, look: Look) -> Shape:
    """Return the dots where a stick along the back touches: head, mid back and tailbone."""
    (x, y), (u, v) = (camera.point(p) for p in behind_back(body))
    dots = []
    for p in (*behind_back(body), spot(body, "upper_back")[0]):
        a, b = camera.point(p)
        t = ((a - x) * (u - x) + (b - y) * (v - y)) / ((u - x) ** 2 + (v - y) ** 2)
        dots.append(smooth(ring(x + (u - x) * t, y + (v - y) * t, _DOT, 8)))
    return Shape(tuple(dots), look.ink, look.ink, 0.5)


_DOT = 2.8
"""The radius of a dot where a stick touches, centimetres."""


def stick_ends(prop: Prop, body: Body) -> tuple[Vec, Vec]:
    """Return the ends of the stick, which is in both hands, along the back, or on the floor."""
    half = prop.measure("length") / 2
    if prop.walker:
        x, y, z = hand_balls(body, prop.walker)["first"][0]
        return (x - 1.0, y, z + 3.0), (x + 8.0, y, _TIP)
    if prop.word("along", "hands") == "back":
        a, b = behind_back(body)
    else:
        a, b = (hand_balls(body, s)["first"][0] for s in ("l", "r"))
    mid, way = mul(add(a, b), 0.5), unit(sub(b, a))
    return add(mid, mul(way, -half)), add(mid, mul(way, half))


_WHEEL, _FRAME_LONG = 6.0, 46.0
"""The radius of a walking frame's wheels, and how far apart they are."""


def _frame(body: Body, camera: Camera, look: Look) -> list[Shape]:
    """Return the shapes of a walking frame on wheels, which is pushed with both hands."""
    shapes: list[Shape] = []
    for side in sorted(SIDES, key=lambda s: -camera.depth(hand_balls(body, s)["first"][0])):
        x, y, z = hand_balls(body, side)["first"][0]
        feet = [(x - 4.0, y, _WHEEL), (x - 4.0 + _FRAME_LONG, y, _WHEEL)]
        ways = [((x - 2.0, y, z), feet[0]), ((x + 4.0, y, z), feet[1]), ((x - 8.0, y, z), (x + 5.0, y, z))]
        ways.append((lerp(*ways[0], 0.55), lerp(*ways[1], 0.55)))
        lines = tuple(polygon([camera.point(a), camera.point(b)]) for a, b in ways)
        shapes += [
            Shape(lines, None, look.ink, 3.2, closed=False),
            Shape(lines, None, look.prop, 1.9, closed=False),
            *(Shape((smooth(ring(*camera.circle(f, _WHEEL), 10)),), look.prop, look.ink, INNER) for f in feet),
        ]
    return shapes


def _strap(prop: Prop, body: Body, camera: Camera, look: Look) -> list[Shape]:
    """Return the shapes of a band that runs from hand to hand round the sole."""
    side = prop.word("foot", "r")
    frame, balls = body.frames["foot_" + side], foot_balls(body, side)
    ball = lerp(balls["inner"][0], balls["outer"][0], 0.5)
    shapes: list[Shape] = []
    for hand in SIDES:
        g = 1.0 if hand == "l" else -1.0
        grip = hand_balls(body, hand)["first"][0]
        first = at(ball, frame, f=0.5, l=g * 4.6, u=3.2)
        edge = [
            grip,
            *(lerp(grip, first, t) for t in (0.3, 0.6, 0.9)),
            at(ball, frame, f=0.5, l=g * 4.6, u=3.2),
            at(ball, frame, l=g * 4.2, u=-1.4),
            at(ball, frame, l=g * 2.0, u=-3.0),
            at(ball, frame, u=-3.2),
        ]
        line = smooth([camera.point(p) for p in edge], closed=False, corner=-1.0)
        shapes += [
            Shape((line,), None, look.ink, 3.4, closed=False),
            Shape((line,), None, look.prop, 2.1, closed=False),
        ]
    return shapes
