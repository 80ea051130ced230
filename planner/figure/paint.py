"""Painting a body: each limb is one outline; near limbs lie over the trunk, far ones are darker and lie behind it.

Radii of cloth and skin are centimetres, set by eye; where along a bone they apply is a share of its length.
"""

from itertools import takewhile
from math import hypot

from planner.figure.anatomy import SIDES, SIGN, STATURE, Body, foot_balls, limb_balls
from planner.figure.camera import Camera
from planner.figure.drawing import INNER, OUTLINE, Shape
from planner.figure.hands import NO_CREASE, join_hand, laid_over
from planner.figure.head import paint_head, shade, skin_at
from planner.figure.limb import Limb, PaintedPart, dense
from planner.figure.look import Look
from planner.figure.outline import (
    Egg,
    Loop,
    Point,
    egg_point,
    fewer,
    hull,
    inside,
    ring,
    smooth,
    sweep,
    tube,
    weld,
)
from planner.figure.vectors import at, dot, lerp, nod

_HEM_LEG = 0.56
"""How far down the thigh the shorts reach, as a share of its length."""
_HIP_FOLD = 0.066 * STATURE
"""No crease is drawn within this radius of a hip; likewise about the other joints that `Limb.join` is given."""
_CUFF = 10.5
"""Within this radius about the middle of a thigh the outline of a trouser leg stays open; wider than the cloth."""
_WAIST = 5
"""The row of the trunk at which the shirt meets the shorts."""
_HEM_LONG = 3
"""The row down to which a shirt over a pregnant belly hangs."""


def far_sides(body: Body, camera: Camera) -> tuple[frozenset[str], frozenset[str]]:
    """Return the sides of the legs and of the arms that lie behind the trunk."""
    # the joint lies at least this many centimetres farther away than the middle of the trunk; by eye
    hips, chest = camera.depth(body.hips), camera.depth(body.joints["chest"])
    legs = frozenset(s for s in SIDES if camera.depth(body.joints["hip_" + s]) > hips + 3.0)
    arms = frozenset(s for s in SIDES if camera.depth(body.joints["shoulder_" + s]) > chest + 6.0)
    return legs, arms


def paint(
    body: Body, camera: Camera, look: Look, far: tuple[frozenset[str], frozenset[str]] | None = None
) -> list[PaintedPart]:
    """Return the pieces of a person, back to front; `far` gives the sides painted behind, as `far_sides` does."""
    far_legs, far_arms = far or far_sides(body, camera)
    shirt = PaintedPart("shirt", camera.depth(body.joints["chest"]))
    loop = _shirt(body, camera)
    shirt.shapes, shirt.loop = [Shape((smooth(loop),), look.shirt, look.ink, OUTLINE)], loop
    if body.physique.carries:
        shirt.shapes += _belly_line(body, camera, look)
    behind: list[PaintedPart] = []
    before: list[PaintedPart] = []
    over: list[PaintedPart] = []
    pelvis = Limb(_trunk(body, camera, 0, _WAIST if body.physique.carries else _WAIST + 1))
    for side in SIDES:
        dark = look.far if side in far_legs else 1.0
        leg = PaintedPart("leg_" + side, _mean_depth(body, camera, ("hip_", "knee_", "ankle_"), side))
        shorts = _shorts(body, camera, side, look, far=dark < 1)
        hip = camera.point(body.joints["hip_" + side])
        if dark < 1:
            leg.shapes += Limb(shorts).shapes(shade(look.shorts, dark), look.ink)
            behind.append(leg)
        else:
            pelvis.join(shorts, hip, _HIP_FOLD)
            before.append(leg)
        if look.clothes == "trousers":
            leg.shapes += _trouser_leg(body, camera, side, look, dark, shorts)
            leg.loop = _leg(body, camera, side).loop
            continue
        limb = _leg(body, camera, side)
        leg.loop = limb.loop
        leg.shapes += limb.shapes(skin_at(look.skin, dark), look.ink)
    for side in SIDES:
        dark = look.far if side in far_arms else 1.0
        arm = PaintedPart("arm_" + side, _mean_depth(body, camera, ("elbow_", "wrist_"), side))
        arm.shapes, arm.loop = _arm(body, camera, side, look, dark, loop)
        front = dark == 1 and _arm_in_front(body, camera, side)
        (before if front else behind).append(arm)
        if not front:
            over += laid_over(body, camera, side, look, dark)
    hips = PaintedPart("hips", camera.depth(body.hips), pelvis.shapes(look.shorts, look.ink), pelvis.loop)
    neck, face = paint_head(body, camera, look)
    skull = ring(*camera.circle(body.joints["head"], 10.5), 12)
    shape = hull([*skull, *ring(*camera.circle(body.joints["neck"], 5.0), 8)])
    head = PaintedPart("head", camera.depth(body.joints["head"]), face, shape)
    behind_all = PaintedPart("neck", shirt.depth, neck)
    behind.sort(key=lambda piece: -piece.depth)
    before.sort(key=lambda piece: -piece.depth)
    behind.append(behind_all)
    if dot(body.spine[7].frame[2], camera.way) < -0.35:
        trunk = [*_from_head_end(hips, shirt, before), *over]
    elif body.physique.carries and not any(_bent(body, piece.name) for piece in before):
        trunk = [hips, shirt, *over, *before]
    else:
        trunk = [shirt, hips, *over, *before]
    return _with_head([*behind, *trunk], head, body, camera)


def _bent(body: Body, name: str) -> bool:
    """Return whether a piece is a thigh that is bent up so far that it covers the lower belly."""
    return name.startswith("leg") and dot(body.frames["thigh" + name[3:]][2], body.frame[2]) < _LAP


_LAP = 0.5
"""The cosine of that bend."""


def _from_head_end(hips: PaintedPart, shirt: PaintedPart, before: list[PaintedPart]) -> list[PaintedPart]:
    """Order the trunk seen from the head: the chest over the hips, legs behind the chest if they are farther away."""
    legs = [piece for piece in before if piece.name.startswith("leg") and piece.depth > shirt.depth]
    rest = [piece for piece in before if piece not in legs]
    return [hips, *legs, shirt, *rest]


def _with_head(pieces: list[PaintedPart], head: PaintedPart, body: Body, camera: Camera) -> list[PaintedPart]:
    """Insert the head over the shirt and over each limb that is farther away."""
    layer = next(i for i, piece in enumerate(pieces) if piece.name == "shirt") + 1
    for i, piece in enumerate(pieces[layer:], layer):
        side = piece.name[-1]
        joint = "knee_" if piece.name.startswith("leg") else "elbow_"
        if piece.name == "hips" or camera.depth(body.joints[joint + side]) > head.depth:
            layer = i + 1
    return [*pieces[:layer], head, *pieces[layer:]]


def _mean_depth(body: Body, camera: Camera, joints: tuple[str, ...], side: str) -> float:
    return sum(camera.depth(body.joints[j + side]) for j in joints) / len(joints)


def _arm_in_front(body: Body, camera: Camera, side: str) -> bool:
    chest = camera.depth(body.joints["chest"])
    gap = camera.depth(body.joints["shoulder_" + side]) - chest
    if abs(gap) > 6.0:
        return gap < 0
    return camera.depth(body.joints["elbow_" + side]) < chest + 9.0


def _trunk(body: Body, camera: Camera, first: int, last: int) -> Loop:
    slim = [s.front for s in body.spine]
    if body.physique.carries:  # what the belly hangs on, below the bust
        slim = [
            min(deep, _UNDER_BUST if n < _BUST else deep) * STATURE
            for n, (_, _, deep, _) in enumerate(body.physique.rows)
        ]
    eggs: list[Egg] = [
        camera.egg(s.centre, s.frame[1], s.frame[0], (s.width, min(s.front, deep), s.back))
        for s, deep in zip(body.spine[first:last], slim[first:last], strict=True)
    ]
    if body.physique.carries and first == _HEM_LONG:
        eggs[0] = _hem(body, camera, _HEM_TILT, _HEM_FRONT, body.spine[_HEM_LONG].back)
    return sweep(eggs)


def _hem(body: Body, camera: Camera, tilt: float, front: float, back: float) -> Egg:
    """Return the hem of a shirt over a pregnant belly: lower in front, where it goes round the belly."""
    s = body.spine[_HEM_LONG]
    size, down = (s.width, front, back), nod(s.frame, tilt)[0]
    x, y, ax, ay, _, _, bx, by = camera.egg(s.centre, s.frame[1], s.frame[0], size)
    _, _, _, _, fx, fy, _, _ = camera.egg(s.centre, s.frame[1], down, size)
    return (x, y, ax, ay, fx, fy, bx, by)


_HEM_TILT, _HEM_FRONT = 27.0, 0.066 * STATURE
"""How far that hem is tilted, degrees, and how far in front of the middle it is."""
_CARRIED, _BUST, _UNDER_BUST = slice(3, 9), 9, 0.080
"""The rows between which a pregnant belly lies, the first row of the bust above it, and how far the trunk between the
two is in front of its middle, as a share of stature."""


def _belly(body: Body, camera: Camera) -> Loop:
    """Return the outline of a pregnant belly: it hangs on the middle of the trunk and does not bend with the spine."""
    rows, middle = body.physique.rows, body.spine[_BELLY_ROW]
    points: Loop = []
    for height, width, front, _ in rows[_CARRIED]:
        up = (height - rows[_BELLY_ROW][0]) * STATURE
        size = (_BELLY_HALF[0] * width * STATURE, front * STATURE, 2.0)
        egg = camera.egg(at(middle.centre, middle.frame, u=up), middle.frame[1], middle.frame[0], size)
        points += [egg_point(egg, x, y) for x, y in _AROUND]
    hem = _hem(body, camera, _HEM_TILT + 5.0, _HEM_FRONT + 0.6, 2.0)  # beyond the trunk's: it is joined without a notch
    return hull([*points, *(egg_point(hem, x, y) for x, y in _AROUND)])


_AROUND = ring(0.0, 0.0, 1.0, 16)


def _shirt(body: Body, camera: Camera) -> Loop:
    """Return the outline of the shirt: the trunk above the waist and a yoke across the shoulders."""
    trunk = _trunk(body, camera, _HEM_LONG if body.physique.carries else _WAIST - 1, len(body.spine))
    yoke: Loop = []
    for side in SIDES:
        yoke += ring(*camera.circle(body.joints["shoulder_" + side], 5.0), 12)
    for s in body.spine[11:13]:
        x, y, ax, ay, fx, fy, bx, by = camera.egg(s.centre, s.frame[1], s.frame[0], (s.width, s.front, s.back))
        yoke += [(x + ax, y + ay), (x - ax, y - ay), (x + fx, y + fy), (x + bx, y + by)]
    top = body.spine[13]
    x, y, ax, ay, *_ = camera.egg(top.centre, top.frame[1], top.frame[0], (top.width * 0.8, 0, 0))
    yoke += [(x + ax, y + ay), (x - ax, y - ay)]
    welded = weld(trunk, hull(yoke))
    shirt = welded[0] if welded else trunk
    if body.physique.carries and dot(body.spine[_BELLY_ROW].frame[0], camera.way) > _FACING:
        welded = weld(shirt, _belly(body, camera))
        shirt = welded[0] if welded else shirt
    return shirt


_BELLY_ROW, _BELLY_HALF = 6, (0.9, 0.062 * STATURE)
"""The row at the middle of a pregnant belly, and how wide (as a share of the trunk) and how high half of it is."""
_ROUND = (
    (-0.86, -0.45),
    (-0.6, -0.9),
    (0.0, -1.16),
    (0.6, -0.9),
    (0.86, -0.45),
)
"""Its lower edge, as shares of those."""


def _belly_line(body: Body, camera: Camera, look: Look) -> list[Shape]:
    """Return the line under a pregnant belly that is seen from the front, where no outline shows it."""
    part = body.spine[_BELLY_ROW]
    if dot(part.frame[0], camera.way) > _FACING:
        return []
    wide, high = _BELLY_HALF[0] * part.width, _BELLY_HALF[1]
    line = [camera.point(at(part.centre, part.frame, f=0.7 * part.front, l=x * wide, u=y * high)) for x, y in _ROUND]
    return [Shape((smooth(line, closed=False),), None, look.ink, INNER, closed=False)]


_FACING = -0.5
"""From here on the trunk is seen so much from the front that the belly does not stand out."""


def _eggs(body: Body, camera: Camera, limb: tuple[str, str, str], rows: tuple[tuple[float, float], ...]) -> list[Egg]:
    """Return rings about a bone; `rows` are shares of its length, each with a radius in centimetres."""
    part, first, second = limb
    a, b, frame = body.joints[first], body.joints[second], body.frames[part]
    return [camera.egg(lerp(a, b, t), frame[1], frame[0], (r, r, r)) for t, r in rows]


def _round(body: Body, camera: Camera, first: str, second: str, t: float, r: float) -> Egg:
    """Return a ball of radius r at a share t of a bone, as a section for `sweep`."""
    x, y = camera.point(lerp(body.joints[first], body.joints[second], t))
    return (x, y, r, 0.0, 0.0, r, 0.0, -r)


# Shares of the thigh's length, each with the radius of the cloth there.
_SHORTS = ((0.15, 9.75), (0.35, 9.6), (_HEM_LEG, 9.1))
_TROUSERS = ((0.15, 9.7), (0.35, 9.3), (0.5, 8.8))


def _shorts(body: Body, camera: Camera, side: str, look: Look, *, far: bool) -> Loop:
    rows = _TROUSERS if look.clothes == "trousers" else _SHORTS
    hip, knee = "hip_" + side, "knee_" + side
    thick = body.physique.thigh
    eggs = _eggs(body, camera, ("thigh_" + side, hip, knee), tuple((t, r * thick) for t, r in rows))
    top = 7.4 if far else 9.4  # so that of the far hip nothing shows before the near one
    return sweep([_round(body, camera, hip, knee, 0.02, top * thick), *eggs[far:]])


def _leg(body: Body, camera: Camera, side: str) -> Limb:
    """Return the skin of a leg, from the hem of the shorts to the toes."""
    hip, knee, thick = "hip_" + side, "knee_" + side, body.physique.thigh
    eggs = _eggs(body, camera, ("thigh_" + side, hip, knee), ((_HEM_LEG, 7.9 * thick), (0.76, 6.85)))
    limb = Limb(sweep([*eggs, _round(body, camera, hip, knee, 1.0, 5.95)]))
    rows = limb_balls(body, "shank", side)
    shank = tube([camera.circle(rows[0][0], 5.5), *(camera.circle(p, q) for p, q in rows[1:])])
    limb.join(shank, camera.point(body.joints[knee]), 7.4)
    balls = foot_balls(body, side)
    foot = hull([p for c, q in balls.values() for p in ring(*camera.circle(c, q), 8)])
    limb.join(foot, camera.point(body.joints["ankle_" + side]), NO_CREASE)
    frame, ankle = body.frames["foot_" + side], body.joints["ankle_" + side]
    if dot(frame[0], camera.way) < _TOES_SEEN:
        across = ((SIGN[side] * x, f) for x, f in _TOES)
        limb.lines += [[camera.point(at(ankle, frame, f=f, l=x, u=u)) for u in (-3.6, -6.2)] for x, f in across]
    return limb


_TOES_SEEN = -0.8
"""From here on a foot is seen so much from the front that its toes are told apart."""
_TOES = ((-0.4, 18.6), (1.0, 18.0), (2.2, 17.0))
"""Where the lines between toes are: outward and forward from the ankle."""


def _trouser_leg(body: Body, camera: Camera, side: str, look: Look, dark: float, shorts: Loop) -> list[Shape]:
    """Return a trouser leg from mid-thigh to ankle, and the foot; its outline is open within the shorts."""
    hip, knee, ankle = "hip_" + side, "knee_" + side, "ankle_" + side
    thick = body.physique.thigh
    lower = body.physique.lower
    rows = ((0.40, 8.5 * thick), (0.46, 9.0 * thick), (0.72, 8.0))
    eggs = _eggs(body, camera, ("thigh_" + side, hip, knee), rows)
    limb = Limb(sweep([*eggs, _round(body, camera, hip, knee, 1.0, 7.2)]))
    below = _eggs(body, camera, ("shank_" + side, knee, ankle), ((0.2, 7.1 * lower), (0.6, 6.6 * lower), (0.97, 5.6)))
    limb.join(sweep([_round(body, camera, knee, ankle, 0.0, 6.8), *below]), camera.point(body.joints[knee]), 8.2)
    foot = hull([p for c, q in foot_balls(body, side).values() for p in ring(*camera.circle(c, q), 8)])
    x, y = camera.point(lerp(body.joints[hip], body.joints[knee], 0.40))
    u, v = camera.point(body.joints[knee])
    fill = shade(look.shorts, dark)
    shapes = [Shape((smooth(foot),), skin_at(look.skin, dark), look.ink, OUTLINE)]
    long = hypot(u - x, v - y)
    keep = [
        (p[0] - x) * (u - x) + (p[1] - y) * (v - y) > 1.2 * long
        or hypot(p[0] - x, p[1] - y) > _CUFF
        or not inside(p, shorts)
        for p in limb.loop
    ]
    if all(keep) or not any(keep):
        return [*shapes, *limb.shapes(fill, look.ink)]
    n = len(limb.loop)
    starts = [i for i in range(n) if keep[i] and not keep[i - 1]]
    runs = [[limb.loop[k % n] for k in takewhile(lambda k: keep[k % n], range(i, i + n))] for i in starts]
    shapes += [Shape((smooth(loop),), fill) for loop in (limb.loop, *limb.rest)]  # its edge is under the line
    outlines = (*(smooth(run, closed=False) for run in runs if len(run) > 1), *(smooth(loop) for loop in limb.rest))
    shapes.append(Shape(outlines, None, look.ink, OUTLINE, closed=False))
    return [*shapes, *limb.inner(fill, look.ink)]


def _arm(body: Body, camera: Camera, side: str, look: Look, dark: float, shirt: Loop) -> tuple[list[Shape], Loop]:
    """Return the shapes and the outline of an arm: a sleeve, open where it meets the shirt, and the skin below it."""
    shoulder, elbow, thick = "shoulder_" + side, "elbow_" + side, body.physique.arm
    rows = ((0.02, 4.95), (0.28, 5.2 * thick), (0.56, 5.25 * thick))
    hem = _eggs(body, camera, ("arm_" + side, shoulder, elbow), rows)
    sleeve = sweep(hem)
    start = _eggs(body, camera, ("arm_" + side, shoulder, elbow), ((0.54, 4.5 * thick),))
    limb = Limb(sweep([*start, _round(body, camera, shoulder, elbow, 1.0, 4.05)]))
    balls = limb_balls(body, "forearm", side)
    fore = tube([camera.circle(balls[0][0], 3.8), *(camera.circle(p, q) for p, q in balls[1:])])
    limb.join(fore, camera.point(body.joints[elbow]), 5.2)
    join_hand(limb, body, camera, side)
    fill = shade(look.shirt, dark)
    shapes = [Shape((smooth(sleeve),), fill, None if dark == 1 else look.ink, 0.0 if dark == 1 else OUTLINE)]
    if dark == 1:
        runs = _open_runs(sleeve, shirt, camera.point(body.joints[shoulder]), 5.1)
        shapes.append(Shape(tuple(smooth(r, closed=False) for r in runs), None, look.ink, OUTLINE, closed=False))
    return [*shapes, *limb.shapes(skin_at(look.skin, dark), look.ink)], limb.loop


def _open_runs(loop: Loop, shirt: Loop, joint: Point, radius: float) -> list[Loop]:
    """Return the runs of a sleeve's outline that are not inside the shirt near the shoulder."""
    points = dense(loop)
    rr = radius * radius

    def seen(p: Point) -> bool:
        return (p[0] - joint[0]) ** 2 + (p[1] - joint[1]) ** 2 > rr or not inside(p, shirt)

    def last_seen(p: Point, hidden: Point) -> Point:
        for _ in range(5):
            middle = ((p[0] + hidden[0]) / 2, (p[1] + hidden[1]) / 2)
            p, hidden = (middle, hidden) if seen(middle) else (p, middle)
        return p

    shown = [seen(p) for p in points]
    if all(shown):
        return [[*loop, loop[0]]]
    n = len(points)
    runs: list[Loop] = []
    for i in range(n):
        if shown[i] and not shown[i - 1]:
            run: Loop = [last_seen(points[i], points[i - 1])]
            while shown[i % n]:
                run.append(points[i % n])
                i += 1  # noqa: PLW2901  (walks on from where the run began)
            run.append(last_seen(points[(i - 1) % n], points[i % n]))
            if len(run) > 4:
                runs.append(fewer(run))
    return runs
