"""A short plan, so that many booklets take no time, and rosters to read."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planner import load_plan
from planner.batch.batch import Batch
from planner.batch.roster import Roster, read_roster
from planner.batch.row import Row
from planner.booklet.press import Press
from planner.problems import for_commands
from tests.batch.runs import ROSTER, WRITTEN


@pytest.fixture(autouse=True)
def _commands() -> Iterator[None]:
    """Messages name the options of the commands, as in test_batch and wherever else a roster comes from."""
    with for_commands():
        yield


@pytest.fixture
def plan_file(write, easy_plan) -> Path:
    return write("plan.yaml", easy_plan.replace("safety]", "safety, overview]"))


@pytest.fixture
def read(tmp_path, library) -> Callable[..., Roster]:
    """A roster from the content of a file."""

    def made(content: str | bytes, name: str = "roster.csv", **options) -> Roster:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_roster(path, library=library, **options)

    return made


@pytest.fixture
def rows(read) -> Callable[..., list[Row]]:
    return lambda *args, **options: [*read(*args, **options)]


@pytest.fixture(scope="session")
def short(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "short.yaml"
    text = (
        "title: Easy moves\nsummary: A little.\nversion: '1'\nfor: Backs.\nnot_for: Legs.\nweeks: 1\ndays: daily\n"
        "phases: [{title: Settle, weeks: 1, aim: Calm., exercises: [walking, pelvic-tilt]}]\n"
        "sections: [cover, safety]\n"
    )
    path.write_text(text)
    return load_plan(path)


@pytest.fixture
def batch(tmp_path, library, short) -> Callable[..., Batch]:
    """A batch of a roster's text, into the folder `out` of the test's own."""

    def made(text: str = ROSTER, name: str = "roster.csv", **options) -> Batch:
        path = tmp_path / name
        path.write_bytes(text.encode())
        os.utime(path, (options.pop("at", WRITTEN),) * 2)
        roster = read_roster(path, library=library)
        return Batch(short, roster, options.pop("folder", tmp_path / "out"), Press(library=library), **options)

    return made
