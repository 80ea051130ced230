"""Warnings and errors about numbers, days and dates; what is named in vain; each with its place."""

import re
from datetime import date

import pytest

from planner import load_library, load_patient, load_plan
from planner.content.clinic import Clinic
from planner.content.exercise import Dose, Precaution
from planner.content.patient import Clearance, Keep, Patient
from planner.content.plan import Plan
from planner.problems import InputError
from planner.programme.amounts import MOST_TIMES
from planner.programme.dose import seconds
from planner.programme.prescribe import prescribe
from planner.programme.warnings import unpictured
from tests.programme.programmes import refusal

LIBRARY = load_library()
TODAY = date(2026, 11, 22)
HEAD = {"title": "t", "summary": "s", "version": "1", "for": "f", "not_for": "n"}
SEVEN = ["walking", "bridge", "bird-dog", "cat-camel", "pelvic-tilt", "knee-rolls", "heel-slide"]


def plan_of(*phases: list, days="daily", **more) -> Plan:
    parts = [{"title": f"Part {n}", "weeks": "1", "aim": "a", "exercises": keys} for n, keys in enumerate(phases)]
    return Plan.model_validate({**HEAD, "weeks": str(len(phases)), "days": days, "phases": parts, **more})


def warnings(*phases: list, days="daily", clinic: dict | None = None, today=TODAY, **patient) -> list[str]:
    giver = Clinic.model_validate(clinic or {})
    who = Patient.model_validate(patient)
    programme = prescribe(plan_of(*phases or (["walking"],), days=days), who, giver, LIBRARY, today)
    return list(programme.warnings)


# -- sessions and days -----------------------------------------------------------------------------------------------


def test_more_than_six_in_one_session():
    assert warnings(SEVEN[:6]) == []
    [line] = warnings(["walking"], SEVEN)
    assert line.startswith("phases.1.exercises: 7 exercises in one session; with more than 6 ")


def test_seven_on_different_days_are_no_warning():
    apart = [{"exercise": key, "days": ["tue", "thu", "sat"]} for key in SEVEN[:3]]
    assert warnings([*apart, *SEVEN[3:]], days=["mon", "wed", "fri"]) == []


def test_a_phase_whose_exercises_have_few_days():
    line, fall = warnings(["walking"], [{"exercise": "walking", "days": ["mon", "fri"]}])
    assert line.startswith("phases.1: exercises on 2 days a week; ")
    assert fall == 'phases.1.exercises.0: "walking" falls in week 2: days a week 5 to 2'


def test_a_first_week_that_begins_in_its_middle_has_as_many_days_and_exercises_as_the_next():
    days = ["mon", "wed", "fri"]
    assert warnings(["walking"], ["walking"], days=days, start="2026-12-03") == []
    [line] = warnings(SEVEN, ["walking"], days=days, start="2026-12-05")
    assert line.startswith("phases.0.exercises: 7 exercises in one session; ")


def test_few_days_are_said_once():
    [line] = warnings(["walking"], days=["mon"])
    assert line.startswith("days: 1 day a week; ")


# -- doses -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "field", "says"),
    [
        ({"exercise": "bridge", "hold": "6 s"}, "", ""),
        ({"exercise": "bridge", "hold": "7 s"}, "hold", "is held for 7 s"),
        ({"exercise": "bridge", "reps": "12"}, "", ""),
        ({"exercise": "bridge", "reps": "13"}, "reps", "is done 13 times in a session"),
        ({"exercise": "bridge", "reps": "7", "sets": "2"}, "reps", "is done 14 times"),
        ({"exercise": "bridge", "sets": "3"}, "sets", "is done 15 times"),
        ({"exercise": "walking", "time": "30 min"}, "", ""),
        ({"exercise": "walking", "time": "31 min"}, "time", "takes 31 min"),
        ({"exercise": "walking", "time": "10 min", "per_day": "3"}, "", ""),
        ({"exercise": "walking", "time": "10 min", "per_day": "4"}, "per_day", "takes 40 min a day"),
        ({"exercise": "bridge", "per_day": "12"}, "per_day", "is done 60 times a day"),
    ],
)
def test_a_dose_over_what_the_source_gives(entry, field, says):
    found = warnings([{"level": "1", **entry}])  # the words of the rung are kept
    assert [line.partition(": ")[0] for line in found] == ([f"phases.0.exercises.0.{field}"] if field else [])
    assert all(f'"{entry["exercise"]}" {says}' in line or not says for line in found)
    assert all("the most that its sources give is" in line for line in found)


@pytest.mark.parametrize(
    ("entry", "field", "says"),
    [
        ({"exercise": "bridge", "level": "9"}, "level", 'rung 9: "bridge" has 3 rungs; the last one is printed'),
        ({"exercise": "bridge", "levels": ["5"]}, "levels", 'rung 5: "bridge" has 3 rungs; the last one is printed'),
        (
            {"exercise": "walking", "reps": "8"},
            "reps",
            'is not printed: "walking" is done for a time; say it in a note',
        ),
        (
            {"exercise": "walking", "sets": "2"},
            "sets",
            'is not printed: "walking" is done for a time; say it in a note',
        ),
    ],
)
def test_what_is_written_and_not_printed_is_named(entry, field, says):
    assert warnings([entry]) == [f"phases.0.exercises.0.{field}: {says}"]


@pytest.mark.parametrize(
    ("field", "text", "advice"),
    [
        ("summary", "{week} of moves.", "write {weeks} for the plan's weeks, or take the braces out"),
        ("not_for", "{weeks} of pain, {name}.", "write {weeks} for the plan's weeks, or take the braces out"),
        ("note", "Go on for {weeks}.", "take the braces out"),
    ],
)
def test_braces_that_nothing_fills_in_are_named(field, text, advice):
    entry = {"exercise": "walking", "note": text} if field == "note" else "walking"
    plan = plan_of([entry], **({} if field == "note" else {field: text}))
    [says] = prescribe(plan, Patient(), Clinic(), LIBRARY).warnings
    place = "phases.0.exercises.0.note" if field == "note" else field
    found = {"summary": "{week}", "not_for": "{name}", "note": "{weeks}"}[field]
    assert says == f'{place}: "{found}" is printed as it stands: nothing fills it in; {advice}'


def test_braces_in_a_patients_own_note_are_named():
    [says] = warnings(note="Call {name} on Monday.")
    assert says == 'note: "{name}" is printed as it stands: nothing fills it in; take the braces out'


@pytest.mark.parametrize(
    ("entry", "advice"),
    [
        ({"time": "7200 s"}, "take time out, and write reps or hold; a time can be said in a note"),
        ({"time": "2 min", "reps": "6"}, "take time out; reps stays; a time can be said in a note"),
        (
            {"time": "2 min", "reps": "6", "hold": "5 s"},
            "take time out; reps and hold stay; a time can be said in a note",
        ),
    ],
)
def test_a_time_of_what_is_counted_is_refused_with_what_to_take_out(entry, advice):
    with pytest.raises(InputError) as caught:
        warnings([{"exercise": "bridge", **entry}])
    [problem] = caught.value.problems
    assert problem.loc == ("phases", 0, "exercises", 0, "time")
    assert problem.text == '"bridge" is counted in repeats, none of which is printed beside a time'
    assert problem.advice == advice


def test_more_supervised_sessions_than_sessions_are_named():
    plan = plan_of(["bridge"], supervised_sessions="9")
    for trainer, said in (
        ("Sam", ("supervised_sessions: 9 sessions; the plan has 3, without two days in a row",)),
        (None, ()),
    ):
        assert prescribe(plan, Patient(trainer=trainer), Clinic(), LIBRARY).warnings == said


def test_more_times_a_day_than_any_exercise_of_the_library():
    assert warnings([{"exercise": "bridge", "reps": "1", "per_day": "8"}]) == []
    [line] = warnings([{"exercise": "bridge", "reps": "1", "per_day": "12"}])
    assert line.startswith(
        'phases.0.exercises.0.per_day: "bridge" is done 12 times a day; no exercise of the library is done more than 8'
    )
    most = max(dose.per_day for dose in all_doses())
    assert most == MOST_TIMES


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (
            {"hold": "1801 s"},
            'hold: "bridge" is held for 1801 s, and nobody can mean more than 30 min; '
            "write less: the most that its sources give is 6 s",
        ),
        (
            {"reps": "200", "sets": "6"},
            'reps: "bridge" is done 1,200 times in a session, and nobody can mean more than 1,000; '
            "write less: the most that its sources give is 12",
        ),
        (
            {"per_day": "25"},
            'per_day: "bridge" is done 25 times a day, and nobody can mean more than 24; '
            "write less: the most that its sources give is 1",
        ),
    ],
)
def test_a_dose_that_nobody_means_is_an_error(entry, says):
    assert refusal(plan_of([{"exercise": "bridge", **entry}])) == [f"phases.0.exercises.0.{says}"]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (
            {"exercise": "prone-on-elbows", "hold": "10 min", "reps": "1"},
            'hold: "prone-on-elbows" is held for 10 min; the most that its sources give is 30 s',
        ),
        (
            {"exercise": "bridge", "reps": "200", "sets": "2"},
            'reps: "bridge" is done 400 times in a session; the most that its sources give is 12',
        ),
        (
            {"exercise": "heel-slide", "hold": "1 min"},
            'hold: "heel-slide" is held for 1 min; its sources give none',
        ),
        (
            {"exercise": "walking", "time": "100 min"},
            'time: "walking" takes 100 min; the most that its sources give is 30 min',
        ),
    ],
)
def test_a_large_dose_is_a_warning(entry, says):
    assert warnings([entry])[0] == f"phases.0.exercises.0.{says}"


def test_an_amount_is_said_once_in_the_name_of_the_field_that_somebody_typed(write):
    both = [["prone-on-elbows", "bridge"], ["prone-on-elbows", "bridge"]]
    says = '"prone-on-elbows" is held for 6 min; the most that its sources give is 30 s'
    for path in (None, write("patient.yaml", "exercises:\n  prone-on-elbows: {hold: 6 min}\n")):
        change = {"exercises": {"prone-on-elbows": {"hold": "6 min"}}}
        patient = load_patient(path) if path else Patient.model_validate(change)
        [line] = prescribe(plan_of(*both), patient, Clinic(), LIBRARY).warnings
        place = f"{path}:2:27: " if path else ""
        assert line == f"{place}exercises.prone-on-elbows.hold: {says}"
    [line] = refusal(plan_of(*both), exercises={"prone-on-elbows": {"hold": "31 min"}})
    assert line.startswith('exercises.prone-on-elbows.hold: "prone-on-elbows" is held for 31 min, and nobody')


def test_an_amount_that_a_plan_changes_in_all_phases_is_said_once(write):
    path = write("x.yaml", "extends: low-back-relief\nexercises: {walking: {time: 45 min}}\n")
    found = prescribe(load_plan(path), Patient(), Clinic(), LIBRARY).warnings
    assert [line for line in found if "45 min" in line] == [
        f'{path}:2:29: exercises.walking.time: "walking" takes 45 min; the most that its sources give is 30 min'
    ]
    typed = load_plan("low-back-relief", ["exercises.walking.time=45 min"])
    found = prescribe(typed, Patient(), Clinic(), LIBRARY).warnings
    assert [line.partition(":")[0] for line in found if "45 min" in line] == ["--set exercises.walking.time"]


def test_what_is_refused_of_a_change_is_said_once_in_the_name_of_the_field_that_was_typed(write):
    own = "out for the library's own dose"
    long = f'exercises.walking.time: "200 min": is longer than 120 min; leave time {own}'
    path = write("x.yaml", "extends: low-back-relief\nexercises: {walking: {time: 200 min}, bridge: {reps: 400}}\n")
    with pytest.raises(InputError) as refused:
        load_plan(path)
    assert str(refused.value).splitlines() == [
        f"{path}:2:29: {long}",
        f'{path}:2:54: exercises.bridge.reps: "400": is more than 200; leave reps {own}',
    ]
    with pytest.raises(InputError) as refused:
        load_plan("low-back-relief", ["exercises.walking.time=200 min"])
    assert str(refused.value) == f"overrides.{long}"
    with pytest.raises(InputError) as refused:
        prescribe(load_plan("low-back-relief", ["exercises.bridg.reps=4"]), Patient(), Clinic(), LIBRARY)
    assert str(refused.value) == '--set exercises.bridg: there is no exercise "bridg"; did you mean "bridge"?'


def test_a_change_that_was_typed_for_an_exercise_of_one_phase_has_its_name(write):
    [line] = prescribe(
        load_plan("low-back-relief", ["exercises.bridge.reps=40"]), Patient(), Clinic(), LIBRARY
    ).warnings
    assert line.startswith('--set exercises.bridge.reps: "bridge" is done 40 times')
    one = write("one.yaml", "title: One\nexercises: [bridge, clam, walking]\n")
    found = prescribe(load_plan(one, ["exercises.bridge.reps=40"]), Patient(), Clinic(), LIBRARY).warnings
    assert "--set exercises.bridge.reps" in [line.partition(": ")[0] for line in found]


def test_sets_of_what_is_done_for_a_time_do_not_count():
    walk = {"exercise": "walking", "level": "1", "sets": "2"}
    [week] = prescribe(plan_of([{**walk, "time": "30 min"}]), Patient(), Clinic(), LIBRARY).weeks
    [row] = week.rows
    assert seconds(row.prescription.dose, row.item.exercise) == 30 * 60
    unprinted, over = warnings([{**walk, "time": "100 min"}])  # once three hours and more, and an error
    assert unprinted == 'phases.0.exercises.0.sets: is not printed: "walking" is done for a time; say it in a note'
    assert over.startswith('phases.0.exercises.0.time: "walking" takes 100 min; ')


def test_a_session_that_nobody_gets_to_the_end_of_is_an_error():
    long = [{"exercise": "walking", "time": "120 min", "level": "1"}]
    assert len(warnings(long)) == 1
    [line] = refusal(plan_of([*long, {"exercise": "bridge", "sets": "10", "hold": "40 s", "rest": "100 s"}]))
    assert line == (
        'phases.0.exercises.0.time: a session of week 1 takes 4 hours, of which "walking" takes 2 hours; '
        "write a smaller dose: a session takes at most 3 hours"
    )


def all_doses() -> list[Dose]:
    exercises = [LIBRARY.exercise(key) for key in LIBRARY.ids("exercises")]
    return [each.dose.changed(level) for each in exercises for level in (None, *each.levels)]


def test_two_phases_of_one_title():
    phases = [{"title": title, "weeks": "1", "exercises": ["walking"]} for title in ("Build", "Go on", "build")]
    programme = prescribe(Plan.model_validate({**HEAD, "phases": phases}), Patient(), Clinic(), LIBRARY)
    [line] = programme.warnings
    assert line.startswith('phases.2.title: "build": two phases have this title; give it another one')


def test_no_exercise_of_the_library_is_over_its_own_ladder():
    for key in LIBRARY.ids("exercises"):
        assert warnings([key], [key], [key]) == []


def test_what_is_left_out_is_not_measured():
    [line] = warnings([{"exercise": "curl-up", "reps": "99"}], conditions=["osteoporosis"])
    assert line.startswith("conditions.0: ")


# -- pictures --------------------------------------------------------------------------------------------------------


def test_a_change_of_which_nobody_says_whether_the_pictures_fit():
    bridge = LIBRARY.exercise("bridge")
    for precaution in bridge.precautions:
        assert not precaution.unpictured, precaution.condition
    bare = Precaution(condition="balance", action="modify", why="You may fall.", change="Do it standing.")
    exercise = bridge.model_copy(update={"precautions": (*bridge.precautions, bare)})
    [(condition, note)] = unpictured(exercise)
    assert (condition, note.loc) == ("balance", ("precautions", len(bridge.precautions)))
    assert '"Do it standing." is printed above the same steps and pictures' in note.says


def test_every_change_of_the_library_says_whether_its_pictures_fit():
    assert [e.key for e in LIBRARY.exercises() if list(unpictured(e))] == []


# -- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("patient", "field"),
    [
        ({"born": "1971-04-03", "start": "2026-12-01"}, None),
        ({"born": "2026-11-22"}, "born"),
        ({"born": "2026-11-23"}, "born"),
        ({"born": "2008-12-01", "start": "2026-12-01"}, None),
        ({"born": "2008-12-02", "start": "2026-12-01"}, "born"),
        ({"born": "2008-11-22"}, None),
        ({"born": "2008-11-23"}, "born"),
        ({"born": "1915-12-02", "start": "2026-12-01"}, None),
        ({"born": "1915-12-01", "start": "2026-12-01"}, "born"),
        ({"born": "1948", "start": "2026-12-01"}, None),
        ({"born": "2007", "start": "2026-12-01"}, None),
        ({"born": "2008", "start": "2026-12-01"}, "born"),
        ({"born": "1916", "start": "2026-12-01"}, None),
        ({"born": "1915", "start": "2026-12-01"}, "born"),
        ({"born": "2026"}, "born"),
        ({"born": "2027"}, "born"),
        ({"start": "2026-11-22"}, None),
        ({"start": "2026-11-21"}, "start"),
    ],
)
def test_birth_and_start(patient, field):
    assert [line.partition(": ")[0] for line in warnings(**patient)] == ([field] if field else [])


def test_a_year_in_which_hardly_anybody_was_born_is_asked_about():
    assert warnings(born="1871-04-03", start="2026-12-01") == ["born: 155 years old; is the year right?"]


@pytest.mark.parametrize("condition", ["pregnancy", "after-birth", "pelvic-girdle-pain"])
@pytest.mark.parametrize(
    ("born", "years"),
    [
        ("1943-04-03", "83"),
        ("1971-12-01", "55"),
        ("1971-12-02", None),
        ("1971", None),
        ("2014-12-01", None),
        ("2014-12-02", "11"),
        ("2015", "10 or 11"),
    ],
)
def test_a_pregnancy_at_an_age_at_which_hardly_anybody_is_pregnant(condition, born, years):
    lines = warnings(born=born, start="2026-12-01", conditions=[condition])
    found = [line for line in lines if line.startswith("born: ") and "adults" not in line]
    assert [line.partition(";")[0] for line in found] == (
        [f'born: {years} years old, and "{condition}": hardly both are true'] if years else []
    )


@pytest.mark.parametrize(
    ("at", "reads"),
    [
        ("22:00", "10 in the evening"),
        ("21:30", "9:30 in the evening"),
        ("03:00", "3 at night"),
        ("00:00", "12 at night"),
        ("06:00", None),
        ("20:30", None),
    ],
)
def test_an_appointment_at_an_hour_at_which_nobody_is_there(at, reads):
    found = warnings(start="2026-12-01", appointments=[f"2026-12-01 {at}"])
    assert [line.startswith(f'appointments.0: "2026-12-01 {at}": is at an hour at which') for line in found] == (
        [True] if reads else []
    )
    assert all(line.endswith(f"({reads})") for line in found)


def test_a_birth_after_the_start_is_an_error_with_its_place(write):
    path = write("patient.yaml", "name: Ana\nborn: 2026-12-02\nstart: 2026-12-01\n")
    with pytest.raises(InputError) as caught:
        prescribe(plan_of(["walking"]), load_patient(path), Clinic(), LIBRARY)
    assert str(caught.value) == f'{path}:2:7: born: "2026-12-02": is after the start (2026-12-01)'


def test_without_today_nothing_is_said_of_it():
    assert warnings(born="2027-01-01", today=None) == []
    assert warnings(start="1990-01-01", today=None) == []


def test_a_review_that_is_over():
    review = {"name": "Maria Lee", "on": "2025-11-20", "review_again": "2026-11-21"}
    [line] = warnings(clinic={"reviewed_by": review})
    assert line == "reviewed_by.review_again: the plans were to be reviewed again by 2026-11-21"
    plan = plan_of(["walking"], reviewed_by=review)
    [line] = prescribe(plan, Patient(), Clinic(), LIBRARY, TODAY).warnings
    assert line == "reviewed_by.review_again: the plan was to be reviewed again by 2026-11-21"
    later = Clinic.model_validate({"reviewed_by": review | {"review_again": "2027-01-01"}})
    assert prescribe(plan, Patient(), later, LIBRARY, TODAY).warnings == ()
    [line] = warnings(clinic={"reviewed_by": review | {"on": "2026-12-24", "review_again": "2027-12-24"}})
    assert line == 'reviewed_by.on: "2026-12-24": is in the future; write the day on which it was reviewed'


# -- conditions ------------------------------------------------------------------------------------------------------

YES = {"by": "Dr Lee"}
KEPT = {**YES, "reason": "r"}


@pytest.mark.parametrize(
    ("conditions", "field", "entry", "says"),
    [
        ([], "cleared", {"exercise": "heel-taps", "condition": "balance", **YES}, '"heel-taps" is no exercise of'),
        ([], "cleared", {"exercise": "bridge", "condition": "balance", **YES}, 'the patient does not have "balance"'),
        (
            ["balance"],
            "cleared",
            {"exercise": "bridge", "condition": "balance", **YES},
            '"balance" neither leaves "bridge" out nor',
        ),
        ([], "keep", {"exercise": "heel-taps", **KEPT}, '"heel-taps" is no exercise of'),
        ([], "keep", {"exercise": "bridge", **KEPT}, 'no condition of the patient says to leave out "bridge"'),
    ],
)
def test_what_is_named_in_vain(conditions, field, entry, says):
    patient = {"conditions": conditions, field: [entry]}
    [line] = warnings(["bridge", "heel-slide"], **patient)
    assert line.startswith(f"{field}.0: changes nothing: {says}")


def test_a_yes_to_one_condition_of_two_is_not_enough():
    asked = ["single-knee-to-chest", "walking", "belly-breathing"]
    yes = [{"exercise": "single-knee-to-chest", "condition": "sciatica-acute", **YES}]
    out, vain = warnings(asked, conditions=["hip-replacement", "sciatica-acute"], cleared=yes)
    assert '"single-knee-to-chest" is left out of the plan for "hip-replacement", until it is cleared: ' in out
    assert vain == 'cleared.0: changes nothing: "hip-replacement" still leaves out "single-knee-to-chest"'


@pytest.mark.parametrize(
    ("exercise", "conditions"),
    [
        ("heel-taps", ["sciatica-acute"]),  # asked about
        ("sciatic-slider-lying", ["sciatica", "sciatica-acute"]),  # ruled out by one, asked about by the other
        ("heel-sit-stretch", ["floor-access"]),  # by its position
        ("curl-up", ["osteoporosis", "neck-pain"]),  # to be avoided for both
    ],
)
def test_keep_brings_back_whatever_is_left_out(exercise, conditions):
    plan, kept = plan_of([exercise, "walking"]), {"exercise": exercise, **KEPT}
    programme = prescribe(plan, Patient(conditions=tuple(conditions), keep=(Keep(**kept),)), Clinic(), LIBRARY)
    assert [item.exercise.key for item in programme.items] == [exercise, "walking"]
    [decision] = [d for d in programme.decisions if d.kind == "kept"]
    assert (decision.by, decision.because) == ("Dr Lee", "r")
    assert [r.condition for r in decision.reasons] == conditions
    against = [line.rpartition('": ')[0] + '"' for line in programme.warnings if f'"{exercise}"' in line]
    named = " and ".join(f'"{name}"' for name in conditions)
    assert against == [f'keep.0: "{exercise}" is kept against {named}'] * (
        exercise != "heel-taps"
    )  # a yes to a question


TORN = ["knee-kneeling", "stenosis-extension-sensitive"]
"""Cat and camel on a chair lifts the chest; on hands and knees one kneels."""


def test_keep_says_which_of_two_changes_to_follow():
    entry = {"exercise": "cat-camel", **KEPT}
    _, vain = warnings(["cat-camel", "walking", "heel-slide"], conditions=[*TORN[:1], "osteoporosis"], keep=[entry])
    assert vain.endswith(
        '"cat-camel" cannot both be followed; say which one to follow: form: osteoporosis or knee-kneeling'
    )
    plan = plan_of(["cat-camel", "heel-slide"])
    patient = Patient(conditions=tuple(TORN), keep=(Keep(**entry, form="knee-kneeling"),))
    programme = prescribe(plan, patient, Clinic(), LIBRARY)
    first = programme.items[0]
    assert first.steps[0].say.startswith("Sit on a firm chair.")
    assert [c.condition for c in first.changes] == ["knee-kneeling"]
    [kept] = [d for d in programme.decisions if d.kind == "kept"]
    assert [r.condition for r in kept.reasons] == ["stenosis-extension-sensitive"]


def test_a_form_that_decides_nothing_is_named():
    keep = [{"exercise": "curl-up", **KEPT, "form": "osteoporosis"}]
    _, line = warnings(["curl-up", "walking"], conditions=["osteoporosis"], keep=keep)
    assert line == 'keep.0.form: changes nothing: no two changes of "curl-up" stand in each other\'s way'


def test_a_change_that_is_cleared_need_not_be_followed():
    yes = Clearance(exercise="cat-camel", condition="knee-kneeling", by="Dr Lee")
    patient = Patient(conditions=tuple(TORN), cleared=(yes,))
    programme = prescribe(plan_of(["cat-camel", "heel-slide"]), patient, Clinic(), LIBRARY)
    assert [c.condition for c in programme.items[0].changes] == ["stenosis-extension-sensitive"]
    [cleared] = [d for d in programme.decisions if d.kind == "cleared"]
    assert cleared.reasons[0].condition == "knee-kneeling"


def test_what_is_to_be_avoided_is_cleared_only_with_a_reason():
    yes = {"exercise": "curl-up", "condition": "osteoporosis", **YES}
    plan, conditions = ["curl-up", "walking"], ["osteoporosis", "neck-pain"]
    out, vain = warnings(plan, conditions=conditions[:1], cleared=[yes])
    assert "is left out" in out
    assert vain.endswith('"osteoporosis" says to avoid "curl-up"; if you answer for it, write a reason too')
    assert not warnings(plan, conditions=conditions[:1], cleared=[{**yes, "reason": "strong bones by scan"}])
    out, vain = warnings(plan, conditions=conditions, cleared=[{**yes, "reason": "strong bones by scan"}])
    assert '"curl-up" is left out of the plan for "neck-pain"' in out
    assert '"neck-pain" still leaves out "curl-up"' in vain


def test_a_swap_takes_its_own_dose_at_the_phases_level():
    entry = {"exercise": "curl-up", "reps": "4", "sets": "5", "days": ["mon"], "note": "n", "level": "1"}
    made = prescribe(plan_of([entry], [entry]), Patient(conditions=("osteoporosis",)), Clinic(), LIBRARY)
    [item] = made.items
    own = LIBRARY.exercise("abdominal-brace")
    assert item.exercise is own
    assert [p.dose for p in item.prescriptions] == [own.dose.changed(level) for level in own.levels[:2]]
    assert item.notes == ()
    assert len(item.first.days) == 7


def test_a_swap_keeps_the_place():
    plan = plan_of(["walking", "curl-up", "bridge"])
    made = prescribe(plan, Patient(conditions=("osteoporosis",)), Clinic(), LIBRARY)
    assert [item.exercise.key for item in made.items] == ["walking", "abdominal-brace", "bridge"]


def test_what_stands_there_already_is_not_added():
    plan = plan_of(["curl-up", "abdominal-brace", "bridge"])
    made = prescribe(plan, Patient(conditions=("osteoporosis",)), Clinic(), LIBRARY)
    assert [item.exercise.key for item in made.items] == ["abdominal-brace", "bridge"]
    assert 'nothing is added, as "abdominal-brace" is there already' in made.warnings[0]
    assert [d.kind for d in made.decisions] == ["left out"]


def test_an_empty_phase_names_what_could_be_cleared_and_what_could_be_added(write):
    path = write("patient.yaml", "conditions: [post-surgery, hip-replacement]\n")
    with pytest.raises(InputError) as caught:
        prescribe(plan_of(["hip-hinge"], ["bridge", "wall-slide"]), load_patient(path), Clinic(), LIBRARY)
    first, second = map(str, caught.value.problems)
    assert first.startswith(
        f'{path}:1:13: conditions: the conditions leave nothing of the phase "Part 0"; clear what you can answer for: '
        "hip-hinge (post-surgery, hip-replacement); or add what these conditions allow (belly-breathing"
    )
    assert "bridge (post-surgery, hip-replacement)" in second
    assert first.endswith("or choose another plan (planner list plans --for post-surgery,hip-replacement)")
    added = re.search(r"write (exercises: \{.*\}) into", first)[1]
    path.write_text(f"conditions: [post-surgery, hip-replacement]\n{added}\n")
    with pytest.raises(InputError) as caught:
        prescribe(plan_of(["hip-hinge"], ["bridge", "wall-slide"]), load_patient(path), Clinic(), LIBRARY)
    assert ['"Part 1"' in str(problem) for problem in caught.value.problems] == [True]


def test_a_year_of_birth_alone_is_one_of_two_ages():
    [line] = warnings(born="2008", start="2026-12-01")
    assert line == "born: 17 or 18 years old; the exercises and their doses are for adults"
    with pytest.raises(InputError, match='"2027": is after the start'):
        warnings(born="2027", start="2026-12-01")


def test_a_rung_against_which_a_condition_speaks_is_not_taken_in_silence():
    one = {"exercise": "abdominal-brace", "level": "2"}
    assert warnings(["walking", one]) == []
    found = warnings(["walking", one], conditions=["sciatica-flexion-sensitive"])
    says = (
        '"abdominal-brace" stays on rung 1 of its ladder: "sciatica-flexion-sensitive" speaks against "Try it sitting."'
    )
    assert f"conditions.0: {says}" in found
