import pytest

from planner import load_library
from planner.content.exercise import Exercise
from planner.content.resources import data

EXERCISES = data("plans") / "library/exercises"
BRIDGE = (EXERCISES / "bridge.yaml").read_text("utf-8")
WRONG = BRIDGE.replace("foot: floor", "foot: floor forward 90", 1)
FLYING = "pose: {base: half-kneeling, ground: knee_r, hip_r: 90, knee_r: 90, foot_r: floor}\n"


def test_an_exercise_in_words(planner):
    result = planner("show", "bridge")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Bridge\n")
    assert "\n1. Lie on your back" in result.out
    assert "\ndose basis: 5 repeats building to 30, hold of 3 breaths (Mayo Clinic)." in result.out


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_pictures_as_a_file(planner, tmp_path, ending):
    result = planner("show", "bridge", "-o", f"bridge.{ending}")
    assert (result.code, result.err, result.out) == (0, "", f"{tmp_path / f'bridge.{ending}'}\n")
    assert planner("show", "bridge", "-o", f"bridge.{ending}").code == 4


def test_what_extends_is_printed_whole(planner, write, tmp_path):
    file = write("library/exercises/bridge.yaml", "extends: bridge\ndose: {reps: 6}\ncautions: ['Care: ask.']\n")
    result = planner("show", "bridge", "--yaml")
    head = "# library/exercises/bridge.yaml, over plans/library/exercises/bridge.yaml"
    assert (result.code, result.out.splitlines()[0]) == (0, head)
    assert planner("show", str(file), "--yaml").out.partition("\n")[2] == result.out.partition("\n")[2]
    ours = load_library(tmp_path / "library").exercise("bridge")
    again = Exercise.load(write("whole.yaml", result.out))
    assert again.model_dump(exclude={"extends"}) == ours.model_dump(exclude={"extends"})
    write("library/conditions.yaml", "balance: {extends: balance, today_signs: [A fall.]}\n")
    assert "\n  today_signs:\n" in planner("show", "balance", "--yaml").out


def test_an_exercises_file_to_copy_from(planner, write, tmp_path):
    result = planner("show", "bridge", "--yaml")
    assert (result.code, result.out) == (0, BRIDGE.partition("\n")[2])
    write("library/exercises/mine.yaml", result.out)
    assert planner("show", "mine", "--yaml").out == result.out
    assert planner("show", "bridge", "--yaml", "-o", tmp_path / "x.svg").code == 2


@pytest.mark.parametrize("options", [[], ["-o", "x.svg"]])
@pytest.mark.parametrize("name", ["mine", "library/exercises/mine.yaml"])
def test_what_does_not_hold_in_a_pose_is_said_as_by_check(planner, write, name, options):
    write("library/exercises/mine.yaml", WRONG)
    result = planner("show", name, *options)
    assert result.code == 0
    said = {line.removeprefix("warning: ") for line in result.err.splitlines()}
    assert said == set(planner("check", "library/exercises/mine.yaml").err.splitlines())
    assert any("out of reach; bend the knee more" in line for line in said)


def test_the_pictures_of_a_change(planner, write, tmp_path):
    change = (
        "precautions:\n  - {condition: balance, action: modify, why: You could fall., change: Hold on.,\n"
        "     pictures: own, props: [table], \n"
        "     steps: [{say: Hold on., pose: {base: standing, hand: table forward 90}}]}\n"
    )
    own = BRIDGE.partition("precautions:")[0] + change + "sources:" + BRIDGE.partition("sources:")[2]
    path = write("library/exercises/mine.yaml", own)
    planner("show", "mine", "-o", "plain.svg")
    result = planner("show", path, "--condition", "balance", "-o", "changed.svg")
    assert result.code == 0
    assert "precautions.0.steps.0.pose: hand_l, hand_r: " in result.err
    assert "draws it" not in result.err
    assert "; planner show --condition balance draws it" in planner("check", path).err
    assert (tmp_path / "changed.svg").read_text() != (tmp_path / "plain.svg").read_text()
    missing = planner("show", path, "--condition", "pregnancy", "-o", "x.svg")
    assert missing.code == 2
    assert 'has no pictures of its own for "pregnancy"; it has some for balance' in missing.err
    assert planner("show", path, "--condition", "balance").code == 2


def test_a_file_with_nothing_but_a_pose(planner, write):
    write("try.yaml", FLYING)
    result = planner("show", "try.yaml", "-o", "try.svg")
    assert result.code == 0
    assert result.err.splitlines()[0].startswith("warning: try.yaml:1:7: pose: ")
    assert "under the floor" in result.err
    words = planner("show", "try.yaml")
    assert (words.code, words.out) == (2, "")
    assert "-o pictures.svg" in words.err


def test_own_exercises_are_found_around_the_file_and_in_this_folder(planner, write, tmp_path, monkeypatch):
    own = BRIDGE.replace("sources: [", "sources: [ours, ")
    path = write("river/library/exercises/mine.yaml", own)
    write("river/library/sources.yaml", "ours: {publisher: River, title: Our own}\n")
    assert "source: River: Our own" in planner("show", path).out
    missing = planner("show", "mine")
    assert missing.code == 2
    assert "(your own are looked for in the folder library/ here, or in --library FOLDER)" in missing.err
    assert planner("show", "mine", "--library", "river/library").code == 0
    monkeypatch.chdir(tmp_path / "river")
    assert "source: River: Our own" in planner("show", "mine").out
