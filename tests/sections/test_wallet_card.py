"""The wallet card: whose it is, whom to call, and the emergency list whole; without one of them it is no help."""

import pytest

from planner import Clinic, Patient, Plan, load_plan, make_booklet
from tests.pdf import structure

CLINIC = {
    "name": "Riverside Physiotherapy",
    "phone": "020 7946 0000",
    "hours": "Mon-Fri 8-18",
    "emergency_number": "999",
}


def spoken(patient: dict, clinic: dict) -> str:
    values = load_plan("low-back-relief").model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    plan = Plan.model_validate({**values, "sections": ["wallet-card"]})
    return structure.spoken(make_booklet(plan, Patient.model_validate(patient), Clinic.model_validate(clinic)).data)


def test_both_cards_say_whose_they_are_and_whom_to_call(edition):
    said = spoken({"name": "Ana Souza"}, CLINIC)
    for words in ("Ana Souza", *CLINIC.values()):
        assert said.count(words) >= 2, words
    for sign in edition.language.each("safety.emergency_signs"):
        text = "".join(part for part, _ in sign)
        assert said.count(text) == 2, text
    for sign in edition.language.each("wallet-card.today_signs"):
        text = "".join(part for part, _ in sign)
        assert said.count(text) == 2, text


@pytest.mark.parametrize("name", ["Ana Souza", "Bo Li", "Cy"])
def test_each_patient_has_their_own_name_on_it(name):
    others = {"Ana Souza", "Bo Li", "Cy"} - {name}
    said = spoken({"name": name}, CLINIC)
    assert said.count(name) >= 2
    assert not [other for other in others if other in said]
