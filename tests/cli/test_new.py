"""A folder to start from: everything works in it at once."""

import csv
import json
import os
from datetime import date
from pathlib import Path

import pytest

from planner.content.kinds import NAMES
from planner.content.resources import data
from planner.outputs.starter import MONDAY


@pytest.fixture
def riverside(planner, tmp_path, monkeypatch):
    """The folder, and the user in it."""
    assert planner("new", "riverside").code == 0
    return tmp_path / "riverside"


def test_it_holds_one_of_each(riverside):
    found = {str(path.relative_to(riverside)) for path in riverside.rglob("*") if path.is_file()}
    assert found >= {"README.md", "plan.yaml", "clinic.yaml", "patient.yaml", "roster.csv"}
    assert {path.split("/")[1] for path in found if path.startswith("library/") and path.count("/") > 1} == {
        "exercises", "themes", "languages",
    }  # fmt: skip
    assert len((riverside / "library/themes/riverside.yaml").read_text("utf-8").splitlines()) == 5
    words = (riverside / "library/languages/en/exercises.yaml").read_text("utf-8").splitlines()
    assert len([line for line in words if not line.startswith("#")]) == 3
    steps = [(riverside / f"library/exercises/{name}.yaml").read_text("utf-8") for name in ("side-bend", "calf-raise")]
    assert [("pose:" in text, "picture:" in text) for text in steps] == [(True, False), (False, True)]
    with (riverside / "roster.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 3


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_who_may_read_the_folder_may_read_its_files(planner, tmp_path, mask, mode):
    before = os.umask(mask)
    try:
        assert planner("new", "shared").code == 0
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "shared").rglob("*") if path.is_file()} == {mode}


def test_check_finds_no_more_than_what_nobody_has_judged_or_reviewed(riverside, planner):
    result = planner("check", "riverside")
    assert (result.code, result.out) == (0, "11 files, no errors, 3 warnings\n")
    *silent, reviewed = result.err.splitlines()
    assert reviewed == (
        "warning: riverside/clinic.yaml:2:1: reviewed_by: nobody has reviewed the plans yet; once somebody has, "
        "write who and when"
    )
    assert "calf-raise.yaml:28:3: precautions: says nothing about hypermobile; " in silent[0]
    assert "side-bend.yaml:32:3: precautions: says nothing about sciatica-flexion-sensitive, " in silent[1]


def test_no_example_takes_the_place_of_a_built_in_exercise(riverside):
    own = {path.stem: path.read_text("utf-8") for path in (riverside / "library/exercises").glob("*.yaml")}
    built_in = {path.stem for path in (data("plans") / "library/exercises").glob("*.yaml")}
    assert [key for key in own if key in built_in and f"extends: {key}" not in own[key]] == []


def test_a_booklet_and_a_batch_are_made_at_once(riverside, planner, monkeypatch):
    monkeypatch.chdir(riverside)
    for words in ((), ("--patient", "patient.yaml"), ("--clinic", "clinic.yaml")):
        made = planner("build", "plan.yaml", *words, "-o", "x.pdf", "--overwrite")
        assert (made.code, made.err) == (0, "")
    made = planner("batch", "plan.yaml", "roster.csv", "--clinic", "clinic.yaml", "-o", "out")
    assert made.code == 0
    assert len(list((riverside / "out").glob("*.pdf"))) == 3


def test_every_file_names_a_schema_that_is_there(riverside):
    files = list(riverside.rglob("*.yaml"))
    assert len(files) == 11
    for path in files:
        first = path.read_text("utf-8").partition("\n")[0]
        assert first.startswith("# yaml-language-server: $schema=")
        found = (path.parent / first.partition("=")[2]).resolve()
        assert found.is_file()
        assert found.parent == riverside / "schemas"
    assert {path.stem for path in (riverside / "schemas").iterdir()} == set(NAMES)


def test_its_schemas_know_what_is_its_own(riverside):
    plan = json.loads((riverside / "schemas/plan.json").read_text("utf-8"))
    assert "side-bend" in plan["definitions"]["Entry"]["properties"]["exercise"]["examples"]
    assert {"plan.yaml", "low-back-relief"} < set(plan["properties"]["extends"]["examples"])
    assert "hypermobile" in (riverside / "schemas/patient.json").read_text("utf-8")


def test_it_shows_what_only_differs_a_profile_and_a_translation(riverside, planner, monkeypatch):
    monkeypatch.chdir(riverside)
    assert "\nask     hypermobile " in planner("show", "bridge").out
    made = planner(
        "batch", "plan.yaml", "export.csv", "--profile", "profile.yaml", "--clinic", "clinic.yaml", "-o", "x"
    )
    assert (made.code, sorted(path.stem for path in Path("x").glob("*.pdf"))) == (0, ["20481", "20482"])
    assert planner("translate", "--check", "es", "library").code == 0


def test_the_first_day_is_a_monday_to_come(riverside):
    assert "start: 2026-11-30" in (riverside / "patient.yaml").read_text("utf-8")  # the tests' today is the 22nd
    assert date.fromisoformat(MONDAY).weekday() == 0
    for name in ("patient.yaml", "roster.csv"):
        assert MONDAY in (data("plans") / "starter" / name).read_text("utf-8")


def test_it_never_overwrites(planner, tmp_path):
    (tmp_path / "mine").mkdir()
    assert planner("new", "mine").code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "mine").rglob("*") if path.is_file()}
    result = planner("new", "mine")
    assert (result.code, result.out) == (4, "")
    assert result.err == "mine: is there already; name a folder that is not, or an empty one\n"
    assert before == {path: path.read_bytes() for path in (tmp_path / "mine").rglob("*") if path.is_file()}
    (tmp_path / "file").write_text("x")
    assert planner("new", "file").code == planner("new", "file/below").code == 4


def test_the_commands_of_its_readme_are_right(riverside, planner):
    text = (riverside / "README.md").read_text("utf-8")
    block = text.partition("```sh\n")[2].partition("```")[0].splitlines()
    assert [line.split()[:2] for line in block] == [["planner", w] for w in ("build", "batch", "check", "watch")]
