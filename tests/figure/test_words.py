"""The words for whoever cannot see the picture."""

import pytest

from planner.figure import WORDS, describe
from tests.figure.scenes import PICTURES, SCENES
from tests.figure.scenes import WORDS as PHRASES


def test_the_language_has_every_phrase() -> None:
    assert set(PHRASES) == WORDS


@pytest.mark.parametrize(("name", "n"), PICTURES)
def test_every_picture_is_described(name: str, n: int) -> None:
    text = describe(SCENES[name], n, PHRASES)
    assert text.endswith(".")
    assert len(text) < 220


def test_it_says_what_a_person_would_say() -> None:
    text = describe(SCENES["single-knee-to-chest"], 1, PHRASES)
    assert text.startswith("Side view: lying on the back, right knee pulled to the chest, left knee bent")


@pytest.mark.parametrize(
    ("name", "n", "says"),
    [
        ("belly-breathing", 0, "belly rises"),
        ("belly-breathing", 1, "belly sinks"),
        ("abdominal-brace", 1, "belly firm"),
        ("pelvic-tilt", 1, "low back pressed flat"),
        ("heel-sit-stretch", 1, "sitting back on the heels"),
        ("curl-up", 1, "chest lifted"),
        ("hip-hinge with balance", 1, "bent forward, hands on a table"),
    ],
)
def test_it_says_what_changed(name: str, n: int, says: str) -> None:
    assert says in describe(SCENES[name], n, PHRASES)
    if n:
        assert says not in describe(SCENES[name], n - 1, PHRASES)


def test_a_first_picture_does_not_say_that_the_belly_moved() -> None:
    assert "belly ris" not in describe(SCENES["abdominal-brace"], 0, PHRASES)
    assert "belly sink" not in describe(SCENES["abdominal-brace"], 0, PHRASES)
