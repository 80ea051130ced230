"""The plan at a glance, read back from the finished file."""

import re
from functools import cache
from io import BytesIO
from itertools import pairwise, product

import pikepdf
import pypdfium2
import pytest

from planner import load_plan, make_booklet
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Plan
from tests.pdf.test_pages import texts

LIBRARY = Library()
ANA = Patient(name="Ana Souza", start="2026-12-07", trainer="Sam Reyes", appointments=("2026-12-07 10:30",))
PLAN = load_plan("low-back-relief")
KEYS = dict.fromkeys(entry.exercise for phase in PLAN.phases for entry in phase.exercises)
TITLES = [LIBRARY.exercise(key).title for key in KEYS]
every = pytest.mark.parametrize(("size", "paper"), list(product(("standard", "large", "xl"), ("A4", "Letter"))))


@cache
def booklet(size, paper):
    clinic = Clinic(name="Riverside Physiotherapy", phone="020 7946 0412")
    return make_booklet(PLAN, ANA, clinic, library=LIBRARY, size=size, paper=paper).data


@cache
def pages(size, paper):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(booklet(size, paper))]


def glance(size, paper):
    """The numbers of the overview's pages, from 0."""
    return [n for n, text in enumerate(pages(size, paper)) if "Your plan at a glance" in text]


@every
def test_each_exercise_says_the_page_where_its_card_is(size, paper):
    whole = pages(size, paper)
    shown = " ".join(whole[n] for n in glance(size, paper))
    for number, title in enumerate(TITLES, 1):
        found = re.search(rf"{title}\s.*?page\s(\d+)", shown, re.DOTALL)
        assert found, title
        card = whole[int(found[1]) - 1]
        assert re.search(rf"^{number}\s+{title}\s", card, re.MULTILINE), f"{title} is not on page {found[1]}"


def test_each_exercise_says_its_weeks():
    """Beside one for weeks 3 to 6, an exercise without weeks reads as one for some of them."""
    whole = pages("standard", "A4")
    shown = " ".join(whole[n] for n in glance("standard", "A4"))
    for title, weeks in {"Pelvic tilt": "1 and 2", "Walking": "1 to 6", "Bridge": "3 to 6"}.items():
        assert re.search(rf"{title}\s[^/]*?weeks\s{weeks}\s+page", shown), title


@every
def test_the_plan_takes_one_page_and_two_in_larger_words(size, paper):
    first, *more = glance(size, paper)
    assert len(more) <= {"standard": 0, "large": 1, "xl": 1}[size]
    words = " ".join(" ".join(pages(size, paper)[n].split()) for n in (first, *more))
    assert "Mondays, Wednesdays, and Fridays" in words
    assert "Monday 7 December, 10:30" in words


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_pictures_grow_with_the_words(paper):
    sizes = [scales(size, paper) for size in ("standard", "large", "xl")]
    assert len({len(found) for found in sizes}) == 1
    assert len(sizes[0]) > 2  # a scale for each posture
    for smaller, larger in pairwise(sizes):
        assert all(a < b for a, b in zip(smaller, larger, strict=True))


def scales(size, paper):
    """The scales of the figures on the overview, each once."""
    found = set()
    with pikepdf.open(BytesIO(booklet(size, paper))) as pdf:
        for n in glance(size, paper):
            for one in pikepdf.parse_content_stream(pdf.pages[n]):
                if str(one.operator) == "cm":
                    found.add(float(one.operands[0]))
    return sorted(found - {1.0})


def test_ten_exercises_with_a_note_stay_on_one_page():
    keys = ["pelvic-tilt", "knee-rolls", "single-knee-to-chest", "standing-forward-bend", "walking"]
    more = ["cat-camel", "bridge", "bird-dog", "curl-up", "side-plank-knees"]
    phases = [
        {"title": title, "weeks": 3, "aim": "Calm the pain. Move a little, often.", "exercises": exercises}
        for title, exercises in (("Settle", keys), ("Build", more))
    ]
    plan = Plan.model_validate({"title": "Ten", "weeks": 6, "days": ["mon", "wed", "fri"], "phases": phases})
    patient = Patient(
        start="2026-12-07", note="Start with the bed version for two weeks. Then try the floor with help."
    )
    document = pypdfium2.PdfDocument(make_booklet(plan, patient, library=LIBRARY, paper="A4").data)
    found = [text for page in document if "plan at a glance" in (text := page.get_textpage().get_text_range())]
    assert len(found) == 1
    assert "Then try the floor with help." in found[0]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_list_in_one_column_begins_below_the_weeks(paper):
    """At xl four exercises stayed together, on the next page, and left half of the first one white."""
    who = Patient(name="Tom", start="2026-12-07", size="xl", conditions=("hip-replacement", "balance"))
    pdf = pypdfium2.PdfDocument(make_booklet(load_plan("bones-and-balance"), who, paper=paper).data)
    [first] = [text for page in pdf if "Your plan at a glance\r\n" in (text := page.get_textpage().get_text_range())]
    assert "Heel raise" in first


@pytest.mark.parametrize(("count", "named"), [(6, 6), (8, 5)])
def test_appointments_are_all_named_or_the_calendar_is(count, named):
    moments = [f"2026-12-{7 + 2 * n:02} 10:{30 + n}" for n in range(count)]
    ana = ANA.model_copy(update={"appointments": Patient(appointments=moments).appointments})
    shown = "\n".join(
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(make_booklet(PLAN, ana, library=LIBRARY).data)
    )
    shown = shown[shown.index("With Sam Reyes") :].partition("You need")[0]
    assert [f"10:{30 + n}" in shown for n in range(count)] == [n < named for n in range(count)]
    assert ("The others are in your calendar." in shown) == (named < count)


@every
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_numerals_of_all_phases_are_of_one_size_and_three_phases_rise_or_stand_below_each_other(
    language, size, paper
):
    patient = Patient.model_validate({"start": "2026-12-07", "language": language, "size": size})
    data = make_booklet(load_plan("sciatica-worse-standing"), patient, library=LIBRARY, paper=paper).data
    title = LIBRARY.language(language).phrases["overview.title"]
    document = pypdfium2.PdfDocument(data)
    number = next(n for n, page in enumerate(document) if n and title in page.get_textpage().get_text_range())
    with pikepdf.open(BytesIO(data)) as pdf:
        lines = list(texts(pdf.pages[number]))
    dated = [n for n, (*_, words) in enumerate(lines) if re.search(r"^\d+ (de )?(Dec|Jan|dic|ene)", words)]
    numerals = [lines[n - 1] for n in dated]
    assert len(numerals) in (3, 6)
    assert len({line[4] for line in numerals}) == 1
    firsts = [line for line in numerals if line[5].strip()[0] in "135"]
    lefts, heights = [round(line[0]) for line in firsts], [line[1] for line in firsts]
    assert len(firsts) == 3
    assert len(set(lefts)) in (1, 3)
    assert heights == sorted(heights, reverse=len(set(lefts)) == 1)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_last_of_an_odd_number_of_exercises_is_no_higher_than_the_others(paper):
    """What stands beside it may be: then its picture stood far below its words."""
    clinic = Clinic(name="Riverside Physiotherapy", phone="020 7946 0412")
    data = make_booklet(load_plan("first-two-weeks"), ANA, clinic, library=LIBRARY, paper=paper).data
    with pikepdf.open(BytesIO(data)) as pdf:
        page = next(page for page in pdf.pages if any("Legs-up rest" in text for *_, text in list(texts(page))[3:]))
        tops = {text.strip(): y for _, y, *_, text in texts(page)}
        elems = (elem for elem in pdf.objects if isinstance(elem, pikepdf.Dictionary) and elem.get("/S") == "/Figure")
        lows = [float(elem.A.BBox[1]) for elem in elems if elem.Pg.objgen == page.objgen]
    downs = [min(top - low for low in lows if low < top) for top in (tops["Pelvic tilt"], tops["Knee rolls"])]
    assert downs[1] < downs[0] + 15
