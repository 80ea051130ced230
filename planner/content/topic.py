"""A topic: a page or two about one thing, of parts in the order of the file."""

from collections.abc import Iterator

from pydantic import Field, model_validator

from planner.content.exercise import Review
from planner.content.guidelines import Posed, pose_faults
from planner.content.scalars import Id, Line, Prose
from planner.content.source import Loc, nearest
from planner.content.spec import Document, Spec
from planner.figure.vocabulary import PAIRED_LANDMARKS, SINGLE_LANDMARKS

LANDMARKS = (*SINGLE_LANDMARKS, *(f"{name}_{side}" for name in PAIRED_LANDMARKS for side in "lr"))
"""Places on a body by name."""


class Shown(Spec):
    """Words with a picture."""

    say: Line
    """What it shows."""
    picture: Posed
    """A person in that position."""


class Contrast(Spec):
    """What is good beside what to change."""

    title: Line
    """What both are about."""
    good: Shown
    """What is good."""
    change: Shown
    """What to change."""


class Place(Spec):
    """A place on a body that has a name."""

    at: Line
    """A landmark of the body."""
    say: Line
    """Its name."""


class BodyMap(Spec):
    """A person with a line along the body. The parts that follow it stand at its left."""

    picture: Posed
    """The person."""
    line: tuple[Line, ...] = ()
    """Landmarks through which it runs."""
    dashed_from: Line | None = None
    """The landmark from which on it is dashed."""
    places: tuple[Place, ...] = ()
    """Names beside the line."""
    says: Line
    """What it shows, for whoever cannot see it."""


_KINDS = ("text", "do", "avoid", "pairs", "stages", "body", "note", "alarm")


class Part(Spec):
    """One thing on the page: exactly one of its kinds."""

    title: Line | None = None
    """Of a list (do, avoid) or a text."""
    text: Prose | None = None
    """One or more paragraphs."""
    do: tuple[Line, ...] | None = None
    """A list with ticks."""
    avoid: tuple[Line, ...] | None = None
    """A list with crosses."""
    pairs: tuple[Contrast, ...] | None = None
    """What is good beside what to change."""
    stages: tuple[Shown, ...] | None = None
    """Pictures one after the other, at one scale."""
    body: BodyMap | None = None
    """A line along a body."""
    note: Prose | None = None
    """In a frame."""
    alarm: Line | None = None
    """Behind the stop sign."""

    @model_validator(mode="after")
    def _one_kind(self) -> "Part":
        kinds = [kind for kind in _KINDS if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise ValueError(f"a part is one of {', '.join(_KINDS)}; this one has {' and '.join(kinds) or 'none'}")
        if self.title and kinds[0] not in ("text", "do", "avoid"):
            raise ValueError(f"title belongs to text, do or avoid, not to {kinds[0]}")
        return self


class Topic(Document):
    """What the booklet says about one thing."""

    title: Line
    """Of the page."""
    lead: Line
    """Under the title."""
    parts: tuple[Part, ...] = Field(min_length=1)
    """From the top down."""
    sources: tuple[Id, ...] = ()
    """Where it comes from, by id."""
    reviewed_by: Review | None = None
    """Who looked at it; null for nobody yet."""

    def faults(self) -> list[str]:
        """Every pose that cannot be had and every landmark that is not there, with their places."""
        wrong = list(pose_faults(self, pictures(self)))
        for loc, name in _landmarks(self):
            if name not in LANDMARKS:
                known = nearest(name, list(LANDMARKS))
                wrong.append(self.problem(loc, f'there is no place "{name}" on a body{known}'))
        return wrong


def pictures(topic: Topic) -> Iterator[tuple[Loc, Posed]]:
    """Every person in it, with the way to it."""
    for n, part in enumerate(topic.parts):
        for k, pair in enumerate(part.pairs or ()):
            yield ("parts", n, "pairs", k, "good", "picture"), pair.good.picture
            yield ("parts", n, "pairs", k, "change", "picture"), pair.change.picture
        for k, stage in enumerate(part.stages or ()):
            yield ("parts", n, "stages", k, "picture"), stage.picture
        if part.body:
            yield ("parts", n, "body", "picture"), part.body.picture


def _landmarks(topic: Topic) -> Iterator[tuple[Loc, str]]:
    for n, part in enumerate(topic.parts):
        if part.body:
            yield from ((("parts", n, "body", "line", k), name) for k, name in enumerate(part.body.line))
            yield from ((("parts", n, "body", "places", k, "at"), p.at) for k, p in enumerate(part.body.places))
            if part.body.dashed_from:
                yield ("parts", n, "body", "dashed_from"), part.body.dashed_from
