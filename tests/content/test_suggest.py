"""Plain words in place of a condition's id."""

import pytest

from planner import load_library, load_plan
from planner.content.patient import Patient
from planner.content.suggest import exercise_among, not_a_condition, not_an_exercise
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


@pytest.mark.parametrize(
    ("written", "first", "second"),
    [
        *((w, "after-birth", "post-surgery") for w in ("caesarean", "c-section", "Sectio", "Kaiserschnitt", "cesárea")),
        ("caesarean-section", "after-birth", "post-surgery"),
        ("pelvic pain in pregnancy", "pregnancy", "pelvic-girdle-pain"),
    ],
)
def test_words_that_mean_two_conditions_are_answered_with_both(library, written, first, second):
    both = f'write both "{first}" and "{second}"'
    assert not_a_condition(written).advice == library.unknown("condition", written).advice == both


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


def test_a_whole_title_of_a_condition_comes_before_an_id_that_looks_like_it(write):
    text = "sea-leg: {title: Weak legs, says: Your legs are weak.}\nsick: {title: Sea legs, says: You feel sick.}\n"
    own = load_library(write("own/conditions.yaml", text).parent)
    assert own.unknown("condition", "sea-legs").advice == 'did you mean "sick"?'


def test_the_title_of_every_exercise_is_answered_with_its_own_id(library):
    for exercise in library.exercises():
        for written in (exercise.title, exercise.title.upper(), exercise.title.lower().replace(" ", "-")):
            own = f'did you mean "{exercise.key}"?'
            assert exercise.key == written or library.unknown("exercise", written).advice == own
            assert not_an_exercise(written).advice == own


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("brigde", 'did you mean "bridge"?'),
        ("birddog", 'did you mean "bird-dog"?'),
        ("knee-roll", 'did you mean "knee-rolls"?'),
        ("Standing Forward Bend", 'did you mean "standing-forward-bend"?'),
        ("standing-bend", 'did you mean "standing-back-bend" or "standing-forward-bend"?'),
        ("standing-backward-bend", 'did you mean "standing-back-bend"?'),
        ("Nerve glide", 'did you mean "sciatic-slider-lying" or "sciatic-slider-seated"?'),
        ("seated-back-bend", 'library.ids("exercises") has them all'),
        ("Lying face up", 'library.ids("exercises") has them all'),
        ("standing-side-bend", 'library.ids("exercises") has them all'),
        ("brid-dog", 'did you mean "bird-dog"?'),
        ("knee", 'library.ids("exercises") has them all'),
        ("---", 'library.ids("exercises") has them all'),
        ("", 'library.ids("exercises") has them all'),
    ],
)
def test_an_exercise_is_suggested_only_if_every_word_is_its_own(library, written, advice):
    assert library.unknown("exercise", written).advice == advice


def test_a_clinics_own_titles_are_known_and_one_that_two_have_names_both(write):
    write("own/exercises/calf-wall.yaml", "extends: heel-raise\ntitle: Calf stretch at the wall\n")
    write("own/exercises/broken.yaml", "extends: nothing-like-it\ntitle: Wobble\n")
    write("own/exercises/walking-out.yaml", "extends: walking\ntitle: Walking poles\n")
    own = load_library(write("own/exercises/poles.yaml", "extends: walking\ntitle: Walking Poles\n").parent.parent)
    assert own.unknown("exercise", "Calf stretch at the wall").advice == 'did you mean "calf-wall"?'
    assert own.unknown("exercise", "walking poles").advice == 'did you mean "poles" or "walking-out"?'
    assert own.unknown("exercise", "wobble").advice == 'did you mean "broken"?'


@pytest.mark.parametrize(("one", "other"), [("hip-abduction", "hip-adduction"), ("external-turn", "internal-turn")])
def test_a_letter_that_turns_a_movement_round_is_no_slip(one, other):
    assert exercise_among(one, [other]) == exercise_among(other, [one]) == ""


def test_a_patients_file_and_a_plans_changes_know_titles(write, library):
    text = "exercises:\n  Slow standing bend: {reps: 3}\n  Plank on knees: leave out\n"
    text += "  bridge: {after: Heel-to-toe stand}\n"
    with pytest.raises(InputError) as caught:
        Patient.load(write("p.yaml", text))
    found = [(problem.loc[1], problem.advice) for problem in library.with_ids(caught.value).problems]
    assert found == [
        ("Slow standing bend", 'did you mean "standing-forward-bend"?'),
        ("Plank on knees", 'did you mean "front-plank-knees"?'),
        ("bridge", 'did you mean "tandem-stand"?'),
    ]
    assert [problem.advice for problem in caught.value.problems] == [advice for _, advice in found]
    with pytest.raises(InputError, match='in exercises; did you mean "standing-forward-bend"'):
        load_plan(
            write("a.yaml", "extends: low-back-relief\nphases: {0: {exercises: {Slow standing bend: leave out}}}\n")
        )
    assert exercise_among("Slow standing bend", ["standing-back-bend", "bridge"]) == ""


@pytest.mark.parametrize(
    ("written", "meant"),
    [("extra-large", "xl"), ("Extra Large", "xl"), ("x-large", "xl"), ("big", "large"), ("normal", "standard")],
)
def test_a_size_in_other_words_is_not_taken_for_the_one_that_is_spelt_like_it(write, written, meant):
    with pytest.raises(InputError) as caught:
        Patient.load(write("p.yaml", f"size: {written}\n"))
    assert caught.value.problems[0].advice == f'did you mean "{meant}"?'


@pytest.mark.parametrize(
    ("name", "code"),
    [("spanish", "es"), ("Español", "es"), ("Chinese", "zh-Hans"), ("polski", "pl"), ("العربية", "ar")],
)
def test_a_language_by_its_name_is_answered_with_its_code(library, name, code):
    assert library.unknown("language", name).advice == f'did you mean "{code}"?'


def test_a_word_in_place_of_a_change_is_no_exercise(write, library):
    with pytest.raises(InputError) as caught:
        Patient.load(write("p.yaml", "exercises: {sit to stand: leave out}\n"))
    said = [str(problem) for problem in library.with_ids(caught.value).problems]
    assert said[-1].endswith('there is no exercise "sit to stand"; did you mean "sit-to-stand"?')
    assert "leave out" not in "".join(said)


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("leg pain worse when sitting", '"sciatica-flexion-sensitive" or "stenosis-extension-sensitive"? planner list'),
        ("hip surgery", '"hip-replacement"?'),
        ("acute sciatica", '"sciatica-acute"?'),
        ("sciatica-worse-bending", '"sciatica-flexion-sensitive"?'),
    ],
)
def test_plain_words_are_taken_for_every_condition_that_they_fit(words, advice):
    assert not_a_condition(words).advice.startswith(f"did you mean {advice}")


@pytest.mark.parametrize(
    "words",
    ["pain", "surgery", "knee replacement", "hypotension", "spondylosis", "hip fracture"],
)
def test_words_of_another_complaint_are_taken_for_none(words):
    """Who follows the advice blindly would get the booklet of somebody else's complaint."""
    assert not_a_condition(words).advice == 'library.ids("conditions") has them all'


def test_words_that_are_no_condition_of_the_program_are_said_to_be_none():
    assert not_a_condition("back pain").advice == "it is no condition of the program: leave it out"
    assert not_a_condition("cancer").advice.endswith("ask the clinician before you print")
    assert "did you mean" not in not_a_condition("yes").advice


@pytest.mark.parametrize(
    "field", ["accept_plan: {by: ..., reason: ...}", 'keep: [{exercise: bridge, by: Li, reason: "-"}]']
)
def test_the_dots_of_an_example_are_nobodys_yes(write, field):
    with pytest.raises(InputError, match="is not filled in; write it in words"):
        Patient.load(write("p.yaml", f"{field}\n"))


@pytest.mark.parametrize(
    ("days", "meant"), [("[mon wed fri]", "mon, wed, fri"), ("[Mon, Wednesday]", "mon, wed"), ("[fr, sa]", None)]
)
def test_days_without_commas_or_in_full_are_understood(write, days, meant):
    with pytest.raises(InputError) as caught:
        Patient.load(write("p.yaml", f"days: {days}\n"))
    [problem] = caught.value.problems
    assert problem.advice == (f"did you mean {meant}?" if meant else "the days are mon, tue, wed, thu, fri, sat, sun")
