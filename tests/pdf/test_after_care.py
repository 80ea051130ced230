"""The last page as it is printed."""

import re
from io import BytesIO
from itertools import product

import pikepdf
import pypdfium2
import pytest

from planner import load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.pdf.layout.theme import MARGINS
from tests.pdf.test_help_fast import letters
from tests.pdf.test_pages import texts

LIBRARY = Library()
CLINIC = Clinic(name="Riverside", phone="020 7946 0412", hours="Mon to Fri, 8 to 18", address="12 River Street")


def last_pages(plan, size, paper):
    made = Plan.model_validate({**load_plan(plan).model_dump(by_alias=True), "sections": ["after-care"]})
    pages = list(pypdfium2.PdfDocument(make_booklet(made, clinic=CLINIC, size=size, paper=paper).data))
    texts = [page.get_textpage().get_text_range() for page in pages]
    first = next(n for n, text in enumerate(texts) if "Keep what you have won" in text)
    return list(zip(pages, texts, strict=True))[first:]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(("size", "most"), [("standard", 1), ("large", 1), ("xl", 2)])
@pytest.mark.parametrize("plan", ["low-back-relief", "sciatica-worse-bending"])
def test_after_care_and_imprint_share_a_page_at_whose_foot_the_imprint_is(plan, size, paper, most):
    pages = last_pages(plan, size, paper)
    assert len(pages) <= most
    page, text = pages[-1]
    assert "About this booklet." in text
    words = page.get_textpage()
    end = text.rindex("sheet.")
    low = min(words.get_charbox(n)[1] for n in range(end, end + 5))
    assert 0 <= low - MARGINS[paper].live <= 10


@pytest.mark.parametrize("plan", ["low-back-relief", "sciatica-worse-bending", "bones-and-balance"])
def test_the_imprint_is_five_lines_at_most(plan):
    [(page, text)] = last_pages(plan, "standard", "A4")
    words = page.get_textpage()
    first, last = (words.get_charbox(text.rindex(part))[1] for part in ("About this booklet", "sheet."))
    assert first - last <= 4 * 16 + 1


def test_the_emergency_signs_and_the_rules_are_named_by_their_pages():
    text = " ".join(last_pages("low-back-relief", "standard", "A4")[0][1].split())
    assert "A sign from page 1? Do not wait. Do what it says there, now." in text
    assert "The rule is on page 2." in text


@pytest.mark.parametrize("language", LIBRARY.ids("languages"))
def test_the_rule_is_on_the_page_that_is_named_in_every_language_and_size(language):
    """In larger type the guide to pain takes two pages, and when to move up is on the second."""
    named_in = {"sections": ["cover", "safety", "after-care"]}
    plan = Plan.model_validate({**load_plan("low-back-relief").model_dump(by_alias=True), **named_in})
    phrases, named = LIBRARY.language(language).phrases, set()
    before, after = re.sub(r"\{page}.*", "", str(phrases["after-care.good_says"])), r"\s*(\d+)"
    for size, paper in product(("standard", "large", "xl"), ("A4", "Letter")):
        patient, clinic = Patient.model_validate({"size": size, "language": language}), Clinic(paper=paper)
        data = make_booklet(plan, patient, clinic, library=LIBRARY).data
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]
        [said] = [found[1] for text in texts if (found := re.search(re.escape(" ".join(before.split())) + after, text))]
        assert letters(phrases["safety.move_up"]) in letters(texts[int(said) - 1]), (size, paper)
        named.add(said)
    assert len(named) > 1


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_labels_are_as_large_as_the_words_beside_them_and_on_the_titles_baseline(paper):
    made = Plan.model_validate({**load_plan("low-back-relief").model_dump(by_alias=True), "sections": ["after-care"]})
    with pikepdf.open(BytesIO(make_booklet(made, clinic=CLINIC, paper=paper).data)) as pdf:
        found = {words.strip(): (bottom + 0.2 * size, size) for *_, bottom, _, _, size, words in texts(pdf.pages[-1])}
    for label, title in (("Most weeks", "Keep two or three exercises"), ("Not better", "Call us")):
        (label_at, label_size), (title_at, title_size) = found[label], found[title]
        assert (label_size, title_size) == (14, 18)
        assert label_at == pytest.approx(title_at, abs=0.5)


@pytest.mark.parametrize(
    ("conditions", "said"),
    [((), (True, True)), (("hip-replacement", "balance"), (False, False)), (("osteoporosis", "balance"), (True, True))],
)
def test_the_imprint_says_nothing_that_is_untrue_of_the_patient(conditions, said):
    made = make_booklet(load_plan("bones-and-balance"), Patient(conditions=conditions)).data
    *_, last = pypdfium2.PdfDocument(made)
    text = " ".join(last.get_textpage().get_text_range().split())
    assert tuple(words in text for words in ("For: Low back pain with thin bones", "recent surgery")) == said


@pytest.mark.parametrize(
    ("plan", "size", "conditions"), [("pregnancy", "large", ["pregnancy"]), ("keep-well", "large", [])]
)
def test_no_page_has_the_imprint_alone_however_long_the_words(plan, size, conditions):
    patient = Patient.model_validate(
        {"language": "es", "size": size, "conditions": conditions, "days": ["mon", "wed", "fri"]}
    )
    clinic = Clinic(name="Riverside Physiotherapy", phone="020 7946 0412", paper="Letter")
    document = pypdfium2.PdfDocument(make_booklet(load_plan(plan), patient, clinic).data)
    last = document[len(document) - 1].get_textpage().get_text_range()
    assert "Sobre este folleto" in last
    assert "Suba un nivel" in last


def test_where_the_end_of_a_topic_needs_another_page_a_pair_of_pictures_comes_with_it():
    patient = Patient.model_validate({"language": "es", "size": "large", "days": ["mon", "wed", "fri"]})
    document = pypdfium2.PdfDocument(make_booklet(load_plan("low-back-relief"), patient, Clinic(paper="A4")).data)
    texts = [page.get_textpage().get_text_range() for page in document]
    assert ["Levantar peso" in text for text in texts if "En la cama" in text] == [True]


def test_the_end_of_a_topic_has_no_page_for_itself():
    patient = Patient.model_validate({"language": "es", "days": ["mon", "wed", "fri"]})
    document = pypdfium2.PdfDocument(make_booklet(load_plan("bones-and-balance"), patient, Clinic(paper="A4")).data)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    assert [("En la silla" in text) for text in texts if "En la cama" in text and "huesos frágiles" in text] == [True]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_people_walk_on_below_long_words_too_if_smaller(paper):
    patient, clinic = Patient(name="Ana", language="es"), Clinic(name="Riverside", phone="020 7946 0412")
    data = make_booklet(load_plan("desk-day"), patient, clinic, library=LIBRARY, paper=paper).data
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [one.operands for one in pikepdf.parse_content_stream(pdf.pages[-1]) if str(one.operator) == "cm"]
    scales = [float(values[0]) for values in found if values[0] == values[3] != 1]
    assert len(set(scales)) == 1
    assert 0.3 < scales[0] <= 0.62
