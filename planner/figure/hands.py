"""Painting hands: palm, fingers and thumb, and hands that lie over what their arm is behind."""

from planner.figure.anatomy import SIGN, Ball, Body, hand_balls
from planner.figure.camera import Camera
from planner.figure.drawing import OUTLINE, Shape
from planner.figure.head import skin_at
from planner.figure.limb import Limb, PaintedPart, dense
from planner.figure.look import Look
from planner.figure.outline import Loop, hull, ring, smooth, tube
from planner.figure.vectors import Vec, add, at, dot, length, lerp, mul, sub

NO_CREASE = 1e3
"""A radius within which no crease is drawn that is larger than any limb: none at all."""
_THUMB_CREASE = 4.0
"""Within this radius of the wrist the edge of a thumb before the palm is not drawn."""
_BROAD = 0.45
"""Fingers are told apart if palm or back of the hand faces the camera at least so much."""


def join_hand(limb: Limb, body: Body, camera: Camera, side: str) -> None:
    """Add a hand to a forearm: the palm, the fingers, and the thumb apart from them."""
    balls = hand_balls(body, side)
    rings = {name: ring(*camera.circle(c, q), 8) for name, (c, q) in balls.items()}
    wrist = camera.point(body.joints["wrist_" + side])
    fingers = ("index", "little") if "index" in balls else ("palm",)
    limb.join(hull([*rings["wrist"], *rings["first"], *rings["last"]]), wrist, NO_CREASE)
    roots = [p for name in ("first", "last") for p in ring(*camera.circle(balls[name][0], balls[name][1] * 0.9), 8)]
    limb.join(hull([*roots, *(p for name in fingers for p in rings[name])]), wrist, NO_CREASE)
    before = camera.depth(balls["tip"][0]) < camera.depth(lerp(balls["first"][0], balls["last"][0], 0.5)) - 0.8
    limb.join(hull([*rings["thumb"], *rings["tip"]]), wrist, _THUMB_CREASE if before else NO_CREASE)
    limb.fingers += _gaps(body, camera, side, balls)


def _gaps(body: Body, camera: Camera, side: str, balls: dict[str, Ball]) -> list[Loop]:
    """Return the lines between the fingers; none if the hand is seen from its edge."""
    frame = body.frames["hand_" + side]
    if abs(dot(frame[1], camera.way)) < _BROAD:
        return []
    if "index" in balls:
        first, last, index, little = (balls[name][0] for name in ("first", "last", "index", "little"))
        ends = [(lerp(first, last, t), lerp(index, little, t)) for t in _BETWEEN]
        return [[camera.point(lerp(root, tip, 0.3)), camera.point(lerp(root, tip, 1.0))] for root, tip in ends]
    o = body.joints["wrist_" + side]
    return [[camera.point(at(o, frame, f=f, l=-SIGN[side] * 2.0, u=u)) for u in (-4.4, -7.6)] for f in (1.6, 0.3, -1.0)]


_BETWEEN = (0.2, 0.5, 0.8)
"""Where the lines between fingers are, as shares from the index to the little finger."""


def laid_over(body: Body, camera: Camera, side: str, look: Look, dark: float) -> list[PaintedPart]:
    """Return the hand and wrist of a far arm where they lie on the front of the trunk, such as a hand on the belly."""
    elbow, wrist = body.joints["elbow_" + side], body.joints["wrist_" + side]
    palm = hand_balls(body, side)["first"][0]
    near = min(body.spine[2:13], key=lambda part: length(sub(palm, part.centre)))
    if abs(dot(sub(palm, near.centre), near.frame[1])) > 0.8 * near.width or dot(near.frame[0], camera.way) > 0.3:
        return []
    if _hidden(body, camera, palm) or not _hidden(body, camera, elbow):
        return []
    shares = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0)
    start = max((t for t in shares if _hidden(body, camera, lerp(elbow, wrist, t))), default=0.0)
    return [_cut_off(body, camera, side, look, dark, start)]


def over_held(body: Body, camera: Camera, side: str, look: Look) -> list[Shape]:
    """Return a fist to be painted once more over the stick, strap or handle in it; nothing if it is on the far side."""
    if body.grips.get(side) != "fist" or on_far_side(body, camera, side):
        return []
    return _cut_off(body, camera, side, look, 1.0, _AT_WRIST).shapes


def on_far_side(body: Body, camera: Camera, side: str) -> bool:
    """Return whether a hand is farther from the camera than the chest."""
    return camera.depth(body.joints["wrist_" + side]) - camera.depth(body.joints["chest"]) > _BEHIND


_BEHIND = 4.0
"""From how far behind the chest on a hand is on the far side, centimetres."""
_AT_WRIST = 0.9
"""Where a forearm is cut off whose hand is painted once more, as a share of its length."""


def _cut_off(body: Body, camera: Camera, side: str, look: Look, dark: float, start: float) -> PaintedPart:
    """Return a hand with its forearm from a share of its length on; its outline is open there."""
    elbow, wrist = body.joints["elbow_" + side], body.joints["wrist_" + side]
    palm = hand_balls(body, side)["first"][0]
    shares = (start, *(t for t in (0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0) if t > start), 1.0)
    rows = [(lerp(elbow, wrist, t), 3.6 - 0.8 * t) for t in shares]
    limb = Limb(tube([camera.circle(p, r) for p, r in rows]))
    join_hand(limb, body, camera, side)
    x, y = camera.point(rows[0][0])
    u, v = camera.point(palm)
    least = 0.12 * ((u - x) ** 2 + (v - y) ** 2)
    loop = dense(limb.loop)
    keep = [(p[0] - x) * (u - x) + (p[1] - y) * (v - y) > least for p in loop]
    first = next((i for i in range(len(loop)) if keep[i] and not keep[i - 1]), None)
    fill, ink = skin_at(look.skin, dark), look.ink
    if first is None:
        return PaintedPart("hand_" + side, 0.0, limb.shapes(fill, ink), loop)
    opened = [p for p, on in zip(loop[first:] + loop[:first], keep[first:] + keep[:first], strict=True) if on]
    shapes = [Shape((smooth(opened, closed=False),), fill, ink, OUTLINE, closed=False), *limb.inner(fill, ink)]
    return PaintedPart("hand_" + side, 0.0, shapes, loop)


def _hidden(body: Body, camera: Camera, p: Vec) -> bool:
    """Return whether the trunk lies between a point and the camera."""
    for step in range(3, 45, 3):
        q = add(p, mul(camera.way, -float(step)))
        for part in body.spine[2:13]:
            d = sub(q, part.centre)
            across, deep = dot(d, part.frame[1]) / part.width, dot(d, part.frame[0])
            half = part.front if deep > 0 else part.back
            if abs(dot(d, part.frame[2])) < 2.8 and across**2 + (deep / half) ** 2 < 0.9:
                return True
    return False
