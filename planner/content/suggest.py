"""Suggest the word that was probably meant; for conditions, also from a title or plain words."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache

from planner.content.resources import data
from planner.content.yaml import read
from planner.problems import Problem

LEAST = 0.6
"""The smallest share of the written words that a condition must contain to be suggested."""
_SMALL = frozenset("the and not that you your have has had are can cannot with for from who".split())  # noqa: SIM905 - shorter
"""Words that say nothing about a condition."""


def condition_meant(written: str, says: Mapping[str, str]) -> str:
    """Return `did you mean "x"?` for the condition nearest by its id, or by what it says; nothing if none is near."""
    if hint := did_you_mean("-".join(re.findall(r"[a-z0-9]+", written.lower())), tuple(says)):
        return hint
    words = _words(written)
    shared = {key: len(words & _words(text)) for key, text in says.items()}
    best = max(shared, key=lambda key: shared[key], default="")
    return f'did you mean "{best}"?' if words and shared[best] >= LEAST * len(words) else ""


def not_a_condition(written: str) -> Problem:
    """Return what is wrong with a text that cannot be an id: which built-in condition is meant, or how ids look."""
    if hint := condition_meant(written, _built_in()):
        return Problem(text="is not a condition's id", advice=hint)
    looks = "an id is small letters, digits and hyphens, such as osteoporosis"
    return Problem(text=looks, advice="planner list conditions shows them all")


def _words(text: str) -> frozenset[str]:
    """Return the significant words of a text, without plural s."""
    found = (word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 2)
    return frozenset(word.removesuffix("s") for word in found if word not in _SMALL)


@cache
def _built_in() -> dict[str, str]:
    """Return the text of each built-in condition by id. Read only when a suggestion is needed."""
    values, _ = read(data("plans") / "library" / "conditions.yaml")
    return {key: f"{entry['title']} {entry['says']}" for key, entry in values.items()}


def did_you_mean(word: str, known: Iterable[str], least: float = 0.6) -> str:
    """Return `did you mean "x"?` for the known word that is most like this one; nothing if none is like it."""
    close = closest(word, known, least)
    return f'did you mean "{close}"?' if close else ""


def closest(word: str, known: Iterable[str], least: float = 0.6) -> str:
    """Return the known word that is most like this one; nothing if none is like it."""
    return next(iter(get_close_matches(word, list(known), 1, least)), "")
