"""The clinician's sheet as a document of its own: one page, nothing lost, every sign to tick."""

import re
import runpy
from datetime import date
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from outloud import check

from planner import load_library, load_plan, make_clinician_sheet
from planner.blocks import ClinicianSheet
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.figure import CALM
from planner.pdf.layout.theme import MM
from planner.problems import InputError
from planner.programme.prescribe import prescribe
from planner.sections import clinician
from planner.sections.edition import Edition
from tests.pdf import structure
from tests.pdf.structure import instructions
from tests.pdf.test_pages import texts
from tests.words import nothing, write_words

ROOT = Path(__file__).resolve().parents[2]
ANA = Patient.model_validate({
    "name": "Ana Souza", "born": "1971-04-03", "start": "2026-12-01", "trainer": "Sam Reyes",
    "conditions": ["osteoporosis", "post-surgery", "balance"],
    "cleared": [
        {"exercise": "bridge", "condition": "post-surgery", "by": "Dr Lee"},
        {"exercise": "standing-forward-bend", "condition": "post-surgery", "by": "Dr Lee"},
    ],
    "keep": [{"exercise": "standing-forward-bend", "by": "Dr Lee", "reason": "did well in clinic"}],
    "accept_plan": {"by": "Dr Lee", "reason": "the surgery was long ago"},
})  # fmt: skip
SEVEN = ["walking", "bridge", "bird-dog", "cat-camel", "pelvic-tilt", "knee-rolls", "heel-slide"]
KEPT = {"exercise": "bridge", "by": "Dr Lee", "reason": "r"}
CLINIC = Clinic(name="Riverside Physiotherapy", phone="020 7946 0000")


@pytest.fixture(scope="module")
def sheets():
    plan = load_plan("low-back-relief")
    return {paper: make_clinician_sheet(plan, ANA, CLINIC, paper=paper) for paper in ("A4", "Letter")}


@pytest.fixture(scope="module")
def said(sheets) -> str:
    return structure.spoken(sheets["A4"].data)


@pytest.mark.parametrize(
    "words",
    [
        "Ana Souza, born 3 April 1971",
        "Low-back relief, version 1.0, 6 weeks",
        "With Sam Reyes",
        "osteoporosis, post-surgery, balance",
        "Bridge for post-surgery, by Dr Lee.",
        "Low-back relief, by Dr Lee: the surgery was long ago. The plan says that it is not for post-surgery.",
        "Name and signature",
    ],
)
def test_it_says(said, words):
    assert words in said


def spoken(plan=None, patient: dict | None = None, **more) -> str:
    who = Patient.model_validate(patient or {})
    return structure.spoken(make_clinician_sheet(plan or load_plan("low-back-relief"), who, **more).data)


def test_appointments_and_goals_stand_on_it_and_sessions_without_an_appointment_have_no_day():
    visits = {"appointments": ["2026-12-07 10:30", "2026-12-28 10:30"], "goals": ["Lift Zoe", "Sleep through"]}
    who = {"start": "2026-12-05", "trainer": "Sam Reyes"}
    said = spoken(patient=who | visits)
    assert "With Sam Reyes" in said
    assert "7 December, 10:30; 28 December, 10:30" in said
    assert "Lift Zoe; Sleep through" in said
    both = spoken(patient=who | {"appointments": ["2026-12-07 10:30", "2026-12-07 14:00"]})
    assert "7 December, 10:30; 7 December, 14:00" in both
    without = spoken(patient=who)
    assert "The first 2 sessions; no appointment is written" in without
    assert without.count("Sam Reyes") == 1
    assert "Goals" not in without
    assert "December, 10:30" not in spoken(patient=who | {"appointments": ["2026-12-07 10:30"]}, from_week=3)


def row(said: str, title: str) -> list[str]:
    """The cells behind an exercise's name."""
    cells = said.partition(f'TH "{title}"\n')[2].partition("TR")[0]
    return re.findall(r'TD "(.*)"', cells)


def test_the_dose_of_each_phase_then_how_often():
    said = spoken()
    assert row(said, "Walking")[:3] == ["10 min", "20 min", "Mon Tue Wed Thu Sat"]
    assert row(said, "Bird dog")[:3] == ["\u2013", "5 \u00d7 6 s", "Each side, Mon Wed Fri"]
    assert 'TH "Weeks 3\u20136"' in said


def test_a_dose_that_changes_within_a_phase_has_weeks_of_its_own():
    said = spoken(load_plan("chair-and-bed"))
    assert row(said, "Walking")[:3] == ["10 min", "15 min", "20 min"]
    assert all(f'TH "Weeks {weeks}"' in said for weeks in ("1\u20132", "3\u20134", "5\u20136"))


def test_more_phases_than_columns(phases):
    walks = [[{"exercise": "walking", "time": f"{n} min", "days": days}] for n, days in MANY]
    assert row(spoken(phases(*walks)), "Walking")[:2] == [
        "1\u20132: 5 min; 3: 6 min; 4: 5 min",
        "1\u20133: Mon Wed Fri; 4: Mon Wed",
    ]


MANY = [(5, ["mon", "wed", "fri"]), (5, ["mon", "wed", "fri"]), (6, ["mon", "wed", "fri"]), (5, ["mon", "wed"])]


def test_what_was_not_decided_is_said_to_be_none():
    assert re.search(r'H2 "Changes"\s+P "None\."', spoken())


def test_what_was_decided_has_a_sign_word(said, phases):
    for word in ("Not yet cleared", "Changed", "Kept", "Cleared"):
        assert f'H2 "{word}"' in said, word
    assert "Slow standing bend, by Dr Lee: did well in clinic." in said
    out = spoken(phases(["curl-up", "abdominal-brace"], ["seated-forward-bend"]), {"conditions": ["osteoporosis"]})
    assert re.search(r'H2 "Left out"\s+P "osteoporosis: Small curl-up \(Belly brace is there\)\. ', out)
    assert re.search(r'H2 "Swapped"\s+P "osteoporosis: Seated forward bend → Pelvic tilt\. It rounds', out)


def test_what_the_same_condition_does_stands_together():
    said = spoken(
        patient={"conditions": ["stenosis-extension-sensitive"], "accept_plan": {"by": "Dr Lee", "reason": "r"}}
    )
    [line] = re.findall(r'H2 "Changed"\s+P "(.*)"', said)
    assert line.startswith("stenosis-extension-sensitive: Walking. Take short walks.")
    assert all(f" {title}. " in line for title in ("Cat and camel", "Bridge", "Bird dog"))


def test_exercises_of_which_the_same_is_said_share_it(phases):
    accepted = {"by": "Dr Lee", "reason": "r"}
    who = {"conditions": ["post-surgery"], "accept_plan": accepted}
    said = spoken(phases(["bridge", "bird-dog", "walking"]), who)
    [line] = re.findall(r'H2 "Not yet cleared"\s+P "(.*)"', said)
    assert line == "post-surgery: Bridge, Bird dog. Your surgeon needs to say when you can start this."


# -- red flags -------------------------------------------------------------------------------------------------------

SAME = {
    "**Chest pain.** Hard to breathe. Sudden severe tummy or": "Chest pain, breathless, sudden severe pain",
    "Numb, tingling or changed feeling: between legs, genitals,": "Saddle area numb, tingling or changed",
    "Hard to start, stop or feel passing urine. You leak.": "Bladder: start, stop, feel, leak, fullness",
    "No control or feeling of bowel motions": "Bowel: no control, or no feeling",
    "New change in sex function or feeling": "New change in sex function or feeling",
    "Pain, weakness or numbness in **both** legs": "**Both** legs painful, weak or numb",
    "A leg gets weaker, or gives way": "Leg getting weaker, or gives way",
    "Back pain after a bad accident or fall": "Bad accident or fall",
    "Fever, or you feel unwell": "Fever, or feels unwell",
    "Weight loss without trying": "Weight loss without trying",
    "New pain after cancer": "Cancer in the past",
    "Pain that is worse at night or lying down, or wakes you": "Worse at night or lying, or wakes up",
    "One leg is newly numb or weak": "One leg newly numb or weak",
    "A swollen, sore calf": "Calf swollen or sore",
    "A new lump or shape in your back": "New lump or shape of the back",
    "A band of pain round your body": "Band of pain round the body",
    "A small fall, if you are older, have thin bones or took": "Small fall: older, thin bones, steroids",
    "New pain, and a weak immune system or injected drugs": "Weak immune system, or injects drugs",
    "New pain in pregnancy": "Pregnant",
}
"""What each sign of the booklet is called in short, by a person's judgement: a change of either has to come by here."""


def test_every_sign_has_its_short_form_in_the_same_place(library):
    phrases = library.language("en").phrases
    pairs: list[tuple[str, str]] = []
    for rank in ("emergency", "today"):
        pairs += zip(phrases[f"safety.{rank}_signs"], phrases[f"clinician.{rank}_signs"], strict=True)
    assert len(pairs) == len(SAME) == 19
    for (sign, short), (start, same) in zip(pairs, SAME.items(), strict=True):
        assert sign.startswith(start)
        assert short.startswith(same)


def test_every_red_flag_is_there_to_tick_under_what_to_do(said, library):
    phrases = library.language("en").phrases
    assert len(re.findall(r"Form \[Tick if it is so\]", said)) == 19
    emergency, today = said.partition('H3 "One tick? Go to the emergency department now"')[2].split(
        'H3 "One tick? Call'
    )
    for part, rank in ((emergency, "emergency"), (today, "today")):
        bodies = re.findall(r'LBody "(.*)"', part)
        expected = [sign.replace("**", "") for sign in phrases[f"clinician.{rank}_signs"] if sign != "Pregnant"]
        assert [body for body in bodies if body not in ("Pregnant", "Your wound is red, wet or open")] == expected


def test_a_language_without_all_short_forms_loses_no_sign(library, monkeypatch):
    phrases = library.language("en").phrases
    monkeypatch.setattr(library.language("en"), "phrases", phrases | {"clinician.today_signs": ("Fever",)})
    edition = Edition(library, library.language("en"), CALM)
    programme = prescribe(load_plan("low-back-relief"), Patient(), CLINIC, library)
    today = clinician._flags(programme, edition).groups[1].items
    assert len(today) == len(phrases["safety.today_signs"])


@pytest.mark.parametrize(
    ("patient", "asked", "own"),
    [
        ({}, True, ""),
        ({"born": "1948"}, False, ""),
        ({"conditions": ["pregnancy"]}, False, "Pregnant? Midwife now: bleeding, fluid, pains"),
        ({"conditions": ["neck-pain"]}, True, "Clumsy hands"),
    ],
)
def test_pregnancy_is_asked_about_where_it_is_possible_and_a_condition_adds_its_signs(patient, asked, own):
    who = Patient.model_validate({"name": "Ana", **patient})
    said = structure.spoken(make_clinician_sheet(load_plan("low-back-relief"), who, CLINIC).data)
    assert ('LBody "Pregnant"' in said) == asked
    assert own in said


def test_no_folder_can_shorten_the_short_forms(tmp_path):
    folder = tmp_path / "languages" / "en"
    folder.mkdir(parents=True)
    (folder / "clinician.yaml").write_text("emergency_signs: [Chest pain]\n")
    with pytest.raises(InputError, match="the same in every clinic"):
        load_library(tmp_path).language("en")


# -- weak, and noted -------------------------------------------------------------------------------------------------


def test_weak_sources_and_missing_reviews_are_named(phases):
    said = spoken(phases(["walking", "bridge"]))
    [line] = re.findall(r'H2 "Review"\s+P "(.*)"', said)
    assert line == (
        "Exercise 1: weak sources; none was read in full. Exercise 2: some sources were not read in full. "
        "Exercises 1, 2: not yet reviewed by a clinician."
    )


@pytest.mark.parametrize(
    ("plan", "patient", "says"),
    [
        ([["walking"]], {}, None),
        ([SEVEN], {}, "Settle: 7 exercises in one session; with more than 6 they are done less well."),
        ([["walking"]], {"start": "2026-11-21"}, 'start: "2026-11-21": is in the past; the calendar starts with'),
        ([["walking"]], {"start": "2062-11-30"}, 'start: "2062-11-30": is more than a year ahead; is the year right?'),
        ([["walking"]], {"born": "2012-01-01"}, "born: 14 years old; the exercises and their doses are for adults."),
        ([["walking"]], {"days": ["mon"]}, "days: 1 day a week; every day is best, and at least 3 are needed."),
        ([[{"exercise": "bridge", "hold": "9 s"}]], {}, 'Settle: "bridge" is held for 9 s; the most that its'),
        (
            [["bridge"]],
            {"keep": [KEPT]},
            'keep: changes nothing: no condition of the patient says to leave out "bridge"',
        ),
    ],
)
def test_other_warnings_are_noted(phases, plan, patient, says):
    sheet = make_clinician_sheet(phases(*plan), Patient.model_validate(patient), today=date(2026, 11, 22))
    noted = re.findall(r'H2 "Also noted"\s+P "(.*)"', structure.spoken(sheet.data))
    assert len(noted) == len(sheet.warnings) == (says is not None)
    assert all(line.startswith(says) for line in noted)


def test_each_warning_is_noted(phases):
    patient = Patient.model_validate({"start": "2026-11-21", "born": "2012-01-01"})
    sheet = make_clinician_sheet(phases(SEVEN, ["walking"]), patient, today=date(2026, 11, 22))
    part = structure.spoken(sheet.data).partition('H2 "Also noted"')[2].partition("H2")[0]
    assert len(re.findall(r'P "', part)) == len(sheet.warnings) == 3


# -- one page --------------------------------------------------------------------------------------------------------

CONDITIONS = sorted(load_library().conditions)
FULL = [
    ["pelvic-tilt", "knee-rolls", "single-knee-to-chest", "standing-forward-bend", "cat-camel", "bridge"],
    ["pelvic-tilt", "single-knee-to-chest", "standing-forward-bend", "knee-rolls", "cat-camel", "bridge", "bird-dog"],
    ["single-knee-to-chest", "standing-forward-bend", "cat-camel", "bridge", "bird-dog", "hip-hinge", "heel-slide"],
]
HEAVY = {
    "name": "Maria-Alejandra Fernandez de la Cruz-Hohenstein", "id": "MRN-0041299", "print_id": "true",
    "born": "1951-11-23", "start": "2026-12-01", "trainer": "Alexandra Papadopoulos-Wright",
    "conditions": ["sciatica-flexion-sensitive", "hip-replacement", "balance"],
    "cleared": [{"exercise": "standing-forward-bend", "condition": "hip-replacement", "by": "Dr Lindqvist-Moreau"}],
    "keep": [{"exercise": "standing-forward-bend", "by": "Dr Lindqvist-Moreau", "reason": "did well in clinic"}],
}  # fmt: skip


def heavy(phases) -> Plan:
    """Eight exercises in each of three phases."""
    first, second, third = FULL
    plan = phases([*first, "walking"], [*second, "walking"], [*third, "walking"])
    return plan.model_copy(update={"title": "Low-back strength and mobility after an acute episode"})


def sizes(data: bytes) -> set[float]:
    """Of the type on all pages."""
    with pikepdf.open(BytesIO(data)) as pdf:
        streams = [instructions(page) for page in pdf.pages]
        return {float(operands[1]) for stream in streams for operands, operator in stream if operator == "Tf"}


def signed_on(sheet) -> list[int]:
    """On which pages the line to sign is, of all but what only the sources need."""
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sheet.data)]
    assert "IFOMPT" in texts[-1]
    return [n for n, text in enumerate(texts, 1) if "Name and signature" in text]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("condition", [None, *CONDITIONS])
def test_one_page_for_the_built_in_plan_and_each_condition(paper, condition):
    conditions = [condition] if condition else []
    accepted = {"by": "Dr Lee", "reason": "It suits."}
    who = {"name": "Ana Souza", "start": "2026-12-01", "conditions": conditions, "accept_plan": accepted}
    patient = Patient.model_validate(who)
    assert signed_on(make_clinician_sheet(load_plan("low-back-relief"), patient, CLINIC, paper=paper)) == [1]


def test_one_page_for_the_built_in_plan_and_several_conditions():
    """Pairs and threes, at steps through all of them; where they change nearly every exercise, a second page."""
    plan, tried, longer = load_plan("low-back-relief"), 0, 0
    for chosen in [*list(combinations(CONDITIONS, 2))[::2], *list(combinations(CONDITIONS, 3))[::23]]:
        try:
            who = {"name": "Ana Souza", "conditions": chosen, "accept_plan": {"by": "Dr Lee", "reason": "It suits."}}
            sheet = make_clinician_sheet(plan, Patient.model_validate(who), CLINIC, paper="Letter")
        except InputError:
            continue
        tried += 1
        longer += signed_on(sheet) != [1]
    assert tried > 50
    assert longer <= 3


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_one_page_for_a_heavy_case(phases, paper):
    sheet = make_clinician_sheet(heavy(phases), Patient.model_validate(HEAVY), CLINIC, paper=paper)
    assert {d.kind for d in sheet.decisions} >= {"swapped", "asked", "changed", "kept", "cleared"}
    assert signed_on(sheet) == [1]
    assert 10 <= min(sizes(sheet.data)) < 11


def test_type_is_as_large_as_it_can_be(sheets):
    plain = make_clinician_sheet(load_plan("low-back-relief"))
    assert min(sizes(plain.data)) == 11
    assert min(sizes(sheets["A4"].data)) >= 10


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_usual_sheet_is_one_page_in_its_own_type_with_all_sources(paper, library):
    sheet = make_clinician_sheet(load_plan("low-back-relief"), Patient(name="Ana"), CLINIC, paper=paper)
    said = structure.spoken(sheet.data)
    assert (sheet.pages, min(sizes(sheet.data))) == (1, 11)
    [sources] = re.findall(r'H2 "Sources"\s+P "(.*)"', said)
    for item in prescribe(load_plan("low-back-relief"), Patient(), CLINIC, library).items:
        for key in item.exercise.sources:
            assert (library.sources[key].short or library.sources[key].publisher) in sources
    assert "Up one step after 3 full sessions in a row, pain 3 or less, usual by morning." in said


def test_sources_have_their_titles_where_there_is_room(phases):
    assert "NG59: Low back pain and sciatica in over 16s." in spoken(phases(["walking"]))


def test_columns_of_three_phases_do_not_run_together():
    sheet = make_clinician_sheet(load_plan("chair-and-bed"), ANA.model_copy(update={"conditions": ()}), CLINIC)
    with pikepdf.open(BytesIO(sheet.data)) as pdf:
        lines = list(texts(pdf.pages[0]))
    line = next(y for _, y, *_, words in lines if words == "How often")
    heads = sorted((left, right) for left, y, right, _, _, words in lines if y == line)
    assert len(heads) == 7
    assert all(after[0] - before[1] >= 8 for before, after in pairwise(heads))


def test_the_name_of_a_trainer_runs_into_no_appointment():
    """Long facts stand one on a line, with a narrow column for what they are called."""
    who = {
        "start": "2026-12-05",
        "trainer": "Nadia Haddad, PT",
        "appointments": ["2026-12-07 10:30", "2026-12-21 10:30", "2026-12-28 10:30"],
    }
    who |= {"goals": ["Walk to the market and back", "Pray kneeling without any pain in the low back or the knees"]}
    sheet = make_clinician_sheet(load_plan("low-back-relief"), Patient.model_validate(who), CLINIC)
    with pikepdf.open(BytesIO(sheet.data)) as pdf:
        lines = list(texts(pdf.pages[0]))
    edge = min(left for left, *_ in lines)
    label_ends = [right for left, _, right, *_, words in lines if left == edge and "Haddad" in words]
    visit = min(left for left, *_, words in lines if "10:30" in words)
    assert max(label_ends) < visit


def test_boxes_are_large_enough_to_tick():
    sheet = make_clinician_sheet(load_plan("low-back-relief"))
    with pikepdf.open(BytesIO(sheet.data)) as pdf:
        page = pdf.pages[0]
        page.contents_coalesce()
        data = page.Contents.read_bytes().decode("latin-1")
    boxes = re.findall(r"[^\n]+ h S", data)
    assert len(boxes) == 19
    for path in boxes:
        xs = [float(x) for x, _ in re.findall(r"([\d.]+) ([\d.]+)(?= (?:[mlc]\b|[\d.]))", path)]
        assert max(xs) - min(xs) + 1 == pytest.approx(6.5 * MM, abs=0.3)  # to the outer edge of its line


def test_what_no_page_holds_goes_on_and_ends_with_the_signature(phases):
    everything = phases(load_library().ids("exercises"))
    patient = Patient(name="Ana", conditions=("osteoporosis", "wrist-shoulder", "balance", "hypertension"))
    sheet = make_clinician_sheet(everything, patient, CLINIC)
    said = structure.spoken(sheet.data)
    assert signed_on(sheet) == [3]
    assert min(sizes(sheet.data)) == 11
    assert 'P "Date"\n      Form [Date]\n      H2 "Sources"' in said
    assert len(re.findall(r"Form \[Tick if it is so\]", said)) == 20  # with the one of hypertension


def test_it_counts_its_own_pages(sheets):
    for sheet in sheets.values():
        with pikepdf.open(BytesIO(sheet.data)) as pdf:
            assert len(pdf.pages) == sheet.pages
            assert str(pdf.docinfo["/Title"]) == "Clinician\u2019s sheet"
            assert "Ana" not in str(pdf.docinfo)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_conforms(sheets, paper, tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(sheets[paper].data)
    result = check(str(path), layers=["conformance"])
    assert result.error is None
    assert [f for f in result.findings if f.severity != "info" and f.rule not in ("TBL-014", "PAG-001")] == []


def test_the_table_for_review_is_fresh():
    page = runpy.run_path(str(ROOT / "scripts" / "safety"), run_name="made")["page"]()
    assert page == (ROOT / "docs" / "safety.md").read_text("utf-8"), "run scripts/safety"
    library = load_library()
    assert all(f"### {key}\n" in page for key in library.ids("exercises"))
    assert all(f"`{key}`" in page for key in library.conditions)


def test_the_sore_side_stands_on_the_sheet(library, edition, plan):
    def facts(**patient) -> dict:
        programme = prescribe(plan, Patient.model_validate(patient), Clinic(), library)
        [sheet] = clinician.blocks(programme, edition)
        assert isinstance(sheet, ClinicianSheet)
        return {fact.label: fact.words for fact in sheet.facts}

    assert facts(side="left")["Sore side"] == "Left"
    assert "Sore side" not in facts()


def test_a_year_of_birth_alone_stands_on_the_sheet(library, edition, plan):
    programme = prescribe(plan, Patient.model_validate({"name": "Halina", "born": "1948"}), Clinic(), library)
    [sheet] = clinician.blocks(programme, edition)
    assert isinstance(sheet, ClinicianSheet)
    assert sheet.facts[0].words == "Halina, born 1948"


def test_the_sheet_names_the_language_of_the_booklet_that_is_given(tmp_path):
    write_words(tmp_path, nothing, "ar-EG")
    library = load_library(tmp_path)
    plan, arabic = load_plan("low-back-relief"), ANA.model_copy(update={"language": "ar-EG"})
    for said in (
        structure.spoken(make_clinician_sheet(plan, arabic, library=library).data),
        structure.spoken(make_clinician_sheet(plan, ANA, library=library, language="ar-EG").data),
    ):
        assert '"Booklet in Arabic (Egypt)"' in said
        assert "For the clinician" not in said or "\u0646" not in said
    assert "Booklet in" not in structure.spoken(make_clinician_sheet(plan, arabic, library=library, language="en").data)


def test_a_language_that_is_not_there_is_said_by_the_sheet_too():
    with pytest.raises(InputError, match='there is no language "ru"'):
        make_clinician_sheet(load_plan("low-back-relief"), ANA, language="ru")


def test_what_the_plan_says_of_the_patient_is_not_said_by_the_patients_file():
    plan = load_plan("bones-and-balance")
    assert "hip-replacement; from the plan: osteoporosis, balance" in spoken(plan, {"conditions": ["hip-replacement"]})
    assert "osteoporosis; from the plan: balance" in spoken(plan, {"conditions": ["osteoporosis"]})
    assert "from the plan" not in spoken(plan, {"conditions": ["osteoporosis", "balance"]})
    assert "Conditions from the plan: osteoporosis, balance" in spoken(plan)


def test_what_says_nothing_about_the_patients_condition_is_not_assessed(write):
    write("library/sources.yaml", "own: {publisher: Us, title: Ours}\n")
    path = write(
        "library/exercises/sway.yaml",
        "title: Sway\nsummary: Loosens you.\naim: mobility\nposition: standing\ndose: {reps: 5}\n"
        "steps: [{say: Sway a little.}]\nfelt: Your hips.\nmistakes: [Rush]\ncautions: [Stop if it hurts.]\n"
        "sources: [own]\n",
    )
    library = Library(path.parent.parent)
    plan = Plan.model_validate({"title": "T", "exercises": ["sway", "pelvic-tilt"]})
    patient = Patient.model_validate({"conditions": ["neck-pain"]})
    [sheet] = clinician.blocks(
        prescribe(plan, patient, CLINIC, library), Edition(library, library.language("en"), CALM)
    )
    assert isinstance(sheet, ClinicianSheet)
    assert [row[1][0].text for row in sheet.listing.rows] == ["Sway", "Pelvic tilt"]
    assert [row[-1] if isinstance(row[-1], str) else row[-1][0].text for row in sheet.listing.rows] == [
        "Not assessed",
        "No change",
    ]


def test_a_surgeons_yes_stands_on_the_sheet_as_a_box_until_it_is_named():
    plan, hip = load_plan("walk-more"), {"conditions": ["hip-replacement"]}
    box = "The surgeon of the new hip agrees to this plan"
    assert box in spoken(plan, hip)
    assert box not in spoken(plan, hip | {"accept_plan": {"by": "Dr Lee", "reason": "Healed."}})
    assert box not in spoken(plan)
