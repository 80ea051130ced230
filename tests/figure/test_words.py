"""The words for whoever cannot see the picture."""

import pytest
from conftest import PICTURES, SCENES

from planner.figure import WORDS, describe


def test_the_language_has_every_phrase(words: dict[str, str]) -> None:
    assert set(words) == WORDS


@pytest.mark.parametrize(("name", "n"), PICTURES)
def test_every_picture_is_described(name: str, n: int, words: dict[str, str]) -> None:
    text = describe(SCENES[name], n, words)
    assert text.endswith(".")
    assert len(text) < 220


def test_it_says_what_a_person_would_say(words: dict[str, str]) -> None:
    text = describe(SCENES["single-knee-to-chest"], 1, words)
    assert text.startswith("Side view: lying on the back, right knee pulled to the chest, left knee bent")


def test_the_mirror_image_is_described_as_seen(words: dict[str, str]) -> None:
    assert "left knee pulled to the chest" in describe(SCENES["single-knee-to-chest"], 1, words, mirror=True)
