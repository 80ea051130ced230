"""Who is drawn, and in which colours."""

import re
from itertools import pairwise

import pytest

from planner import load_plan, make_booklet
from planner.blocks import CoverPage
from planner.booklet.looks import IN_TURN, LEAST, LEAST_SHIRT, look_of, people_of
from planner.booklet.press import Press
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.figure import CALM, PEOPLE, Look
from planner.figure.physique import PREGNANT, Physique
from planner.problems import InputError
from planner.programme.prescribe import prescribe
from planner.sections import cover
from planner.sections.edition import Edition
from planner.sections.figures import figures, small, turn_of

LIBRARY = Library()
CALM_THEME = LIBRARY.theme("calm")


def grey(colour):
    return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


def test_the_person_in_charts_is_the_engines():
    assert look_of(CALM_THEME) == CALM


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_whoever_is_chosen_keeps_skin_hair_and_build_in_the_themes_clothes(person):
    look, chosen = look_of(CALM_THEME, person), PEOPLE[person]
    assert (look.skin, look.hair, look.cut, look.physique) == (chosen.skin, chosen.hair, chosen.cut, chosen.physique)
    assert (look.shorts == CALM.shorts) == (abs(grey(chosen.skin) - grey(CALM.shorts)) >= LEAST)


@pytest.mark.parametrize("theme", ["bedside", "bold", "calm", "warm"])
def test_a_shirt_is_told_apart_from_skin_and_shorts_in_grey_and_changed_only_for_that(theme):
    written = LIBRARY.theme(theme)
    for person in PEOPLE:
        look = look_of(written, person)
        for other in (look.skin, look.shorts):
            assert abs(grey(look.shirt) - grey(other)) >= LEAST_SHIRT, person
    assert look_of(CALM_THEME, "brown-bob").shirt == CALM.shirt


def test_a_patient_chooses_who_is_drawn(write):
    plan = load_plan("low-back-relief")
    assert make_booklet(plan, Patient(person="grey-bun")).data != make_booklet(plan).data
    path = write("patient.yaml", "person: gray-bun\n")
    with pytest.raises(
        InputError, match=r'patient\.yaml:1:9: person: there is no person "gray-bun"; did you mean "grey-bun"'
    ):
        make_booklet(plan, Patient.load(path))


def test_several_people_take_turns_unless_somebody_chose_one():
    assert [look.cut for look in people_of(CALM_THEME)] == [PEOPLE[name].cut for name in IN_TURN]
    assert people_of(CALM_THEME, "long-hair") == (look_of(CALM_THEME, "long-hair"),)
    own = LIBRARY.theme("bedside")
    assert people_of(own) == (look_of(own),)
    assert len(people_of(own, "broad")) == 1


@pytest.mark.parametrize("theme", LIBRARY.ids("themes"))
def test_skin_and_shorts_are_told_apart_in_grey(theme):
    for person in PEOPLE:
        [look] = people_of(LIBRARY.theme(theme), person)
        assert abs(grey(look.skin) - grey(look.shorts)) > 0.2, person


def test_the_plain_theme_stays_black_on_white():
    for look in people_of(LIBRARY.theme("plain")):
        for colour in (look.ink, look.skin, look.hair, look.shirt, look.shorts, look.mat, look.prop, look.accent):
            assert max(colour) - min(colour) < 0.03
        assert look.skin == look.shirt == look.mat == (1.0, 1.0, 1.0)


def edition(person: str | None = None) -> Edition:
    people = people_of(CALM_THEME, person)
    return Edition(LIBRARY, LIBRARY.language("en"), look_of(CALM_THEME, person), people)


def test_one_person_does_an_exercise_on_every_page_and_another_the_next():
    programme = prescribe(load_plan("low-back-relief"), Patient(), Clinic(), LIBRARY)
    shown: list[set[Look]] = []
    for item in programme.items:
        big = [f for f in figures(item.exercise, item.steps, edition(), turn_of(item)) if f]
        little = small(item, edition())
        colours = {shape.fill for figure in [*big, little] if figure for shape in figure.drawing.shapes}
        shown.append({look for look in people_of(CALM_THEME) if look.skin in colours})
    seen = [found for found in shown if found]  # an enlarged waist shows no skin
    assert len(seen) >= len(shown) - 2
    assert all(len(found) == 1 for found in seen)
    assert all(one != other for one, other in pairwise(shown) if one and other)
    assert len(set[Look]().union(*seen)) == min(len(IN_TURN), len(seen))


def test_four_different_people_are_on_the_cover():
    programme = prescribe(load_plan("low-back-relief"), Patient(), Clinic(), LIBRARY)
    [block] = cover.blocks(programme, edition(), cover.Options())
    assert isinstance(block, CoverPage)
    assert len({frozenset(s.fill for s in figure.drawing.shapes) for figure in block.figures}) == 4


def on_cover(*conditions: str) -> list[str]:
    programme = prescribe(load_plan("low-back-relief"), Patient(conditions=conditions), Clinic(), LIBRARY)
    said = [figure.alt for figure in cover.people(programme, edition())]
    assert len(said) == 4
    return said


@pytest.mark.parametrize(
    ("condition", "never"),
    [
        ("pregnancy", "on the back"),
        ("balance", "lying|knee"),
        ("floor-access", "lying|knee"),
        ("knee-kneeling", "kneel|on hands and knees"),
        ("wrist-shoulder", "on hands and knees"),
    ],
)
def test_the_cover_shows_nobody_doing_what_the_reader_may_not_do(condition, never):
    assert any(re.search(never, text) for text in on_cover())
    assert not [text for text in on_cover(condition) if re.search(never, text)]


def test_whoever_is_unsteady_is_shown_walking_with_a_stick():
    assert any("stick" in text for text in on_cover("balance"))
    assert not any("stick" in text for text in on_cover())


def shown(plan: str, patient: Patient) -> set[Physique]:
    """Return how the people in a booklet are built."""
    press, made = Press(library=LIBRARY), load_plan(plan)
    people = press._edition(made, prescribe(made, patient, Clinic(), LIBRARY).patient, None, "en").people
    return {look.physique for look in people}


def test_in_pregnancy_everybody_shown_is_pregnant_unless_somebody_chose_one():
    assert shown("pregnancy", Patient()) == {PREGNANT}
    assert shown("low-back-relief", Patient(conditions=("pregnancy",))) == {PREGNANT}
    assert PREGNANT not in shown("low-back-relief", Patient())
    assert shown("pregnancy", Patient(person="long-hair")) == {PEOPLE["long-hair"].physique}


def test_most_people_shown_to_the_unsteady_are_older():
    people = people_of(CALM_THEME, older=True)
    assert sum(look.older for look in people) > len(people) / 2
    assert len({look.skin for look in people}) == len(people)
    assert {look.physique for look in people} == shown("bones-and-balance", Patient())
    assert any(look.older for look in people_of(CALM_THEME))


def test_women_who_are_pregnant_differ():
    people = people_of(CALM_THEME, pregnant=True)
    assert len({look.skin for look in people}) == len({look.hair for look in people}) == len(people) == 4


def test_a_mat_is_a_level_slab_from_the_side_and_flat_from_above():
    for key, flat in (("bridge", False), ("bird-dog", False), ("knee-rolls", True)):
        exercise = LIBRARY.exercise(key)
        drawing = next(f for f in figures(exercise, exercise.steps, edition(), 0) if f).drawing
        [mat, *_] = [shape for shape in drawing.shapes if shape.fill == CALM.mat]
        heights = sorted(step[-1] for step in mat.paths[0])
        thick = heights[-1] - heights[0]
        assert heights[0] == heights[1]
        assert heights[-1] == heights[-2]
        assert (thick > 20) if flat else (2.9 <= thick < 5)
        assert drawing.ground == pytest.approx(heights[0], abs=3.1 if flat else 0.3)
