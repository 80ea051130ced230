"""What steps show: a person drawn from a pose, or a picture of the clinic's own."""

from typing import get_args

from planner.blocks import Figure
from planner.content.exercise import Exercise, Position, Step
from planner.content.library import Library
from planner.content.pictures import scene_of
from planner.figure import draw, thumbnail
from planner.programme.programme import Item, Programme
from planner.sections.edition import Edition

ON_THE_FLOOR: tuple[str, ...] = ("supine", "prone", "hands-and-knees", "half-kneeling")
NOT_SHOWN: dict[str, tuple[str, ...]] = {
    "balance": get_args(Position),  # walking without a stick, too
    "knee-kneeling": ("hands-and-knees", "half-kneeling"),
    "wrist-shoulder": ("hands-and-knees",),
    "hip-replacement": ON_THE_FLOOR,
    "post-surgery": ON_THE_FLOOR,
}
"""Positions that a condition rules out for an example, such as on the cover, though it may only change an exercise."""


def barred(programme: Programme, library: Library) -> frozenset[str]:
    """Return the positions in which a patient with these conditions is not to see anybody as an example."""
    found: set[str] = set()
    for name in programme.patient.conditions:
        found.update(NOT_SHOWN.get(name, ()))
        if name in library.conditions:
            found.update(library.conditions[name].avoid_positions)
    return frozenset(found)


def figures(
    exercise: Exercise,
    steps: tuple[Step, ...],
    edition: Edition,
    turn: int,
    *,
    on_bed: bool = False,
    sore: str | None = None,
) -> tuple[Figure | None, ...]:
    """Return what each step shows, done by the person whose turn it is; None for one beside the picture before it."""
    key = "figures", exercise, _which(exercise, steps), edition.person(turn), on_bed, sore
    return edition.once(key, lambda: _figures(exercise, steps, edition, turn, on_bed=on_bed, sore=sore))


def _which(exercise: Exercise, steps: tuple[Step, ...]) -> int:
    """Return which of an exercise's steps these are: 0 for its own, then those of its precautions in their order."""
    written = [exercise.steps, *(precaution.steps for precaution in exercise.precautions)]
    same = next((n for n, each in enumerate(written) if each is steps), None)
    return written.index(steps) if same is None else same


def _figures(
    exercise: Exercise, steps: tuple[Step, ...], edition: Edition, turn: int, *, on_bed: bool, sore: str | None
) -> tuple[Figure | None, ...]:
    scene = scene_of(exercise, steps, on_bed=on_bed, sore=sore)
    out: list[Figure | None] = []
    posed = 0
    for step in steps:
        if step.picture is not None:
            out.append(_photographed(exercise, step, edition))
        elif scene and step.pose is not None:
            out.append(Figure(draw(scene, posed, edition.person(turn)), edition.describe(scene, posed)))
            posed += 1
        else:
            out.append(None)
    return tuple(out)


def turn_of(item: Item) -> int:
    """Return whose turn an exercise is: the same person does it on every page, and the next exercise has another."""
    return item.number - 1


def small(item: Item, edition: Edition) -> Figure | None:
    """Return a small picture for lists: the last one, which says most; None if there is none."""
    if not item.pictured:
        return None
    which = _which(item.exercise, item.steps), item.on_bed, item.sore
    key = "small", item.exercise, *which, edition.person(turn_of(item))
    return edition.once(key, lambda: _small(item, edition))


def _small(item: Item, edition: Edition) -> Figure | None:
    last = next((step for step in reversed(item.steps) if step.pictured), None)
    if last is None:
        return None
    if last.picture is not None:
        return _photographed(item.exercise, last, edition)
    scene = scene_of(item.exercise, item.steps, on_bed=item.on_bed, sore=item.sore)
    if scene is None:
        return None
    n = len(scene.pictures) - 1
    return Figure(thumbnail(scene, n, edition.person(turn_of(item))), edition.describe(scene, n))


def _photographed(exercise: Exercise, step: Step, edition: Edition) -> Figure:
    return Figure(edition.photographs(exercise, step), step.alt or "")
