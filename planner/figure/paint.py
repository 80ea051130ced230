"""From a body to shapes: each limb one outline, the near ones over the trunk, the far ones darker and behind it."""

from dataclasses import dataclass, field

from planner.figure.body import SIDES, STATURE, Body, foot_balls, hand_balls, limb_balls
from planner.figure.camera import Camera
from planner.figure.drawing import Rgb, Shape
from planner.figure.head import INNER, OUTLINE, paint_head, shade
from planner.figure.look import Look
from planner.figure.outline import Egg, Loop, Point, beyond, hull, ring, smooth, sweep, tube, weld
from planner.figure.vectors import add, dot, lerp, mul

_HEM_LEG, _HEM_TROUSERS, _HEM_ARM = 0.56, 0.94, 0.52
_WAIST = 5
"""The row of the trunk at which the shirt meets the shorts."""


@dataclass(slots=True)
class Piece:
    """Something painted as one: its name, how far away it is, its outline and the lines inside it."""

    name: str
    depth: float
    shapes: list[Shape] = field(default_factory=list)
    loop: Loop = field(default_factory=list)


@dataclass(slots=True)
class Limb:
    """An outline in the making, with its creases."""

    loop: Loop
    lines: list[Loop] = field(default_factory=list)
    rest: list[Loop] = field(default_factory=list)

    def join(self, part: Loop, joint: Point, radius: float) -> None:
        """Weld on the next part; where it folds over this one a crease is left."""
        welded = weld(self.loop, part)
        if welded is None:
            self.rest.append(part)
            return
        self.loop, lost = welded
        for run in lost:
            self.lines += beyond(run, joint, radius)

    def shapes(self, fill: Rgb, ink: Rgb, width: float = OUTLINE) -> list[Shape]:
        """Return the outline, filled, and its creases."""
        found = [Shape((smooth(loop),), fill, ink, width) for loop in (self.loop, *self.rest)]
        if self.lines:
            paths = tuple(smooth(line, closed=False) for line in self.lines)
            found.append(Shape(paths, None, ink, INNER, closed=False))
        return found


def far_sides(body: Body, camera: Camera) -> tuple[frozenset[str], frozenset[str]]:
    """Return the sides of the legs and of the arms that lie behind the trunk."""
    hips, chest = camera.depth(body.hips), camera.depth(body.joints["chest"])
    legs = frozenset(s for s in SIDES if camera.depth(body.joints["hip_" + s]) > hips + 3.0)
    arms = frozenset(s for s in SIDES if camera.depth(body.joints["shoulder_" + s]) > chest + 6.0)
    return legs, arms


def paint(
    body: Body, camera: Camera, look: Look, far: tuple[frozenset[str], frozenset[str]] | None = None
) -> list[Piece]:
    """Return the pieces of a person, back to front."""
    far_legs, far_arms = far or far_sides(body, camera)
    shirt = Piece("shirt", camera.depth(body.joints["chest"]))
    loop = _shirt(body, camera)
    shirt.shapes, shirt.loop = [Shape((smooth(loop),), look.shirt, look.ink, OUTLINE)], loop
    behind: list[Piece] = []
    before: list[Piece] = []
    pelvis = Limb(_trunk(body, camera, 0, _WAIST + 1))
    for side in SIDES:
        dark = look.far if side in far_legs else 1.0
        leg = Piece("leg_" + side, _mean_depth(body, camera, ("hip_", "knee_", "ankle_"), side))
        shorts = _shorts(body, camera, side, look)
        hip = camera.point(body.joints["hip_" + side])
        if dark < 1:
            leg.shapes += Limb(shorts).shapes(shade(look.shorts, dark), look.ink)
            behind.append(leg)
        else:
            pelvis.join(shorts, hip, 0.066 * STATURE)
            before.append(leg)
        limb = _leg(body, camera, side, look)
        leg.loop = limb.loop
        leg.shapes += limb.shapes(shade(look.skin, dark), look.ink)
    for side in SIDES:
        dark = look.far if side in far_arms else 1.0
        arm = Piece("arm_" + side, _mean_depth(body, camera, ("elbow_", "wrist_"), side))
        arm.shapes, arm.loop = _arm(body, camera, side, look, dark, loop)
        front = dark == 1 and _arm_in_front(body, camera, side)
        (before if front else behind).append(arm)
    hips = Piece("hips", camera.depth(body.hips), pelvis.shapes(look.shorts, look.ink), pelvis.loop)
    head = Piece("head", camera.depth(body.joints["head"]), paint_head(body, camera, look))
    behind.sort(key=lambda piece: -piece.depth)
    before.sort(key=lambda piece: -piece.depth)
    if dot(body.spine[7].frame[2], camera.way) < -0.35:
        trunk = _from_head_end(hips, shirt, before)
    else:
        trunk = [shirt, hips, *before]
    return _with_head([*behind, *trunk], head, body, camera)


def _from_head_end(hips: Piece, shirt: Piece, before: list[Piece]) -> list[Piece]:
    """Seen from the head's end the chest lies before the hips, and the legs before or behind by their depth."""
    legs = [piece for piece in before if piece.name.startswith("leg") and piece.depth > shirt.depth]
    rest = [piece for piece in before if piece not in legs]
    return [hips, *legs, shirt, *rest]


def _with_head(pieces: list[Piece], head: Piece, body: Body, camera: Camera) -> list[Piece]:
    """Put the head over the shirt, and over or under each arm by which is nearer."""
    place = next(i for i, piece in enumerate(pieces) if piece.name == "shirt") + 1
    for i, piece in enumerate(pieces[place:], place):
        side = piece.name[-1]
        joint = "knee_" if piece.name.startswith("leg") else "elbow_"
        if piece.name == "hips" or camera.depth(body.joints[joint + side]) > head.depth:
            place = i + 1
    return [*pieces[:place], head, *pieces[place:]]


def _mean_depth(body: Body, camera: Camera, joints: tuple[str, ...], side: str) -> float:
    return sum(camera.depth(body.joints[j + side]) for j in joints) / len(joints)


def _arm_in_front(body: Body, camera: Camera, side: str) -> bool:
    chest = camera.depth(body.joints["chest"])
    gap = camera.depth(body.joints["shoulder_" + side]) - chest
    if abs(gap) > 6.0:
        return gap < 0
    return camera.depth(body.joints["elbow_" + side]) < chest + 9.0


def _trunk(body: Body, camera: Camera, first: int, last: int) -> Loop:
    eggs: list[Egg] = [
        camera.egg(s.centre, s.frame[1], s.frame[0], (s.width, s.front, s.back)) for s in body.spine[first:last]
    ]
    return sweep(eggs)


def _shirt(body: Body, camera: Camera) -> Loop:
    """Return the outline of the shirt: the trunk above the waist, and the yoke out to both shoulders."""
    trunk = _trunk(body, camera, _WAIST - 1, len(body.spine))
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
    return welded[0] if welded else trunk


def _shorts(body: Body, camera: Camera, side: str, look: Look) -> Loop:
    a, b = body.joints["hip_" + side], body.joints["knee_" + side]
    rows = ((0.0, 9.3), (0.14, 9.7), (0.30, 9.7), (0.45, 9.45), (_HEM_LEG, 9.25))
    if look.clothes == "trousers":
        rows = (*rows[:4], (0.7, 8.2), (0.97, 7.0))
    loop = tube([camera.circle(lerp(a, b, t), r) for t, r in rows[:-1]])
    t, r = rows[-1]
    frame = body.frames["thigh_" + side]
    x, y, ax, ay, fx, fy, bx, by = camera.egg(lerp(a, b, t), frame[1], frame[0], (r, r, r))
    hem = [camera.egg(lerp(a, b, t), frame[1], frame[0], (r, r, r))]
    stations = [camera.circle(lerp(a, b, q), s) for q, s in rows]
    return _hemmed(stations, hem[0], loop)


def _hemmed(stations: list[tuple[float, float, float]], hem: Egg, fallback: Loop) -> Loop:
    """Return a tube that ends in the ring of a hem instead of a round cap."""
    from planner.figure.outline import egg_point  # noqa: PLC0415

    x, y, *_ = hem
    points: Loop = [egg_point(hem, c, s) for c, s in _TEN]
    body = tube([*stations[:-1]]) if len(stations) > 2 else fallback
    (px, py, pr) = stations[-2]
    welded = hull([*ring(px, py, pr), *points])
    joined = weld(body, welded)
    return joined[0] if joined else (welded if len(body) < 4 else body)


_TEN = [
    (1.0, 0.0),
    (0.81, 0.59),
    (0.31, 0.95),
    (-0.31, 0.95),
    (-0.81, 0.59),
    (-1.0, 0.0),
    (-0.81, -0.59),
    (-0.31, -0.95),
    (0.31, -0.95),
    (0.81, -0.59),
]


def _leg(body: Body, camera: Camera, side: str, look: Look) -> Limb:
    """Return the skin of a leg from the hem to the toes."""
    hip, knee = body.joints["hip_" + side], body.joints["knee_" + side]
    frame = body.frames["thigh_" + side]
    hem = _HEM_LEG
    r = 0.0462 * STATURE
    points: Loop = []
    from planner.figure.outline import egg_point  # noqa: PLC0415

    egg = camera.egg(lerp(hip, knee, hem), frame[1], frame[0], (r, r, r))
    points = [egg_point(egg, c, s) for c, s in _TEN]
    mid = ring(*camera.circle(lerp(hip, knee, 0.78), 6.75), 12)
    thigh = hull(points + mid)
    end = hull(mid + ring(*camera.circle(knee, 5.95), 12))
    welded = weld(thigh, end)
    limb = Limb(welded[0] if welded else thigh)
    shank = tube([camera.circle(p, q) for p, q in limb_balls(body, "shank", side)])
    limb.join(shank, camera.point(knee), 7.2)
    balls = foot_balls(body, side)
    foot = hull([p for c, q in balls.values() for p in ring(*camera.circle(c, q), 8)])
    limb.join(foot, camera.point(body.joints["ankle_" + side]), 6.5)
    return limb


def _arm(
    body: Body, camera: Camera, side: str, look: Look, dark: float, shirt: Loop
) -> tuple[list[Shape], Loop]:
    """Return an arm: the sleeve, open where it meets the shirt, and the skin from its hem to the fingers."""
    shoulder, elbow = body.joints["shoulder_" + side], body.joints["elbow_" + side]
    frame = body.frames["arm_" + side]
    from planner.figure.outline import egg_point  # noqa: PLC0415

    r = 5.3
    egg = camera.egg(lerp(shoulder, elbow, 0.56), frame[1], frame[0], (r, r, r))
    hem = [egg_point(egg, c, s) for c, s in _TEN]
    top = ring(*camera.circle(lerp(shoulder, elbow, 0.06), 5.5), 12)
    sleeve = hull(top + hem)
    egg = camera.egg(lerp(shoulder, elbow, 0.53), frame[1], frame[0], (4.55, 4.55, 4.55))
    start = [egg_point(egg, c, s) for c, s in _TEN]
    limb = Limb(hull(start + ring(*camera.circle(elbow, 4.0), 10)))
    fore = tube([camera.circle(p, q) for p, q in limb_balls(body, "forearm", side)])
    limb.join(fore, camera.point(elbow), 4.9)
    balls = {name: ring(*camera.circle(c, q), 8) for name, (c, q) in hand_balls(body, side).items()}
    palm = hull([*balls["wrist"], *balls["first"], *balls["last"]])
    limb.join(palm, camera.point(body.joints["wrist_" + side]), 9.0)
    if "index" in balls:
        limb.join(hull([*balls["first"], *balls["last"], *balls["index"], *balls["little"]]), (0, 0), 1e6)
    else:
        limb.join(hull([*balls["first"], *balls["last"], *balls["palm"]]), (0, 0), 1e6)
    limb.join(hull([*balls["thumb"], *balls["tip"]]), camera.point(body.joints["wrist_" + side]), 5.0)
    shapes = _sleeve(sleeve, camera.point(shoulder), shirt, shade(look.shirt, dark), look, dark)
    return [*shapes, *limb.shapes(shade(look.skin, dark), look.ink)], limb.loop


def _sleeve(loop: Loop, joint: Point, shirt: Loop, fill: Rgb, look: Look, dark: float) -> list[Shape]:
    if dark < 1:
        return [Shape((smooth(loop),), fill, look.ink, OUTLINE)]
    from planner.figure.outline import inside  # noqa: PLC0415

    hidden = [
        (p[0] - joint[0]) ** 2 + (p[1] - joint[1]) ** 2 < 52.0 and inside(p, shirt) for p in loop
    ]
    if not any(hidden) or all(hidden):
        return [Shape((smooth(loop),), fill, look.ink, OUTLINE)]
    n = len(loop)
    first = next(i for i in range(n) if not hidden[i] and hidden[i - 1])
    run: Loop = []
    for i in range(n):
        if hidden[(first + i) % n]:
            break
        run.append(loop[(first + i) % n])
    whole = smooth(loop)
    return [
        Shape((whole,), fill),
        Shape((smooth(run, closed=False),), None, look.ink, OUTLINE, closed=False),
    ]


__all__ = ["Limb", "Piece", "add", "far_sides", "mul", "paint"]
