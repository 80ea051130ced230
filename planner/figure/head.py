"""The head: neck, skull, jaw, nose, hair, ear, eye and mouth, which together show where the face looks.

Offsets are centimetres from the middle of the skull (forward, left, up), set by eye like the radii.
"""

from dataclasses import replace
from math import cos, hypot, pi, sin

from planner.figure.anatomy import HEAD_HALF, Body
from planner.figure.camera import Camera
from planner.figure.drawing import FINE, INNER, OUTLINE, Path, Rgb, Shape
from planner.figure.hair import CUTS, hanging, on_skull, on_top
from planner.figure.look import Look
from planner.figure.outline import Loop, hull, ring, smooth, tube, weld
from planner.figure.vectors import Frame, Vec, add, at, dot, lerp, mul, unit


def paint_head(body: Body, camera: Camera, look: Look) -> tuple[list[Shape], list[Shape]]:
    """Return the shapes of the neck and those of the head, each back to front; the shirt is painted between them."""
    o, frame = body.joints["head"], body.frames["head"]
    neck0, skull = body.joints["neck"], body.joints["skull"]
    thick = body.physique.jaw
    neck = tube(
        [
            camera.circle(neck0, 5.5 * thick),
            camera.circle(mul(add(neck0, skull), 0.5), 5.0 * thick),
            camera.circle(at(skull, frame, f=0.6, u=2.0), 5.1 * thick),
        ]
    )
    throat = [Shape((smooth(neck),), look.skin, look.ink, OUTLINE)]
    shapes: list[Shape] = []
    cut = CUTS[look.cut]
    tail = hanging(o, frame, camera, cut)
    tied = [Shape((smooth(tail),), look.hair, look.ink, INNER)] if tail else []
    away = dot(frame[0], camera.way)
    if away < _FROM_FRONT:
        throat = tied + throat
    loops, behind = on_skull(o, frame, camera, cut)
    if tail and loops and cut.apart and not behind and away >= _FROM_FRONT:
        welded = weld(loops[0], tail)  # hair that hangs is one with that on the skull
        if welded:
            loops, tied = [welded[0]], []
    if _FROM_FRONT <= away < 0.2:
        shapes += tied
    hair = [Shape(tuple(smooth(loop, corner=_LOCK) for loop in loops), look.hair, look.ink, INNER)] if loops else []
    face = Shape((smooth(_face_outline(o, frame, camera, thick)),), look.skin, look.ink, OUTLINE)
    shapes += [*hair, face] if behind else [face]
    shapes += _features(o, frame, camera, look)
    if not behind:
        shapes += [*hair, *_on_hair(o, frame, camera, look)]
        if cut.bare:
            shapes.append(replace(face, fill=None))
    shapes += _ears(o, frame, camera, look) if cut.ears else []
    shapes += _glasses(o, frame, camera, look) if look.glasses else []
    if away >= 0.2:
        shapes += tied
    return throat, shapes


_FROM_FRONT = -0.45
"""Below this a face is seen so much from the front that the hair behind it is behind the neck, too."""
_LOCK = 0.2
"""A turn of the hairline whose cosine is below this stays a corner."""


def _on_hair(o: Vec, frame: Frame, camera: Camera, look: Look) -> list[Shape]:
    bald, fringe, strands = on_top(o, frame, camera, CUTS[look.cut])
    shapes = [Shape((smooth(loop),), look.skin) for loop in bald]
    if fringe:
        shapes.append(Shape(tuple(smooth(line, closed=False) for line in fringe), None, look.ink, INNER, closed=False))
    if strands:
        tone = lerp(look.hair, _LIGHT if sum(look.hair) < _DARK else look.ink, 0.35)
        shapes.append(Shape(tuple(smooth(line, closed=False) for line in strands), None, tone, FINE, closed=False))
    return shapes


_DARK, _LIGHT = 1.2, (1.0, 1.0, 1.0)
"""Strands are lighter than hair whose red, green and blue add up to less, else darker."""


def _skull(o: Vec, frame: Frame, camera: Camera, grow: float = 1.0) -> Loop:
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


def _face_outline(o: Vec, frame: Frame, camera: Camera, full: float) -> Loop:
    jaw = ring(*camera.circle(at(o, frame, f=4.4, u=-7.6), 4.3 * full), 8)
    cheek = ring(*camera.circle(at(o, frame, f=1.8, u=-1.7), 8.3 + 2.0 * (full - 1.0)), 12)
    back = ring(*camera.circle(at(o, frame, f=0.4, u=-5.6), 5.0 * full), 8)
    if dot(frame[0], camera.way) > _FROM_BEHIND:  # no chin is seen from there
        return _thinner(hull(_skull(o, frame, camera) + back))
    head = hull(_skull(o, frame, camera) + jaw + cheek + back)
    head = _thinner(head)
    nose = hull(
        ring(*camera.circle(at(o, frame, f=9.2, u=1.2), 0.9), 8)
        + ring(*camera.circle(at(o, frame, f=11.5, u=-2.4), 1.05), 8)
        + ring(*camera.circle(at(o, frame, f=9.0, u=-3.6), 0.9), 8)
    )
    welded = weld(head, nose)
    return welded[0] if welded else head


_FROM_BEHIND = 0.7
"""From here on the back of the head hides the face."""


def _thinner(loop: Loop) -> Loop:
    out: Loop = []
    for p in loop:
        if not out or hypot(p[0] - out[-1][0], p[1] - out[-1][1]) > 2.2:
            out.append(p)
    return out


def _features(o: Vec, frame: Frame, camera: Camera, look: Look) -> list[Shape]:
    shapes: list[Shape] = []
    front, left = frame[0], frame[1]
    for g in (1.0, -1.0):
        if dot(unit(add(mul(front, 0.86), mul(left, g * 0.5))), camera.way) < -0.12:
            x, y, r = camera.circle(at(o, frame, f=8.4, l=g * 3.9, u=0.4), 0.8)
            shapes.append(Shape((smooth(ring(x, y, r, 8)),), look.ink))
    if dot(front, camera.way) < _FULL_FACE:
        nose = [camera.point(at(o, frame, f=11.0, l=x, u=u)) for x, u in ((-1.3, -2.6), (0.0, -3.3), (1.3, -2.6))]
        shapes.append(Shape((smooth(nose, closed=False),), None, look.ink, INNER, closed=False))
    mouth = [
        camera.point(at(o, frame, f=8.6 - abs(x) * 0.42, l=x, u=-7.2 + abs(x) * 0.38))
        for x in (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)
        if dot(unit(add(mul(front, 0.8), mul(left, x * 0.24))), camera.way) < -0.12
    ]
    if len(mouth) > 2:
        shapes.append(Shape((smooth(mouth, closed=False),), None, look.ink, INNER, closed=False))
    if look.older and dot(front, camera.way) < 0.3:
        g = 1.0 if dot(left, camera.way) <= 0 else -1.0
        fold = [camera.point(at(o, frame, f=7.2, l=g * x, u=u)) for x, u in ((3.4, -4.0), (3.7, -4.8), (3.6, -5.6))]
        tone = lerp(look.skin, look.ink, 0.4)
        shapes.append(Shape((smooth(fold, closed=False),), None, tone, FINE, closed=False))
    return shapes


def _ears(o: Vec, frame: Frame, camera: Camera, look: Look) -> list[Shape]:
    """Return the ears that are seen: open towards the face, so that none looks like a mouth."""
    shapes: list[Shape] = []
    for g in (1.0, -1.0):
        if dot(mul(frame[1], g), camera.way) > -0.25:
            continue
        x, y = camera.point(at(o, frame, f=-1.2, l=g * HEAD_HALF[1], u=-1.4))
        fx, fy = camera.point(mul(frame[0], 1.7))
        ux, uy = camera.point(mul(frame[2], 2.9))
        loop = [(x + fx * a + ux * b, y + fy * a + uy * b) for a, b in _EAR]
        shapes.append(Shape((smooth(loop),), look.skin))
        fold = [(x + fx * a + ux * b, y + fy * a + uy * b) for a, b in _FOLD]
        shapes.append(
            Shape((smooth(loop, closed=False), smooth(fold, closed=False)), None, look.ink, INNER, closed=False)
        )
    return shapes


_EAR = ((0.75, 0.62), (0.1, 1.0), (-0.75, 0.72), (-1.0, 0.1), (-0.55, -0.5), (-0.1, -1.0), (0.55, -0.85))
"""The rim of an ear, from the temple over its back to the lobe: shares of half its width, and of half its height."""
_FOLD = ((0.15, 0.35), (-0.4, 0.2), (-0.2, -0.35))
_FULL_FACE = -0.75
"""From here on a face is seen so much from the front that its nose does not stand out."""


def _glasses(o: Vec, frame: Frame, camera: Camera, look: Look) -> list[Shape]:
    """Return the glasses: a lens before each eye that is seen, what joins them, and the arm to the ear."""
    paths: list[Path] = []
    front, left = frame[0], frame[1]
    for g in (1.0, -1.0):
        if dot(unit(add(mul(front, 0.86), mul(left, g * 0.5))), camera.way) < -0.12:
            x, y = camera.point(at(o, frame, f=8.8, l=g * 3.9, u=0.2))
            ax, ay = camera.point(add(mul(left, 2.4), mul(front, -1.3 * g)))
            ux, uy = camera.point(mul(frame[2], 2.1))
            paths.append((*smooth([(x + ax * c + ux * s, y + ay * c + uy * s) for c, s in _EIGHT]),))
        if dot(mul(left, g), camera.way) < -0.25:
            end = (-0.4, 8.4) if CUTS[look.cut].ears else (4.6, 7.4)  # under hair that covers the ears
            paths.append(tuple(camera.point(at(o, frame, f=f, l=g * w, u=0.6)) for f, w in ((8.2, 6.2), end)))
    if dot(front, camera.way) < -0.3:
        paths.append(tuple(camera.point(at(o, frame, f=9.9, l=side, u=0.6)) for side in (-1.4, 1.4)))
    return [Shape(tuple(paths), None, look.ink, INNER, closed=False)] if paths else []


_EIGHT = [(cos(2 * pi * i / 8), sin(2 * pi * i / 8)) for i in range(8)]


def shade(colour: Rgb, k: float) -> Rgb:
    """Return a colour made darker: `k` is 1 for the same colour, 0 for black."""
    return (colour[0] * k, colour[1] * k, colour[2] * k)


def skin_at(skin: Rgb, k: float) -> Rgb:
    """Return skin made darker by `shade`, and deeper in its own colour, so that pale skin does not look grey."""
    deeper, most = 0.5 * min(skin) * (k < 1), max(skin)
    red, green, blue = (c - deeper * (most - c) for c in skin)
    return shade((red, green, blue), k)
