"""Points, directions and frames in space, as plain tuples.

Space has x to the right of the default camera, y away from it and z up, in centimetres. A frame is three
perpendicular directions (forward, left, up) of one part of the body: up runs along the part, towards the head.
"""

from collections.abc import Callable
from math import cos, radians, sin, sqrt

Vec = tuple[float, float, float]
Frame = tuple[Vec, Vec, Vec]

WORLD: Frame = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
UP: Vec = (0.0, 0.0, 1.0)
NONE: Vec = (0.0, 0.0, 0.0)


def add(a: Vec, b: Vec) -> Vec:
    """Return a + b."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a: Vec, b: Vec) -> Vec:
    """Return a - b."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def mul(a: Vec, k: float) -> Vec:
    """Return k times a."""
    return (a[0] * k, a[1] * k, a[2] * k)


def dot(a: Vec, b: Vec) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    """Return the vector product."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a: Vec) -> float:
    """Return the length of a."""
    return sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def unit(a: Vec) -> Vec:
    """Return a scaled to length 1; a zero vector stays one."""
    n = length(a) or 1e-9
    return (a[0] / n, a[1] / n, a[2] / n)


def lerp(a: Vec, b: Vec, t: float) -> Vec:
    """Return the point a share t of the way from a to b."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def at(o: Vec, frame: Frame, f: float = 0.0, l: float = 0.0, u: float = 0.0) -> Vec:  # noqa: E741  (forward, left, up)
    """Return the point f forward, l left and u up from o along the directions of a frame."""
    a, b, c = frame
    return (
        o[0] + a[0] * f + b[0] * l + c[0] * u,
        o[1] + a[1] * f + b[1] * l + c[1] * u,
        o[2] + a[2] * f + b[2] * l + c[2] * u,
    )


def blend(a: Vec, k: float, b: Vec, m: float) -> Vec:
    """Return k * a + m * b."""
    return (a[0] * k + b[0] * m, a[1] * k + b[1] * m, a[2] * k + b[2] * m)


def nod(frame: Frame, degrees: float) -> Frame:
    """Turn a frame about its left axis by degrees; positive tips the top forward."""
    if not degrees:
        return frame
    c, s = cos(radians(degrees)), sin(radians(degrees))
    f, left, u = frame
    return (blend(f, c, u, -s), left, blend(u, c, f, s))


def tip(frame: Frame, degrees: float) -> Frame:
    """Turn a frame about its forward axis by degrees; positive tips the top to the right."""
    if not degrees:
        return frame
    c, s = cos(radians(degrees)), sin(radians(degrees))
    f, left, u = frame
    return (f, blend(left, c, u, s), blend(u, c, left, -s))


def spin(frame: Frame, degrees: float) -> Frame:
    """Turn a frame about its long axis by degrees; positive turns the front to the left."""
    if not degrees:
        return frame
    c, s = cos(radians(degrees)), sin(radians(degrees))
    f, left, u = frame
    return (blend(f, c, left, s), blend(left, c, f, -s), u)


def frame_along(up: Vec, front: Vec) -> Frame:
    """Return the frame whose long axis is `up` and whose front is as near as possible to `front`."""
    u = unit(up)
    f = sub(front, mul(u, dot(front, u)))
    if length(f) < 1e-4:
        f = sub((1.0, 0.0, 0.0), mul(u, u[0]))
        if length(f) < 1e-4:
            f = sub(UP, mul(u, u[2]))
    f = unit(f)
    return (f, cross(u, f), u)


def two_bones(start: Vec, target: Vec, first: float, second: float, towards: Vec) -> tuple[Vec, Vec]:
    """Return the joint and the end of two bones that reach from `start` for a target, bent towards a direction.

    If the target is out of reach, the bones point at it and end short of it.
    """
    d = sub(target, start)
    far = length(d)
    near = max(min(far, 0.9995 * (first + second)), abs(first - second) * 1.02 + 1e-6)
    e = unit(d)
    a = (first * first - second * second + near * near) / (2 * near)
    h = sqrt(max(0.0, first * first - a * a))
    side = sub(towards, mul(e, dot(towards, e)))
    if length(side) < 1e-4:
        side = sub(UP, mul(e, e[2]))
    return add(add(start, mul(e, a)), mul(unit(side), h)), add(start, mul(e, near))


def slerp(a: Vec, b: Vec, t: float, via: Vec = UP) -> Vec:
    """Swing vector a towards b by a share t: turn its direction and change its length evenly.

    A swing of about half a turn goes by way of `via`.
    """
    n, m = length(a), length(b)
    if n < 1e-6 or m < 1e-6:
        return lerp(a, b, t)
    first, last = mul(a, 1 / n), mul(b, 1 / m)
    if dot(first, last) < -0.6:
        first, last, t = (first, unit(via), 2 * t) if t < 0.5 else (unit(via), last, 2 * t - 1)
        return mul(unit(lerp(first, last, t)), n)
    return mul(unit(lerp(first, last, t)), n + (m - n) * t)


def root(f: Callable[[float], float], low: float, high: float, guess: float, step: float = 5.0) -> float | None:
    """Return the zero of f between low and high that is nearest the guess; None if there is none.

    f is scanned in steps, so two zeros within one step are missed.
    """
    best: tuple[float, float, float] | None = None
    a, va = low, f(low)
    while a < high:
        b = min(a + step, high)
        vb = f(b)
        if va * vb <= 0 and (best is None or abs(a + b - 2 * guess) < abs(best[0] + best[1] - 2 * guess)):
            best = (a, b, va)
        a, va = b, vb
    if best is None:
        return None
    a, b, va = best
    for _ in range(24):
        m = (a + b) / 2
        vm = f(m)
        if va * vm <= 0:
            b = m
        else:
            a, va = m, vm
        if b - a < 1e-4:
            break
    return (a + b) / 2
