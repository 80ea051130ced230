import pytest

from planner import load_plan
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.prose import filled, other_weeks
from planner.content.resources import built_in_plans
from planner.programme.prescribe import prescribe

EIGHT = """\
extends: low-back-relief
title: Riverside back care
weeks: 8
phases:
  Build:
    exercises: {bridge: {reps: 6}}
"""


def test_the_weeks_in_a_summary_follow_the_plan_that_extends_it(write, edition):
    plan = load_plan(write("plan.yaml", EIGHT))
    said = filled(plan, edition.language).summary
    assert said == "8 weeks of easy moves to help your back move with ease and get strong."


@pytest.mark.parametrize(("field", "text"), [("summary", "Six weeks of easy moves"), ("title", "A 6-week plan")])
def test_another_number_of_weeks_is_a_warning_with_its_place(write, library, field, text):
    lines = EIGHT.replace("title: Riverside back care\n", "") + f"{field}: {text}\n"
    path = write("plan.yaml", lines)
    [warning] = prescribe(load_plan(path), Patient(), Clinic(), library).warnings
    assert warning.startswith(f"{path}:6:")
    assert "the plan has 8; write {weeks} and it follows the plan" in warning


def test_an_aim_may_name_the_weeks_of_its_phase(plan):
    phases = (plan.phases[0].model_copy(update={"aim": "Two weeks to settle."}), *plan.phases[1:])
    assert list(other_weeks(plan.model_copy(update={"phases": phases}))) == []
    phases = (plan.phases[0].model_copy(update={"aim": "Three weeks to settle."}), *plan.phases[1:])
    [(loc, words)] = other_weeks(plan.model_copy(update={"phases": phases}))
    assert (loc, words) == (("phases", 0, "aim"), "Three weeks")


def test_one_week_is_one_week_and_for_and_aims_are_filled(plan, edition):
    phase = plan.phases[0].model_copy(update={"weeks": 1, "aim": "All of {weeks}."})
    short = plan.model_copy(update={"weeks": 1, "phases": (phase,), "for_": "Pain for less than {weeks}."})
    done = filled(short, edition.language)
    assert (done.phases[0].aim, done.for_) == ("All of 1 week.", "Pain for less than 1 week.")


@pytest.mark.parametrize("name", built_in_plans())
def test_no_number_of_weeks_is_frozen_in_a_built_in_plan(name, edition):
    plan = load_plan(name)
    longer = plan.model_copy(update={"weeks": plan.weeks + 1})
    assert list(other_weeks(longer)) == []
    assert f"{plan.weeks + 1} weeks" in filled(longer, edition.language).summary
