"""Pillows and towels under a person: where they lie, and how they are drawn. Measures are centimetres."""

from collections.abc import Iterator, Sequence
from math import cos, sin

from planner.figure.anatomy import Body
from planner.figure.camera import Camera
from planner.figure.drawing import INNER, Shape
from planner.figure.landmarks import spot
from planner.figure.look import Look
from planner.figure.outline import hull, ring, smooth
from planner.figure.pose import Pose
from planner.figure.props import SINKS, UNDER_BELLY, Prop, pillow_high
from planner.figure.vectors import Vec, add, at, lerp, mul

_PILED = ("knees", "calves", "ankles")
"""What lies on a pile of pillows if it is higher than one."""
_UPRIGHT = ("low_back",)
"""Where a pillow of somebody who sits stands up."""
_MORE = 1.5
"""How many times as high as a pillow a part is from which on it lies on a pile."""


def paint_under(
    props: Sequence[Prop], body: Body, pose: Pose, camera: Camera, look: Look, rested: Body | None
) -> list[Shape]:
    """Return the shapes of pillows and towels under the person.

    rested: the body whose head lies on the pillow, or lay on it until it was lifted; without one there is none.
    """
    shapes: list[Shape] = []
    for prop in props:
        if prop.name == "pillow" and prop.word("under", "head") == "back":
            shapes += _behind_back(body, camera, look)
        elif prop.name == "pillow" and prop.word("under", "head") == "head":
            high = prop.measure("height")
            pile = _pile(prop, high, rested, pose) if rested else []
            shapes += [_pillow(middle, part, camera, look) for middle, part in pile]
        elif prop.name == "pillow":
            high = pillow_high(prop)
            upright = not pose.position.level and prop.word("under", "head") in _UPRIGHT
            pile = [(_under("low_back", body), high)] if upright else _pile(prop, high, body, pose)
            shapes += [_pillow(middle, high, camera, look, upright=upright) for middle, high in pile]
        elif prop.name == "towel":
            shapes += _towel(prop, body, camera, look)
    return shapes


def too_high(props: Sequence[Prop]) -> Iterator[Prop]:
    """Yield each pillow under a belly on which nobody could lie."""
    for prop in props:
        if prop.word("under", "head") == "belly" and prop.measure("height") > UNDER_BELLY:
            yield prop


def without_room(props: Sequence[Prop], body: Body, pose: Pose) -> Iterator[tuple[Prop, float]]:
    """Yield each pillow or towel under a low back that lies flat on it, with the room that there is, centimetres."""
    for prop in props:
        if prop.name in ("pillow", "towel") and prop.word("under", _USUAL[prop.name]) == "low_back":
            room = spot(body, "low_back")[0][2]
            if pose.base == "supine" and room < prop.measure("height") - SINKS:
                yield prop, max(0.0, room)


_USUAL = {"pillow": "head", "towel": "low_back"}


def _under(word: str, body: Body) -> Vec:
    if word in _PILED:
        name = {"knees": "knee_back", "calves": "calf", "ankles": "heel"}[word]
        return mul(add(spot(body, name, "l")[0], spot(body, name, "r")[0]), 0.5)
    if word == "neck":
        return lerp(body.joints["neck"], body.joints["skull"], 0.6)
    return spot(body, word)[0]


def _pile(prop: Prop, high: float, body: Body, pose: Pose) -> list[tuple[Vec, float]]:
    """Return the middle and the height of each pillow: one, or a pile from what the person lies on up to the part."""
    word = prop.word("under", "head")
    x, y, z = _under(word, body)
    if word == "knees" and pose.position.under:  # of somebody on the side it lies between the legs
        knees, ankles = (mul(add(body.joints[a + "_l"], body.joints[a + "_r"]), 0.5) for a in ("knee", "ankle"))
        return [(lerp(knees, ankles, 0.35), high)]
    if word not in _PILED or z < _MORE * high:
        return [((x, y, high / 2), high)]
    count = round(z / high)
    return [((x, y, z * (k + 0.5) / count), z / count) for k in range(count)]


def _pillow(c: Vec, high: float, camera: Camera, look: Look, *, upright: bool = False) -> Shape:
    """Return the shape of a pillow about its middle; of one that is upright, `c` is where it touches the back."""
    r = high / 2
    along = [(-r, 0.0, -9.0), (-r, 0.0, 9.0)] if upright else [(-14.0, 0.0, 0.0), (13.0, 0.0, 0.0)]
    ends = [add(add(c, way), (0.0, dy, 0.0)) for way in along for dy in (-19.0, 19.0)]
    return Shape((smooth(hull([q for e in ends for q in ring(*camera.circle(e, r), 10)])),), look.prop, look.ink, INNER)


_CUSHION = 5.0
"""Half of how thick a pillow behind the back is."""


def _behind_back(body: Body, camera: Camera, look: Look) -> list[Shape]:
    """Return two pillows between the back of somebody who half sits and what they sit on: one leans on the other."""
    low, high = (spot(body, word)[0] for word in ("low_back", "upper_back"))
    head = at(body.joints["head"], body.frames["head"], f=-9.0)
    top = lerp(high, head, 0.8)
    back = min(head[0], top[0]) - 10.0
    under = ((low[0] - 4.0, low[1], _CUSHION), (back, low[1], _CUSHION))
    upright = ((low[0] - 3.0, low[1], max(_CUSHION, low[2] - 2.0)), (top[0] - 4.0, top[1], top[2] - 3.0))
    shapes = []
    for (a, b), r in ((under, _CUSHION), (upright, _CUSHION)):
        ends = [(p[0], p[1] + dy, p[2], r) for p in (a, b) for dy in (-20.0, 20.0)]
        fill = [(back + 6.0, low[1], 2 * _CUSHION, 4.0)] if (a, b) == upright else []
        loop = hull([q for x, y, z, s in (*ends, *fill) for q in ring(*camera.circle((x, y, z), s), 12)])
        shapes.append(Shape((smooth(loop),), look.prop, look.ink, INNER))
    return shapes


def _towel(prop: Prop, body: Body, camera: Camera, look: Look) -> list[Shape]:
    c, r = _under(prop.word("under", "low_back"), body), prop.measure("height") / 2
    near, far = (c[0], c[1] - 20, r), (c[0], c[1] + 20, r)
    roll = hull([q for e in (near, far) for q in ring(*camera.circle(e, r), 12)])
    x, y, _ = camera.circle(near, r)
    curl = [
        (x + r * 0.8 * (1 - t / 9) * cos(t), y + r * 0.8 * (1 - t / 9) * sin(t)) for t in [i * 0.8 for i in range(10)]
    ]
    return [
        Shape((smooth(roll),), look.prop, look.ink, INNER),
        Shape((smooth(ring(x, y, r, 12)),), look.prop, look.ink, INNER),
        Shape((smooth(curl, closed=False),), None, look.ink, 0.5, closed=False),
    ]
