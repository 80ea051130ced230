"""The people: hair, faces, builds, and hands that hold things."""

import zlib
from dataclasses import replace
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.figure import PEOPLE, Scene, describe, draw
from planner.figure.anatomy import KNEE_RADIUS, SIDES, STATURE, foot_balls, hand_balls
from planner.figure.camera import Camera
from planner.figure.contacts import contacts
from planner.figure.hair import CUTS, on_skull
from planner.figure.held import stick_ends
from planner.figure.look import HAIR
from planner.figure.mirror import for_sore_side, mirrored
from planner.figure.outline import inside
from planner.figure.picture import painted
from planner.figure.props import find
from planner.figure.scene import solved
from planner.figure.stance import kneels
from planner.figure.vectors import WORLD, at, dot, length, lerp, nod, sub
from tests.benchmarks.figure import operators
from tests.figure.scenes import SCENES, WORDS

MIDDLE = (0.0, 0.0, 0.0)


def covers(cut: str, camera: Camera, f: float, u: float, *, side: float = 0.0) -> bool:
    loops, behind = on_skull(MIDDLE, WORLD, camera, CUTS[cut])
    point = camera.point(at(MIDDLE, WORLD, f=f, l=side, u=u))
    return not behind and sum(inside(point, loop) for loop in loops) % 2 == 1


def test_every_cut_has_a_hairline_and_the_other_way_round() -> None:
    assert set(CUTS) == set(HAIR)


@settings(max_examples=300, deadline=None)
@given(cut=st.sampled_from(HAIR), yaw=st.integers(-180, 180), elevation=st.integers(0, 88), bent=st.integers(-60, 120))
def test_hair_is_on_the_head_and_leaves_the_face_free_from_every_side(
    cut: str, yaw: int, elevation: int, bent: int
) -> None:
    camera, head = Camera(yaw, elevation), nod(WORLD, bent)

    def covered(f: float, u: float) -> bool:
        loops, behind = on_skull(MIDDLE, head, camera, CUTS[cut])
        point = camera.point(at(MIDDLE, head, f=f, u=u))
        return not behind and sum(inside(point, loop) for loop in loops) % 2 == 1

    if dot(head[0], camera.way) < -0.35 and dot(head[2], camera.way) > -0.6:  # the face is seen
        assert not covered(8.4, 0.4)
        assert not covered(8.0, -7.0)  # the mouth
    if dot(head[2], camera.way) < -0.5 and cut not in ("bald", "receding"):
        assert covered(-2.0, 10.5)
    if dot(head[0], camera.way) > 0.5 and cut != "bald":
        assert covered(-9.5, 3.0)


@pytest.mark.parametrize("cut", [cut for cut in HAIR if cut != "bald"])
def test_hair_covers_the_back_of_the_head_and_the_crown(cut: str) -> None:
    assert covers(cut, Camera(-90, 4), -10.0, 2.0)
    assert covers(cut, Camera(0, 88), -4.0, 10.0)
    assert covers(cut, Camera(0, 4), -8.0, 2.0)


@pytest.mark.parametrize("person", [name for name, look in PEOPLE.items() if look.glasses])
def test_glasses_add_lines_to_the_face_and_only_there(person: str) -> None:
    bare = replace(PEOPLE[person], glasses=False)
    for name, more in (("standing-front", True), ("standing-back", False)):
        assert (len(draw(SCENES[name], 0, PEOPLE[person]).shapes) > len(draw(SCENES[name], 0, bare).shapes)) is more


@pytest.mark.parametrize("person", PEOPLE)
def test_the_largest_pictures_stay_under_six_kilobytes(person: str) -> None:
    for name in ("clam", "clam with floor-access", "knee-rolls", "sit-to-stand with balance"):
        for n in range(len(SCENES[name].pictures)):
            assert len(zlib.compress(operators(draw(SCENES[name], n, PEOPLE[person])))) < 6000, name


def widest(person: str, row: int) -> float:
    part = solved(SCENES["standing-front"], PEOPLE[person].physique).bodies[0].spine[row]
    return part.front + part.back


def test_people_are_built_differently_and_the_bones_stay() -> None:
    assert widest("pregnant-bob", 6) > 1.4 * widest("brown-bob", 6)
    assert widest("broad", 6) > 1.4 * widest("calm", 6)
    joints = [solved(SCENES["standing-front"], look.physique).bodies[0].joints["knee_l"] for look in PEOPLE.values()]
    assert all(length(sub(joint, joints[0])) < 0.5 for joint in joints)


def test_a_pregnant_belly_is_seen_from_the_side_and_from_the_front() -> None:
    def deep(person: str) -> float:
        [shirt] = [p for p in painted(SCENES["walking"], 0, PEOPLE[person]) if p.name == "shirt"]
        return max(x for x, _ in shirt.loop) - min(x for x, _ in shirt.loop)

    assert deep("pregnant-bob") > deep("brown-bob") + 10
    [shirt] = [p for p in painted(SCENES["standing-front"], 0, PEOPLE["pregnant-bob"]) if p.name == "shirt"]
    assert len(shirt.shapes) == 2


def reach(scene: Scene, n: int, person: str) -> float:
    """Return how far the shirt reaches forward from the middle of the waist, centimetres."""
    found = solved(scene, PEOPLE[person].physique)
    part, camera = found.bodies[n].spine[6], found.camera
    x, y = camera.point(part.centre)
    fx, fy = camera.point(part.frame[0])
    [shirt] = [p for p in painted(scene, n, PEOPLE[person]) if p.name == "shirt"]
    return max((a - x) * fx + (b - y) * fy for a, b in shirt.loop)


@pytest.mark.parametrize("name", ["cat-camel with pregnancy", "sit-to-stand", "walking", "bird-dog"])
def test_a_pregnant_belly_is_as_large_in_every_posture(name: str) -> None:
    scene = SCENES[name]
    for n in range(len(scene.pictures)):
        assert reach(scene, n, "pregnant-bob") > 0.95 * PEOPLE["pregnant-bob"].physique.rows[6][2] * STATURE, n


def test_who_is_heavy_is_so_in_limbs_and_from_behind() -> None:
    def broad(person: str, part: str) -> float:
        [piece] = [p for p in painted(SCENES["standing-back"], 0, PEOPLE[person]) if p.name == part]
        near = [x for x, y in piece.loop if abs(y - middle[part]) < 4]
        return max(near) - min(near)

    body = solved(SCENES["standing-back"]).bodies[0]
    middle = {"shirt": body.spine[6].centre[2], "leg_l": body.joints["knee_l"][2] - 14}
    for heavy, slim in (("broad", "calm"), ("broad-ponytail", "brown-bob")):
        assert broad(heavy, "shirt") > 1.3 * broad(slim, "shirt")
        assert broad(heavy, "leg_l") > 1.1 * broad(slim, "leg_l")


@pytest.mark.parametrize("name", [name for name in SCENES if "kneel" in name or name == "cat-camel"])
def test_whoever_kneels_has_shins_and_feet_on_the_floor(name: str) -> None:
    for picture, body in zip(SCENES[name].pictures, solved(SCENES[name]).bodies, strict=True):
        for side in SIDES:
            if kneels(picture.pose, side):
                assert min(z - r for (_, _, z), r in foot_balls(body, side).values()) < 1.0
                assert body.joints["ankle_" + side][2] < KNEE_RADIUS + 1.0


@pytest.mark.parametrize("name", ["walking with balance", "hip-hinge", "sit-to-stand with hip-replacement"])
def test_the_mirror_image_has_the_other_hand_and_foot_in_each_place(name: str) -> None:
    scene, other = SCENES[name], {"_l": "_r", "_r": "_l"}
    turned = mirrored(scene)
    assert mirrored(turned).pictures == scene.pictures
    for n, (body, image) in enumerate(zip(solved(scene).bodies, solved(turned).bodies, strict=True)):
        assert contacts(turned, n) == []
        for joint, (x, y, z) in body.joints.items():
            there = image.joints[joint[:-2] + other.get(joint[-2:], joint[-2:])]
            assert there == pytest.approx((x, -y, z), abs=0.01), (n, joint)
        assert draw(turned, n).width == pytest.approx(draw(scene, n).width, abs=0.5)


def test_a_walking_stick_is_in_the_hand_opposite_the_sore_side() -> None:
    scene = SCENES["walking with balance"]
    assert for_sore_side(scene, None) == for_sore_side(scene, "left") == scene
    turned = for_sore_side(scene, "right")
    assert for_sore_side(turned, "right") == turned
    assert for_sore_side(turned, "left").pictures == scene.pictures
    assert "right hand on a stick" in describe(scene, 0, WORDS)
    assert "left hand on a stick" in describe(turned, 0, WORDS)
    for n, body in enumerate(solved(turned).bodies):
        assert body.grips == {"l": "fist"}, n
    without = SCENES["walking"]
    assert for_sore_side(without, "right") == without


def test_a_walking_stick_on_the_far_side_is_behind_the_person() -> None:
    scene = SCENES["walking with balance"]
    far = replace(scene, yaw=180.0 + scene.yaw)
    [stick] = [i for i, shape in enumerate(draw(far, 0).shapes) if shape.width == pytest.approx(1.9)]
    assert stick < len(draw(far, 0).shapes) / 2
    [stick] = [i for i, shape in enumerate(draw(scene, 0).shapes) if shape.width == pytest.approx(1.9)]
    assert stick > len(draw(scene, 0).shapes) / 2


@pytest.mark.parametrize("name", ["hip-hinge", "walking with balance"])
def test_a_stick_goes_through_the_fist_that_holds_it(name: str) -> None:
    scene = SCENES[name]
    stick = find(scene.props, "stick")
    assert stick is not None
    for n, body in enumerate(solved(scene).bodies):
        assert body.grips["r"] == "fist", n
        a, b = stick_ends(stick, body)
        fist = hand_balls(body, "r")["first"][0]
        near = min(length(sub(fist, lerp(a, b, i / 200))) for i in range(201))
        assert near < 2.7, (n, near)


def test_the_thumb_of_an_open_hand_stands_off_its_fingers() -> None:
    scene = Scene.read({"view": "top", "props": ["mat"], "pictures": [{"pose": {"base": "supine", "hand": "floor"}}]})
    body, camera = solved(scene).bodies[0], Camera(0, 88)
    for side in SIDES:
        balls = hand_balls(body, side)
        (tip, r), (index, q) = balls["tip"], balls["index"]
        x, y = camera.point(tip)
        u, v = camera.point(index)
        assert hypot(x - u, y - v) > r + q + 3
