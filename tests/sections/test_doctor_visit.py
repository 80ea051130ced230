"""The pages for the doctor alone."""

import pypdfium2
import pytest

from planner import load_plan, make_booklet
from planner.blocks import Asks, Blank, Help, Outlines
from planner.content.clinic import Clinic
from planner.content.plan import Plan


def printed(size="standard", paper="A4") -> tuple[list[str], tuple[str, ...]]:
    plan = Plan.model_validate({**load_plan("low-back-relief").model_dump(by_alias=True), "sections": ["doctor-visit"]})
    made = make_booklet(plan, clinic=Clinic(name="Riverside", emergency_number="999"), size=size, paper=paper)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(made.data)]
    return pages, made.warnings


def test_it_has_the_checklist_behind_the_warning_signs(made):
    blocks = made("doctor-visit", ["walking"], side="right")
    assert isinstance(blocks[0], Help)
    assert blocks[2:] == made("checklist", ["walking"], side="right")
    assert all(any(isinstance(block, kind) for block in blocks) for kind in (Outlines, Asks, Blank))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_takes_three_pages_and_names_the_first_by_its_number(paper, library):
    pages, warnings = printed(paper=paper)
    assert (len(pages), warnings) == (3, ())
    signs = ["".join(text for text, _ in parts) for parts in library.language("en").each("safety.emergency_signs")]
    assert len(signs) >= 8
    assert all(sign in pages[0] for sign in signs)
    assert "999" in pages[0]
    assert "Show page 1." in pages[1]
    assert "What I want to ask" in pages[2]


def test_large_words_take_more_pages_which_is_said_and_the_signs_stay_first():
    pages, warnings = printed("xl")
    assert "Chest pain." in pages[0]
    assert all("For my doctor" in page for page in pages)
    assert warnings == (f"doctor-visit takes {len(pages)} pages; in --size standard it is meant to take 2 sheets",)
