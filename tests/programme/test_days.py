"""Days that are written for an exercise are its days; where the library or a condition differs, both are named."""

import pytest
import yaml

from planner.content.library import Library
from tests.programme.programmes import made, plan_of

DAILY = '"{}": your plan says every day; the library\'s dose is {} days a week; your days are printed'


@pytest.mark.parametrize(("exercise", "usual"), [("walking", 5), ("bridge", 3)])
def test_days_of_an_exercise_are_its_days_and_the_librarys_dose_is_said(exercise, usual):
    programme = made(plan_of(["pelvic-tilt", {"exercise": exercise, "days": "daily"}]))
    assert programme.weeks[0].rows[1].days == tuple(range(7))
    [warning] = programme.warnings
    assert warning == "phases.0.exercises.1.days: " + DAILY.format(exercise, usual)


def test_every_other_day_of_an_exercise_is_every_other_day():
    programme = made(plan_of([{"exercise": "bridge", "days": "every other day"}], weeks=2))
    assert [len(week.rows[0].days) for week in programme.weeks] == [4, 3]
    assert "your plan says every other day; the library's dose is 3 days a week" in programme.warnings[0]


def test_a_clinics_own_dose_fields_beat_the_library_and_are_said():
    programme = made(plan_of([{"exercise": "bridge", "days_per_week": "7"}], days="daily"))
    assert programme.weeks[0].rows[0].days == tuple(range(7))
    [warning] = programme.warnings
    assert warning.startswith('phases.0.exercises.0.days_per_week: "bridge" is done on 7 days a week; ')


def test_days_beside_days_per_week_are_as_written_and_both_are_named():
    programme = made(plan_of([{"exercise": "pelvic-tilt", "days": "daily", "days_per_week": "3"}]))
    assert programme.weeks[0].rows[0].days == (0, 2, 4)
    assert "your plan says every day, and days_per_week says 3: 3 days are printed" in programme.warnings[0]
    programme = made(plan_of([{"exercise": "pelvic-tilt", "days": ["mon"], "days_per_week": "5"}]))
    assert programme.weeks[0].rows[0].days == (0,)
    assert any(
        "your plan says 1 day a week (mon), and days_per_week says 5: 1 day is printed" in line
        for line in programme.warnings
    )


def test_a_condition_that_lowers_the_days_holds_and_is_named(write):
    precaution = {"condition": "balance", "action": "modify", "why": "w", "change": "c", "pictures": "same"}
    own: dict[str, object] = {
        "title": "T",
        "summary": "S.",
        "aim": "strengthen",
        "position": "sitting",
        "steps": [{"say": "Go."}],
    }
    own |= {"dose": {}, "felt": "F.", "mistakes": ["m"], "cautions": ["c"], "sources": ["mayo"]}
    own["precautions"] = [precaution | {"dose": {"days_per_week": "3"}}]
    library = Library(write("exercises/own.yaml", yaml.safe_dump(own)).parent.parent)
    programme = made(plan_of([{"exercise": "own", "days": "daily"}]), library=library, conditions=["balance"])
    assert programme.weeks[0].rows[0].days == (0, 2, 4)
    assert any(
        '"own": your plan says every day; for "balance" it is at most 3 days a week' in warning
        for warning in programme.warnings
    )


def test_fewer_days_than_the_librarys_dose_are_no_conflict():
    assert made(plan_of(["pelvic-tilt", {"exercise": "walking", "days": ["mon", "thu"]}])).warnings == ()


def test_days_that_change_between_phases_begin_a_prescription_of_their_own():
    walks = [{"exercise": "walking", "level": "1", "days": days} for days in (["mon", "thu", "sat"], "daily")]
    item = made(plan_of([walks[0]], [walks[0]], [walks[1]], weeks=2)).items[0]
    assert [(p.week, p.days) for p in item.prescriptions] == [(1, (0, 3, 5)), (5, tuple(range(7)))]


def test_every_other_day_in_turns_is_no_change_of_days():
    item = made(plan_of([{"exercise": "bridge", "days": "every other day"}], weeks=4)).items[0]
    assert [(p.week, p.every_other) for p in item.prescriptions] == [(1, True)]


def test_another_number_of_days_a_week_on_the_same_days_is_nothing_new():
    entry = {"exercise": "bridge", "level": "1"}
    plan = plan_of([entry], [{**entry, "days_per_week": "5"}])
    assert [p.week for p in made(plan).items[0].prescriptions] == [1]
