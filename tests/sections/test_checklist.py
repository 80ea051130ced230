import re
from itertools import chain
from typing import Any

import pytest

from planner import load_library, load_plan
from planner.blocks import Alert, Answer, Asks, Blank, Caution, Heading, Help, Outlines, Signs, TickBoxes, TickColumns
from planner.content.clinic import Clinic
from planner.content.language import Language
from planner.content.patient import Patient
from planner.figure import CALM
from planner.problems import InputError
from planner.programme.prescribe import prescribe
from planner.sections.checklist import PHYSIO, at_a_physio
from planner.sections.edition import Edition
from planner.sections.registry import kind


@pytest.fixture(scope="module")
def blocks(made):
    return made("checklist", ["walking"], {"emergency_number": "144"})


def lists(blocks):
    for block in blocks:
        if isinstance(block, TickBoxes):
            yield block
        elif isinstance(block, TickColumns):
            yield from block.lists
        elif isinstance(block, Outlines):
            yield from lists(block.blocks)


def signs(made, rank, text):
    """Of the safety page."""
    [alerts] = (b.alerts for b in made("safety", ["walking"]) if isinstance(b, Help))
    return [text(item) for block in alerts[rank - 1].blocks if isinstance(block, Signs) for item in block.items]


SIGNS = """\
title: Signs
pages:
  - {title: Signs, lead: Tick what is true., parts: [{signs: emergency}, {signs: today}]}
"""


@pytest.fixture
def ticked(write, phases):
    """The blocks of a clinic's own checklist with the signs of the safety page."""

    def made(clinic: dict):
        library = load_library(write("own/checklists/signs.yaml", SIGNS).parent.parent)
        plan = phases(["walking"], checklist="signs")
        programme = prescribe(plan, Patient(), Clinic.model_validate(clinic), library)
        chosen = kind("checklist")
        return chosen.blocks(programme, Edition(library, library.language("en"), CALM), chosen.options())

    return made


@pytest.mark.parametrize("rank", [1, 2])
def test_a_clinics_own_checklist_may_have_the_signs_of_the_safety_page(ticked, made, text, rank):
    [alert] = (block for block in ticked({}) if isinstance(block, Alert) and block.rank == rank)
    assert [text(item) for block in alert.blocks if isinstance(block, Signs) for item in block.items] == signs(
        made, rank, text
    )


def test_a_tick_at_an_emergency_sign_says_to_go_now_and_whom_to_call(ticked, text):
    first = next(block for block in ticked({"emergency_number": "144"}) if isinstance(block, Alert))
    assert first.title == "One tick? Go to the emergency department now"
    assert "144" in text(first.note)


def test_no_emergency_sign_stands_under_another_action(blocks, made, text):
    said = [t for block in lists(blocks) for t in (block.title, text(block.note), *map(text, block.items))]
    said += [f"{block.title} {block.hint}" for block in blocks if isinstance(block, Answer)]
    said += asked(blocks) + [text(block.words) for block in blocks if isinstance(block, Caution)]
    keywords = r"toilet paper|bladder|bowel|urine|genitals|back passage|chest pain|both legs|accident"
    assert len(said) > 30
    assert [t for t in said if re.search(keywords, t, re.IGNORECASE)] == []
    assert set(signs(made, 1, text)).isdisjoint(said)


def asked(blocks):
    return [question for block in blocks if isinstance(block, Asks) for question in block.items]


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_side_that_hurts_is_ringed_on_both_bodies_and_said(made, text, side):
    [bodies] = (b for b in made("checklist", ["walking"], side=side) if isinstance(b, Outlines))
    letters = {body.left if body.ringed == "left" else body.right for body in bodies.bodies if body.ringed}
    assert letters == {side[0].upper()}
    assert text(bodies.side) == f"It hurts on my {side} side."


def test_without_a_known_side_none_is_marked(blocks):
    [bodies] = (block for block in blocks if isinstance(block, Outlines))
    assert (bodies.side, {body.ringed for body in bodies.bodies}) == ("", {None})


@pytest.mark.parametrize(
    ("clinic", "asks"),
    [
        ({}, True),
        ({"name": "Riverside Clinic", "clinician": "Maria Lee, PT"}, True),
        ({"name": "Riverside Physiotherapy"}, False),
        ({"name": "Riverside", "clinician": "Maria Lee, physical therapist"}, False),
        ({"name": "Riverside", "clinician": "Maria Lee, Chartered Physio"}, False),
    ],
)
def test_a_physios_patient_is_not_told_to_ask_for_a_physio(made, clinic, asks):
    assert ("Should I see a physio?" in asked(made("checklist", ["walking"], clinic))) == asks


def test_a_body_is_marked_from_the_front_and_from_behind_with_the_sides_as_they_are_seen(blocks):
    [bodies] = (block for block in blocks if isinstance(block, Outlines))
    front, back = bodies.bodies
    assert (front.left, front.right) == ("R", "L")
    assert (back.left, back.right) == ("L", "R")
    assert front.figure.alt != back.figure.alt
    legend: Any = bodies.blocks[0]
    assert [hatch.pattern for hatch in legend.items] == ["strokes", "dots", "rings"]


ASKED = "start, better, worse, stop me doing, illness, allergies, medicines"


@pytest.mark.parametrize(
    ("text", "found"),
    [("河滨康复诊所", True), ("Riverside Physiotherapy", True), ("河滨诊所", False), ("Biophysiology Centre", False)],
)
def test_a_clinics_name_says_physio_in_its_own_language_or_in_english(text, found):
    library = load_library()
    chinese = Language("zh-Hans", {PHYSIO: ("康复",)})
    programme = prescribe(load_plan("desk-day"), Patient(), Clinic(name=text), library)
    assert at_a_physio(programme, Edition(library, chinese, CALM)) == found


QUESTIONS = "cause, test, safely do, exercises, pain-killer, side effects, how long, work, drive, physio, come back"


@pytest.mark.parametrize("word", [*ASKED.split(", "), *QUESTIONS.split(", ")])
def test_nothing_that_a_doctor_should_hear_or_be_asked_is_left_out(blocks, word):
    titles = [block.title for block in blocks if isinstance(block, Answer | Blank)] + asked(blocks)
    assert any(word in title.lower() for title in titles), word


def test_medicines_are_a_table_with_what_a_doctor_needs_to_know(blocks):
    [table] = (block for block in blocks if isinstance(block, Blank))
    assert [head for head, _ in table.heads] == ["Name", "How much", "How often", "Does it help?"]
    assert table.rows >= 5
    assert len(set(table.says)) == len(table.heads)


def test_tests_are_asked_about_but_not_asked_for(blocks, text):
    by_title = {block.title: block for block in lists(blocks)}
    assert {"X-ray", "MRI or CT scan", "Blood test"} <= set(by_title["Tests"].items)
    assert any(question.endswith("Most people need no scan.") for question in asked(blocks))
    treatments = " ".join(by_title["Treatments"].items).lower()
    assert all(w in treatments for w in ("physio", "pain-killer", "gel", "cream", "spray", "injection", "surgery"))


def test_the_line_on_medicines_names_who_must_ask(blocks, text):
    [note] = (text(block.words) for block in blocks if isinstance(block, Caution))
    risks = ("stomach", "heart", "kidney", "blood pressure", "pregnant", "blood thinners")
    assert all(word in note for word in ("pharmacist", "gel, cream or spray", *risks))


def test_every_box_and_line_says_what_it_is_for(blocks):
    says = [block.says for block in lists(blocks)] + [
        block.says for block in blocks if isinstance(block, Answer | Asks)
    ]
    assert len(says) > 9
    assert all(says)


OWN = """\
title: Short
pages:
  - title: Before you come
    lead: Two things.
    parts:
      - ask: [Can I swim?]
      - ticks: [{title: Bring, items: [a towel]}]
"""


def test_a_clinics_own_checklist_is_read_and_named_by_the_plan(write, phases):
    over = load_library(write("own/checklists/pool.yaml", OWN).parent.parent)
    over.check(phases(["walking"], checklist="pool"))
    assert over.checklist("pool").pages[0].parts[0].ask == ("Can I swim?",)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("- ask: [Can I swim?]", "- {ask: [a], note: b}", "pages.0.parts.0: a part is one of body, signs"),
        ("title: Short", "title: Short\nsources: [nice-ng95]", 'sources.0: there is no source "nice-ng95"'),
        ("- ask: [Can I swim?]", "- signs: tomorrow", "pages.0.parts.0.signs"),
        ("items: [a towel]", "items: []", "pages.0.parts.1.ticks.0.items: is empty"),
    ],
)
def test_what_is_wrong_with_a_checklist_has_its_place(write, old, new, line):
    path = write("own/checklists/pool.yaml", OWN.replace(old, new))
    with pytest.raises(InputError) as caught:
        load_library(path.parent.parent).checklist("pool")
    assert str(caught.value).startswith(f"{path}:")
    assert line in str(caught.value)


def test_an_unknown_checklist_in_a_plan_is_an_error_with_the_nearest(library, phases):
    with pytest.raises(InputError, match='checklist: there is no checklist "doctor-visits"; did you mean'):
        library.check(phases(["walking"], checklist="doctor-visits"))


def test_every_sentence_is_short(library):
    def texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list | tuple):
            yield from chain(*map(texts, value.values() if isinstance(value, dict) else value))

    said = list(texts(library.checklist("doctor-visit").model_dump()))
    assert len(said) > 60
    sentences = [s for text in said for s in re.split(r"(?<=[.!?:])[*]*\s+", text)]
    assert [s for s in sentences if len(s.split()) > 18] == []


def test_each_page_has_a_title(blocks):
    assert [b.text for b in blocks if isinstance(b, Heading) and b.level == 1] == [
        "For my doctor",
        "What I want to ask",
    ]
