"""The sheet for the fridge: what to do and when; nothing that conditions do is silent on it."""

from planner import Clinic, Patient, Plan, load_plan, make_booklet
from planner.blocks import Text
from tests.pdf import structure


def test_it_says_what_to_do_and_when(edition):
    values = load_plan("low-back-relief").model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    plan = Plan.model_validate({**values, "sections": ["one-page"]})
    clinic = Clinic(name="Riverside", phone="020 7946 0000", emergency_number="999")
    said = structure.spoken(make_booklet(plan, Patient(name="Ana", days=["tue", "thu", "sat"]), clinic).data)
    exercises = {entry.exercise for phase in plan.phases for entry in phase.exercises}
    titles = [edition.library.exercise(key).title for key in exercises]
    signs = ["".join(text for text, _ in sign) for sign in edition.language.each("safety.emergency_signs")]
    for words in (*titles, *signs, "Tue Thu Sat", "999"):
        assert words in said, words


def test_swaps_and_changes_are_said_with_the_numbers_of_their_exercises(made, text):
    blocks = made("one-page", ["standing-forward-bend", "cat-camel", "walking"], conditions=["osteoporosis"])
    [said] = [text(block.words) for block in blocks if isinstance(block, Text)]
    assert said == (
        "Changed for you. 1: In place of: Slow standing bend. 2: Leave out the rounded part. Go only to flat."
    )


def test_where_nothing_is_changed_nothing_is_said(made):
    assert not any(isinstance(block, Text) for block in made("one-page", ["walking"]))
