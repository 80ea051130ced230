"""Who is drawn, and in which colours."""

import pytest

from planner import load_plan, make_booklet
from planner.booklet.looks import look_of
from planner.content.library import Library
from planner.content.patient import Patient
from planner.figure import CALM, PEOPLE
from planner.problems import InputError

CALM_THEME = Library().theme("calm")


def test_the_default_person_is_the_engines():
    assert look_of(CALM_THEME) == CALM


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_whoever_is_chosen_keeps_skin_hair_and_build_in_the_themes_clothes(person):
    look, chosen = look_of(CALM_THEME, person), PEOPLE[person]
    assert (look.skin, look.hair, look.cut, look.build) == (chosen.skin, chosen.hair, chosen.cut, chosen.build)
    assert (look.shirt, look.shorts) == (CALM.shirt, CALM.shorts)


def test_a_patient_chooses_who_is_drawn(write):
    plan = load_plan("low-back-relief")
    assert make_booklet(plan, Patient(person="grey-bun")).data != make_booklet(plan).data
    path = write("patient.yaml", "person: gray-bun\n")
    with pytest.raises(
        InputError, match=r'patient\.yaml:1:9: person: there is no person "gray-bun"; did you mean "grey-bun"'
    ):
        make_booklet(plan, Patient.load(path))
