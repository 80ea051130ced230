"""The sheet for the fridge: what to do and when; nothing that conditions do is silent on it."""

import re
from functools import cache
from io import BytesIO
from itertools import product

import pikepdf
import pypdfium2
import pytest

from planner import Clinic, Patient, Plan, load_plan, make_booklet
from planner.blocks import Fridge
from planner.content.library import Library
from planner.pdf.layout.theme import LEFT, MM, RIGHT
from tests import arabic
from tests.pdf import structure
from tests.pdf.test_pages import texts

LIBRARY = Library()
CLINIC = Clinic(name="Riverside", phone="020 7946 0412", emergency_number="999")
PLANS = (
    "bones-and-balance",
    "chair-and-bed",
    "desk-day",
    "first-two-weeks",
    "keep-well",
    "lifting-work",
    "low-back-relief",
    "new-mothers",
    "pregnancy",
    "sciatica-worse-bending",
    "sciatica-worse-standing",
    "walk-more",
)
PLACED = re.compile(rb"q ([\d.]+) 0 0 \1 [-\d.]+ [-\d.]+ cm\s*/X\w+ Do")
every = pytest.mark.parametrize(("size", "paper"), list(product(("standard", "large", "xl"), ("A4", "Letter"))))


@cache
def sheet(name: str = "low-back-relief", size="standard", paper="A4", **patient) -> bytes:
    values = load_plan(name).model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    plan = Plan.model_validate({**values, "sections": ["one-page"]})
    who = Patient.model_validate({"name": "Ana", "days": ("tue", "thu", "sat"), "start": "2026-12-07", **patient})
    return make_booklet(plan, who, CLINIC, library=LIBRARY, size=size, paper=paper).data


def pages(data: bytes) -> list[str]:
    """The words of each page, whatever the lines."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]


def cells(data: bytes) -> dict[str, list[str]]:
    """The lines below each exercise's name."""
    bodies = re.findall(r'LI\n +Lbl "\d+"\n +LBody\n((?: +(?:P|Figure) .*\n)+)', structure.spoken(data))
    lines = [re.findall(r'P "(.*)"', body) for body in bodies]
    return {title: rest for title, *rest in lines}


@pytest.mark.parametrize("name", PLANS)
def test_what_is_not_done_in_every_week_says_in_which(name):
    """Somebody who does all that hangs on the fridge from day one must not do what week 5 is for."""
    plan = load_plan(name)
    weeks: dict[str, set[int]] = {}
    first = 1
    for phase in plan.phases:
        for entry in phase.exercises:
            weeks.setdefault(LIBRARY.exercise(entry.exercise).title, set()).update(range(first, first + phase.weeks))
        first += phase.weeks
    found = cells(sheet(name))
    assert found.keys() == weeks.keys()
    for title, own in weeks.items():
        start = [line for line in found[title] if line == f"from week {min(own)}"]
        only = [line for line in found[title] if line.startswith("only week")]
        if len(own) == plan.weeks:
            assert not start + only, title
        elif own == set(range(min(own), plan.weeks + 1)):
            assert start, title
        else:
            assert only, title
            assert set(map(int, re.findall(r"\d+", only[0]))) == {min(own), max(own)}


def test_what_follows_at_first_is_said():
    found = cells(sheet())
    assert found["Walking"] == ["10 minutes", "To start: A shorter walk is fine too.", "from week 3: 20 minutes"]
    assert found["Slow standing bend"] == ["5 times, 2 times a day", "from week 3: 10 times"]
    front = pages(sheet())[0]
    assert "Start: Tuesday 8 December 2026. From week 3 more, if all is well." in front
    assert "Tue, Thu, Sat" in front


@every
def test_each_page_of_cells_says_when_to_stop_and_whom_to_call(size, paper):
    found = pages(sheet(size=size, paper=paper))
    fronts = [text for text in found if "My back moves" in text]
    said = [
        all(words in text for words in ("0 to 3", "moves down your leg", "020 7946 0412", "999")) for text in fronts
    ]
    assert said == ([True] * len(fronts) if size != "xl" else [*[False] * (len(fronts) - 1), True])
    signs = next(n for n, text in enumerate(found, 1) if "When to get help fast" in text)
    assert all(f"signs on page {signs}" in text for text, there in zip(fronts, said, strict=True) if there)


@every
def test_the_emergency_list_is_whole_on_one_page(size, paper, edition):
    found = pages(sheet(size=size, paper=paper))
    back = next(text for text in found if "When to get help fast" in text)
    letters = "".join(filter(str.isalnum, back))
    for sign in edition.language.each("safety.emergency_signs"):
        assert "".join(filter(str.isalnum, "".join(text for text, _ in sign))) in letters
    assert any("A small fall, if you are older" in text for text in found)


@pytest.mark.parametrize(("paper", "name"), list(product(("A4", "Letter"), PLANS)))
def test_it_is_a_front_and_a_back(paper, name):
    """A sheet whose second half hangs behind the first is not read."""
    found = pages(sheet(name, paper=paper))
    assert len(found) == 2
    assert all(
        words in found[0] for words in ("Pain 0 to 3 Go", "6 to 10 Stop", "down your leg.", "020 7946 0412", "999")
    )


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(("size", "count"), [("standard", 2), ("large", 3)])
@pytest.mark.parametrize("theme", LIBRARY.ids("themes"))
def test_it_is_a_front_and_a_back_in_every_theme(theme, size, count, paper):
    values = load_plan("low-back-relief").model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    plan = Plan.model_validate({**values, "sections": ["one-page"], "theme": theme})
    who = Patient(name="Ana", days=("tue", "thu", "sat"), start="2026-12-07")
    data = make_booklet(plan, who, CLINIC, library=LIBRARY, size=size, paper=paper).data
    assert len(pages(data)) == count


def test_numbers_to_call_are_large_and_the_emergency_list_is_larger_than_the_doctors():
    with pikepdf.open(BytesIO(sheet())) as pdf:
        front, back = ({words: size for *_, size, words in texts(page)} for page in pdf.pages)
    assert front["020 7946 0412"] == front["999"] == 26
    assert min(front.values()) >= 12
    assert {front["5 times"], front["from week 3"]} == {14}
    assert back["A leg gets weaker, or gives way."] == 18
    assert back["Weight loss without trying"] == 14


@every
def test_figures_have_one_scale_for_each_posture(size, paper):
    found = set()
    with pikepdf.open(BytesIO(sheet(size=size, paper=paper))) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            found |= {round(float(scale), 2) for scale in PLACED.findall(page.Contents.read_bytes())} - {1.0}
    assert found == ({0.85, 0.66, 0.60} if size == "standard" else {1.15, 0.86, 0.78})


def test_more_than_nine_exercises_take_a_further_page_and_no_smaller_type():
    keys = LIBRARY.ids("exercises")[:14]
    head = {"title": "t", "summary": "s", "version": "1", "for": "f", "not_for": "n", "weeks": "1"}
    phases = [{"title": "All", "weeks": "1", "aim": "a", "exercises": list(keys)}]
    plan = Plan.model_validate({**head, "days": "daily", "phases": phases, "sections": ["one-page"]})
    data = make_booklet(plan, Patient(name="Ana"), CLINIC, library=LIBRARY).data
    assert len(cells(data)) == 14
    found = pages(data)
    assert [("My back moves" in text, "moves down your leg" in text) for text in found] == [
        (True, True),
        (True, True),
        (False, False),
    ]
    with pikepdf.open(BytesIO(data)) as pdf:
        sizes = [{size for *_, size, _ in texts(page)} for page in pdf.pages]
    assert sizes[0] == sizes[1] | {32.0}
    assert min(map(min, sizes)) == 12


@pytest.fixture
def front(made):
    def fridge(entries, **patient) -> Fridge:
        [block] = (block for block in made("one-page", entries, **patient) if isinstance(block, Fridge))
        return block

    return fridge


def test_swaps_and_changes_are_said_in_the_cells_and_with_the_names_of_their_exercises(front, text):
    block = front(["standing-forward-bend", "cat-camel"], conditions=["osteoporosis"])
    assert [[text(words) for words in move.notes] for move in block.moves] == [
        ["Changed for you: In place of Slow standing bend."],
        ["Changed for you: Leave out the rounded part. Go only to flat.", "To start: Small moves."],
    ]
    assert [f"{note.title} {text(note.words)}" for note in block.notes] == [
        "Changed for you: Pelvic tilt: In place of Slow standing bend.",
        "Changed for you: Cat and camel: Leave out the rounded part. Go only to flat.",
        "To start: Cat and camel: Small moves.",
    ]


def test_how_to_start_is_said_and_where_nothing_is_changed_nothing_is(front, text):
    block = front([{"exercise": "bridge", "level": 1}])
    assert text(block.moves[0].notes[-1]) == "To start: Half height."
    assert front(["legs-on-chair-rest"]).notes == ()


def test_no_note_is_known_by_a_number_alone():
    """Where cells have no room, a note stands below them, by the name of its exercise."""
    text = pages(sheet("bones-and-balance"))[0]
    assert "Hip hinge: Do it without the stick." in text
    assert "From week 3 more" in text  # where cells have no room for later doses, this sends to the booklet
    assert not re.search(r"\b\d+: [A-Z]", text)


def test_when_to_stop_takes_the_place_that_exercises_leave_free():
    with pikepdf.open(BytesIO(sheet())) as pdf:
        places = {words: (x, y) for x, y, *_, words in texts(pdf.pages[0])}
    cell = next(place for words, place in places.items() if words.startswith("Bird dog"))
    stop = next(place for words, place in places.items() if words.startswith("6 to 10"))
    assert stop[0] > cell[0] + 100
    assert 0 < stop[1] - cell[1] < 60


def test_nothing_is_outside_of_the_margins_in_a_language_with_longer_words():
    plan, patient, clinic = arabic.files()
    whole = Plan.model_validate({**plan.model_dump(by_alias=True, exclude_none=True), "sections": ["one-page"]})
    data = make_booklet(whole, patient, clinic, library=arabic.library()).data
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [line for page in pdf.pages for line in texts(page)]
    assert len(found) > 40
    wide = 210 * MM  # the page is mirrored: its wide margin is at the right
    assert [words for left, _, right, *_, words in found if left < RIGHT - 1 or right > wide - LEFT + 4] == []


def test_without_a_clinic_or_a_start_there_is_a_line_to_write_on():
    plan = load_plan("keep-well").model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    said = structure.spoken(make_booklet(Plan.model_validate({**plan, "sections": ["one-page"]})).data)
    assert 'P "My clinic"' in said
    assert "Form [My clinic]" in said
    assert "112, 911 or 999" in said
    assert "Start:" not in said


def test_in_a_pregnancy_the_fridge_sheet_has_all_signs_for_the_midwife_and_says_day_or_night():
    plan, patient = load_plan("pregnancy", ["sections=[one-page]"]), Patient(conditions=["pregnancy"])
    said = structure.spoken(make_booklet(plan, patient).data)
    for sign in ("do not see well", "Weak muscles", "Out of breath", "day or night"):
        assert sign in said
