"""No dose falls unnoticed, and nobody begins an exercise in the middle of its ladder."""

import pytest

from planner import load_plan
from planner.content.exercise import DoseChange
from planner.content.plan import Entry, Plan
from planner.content.resources import built_in_plans
from planner.programme.dose import prescription
from tests.programme.programmes import LIBRARY, made, plan_of


def rungs(plan: Plan, key: str, **patient) -> list[tuple[int, int]]:
    """Week and rung of each prescription of an exercise."""
    [item] = [item for item in made(plan, **patient).items if item.exercise.key == key]
    return [(p.week, p.level) for p in item.prescriptions]


def test_an_exercise_that_comes_late_begins_on_its_first_rung():
    plan = plan_of(["walking"], ["walking"], ["walking", "bridge"], ["walking", "bridge"])
    assert rungs(plan, "walking") == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert rungs(plan, "bridge") == [(3, 1), (4, 2)]


def test_what_the_plan_says_is_where_it_begins():
    plan = plan_of(["walking"], ["walking", {"exercise": "bridge", "level": "2"}])
    assert rungs(plan, "bridge") == [(2, 2)]
    levelled = plan_of(["walking"], ["walking", "bridge"])
    second = levelled.phases[1].model_copy(update={"level": 3})
    levelled = levelled.model_copy(update={"phases": (levelled.phases[0], second)})
    assert rungs(levelled, "bridge") == [(2, 3)]


def test_what_stands_in_for_another_begins_on_its_own_first_rung():
    plan = plan_of(["walking"], ["walking", {"exercise": "curl-up", "level": "2"}])
    second = plan.phases[1].model_copy(update={"level": 3})
    plan = plan.model_copy(update={"phases": (plan.phases[0], second)})
    [swap] = [d for d in made(plan, conditions=["osteoporosis"]).decisions if d.kind == "swapped"]
    assert LIBRARY.exercise(swap.instead).levels
    assert rungs(plan, swap.instead, conditions=["osteoporosis"]) == [(2, 1)]


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ({"reps": "8"}, {"reps": "5"}, "times 8 to 5"),
        ({"hold": "10 s"}, {"hold": "6 s"}, "hold 10 s to 6 s"),
        ({"sets": "2"}, {"sets": "1"}, "sets 2 to 1"),
        ({"per_day": "2"}, {"per_day": "1"}, "times a day 2 to 1"),
        ({"level": "3"}, {"level": "1"}, "times 12 to 5"),
        ({"days": ["mon", "wed", "fri"]}, {"days": ["mon", "fri"]}, "days a week 3 to 2"),
    ],
)
def test_a_dose_that_falls_is_named(first, second, says):
    usual = {"exercise": "bridge", "level": "2"}
    entries = [["pelvic-tilt", usual | first], ["pelvic-tilt", usual | second]]
    assert f'phases.1.exercises.1: "bridge" falls in week 2: {says}' in made(plan_of(*entries)).warnings
    assert not any("falls" in line for line in made(plan_of(*entries[::-1])).warnings)


def test_a_rung_that_falls_is_named_where_no_number_does():
    plan = plan_of(*([{"exercise": "box-lift", "level": level}] for level in "32"))
    assert made(plan).warnings == ('phases.1.exercises.0: "box-lift" falls in week 2: rung 3 to 2',)


def test_a_fall_after_a_pause_is_a_fall():
    walk = {"exercise": "walking", "time": "20 min"}
    plan = plan_of([walk], ["bridge"], [walk | {"time": "10 min"}])
    assert any('"walking" falls in week 3: time 20 min to 10 min' in line for line in made(plan).warnings)


def test_a_higher_rung_with_fewer_repeats_held_longer_is_no_fall():
    plan = plan_of([{"exercise": "knee-rolls", "level": "2"}], [{"exercise": "knee-rolls", "level": "3"}])
    assert made(plan).warnings == ()


@pytest.mark.parametrize("name", built_in_plans())
def test_no_dose_of_a_built_in_plan_falls(name):
    assert not any("falls" in line for line in made(load_plan(name)).warnings)


@pytest.mark.parametrize(
    ("exercise", "change", "note"),
    [
        ("bridge", {"days": "daily"}, "Half height."),
        ("bridge", {"reps": "6"}, "Half height."),
        ("bridge", {"reps": "8", "hold": "3 s"}, "Half height."),
        ("bridge", {"sets": "2"}, "Half height."),
        ("bridge", {"reps": "8"}, None),
        ("walking", {"time": "20 min"}, None),
        ("sit-to-stand", {"reps": "6"}, "Use a high chair. Push with your hands."),  # no rung by amounts
    ],
)
def test_a_raised_dose_has_no_words_for_a_smaller_one_beside_it(exercise, change, note):
    programme = made(plan_of([exercise]), exercises={exercise: change})
    assert programme.items[0].first.note == note
    said = [line for line in programme.warnings if "is not printed" in line]
    assert len(said) == (note is None)
    for line in said:
        assert line.startswith(f"exercises.{exercise}.{next(iter(change))}: reaches rung 2 of the ladder, so ")
        assert line.endswith('" of rung 1 is not printed; if it still holds, write it as note')


def test_a_plan_that_raises_a_dose_has_no_such_words_either():
    programme = made(plan_of([{"exercise": "bridge", "reps": "8"}], ["walking"]))
    assert programme.items[0].first.note is None
    [line] = programme.warnings
    assert line == (
        'phases.0.exercises.0.reps: reaches rung 2 of the ladder, so "Half height." of rung 1 is not printed; '
        "if it still holds, write it as note"
    )


@pytest.mark.parametrize(
    ("entry", "note"),
    [
        ({"exercise": "heel-taps", "levels": ["1", "1", "1", "1"]}, "Keep the other foot down."),
        ({"exercise": "dead-bug", "level": "1"}, "Move the leg only. Keep both arms up."),
        ({"exercise": "bird-dog", "level": "1"}, "Leg only. Both hands stay down."),
    ],
)
def test_words_of_a_rung_that_somebody_has_written_are_kept_whatever_the_dose(entry, note):
    programme = made(plan_of([{**entry, "reps": "10"}], weeks=4))
    assert [p.note for p in programme.items[0].prescriptions] == [note]
    assert not any("is not printed" in line for line in programme.warnings)
    by_patient = made(plan_of([entry], weeks=4), exercises={entry["exercise"]: {"reps": "10"}})
    assert by_patient.items[0].first.note == note


def test_words_that_are_lost_are_named_at_an_amount_that_is_printed():
    walk = {"exercise": "walking", "sets": "2", "time": "20 min"}
    assert any(line.startswith("phases.0.exercises.0.time: reaches rung 2") for line in made(plan_of([walk])).warnings)


def test_the_rung_of_a_phase_is_written_too():
    plan = plan_of([{"exercise": "heel-taps", "reps": "10"}])
    levelled = plan.model_copy(update={"phases": (plan.phases[0].model_copy(update={"level": 1}),)})
    assert made(levelled).items[0].first.note == "Keep the other foot down."


def test_words_of_a_rung_stay_where_a_condition_lowers_the_dose_again():
    bridge, entry = LIBRARY.exercise("bridge"), Entry(exercise="bridge", reps=8)
    assert prescription(1, bridge, entry, 1, ()).note is None
    assert prescription(1, bridge, entry, 1, (DoseChange(reps=5),)).note == "Half height."


def test_a_plans_own_time_that_a_condition_lowers_is_said_as_its_words_may_promise_more():
    """The booklet promised half an hour of walking, and had 10 minutes in all weeks."""
    accepted = {"by": "Maria Lee", "reason": "seen today"}

    def said(**patient) -> list[str]:
        programme = made(load_plan("walk-more"), accept_plan=accepted, **patient)
        return [warning for warning in programme.warnings if "the plan goes up to" in warning]

    [warning] = said(conditions=["stenosis-extension-sensitive"])
    assert warning.startswith(
        'conditions.0: "walking": the plan goes up to 30 min, printed is at most 10 min, for '
        '"stenosis-extension-sensitive"; the plan\'s summary and aims may promise more'
    )
    assert not said(conditions=["sciatica-acute"])
    assert not said(conditions=["stenosis-extension-sensitive"], exercises={"walking": {"time": "10 min"}})
