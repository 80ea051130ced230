import pytest

from planner import load_library
from planner.content.condition import Conditions
from planner.content.exercise import Dose, DoseChange, Exercise
from planner.content.library import Library
from planner.content.spec import table
from planner.content.yaml import read
from planner.problems import InputError

EXERCISE = """\
title: One knee to chest
summary: Stretches your low back.
aim: stretch
position: supine
side: each
dose: {sets: 1, reps: 3, hold: 20 s, rest: 10 s, per_day: 1, days_per_week: 7}
levels:
  - {hold: 5 s}
  - {}
steps:
  - {say: Lie on your back., pose: {base: supine}}
  - {say: Lift one knee.}
felt: Low back.
mistakes: [Pull on the shin]
cautions: [Stop if it hurts.]
precautions:
  - {condition: osteoporosis, action: modify, why: It rounds the low back., change: Hip only., dose: {reps: 2}}
sources: [mayo]
"""
MODIFY = EXERCISE.splitlines()[-2]


def test_an_exercise_is_read_with_seconds_as_numbers(write):
    exercise = Exercise.load(write("one-knee.yaml", EXERCISE))
    assert exercise.key == "one-knee"
    assert (exercise.dose.hold, exercise.levels[0].hold, exercise.levels[1].hold) == (20, 5, None)
    assert exercise.precautions[0].dose == DoseChange(reps=2)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("aim: stretch", "aim: strech", '3:6: aim: "strech": write mobility, stretch, stabilise, strengthen, balance, '
         'relax or nerve; did you mean "stretch"?'),
        ("position: supine", "positon: supine", '4:1: positon: unknown key "positon"; did you mean "position"?'),
        ("hold: 20 s", "hold: 20", '6:32: dose.hold: "20": write 20 s or 20 min'),
        ("days_per_week: 7", "days_per_week: 8", '6:77: dose.days_per_week: "8": write at most 7'),
        ("reps: 3", "reps: 0", '6:23: dose.reps: "0": write at least 1'),
        ("{say: Lift one knee.}", "{say: Lift one knee., arrow: knee_r}", "12:5: steps.1: arrow belongs to a step"),
        ("cautions: [Stop if it hurts.]", "cautions: []", "15:11: cautions: "),
        (", change: Hip only.", "", "17:5: precautions.0: modify needs a change"),
        ("action: modify", "action: avoid", "17:5: precautions.0: change, dose and steps belong to modify"),
        ("action: modify", "action: aks", '17:39: precautions.0.action: "aks": write avoid, modify or ask'),
        ("{say: Lift one knee.}", "{say: Lift., picture: a.jpg}", "12:5: steps.1: picture needs alt: "),
        ("{say: Lift one knee.}", "{say: Lift., picture: a.jpg, alt: ''}", '12:39: steps.1.alt: "": is empty'),
        ("{say: Lift one knee.}", "{say: Lift., alt: A knee.}", "12:5: steps.1: alt belongs to a step with a picture"),
        ("{say: Lift one knee.}", "{say: L, picture: a, alt: b, ghost: true}", "12:5: steps.1: ghost belongs to "),
        ("dose: {reps: 2}", "pictures: own", "17:5: precautions.0: pictures: own, and steps with"),
        ("[Pull on the shin]", "[Do not pull.]",
         '14:12: mistakes.0: "Do not pull." is printed behind "Do not"; write a verb, without a full stop: pull'),
        ("hold: 5 s", "hold: 121 min", '8:12: levels.0.hold: "121 min": is longer than 120 min; write a shorter time'),
        ("sources: [mayo]", "sources: [mayo]\nreviewed_by: {name: Lee, on: yesterday}",
         '19:30: reviewed_by.on: "yesterday": write a date as year-month-day'),
        ("sources: [mayo]", "sources: [mayo]\nreviewed_by: {name: Lee, on: 2026-11-20, review_again: 01.12.2020}",
         '19:56: reviewed_by.review_again: "01.12.2020": write a date as year-month-day'),
        ("sources: [mayo]", "sources: [mayo]\nreviewed_by: {name: Lee}", "19:14: reviewed_by.on: is missing"),
        ("hold: 20 s", "time: 2 min", "6:32: dose.time: beside it reps is not printed; take one"),
        ("hold: 5 s", "time: 5 min", "8:12: levels.0.time: the dose is counted in repeats; take time out here"),
        ("dose: {reps: 2}", "dose: {time: 5 s}", "17:109: precautions.0.dose.time: the dose is counted in repeats"),
        (MODIFY, f"{MODIFY}\n{MODIFY}", "1:1: two precautions for osteoporosis; write one"),
    ],
)  # fmt: skip
def test_a_wrong_exercise_has_the_place_of_what_is_wrong(write, old, new, line):
    assert old in EXERCISE
    path = write("x.yaml", EXERCISE.replace(old, new))
    with pytest.raises(InputError) as caught:
        Exercise.load(path)
    assert str(caught.value.problems[-1 if "positon" in new else 0]).startswith(f"{path}:{line}")


def test_an_exercise_that_names_what_is_not_there_stops_a_booklet_at_its_place(write):
    path = write("exercises/own.yaml", EXERCISE.replace("[mayo]", "[nope]"))
    with pytest.raises(InputError) as caught:
        load_library(path.parents[1]).exercise("own")
    assert (
        str(caught.value) == f'{path}:18:11: sources.0: there is no source "nope"; library.ids("sources") has them all'
    )


def test_ids_that_are_not_in_the_library_are_reported_at_once(write, library):
    text = EXERCISE.replace("[mayo]", "[mayo, nhs-lpb]").replace("osteoporosis,", "osteoporosi,")
    path = write("x.yaml", f"easier: pelvic-tlit\n{text}harder: bridg\n")
    with pytest.raises(InputError) as caught:
        library.check(Exercise.load(path))
    assert sorted(map(str, caught.value.problems)) == sorted(
        [
            f'{path}:1:9: easier: there is no exercise "pelvic-tlit"; did you mean "pelvic-tilt"?',
            f'{path}:18:17: precautions.0.condition: there is no condition "osteoporosi"; did you mean "osteoporosis"?',
            f'{path}:19:17: sources.1: there is no source "nhs-lpb"; did you mean "nhs-lbp"?',
            f'{path}:20:9: harder: there is no exercise "bridg"; did you mean "bridge"?',
        ]
    )


def test_the_last_change_of_a_dose_wins_and_what_it_leaves_out_stays():
    dose = Dose(reps=5, hold=10).changed(DoseChange(reps=3, rest=5), None, DoseChange(reps=4))
    assert dose == Dose(reps=4, hold=10, rest=5)


def test_a_change_to_nought_is_a_change():
    assert Dose(hold=10).changed(DoseChange(hold=0)).hold == 0


def test_a_condition_that_rules_out_exercises_says_why(write):
    path = write("conditions.yaml", "knee:\n  title: Knee\n  says: It hurts.\n  avoid_positions: [prone]\n")
    with pytest.raises(InputError, match=r":2:3: knee: needs a why"):
        table(*read(path), Conditions)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("position: supine", "position: standing", 'position: "standing": a picture shows supine; write that'),
        ("base: supine", "base: lying-left", 'position: "supine": the pictures show side-lying; write that'),
        ("{say: Lift one knee.}", "{say: Roll over., pose: {base: prone}}", ""),
        ("change: Hip only.", "change: C, position: sitting, pictures: own, steps: [{say: S, pose: {base: prone}}]",
         'precautions.0.position: "sitting": a picture shows prone'),
        ("change: Hip only.", "change: C, pictures: own, steps: [{say: S, pose: {base: standing}}]", ""),
        ("change: Hip only.", "change: C, position: sitting, pictures: own, props: [bed, {pillow: {under: back}}], "
         "steps: [{say: S, pose: {base: supine}}]", ""),
    ],
)  # fmt: skip
def test_the_position_is_that_of_the_pictures(write, old, new, wrong):
    exercise = Exercise.load(write("one-knee.yaml", EXERCISE.replace(old, new)))
    said = [str(problem) for problem in exercise.faults()]
    assert len(said) == bool(wrong)
    assert all(wrong in one for one in said)


def test_standing_up_is_no_way_round_a_position(write):
    upright = EXERCISE.replace("position: supine", "position: standing").replace("base: supine", "base: standing")
    path = write(
        "library/exercises/one-knee.yaml", upright.replace("{say: Lift one knee.}", "{say: L, pose: {base: prone}}")
    )
    with pytest.raises(InputError, match='"standing": a picture shows prone'):
        Library(path.parent.parent).exercise("one-knee")


def test_nobody_who_is_unsteady_is_sent_to_a_narrower_stand():
    """Both feet, steps to the side, one foot before the other: the order of the Otago programme."""
    library = load_library()
    up = {key: (library.exercise(key).easier, library.exercise(key).harder) for key in ("side-step", "tandem-stand")}
    assert up == {"side-step": ("heel-raise", "tandem-stand"), "tandem-stand": ("side-step", None)}
    assert library.exercise("walking").easier is None  # a shorter walk is: nothing else is a lighter walk
