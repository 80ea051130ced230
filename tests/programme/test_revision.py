"""A patient's file changes the plan: exercises that differ, leave, or are added."""

import pytest

from planner import load_library, load_patient, load_plan, make_booklet, make_clinician_sheet
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.problems import InputError
from planner.programme.prescribe import prescribe
from planner.programme.programme import Programme
from tests.pdf.structure import spoken

PLAN = load_plan("low-back-relief")
LIBRARY = load_library()
TOLD = "start: 2026-12-07\nexercises:\n  "


def made(write, changes: str, from_week: int = 1, more: str = "", plan: Plan = PLAN) -> Programme:
    patient = load_patient(write("patient.yaml", TOLD + changes + "\n" + more))
    return prescribe(plan, patient, Clinic(), LIBRARY, from_week=from_week)


def exercises(programme: Programme, week: int) -> list[str]:
    return [row.item.exercise.key for row in programme.weeks[week - 1].rows]


def test_what_differs_is_laid_over_the_plan_and_the_rung_stays(write):
    usual = prescribe(PLAN, Patient(), Clinic(), LIBRARY)
    changed = made(write, "walking: {per_day: 2}")
    was, now = (next(i for i in p.items if i.exercise.key == "walking") for p in (usual, changed))
    assert [p.level for p in now.prescriptions] == [p.level for p in was.prescriptions]
    assert [p.dose.time for p in now.prescriptions] == [p.dose.time for p in was.prescriptions]
    assert {p.dose.per_day for p in now.prescriptions} == {2}
    daily = made(write, "bridge: {reps: 8, days: daily}")
    [bridge] = [row for row in daily.weeks[2].rows if row.item.exercise.key == "bridge"]
    assert (bridge.prescription.dose.reps, bridge.times) == (8, (1,) * 7)


def test_an_exercise_is_added_to_its_phase_behind_another_on_its_first_rung(write):
    programme = made(write, "sit-to-stand: {phase: Build, after: bridge}")
    assert "sit-to-stand" not in exercises(programme, 1)
    assert exercises(programme, 3)[3:6] == ["bridge", "sit-to-stand", "bird-dog"]
    [added] = [item for item in programme.items if item.exercise.key == "sit-to-stand"]
    assert added.first.level == 1  # though the phase is for those who are on their second


def test_what_is_added_passes_safety_like_everything_else(write):
    programme = made(write, "prone-press-up: {phase: Build}", more="conditions: [pregnancy]\n")
    assert "prone-press-up" not in exercises(programme, 3)
    [decision] = [d for d in programme.decisions if d.exercise == "prone-press-up"]
    assert decision.reasons[0].condition == "pregnancy"


def test_what_is_left_out_is_never_put_in_for_another_nor_offered_on_a_card(write):
    conditions = "conditions: [balance, osteoporosis]\n"
    swap = next(d for d in made(write, "bridge: {}", more=conditions).decisions if d.kind == "swapped")
    with_it = PLAN.with_exercises(load_patient(write("a.yaml", TOLD + f"{swap.instead}: {{}}\n")).exercises_written())
    programme = made(write, f"{swap.instead}: leave out", more=conditions, plan=with_it)
    assert swap.instead not in {d.instead for d in programme.decisions if d.kind == "swapped"}
    assert swap.instead not in {item.exercise.key for item in programme.items}
    easier = {item.easier.key for item in made(write, "walking: {}").items if item.easier}
    here = min(easier.intersection(entry.exercise for phase in PLAN.phases for entry in phase.exercises))
    offered = {item.easier.key for item in made(write, f"{here}: leave out").items if item.easier}
    assert here not in offered


def test_what_is_left_out_stands_on_the_sheet_and_in_the_booklet(write):
    text = TOLD + "bird-dog: leave out\n  bridge: {reps: 8}\n  sit-to-stand: {phase: Build}\n"
    patient = load_patient(write("patient.yaml", text))
    sheet, booklet = (spoken(make(PLAN, patient).data) for make in (make_clinician_sheet, make_booklet))
    assert "Left out by you: Bird dog." in sheet
    assert "Bridge: 8 \u00d7 6 s, was 5 \u00d7 6 s." in sheet
    assert "Added by you: Sit to stand." in sheet
    assert "Left out by your clinician: Bird dog." in booklet


def test_the_sheet_has_the_notes_and_what_each_change_was_on_one_page(write):
    changes = "bridge: {reps: 8, note: Breathe.}\n  walking: {days: daily, per_day: 2, time: 25 min}\n"
    more = "  knee-rolls: {note: Slowly.}\nnote: Call me on Friday.\n"
    sheet = make_clinician_sheet(PLAN, load_patient(write("patient.yaml", TOLD + changes + more)))
    said = spoken(sheet.data)
    for words in (
        "Changed by you: Knee rolls.",
        "Bridge: 8 \u00d7 6 s, was 5 \u00d7 6 s.",
        "Walking: 1\u20132: 25 min, 2 times a day, daily, was 10 min, once a day,",
        "3\u20136: 25 min, 2 times a day, daily, was 20 min, once a day,",
        "Call me on Friday.",
        "Bridge: Breathe. Knee rolls: Slowly.",
    ):
        assert words in said, words
    assert sheet.pages == 1


def test_a_dose_below_the_plans_is_a_warning(write):
    [note] = made(write, "walking: {time: 5 min}").noted
    assert str(note.problem) == (
        f"{write('x', '').parent / 'patient.yaml'}:3:12: exercises.walking: "
        '"walking" falls below the plan: time 10 min to 5 min, time 20 min to 5 min'
    )


LOWERED = "printed is"


@pytest.mark.parametrize(
    ("condition", "changes", "place", "typed", "printed"),
    [
        ("hypertension", "bird-dog: {hold: 8 s}", "3:20: exercises.bird-dog.hold", "hold 8 s", "hold 5 s"),
        ("hypertension", "bird-dog: {level: 3}", "3:21: exercises.bird-dog.level", "hold 10 s", "hold 5 s"),
        ("hypertension", "side-plank-knees: {hold: 10 s}", "3:28: exercises", "hold 10 s", "hold 5 s"),
        ("sciatica-acute", "figure-four-stretch: {level: 1}", "3:32", "reps 3 and hold 20 s", "reps 2 and hold 10 s"),
    ],
)
def test_an_amount_that_a_condition_lowers_is_said_where_it_was_typed_and_printed_once_it_is_cleared(
    write, condition, changes, place, typed, printed
):
    more = f"conditions: [{condition}]\n" + "accept_plan: {by: Dr Lee, reason: r}\n" * (condition == "sciatica-acute")
    [lowered] = [of for of in made(write, changes, more=more).problems if LOWERED in of.text]
    assert place in str(lowered)
    assert f'{LOWERED} {printed}, not {typed}, for "{condition}" (' in lowered.text
    advised = lowered.advice.partition("write ")[2].partition(" into")[0].replace("...", "Dr Lee")
    cleared = made(write, changes, more=f"{more}{advised}\n")
    assert not [line for line in cleared.warnings if LOWERED in line or "cleared.0" in line]
    [item] = [item for item in cleared.items if item.exercise.key == changes.partition(":")[0]]
    assert (item.changes, item.allowed) == ((), ("cleared",))
    assert {f"hold {of.dose.hold} s" for of in item.prescriptions} == {typed.rpartition(" and ")[2]}


@pytest.mark.parametrize(
    ("changes", "falls"),
    [("bridge: {sets: 2, reps: 4}", []), ("bridge: {sets: 2, reps: 2}", ["times 5 to 2"])],
)
def test_fewer_repeats_in_more_sets_fall_below_the_plan_only_if_all_together_do(write, changes, falls):
    found = [line.partition("the plan: ")[2] for line in made(write, changes).warnings if "falls below" in line]
    assert found == falls


def test_days_a_week_for_which_there_are_no_days_are_said_with_days_that_do_it(write):
    days = "days: [mon, wed, fri]\n"
    [said] = made(write, "bridge: {days_per_week: 5}", more=days).warnings
    assert '3:27: exercises.bridge.days_per_week: "5": has no effect: "bridge" is done only on mon, wed, fri' in said
    advised = said.partition("write ")[2].partition(" beside")[0]
    followed = made(write, f"bridge: {{days_per_week: 5, {advised}}}", more=days)
    assert {len(row.days) for row in followed.weeks[3].rows if row.item.exercise.key == "bridge"} == {5}
    plan = Plan.model_validate({"title": "t", "exercises": [{"exercise": "bridge", "days_per_week": "5"}]})
    assert not [
        line for line in made(write, "bridge: {note: Slowly}", more=days, plan=plan).warnings if "effect" in line
    ]


def test_what_is_added_and_kept_against_a_condition_is_said(write):
    more = "conditions: [pregnancy]\nkeep: [{exercise: prone-press-up, by: Dr Lee, reason: r}]\n"
    found = made(write, "prone-press-up: {phase: Build}", more=more).problems
    [said] = [str(of) for of in found if "prone-press-up" in of.text]
    assert '5:8: keep.0: "prone-press-up" is kept against "pregnancy": ' in said


def test_a_video_of_an_exercise_that_is_not_there_is_said(write):
    more = "videos: {clam: 'https://a.de/v', bridge: 'https://a.de/b'}\n"
    [said] = [line for line in made(write, "bridge: {reps: 5, note: Slowly}", more=more).warnings if "videos" in line]
    assert 'videos.clam: is printed nowhere: "clam" is no exercise of this booklet' in said


def test_what_is_too_much_and_what_falls_is_what_is_printed(write):
    more = "conditions: [hypertension]\n"
    found = made(write, "bird-dog: {hold: 30 s, reps: 20}", more=more).warnings
    [said] = [line for line in found if "its sources give" in line]
    assert '"bird-dog" is done 20 times in a session' in said
    plan = Plan.model_validate({"title": "t", "exercises": [{"exercise": "bird-dog", "hold": "10 s"}]})
    found = made(write, "bird-dog: {hold: 8 s}", more=more, plan=plan).warnings
    assert [line for line in found if "falls below" in line] == []
    _, said = prescribe(plan, Patient(conditions=("hypertension",)), Clinic(), LIBRARY).warnings
    assert said.startswith('phases.0.exercises.0.hold: "bird-dog": printed is hold 5 s, not hold 10 s')


def test_the_sheet_has_what_is_printed_and_what_was_typed_beside_it(write):
    patient = load_patient(write("patient.yaml", TOLD + "walking: {time: 20 min}\n"))
    said = spoken(make_clinician_sheet(load_plan("sciatica-worse-standing"), patient, Clinic()).data)
    assert "Walking: 1\u20132: 10 min (you wrote 20 min), was 5 min;" in said
    assert "5\u20136: 10 min (you wrote 20 min)." in said


def test_what_is_added_to_all_phases_is_said_where_a_later_printing_begins_it_higher(write):
    key = next(
        e.key
        for e in LIBRARY.exercises()
        if len(e.levels) > 1 and e.key not in {i.exercise for p in PLAN.phases for i in p.exercises}
    )
    assert any("as if begun in week 1" in w for w in made(write, f"{key}: {{}}", from_week=3).warnings)
    assert not any("as if begun" in w for w in made(write, f"{key}: {{phase: Build}}", from_week=3).warnings)
    assert not any("as if begun" in w for w in made(write, f"{key}: {{}}").warnings)


def test_a_patient_and_a_plan_made_by_a_program_are_changed_too():
    phase = {"title": "p", "weeks": "2", "exercises": ["walking", {"exercise": "bridge", "hold": "10 s"}]}
    plan = Plan.model_validate({"title": "t", "weeks": "2", "phases": [phase]})
    changes = {"walking": "leave out", "sit-to-stand": {"after": "bridge"}, "bridge": {"days": "daily"}}
    programme = prescribe(plan, Patient.model_validate({"exercises": changes}), Clinic(), LIBRARY)
    assert exercises(programme, 1) == ["bridge", "sit-to-stand"]
    assert programme.items[0].first.dose.hold == 10
    assert programme.plan.origin is None


def test_a_plan_of_one_phase_is_changed_too(write):
    plan = load_plan(write("plan.yaml", "title: Getting going\nexercises: [pelvic-tilt, bridge]\n"))
    changes = "sit-to-stand: {phase: Getting going, after: pelvic-tilt}\n  bridge: leave out"
    assert exercises(made(write, changes, plan=plan), 1) == ["pelvic-tilt", "sit-to-stand"]


def test_a_rung_takes_the_place_of_the_plans_rungs(write):
    programme = made(write, "bridge: {levels: [1, 1, 2]}")
    [bridge] = [item for item in programme.items if item.exercise.key == "bridge"]
    assert [(p.week, p.level) for p in bridge.prescriptions] == [(3, 1), (5, 2)]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ("bridg: {reps: 8}", '3:10: exercises.bridg: there is no exercise "bridg"; did you mean "bridge"?'),
        (
            "bridge: {after: bridg}",
            '3:19: exercises.bridge.after: there is no exercise "bridg"; did you mean "bridge"?',
        ),
        ("bridge: {phase: Biuld}", '3:19: exercises.bridge.phase: there is no phase "Biuld"; did you mean "Build"?'),
        ("sit-to-stand: leave out", '3:3: exercises.sit-to-stand: no phase has "sit-to-stand"; there are '),
        (
            "bridge: away",
            '3:11: exercises.bridge: "away": write what differs by its name, in { }, or "leave out" to take it out',
        ),
        ("bridge: 8", '3:11: exercises.bridge: write what it counts, {reps: 8} or {sets: 8}, or "leave out"'),
        ("walking: 20 min", "3:12: exercises.walking: write what it is, {time: 20 min} or {hold: 20 min}, or"),
        ("bridge: Remove", '3:11: exercises.bridge: "Remove": write "leave out"'),
        ("bridge: clam", '3:11: exercises.bridge: "clam" is another exercise, and no change of this one; to swap'),
        ("bridge: clam", 'to swap them, write "leave out" here, and "clam: {after: bridge}" on a line of its own'),
        (
            "bridge: bridge",
            '3:11: exercises.bridge: "bridge" is this exercise itself; write what differs by its name, in { }, '
            "or take this line out to leave it as it is",
        ),
        ("bridge: {rep: 8}", '3:12: exercises.bridge.rep: unknown key "rep"; did you mean "reps"?'),
        (
            "\n  ".join(f"{key}: leave out" for key in dict.fromkeys(e.exercise for e in PLAN.phases[0].exercises)),
            'exercises.walking: this leaves nothing of the phase "Settle"; add an exercise to it',
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(write, changes, says):
    path = write("patient.yaml", TOLD + changes + "\n")
    with pytest.raises(InputError) as error:
        make_booklet(PLAN, load_patient(path))
    [problem] = map(str, error.value.problems)
    assert says in problem
    assert problem.startswith(f"{path}:")


def test_a_swap_as_it_is_advised_begins_where_the_other_one_did(write):
    path = write("patient.yaml", "exercises:\n  bridge: leave out\n  clam: {after: bridge}\n")
    programme = prescribe(PLAN, load_patient(path), Clinic(), LIBRARY)
    weeks = [week.number for week in programme.weeks if any(row.item.exercise.key == "clam" for row in week.rows)]
    assert weeks == [3, 4, 5, 6]


def test_a_rung_that_a_phase_of_another_title_loses_is_named(write):
    settle = "extends: low-back-relief\nphases:\n  - {title: Settle, weeks: 2, exercises: [walking]}\n"
    build = "  - {title: Go on, weeks: 4, exercises: [bridge, single-knee-to-chest, {exercise: walking, level: 2}]}\n"
    plan = load_plan(write("ours.yaml", settle + build))
    [says] = prescribe(plan, Patient(), Clinic(), LIBRARY).warnings
    assert says.endswith(
        'ours.yaml:4:50: phases.1.exercises.1: "single-knee-to-chest" is on rung 1 of its ladder in week 3; '
        '"low-back-relief" has it on rung 2; to keep it, write {exercise: single-knee-to-chest, level: 2}'
    )
    more = build.replace("single-knee-to-chest", "{exercise: single-knee-to-chest, hold: 10 s, days: [mon, wed, fri]}")
    lines = prescribe(load_plan(write("ours.yaml", settle + more)), Patient(), Clinic(), LIBRARY).warnings
    wanted = "write {exercise: single-knee-to-chest, hold: 10 s, days: [mon, wed, fri], level: 2}"
    assert any(line.endswith(wanted) for line in lines)
    same = load_plan(write("ours.yaml", settle + build.replace("Go on", "Build")))
    assert not prescribe(same, Patient(), Clinic(), LIBRARY).warnings


def test_a_warning_about_a_list_that_is_added_to_stands_where_it_is_added(write):
    plan = load_plan(write("ours.yaml", "extends: low-back-relief\nexercises:\n  sit-to-stand: {phase: Build}\n"))
    [says] = prescribe(plan, Patient(), Clinic(), LIBRARY).warnings
    assert says.endswith(
        "ours.yaml:3:3: phases.1.exercises: 7 exercises in one session; with more than 6 they are done less well"
    )


def test_a_plan_may_complete_one_that_is_no_whole_plan(write):
    write("base.yaml", "title: Base\ndays: [mon, wed, fri]\n")
    plan = load_plan(write("ours.yaml", "extends: base.yaml\nexercises: [bridge, walking]\n"))
    assert not prescribe(plan, Patient(), Clinic(), LIBRARY).warnings


def test_an_exercise_that_is_added_and_ends_before_the_plan_is_warned_of(write):
    first, last = (phase.title for phase in PLAN.phases)

    def ends(phase: str) -> list[str]:
        said = [str(problem) for problem in made(write, f"sit-to-stand: {{phase: {phase}}}").problems]
        return [line for line in said if "before the plan does" in line]

    [line] = ends(first)
    assert line.endswith(
        f'exercises.sit-to-stand: "sit-to-stand" ends with "{first}", before the plan does; '
        f"if it is to go on, name the phases behind it too: {last}"
    )
    assert ends(last) == ends(f"[{first}, {last}]") == []


def test_a_phase_of_which_the_patients_file_leaves_two_exercises_or_fewer_is_warned_of(write):
    phase = PLAN.phases[-1]
    keys = [entry.exercise for entry in phase.exercises]

    def thin(left: int) -> list[str]:
        out = "\n  ".join(f"{key}: leave out" for key in keys[: len(keys) - left])
        said = [str(problem) for problem in made(write, out).problems]
        return [line for line in said if "your changes leave" in line and phase.title in line]

    [line] = thin(2)
    assert line.endswith(
        f'exercises: of {len(keys)} exercises in "{phase.title}" your changes leave 2: {", ".join(keys[-2:])}'
    )
    assert thin(3) == []


def test_the_status_says_what_the_clinician_changed(write):
    changes = "walking: {per_day: 2}\n  sit-to-stand: {phase: Build}"
    who = load_patient(write("patient.yaml", f"{TOLD}{changes}\nconditions: [knee-kneeling]\n"))
    said = spoken(make_clinician_sheet(PLAN, who).data)
    status = {}
    for title in ("Walking", "Sit to stand", "Bridge"):
        cells = said.partition(f'TH "{title}"\n')[2].partition("TR")[0]
        status[title] = cells.rpartition('TD "')[2].partition('"')[0]
    assert status == {"Walking": "By you", "Sit to stand": "By you", "Bridge": "No change"}


@pytest.mark.parametrize(
    ("changes", "more", "says"),
    [
        (
            "cat-camel: {reps: 6, days: daily}",
            "conditions: [hip-replacement]\naccept_plan: {by: Dr Lee, reason: Healed.}\n",
            '"cat-camel" is left out for "hip-replacement", so what you wrote is not printed: {reps: 6, days: ',
        ),
        ("sit-to-stand: {note: Use arms.}", "", 'the plan does not have "sit-to-stand": it is added to Settle, Build'),
        ("cat-camel: {}", "", '"cat-camel" is written without a change: nothing differs'),
        ("bridge: {phase: Settle}", "", '"bridge" stays in Build as the plan has it: phase adds it, and does not move'),
        ("bridge: {reps: 8}", "", ""),
        ("bridge: {phase: Build, reps: 8}", "", ""),
        ("sit-to-stand: {phase: Build, note: Use arms.}", "", ""),
        ("sit-to-stand: {reps: 6}", "", ""),
    ],
)
def test_what_is_written_and_not_done_as_written_is_a_warning(write, changes, more, says):
    warnings = [str(p) for p in made(write, changes, more=more).problems]
    found = [
        w
        for w in warnings
        if "patient.yaml:3:" in w and any(k in w for k in ("you wrote", "added", "nothing", "stays"))
    ]
    assert len(found) == bool(says)
    assert says in "".join(found)


def test_the_sheet_does_not_claim_a_change_of_what_is_left_out(write):
    more = "conditions: [hip-replacement]\naccept_plan: {by: Lee, reason: Ok}\n"
    text = f"{TOLD}cat-camel: {{reps: 6, note: Go slow}}\n{more}"
    said = spoken(make_clinician_sheet(PLAN, load_patient(write("patient.yaml", text)), Clinic()).data)
    assert "By you" not in said
    assert "so what you wrote is not printed: {reps: 6, note: Go slow}" in said


def test_keep_of_what_the_file_itself_leaves_out_says_so(write):
    programme = made(write, "bridge: leave out", more="keep: [{exercise: bridge, by: Lee, reason: Fine.}]\n")
    [found] = [str(p) for p in programme.problems if "changes nothing" in str(p)]
    assert 'your own exercises leave "bridge" out' in found


def test_fewer_days_a_week_are_said_however_they_are_written(write):
    for change in ("walking: {days: [sun]}", "walking: {days_per_week: 1}"):
        said = [str(p) for p in made(write, change).problems]
        assert [p for p in said if '"walking" falls below the plan: days a week' in p], change


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("name: H123456\n", '"H123456": looks like an id, and is printed on every page as the patient\'s name'),
        ("name: H123456\nid: P-7\n", ""),
        ("name: Louis14\n", ""),
        ("appointments: [2026-12-07 09:00, 2026-12-07 09:00]\n", '"2026-12-07 09:00": stands there twice'),
        ("appointments: [2026-12-07 09:00, 2026-12-07 16:30]\n", ""),
        ("days: [mon, tue, fri]\nstart: 2026-12-09\n", ""),  # a Wednesday: two days
        ("days: [mon, tue]\nstart: 2026-12-09\n", '"2026-12-09": nothing is done on that day; week 1 starts on Monday'),
    ],
)
def test_a_line_that_is_hardly_meant_is_a_warning(write, more, says):
    start = "" if "start" in more else "start: 2026-12-07\n"
    programme = prescribe(PLAN, load_patient(write("patient.yaml", more + start)), Clinic(), LIBRARY)
    kinds = ("looks like an id", "twice", "nothing is done")
    found = [str(p) for p in programme.problems if any(kind in str(p) for kind in kinds)]
    assert len(found) == bool(says)
    assert says in "".join(found)
