"""A short plan, so that many booklets take no time, and rosters to read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.batch.roster import Roster, Row, read_roster

PLAN = """\
title: Easy moves
summary: A little each day.
version: "1.0"
for: Low back pain.
not_for: Leg pain.
weeks: 1
days: [mon, wed, fri]
phases: [{title: Settle, weeks: 1, aim: Calm the pain., exercises: [walking, pelvic-tilt]}]
sections: [cover, safety, overview]
"""


@pytest.fixture
def plan_file(write) -> Path:
    return write("plan.yaml", PLAN)


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
