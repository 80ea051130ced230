"""Props: how they are read, where they stand for all pictures of a scene, and how they are drawn.

Measures are centimetres. Those of furniture that an author cannot change are those of usual pieces, by eye.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.figure.anatomy import SIDES, Body, foot_balls, hand_balls
from planner.figure.camera import Camera
from planner.figure.drawing import INNER, Rgb, Shape
from planner.figure.head import shade
from planner.figure.look import Look
from planner.figure.outline import hull, polygon
from planner.figure.pose import Faults, Loc, Pose
from planner.figure.stance import CHAIR_ARM, CHAIR_BACK, CHAIR_BESIDE, HIPS_ON_SEAT, SEAT_DEPTH, Room
from planner.figure.vectors import Vec, dot
from planner.values import frozen

OPTIONS: dict[str, dict[str, tuple[float, float]]] = {
    "mat": {"width": (40, 140), "length": (60, 260)},
    "chair": {"seat": (30, 60), "at": (-200, 200), "arms": (15, 30)},
    "wall": {"at": (-200, 200)},
    "bed": {"height": (20, 80)},
    "pillow": {"height": (2, 25)},
    "towel": {"height": (2, 20)},
    "strap": {},
    "step": {"height": (5, 40), "at": (-200, 200)},
    "table": {"height": (40, 110), "at": (-200, 200), "width": (40, 240)},
    "stick": {"length": (40, 180)},
    "crate": {},
    "frame": {},
}
"""The props, each with the ranges of its measures in centimetres."""

USUAL: dict[str, dict[str, float]] = {
    "mat": {"width": 60},
    "chair": {"seat": 45, "at": 45},
    "wall": {"at": -30},
    "bed": {"height": 45},
    "pillow": {"height": 6},
    "towel": {"height": 6},
    "step": {"height": 16, "at": 25},
    "table": {"height": 72, "at": 45, "width": 64},
    "stick": {"length": 110},
}
"""The measures taken where an author writes none; a mat is as long as the person on it needs, a chair has no arms."""

WORDED: dict[str, tuple[str, ...]] = {
    "chair": ("facing", "side"),
    "pillow": ("under",),
    "towel": ("under",),
    "strap": ("foot",),
    "stick": ("along", "hand"),
}
"""The options that are words: which way a chair faces and on which side it stands, what a pillow lies under, which foot
is in the strap, where a stick is, and which hand holds a walking stick."""

WORDS: dict[str, tuple[str, ...]] = {
    "facing": ("right", "left"),
    "under": ("head", "knees", "belly", "chest", "low_back", "calves", "neck", "ankles", "back"),
    "foot": ("l", "r"),
    "side": ("middle", "left", "right"),
    "along": ("hands", "back", "floor"),
    "hand": ("r", "l"),
}
"""The words that those options can be."""


SINKS = 2.5
"""How far a trunk sinks into a pillow or a towel that it lies on, centimetres; by eye."""


UNDER_BELLY = 12.0
"""The highest pillow that a belly lies on with the head on the floor, centimetres."""
_PRESSED = 0.45
"""How high a belly lies on a pillow, as a share of its height; by eye."""


def pillow_high(prop: "Prop") -> float:
    """Return how high a pillow is drawn: under a belly no higher than one can lie on."""
    high = prop.measure("height")
    return min(high, UNDER_BELLY) if prop.word("under", "head") == "belly" else high


def _usual(name: str, key: str) -> float:
    return USUAL.get(name, {}).get(key, 0.0)


@frozen
class Prop:
    """One prop, with the measures and words that its author wrote."""

    name: str
    measures: tuple[tuple[str, float], ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    def measure(self, key: str) -> float:
        """Return a measure in centimetres, the usual one if none was written."""
        return dict(self.measures).get(key, _usual(self.name, key))

    def word(self, key: str, default: str) -> str:
        """Return an option that is a word, or the default if none was written."""
        return dict(self.words).get(key, default)

    @property
    def walker(self) -> str:
        """Return the side of the hand that holds a walking stick; empty for anything else."""
        floor = self.name == "stick" and self.word("along", "hands") == "floor"
        return self.word("hand", "r") if floor else ""


def read_prop(raw: object, loc: Loc, faults: Faults) -> Prop | None:
    """Read a prop: its name, or a mapping of its name to its options. Add a fault and return None if it is wrong."""
    options: object = {}
    name = raw
    if isinstance(raw, dict):
        if len(raw) != 1:
            faults.add(loc, "is not one prop", "write one per entry, such as {chair: {seat: 45}}")
            return None
        name, options = next(iter(raw.items()))
    name = str(name)
    if name not in OPTIONS:
        faults.unknown(loc, "prop", name, OPTIONS)
        return None
    measures: list[tuple[str, float]] = []
    words: list[tuple[str, str]] = []
    for key, value in (options or {}).items() if isinstance(options, dict) else ():
        here = (*loc, name, str(key))
        if key in OPTIONS[name]:
            number = faults.number(here, value, *OPTIONS[name][key])
            if number is not None:
                measures.append((key, number))
        elif key in WORDED.get(name, ()):
            if str(value) in WORDS[key]:
                words.append((key, str(value)))
            else:
                faults.unknown(here, f'value for "{key}"', value, WORDS[key])
        else:
            faults.add(here, f"{{}} is not a known option of a {name}", f"known: {_listed(name)}", str(key))
    return Prop(name, tuple(sorted(measures)), tuple(sorted(words)))


def _listed(name: str) -> str:
    """Return the options of a prop as text, each with its range in centimetres or its words."""
    ranges = [f"{key} ({low:g} to {high:g})" for key, (low, high) in OPTIONS[name].items()]
    return ", ".join([*ranges, *(f"{key} ({', '.join(WORDS[key])})" for key in WORDED.get(name, ()))])


def find(props: Sequence[Prop], name: str) -> Prop | None:
    """Return the first prop of that name, or None."""
    return next((p for p in props if p.name == name), None)


def room_of(props: Sequence[Prop], wall: float | None, chair: float | None = None) -> Room:
    """Return what the poses can lean on.

    `wall` is the x at which a back has met it, if one has, and `chair` that of a chair on which somebody has sat.
    """
    seat = find(props, "chair")
    strap, stick, upright = find(props, "strap"), find(props, "stick"), find(props, "wall")
    if wall is None and upright is not None:
        wall = dict(upright.measures).get("at")  # if none is written, the first back that leans on it settles it
    along = stick.word("along", "hands") if stick else ""
    return Room(
        seat=_measure(props, *(("chair", "seat") if find(props, "chair") else ("bed", "height"))),
        pillow=_measure(props, "pillow", "height"),
        under_belly=max((_PRESSED * pillow_high(p) for p in props if p.word("under", "head") == "belly"), default=0.0),
        table=_measure(props, "table", "height"),
        step=_measure(props, "step", "height"),
        wall=wall,
        chair=_measure(props, "chair", "at") if chair is None else chair,
        arms=_measure(props, "chair", "arms"),
        facing=seat.word("facing", "right") if seat else "right",
        beside=seat is not None and seat.word("side", "middle") != "middle",
        strap=strap.word("foot", "r") if strap else "",
        gripping="lr" if find(props, "frame") or along == "hands" else stick.walker if stick else "",
        behind=along == "back",
    )


def _measure(props: Sequence[Prop], name: str, key: str) -> float:
    """Return a measure of the first prop of that name, or its usual one if there is none."""
    found = find(props, name)
    return found.measure(key) if found else _usual(name, key)


Box = tuple[float, float, float, float, float, float]
"""The ranges of x, y and z: from and to each."""


@dataclass(slots=True)
class Standing:
    """Where the props of a scene stand, the same in all its pictures."""

    boxes: list[tuple[str, Box]] = field(default_factory=list)
    floor: float = 0.0


def place_props(props: Sequence[Prop], bodies: Sequence[Body], poses: Sequence[Pose], room: Room) -> Standing:
    """Return where mat, bed, chair, wall, table and step stand."""
    found = Standing()
    for prop in props:
        if prop.name == "bed" and any(pose.base == "sitting" for pose in poses):
            x = bodies[0].hips[0]
            found.boxes.append(("bed", (x - 66.0, x + 27.0, -60.0, 60.0, 0.0, room.seat)))
        elif prop.name in ("mat", "bed"):
            found.boxes.append((prop.name, _mat(prop, bodies, 20.0 if find(props, "pillow") else 10.0)))
            found.floor = min(found.floor, found.boxes[-1][1][4])
        elif prop.name == "chair":
            found.boxes += _chair(prop, bodies, poses)
        elif prop.name == "wall":
            x = room.wall if room.wall is not None else prop.measure("at")
            behind = x <= bodies[0].hips[0]
            found.boxes.append(("wall", (x - 5.0 if behind else x, x if behind else x + 5.0, -28.0, 62.0, 0.0, 190.0)))
        elif prop.name == "table":
            x, z = bodies[0].hips[0] + prop.measure("at"), room.table
            half = prop.measure("width") / 2
            for a in (x + 1, x + 63):
                for y in (half - 6, 2 - half):
                    found.boxes.append(("table", (a, a + 4, y, y + 4, 0.0, z - 4)))
            found.boxes.append(("table", (x, x + 68, -half, half, z - 4, z)))
        elif prop.name == "step":
            x = bodies[0].hips[0] + prop.measure("at")
            found.boxes.append(("step", (x, x + 32, -28.0, 28.0, 0.0, room.step)))
    return found


MAT_THICK, MAT_SHOWN = 3.0, 5.0
"""How thick a mat is, and how far it goes on beyond what lies on it, centimetres."""
_OVER_MAT = 60.0
"""A mat is wide enough for what is lower than this; an arm held out above it does not widen it. By eye."""


def _mat(prop: Prop, bodies: Sequence[Body], room: float) -> Box:
    points = [p for body in bodies for p in (*body.joints.values(), *(c for s in SIDES for c, _ in _ends(body, s)))]
    x0, x1 = min(p[0] for p in points) - room, max(p[0] for p in points) + 10
    across = [p[1] for p in points if p[2] < _OVER_MAT] or [p[1] for p in points]  # a wrong pose may hang in the air
    y0, y1 = min(across), max(across)
    half = max(prop.measure("width") / 2, y1 + 7, 7 - y0)
    if prop.name == "bed":
        return (x0 - 8, x1 + 8, -max(half, 45), max(half, 45), -prop.measure("height"), 0.0)
    long = prop.measure("length")
    grow = max(0.0, (long - (x1 - x0)) / 2)
    return (x0 - grow, x1 + grow, -half, half, -MAT_THICK, 0.0)


def _ends(body: Body, side: str) -> list[tuple[Vec, float]]:
    return [foot_balls(body, side)["toe"], hand_balls(body, side)["first"]]


_PAST_KNEE = 17.0
"""How far beyond the knees a seat begins on which calves lie, centimetres: the soles stay clear of its back."""
_SEAT_WIDTH, _POST = 42.0, 3.2
"""How wide a chair is, and how thick its legs and posts are."""


def _chair(prop: Prop, bodies: Sequence[Body], poses: Sequence[Pose]) -> list[tuple[str, Box]]:
    """Put the chair under the person who sits on it, under the calves that lie on it, or where its author says."""
    z, deep, half = prop.measure("seat"), SEAT_DEPTH, _SEAT_WIDTH / 2
    facing = prop.word("facing", "right")
    x = prop.measure("at")
    for body, pose in zip(bodies, poses, strict=True):
        calf = next((s for s in SIDES if pose.contact("calf_" + s)), None)
        if pose.base == "sitting":
            x, facing = body.hips[0] - HIPS_ON_SEAT, prop.word("facing", "right")
            break
        if calf is not None:
            x, facing = min(body.joints["knee_" + s][0] for s in SIDES) + _PAST_KNEE, prop.word("facing", "left")
            break
    t = _POST
    boxes: list[tuple[str, Box]] = [
        ("chair", (a, a + t, y, y + t, 0.0, z - 4)) for y in (half - t, -half) for a in (x, x + deep - t)
    ]
    boxes.sort(key=lambda item: -item[1][2])
    seat: tuple[str, Box] = ("chair", (x, x + deep, -half, half, z - 4, z))
    back = x if facing == "right" else x + deep - t
    posts: list[tuple[str, Box]] = [("chair", (back, back + t, y, y + t, z, z + 14)) for y in (half - t, -half)]
    rest: tuple[str, Box] = ("chair", (back, back + t, -half, half, z + 13, z + CHAIR_BACK))
    whole = [*boxes, *([*posts, rest, seat] if facing == "left" else [seat, *posts, rest])]
    if arms := prop.measure("arms"):  # what holds them up stands in place of the legs
        ends = (x, x + deep - _ARM_SHORT) if facing == "right" else (x + _ARM_SHORT, x + deep)
        whole = [*whole[len(boxes) :], *_arms(z + arms, ends)]
    by = {"left": CHAIR_BESIDE, "right": -CHAIR_BESIDE}.get(prop.word("side", "middle"), 0.0)
    return [(name, (a, b, c + by, d + by, e, f)) for name, (a, b, c, d, e, f) in whole]


_ARM_THICK, _ARM_SHORT = 3.5, 3.0
"""How thick the arms of a chair are, and how far they end behind the front of its seat, centimetres."""


def _arms(top: float, long: tuple[float, float]) -> list[tuple[str, Box]]:
    """Return the arms of a chair, the far one first, each with what holds it up at its front and back."""
    inner, wide = CHAIR_ARM
    (a, b), low = long, top - _ARM_THICK
    found: list[tuple[str, Box]] = []
    for y in (inner, -inner - wide):
        found += [("chair arm", (s, s + _POST, y, y + wide, 0.0, low)) for s in (a, b - _POST - 2.0)]
        found.append(("chair arm", (a, b, y, y + wide, low, top)))
    return found


def paint_box(box: Box, colour: Rgb, camera: Camera, look: Look) -> list[Shape]:
    """Return the sides of a box that face the camera, those away from the light a little darker."""
    x0, x1, y0, y1, z0, z1 = box
    sides: list[tuple[Vec, tuple[Vec, ...], float]] = [
        ((0, -1, 0), ((x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)), 0.95),
        ((0, 1, 0), ((x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)), 0.95),
        ((1, 0, 0), ((x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1)), 0.90),
        ((-1, 0, 0), ((x0, y0, z0), (x0, y1, z0), (x0, y1, z1), (x0, y0, z1)), 0.90),
        ((0, 0, 1), ((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)), 1.0),
    ]
    return [
        Shape((polygon([camera.point(c) for c in corners]),), shade(colour, light), look.ink, INNER)
        for normal, corners, light in sides
        if dot(normal, camera.way) < -0.01
    ]


_ASIDE = 45.0
"""A wall is drawn cut through if the camera looks along it to within so many degrees."""


def paint_standing(
    standing: Standing, camera: Camera, look: Look, *, flat: bool = False, near: bool | None = None
) -> list[Shape]:
    """Return the shapes of the standing props; a mat only if it is seen `flat`.

    With `near`, return only what stands before the person, such as a chair on the near side; if it is false, only what
    is behind; if it is None, everything.
    """
    shapes: list[Shape] = []
    for name, box in standing.boxes:
        if (name == "mat" and not flat) or (near is not None and near != _before(name, box, camera)):
            continue
        cut = name == "wall" and abs(camera.yaw) < _ASIDE  # so that the back is seen to touch it
        shown = (*box[:2], 0.0, 0.0, *box[4:]) if cut else box
        shapes += paint_box(shown, look.mat if name == "mat" else look.prop, camera, look)
    return shapes


def _before(name: str, box: Box, camera: Camera) -> bool:
    """Return whether a chair stands beside the person, or its arm is, on the camera's side."""
    middle = (box[2] + box[3]) / 2
    beside = name == "chair arm" or (name == "chair" and abs(middle) > CHAIR_BESIDE / 2)
    return beside and camera.depth((0.0, middle, 0.0)) < 0


def thing_loops(standing: Standing, camera: Camera) -> list[list[tuple[float, float]]]:
    """Return the outlines of chair, table and step, which arrows keep clear of."""
    found = []
    for name, (x0, x1, y0, y1, z0, z1) in standing.boxes:
        if name not in ("mat", "bed", "wall"):
            corners = [(x, y, z) for x in (x0, x1) for y in (y0, y1) for z in (z0, z1)]
            found.append(hull([camera.point(c) for c in corners]))
    return found
