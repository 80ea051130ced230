"""What is said of a decision, and of a clinic's own condition."""

from planner.content.library import Library
from tests.programme.programmes import made, plan_of

OWN = "hypermobile: {title: Hypermobile, says: You bend too far."
NOTHING = '"hypermobile" changes nothing: no exercise says anything about it'


def test_a_condition_of_ones_own_that_nothing_mentions_is_a_warning(write):
    plan, here = plan_of(["bridge", "walking"]), write("library/conditions.yaml", f"{OWN}}}\n").parent
    [warning] = made(plan, library=Library(here), conditions=["hypermobile"]).warnings
    assert NOTHING in warning
    write("library/conditions.yaml", f"{OWN}, avoid_positions: [prone], why: It bends you.}}\n")
    assert not made(plan, library=Library(here), conditions=["hypermobile"]).warnings


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
