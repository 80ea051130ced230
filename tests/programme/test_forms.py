"""What a card says first, its steps and its pictures agree, for who has several conditions."""

from itertools import combinations

import pytest

from planner.content.pictures import scene_of
from planner.problems import InputError
from tests.programme.programmes import CONDITIONS, made, plan_of


def card(exercise: str, *conditions: str):
    """The exercise as it is printed; None if it is left out."""
    items = made(plan_of([exercise, "walking", "pelvic-tilt"]), conditions=list(conditions)).items
    return next((item for item in items if item.exercise.key == exercise), None)


def printed(exercise: str, *wanted: str):
    """Each card of an exercise for these conditions, and up to two more."""
    others = [c for c in CONDITIONS if c not in wanted]
    for more in ((), *((c,) for c in others), *combinations(others, 2)):
        try:
            item = card(exercise, *wanted, *more)
        except InputError:  # they contradict each other
            continue
        if item:
            yield (*wanted, *more), item


def test_a_new_hip_is_bent_halfway_in_words_and_pictures():
    found = list(printed("heel-slide", "hip-replacement"))
    assert {"pregnancy", "floor-access", "post-surgery"} < {c for conditions, _ in found for c in conditions}
    for conditions, item in found:
        assert any("Stop when your knee is half bent." in c.change for c in item.changes), conditions
        assert any("until your knee is half bent. Go no further." in step.say for step in item.steps), conditions
        knees = [int(v) for step in item.steps for k, v in (step.pose or {}).items() if k.startswith("knee")]
        assert max(knees) == 65 or ("pregnancy" in conditions and max(knees) == 60), conditions
        assert scene_of(item.exercise, item.steps, on_bed=item.on_bed)


@pytest.mark.parametrize("more", [(), ("sciatica",), ("hip-replacement",)])
def test_a_firm_bed_after_surgery_is_one_for_who_cannot_get_down(more):
    item = card("heel-slide", "post-surgery", "floor-access", *more)
    assert item.steps[0].say.startswith("Lie on your back on a firm bed.")
    assert [c.change for c in item.changes if c.condition == "floor-access"] == [
        "Do it on a firm bed. Move a little at a time."
    ]


@pytest.mark.parametrize("side", ["left", "right"])
def test_nobody_lies_on_the_sore_side_for_a_clam(side):
    """A clam is done on each side, and its card cannot ask for one only: a sore nerve waits for a clinician's yes."""
    programme = made(plan_of(["clam", "walking", "pelvic-tilt"]), conditions=["sciatica-acute"], side=side)
    assert [item.exercise.key for item in programme.items] == ["walking", "pelvic-tilt"]
    assert card("clam", "pregnancy", "sciatica-acute") is None
    assert card("clam", "pregnancy")


@pytest.mark.parametrize("exercise", ["bird-dog", "front-plank-knees", "prone-on-elbows", "prone-press-up"])
@pytest.mark.parametrize("form", ["floor-access", "knee-kneeling", "wrist-shoulder"])
def test_a_sore_neck_looks_at_no_mat_where_there_is_none(exercise, form):
    item = card(exercise, "neck-pain", form)
    if item and item.steps != item.exercise.steps:
        says = " ".join([*(change.change for change in item.changes), *(step.say for step in item.steps)])
        assert " mat." not in says, says
        assert "neck long" in says or "head in line" in says


@pytest.mark.parametrize("spine", ["spondylolisthesis", "stenosis-extension-sensitive"])
@pytest.mark.parametrize("form", ["floor-access", "knee-kneeling"])
def test_a_leg_behind_who_stands_is_lifted_a_little_and_not_as_high_as_the_back(spine, form):
    item = card("bird-dog", spine, form)
    assert [change.change for change in item.changes] == ["Do it standing, with both hands on a heavy table."] * 2
    assert "Slide one leg back. Lift the foot a little." in [step.say for step in item.steps]
    [alone] = card("bird-dog", spine).changes
    assert alone.change == "Lift your leg no higher than your back."


@pytest.mark.parametrize("spine", ["spondylolisthesis", "stenosis-extension-sensitive"])
@pytest.mark.parametrize("form", ["floor-access", "wrist-shoulder"])
def test_who_leans_on_a_wall_does_not_lower_anything(spine, form):
    item = card("front-plank-knees", spine, form)
    says = " ".join([*(change.change for change in item.changes), *(step.say for step in item.steps)])
    assert "Stop before your back sags." in says
    assert "Lower" not in says.split()
