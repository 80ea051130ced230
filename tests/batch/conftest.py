"""A short plan, so that many booklets take no time, and rosters to read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.batch.roster import Roster, Row, read_roster


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
