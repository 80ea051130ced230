"""The wallet card: whose it is, whom to call, and the emergency list whole; without one of them it is no help."""

import re
from io import BytesIO

import pikepdf
import pytest

from planner import Clinic, Patient, Plan, load_plan, make_booklet
from planner.blocks import Words
from planner.content.condition import LEG_PAIN
from planner.content.resources import built_in_plans
from planner.figure import CALM
from planner.pdf.layout.theme import LEFT, MM
from planner.problems import InputError
from planner.programme.prescribe import prescribe
from planner.sections.edition import Edition
from planner.sections.safety import emergency_signs
from tests.pdf import structure
from tests.pdf.test_pages import texts
from tests.words import with_needed

CLINIC = {
    "name": "Riverside Physiotherapy",
    "phone": "020 7946 0000",
    "hours": "Mon-Fri 8-18",
    "emergency_number": "999",
}
ACCEPTED = {"by": "Dr Lee", "reason": "It suits."}
LONG = {"name": "Oluwafunmilayo Adebayo-Okonkwo of the Very Long and Winding Road", "conditions": ["osteoporosis"]}


def cards(patient: dict, clinic: dict, plan="low-back-relief", sections=("wallet-card",), **options) -> bytes:
    values = load_plan(plan).model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    made = Plan.model_validate({**values, "sections": list(sections)})
    return make_booklet(made, Patient.model_validate(patient), Clinic.model_validate(clinic), **options).data


def spoken(*of, **options) -> str:
    return structure.spoken(cards(*of, **options))


def test_both_cards_say_whose_they_are_and_whom_to_call(edition):
    said = spoken({"name": "Ana Souza"}, CLINIC)
    for words in ("Ana Souza", *CLINIC.values()):
        assert said.count(words) >= 2, words
    for n, sign in enumerate(edition.language.each("safety.emergency_signs")):
        text = "".join(part for part, _ in sign)
        assert said.count(f'"{text}"' if n else f'"{text} Call 999."') == 2, text
    for sign in edition.language.each("wallet-card.today_signs"):
        text = "".join(part for part, _ in sign)
        assert said.count(text) == 2, text


def test_chest_pain_is_the_first_sign_says_whom_to_call_and_is_said_once():
    said = spoken({}, CLINIC)
    _, _, card = said.partition('H2 "Emergency: go now"')
    assert card.split("LBody")[1].startswith(' "Chest pain. Hard to breathe.')
    assert card.split("LBody")[1].count("Sudden severe tummy or back pain. Call 999.") == 1
    assert said.lower().count("chest pain") == 2  # once a card
    assert said.count("Cannot get there? Call 999.") == 2
    assert spoken({}, {}).count("Sudden severe tummy or back pain. Call 112, 911 or 999.") == 2


@pytest.mark.parametrize("theme", ["calm", "warm", "bold", "bedside"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_cards_are_two_bank_cards_with_all_signs_in_every_theme(theme, paper, edition):
    data = cards({"name": "Ana Souza", "conditions": ["osteoporosis"]}, {**CLINIC, "theme": theme}, paper=paper)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
    said = structure.spoken(data)
    for sign in edition.language.each("safety.emergency_signs"):
        assert said.count("".join(part for part, _ in sign)) == 2
    assert said.count("More signs") == said.count("Cannot get there?") == 2
    for sign in edition.language.each("wallet-card.today_signs"):  # none is left out for the sign of thin bones
        assert said.count("".join(part for part, _ in sign)) == 2


def test_each_title_is_heard_before_its_signs():
    first = spoken({"name": "Ana Souza"}, CLINIC).partition('P "Ana Souza"')[2].partition('P "Ana Souza"')[0]
    tags = [line.split()[0] for line in first.splitlines() if re.match(r" *(H2|LI)\b", line)]
    assert "".join("#" if tag == "H2" else "." for tag in tags) == "#...#.....#....."


@pytest.mark.parametrize("name", ["Ana Souza", "Bo Li", "Cy"])
def test_each_patient_has_their_own_name_on_it(name):
    others = {"Ana Souza", "Bo Li", "Cy"} - {name}
    said = spoken({"name": name}, CLINIC)
    assert said.count(name) >= 2
    assert not [other for other in others if other in said]


def test_who_has_leg_pain_says_so(library):
    for condition in library.conditions:
        said = spoken({"conditions": [condition], "accept_plan": ACCEPTED}, CLINIC)
        assert ("I have low back and leg pain." in said) == (condition in LEG_PAIN), condition
        assert ("I have low back pain." in said) == (condition not in LEG_PAIN), condition
    assert "I have low back and leg pain." in spoken({}, CLINIC, "sciatica-worse-bending")


def test_the_signs_of_a_condition_come_first():
    thin, plain = (spoken({"conditions": of}, CLINIC) for of in (["osteoporosis"], []))
    today = thin.partition('H2 "Call your doctor today"')[2]
    assert today.split("LBody")[1].startswith(' "A small fall, as my bones are thin"')
    assert "small fall" not in plain


@pytest.mark.parametrize("language", ["en", "es", "pl", "ar", "zh-Hans"])
def test_after_a_birth_the_card_says_whom_to_call_at_once_and_that_heavy_bleeding_is_an_emergency(language, library):
    words, library = library.spoken(language).language(language), library.spoken(language)
    said = structure.letters(spoken({"conditions": ["after-birth"], "language": language}, CLINIC, "new-mothers"))
    [bleeding] = library.conditions["after-birth"].emergency_signs
    title, short, today = (
        structure.letters(words.say(f"safety.{key}")) for key in ("birth_now", "birth_short", "today")
    )
    assert said.count(title) == said.count(short) == 2
    assert said.index(structure.letters(bleeding)) < said.index(title) < said.index(short) < said.index(today)


@pytest.mark.parametrize("language", ["en", "es", "pl", "ar", "zh-Hans"])
def test_whoever_is_pregnant_is_told_to_call_the_midwife_now_and_not_the_doctor_today(language, library):
    """It said "Call your doctor today: I am pregnant, and bleed or lose fluid", and nothing of the baby."""
    who, words = {"conditions": ["pregnancy"], "language": language}, library.spoken(language).language(language)
    title, today = (structure.letters(words.say(f"safety.{key}")) for key in ("midwife_now", "today"))
    said = structure.letters(spoken(who, CLINIC, "pregnancy"))
    short = structure.letters(str(words.phrases["safety.midwife_short"]))
    assert said.count(title) == said.count(short) == 2
    assert said.index(title) < said.index(short) < said.index(today)
    assert title not in structure.letters(spoken({"language": language}, CLINIC))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", ["en", "es", "pl", "ar", "zh-Hans"])
def test_a_pregnancy_takes_no_sign_from_the_card(language, paper, library):
    """The signs for the midwife took the room of four for the doctor, among them a leg newly numb or weak."""
    words, who = library.spoken(language).language(language), {"conditions": ["pregnancy"], "language": language}
    said = structure.letters(spoken(who, CLINIC, "pregnancy", paper=paper))
    for key in ("wallet-card.today_signs", "wallet-card.calf"):
        for sign in words.each(key) if key.endswith("signs") else (words.say(key),):
            whole = sign if isinstance(sign, str) else "".join(part for part, _ in sign)
            assert said.count(structure.letters(whole)) == 2, whole
    assert said.count(structure.letters(words.say("safety.midwife_short"))) == 2


@pytest.mark.parametrize("language", ["en", "es", "pl", "ar", "zh-Hans"])
def test_each_part_of_the_emergency_list_has_its_heading(language, library):
    """Folded, a part without one reads as a part of the list for a call today, which is beside it."""
    edition = Edition(library.spoken(language), library.language(language), CALM)
    lists: dict[tuple[Words, ...], tuple[str, ...]] = {}
    for plan in map(load_plan, built_in_plans()):
        for condition in library.conditions:
            patient = Patient.model_validate({"conditions": [condition], "accept_plan": ACCEPTED})
            try:
                programme = prescribe(plan, patient, Clinic(), library)
            except InputError:  # nothing of a phase is left: no card is made
                continue
            lists.setdefault(emergency_signs(programme, edition), programme.patient.conditions)
    assert len(lists) >= 3  # everybody's, that of a new hip, that of legs that both hurt
    headings = [edition.say(key) for key in ("wallet-card.emergency", "wallet-card.too", "safety.today")]
    for conditions in lists.values():
        for paper in ("A4", "Letter"):
            somebody = {"conditions": conditions, "language": language, "accept_plan": ACCEPTED}
            said = spoken(somebody, CLINIC, paper=paper)
            now = [edition.say("safety.birth_now")] if "after-birth" in conditions else []  # above what is for today
            parts = [*headings[:2], *now, headings[2]]
            found = [structure.letters(line.strip()[2:]) for line in said.splitlines() if line.strip()[:3] == "H2 "]
            assert found == [structure.letters(heading) for heading in parts] * 2, (conditions, paper)


@pytest.mark.parametrize("language", ["en", "es", "pl", "ar", "zh-Hans"])
def test_signs_of_the_own_condition_are_all_on_the_card_before_the_others(language, library):
    words = library.language(language)
    fever = structure.letters("".join(part for part, _ in words.each("wallet-card.today_signs")[0]))
    calf = words.say("wallet-card.calf")
    for name, condition in library.spoken(language).conditions.items():
        patient = {"conditions": [name], "language": language, "accept_plan": ACCEPTED}
        said = structure.letters(spoken(patient, CLINIC))
        signs = [*condition.today_signs, *([calf] if name in ("hip-replacement", "post-surgery") else [])]
        for sign in map(structure.letters, signs):
            assert said.count(sign) == 2, (name, sign)
            assert said.index(sign) < said.index(fever), (name, sign)


def test_a_plan_does_not_say_what_somebody_has():
    """Who has a file has what it says; without one, a plan is for who has its conditions."""
    hip = {"name": "Tom Brooks", "conditions": ["hip-replacement", "balance"]}
    assert "my bones are thin" not in spoken(hip, CLINIC, "bones-and-balance")
    assert "my bones are thin" in spoken({**hip, "conditions": ["osteoporosis"]}, CLINIC, "bones-and-balance")
    assert "my bones are thin" in spoken({}, CLINIC, "bones-and-balance")
    assert "I have low back pain." in spoken({"name": "Tom Brooks"}, CLINIC, "sciatica-worse-bending")
    unnamed = spoken({"name": "Ana Souza"}, CLINIC, "pregnancy")
    assert "I am pregnant" not in unnamed
    assert "New pain in pregnancy" in unnamed


def test_both_legs_count_for_whoever_is_not_known_to_have_such_pain():
    usual = "than usual"
    assert usual not in spoken({"name": "Tom Brooks"}, CLINIC, "sciatica-worse-standing")
    assert usual in spoken({"conditions": ["stenosis-extension-sensitive"]}, CLINIC, "sciatica-worse-standing")


def test_the_page_of_the_other_signs_is_named_where_there_is_one():
    alone = spoken({}, CLINIC)  # perhaps beside a handout
    assert alone.count("More signs: your other pages") == 2
    assert "booklet" not in alone
    assert spoken({}, CLINIC, sections=("cover", "safety", "wallet-card")).count("More signs: booklet, page 2") == 2


@pytest.mark.parametrize(("paper", "size"), [("A4", "standard"), ("Letter", "standard"), ("Letter", "xl")])
@pytest.mark.parametrize(
    ("patient", "clinic"),
    [({"name": "Ana Souza"}, CLINIC), ({}, {}), (LONG, CLINIC), ({}, {**CLINIC, "theme": "warm"})],
    ids=["named", "blank", "long", "wide letters"],
)
def test_no_word_is_near_a_cut_or_a_fold(paper, size, patient, clinic):
    """What is within 4 mm of a panel's edge may be cut off, or not be legible in the fold."""
    with pikepdf.open(BytesIO(cards(patient, clinic, paper=paper, size=size))) as pdf:
        assert len(pdf.pages) == 1
        lines = list(texts(pdf.pages[0]))
        boxes = [
            [float(number) for number in one.operands]
            for one in pikepdf.parse_content_stream(pdf.pages[0])
            if str(one.operator) == "re"
        ]
    outer = [(x, y, x + w, y + h) for x, y, w, h in boxes if w == pytest.approx(172 * MM, abs=0.1)]
    assert [round((top - bottom) / MM) for _, bottom, _, top in outer] == [108, 108]
    assert outer[0][0] == pytest.approx(LEFT, abs=0.1)
    inside = 0
    for left, bottom, end, top, points, words in lines:
        right = end - (0.2 * points if words.endswith(" ") else 0.0)  # no ink in the space at a line's end
        for card in outer:
            if bottom < card[3] and top > card[1]:
                inside += 1
                for low, high, start, stop in ((left, right, card[0], card[2]), (bottom, top, card[1], card[3])):
                    middle = (start + stop) / 2
                    panel = (start, middle) if low < middle else (middle, stop)
                    assert panel[0] + 4 * MM - 0.1 <= low, words
                    assert high <= panel[1] - 4 * MM + 0.1, words
    assert inside >= 50


def test_a_longer_list_makes_a_higher_card_and_loses_nothing(write, tmp_path, library):
    count = len(library.language("en").phrases["safety.emergency_signs"])
    signs = [f"Satz {n} ist recht lang, viel länger als auf Englisch, und {n} Worte mehr davon" for n in range(count)]
    write("languages/de/safety.yaml", "emergency_signs:\n" + "".join(f"  - {sign}\n" for sign in signs))
    data = cards({"language": "de"}, {}, library=with_needed(tmp_path, "de"))
    assert [structure.spoken(data).count(sign) for sign in signs] == [2] * count
