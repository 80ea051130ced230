"""What each section says to who listens, held to files that a person has read in order.

`python -m tests.pdf.test_structure` writes them anew: read the difference before you keep it.
"""

import re
from pathlib import Path

import pytest

from planner import Patient, load_clinic, load_patient, load_plan, make_booklet
from planner.booklet import api
from planner.content.plan import Plan
from planner.pdf import typeset
from planner.pdf.file.tags import Elem
from tests import arabic
from tests.pdf import structure

GOLDENS = Path(__file__).parents[1] / "goldens"
SECTIONS = (
    "cover", "safety", "overview", "calendar", "exercises", "guidelines", "topics", "checklist", "log", "after-care",
)  # fmt: skip

FORMS = ("one-page", "wallet-card", "handout", "doctor-visit")
FROM_THE_RIGHT = ("cover", "overview", "calendar", "exercises")
"""The sections whose order is held for a booklet that is read from right to left, too."""


def said_from_the_right() -> dict[str, str]:
    every = dict(zip(SECTIONS, structure.sections(arabic.booklet().data), strict=True))
    return {f"arabic/{section}": every[section] for section in FROM_THE_RIGHT}


def made(*sections: str) -> bytes:
    plan = load_plan(GOLDENS / "plan.yaml").model_dump(by_alias=True, exclude_none=True)
    return make_booklet(
        Plan.model_validate({**plan, "sections": list(sections)}),
        load_patient(GOLDENS / "patient.yaml"),
        load_clinic(GOLDENS / "clinic.yaml"),
    ).data


def said() -> dict[str, str]:
    return dict(zip(SECTIONS, structure.sections(made(*SECTIONS)), strict=True))


def said_by(form: str) -> str:
    return "\n".join(structure.sections(made(form)))


@pytest.mark.parametrize("section", SECTIONS)
def test_section_is_read_in_order(section):
    assert said()[section] == (GOLDENS / f"{section}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_form_is_read_in_order(form):
    assert said_by(form) == (GOLDENS / "forms" / f"{form}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("section", FROM_THE_RIGHT)
def test_section_is_read_in_the_same_order_from_the_right(section):
    name = f"arabic/{section}"
    assert said_from_the_right()[name] == (GOLDENS / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("section", [*SECTIONS, *(f"forms/{form}" for form in FORMS)])
def test_words_are_heard_apart(section):
    text = (GOLDENS / f"{section}.txt").read_text(encoding="utf-8")
    joined = re.findall(r"[a-z0-9.!?:,)][A-Z][a-z]\w*", text)
    assert set(joined) <= {"kCare", "cGill"}  # BackCare and McGill are names


def test_lines_of_one_text_are_heard_apart():
    """Days and appointments stand below each other in the overview."""
    patient = Patient(start="2026-12-07", appointments=["2026-12-07 10:30", "2026-12-10 10:30"])
    booklet = make_booklet(load_plan("low-back-relief"), patient)
    overview = structure.sections(booklet.data)[2]
    assert "Exercise" in overview
    assert re.findall(r"[a-z0-9.!?:][A-Z][a-z]\w*", overview) == []


def test_wrong_order_is_seen(monkeypatch):
    def backwards(self, tag, attrs=""):
        kid = Elem(tag, attrs)
        self.kids.insert(0, kid)
        return kid

    monkeypatch.setattr(Elem, "add", backwards)
    memories = (typeset.dealt, api._kept_press)
    for memory in memories:
        memory.cache_clear()
    broken = said()
    for memory in memories:
        memory.cache_clear()
    for section in SECTIONS:
        assert broken[section] != (GOLDENS / f"{section}.txt").read_text(encoding="utf-8"), section


if __name__ == "__main__":
    forms = {f"forms/{form}": said_by(form) for form in FORMS}
    for name, text in {**said(), **said_from_the_right(), **forms}.items():
        (GOLDENS / f"{name}.txt").write_text(text, encoding="utf-8")
