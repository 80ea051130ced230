"""Values that a program makes in place of a file: as nodes, and within the limits of a file."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.content.yaml import MAX_BYTES, MAX_DEPTH, NOWHERE, TOO_MUCH, Loc, Map, Node
from planner.problems import InputError, Problem

MOST_BITS = 10_000
"""Of a number that Python still writes out in digits."""


def refuse_too_much(values: Mapping[Any, Any]) -> None:
    """Raise InputError for values of a program that are more, or deeper, than those of any file."""
    left = MAX_BYTES
    stack: list[tuple[Any, int, Loc]] = [(values, 0, ())]
    while stack:
        value, depth, loc = stack.pop()
        items = (
            value.items() if isinstance(value, Mapping) else enumerate(value if isinstance(value, list | tuple) else ())
        )
        left -= len(value) if isinstance(value, str) else 1
        for key, item in items:
            if any(isinstance(one, int) and one.bit_length() > MOST_BITS for one in (key, item)):
                advice = "write a smaller one"
                raise InputError(
                    Problem(loc=loc or (_named(key),), text="is a number that nobody can read", advice=advice)
                )
            left -= len(str(key))
            stack.append((item, depth + 1, loc or (str(key),)))
        if depth > MAX_DEPTH:
            raise InputError(Problem(loc=loc, text=f"more than {MAX_DEPTH} lists and maps within each other"))
        if left < 0:
            raise InputError(replace(TOO_MUCH, loc=loc))


def _named(key: Any) -> str:  # noqa: ANN401 - whatever a program has as a key
    """Return a key; of one that is such a number itself, nothing."""
    return "" if isinstance(key, int) and key.bit_length() > MOST_BITS else str(key)


class Written(dict[str, Any]):
    """The values of a text that remember where they were written: what is made of them has their places and slips."""

    root: Node


def written(value: Any, path: Path = NOWHERE, text: Node | None = None) -> Node:  # noqa: ANN401 - maps, lists, texts, numbers and None
    """Return values made by a program as nodes; they stand nowhere, but for those that a text still says."""
    text = value.root if isinstance(value, Written) else text
    if text and text.plain() == value:
        return text
    if isinstance(value, Mapping):
        pairs = []
        for key, item in value.items():
            key_there, there = (text and text.child(str(key))) or (Node(0, 0, str(key), path), None)
            pairs.append((key_there, written(item, path, there)))
        return Map(text.line, text.column, pairs, path) if text else Map(0, 0, pairs, path)
    if isinstance(value, list | tuple):
        return Node(0, 0, [written(item, path) for item in value], path)
    return Node(0, 0, value, path)
