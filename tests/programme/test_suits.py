"""Whether a plan is for a patient: what its own words exclude, what contradicts, what would be left."""

import pytest

from planner import load_library, load_patient, load_plan
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.content.prose import in_words
from planner.content.resources import built_in_plans
from planner.problems import InputError
from planner.programme.prescribe import prescribe
from planner.programme.suits import fits

LIBRARY = load_library()
LEG = ("sciatica", "sciatica-flexion-sensitive", "sciatica-acute", "stenosis-extension-sensitive")
EXCLUDED = {
    "bones-and-balance": ("post-surgery",),
    "chair-and-bed": (*LEG, "post-surgery"),
    "desk-day": (*LEG, "spondylolisthesis", "post-surgery"),
    "first-two-weeks": (*LEG, "post-surgery"),
    "keep-well": ("sciatica-acute", "post-surgery"),
    "lifting-work": (*LEG, "osteoporosis", "pregnancy", "post-surgery"),
    "low-back-relief": (*LEG, "post-surgery"),
    "new-mothers": ("pregnancy", *LEG, "post-surgery"),
    "pregnancy": LEG,
    "sciatica-worse-bending": ("stenosis-extension-sensitive", "sciatica-acute", "spondylolisthesis"),
    "sciatica-worse-standing": ("sciatica-flexion-sensitive", "sciatica-acute", "osteoporosis"),
    "walk-more": (*LEG, "post-surgery"),
}
"""Read off the words after "Not for" in each plan."""
YES = {"by": "Dr Lee", "reason": "seen in clinic"}


def prescribed(plan, *conditions, **more):
    patient = Patient.model_validate({"conditions": conditions, **more})
    return prescribe(load_plan(plan) if isinstance(plan, str) else plan, patient, Clinic(), LIBRARY)


def refused(plan, *conditions, **more) -> str:
    with pytest.raises(InputError) as caught:
        prescribed(plan, *conditions, **more)
    return str(caught.value)


def plan_of(*exercises, **more) -> Plan:
    return Plan.model_validate({"title": "T", "exercises": list(exercises), **more})


def test_every_plan_excludes_what_its_words_exclude():
    assert {key: set(load_plan(key).not_for_conditions) for key in built_in_plans()} == {
        key: set(names) for key, names in EXCLUDED.items()
    }


CONTRADICTED = {
    ("new-mothers", "pregnancy"),
    *((f"sciatica-worse-{of}", "sciatica") for of in ("bending", "standing")),
    ("sciatica-worse-bending", "stenosis-extension-sensitive"),
    ("sciatica-worse-standing", "sciatica-flexion-sensitive"),
}
"""The plan's own conditions say more than that it is not for them."""


@pytest.mark.parametrize(
    ("plan", "condition"),
    [(plan, name) for plan, names in EXCLUDED.items() for name in names if (plan, name) not in CONTRADICTED],
)
def test_a_plan_that_is_not_for_the_patient_is_refused_with_what_suits(plan, condition):
    said = refused(plan, "neck-pain", condition)
    title = in_words(load_plan(plan), LIBRARY).title
    assert said.startswith(f'conditions.1: the plan "{title}" is not for "{condition}" ("Not for: ')
    assert "write a patient's file with accept_plan: {by: ..., reason: ...}" in said
    named = said.partition("plans to consider: ")[2].partition(";")[0]
    for other in named.split(", ") if named else ():
        assert condition not in EXCLUDED[other]
    assert bool(named) == ("no built-in plan suits" not in said)


@pytest.mark.parametrize(
    ("conditions", "first"),
    [
        (("pregnancy", "sciatica-flexion-sensitive"), "sciatica-worse-bending"),
        (("after-birth", "pelvic-girdle-pain"), "new-mothers"),
        (("floor-access", "hip-replacement"), "chair-and-bed"),
    ],
)
def test_a_plan_for_what_somebody_has_is_proposed_before_one_for_pain_that_has_eased(conditions, first):
    assert fits(conditions, LIBRARY)[0].plan.key == first


def test_a_plan_is_made_for_whom_it_is_not_for_if_a_clinician_says_so():
    made = prescribed("low-back-relief", "stenosis-extension-sensitive", accept_plan=YES)
    assert len(made.items) > 1
    assert not any("accept_plan" in line for line in made.warnings)


def test_a_plan_that_is_for_a_condition_and_not_for_it_is_refused(write):
    path = write("x.yaml", "title: T\nconditions: [pregnancy]\nnot_for_conditions: [pregnancy]\nexercises: [bridge]\n")
    with pytest.raises(InputError, match=r"x.yaml:2:14: conditions.0: not_for_conditions has pregnancy too"):
        load_plan(path)
    below = "extends: lifting-work\nconditions: [pregnancy]\n"
    with pytest.raises(InputError, match=r"x.yaml:2:14: .* write not_for_conditions: {pregnancy: leave out}"):
        load_plan(write("x.yaml", below))
    plan = load_plan(write("x.yaml", f"{below}not_for_conditions: {{pregnancy: leave out}}\nnot_for: Falls.\n"))
    assert "pregnancy" not in plan.not_for_conditions


def test_an_exclusion_that_is_gone_is_named_with_what_to_write(write):
    ours = "extends: keep-well\ntitle: Ours\n"
    assert not prescribed(load_plan(write("x.yaml", ours))).warnings
    with pytest.raises(
        InputError, match=r'take this line out to keep sciatica-acute, post-surgery, or write "leave out"'
    ):
        load_plan(write("x.yaml", f"{ours}not_for_conditions:\n"))
    [line] = prescribed(load_plan(write("x.yaml", f"{ours}not_for_conditions: leave out\n"))).warnings
    assert line.endswith(
        'the plan that this one extends, "Keep well", is not for "sciatica-acute" and "post-surgery", '
        "and this one no longer says so; if it still holds, write not_for_conditions: [sciatica-acute, post-surgery]"
    )
    one = load_plan(write("x.yaml", f"{ours}not_for_conditions: {{post-surgery: leave out}}\n"))
    [line] = prescribed(one).warnings
    assert line.endswith("write not_for_conditions: [post-surgery]")


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("Pregnancy, leg pain, a fall.", "pregnancy"),
        ("Thin bones or a hip replacement.", "osteoporosis, hip-replacement"),
        ("Sciatica.", "sciatica"),
        ("Recent surgery, a fall or accident.", ""),
    ],
)
def test_a_condition_that_not_for_names_in_words_alone_is_a_warning(words, missing):
    lines = prescribed(plan_of("bridge", "walking", not_for=words, not_for_conditions=["neck-pain"])).warnings
    says = [f"write not_for_conditions: [neck-pain, {missing}]"] if missing else []
    assert [line.partition("; ")[2] for line in lines] == says
    listed = plan_of("bridge", "walking", not_for=words, not_for_conditions=missing.split(", ") if missing else [])
    assert not prescribed(listed).warnings


@pytest.mark.parametrize(
    "words",
    ["Anyone without osteoporosis.", "People who do not have osteoporosis.", "No osteoporosis, please."],
)
def test_a_condition_that_not_for_denies_is_asked_about_and_never_to_be_written_blindly(words):
    [line] = prescribed(plan_of("bridge", "walking", not_for=words)).warnings
    assert line.endswith("write in conditions whom it is for, in not_for_conditions whom it is not for")
    assert "[" not in line
    assert not prescribed(plan_of("bridge", "walking", not_for=words, conditions=["osteoporosis"])).warnings


def test_a_no_of_another_sentence_denies_nothing():
    [line] = prescribed(plan_of("bridge", "walking", not_for="Those who do no sport. Osteoporosis.")).warnings
    assert line.endswith("write not_for_conditions: [osteoporosis]")


def test_a_yes_that_nobody_needed_is_a_warning():
    [line] = prescribed("low-back-relief", accept_plan=YES).warnings
    assert line.startswith("accept_plan: changes nothing")


@pytest.mark.parametrize("missing", ["by", "reason"])
def test_a_yes_has_a_name_and_a_reason(write, missing):
    whole = {key: value for key, value in YES.items() if key != missing}
    path = write("patient.yaml", f"accept_plan: {whole}\n")
    with pytest.raises(InputError, match=rf"accept_plan\.{missing}: is missing"):
        Patient.load(path)


def test_unknown_conditions_are_named(write):
    path = write("x.yaml", "title: T\nexercises: [bridge]\nnot_for_conditions: [pregnant]\n")
    with pytest.raises(InputError, match=r'3:22: not_for_conditions\.0: .*did you mean "pregnancy"'):
        LIBRARY.check(load_plan(path))


def test_a_condition_that_only_the_plan_names_is_said_once_with_what_to_do():
    plan = load_plan("bones-and-balance")
    named = Patient(name="Tom Brooks", conditions=("hip-replacement", "balance"))
    said = [line for line in prescribe(plan, named, Clinic(), LIBRARY).warnings if "speaks of" in line]
    assert len(said) == 1
    assert said[0].endswith(
        'conditions: the plan is for who has "osteoporosis", and speaks of it; the patient\'s file does not name it; '
        "if the patient has it, name it there; "
        "if not, choose another plan, or write one of your own that extends this one, with conditions: [balance] "
        "and with a title, for and aims that speak of this patient"
    )
    for patient in (Patient(), Patient(name="Tom Brooks", conditions=("osteoporosis", "balance"))):
        assert "speaks of" not in str(prescribe(plan, patient, Clinic(), LIBRARY).warnings)


# -- contradictions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("plan", "condition"), sorted(CONTRADICTED))
def test_a_condition_against_the_plan_is_an_error_that_is_safe_to_follow(plan, condition):
    says = refused(plan, "osteoporosis", condition, accept_plan=YES)
    assert says.startswith(f'conditions.1: "{condition}" contradicts the plan, which is for "')
    assert says.endswith(f'only if "{condition}" is not true of this patient, take it out of the file')
    assert plan not in says.partition("plans to consider: ")[2]


def test_a_plan_after_birth_stays_closed_to_the_pregnant_whatever_extends_it(write):
    path = write("own.yaml", "extends: new-mothers\nconditions: []\n")
    assert '"Your back with a new baby" is not for "pregnancy"' in refused(load_plan(path), "pregnancy")


@pytest.mark.parametrize(
    "pair",
    [
        ("sciatica-flexion-sensitive", "stenosis-extension-sensitive"),
        ("stenosis-extension-sensitive", "sciatica-flexion-sensitive"),
        ("sciatica", "stenosis-extension-sensitive"),
        ("sciatica-flexion-sensitive", "sciatica"),
        ("after-birth", "pregnancy"),
    ],
)
def test_conditions_against_each_other_are_an_error_on_every_plan(pair):
    one, other = (name for name in LIBRARY.conditions if name in pair)
    says = refused("keep-well", *pair)
    assert says.startswith(f'conditions.{pair.index(one)}: "{one}" and "{other}" contradict each other: ')
    assert {fit.verdict for fit in fits(pair, LIBRARY)} == {"not for"}


# -- what is left ----------------------------------------------------------------------------------------------------


def test_one_exercise_left_in_a_phase_is_a_warning():
    phases = [
        {"title": "A", "weeks": 1, "exercises": ["walking", "bridge"]},
        {"title": "B", "weeks": 1, "exercises": ["sit-to-stand", "walking"]},
    ]
    made = prescribed(Plan.model_validate({"title": "T", "phases": phases}), "post-surgery")
    assert [line for line in made.warnings if "leave one exercise" in line] == [
        'conditions: the conditions leave one exercise in "A": "walking"; see whether another plan suits'
    ]


def test_one_exercise_left_of_a_whole_plan_is_an_error_unless_it_is_accepted():
    plan = plan_of("walking", "bridge", "bird-dog")
    assert refused(plan, "post-surgery").startswith(
        'conditions: the conditions leave one exercise of the whole plan, "walking"; '
    )
    made = prescribed(plan, "post-surgery", accept_plan=YES)
    assert len(made.items) == 1
    assert not any(line.startswith("accept_plan") for line in made.warnings)


def test_a_plan_that_was_written_with_one_exercise_is_as_it_was_written():
    assert prescribed(plan_of("walking")).warnings == ()


# -- which plan ------------------------------------------------------------------------------------------------------


def test_plans_are_ranked_for_a_patient():
    found = {fit.plan.key: fit for fit in fits(("osteoporosis", "balance"), LIBRARY)}
    assert next(iter(found)) == "bones-and-balance"
    assert found["bones-and-balance"].verdict == "suits"
    assert found["keep-well"].verdict == "suits with changes"
    assert found["pregnancy"].verdict == "for others"
    assert [key for key, fit in found.items() if fit.verdict == "not for"] == [
        "lifting-work",
        "sciatica-worse-standing",
    ]


def test_a_plan_that_contradicts_is_not_for_the_patient():
    found = {fit.plan.key: fit for fit in fits(("sciatica",), LIBRARY)}
    assert found["sciatica-worse-bending"].verdict == "not for"
    assert found["sciatica-worse-bending"].why.startswith("sciatica contradicts sciatica-flexion-sensitive: ")


def test_a_plan_to_which_a_surgeon_has_to_agree_does_not_suit():
    found = fits(("hip-replacement", "balance"), LIBRARY)
    verdicts = {fit.plan.key: (fit.verdict, "surgeon needs to say" in fit.why) for fit in found}
    assert verdicts["walk-more"] == ("ask first", True)
    assert all(not fit.verdict.startswith("suits") for fit in found if "post-surgery" in EXCLUDED[fit.plan.key])
    said = refused("sciatica-worse-bending", "spondylolisthesis", "hip-replacement")
    assert "plans to consider: keep-well" in said  # no plan suits without a yes


def test_what_is_counted_is_what_a_booklet_says():
    fit = next(fit for fit in fits(("osteoporosis",), LIBRARY) if fit.plan.key == "low-back-relief")
    decisions = prescribed("low-back-relief", "osteoporosis").decisions
    assert fit.left_out == len({d.exercise for d in decisions if d.gone or d.kind == "asked"})
    assert fit.changed == len({d.exercise for d in decisions if d.kind == "changed"})


def test_two_conditions_that_together_need_a_yes(write):
    path = write("patient.yaml", "name: Ana\nconditions: [pregnancy, hypertension]\n")
    with pytest.raises(InputError) as caught:
        prescribe(load_plan("keep-well"), load_patient(path), Clinic(), load_library())
    [problem] = caught.value.problems
    assert str(problem).startswith(
        f'{path}:2:25: conditions.1: "pregnancy" and "hypertension" together need a clinician'
    )
    path.write_text(path.read_text() + "accept_plan: {by: Dr Lee, reason: Her midwife agrees.}\n")
    made = prescribe(load_plan("keep-well"), load_patient(path), Clinic(), load_library())
    assert not [line for line in made.warnings if "accept_plan" in line]


def test_a_new_hip_is_warned_of_where_the_plan_is_not_for_recent_surgery(write):
    path = write("patient.yaml", "conditions: [hip-replacement]\n")
    for key in ("low-back-relief", "walk-more", "sciatica-worse-bending"):
        said = "".join(prescribed(key, "hip-replacement").warnings)
        assert ("its surgeon needs to say" in said) == ("post-surgery" in EXCLUDED[key]), key
        assert "its surgeon needs to say" not in "".join(prescribed(key).warnings)
    made = prescribe(load_plan("bones-and-balance"), load_patient(path), Clinic(), LIBRARY)
    assert any(line.startswith(f"{path}:1:14: conditions.0: the plan is not for recent") for line in made.warnings)


def test_the_plan_for_the_other_kind_of_leg_pain_is_named():
    """The two are mixed up easily; what the wrong plan brings is no reason against the right one."""
    says = refused("sciatica-worse-standing", "sciatica-flexion-sensitive")
    assert "plans to consider: sciatica-worse-bending" in says


def test_the_question_to_the_surgeon_comes_first_and_is_answered_by_a_named_yes():
    first, *_ = prescribed("bones-and-balance", "balance", "hip-replacement").warnings
    assert first.startswith('conditions.1: the plan is not for recent surgery ("Not for: ')
    assert "its surgeon needs to say that it is time for this; ask first; with that yes, " in first
    said = prescribed("bones-and-balance", "osteoporosis", "balance", "hip-replacement", accept_plan=YES).warnings
    assert not [line for line in said if "surgeon needs to say" in line or line.startswith("accept_plan")]
