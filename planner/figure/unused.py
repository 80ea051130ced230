"""What of a picture has no effect: an angle of a leg whose foot decides where it goes, an arrow for what stays."""

from collections.abc import Iterator
from dataclasses import replace

from planner.figure import vocabulary
from planner.figure.anatomy import STATURE, Body
from planner.figure.motion import path
from planner.figure.pose import Pose
from planner.figure.scene import Scene, solved
from planner.figure.vectors import Vec, length, sub
from planner.problems import Problem

_ANGLES = ("hip", "hip_abduction", "hip_rotation", "knee")
_STANDS = ("floor", "flat", "keep", "step")
_TURNS = ("pelvis", "head", "chin")
"""Landmarks whose arrow shows a turn on the spot too."""
_OTHER = 5.0
"""By how many degrees an angle is changed to see whether anything depends on it."""
_SAME, _STILL = 1e-4, 0.01 * STATURE
"""The distance up to which nothing differs between two bodies, and up to which a part has not moved, centimetres."""


def unused(scene: Scene, n: int) -> Iterator[Problem]:
    """Yield a warning, with the way to it in picture n, for each thing that is written there and changes nothing."""
    if not any(body.missed for body in solved(scene).bodies[: n + 1]):  # what falls short says so, and explains it
        yield from _angles(scene, n)
    if scene.pictures[n].inset != "trunk":
        yield from _arrows(scene, n)


def _angles(scene: Scene, n: int) -> Iterator[Problem]:
    """Find new angles of legs in picture n on which nothing depends."""
    pose = scene.pictures[n].pose
    before = scene.pictures[n - 1].pose.table if n else {}
    for stem in _ANGLES:
        new = [key for key in (f"{stem}_l", f"{stem}_r") if key in pose.table and before.get(key) != pose.table[key]]
        together = len(new) == 2 and pose.table[new[0]] == pose.table[new[1]]
        for keys in [tuple(new)] if together else [(key,) for key in new]:
            if (held := _foot(pose, keys)) and not _matters(scene, n, keys):
                key, foot = (stem, f"foot: {held}") if together else (keys[0], f"foot_{keys[0][-1]}: {held}")
                advice = f"leave {key} out, or write {foot.partition(':')[0]}: free"
                text = f"has no effect while {foot} holds"
                yield Problem(loc=("pose", key), text=text, advice=advice, kind="warning")


def _foot(pose: Pose, keys: tuple[str, ...]) -> str:
    """Return what the feet on the sides of some keys stand on; empty if one of them is free."""
    contacts = [pose.contact("foot_" + key[-1]) for key in keys]
    targets = [contact.target for contact in contacts if contact and contact.target in _STANDS]
    return targets[0] if len(targets) == len(keys) else ""


def _matters(scene: Scene, n: int, keys: tuple[str, ...]) -> bool:
    """Return whether the body in picture n would be another one if some of its angles were."""
    picture = scene.pictures[n]
    _, high = vocabulary.PAIRED_ANGLES[keys[0][:-2]]
    angle = picture.pose.angle(keys[0])
    table = picture.pose.table | dict.fromkeys(keys, angle + (_OTHER if angle + _OTHER <= high else -_OTHER))
    other = replace(picture, pose=Pose(tuple(sorted(table.items()))))
    changed = replace(scene, pictures=(*scene.pictures[:n], other))
    return not _same(solved(scene).bodies[n], solved(changed).bodies[n])


def _same(a: Body, b: Body) -> bool:
    moved = [*zip(a.joints.values(), b.joints.values(), strict=True)]
    turned: list[tuple[Vec, Vec]] = [
        pair for name, frame in a.frames.items() for pair in zip(frame, b.frames[name], strict=True)
    ]
    return all(length(sub(p, q)) < _SAME for p, q in (*moved, *turned))


def _arrows(scene: Scene, n: int) -> Iterator[Problem]:
    """Find arrows without a direction of their own for parts that have not moved."""
    bodies = solved(scene).bodies
    for name in scene.pictures[n].arrows:
        if " " in name:
            continue
        if not n:
            text = f"{name} has not moved in the first picture"
        elif _moves(bodies[n - 1], bodies[n], name):
            continue
        else:
            text = f"{name} has not moved since the picture before"
        advice = f"name what moves, or a direction, such as {name} up"
        yield Problem(loc=("arrow",), text=text, advice=advice, kind="warning")


def _moves(a: Body, b: Body, name: str) -> bool:
    first, *rest = path(a, b, name)
    if any(length(sub(point, first)) > _STILL for point in rest):
        return True
    frames = (a.frame, b.frame) if name == "pelvis" else (a.frames["head"], b.frames["head"])
    return name in _TURNS and any(length(sub(p, q)) > _SAME for p, q in zip(*frames, strict=True))
