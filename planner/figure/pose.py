"""Poses as a physiotherapist says them: joint angles by name, and what touches what.

A pose is read from the plain mapping in an exercise file, whose loader leaves numbers as text.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property

from planner.figure import vocabulary
from planner.figure.positions import POSITIONS, Position
from planner.problems import InputError, Problem
from planner.values import frozen

Loc = tuple[str | int, ...]


class PoseError(InputError):
    """A scene that cannot be understood: each problem has its `loc`, the way to it inside the scene's data."""


class Faults:
    """Collects what is wrong, so that an author sees all of it at once."""

    def __init__(self) -> None:
        """Start with none."""
        self.found: list[Problem] = []

    def add(self, loc: Loc, text: str, advice: str, quoted: str | None = None) -> None:
        """Add what is wrong at a place and what to write instead; `{}` in the text stands for what is quoted."""
        self.found.append(Problem(loc=loc, text=text, advice=advice, quoted=quoted))

    def unknown(self, loc: Loc, what: str, word: object, known: Iterable[str], advice: str = "") -> None:
        """Add a fault for an unknown word, naming the known word nearest to it if there is no other advice."""
        names = list(known)
        bare = (str(word).removesuffix("s"), re.sub("wards?$", "", str(word)))  # forwards, backwards, upward
        near = [one for one in bare if one in names] or get_close_matches(str(word), names, 1, 0.5)
        advice = advice or (f'did you mean "{near[0]}"?' if near else "known: " + ", ".join(names))
        self.add(loc, f"{{}} is not a known {what}", advice, str(word))

    def close(self) -> None:
        """Raise PoseError if anything was found."""
        if self.found:
            raise PoseError(*self.found)

    def number(self, loc: Loc, value: object, low: float = -1e4, high: float = 1e4) -> float | None:
        """Return a number, which may be written as text; add a fault and return None if it is none or out of range."""
        try:
            number = float(str(value).strip())
        except ValueError:
            advice = f"write one from {low:g} to {high:g}" if low > -1e4 else ""
            self.add(loc, "{} is not a number", advice, str(value))
            return None
        if not low <= number <= high:
            self.add(loc, f"{number:g} is out of range", f"it goes from {low:g} to {high:g}")
            return None
        return number


@frozen
class Contact:
    """What a part touches: a target, and how far from it, in centimetres along named directions."""

    target: str
    offset: tuple[tuple[str, float], ...] = ()
    height: float = 0.0


Value = float | str | Contact | tuple[str, ...]


@frozen
class Pose:
    """All keys of a pose with their values, in alphabetical order; keys for both sides are split into two."""

    values: tuple[tuple[str, Value], ...]

    @cached_property
    def table(self) -> dict[str, Value]:
        """Return the values by key."""
        return dict(self.values)

    def angle(self, key: str, default: float = 0.0) -> float:
        """Return an angle in degrees, or the default if none is written."""
        found = self.table.get(key, default)
        return found if isinstance(found, float) else default

    def contact(self, key: str) -> Contact | None:
        """Return what a part touches, or None if it is free."""
        found = self.table.get(key)
        return found if isinstance(found, Contact) and found.target != "free" else None

    def text(self, key: str, default: str = "") -> str:
        """Return the words of a key, or the default if none are written."""
        found = self.table.get(key, default)
        return found if isinstance(found, str) else default

    @cached_property
    def base(self) -> str:
        """Return the name of the position from which the pose starts."""
        return self.text("base", "standing")

    @property
    def position(self) -> Position:
        """Return what holds in that position where the pose says nothing else."""
        return POSITIONS[self.base]

    @cached_property
    def ground(self) -> tuple[str, ...]:
        """Return what rests on the floor as written; empty if nothing is."""
        found = self.table.get("ground", ())
        return found if isinstance(found, tuple) else ()


ARM_ANGLES = ("shoulder", "shoulder_abduction", "shoulder_rotation", "elbow", "pronation", "wrist")
"""The angles of an arm: none of them counts while its hand or forearm has a contact."""
_LEG, _ARM = ("foot", "shin", "calf", "hip"), ("hand", "forearm", "shoulder", "elbow", "elbow_to")
DISPLACES: dict[str, tuple[str, ...]] = {
    "hip": _LEG[:-1],
    **dict.fromkeys(ARM_ANGLES, _ARM[:2]),
    **dict.fromkeys(_LEG[:-1], _LEG),
    **dict.fromkeys(_ARM[:2], _ARM),
    "head": ("neck",),
    "neck": ("head",),
    "ground": ("pitch",),
}
"""The keys that a new key removes: an angle ends the contact that settled it, and a contact ends the angles."""
_SIDEWAYS: dict[str, tuple[str, ...]] = {"head": ("neck_side",), "neck_side": ("head",), "neck": ()}
"""The same for somebody who lies on the side, whose neck bends aside until the head rests."""


def read_pose(data: object, before: Pose | None, loc: Loc, faults: Faults) -> Pose:
    """Return a pose read from its changes to the pose before; a different base starts afresh. Faults are added."""
    if not isinstance(data, Mapping):
        faults.add(loc, "is not a pose", "write a mapping, such as {base: supine, knee: 90, foot: floor}")
        return before or Pose(())
    named: dict[str, Value] = {}
    for key, raw in data.items():
        _read_key(str(key), raw, named, (*loc, str(key)), faults)
    for key in [str(key) for key in data if split(str(key))[0] in ARM_ANGLES]:
        if held := _holding(key, named):
            text = f"has no effect while {held} holds"
            faults.add((*loc, key), text, f"leave {key} out, or write {held.partition(':')[0]}: free")
    fresh = before is None or named.get("base", before.base) != before.base
    table: dict[str, Value] = {} if fresh or before is None else dict(before.values)
    sideways = POSITIONS[str(named.get("base", table.get("base", "standing")))].under
    for key in named:
        stem, side = split(key)
        for other in (_SIDEWAYS if sideways else DISPLACES).get(stem, DISPLACES.get(stem, ())):
            table.pop(other + side, None)
    table.update(named)
    pose = Pose(tuple(sorted(table.items())))
    _without_contact(pose, named, loc, faults)
    return pose


_POINTS: dict[str, str] = {"elbow_to": "hand", "forearm_to": "forearm", "knee_to": "foot"}
"""What has to touch something for a way to be taken, since otherwise the angles say where the limb goes."""


def _without_contact(pose: Pose, named: Mapping[str, Value], loc: Loc, faults: Faults) -> None:
    """Find ways that have no effect, because hand, forearm or foot touches nothing."""
    told: dict[str, str] = {}
    for key in named:
        stem, side = split(key)
        if stem in _POINTS and pose.contact(_POINTS[stem] + side) is None:
            told[stem] = stem if stem in told else key
    for stem, key in told.items():
        part = _POINTS[stem] + key.removeprefix(stem)
        faults.add((*loc, key), "has no effect", f"write what the {_POINTS[stem]} touches too, such as {part}: floor")


def _holding(angle: str, named: Mapping[str, Value]) -> str:
    """Return the contact that settles every arm to which an angle is given: `hand_r: floor`; empty if one is free."""
    _, side = split(angle)
    held: list[str] = []
    for one in (side,) if side else ("_l", "_r"):
        parts = [part + one for part in _ARM[:2]]
        contacts = {part: value for part in parts if isinstance(value := named.get(part), Contact)}
        taken = [f"{part}: {value.target}" for part, value in contacts.items() if value.target != "free"]
        if not taken:
            return ""
        held += taken
    return held[0]


def split(key: str) -> tuple[str, str]:
    """Return a key without its side, and the side: `_l`, `_r` or nothing."""
    return (key[:-2], key[-2:]) if key[-2:] in ("_l", "_r") else (key, "")


def _read_key(key: str, raw: object, named: dict[str, Value], loc: Loc, faults: Faults) -> None:
    stem, side = split(key)
    read = _PAIRED.get(stem)
    if read is not None:
        value = read(key, raw, loc, faults)
        for one in ("_l", "_r") if value is not None else ():
            if side == one or (not side and stem + one not in named):
                named[stem + one] = value  # type: ignore[assignment]
        return
    read = _SINGLE.get(key)
    if read is None:
        sided = [name + one for name in _PAIRED for one in ("_l", "_r")]
        faults.unknown(loc, "key of a pose", key, [*_SINGLE, *_PAIRED, *sided])
        return
    value = read(key, raw, loc, faults)
    if value is not None:
        named[key] = value


_RANGES = vocabulary.PAIRED_ANGLES | vocabulary.SINGLE_ANGLES | vocabulary.TILTS | vocabulary.MEASURES


def _base(_key: str, raw: object, loc: Loc, faults: Faults) -> str | None:
    if str(raw) in vocabulary.BASES:
        return str(raw)
    faults.unknown(loc, "base", raw, vocabulary.BASES)
    return None


def _pin(_key: str, raw: object, loc: Loc, faults: Faults) -> str:
    return " ".join(_ground(_key, raw, loc, faults))


def _angle(key: str, raw: object, loc: Loc, faults: Faults) -> float | None:
    low, high = (vocabulary.PAIRED_ANGLES | vocabulary.SINGLE_ANGLES | vocabulary.TILTS | vocabulary.MEASURES)[
        split(key)[0]
    ]
    return faults.number(loc, raw, low, high)


def _way(_key: str, raw: object, loc: Loc, faults: Faults) -> str | None:
    words = str(raw).split()
    for word in words:
        if word not in vocabulary.DIRECTIONS:
            faults.unknown(loc, "direction", word, vocabulary.DIRECTIONS)
            return None
    return " ".join(words)


def _contact(key: str, raw: object, loc: Loc, faults: Faults) -> Contact | None:
    words = str(raw).split()
    target = words[0] if words else ""
    known = _targets(key)
    moves = _moves(split(key)[0], target)
    if target not in known:
        faults.unknown(loc, f'place for "{key}"', target, known)
        return None
    rest, height, offset = words[1:], 0.0, []
    if key == "head" and target in _PROPPED and rest and rest[0] not in vocabulary.DIRECTIONS:
        height = faults.number(loc, rest[0], 0, 60) or 0.0
        rest = rest[1:]
    for word, number in zip(rest[::2], [*rest[1::2], ""], strict=False):
        if word not in vocabulary.DIRECTIONS:
            faults.unknown(loc, "direction", word, vocabulary.DIRECTIONS)
            return None
        far = faults.number(loc, number, -150, 150)
        if far is not None and word not in moves:
            faults.add(loc, f'"{word}" has no effect after "{target}"', _instead(key, target, moves, far))
        elif far is not None:
            offset.append((word, far))
    return Contact(target, tuple(offset), height)


_LEVEL = ("forward", "back", "out", "in")
_PROPPED = ("floor", "pillow")
"""What a head rests on at a height that may be written."""


def _moves(stem: str, target: str) -> tuple[str, ...]:
    """Return the directions in which a distance moves a part that touches a target."""
    if target in ("keep", "free", "flat") or stem in ("head", "back", "shin", "calf"):
        return ()
    if stem == "forearm":
        return ("up", "down") if target == "wall" else ()
    return _LEVEL if target in ("floor", "table", "step") else vocabulary.DIRECTIONS


def _instead(key: str, target: str, moves: tuple[str, ...], far: float) -> str:
    """Return advice in place of a distance that moves nothing."""
    if key == "head" and target in _PROPPED:
        return f"write how high it rests, such as head: {target} {abs(far):g}"
    return "it may be moved " + ", ".join(moves) if moves else "leave it out"


def _targets(key: str) -> tuple[str, ...]:
    if key == "back":
        return ("wall", "free")
    if key == "head":
        return ("floor", "pillow", "wall", "free")
    stem = split(key)[0]
    if stem in ("shin", "forearm"):
        return ("floor", "table", "wall", "free") if stem == "forearm" else ("floor", "free")
    if stem == "calf":
        return ("seat", "free")
    landmarks = (*vocabulary.LANDMARKS, *vocabulary.PAIRED_LANDMARKS)
    if stem == "foot":
        return ("floor", "flat", "keep", "free", "step", *landmarks)
    own = tuple(name + key[4:] for name in ("hand", "wrist", "elbow"))
    return ("floor", "keep", "free", *vocabulary.HOLDS, *(name for name in landmarks if name not in own))


def _ground(_key: str, raw: object, loc: Loc, faults: Faults) -> tuple[str, ...]:
    words = str(raw).replace(",", " ").split() if isinstance(raw, str) else [str(word) for word in _items(raw)]
    singles = [f"{part}_{side}" for part in vocabulary.GROUND_PAIRS.values() for side in "lr"]
    known = (*vocabulary.GROUND_SETS, *vocabulary.GROUND_PAIRS, *singles)
    for word in words:
        if word not in known:
            faults.unknown(loc, "part that can rest on the floor", word, known, _one_of_pair(word.lower()))
    return tuple(word for word in words if word in known)


def _one_of_pair(word: str) -> str:
    """Return what to write for a part without its side, or with its side in words: `foot`, `left foot`."""
    for pair, single in vocabulary.GROUND_PAIRS.items():
        if single in word:
            sides = [name[0] for name in ("left", "right") if name in word] or ["l", "r"]
            names = [f"{single}_{side}" for side in sides]
            return "write " + (names[0] if len(names) == 1 else f"{pair} for both, or {' or '.join(names)}")
    return ""


def _items(raw: object) -> Iterable[object]:
    return raw if isinstance(raw, (list, tuple)) else [raw]


_Reader = Callable[[str, object, Loc, Faults], Value | None]
_PAIRED: dict[str, _Reader] = {
    **dict.fromkeys(vocabulary.PAIRED_ANGLES, _angle),
    **dict.fromkeys(vocabulary.PAIRED_PLACES, _contact),
    **dict.fromkeys(vocabulary.PAIRED_WAYS, _way),
}
_SINGLE: dict[str, _Reader] = {
    "base": _base,
    "ground": _ground,
    "pin": _pin,
    **dict.fromkeys([*vocabulary.SINGLE_ANGLES, *vocabulary.TILTS, *vocabulary.MEASURES], _angle),
    **dict.fromkeys(vocabulary.SINGLE_PLACES, _contact),
}
