"""The solver: it turns a pose into a body whose contacts hold.

It goes from the middle outwards: spine and head; the tilt at which the parts that bear weight rest; height and place;
legs; the head on the floor or a pillow; arms.
"""

from math import atan2, cos, degrees, radians, sin, sqrt

from planner.figure import anatomy
from planner.figure.anatomy import FOREARM, HIP_APART, SHANK, SIDES, SIGN, THIGH, UPPER_ARM, Body
from planner.figure.arms import hang_arm, place_arm
from planner.figure.landmarks import lowest, middle, single_sets
from planner.figure.legs import place_leg, thigh_lean
from planner.figure.physique import USUAL, Physique
from planner.figure.pose import Contact, Pose
from planner.figure.stance import Room, held, kneels, rests, set_out, settled, sole_down
from planner.figure.vectors import (
    NONE,
    UP,
    WORLD,
    Frame,
    Vec,
    add,
    at,
    dot,
    length,
    mul,
    nod,
    root,
    spin,
    sub,
    tip,
    two_bones,
    unit,
)
from planner.figure.vocabulary import SINGLE_ANGLES

_SITTING_HIP = 86.0
"""Flexion of the hips of somebody who sits upright, degrees; by eye."""
_STRAIGHT = 0.992
"""The span of an arm that props the trunk, as a share of its length: straight, but not locked."""
_MIDFOOT = 3.0
"""How far in front of the ankles the body's weight is carried, centimetres; by eye."""
_UNSOLVED = 5.0
"""The distance reported for contacts that no tilt brings together, centimetres: any that is not near."""


def solve(pose: Pose, room: Room, before: Body | None, pose_before: Pose | None, physique: Physique = USUAL) -> Body:
    """Return the body in the pose.

    `before` and `pose_before` are the picture before, whose place and whose kept hands and feet carry over. Contacts
    out of reach are listed in the body's `missed`.
    """
    body = Body(WORLD, NONE, physique=physique)
    _bend_spine(pose, body, pose.angle("lumbar"))
    if pose.base == "prone" and room.under_belly and not {"pitch", "lumbar", "ground"} & set(pose.table):
        _over_pillow(pose, body, room.under_belly)
    anatomy.set_head(body, pose.angle("neck"), pose.angle("neck_side"), pose.angle("neck_twist"))
    for side in SIDES:
        anatomy.set_leg(body, side, _hip(pose, side), pose.angle("knee_" + side, pose.position.knee))
        anatomy.set_foot(body, side, pose.angle("ankle_" + side, pose.position.ankle))
    pitch = _pitch(pose, body, before)
    frame = _tilted(pose, pitch)
    anatomy.move(body, frame, _height(pose, body, frame, room, before))
    for side in SIDES:
        hang_arm(pose, body, side)
    _pin(pose, body, room, before, pose_before)
    for side in sorted(SIDES, key=lambda s: (_on_other_leg(pose, s), not sole_down(pose, s))):
        place_leg(pose, body, side, room.seat, room.step, before)
    _rest_head(pose, body, room)
    for side in sorted(SIDES, key=lambda s: _on_other_arm(pose, s)):
        place_arm(pose, body, side, room, before)
    return body


def _bend_spine(pose: Pose, body: Body, lumbar: float) -> None:
    low = _arc(pose, "lumbar", -anatomy.LORDOSIS)
    arc = (lumbar - anatomy.LORDOSIS, low[1], low[2])
    anatomy.bend_spine(body, arc, _arc(pose, "thoracic", anatomy.KYPHOSIS), pose.angle("belly"))


def _over_pillow(pose: Pose, body: Body, high: float) -> None:
    """Bend the low back until the belly of somebody who lies face down is on a pillow, and the chest on the floor."""
    up = up_in(pose.position.frame)

    def gap(lumbar: float) -> float:
        _bend_spine(pose, body, lumbar)
        return lowest(body, "belly", up) - lowest(body, "back", up) - high

    _bend_spine(pose, body, 0.0 if gap(0.0) >= 0.0 else root(gap, 0, 60, 10.0, 5.0) or 0.0)


def _on_other_leg(pose: Pose, side: str) -> bool:
    contact = pose.contact("foot_" + side)
    return contact is not None and contact.target.endswith("_l" if side == "r" else "_r")


def _on_other_arm(pose: Pose, side: str) -> bool:
    contact = pose.contact("hand_" + side)
    return contact is not None and contact.target.startswith(("hand_", "wrist_", "elbow_"))


def _arc(pose: Pose, part: str, rest: float) -> Vec:
    return (pose.angle(part) + rest, pose.angle(part + "_side"), pose.angle(part + "_twist"))


def _hip(pose: Pose, side: str) -> Vec:
    return (
        pose.angle("hip_" + side),
        pose.angle("hip_abduction_" + side, HIP_APART),
        pose.angle("hip_rotation_" + side),
    )


def _tilted(pose: Pose, pitch: float) -> Frame:
    position = pose.position
    turn = SIGN.get(position.under)
    frame = nod(position.frame, pitch) if turn is None else tip(position.frame, pitch * turn)
    frame = spin(tip(frame, pose.angle("roll")), pose.angle("turn"))
    heading = pose.angle("heading")
    if heading:
        c, s = cos(radians(heading)), sin(radians(heading))
        turned = [(d[0] * c - d[1] * s, d[0] * s + d[1] * c, d[2]) for d in frame]
        frame = (turned[0], turned[1], turned[2])
    return frame


def up_in(frame: Frame) -> Vec:
    """Return the world's up in the coordinates of a frame."""
    return (frame[0][2], frame[1][2], frame[2][2])


def _pitch(pose: Pose, body: Body, before: Body | None) -> float:
    """Return how far the body leans forward, in degrees: as written, or as its contacts need."""
    if "pitch" in pose.table:
        return pose.angle("pitch")
    sets = rests(pose)
    found: float | None = 0.0
    kept = next((s for s in SIDES if pose.contact("foot_" + s) == Contact("keep") and "hip_" + s in pose.table), None)
    if before is not None and kept and sets[0] == "back":
        found = _lifted(pose, body, kept, before)
    elif pose.position.kneels:
        found = _kneeling_pitch(pose, body, sets)
    elif pose.base == "standing":
        found = 0.0 if pose.contact("back") else _balanced(pose, body)
    elif pose.base == "sitting":
        # of two hips the one that is bent less: the other leg is lifted
        found = min((pose.angle(key) for key in ("hip_l", "hip_r") if key in pose.table), default=_SITTING_HIP)
        found -= _SITTING_HIP
    elif len(sets) > 1:
        groups = _groups(sets)

        def gap(pitch: float) -> float:
            up = up_in(_tilted(pose, pitch))
            heights = [min(lowest(body, n, up, flat=n[:4] == "foot") for n in group) for group in groups[:2]]
            return heights[0] - heights[1]

        found = root(gap, -60, 75, 0.0, 15.0) if len(groups) > 1 else 0.0
    if found is None:
        body.missed.append((" ".join(sets), _UNSOLVED))
        return 0.0
    return found


def _lifted(pose: Pose, body: Body, side: str, before: Body) -> float | None:
    """Return the pitch of a bridge: back and foot stay put, and the pelvis rises until the hip is bent as written."""
    pinned, joint = middle(body, ("back",)), anatomy.hip_joint(body, side)
    ankle, centre = before.joints["ankle_" + side], middle(before, ("back",))

    def gap(pitch: float) -> float:
        frame = _tilted(pose, pitch)
        up = up_in(frame)
        high = dot(pinned, up) - lowest(body, "back", up)
        start = at((centre[0], centre[1], high), frame, *sub(joint, pinned))
        knee, _ = two_bones(start, ankle, THIGH, SHANK, UP)
        thigh = unit(sub(knee, start))
        return degrees(atan2(dot(thigh, frame[0]), -dot(thigh, frame[2]))) - pose.angle("hip_" + side)

    return root(gap, -50, 10, -20.0, 10.0)


def _groups(sets: tuple[str, ...]) -> list[list[str]]:
    """Group contact sets so that left and right of a pair are together."""
    groups: dict[str, list[str]] = {}
    for name in sets:
        groups.setdefault(name[:-2] if name[-2:] in ("_l", "_r") else name, []).append(name)
    return list(groups.values())


def _kneeling_pitch(pose: Pose, body: Body, sets: tuple[str, ...]) -> float | None:
    """Return the pitch on hands and knees at which the arms are straight, or another part rests on the floor."""
    if pose.base != "hands-and-knees":
        return 0.0
    hips, side = min(
        ((_kneeling_hips(pose, s, 0.0), s) for s in _bearing(pose)), default=(_kneeling_hips(pose, "r", 0.0), "r")
    )
    others = [name for name in sets if name[:4] not in ("knee", "shin", "foot")]
    joint = anatomy.hip_joint(body, side)

    def height(pitch: float) -> float:
        up = up_in(_tilted(pose, pitch))
        if others:
            return hips + min(lowest(body, name, up) for name in others) - dot(joint, up)
        shoulders = [dot(anatomy.shoulder_joint(body, one, mul(up, -1)), up) for one in SIDES]
        return hips + sum(shoulders) / 2 - dot(joint, up) - (UPPER_ARM + FOREARM) * _STRAIGHT - anatomy.WRIST_HEIGHT

    return root(height, -75, 60, -8.0, 15.0)


def _bearing(pose: Pose) -> list[str]:
    """Return the sides of the legs that kneel; those with angles of their own if only one has."""
    kneeling = [side for side in SIDES if kneels(pose, side)]
    stems = ("knee", "hip", "hip_abduction")
    return [side for side in kneeling if any(f"{stem}_{side}" in pose.table for stem in stems)] or kneeling


def _kneeling_hips(pose: Pose, side: str, upright: float) -> float:
    lean = thigh_lean(pose, side, upright)
    return anatomy.KNEE_RADIUS + THIGH * cos(radians(lean)) * cos(
        radians(pose.angle("hip_abduction_" + side, HIP_APART))
    )


def _balanced(pose: Pose, body: Body) -> float | None:
    """Return the pitch at which the weight of somebody on both feet is over the middle of the feet."""
    if not (sole_down(pose, "l") and sole_down(pose, "r")) or any(
        pose.contact("foot_" + s) not in (None, Contact("floor"), Contact("flat")) for s in SIDES
    ):
        return 0.0
    ankles = mul(add(body.joints["ankle_l"], body.joints["ankle_r"]), 0.5)
    knees = mul(add(body.joints["knee_l"], body.joints["knee_r"]), 0.5)
    # shares of body mass after Winter: trunk, head, arms; then thighs at their middle, and shanks with feet
    weights = ((body.spine[7].centre, 0.50), (body.joints["head"], 0.08), (body.joints["chest"], 0.10))
    legs = ((mul(knees, 0.45), 0.2), (add(mul(knees, 0.5), mul(ankles, 0.5)), 0.12))
    total = NONE
    for point, share in (*weights, *legs):
        total = add(total, mul(sub(point, ankles), share))

    def off(pitch: float) -> float:
        frame = _tilted(pose, pitch)
        front = (frame[0][0], frame[1][0], frame[2][0])
        return dot(total, front) - _MIDFOOT

    return root(off, -50, 80, 0.0, 10.0)


def _height(pose: Pose, body: Body, frame: Frame, room: Room, before: Body | None) -> Vec:
    """Return where the middle of the hips goes, so that what bears weight is on the floor or the seat."""
    up = up_in(frame)
    if pose.position.kneels and not ({"pelvis", "trunk"} & set(rests(pose))):
        upright = 0.0 if pose.base == "hands-and-knees" else pose.angle("pitch")
        heights = [_kneeling_hips(pose, s, upright) - dot(anatomy.hip_joint(body, s), up) for s in _bearing(pose)]
        if heights:
            return (0.0, 0.0, min(heights))
    high = _stance(pose, body, up)
    if high is None and pose.base == "standing" and before is not None:
        high = _over_kept(pose, body, frame, before)
    if high is not None:
        return (0.0, 0.0, high)
    level = room.seat if pose.base == "sitting" else 0.0
    names = [name for name in rests(pose) if settled(pose, name)] or rests(pose)
    low = min(lowest(body, name, up, flat=sole_down(pose, name[-1])) for name in names)
    return (0.0, 0.0, level - low)


def _stance(pose: Pose, body: Body, up: Vec) -> float | None:
    """Return how high the hips are if a foot is set out, as the bend of the knees allows; None if no foot is."""
    out = {side: set_out(pose, side) for side in SIDES}
    if out["l"] is None and out["r"] is None:
        return None
    heights = []
    for side, ahead in out.items():
        under = pose.contact("foot_" + side) == Contact("floor") and "knee_" + side in pose.table
        if ahead is None and not under:
            continue
        drop = _leg_drop(pose, side, ahead or 0.0)
        heights.append(anatomy.ANKLE_HEIGHT + drop - dot(anatomy.hip_joint(body, side), up))
    return min(heights)


def _over_kept(pose: Pose, body: Body, frame: Frame, before: Body) -> float | None:
    """Return how high the hips are over feet that are kept, as the knees that are written allow; None without any."""
    heights = []
    for side in SIDES:
        if pose.contact("foot_" + side) == Contact("keep") and "knee_" + side in pose.table:
            ankle = sub(before.joints["ankle_" + side], before.hips)
            joint = at(NONE, frame, *anatomy.hip_joint(body, side))
            apart = length((ankle[0] - joint[0], ankle[1] - joint[1], 0.0))
            heights.append(before.joints["ankle_" + side][2] + _leg_drop(pose, side, apart) - joint[2])
    return min(heights, default=None)


def _leg_drop(pose: Pose, side: str, apart: float) -> float:
    """Return how high a hip is over its ankle, which is so far off along the floor, as the bend of the knee allows."""
    knee = radians(pose.angle("knee_" + side))
    return sqrt(max(0.0, THIGH**2 + SHANK**2 + 2 * THIGH * SHANK * cos(knee) - apart**2))


def _pin(pose: Pose, body: Body, room: Room, before: Body | None, pose_before: Pose | None) -> None:
    """Slide the body along the floor to where it was in the picture before, or to the wall."""
    names = single_sets(tuple(pose.text("pin").split())) or tuple(n for n in rests(pose) if settled(pose, n))
    if pose.base == "standing" and any(pose.contact("foot_" + side) == Contact("keep") for side in SIDES):
        names = tuple(n for n in names if n[:-2] != "foot" or pose.contact(n)) or ("pelvis",)  # the other one moves
    if pose.position.kneels:
        for side in SIDES:
            if kneels(pose, side):
                place_leg(pose, body, side, room.seat, room.step, None)
    if before is None or pose_before is None:
        target, names = NONE, names or ("pelvis",)
    else:
        shared = tuple(n for n in names if n in held(pose_before))
        names = shared or names or ("pelvis",)
        target = middle(before, names)
    here = middle(body, names)
    by = (target[0] - here[0], target[1] - here[1], 0.0)
    if pose.contact("back") and room.wall is not None:
        by = (room.wall - anatomy.rear(body), by[1], 0.0)
    anatomy.move_by(body, by)


def _rest_head(pose: Pose, body: Body, room: Room) -> None:
    """Bend the neck until the head touches the floor, the pillow or the wall."""
    contact = pose.contact("head")
    if contact is None:
        return
    side, twist = pose.angle("neck_side"), pose.angle("neck_twist")
    level = contact.height or (room.pillow if contact.target == "pillow" else 0.0)

    sideways = bool(pose.position.under)

    def turn(angle: float) -> None:
        if sideways:
            anatomy.set_head(body, pose.angle("neck"), angle, twist)
        else:
            anatomy.set_head(body, angle, side, twist)

    def gap(angle: float) -> float:
        turn(angle)
        if contact.target == "wall":
            return body.joints["head"][0] - anatomy.HEAD_RADIUS - (room.wall or 0.0)
        return lowest(body, "head") - level

    low, high = SINGLE_ANGLES["neck_side" if sideways else "neck"]
    found = root(gap, low, high, side if sideways else pose.angle("neck"), 15.0)
    if found is None:
        body.missed.append(("head", min(abs(gap(low)), abs(gap(high)))))
    turn(found or 0.0)
