"""Hair: what of the skull it covers, how far it stands off, and what hangs or is tied behind.

A cut is a hairline round the head: at each angle from the face (0) to the back of the head (180) it says how high on
the skull, in degrees above its equator, the hair begins. All numbers were set by eye.
"""

from functools import lru_cache
from itertools import pairwise, product
from math import asin, atan2, cos, degrees, pi, radians, sin

from planner.figure.anatomy import HEAD_HALF
from planner.figure.camera import Camera
from planner.figure.outline import Loop, hull, inside, ring
from planner.figure.vectors import NONE, UP, Frame, Vec, add, at, cross, dot, length, lerp, mul, sub, unit
from planner.values import frozen

Hairline = tuple[tuple[float, float], ...]


@frozen
class Cut:
    """A cut of hair."""

    line: Hairline
    """Angles from the face to the back of the head, each with the height at which hair begins there."""
    thick: float = 1.03
    """How many times as large as the skull the hair is at its lowest."""
    top: float = 0.08
    """How much more of that it is at the crown."""
    waves: float = 0.0
    """How uneven its outline is, as a share of the skull."""
    ears: bool = True
    """Whether the ears are seen."""
    tail: tuple[tuple[float, float, float], ...] = ()
    """What hangs or is tied behind: balls, each forward and up from the middle of the skull, and their radius."""
    apart: float = 3.0
    """How far to each side of the middle those balls are; 0 if the hair is tied."""
    strand: Hairline = ()
    """A line that shows which way the hair is combed, on both sides: angles from the face, and heights."""
    bare: Hairline = ()
    """From which height up the top is bald."""


_NAPE: Hairline = ((104.0, -8.0), (118.0, -30.0), (140.0, -44.0), (180.0, -48.0))
_SIDEBURN: Hairline = ((66.0, 22.0), (74.0, -4.0), (80.0, -14.0), (87.0, -12.0), (92.0, 8.0))
_BEHIND_EARS: Hairline = ((48.0, 36.0), (66.0, 18.0), (78.0, 2.0), (93.0, 2.0), *_NAPE)
_COMBED: Hairline = ((36.0, 62.0), (60.0, 48.0), (84.0, 30.0), (106.0, 10.0), (122.0, -12.0))
CUTS: dict[str, Cut] = {
    "short": Cut(((0.0, 44.0), (26.0, 34.0), (48.0, 40.0), *_SIDEBURN, *_NAPE), top=0.11),
    "cropped": Cut(((0.0, 42.0), (36.0, 40.0), (58.0, 36.0), *_SIDEBURN, *_NAPE), thick=1.08, top=0.06, waves=0.034),
    "bald": Cut(()),
    "receding": Cut(
        ((0.0, 68.0), (24.0, 78.0), (42.0, 66.0), (56.0, 40.0), *_SIDEBURN, *_NAPE),
        thick=1.0,
        top=0.0,
        bare=((0.0, 10.0), (44.0, 14.0), (64.0, 24.0), (82.0, 30.0), (110.0, 31.0), (145.0, 28.0), (180.0, 26.0)),
    ),
    "bob": Cut(
        ((0.0, 46.0), (20.0, 52.0), *_BEHIND_EARS),
        thick=1.07,
        top=0.06,
        tail=((-6.4, 2.0, 6.2), (-7.4, -4.0, 5.6), (-6.6, -9.4, 4.6), (-3.4, -11.8, 1.6)),
        strand=_COMBED,
    ),
    "bun": Cut(
        ((0.0, 40.0), (40.0, 42.0), (66.0, 22.0), (80.0, 4.0), (96.0, 8.0), *_NAPE),
        top=0.06,
        tail=((-6.0, 11.0, 4.2),),
        apart=0.0,
        strand=((30.0, 52.0), (70.0, 50.0), (120.0, 52.0), (160.0, 58.0)),
    ),
    "ponytail": Cut(
        ((0.0, 42.0), (40.0, 40.0), (66.0, 22.0), (80.0, 4.0), (96.0, 8.0), *_NAPE),
        top=0.06,
        tail=((-9.6, 4.6, 2.2), (-13.2, 1.0, 3.0), (-13.2, -6.0, 2.8), (-11.4, -13.0, 1.4)),
        apart=0.0,
        strand=((30.0, 52.0), (70.0, 44.0), (120.0, 32.0), (160.0, 22.0)),
    ),
    "long": Cut(
        ((0.0, 46.0), (24.0, 52.0), *_BEHIND_EARS),
        thick=1.06,
        top=0.06,
        tail=((-6.4, 2.0, 6.2), (-8.0, -4.0, 5.2), (-8.6, -12.0, 4.4), (-7.8, -19.0, 3.2), (-5.6, -21.6, 1.2)),
        strand=_COMBED,
    ),
    "curly": Cut(
        ((0.0, 40.0), (36.0, 40.0), (58.0, 26.0), (72.0, -8.0), (86.0, -14.0), (96.0, -6.0), *_NAPE),
        thick=1.14,
        top=0.12,
        waves=0.055,
    ),
}
"""By the name that `Look.cut` has."""


@lru_cache(maxsize=16)
def _rim(line: Hairline) -> tuple[Vec, ...]:
    """Return the hairline as unit vectors (forward, left, up) round the head."""
    half = [(sin(radians(a)), cos(radians(a)), radians(e)) for a, e in line]
    left = [(c * cos(e), s * cos(e), sin(e)) for s, c, e in half]
    return (*left, *((f, -side, up) for f, side, up in left[-2:0:-1]))


def _covered(q: Vec, line: Hairline) -> bool:
    """Return whether hair covers a point of the unit ball."""
    angle, high = degrees(atan2(abs(q[1]), q[0])), degrees(asin(max(-1.0, min(1.0, q[2]))))
    for (a, e), (b, f) in pairwise(line):
        if angle <= b:
            return high > e + (f - e) * (angle - a) / (b - a)
    return high > line[-1][1]


def on_skull(o: Vec, frame: Frame, camera: Camera, cut: Cut) -> tuple[list[Loop], bool]:
    """Return the outlines of the hair on the skull, a second one a hole in the first; and if the face is over them."""
    if not cut.line:
        return [], False
    half = HEAD_HALF
    f, left, u = (dot(camera.way, d) / h for d, h in zip(frame, half, strict=True))
    way = unit((f, left, u))
    facing = dot(frame[0], camera.way) < 0 < dot(frame[2], camera.way) - _FROM_BELOW
    behind = facing and not _covered(mul(way, -1), cut.line)
    found = [_edge(way)] if behind else _seen(cut.line, way)
    loops: list[Loop] = []
    for points in found:
        loop: Loop = []
        for n, q in enumerate(points):
            grow = max(cut.thick, _RIM if behind else 0.0) + cut.top * max(0.0, q[2])
            grow += cut.waves if n & 1 else -cut.waves
            p = at(o, frame, f=half[0] * grow * q[0] - 0.4, l=half[1] * grow * q[1], u=half[2] * grow * q[2] + 0.2)
            loop.append(camera.point(p))
        loops.append(loop)
    return loops, behind


def on_top(o: Vec, frame: Frame, camera: Camera, cut: Cut) -> tuple[list[Loop], list[Loop], list[Loop]]:
    """Return the outline of a bald top, which covers hair on the skull; its edge; and lines along combed hair."""
    bald: list[Loop] = []
    way = unit((dot(camera.way, frame[0]), dot(camera.way, frame[1]), dot(camera.way, frame[2])))

    def on(q: Vec, grow: float) -> tuple[float, float]:
        half = [h * grow for h in HEAD_HALF]
        return camera.point(at(o, frame, f=half[0] * q[0] - 0.4, l=half[1] * q[1], u=half[2] * q[2] + 0.2))

    def seen(line: Hairline, grow: float) -> list[Loop]:
        half = [(radians(a), radians(e)) for a, e in line]
        sides = ([(cos(a) * cos(e), g * sin(a) * cos(e), sin(e)) for a, e in half] for g in (1.0, -1.0))
        shown = ([on(q, grow) for q in side if dot(q, way) < -_WELL_SEEN] for side in sides)
        return [side for side in shown if len(side) > 1]

    if cut.bare:
        bald = [[on(q, 1.0) for q in found] for found in _seen(cut.bare, way)[:1]]
    return bald, seen(cut.bare[_FRINGE:], 1.0), seen(cut.strand, 1.04 + cut.top / 2)


_FRINGE = 2
"""From which number of a bald top's edge on there is hair below it."""
_STEP = pi / 9
"""Between two points of the ball's edge."""
_NEAR = radians(5.0)
"""How far from where the hairline leaves sight it is asked on which side of it the hair is."""


_FROM_BELOW, _RIM = 0.4, 1.1
"""From here on a head is seen so much from below that of its hair only what stands out beyond the face shows; and how
far it stands out then at least."""


def _axes(way: Vec) -> tuple[Vec, Vec]:
    """Return two directions that are square to the line of sight and to each other."""
    first = cross(way, UP)
    first = unit(first) if length(first) > _ALONG_UP else (0.0, 1.0, 0.0)
    return first, cross(way, first)


_ALONG_UP = 1e-3


def _on_edge(axes: tuple[Vec, Vec], angle: float) -> Vec:
    return add(mul(axes[0], cos(angle)), mul(axes[1], sin(angle)))


def _edge(way: Vec) -> list[Vec]:
    """Return the edge of a unit ball as it is seen along `way`."""
    axes = _axes(way)
    return [_on_edge(axes, i * _STEP) for i in range(round(2 * pi / _STEP))]


def _seen(line: Hairline, way: Vec) -> list[list[Vec]]:
    """Return the outlines of the covered part of a unit ball, as far as it is seen along `way`."""
    axes, rim = _axes(way), _rim(line)
    seen = [dot(q, way) < 0 for q in rim]
    if not any(seen):
        return [_edge(way)] if _covered(mul(way, -1), line) else []
    if all(seen):
        return [_edge(way), list(rim)] if _covered(axes[0], line) else [list(rim)]
    probes = [q for q in _PROBES if dot(q, way) < -_WELL_SEEN]

    def wrong(found: list[Vec]) -> int:
        flat = [(dot(q, axes[0]), dot(q, axes[1])) for q in found]
        return sum(inside((dot(q, axes[0]), dot(q, axes[1])), flat) != _covered(q, line) for q in probes)

    # where the hairline grazes the edge, the side of the hair can be mistaken: then all ways are tried
    gaps = sum(here and not after for here, after in zip(seen, [*seen[1:], seen[0]], strict=True))
    best = _outline(line, way, seen, (False,) * gaps)
    if wrong(best):
        best = min((_outline(line, way, seen, others) for others in product((False, True), repeat=gaps)), key=wrong)
    return [best]


_PROBES: tuple[Vec, ...] = (
    (-0.1, 0.0, 0.995),
    (-0.9, 0.0, 0.43),
    (0.94, 0.0, -0.34),
    (0.5, 0.7, -0.51),
    (0.5, -0.7, -0.51),
    (-0.4, 0.8, 0.45),
    (-0.4, -0.8, 0.45),
)
"""Points well within hair or face: crown, back, nose, both cheeks, and above and behind both ears."""
_WELL_SEEN = 0.1


def _outline(line: Hairline, way: Vec, seen: list[bool], others: tuple[bool, ...]) -> list[Vec]:
    """Return the outline of hair whose hairline is seen in part: that part, else the ball's edge.

    `others`: for each gap in the hairline, whether to go along the other side of the edge.
    """
    rim, n, turns = _rim(line), len(seen), iter(others)
    start = next(i for i in range(n) if seen[i] and not seen[i - 1])
    out: list[Vec] = []
    for k in range(n):
        i, j = (start + k) % n, (start + k + 1) % n
        if seen[i]:
            out.append(rim[i])
        if seen[i] and not seen[j]:
            m = next(m for m in range(1, n) if seen[(j + m) % n])
            gone, back = _crossing(rim[i], rim[j], way), _crossing(rim[(j + m) % n], rim[(j + m - 1) % n], way)
            out += _along_edge(gone, back, line, way, other=next(turns))
    return out


def _along_edge(gone: Vec, back: Vec, line: Hairline, way: Vec, *, other: bool) -> list[Vec]:
    """Return the edge of the ball between two of its points, on the side where the hair is."""
    axes = _axes(way)
    a, b = (atan2(dot(q, axes[1]), dot(q, axes[0])) for q in (gone, back))
    turn = (b - a) % (2 * pi)
    ahead, behind = (_covered(_on_edge(axes, a + step), line) for step in (_NEAR, -_NEAR))
    if (turn > pi if ahead == behind else behind) != other:
        turn -= 2 * pi
    steps = max(1, round(abs(turn) / _STEP))
    return [gone, *(_on_edge(axes, a + turn * s / steps) for s in range(1, steps)), back]


def _crossing(near: Vec, far: Vec, way: Vec) -> Vec:
    """Return where the hairline leaves sight between two of its points."""
    a, b = dot(near, way), dot(far, way)
    return unit(lerp(near, far, a / (a - b)))


def hanging(o: Vec, frame: Frame, camera: Camera, cut: Cut) -> Loop:
    """Return the outline of the hair that hangs or is tied behind the head; empty if the cut has none.

    Hair that hangs falls: below the skull it goes straight down if the head is bent or lies.
    """
    sides = (cut.apart, -cut.apart) if cut.apart else (0.0,)
    points: Loop = []
    for f, u, r in cut.tail:
        for side in sides:
            x, y, z = _fallen(at(o, frame, f=f, l=side, u=u), o, frame, u)
            points += ring(*camera.circle((x, y, max(z, r)), r), 10)  # hair lies on the floor, not in it
    return hull(points) if points else []


def _fallen(p: Vec, o: Vec, frame: Frame, u: float) -> Vec:
    """Return where a ball of hair is that would be at p if the head were upright."""
    if u > _FALLS or dot(frame[2], UP) > _UPRIGHT:
        return p
    below = u - _FALLS
    root = add(p, mul(frame[2], -below))
    return add(root, mul(unit(add(sub(NONE, UP), mul(frame[2], -0.7))), -below * 0.8)) if o[2] > _OFF_FLOOR else p


_FALLS, _UPRIGHT, _OFF_FLOOR = -6.0, 0.5, 30.0
"""From where on hair falls, centimetres above the middle of the skull; how upright a head is by which it hangs along
the neck; and how high above the floor the skull must be for it to fall."""
