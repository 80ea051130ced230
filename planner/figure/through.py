"""What passes through something else: parts of the body through one another, or through the things of a picture."""

from collections.abc import Iterator
from itertools import pairwise

from planner.figure.anatomy import SIDES, STATURE, Ball, Body, foot_balls, hand_balls, limb_balls
from planner.figure.flaws import FIRM, FLESH, TRY, Flaw
from planner.figure.landmarks import in_trunk
from planner.figure.props import Box
from planner.figure.scene import Solved
from planner.figure.vectors import Vec, dot, length, lerp, sub

_THIGH_GIVE, _BONE_GIVE = 2.5, 0.6
"""How much deeper than that a thigh, or any other limb but a hand, may lie in the trunk."""


def parts_of(body: Body) -> dict[str, list[Ball]]:
    """Return the balls that make the head and each part of the limbs, by name."""
    parts: dict[str, list[Ball]] = {}
    for side in SIDES:
        for part in ("thigh", "shank", "arm", "forearm"):
            parts[f"{part}_{side}"] = limb_balls(body, part, side)
        parts["hand_" + side] = list(hand_balls(body, side).values())
        parts["foot_" + side] = list(foot_balls(body, side).values())
    parts["head"] = [(body.joints["head"], 9.6)]
    return parts


_PAIRS: tuple[tuple[str, str, float], ...] = (
    ("thigh_l", "thigh_r", FLESH),
    ("shank_l", "shank_r", FIRM),
    ("thigh_l", "shank_r", FLESH),
    ("shank_l", "thigh_r", FLESH),
    ("foot_l", "shank_r", FIRM),
    ("foot_r", "shank_l", FIRM),
    ("foot_l", "thigh_r", FIRM),
    ("foot_r", "thigh_l", FIRM),
    ("forearm_l", "forearm_r", FIRM),
    ("forearm_l", "hand_r", FIRM),
    ("forearm_r", "hand_l", FIRM),
    ("hand_l", "head", FIRM),
    ("hand_r", "head", FIRM),
    ("forearm_l", "head", FIRM),
    ("forearm_r", "head", FIRM),
    ("thigh_l", "head", FIRM),
    ("thigh_r", "head", FIRM),
)


def through(body: Body) -> Iterator[Flaw]:
    """Find limbs that lie too deep in each other, in the head or in the trunk."""
    parts = parts_of(body)
    pairs = list(_PAIRS)
    for arm in ("forearm_l", "forearm_r", "hand_l", "hand_r"):
        pairs += [(arm, leg + side, FLESH if arm[0] == "h" else FIRM) for leg in ("thigh_", "shank_") for side in SIDES]
    for a, b, give in pairs:
        deep = _overlap(parts[a], parts[b]) - (body.physique.padding(a) + body.physique.padding(b)) * STATURE
        if deep > give:
            yield Flaw(a, f"{deep:.1f} cm through {b}", _advice(a), "through")
    for name in ("forearm_l", "forearm_r", "hand_l", "hand_r", "shank_l", "shank_r", "thigh_l", "thigh_r"):
        rows = parts[name][2:] if name.startswith("thigh") else parts[name]
        deep = max(in_trunk(body, p, r) for p, r in rows)
        firm = FLESH if name.startswith("hand") else FIRM + _BONE_GIVE
        deep -= (body.physique.soft + body.physique.padding(name)) * STATURE
        if deep > (FLESH + _THIGH_GIVE if name.startswith("thigh") else firm):
            yield Flaw(name, f"{deep:.1f} cm through the trunk", _advice(name), "through")


def _advice(part: str) -> str:
    return TRY["arm" if part.startswith(("hand", "forearm")) else "leg"]


def _overlap(a: list[Ball], b: list[Ball]) -> float:
    """Return how deep two chains of balls lie in each other, in centimetres; negative if they do not."""
    deepest = -99.0
    for p, r in _dense(a):
        for q, s in _dense(b):
            d = sub(p, q)
            near = (r + s) ** 2
            square = dot(d, d)
            if square < near:
                deepest = max(deepest, r + s - square**0.5)
    return deepest


def _dense(balls: list[Ball]) -> list[Ball]:
    found = list(balls)
    for (p, r), (q, s) in pairwise(balls):
        found.append((lerp(p, q, 0.5), (r + s) / 2))
    return found


def through_boxes(body: Body, found: Solved) -> Iterator[Flaw]:
    """Find the part that is deepest in each prop, and count the others."""
    deep: dict[str, dict[str, float]] = {}
    for name, box in found.standing.boxes:
        if name in ("mat", "bed"):
            continue
        for part, balls in parts_of(body).items():
            depth = max(in_box(p, r, box) for p, r in _dense(balls)) - body.physique.padding(part) * STATURE
            if depth > (FLESH if part.startswith(("thigh", "shank")) else FIRM):
                inside = deep.setdefault(name, {})
                inside[part] = max(depth, inside.get(part, 0.0))
    for name, inside in deep.items():
        part = max(inside, key=lambda one: inside[one])
        more = f" (and {len(inside) - 1} more)" if len(inside) > 1 else ""
        yield Flaw(part, f"{inside[part]:.1f} cm through the {name}{more}", TRY["thing"] % name, "through")


def in_box(p: Vec, r: float, box: Box) -> float:
    """Return how deep a ball lies in a box, in centimetres; negative if it does not touch it."""
    gaps = [max(box[2 * i] - p[i], p[i] - box[2 * i + 1]) for i in range(3)]
    outside = [max(g, 0.0) for g in gaps]
    far = length((outside[0], outside[1], outside[2]))
    return r - far if far > 0 else r - max(gaps)
