"""Guidelines and topics on paper: one scale for a story, and a page each."""

import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from planner import Plan, make_booklet
from planner.content.library import Library

LIBRARY = Library()
VALUES = {
    "title": "Stories",
    "summary": "Guidelines and topics.",
    "version": "1",
    "for": "Low back pain.",
    "not_for": "Nobody.",
    "weeks": 1,
    "days": "daily",
    "phases": [{"title": "All", "aim": "All.", "weeks": 1, "exercises": ["walking", "bridge", "pelvic-tilt"]}],
    "topics": ["posture", "getting-up-from-the-floor"],
}
PLACED = re.compile(rb"q ([\d.]+) 0 0 \1 [-\d.]+ [-\d.]+ cm\s*/(X\w+) Do")
"""A drawing on a page: its scale and its name."""


def made(section, size="standard", paper="A4"):
    plan = Plan.model_validate({**VALUES, "sections": ["safety", section]})
    data = make_booklet(plan, library=LIBRARY, size=size, paper=paper).data
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    title = "Five things" if section == "guidelines" else "Sit, stand"
    start = next(n for n, text in enumerate(pages) if title in text)
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
        return [page.Contents.read_bytes() for page in pdf.pages][start:], pages[start:]


def scales(page):
    """The scales of the people on a page; an icon's is 1."""
    return {float(scale) for scale, _ in PLACED.findall(page)} - {1.0}


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("size", ["standard", "large", "xl"])
def test_a_story_has_one_scale_which_grows_with_the_words(size, paper):
    for section, least in (("guidelines", 0.62), ("topics", 0.74 if paper == "A4" else 0.66)):
        pages, _ = made(section, size, paper)
        for page in pages[: 1 if section == "topics" else None]:
            [scale] = scales(page)
            assert scale >= least


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(("size", "topics"), [("standard", 2), ("large", 2), ("xl", 4)])
def test_each_story_takes_a_page_and_in_the_largest_words_two(size, topics, paper):
    assert len(made("guidelines", size, paper)[1]) == (2 if size == "xl" else 1)
    assert len(made("topics", size, paper)[1]) == topics


def test_a_page_on_which_a_story_goes_on_says_so():
    _, pages = made("guidelines", "xl")
    assert "Five things to keep in mind, more" in pages[1]
