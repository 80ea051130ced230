"""Left and right are alike: a person on the right side is the mirror image of one on the left, legs and arms too."""

import re

import pytest

from planner.figure import Scene
from planner.figure.contacts import contacts
from planner.figure.scene import solved

ON_LEFT = {"base": "lying-left", "head": "pillow"}
LEG_BELOW = ON_LEFT | {"hip_l": 45, "knee_l": 80}
POSES = [
    [ON_LEFT],
    [LEG_BELOW],
    [ON_LEFT | {"hip_r": 45, "knee_r": 80}],
    [LEG_BELOW | {"hip_r": 10, "knee_r": 5, "ankle_l": 10}],
    [LEG_BELOW | {"hip_abduction_r": 0}, {"hip_abduction_r": 30}],
    [LEG_BELOW | {"hip_rotation_l": 20, "hand_r": "floor out 34 back 10"}, {"hip_l": 20}],
    [ON_LEFT | {"hip": 40, "knee": 60, "ankle": -30, "hip_rotation": 6, "shoulder_l": 80, "elbow_l": 95}],
    [LEG_BELOW | {"foot_r": "knee_l"}],
    [ON_LEFT | {"hip_r": 60, "knee_r": 80, "foot_r": "shin_front_l"}],
    [ON_LEFT | {"foot_l": "floor", "lumbar_twist": 10, "thoracic_side": 5, "turn": 10, "roll": 4}],
    [ON_LEFT | {"hip": 4, "knee": 92, "heading": 20, "forearm_l": "floor", "ground": "pelvis forearm_l"}],
]


def swapped(text: str) -> str:
    """Exchange left and right in a word."""
    ends = {"_l": "_r", "_r": "_l", "left": "right", "right": "left"}
    return re.sub(r"(_l|_r|left|right)\b", lambda found: ends[found[0]], text)


def mirrored(pose):
    turned = ("roll", "turn", "heading")
    sign = {key: -1 if key in turned or key.endswith(("_side", "_twist")) else 1 for key in pose}
    return {
        swapped(key): swapped(value) if isinstance(value, str) else sign[key] * value for key, value in pose.items()
    }


def bodies(poses):
    return solved(Scene.read({"props": ["pillow"], "pictures": [{"pose": pose} for pose in poses]})).bodies


@pytest.mark.parametrize("poses", POSES)
def test_lying_on_the_right_is_the_mirror_image_of_lying_on_the_left(poses):
    for left, right in zip(bodies(poses), bodies(list(map(mirrored, poses))), strict=True):
        for name, (x, y, z) in left.joints.items():
            assert right.joints[swapped(name)] == pytest.approx((-x, y, z), abs=0.01), name


UPRIGHT = [
    {"base": "standing", "hip_r": -20, "ground": "foot_l"},
    {"base": "standing", "foot_r": "floor forward 30", "lumbar_side": 10, "hand_l": "hip_l"},
    {"base": "sitting", "hip_l": 74, "knee_l": 50, "foot_r": "floor", "hand_r": "knee_l"},
    {"base": "kneeling", "knee_r": 64},
    {"base": "half-kneeling", "foot_r": "floor forward 40", "hand_l": "thigh_front_r"},
    {"base": "hands-and-knees", "knee_r": 56, "hand": "floor"},
    {"base": "hands-and-knees", "hip_abduction_r": 30, "lumbar_side": 8, "hand": "floor"},
    {"base": "supine", "foot_l": "knee_r", "foot_r": "floor", "knee_r": 95, "head": "floor"},
    {"base": "prone", "hip_r": -18, "neck_twist": 60, "hand_l": "floor forward 20"},
]


@pytest.mark.parametrize("pose", UPRIGHT)
def test_in_every_other_position_the_two_sides_are_alike_too(pose):
    [body], [other] = bodies([pose]), bodies([mirrored(pose)])
    for name, (x, y, z) in body.joints.items():
        assert other.joints[swapped(name)] == pytest.approx((x, -y, z), abs=0.01), name


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("bent", "lr")
def test_on_the_side_the_knee_that_is_bent_is_the_one_that_was_written(side, bent):
    [body] = bodies([{"base": f"lying-{side}", "head": "pillow", f"hip_{bent}": 45, f"knee_{bent}": 80}])
    other = "r" if bent == "l" else "l"
    ahead = {knee: body.hips[1] - body.joints[f"knee_{knee}"][1] for knee in "lr"}
    assert ahead[bent] > 20
    assert abs(ahead[other]) < 2


LEGS = [{}, {"hip": 40, "knee": 60}, {"hip": 90, "knee": 90}, {"hip_l": 45, "knee_l": 80}, {"hip_r": 45, "knee_r": 80}]


@pytest.mark.parametrize("legs", LEGS)
@pytest.mark.parametrize("turned", [dict, mirrored])
def test_arm_and_foot_below_lie_on_the_floor_where_nobody_says_otherwise(legs, turned):
    lies = Scene.read({"props": [{"pillow": {"height": 13}}], "pictures": [{"pose": turned(ON_LEFT | legs)}]})
    assert contacts(lies, 0) == []


def test_what_is_written_of_arm_and_leg_below_is_drawn():
    below = {"shoulder_l": 158, "hip_rotation_l": 20}
    for key, value in below.items():
        [one], [other] = bodies([LEG_BELOW | {key: value}]), bodies([LEG_BELOW | {key: value - 10}])
        moved = "wrist_l" if key == "shoulder_l" else "ankle_l"
        assert one.joints[moved] != pytest.approx(other.joints[moved], abs=2)


def test_a_leg_lift_lying_on_the_side_holds_with_the_knee_bent_that_is_below():
    arms = {"shoulder_l": 80, "shoulder_abduction_l": -6, "elbow_l": 95, "hand_r": "floor out 34 back 10"}
    poses = [LEG_BELOW | {"hip_rotation": 6} | arms, {"hip_abduction_r": 30}]
    lift = Scene.read({"props": [{"pillow": {"height": 13}}], "pictures": [{"pose": pose} for pose in poses]})
    assert contacts(lift, 0) == contacts(lift, 1) == []
    assert all(body.hips[1] - body.joints["knee_l"][1] > 20 for body in solved(lift).bodies)
