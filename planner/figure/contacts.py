"""The contact check: everything touches what it should, and nothing passes through anything else.

Each contact that a pose declares must hold to within one hundredth of stature. Flesh gives: soft parts may press into
each other by a few centimetres, a limb into the trunk or a chair by less.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import acos, atan2, degrees
from typing import Literal

from planner.figure import vocabulary
from planner.figure.anatomy import (
    ANKLE_HEIGHT,
    SIDES,
    STATURE,
    Ball,
    Body,
    foot_balls,
    hand_balls,
    limb_balls,
    rear,
)
from planner.figure.cushions import without_room
from planner.figure.footing import beside_step
from planner.figure.landmarks import in_trunk, lowest, spot
from planner.figure.physique import USUAL, Physique
from planner.figure.pose import Contact, Pose
from planner.figure.props import Box
from planner.figure.scene import Scene, Solved, solved
from planner.figure.stance import Room, rests, sole_down
from planner.figure.vectors import Vec, dot, length, lerp, mul, sub, unit
from planner.problems import Problem
from planner.values import frozen

NEAR = 0.01 * STATURE
"""The distance up to which a contact holds, centimetres."""

_FLESH, _FIRM = 4.5, 2.8
"""How deep soft and firm parts may lie in each other, centimetres; by eye."""
_THIGH_GIVE, _BONE_GIVE = 2.5, 0.6
"""How much deeper than that a thigh, or any other limb but a hand, may lie in the trunk."""
_RANGE_SLACK = 3.0
"""How far a solved joint may go beyond its range, degrees."""

_TRY = {
    "room": "hollow the back with a negative lumbar, or leave it out",
    "arm": "put the hand somewhere else, or point the elbow another way with elbow_to",
    "leg": "bend the hip less, or take the knee out with hip_abduction",
    "hand": "lean closer, or put the hand on something closer",
    "foot": "bend the knee more, or put the foot closer",
    "hips": "leave out the angle of the front knee (%s), or put the feet closer together",
    "apart": "put the feet closer together",
    "in front": "put it in front with props: [{wall: {at: 55}}]",
    "kept": "bend the other knee more, or write where the foot is, such as foot_r: floor back 45, instead of keep",
    "table": "move the table closer with at, or give the table another height, such as props: [{table: {height: 92}}]",
    "thing": "move the %s with at, or move the part away from it",
    "weight": "say what carries the weight with ground, and where each foot and hand is, such as foot_l: floor",
}
"""Advice for an author, by what is wrong."""


@frozen
class Flaw:
    """One thing that is wrong in a picture: the part of the body, and what is wrong with it."""

    part: str
    says: str
    advice: str = ""
    kind: Literal["reach", "through", "rest", "other"] = "other"
    gap: str = ""
    """The distance as printed, if the part is off the floor: one message is enough for one distance."""


def contacts(scene: Scene, n: int, physique: Physique = USUAL) -> list[Problem]:
    """Return what is wrong in picture n, for somebody of a physique, with what to try; empty if everything holds."""
    found = solved(scene, physique)
    pose, body = scene.pictures[n].pose, found.bodies[n]
    behind = _wall_behind(pose, body, found)
    flaws = [
        *_declared(pose, body, found),
        *_unborne(pose, found),
        *_without_room(pose, body, found),
        *_under_floor(pose, body),
        *_joints(body),
        *_through(body),
        *_through_boxes(body, found),
    ]
    if behind:  # arms that reach backwards go wrong in ways that do not help the author
        flaws = [flaw for flaw in flaws if not flaw.part.startswith(("hand", "forearm", "arm", "elbow"))]
    return _once([*behind, *flaws])


def _once(flaws: list[Flaw]) -> list[Problem]:
    """Return the problems: one per part and distance, and one for both sides if the same is wrong with them."""
    told: dict[tuple[str, str], tuple[str, str]] = {}
    far = {flaw.part for flaw in flaws if flaw.kind == "reach"}
    far |= {part.replace("hand", "elbow") for part in far}
    for flaw in flaws:
        if flaw.part in far and flaw.kind not in ("reach", "through"):
            continue  # the part that falls short explains it
        told.setdefault((flaw.part, flaw.gap or flaw.says), (flaw.says, flaw.advice))
    both: dict[tuple[str, str], list[str]] = {}
    for (part, _), said in told.items():
        both.setdefault(said, []).append(part)
    return [Problem(text=f"{', '.join(parts)}: {says}", advice=advice) for (says, advice), parts in both.items()]


def _wall_behind(pose: Pose, body: Body, found: Solved) -> list[Flaw]:
    """Find hands on a wall that is not there, or is behind a person who does not lean on it."""
    walls = [box for name, box in found.standing.boxes if name == "wall"]
    arms = [pose.contact(part + side) for part in ("hand_", "forearm_") for side in SIDES]
    on = any(contact and contact.target == "wall" for contact in arms)
    if not on or pose.contact("back") or pose.contact("head"):
        return []
    if not walls:
        return [Flaw("hand", "there is no wall", _TRY["in front"])]
    if (walls[0][0] - body.hips[0]) * body.frame[0][0] > -_FLESH:
        return []
    return [Flaw("hand", "the wall is behind", _TRY["in front"])]


def _declared(pose: Pose, body: Body, found: Solved) -> Iterator[Flaw]:
    room = found.room
    for what, gap in body.missed:
        if gap > NEAR:
            yield Flaw(what, f"{gap:.1f} cm out of reach", _reach_advice(pose, what), "reach")
    for name in rests(pose):
        contact = pose.contact(name) if name.startswith("foot") else None
        if contact is not None and contact.target == "step":
            continue
        level = room.seat if pose.base == "sitting" and name == "pelvis" else 0.0
        flat = sole_down(pose, name[-1])
        gap = lowest(body, name, flat=flat) - level
        if contact is not None and contact.target == "keep" and abs(gap - room.step) <= NEAR:
            continue  # it stays on the step
        if abs(gap) > NEAR:
            yield Flaw(name, f"{_off(gap)} the ground", _weight(pose), "rest", f"{abs(gap):.1f}")
    for side in SIDES:
        yield from _declared_limb(pose, body, found, side)
    yield from _declared_head_and_back(pose, body, room)


def _reach_advice(pose: Pose, what: str) -> str:
    """Return advice for a part that does not reach its place, or nothing."""
    contact = pose.contact(what)
    if what.startswith("hand") and contact is not None and contact.target == "table":
        return _TRY["table"]
    if what.startswith("foot") and pose.base == "standing" and contact is not None:
        if contact.target == "keep":
            return _TRY["kept"]
        if _split(pose):
            return _closer(pose)
    return _TRY.get(what[:4], "")


def _split(pose: Pose) -> str:
    """Return the side of the front foot of somebody who stands with one foot ahead, otherwise nothing."""
    ahead = {
        side: sum(n if way == "forward" else -n for way, n in contact.offset if way in ("forward", "back"))
        for side in SIDES
        if (contact := pose.contact("foot_" + side)) is not None
    }
    far = max(SIDES, key=lambda side: ahead.get(side, 0.0))
    apart = ahead.get("l", 0.0) - ahead.get("r", 0.0)
    return far if pose.base == "standing" and abs(apart) > 1.0 else ""


def _closer(pose: Pose) -> str:
    """Return advice for feet that are too far apart for the front knee, which has an angle or bends as it needs to."""
    knee = f"knee_{_split(pose)}"
    return _TRY["hips"] % knee if knee in pose.table else _TRY["apart"]


def _weight(pose: Pose) -> str:
    return _closer(pose) if _split(pose) else _TRY["weight"]


def _declared_head_and_back(pose: Pose, body: Body, room: Room) -> Iterator[Flaw]:
    head = pose.contact("head")
    if head is not None and head.target in ("floor", "pillow"):
        gap = lowest(body, "head") - (head.height or (room.pillow if head.target == "pillow" else 0.0))
        if abs(gap) > NEAR:
            yield Flaw("head", f"{_off(gap)} what it rests on")
    if pose.contact("back") is not None and room.wall is not None:
        gap = rear(body) - room.wall
        if abs(gap) > NEAR:
            yield Flaw("back", f"{gap:.1f} cm off the wall")


def _declared_limb(pose: Pose, body: Body, found: Solved, side: str) -> Iterator[Flaw]:
    room = found.room
    foot, hand = pose.contact("foot_" + side), pose.contact("hand_" + side)
    if foot is not None and foot.target == "step":
        yield from _on_step(pose, body, found, side)
    elif foot is not None and sole_down(pose, side) and foot.target != "keep":
        gap = body.joints["ankle_" + side][2] - ANKLE_HEIGHT
        if abs(gap) > NEAR:
            yield Flaw(f"foot_{side}", f"{_off(gap)} the floor", kind="rest", gap=f"{abs(gap):.1f}")
    if pose.contact("shin_" + side) is not None or pose.contact("calf_" + side) is not None:
        name = "shin_" if pose.contact("shin_" + side) else "calf_"
        level = 0.0 if name == "shin_" else room.seat
        balls = limb_balls(body, "shank", side)
        gap = (lowest(body, "shin_" + side) if name == "shin_" else min(p[2] - r for p, r in balls)) - level
        if abs(gap) > NEAR:
            yield Flaw(f"{name}{side}", f"{_off(gap)} what it rests on")
    if hand is not None and hand.target != "keep":
        yield from _declared_hand(hand, body, found, side)


def _on_step(pose: Pose, body: Body, found: Solved, side: str) -> Iterator[Flaw]:
    """Find a foot beside, above or below the step that it is said to stand on."""
    box = next((box for name, box in found.standing.boxes if name == "step"), None)
    part = f"foot_{side}"
    if box is None:
        yield Flaw(part, "there is no step", "add it to the props, such as props: [step]", "reach")
        return
    beside, advice = beside_step(pose, body, side, box)
    gap = body.joints["ankle_" + side][2] - ANKLE_HEIGHT - found.room.step
    if beside > NEAR:
        yield Flaw(part, f"{beside:.1f} cm beside the step", advice, "reach")
    elif abs(gap) > NEAR:
        yield Flaw(part, f"{_off(gap)} the top of the step", _TRY["foot"], "rest")


def _declared_hand(hand: Contact, body: Body, found: Solved, side: str) -> Iterator[Flaw]:
    room = found.room
    thing = hand.target.partition("_")[0]
    there = {name for name, _ in found.standing.boxes} | ({"strap"} if room.strap else set())
    if thing in ("chair", "table", "strap") and thing not in there:
        yield Flaw(f"hand_{side}", f"there is no {thing}", f"add it to the props, such as props: [{thing}]", "reach")
        return
    balls = list(hand_balls(body, side).values())
    if hand.target in ("floor", "table"):
        gap = min(p[2] - r for p, r in balls) - (room.table if hand.target == "table" else 0.0)
        if abs(gap) > NEAR:
            yield Flaw(
                f"hand_{side}",
                f"{_off(gap)} the {hand.target}",
                kind="rest",
                gap=f"{abs(gap):.1f}" if hand.target == "floor" else "",
            )
    elif hand.target in ("chair_back", "chair_seat"):
        boxes = [box for name, box in found.standing.boxes if name == "chair"]
        gap = min((-_in_box(p, r, box) for p, r in balls for box in boxes), default=0.0)
        if gap > 2 * NEAR:
            yield Flaw(f"hand_{side}", f"{gap:.1f} cm off the chair", _TRY["thing"] % "chair")
    elif hand.target not in vocabulary.HOLDS and not hand.offset:
        point = spot(body, hand.target, side)[0]
        gap = min(length(sub(p, point)) - r for p, r in [*balls, *_palm(balls)])
        if hand.target not in ("belly", "low_back", "chest") and gap > 2 * NEAR:
            yield Flaw(f"hand_{side}", f"{gap:.1f} cm off {hand.target}")


def _off(gap: float) -> str:
    """Return how far above or below its place a part is, as text."""
    return f"{abs(gap):.1f} cm {'off' if gap > 0 else 'under'}"


def _palm(balls: list[Ball]) -> list[Ball]:
    """Return balls between those of a hand."""
    return [(lerp(p, q, t), (r + s) / 2) for (p, r), (q, s) in pairwise(balls) for t in (0.33, 0.67)]


def _parts(body: Body) -> dict[str, list[Ball]]:
    parts: dict[str, list[Ball]] = {}
    for side in SIDES:
        for part in ("thigh", "shank", "arm", "forearm"):
            parts[f"{part}_{side}"] = limb_balls(body, part, side)
        parts["hand_" + side] = list(hand_balls(body, side).values())
        parts["foot_" + side] = list(foot_balls(body, side).values())
    parts["head"] = [(body.joints["head"], 9.6)]
    return parts


def _unborne(pose: Pose, found: Solved) -> Iterator[Flaw]:
    """Find a person who sits on nothing, or half kneels with no foot in front."""
    if pose.base == "sitting" and not any(name in ("chair", "bed", "table") for name, _ in found.standing.boxes):
        yield Flaw("base", "there is nothing to sit on", "add it to the props, such as props: [chair]")
    if pose.base == "half-kneeling" and not any(sole_down(pose, side) for side in SIDES):
        yield Flaw("base", "no foot is in front", "write foot_l: floor forward 44 (foot_r: the right one)")


def _without_room(pose: Pose, body: Body, found: Solved) -> Iterator[Flaw]:
    """Find pillows and towels that a low back lies flat on: it would neither show them nor be lifted by them."""
    for prop, room in without_room(found.props, body, pose):
        high = prop.measure("height")
        yield Flaw(prop.name, f"{high:g} cm high, but {room:.1f} cm of room under the low back", _TRY["room"])


def _under_floor(pose: Pose, body: Body) -> Iterator[Flaw]:
    """Find the part that is deepest under the floor, and count the others."""
    lows = {name: min(p[2] - r for p, r in balls) for name, balls in _parts(body).items()}
    lows["trunk"] = lowest(body, "trunk")
    lows = {name: low + body.physique.padding(name) * STATURE for name, low in lows.items()}
    sunk = [name for name, low in lows.items() if low < -(_FIRM if name.startswith("thigh") else NEAR)]
    if sunk:
        deepest = min(sunk, key=lambda name: lows[name])
        more = f" (and {len(sunk) - 1} more)" if len(sunk) > 1 else ""
        gap = f"{-lows[deepest]:.1f}"
        yield Flaw(deepest, f"{gap} cm under the floor{more}", _weight(pose), "rest", gap)


def _joints(body: Body) -> Iterator[Flaw]:
    """Find joints that contacts have bent beyond their range."""
    for side in SIDES:
        thigh, shank = body.frames["thigh_" + side], body.frames["shank_" + side]
        down = mul(thigh[2], -1)
        hip = degrees(atan2(dot(down, body.frame[0]), -dot(down, body.frame[2])))
        yield from _range("hip", side, hip)
        yield from _range("knee", side, degrees(acos(max(-1.0, min(1.0, dot(thigh[2], shank[2]))))))
        upper = sub(body.joints["elbow_" + side], body.joints["shoulder_" + side])
        fore = sub(body.joints["wrist_" + side], body.joints["elbow_" + side])
        yield from _range("elbow", side, degrees(acos(max(-1.0, min(1.0, dot(unit(upper), unit(fore)))))))


def _range(name: str, side: str, angle: float) -> Iterator[Flaw]:
    low, high = vocabulary.PAIRED_ANGLES[name]
    if not low - _RANGE_SLACK <= angle <= high + _RANGE_SLACK:
        yield Flaw(f"{name}_{side}", f"{angle:.0f} degrees, out of range {low:g} to {high:g}")


_PAIRS: tuple[tuple[str, str, float], ...] = (
    ("thigh_l", "thigh_r", _FLESH),
    ("shank_l", "shank_r", _FIRM),
    ("thigh_l", "shank_r", _FLESH),
    ("shank_l", "thigh_r", _FLESH),
    ("foot_l", "shank_r", _FIRM),
    ("foot_r", "shank_l", _FIRM),
    ("foot_l", "thigh_r", _FIRM),
    ("foot_r", "thigh_l", _FIRM),
    ("forearm_l", "forearm_r", _FIRM),
    ("forearm_l", "hand_r", _FIRM),
    ("forearm_r", "hand_l", _FIRM),
    ("hand_l", "head", _FIRM),
    ("hand_r", "head", _FIRM),
    ("forearm_l", "head", _FIRM),
    ("forearm_r", "head", _FIRM),
    ("thigh_l", "head", _FIRM),
    ("thigh_r", "head", _FIRM),
)


def _through(body: Body) -> Iterator[Flaw]:
    parts = _parts(body)
    pairs = list(_PAIRS)
    for arm in ("forearm_l", "forearm_r", "hand_l", "hand_r"):
        pairs += [
            (arm, leg + side, _FLESH if arm[0] == "h" else _FIRM) for leg in ("thigh_", "shank_") for side in SIDES
        ]
    for a, b, give in pairs:
        deep = _overlap(parts[a], parts[b]) - (body.physique.padding(a) + body.physique.padding(b)) * STATURE
        if deep > give:
            yield Flaw(a, f"{deep:.1f} cm through {b}", _advice(a), "through")
    for name in ("forearm_l", "forearm_r", "hand_l", "hand_r", "shank_l", "shank_r", "thigh_l", "thigh_r"):
        rows = parts[name][2:] if name.startswith("thigh") else parts[name]
        deep = max(in_trunk(body, p, r) for p, r in rows)
        firm = _FLESH if name.startswith("hand") else _FIRM + _BONE_GIVE
        deep -= (body.physique.soft + body.physique.padding(name)) * STATURE
        if deep > (_FLESH + _THIGH_GIVE if name.startswith("thigh") else firm):
            yield Flaw(name, f"{deep:.1f} cm through the trunk", _advice(name), "through")


def _advice(part: str) -> str:
    return _TRY["arm" if part.startswith(("hand", "forearm")) else "leg"]


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


def _through_boxes(body: Body, found: Solved) -> Iterator[Flaw]:
    """Find the part that is deepest in each prop, and count the others."""
    deep: dict[str, dict[str, float]] = {}
    for name, box in found.standing.boxes:
        if name in ("mat", "bed"):
            continue
        for part, balls in _parts(body).items():
            depth = max(_in_box(p, r, box) for p, r in _dense(balls)) - body.physique.padding(part) * STATURE
            if depth > (_FLESH if part.startswith(("thigh", "shank")) else _FIRM):
                inside = deep.setdefault(name, {})
                inside[part] = max(depth, inside.get(part, 0.0))
    for name, inside in deep.items():
        part = max(inside, key=lambda one: inside[one])
        more = f" (and {len(inside) - 1} more)" if len(inside) > 1 else ""
        yield Flaw(part, f"{inside[part]:.1f} cm through the {name}{more}", _TRY["thing"] % name, "through")


def _in_box(p: Vec, r: float, box: Box) -> float:
    gaps = [max(box[2 * i] - p[i], p[i] - box[2 * i + 1]) for i in range(3)]
    outside = [max(g, 0.0) for g in gaps]
    far = length((outside[0], outside[1], outside[2]))
    return r - far if far > 0 else r - max(gaps)
