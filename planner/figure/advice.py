"""What to write so that a pose holds: each change is tried, and only one that helps is named.

A change helps if what was wrong with a part is not wrong any more, nothing else is that was not, and every angle that
is written is drawn as it was.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice

from planner.figure import vocabulary
from planner.figure.anatomy import SIDES
from planner.figure.flaws import TRY, Flaw
from planner.figure.landmarks import single_sets
from planner.figure.physique import Physique
from planner.figure.pose import DISPLACES, Contact, Pose, Value, split
from planner.figure.scene import Picture, Scene
from planner.figure.stance import rests
from planner.figure.unused import unused

Change = Mapping[str, Value | None]
"""Keys of a pose with their new values; None for one that is left out."""
Look = Callable[[Scene, int, Physique], Iterable[Flaw]]
MOST_TRIES = 16
"""Changes that are tried for one thing that is wrong in a picture, what is nearest to what is written first."""
_BEFORE = "mend the picture before: this one has the same pose"
_FLOOR = Contact("floor")
_STEPS = (10.0, 20.0, 30.0)
"""By how many degrees a hip is bent less, or taken out."""
_WAYS = ("out", "back", "out back", "out down", "out up", "down")
"""The ways in which an elbow may point."""
_LEG, _ARM = ("hip_rotation", "hip_abduction", "hip", "knee"), ("shoulder_abduction", "shoulder", "elbow")
_JOINTS = {**dict.fromkeys(("foot", "shank", "thigh"), _LEG), **dict.fromkeys(("hand", "forearm", "arm"), _ARM)}
"""The angles that put a part where it is, the one first that is missed least."""
_PAIR = {single: pair for pair, single in vocabulary.GROUND_PAIRS.items()}


def tried(scene: Scene, n: int, flaws: tuple[Flaw, ...], look: Look, physique: Physique) -> list[Flaw]:
    """Return the flaws of picture n, with what to write in place of general advice where a change has been found.

    look: what is wrong in picture n of another scene, for somebody of a physique, what is found fastest first.
    """
    pictures = scene.pictures[: n + 1]
    if n and pictures[n].pose == pictures[n - 1].pose:
        before = {(flaw.part, flaw.kind) for flaw in look(scene, n - 1, physique)}
        same = [_kind(flaw) and (flaw.part, flaw.kind) in before for flaw in flaws]
        return [replace(flaw, advice=_BEFORE) if is_same else flaw for flaw, is_same in zip(flaws, same, strict=True)]
    bare = tuple(Picture(of.pose, of.arrows, of.returns) for of in pictures)
    found = dict(_found(replace(scene, pictures=bare), n, flaws, look, physique))
    return [replace(flaw, advice=found.get(_kind(flaw), flaw.advice)) for flaw in flaws]


@lru_cache(maxsize=256)
def _found(
    scene: Scene, n: int, flaws: tuple[Flaw, ...], look: Look, physique: Physique
) -> tuple[tuple[str, str], ...]:
    """Return what to write, by what it mends. The scene has the pictures up to n, as far as they decide it."""
    told = len(list(unused(scene, n)))
    pose = scene.pictures[n].pose
    before = scene.pictures[n - 1].pose.table if n else {}
    found: dict[str, str] = {}
    for flaw in flaws:
        kind = _kind(flaw)
        if kind not in found and kind:
            changes = _weight(flaw, pose) if flaw.advice == TRY["weight"] else _aside(flaw, pose)
            for change in islice(_new(changes, pose.table, before), MOST_TRIES):
                other = _changed(scene, n, change, before)
                if _helps(flaw, flaws, look(other, n, physique)) and len(list(unused(other, n))) <= told:
                    found[kind] = _written(change)
                    break
    return tuple(found.items())


def _new(changes: Iterable[Change], now: Mapping[str, Value], before: Mapping[str, Value]) -> Iterator[Change]:
    """Yield the changes that may be made, each once."""
    seen: list[Change] = []
    for change in changes:
        if change not in seen and not any(_stays(key, value, now, before) for key, value in change.items()):
            seen.append(change)
            yield change


def _stays(key: str, value: Value | None, now: Mapping[str, Value], before: Mapping[str, Value]) -> bool:
    """Return whether a key is not for a change: it is a contact that is written, or is written in an earlier one."""
    return isinstance(now.get(key), Contact) or (value is None and before.get(key) == now.get(key))


def _kind(flaw: Flaw) -> str:
    """Return what one change may mend together; empty if there is nothing to try."""
    if flaw.advice == TRY["weight"]:
        return "weight"
    return flaw.part if flaw.advice in (TRY["leg"], TRY["arm"]) else ""


def _helps(flaw: Flaw, before: Iterable[Flaw], after: Iterable[Flaw]) -> bool:
    """Return whether a flaw is gone, with all others of its kind if it is about weight, and nothing else is wrong."""
    may_stay = {(one.part, one.kind) for one in before}
    may_stay -= {(one.part, one.kind) for one in before if _kind(one) == _kind(flaw)}
    return all((one.part, one.kind) in may_stay for one in after)


def _changed(scene: Scene, n: int, change: Change, before: dict[str, Value]) -> Scene:
    """Return the scene up to picture n with a change of its pose, as if it were written there too."""
    table = dict(scene.pictures[n].pose.table)
    for key in change:
        stem, side = split(key)
        for other in DISPLACES.get(stem, ()):
            if before.get(other + side) == table.get(other + side):
                table.pop(other + side, None)
    pose = Pose(tuple(sorted((key, value) for key, value in {**table, **change}.items() if value is not None)))
    return replace(scene, pictures=(*scene.pictures[:n], replace(scene.pictures[n], pose=pose)))


def _weight(flaw: Flaw, pose: Pose) -> Iterator[Change]:
    """Yield what may carry the weight instead, what is nearest to what is written first."""
    now, part = rests(pose), flaw.part
    if part in now and len(now) > 1:
        yield {"ground": tuple(name for name in now if name != part)}
    if pose.ground and now != (usual := single_sets(pose.position.rests)):
        yield {"ground": usual}
    thighs: Change = {f"hand_{side}": Contact(f"thigh_front_{side}") for side in SIDES}
    both: dict[str, Change] = {limb: {f"{limb}_{side}": _FLOOR for side in SIDES} for limb in ("foot", "hand")}
    limbs = [limb for limb in ("foot", "hand") if any(part == f"{limb}_{side}" for side in SIDES)]
    for limb in (*limbs, *(limb for limb in both if limb not in limbs)):
        yield from ({f"{limb}_{side}": _FLOOR} for side in SIDES if limbs and part[-1] == side and limb in limbs)
        yield both[limb]
    if pose.base == "sitting":
        yield {**both["foot"], **thighs}
    if pose.position.level:
        yield from ({"head": _FLOOR}, {"head": _FLOOR, **both["hand"]})
    joints = _JOINTS.get(part[:-2], ())
    own = [f"{name}{part[-2:]}" for name in (("foot", "knee", "toes") if joints is _LEG else ("hand", "forearm"))]
    own = [name for name in own if joints]
    for names in chain(([name] for name in own), ((*now, name) for name in own if name not in now)):
        yield {"ground": tuple(names)}
    yield from ({f"{joint}{part[-2:]}": None} for joint in joints if f"{joint}{part[-2:]}" in pose.table)
    singles = [f"{name}_{side}" for name in ("foot", "knee", "toes", "hand", "forearm") for side in SIDES]
    whole = [("foot_l", "foot_r"), ("knee_l", "knee_r"), ("toes_l", "toes_r"), ("pelvis", "back"), ("trunk",)]
    for names in chain(whole, ([name] for name in singles)):
        yield {"ground": tuple(names)}
    yield from ({"ground": (*now, name)} for name in singles if name not in now)


def _aside(flaw: Flaw, pose: Pose) -> Iterator[Change]:
    """Yield where a leg or an arm may go instead that lies too deep in something."""
    side = flaw.part[-1]
    if flaw.advice == TRY["arm"]:
        yield from ({f"elbow_to_{side}": way} for way in _WAYS if pose.contact(f"hand_{side}"))
        return
    low, high = vocabulary.PAIRED_ANGLES["hip_abduction"]
    for step in _STEPS:
        for key, by in ((f"hip_abduction_{side}", step), (f"hip_{side}", -step)):
            angle = pose.angle(key) + by
            if low <= angle and (key in pose.table or key.startswith("hip_ab")) and (by < 0 or angle <= high):
                yield {key: angle}


def _written(change: Change) -> str:
    """Return advice for a change, with one key for both sides."""
    found: dict[str, str] = {}
    for key, value in change.items():
        if value is None:
            return f"leave {key} out"
        stem, side = split(key)
        other = change.get(stem + {"_l": "_r", "_r": "_l"}.get(side, ""))
        both = side and other is not None and _plain(other) == _plain(value)
        found[stem if both else key] = _plain(value) if both else _value(value)
    return "write " + ", ".join(f"{key}: {value}" for key, value in found.items())


def _plain(value: Value) -> str:
    """Return a value without its side: `thigh_front`, which is each hand's own thigh for both hands."""
    return _value(value).removesuffix("_l").removesuffix("_r")


def _value(value: Value) -> str:
    if isinstance(value, Contact):
        return value.target
    if isinstance(value, tuple):
        return f"[{', '.join(_paired(value))}]"
    return f"{value:g}" if isinstance(value, float) else value


def _paired(names: tuple[str, ...]) -> list[str]:
    """Return the parts that carry the weight, with one word for both sides."""
    found: list[str] = []
    for name in names:
        stem = name[:-2]
        both = stem in _PAIR and {f"{stem}_l", f"{stem}_r"} <= set(names)
        word = _PAIR[stem] if both else name
        found += [word] if word not in found else []
    return found
