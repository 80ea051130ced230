"""The log as it is printed."""

import re
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from planner import load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.pdf.layout.theme import FINE, LEFT, MEDIUM, MM, RIGHT
from tests.pdf import structure
from tests.pdf.structure import instructions
from tests.pdf.test_pages import texts


def printed(plan="low-back-relief", size="standard", paper="A4", charts=("pain",)):
    """The section's pages, each as its text and its straight lines: left, lower, right, upper, weight."""
    sections = [{"section": "log", "charts": list(charts)}]
    made = Plan.model_validate({**load_plan(plan).model_dump(by_alias=True), "sections": sections})
    data = make_booklet(made, Patient(), Clinic(name="Riverside"), size=size, paper=paper).data
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        starts = {page.objgen: n for n, page in enumerate(pdf.pages)}
        first = starts[outline.root[-1].destination[0].objgen]
        return [(text, list(lines(page))) for text, page in zip(texts, pdf.pages, strict=True)][first:]


def lines(page):
    weight, path = 0.0, []
    for operands, name in instructions(page):
        if name == "w":
            weight = float(operands[0])
        elif name == "m":
            path = [tuple(map(float, operands))]
        elif name == "l":
            path.append(tuple(map(float, operands)))
        elif name == "c":
            path = []
        elif name == "S" and len(path) == 2:
            (x0, y0), (x1, y1) = path
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), weight


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("size", ["standard", "large"])
@pytest.mark.parametrize("plan", ["low-back-relief", "keep-well"])
def test_pain_and_goals_are_on_one_page(plan, size, paper):
    [(text, _)] = printed(plan, size, paper)
    assert "My pain this week" in text
    assert "Three things I want to do" in text
    assert text.count("10: fully.") == 1


@pytest.mark.parametrize(("plan", "columns"), [("low-back-relief", 7), ("keep-well", 13), ("desk-day", 5)])
def test_columns_are_20_7_mm_wide_and_narrower_if_there_are_more_than_seven(plan, columns):
    [(_, found)] = printed(plan)
    uprights = sorted({x0 for x0, y0, x1, y1, _ in found if x0 == x1 and y1 - y0 > 100})
    widths = [b - a for a, b in pairwise(uprights)]
    assert len(widths) == columns
    wide = 20.7 * MM if columns <= 7 else (210 * MM - LEFT - RIGHT - uprights[0] + LEFT) / columns
    assert widths == pytest.approx([wide] * columns, abs=0.2)
    assert uprights[-1] <= 210 * MM - RIGHT + 0.1


def test_rows_are_7_2_mm_high_and_the_limits_between_zones_are_heavier():
    [(_, found)] = printed()
    grid = [(y0, weight) for x0, y0, x1, y1, weight in found if y0 == y1 and x0 > LEFT + 20 * MM and y0 > 380]
    heights = sorted({y for y, _ in grid}, reverse=True)
    assert len(heights) == 12
    assert [a - b for a, b in pairwise(heights)] == pytest.approx([7.2 * MM] * 11, abs=0.05)
    heavy = {y for y, weight in grid if weight == MEDIUM}
    assert [10 - heights.index(y) for y in sorted(heavy, reverse=True)] == [5, 3]
    assert {weight for _, weight in grid} == {FINE, MEDIUM}


def test_other_charts_are_on_a_page_of_their_own():
    first, second = (text for text, _ in printed(charts=("pain", "sleep", "reach")))
    assert "Three things I want to do" in first
    assert "My sleep" in second
    assert "How far my hands reach" in second


@pytest.mark.parametrize(("paper", "wide"), [("A4", 9.8), ("Letter", 9.0)])
def test_scores_are_as_large_as_words_in_rings_large_enough_to_circle(paper, wide):
    plan = Plan.model_validate({**load_plan("low-back-relief").model_dump(by_alias=True), "sections": ["log"]})
    with pikepdf.open(BytesIO(make_booklet(plan, Patient(), paper=paper).data)) as pdf:
        page = pdf.pages[-1]
        scores = [size for *_, size, words in texts(page) if words.strip() == "7"]
        rings, xs = [], []
        for operands, name in instructions(page):
            if name == "m":
                xs = [float(operands[0])]
            elif name == "c":
                xs += [float(v) for v in operands[::2]]
            elif name == "S" and len(xs) > 10:
                rings.append((max(xs) - min(xs)) / MM)
    assert scores == [14] * 7  # a mark of the chart, and two rows for each of three goals
    assert len(rings) == 66
    assert rings == pytest.approx([wide] * 66, abs=0.05)


def test_the_largest_scores_stand_in_the_middle_of_their_rings_which_do_not_touch():
    plan = Plan.model_validate({**load_plan("low-back-relief").model_dump(by_alias=True), "sections": ["log"]})
    with pikepdf.open(BytesIO(make_booklet(plan, Patient(size="xl"), paper="Letter").data)) as pdf:
        page = pdf.pages[-1]
        scores = sorted({round(x, 1) for x, *_, words in texts(page) if words.strip() == "10"})
        spans, xs = set(), []
        for operands, name in instructions(page):
            if name == "m":
                xs = [float(operands[0])]
            elif name == "c":
                xs += [float(v) for v in operands[::2]]
            elif name == "S" and len(xs) > 10:
                spans.add((round(min(xs), 1), round(max(xs), 1)))
    rings = sorted(spans)
    assert len(rings) == 11
    assert min(right[0] - left[1] for left, right in pairwise(rings)) >= 6
    left, right = rings[-1]
    assert left + 5 < scores[-1] < (left + right) / 2 - 6


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("size", ["large", "xl"])
@pytest.mark.parametrize("language", ["en", "es", "pl", "ar", "zh-Hans"])
def test_a_chart_of_many_weeks_names_them_all_or_every_second(language, size, paper):
    made = Plan.model_validate({**load_plan("keep-well").model_dump(by_alias=True), "sections": ["log"]})
    said = structure.sections(make_booklet(made, Patient(language=language), size=size, paper=paper).data)[-1]
    named = [int(week) for week in re.findall(r'TH "(\d+)"', said)]
    assert named in ([*range(1, 13)], [*range(2, 13, 2)])
