"""How much paper a booklet takes, and that no page of it is wasted."""

from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from planner import load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.resources import built_in_plans
from planner.pdf.layout.theme import MARGINS

LIBRARY = Library()
ANA = Patient(name="Ana Souza", start="2026-12-07", days=("mon", "wed", "fri"), trainer="Sam Reyes")
CLINIC = Clinic(name="Riverside Physiotherapy", phone="+44 20 7946 0000")
MOST = {"standard": 20, "large": 27, "xl": 40}
"""Pages of low-back-relief with all its parts."""
SCALE = 0.5
"""Pixels per point."""
THEMES = ("bedside", "bold", "clinic", "plain", "warm")
every = pytest.mark.parametrize(("size", "paper"), list(product(MOST, MARGINS)))
SOME = (("standard", "A4"), ("large", "Letter"), ("xl", "A4"))
PLANS = [name for name in built_in_plans() if name != "low-back-relief"]
every_plan = pytest.mark.parametrize(
    ("size", "paper", "plan"),
    [(*made, "low-back-relief") for made in product(MOST, MARGINS)] + [(*made, p) for p in PLANS for made in SOME],
)
"""Each plan on one paper at each size, the one for low back pain on both."""


@cache
def data(size, paper, plan="low-back-relief"):
    return make_booklet(load_plan(plan), ANA, CLINIC, library=LIBRARY, size=size, paper=paper).data


@cache
def starts(size, paper, plan="low-back-relief"):
    """The numbers, from 0, of the pages on which sections and titles start."""
    with pikepdf.open(BytesIO(data(size, paper, plan))) as pdf, pdf.open_outline() as outline:
        numbers = {page.objgen: n for n, page in enumerate(pdf.pages)}
        items = [item for root in outline.root for item in (root, *root.children)]
        return {numbers[item.destination[0].objgen] for item in items}


@every
def test_a_booklet_takes_no_more_paper_than_promised(size, paper):
    assert len(pypdfium2.PdfDocument(data(size, paper))) <= MOST[size]


def test_the_readme_says_how_many_pages():
    text = " ".join((Path(__file__).parents[2] / "README.md").read_text().split())
    pages = [max(len(pypdfium2.PdfDocument(data(size, paper))) for paper in MARGINS) for size in MOST]
    assert f"`low-back-relief` is {pages[0]} pages" in text
    assert "in large type {} instead of 50, in extra large {} instead of 69".format(*pages[1:]) in text


@pytest.mark.parametrize(("theme", "paper"), list(product(THEMES, MARGINS)))
def test_no_theme_takes_more_than_a_page_more(theme, paper):
    """Two of the typefaces are wider than the usual one; their lines stand closer."""
    plan = load_plan("low-back-relief").model_copy(update={"theme": theme})
    assert make_booklet(plan, ANA, CLINIC, library=LIBRARY, paper=paper).pages <= MOST["standard"] + 1


@every_plan
def test_no_page_is_half_empty_unless_something_ends_there(size, paper, plan):
    begun, margins = starts(size, paper, plan), MARGINS[paper]
    pdf = pypdfium2.PdfDocument(data(size, paper, plan))
    for n, page in enumerate(pdf):
        if n + 1 in begun or n + 1 == len(pdf):
            continue
        picture = page.render(scale=SCALE, grayscale=True).to_pil().convert("L")
        first, last = (round(margins.live * SCALE), round((page.get_height() - margins.live) * SCALE))
        rows, wide = picture.tobytes(), picture.width
        dark = [y for y in range(first, last) if min(rows[y * wide : (y + 1) * wide]) < 200]
        assert max(dark) - first >= (last - first) / 2, f"page {n + 1}"


@every_plan
def test_a_page_that_goes_on_has_a_heading(size, paper, plan):
    begun = starts(size, paper, plan)
    for n, page in enumerate(pypdfium2.PdfDocument(data(size, paper, plan))):
        if n not in begun:
            assert ", more" in page.get_textpage().get_text_range(), f"page {n + 1}"
