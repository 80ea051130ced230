"""The head: neck, skull, jaw, nose, hair, ear, eye and mouth, which together show where the face looks.

Offsets are centimetres from the middle of the skull (forward, left, up), set by eye like the radii.
"""

from math import cos, hypot, pi, sin, sqrt

from planner.figure.anatomy import HEAD_HALF, Body
from planner.figure.camera import Camera
from planner.figure.drawing import INNER, OUTLINE, Rgb, Shape
from planner.figure.look import Look
from planner.figure.outline import Loop, egg_point, hull, ring, smooth, tube, weld
from planner.figure.vectors import Vec, add, at, cross, dot, length, mul, sub, unit

_VOLUME = {"curly": 1.18, "cropped": 1.04, "receding": 1.05}
"""How many times as large as the skull a cut of hair is, if not _USUAL_VOLUME."""
_USUAL_VOLUME = 1.09
_BACK: Vec = (-0.86, 0.0, 0.42)
_CAPS: dict[str, tuple[tuple[Vec, float], ...]] = {
    "short": (((-0.42, 0.0, 0.90), 0.32), (_BACK, 0.20)),
    "cropped": (((-0.42, 0.0, 0.90), 0.40), (_BACK, 0.30)),
    "receding": ((_BACK, 0.42),),
    "bald": (),
    "bob": (((-0.40, 0.0, 0.92), 0.26), (_BACK, 0.05)),
    "bun": (((-0.42, 0.0, 0.90), 0.32), (_BACK, 0.20)),
    "long": (((-0.40, 0.0, 0.92), 0.26), (_BACK, 0.05)),
    "curly": (((-0.42, 0.0, 0.90), 0.26), (_BACK, 0.16)),
}
"""Each cut of hair as caps of the skull: the direction a cap faces, and how far from the middle (0) to the skin (1) the
plane lies that cuts it off."""


def paint_head(body: Body, camera: Camera, look: Look) -> tuple[list[Shape], list[Shape]]:
    """Return the shapes of the neck and those of the head, each back to front; the shirt is painted between them."""
    o, frame = body.joints["head"], body.frames["head"]
    neck0, skull = body.joints["neck"], body.joints["skull"]
    neck = tube(
        [
            camera.circle(neck0, 5.5),
            camera.circle(mul(add(neck0, skull), 0.5), 5.0),
            camera.circle(at(skull, frame, f=0.6, u=2.0), 5.1),
        ]
    )
    throat = [Shape((smooth(neck),), look.skin, look.ink, OUTLINE)]
    shapes: list[Shape] = []
    hanging = _behind_hair(o, frame, camera, look)
    face = _face_outline(o, frame, camera)
    away = dot(frame[0], camera.way)
    if hanging and away < -0.45:
        throat = hanging + throat
    elif hanging and away < 0.2:
        shapes += hanging
    caps = _hair(o, frame, camera, look.cut)
    shapes += [Shape((smooth(cap),), look.hair, look.ink, INNER) for cap, hidden in caps if hidden]
    shapes.append(Shape((smooth(face),), look.skin, look.ink, OUTLINE))
    shapes += [Shape((smooth(cap),), look.hair, look.ink, INNER) for cap, hidden in caps if not hidden]
    shapes += _features(o, frame, camera, look)
    if hanging and away >= 0.2:
        shapes += hanging
    return throat, shapes


def _skull(o: Vec, frame: tuple[Vec, Vec, Vec], camera: Camera, grow: float = 1.0) -> Loop:
    x, y = camera.point(o)
    axes = [camera.point(mul(d, h * grow)) for d, h in zip(frame, HEAD_HALF, strict=True)]
    loop: Loop = []
    for i in range(14):
        c, s = cos(2 * pi * i / 14), sin(2 * pi * i / 14)
        along = [ax * c + ay * s for ax, ay in axes]
        far = hypot(*along) or 1e-9
        loop.append(
            (
                x + sum(a[0] * k for a, k in zip(axes, along, strict=True)) / far,
                y + sum(a[1] * k for a, k in zip(axes, along, strict=True)) / far,
            )
        )
    return loop


def _face_outline(o: Vec, frame: tuple[Vec, Vec, Vec], camera: Camera) -> Loop:
    jaw = ring(*camera.circle(at(o, frame, f=4.4, u=-7.6), 4.3), 8)
    cheek = ring(*camera.circle(at(o, frame, f=1.8, u=-1.7), 8.3), 12)
    back = ring(*camera.circle(at(o, frame, f=0.4, u=-5.6), 5.0), 8)
    head = hull(_skull(o, frame, camera) + jaw + cheek + back)
    head = _thinner(head)
    nose = hull(
        ring(*camera.circle(at(o, frame, f=9.2, u=1.2), 0.9), 8)
        + ring(*camera.circle(at(o, frame, f=11.5, u=-2.4), 1.05), 8)
        + ring(*camera.circle(at(o, frame, f=9.0, u=-3.6), 0.9), 8)
    )
    welded = weld(head, nose)
    return welded[0] if welded else head


def _thinner(loop: Loop) -> Loop:
    out: Loop = []
    for p in loop:
        if not out or hypot(p[0] - out[-1][0], p[1] - out[-1][1]) > 2.2:
            out.append(p)
    return out


def _hair(o: Vec, frame: tuple[Vec, Vec, Vec], camera: Camera, cut: str) -> list[tuple[Loop, bool]]:
    """Return the outlines of the caps of hair, each with whether it lies behind the face."""
    grow = _VOLUME.get(cut, _USUAL_VOLUME)
    half = (HEAD_HALF[0] * grow, HEAD_HALF[1] * (grow + 0.02), HEAD_HALF[2] * grow)

    def on_paper(q: Vec) -> tuple[float, float]:
        return camera.point(at(o, frame, f=half[0] * q[0] - 0.5, l=half[1] * q[1], u=half[2] * q[2] + 0.3))

    way = unit(tuple(dot(camera.way, d) / h for d, h in zip(frame, half, strict=True)))  # type: ignore[arg-type]
    return [
        ([on_paper(q) for q in cap], dot(at((0.0, 0.0, 0.0), frame, *unit(facing)), camera.way) > 0.3)
        for facing, level in _CAPS[cut]
        if (cap := _visible_cap(unit(facing), level, way))
    ]


def _visible_cap(facing: Vec, level: float, way: Vec) -> list[Vec]:
    """Return the outline of the part of a unit ball beyond the plane at `level`, as seen along `way`; may be empty."""
    e = cross(way, facing)
    first = unit(e) if length(e) > 1e-3 else unit(cross(way, (1.0, 0.2, 0.0)))
    second = cross(way, first)
    steps = [(cos(2 * pi * i / 16), sin(2 * pi * i / 16)) for i in range(16)]
    edge = [add(mul(first, c), mul(second, s)) for c, s in steps]
    side = unit(cross(facing, (0.0, 1.0, 0.0)))
    other = cross(facing, side)
    wide = sqrt(1 - level * level)
    rim = [add(mul(facing, level), mul(add(mul(side, c), mul(other, s)), wide)) for c, s in steps]
    a, whole = _unbroken(edge, [dot(q, facing) > level for q in edge])
    c, all_rim = _unbroken(rim, [dot(q, way) < 0 for q in rim])
    if whole:
        return a
    if all_rim or not a:
        return c if all_rim else []
    if c and length(sub(a[-1], c[0])) > length(sub(a[-1], c[-1])):
        c.reverse()
    return a + c


def _unbroken(points: list[Vec], good: list[bool]) -> tuple[list[Vec], bool]:
    """Return an unbroken run of good points on a ring, and whether that is the whole ring."""
    n = len(points)
    if all(good):
        return points, True
    if not any(good):
        return [], False
    start = next(i for i in range(n) if good[i] and not good[i - 1])
    run: list[Vec] = []
    for i in range(n):
        if not good[(start + i) % n]:
            break
        run.append(points[(start + i) % n])
    return run, False


def _behind_hair(o: Vec, frame: tuple[Vec, Vec, Vec], camera: Camera, look: Look) -> list[Shape]:
    """Return the hair that hangs or is tied behind the head, if the cut has any."""
    if look.cut == "bun":
        loop = ring(*camera.circle(at(o, frame, f=-9.6, u=5.6), 4.0), 12)
    elif look.cut in ("bob", "long"):
        low = -10.0 if look.cut == "bob" else -19.0
        loop = hull(
            [
                p
                for f, u, r in ((-4.5, 2.0, 7.4), (-6.0, -3.0, 6.2), (-5.0, low, 4.2))
                for g in (3.0, -3.0)
                for p in ring(*camera.circle(at(o, frame, f=f, l=g, u=u), r), 10)
            ]
        )
    else:
        return []
    return [Shape((smooth(loop),), look.hair, look.ink, INNER)]


def _features(o: Vec, frame: tuple[Vec, Vec, Vec], camera: Camera, look: Look) -> list[Shape]:
    shapes: list[Shape] = []
    front, left = frame[0], frame[1]
    for g in (1.0, -1.0):
        if dot(mul(left, g), camera.way) < -0.25:
            ear = at(o, frame, f=-0.6, l=g * HEAD_HALF[1], u=-1.8)
            x, y = camera.point(ear)
            fx, fy = camera.point(mul(front, 1.75))
            ux, uy = camera.point(mul(frame[2], 2.8))
            loop = [egg_point((x, y, fx, fy, ux, uy, -ux, -uy), c, s) for c, s in _EIGHT]
            shapes.append(Shape((smooth(loop),), look.skin, look.ink, INNER))
        if dot(unit(add(mul(front, 0.86), mul(left, g * 0.5))), camera.way) < -0.12:
            eye = camera.circle(at(o, frame, f=8.4, l=g * 3.9, u=0.4), 0.8)
            shapes.append(Shape((smooth(ring(*eye, 8)),), look.ink))
    mouth = [
        camera.point(at(o, frame, f=8.6 - abs(x) * 0.42, l=x, u=-7.2 + abs(x) * 0.38))
        for x in (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)
        if dot(unit(add(mul(front, 0.8), mul(left, x * 0.24))), camera.way) < -0.12
    ]
    if len(mouth) > 2:
        shapes.append(Shape((smooth(mouth, closed=False),), None, look.ink, INNER, closed=False))
    if look.older and dot(front, camera.way) < 0.3:
        line = [
            camera.point(at(o, frame, f=8.2 - abs(x) * 0.3, l=x, u=u))
            for x, u in ((3.2, -2.4), (3.6, -3.6), (3.4, -4.6))
        ]
        near = -1.0 if dot(left, camera.way) > 0 else 1.0
        if near < 0:
            line = [
                camera.point(at(o, frame, f=8.2 - x * 0.3, l=-x, u=u))
                for x, u in ((3.2, -2.4), (3.6, -3.6), (3.4, -4.6))
            ]
        shapes.append(Shape((smooth(line, closed=False),), None, look.ink, 0.5, closed=False))
    return shapes


_EIGHT = [(cos(2 * pi * i / 8), sin(2 * pi * i / 8)) for i in range(8)]


def shade(colour: Rgb, k: float) -> Rgb:
    """Return a colour made darker: `k` is 1 for the same colour, 0 for black."""
    return (colour[0] * k, colour[1] * k, colour[2] * k)
