"""What tests of several packages share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from planner import load_library, load_plan
from planner.content.library import Library
from planner.content.plan import Plan
from planner.figure import CALM
from planner.sections.edition import Edition

ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine fails no test
settings.register_profile("explore", ANY_SPEED, derandomize=False)
settings.register_profile("same", ANY_SPEED, derandomize=True)  # a change is judged by the same examples everywhere
settings.load_profile("same")

TODAY = "1795348800"
"""22 November 2026, in seconds since 1970: the day that warnings count from."""
Write = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def today(monkeypatch) -> None:
    """Tests do not age."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan("low-back-relief")


@pytest.fixture(scope="session")
def edition(library) -> Edition:
    return Edition(library, library.language("en"), CALM)


@pytest.fixture(scope="session")
def easy_plan() -> str:
    """A plan of which many booklets take no time."""
    return """\
title: Easy moves
summary: A little each day.
version: "1.0"
for: Low back pain.
not_for: Leg pain.
weeks: 1
days: daily
phases: [{title: Settle, weeks: 1, aim: Calm the pain., exercises: [walking, pelvic-tilt]}]
sections: [cover, safety]
"""


@pytest.fixture
def write(tmp_path) -> Write:
    """Write a text to a file of the test's own folder."""

    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return written
