"""The clinician's sheet as a document of its own."""

import re
import runpy
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import structure
from outloud import check

from planner import load_library, load_plan, make_clinician_sheet
from planner.content.plan import Clinic, Patient

ROOT = Path(__file__).resolve().parents[2]
ANA = Patient.model_validate({
    "name": "Ana Souza", "born": "1971-04-03", "start": "2026-12-01", "trainer": "Sam Reyes",
    "conditions": ["osteoporosis", "post-surgery", "balance"],
    "cleared": [{"exercise": "bridge", "condition": "post-surgery", "by": "Dr Lee"}],
    "keep": [{"exercise": "standing-forward-bend", "by": "Dr Lee", "reason": "did well in clinic"}],
})  # fmt: skip
CLINIC = Clinic(name="Riverside Physiotherapy", phone="020 7946 0000")


@pytest.fixture(scope="module")
def sheets():
    plan = load_plan("low-back-relief")
    return {paper: make_clinician_sheet(plan, ANA, CLINIC, paper=paper) for paper in ("A4", "Letter")}


@pytest.fixture(scope="module")
def said(sheets) -> str:
    return structure.spoken(sheets["A4"].data)


@pytest.mark.parametrize(
    "words",
    [
        "Ana Souza, born 3 April 1971",
        "Low-back relief, version 1.0, 6 weeks",
        "1 December 2026; first sessions with Sam Reyes",
        "osteoporosis, post-surgery, balance",
        "Bridge for post-surgery, by Dr Lee.",
        "Name and signature",
    ],
)
def test_it_says(said, words):
    assert words in said


def test_the_dose_of_each_run_of_weeks():
    said = structure.spoken(make_clinician_sheet(load_plan("low-back-relief")).data)
    assert 'TH "Walking"\n' in said
    assert 'TD "1\u20132: 10 min; 3\u20136: 20 min; Mon Tue Wed Thu Sat"' in said


def test_what_was_not_decided_is_said_to_be_none():
    said = structure.spoken(make_clinician_sheet(load_plan("low-back-relief")).data)
    assert re.search(r'H2 "Left out by the rules"\s+P "None\."', said)
    assert re.search(r'H2 "Kept against advice"\s+P "None\."', said)


def test_every_red_flag_is_there_to_tick(said, library, text):
    english = library.language("en")
    signs = [*english.phrases["safety.emergency_signs"], *english.phrases["safety.today_signs"]]
    assert len(signs) == 18
    bodies = re.findall(r'LBody "(.*)"', said)
    assert len(re.findall(r"Form \[Tick if it is so\]", said)) == len(signs) == len(bodies)
    for sign in signs:
        assert any(body.startswith(sign.replace("**", "")) for body in bodies), sign


def test_what_is_not_yet_checked_says_so(said, library):
    unchecked = library.language("en").phrases["clinician.unchecked"]
    assert set(unchecked) <= set(library.language("en").phrases["safety.today_signs"])
    marked = re.findall(r'LBody "(.*) \(not yet checked against the full text\)"', said)
    assert sorted(marked) == sorted(unchecked)
    assert any("cancer" in sign for sign in marked)
    assert any("inject" in sign for sign in marked)


def test_weak_sources_and_missing_reviews_are_named(said):
    assert "Not read in full, or from memory (exercises): " in said
    assert re.search(r"Not reviewed by a clinician: 1.*[2-9]", said)


def test_it_counts_its_own_pages_and_is_not_clipped(sheets):
    for sheet in sheets.values():
        with pikepdf.open(BytesIO(sheet.data)) as pdf:
            assert len(pdf.pages) == sheet.pages <= 2
            assert str(pdf.docinfo["/Title"]) == "Clinician\u2019s sheet"
            assert "Ana" not in str(pdf.docinfo)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_conforms(sheets, paper, tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(sheets[paper].data)
    result = check(str(path), layers=["conformance"])
    assert result.error is None
    assert [f for f in result.findings if f.severity != "info" and f.rule not in ("TBL-014", "PAG-001")] == []


def test_the_table_for_review_is_fresh():
    page = runpy.run_path(str(ROOT / "scripts" / "safety"), run_name="made")["page"]()
    assert page == (ROOT / "docs" / "safety.md").read_text("utf-8"), "run scripts/safety"
    library = load_library()
    assert all(f"### {key}\n" in page for key in library.ids("exercises"))
    assert all(f"`{key}`" in page for key in library.conditions)
