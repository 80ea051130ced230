"""The handout: the exercises of two weeks on two sheets, with the warning signs on its first page."""

import re
from functools import cache
from itertools import product
from unicodedata import normalize

import pypdfium2
import pytest

from planner import Clinic, Patient, Plan, load_plan, make_booklet
from planner.booklet.press import Booklet
from planner.content.library import Library
from planner.content.resources import data
from tests.pdf import structure

LIBRARY = Library()
CLINIC = Clinic(name="Riverside", phone="020 7946 0412", emergency_number="999")
BUILT_IN = sorted(path.stem for path in data("plans").glob("*.yaml"))
FOUR = ("pelvic-tilt", "single-knee-to-chest", "walking", "bridge")
every = pytest.mark.parametrize(("size", "paper"), list(product(("standard", "large", "xl"), ("A4", "Letter"))))


def plan(*phases: tuple[str, ...], weeks: int = 2) -> Plan:
    head = {"title": "Back to work", "summary": "s", "version": "1", "for": "f", "not_for": "n"}
    parts = [{"title": f"P{n}", "weeks": weeks, "aim": "a", "exercises": list(of)} for n, of in enumerate(phases)]
    values = {**head, "weeks": weeks * len(parts), "days": ["mon", "wed", "fri"], "phases": parts}
    return Plan.model_validate({**values, "sections": ["handout"]})


@cache
def handout(*phases, weeks=2, size="standard", paper="A4", clinic=CLINIC, from_week=1, **patient) -> Booklet:
    who = Patient.model_validate({"name": "Ana", "start": "2026-12-07", **patient})
    return make_booklet(
        plan(*phases, weeks=weeks), who, clinic, library=LIBRARY, size=size, paper=paper, from_week=from_week
    )


def pages(made: Booklet) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(made.data)]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, normalize("NFKC", text)))


def test_it_says_how_much_for_how_long_and_with_whom():
    [front, *_] = pages(handout(FOUR, trainer="Sam Reyes"))
    assert "Back to work" in front
    assert "4 moves for 2 weeks, from Monday 7 December With Sam Reyes" in front
    assert "Weeks" not in front


@every
def test_the_emergency_list_is_whole_on_its_first_page(size, paper):
    made = handout(FOUR, size=size, paper=paper, trainer="Sam Reyes")
    front, second = pages(made)[:2]
    for sign in LIBRARY.language("en").phrases["safety.emergency_signs"]:
        assert letters(sign) in letters(front)
    [today] = [text for text in (front, second) if "Call your doctor today" in text]
    assert all(letters(sign) in letters(today) for sign in LIBRARY.language("en").phrases["safety.today_signs"])
    assert all(words in today for words in ("Pain 0 to 3 Go", "4 to 5 Ease off", "6 to 10 Stop"))
    assert ("Call your doctor today" in front) == (size == "standard")


@every
def test_the_signs_of_its_pictures_are_explained(size, paper):
    """An arrow, a dark bar and stripes have no word beside them on the cards."""
    said = structure.spoken(handout(FOUR, size=size, paper=paper, trainer="Sam Reyes").data)
    before, _, key = said.partition('H2 "Signs in the pictures"')
    assert "H1" not in before.partition('H2 "Call your doctor today"')[2]  # on the pages before the cards
    for sign in ("Move this way", "This part works", "You feel a stretch"):
        assert key.count(sign) == 1


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_last_side_has_two_weeks_the_rules_and_whom_to_call(paper, count):
    last = pages(handout(FOUR[:count], paper=paper))[-1]
    for words in ("Week 1: P0", "Week 2: P0", "Move up:", "Step back:", "No better after 2 weeks, or worse? Call us.",
                  "020 7946 0412", "Next visit"):  # fmt: skip
        assert words in last, words


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_it_is_two_sheets_and_each_says_when_to_stop(paper, count):
    made = handout(FOUR[:count], paper=paper, trainer="Sam Reyes")
    found = pages(made)
    assert len(found) == (3 if count < 3 else 4)
    assert not [warning for warning in made.warnings if "takes" in warning]
    for sheet in (found[:2], found[2:]):
        assert "Stop if pain reaches 6, or pain or tingling moves down your leg." in " ".join(sheet)


@pytest.mark.parametrize(("size", "count"), [("standard", 2), ("large", 2)])
def test_each_page_of_cards_says_when_to_stop_where_that_takes_no_more_pages(size, count):
    cards = [text for text in pages(handout(FOUR, size=size)) if re.match(r"Ana \d (?!Week)", text)]
    assert len(cards) == count
    assert all("Stop if pain" in text for text in cards)


def test_a_long_title_does_not_break_the_emergency_list():
    long = plan(FOUR).model_copy(update={"title": "Your back when you work at a desk all day"})
    who = Patient.model_validate({"name": "Ana", "start": "2026-12-07", "trainer": "Sam Reyes"})
    front = pages(make_booklet(long, who, CLINIC, library=LIBRARY, size="xl", paper="A4"))[0]
    assert all(letters(sign) in letters(front) for sign in LIBRARY.language("en").phrases["safety.emergency_signs"])


def test_each_exercise_has_its_card_and_its_row_in_both_weeks():
    said = structure.spoken(handout(FOUR).data)
    for key in FOUR:
        title = LIBRARY.exercise(key).title
        assert re.search(rf'H\d "(\d )?{title}"', said), title
        assert said.count(f'TH "{title}') == 2, title


@pytest.mark.parametrize("theme", LIBRARY.ids("themes"))
def test_its_first_page_is_whole_in_every_theme(theme):
    clinic = Clinic.model_validate({"name": "Riverside", "phone": "020 7946 0412", "theme": theme})
    front = pages(handout(FOUR[:3], clinic=clinic, trainer="Sam Reyes"))[0]
    for words in ("Back to work", "Chest pain.", "New pain in pregnancy", "6 to 10 Stop", "moves down your leg."):
        assert words in front, words


def test_the_next_visit_is_the_patients_and_else_a_line_to_write_on():
    blank, known = (
        structure.spoken(handout(FOUR, appointments=dates).data)
        for dates in ((), ("2026-12-07 09:00", "2026-12-18 10:30"))
    )
    assert "Form [Next visit]" in blank
    assert "Form [Next visit]" not in known
    assert 'P "Friday 18 December, 10:30"' in known


def test_without_a_clinic_it_is_the_doctor_who_is_called():
    last = pages(handout(FOUR, clinic=Clinic()))[-1]
    assert "or worse? Call your doctor." in last


MANY = (*FOUR, "bird-dog", "knee-rolls", "cat-camel", "sit-to-stand", "wall-slide")


def test_too_many_exercises_are_all_printed_and_it_says_how_to_have_fewer():
    made = handout(MANY)
    said = " ".join(pages(made))
    for key in MANY:
        assert letters(LIBRARY.exercise(key).cautions[0]) in letters(said), key
    [warning] = [warning for warning in made.warnings if "takes" in warning]
    assert warning == (
        f"handout takes {len(pages(made))} pages; it has 9 exercises; leave some out in the patient's file, such as "
        '"exercises: {wall-slide: leave out}", or write a plan of its own'
    )


@pytest.mark.parametrize(
    ("written", "example"),
    [
        ({}, ', such as "exercises: {sit-to-stand: leave out}"'),
        ({"bridge": {"reps": 5}}, ', such as "sit-to-stand: leave out" under the "exercises" that is there already'),
        (
            {"sit-to-stand": {"reps": 5}},
            ', such as "cat-camel: leave out" under the "exercises" that is there already',
        ),
    ],
)
def test_the_example_to_leave_out_is_not_walking_and_fits_the_patients_file(written, example):
    last = ("knee-rolls", "cat-camel", "sit-to-stand", "walking")
    of = plan((*(key for key in MANY if key not in last), *last))
    made = make_booklet(of, Patient(name="Ana", exercises=written), CLINIC, library=LIBRARY)
    [warning] = [warning for warning in made.warnings if "takes" in warning]
    assert f"patient's file{example}, or write" in warning


LONGEST = ("first-two-weeks", "keep-well", "chair-and-bed")


@pytest.mark.parametrize(
    ("name", "language", "paper"),
    [
        *((name, "en", "A4") for name in BUILT_IN),
        *((name, "es", "Letter") for name in BUILT_IN if name != "first-two-weeks"),  # seven exercises
        *((name, language, "A4") for name in LONGEST for language in ("pl", "ar", "zh-Hans")),
    ],
)
def test_each_plan_is_two_sheets_with_every_sign_step_and_caution(name, language, paper):
    whole = load_plan(name, ["sections=[handout]"])
    made = make_booklet(whole, Patient(name="Ana", start="2026-12-01"), CLINIC, language=language, paper=paper)
    assert not [warning for warning in made.warnings if "takes" in warning]
    assert made.pages <= (
        6 if "pregnancy" in whole.conditions else 4
    )  # rather a sheet more than no picture of the move
    said, spoken = letters(structure.spoken(made.data)), LIBRARY.spoken(language)
    phrases = spoken.language(language).phrases
    swapped = {phrases["safety.both_legs"], *phrases["safety.pregnancy_signs"]}  # for whom a plan's conditions say so
    if "after-birth" in whole.conditions:  # its box has them, more urgent
        swapped.update(phrases["safety.birth_signs_today"])
        assert all(letters(sign) in said for sign in phrases["safety.birth_signs"])
    for sign in {*phrases["safety.emergency_signs"], *phrases["safety.today_signs"]} - swapped:
        assert letters(sign) in said
    shown = [spoken.exercise(key) for key in LIBRARY.ids("exercises") if letters(spoken.exercise(key).title) in said]
    cards = [exercise for exercise in shown if any(letters(step.say) in said for step in exercise.steps)]
    assert cards
    for exercise in cards:
        ways = (exercise.cautions, *(precaution.cautions for precaution in exercise.precautions))
        assert any(way and all(letters(caution) in said for caution in way) for way in ways), exercise.key


def test_of_more_weeks_the_first_two_are_printed_and_that_is_said():
    made = handout(("walking",), ("bridge", "bird-dog", *FOUR[:2]), weeks=2)
    text = " ".join(pages(made))
    assert "Weeks 1 and 2 of 4" in pages(made)[0]
    assert "1 move" not in text
    assert "Bridge" not in text
    assert "Week 3" not in text
    [warning] = [w for w in made.warnings if "handout" in w]
    assert warning == (
        "the handout has weeks 1 and 2 of 4; what comes later is not on it; --from-week 3 prints the next ones"
    )


@pytest.mark.parametrize("theme", [name for name in LIBRARY.ids("themes") if name != "warm"])  # its letters are wide
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_first_weeks_of_a_plan_are_two_sheets_without_the_doses_of_later_ones(theme, paper):
    values = load_plan("low-back-relief").model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    whole = Plan.model_validate({**values, "sections": ["handout"]})
    who = Patient(name="Ana", start="2026-12-07", trainer="Sam Reyes", exercises={"walking": "leave out"})
    clinic = Clinic.model_validate({"name": "Riverside", "phone": "020 7946 0412", "theme": theme})
    found = pages(make_booklet(whole, who, clinic, library=LIBRARY, paper=paper))
    assert len(found) == 4
    assert "rom week 3" not in " ".join(found)


def test_the_next_weeks_can_be_printed():
    made = handout(("walking",), ("bridge",), weeks=2, from_week=3)
    assert "Weeks 3 and 4 of 4" in pages(made)[0]
    assert "Week 4" in pages(made)[-1]
    assert not [w for w in made.warnings if "the handout has" in w]


def test_larger_words_take_more_sides_and_say_so():
    made = handout(FOUR, size="large")
    count = len(pages(made))
    assert count > 4
    assert f"handout takes {count} pages; in --size standard it is meant to take 2 sheets" in made.warnings


NOTE = "Stand up every 20 minutes at your desk. Call me on 9 December after 4 pm."


@pytest.mark.parametrize("name", BUILT_IN)
def test_what_the_clinician_writes_is_on_it_and_takes_no_further_sheet(name):
    whole = load_plan(name, ["sections=[handout]"])
    gone = whole.phases[0].exercises[-1].exercise
    who = Patient(name="Ana", start="2026-12-07", note=NOTE, exercises={gone: "leave out"})
    clinic = CLINIC.model_copy(update={"clinician": "Helen Marsh"})
    made = make_booklet(whole, who, clinic, library=LIBRARY)
    said = structure.spoken(made.data)
    assert f"From Helen Marsh: {NOTE}" in said
    assert f"Left out by your clinician: {LIBRARY.exercise(gone).title}." in said
    assert made.pages <= 4
    assert not [warning for warning in made.warnings if "not on the" in warning or "takes" in warning]


def test_a_note_finds_room_where_the_first_page_has_none():
    made = handout(FOUR, note=" ".join([NOTE] * 3), trainer="Sam Reyes")
    assert made.pages <= 4
    assert " ".join(pages(made)).count("Call me on 9 December after 4 pm.") == 3


@every
@pytest.mark.parametrize("count", [20, 440])
def test_a_note_of_any_length_is_whole_and_pushes_no_emergency_sign_from_the_first_page(size, paper, count):
    words = [f"word{n}" for n in range(count)]
    found = pages(handout(FOUR, size=size, paper=paper, note=" ".join(words)))
    said = letters(" ".join(found))
    assert all(word in said for word in words)
    assert all(letters(sign) in letters(found[0]) for sign in LIBRARY.language("en").phrases["safety.emergency_signs"])


def test_narrow_cards_are_dealt_evenly():
    """In Spanish, three of four cards filled a page, small and with one picture each, and the fourth stood alone."""
    who = Patient(name="Ana", start="2026-12-07", language="es")
    made = make_booklet(load_plan("sciatica-worse-bending"), who, CLINIC, library=LIBRARY, form="handout")
    _, one, two, _ = pages(made)
    assert all(title in one for title in ("Acostarse boca abajo", "Activar el abdomen"))
    assert all(title in two for title in ("Bisagra de cadera", "Caminar"))


@pytest.mark.parametrize(("plan", "conditions"), [("pregnancy", []), ("low-back-relief", ["pregnancy"])])
@pytest.mark.parametrize(("size", "paper"), [("standard", "A4"), ("large", "Letter"), ("xl", "A4")])
def test_whoever_is_pregnant_has_the_signs_for_the_midwife(plan, conditions, size, paper):
    who = Patient(name="Ana", start="2026-12-07", conditions=conditions)
    options = {"library": LIBRARY, "form": "handout", "size": size, "paper": paper}
    made = make_booklet(load_plan(plan), who, CLINIC, **options)
    said, phrases = structure.spoken(made.data), LIBRARY.language("en").phrases
    box = said.partition('H2 "Pregnant: call your midwife now"')[2].partition("H2")[0]
    assert all(f'"{sign}"' in box for sign in phrases["safety.midwife_signs"])
    assert "Day or night." in box
    assert all(letters(sign) in letters(pages(made)[0]) for sign in phrases["safety.emergency_signs"])
    if size == "standard":
        assert made.pages <= 6
        assert not [warning for warning in made.warnings if "handout takes" in warning]
    assert "midwife" not in structure.spoken(make_booklet(load_plan("keep-well"), Patient(), **options).data)


@pytest.mark.parametrize(("language", "paper"), [("en", "A4"), ("pl", "A4"), ("es", "Letter"), ("ar", "A4")])
def test_in_a_pregnancy_each_card_keeps_its_pictures_and_each_page_with_exercises_says_when_to_stop(language, paper):
    """The signs for the midwife left cat and camel one picture, flat, of three; none that showed it rounded."""
    who = Patient(name="Ana", start="2026-12-07", language=language, trainer="Sam Reyes")
    made = make_booklet(load_plan("pregnancy"), who, CLINIC, library=LIBRARY, form="handout", paper=paper)
    spoken = LIBRARY.spoken(language)
    phrases = spoken.language(language).phrases
    said = structure.spoken(made.data)
    for name, count in (("cat-camel", 3), ("hip-hinge", 2), ("sit-to-stand", 2), ("walking", 2)):
        exercise = spoken.exercise(name)
        card = next(part for part in said.split('H1 "') if letters(part).startswith(letters(exercise.title)))
        assert card.count("Figure [") == count, name
        assert letters(str(phrases["exercises.felt"])) in letters(card), name
    stop = letters(re.split(r"\*\*|\{", str(phrases["exercises.stop"]))[1])
    for text in pages(made)[1:]:
        assert stop in letters(text)
    assert made.pages <= 6


@pytest.mark.parametrize(("language", "paper"), [("es", "A4"), ("en", "Letter")])
def test_signs_of_pictures_have_no_page_of_their_own(language, paper):
    """In large type they stood alone on one, behind lists with much white between their signs."""
    who = Patient(name="Ana", start="2026-12-07", language=language, conditions=["pregnancy"])
    made = make_booklet(load_plan("pregnancy"), who, CLINIC, library=LIBRARY, form="handout", paper=paper, size="xl")
    title = LIBRARY.spoken(language).language(language).say("safety.pictures")
    [page] = [text for text in pages(made) if title in text]
    assert len(page) > 300


@pytest.mark.parametrize("language", ["en", "es", "pl", "ar", "zh-Hans"])
def test_the_midwife_s_list_names_the_emergency_list_and_no_page(language):
    """In large type that list is on two pages, of which a page number named the first."""
    who = Patient(name="Ana", start="2026-12-07", language=language)
    made = make_booklet(load_plan("pregnancy"), who, CLINIC, library=LIBRARY, form="handout", size="xl")
    words = LIBRARY.spoken(language).language(language)
    said = letters(structure.spoken(made.data))
    note = words.say("safety.midwife_note", title=words.say("safety.emergency"))
    assert letters(note.replace("**", "")) in said
