"""What a command reads in the folder in which it is typed: plans by name, library/, files to copy."""

import shutil

import pytest

from planner.content.resources import data
from planner.content.yaml import tree
from tests.cli.written import PLAN
from tests.pdf import structure

PLANS = data("plans")
SAFETY = "library/languages/en/safety.yaml"


@pytest.fixture
def clone(tmp_path):
    """The plans of the project beside an installed planner, one of them edited."""
    shutil.copytree(PLANS, tmp_path / "plans")
    plan = tmp_path / "plans/low-back-relief.yaml"
    text = plan.read_text("utf-8").replace("title: Low-back relief", "title: Riverside relief")
    plan.write_text(text.replace("{exercise: bridge, level: 1}", "{exercise: bridge, level: 1, reps: 7}"), "utf-8")
    return tmp_path


def heard(path):
    return structure.spoken(path.read_bytes())


@pytest.mark.parametrize("name", ["low-back-relief", "plans/low-back-relief.yaml"])
def test_an_edited_plan_is_what_is_built_by_name_and_by_path(planner, clone, name):
    result = planner("build", name, "-o", "a.pdf")
    assert result.code == 0
    assert "Riverside relief" in heard(clone / "a.pdf")
    said = '"low-back-relief" is plans/low-back-relief.yaml here, which differs from the built-in plan of that name'
    assert (said in result.err) == (name == "low-back-relief")


def test_a_plan_beside_goes_before_one_in_plans_and_an_equal_one_is_not_spoken_of(planner, clone, write):
    assert planner("build", "keep-well", "-o", "a.pdf").err == ""
    write("low-back-relief.yaml", PLAN)
    result = planner("build", "low-back-relief", "-o", "b.pdf")
    assert "is low-back-relief.yaml here, which differs from plans/low-back-relief.yaml of that name" in result.err
    write("ours.yaml", PLAN)
    assert planner("build", "ours", "-o", "c.pdf").code == 0


def test_a_row_that_names_a_plan_means_the_one_that_build_means(planner, clone, write):
    write("lists/roster.csv", "id,name,plan\n1,Ana,low-back-relief\n2,Bo,\n")
    result = planner("batch", "keep-well", "lists/roster.csv", "-o", "out")
    assert result.code == 0
    said = '"low-back-relief" is plans/low-back-relief.yaml here, which differs from the built-in plan of that name'
    assert result.err.count(said) == 1
    write("ana.yaml", "{id: '1', name: Ana}")
    assert planner("build", "low-back-relief", "--patient", "ana.yaml", "-o", "a.pdf").code == 0
    assert (clone / "a.pdf").read_bytes() == (clone / "out/1.pdf").read_bytes()
    assert "Riverside relief" not in heard(clone / "out/2.pdf")


def test_a_full_copy_of_the_library_changes_nothing(planner, clone):
    shutil.copytree(PLANS / "library", clone / "mine")
    assert planner("build", "keep-well", "-o", "a.pdf").code == 0
    assert planner("build", "keep-well", "--library", "mine", "-o", "b.pdf").code == 0
    assert (clone / "a.pdf").read_bytes() == (clone / "b.pdf").read_bytes()


def test_the_warning_signs_of_a_copy_are_those_of_the_program(planner, clone):
    path = clone / "plans" / SAFETY
    path.write_text(path.read_text("utf-8").replace("in **both** legs", "in one leg"), "utf-8")
    result = planner("build", "low-back-relief", "-o", "a.pdf")
    assert result.code == 2
    assert "safety.yaml" in result.err
    assert "write them as they are in the built-in file" in result.err
    assert not (clone / "a.pdf").exists()


# -- library/ --------------------------------------------------------------------------------------------------------


def test_library_here_is_found_by_every_command(planner, write, tmp_path):
    bridge = (PLANS / "library/exercises/bridge.yaml").read_text("utf-8").replace("title: Bridge", "title: Our bridge")
    write("library/exercises/bridge.yaml", bridge)
    write("away/plan.yaml", PLAN.replace("[walking]", "[walking, bridge]"))
    assert planner("show", "bridge").out.startswith("Our bridge\n")
    assert "Our bridge" in planner("list", "exercises").out
    for name in ("low-back-relief", "away/plan.yaml"):
        assert planner("build", name, "-o", "a.pdf", "--overwrite").code == 0
        assert "Our bridge" in heard(tmp_path / "a.pdf")
    write("roster.csv", "id,name\n1,Ana\n")
    assert planner("batch", "low-back-relief", "roster.csv", "-o", "out").code == 0
    assert "Our bridge" in heard(tmp_path / "out/1.pdf")
    write("library/exercises/sweep.yaml", bridge)
    write("away/sweep.yaml", PLAN.replace("[walking]", "[sweep, walking]"))
    assert planner("check", "away/sweep.yaml").code == 0


# -- show --yaml -----------------------------------------------------------------------------------------------------

FILES = {
    "low-back-relief": "low-back-relief.yaml",
    "bridge": "library/exercises/bridge.yaml",
    "posture": "library/topics/posture.yaml",
    "topic/sciatica": "library/topics/sciatica.yaml",
    "five": "library/guidelines/five.yaml",
    "doctor-visit": "library/checklists/doctor-visit.yaml",
    "calm": "library/themes/calm.yaml",
    "conditions": "library/conditions.yaml",
    "cover": "library/cover.yaml",
    "en/safety": SAFETY,
}


@pytest.mark.parametrize("name", FILES)
def test_any_built_in_file_is_printed_as_it_is_but_for_the_line_for_editors(planner, name):
    text = (PLANS / FILES[name]).read_text("utf-8")
    result = planner("show", name, "--yaml")
    assert (result.code, result.err) == (0, "")
    assert result.out == "".join(line for line in text.splitlines(keepends=True) if "yaml-language-server" not in line)


def test_one_condition_is_printed_out_of_their_file(planner, write):
    out = planner("show", "osteoporosis", "--yaml").out
    assert tree(write("x.yaml", out)).plain().keys() == {"osteoporosis"}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("sciatica", '"sciatica" is the name of 2 files: write topic/sciatica or condition/sciatica'),
        ("brigde", 'there is nothing called "brigde"; did you mean "bridge"?'),
    ],
)
def test_a_name_that_is_not_one_file(planner, name, says):
    result = planner("show", name, "--yaml")
    assert (result.code, result.out) == (2, "")
    assert says in result.err


@pytest.mark.parametrize("file", ["library/exercises/bridge.yaml", "bridge.yaml"])
def test_the_empty_file_that_a_shell_makes_first_is_no_file(planner, write, file):
    write(file, "")
    assert planner("show", "bridge", "--yaml").out.startswith("title: Bridge\n")


def test_a_plan_is_printed_over_the_empty_file_of_its_name(planner, write):
    write("low-back-relief.yaml", "")
    assert planner("show", "low-back-relief", "--yaml").out.startswith("title: Low-back relief\n")


def test_a_plan_without_yaml_is_no_exercise(planner):
    err = planner("show", "low-back-relief").err
    assert "planner show low-back-relief --yaml prints the file" in err
    assert "did you mean" not in err


# -- list --for ------------------------------------------------------------------------------------------------------


def test_plans_are_listed_for_a_patient(planner):
    lines = planner("list", "plans", "--for", "osteoporosis, balance").out.splitlines()
    assert lines[0].split() == ["bones-and-balance", "suits"]
    assert lines[-1].split() == ["sciatica-worse-standing", "not", "for", "not", "for", "osteoporosis"]
    assert '"verdict": "suits with changes"' in planner("list", "plans", "--for", "osteoporosis", "--json").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ["plans", "--for", "thin bones"],
            '--for: "thin bones": is not a condition\'s id',
        ),
        (["plans", "--for", "balanse"], '--for: there is no condition "balanse"; did you mean "balance"?'),
        (["topics", "--for", "balance"], "--for ranks plans"),
    ],
)
def test_for_whom_is_said_by_ids(planner, words, says):
    result = planner("list", *words)
    assert (result.code, result.out) == (2, "")
    assert says in result.err


def test_an_exercise_edited_in_place_is_what_is_shown_checked_and_built(planner, clone):
    path = clone / "plans/library/exercises/bridge.yaml"
    path.write_text(path.read_text("utf-8").replace("title: Bridge", "title: Shoulder bridge"), "utf-8")
    (clone / "plans/low-back-relief.yaml").unlink()  # an edited plan beside it would name the folder too
    assert "Shoulder bridge" in planner("show", "bridge").out
    [line] = [line for line in planner("check", "plans").err.splitlines() if "takes the place" in line]
    assert str(path.relative_to(clone)) in line  # the copies that nobody changed are not named
    result = planner("build", "low-back-relief", "-o", "a.pdf")
    assert "Shoulder bridge" in heard(clone / "a.pdf")
    assert "plans/library here is used; plans/library/exercises/bridge.yaml differs from the built-in" in result.err


def test_a_folder_that_is_gone_is_said_and_no_fault_of_the_program(planner, tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = planner("build", "low-back-relief", "-o", "a.pdf")
    assert (result.code, result.out) == (4, "")
    assert result.err == "the folder in which you type is gone: change to one that is there, and type this again\n"
