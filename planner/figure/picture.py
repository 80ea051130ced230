"""Pictures: person, props and marks, each cropped close; the ground tells how those of a scene stand side by side."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from planner.figure.anatomy import SIDES
from planner.figure.arrows import arrow_line, arrow_shapes
from planner.figure.breath import breath
from planner.figure.cushions import paint_under
from planner.figure.drawing import INNER, Drawing, Path, Posture, Shape
from planner.figure.footprints import both_feet
from planner.figure.hands import over_held
from planner.figure.held import paint_crate, paint_held
from planner.figure.inset import Inset, framed, gap, paint_inset, place, tight
from planner.figure.kept import Wish, draw
from planner.figure.landmarks import spot
from planner.figure.limb import PaintedPart
from planner.figure.look import Look
from planner.figure.marks import ghost, least_hidden, region, stretch_mark, work_mark
from planner.figure.outline import Loop, Point, polygon, tube
from planner.figure.paint import far_sides, paint
from planner.figure.pointing import pointed, tipped, within
from planner.figure.props import MAT_SHOWN, MAT_THICK, find, paint_standing, thing_loops
from planner.figure.scene import Scene, solved

_MARGIN = 1.2
"""Round a picture, centimetres: room for half of the heaviest line."""
_THICK = 2.4
"""The width of a line, points, from which on half of it does not fit into that room."""
_UNDER = 0.6
"""The least of a mat's side that shows below the near parts of a person, centimetres."""
_DIGITS = 1
"""Decimal places: a tenth of a centimetre on the person is a twentieth of a millimetre on paper."""

Rect = tuple[float, float, float, float]


def drawn(scene: Scene, n: int, look: Look, wish: Wish, key: str) -> Drawing:
    """Return picture n of a scene, to be kept under a key."""
    shapes = _shapes(scene, n, look, wish)
    x0, y0, x1, y1 = _box(shapes)
    ground = _ground(scene, look)
    box = (x0 - _MARGIN, min(y0, ground) - _MARGIN, x1 + _MARGIN, y1 + _MARGIN)
    return _drawing(shapes, box, ground - box[1], key, scene.posture, look.outline)


@lru_cache(maxsize=256)
def _ground(scene: Scene, look: Look) -> float:
    """Return the height on which all pictures of a scene stand, in the camera's coordinates."""
    pictures = range(len(scene.pictures))
    ground = min(y for n in pictures for piece in painted(scene, n, look) for _, y in piece.loop)
    found = solved(scene, look.physique)
    flat = scene.posture == "above"
    things = [*_slab(scene, 0, look), *paint_standing(found.standing, found.camera, look, flat=flat)]
    return min(ground, _box(things)[1]) if things else ground


def small(scene: Scene, n: int, look: Look, key: str) -> Drawing:
    """Return picture n cropped close, without mat and marks, to be kept under a key."""
    shapes = _shapes(scene, n, look, Wish(marks=False, mat=False))
    x0, y0, x1, y1 = _box(shapes)
    box = (x0 - _MARGIN, y0 - _MARGIN, x1 + _MARGIN, y1 + _MARGIN)
    return _drawing(shapes, box, _MARGIN, key, scene.posture, look.outline)


@lru_cache(maxsize=96)
def painted(scene: Scene, n: int, look: Look) -> tuple[PaintedPart, ...]:
    """Return the pieces of the person in picture n, back to front, in the camera's coordinates."""
    found = solved(scene, look.physique)
    base = scene.pictures[n].pose.base
    first = next(i for i, picture in enumerate(scene.pictures) if picture.pose.base == base)
    # those of the first picture in this base, so that a limb keeps its tint
    far = far_sides(found.bodies[first], found.camera)
    return tuple(paint(found.bodies[n], found.camera, look, far))


def landmark_points(scene: Scene, names: Sequence[str], look: Look) -> tuple[Point, ...]:
    """Return where landmarks lie on the scene's only picture, in the coordinates of its drawing without marks."""
    found = solved(scene, look.physique)
    body, camera = found.bodies[0], found.camera
    outline = [point for piece in painted(scene, 0, look) for point in piece.loop]
    drawing = draw(scene, 0, look, marks=False)
    # a drawing leaves as much room to the left of a person as to the right, and knows how high the ground is
    dx = (drawing.width - min(x for x, _ in outline) - max(x for x, _ in outline)) / 2
    dy = drawing.ground - min(y for _, y in outline)
    points = [camera.point(spot(body, name)[0]) for name in names]
    return tuple((round(x + dx, _DIGITS), round(y + dy, _DIGITS)) for x, y in points)


def _shapes(scene: Scene, n: int, look: Look, wish: Wish) -> tuple[Shape, ...]:
    """Return everything in picture n, back to front, in the camera's coordinates."""
    found, picture = solved(scene, look.physique), scene.pictures[n]
    if picture.inset == "trunk" and n and wish.marks:
        return tuple(_insets(scene, n, look))
    camera, body, pieces = found.camera, found.bodies[n], painted(scene, n, look)
    shapes: list[Shape] = []
    shapes += _slab(scene, n, look)[: int(wish.mat)]
    shapes += paint_standing(found.standing, camera, look, flat=scene.posture == "above" and wish.mat, near=False)
    shapes += _cushions(scene, n, look)
    if wish.marks and picture.ghost and n:
        shapes += _ghost(scene, n, look)
    shapes += paint_held(scene.props, body, camera, look, near=False)
    marks = _region_marks(scene, n, look) if wish.marks else {}
    near = next((piece for piece in reversed(pieces) if piece.name.startswith("arm")), None)
    for piece in pieces:
        if piece is near:  # a crate is between the arms
            shapes += paint_crate(scene.props, body, camera, look)
        shapes += piece.shapes
        shapes += marks.get(piece.name, [])
    shapes += paint_held(scene.props, body, camera, look, near=True)
    for side in SIDES:
        shapes += over_held(body, camera, side, look)
    shapes += paint_standing(found.standing, camera, look, near=True)
    if not wish.marks:
        return tuple(shapes)
    lines, over = _arrow_lines(scene, n, look)
    for line in lines:
        shapes += arrow_shapes(line, look, over, returns=picture.returns)
    if picture.breath:
        shapes += breath(body, camera, picture.breath, look)
    return (*shapes, *_frames(scene, n, look))


def _cushions(scene: Scene, n: int, look: Look) -> list[Shape]:
    """Return what lies under the person in picture n; a pillow stays where the head was until somebody gets up."""
    found, pose = solved(scene, look.physique), scene.pictures[n].pose
    rested = None
    for body, picture in zip(found.bodies[: n + 1], scene.pictures, strict=False):
        if picture.pose.base != pose.base:
            rested = None
        elif picture.pose.contact("head"):
            rested = body
    return paint_under(scene.props, found.bodies[n], pose, found.camera, look, rested)


def _frames(scene: Scene, n: int, look: Look) -> list[Shape]:
    """Return the frame round what the next picture shows larger, or both feet in a frame beside picture n."""
    if any(later.inset == "trunk" for later in scene.pictures[n + 1 : n + 2]):
        return [framed(_inset_places(scene, look)[0], look)]
    if scene.pictures[n].inset != "feet":
        return []
    found = solved(scene, look.physique)
    left = min(x for piece in painted(scene, n, look) for x, _ in piece.loop)
    return both_feet(found.bodies[n], found.camera, _ground(scene, look), left, look)


def _arrow_lines(scene: Scene, n: int, look: Look) -> tuple[list[Loop], list[Loop]]:
    """Return the lines of the arrows in picture n, and the outlines of the person that they may cross."""
    found, picture = solved(scene, look.physique), scene.pictures[n]
    camera, body = found.camera, found.bodies[n]
    loops = {piece.name: piece.loop for piece in painted(scene, n, look) if piece.loop}
    things = thing_loops(found.standing, camera)
    over = list(loops.values())
    lines: list[Loop] = []
    for landmark in picture.arrows:
        if " " in landmark:
            lines.append(pointed(body, picture.pose, landmark, camera, over))
        elif n:
            lines.append(arrow_line(found.bodies[n - 1], body, landmark, camera, loops, things))
    return lines, over


def _insets(scene: Scene, n: int, look: Look) -> list[Shape]:
    """Return picture n as two insets: the trunk before, and now, with the marks and arrows of the picture."""
    found, picture = solved(scene, look.physique), scene.pictures[n]
    before, now = _inset_places(scene, look)
    under = _ghost(scene, n, look, without=_ARMS) if picture.ghost else []
    drawn = paint_inset(_trunk(scene, n - 1, n, look), before, look)
    drawn += paint_inset([*_trunk(scene, n, n, look, under)], now, look)
    drawn.append(Shape((now.wedge,), look.ink))
    loops = [now.enlarged(piece.loop) for piece in painted(scene, n, look) if piece.name in _TRUNK]
    for words in picture.arrows:
        if " " in words:
            line = within(found.bodies[n], picture.pose, words, found.camera, now.enlarged)
            drawn += arrow_shapes(line, look, loops)
        elif words == "pelvis":
            line = tipped(found.bodies[n - 1], found.bodies[n], found.camera, now.enlarged)
            drawn += arrow_shapes(line, look, loops)
    return drawn


def _ghost(scene: Scene, n: int, look: Look, without: tuple[str, ...] = ()) -> list[Shape]:
    """Return the dashed outline of the picture before n; without pieces whose names begin as told."""
    before, now = (
        [one.loop for one in painted(scene, k, look) if one.loop and not one.name.startswith(without)]
        for k in (n - 1, n)
    )
    return ghost(before, now, look)


_ARMS, _TRUNK = ("arm", "hand"), ("shirt", "hips")
"""The names of painted pieces, or how they begin."""


def _trunk(scene: Scene, n: int, shown: int, look: Look, under: Sequence[Shape] = ()) -> list[Shape]:
    """Return picture n without the arms, over what the person lies on and the shapes in `under`.

    Where an arrow of the picture `shown` begins at the low back, the gap under it is tinted; where the belly works, its
    wall is drawn: pale before.
    """
    found, pieces = solved(scene, look.physique), painted(scene, n, look)
    trunk = [piece.loop for piece in pieces if piece.name in _TRUNK]
    part, camera = found.bodies[0].spine[5].centre, found.camera
    shapes = [*_slab(scene, n, look), *paint_standing(found.standing, camera, look, near=False)]
    shapes += [*_cushions(scene, n, look), *under]
    if any(words.startswith("low_back") for words in scene.pictures[shown].arrows):
        shapes.append(gap(trunk, camera.point((part[0], part[1], 0.0))[1], look))
    for piece in pieces:
        if not piece.name.startswith(_ARMS):
            shapes += piece.shapes
    if "belly" in scene.pictures[shown].works_at:
        shapes.append(tight(trunk, camera.point(spot(found.bodies[n], "belly")[0])[0], look, works=n == shown))
    return shapes


def _inset_places(scene: Scene, look: Look) -> tuple[Inset, Inset]:
    """Return what the insets of a scene show, and where: the same part, so that changes are seen."""
    found = solved(scene, look.physique)
    part = found.bodies[0].spine[5].centre
    floor = found.camera.point((part[0], part[1], 0.0))[1]
    pieces = [piece for k in range(len(scene.pictures)) for piece in painted(scene, k, look)]
    trunks = [piece.loop for piece in pieces if piece.name in _TRUNK]
    return place(found.camera.point(part)[0], floor, _ground(scene, look), trunks)


@lru_cache(maxsize=512)
def _slab(scene: Scene, n: int, look: Look) -> tuple[Shape, ...]:
    """Return a mat as it looks from the side: a level slab under all of picture n; nothing without one, or from above.

    It is as thick in all pictures of a scene.
    """
    mat = find(scene.props, "mat")
    if mat is None or scene.posture == "above":
        return ()
    found = solved(scene, look.physique)
    camera = found.camera
    loops = [piece.loop for k in range(len(scene.pictures)) for piece in painted(scene, k, look)]
    low = min(y for loop in loops for _, y in loop)
    shown = (n - 1, n) if scene.pictures[n].ghost and n else (n,)
    own = [piece.loop for k in shown for piece in painted(scene, k, look)]
    on = [x for loop in [*own, *thing_loops(found.standing, camera)] for x, _ in loop]
    for shape in _cushions(scene, n, look):
        on += [step[-2] for way in shape.paths for step in way]
    middle = found.bodies[0].spine[7].centre
    top = camera.point((middle[0], middle[1], 0.0))[1]
    grow = max(0.0, (mat.measure("length") - max(on) + min(on)) / 2 - MAT_SHOWN)
    box = (min(on) - MAT_SHOWN - grow, min(top - MAT_THICK, low - _UNDER), max(on) + MAT_SHOWN + grow, top)
    corners = [(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])]
    return (Shape((polygon(corners),), look.mat, look.ink, INNER),)


def _region_marks(scene: Scene, n: int, look: Look) -> dict[str, list[Shape]]:
    """Return the marks of where it is felt and works, by the name of the piece that each lies on."""
    found = solved(scene, look.physique)
    marks: dict[str, list[Shape]] = {}
    picture, pieces = scene.pictures[n], painted(scene, n, look)
    loops = [piece.loop for piece in pieces if piece.loop]
    lines = [
        pointed(found.bodies[n], picture.pose, words, found.camera, loops) for words in picture.arrows if " " in words
    ]
    crossed = [tube([(x, y, 3.6) for x, y in line]) for line in lines]
    for names, mark in ((picture.felt_at, stretch_mark), (picture.works_at, work_mark)):
        for name in names:
            piece, tries = region(found.bodies[n], found.camera, name)
            if piece in ("hips", "shirt"):
                piece = next(one.name for one in reversed(pieces) if one.name in ("hips", "shirt"))
            layer = next((i for i, one in enumerate(pieces) if one.name == piece), len(pieces))
            loop = least_hidden(tries, [*crossed, *(one.loop for one in pieces[layer + 1 :] if one.loop)])
            marks.setdefault(piece, []).extend(mark(loop, look))
    return marks


def _box(shapes: Iterable[Shape]) -> Rect:
    """Return the smallest box round all lines; a curve counts by its ends and its middle."""
    xs: list[float] = []
    ys: list[float] = []
    for shape in shapes:
        thick = max(0.0, shape.width - _THICK) / 2
        for path in shape.clip or shape.paths:
            bends = [(a, b) for a, b in pairwise(path) if len(b) == 6]
            found = [step[-2] for step in path], [step[-1] for step in path]
            found[0].extend((a[-2] + 3 * b[0] + 3 * b[2] + b[4]) / 8 for a, b in bends)
            found[1].extend((a[-1] + 3 * b[1] + 3 * b[3] + b[5]) / 8 for a, b in bends)
            xs += (min(found[0]) - thick, max(found[0]) + thick)
            ys += (min(found[1]) - thick, max(found[1]) + thick)
    return min(xs), min(ys), max(xs), max(ys)


def _drawing(shapes: tuple[Shape, ...], box: Rect, ground: float, key: str, posture: Posture, heavy: float) -> Drawing:
    """Return shapes in their box; heavy: how many times as wide as usual lines are."""
    x0, y0, x1, y1 = box
    moved = tuple([_moved(shape, -x0, -y0, heavy) for shape in shapes])
    return Drawing(round(x1 - x0, 2), round(y1 - y0, 2), round(ground, _DIGITS), moved, key, posture)


def _moved(shape: Shape, dx: float, dy: float, heavy: float) -> Shape:
    """Return a shape moved into its box, rounded to a grid, its lines `heavy` times as wide."""

    def path(line: Path) -> Path:
        steps: list[tuple[float, ...]] = []
        for step in line:
            if len(step) == 2:
                steps.append((round(step[0] + dx, _DIGITS), round(step[1] + dy, _DIGITS)))
                continue
            a, b, c, d, e, f = step
            steps.append(
                (
                    round(a + dx, _DIGITS),
                    round(b + dy, _DIGITS),
                    round(c + dx, _DIGITS),
                    round(d + dy, _DIGITS),
                    round(e + dx, _DIGITS),
                    round(f + dy, _DIGITS),
                )
            )
        return tuple(steps)

    return Shape(
        paths=tuple([path(p) for p in shape.paths]),
        fill=shape.fill,
        stroke=shape.stroke,
        width=shape.width * heavy,
        dash=shape.dash,
        closed=shape.closed,
        clip=tuple([path(p) for p in shape.clip]),
    )
