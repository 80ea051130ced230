"""Text alternatives: what a picture shows, for people who cannot see it.

This module has keys only. The caller brings their phrases, so that the text is in the language of the booklet. The
angles and heights from which on a phrase applies were set by eye.
"""

from collections.abc import Mapping
from math import acos, degrees

from planner.figure import vocabulary
from planner.figure.anatomy import SIDES, Body
from planner.figure.pose import Contact, Pose
from planner.figure.scene import Scene, solved
from planner.figure.stance import kneels
from planner.figure.vectors import Vec, dot, mul, sub, unit
from planner.shipped import key_of, shipped

_LEG = (
    "bent",
    "straight",
    "to-chest",
    "raised",
    "back",
    "in-front",
    "on-chair",
    "crossed",
    "square",
    "knee-straight",
    "kneeling",
)
_ARM = ("up", "ahead", "out", "held", "propped", "on-wall")
_TRUNK = ("forward", "backward", "rounded", "hollow", "lifted", "raised", "turned", "sideways", "wall", "on-heels")
_CHANGES = ("belly-up", "belly-down", "belly-firm", "low-back-down")
_HANDS = tuple(sorted({*vocabulary.SINGLE_LANDMARKS, *vocabulary.PAIRED_LANDMARKS, *vocabulary.PROP_PLACES, "floor"}))

WORDS: frozenset[str] = frozenset(
    [
        "sentence",
        "join",
        *(f"view.{name}" for name in vocabulary.VIEWS),
        *(f"base.{name}" for name in vocabulary.BASES),
        *(f"legs.{name}" for name in _LEG),
        *(f"leg.{side}.{name}" for name in _LEG for side in SIDES),
        *(f"arms.{name}" for name in _ARM),
        *(f"arm.{side}.{name}" for name in _ARM for side in SIDES),
        *(f"trunk.{name}" for name in _TRUNK),
        *(f"hands.{name}" for name in _HANDS),
        *(f"hand.{side}.{name}" for name in _HANDS for side in SIDES),
        *(f"change.{name}" for name in _CHANGES),
        "bed.on",
        "bed.edge",
        "head.up",
        "head.down",
        "mark.hold",
        "mark.other-side",
    ]
)
"""The keys of all phrases that a language must have. `sentence` contains {view} and {parts}."""

_OTHER = {"l": "r", "r": "l"}


def describe(scene: Scene, n: int, words: Mapping[str, str]) -> str:
    """Return what picture n shows, made of the phrases in `words`. Raise KeyError if one is missing."""
    keys = shipped(key_of("words", scene, n), lambda: _keys(scene, n))
    parts = words["join"].join(words[key] for key in keys if words[key])
    view = "top" if scene.view == "side" and scene.posture == "above" else scene.view
    return words["sentence"].replace("{view}", words[f"view.{view}"]).replace("{parts}", parts)


def _keys(scene: Scene, n: int) -> list[str]:
    """Return the keys of what picture n shows, in the order in which it is said."""
    keys = _position(scene, n)
    index = 2 if "bed.on" in keys else 1
    keys[index:index] = _change(scene, n, keys)
    keys += ["mark.hold"] if scene.pictures[n].hold else []
    return [*keys, "mark.other-side"] if scene.pictures[n].other_side else keys


def _position(scene: Scene, n: int) -> list[str]:
    """Return the keys of how the person lies, sits or stands."""
    picture = scene.pictures[n]
    body = solved(scene).bodies[n]
    keys = [f"base.{picture.pose.base}"]
    if any(prop.name == "bed" for prop in scene.props):
        keys = ["bed.edge"] if picture.pose.base == "sitting" else [*keys, "bed.on"]
    legs = {side: _leg(picture.pose, body, side) for side in SIDES}
    keys += _pair("leg", legs)
    keys += _trunk(picture.pose, body)
    arms = {side: _arm(picture.pose, body, side, _held(scene, n, side)) for side in SIDES}
    for prop in scene.props:
        if prop.name == "crate" or (prop.name == "stick" and prop.word("along", "hands") == "hands"):
            arms = dict.fromkeys(SIDES, f"at {prop.name}")
        elif prop.name == "frame":
            arms = dict.fromkeys(SIDES, "at frame")
        elif prop.walker:
            arms[prop.walker] = "at stick"
    keys += _pair("arm", {side: key for side, key in arms.items() if not key.startswith("at ")})
    keys += _pair("hand", {side: key[3:] for side, key in arms.items() if key.startswith("at ")})
    return keys


def _change(scene: Scene, n: int, keys: list[str]) -> list[str]:
    """Return the key of a change from the picture before that the position does not show, if there is one."""
    picture = scene.pictures[n]
    pose, before = picture.pose, scene.pictures[n - 1].pose if n else None
    if picture.breath:
        return ["change.belly-up" if picture.breath == "in" else "change.belly-down"]
    if before is None:
        return []
    rise = pose.angle("belly") - before.angle("belly")
    works = "belly" in picture.works_at or "belly in" in picture.arrows
    if abs(rise) > 1 and not works:
        return ["change.belly-up" if rise > 0 else "change.belly-down"]
    if pose.base == before.base and pose.angle("lumbar") - before.angle("lumbar") > 12:
        lies = pose.base == "supine" and _flat_legs(keys)
        if lies or pose.contact("back"):
            return ["change.low-back-down"]
    same = keys == _position(scene, n - 1)
    return ["change.belly-firm"] if same and works else []


def _flat_legs(keys: list[str]) -> bool:
    return "legs.bent" in keys or "legs.straight" in keys


def _pair(stem: str, found: Mapping[str, str]) -> list[str]:
    """Return one key if both sides do the same, otherwise one for each side that does something."""
    both = {found.get("l", ""), found.get("r", "")}
    if len(both) == 1:
        name = both.pop()
        return [f"{stem}s.{name}"] if name else []
    return [f"{stem}.{side}.{found[side]}" for side in ("r", "l") if found.get(side)]


def _between(a: Vec, b: Vec) -> float:
    return degrees(acos(max(-1.0, min(1.0, dot(unit(a), unit(b))))))


def _leg(pose: Pose, body: Body, side: str) -> str:
    contact = pose.contact("foot_" + side)
    if pose.contact("calf_" + side):
        return "on-chair"
    if contact and contact.target not in ("floor", "flat", "keep", "step"):
        return "crossed"
    if kneels(pose, side):
        return "kneeling" if pose.base == "half-kneeling" else ""
    thigh, shank = body.frames["thigh_" + side], body.frames["shank_" + side]
    knee, hip = _between(thigh[2], shank[2]), _between(thigh[2], body.frame[2])
    rolled = pose.base == "supine" and pose.angle("turn") != 0  # the legs lie on the side
    high = 0.0 if rolled else body.joints["ankle_" + side][2]
    ahead = body.joints["ankle_" + side][0] - body.joints["ankle_" + _OTHER[side]][0]
    lying = "bent" if knee > 45 else "straight"
    up = "square" if knee > 60 else "raised"
    return {
        "supine": "to-chest" if hip > 105 and knee > 60 else up if high > 25 else lying,
        "sitting": "knee-straight" if knee < 45 else "",
        "half-kneeling": "in-front",
        "hands-and-knees": "back" if knee < 40 and high > 18 else "",
        "prone": "back" if knee < 40 and high > 18 else "",
        "standing": "in-front" if ahead > 15 else "bent" if knee > 30 else "",
        "kneeling": "",
    }.get(pose.base, lying)


def _trunk(pose: Pose, body: Body) -> list[str]:
    curve = pose.angle("lumbar") + pose.angle("thoracic")
    keys = ["trunk.wall"] if pose.contact("back") else []
    keys += _carriage(pose, body, curve)
    if curve < -14 and pose.base in ("hands-and-knees", "supine"):
        keys.append("trunk.hollow")
    if pose.base == "hands-and-knees" and pose.angle("knee_r", 90.0) > 125:
        keys.append("trunk.on-heels")
    if abs(pose.angle("lumbar_twist") + pose.angle("thoracic_twist")) > 12:
        keys.append("trunk.turned")
    elif abs(pose.angle("lumbar_side") + pose.angle("thoracic_side")) > 12:
        keys.append("trunk.sideways")
    if pose.base in ("hands-and-knees", "sitting"):
        nod = pose.angle("neck")
        keys += ["head.down"] if nod > 25 else ["head.up"] if nod < -18 else []
    return keys


def _carriage(pose: Pose, body: Body, curve: float) -> list[str]:
    """Return the key of how the trunk is held, such as bent, lifted or rounded, if it is not plainly straight."""
    base, chest, hips = pose.base, body.joints["chest"][2], body.hips[2]
    if base in ("standing", "sitting", "kneeling", "half-kneeling"):
        lean = body.spine[-1].centre[0] - body.hips[0]
        leaning = lean < -7 and not pose.contact("back")
        return ["trunk.forward"] if lean > 14 else ["trunk.backward"] if leaning else []
    if (base == "supine" and hips > 20) or (pose.position.under and hips > 24):
        return ["trunk.lifted"]
    if chest > {"prone": 20, "supine": 14}.get(base, 999):
        return ["trunk.raised"]
    return ["trunk.rounded"] if curve > 25 and pose.base != "supine" else []  # lying, it is pressed to the floor


def _held(scene: Scene, n: int, side: str) -> Contact | None:
    """Return what a hand touches in picture n; one that is kept touches what it touched before."""
    contact = scene.pictures[n].pose.contact("hand_" + side)
    return _held(scene, n - 1, side) if n and contact is not None and contact.target == "keep" else contact


def _arm(pose: Pose, body: Body, side: str, contact: Contact | None) -> str:
    forearm = pose.contact("forearm_" + side)
    if forearm is not None:
        return "on-wall" if forearm.target == "wall" else "propped"
    reach = unit(sub(body.joints["wrist_" + side], body.joints["shoulder_" + side]))
    if contact is not None and contact.target not in ("floor", "keep"):
        target = contact.target
        return "at " + (target[:-2] if target[-2:] in ("_l", "_r") else target)
    if contact is not None and pose.base != "supine":
        return "at floor" if pose.base in ("standing", "sitting") else ""
    chest = body.frames["chest"]
    if dot(reach, mul(chest[2], 1.0)) > 0.75:
        return "up"
    if abs(dot(reach, chest[1])) > 0.8:
        return "out"
    return "ahead" if dot(reach, chest[0]) > 0.7 and pose.base == "supine" else ""
