"""Nothing floats, sinks or passes through: for every picture of the library, and for poses at random."""

import importlib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.figure import CALM, PEOPLE, Scene, draw
from planner.figure.advice import MOST_TRIES
from planner.figure.anatomy import ELBOW_RADIUS, FOREARM, SHANK, STATURE, THIGH, UPPER_ARM, hand_balls
from planner.figure.contacts import contacts
from planner.figure.flaws import NEAR
from planner.figure.joints import knee_bend
from planner.figure.landmarks import lowest
from planner.figure.scene import solved
from planner.figure.unused import unused
from planner.figure.vectors import length, sub
from tests.figure.scenes import LIBRARY, PICTURES, SCENES

LENGTHS = (
    ("hip_", "knee_", THIGH),
    ("knee_", "ankle_", SHANK),
    ("shoulder_", "elbow_", UPPER_ARM),
    ("elbow_", "wrist_", FOREARM),
)


@pytest.mark.parametrize(("name", "n"), PICTURES)
def test_every_contact_holds(name: str, n: int) -> None:
    assert contacts(SCENES[name], n) == []


BY_TURNS = [(name, n) for name, n in PICTURES if name != "up-from-the-floor"]
"""The way up from the floor is one person's story, who is not the heavier one."""


@pytest.mark.parametrize(("name", "n"), BY_TURNS)
def test_every_contact_holds_for_a_heavier_body(name: str, n: int) -> None:
    assert contacts(SCENES[name], n, PEOPLE["broad"].physique) == []


@pytest.mark.parametrize("person", ["brown-bob", "grey-receding", "broad-ponytail", "grey-curly"])
def test_every_contact_holds_for_other_bodies(person: str) -> None:
    assert [(name, n) for name, n in BY_TURNS if contacts(SCENES[name], n, PEOPLE[person].physique)] == []


def hers() -> list[str]:
    """The scenes of what somebody who is pregnant is given to do, and the way up from the floor."""
    found = ["up-from-the-floor", "side-lying", "sitting", "standing-front"]
    for e in LIBRARY.exercises():
        own = [p for p in e.precautions if "pregnancy" in (p.condition, *p.also_for)]
        found += [f"{e.key} with {p.condition}" for p in own if p.pictures == "own"]
        if not own and e.position not in LIBRARY.conditions["pregnancy"].avoid_positions:
            found.append(e.key)
    return [name for name in found if name in SCENES]


def test_every_contact_holds_for_a_pregnant_body() -> None:
    assert len(hers()) > 15
    wrong = [
        (name, n, found)
        for name in hers()
        for n in range(len(SCENES[name].pictures))
        if (found := contacts(SCENES[name], n, PEOPLE["pregnant-bob"].physique))
    ]
    assert wrong == []


def test_contacts_are_held_to_one_hundredth_of_stature() -> None:
    assert pytest.approx(STATURE / 100) == NEAR


def test_a_foot_that_cannot_reach_is_found() -> None:
    scene = Scene.read({"pictures": [{"pose": {"base": "sitting", "foot_r": "floor forward 90", "foot_l": "floor"}}]})
    assert any(problem.text.startswith("foot_r: ") for problem in contacts(scene, 0))


def test_a_hand_through_the_trunk_is_found() -> None:
    pose = {
        "base": "standing",
        "shoulder_r": 20,
        "shoulder_rotation_r": -70,
        "elbow_r": 100,
        "shoulder_abduction_r": -40,
    }
    assert contacts(Scene.read({"pictures": [{"pose": pose}]}), 0)


def said(*props: object, **pose: str | float) -> list[str]:
    return [str(problem) for problem in contacts(Scene.read({"props": props, "pictures": [{"pose": pose}]}), 0)]


@pytest.mark.parametrize("side", "lr")
def test_half_kneeling_stands_on_the_knee_whose_foot_is_not_in_front(side: str) -> None:
    front: dict[str, str | float] = {f"hip_{side}": 90, f"knee_{side}": 90, f"foot_{side}": "floor"}
    assert said("mat", base="half-kneeling", hand=f"thigh_front_{side}", **front) == []
    assert said("mat", base="half-kneeling", **{f"foot_{side}": "floor forward 44"}) == []


def test_half_kneeling_without_a_foot_in_front_says_what_to_write() -> None:
    assert "base: no foot is in front; write foot_l: floor forward 44 (foot_r: the right one)" in said(
        base="half-kneeling"
    )


def test_whoever_sits_needs_something_to_sit_on() -> None:
    [line] = said(base="sitting", foot="floor")
    assert line.startswith("base: there is nothing to sit on")
    assert said("chair", base="sitting", foot="floor") == said("bed", base="sitting", foot="floor") == []


def test_what_lies_under_the_floor_is_one_line_with_what_to_try() -> None:
    [line] = [line for line in said(base="standing", ground="hands") if "under the floor" in line]
    assert line == "foot_l: 73.3 cm under the floor (and 7 more); write ground: [feet]"


LEG_BACK: dict[str, str | float | list[str]] = {"hip_r": -20, "hand": "keep"}
ADVISED: list[tuple[dict[str, object], str]] = [
    ({"base": "standing", "hip_r": -20}, "ground: [foot_l]"),
    ({"base": "standing", "hip_r": -20, "foot_l": "floor"}, "ground: [foot_l]"),
    ({"base": "standing", "hip_l": 80, "knee_l": 70, "ground": ["feet"]}, "ground: [foot_r]"),
    ({"base": "standing", "hip": 40, "knee": 20, "ground": ["hands"]}, "ground: [feet]"),
    ({"base": "sitting"}, "foot: floor"),
    ({"base": "prone"}, "head: floor, hand: floor"),
    ({"base": "supine", "hip_r": 80, "knee_r": 20, "ground": ["back", "feet"]}, "ground: [pelvis, back]"),
    ({"base": "sitting", "hip": 110, "knee": 90, "shoulder": 170, "hip_abduction_l": -20}, "hip_abduction_l: -10"),
]


@pytest.mark.parametrize(("pose", "change"), ADVISED)
def test_what_to_write_has_been_tried(pose: dict[str, object], change: str) -> None:
    scene = {"props": ["chair"], "pictures": [{"pose": pose}]}
    problems = contacts(Scene.read(scene), 0)
    assert f"write {change}" in [problem.advice for problem in problems]
    written = yaml.safe_load(f"{{{change}}}")
    after = contacts(Scene.read({"props": ["chair"], "pictures": [{"pose": pose | written}]}), 0)
    assert len(after) < len(problems)


def test_a_change_that_would_undo_what_is_written_is_not_advised() -> None:
    steps = [{"pose": {"base": "standing", "hand": "chair_back"}}, {"pose": LEG_BACK}]
    scene = Scene.read({"props": [{"chair": {"at": 30}}], "pictures": steps})
    [line] = [str(problem) for problem in contacts(scene, 1)]
    assert line == "foot_r: 2.1 cm off the ground; write ground: [foot_l]"  # foot_r: floor would put the leg down


def test_an_angle_that_puts_a_leg_through_the_floor_is_to_be_left_out_in_the_picture_that_has_it() -> None:
    first: dict[str, object] = {"base": "lying-left", "head": "pillow", "hip_r": 45, "knee_r": 80}
    poses = [{"pose": first}, {"pose": {"hip_abduction_l": 0}}, {"pose": {"neck": 5}}]
    scene = Scene.read({"props": ["mat", {"pillow": {"height": 13}}], "pictures": poses})
    advice = [[problem.advice for problem in contacts(scene, n)] for n in range(3)]
    assert advice[:2] == [[], ["leave hip_abduction_l out"]]
    assert not any("leave" in line for line in advice[2])  # there is nothing to leave out


def test_where_nothing_helps_no_example_is_named() -> None:
    lines = said(base="prone", lumbar=47)
    assert any(line.endswith("with ground, and what each foot and hand touches") for line in lines)


NO_HELP: dict[str, object] = {"base": "prone", "lumbar": 46}


@pytest.fixture
def solves(monkeypatch) -> list[object]:
    """The poses that are solved from now on."""
    found: list[object] = []
    solve = importlib.import_module("planner.figure.solve")
    real = solve.solve

    def counted(pose: object, *rest: object) -> object:
        found.append(pose)
        return real(pose, *rest)

    monkeypatch.setattr(solve, "solve", counted)
    return found


def test_what_to_write_is_looked_for_with_few_tries_and_once_for_the_same_poses(solves):
    poses = [{"pose": {"base": "prone", "lumbar": 45.5}}, {"pose": NO_HELP}]
    assert any(
        problem.advice.endswith("each foot and hand touches")
        for problem in contacts(Scene.read({"pictures": poses}), 1)
    )
    assert len(solves) <= 3 + MOST_TRIES  # both pictures, and one to see whether the angle is drawn
    tried = len(solves)
    again = Scene.read({"pictures": [poses[0], {**poses[1], "works_at": ["low_back"], "hold": True}]})
    assert contacts(again, 1)
    assert len(solves) == tried


def test_of_a_pose_that_is_that_of_the_picture_before_the_one_before_is_to_be_mended(solves):
    scene = Scene.read({"pictures": [{"pose": {"base": "prone", "lumbar": 46.5}}, {"pose": {}, "arrow": "pelvis up"}]})
    weight = [problem for problem in contacts(scene, 1) if "under the floor" in problem.text or "off" in problem.text]
    assert {problem.advice for problem in weight} == {"mend the picture before: this one has the same pose"}
    assert len(solves) == 2


def test_a_lifted_leg_does_not_push_who_stands_on_the_other_foot() -> None:
    poses = [{"pose": {"base": "standing"}}, {"pose": {"hip_r": -20, "foot_l": "keep"}}]
    before, after = solved(Scene.read({"pictures": poses})).bodies
    assert after.hips[0] == pytest.approx(before.hips[0], abs=0.5)


def test_a_person_high_above_the_mat_is_found() -> None:
    assert any("off the ground" in line for line in said("mat", base="supine", ground="hands"))


AT_A_WALL: dict[str, str | float] = {"base": "standing", "hand": "wall"}


@pytest.mark.parametrize("side", "lr")
@pytest.mark.parametrize("back", [20, 46])
def test_with_one_leg_back_the_hips_sink_until_both_feet_are_down(side: str, back: int) -> None:
    wall: dict[str, object] = {"wall": {"at": 58}}
    stretch = {f"foot_{side}": f"floor back {back}"}
    scene = Scene.read({"props": [wall], "pictures": [{"pose": AT_A_WALL}, {"pose": stretch}]})
    before, after = (body.hips[2] for body in solved(scene).bodies)
    assert after < before - 2
    assert contacts(scene, 0) == contacts(scene, 1) == []


def test_both_feet_may_be_set_out_and_a_knee_bent() -> None:
    assert said(base="standing", foot_l="floor forward 20", foot_r="floor back 45", knee_l=20) == []


def test_a_leg_that_is_too_straight_for_the_other_says_which_angle_to_leave_out() -> None:
    straight: dict[str, str | float] = {"base": "standing", "foot_r": "floor back 45", "knee_l": 20}
    [line] = said(**straight)
    assert line.endswith("leave out the angle of the front knee (knee_l), or put the feet closer together")
    assert said(base="standing", foot_r="floor back 45") == []


def test_hands_on_a_wall_behind_say_how_to_put_it_in_front() -> None:
    line = "hand: the wall is behind; put it in front with props: [{wall: {at: 55}}]"
    assert said("wall", **AT_A_WALL) == [line]
    assert "there is no wall" in said(**AT_A_WALL)[0]
    assert said("wall", base="standing", back="wall", foot="floor forward 30") == []


@pytest.mark.parametrize("facing", ["left", "right"])
def test_a_hand_on_a_chair_is_on_it_whichever_way_it_faces(facing: str) -> None:
    near: dict[str, object] = {"chair": {"at": 16 if facing == "left" else 44, "facing": facing}}
    assert said(near, base="standing", hip=40, knee=20, hand="chair_back") == []
    far_off: dict[str, object] = {"chair": {"at": 90, "facing": facing}}
    [line] = said(far_off, base="standing", hand="chair_back")
    assert line.startswith("hand_l, hand_r: ")
    assert "out of reach" in line


def test_hands_reach_the_seat_that_one_sits_on() -> None:
    assert said("chair", base="sitting", foot="floor", hand="chair_seat") == []


@pytest.mark.parametrize("person", PEOPLE)
def test_hands_rest_on_the_arms_of_a_chair(person: str) -> None:
    pose = {"base": "sitting", "foot": "floor", "hand": "chair_arm", "pitch": 10}
    scene = Scene.read({"props": [{"chair": {"seat": 47, "arms": 20}}], "pictures": [{"pose": pose}]})
    look = PEOPLE[person]
    assert contacts(scene, 0, look.physique) == []
    body = solved(scene, look.physique).bodies[0]
    for side in "lr":
        assert min(p[2] - r for p, r in hand_balls(body, side).values()) == pytest.approx(67, abs=NEAR)


def test_hands_on_arms_that_are_not_there_or_too_far_off_say_so() -> None:
    [line] = said("chair", base="sitting", foot="floor", hand="chair_arm")
    assert line.startswith("hand_l, hand_r: the chair has no arms; say how high they are")
    [line] = said({"chair": {"arms": 20}}, base="sitting", foot="floor", hand="chair_arm up 6")
    assert "off the chair arm" in line


@pytest.mark.parametrize("thing", ["chair_back", "table", "strap"])
def test_a_hand_on_something_that_is_not_there_is_said(thing: str) -> None:
    name = thing.partition("_")[0]
    assert any(f"there is no {name}; add it to the props" in line for line in said(base="standing", hand=thing))


def test_what_is_true_of_both_sides_is_one_line() -> None:
    [line] = said("table", base="standing", hand="table forward 70")
    assert line.startswith("hand_l, hand_r: ")
    assert "give the table another height" in line


def on_belly(height: int, **more: object) -> Scene:
    pose = {"base": "prone", "head": "floor", "hand": "floor forward 20"} | more
    return Scene.read(
        {"props": ["mat", {"pillow": {"under": "belly", "height": height}}], "pictures": [{"pose": pose}]}
    )


@pytest.mark.parametrize("height", [2, 6, 9, 12])
def test_a_pillow_lifts_the_belly_that_lies_on_it(height: int) -> None:
    scene = on_belly(height)
    assert contacts(scene, 0) == []
    body = solved(scene).bodies[0]
    assert lowest(body, "belly") > 0.4 * height
    assert lowest(body, "trunk") == pytest.approx(0, abs=NEAR)


@pytest.mark.parametrize("height", [13, 20, 25])
def test_a_pillow_that_no_belly_lies_on_is_said_and_never_drawn_over_the_back(height: int) -> None:
    [line] = [str(problem) for problem in contacts(on_belly(height), 0)]
    assert line == f"pillow: {height} cm high; a belly lies on one of up to 12; write height: 12 or less"
    assert draw(on_belly(height), 0).height == draw(on_belly(12), 0).height


def test_a_low_back_that_is_written_is_drawn_on_a_pillow_too() -> None:
    straight, arched = (solved(on_belly(9, lumbar=bend)).bodies[0].frames["chest"][2][2] for bend in (0, -10))
    assert arched > straight > -0.2


def test_a_wall_through_a_body_is_one_line() -> None:
    wall: dict[str, object] = {"wall": {"at": 2}}
    [problem] = contacts(Scene.read({"props": [wall], "pictures": [{"pose": {"base": "standing"}}]}), 0)
    assert problem.text.endswith("more)")
    assert problem.advice == "move the wall with at, or move the part away from it"


angle = st.integers


@settings(max_examples=60)
@given(
    base=st.sampled_from(["standing", "supine", "hands-and-knees", "sitting", "prone", "lying-left"]),
    hip=angle(0, 110),
    knee=angle(0, 130),
    lumbar=angle(-20, 50),
    shoulder=angle(-20, 170),
    elbow=angle(0, 130),
    twist=angle(-15, 15),
)
def test_segments_keep_their_lengths(
    base: str, hip: int, knee: int, lumbar: int, shoulder: int, elbow: int, twist: int
) -> None:
    pose = {
        "base": base,
        "hip": hip,
        "knee_r": knee,
        "lumbar": lumbar,
        "shoulder_l": shoulder,
        "elbow": elbow,
        "lumbar_twist": twist,
        "hand_r": "floor",
    }
    body = solved(Scene.read({"pictures": [{"pose": pose}]})).bodies[0]
    for first, second, long in LENGTHS:
        for side in "lr":
            assert length(sub(body.joints[first + side], body.joints[second + side])) == pytest.approx(long, abs=0.35)


@settings(max_examples=40)
@given(knee=angle(60, 115), lumbar=angle(-20, 15), apart=angle(-4, 15))
def test_lying_with_bent_knees_rests_on_the_floor(knee: int, lumbar: int, apart: int) -> None:
    pose = {
        "base": "supine",
        "knee": str(knee),
        "foot": "floor",
        "head": "floor",
        "hand": "floor",
        "lumbar": str(lumbar),
        "hip_abduction": str(apart),
    }
    scene = Scene.read({"pictures": [{"pose": pose}]})
    assert contacts(scene, 0) == []
    assert lowest(solved(scene).bodies[0], "pelvis") == pytest.approx(0.0, abs=NEAR)


def test_a_pillow_under_a_back_that_lies_flat_is_said() -> None:
    lying = {"base": "supine", "head": "floor", "knee": 95, "foot": "floor", "hand": "floor"}
    flat = Scene.read({"props": [{"pillow": {"under": "low_back", "height": 8}}], "pictures": [{"pose": lying}]})
    hollow = Scene.read(
        {"props": [{"pillow": {"under": "low_back", "height": 8}}], "pictures": [{"pose": lying | {"lumbar": -25}}]}
    )
    assert [problem.text for problem in contacts(flat, 0)] == [
        "pillow: 8 cm high, but 4.1 cm of room under the low back"
    ]
    assert contacts(hollow, 0) == []


def test_a_forearm_on_a_wall_lies_on_it_or_is_said_not_to() -> None:
    def scene(**wall: object) -> Scene:
        props = [{"wall": wall}] if wall else []
        return Scene.read({"props": props, "pictures": [{"pose": {"base": "standing", "forearm": "wall"}}]})

    near = solved(scene(at=34)).bodies[0]
    assert contacts(scene(at=34), 0) == []
    assert near.joints["elbow_l"][0] == pytest.approx(34 - ELBOW_RADIUS, abs=0.5)
    assert near.joints["wrist_l"][2] > near.joints["elbow_l"][2] + 20
    assert [problem.text.split(":")[0] for problem in contacts(scene(at=80), 0)] == ["forearm_l, forearm_r"]
    assert [problem.text for problem in contacts(scene(), 0)] == ["hand: there is no wall"]


def test_legs_higher_than_one_pillow_lie_on_a_pile() -> None:
    low, high = (
        Scene.read(
            {
                "props": [{"pillow": {"under": "calves", "height": 12}}],
                "pictures": [{"pose": {"base": "supine", "hip": hip, "knee": hip + 3}}],
            }
        )
        for hip in (8, 55)
    )
    assert [sum(shape.fill == CALM.prop for shape in draw(scene, 0).shapes) for scene in (low, high)] == [1, 3]


def on_a_step(foot: str, *more: dict) -> Scene:
    """A stool in front, one foot on it."""
    pictures = [{"pose": {"base": "standing"}}, {"pose": {"foot_l": "keep", "foot_r": foot}}, *more]
    return Scene.read({"view": "side", "props": [{"step": {"height": 36, "at": 25}}], "pictures": pictures})


@pytest.mark.parametrize("foot", ["step", "step back 30", "step forward 5", "step forward 62"])
def test_a_foot_beside_the_step_says_where_it_would_stand(foot: str) -> None:
    [problem] = contacts(on_a_step(foot), 1)
    assert "cm beside the step; write foot_r: step forward 35" in str(problem)
    assert contacts(on_a_step("step forward 35"), 1) == []


def test_a_foot_that_stays_on_the_step_is_not_off_the_ground() -> None:
    later = {"pose": {"ground": ["feet"], "lumbar": 10, "foot_r": "keep"}}
    assert contacts(on_a_step("step forward 35", later), 2) == []


def test_a_foot_on_a_step_that_is_not_there_is_said() -> None:
    scene = Scene.read({"pictures": [{"pose": {"base": "standing", "foot_r": "step forward 35"}}]})
    assert "foot_r: there is no step; add it to the props" in next(str(p) for p in contacts(scene, 0))


def idle(*poses: dict[str, object], **marks: object) -> list[str]:
    pictures: list[dict[str, object]] = [{"pose": pose} for pose in poses]
    pictures[-1] |= marks
    scene = Scene.read({"props": ["mat"], "pictures": pictures})
    return [str(problem) for n in range(len(pictures)) for problem in unused(scene, n)]


def test_an_angle_that_a_foot_on_the_floor_decides_is_said() -> None:
    kept = ["pose.hip_l: has no effect while foot_l: keep holds; leave hip_l out, or write foot_l: free"]
    assert idle({"base": "standing"}, {"hip_l": 40, "foot_l": "keep"}) == kept
    assert idle({"base": "standing"}, {"hip_l": 40, "foot_l": "keep"}, {"neck": 10}) == kept  # once
    [said] = idle({"base": "supine", "hip": 45, "knee": 90, "foot": "floor"})
    assert said.startswith("pose.hip: has no effect while foot: floor holds; leave hip out")


OVERRULED: list[tuple[dict[str, object], str]] = [
    (
        {"base": "supine", "head": "floor", "neck": 20},
        "pose.neck: has no effect while head: floor holds; leave neck out",
    ),
    (
        {"base": "lying-left", "head": "pillow", "neck_side": 9},
        "pose.neck_side: has no effect while head: pillow holds",
    ),
    ({"base": "standing", "ankle": 20}, "pose.ankle: has no effect while the sole lies flat; leave ankle out"),
    ({"base": "kneeling", "hip_rotation_l": 20}, "pose.hip_rotation_l: has no effect while the leg kneels"),
    (
        {"base": "supine", "hand_r": "floor", "elbow": 60},
        "pose.elbow: has no effect on the right side while hand_r: floor holds; write elbow_l in place of elbow",
    ),
    (
        {"base": "prone", "hip": -20, "foot_l": "floor"},
        "pose.hip: -20 is drawn as -42 on the left side while foot_l: floor holds; write hip_r in place of hip",
    ),
    (
        {"base": "supine", "head": "floor", "foot_l": "knee_r", "knee": 95, "foot_r": "floor"},
        "pose.knee: 95 is drawn as 112 on the left side while foot_l: knee_r holds; write knee_r in place of knee",
    ),
    ({"base": "sitting", "hip_l": 40, "foot_l": "floor"}, "pose.hip_l: 40 is drawn as 33 while foot_l: floor holds"),
]


@pytest.mark.parametrize(("pose", "says"), OVERRULED)
def test_every_angle_that_something_else_settles_is_said(pose: dict[str, object], says: str) -> None:
    [said] = idle(pose)
    assert said.startswith(says)


def test_what_to_write_for_an_angle_that_is_drawn_otherwise_has_been_tried() -> None:
    [said] = idle({"base": "standing", "knee": 99, "shin": "floor"})
    assert said == "pose.knee: 99 is drawn as 87 while shin: floor holds; write knee: 87, or leave it out"
    assert idle({"base": "standing", "knee": 87, "shin": "floor"}) == []


@pytest.mark.parametrize("knee", [92, 98, 105])
def test_a_knee_of_who_sits_is_bent_as_written(knee: int) -> None:
    sitting: dict[str, object] = {"base": "sitting", "foot": "floor", "knee": knee}
    body = solved(Scene.read({"props": ["chair"], "pictures": [{"pose": sitting}]})).bodies[0]
    assert [knee_bend(body, side) for side in "lr"] == pytest.approx([knee, knee], abs=0.5)


@pytest.mark.parametrize("knee", [15, 28, 60])
def test_knees_over_feet_that_are_kept_bend_as_written_and_the_hips_sink(knee: int) -> None:
    lean: dict[str, object] = {"base": "standing", "back": "wall", "foot": "floor forward 30", "knee": 8}
    poses = [{"pose": lean}, {"pose": {"foot": "keep", "knee": knee}}]
    scene = Scene.read({"props": ["wall"], "pictures": poses})
    above, below = solved(scene).bodies
    assert knee_bend(below, "r") == pytest.approx(knee, abs=0.5)
    assert below.hips[2] < above.hips[2] - 0.3
    assert contacts(scene, 1) == []


def test_somebody_on_the_side_nods_without_letting_go_of_the_pillow() -> None:
    lies = {"base": "lying-left", "head": "pillow"}
    kept = Scene.read({"pictures": [{"pose": lies}, {"pose": {"neck": 10}}]})
    freed = Scene.read({"pictures": [{"pose": lies}, {"pose": {"neck_side": 10}}]})
    assert [scene.pictures[1].pose.contact("head") is not None for scene in (kept, freed)] == [True, False]


@pytest.mark.parametrize("side", "lr")
def test_either_hip_leans_somebody_who_sits(side: str) -> None:
    sitting: dict[str, object] = {"base": "sitting", f"hip_{side}": 74, f"knee_{side}": 50}
    body = solved(Scene.read({"props": ["chair"], "pictures": [{"pose": sitting}]})).bodies[0]
    assert body.frame[2][0] < -0.1
    assert abs(body.joints[f"knee_{side}"][2] - body.joints[f"hip_{side}"][2]) < 4


def test_an_angle_that_moves_anything_passes() -> None:
    assert idle({"base": "standing"}, {"hip_l": 40}) == []
    assert idle({"base": "supine", "knee": 90, "foot": "floor"}) == []
    bridge = {"ground": ["back", "feet"], "hip": 0, "foot": "keep"}
    assert idle({"base": "supine", "knee": 100, "foot": "floor", "head": "floor"}, bridge) == []


def test_an_arrow_for_what_has_not_moved_is_said() -> None:
    up: dict[str, object] = {"shoulder_l": 90}
    assert idle({"base": "standing"}, up, arrow="hand_l") == []
    assert idle({"base": "standing"}, up, arrow="hand_r up") == []
    [said] = idle({"base": "standing"}, up, arrow=["hand_l", "hand_r"])
    assert said.startswith("arrow: hand_r has not moved since the picture before; name what moves, or a direction")
    assert "has not moved in the first picture" in idle({"base": "standing"}, arrow="hand_l")[0]
    assert idle({"base": "standing"}, {"neck": 20}, arrow="chin") == []


def test_an_arrow_against_the_way_in_which_a_part_moves_is_said() -> None:
    lies: dict[str, object] = {"base": "prone", "head": "floor"}
    lifted: dict[str, object] = {"hip_r": -18}
    [said] = idle(lies, lifted, arrow="foot_r down")
    assert said == "arrow: foot_r has moved up, and not down; write foot_r up, or foot_r alone"
    for arrow in ("foot_r up", "foot_r", "foot_l down", ["foot_r down", "return"]):
        assert idle(lies, lifted, arrow=arrow) == [], arrow


@pytest.mark.parametrize(("name", "n"), PICTURES)
def test_nothing_in_the_library_is_without_effect(name: str, n: int) -> None:
    assert list(unused(SCENES[name], n)) == []


def test_no_angle_is_to_be_left_out_that_nobody_wrote() -> None:
    lines = said(base="standing", foot_r="floor forward 90", foot_l="floor")
    assert lines
    assert not [line for line in lines if "leave out the angle" in line]
    assert any(line.endswith("; put the feet closer together") for line in lines)
