"""The commands, run in this process as if they were typed."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.cli import main
from tests.cli.written import CLINIC, GOOD, PATIENT, PLAN, ROSTER


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@pytest.fixture
def planner(tmp_path, monkeypatch, capsys) -> Callable[..., Result]:
    """Run a command in the test's own folder."""
    monkeypatch.chdir(tmp_path)

    def typed(*words: str | Path) -> Result:
        monkeypatch.setattr(sys, "argv", ["planner", *map(str, words)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        caught = capsys.readouterr()
        return Result(code, caught.out, caught.err)

    return typed


@pytest.fixture
def files(write) -> Path:
    """A folder with a plan, a patient and a clinic, and an empty one to write to."""
    write("plan.yaml", PLAN)
    write("patient.yaml", PATIENT)
    folder = write("clinic.yaml", CLINIC).parent
    (folder / "out").mkdir()
    return folder


@pytest.fixture
def listed(write, easy_plan) -> Path:
    """A folder with a plan and a roster in which one row is wrong and one is a child's."""
    write("plan.yaml", easy_plan)
    return write("roster.csv", ROSTER).parent


@pytest.fixture
def good(write, listed) -> Path:
    """The same with a roster in order."""
    write("roster.csv", GOOD)
    return listed
