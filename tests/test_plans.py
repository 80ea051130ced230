"""The built-in plans: complete, within the library, and safe for whom they say they are for."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from planner import load_library, load_patient, load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.resources import built_in_plans, data
from planner.problems import InputError
from planner.programme.prescribe import prescribe, suited
from planner.programme.tailor import tailor
from planner.programme.warnings import MOST_EXERCISES
from planner.sections.registry import KINDS

GUIDE = Path(__file__).parents[1] / "docs" / "write-a-plan.md"
LIBRARY = load_library()
PLANS = {key: load_plan(key) for key in built_in_plans()}
WHO = {
    "low-back-relief": (),
    "sciatica-worse-bending": ("sciatica-flexion-sensitive",),
    "sciatica-worse-standing": ("stenosis-extension-sensitive",),
    "bones-and-balance": ("osteoporosis", "balance"),
    "pregnancy": ("pregnancy",),
    "chair-and-bed": ("floor-access",),
    "desk-day": (),
    "keep-well": (),
    "first-two-weeks": (),
    "walk-more": (),
    "new-mothers": ("after-birth",),
    "lifting-work": (),
}
"""What everybody has whom a plan is for."""
OWN = [(key, condition) for key, conditions in WHO.items() for condition in conditions]
BEND = {"standing-forward-bend", "seated-forward-bend", "curl-up", "double-knee-to-chest", "hamstring-stretch-lying"}
ARCH = {"prone-on-elbows", "prone-press-up", "standing-back-bend"}
NEVER = {
    "sciatica-worse-bending": BEND | {"heel-sit-stretch", "single-knee-to-chest"},
    "sciatica-worse-standing": ARCH,
    "bones-and-balance": BEND,
    "pregnancy": {"front-plank-knees", "side-plank-knees", "curl-up", "heel-taps", "double-knee-to-chest", *ARCH},
}
"""What the clinical notes (C5, C6) leave out for whom a plan is for."""


def test_an_exercise_that_is_in_no_plan_is_named_for_authors_with_the_reason():
    used = {entry.exercise for plan in PLANS.values() for phase in plan.phases for entry in phase.exercises}
    paragraph = next(p for p in GUIDE.read_text("utf-8").split("\n\n") if "in no built-in plan" in p)
    assert {name for name in LIBRARY.ids("exercises") if f"`{name}`" in paragraph} == set(
        LIBRARY.ids("exercises")
    ) - used


@pytest.mark.parametrize("key", PLANS)
def test_a_card_has_pictures_whatever_two_conditions_a_patient_has(key):
    here = [name for name in LIBRARY.conditions if name not in PLANS[key].not_for_conditions]
    for conditions in (*((one,) for one in here), *combinations(here, 2)):
        try:
            given = tailor(PLANS[key], suited(PLANS[key], Patient(conditions=conditions)), LIBRARY).changes
        except InputError:  # nothing of a phase is left: no booklet
            continue
        bare = [name for name, changes in given.items() if any(p.pictures == "none" for p in changes)]
        assert bare == [], conditions


@pytest.mark.parametrize("key", PLANS)
def test_nobody_for_whom_a_plan_is_gets_a_card_without_pictures(key):
    for conditions in {(), WHO[key]}:
        bare = [item.exercise.key for item in programme(key, conditions=conditions).items if not item.pictured]
        assert bare == [], conditions


def programme(key: str, **patient):
    return prescribe(PLANS[key], Patient.model_validate(patient), Clinic(), LIBRARY)


def used(key: str) -> set[str]:
    return {entry.exercise for phase in PLANS[key].phases for entry in phase.exercises}


def test_there_are_twelve():
    assert set(PLANS) == set(WHO)
    assert {key: plan.conditions for key, plan in PLANS.items()} == WHO


@pytest.mark.parametrize("key", WHO)
def test_a_plan_is_complete(key):
    plan = PLANS[key]
    names = [entry.section for entry in plan.sections]
    assert [name for name in names if name != "text"] == list(KINDS)
    assert plan.topics
    assert plan.checklist
    assert plan.for_ != plan.not_for
    first = (data("plans") / f"{key}.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=schemas/plan.json"


@pytest.mark.parametrize("key", WHO)
def test_a_plan_asks_for_nothing_unusual(key):
    made = programme(key)
    assert made.warnings == ()
    for week in made.weeks:
        assert max(sum(1 for row in week.rows if row.times[n]) for n in range(7)) <= MOST_EXERCISES
        assert sum(1 for n in range(7) if any(row.times[n] for row in week.rows)) >= 3


@pytest.mark.parametrize("key", WHO)
def test_doses_are_rungs_of_the_library(key):
    for item in programme(key).items:
        rungs = [item.exercise.dose.changed(level) for level in item.exercise.levels]
        if not item.changes:
            assert all(p.dose in rungs for p in item.prescriptions), item.exercise.key
        assert [p.level for p in item.prescriptions] == sorted(p.level for p in item.prescriptions)


@pytest.mark.parametrize("key", WHO)
def test_nothing_is_swapped_left_out_or_asked_for_whom_a_plan_is_for(key):
    for conditions in ((), WHO[key]):  # as written, and where the patient's file says so as well
        made = programme(key, conditions=conditions)
        assert {decision.kind for decision in made.decisions} <= {"changed"}
        assert {item.exercise.key for item in made.items} == used(key)
        assert made.warnings == ()


@pytest.mark.parametrize(("key", "condition"), OWN)
def test_the_library_has_nothing_against_a_plan_for_its_own_condition(key, condition):
    said = [p for e in used(key) for p in LIBRARY.exercise(e).precautions if p.condition == condition]
    assert {p.action for p in said} <= {"modify"}
    changes = {c.change for item in programme(key).items for c in item.changes}
    assert {p.change for p in said} <= changes


@pytest.mark.parametrize("key", NEVER)
def test_what_the_clinical_notes_leave_out_is_in_no_phase(key):
    assert not used(key) & NEVER[key]


def test_in_pregnancy_nothing_is_done_on_the_back_or_the_belly():
    assert not {LIBRARY.exercise(e).position for e in used("pregnancy")} & {"supine", "prone"}


def a_week(made, week: int, key: str) -> int:
    """Seconds of an exercise in a week."""
    return sum(sum(r.times) * r.prescription.dose.time for r in made.weeks[week].rows if r.item.exercise.key == key)


def test_whoever_stands_with_pain_walks_further_in_each_phase():
    minutes = [a_week(programme("sciatica-worse-standing"), week, "walking") // 60 for week in (0, 2, 4)]
    assert minutes == [50, 80, 100]


def test_balance_is_trained_in_each_phase_and_gets_harder():
    aims = [[LIBRARY.exercise(e.exercise).aim for e in phase.exercises] for phase in PLANS["bones-and-balance"].phases]
    assert [row.count("balance") for row in aims] == [1, 2, 2]
    stands = [p.dose for item in programme("bones-and-balance").items for p in item.prescriptions]
    assert max(dose.reps for dose in stands) == 10
    [tandem] = [i for i in programme("bones-and-balance").items if i.exercise.key == "tandem-stand"]
    assert [(p.week, p.dose.reps) for p in tandem.prescriptions] == [(3, 1), (6, 2)]


def test_from_a_chair_or_a_bed_nothing_is_done_on_the_floor():
    steps = " ".join(step.say for item in programme("chair-and-bed").items for step in item.steps).lower()
    assert "mat" not in steps.split()
    assert "floor" not in steps


def test_every_exercise_is_in_a_plan_but_those_that_a_clinician_chooses():
    """As docs/write-a-plan.md says, and why."""
    assert set(LIBRARY.ids("exercises")) - set().union(*map(used, PLANS)) == {
        "sciatic-slider-lying",
        "sciatic-slider-seated",
        "hamstring-stretch-lying",
        "heel-sit-stretch",
    }


def test_walks_build_up_to_half_an_hour_on_five_days():
    minutes = [a_week(programme("walk-more"), week, "walking") // 60 for week in range(12)]
    assert minutes == [50, 50, 75, 75, 100, 100, 125, 125, 150, 150, 150, 150]


def test_at_a_desk_one_sits_or_stands():
    assert {LIBRARY.exercise(e).position for e in used("desk-day")} <= {"sitting", "standing"}


def test_the_plans_conditions_count_beside_the_patients_and_their_places_stay(write):
    path = write("patient.yaml", "name: Ana\nconditions: [balance, osteoporosis]\n")
    made = prescribe(PLANS["pregnancy"], load_patient(path), Clinic(), LIBRARY)
    assert made.patient.conditions == ("balance", "osteoporosis", "pregnancy")
    places = Counter(warning.split(": ")[0] for warning in made.warnings)
    assert set(places) == {f"{path}:2:14", f"{path}:2:23", "plans/pregnancy.yaml:8:13"}  # the file names others


def test_what_a_plan_has_against_its_own_condition_is_a_warning_at_its_place(write):
    text = (data("plans") / "pregnancy.yaml").read_text("utf-8")
    path = write("own.yaml", text.replace("      - cat-camel\n", "      - curl-up\n"))
    [warning] = prescribe(load_plan(path), Patient(), Clinic(), LIBRARY).warnings
    assert warning.startswith(f'{path}:8:14: conditions.0: "curl-up" is left out')


def test_an_unknown_condition_of_a_plan_is_an_error_with_its_place(write):
    text = (data("plans") / "pregnancy.yaml").read_text("utf-8")
    path = write("own.yaml", text.replace("[pregnancy]", "[pregnant]"))
    with pytest.raises(Exception, match=r'own\.yaml:8:14: conditions\.0: there is no condition "pregnant"'):
        make_booklet(load_plan(path), library=LIBRARY)
