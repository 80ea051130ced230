"""The pages for the doctor's visit, as they are printed."""

from functools import cache
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from planner import load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.content.theme import Theme
from planner.pdf.layout.theme import LEFT, MM
from tests.pdf.structure import instructions

LINE = 10 * MM


@cache
def printed(size, paper, clinic="Riverside", theme="calm"):
    """The pages of the section, each as its text and the heights of its lines to write on."""
    plan = Plan.model_validate({**load_plan("low-back-relief").model_dump(by_alias=True), "sections": ["checklist"]})
    data = make_booklet(
        plan, Patient(side="left"), Clinic(name=clinic, theme=Theme(base=theme)), size=size, paper=paper
    ).data
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        first = next(n for n, page in enumerate(pdf.pages) if page.objgen == outline.root[-1].destination[0].objgen)
        found = [(text, list(lines(page))) for text, page in zip(texts, pdf.pages, strict=True)]
    return found[first:]


def written(page):
    """The lines to write on: left, right and height of each."""
    within = False
    path: list[tuple[float, ...]] = []
    for operands, name in instructions(page):
        if name in ("BDC", "BMC"):
            within = str(operands[0]) == "/Form"
        elif name in ("m", "l"):
            path = [*(path if name == "l" else []), tuple(map(float, operands))]
        elif name == "S" and within and len(path) == 2 and path[0][1] == path[1][1]:
            yield path[0][0], path[1][0], path[0][1]


def lines(page):
    """The height of each line to write on that starts at the left margin: the first of a row in a table."""
    within, path = False, []
    for operands, name in instructions(page):
        if name in ("BDC", "BMC"):
            within = str(operands[0]) == "/Form"
        elif name == "m":
            path = [tuple(map(float, operands))]
        elif name == "l":
            path.append(tuple(map(float, operands)))
        elif name == "S" and within and len(path) == 2 and abs(path[0][0] - LEFT) < 1:
            yield path[0][1]
        elif name == "c":
            path = []


def steps(heights):
    """The distances between neighbours that belong together."""
    return [high - low for high, low in pairwise(heights) if high - low < LINE * 1.3]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(("size", "most"), [("standard", 2), ("large", 3), ("xl", 4)])
@pytest.mark.parametrize("clinic", ["Riverside", "Riverside Physiotherapy"])
def test_the_doctors_visit_takes_no_more_pages_than_promised(size, paper, most, clinic):
    assert 1 < len(printed(size, paper, clinic)) <= most


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_question_of_two_lines_has_both_10_mm_apart(paper):
    story = printed("standard", paper)[0][1]
    assert len(story) == 7
    assert steps(story) == pytest.approx([LINE, LINE], abs=0.02)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("size", ["large", "xl"])
def test_in_larger_words_lines_are_10_mm_apart_too(size, paper):
    story = [y for text, page in printed(size, paper) if "medicines" not in text for y in steps(page)]
    assert story == pytest.approx([LINE] * len(story), abs=0.02)
    assert sum(len(page) for _, page in printed(size, paper)) >= 5 + 2


@pytest.mark.parametrize(("paper", "rows"), [("A4", 4), ("Letter", 3)])
def test_rows_for_medicines_are_nine_and_a_half_millimetres_high(paper, rows):
    table = printed("standard", paper)[1][1]
    assert len(table) == rows
    assert steps(table) == pytest.approx([9.5 * MM] * (rows - 1), abs=0.02)


@pytest.mark.parametrize(
    ("language", "title", "warning"),
    [
        ("en", "My medicines", "Before a pain-killer"),
        ("es", "Mis medicamentos", "Antes de un analgésico"),
        ("pl", "Moje leki", "Przed lekiem przeciwbólowym"),
    ],
)
@pytest.mark.parametrize("size", ["standard", "large", "xl"])
def test_medicines_have_three_rows_and_their_warning_beside_them_however_long_the_words(language, title, warning, size):
    plan = Plan.model_validate({**load_plan("low-back-relief").model_dump(by_alias=True), "sections": ["checklist"]})
    patient = Patient.model_validate({"language": language, "size": size})
    data = make_booklet(plan, patient, Clinic(paper="Letter")).data
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    [n] = [n for n, text in enumerate(texts) if title in text]
    assert warning in " ".join(texts[n].split())
    with pikepdf.open(BytesIO(data)) as pdf:
        rows = list(lines(pdf.pages[n]))
    assert len(rows) >= 3
    assert min(steps(rows)) >= 8 * MM - 0.02


def test_what_is_known_and_what_is_asked_is_printed():
    story, questions = (" ".join(text.split()) for text, _ in printed("standard", "A4"))
    assert "It hurts on my left side." in story
    assert "Show page 1." in story
    for asked in ("Gel, cream or spray", "Injection", "Surgery", "MRI or CT scan", "Should I see a physio?"):
        assert asked in questions


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("theme", Library().ids("themes"))
def test_the_doctors_visit_takes_two_pages_in_every_theme(theme, paper):
    assert len(printed("standard", paper, theme=theme)) == 2


@pytest.mark.parametrize("clinic", ["Riverside", "Riverside Physiotherapy"])
def test_an_answer_has_a_whole_line(clinic):
    """Short questions share a row, never by halving the room to write."""
    plan = Plan.model_validate({**load_plan("low-back-relief").model_dump(by_alias=True), "sections": ["checklist"]})
    with pikepdf.open(BytesIO(make_booklet(plan, Patient(), Clinic(name=clinic)).data)) as pdf:
        found = list(written(pdf.pages[-1]))
    answers = [(left, right) for left, right, _ in found if LEFT + 5 * MM < left < LEFT + 15 * MM]
    assert len(answers) == 6
    assert {right for _, right in answers} == {max(right for _, right, _ in found)}
