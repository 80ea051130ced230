from pathlib import Path

import pytest

from planner import Plan, load_library, load_plan
from planner.content.plan_files import find_plan
from planner.content.yaml import tree
from planner.problems import InputError

OURS = """\
extends: low-back-relief
title: Our relief
days: [mon, wed, fri]
"""
BASE = """\
title: Base
summary: A little each day.
version: "1.0"
for: Low back pain.
not_for: Leg pain.
weeks: 3
days: daily
phases:
  - {title: Settle, weeks: 1, aim: Calm the pain., exercises: [walking, bridge]}
  - {title: Build, weeks: 2, aim: Get stronger., exercises: [{exercise: bridge, reps: 8}, bird-dog]}
"""


def problems(path, *overrides):
    with pytest.raises(InputError) as caught:
        Plan.load(find_plan(path) if isinstance(path, str) else path, overrides)
    return tuple(map(str, caught.value.problems))


def test_only_what_differs_is_written(write, plan):
    ours = load_plan(write("ours.yaml", OURS))
    assert (ours.title, ours.days, ours.key) == ("Our relief", ("mon", "wed", "fri"), "ours")
    same = {"title", "days", "extends"}
    assert ours.model_dump(exclude=same) == plan.model_dump(exclude=same)


def test_a_chain_of_files_beside_each_other_and_below(write):
    write("base.yaml", BASE)
    write("deep/middle.yaml", "extends: low-back-relief\nweeks: 8\nsummary: Middle.\n")
    assert load_plan(write("a.yaml", "extends: deep/middle.yaml\ntitle: A\n")).summary == "Middle."
    write("b.yaml", "extends: base.yaml\nsummary: B.\n")
    c = load_plan(write("c.yaml", "extends: b.yaml\ntitle: C\n"))
    assert (c.title, c.summary, c.for_) == ("C", "B.", "Low back pain.")
    assert [path.name for path in c.origin.files] == ["c.yaml", "b.yaml", "base.yaml"]


@pytest.mark.parametrize("where", ["low-back-relief.yaml", "plans/low-back-relief.yaml"])
def test_a_name_means_the_folders_own_plan_as_it_does_for_commands(write, where):
    own = write(where, BASE)
    above = load_plan(write("x.yaml", "extends: low-back-relief\ntitle: X\n"))
    assert above.origin.files[1] == own
    own.write_text("extends: low-back-relief\ntitle: Mine\n", "utf-8")
    assert [file.name for file in load_plan(above.origin.path).origin.files] == ["x.yaml", own.name, own.name]
    assert load_plan({"extends": "low-back-relief", "title": "X"}).origin.files[1] == find_plan("low-back-relief")


def test_a_name_leads_to_no_plan_outside_of_the_folder(write, tmp_path):
    secret = write("elsewhere/low-back-relief.yaml", BASE)
    path = write("here/x.yaml", "extends: low-back-relief\ntitle: X\n")
    (path.parent / "low-back-relief.yaml").symlink_to(secret)
    assert load_plan(path).origin.files[1] == find_plan("low-back-relief")


def test_a_phase_or_an_exercise_is_changed_by_its_name_and_a_list_replaces(write):
    write("base.yaml", BASE)
    changed = load_plan(
        write(
            "x.yaml",
            "extends: base.yaml\nphases:\n  Build:\n    aim: Get strong.\n"
            "    exercises: {bridge: {hold: 5 s}, bird-dog: }\n  0: {exercises: {bridge: {reps: 3}}}\n",
        )
    )
    first, second = changed.phases
    assert [(e.exercise, e.reps) for e in first.exercises] == [("walking", None), ("bridge", 3)]
    assert (second.aim, second.weeks) == ("Get strong.", 2)
    assert [(e.exercise, e.reps, e.hold) for e in second.exercises] == [("bridge", 8, 5)]
    whole = "extends: base.yaml\nphases:\n  - {title: One, weeks: 3, aim: All., exercises: [walking]}\n"
    assert [p.title for p in load_plan(write("y.yaml", whole)).phases] == ["One"]


def entries(plan):
    """Each phase's exercises, with what is written about them."""
    return [
        [(e.exercise, e.model_dump(exclude_defaults=True, exclude={"exercise"})) for e in phase.exercises]
        for phase in plan.phases
    ]


def test_exercises_are_changed_left_out_and_added_in_all_phases_at_once(write):
    write("base.yaml", BASE)
    own = "extends: base.yaml\nexercises: {bridge: {hold: 5 s}, bird-dog: , sit-to-stand: {after: bridge, level: 1}}\n"
    added = ("sit-to-stand", {"level": 1})
    assert entries(load_plan(write("x.yaml", own))) == [
        [("walking", {}), ("bridge", {"hold": 5}), added],
        [("bridge", {"reps": 8, "hold": 5}), added],
    ]
    assert entries(load_plan(write("y.yaml", own.replace("bird-dog: ,", "bird-dog: leave out,")))) == entries(
        load_plan(write("x.yaml", own))
    )


@pytest.mark.parametrize(
    ("top", "build", "first", "second"),
    [
        ("{reps: 9}", "{bridge: {reps: 6}}", {"reps": 9}, {"reps": 6}),
        ("{reps: 9, hold: 5 s}", "{bridge: {reps: 6}}", {"reps": 9, "hold": 5}, {"reps": 6, "hold": 5}),
        ("{reps: 9}", "[{exercise: bridge, reps: 6}]", {"reps": 9}, {"reps": 6}),
        ("{level: 2}", "{bridge: {levels: [1]}}", {"level": 2}, {"reps": 8, "levels": (1,)}),
        ("leave out", "{bridge: {reps: 6}}", None, {"reps": 6}),
        ("{reps: 9}", "{bridge: leave out}", {"reps": 9}, None),
    ],
)
def test_what_a_phase_says_itself_holds_there_whatever_the_top_says(write, top, build, first, second):
    write("base.yaml", BASE)
    own = f"extends: base.yaml\nexercises: {{bridge: {top}}}\nphases: {{Build: {{exercises: {build}}}}}\n"
    found = [dict(phase).get("bridge") for phase in entries(load_plan(write("x.yaml", own)))]
    assert found == [first, second]


@pytest.mark.parametrize(
    ("written", "first", "second"),
    [
        ("curl-up: {}", ["walking", "bridge", "curl-up"], ["bridge", "bird-dog", "curl-up"]),
        ("curl-up: {phase: Settle}", ["walking", "bridge", "curl-up"], ["bridge", "bird-dog"]),
        ("curl-up: {phase: [Build], after: bridge}", ["walking", "bridge"], ["bridge", "curl-up", "bird-dog"]),
        ("curl-up: {after: walking}", ["walking", "curl-up", "bridge"], ["bridge", "bird-dog"]),
        ("bird-dog: {phase: Settle}", ["walking", "bridge", "bird-dog"], ["bridge", "bird-dog"]),
        ("bridge: {after: bird-dog, phase: Build}", ["walking", "bridge"], ["bird-dog", "bridge"]),
        ("curl-up: {after: bird-dog}, bird-dog: ", ["walking", "bridge"], ["bridge", "curl-up"]),
        ("bird-dog: , curl-up: {after: bird-dog}", ["walking", "bridge"], ["bridge", "curl-up"]),
    ],
)
def test_where_an_added_exercise_stands(write, written, first, second):
    write("base.yaml", BASE)
    plan = load_plan(write("x.yaml", f"extends: base.yaml\nexercises: {{{written}}}\n"))
    assert [[e.exercise for e in phase.exercises] for phase in plan.phases] == [first, second]


def test_an_exercise_is_added_to_one_phase_under_its_title(write):
    write("base.yaml", BASE)
    own = "extends: base.yaml\nphases: {Build: {exercises: {curl-up: {after: bridge, reps: 3}, bird-dog: }}}\n"
    assert entries(load_plan(write("x.yaml", own)))[1] == [("bridge", {"reps": 8}), ("curl-up", {"reps": 3})]


@pytest.mark.parametrize("phase", ["Build", '"1"'])
def test_a_phases_own_change_holds_where_the_phase_is_renamed_too(write, phase):
    write("base.yaml", BASE)
    own = f"phases: {{{phase}: {{title: Grow, exercises: {{bridge: {{reps: 6}}}}}}}}\n"
    plan = load_plan(write("x.yaml", f"extends: base.yaml\n{own}exercises: {{bridge: {{reps: 9, hold: 4 s}}}}\n"))
    assert plan.phases[1].title == "Grow"
    assert [(e.reps, e.hold) for e in plan.phases[1].exercises if e.exercise == "bridge"] == [(6, 4)]


def test_a_list_that_is_retyped_keeps_the_rungs_unless_the_phase_has_a_new_one(write):
    retyped = (
        "extends: low-back-relief\nphases: {Build: {exercises: [bridge, {exercise: bird-dog, reps: 4}, walking]}}\n"
    )
    kept = [("bridge", {"level": 1}), ("bird-dog", {"reps": 4, "level": 1}), ("walking", {"level": 3})]
    assert entries(load_plan(write("x.yaml", retyped)))[1] == kept
    raised = retyped.replace("{Build: {", "{Build: {level: 3, ")
    assert entries(load_plan(write("y.yaml", raised)))[1][0] == ("bridge", {})


@pytest.mark.parametrize(
    ("written", "column", "says"),
    [
        ("bird-dg: ", 13, 'exercises.bird-dg: no phase has "bird-dg"; did you mean "bird-dog"?'),
        ("curl-up: {after: plank}", 30, 'exercises.curl-up.after: no phase has "plank"'),
        ("curl-up: {phase: Biuld}", 30, 'exercises.curl-up.phase: there is no phase "Biuld"; did you mean "Build"?'),
        (
            "curl-up: {phase: Build, after: walking}",
            44,
            'exercises.curl-up.after: there is no "walking" in exercises; there are bridge, bird-dog',
        ),
        ("bridge: {repz: 3}", 22, 'exercises.bridge.repz: unknown key "repz"; did you mean "reps"?'),
    ],
)
def test_a_change_that_cannot_be_made_has_its_place(write, written, column, says):
    write("base.yaml", BASE)
    path = write("x.yaml", f"extends: base.yaml\nexercises: {{{written}}}\n")
    assert problems(path)[0] == f"{path}:2:{column}: {says}"


def test_a_patients_changes_are_laid_over_a_plan_with_their_places(write):
    plan = load_plan(write("base.yaml", BASE))
    file = write(
        "patient.yaml", "exercises: {bridge: {reps: 6}, bird-dog: leave out, curl-up: {phase: Build, reps: 2}}\n"
    )
    changed = plan.with_exercises(tree(file).child("exercises")[1])
    assert entries(changed)[1] == [("bridge", {"reps": 6}), ("curl-up", {"reps": 2})]
    assert changed.problem(("phases", 1, "exercises", 1, "reps"), "x").place == f"{file}:1:83"
    assert changed.problem(("phases", 0, "aim"), "x").place.startswith(f"{plan.origin.path}:9:")


def test_an_empty_value_takes_a_field_out(write, plan):
    assert plan.checklist
    assert load_plan(write("x.yaml", OURS + "checklist:\n")).checklist is None


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("weeks: 2", [1, 1]),
        ("weeks: 9", [1, 8]),
        ("weeks: 5\nphases: {Settle: {weeks: 3}}", [3, 2]),
        ("weeks: 5\nphases: {Settle: {aim: Rest.}}", [1, 4]),
    ],
)
def test_the_last_phase_takes_what_is_more_or_less_unless_a_phase_says_so(write, text, weeks):
    write("base.yaml", BASE)
    assert [p.weeks for p in load_plan(write("x.yaml", f"extends: base.yaml\n{text}\n")).phases] == weeks


def test_a_wrong_value_has_its_place_in_the_file_in_which_it_stands(write):
    base = write("base.yaml", BASE.replace("reps: 8", "reps: x").replace("version:", "vresion:"))
    own = write("own.yaml", "extends: base.yaml\ntitle: Own\ndays: [mon, wensday]\nphases: {Settle: {weaks: 2}}\n")
    assert problems(own) == (
        f'{own}:3:7: days: "wensday" is not a day; the days are mon, tue, wed, thu, fri, sat, sun',
        f'{own}:4:19: phases.0.weaks: unknown key "weaks"; did you mean "weeks"?',
        f'{base}:3:1: vresion: unknown key "vresion"; did you mean "version"?',
        f'{base}:10:87: phases.1.exercises.0.reps: "x": write a whole number',
    )


def test_an_unknown_exercise_in_the_base_is_reported_there(write):
    base = write("base.yaml", BASE.replace("[walking,", "[walkin,"))
    own = load_plan(write("own.yaml", "extends: base.yaml\ntitle: Own\n"))
    with pytest.raises(InputError, match=f"^{base}:9:64: .*did you mean"):
        load_library().check(own)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("low-back-releif", 'there is no plan "low-back-releif"; did you mean "low-back-relief"?'),
        ("x.yaml", "leads back to a file that extends this one (x > x)"),
        ("y.yaml", '"y.yaml": no such file beside this one'),
        ("../y.yaml", '"../y.yaml": name a plan in the folder of this file, or a built-in one'),
        ("/etc/y.yaml", '"/etc/y.yaml": name a plan in the folder of this file, or a built-in one'),
    ],
)
def test_a_base_that_cannot_be_had(write, name, says):
    path = write("x.yaml", f"extends: {name}\n")
    assert problems(path) == (f"{path}:1:10: extends: {says}",)


def test_a_file_whose_name_has_a_comma_can_be_extended(write):
    write("a, b.yaml", BASE)
    assert load_plan(write("x.yaml", 'extends: "a, b.yaml"\ntitle: T\n')).weeks == 3


def test_a_map_in_place_of_a_name_is_no_list_of_files(write):
    [says] = problems(write("x.yaml", "extends: {a: b}\ntitle: T\n"))
    assert says.endswith("extends: is a map; write the name of one file")


@pytest.mark.parametrize("names", ["[low-back-relief, keep-well]", "low-back-relief, keep-well"])
def test_a_plan_extends_one_other(write, names):
    assert problems(write("x.yaml", f"extends: {names}\ntitle: T\n"))[0].endswith(
        "1:10: extends: names more than one file; write one name; that file may extend another one itself"
    )


def test_fewer_weeks_than_phases_have_advice_that_can_be_followed(write):
    write("base.yaml", BASE)
    [said] = problems(write("x.yaml", "extends: base.yaml\nweeks: 1\n"))
    assert said.endswith("write 3, or as many as there are phases, 2, with a week each; or take phases out")


def test_a_circle_is_named_where_it_closes(write):
    a = write("a.yaml", "extends: b.yaml\n")
    b = write("b.yaml", "title: B\nextends: a.yaml\n")
    assert problems(a) == (f"{b}:2:10: extends: leads back to a file that extends this one (a > b > a)",)


def test_a_phase_that_is_not_there_is_named_with_the_nearest(write):
    path = write("x.yaml", OURS + "phases: {Biuld: {level: 2}}\n")
    assert problems(path) == (f'{path}:4:10: phases.Biuld: there is no "Biuld" in phases; did you mean "Build"?',)


def test_fields_are_typed_as_they_are_written():
    plan = load_plan("low-back-relief", ["weeks=4", "days=[mon, wed]", "phases.0.level=2", "title=Back: easy #1"])
    assert (plan.weeks, [p.weeks for p in plan.phases], plan.days) == (4, [2, 2], ("mon", "wed"))
    assert (plan.phases[0].level, plan.title) == (2, "Back: easy #1")
    plan = load_plan("low-back-relief", ["phases.Build.exercises.bridge.hold=9 s", "checklist=", "days=daily"])
    assert (plan.phases[1].exercises[3].hold, plan.checklist, len(plan.days)) == (9, None, 7)
    assert load_plan("low-back-relief", ["days=[mon, tue]", "days.0=wed"]).days == ("tue", "wed")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("extends=keep-well", '--set: "extends=keep-well": extends cannot be set here; name that plan itself, or'),
        ("weeks=four", '--set weeks: "four": write a whole number'),
        ("wekks=4", '--set wekks: unknown key "wekks"; did you mean "weeks"?'),
        ("phases.0.levle=4", '--set phases.0.levle: unknown key "levle"; did you mean "level"?'),
        ("phases.7.level=4", '--set phases.7: there is no "7" in phases; there are Settle, Build; to add'),
        ("topics.9=posture", '--set topics.9: there is no "9" in topics; it has '),
        ("days=[mon, wensday]", '--set days: "wensday" is not a day; the days are'),
        ("days=[mon", "--set days: this [ is not closed; write ]"),
        ("title.x=4", "--set title: is a list or a map; write one text"),
        ("days=&a [mon]", '--set days: "&a [mon]": write daily, every other day, or a list'),
        ("days=[&a mon]", "--set days:1:2: anchors and aliases (& and *) are not used here"),
        ("weeks", '--set: "weeks": write KEY=VALUE, such as weeks=4 or phases.0.level=2'),
        ("=4", '--set: "=4": write KEY=VALUE'),
        ("phases..level=4", '--set: "phases..level=4": write KEY=VALUE'),
        ("weeks=1", '--set weeks: "1": the phases have 6 weeks together; write 6, or as many as there'),
    ],
)
def test_a_typed_field_that_is_wrong_is_named(typed, says):
    [line] = problems("low-back-relief", typed)
    assert line.startswith(says)


def test_an_unknown_id_that_was_typed_is_named():
    with pytest.raises(InputError, match=r"^--set phases\.0\.exercises\.0\.exercise: there is no exercise"):
        load_library().check(load_plan("low-back-relief", ["phases.0.exercises=[nope]"]))


def test_a_library_beside_what_was_loaded_is_found(write):
    write("clinic/library/themes/ours.yaml", "base: calm\ntitle: Ours\n")
    plan = load_plan(write("clinic/ours.yaml", OURS + "theme: ours\n"))
    assert load_library(near=(plan, None)).theme(plan.theme).title == "Ours"
    assert load_library(near=(load_plan("low-back-relief"),)).folders == load_library().folders


def test_the_plan_of_the_readme(write):
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    text = readme.partition("\nextends: ")[2].partition("```")[0]
    plan = load_plan(write("x.yaml", f"extends: {text}"))
    assert [phase.weeks for phase in plan.phases] == [2, 6]
    assert [e.reps for e in plan.phases[1].exercises if e.exercise == "bridge"] == [6]


def test_phases_that_are_retyped_keep_the_rungs_of_their_titles(write):
    own = (
        "extends: low-back-relief\nphases:\n"
        "  - {title: Settle, weeks: 2, exercises: [walking, pelvic-tilt]}\n"
        "  - {title: Build, weeks: 4, exercises: [bridge, {exercise: walking, days: daily}]}\n"
    )
    settle, build = load_plan(write("x.yaml", own)).phases
    assert (settle.level, build.level) == (1, 2)
    assert [entry.level for entry in build.exercises] == [1, 3]
    raised = load_plan(write("y.yaml", own.replace("Build, weeks: 4", "Build, weeks: 4, level: 3"))).phases[1]
    assert (raised.level, [entry.level for entry in raised.exercises]) == (3, [None, None])


@pytest.mark.parametrize(
    ("added", "rung"),
    [
        ("exercises: {sit-to-stand: {phase: Build}}", 1),
        ("phases: {Build: {exercises: {sit-to-stand: {}}}}", 1),
        ("phases: {Build: {exercises: [bridge, walking, sit-to-stand]}}", 1),
        ("exercises: {sit-to-stand: {phase: Build, level: 2}}", 2),
        ("phases: {Build: {level: 2, exercises: {sit-to-stand: {}}}}", 2),
        ("exercises: {sit-to-stand: {}}", 2),
    ],
)
def test_what_is_added_begins_on_its_first_rung_unless_the_file_says_another(write, added, rung):
    plan = load_plan(write("x.yaml", f"extends: low-back-relief\n{added}\n"))
    [entry] = [entry for entry in plan.phases[1].exercises if entry.exercise == "sit-to-stand"]
    assert plan.phases[1].rung(entry, plan.turn("sit-to-stand", 2), 1) == rung


@pytest.mark.parametrize(
    ("changes", "says", "advice"),
    [
        ("exercises: [bridge, walking]", "2:12: exercises: is a list", "; to have these exercises alone, add the line"),
        ("exercises:\n  - bridge: {reps: 6}", "3:3: exercises: is a list", "exercises: {bridge: {reps: 6}}; to have"),
        (
            "phases:\n  Settle: {weeks: 3}",
            "3:3: phases: the phases have 7 weeks",
            "; write weeks: 7 beside phases",
        ),
        ("phases: {Settle: leave out}", "2:9: phases: the phases have 4 weeks", "; write weeks: 4 beside phases"),
    ],
)
def test_what_does_not_fit_the_plan_below_is_said_where_it_was_written(write, changes, says, advice):
    path = write("x.yaml", f"extends: low-back-relief\n{changes}\n")
    [said] = problems(path)
    assert said.startswith(f"{path}:{says}")
    assert advice in said


def test_the_advice_for_these_lists_and_weeks_works(write):
    alone = load_plan(write("x.yaml", "extends: low-back-relief\nexercises: [bridge, walking]\nphases: leave out\n"))
    assert [entry.exercise for phase in alone.phases for entry in phase.exercises] == ["bridge", "walking"]
    longer = load_plan(write("y.yaml", "extends: low-back-relief\nweeks: 7\nphases: {Settle: {weeks: 3}}\n"))
    assert [phase.weeks for phase in longer.phases] == [3, 4]


def test_an_empty_list_of_topics_is_a_warning(write):
    plan = load_plan(write("x.yaml", "extends: low-back-relief\ntopics: []\n"))
    [said] = [str(problem) for problem in plan.slips()]
    assert "x.yaml:2:9: topics: is empty: the usual ones are printed" in said
    assert plan.slips()[0].kind == "warning"
