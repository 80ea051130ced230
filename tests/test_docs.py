"""What the guides say is what the program reads."""

import re
from pathlib import Path

import pytest

from planner import load_library, make_booklet
from planner.content.exercise import Step
from planner.content.plan import Clinic, Plan
from planner.content.source import read
from planner.content.theme import Colours, FigureLook, Theme

DOCS = Path(__file__).parent.parent / "docs"
PLAN = {
    "title": "t", "summary": "s", "version": "1", "for": "f", "not_for": "n", "weeks": "1", "days": "daily",
    "phases": [{"title": "p", "weeks": "1", "aim": "a", "exercises": ["walking"]}],
}  # fmt: skip


def examples(name: str, write) -> list:
    """The YAML in a guide, as values."""
    found = re.findall(r"```yaml\n(.*?)```", (DOCS / name).read_text("utf-8"), re.DOTALL)
    assert found
    return [read(write(f"{n}.yaml", text))[0] for n, text in enumerate(found)]


def test_the_guide_to_looks_names_every_field_and_every_word(library):
    text = (DOCS / "looks.md").read_text("utf-8")
    rows = set(re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^\| (.*?) \|", text, re.MULTILINE))))
    assert rows == {*Theme.model_fields, *Colours.model_fields} - {"colours"}
    for field in ("density", "headings", "numerals", "corners", "rules"):
        allowed = Theme.model_fields[field].annotation.__args__
        assert f"| `{field}` | {', '.join(f'`{word}`' for word in allowed)} |" in text
    assert all(f"`{field}`" in text for field in FigureLook.model_fields)
    assert all(key in text for key in library.ids("themes"))


def test_the_looks_in_the_guide_can_be_had(write):
    library = load_library()
    clinic, theme = examples("looks.md", write)
    assert library.theme(Clinic.model_validate(clinic).theme).colours.accent == "#0b6e4f"
    assert library.theme(Theme.model_validate(theme)).title == "Riverside"


def test_what_the_guide_to_own_pages_shows_can_be_had(write):
    steps, sections = examples("own.md", write)
    assert [Step.model_validate(step).alt for step in steps["steps"]][1] == "The knees press the ball"
    assert make_booklet(Plan.model_validate({**PLAN, **sections})).pages >= 4


@pytest.mark.parametrize("written", re.findall(r"`(\{section: .*?\})`", (DOCS / "own.md").read_text("utf-8")))
def test_the_options_in_the_guide_can_be_set(write, written):
    values = read(write("sections.yaml", f"sections: [cover, safety, {written}]\n"))[0]
    values["sections"] = list({s if isinstance(s, str) else s["section"]: s for s in values["sections"]}.values())
    assert make_booklet(Plan.model_validate({**PLAN, **values})).pages
