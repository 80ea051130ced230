"""Find what has the id of something built in and takes its place as a whole, where perhaps a part was meant."""

from collections.abc import Iterator
from pathlib import Path

from planner.content.extends import EXTENDS, pairs
from planner.content.library import Library
from planner.content.resources import data
from planner.content.same import same
from planner.content.spec import Document
from planner.content.yaml import Origin, tree
from planner.problems import Problem


def replaces(document: Document, plural: str) -> Iterator[Problem]:
    """Yield what is said of a file of one's own without `extends` that has the id of a built-in one."""
    origin, built_in = document.origin, data("plans").resolve()
    folder = built_in if plural == "plans" else built_in / "library" / plural
    there = folder / f"{document.key}.yaml"
    if origin and there.is_file() and len(origin.files) == 1 and not same(origin.path, there):
        yield document.problem((), _in_place_of(document.key))


def replaced_entries(path: Path, origin: Origin, library: Library) -> Iterator[Problem]:
    """Yield what is said of each condition that takes the place of a built-in one."""
    own = path.name == "conditions.yaml" and library.layer_of(path) > 0
    below = tree(data("plans") / "library" / path.name) if own else None
    for key, node in pairs(origin.root) if below else ():
        there = below.child(str(key.value)) if below else None
        if there and not node.child(EXTENDS) and node.plain() != there[1].plain():
            yield key.problem((str(key.value),), _in_place_of(str(key.value)))


def _in_place_of(key: str) -> Problem:
    text = f'takes the place of the built-in "{key}", which is no longer read'
    advice = f"to change a part of that, write extends: {key}; to have both, choose another name"
    return Problem(text=text, advice=advice)
