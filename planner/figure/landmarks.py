"""Landmarks: points on the skin that an author can name, and the parts that can rest on the floor."""

from planner.figure.anatomy import (
    ANKLE_HEIGHT,
    ELBOW_RADIUS,
    FOREARM,
    HEAD_HALF,
    KNEE_RADIUS,
    SIGN,
    STATURE,
    TRUNK,
    UPPER_ARM,
    WRIST_HEIGHT,
    Ball,
    Body,
    foot_balls,
    hand_balls,
    head_balls,
    limb_balls,
    shoulder_joint,
)
from planner.figure.vectors import UP, Vec, add, at, dot, length, lerp, mul, sub
from planner.figure.vocabulary import GROUND_PAIRS

Spot = tuple[Vec, Vec, Vec]
"""A point on the skin, the direction out of the skin there, and the direction along the part towards the head."""

# Where each landmark lies on its part was set by eye.
_ON_LIMB: dict[str, tuple[str, float, str]] = {
    "thigh_top": ("thigh", 0.45, "front"),
    "thigh_front": ("thigh", 0.72, "front"),
    "thigh_low": ("thigh", 0.88, "front"),
    "thigh_back": ("thigh", 0.66, "back"),
    "knee": ("thigh", 1.0, "front"),
    "knee_back": ("shank", 0.04, "back"),
    "shin_front": ("shank", 0.20, "front"),
    "shin_low": ("shank", 0.80, "front"),
    "calf": ("shank", 0.30, "back"),
    "hip_front": ("thigh", 0.12, "front"),
    "elbow": ("arm", 1.0, "back"),
}
"""The part, the share of its length from its root, and its front or back."""
_ON_TRUNK: dict[str, tuple[int, str]] = {
    "pelvis": (3, "middle"),
    "bottom": (2, "back"),
    "low_back": (6, "back"),
    "upper_back": (11, "back"),
    "belly": (6, "front"),
    "chest": (11, "front"),
    "neck": (13, "back"),
}
"""The row of the trunk, and its front, back or middle."""


def spot(body: Body, word: str, side: str = "r") -> Spot:
    """Return the spot of a landmark; `side` is taken for a paired landmark written without `_l` or `_r`."""
    name, s = (word[:-2], word[-1]) if word[-2:] in ("_l", "_r") else (word, side)
    if name in _ON_LIMB:
        return _limb_spot(body, *_ON_LIMB[name], s)
    if name in _ON_TRUNK:
        row, where = _ON_TRUNK[name]
        part = body.spine[row]
        reach = {"front": part.front, "back": -part.back, "middle": 0.0}[where]
        out = mul(part.frame[0], -1.0 if where == "back" else 1.0)
        return at(part.centre, part.frame, f=reach), out, part.frame[2]
    if name in ("hip", "side", "buttock"):
        return _flank_spot(body, name, s)
    if name in ("head", "head_top", "chin", "head_back", "head_side"):
        return _head_spot(body, name, s)
    if name in ("foot", "heel", "toe"):
        frame = body.frames["foot_" + s]
        centre, radius = foot_balls(body, s)[{"foot": "inner", "heel": "heel", "toe": "toe"}[name]]
        return at(centre, frame, u=-radius), mul(frame[2], -1), frame[0]
    if name == "hand":
        frame, balls = body.frames["hand_" + s], hand_balls(body, s)
        return lerp(balls["first"][0], balls["last"][0], 0.5), mul(frame[1], -SIGN[s]), frame[2]
    if name == "shoulder":
        frame, joint = body.frames["chest"], shoulder_joint(body, s, (0.0, 0.0, 0.0))
        return at(joint, frame, f=5.6), frame[0], frame[2]
    joint = body.joints[name + "_" + s]
    frame = body.frames[{"wrist": "hand_", "ankle": "shank_"}[name] + s]
    return joint, frame[0], frame[2]


def _limb_spot(body: Body, part: str, t: float, where: str, side: str) -> Spot:
    frame = body.frames[part + "_" + side]
    balls = limb_balls(body, part, side)
    row = t * (len(balls) - 1)
    i = min(int(row), len(balls) - 2)
    (a, r), (b, q) = balls[i], balls[i + 1]
    out = mul(frame[0], 1.0 if where == "front" else -1.0)
    return add(lerp(a, b, row - i), mul(out, r + (q - r) * (row - i))), out, frame[2]


def _flank_spot(body: Body, name: str, side: str) -> Spot:
    g = SIGN[side]
    part = body.spine[{"hip": 4, "side": 7, "buttock": 2}[name]]
    out = mul(part.frame[1], g)
    if name == "buttock":
        back = mul(part.frame[0], -1)
        return at(part.centre, part.frame, f=-part.back * 0.9, l=g * part.width * 0.5), back, part.frame[2]
    return at(part.centre, part.frame, l=g * part.width), out, part.frame[2]


def _head_spot(body: Body, name: str, side: str) -> Spot:
    o, frame, g = body.joints["head"], body.frames["head"], SIGN[side]
    deep, wide, high = HEAD_HALF
    if name == "head_back":
        return at(o, frame, f=-deep * 0.86, l=g * 4.0, u=-1.0), mul(frame[0], -1), frame[2]
    if name == "head_side":
        return at(o, frame, f=-3.0, l=g * wide, u=-1.0), mul(frame[1], g), frame[2]
    if name == "head_top":
        return at(o, frame, u=high), frame[2], frame[2]
    if name == "chin":
        return at(o, frame, f=deep * 0.8, u=-high), frame[0], frame[2]
    return o, frame[0], frame[2]


def behind_back(body: Body) -> tuple[Vec, Vec]:
    """Return two points of a stick along the back: at the bottom, and behind the head."""
    low, out, _ = spot(body, "bottom")
    return add(low, mul(out, 2.0)), at(body.joints["head"], body.frames["head"], f=-13.0)


def single_sets(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return contact sets with each pair, such as `feet`, split into left and right."""
    found: list[str] = []
    for word in words:
        found += [GROUND_PAIRS[word] + "_l", GROUND_PAIRS[word] + "_r"] if word in GROUND_PAIRS else [word]
    return tuple(found)


_PROPPED = {"forearm": UPPER_ARM + ELBOW_RADIUS, "hand": 0.985 * (UPPER_ARM + FOREARM) + WRIST_HEIGHT}
"""How high the shoulder is above the floor when the arm under it props it: on the elbow, or on the hand with the arm
all but straight."""
_TRUNK_SETS = {"pelvis": (0, 5), "belly": (5, 8), "back": (8, 13), "trunk": (0, 13), "wall": (1, 13)}


def lowest(body: Body, name: str, up: Vec = UP, *, flat: bool = False) -> float:
    """Return the height of the lowest point of a contact set along `up`, in centimetres.

    A foot that is `flat` is measured at its sole, however its ankle is bent.
    """
    if name in _TRUNK_SETS:
        first, last = _TRUNK_SETS[name]
        down = mul(up, -1)
        return -max(part.reach(down) for part in body.spine[first:last])
    if name[:-2] in _PROPPED and "wrist_" + name[-1] not in body.joints:
        shoulder = shoulder_joint(body, name[-1], mul(up, -1))
        return dot(shoulder, up) - _PROPPED[name[:-2]]
    return min(dot(p, up) - r for p, r in set_balls(body, name, flat=flat))


def set_balls(body: Body, name: str, *, flat: bool = False) -> list[Ball]:
    """Return the balls of a contact set; those of the trunk are made of cross-sections instead and have none."""
    part, side = (name[:-2], name[-1]) if name[-2:] in ("_l", "_r") else (name, "")
    if part == "head":
        return head_balls(body)
    if part == "shoulder":
        return [(shoulder_joint(body, side, (0.0, 0.0, 0.0)), 5.7)]
    if part == "knee":
        return [(body.joints["knee_" + side], KNEE_RADIUS)]
    if part in ("foot", "toes"):
        if flat:
            return [(body.joints["ankle_" + side], ANKLE_HEIGHT)]
        balls = foot_balls(body, side)
        return [ball for key, ball in balls.items() if part == "foot" or key in ("toe", "little", "inner", "outer")]
    if part == "shin":
        return [(body.joints["knee_" + side], KNEE_RADIUS), *foot_balls(body, side).values()]
    if part == "hand":
        return list(hand_balls(body, side).values())
    if part == "forearm":
        return [(body.joints["elbow_" + side], ELBOW_RADIUS), *hand_balls(body, side).values()]
    return limb_balls(body, part, side)


def middle(body: Body, names: tuple[str, ...]) -> Vec:
    """Return the middle of some contact sets; pictures in a row are aligned by it."""
    points: list[Vec] = []
    for name in names:
        if name in _TRUNK_SETS:
            first, last = _TRUNK_SETS[name]
            points += [body.spine[first].centre, body.spine[last - 1].centre]
        elif name[:-2] in ("foot", "toes"):
            points.append(body.joints["ankle_" + name[-1]])
        else:
            points += [p for p, _ in set_balls(body, name)[:1]]
    total = points[0]
    for p in points[1:]:
        total = add(total, p)
    return mul(total, 1 / len(points))


CALF_RADIUS = 0.0472 * STATURE
"""From the middle of the shank to the back of the calf, where it is thickest."""


def in_trunk(body: Body, p: Vec, r: float) -> float:
    """Return how deep a ball of radius r at p lies in the trunk, in centimetres; negative if it does not."""
    deepest = -99.0
    for part in body.spine[TRUNK]:
        d = sub(p, part.centre)
        if abs(dot(d, part.frame[2])) > _ROW_REACH:
            continue
        across, deep = dot(d, part.frame[1]), dot(d, part.frame[0])
        half = part.front if deep > 0 else part.back
        out = ((across / part.width) ** 2 + (deep / half) ** 2) ** 0.5
        surface = length((across, deep, 0.0))
        deepest = max(deepest, (surface / out if out > 1e-6 else half) - surface + r)
    return deepest


_ROW_REACH = 2.8
"""How far along the spine a cross-section counts, centimetres: a little more than half of what lies between two."""
