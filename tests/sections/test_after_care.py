import re

import pytest

from planner.blocks import Advice, Advices, Heading, IconLine, References


def advice(blocks) -> list[Advice]:
    return [row for block in blocks if isinstance(block, Advices) for row in block.rows]


def said(blocks, text) -> str:
    return "\n".join(f"{row.label} {row.title} {text(row.says)}" for row in advice(blocks))


def sources(blocks, text) -> list[str]:
    return [text(item) for block in blocks if isinstance(block, References) for item in block.items]


@pytest.mark.parametrize(
    "says",
    [
        r"Move up one step You did the full dose 3 times in a row. Pain stayed at 3 or less.*by the next morning",
        r"Change only one thing at a time",
        r"Step back one step Pain went above 3, and it did not settle within one day",
        r"A bad week Cut down, do not stop",
        r"Build up to 30 minutes, 5 days a week",
    ],
)
def test_the_rules_of_the_ladder_are_said(made, text, says):
    assert re.search(says, said(made("after-care", ["walking"]), text))


def test_the_clinics_traffic_light_reaches_the_rules(made, text):
    words = said(made("after-care", ["walking"], {"traffic_light": {"green": "2", "amber": "4"}}), text)
    assert "Pain stayed at 2 or less" in words
    assert "above 2" in words


def test_a_walk_is_only_for_whose_plan_has_it_unchanged(made, text):
    assert "30 minutes" not in said(made("after-care", ["bridge"]), text)
    assert "30 minutes" not in said(made("after-care", ["walking"], conditions=["balance"]), text)


def test_whom_to_call_is_the_clinic_or_else_the_doctor(made, text):
    ours, theirs = (said(made("after-care", ["walking"], clinic), text) for clinic in ({"phone": "020 7946"}, {}))
    assert "Call us Call if you are no better after 2 weeks, or if you get worse: 020\u00a07946." in ours
    assert "Call your doctor Call if" in theirs
    assert "us" not in theirs.split()


def test_an_emergency_sign_is_never_something_to_call_about(made, text):
    blocks = made("after-care", ["walking"])
    signs = r"bladder|bowel|urine|genitals|chest pain|both legs|accident|weakness|numb"
    assert not re.search(signs, said(blocks, text), re.IGNORECASE)
    [line] = (text(block.words) for block in blocks if isinstance(block, IconLine))
    assert line == "A sign from the box “Go to the emergency department now”? Do not wait. Go now."


@pytest.mark.parametrize(
    ("clinic", "plan", "says"),
    [
        ({}, {}, "Not yet reviewed by a clinician."),
        ({}, {"reviewed_by": "Dr Lee"}, "Dr Lee."),
        (
            {},
            {"reviewed_by": {"name": "Dr Lee", "on": "2026-11-20", "review_again": "2027-11-20"}},
            "Dr Lee, on Friday 20 November 2026. Next check by Saturday 20 November 2027.",
        ),
        ({"reviewed_by": {"name": "Maria Lee", "on": "2026-11-20"}}, {}, "Maria Lee, on Friday 20 November 2026."),
        (
            {"reviewed_by": {"name": "Maria Lee", "on": "2026-11-20", "review_again": "2027-11-20"}},
            {"reviewed_by": "Dr Lee"},
            "Maria Lee, on Friday 20 November 2026. Next check by Saturday 20 November 2027.",
        ),
    ],
)
def test_who_reviewed_it_is_said_or_that_nobody_did(made, phases, text, clinic, plan, says):
    rows = {row.label: text(row.says) for row in advice(made("after-care", phases(["walking"], **plan), clinic))}
    assert rows["Review"] == says


def test_the_plan_is_named_with_its_version(made, plan, text):
    assert "The plan  Low-back relief, version 1.0." in said(made("after-care", plan), text)


def test_every_source_of_the_plans_exercises_is_named_once_by_publisher_and_title(made, plan, library, text):
    lines = sources(made("after-care", plan), text)
    keys = {s for phase in plan.phases for e in phase.exercises for s in library.exercise(e.exercise).sources}
    assert len(keys) > 10
    for key in keys | {"nice-ng59", "cochrane-bed-rest", "ifompt"}:
        source = library.sources[key]
        assert sum(source.title in line and line.startswith(f"{source.publisher}. ") for line in lines) == 1, key
    assert not any(re.search(r"https?:|www\.", line) for line in lines)


def test_the_title_counts_the_weeks(made, phases):
    def title(weeks):
        return next(b.text for b in made("after-care", phases(*[["walking"]] * weeks)) if isinstance(b, Heading))

    assert (title(1), title(6)) == ("After 1 week", "After 6 weeks")


def test_hours_and_address_stand_with_the_number(made, text):
    clinic = {"phone": "020 1", "hours": "Mon to Fri", "address": "12 River Street"}
    assert "020\u00a01. Mon to Fri. 12 River Street." in said(made("after-care", ["walking"], clinic), text)


def test_the_booklet_says_whom_the_plan_is_for(made, text):
    assert "t, version 1. For: f Not for: n" in said(made("after-care", ["walking"]), text)
