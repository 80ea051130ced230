"""The pictures themselves: the person, the things and the marks in one box per scene."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from planner.figure.drawing import Drawing, Path, Shape
from planner.figure.look import CALM, Look
from planner.figure.marks import (
    arrow_line,
    arrow_shapes,
    ghost,
    hold_sign,
    other_side_sign,
    region,
    stretch_mark,
    work_mark,
)
from planner.figure.paint import far_sides, paint
from planner.figure.props import paint_held, paint_standing, paint_under, thing_loops
from planner.figure.scene import Scene, solved

_MARGIN = 1.2
DIGITS = 1


@lru_cache(maxsize=512)
def _shapes(scene: Scene, n: int, look: Look, marks: bool, props: bool, mat: bool) -> tuple[Shape, ...]:
    found = solved(scene, look.build)
    camera, body, picture = found.camera, found.bodies[n], scene.pictures[n]
    far = far_sides(found.bodies[0], camera)
    shapes: list[Shape] = []
    if props:
        shapes += paint_standing(found.standing, camera, look, mat=mat)
        shapes += paint_under(scene.props, body, picture.pose, camera, look)
    if marks and picture.ghost and n:
        shapes += ghost([piece.loop for piece in paint(found.bodies[n - 1], camera, look, far)], look)
    pieces = paint(body, camera, look, far)
    spots = _spots(scene, n, look) if marks else {}
    for piece in pieces:
        shapes += piece.shapes
        shapes += spots.get(piece.name, [])
    if props:
        shapes += paint_held(scene.props, body, camera, look)
    if marks:
        loops = {piece.name: piece.loop for piece in pieces if piece.loop}
        things = thing_loops(found.standing, camera) if props else []
        for landmark in picture.arrows if n else ():
            shapes += arrow_shapes(arrow_line(found.bodies[n - 1], body, landmark, camera, loops, things), look)
        shapes += _signs(scene, n, look, shapes)
    return tuple(shapes)


def _spots(scene: Scene, n: int, look: Look) -> dict[str, list[Shape]]:
    """Return the marks of where it stretches and works, by the piece they lie on."""
    found = solved(scene, look.build)
    spots: dict[str, list[Shape]] = {}
    picture = scene.pictures[n]
    for names, mark in ((picture.felt_at, stretch_mark), (picture.works_at, work_mark)):
        for name in names:
            piece, loop = region(found.bodies[n], found.camera, name)
            spots.setdefault(piece, []).extend(mark(loop, look))
    return spots


def _signs(scene: Scene, n: int, look: Look, shapes: list[Shape]) -> list[Shape]:
    """Put the signs in the first free corner above the person."""
    picture = scene.pictures[n]
    signs = [s for s, wanted in ((hold_sign, picture.hold), (other_side_sign, picture.other_side)) if wanted]
    if not signs:
        return []
    x0, y0, x1, y1 = _box(shapes)
    points = [step[-2:] for shape in shapes for way in shape.paths for step in way]
    wide, high = 19.0 * len(signs), 16.0
    y = max(y1, y0 + 45.0) - high
    for left in (x1 - wide, x0):
        if not any(left - 2 < px < left + wide + 2 and py > y - 2 for px, py in points):
            break
    else:
        left, y = x1 - wide, y1 + 3.0
    found: list[Shape] = []
    for i, sign in enumerate(signs):
        found += sign(left + 19.0 * i + 9.5, y + 8.0, look)
    return found


def _box(shapes: Iterable[Shape]) -> tuple[float, float, float, float]:
    xs: list[float] = []
    ys: list[float] = []
    for shape in shapes:
        for path in shape.paths:
            x = y = 0.0
            for step in path:
                if len(step) == 6:
                    xs.append((x + 3 * step[0] + 3 * step[2] + step[4]) / 8)
                    ys.append((y + 3 * step[1] + 3 * step[3] + step[5]) / 8)
                x, y = step[-2], step[-1]
                xs.append(x)
                ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


@lru_cache(maxsize=256)
def _frame(scene: Scene, look: Look, marks: bool, props: bool) -> tuple[float, float, float, float]:
    boxes = [_box(_shapes(scene, i, look, marks, props, True)) for i in range(len(scene.pictures))]
    low = min(b[1] for b in boxes)
    return (
        min(b[0] for b in boxes) - _MARGIN,
        low - _MARGIN,
        max(b[2] for b in boxes) + _MARGIN,
        max(b[3] for b in boxes) + _MARGIN,
    )


def draw(
    scene: Scene, n: int, look: Look = CALM, *, marks: bool = True, props: bool = True, mirror: bool = False
) -> Drawing:
    """Return a picture of a scene; all its pictures share one scale, one ground and one box.

    Without `marks` arrows, felt marks, ghosts and signs are left out; `mirror` gives the other side.
    """
    return _draw(scene, n, look, marks, props, mirror)


@lru_cache(maxsize=512)
def _draw(scene: Scene, n: int, look: Look, marks: bool, props: bool, mirror: bool) -> Drawing:
    box = _frame(scene, look, marks, props)
    shapes = _shapes(scene, n, look, marks, props, True)
    return _drawing(shapes, box, mirror, (scene, n, look, marks, props, mirror))


@lru_cache(maxsize=256)
def thumbnail(scene: Scene, n: int, look: Look = CALM) -> Drawing:
    """Return a small picture: the person, and a chair or a wall, cropped close; no mat and no marks."""
    shapes = _shapes(scene, n, look, False, True, False)
    x0, y0, x1, y1 = _box(shapes)
    return _drawing(shapes, (x0 - _MARGIN, y0 - _MARGIN, x1 + _MARGIN, y1 + _MARGIN), False, (scene, n, look))


def _drawing(
    shapes: tuple[Shape, ...], box: tuple[float, float, float, float], mirror: bool, made_of: tuple[object, ...]
) -> Drawing:
    x0, y0, x1, y1 = box
    width, height = round(x1 - x0, 2), round(y1 - y0, 2)
    moved = tuple(_moved(shape, -x0 if not mirror else x1, -y0, -1.0 if mirror else 1.0) for shape in shapes)
    key = sha256(repr(made_of).encode()).hexdigest()[:24]
    return Drawing(width, height, _MARGIN, moved, key)


def _moved(shape: Shape, dx: float, dy: float, way: float) -> Shape:
    """Return a shape in its box, on a grid fine enough for any printer."""

    def path(line: Path) -> Path:
        steps: list[tuple[float, ...]] = []
        for step in line:
            if len(step) == 2:
                steps.append((round(step[0] * way + dx, DIGITS), round(step[1] + dy, DIGITS)))
            else:
                a, b, c, d, e, f = step
                steps.append(
                    (
                        round(a * way + dx, DIGITS),
                        round(b + dy, DIGITS),
                        round(c * way + dx, DIGITS),
                        round(d + dy, DIGITS),
                        round(e * way + dx, DIGITS),
                        round(f + dy, DIGITS),
                    )
                )
        return tuple(steps)

    return Shape(
        tuple([path(p) for p in shape.paths]),
        shape.fill,
        shape.stroke,
        shape.width,
        shape.dash,
        shape.closed,
        tuple([path(p) for p in shape.clip]),
    )
