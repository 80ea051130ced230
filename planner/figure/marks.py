"""Marks on and beside the person: regions that stretch or work, and the ghost of the pose before."""

from itertools import pairwise
from math import dist, hypot, pi, sin

from planner.figure.anatomy import SIGN, Body, limb_balls
from planner.figure.camera import Camera
from planner.figure.drawing import Shape
from planner.figure.look import Look
from planner.figure.outline import Loop, Point, fewer, inside, polygon, smooth, tube, weld
from planner.figure.vectors import at, lerp

MARK, THIN = 0.9, 0.7
"""Widths of the line round a mark and of its hatching, points as printed."""
WHITE = (1.0, 1.0, 1.0)

_TRUNK_REGIONS: dict[str, tuple[int, int, float, float]] = {
    "low_back": (5, 8, -0.60, 0.0),
    "upper_back": (10, 12, -0.55, 0.0),
    "neck": (13, 13, -0.5, 0.0),
    "belly": (5, 8, 0.55, 0.0),
    "chest": (10, 12, 0.5, 0.0),
    "side": (5, 8, 0.0, 0.72),
    "buttock": (1, 3, -0.42, 0.5),
}
"""First and last row of the trunk; how far off its middle, as shares of front (or back) and half width."""
_HIGH = ("upper_back", "neck", "chest")
_LIMB_REGIONS: dict[str, tuple[str, float, float, float]] = {
    "hamstring": ("thigh", 0.28, 0.82, -0.28),
    "quad": ("thigh", 0.28, 0.82, 0.45),
    "calf": ("shank", 0.14, 0.52, -0.35),
    "hip_front": ("thigh", 0.02, 0.28, 0.5),
    "inner_thigh": ("thigh", 0.25, 0.75, 0.0),
    "shoulder": ("arm", 0.0, 0.3, 0.0),
}
"""The part, from which to which share of its length, and how far off the bone, as a share of the radius."""


def region(body: Body, camera: Camera, name: str) -> tuple[str, list[Loop]]:
    """Return the name of the piece that a region is painted on, and outlines for it on the paper, best first.

    The later outlines lie along the same flesh, for poses in which the first one is hidden.
    """
    stem, side = (name[:-2], name[-1]) if name[-2:] in ("_l", "_r") else (name, "")
    if stem in _TRUNK_REGIONS:
        first, last, deep, across = _TRUNK_REGIONS[stem]
        rows = [(first + k, last + j) for k, j in ((0, 0), (-1, -1), (1, 1), (-2, -2), (2, 2), (3, 3), (-3, -3))]
        low, high = min(first, 4), last + (3 if deep < 0 else 1)
        rows = [row for row in rows if row[0] >= low and row[1] <= high]
        tries = [_on_trunk(body, camera, row, deep, across * SIGN.get(side, 0.0)) for row in rows]
        return ("shirt" if stem in _HIGH else "hips"), tries
    part, a, b, deep = _LIMB_REGIONS[stem]
    piece = {"thigh": "leg_", "shank": "leg_", "arm": "arm_"}[part] + side
    shares = [(a, b), (a, b - 0.16), (a - 0.14, b - 0.24), (a + 0.18, b), (a - 0.2, b - 0.36), (0.04, 0.36)]
    return piece, [_on_limb(body, camera, part + "_" + side, share, deep) for share in shares]


def least_hidden(tries: list[Loop], over: list[Loop]) -> Loop:
    """Return the outline that the outlines in `over`, painted later, hide least; earlier ones win by a small bonus."""

    def share(points: Loop) -> float:
        return sum(any(inside(p, other) for other in over) for p in points) / len(points)

    def hidden(i: int) -> float:
        loop = tries[i]
        across = [((p[0] + q[0]) / 2, (p[1] + q[1]) / 2) for p, q in zip(loop, loop[::-1], strict=True)]
        return share(loop) + 0.5 * share(across) + 0.025 * i

    return tries[min(range(len(tries)), key=hidden)]


def _on_trunk(body: Body, camera: Camera, rows: tuple[int, int], deep: float, across: float) -> Loop:
    stations = []
    first = min(max(rows[0], 1), 13)
    for i in range(first, min(max(rows[1], first), 13) + 1):
        part = body.spine[i]
        reach = deep * (part.front if deep > 0 else part.back)
        centre = at(part.centre, part.frame, f=reach, l=across * part.width)
        stations.append(camera.circle(centre, 4.0 if i < 4 else 3.2))
    return tube(stations)


def _on_limb(body: Body, camera: Camera, part: str, share: tuple[float, float], deep: float) -> Loop:
    balls = limb_balls(body, part[:-2], part[-1])
    a, b = max(share[0], 0.0), min(share[1], 1.0)
    stations = []
    for i in range(4):
        t = (a + (b - a) * i / 3) * (len(balls) - 1)
        k = min(int(t), len(balls) - 2)
        (p, r), (q, s) = balls[k], balls[k + 1]
        radius = r + (s - r) * (t - k)
        wide = 2.4 + 0.9 * sin(pi * i / 3)
        stations.append(camera.circle(at(lerp(p, q, t - k), body.frames[part], f=deep * radius), wide))
    return tube(stations)


def stretch_mark(loop: Loop, look: Look) -> list[Shape]:
    """Return the mark for a stretch: white, outlined and hatched, so that it survives copying."""
    lines: list[Loop] = []
    xs = [p[0] for p in loop]
    ys = [p[1] for p in loop]
    c = min(xs) - max(ys) + 1.6  # hatching: the first line this far in, then one every 2.7 cm; by eye
    while c < max(xs) - min(ys):
        hits = _cut(loop, c)
        for a, b in zip(hits[::2], hits[1::2], strict=False):
            lines.append([a, b])
        c += 2.7
    outline = smooth(loop)
    return [
        Shape((outline,), WHITE, look.accent, MARK),
        Shape(tuple(polygon(line) for line in lines), None, look.accent, THIN, closed=False),
    ]


def _cut(loop: Loop, c: float) -> list[Point]:
    """Return the points where the line x - y = c crosses an outline, in order."""
    hits: list[Point] = []
    for (x, y), (u, v) in zip(loop, [*loop[1:], loop[0]], strict=True):
        a, b = x - y - c, u - v - c
        if (a > 0) != (b > 0):
            t = a / (a - b)
            hits.append((x + (u - x) * t, y + (v - y) * t))
    return sorted(hits)


def work_mark(loop: Loop, look: Look) -> list[Shape]:
    """Return the mark for a working muscle: solid, with a white rim."""
    outline = smooth(loop)
    return [Shape((outline,), look.accent, WHITE, 1.0)]


_GHOST_BEND = 4.0
"""How coarse the dashed outline is, square centimetres: not seen in dashes, and a fifth smaller a picture."""
_TOLD_APART, _STRAY = 1.4, 9.0
"""How far from the outline of now dashes are told apart from it, and how long a line of them is at least, centimetres:
shorter ones look like a slip of the pen. By eye."""


def ghost(loops: list[Loop], now: list[Loop], look: Look) -> list[Shape]:
    """Return the dashed outline of the body as it was in the picture before, where it differs from that of now."""
    rest = [loop for loop in loops if len(loop) > 2]
    whole: list[Loop] = []
    for loop in rest:
        for i, other in enumerate(whole):
            welded = weld(other, loop)
            if welded:
                whole[i] = welded[0]
                break
            if inside(loop[0], other):
                break
        else:
            whole.append(loop)
    grey = 0.5 + 0.2 * look.ink[0]
    taken = {
        (x + i, y + j)
        for loop in now
        for x, y in (_cell(p) for p in _dense(loop))
        for i in (-1, 0, 1)
        for j in (-1, 0, 1)
    }
    lines = tuple(smooth(fewer(run, _GHOST_BEND), closed=False) for loop in whole for run in _apart(loop, taken))
    return [Shape(lines, None, (grey, grey, grey), THIN, (2.4, 1.8), closed=False)] if lines else []


def _apart(loop: Loop, taken: set[tuple[int, int]]) -> list[Loop]:
    """Return the runs of an outline that lie in none of the cells taken; a whole outline ends where it begins."""
    points = _dense(loop)
    first = next((i for i, p in enumerate(points) if _cell(p) in taken), 0)
    runs: list[Loop] = [[]]
    for p in [*points[first:], *points[: first + 1]]:
        if _cell(p) not in taken:
            runs[-1].append(p)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if sum(dist(p, q) for p, q in pairwise(run)) > _STRAY]


def _dense(loop: Loop) -> Loop:
    """Return a closed outline with a point at least every half cell."""
    found: Loop = []
    for (x, y), (u, v) in zip(loop, [*loop[1:], loop[0]], strict=True):
        n = int(hypot(u - x, v - y) / (_TOLD_APART / 2)) + 1
        found += [(x + (u - x) * k / n, y + (v - y) * k / n) for k in range(n)]
    return found


def _cell(p: Point) -> tuple[int, int]:
    return round(p[0] / _TOLD_APART), round(p[1] / _TOLD_APART)
