"""Leg placement: where a leg goes so that its foot, calf or knee touches what the pose says."""

from math import asin, cos, degrees, radians, sin, sqrt

from planner.figure import anatomy
from planner.figure.anatomy import HIP_APART, SHANK, SIGN, THIGH, Body
from planner.figure.landmarks import CALF_RADIUS, lowest, spot
from planner.figure.pose import Contact, Pose
from planner.figure.positions import INSTEP_DOWN
from planner.figure.stance import kneels, set_out, sole_down
from planner.figure.vectors import (
    UP,
    Vec,
    add,
    length,
    mul,
    root,
    sub,
    two_bones,
    unit,
)

_ANKLE_OFF_SKIN = 3.4
"""From the middle of an ankle to the skin of the leg that it is crossed over, centimetres; by eye."""


def axes(pose: Pose, body: Body) -> tuple[Vec, Vec]:
    """Return the directions forward and left along the floor; forward is where the head of a lying person points."""
    ahead = body.frame[2] if pose.position.level else body.frame[0]
    if pose.base == "hands-and-knees" or abs(ahead[2]) > 0.9:
        ahead = (1.0, 0.0, 0.0)
    ahead = unit((ahead[0], ahead[1], 0.0))
    left = body.frame[1]
    if abs(left[2]) > 0.6:
        return ahead, (0.0, -1.0 if pose.position.under == "r" else 1.0, 0.0)
    return ahead, unit((left[0], left[1], 0.0))


def along(pose: Pose, body: Body, side: str, words: tuple[tuple[str, float], ...]) -> Vec:
    """Return the offset that directions with distances in centimetres add up to."""
    ahead, left = axes(pose, body)
    out = mul(left, SIGN[side]) if not pose.position.under else (0.0, -1.0, 0.0)
    ways = {
        "forward": ahead,
        "back": mul(ahead, -1),
        "out": out,
        "in": mul(out, -1),
        "up": UP,
        "down": (0.0, 0.0, -1.0),
    }
    total = (0.0, 0.0, 0.0)
    for word, number in words:
        total = add(total, mul(ways[word], number))
    return total


def towards(pose: Pose, body: Body, side: str, words: str) -> Vec:
    """Return the unit direction of some direction words, such as `back out`."""
    return unit(along(pose, body, side, tuple((word, 1.0) for word in words.split())))


def shin_slope(ankle: float) -> float:
    """Return how many degrees a kneeling leg's shin rises towards the ankle while its toes are on the floor."""
    # the big toe of `foot_balls`: ahead of the ankle, below it, and its radius; then the radius of the ankle
    toes = 18.0 * sin(radians(90 + ankle)) - 4.7 * cos(radians(90 + ankle)) + 1.9
    return degrees(asin(max(-0.3, min(0.9, (max(toes, 3.7) - anatomy.KNEE_RADIUS) / SHANK))))


def thigh_lean(pose: Pose, side: str, upright: float) -> float:
    """Return how far a kneeling leg's thigh leans back, in degrees."""
    if "knee_" + side in pose.table:
        return pose.angle("knee_" + side) - 90.0 - shin_slope(pose.angle("ankle_" + side, INSTEP_DOWN))
    if "hip_" + side in pose.table and pose.base != "hands-and-knees":
        return pose.angle("hip_" + side) - upright
    return 0.0


def place_leg(pose: Pose, body: Body, side: str, seat: float, step: float, before: Body | None) -> None:
    """Put one leg where its contact asks for it; without one, where its angles do."""
    contact = pose.contact("foot_" + side)
    if contact is None and sole_down(pose, side) and _follows(pose, side):
        contact = Contact("floor")
    if pose.contact("calf_" + side) is not None:
        _calf_on_seat(pose, body, side, seat)
    elif contact is not None and contact.target != "flat":
        _place_foot(pose, body, side, contact, step, before)
    elif kneels(pose, side):
        _kneel(pose, body, side)
    else:
        _lie_down(pose, body, side)
        _finish_foot(pose, body, side)


def _hip(pose: Pose, side: str, flexion: float) -> Vec:
    return (flexion, pose.angle("hip_abduction_" + side, HIP_APART), pose.angle("hip_rotation_" + side))


def _finish_foot(pose: Pose, body: Body, side: str) -> None:
    toe_out = pose.angle("toe_out_" + side, anatomy.TOE_OUT)
    if sole_down(pose, side):
        anatomy.flatten_foot(body, side, toe_out)
    else:
        anatomy.set_foot(body, side, pose.angle("ankle_" + side, pose.position.ankle), toe_out)


def _lie_down(pose: Pose, body: Body, side: str) -> None:
    """Lay a leg along the floor: the angles that are not written are solved, first the thigh's, then the toes'."""
    knee = pose.angle("knee_" + side, pose.position.knee)
    hip = _hip(pose, side, pose.angle("hip_" + side))
    if pose.base == "supine" and "hip_" + side not in pose.table:

        def heel(angle: float) -> float:
            anatomy.set_leg(body, side, (angle, hip[1], hip[2]), knee)
            anatomy.set_foot(body, side, pose.angle("ankle_" + side, pose.position.ankle))
            return lowest(body, "foot_" + side)

        hip = (root(heel, -12, 60, 0.0, 8.0) or 0.0, hip[1], hip[2])
    if pose.base == "prone" and "hip_" + side not in pose.table:

        def above(angle: float) -> float:
            anatomy.set_leg(body, side, (angle, hip[1], hip[2]), knee)
            return body.joints["knee_" + side][2] - anatomy.KNEE_RADIUS

        hip = (root(above, -40, 40, 0.0, 20.0) or 0.0, hip[1], hip[2])
    if pose.position.under:
        hip = _on_side(pose, body, side, hip, knee)
    if pose.base == "prone" and "knee_" + side not in pose.table:

        def gap(angle: float) -> float:
            anatomy.set_leg(body, side, hip, angle)
            anatomy.set_foot(body, side, pose.angle("ankle_" + side, INSTEP_DOWN))
            return lowest(body, "foot_" + side)

        knee = root(gap, 0, 60, 5.0, 10.0) or pose.position.knee
    if pose.position.level and not pose.position.kneels:
        anatomy.set_leg(body, side, hip, knee)


def _on_side(pose: Pose, body: Body, side: str, hip: Vec, knee: float) -> Vec:
    """Return the hip's angles of a leg of who lies on the side: level, and the foot of the one below on the floor."""
    under = pose.position.under
    if under and "hip_abduction_" + side not in pose.table:
        sign = 1.0 if under == side else -1.0
        joints, frames = dict(body.joints), dict(body.frames)

        def level(angle: float) -> float:
            anatomy.set_leg(body, under, (hip[0], angle, hip[2]), knee)
            return body.joints["knee_" + under][2] - anatomy.KNEE_RADIUS

        hip = (hip[0], sign * (root(level, -30, 30, 0.0, 15.0) or 0.0), hip[2])
        body.joints, body.frames = joints, frames  # the leg above was tried out on the one under it
    if under == side and "hip_rotation_" + side not in pose.table:

        def foot(turn: float) -> float:
            anatomy.set_leg(body, side, (hip[0], hip[1], turn), knee)
            anatomy.set_foot(body, side, pose.angle("ankle_" + side), pose.angle("toe_out_" + side, anatomy.TOE_OUT))
            return lowest(body, "foot_" + side)

        hip = (hip[0], hip[1], 0.0 if foot(0.0) >= 0.0 else root(foot, 0, 45, 0.0, 15.0) or 0.0)
    return hip


def _kneel(pose: Pose, body: Body, side: str) -> None:
    """Stand a leg on its knee, with the shin behind it along the floor."""
    upright = 0.0 if pose.base == "hands-and-knees" else pose.angle("pitch")
    lean = radians(thigh_lean(pose, side, upright))
    ankle = pose.angle("ankle_" + side, INSTEP_DOWN)
    slope = radians(shin_slope(ankle))
    ahead, left = axes(pose, body)
    out = mul(left, SIGN[side] * sin(radians(pose.angle("hip_abduction_" + side, HIP_APART))))
    start = anatomy.hip_joint(body, side)
    drop = start[2] - anatomy.KNEE_RADIUS
    flat = THIGH * length(out)
    reach = sqrt(max(0.0, THIGH**2 - drop**2 - flat**2))
    knee = add(start, add(mul(ahead, reach if lean >= 0 else -reach), mul(out, THIGH)))
    knee = (knee[0], knee[1], anatomy.KNEE_RADIUS)
    end = add(knee, add(mul(ahead, -SHANK * cos(slope)), mul(UP, SHANK * sin(slope))))
    anatomy.reach_leg(body, side, knee, end, ahead)
    anatomy.set_foot(body, side, ankle, pose.angle("toe_out_" + side, 2.0))


def _calf_on_seat(pose: Pose, body: Body, side: str, seat: float) -> None:
    """Rest a calf on the seat with the shin level."""
    ahead, left = axes(pose, body)
    start = anatomy.hip_joint(body, side)
    height = seat + CALF_RADIUS
    rise = height - start[2]
    feet = mul(ahead, -1.0)
    apart = mul(left, SIGN[side] * THIGH * sin(radians(pose.angle("hip_abduction_" + side, HIP_APART))))
    reach = sqrt(max(0.0, THIGH**2 - rise**2 - length(apart) ** 2))
    knee = add(add(start, apart), add(mul(feet, reach), mul(UP, rise)))
    if abs(rise) > THIGH:
        body.missed.append(("calf_" + side, abs(rise) - THIGH))
    anatomy.reach_leg(body, side, knee, add(knee, mul(feet, SHANK)), UP)
    anatomy.set_foot(body, side, pose.angle("ankle_" + side, -12.0), pose.angle("toe_out_" + side, 6.0))


def _place_foot(pose: Pose, body: Body, side: str, contact: Contact, step: float, before: Body | None) -> None:
    pole = towards(pose, body, side, pose.text("knee_to_" + side, "up" if pose.position.level else "forward"))
    start = anatomy.hip_joint(body, side)
    level = anatomy.ANKLE_HEIGHT + (step if contact.target == "step" else 0.0)
    flat = True
    if contact.target == "keep" and before is not None:
        target = before.joints["ankle_" + side]
    elif contact.target in ("floor", "keep", "step"):
        found = _on_floor(pose, body, side, contact, level, start)
        if found is None:
            anatomy.set_leg(body, side, _hip(pose, side, pose.angle("hip_" + side)), pose.angle("knee_" + side))
            _finish_foot(pose, body, side)
            return
        target = found
    else:
        point, out, _ = spot(body, contact.target, side)
        target, flat = add(point, add(mul(out, _ANKLE_OFF_SKIN), along(pose, body, side, contact.offset))), False
    knee, ankle = two_bones(start, target, THIGH, SHANK, pole)
    anatomy.reach_leg(body, side, knee, ankle, pole)
    if length(sub(target, ankle)) > 0.2:
        body.missed.append(("foot_" + side, length(sub(target, ankle))))
    if contact.target == "keep" and before is not None:
        body.frames["foot_" + side] = before.frames["foot_" + side]
    elif flat:
        anatomy.flatten_foot(body, side, pose.angle("toe_out_" + side, anatomy.TOE_OUT))
    else:
        anatomy.set_foot(body, side, pose.angle("ankle_" + side), pose.angle("toe_out_" + side, anatomy.TOE_OUT))


def _follows(pose: Pose, side: str) -> bool:
    """Return whether the other leg settles how high the hips are, so that this knee bends until its sole is down."""
    return set_out(pose, side) is None and set_out(pose, "r" if side == "l" else "l") is not None


def _on_floor(pose: Pose, body: Body, side: str, contact: Contact, level: float, start: Vec) -> Vec | None:
    """Return where the ankle goes: the distance written, or else where the bend of the knee puts it."""
    ahead, left = axes(pose, body)
    if contact.offset:
        target = add(start, along(pose, body, side, contact.offset))
        return (target[0], target[1], level)
    if pose.base == "standing":
        return (start[0], start[1], level) if _follows(pose, side) else None
    drop = start[2] - level
    out = mul(left, SIGN[side] * THIGH * sin(radians(pose.angle("hip_abduction_" + side, HIP_APART))))
    if pose.base == "sitting" and "knee_" + side not in pose.table:  # the shin is upright
        rise = start[2] - (level + SHANK)
        target = add(add(start, out), mul(ahead, sqrt(max(0.0, THIGH**2 - rise**2))))
        return (target[0], target[1], level)
    knee = radians(pose.angle("knee_" + side, 90.0))
    chord = THIGH**2 + SHANK**2 + 2 * THIGH * SHANK * cos(knee)
    feet = 1.0 if pose.base in ("half-kneeling", "sitting") else -1.0
    target = add(add(start, out), mul(ahead, feet * sqrt(max(0.0, chord - drop**2 - length(out) ** 2))))
    return (target[0], target[1], level)
