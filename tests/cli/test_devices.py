"""Pipes and devices in the place of files: an error each, at once, and nothing that waits or never ends."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names")
ROSTER = "id,name\n1,Ana\n"
COMMANDS = {
    "plan": ("x.yaml", "build x.yaml -o b.pdf"),
    "patient": ("x.yaml", "build keep-well --patient x.yaml -o b.pdf"),
    "clinic": ("x.yaml", "build keep-well --clinic x.yaml -o b.pdf"),
    "password": ("x", "build keep-well --password-file x -o b.pdf"),
    "earlier calendar": ("x", "build keep-well --start 2026-12-07 --calendar-before x --calendar c.ics -o b.pdf"),
    "logo": ("x.png", "build keep-well --clinic clinic.yaml -o b.pdf"),
    "roster": ("x.csv", "batch keep-well x.csv -o out"),
    "workbook": ("x.xlsx", "batch keep-well x.xlsx -o out"),
    "lines": ("x.ndjson", "batch keep-well x.ndjson -o out"),
    "profile": ("x.yaml", "batch keep-well roster.csv --profile x.yaml -o out"),
    "roster to describe": ("x.csv", "roster x.csv"),
    "checked": ("x.yaml", "check x.yaml"),
    "checked folder": ("lib/exercises/x.yaml", "check lib"),
    "checked logo": ("x.png", "check clinic.yaml"),
    "shown": ("x.yaml", "show x.yaml --yaml"),
    "listed": ("lib/themes/x.yaml", "list themes --library lib"),
    "language": ("lib/languages/xx.po", "list languages --library lib"),
}


@pytest.fixture(autouse=True)
def ends() -> Iterator[None]:
    """What waits for ever is a failure, not a test run that hangs."""

    def late(*_: object) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
@pytest.mark.parametrize("what", COMMANDS)
def test_what_is_no_file_is_said(planner, write, tmp_path, what, kind):
    name, words = COMMANDS[what]
    write("roster.csv", ROSTER)
    write("clinic.yaml", "name: R\nlogo: x.png\n")
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    result = planner(*words.split())
    assert result.code == 2, result.err
    assert not Path("b.pdf").exists()
    assert not Path("out").exists()


@pytest.mark.parametrize("name", ["report.jsonl", "failed.csv", "1.pdf", "report.html"])
def test_a_pipe_in_the_place_of_an_output_is_not_waited_for(planner, write, tmp_path, name):
    write("roster.csv", ROSTER)
    (tmp_path / "out").mkdir()
    os.mkfifo(tmp_path / "out" / name)
    assert planner("batch", "keep-well", "roster.csv", "-o", "out").code == 4
    assert planner("batch", "keep-well", "roster.csv", "-o", "out", "--resume").code in (0, 3, 4)
