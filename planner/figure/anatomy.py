"""The drawn person's anatomy: how long and how thick each part is, and where it lies for given joint angles.

Lengths are centimetres for a person 170 cm tall. The segment lengths follow the body-segment table of Drillis and
Contini as printed in D. A. Winter, *Biomechanics and Motor Control of Human Movement*: thigh .245 of stature, shank
.246, foot height .039, upper arm .186, forearm .146, hand .108, hip joint at .530, shoulder joint at .818. Thickness
is drawn, not measured: it and every other length without a source were set by eye, so that the outline looks like a
person and parts touch where flesh touches.

Order of rotations at a ball joint: flexion, then abduction, then rotation about the part's own length.
"""

from dataclasses import dataclass, field
from math import sqrt

from planner.figure.physique import USUAL, Physique
from planner.figure.vectors import (
    UP,
    WORLD,
    Frame,
    Vec,
    add,
    at,
    cross,
    dot,
    frame_along,
    length,
    lerp,
    mul,
    nod,
    spin,
    sub,
    tip,
    unit,
)

STATURE = 170.0
THIGH, SHANK, UPPER_ARM, FOREARM = 0.245 * STATURE, 0.246 * STATURE, 0.186 * STATURE, 0.146 * STATURE
ANKLE_HEIGHT = 0.039 * STATURE
HIP_APART, TOE_OUT = 2.0, 4.0
"""Abduction of a hip and outward turn of a foot where the author writes none, degrees; by eye."""
WRIST_HEIGHT = 2.6
"""The middle of the wrist above what the palm lies on; also its radius."""
HEAD_RADIUS = 10.4
"""Of the ball with which the head touches the floor, a pillow or a wall."""
HIP_OUT = 0.052 * STATURE
SHOULDER_OUT, SHOULDER_UP = 0.108 * STATURE, 0.252 * STATURE
NECK = 0.046 * STATURE
_NECK_SHARE = 0.6
"""How much of the neck's flexion happens at its root; the rest happens under the skull."""
_NECK_LEAN = 14.0
"""How far the neck of a person looking straight ahead leans forward, degrees."""
_SKULL_BACK = 18.0
"""How far the skull is tipped back on that neck, degrees, so that the eyes look ahead."""
SIDES = ("l", "r")
SIGN = {"l": 1.0, "r": -1.0}

TRUNK = slice(1, 13)
"""The rows that make the solid trunk: not the crotch below it, not the root of the neck above."""
FIRST_LUMBAR, FIRST_THORACIC = 5, 9
"""The rows at which the lumbar and the thoracic spine begin; pelvis and sacrum below them do not bend."""

# Limbs: the share of the length from the root, and the radius there as a share of stature.
THIGH_ROWS = ((0.0, 0.0460), (0.25, 0.0525), (0.5, 0.0480), (0.75, 0.0405), (1.0, 0.0350))
SHANK_ROWS = ((0.0, 0.0350), (0.14, 0.0350), (0.32, 0.0382), (0.52, 0.0345), (0.78, 0.0245), (1.0, 0.0210))
CALF_BACK = (0.0, 0.003, 0.009, 0.007, 0.002, 0.0)
"""How far behind the bone each row of the shank has its middle: the calf is at the back."""
UPPER_ARM_ROWS = ((0.0, 0.0335), (0.3, 0.0315), (0.65, 0.0270), (1.0, 0.0240))
FOREARM_ROWS = ((0.0, 0.0238), (0.28, 0.0245), (0.65, 0.0200), (1.0, 0.0162))
HEAD_HALF = (0.062 * STATURE, 0.049 * STATURE, 0.066 * STATURE)
"""Half axes of the skull: front to back, side to side, up and down."""
KNEE_RADIUS, ELBOW_RADIUS, WRIST_RADIUS = 0.0350 * STATURE, 0.0240 * STATURE, 0.0162 * STATURE

LORDOSIS, KYPHOSIS = 6.0, 10.0
"""The curves of a relaxed low and upper back, degrees; an author's angles are added to them."""

Ball = tuple[Vec, float]
"""A ball of flesh: its middle and its radius."""


@dataclass(slots=True)
class CrossSection:
    """One cross-section of the trunk: an egg with its half width and the depths of its front and its back."""

    centre: Vec
    frame: Frame
    width: float
    front: float
    back: float

    def reach(self, way: Vec) -> float:
        """Return the position, along a direction, of the point of the section that lies farthest that way."""
        f, across = dot(self.frame[0], way), dot(self.frame[1], way) * self.width
        deep = f * (self.front if f > 0 else self.back)
        return dot(self.centre, way) + sqrt(across * across + deep * deep)


@dataclass(slots=True)
class Body:
    """A person in one pose: where each joint is, and where each part points (forward, left, up along the part)."""

    frame: Frame
    hips: Vec
    spine: list[CrossSection] = field(default_factory=list)
    joints: dict[str, Vec] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    grips: dict[str, str] = field(default_factory=dict)
    missed: list[tuple[str, float]] = field(default_factory=list)
    """Contacts that are out of reach, each with the distance that is missing, in centimetres."""
    physique: Physique = USUAL


def rear(body: Body) -> float:
    """Return the x of the trunk's rearmost point, where a wall behind a person who stands would touch it."""
    return min(-part.reach((-1.0, 0.0, 0.0)) for part in body.spine[TRUNK])


def bend_spine(body: Body, lumbar: Vec, thoracic: Vec, belly: float = 0.0) -> None:
    """Lay out the trunk as two arcs of even curvature.

    Each arc is flexion, side bend and twist to the left, in degrees. `belly` moves the front of the waist forward by so
    many centimetres.
    """
    rows = body.physique.rows
    frame, point, before = body.frame, body.hips, 0.0
    body.spine = []
    shares = (1 / (FIRST_THORACIC - FIRST_LUMBAR), 1 / (len(rows) - FIRST_THORACIC))
    for i, (height, width, front, back) in enumerate(rows):
        step = (height - before) * STATURE
        before = height
        if i < FIRST_LUMBAR:
            point = at(point, frame, u=step)
        else:
            arc, share = (lumbar, shares[0]) if i < FIRST_THORACIC else (thoracic, shares[1])
            half = (arc[0] * share / 2, arc[1] * share / 2, arc[2] * share / 2)
            frame = _turned(frame, half)
            point = at(point, frame, u=step)
            frame = _turned(frame, half)
        # greatest about the waist, 0.09 of stature above the hips, and fading out towards hips and ribs
        swell = belly * max(0.0, 1.0 - ((height - 0.09) / 0.085) ** 2)
        body.spine.append(CrossSection(point, frame, width * STATURE, front * STATURE + swell, back * STATURE))
    chest = body.spine[-2]
    body.joints["chest"] = at(chest.centre, chest.frame, u=SHOULDER_UP - rows[-2][0] * STATURE)
    body.frames["chest"] = chest.frame


def _turned(frame: Frame, angles: Vec) -> Frame:
    return spin(tip(nod(frame, angles[0]), -angles[1]), angles[2])


def set_head(body: Body, flexion: float, side: float, twist: float) -> None:
    """Put the head on its neck: flexion, side bend and twist to the left, in degrees."""
    top = body.spine[-1]
    neck = spin(tip(nod(top.frame, flexion * _NECK_SHARE + _NECK_LEAN), -side * 0.5), twist * 0.4)
    body.joints["neck"] = at(top.centre, top.frame, f=0.3, u=-0.4)
    body.joints["skull"] = at(body.joints["neck"], neck, u=NECK)
    head = spin(tip(nod(neck, flexion * (1 - _NECK_SHARE) - _SKULL_BACK), -side * 0.5), twist * 0.6)
    body.frames["neck"], body.frames["head"] = neck, head
    body.joints["head"] = at(body.joints["skull"], head, f=0.018 * STATURE, u=0.056 * STATURE)


def hip_joint(body: Body, side: str) -> Vec:
    """Return the hip joint's point."""
    return at(body.hips, body.frame, l=SIGN[side] * HIP_OUT, u=-0.6)


def set_leg(body: Body, side: str, hip: Vec, knee: float) -> None:
    """Contact a leg by its angles in degrees: hip flexion, abduction and outward rotation; knee flexion."""
    sign = SIGN[side]
    thigh = spin(tip(nod(body.frame, -hip[0]), sign * hip[1]), sign * hip[2])
    shank = nod(thigh, knee)
    start = hip_joint(body, side)
    joint = at(start, thigh, u=-THIGH)
    _put_leg(body, side, (start, joint, at(joint, shank, u=-SHANK)), thigh, shank)


def reach_leg(body: Body, side: str, knee: Vec, ankle: Vec, front: Vec) -> None:
    """Contact a leg by its knee and ankle; `front` is where the kneecap faces if the knee is straight."""
    start = hip_joint(body, side)
    along = unit(sub(ankle, start))
    bulge = sub(knee, add(start, mul(along, dot(sub(knee, start), along))))
    way = bulge if length(bulge) > 0.7 else front  # within 7 mm of straight the bulge has no clear direction
    _put_leg(body, side, (start, knee, ankle), frame_along(sub(start, knee), way), frame_along(sub(knee, ankle), way))


def _put_leg(body: Body, side: str, points: tuple[Vec, Vec, Vec], thigh: Frame, shank: Frame) -> None:
    for name, point in zip(("hip_", "knee_", "ankle_"), points, strict=True):
        body.joints[name + side] = point
    body.frames["thigh_" + side], body.frames["shank_" + side] = thigh, shank


def set_foot(body: Body, side: str, dorsiflexion: float, toe_out: float = TOE_OUT) -> None:
    """Put a foot on its shank: at 0 degrees it is square to it, a positive angle lifts the toes towards the shin."""
    body.frames["foot_" + side] = nod(spin(body.frames["shank_" + side], SIGN[side] * toe_out), -dorsiflexion)


def flatten_foot(body: Body, side: str, toe_out: float = TOE_OUT) -> None:
    """Turn a foot so that its sole is level and its toes point where the shank faces."""
    left = body.frames["shank_" + side][1]
    front = cross(left, UP)
    if length(front) < 0.2:
        front = body.frames["shank_" + side][0]
    front = unit((front[0], front[1], 0.0))
    body.frames["foot_" + side] = spin((front, cross(UP, front), UP), SIGN[side] * toe_out)


def shoulder_joint(body: Body, side: str, reach: Vec) -> Vec:
    """Return the shoulder joint's point: the shoulder blade rises with a lifted arm and slides with a reaching one."""
    frame = body.frames["chest"]
    lift = (1 + dot(reach, frame[2])) / 2
    ahead = dot(reach, frame[0])
    # centimetres, by eye: behind the chest's middle, forward with the reach; in and up as the arm is lifted
    return at(
        body.joints["chest"],
        frame,
        f=-1.0 + 3.4 * ahead,
        l=SIGN[side] * (SHOULDER_OUT * body.physique.shoulders - 2.6 * lift),
        u=-2.0 + 5.6 * lift * lift,
    )


def set_arm(body: Body, side: str, shoulder: Vec, elbow: float, turn: float, wrist: float) -> None:
    """Contact an arm by its angles in degrees.

    `shoulder` is flexion, abduction and outward rotation; `elbow` flexion, `turn` pronation, `wrist` flexion.
    """
    sign = SIGN[side]
    upper = spin(tip(nod(body.frames["chest"], -shoulder[0]), sign * shoulder[1]), sign * shoulder[2])
    start = shoulder_joint(body, side, mul(upper[2], -1))
    joint = at(start, upper, u=-UPPER_ARM)
    fore = nod(upper, -elbow)
    put_arm(body, side, (start, joint, at(joint, fore, u=-FOREARM)), tip(spin(fore, -sign * turn), -sign * wrist))


def put_arm(body: Body, side: str, points: tuple[Vec, Vec, Vec], hand: Frame) -> None:
    """Contact an arm by its shoulder, elbow and wrist, and the frame of its hand.

    Forward in that frame is the thumb's side; left is the back of a left hand, and the palm of a right one.
    """
    for name, point in zip(("shoulder_", "elbow_", "wrist_"), points, strict=True):
        body.joints[name + side] = point
    start, joint, end = points
    body.frames["arm_" + side] = frame_along(sub(start, joint), sub(end, joint))
    body.frames["hand_" + side] = hand


def hand_frame(side: str, palm: Vec, fingers: Vec) -> Frame:
    """Return the frame of a hand, from the way its palm faces and the way its fingers point."""
    facing = sub(palm, mul(fingers, dot(palm, fingers)))
    if length(facing) < 1e-3:
        facing = cross(fingers, WORLD[1])
    left, up = mul(unit(facing), -SIGN[side]), mul(unit(fingers), -1)
    return (cross(left, up), left, up)


def foot_balls(body: Body, side: str) -> dict[str, Ball]:
    """Return the balls that make a foot, by name; offsets from the ankle and radii were set by eye."""
    o, frame, g = body.joints["ankle_" + side], body.frames["foot_" + side], SIGN[side]
    return {
        "ankle": (o, 3.7),
        "heel": (at(o, frame, f=-4.6, u=-3.15), 3.48),
        "inner": (at(o, frame, f=11.8, l=-g * 2.2, u=-4.03), 2.6),
        "outer": (at(o, frame, f=10.6, l=g * 2.8, u=-4.33), 2.3),
        "toe": (at(o, frame, f=18.0, l=-g * 1.9, u=-4.73), 1.9),
        "little": (at(o, frame, f=15.6, l=g * 2.8, u=-4.93), 1.7),
        "instep": (at(o, frame, f=5.0, u=-1.9), 3.2),
    }


def hand_balls(body: Body, side: str) -> dict[str, Ball]:
    """Return the balls that make a hand, by name: as its grip in `body.grips` says.

    It is open, wrapped round a limb, hooked over an edge, or a fist.

    Offsets from the wrist and radii were set by eye.
    """
    o, frame, g = body.joints["wrist_" + side], body.frames["hand_" + side], SIGN[side]
    if body.grips.get(side) == "fist":
        return {
            "wrist": (o, WRIST_HEIGHT),
            "first": (at(o, frame, f=FIST[0], u=FIST[1]), 2.7),
            "last": (at(o, frame, f=-1.6, u=-5.0), 2.5),
            "palm": (at(o, frame, f=0.4, l=-g * 1.6, u=-5.6), 2.6),
            "thumb": (at(o, frame, f=2.6, l=-g * 1.0, u=-2.6), 1.7),
            "tip": (at(o, frame, f=3.4, l=-g * 3.2, u=-6.4), 1.35),
        }
    reach, curl = _FINGERS.get(body.grips.get(side, ""), _FINGERS[""])
    return {
        "wrist": (o, WRIST_HEIGHT),
        "first": (at(o, frame, f=2.3, u=-7.6), 1.9),
        "last": (at(o, frame, f=-2.3, u=-7.0), 1.9),
        "index": (at(o, frame, f=1.4, l=-g * curl, u=-reach), 1.25),
        "little": (at(o, frame, f=-1.9, l=-g * curl, u=-0.9 * reach), 1.2),
        "thumb": (at(o, frame, f=2.4, u=-2.8), 1.8),
        "tip": (at(o, frame, f=6.6, l=-g * (1.3 + 0.4 * curl), u=-7.4), 1.2),
    }


FIST = (2.2, -5.4)
"""Where the middle of a fist is, through which a stick goes: from the wrist, towards the thumb's side and up."""
_FINGERS = {"": (15.2, 0.7), "wrap": (14.6, 2.6), "hook": (10.4, 5.6)}
"""How far from the wrist the tip of the index finger is, and how far it is bent towards the palm, by the grip."""


def head_balls(body: Body) -> list[Ball]:
    """Return the balls with which the head touches the floor or a pillow."""
    return [(at(body.joints["head"], body.frames["head"], f=-0.7), HEAD_RADIUS)]


def limb_balls(body: Body, part: str, side: str) -> list[Ball]:
    """Return the balls along a `thigh`, `shank`, `arm` (the upper arm) or `forearm`, from its root to its end."""
    first, second, rows = LIMBS[part]
    a, b = body.joints[first + side], body.joints[second + side]
    more = body.physique.lower - 1.0
    if part == "shank":
        frame = body.frames["shank_" + side]
        return [
            (at(lerp(a, b, t), frame, f=-back * STATURE), r * STATURE * (1.0 + more * 4.0 * t * (1.0 - t)))
            for (t, r), back in zip(rows, CALF_BACK, strict=True)
        ]
    if part == "forearm":
        return [(lerp(a, b, t), r * STATURE * (1.0 + more * 4.0 * t * (1.0 - t))) for t, r in rows]
    thicker = (body.physique.thigh if part == "thigh" else body.physique.arm) - 1.0
    return [(lerp(a, b, t), r * STATURE * (1.0 + thicker * (1.0 - t**3))) for t, r in rows]


LIMBS: dict[str, tuple[str, str, tuple[tuple[float, float], ...]]] = {
    "thigh": ("hip_", "knee_", THIGH_ROWS),
    "shank": ("knee_", "ankle_", SHANK_ROWS),
    "arm": ("shoulder_", "elbow_", UPPER_ARM_ROWS),
    "forearm": ("elbow_", "wrist_", FOREARM_ROWS),
}


def move(body: Body, frame: Frame, hips: Vec) -> None:
    """Move a trunk and head that were laid out about the origin to `hips`, turned as `frame` says."""
    here = (0.0, 0.0, 0.0)

    def point(p: Vec) -> Vec:
        return at(hips, frame, *p)

    def way(p: Vec) -> Vec:
        return at(here, frame, *p)

    def turned(f: Frame) -> Frame:
        return (way(f[0]), way(f[1]), way(f[2]))

    body.frame, body.hips = frame, hips
    for s in body.spine:
        s.centre, s.frame = point(s.centre), turned(s.frame)
    body.joints = {name: point(p) for name, p in body.joints.items()}
    body.frames = {name: turned(f) for name, f in body.frames.items()}


def move_by(body: Body, by: Vec) -> None:
    """Shift the whole body."""
    body.hips = add(body.hips, by)
    for s in body.spine:
        s.centre = add(s.centre, by)
    body.joints = {name: add(p, by) for name, p in body.joints.items()}
