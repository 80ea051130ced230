"""What conditions do to plans, over the whole library."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import load_patient
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.problems import InputError
from planner.programme.prescribe import prescribe
from tests.programme.programmes import CONDITIONS, EXERCISES, LIBRARY, made, plan_of, refusal

NEUTRAL = {
    "walking",
    "pelvic-tilt",
    "abdominal-brace",
    "belly-breathing",
    "knee-rolls",
    "heel-slide",
    "legs-on-chair-rest",
}
FLOOR = {"supine", "prone", "side-lying", "hands-and-knees", "half-kneeling"}


def expected(exercise: str, condition: str) -> str | None:
    """The action by the clinical notes' library-wide rules, else by the exercise's own precaution."""
    found = LIBRARY.exercise(exercise)
    own = next((p.action for p in found.precautions if p.condition == condition), None)
    if condition == "sciatica" and exercise not in NEUTRAL:
        return "avoid"
    return "avoid" if condition == "floor-access" and own is None and found.position in FLOOR else own


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_condition_rules_out_changes_or_leaves_alone(exercise, condition):
    action, plan = expected(exercise, condition), plan_of([exercise])
    if action == "ask":
        [line] = refusal(plan, conditions=[condition])
        assert f"clear what you can answer for: {exercise} ({condition})" in line
        return
    [item] = made(plan, conditions=[condition]).items
    if action == "avoid":
        assert item.exercise.key != exercise
        assert expected(item.exercise.key, condition) in (None, "modify")
        assert [r.exercise.key for r in item.replaces] == [exercise]
        return
    assert [c.condition for c in item.changes] == ([condition] if action else [])
    own = LIBRARY.exercise(exercise)
    precaution = next((p for p in own.precautions if p.condition == condition), None)
    assert item.steps == (precaution.steps if precaution and precaution.steps else own.steps)
    assert item.pictured == (precaution is None or precaution.pictures != "none")
    if precaution:
        assert (item.changes[0].change, item.changes[0].why) == (precaution.change, precaution.why)


@pytest.mark.parametrize(
    ("condition", "out"),
    [
        (
            "sciatica",
            {"bridge", "bird-dog", "cat-camel", "seated-forward-bend", "single-knee-to-chest", "standing-forward-bend"},
        ),
        ("sciatica-flexion-sensitive", {"seated-forward-bend", "single-knee-to-chest", "standing-forward-bend"}),
        ("osteoporosis", {"seated-forward-bend", "standing-forward-bend"}),
        (
            "post-surgery",
            {"bridge", "bird-dog", "cat-camel", "seated-forward-bend", "standing-forward-bend", "knee-rolls"},
        ),
        ("hip-replacement", {"seated-forward-bend", "standing-forward-bend", "single-knee-to-chest", "knee-rolls"}),
    ],
)
def test_what_the_clinical_notes_forbid_is_never_prescribed(condition, out):
    assert not out & {item.exercise.key for item in made(plan_of(EXERCISES), conditions=[condition]).items}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_built_in_plan_says_of_every_exercise_what_a_condition_does_to_it(plan, condition):
    keys = dict.fromkeys(entry.exercise for phase in plan.phases for entry in phase.exercises)
    programme = made(plan, conditions=[condition], accept_plan={"by": "Dr Lee", "reason": "r"})
    said = " ".join(programme.warnings)
    for key in keys:
        action = expected(key, condition)
        assert (f'"{key}" is left out' in said) == (action in ("avoid", "ask"))
        assert (f'"{key}" is changed' in said) == (action == "modify")


def test_an_unknown_condition_is_reported_with_its_place_and_the_nearest(write, plan):
    path = write("patient.yaml", "name: Ana\nconditions: [balance, osteoporosi]\n")
    with pytest.raises(InputError) as caught:
        prescribe(plan, load_patient(path), Clinic(), LIBRARY)
    says = f'{path}:2:23: conditions.1: there is no condition "osteoporosi"; did you mean "osteoporosis"?'
    assert str(caught.value) == says


def test_two_changes_that_cannot_both_be_followed_leave_the_exercise_out():
    programme = made(plan_of(["cat-camel", "walking"]), conditions=["osteoporosis", "knee-kneeling"])
    assert [item.exercise.key for item in programme.items] == ["pelvic-tilt", "walking"]
    [line] = programme.warnings
    assert "cannot both be followed" in line
    assert all(word in line for word in ('"osteoporosis"', '"knee-kneeling"', '"cat-camel"', '"pelvic-tilt"'))


def test_two_changes_with_the_same_steps_are_both_followed():
    [item] = made(plan_of(["bird-dog"]), conditions=["knee-kneeling", "floor-access"]).items
    assert item.exercise.key == "bird-dog"
    assert {c.condition for c in item.changes} == {"knee-kneeling", "floor-access"}


def test_two_changes_of_which_one_rewrites_the_steps_are_both_said():
    [item] = made(plan_of(["bird-dog"]), conditions=["spondylolisthesis", "balance"]).items
    assert [c.condition for c in item.changes] == ["spondylolisthesis", "balance"]
    assert "both hands down" in " ".join(step.say for step in item.steps).lower()
    assert item.pictured  # the leg-only picture is the one that is asked for


def test_a_condition_written_twice_counts_once():
    [item] = made(plan_of(["cat-camel"]), conditions=["osteoporosis", "osteoporosis"]).items
    assert [c.condition for c in item.changes] == ["osteoporosis"]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_only_alternatives_that_no_condition_speaks_of_are_offered(condition):
    for key in EXERCISES:
        if expected(key, condition) in ("avoid", "ask"):
            continue
        [item] = made(plan_of([key]), conditions=[condition]).items
        for way in ("easier", "harder"):
            other, offered = getattr(item.exercise, way), getattr(item, way)
            free = other is not None and expected(other, condition) is None
            assert (offered.key if offered else None) == (other if free else None)


def outcome(exercises: list[str], conditions: list[str]):
    """What a patient gets, without the places of problems."""
    try:
        programme = made(plan_of(exercises), conditions=conditions)
    except InputError as error:
        return str(error).partition(": ")[2]
    return programme.items, programme.decisions, [line.partition(": ")[2] for line in programme.warnings]


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(EXERCISES), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(CONDITIONS), max_size=4, unique=True).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations(some))
    ),
)
def test_the_order_of_the_conditions_does_not_matter(exercises, orders):
    assert outcome(exercises, orders[0]) == outcome(exercises, orders[1])


FORBIDDEN = "balance: {extends: balance, avoid_positions: [hands-and-knees], why: You could tip over.}\n"


def test_a_position_that_a_clinic_forbids_stays_out_whatever_a_built_in_exercise_says(write):
    library = Library(write("library/conditions.yaml", FORBIDDEN).parent)
    programme = made(plan_of(["bird-dog", "bridge", "walking"]), library=library, conditions=["balance"])
    assert "bird-dog" not in [item.exercise.key for item in programme.items]
    [decision] = [d for d in programme.decisions if d.exercise == "bird-dog"]
    assert (decision.kind, [reason.why for reason in decision.reasons]) == ("swapped", ["You could tip over."])


@pytest.mark.parametrize(
    ("precaution", "stays"),
    [
        ("{balance: {action: modify, why: You may tip.}}", True),
        ("{balance: {why: You may tip.}}", False),
    ],
)
def test_a_clinics_own_action_allows_what_its_rule_forbids(write, precaution, stays):
    write("library/conditions.yaml", FORBIDDEN)
    exercise = f"extends: bird-dog\nprecautions: {precaution}\n"
    library = Library(write("library/exercises/bird-dog.yaml", exercise).parent.parent)
    programme = made(plan_of(["bird-dog", "bridge", "walking"]), library=library, conditions=["balance"])
    assert ("bird-dog" in [item.exercise.key for item in programme.items]) == stays


def test_a_clinician_clears_what_the_clinic_forbids(write):
    library = Library(write("library/conditions.yaml", FORBIDDEN).parent)
    cleared = [{"exercise": "bird-dog", "condition": "balance", "by": "Dr Lee", "reason": "steady enough"}]
    plan = plan_of(["bird-dog", "bridge", "walking"])
    programme = made(plan, library=library, conditions=["balance"], cleared=cleared)
    assert [change.condition for item in programme.items[:1] for change in item.changes] == ["balance"]


@pytest.mark.parametrize(
    ("condition", "lost"),
    [
        ("{title: Pregnancy, says: You are pregnant.}", "avoid_positions and accept_with"),
        (
            "{title: P, says: You are., avoid_positions: [supine], why: No., accept_with: {hypertension: Ask.}}",
            "avoid_positions",
        ),
        ("{extends: pregnancy, title: Expecting}", ""),
        ("{extends: pregnancy, avoid_positions: leave out}", "avoid_positions"),
    ],
)
def test_a_built_in_condition_that_is_written_anew_says_what_it_has_lost(write, condition, lost):
    library = Library(write("library/conditions.yaml", f"pregnancy: {condition}\n").parent)
    said = [
        line
        for line in made(plan_of(["sit-to-stand", "walking"]), library=library, conditions=["pregnancy"]).warnings
        if "no longer has" in line
    ]
    assert said == (
        [
            f'conditions.0: "pregnancy" of this library no longer has all {lost} of the built-in "pregnancy"; '
            "write extends: pregnancy into it, and of the rest only what differs"
        ]
        if lost
        else []
    )
