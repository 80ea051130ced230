"""The pages that say when to get help, read back from the finished file."""

from functools import cache
from io import BytesIO
from itertools import pairwise, product

import pikepdf
import pypdfium2
import pytest
import yaml

from planner import load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.pdf.layout.theme import MM
from tests.pdf.test_pages import texts
from tests.words import with_needed

LIBRARY = Library()
EMERGENCY = [sign.replace("**", "") for sign in LIBRARY.language("en").phrases["safety.emergency_signs"]]
TODAY = LIBRARY.language("en").phrases["safety.today_signs"]
SHORT = {
    "title": "Walk",
    "summary": "s",
    "for": "f",
    "not_for": "n",
    "weeks": 1,
    "sections": ["cover", "safety"],
    "phases": [{"title": "p", "aim": "a", "weeks": 1, "exercises": ["walking"]}],
}
every = pytest.mark.parametrize(("size", "paper"), list(product(("standard", "large", "xl"), ("A4", "Letter"))))


@cache
def booklet(size, paper, plan="low-back-relief"):
    clinic = Clinic(name="Riverside Physiotherapy", phone="020 7946 0412", emergency_number="999")
    return make_booklet(load_plan(plan), Patient(name="Ana"), clinic, library=LIBRARY, size=size, paper=paper).data


@cache
def pages(size, paper):
    """Words of the first pages, without what changes where a line ends."""
    document = pypdfium2.PdfDocument(booklet(size, paper))
    return [letters(document[n].get_textpage().get_text_range()) for n in range(7)]


def letters(text):
    return "".join(filter(str.isalnum, text))


@every
def test_the_emergency_list_is_whole_on_page_2_and_chest_pain_comes_first(size, paper):
    page = pages(size, paper)[1]
    places = [page.find(letters(sign)) for sign in EMERGENCY]
    assert EMERGENCY[0].startswith("Chest pain.")
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("language", LIBRARY.ids("languages"))
def test_new_or_worse_and_why_not_to_wait_are_on_page_2_in_every_language_and_size(language):
    """Whatever the words need, a page may be added or lines be closer: what to tick a sign for is not left out."""
    plan, lead = load_plan(SHORT), LIBRARY.language(language).phrases["safety.help_lead"]
    for size, paper, number in product(("standard", "large", "xl"), ("A4", "Letter"), (None, "999")):
        clinic = Clinic.model_validate({"emergency_number": number, "phone": "020 7946 0412", "paper": paper})
        patient = Patient.model_validate({"size": size, "language": language})
        data = make_booklet(plan, patient, clinic, library=LIBRARY).data
        page = letters(pypdfium2.PdfDocument(data)[1].get_textpage().get_text_range())
        assert letters(lead) in page, (size, paper, number)


@pytest.mark.parametrize("theme", LIBRARY.ids("themes"))
def test_the_emergency_list_is_whole_on_page_2_in_every_theme(theme):
    clinic = Clinic(theme=theme)
    data = make_booklet(load_plan("low-back-relief"), Patient(size="xl"), clinic, library=LIBRARY, paper="A4").data
    page = letters(pypdfium2.PdfDocument(data)[1].get_textpage().get_text_range())
    assert [sign for sign in EMERGENCY if letters(sign) not in page] == []


@every
def test_the_doctors_list_is_whole_on_one_page(size, paper):
    [found] = [n for n, page in enumerate(pages(size, paper)[:4]) if letters(TODAY[0]) in page]
    assert found == (2 if size == "xl" else 1)
    assert all(letters(sign) in pages(size, paper)[found] for sign in TODAY)
    assert ("Callyourdoctortodayseepage3" in pages(size, paper)[1]) == (size == "xl")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_at_standard_help_takes_one_page_and_the_guide_another(paper):
    page_2, page_3, page_4 = pages("standard", paper)[1:4]
    assert "Bookavisit" in page_2
    assert "Letpainguideyou" in page_3
    assert "Asignfrompage2Donotcallusfirst" in page_3
    assert "Yourplanataglance" in page_4


@every
def test_signs_stand_at_equal_steps(size, paper):
    """From the last line of a sign to the first of the next is the same for each, so no gap has been stretched."""
    pdf = pikepdf.open(BytesIO(booklet(size, paper)))
    lines = list(texts(pdf.pages[1]))
    left, top = next((x, y) for x, y, *_, words in lines if words.startswith("Chest pain"))
    end = next(y for _, y, *_, words in lines if "bad accident" in words)
    column = sorted({y for x, y, *_ in lines if abs(x - left) < 0.5 and end <= y <= top}, reverse=True)
    steps = sorted(a - b for a, b in pairwise(column))
    assert len(column) > len(EMERGENCY)
    assert sum(b - a > 0.2 for a, b in pairwise(steps)) == 1  # inside a sign, and between signs


@every
def test_each_sign_has_a_box_to_tick(size, paper):
    """A box is a square in the look's size, left of the words."""
    side = {"standard": 6.8, "large": 7.0, "xl": 9.5}[size] * MM
    pdf = pikepdf.open(BytesIO(booklet(size, paper)))
    boxes = sum(1 for width in _frames(pdf.pages[1]) if abs(width - side) < 2)
    assert boxes >= len(EMERGENCY) + (0 if size == "xl" else len(TODAY))


def _frames(page):
    """Widths of the rounded rectangles on a page."""
    left = right = 0.0
    for one in pikepdf.parse_content_stream(page):
        name = str(one.operator)
        if name == "m":
            left = right = float(one.operands[0])
        elif name in ("l", "c"):
            xs = [float(x) for x in list(one.operands)[::2]]
            left, right = min(left, *xs), max(right, *xs)
        elif name == "h":
            yield right - left


def test_signs_that_no_page_holds_go_on_and_say_so(write, tmp_path):
    """A reader of the first of two boxes must not take it for the whole."""
    signs = [f"Satz {n} " + "ist sehr lang " * 20 for n in range(len(EMERGENCY))]
    write("languages/de/safety.yaml", yaml.safe_dump({"emergency_signs": signs}))
    library = with_needed(tmp_path, "de")
    data = make_booklet(load_plan("low-back-relief"), Patient(language="de"), library=library, size="large").data
    document = pypdfium2.PdfDocument(data)
    first, second = (document[n].get_textpage().get_text_range() for n in (1, 2))
    title = "One tick?"
    assert title in first
    assert title in second
    assert "More signs on the next page." in first
    assert "More signs" not in second
    assert "the first line below" in first
    assert "the first line below" not in second  # its first line is another sign
    assert [f"Satz {n} " in first + second for n in range(len(EMERGENCY))] == [True] * len(EMERGENCY)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_drawing_beside_the_signs_shows_where_a_saddle_would_touch(paper):
    phrases = LIBRARY.language("en").phrases
    assert letters(phrases["safety.saddle"]) in pages("standard", paper)[1]
    assert phrases["safety.saddle_alt"] in _alts(booklet("standard", paper))


def _alts(data):
    """What the pictures of a booklet show."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return {str(obj.Alt) for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/Alt" in obj}


@pytest.mark.parametrize("language", LIBRARY.ids("languages"))
def test_the_drawing_stands_in_every_language_and_takes_no_room_from_the_lists(language):
    """Where lines are long, some signs take a line more, or it is smaller and stands beside the short ones."""
    plan, alt = load_plan(SHORT), LIBRARY.language(language).phrases["safety.saddle_alt"]
    today = letters(LIBRARY.language(language).phrases["safety.today_tick"])
    for paper in ("A4", "Letter"):
        patient = Patient.model_validate({"language": language})
        data = make_booklet(plan, patient, Clinic(emergency_number="999"), library=LIBRARY, paper=paper).data
        assert alt in _alts(data), paper
        assert today in letters(pypdfium2.PdfDocument(data)[1].get_textpage().get_text_range()), paper


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_doctors_list_that_went_over_to_even_pages_is_pointed_to_and_leaves_room_for_the_drawing(paper):
    patient = Patient(size="large", conditions=["pregnancy"])
    data = make_booklet(load_plan("pregnancy"), patient, Clinic(emergency_number="999"), library=LIBRARY, paper=paper)
    words = [letters(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(data.data)]
    assert letters(TODAY[0]) in words[2]
    assert "Callyourdoctortodayseepage3" in words[1]
    assert LIBRARY.language("en").phrases["safety.saddle_alt"] in _alts(data.data)


@pytest.mark.parametrize("condition", ["pregnancy", "after-birth"])
@pytest.mark.parametrize(("size", "language", "page"), [("standard", "en", 3), ("standard", "pl", 3)])
def test_the_page_for_the_midwife_is_named_wherever_the_page_of_the_warning_signs_is(condition, size, language, page):
    plan, phrases = (
        load_plan({**SHORT, "sections": ["cover", "safety", "after-care"]}),
        LIBRARY.language(language).phrases,
    )
    patient = Patient.model_validate({"size": size, "language": language, "conditions": [condition]})
    document = pypdfium2.PdfDocument(make_booklet(plan, patient, Clinic(phone="1"), library=LIBRARY).data)
    words = [letters(one.get_textpage().get_text_range()) for one in document]
    title = "safety.midwife_title" if condition == "pregnancy" else "safety.birth_title"
    assert letters(phrases[title]) in words[page - 1]
    for key in ("cover.help_two", "safety.last_two", "after-care.signs_two"):
        said = phrases[key].replace("**", "").format(page=2, own=page)
        assert any(letters(said) in one for one in words), key


CHECKED = ["cover", "safety", "checklist", "wallet-card", "after-care"]
FIVE = [*CHECKED[:2], "guidelines", *CHECKED[2:]]


def named(conditions, language, sections=FIVE, size="xl"):
    """The words of a booklet, and by their keys the phrases that name the pages of the warning signs."""
    plan, phrases = load_plan({**SHORT, "sections": sections}), LIBRARY.language(language).phrases
    patient = Patient.model_validate({"size": size, "language": language, "conditions": conditions})
    document = pypdfium2.PdfDocument(make_booklet(plan, patient, Clinic(phone="1"), library=LIBRARY).data)
    words = [one.get_textpage().get_text_range() for one in document]

    def said(key, **pages):
        return letters(phrases[key].replace("**", "").format(**pages)) in letters(" ".join(words))

    return " ".join(" ".join(words).split()), said


@pytest.mark.parametrize(("language", "last"), [("en", 3), ("pl", 3), ("es", 4), ("zh-Hans", 3)])
def test_where_warning_signs_go_on_all_their_pages_are_named_from_first_to_last(language, last):
    words, said = named([], language)
    assert said("cover.help_range", pages=f"2\u2013{last}")
    for key in ("safety.last", "after-care.signs", "checklist.show", "wallet-card.more_on"):
        assert said(key, page=f"2\u2013{last}"), key
    assert words.count(f"2\u2013{last}") >= 6  # in the guidelines, too


def test_in_arabic_the_first_page_stands_left_of_the_last_as_in_other_ranges():
    words, _ = named([], "ar")
    assert words.count("3\u20132") >= 6  # read back from right to left, so it stands as 2 to 3


@pytest.mark.parametrize("condition", ["pregnancy", "after-birth"])
def test_warning_signs_that_go_on_and_those_for_the_midwife_are_named_from_first_to_last(condition):
    _, said = named([condition], "en")
    assert said("cover.help_range", pages="2\u20134")
    for key in ("safety.last_two", "after-care.signs_two"):
        assert said(key, page="2\u20133", own=4), key
    for key in ("checklist.show", "wallet-card.more_on"):
        assert said(key, page="2\u20133"), key


def test_signs_that_one_page_holds_are_named_by_its_number():
    words, said = named([], "en", size="standard")
    assert said("cover.help", page=2)
    assert "2\u2013" not in words


@pytest.mark.parametrize("language", LIBRARY.ids("languages"))
def test_whoever_has_no_emergency_sign_is_sent_on_to_the_doctors_list_if_that_is_on_a_later_page(language):
    """In long words the emergency signs take two pages; the list after them has a page that must be found, too."""
    plan, phrases = load_plan(SHORT), LIBRARY.language(language).phrases
    for size, paper in product(("standard", "large", "xl"), ("A4", "Letter")):
        patient = Patient.model_validate({"size": size, "language": language})
        clinic = Clinic.model_validate({"emergency_number": "999", "paper": paper})
        document = pypdfium2.PdfDocument(make_booklet(plan, patient, clinic, library=LIBRARY).data)
        words = [letters(document[n].get_textpage().get_text_range()) for n in range(min(4, len(document)))]
        found = next(n for n, page in enumerate(words) if letters(phrases["safety.today_tick"]) in page)
        pointers = [letters(phrases["safety.today_next"].format(page=n)) for n in range(1, 6)]
        points = [[n for n in range(5) if pointers[n] in page] for page in words]
        assert points == [[found] if found > 1 and n == found - 1 else [] for n in range(len(words))], (size, paper)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_for_a_pregnancy_has_no_sign_at_its_foot_without_words(language):
    """A closing line stands between two lines that are as wide as the page; without words there is none."""
    plan = load_plan("pregnancy")
    patient = Patient.model_validate({"size": "xl", "language": language, "conditions": ["pregnancy"]})
    title = letters(LIBRARY.language(language).phrases["safety.midwife_title"])
    data = make_booklet(plan, patient, Clinic(emergency_number="999"), library=LIBRARY, paper="A4").data
    document = pypdfium2.PdfDocument(data)
    n = next(n for n in range(1, 6) if title in letters(document[n].get_textpage().get_text_range()))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert _rules(pdf.pages[n]) == 1  # over the page's foot


def _rules(page):
    """How many lines on a page are as wide as the lowest one, which is over its foot."""
    lines, x, y = [], 0.0, 0.0
    for one in pikepdf.parse_content_stream(page):
        name = str(one.operator)
        if name in ("m", "l"):
            before = x, y
            x, y = map(float, one.operands)
            lines += [(y, abs(x - before[0]))] if name == "l" and y == before[1] else []
    width = min(lines)[1]
    return sum(abs(one - width) < 0.1 for _, one in lines)
