"""Plain words in place of a condition's id."""

import pytest

from planner import load_library
from planner.content.patient import Patient
from planner.content.suggest import not_a_condition
from planner.problems import InputError


def test_every_condition_is_known_by_its_title_word_for_word(library):
    for key, condition in library.conditions.items():
        assert not_a_condition(condition.title).advice == f'did you mean "{key}"?'


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("cannot get down to the floor", "floor-access"),
        ("Osteoporosis", "osteoporosis"),
        ("Thin bones", "osteoporosis"),
        ("HIGH BLOOD PRESSURE", "hypertension"),
        ("hip replacement (left)", "hip-replacement"),
    ],
)
def test_plain_words_are_understood_with_the_place(write, words, key):
    with pytest.raises(InputError) as caught:
        Patient.load(write("p.yaml", f"name: Ana\nconditions: [balance, {words}]\n"))
    [line] = map(str, caught.value.problems)
    assert ':2:23: conditions.1: "' in line
    assert line.endswith(f'is not a condition\'s id; did you mean "{key}"?')


def test_words_that_mean_none_get_a_condition_as_the_example(library):
    says = not_a_condition("Likes to swim")
    assert says.text == "an id is small letters, digits and hyphens, such as osteoporosis"
    assert "osteoporosis" in library.conditions


def test_words_with_hyphens_are_understood_too_and_a_clinics_own_titles(write):
    own = write("own/conditions.yaml", "sea-legs: {title: Sick at sea, says: You get sick on a ship.}\n").parent
    patient = Patient.load(write("p.yaml", "conditions: [cannot-get-down-to-the-floor, sick-at-sea]\n"))
    with pytest.raises(InputError) as caught:
        load_library(own).check(patient)
    assert [problem.advice for problem in caught.value.problems] == [
        'did you mean "floor-access"?',
        'did you mean "sea-legs"?',
    ]
