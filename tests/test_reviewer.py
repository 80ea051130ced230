"""The page that a reviewer signs is made from the data, and names all that is printed."""

import re
import runpy
from pathlib import Path

from planner import load_library
from planner.content.resources import built_in_plans
from planner.content.review import Review

ROOT = Path(__file__).resolve().parent.parent
MADE = runpy.run_path(str(ROOT / "scripts" / "reviewer"), run_name="made")
LIBRARY = load_library()


def test_it_is_fresh():
    assert MADE["page"]() == (ROOT / "docs" / "for-the-reviewer.md").read_text("utf-8"), "run scripts/reviewer"


def test_every_sign_condition_exercise_page_and_plan_has_a_line_to_sign():
    page = MADE["page"]()
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    phrases = LIBRARY.language("en").phrases
    for rank in ("emergency", "today", "midwife"):
        assert all(any(f"| {sign} |" in line for line in lines) for sign in phrases[f"safety.{rank}_signs"])
    assert all(f"(safety.md#{key})" in page for key in LIBRARY.ids("exercises"))
    kinds = {"topic": "topics", "guidelines": "guidelines", "checklist": "checklists"}
    assert all(f"{name} `{key}`" in page for name, kind in kinds.items() for key in LIBRARY.ids(kind))
    assert all(f"| `{key}` |" in page for key in (*LIBRARY.conditions, *built_in_plans()))


def test_each_line_says_where_it_is_printed_and_its_source():
    rows = [
        row for part in re.split(r"(?m)^## ", MADE["page"]())[1:3] for row in part.splitlines() if row.startswith("| ")
    ]
    assert len(rows) > 40
    assert [row for row in rows if len([cell for cell in row.strip("|").split(" | ") if cell.strip()]) < 4] == []


def test_a_signature_in_the_data_stands_on_its_line():
    signed = MADE["_signed"]
    assert signed(Review.model_validate({"name": "Dr Lee", "on": "2026-12-01"})) == "Dr Lee, 2026-12-01"
    assert signed(None) == ""
