"""Outlines on the paper: hulls, tubes, sweeps, unions of two outlines, and smooth curves through points.

Closed outlines run anticlockwise.
"""

from itertools import pairwise
from math import asin, atan2, cos, hypot, pi, sin

from planner.figure.drawing import Path

Point = tuple[float, float]
Loop = list[Point]
Circle = tuple[float, float, float]
"""x, y and radius."""

_RINGS = {n: [(cos(2 * pi * i / n), sin(2 * pi * i / n)) for i in range(n)] for n in (8, 10, 12, 16)}


def ring(x: float, y: float, r: float, n: int = 0) -> Loop:
    """Return n points on a circle; without n, as many as its radius needs to look round."""
    n = n or (8 if r < 2.5 else 10 if r < 4 else 12 if r < 8 else 16)
    return [(x + r * c, y + r * s) for c, s in _RINGS[n]]


def hull(points: Loop) -> Loop:
    """Return the convex hull of points."""
    points = sorted(set(points))
    if len(points) < 3:
        return points
    ends: list[Loop] = []
    for run in (points, points[::-1]):
        half: Loop = []
        for p in run:
            x, y = p
            while len(half) > 1:
                (ax, ay), (bx, by) = half[-2], half[-1]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 1e-9:
                    break
                half.pop()
            half.append(p)
        ends.append(half[:-1])
    return ends[0] + ends[1]


def inside(p: Point, loop: Loop) -> bool:
    """Return whether a point lies inside an outline."""
    result, (px, py) = False, loop[-1]
    x0, y0 = p
    for x, y in loop:
        if (y > y0) != (py > y0) and x0 < (px - x) * (y0 - y) / (py - y) + x:
            result = not result
        px, py = x, y
    return result


def tube(stations: list[Circle], *, flat_start: bool = False) -> Loop:
    """Return the outline of a tapering tube through circles; a circle inside its neighbour is left out."""
    line = list(stations)
    i = 0
    while i < len(line) - 1:
        (x, y, r), (u, v, q) = line[i], line[i + 1]
        if hypot(x - u, y - v) <= abs(r - q) + 0.02:
            del line[i if q > r else i + 1]
            i = max(i - 1, 0)
        else:
            i += 1
    if len(line) == 1:
        return ring(*line[0])
    turns: list[tuple[float, float]] = []
    for (x, y, r), (u, v, q) in pairwise(line):
        far = hypot(u - x, v - y)
        turns.append((atan2(v - y, u - x), asin(max(-1.0, min(1.0, (r - q) / far)))))

    def normal(i: int, g: int) -> float:
        found = [turns[k][0] + g * (pi / 2 - turns[k][1]) for k in (i - 1, i) if 0 <= k < len(turns)]
        return atan2(sum(sin(a) for a in found), sum(cos(a) for a in found))

    def on(i: int, a: float) -> Point:
        x, y, r = line[i]
        return (x + r * cos(a), y + r * sin(a))

    def cap(i: int, a: float, z: float) -> Loop:
        while z < a:
            z += 2 * pi
        return [on(i, a + (z - a) * k / 4) for k in (1, 2, 3)]

    n = len(line)
    right = [normal(i, -1) for i in range(n)]
    left = [normal(i, 1) for i in range(n)]
    loop = [on(i, right[i]) for i in range(n)] + cap(n - 1, right[-1], left[-1])
    loop += [on(i, left[i]) for i in reversed(range(n))]
    return loop if flat_start else loop + cap(0, left[0], right[0])


Egg = tuple[float, float, float, float, float, float, float, float]
"""A cross-section on the paper, as x and y of each: its middle, then vectors to its side, its front and its back."""


def egg_point(egg: Egg, nx: float, ny: float) -> Point:
    """Return the point of a section that lies farthest in a direction."""
    x, y, ax, ay, fx, fy, bx, by = egg
    across, front, back = ax * nx + ay * ny, fx * nx + fy * ny, bx * nx + by * ny
    dx, dy, deep = (fx, fy, front) if front > back else (bx, by, back)
    far = hypot(across, deep) or 1e-9
    return (x + (ax * across + dx * deep) / far, y + (ay * across + dy * deep) / far)


def sweep(eggs: list[Egg]) -> Loop:
    """Return the outline round cross-sections in a row; if they are seen end on, it is their hull."""
    run = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(eggs))
    thick = max(max(hypot(e[2], e[3]), hypot(e[4], e[5])) for e in eggs)
    if run < 1.1 * thick:
        return hull([egg_point(e, c, s) for e in eggs for c, s in _RINGS[10]])
    ways: list[Point] = []
    for i in range(len(eggs)):
        a, b = eggs[max(i - 1, 0)], eggs[min(i + 1, len(eggs) - 1)]
        dx, dy = b[0] - a[0], b[1] - a[1]
        far = hypot(dx, dy) or 1e-9
        ways.append((dx / far, dy / far))
    right = [egg_point(e, dy, -dx) for e, (dx, dy) in zip(eggs, ways, strict=True)]
    left = [egg_point(e, -dy, dx) for e, (dx, dy) in zip(eggs, ways, strict=True)]
    (tx, ty), (sx, sy) = ways[-1], ways[0]
    top = [egg_point(eggs[-1], tx + k * ty, ty - k * tx) for k in (1, 0, -1)]
    bottom = [egg_point(eggs[0], -sx - k * sy, -sy + k * sx) for k in (1, 0, -1)]
    return right + top + left[::-1] + bottom


def _crossings(a: Loop, c: Loop) -> list[tuple[int, float, int, float]]:
    """Return where two outlines cross: number of the side and share of its length, for each of the two."""
    found: list[tuple[int, float, int, float]] = []
    sides = _sides(c, a)
    for px, py, dx, dy, x0, x1, y0, y1, i in _sides(a, c):
        for x, y, ex, ey, xa, xb, ya, yb, j in sides:
            if x1 < xa or x0 > xb or y1 < ya or y0 > yb:
                continue
            turn = dx * ey - dy * ex
            if abs(turn) < 1e-12:
                continue
            t = ((x - px) * ey - (y - py) * ex) / turn
            u = ((x - px) * dy - (y - py) * dx) / turn
            if 0 <= t < 1 and 0 <= u < 1:
                found.append((i, t, j, u))
    return found


def _sides(loop: Loop, other: Loop) -> list[tuple[float, float, float, float, float, float, float, float, int]]:
    """Return the sides of an outline near another one: start, vector, range of x, range of y, number."""
    xs, ys = [p[0] for p in other], [p[1] for p in other]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    sides = []
    for i, ((x, y), (u, v)) in enumerate(zip(loop, [*loop[1:], loop[0]], strict=True)):
        x0, x1 = (x, u) if x < u else (u, x)
        y0, y1 = (y, v) if y < v else (v, y)
        if x1 >= left and x0 <= right and y1 >= low and y0 <= high:
            sides.append((x, y, u - x, v - y, x0, x1, y0, y1, i))
    return sides


def weld(under: Loop, over: Loop) -> tuple[Loop, list[Loop]] | None:
    """Return the union of two outlines and the runs of `over` that lie inside `under`; None if they do not cross."""
    hits = _crossings(under, over)
    if len(hits) < 2:
        return None
    loops = (under, over)
    stops: tuple[dict[int, list[tuple[float, int, float]]], ...] = ({}, {})
    for i, t, j, u in hits:
        stops[0].setdefault(i, []).append((t, j, u))
        stops[1].setdefault(j, []).append((u, i, t))
    for table in stops:
        for row in table.values():
            row.sort()
    which = 0 if min(under) <= min(over) else 1
    start = loops[which].index(min(loops[which]))
    home = which
    out: list[tuple[Point, bool]] = [(loops[which][start], False)]
    i, t = start, -1.0
    for _ in range(3 * (len(under) + len(over))):
        here = stops[which].get(i)
        stop = next((s for s in here if s[0] > t + 1e-9), None) if here else None
        loop = loops[which]
        (px, py), (qx, qy) = loop[i], loop[(i + 1) % len(loop)]
        if stop is not None:
            out.append(((px + (qx - px) * stop[0], py + (qy - py) * stop[0]), True))
            which, i, t = 1 - which, stop[1], stop[2]
            continue
        i, t = (i + 1) % len(loop), -1.0
        if which == home and i == start:
            return _thinned(out), _lost(under, over, stops[1])
        out.append(((qx, qy), False))
    return None


def _thinned(line: list[tuple[Point, bool]], least: float = 0.8) -> Loop:
    """Leave out points nearer than `least` to the one before, but keep the points where two outlines cross."""
    out: list[tuple[Point, bool]] = []
    for p, crossing in line:
        if out:
            (x, y), was = out[-1]
            if abs(p[0] - x) + abs(p[1] - y) < least:
                if was or not crossing:
                    continue
                out.pop()
        out.append((p, crossing))
    return [p for p, _ in out]


def _lost(under: Loop, over: Loop, stops: dict[int, list[tuple[float, int, float]]]) -> list[Loop]:
    cuts = sorted((j, u) for j, row in stops.items() for u, _, _ in row)
    runs: list[Loop] = []
    n = len(over)

    def on(j: int, u: float) -> Point:
        (x, y), (z, w) = over[j], over[(j + 1) % n]
        return (x + (z - x) * u, y + (w - y) * u)

    for (j, u), (k, w) in zip(cuts, [*cuts[1:], cuts[0]], strict=True):
        count = (k - j) % n
        if count == 0 and w <= u:
            count = n
        run = [on(j, u), *(over[(j + 1 + q) % n] for q in range(count)), on(k, w)]
        probe = run[len(run) // 2] if len(run) > 2 else ((run[0][0] + run[1][0]) / 2, (run[0][1] + run[1][1]) / 2)
        if inside(probe, under):
            runs.append(run)
    return runs


def beyond(run: Loop, joint: Point, radius: float) -> list[Loop]:
    """Return the pieces of a line outside a circle round a joint: the creases where flesh meets flesh."""
    pieces: list[Loop] = []
    piece: Loop = []
    rr = radius * radius
    for p, q in zip(run, [*run[1:], run[-1]], strict=True):
        out = (p[0] - joint[0]) ** 2 + (p[1] - joint[1]) ** 2 > rr
        if out:
            piece.append(p)
        after = (q[0] - joint[0]) ** 2 + (q[1] - joint[1]) ** 2 > rr
        if out != after:
            m = _edge(p, q, joint, rr)
            piece.append(m)
            if out:
                pieces.append(piece)
                piece = []
    if len(piece) > 1:
        pieces.append(piece)
    return [piece for piece in pieces if len(piece) > 1 and _run_length(piece) > 3.0]


def _edge(p: Point, q: Point, joint: Point, rr: float) -> Point:
    low = (p[0] - joint[0]) ** 2 + (p[1] - joint[1]) ** 2 > rr
    for _ in range(6):
        m = ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)
        if ((m[0] - joint[0]) ** 2 + (m[1] - joint[1]) ** 2 > rr) == low:
            p = m
        else:
            q = m
    return p


def _run_length(run: Loop) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(run))


def smooth(loop: Loop, *, closed: bool = True, corner: float = 0.62) -> Path:
    """Return a smooth curve through points; a turn whose cosine is below `corner` stays a corner."""
    n = len(loop)
    if n < 3:
        return tuple(loop)
    last = n if closed else n - 1
    lengths: list[float] = []
    ways: list[Point] = []
    for (x, y), (u, v) in zip(loop, [*loop[1:], loop[0]], strict=True):
        far = hypot(u - x, v - y) or 1e-6
        lengths.append(far)
        ways.append(((u - x) / far, (v - y) / far))
    tangents: list[tuple[Point, Point]] = []
    for i in range(n):
        a, b = ways[i - 1], ways[i]
        if not closed and i == 0:
            a = b
        elif not closed and i == n - 1:
            b = a
        if a[0] * b[0] + a[1] * b[1] < corner:
            tangents.append((a, b))
            continue
        p, q = lengths[i - 1], lengths[i]
        tx, ty = a[0] / p + b[0] / q, a[1] / p + b[1] / q
        far = hypot(tx, ty) or 1.0
        way = (tx / far, ty / far)
        tangents.append((way, way))
    path: list[tuple[float, ...]] = [loop[0]]
    for i in range(last):
        j = (i + 1) % n
        k = lengths[i] / 3
        (x, y), (u, v) = loop[i], loop[j]
        (tx, ty), (sx, sy) = tangents[i][1], tangents[j][0]
        path.append((x + tx * k, y + ty * k, u - sx * k, v - sy * k, u, v))
    return tuple(path)


def polygon(loop: Loop) -> Path:
    """Return straight lines through points."""
    return tuple(loop)


def fewer(run: Loop, bend: float = 0.15) -> Loop:
    """Leave out points that lie all but straight between their neighbours: `bend` square centimetres off at most."""
    out = [run[0]]
    for p, q in pairwise(run[1:]):
        (ax, ay) = out[-1]
        if abs((p[0] - ax) * (q[1] - ay) - (p[1] - ay) * (q[0] - ax)) > bend:
            out.append(p)
    return [*out, run[-1]]
