"""What of a picture is not drawn as written: an angle that something else settles, an arrow for what stays."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from planner.figure import vocabulary
from planner.figure.anatomy import SIDES, STATURE, Body
from planner.figure.flaws import NEAR
from planner.figure.joints import hip_bend, knee_bend
from planner.figure.landmarks import spot
from planner.figure.motion import path
from planner.figure.pointing import way_of
from planner.figure.pose import Contact, Pose, Value, split
from planner.figure.scene import Picture, Scene, solved
from planner.figure.stance import kneels, sole_down
from planner.figure.vectors import Vec, dot, length, sub, unit
from planner.problems import Problem

_RANGES = vocabulary.PAIRED_ANGLES | vocabulary.SINGLE_ANGLES | vocabulary.TILTS | vocabulary.MEASURES
_TURNS = ("pelvis", "head", "chin")
"""Landmarks whose arrow shows a turn on the spot too."""
_OTHER = 0.1
"""By how much of its range an angle is changed to see whether anything depends on it."""
_SAME, _STILL = 1e-4, 0.01 * STATURE
"""The distance up to which nothing differs between two bodies, and up to which a part has not moved, centimetres."""
_ABOUT = 4.0
"""How far from what is written a hip or a knee may be drawn, degrees."""


def unused(scene: Scene, n: int) -> Iterator[Problem]:
    """Yield a warning, with the way to it in picture n, for each thing that is written there and is not drawn so."""
    bodies = solved(scene).bodies[: n + 1]
    if not any(far > NEAR for body in bodies for _, far in body.missed):  # what falls short says so, and explains it
        yield from _angles(scene, n)
    if scene.pictures[n].inset != "trunk":
        yield from _arrows(scene, n)


def _angles(scene: Scene, n: int) -> Iterator[Problem]:
    """Find new angles in picture n on which nothing depends, and hips and knees that are bent otherwise."""
    for keys in _new(scene, n):
        key = _named(keys)
        if not _matters(scene, n, keys):
            holder = _holder(scene, n, keys, _matters)
            advice = f"leave {key} out" + (f", or write {holder.partition(':')[0]}: free" if ":" in holder else "")
            yield _warning(key, f"has no effect{holder and f' while {holder}'}", advice)
        elif otherwise := _bent(scene, n, keys):
            drawn = next(iter(otherwise.values()))
            holder = _holder(scene, n, tuple(otherwise), lambda *of: not _bent(*of))
            text = f"{scene.pictures[n].pose.angle(keys[0]):g} is drawn as {round(drawn)}"
            text += _ON.get("".join(one[-1] for one in otherwise), "") * (len(otherwise) < len(keys))
            yield _warning(key, f"{text}{holder and f' while {holder}'}", _instead(scene, n, keys, otherwise))
        elif (idle := _idle(scene, n, keys)) and (other := [one for one in keys if one not in idle]):
            held = _holder(scene, n, idle, _matters)
            text = f"has no effect{_ON[idle[0][-1]]}{held and f' while {held}'}"
            yield _warning(key, text, f"write {other[0]} in place of {key}")


def _idle(scene: Scene, n: int, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of two sides' angles on which nothing depends; hips and knees are drawn as bent as is written."""
    if len(keys) == 1 or split(keys[0])[0] in ("hip", "knee"):
        return ()
    return tuple(one for one in keys if not _matters(scene, n, (one,)))


_ON = {"l": " on the left side", "r": " on the right side"}


def _named(keys: tuple[str, ...]) -> str:
    """Return the key that names some angles: without a side, those of both."""
    return keys[0] if len(keys) == 1 else split(keys[0])[0]


def _warning(key: str, text: str, advice: str) -> Problem:
    return Problem(loc=("pose", key), text=text, advice=advice, kind="warning")


def _instead(scene: Scene, n: int, keys: tuple[str, ...], otherwise: dict[str, float]) -> str:
    """Return advice for hips or knees that are bent otherwise than written; what it names has been tried."""
    if others := [key for key in keys if key not in otherwise]:
        return f"write {others[0]} in place of {_named(keys)}"
    key, drawn = _named(keys), round(otherwise[keys[0]])
    low, high = _RANGES[split(key)[0]]
    changed = _with(scene, n, scene.pictures[n].pose.table | dict.fromkeys(keys, float(drawn)))
    holds = low <= drawn <= high and not _bent(changed, n, keys)
    return f"write {key}: {drawn}, or leave it out" if holds else f"leave {key} out"


def _new(scene: Scene, n: int) -> Iterator[tuple[str, ...]]:
    """Yield the angles that are written anew in picture n; those of both sides together if they are the same."""
    pose = scene.pictures[n].pose
    follows = n > 0 and scene.pictures[n - 1].pose.base == pose.base
    before = scene.pictures[n - 1].pose.table if follows else {}
    for stem in _RANGES:
        sided = (f"{stem}_l", f"{stem}_r") if stem in vocabulary.PAIRED_ANGLES else (stem,)
        new = [key for key in sided if key in pose.table and before.get(key) != pose.table[key]]
        together = len(new) == len(SIDES) and pose.table[new[0]] == pose.table[new[1]]
        yield from [tuple(new)] if together else [(key,) for key in new]


def _holder(scene: Scene, n: int, keys: tuple[str, ...], goes: Callable[[Scene, int, tuple[str, ...]], object]) -> str:
    """Return the contact without which some angles would be drawn, `foot_r: keep holds`; empty if there is none.

    It may also be that the leg kneels, or of an ankle that the sole lies flat.
    """
    pose = scene.pictures[n].pose
    sides = {split(key)[1] for key in keys}
    for key, value in pose.table.items():
        stem, side = split(key)
        if not isinstance(value, Contact) or value.target == "free" or side not in (*sides, ""):
            continue
        theirs = [stem + one for one in sides] if side else [key]
        table = {name: held for name, held in pose.table.items() if name not in theirs}
        if goes(_with(scene, n, table), n, keys):
            return f"{stem if len(theirs) > 1 else key}: {value.target} holds"
    if split(keys[0])[0] in ("hip", "hip_rotation", "knee") and all(kneels(pose, key[-1]) for key in keys):
        return "the leg kneels"
    flat = keys[0].startswith("ankle") and all(sole_down(pose, key[-1]) for key in keys)
    return "the sole lies flat" if flat else ""


def _with(scene: Scene, n: int, table: dict[str, Value]) -> Scene:
    """Return the scene up to picture n, whose pose is another one."""
    other = replace(scene.pictures[n], pose=Pose(tuple(sorted(table.items()))))
    return replace(scene, pictures=(*scene.pictures[:n], other))


def _matters(scene: Scene, n: int, keys: tuple[str, ...]) -> bool:
    """Return whether the body in picture n would be another one if some of its angles were."""
    pose = scene.pictures[n].pose
    low, high = _RANGES[split(keys[0])[0]]
    angle, by = pose.angle(keys[0]), _OTHER * (high - low)
    changed = _with(scene, n, pose.table | dict.fromkeys(keys, angle + (by if angle + by <= high else -by)))
    return not _same(solved(scene).bodies[n], solved(changed).bodies[n])


def _bent(scene: Scene, n: int, keys: tuple[str, ...]) -> dict[str, float]:
    """Return how far hips or knees are bent, in degrees, that are not bent as written."""
    measure = {"hip": hip_bend, "knee": knee_bend}.get(split(keys[0])[0])
    pose, body = scene.pictures[n].pose, solved(scene).bodies[n]
    drawn = {key: measure(body, key[-1]) for key in keys} if measure else {}
    return {key: angle for key, angle in drawn.items() if abs(angle - pose.angle(key)) > _ABOUT}


def _same(a: Body, b: Body) -> bool:
    moved = [*zip(a.joints.values(), b.joints.values(), strict=True)]
    turned: list[tuple[Vec, Vec]] = [
        pair for name, frame in a.frames.items() for pair in zip(frame, b.frames[name], strict=True)
    ]
    return all(length(sub(p, q)) < _SAME for p, q in (*moved, *turned))


def _arrows(scene: Scene, n: int) -> Iterator[Problem]:
    """Find arrows for parts that have not moved, and those that point against the way in which a part has moved."""
    bodies, picture = solved(scene).bodies, scene.pictures[n]
    for words in picture.arrows:
        name, _, word = words.partition(" ")
        if word:
            moved = _against(bodies[n - 1], bodies[n], picture, name, word) if n and not picture.returns else ""
            if moved:
                text = f"{name} has moved {moved}, and not {word}"
                yield Problem(
                    loc=("arrow",), text=text, advice=f"write {name} {moved}, or {name} alone", kind="warning"
                )
            continue
        if not n:
            text = f"{name} has not moved in the first picture"
        elif _moves(bodies[n - 1], bodies[n], name):
            continue
        else:
            text = f"{name} has not moved since the picture before"
        advice = f"name what moves, or a direction, such as {name} up"
        yield Problem(loc=("arrow",), text=text, advice=advice, kind="warning")


def _against(a: Body, b: Body, picture: Picture, name: str, word: str) -> str:
    """Return the way in which a landmark has moved if that is more or less against a direction; otherwise nothing."""
    start, (end, out, _) = spot(a, name)[0], spot(b, name)
    moved = sub(end, start)
    if length(moved) < _STILL or dot(unit(moved), way_of(b, picture.pose, word, out)) > _AGAINST:
        return ""
    return max(_FOUR, key=lambda one: dot(moved, way_of(b, picture.pose, one, out)))


_FOUR = ("up", "down", "forward", "back")
_AGAINST = -0.4
"""The cosine of the angle between a move and an arrow from which on the arrow says something else."""


def _moves(a: Body, b: Body, name: str) -> bool:
    first, *rest = path(a, b, name)
    if any(length(sub(point, first)) > _STILL for point in rest):
        return True
    frames = (a.frame, b.frame) if name == "pelvis" else (a.frames["head"], b.frames["head"])
    return name in _TURNS and any(length(sub(p, q)) > _SAME for p, q in zip(*frames, strict=True))
