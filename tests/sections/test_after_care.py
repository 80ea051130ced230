import re

import pytest

from planner import load_plan
from planner.blocks import Advice, Advices, Heading, IconLine, Imprint
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.programme.prescribe import prescribe
from planner.sections import sources


def advice(blocks) -> list[Advice]:
    return [row for block in blocks if isinstance(block, Advices) for row in block.rows]


def said(blocks, text) -> str:
    return "\n".join(f"{row.label} {row.title} {text(row.says)}" for row in advice(blocks))


def imprint(blocks, text) -> str:
    [block] = (block for block in blocks if isinstance(block, Imprint))
    return text(block.words)


@pytest.mark.parametrize(
    "says",
    [
        r"Move up one step The rule is on page\s\d+\. Change only one thing at a time",
        r"A bad week Cut down, do not stop Go back to the dose before\.",
        r"Build up to 30\sminutes, 5\sdays a week",
    ],
)
def test_what_to_do_next_is_said(made, text, says):
    assert re.search(says, said(made("after-care", ["walking"]), text))


def test_a_walk_is_only_for_whose_plan_has_it_unchanged(made, text):
    assert "Walk too" not in said(made("after-care", ["bridge"]), text)
    assert "Walk too" not in said(made("after-care", ["walking"], conditions=["balance"]), text)


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
    assert re.fullmatch(r"A sign from page\s\d+\? Do not wait\. Do what it says there, now\.", line)


@pytest.mark.parametrize(
    ("clinic", "plan", "says"),
    [
        ({}, {}, "Not yet reviewed by a clinician."),
        ({}, {"reviewed_by": "Dr Lee"}, "Reviewed by Dr Lee."),
        (
            {},
            {"reviewed_by": {"name": "Dr Lee", "on": "2026-11-20", "review_again": "2027-11-20"}},
            "Reviewed by Dr Lee, on Friday 20 November 2026. Next check by Saturday 20 November 2027.",
        ),
        (
            {"reviewed_by": {"name": "Maria Lee", "on": "2026-11-20"}},
            {},
            "Reviewed by Maria Lee, on Friday 20 November 2026.",
        ),
        (
            {"reviewed_by": {"name": "Maria Lee", "on": "2026-11-20", "review_again": "2027-11-20"}},
            {"reviewed_by": "Dr Lee"},
            "Reviewed by Maria Lee, on Friday 20 November 2026. Next check by Saturday 20 November 2027.",
        ),
    ],
)
def test_who_reviewed_it_is_said_or_that_nobody_did(made, phases, text, clinic, plan, says):
    assert f" {says} Main sources" in imprint(made("after-care", phases(["walking"], **plan), clinic), text)


def test_the_plan_is_named_with_its_version(made, plan, text):
    assert imprint(made("after-care", plan), text).startswith("About this booklet. Low-back relief, version 1.0. For: ")


def test_every_source_of_the_plans_exercises_is_listed_once_by_publisher_and_title(plan, library, edition, text):
    lines = [text(words) for words in sources.listed(prescribe(plan, Patient(), Clinic(), library), edition)]
    keys = {s for phase in plan.phases for e in phase.exercises for s in library.exercise(e.exercise).sources}
    assert len(keys) > 10
    for key in keys | {"nice-ng59", "cochrane-bed-rest", "ifompt"}:
        source = library.sources[key]
        assert sum(source.title in line and line.startswith(f"{source.publisher}. ") for line in lines) == 1, key
    assert not any(re.search(r"https?:|www\.", line) for line in lines)


@pytest.mark.parametrize("plan_id", ["lifting-work", "desk-day"])
def test_the_imprint_names_as_sources_only_what_has_a_name_whatever_the_language(made, text, plan_id):
    """What says in English what a source is would stand in every language's imprint."""
    said = imprint(made("after-care", load_plan(plan_id)), text)
    assert "Main sources: NICE, Cochrane, IFOMPT, " in said
    assert "This library" not in said
    assert "Clinic page" not in said


def test_the_imprint_names_five_sources_in_short_and_says_where_the_list_is(made, plan, text):
    said = imprint(made("after-care", plan), text)
    names = re.search(r"Main sources: (.*?)\. The full list is on the clinician.s sheet\.", said)
    assert len(names[1].split(", ")) == 5
    assert names[1].startswith("NICE, Cochrane, IFOMPT, ")


def test_the_title_counts_the_weeks(made, phases):
    def title(weeks):
        return next(b.text for b in made("after-care", phases(*[["walking"]] * weeks)) if isinstance(b, Heading))

    assert (title(1), title(6)) == ("After 1 week", "After 6 weeks")


def test_hours_and_address_stand_with_the_number(made, text):
    clinic = {"phone": "020 1", "hours": "Mon to Fri.", "address": "12 River Street"}
    assert "020\u00a01. Mon to Fri. 12 River Street." in said(made("after-care", ["walking"], clinic), text)


def test_the_booklet_says_whom_the_plan_is_for(made, text):
    assert "t, version 1. For: f. Not for: n." in imprint(made("after-care", ["walking"]), text)


def test_who_gets_a_plan_that_is_not_for_them_reads_neither_for_whom_it_is_nor_for_whom_not(made, text):
    """With leg pain, the booklet said "For: Low back pain that is new or has come back, no leg pain"."""
    plan, accepted = load_plan("first-two-weeks"), {"by": "Maria Lee", "reason": "seen today"}
    said = imprint(made("after-care", plan, conditions=["sciatica-acute"], accept_plan=accepted), text)
    assert "version 1.0. General advice." in said
    assert "For: Low back pain that is new" in imprint(made("after-care", plan, conditions=["balance"]), text)
