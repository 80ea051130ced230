"""In larger words: what belongs together stands together, or says that it goes on."""

import pypdfium2
import pytest

from planner import make_booklet
from planner.content.library import Library
from planner.content.plan import Plan

LIBRARY = Library()
THREE_PICTURES = {("xl", "cat-camel")}
"""Cards whose pictures and steps are too many for one page."""


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


@pytest.mark.parametrize(("size", "paper"), [("large", "A4"), ("large", "Letter"), ("xl", "A4")])
def test_the_steps_of_an_exercise_are_never_parted(size, paper):
    data = make_booklet(plan_of_all(), library=LIBRARY, size=size, paper=paper).data
    pages = [letters(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(data)]
    parted = set()
    for exercise in LIBRARY.exercises():
        found = [pages_with(step.say, pages) for step in exercise.steps]
        assert all(found), exercise.key
        if not set.intersection(*found):
            parted.add((size, exercise.key))
    assert parted <= THREE_PICTURES
