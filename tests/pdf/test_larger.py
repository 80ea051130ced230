"""In larger words: what belongs together stands together, or says that it goes on."""

import pypdfium2
import pytest

from planner import load_plan, make_booklet
from planner.content.library import Library
from planner.content.plan import Plan
from tests.pdf import structure

LIBRARY = Library()


def plan_of_all():
    entries = [{"exercise": exercise.key} for exercise in LIBRARY.exercises()]
    values = {
        "title": "All",
        "summary": "All exercises.",
        "version": "1",
        "for": "Low back pain.",
        "not_for": "Nobody.",
        "weeks": 1,
        "days": "daily",
        "sections": ["exercises"],
        "phases": [{"title": "All", "aim": "All.", "weeks": 1, "exercises": entries}],
    }
    return Plan.model_validate(values)


def letters(text):
    """A text without what changes where a line ends."""
    return "".join(filter(str.isalnum, text))


def pages_with(text, pages):
    return {n for n, page in enumerate(pages) if letters(text) in page}


def groups(steps):
    """Steps by the picture that they belong to."""
    out: list[list[str]] = []
    for step in steps:
        if step.pictured or not out:
            out.append([])
        out[-1].append(step.say)
    return out


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", ["bones-and-balance", "sciatica-worse-bending"])
def test_what_to_take_care_of_is_said_after_the_steps(name, paper):
    plan = load_plan(name, ["sections=[exercises]"])
    said = structure.spoken(make_booklet(plan, library=LIBRARY, size="xl", paper=paper).data)
    cards = [card for card in said.split("H1 ")[1:] if "Take care" in card]
    assert len(cards) > 5
    for card in cards:
        assert card.rindex("LBody") < card.index("Take care"), card[:30]


@pytest.mark.parametrize(("size", "paper"), [("large", "A4"), ("large", "Letter"), ("xl", "A4"), ("xl", "Letter")])
def test_the_steps_of_an_exercise_are_never_parted(size, paper):
    """At xl, where not even a page by itself holds them, each picture keeps its own steps."""
    data = make_booklet(plan_of_all(), library=LIBRARY, size=size, paper=paper).data
    pages = [letters(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(data)]
    whole, exercises = 0, tuple(LIBRARY.exercises())
    for exercise in exercises:
        found = [pages_with(step.say, pages) for step in exercise.steps]
        assert all(found), exercise.key
        whole += bool(set.intersection(*found))
        for says in groups(exercise.steps):
            assert set.intersection(*(pages_with(say, pages) for say in says)), (exercise.key, says)
    assert whole >= len(exercises) * {"large": 1, "xl": 2 / 3}[size]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_last_step_up_from_the_floor_is_not_alone_on_its_page(paper):
    values = load_plan("first-two-weeks").model_dump(by_alias=True)
    plan = Plan.model_validate({**values, "sections": ["safety", "topics"]})
    data = make_booklet(plan, library=LIBRARY, size="xl", paper=paper).data
    pages = [letters(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(data)]
    [last] = [page for page in pages if letters("Push up with your legs and arms") in page]
    assert letters("Put one foot flat in front") in last
