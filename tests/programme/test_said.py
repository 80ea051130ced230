"""What is said of a decision, and of a clinic's own condition."""

import pytest

from planner.content.library import Library
from tests.programme.programmes import made, plan_of

OWN = "hypermobile: {title: Hypermobile, says: You bend too far."
NOTHING = '"hypermobile" changes nothing: no exercise says anything about it'


def test_a_condition_of_ones_own_that_nothing_mentions_is_a_warning(write):
    plan, here = plan_of(["bridge", "walking"]), write("library/conditions.yaml", f"{OWN}}}\n").parent
    [warning] = made(plan, library=Library(here), conditions=["hypermobile"]).warnings
    assert NOTHING in warning
    write("library/conditions.yaml", f"{OWN}, avoid_positions: [prone], why: It bends you.}}\n")
    [warning] = made(plan, library=Library(here), conditions=["hypermobile"]).warnings
    assert 'nobody has said whether these suit "hypermobile": bridge, walking' in warning


def test_a_rule_about_positions_judges_only_what_it_leaves_out(write):
    write("library/conditions.yaml", f"{OWN}, avoid_positions: [hands-and-knees], why: It bends you.}}\n")
    plan, here = plan_of(["bird-dog", "bridge", "walking"]), Library(write("library/sources.yaml", "{}\n").parent)
    programme = made(plan, library=here, conditions=["hypermobile"])
    found = [(item.exercise.key, item.unassessed) for item in programme.items]
    assert found == [("bridge", ("hypermobile",)), ("walking", ("hypermobile",))]
    assert [decision.kind for decision in programme.decisions] == ["left out"]  # what nobody judged does not come in


def test_a_built_in_condition_without_effect_on_a_plan_is_no_warning():
    assert not made(plan_of(["walking", "bridge"]), conditions=["knee-kneeling"]).warnings


def test_a_decision_is_a_sentence():
    plan = plan_of(["single-knee-to-chest", "pelvic-tilt", "walking", "bird-dog"])
    keep = [{"exercise": "bird-dog", "by": "Dr A", "reason": "It helps"}]
    found = [*map(str, made(plan, conditions=["osteoporosis", "balance", "hip-replacement"], keep=keep).decisions)]
    assert (
        '"single-knee-to-chest" is left out of phase 1 for "osteoporosis"; nothing is added, as "pelvic-tilt" is there '
        "already: It rounds your low back, and that is hard on thin bones."
    ) in found
    assert any(
        text.startswith('"bird-dog" is kept for "hip-replacement", by Dr A (It helps): You may ') for text in found
    )
    assert not any("Decision(" in text or "Reason(" in text for text in found)


PLANK = """\
title: Wall plank
summary: Makes your belly strong.
aim: stabilise
position: standing
dose: {sets: 1, reps: 5}
steps: [{say: Lean on the wall.}]
felt: Your belly.
mistakes: [Hold your breath]
cautions: [Stop if it hurts.]
sources: [own]
"""


@pytest.fixture
def ours(write):
    """Read a library in which an exercise of the clinic's own says something more."""

    def read(more: str = "", conditions: str = "") -> Library:
        write("library/sources.yaml", "own: {publisher: Us, title: Ours}\n")
        if conditions:
            write("library/conditions.yaml", conditions)
        return Library(write("library/exercises/wall-plank.yaml", PLANK + more).parent.parent)

    return read


def unassessed(programme):
    return {item.exercise.key: item.unassessed for item in programme.items if item.unassessed}


def test_an_exercise_that_says_nothing_about_a_condition_is_a_warning(ours):
    programme = made(plan_of(["wall-plank", "bridge"]), library=ours(), conditions=["hypertension", "neck-pain"])
    [warning] = [w for w in programme.warnings if "wall-plank.yaml" in w]
    assert 'precautions: "wall-plank" says nothing about "hypertension" and "neck-pain": nobody has said' in warning
    assert unassessed(programme) == {"wall-plank": ("hypertension", "neck-pain")}


def test_the_conditions_that_a_plan_brings_count_too(ours):
    plan = plan_of(["wall-plank", "bridge"], conditions=["pregnancy"])
    assert unassessed(made(plan, library=ours())) == {"wall-plank": ("pregnancy",)}


@pytest.mark.parametrize(
    "more", ["no_limit: {neck-pain: It stays still.}\n", "precautions: [{condition: neck-pain, action: ask, why: x}]\n"]
)
def test_what_an_exercise_says_of_a_condition_is_heard(ours, more):
    assert (
        unassessed(made(plan_of(["wall-plank", "bridge", "walking"]), library=ours(more), conditions=["neck-pain"]))
        == {}
    )


def test_a_rule_speaks_for_what_it_leaves_out(ours):
    programme = made(plan_of(["wall-plank", "walking", "pelvic-tilt"]), library=ours(), conditions=["sciatica"])
    assert unassessed(programme) == {}
    assert "wall-plank" not in [item.exercise.key for item in programme.items]


def test_exercises_that_know_nothing_of_a_clinics_own_condition_are_named_in_one_line(ours):
    library = ours("precautions: [{condition: hypermobile, action: ask, why: x}]\n", f"{OWN}}}\n")
    plan = plan_of(["wall-plank", "bridge", "walking"])
    warnings = made(plan, library=library, conditions=["hypermobile"]).warnings
    said = (
        'conditions.0: nobody has said whether these suit "hypermobile": bridge, walking; for each, write a precaution'
    )
    assert [w for w in warnings if said in w] == [w for w in warnings if "bridge" in w] != []


@pytest.mark.parametrize(("more", "comes"), [("", False), ("no_limit: {neck-pain: It stays still.}\n", True)])
def test_what_says_nothing_about_a_condition_never_comes_in_by_itself(ours, write, more, comes):
    avoided = "easier: wall-plank\nprecautions: [{condition: neck-pain, action: avoid, why: x}]\n"
    write("library/exercises/floor-plank.yaml", PLANK + avoided)
    programme = made(plan_of(["floor-plank", "bridge"]), library=ours(more), conditions=["neck-pain"])
    assert ("wall-plank" in [item.exercise.key for item in programme.items]) == comes
