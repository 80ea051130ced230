"""Reading: what a writer may write, and what is said when it is wrong."""

import pytest

from planner.figure import PoseError, Scene
from planner.problems import InputError


def fault(data: dict[str, object]) -> PoseError:
    with pytest.raises(PoseError) as found:
        Scene.read(data)
    return found.value


def one(pose: object, **more: object) -> dict[str, object]:
    return {"pictures": [{"pose": pose, **more}]}


@pytest.mark.parametrize(
    ("data", "loc", "says"),
    [
        (one({"base": "suppine"}), ("pictures", 0, "pose", "base"), 'did you mean "supine"'),
        (one({"kne": "90"}), ("pictures", 0, "pose", "kne"), 'did you mean "knee"'),
        (one({"knee_r": "190"}), ("pictures", 0, "pose", "knee_r"), "it goes from 0 to 150"),
        (one({"knee": "bent"}), ("pictures", 0, "pose", "knee"), "is not a number"),
        (one({"hand": "flor"}), ("pictures", 0, "pose", "hand"), 'did you mean "floor"'),
        (one({"hand": "floor sideways 20"}), ("pictures", 0, "pose", "hand"), "direction"),
        (
            one({"head": "floor up 4"}),
            ("pictures", 0, "pose", "head"),
            "write how high it rests, such as head: floor 4",
        ),
        (one({"foot_l": "floor up 4"}), ("pictures", 0, "pose", "foot_l"), "it may be moved forward, back, out, in"),
        (one({"hand_r": "keep back 4"}), ("pictures", 0, "pose", "hand_r"), '"back" has no effect after "keep"'),
        (one({"forearm": "floor forward 9"}), ("pictures", 0, "pose", "forearm"), "leave it out"),
        (one({"elbow_to_l": "out"}), ("pictures", 0, "pose", "elbow_to_l"), "such as hand_l: floor"),
        (one({"ground": ["back", "fete"]}), ("pictures", 0, "pose", "ground"), 'did you mean "feet"'),
        (one({"ground": ["foot"]}), ("pictures", 0, "pose", "ground"), "write feet for both, or foot_l or foot_r"),
        (one({"ground": ["left foot"]}), ("pictures", 0, "pose", "ground"), "write foot_l"),
        (one({}, arrow="kneee_r"), ("pictures", 0, "arrow"), 'did you mean "knee_r"'),
        (one({}, arow="knee_r"), ("pictures", 0, "arow"), 'did you mean "arrow"'),
        (one({}, felt_at=["low_bck"]), ("pictures", 0, "felt_at", 0), 'did you mean "low_back"'),
        ({"view": "sid", **one({})}, ("view",), 'did you mean "side"'),
        ({"props": ["matt"], **one({})}, ("props", 0), 'did you mean "mat"'),
        ({"props": [{"chair": {"seat": "9"}}], **one({})}, ("props", 0, "chair", "seat"), "from 30 to 60"),
        (
            {"props": [{"table": {"hight": "92"}}], **one({})},
            ("props", 0, "table", "hight"),
            "known: height (40 to 110), at (-200 to 200)",
        ),
        ({"props": [{"wall": {"at": "front"}}], **one({})}, ("props", 0, "wall", "at"), "write one from -200 to 200"),
        ({"props": [{"chair": {"back": 1}}], **one({})}, ("props", 0, "chair", "back"), "facing (right, left)"),
        ({"pictures": []}, ("pictures",), "at least one picture"),
    ],
)
def test_a_fault_has_its_place_and_its_remedy(data: dict[str, object], loc: tuple[object, ...], says: str) -> None:
    error = fault(data)
    assert isinstance(error, InputError)
    [problem] = error.problems
    assert problem.loc == loc
    assert says in problem.message()
    assert problem.text
    assert problem.advice


def test_all_faults_are_told_at_once() -> None:
    error = fault({"view": "sid", "pictures": [{"pose": {"kne": "9", "hip": "400"}}]})
    assert len(error.problems) == 3


def test_text_and_numbers_read_alike() -> None:
    assert Scene.read(one({"knee": "90", "hip_r": "12"})) == Scene.read(one({"knee": 90, "hip_r": 12.0}))


def test_scenes_can_be_keys() -> None:
    assert len({Scene.read(one({"knee": "90"})), Scene.read(one({"knee": 90}))}) == 1


def test_a_pose_names_only_what_changes() -> None:
    scene = Scene.read(
        {"pictures": [{"pose": {"base": "supine", "knee": 95, "foot": "floor"}}, {"pose": {"hip_r": 90}}]}
    )
    second = scene.pictures[1].pose
    assert second.base == "supine"
    assert second.angle("knee_l") == 95
    assert second.contact("foot_l") is not None
    assert second.contact("foot_r") is None


def test_one_side_wins_over_both_in_any_order() -> None:
    assert Scene.read(one({"knee_r": 20, "knee": 90})) == Scene.read(one({"knee": 90, "knee_r": 20}))


@pytest.mark.parametrize(
    "angle",
    ["shoulder", "shoulder_abduction", "shoulder_rotation", "elbow", "pronation", "wrist"],
)
def test_every_angle_of_an_arm_lets_go_of_what_its_hand_or_forearm_touched(angle: str) -> None:
    scene = Scene.read({"pictures": [{"pose": {"hand": "thigh_front"}}, {"pose": {f"{angle}_r": 60}}]})
    pose = scene.pictures[1].pose
    assert pose.contact("hand_r") is None
    assert pose.contact("hand_l")


def test_an_angle_beside_a_contact_that_leaves_it_without_effect_is_a_fault() -> None:
    [said] = fault(one({"hand": "thigh_front", "shoulder_abduction_r": 170})).problems
    assert said.loc == ("pictures", 0, "pose", "shoulder_abduction_r")
    assert str(said).endswith(
        "has no effect while hand_r: thigh_front holds; leave shoulder_abduction_r out, or write hand_r: free"
    )
    Scene.read(one({"hand_l": "thigh_front", "shoulder": 170}))  # the right arm goes up
    Scene.read(one({"hand": "thigh_front", "hand_r": "free", "shoulder_abduction_r": 170}))
