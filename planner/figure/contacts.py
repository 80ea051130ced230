"""The contact check: everything touches what it should, and nothing passes through anything else.

Each contact that a pose declares must hold to within one hundredth of stature. Flesh gives: soft parts may press into
each other by a few centimetres, a limb into the trunk or a chair by less.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from planner.figure import vocabulary
from planner.figure.advice import tried
from planner.figure.anatomy import ANKLE_HEIGHT, SIDES, STATURE, Ball, Body, hand_balls, limb_balls, rear
from planner.figure.cushions import too_high, without_room
from planner.figure.flaws import FIRM, FLESH, NEAR, TRY, Flaw
from planner.figure.footing import beside_step
from planner.figure.joints import elbow_bend, hip_bend, knee_bend
from planner.figure.landmarks import lowest, spot
from planner.figure.physique import USUAL, Physique
from planner.figure.pose import Contact, Pose
from planner.figure.props import UNDER_BELLY
from planner.figure.scene import Scene, Solved, solved
from planner.figure.stance import Room, rests, sole_down
from planner.figure.through import in_box, parts_of, through, through_boxes
from planner.figure.vectors import length, lerp, sub
from planner.problems import Problem

_RANGE_SLACK = 3.0
"""How far a solved joint may go beyond its range, degrees."""


def contacts(scene: Scene, n: int, physique: Physique = USUAL) -> list[Problem]:
    """Return what is wrong in picture n, for somebody of a physique, with what to try; empty if everything holds."""
    flaws = list(_flaws(scene, n, physique))
    return _once(tried(scene, n, tuple(flaws), _flaws, physique)) if flaws else []


def _flaws(scene: Scene, n: int, physique: Physique) -> Iterator[Flaw]:
    """Yield what is wrong in picture n, what is found fastest first."""
    found = solved(scene, physique)
    pose, body = scene.pictures[n].pose, found.bodies[n]
    behind = _wall_behind(pose, body, found)
    yield from behind
    looks: tuple[Callable[[], Iterable[Flaw]], ...] = (
        lambda: _declared(pose, body, found),
        lambda: _unborne(pose, found),
        lambda: _without_room(pose, body, found),
        lambda: _under_floor(pose, body),
        lambda: _joints(body),
        lambda: through(body),
        lambda: through_boxes(body, found),
    )
    for flaw in (flaw for look in looks for flaw in look()):
        # arms that reach backwards go wrong in ways that do not help the author
        if not behind or not flaw.part.startswith(("hand", "forearm", "arm", "elbow")):
            yield flaw


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
        return [Flaw("hand", "there is no wall", TRY["in front"])]
    if (walls[0][0] - body.hips[0]) * body.frame[0][0] > -FLESH:
        return []
    return [Flaw("hand", "the wall is behind", TRY["in front"])]


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
        return TRY["table"]
    if what.startswith("foot") and pose.base == "standing" and contact is not None:
        if contact.target == "keep":
            return TRY["kept"]
        if _split(pose):
            return _closer(pose)
    return TRY.get(what[:4], "")


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
    return TRY["hips"] % knee if knee in pose.table else TRY["apart"]


def _weight(pose: Pose) -> str:
    return _closer(pose) if _split(pose) else TRY["weight"]


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
        yield Flaw(part, f"{_off(gap)} the top of the step", TRY["foot"], "rest")


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
    elif thing == "chair":
        part = "chair arm" if hand.target == "chair_arm" else "chair"
        boxes = [box for name, box in found.standing.boxes if name == part]
        gap = min((-in_box(p, r, box) for p, r in balls for box in boxes), default=0.0)
        if not boxes:
            yield Flaw(f"hand_{side}", "the chair has no arms", TRY["arms"], "reach")
        elif gap > 2 * NEAR:
            yield Flaw(f"hand_{side}", f"{gap:.1f} cm off the {part}", TRY["thing"] % "chair")
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


def _unborne(pose: Pose, found: Solved) -> Iterator[Flaw]:
    """Find a person who sits on nothing, or half kneels with no foot in front."""
    if pose.base == "sitting" and not any(name in ("chair", "bed", "table") for name, _ in found.standing.boxes):
        yield Flaw("base", "there is nothing to sit on", "add it to the props, such as props: [chair]")
    if pose.base == "half-kneeling" and not any(sole_down(pose, side) for side in SIDES):
        yield Flaw("base", "no foot is in front", "write foot_l: floor forward 44 (foot_r: the right one)")


def _without_room(pose: Pose, body: Body, found: Solved) -> Iterator[Flaw]:
    """Find a pillow too high for a belly, and what a low back lies flat on: it neither shows it nor is lifted by it."""
    for prop in too_high(found.props):
        text = f"{prop.measure('height'):g} cm high; a belly lies on one of up to {UNDER_BELLY:g}"
        yield Flaw(prop.name, text, TRY["belly"] % UNDER_BELLY)
    for prop, room in without_room(found.props, body, pose):
        high = prop.measure("height")
        yield Flaw(prop.name, f"{high:g} cm high, but {room:.1f} cm of room under the low back", TRY["room"])


def _under_floor(pose: Pose, body: Body) -> Iterator[Flaw]:
    """Find the part that is deepest under the floor, and count the others."""
    lows = {name: min(p[2] - r for p, r in balls) for name, balls in parts_of(body).items()}
    lows["trunk"] = lowest(body, "trunk")
    lows = {name: low + body.physique.padding(name) * STATURE for name, low in lows.items()}
    sunk = [name for name, low in lows.items() if low < -(FIRM if name.startswith("thigh") else NEAR)]
    if sunk:
        deepest = min(sunk, key=lambda name: lows[name])
        more = f" (and {len(sunk) - 1} more)" if len(sunk) > 1 else ""
        gap = f"{-lows[deepest]:.1f}"
        yield Flaw(deepest, f"{gap} cm under the floor{more}", _weight(pose), "rest", gap)


def _joints(body: Body) -> Iterator[Flaw]:
    """Find joints that contacts have bent beyond their range."""
    for side in SIDES:
        yield from _range("hip", side, hip_bend(body, side))
        yield from _range("knee", side, knee_bend(body, side))
        yield from _range("elbow", side, elbow_bend(body, side))


def _range(name: str, side: str, angle: float) -> Iterator[Flaw]:
    low, high = vocabulary.PAIRED_ANGLES[name]
    if not low - _RANGE_SLACK <= angle <= high + _RANGE_SLACK:
        yield Flaw(f"{name}_{side}", f"{angle:.0f} degrees, out of range {low:g} to {high:g}")
