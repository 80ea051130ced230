"""Arm placement: where an arm goes so that its hand or forearm touches what the pose says."""

from math import sqrt

from planner.figure import anatomy
from planner.figure.anatomy import FOREARM, SIGN, UPPER_ARM, Body
from planner.figure.landmarks import behind_back, in_trunk, spot
from planner.figure.legs import along, axes, towards
from planner.figure.physique import USUAL
from planner.figure.pose import Contact, Pose
from planner.figure.stance import CHAIR_ARM, CHAIR_BACK, CHAIR_BESIDE, HIPS_ON_SEAT, SEAT_DEPTH, Room
from planner.figure.vectors import UP, Frame, Vec, add, at, cross, dot, length, lerp, mul, sub, two_bones, unit

_DOWN: Vec = (0.0, 0.0, -1.0)
_ON_TABLE = (("forward", 30.0),)
"""How far from the shoulder a palm on a table lies where the author writes nothing; by eye."""
_BESIDE_HIPS = 19.5
"""How far from the middle a hand on one's own seat is, centimetres: beside the thigh, still on the seat."""
_ALONG_ARM = 24.0
"""How far from the back of a seat the wrist of a hand on the chair's arm is: the palm is near its front end."""
_FAR_HAND = 26.0
"""From this distance on, in centimetres, the fingers of a hand on the floor point away from the shoulder."""
_STRAP_LENGTH, _HAND_SLACK = 42.0, 5.0
"""How far from the chest, towards the foot, a strap is held, and how much nearer the wrist is; centimetres, by eye."""


def place_arm(pose: Pose, body: Body, side: str, room: Room, before: Body | None) -> None:
    """Put one arm where its contact asks for it; without one, where its angles do."""
    body.grips.pop(side, None)
    if side in room.gripping:
        body.grips[side] = "fist"
    contact, forearm = pose.contact("hand_" + side), pose.contact("forearm_" + side)
    if forearm is not None and forearm.target == "wall":
        _forearm_on_wall(body, side, forearm, room.wall or 0.0)
    elif forearm is not None:
        _forearm_down(pose, body, side, forearm, room.table if forearm.target == "table" else 0.0)
    elif contact is None:
        hang_arm(pose, body, side)
    else:
        _hold(pose, body, side, contact, room, before)


_BELOW = (80.0, -6.0, 95.0)
"""Shoulder, its abduction and elbow of the arm below of somebody on the side, degrees: in front, out of the way."""


def hang_arm(pose: Pose, body: Body, side: str) -> None:
    """Contact an arm by its angles; those that are not written are a relaxed arm's, by eye."""
    below = pose.position.under == side and "shoulder_" + side not in pose.table
    flexion, abduction, elbow = _BELOW if below else (4.0, 9.0, 12.0)
    shoulder = (
        pose.angle("shoulder_" + side, flexion),
        pose.angle("shoulder_abduction_" + side, abduction),
        pose.angle("shoulder_rotation_" + side),
    )
    turn, wrist = pose.angle("pronation_" + side, 20.0), pose.angle("wrist_" + side, 6.0)
    anatomy.set_arm(body, side, shoulder, pose.angle("elbow_" + side, elbow), turn, wrist)


def _hold(pose: Pose, body: Body, side: str, contact: Contact, room: Room, before: Body | None) -> None:
    words = pose.position.elbows
    if pose.base == "supine" and contact.target in ("belly", "chest"):
        words = "out down"
    pole = towards(pose, body, side, pose.text("elbow_to_" + side, words))
    if contact.target == "keep" and before is not None:
        body.grips.update({side: before.grips[side]} if side in before.grips else {})
        _reach(body, side, before.joints["wrist_" + side], pole, before.frames["hand_" + side])
    elif contact.target in ("floor", "keep", "table"):
        _palm_down(pose, body, side, contact, pole, room.table if contact.target == "table" else 0.0)
    elif contact.target in ("wall", "chair_back", "chair_seat", "chair_arm", "strap"):
        _hold_thing(pose, body, side, contact, pole, room)
    elif room.behind and contact.target in _AT_STICK:
        _grip_behind(pose, body, side, contact, pole)
    else:
        _hand_on_body(pose, body, side, contact, pole)


def _reach(body: Body, side: str, target: Vec, pole: Vec, frame: Frame | None = None, *, flat: bool = False) -> None:
    start = anatomy.shoulder_joint(body, side, unit(sub(target, body.joints["chest"])))
    start = anatomy.shoulder_joint(body, side, unit(sub(target, start)))
    if body.physique is not USUAL:
        target, pole = _clear(body, side, start, target, pole, flat=flat)
    elbow, wrist = two_bones(start, target, UPPER_ARM, FOREARM, pole)
    fore = unit(sub(wrist, elbow))
    hand = frame or anatomy.hand_frame(side, mul(body.frames["chest"][1], -SIGN[side]), fore)
    anatomy.put_arm(body, side, (start, elbow, wrist), hand)
    if length(sub(target, wrist)) > 0.2:
        body.missed.append(("hand_" + side, length(sub(target, wrist))))


_SHIFTS, _TURNS = (0.0, 2.5, 5.0, 7.5), (0.0, 0.5, 1.2, 2.5, 6.0)
"""How far forward a hand moves to be clear of a larger belly, centimetres, and how much its elbow points aside for it,
as a share of where it was to point; the first that will do."""
_PRESSED, _LEAST = 3.0, 0.2
"""How deep forearm and hand may press into the trunk then, centimetres: less than what the contact check allows; and
how far off is near enough."""


def _clear(body: Body, side: str, start: Vec, target: Vec, pole: Vec, *, flat: bool) -> tuple[Vec, Vec]:
    """Return where wrist and elbow go for hand and forearm to lie beside a trunk that is larger than usual."""
    chest = body.frames["chest"]
    off = (chest[0][0], chest[0][1], 0.0) if flat else chest[0]
    aside = mul(chest[1], SIGN[side])
    ways = [
        (add(target, mul(off, by)), unit(add(add(pole, mul(aside, k)), mul(chest[0], f * k))))
        for by in _SHIFTS
        for f in (0.0, 1.0)
        for k in _TURNS[f > 0 :]
    ]

    def flaw(way: tuple[Vec, Vec]) -> float:
        elbow, wrist = two_bones(start, way[0], UPPER_ARM, FOREARM, way[1])
        deep = max(in_trunk(body, lerp(elbow, wrist, t), 3.6 - 0.8 * t) for t in (0.0, 0.35, 0.7, 1.0))
        return max(0.0, deep - _PRESSED) + length(sub(way[0], wrist))

    wrong = []
    for way in ways:
        wrong.append(flaw(way))
        if wrong[-1] < _LEAST:
            return way
    return ways[wrong.index(min(wrong))]


def _palm_down(pose: Pose, body: Body, side: str, contact: Contact, pole: Vec, level: float) -> None:
    """Lay a palm on the floor or a table, at its distance from the shoulder."""
    ahead, _ = axes(pose, body)
    shoulder = anatomy.shoulder_joint(body, side, _DOWN)
    home = _ON_TABLE if contact.target == "table" else pose.position.palm
    target = add(shoulder, along(pose, body, side, contact.offset or home))
    target = (target[0], target[1], level + anatomy.WRIST_HEIGHT)
    across = (target[0] - shoulder[0], target[1] - shoulder[1], 0.0)
    fingers = unit(across) if length(across) > _FAR_HAND and pose.base != "prone" else ahead
    _reach(body, side, target, pole, anatomy.hand_frame(side, _DOWN, fingers), flat=True)


def _hold_thing(pose: Pose, body: Body, side: str, contact: Contact, pole: Vec, room: Room) -> None:
    """Put a hand against the wall, on a chair, or on the strap on its way to the foot."""
    shoulder = anatomy.shoulder_joint(body, side, _DOWN)
    by = along(pose, body, side, contact.offset)
    if contact.target == "strap":
        balls = anatomy.foot_balls(body, room.strap or "r")
        ball = lerp(balls["inner"][0], balls["outer"][0], 0.5)
        way = unit(sub(ball, body.joints["chest"]))
        body.grips[side] = "fist"
        side_step = mul(body.frames["chest"][1], SIGN[side] * 6.0)
        target = add(add(body.joints["chest"], mul(way, _STRAP_LENGTH)), add(side_step, by))
        _reach(body, side, add(target, mul(way, -_HAND_SLACK)), pole)
    elif contact.target == "wall":
        x = room.wall or 0.0
        ahead = 1.0 if x > shoulder[0] else -1.0
        target = add((x - ahead * anatomy.WRIST_HEIGHT, shoulder[1], shoulder[2]), by)
        _reach(body, side, target, pole, anatomy.hand_frame(side, (ahead, 0.0, 0.0), UP))
    elif contact.target == "chair_arm":
        left = body.hips[0] - HIPS_ON_SEAT if pose.base == "sitting" else room.chair
        inner, wide = CHAIR_ARM
        out = SIGN[side] * (inner + wide / 2)
        target = (left + _ALONG_ARM, out, room.seat + room.arms + anatomy.WRIST_HEIGHT)
        _reach(body, side, add(target, by), pole, anatomy.hand_frame(side, _DOWN, (1.0, 0.0, 0.0)))
    else:
        high, sits = contact.target == "chair_back", pose.base == "sitting"
        left = body.hips[0] - HIPS_ON_SEAT if sits else room.chair
        back = left if room.facing == "right" else left + SEAT_DEPTH
        # 6 cm short of the back or 8 cm on to the seat, hands a little narrower than the shoulders; beside somebody's
        # own hips, at the edge of the seat
        target = (
            back - (0.0 if room.beside else 6.0) if high else left + (HIPS_ON_SEAT if sits else 8.0),
            _across(side, shoulder, room, own_seat=sits and not high),
            room.seat + (CHAIR_BACK if high else 0.0) + anatomy.WRIST_HEIGHT,
        )
        body.grips[side] = "hook" if high else ""
        _reach(body, side, add(target, by), pole, anatomy.hand_frame(side, _DOWN, (1.0, 0.0, 0.0)))


def _across(side: str, shoulder: Vec, room: Room, *, own_seat: bool) -> float:
    """Return how far left a hand on a chair is: at the edge of one's own seat, or of a chair beside, or in front."""
    if room.beside:
        return SIGN[side] * (CHAIR_BESIDE - SEAT_DEPTH / 2 + 4.0)
    return SIGN[side] * _BESIDE_HIPS if own_seat else shoulder[1] * 0.8


def _forearm_down(pose: Pose, body: Body, side: str, contact: Contact, level: float) -> None:
    """Prop on a forearm: elbow under the shoulder, forearm flat."""
    words = pose.text("forearm_to_" + side, "forward")
    way = towards(pose, body, side, words)
    start = anatomy.shoulder_joint(body, side, _DOWN)
    under = add(start, along(pose, body, side, contact.offset))
    elbow = (under[0], under[1], level + anatomy.ELBOW_RADIUS)
    gap = length(sub(elbow, start))
    if abs(gap - UPPER_ARM) > 0.3:
        drop = start[2] - elbow[2]
        slide = sqrt(max(0.0, UPPER_ARM**2 - drop**2))
        elbow = add((start[0], start[1], elbow[2]), mul(way, slide))
        if drop > UPPER_ARM:
            body.missed.append(("forearm_" + side, drop - UPPER_ARM))
    wrist = add(elbow, mul(way, FOREARM * 0.998))
    wrist = (wrist[0], wrist[1], level + anatomy.WRIST_HEIGHT)
    anatomy.put_arm(body, side, (start, elbow, wrist), anatomy.hand_frame(side, _DOWN, way))


def _forearm_on_wall(body: Body, side: str, contact: Contact, wall: float) -> None:
    """Lay a forearm up the wall at x = `wall`: the elbow lower than the shoulder, the hand above it."""
    way = 1.0 if wall > body.joints["chest"][0] else -1.0
    start = anatomy.shoulder_joint(body, side, (way, 0.0, 0.0))
    flat = wall - way * anatomy.ELBOW_RADIUS
    across = abs(flat - start[0])
    if across > UPPER_ARM:
        body.missed.append(("forearm_" + side, across - UPPER_ARM))
    up = sum(n if word == "up" else -n for word, n in contact.offset if word in ("up", "down"))
    drop = sqrt(max(0.0, UPPER_ARM**2 - across**2)) if not up else -up
    elbow = add(start, mul(unit((flat - start[0], 0.0, -drop)), UPPER_ARM))
    wrist = (wall - way * anatomy.WRIST_HEIGHT, elbow[1], elbow[2] + FOREARM)
    wrist = add(elbow, mul(unit(sub(wrist, elbow)), FOREARM))
    anatomy.put_arm(body, side, (start, elbow, wrist), anatomy.hand_frame(side, (way, 0.0, 0.0), UP))


_AT_STICK = ("low_back", "neck", "head_back_l", "head_back_r")
"""Landmarks beside which a hand holds a stick that runs along the back."""


def _grip_behind(pose: Pose, body: Body, side: str, contact: Contact, pole: Vec) -> None:
    """Close a hand round the stick along the back, as high as a landmark: the fingers across the body, the thumb up."""
    low, high = behind_back(body)
    stick, there = (
        unit(sub(high, low)),
        add(spot(body, contact.target, side)[0], along(pose, body, side, contact.offset)),
    )
    point = add(low, mul(stick, dot(sub(there, low), stick)))
    chest = body.frames["chest"]
    frame = anatomy.hand_frame(side, chest[0], mul(chest[1], -SIGN[side]))
    body.grips[side] = "fist"
    _reach(body, side, at(point, frame, f=-anatomy.FIST[0], u=-anatomy.FIST[1]), pole, frame)


_ACROSS = ("thigh_back", "shin_front", "shin_low", "knee_back", "calf", "knee")
"""Landmarks of a leg that a hand wraps round, its fingers across the leg."""


def _hand_on_body(pose: Pose, body: Body, side: str, contact: Contact, pole: Vec) -> None:
    """Lay the palm on a landmark.

    The wrist is 1 to 1.7 cm off the skin and 6 to 9 cm behind the landmark along the fingers, so that the palm, not
    the wrist, is on it; by eye, as is the way the fingers point.
    """
    word = contact.target
    point, out, up = spot(body, word, side)
    point = add(point, along(pose, body, side, contact.offset))
    palm = mul(out, -1)
    name = word[:-2] if word[-2:] in ("_l", "_r") else word
    start = anatomy.shoulder_joint(body, side, unit(sub(point, body.joints["chest"])))
    if name in _ACROSS:
        body.grips[side] = "wrap"
        across = cross(out, up)
        if dot(across, mul(body.frame[1], -SIGN[side])) < 0:
            across = mul(across, -1)
        fingers = unit(add(across, mul(unit(sub(point, start)), 0.25)))
        target = add(point, add(mul(out, 1.7), mul(fingers, -9.0)))
    elif name == "shoulder":
        fingers = unit(sub(point, start))
        target = add(point, add(mul(out, 1.0), mul(fingers, -9.0)))
    elif name in ("hip", "low_back"):
        down = mul(up, -0.5)
        ahead = body.frame[0] if name == "hip" else mul(body.frame[1], -SIGN[side])
        fingers = unit(add(ahead, down))
        if name == "low_back":
            point = add(point, mul(body.frame[1], SIGN[side] * 7.0))
        target = add(point, add(mul(out, 1.5), mul(fingers, -6.0)))
    elif name in ("belly", "chest", "head_back", "head_side"):
        chest = body.frames["chest"][1]
        across = mul(chest, -SIGN[side])
        if name in ("head_back", "head_side"):
            across = unit(add(mul(body.frames["head"][1], -SIGN[side]), body.frames["head"][2]))
        else:
            point = add(point, mul(chest, SIGN[side] * 4.0))
            across = unit(add(mul(across, 0.75), mul(up, 0.65 if name == "chest" else -0.65)))
        fingers = across
        target = add(point, add(mul(out, 1.5), mul(fingers, -8.0)))
    else:
        reach = unit(sub(point, start))
        fingers = unit(sub(reach, mul(out, dot(reach, out))))
        target = add(point, add(mul(out, 1.6), mul(fingers, -8.0)))
    _reach(body, side, target, pole, anatomy.hand_frame(side, palm, fingers))
