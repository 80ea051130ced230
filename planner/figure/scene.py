"""A scene: the pictures of an exercise, which share one camera, one scale and one ground."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from planner.figure import vocabulary
from planner.figure.anatomy import SIDES, Body, rear
from planner.figure.breath import WAYS
from planner.figure.camera import Camera
from planner.figure.drawing import Posture
from planner.figure.physique import USUAL, Physique
from planner.figure.pose import Faults, Loc, Pose, read_pose
from planner.figure.positions import POSITIONS
from planner.figure.props import Prop, Standing, place_props, read_prop, room_of
from planner.figure.stance import HIPS_ON_SEAT, Room
from planner.values import frozen

FROM_ABOVE = 25.0
"""The elevation of a camera, in degrees, from which on a scene counts as seen from above."""


@frozen
class Picture:
    """One picture: its pose and its marks."""

    pose: Pose
    arrows: tuple[str, ...] = ()
    """Landmarks, some with a direction: `knee_r`, `belly up`."""
    returns: bool = False
    """Whether each arrow has a head at both ends, for the way there and back."""
    felt_at: tuple[str, ...] = ()
    works_at: tuple[str, ...] = ()
    hold: bool = False
    other_side: bool = False
    ghost: bool = False
    inset: str = ""
    """`trunk`: in place of the person the trunk is shown larger, as it was before and as it is now. `feet`: beside the
    person, both feet as they stand, from above."""
    breath: str = ""
    """`in` or `out`: which way air goes."""


@frozen
class Scene:
    """All pictures of an exercise, as read. Equal data give equal scenes."""

    yaw: float
    elevation: float
    view: str
    props: tuple[Prop, ...]
    pictures: tuple[Picture, ...]

    @classmethod
    def read(cls, data: Mapping[str, object]) -> "Scene":
        """Return the scene that plain data describe. Raise PoseError with all faults, each with the way to it."""
        faults = Faults()
        for key in data:
            if key not in ("view", "props", "pictures"):
                faults.unknown((str(key),), "key of a scene", key, ("view", "props", "pictures"))
        view, yaw, elevation = _read_view(data.get("view", "side"), faults)
        props = _read_props(data.get("props"), faults)
        pictures = _read_pictures(data.get("pictures"), faults)
        faults.close()
        return cls(yaw, elevation, view, props, pictures)

    @property
    def posture(self) -> Posture:
        """Return what decides how large all its pictures are drawn: how the person is in the first one."""
        if self.elevation >= FROM_ABOVE:
            return "above"
        position = POSITIONS[self.pictures[0].pose.base]
        if not position.level:
            return "upright"
        return "kneeling" if position.kneels else "lying"


def _read_view(raw: object, faults: Faults) -> tuple[str, float, float]:
    name: object = raw
    given: Mapping[object, object] = {}
    if isinstance(raw, Mapping):
        given, name = raw, raw.get("from", "side")
        for key in given:
            if key not in ("from", "yaw", "elevation"):
                faults.unknown(("view", str(key)), "key of a view", key, ("from", "yaw", "elevation"))
    if str(name) not in vocabulary.VIEWS:
        faults.unknown(("view",), "view", name, vocabulary.VIEWS)
        name = "side"
    yaw, elevation = vocabulary.VIEWS[str(name)]
    if "yaw" in given:
        yaw = faults.number(("view", "yaw"), given["yaw"], -180, 180) or 0.0
    if "elevation" in given:
        elevation = faults.number(("view", "elevation"), given["elevation"], 0, 89) or 0.0
    return str(name), yaw, elevation


def _read_props(raw: object, faults: Faults) -> tuple[Prop, ...]:
    items = [] if raw is None else raw if isinstance(raw, (list, tuple)) else [raw]
    found = [read_prop(item, ("props", i), faults) for i, item in enumerate(items)]
    return tuple(prop for prop in found if prop is not None)


def _read_pictures(raw: object, faults: Faults) -> tuple[Picture, ...]:
    if not isinstance(raw, (list, tuple)) or not raw:
        faults.add(("pictures",), "has no picture", "write at least one picture, each with its pose")
        return ()
    found: list[Picture] = []
    for i, item in enumerate(raw):
        loc: Loc = ("pictures", i)
        if not isinstance(item, Mapping):
            faults.add(loc, "is not a picture", "write a mapping, such as {pose: {base: supine}}")
            continue
        found.append(_read_picture(item, found[-1].pose if found else None, loc, faults))
    return tuple(found)


_PARTS = ("pose", "arrow", "felt_at", "works_at", "hold", "other_side", "ghost", "inset", "breath")


def _read_picture(item: Mapping[object, object], before: Pose | None, loc: Loc, faults: Faults) -> Picture:
    for key in item:
        if key not in _PARTS:
            faults.unknown((*loc, str(key)), "key of a picture", key, _PARTS)
    pose = read_pose(item.get("pose", {}), before, (*loc, "pose"), faults)
    regions = [*vocabulary.REGIONS_SINGLE, *(f"{n}_{s}" for n in vocabulary.REGIONS_PAIRED for s in SIDES)]
    way = str(item.get("breath") or "")
    if way and way not in WAYS:
        faults.unknown((*loc, "breath"), "way of a breath", way, WAYS)
    arrows = _arrows(item.get("arrow"), [*vocabulary.LANDMARKS, "return"], (*loc, "arrow"), faults)
    return Picture(
        pose=pose,
        arrows=tuple(name for name in arrows if name != "return"),
        returns="return" in arrows,
        felt_at=_names(item.get("felt_at"), regions, "region of the body", (*loc, "felt_at"), faults),
        works_at=_names(item.get("works_at"), regions, "region of the body", (*loc, "works_at"), faults),
        hold=_flag(item.get("hold")),
        other_side=_flag(item.get("other_side")),
        ghost=_flag(item.get("ghost")),
        inset="feet" if item.get("inset") == "feet" else "trunk" if _flag(item.get("inset")) else "",
        breath=way if way in WAYS else "",
    )


def _flag(raw: object) -> bool:
    return str(raw).lower() in ("true", "1", "yes") if raw is not None else False


def _arrows(raw: object, known: list[str], loc: Loc, faults: Faults) -> tuple[str, ...]:
    """Read arrows: landmarks, each with or without a direction after it."""
    items = [raw] if raw is None or isinstance(raw, str) else raw
    found: list[str] = []
    for i, item in enumerate(items if isinstance(items, (list, tuple)) else [items]):
        for word in str(item or "").replace(",", " ").split():
            if word in vocabulary.DIRECTIONS and found and " " not in found[-1]:
                found[-1] += " " + word
            elif word in known:
                found.append(word)
            else:
                here = (*loc, i) if isinstance(raw, (list, tuple)) else loc
                way = found and re.search("wards?$", word)  # behind a landmark stands its direction
                faults.unknown(here, "direction" if way else "landmark", word, vocabulary.DIRECTIONS if way else known)
    return tuple(found)


def _names(raw: object, known: list[str], what: str, loc: Loc, faults: Faults) -> tuple[str, ...]:
    if raw is None:
        return ()
    words = raw.replace(",", " ").split() if isinstance(raw, str) else raw
    found: list[str] = []
    for i, word in enumerate(words if isinstance(words, (list, tuple)) else [words]):
        if str(word) in known:
            found.append(str(word))
        else:
            faults.unknown((*loc, i) if isinstance(raw, (list, tuple)) else loc, what, word, known)
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """A scene with all bodies and props in place."""

    camera: Camera
    bodies: tuple[Body, ...]
    standing: Standing
    room: Room
    props: tuple[Prop, ...]


def solved(scene: Scene, physique: Physique = USUAL) -> Solved:
    """Return a scene with all pictures solved, each from the one before it. Kept, so asking again is cheap."""
    return _solved(scene, physique)


@lru_cache(maxsize=256)
def _solved(scene: Scene, physique: Physique) -> Solved:
    poses = tuple(picture.pose for picture in scene.pictures)
    # from the first one on, so that each finds the one before it
    steps = [_posed(scene.props, poses[:n], physique) for n in range(1, len(poses) + 1)]
    bodies, room = tuple(step.body for step in steps), room_of(scene.props, steps[-1].wall, steps[-1].chair)
    standing = place_props(scene.props, bodies, poses, room)
    return Solved(Camera(scene.yaw, scene.elevation), bodies, standing, room, scene.props)


@dataclass(frozen=True, slots=True, eq=False)
class _Posed:
    """The body in the last of some poses, and where the back has met a wall and somebody has sat, if at all."""

    body: Body
    wall: float | None
    chair: float | None


@lru_cache(maxsize=512)
def _posed(props: tuple[Prop, ...], poses: tuple[Pose, ...], physique: Physique) -> _Posed:
    """Return the last of some poses solved, each from the one before it; scenes that begin alike share them."""
    from planner.figure.solve import solve  # here, because pictures that came with the wheel need none of it

    *earlier, pose = poses
    before = _posed(props, tuple(earlier), physique) if earlier else None
    wall, chair = (before.wall, before.chair) if before else (None, None)
    room = room_of(props, wall, chair)
    body = solve(pose, room, before.body if before else None, earlier[-1] if earlier else None, physique)
    if wall is None and pose.contact("back"):
        wall = rear(body)
    if chair is None and pose.base == "sitting":
        chair = body.hips[0] - HIPS_ON_SEAT
    return _Posed(body, wall, chair)
