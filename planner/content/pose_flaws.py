"""Find broken contacts, impossible poses, and what of them has no effect, each with its place."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from planner.content.cover import Cover
from planner.content.exercise import Exercise, Step
from planner.content.guidelines import Guidelines
from planner.content.pictures import scene_of, scene_of_values
from planner.content.posed import Posed, placed, scene_of_posed
from planner.content.resources import data
from planner.content.spec import Document
from planner.content.topic import Topic
from planner.content.yaml import Loc, Origin
from planner.figure import PoseError, Scene
from planner.figure.contacts import contacts
from planner.figure.unused import unused
from planner.problems import Problem

MOST_KEPT = 512
"""Documents whose flaws are kept: those of a clinic's library, for each row of a batch."""


def of_own(documents: Iterable[Document]) -> Iterator[Problem]:
    """Warn of the poses of what does not come with the program, whose own poses are sound."""
    built_in = data("plans")
    for document in documents:
        if document.origin is None or not document.origin.path.is_relative_to(built_in):
            yield from _warned(document)


@lru_cache(MOST_KEPT)
def _warned(document: Document) -> tuple[Problem, ...]:
    return tuple(problem.warning() for problem in of_document(document))


def of_document(document: Document | None) -> Iterator[Problem]:
    """Yield what is wrong with the poses of a document."""
    match document:
        case Exercise():
            yield from _held(document, document.steps, ("steps",))
            for n, precaution in enumerate(document.precautions):
                drawn = f"planner show --condition {precaution.condition} draws it"
                for problem in of_change(document, n):
                    yield replace(problem, advice="; ".join(filter(None, (problem.advice, drawn))))
        case Topic() | Guidelines() | Cover():
            yield from _each(document, document.posed())


def of_change(exercise: Exercise, n: int) -> Iterator[Problem]:
    """Return what is wrong with the poses of one precaution, by its index."""
    return _held(exercise, exercise.precautions[n].steps, ("precautions", n, "steps"))


def of_values(values: dict[str, Any], origin: Origin) -> Iterator[Problem]:
    """Yield what is wrong with the poses of a file that holds only pictures, or one pose.

    Raise InputError, with their places, for poses that cannot be read.
    """
    scene = scene_of_values(values, origin)
    for n in range(len(scene.pictures)):
        loc: Loc = ("pose",) if "pose" in values else ("pictures", n, "pose")
        yield from (origin.problem(loc, problem) for problem in contacts(scene, n))
        yield from (origin.problem((*loc[:-1], *problem.loc), problem) for problem in unused(scene, n))


def _held(exercise: Exercise, steps: tuple[Step, ...], loc: Loc) -> Iterator[Problem]:
    scene = scene_of(exercise, steps)
    posed = [n for n, step in enumerate(steps) if step.pose is not None]
    for shown, n in enumerate(posed if scene else ()):
        for problem in contacts(scene, shown) if scene else ():
            yield exercise.problem((*loc, n, "pose"), problem)
        for problem in unused(scene, shown) if scene else ():
            yield exercise.problem((*loc, n, *problem.loc), problem)


def _each(document: Document, found: Iterator[tuple[Loc, Posed]]) -> Iterator[Problem]:
    for loc, posed in found:
        if posed.file:
            continue
        try:
            scene: Scene = scene_of_posed(posed)
        except PoseError as error:
            yield from placed(document, loc, error)
            continue
        yield from (document.problem((*loc, "pose"), problem) for problem in contacts(scene, 0))
        yield from (document.problem((*loc, *problem.loc), problem) for problem in unused(scene, 0))
