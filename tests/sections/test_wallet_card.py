"""The wallet card: whose it is, whom to call, and the emergency list whole; without one of them it is no help."""

import re
from io import BytesIO

import pikepdf
import pytest

from planner import Clinic, Patient, Plan, load_plan, make_booklet
from planner.content.condition import LEG_PAIN
from planner.pdf.layout.theme import LEFT, MM
from tests.pdf import structure
from tests.pdf.test_pages import texts
from tests.words import with_needed

CLINIC = {
    "name": "Riverside Physiotherapy",
    "phone": "020 7946 0000",
    "hours": "Mon-Fri 8-18",
    "emergency_number": "999",
}
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
        said = spoken({"conditions": [condition], "accept_plan": {"by": "Dr Lee", "reason": "It suits."}}, CLINIC)
        assert ("I have low back and leg pain." in said) == (condition in LEG_PAIN), condition
        assert ("I have low back pain." in said) == (condition not in LEG_PAIN), condition
    assert "I have low back and leg pain." in spoken({}, CLINIC, "sciatica-worse-bending")


def test_the_signs_of_a_condition_come_first():
    thin, plain = (spoken({"conditions": of}, CLINIC) for of in (["osteoporosis"], []))
    today = thin.partition('H2 "Call your doctor today"')[2]
    assert today.split("LBody")[1].startswith(' "A small fall, as my bones are thin"')
    assert "small fall" not in plain
    assert "bleed or lose fluid" in spoken({}, CLINIC, "pregnancy")


def test_the_page_of_the_other_signs_is_named_where_there_is_one():
    assert spoken({}, CLINIC).count("More signs: booklet, “Help fast”") == 2  # what is at the head of that page
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
