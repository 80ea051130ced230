import json

import pytest

from planner.content.resources import data
from tests.cli.written import PLAN

WALKING = (data("plans") / "library/exercises/walking.yaml").read_text("utf-8")


def test_everything_that_comes_with_the_program_is_in_order(planner):
    count = len([*data("plans").rglob("*.yaml")])
    result = planner("check", data("plans"))
    assert (result.code, result.out) == (0, f"{count} files, no errors, {len(result.err.splitlines())} warnings\n")
    own = [line for line in result.err.splitlines() if "nobody has reviewed" not in line]
    assert [("starter" in line, "says nothing about" in line) for line in own] == [(True, True)] * 2  # it shows how
    assert count > 20


def test_one_good_file(planner, write):
    assert planner("check", write("plan.yaml", PLAN)).out == "1 file, no problems\n"


def test_every_problem_of_every_file_is_said_at_once(planner, write):
    plan = write("plan.yaml", PLAN.replace("weeks: 1\ndays", "weeks: x\ndays").replace("title: Easy", "titel: Easy"))
    patient = write("patient.yaml", "name: Ana\nstart: 2026-02-30\n")
    clinic = write("clinic.yaml", "name: River\npaper: A5\n")
    result = planner("check", plan, patient, clinic)
    assert (result.code, result.out) == (2, "")
    places = [line.rpartition(f"{plan.parent}/")[2].split(": ")[0] for line in result.err.splitlines()]
    assert places == ["plan.yaml:1:1", "plan.yaml:1:1", "plan.yaml:6:8", "patient.yaml:2:8", "clinic.yaml:2:8"]


def test_a_warning_is_said_and_is_no_error(planner, write):
    path = write("plan.yaml", PLAN.replace("[mon, wed, fri]", "[mon]"))
    result = planner("check", path)
    assert (result.code, result.out) == (0, "1 file, no errors, 1 warning\n")
    assert result.err.startswith(f"warning: {path}:7:7: days: ")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "plan.yaml",
            PLAN.replace("[walking]", "[walkin]"),
            ':8:69: phases.0.exercises.0.exercise: there is no exercise "walkin"',
        ),
        (
            "plan.yaml",
            PLAN + "sections: [covr]\n",
            ':9:12: sections.0: there is no section "covr"; did you mean "cover"?',
        ),
        ("plan.yaml", "title: t\nexercises:\n- walking\n-\n", "is empty; write something behind the hyphen"),
        ("walking.yaml", WALKING.replace("[walkback]", "[walkbak]"), 'sources.0: there is no source "walkbak"'),
        ("walking.yaml", WALKING.replace("base: standing", "base: flying"), "steps.0.pose.base: "),
        ("walking.yaml", WALKING.replace("knee_l: ", "knee_l: 900"), "steps.0.pose"),
        (
            "patient.yaml",
            "name: Ana\nconditions: [osteoporosi]\n",
            ':2:14: conditions.0: there is no condition "osteoporosi"',
        ),
        ("patient.yaml", "name: Ana\nlanguage: xx\n", ':2:11: language: there is no language "xx"'),
        ("patient.yaml", "name: Ana\nvideos: {brige: 'https://x.example'}\n", 'there is no exercise "brige"'),
        (
            "clinic.yaml",
            "name: River\ntheme: clam\n",
            ':2:8: theme.base: there is no theme "clam"; did you mean "calm"?',
        ),
        ("clinic.yaml", "name: River\nphone: 1\nlogo: no.png\n", ':3:7: logo: "no.png": cannot be read'),
        ("conditions.yaml", "knee:\n  title: Knee\n", ":2:3: knee.says: is missing"),
        ("sources.yaml", "a: {publisher: p}\n", ":1:4: a.title: is missing"),
        ("lib/languages/en/cover.yaml", "made_for: Hi {nobody}\n", ":1:11: made_for: nothing fills {nobody} here"),
        ("lib/languages/en/cover.yaml", "- a\n", ":1:1: "),
        ("x.yaml", "- a\n", ":1:1: write a map (key: value)"),
        ("x.yaml", "", ": is empty"),
    ],
)
def test_what_a_file_refers_to_is_checked_with_it(planner, write, name, text, says):
    path = write(name, text)
    result = planner("check", path)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(str(path))
    assert says in result.err


def test_a_clinics_own_exercises_are_known_when_its_folder_is_named(planner, write):
    write("own/exercises/own-walk.yaml", WALKING)
    plan = write("plan.yaml", PLAN.replace("[walking]", "[own-walk]"))
    assert planner("check", plan).code == 2
    assert planner("check", plan, "--library", "own").code == 0
    assert "own/exercises: is no library" in planner("check", plan, "--library", "own/exercises").err


@pytest.mark.parametrize("where", ["below", "below/../below", "..", ".clinic", "deep/../.clinic"])
def test_a_folder_is_checked_wherever_it_stands(planner, write, tmp_path, monkeypatch, where):
    write("below/plan.yaml", PLAN + "oops: 1\n")
    write(".clinic/plan.yaml", PLAN + "oops: 1\n")
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep" if where == ".." else tmp_path)
    result = planner("check", where if where != ".." else "../../" + tmp_path.name)
    assert result.code == 2
    assert 'unknown key "oops"' in result.err


def test_hidden_files_in_a_folder_are_left_alone(planner, write):
    write("x/.git/bad.yaml", "- a")
    write("x/plan.yaml", PLAN)
    assert planner("check", "x").out.startswith("1 file, no ")


def test_a_folder_without_yaml_is_an_error(planner, tmp_path):
    (tmp_path / "empty").mkdir()
    result = planner("check", "empty")
    assert (result.code, result.err) == (2, "empty: holds no .yaml file\n")


def test_json_is_one_object_a_line_with_the_place(planner, write):
    path = write("plan.yaml", PLAN.replace("[mon, wed, fri]", "[mon]"))
    result = planner("check", path, "--json")
    assert result.code == 0
    [warning] = map(json.loads, result.out.splitlines())
    assert (warning["level"], warning["file"], warning["line"], warning["column"]) == ("warning", str(path), 7, 7)
    assert warning["message"].startswith("1 day")
    bad = write("bad.yaml", "")
    result = planner("check", bad, "--json")
    assert (result.code, result.err) == (2, "")
    assert json.loads(result.out) == {
        **dict.fromkeys(("line", "column", "field", "advice", "quoted", "reading")),
        "level": "error",
        "file": str(bad),
        "text": "is empty",
        "message": "is empty",
    }


def test_json_has_each_part_of_a_problem_by_itself(planner, write):
    path = write("plan.yaml", PLAN.replace("exercises: [walking]", "exercises: [walkin]"))
    [problem] = map(json.loads, planner("check", path, "--json").out.splitlines())
    assert problem == {
        "level": "error",
        "file": str(path),
        "line": 8,
        "column": 69,
        "field": "phases.0.exercises.0.exercise",
        "text": 'there is no exercise "walkin"',
        "advice": 'did you mean "walking"?',
        "quoted": "walkin",
        "reading": None,
        "message": 'there is no exercise "walkin"; did you mean "walking"?',
    }


def test_json_has_what_to_try_about_a_pose_by_itself(planner, write):
    path = write("try.yaml", "pose: {base: standing, foot_r: floor back 45, knee_l: 20}\n")
    [problem] = map(json.loads, planner("check", path, "--json").out.splitlines())
    assert (problem["file"], problem["line"], problem["field"]) == (str(path), 1, "pose")
    assert problem["text"].startswith("foot_r: ")
    assert problem["text"].endswith(" cm out of reach")
    assert problem["advice"] == "leave out the angle of the front knee (knee_l), or put the feet closer together"


def test_strict_makes_a_warning_an_error(planner, write):
    path = write("plan.yaml", PLAN.replace("[mon, wed, fri]", "[mon]"))
    assert planner("check", path, "--strict").code == 2
    assert planner("check", path, "--strict", "--json").code == 2
    assert planner("check", write("plan.yaml", PLAN), "--strict").code == 0


def test_a_birth_after_the_start_is_found_without_a_booklet(planner, write):
    write("patient.yaml", "name: Ana Souza\nborn: 2031-04-03\nstart: 2026-12-14\n")
    result = planner("check", "patient.yaml")
    assert (result.code, "2:7: born: " in result.err, "is after the start" in result.err) == (2, True, True)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("no_limit:\n", "no_limit: [balance]\nx:\n", "is a list; write each with what is said of it: {balance: …}"),
        ("    arrow: pelvis up", "    photo: a.png", 'unknown key "photo"; did you mean "picture"?'),
        ("felt:", "  - Hold and breathe.\nfelt:", "write - say: Hold and breathe. (or behind a number 5: {say: …})"),
        ("mistakes:\n", "mistakes:\n  - Bending at the waist.\n", "write the plain verb, such as bend and not bending"),
        ("    arrow: pelvis up", "    arrow: pelvis forwards", 'not a known direction; did you mean "forward"?'),
        ("    arrow: pelvis up", "    arrow: pelvis backwards", 'not a known direction; did you mean "back"?'),
    ],
)
def test_what_an_exercise_says_in_another_form_has_the_form_to_write(planner, write, old, new, says):
    text = (data("plans") / "library/exercises/bridge.yaml").read_text("utf-8")
    assert old in text
    said = planner("check", write("library/exercises/x.yaml", text.replace(old, new, 1))).err
    assert says in said
