"""Each part of the lay article that the project began with has a page, said as guidelines say it.

The article is not a medical source (`article` in plans/library/sources.yaml). Its unsafe lines are turned round: bed
rest, bending as far as possible, X-rays as a rule.
"""

import re
from functools import cache

import pytest

from planner import load_library, load_plan, make_booklet
from planner.content.patient import Patient
from tests.pdf import structure

PLAN = load_plan("low-back-relief")
TOPICS = ("sciatica", "posture", "sleep", "medicines", "getting-up-from-the-floor")
"""Those that the article speaks of: a plan names the ones that fit it."""
VIDEO = Patient.model_validate({"videos": {"standing-forward-bend": "https://clinic.example/bend"}})

PARTS = [
    ("lasting relief needs care afterwards", "after-care", r"Keep what you have won\. Keep moving\."),
    ("keep a good posture", "topics", r"The best position is the next one\. Change often\."),
    ("exercise each day, or at least three times a week", "guidelines", r"at least three days a week"),
    ("you cannot bend or move well", "checklist", r"when I bend"),
    ("you sleep badly", "checklist", r"What does it stop me doing\?.{0,60}Sleep"),
    ("you sleep badly: what helps", "topics", r"Good sleep turns pain down\."),
    ("pain that lasts: see a doctor", "safety", r"No better after 2 weeks\."),
    ("a doctor may want an X-ray or small tests", "checklist", r"X-ray.{0,200}Blood test"),
    ("turned round: most people need no scan", "checklist", r"Most people need no scan\."),
    ("pain-killers, creams and sprays", "checklist", r"Before a pain-killer, gel, cream or spray: ask a pharmacist"),
    ("higher treatment: injection, surgery", "checklist", r"Injection.{0,120}Surgery"),
    (
        "bend, hold while you count, come back, wait",
        "exercises",
        r"Slow standing bend.{0,400}10 seconds hold 10 seconds rest",
    ),
    (
        "20 in a day: 10, twice",
        "exercises",
        r"2 times a day, 10 in all From week 3, if all is well: 10 times\.",
    ),
    ("turned round: only as far as is easy", "exercises", r"Go only as far as is easy\."),
    ("slowly, not fast", "guidelines", r"Do not overdo it.{0,60}Go slow\."),
    ("do not upset the sciatic nerve", "guidelines", r"Do not upset the sciatic nerve"),
    (
        "what the sciatic nerve is, from the low back down the leg",
        "topics",
        r"It runs from your low back.{0,60}to your foot",
    ),
    ("turned round: short rests in place of bed rest", "guidelines", r"Do not stay in bed all day\."),
    ("steroids and muscle relaxants", "topics", r"[Ss]teroid.{0,600}relax|relax.{0,600}[Ss]teroid"),
    ("a trainer's help at the beginning", "guidelines", r"get help from a physio, physical therapist or trained coach"),
    ("a good video", "exercises", r"QR code: a video of Slow standing bend"),
    ("the best mattress", "topics", r"medium-firm"),
    ("never on the bare floor: a mat", "overview", r"Use a mat on the floor\."),
    ("severe pain: a doctor", "guidelines", r"Severe pain that stays\? Call your doctor today"),
    ("no promise: general advice", "after-care", r"General advice\. Does your own doctor or physio say something else"),
]
"""What the article says, the section that has it, and its words there."""


@cache
def pages() -> dict[str, str]:
    plan = PLAN.model_copy(update={"topics": TOPICS})
    found = structure.sections(make_booklet(plan, VIDEO, library=load_library()).data)
    spoken = (" ".join(re.sub(r'[A-Z]\w* "|"', " ", text).split()) for text in found)
    return {entry.section: text.replace("\u00a0", " ") for entry, text in zip(plan.sections, spoken, strict=True)}


@pytest.mark.parametrize(("part", "section", "words"), PARTS, ids=[part for part, *_ in PARTS])
def test_each_part_of_the_article_has_a_page(part, section, words):
    assert re.search(words, pages()[section]), part


def test_the_five_points_keep_their_order():
    said = pages()["guidelines"]
    points = [
        "Exercise each day",
        "Do not overdo it",
        "Do not upset the sciatic nerve",
        "Severe pain",
        "Take short rests",
    ]
    assert [said.find(point) for point in points] == sorted(said.find(point) for point in points)
    assert -1 not in [said.find(point) for point in points]
