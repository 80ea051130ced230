"""A topic: a page or two about one subject, made of parts in the order of the file."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from planner.content.extends import items_of
from planner.content.posed import Pictured, Posed, both, in_its_place, pose_faults, with_words
from planner.content.review import Review
from planner.content.scalars import ConditionId, Line, PrintedLine, PrintedProse, SourceId, TopicId
from planner.content.spec import Spec
from planner.content.suggest import did_you_mean
from planner.content.yaml import Loc, Map, Node
from planner.figure.vocabulary import LANDMARKS
from planner.problems import Problem


class Shown(Spec):
    """A picture with a caption."""

    say: PrintedLine
    """The caption."""
    picture: Posed
    """The pose to draw; or a photo: photo.jpg, with alt."""
    alt: PrintedLine | None = None
    """What the photo shows, for readers who cannot see it. Goes with a picture from a file."""
    off_floor: "Shown | None" = None
    """Caption and picture for readers who cannot get down to the floor."""
    not_for_conditions: tuple[ConditionId, ...] = ()
    """Other conditions that it does not suit: who has one gets off_floor in its place."""

    @model_validator(mode="after")
    def _in_words(self) -> "Shown":
        with_words(self.picture, self.alt)
        in_its_place(self.not_for_conditions, self.off_floor)
        return self


class Contrast(Spec):
    """A good way beside one to change, or beside another good one."""

    title: PrintedLine
    """What both pictures are about."""
    good: Shown
    """The good way."""
    change: Shown | None = None
    """The way to change, behind a cross."""
    other: Shown | None = None
    """In place of change: another good way, to take turns with the first."""
    not_for_conditions: tuple[ConditionId, ...] = ()
    """Conditions that neither suits: who has one does not see the two."""

    @property
    def second(self) -> Shown:
        """Return what stands beside the good way."""
        second = self.change or self.other
        assert second, "one of them is written"
        return second

    @model_validator(mode="after")
    def _one_second(self) -> "Contrast":
        if (self.change is None) == (self.other is None):
            raise ValueError("write change (a way to change) or other (another good way), one of the two")
        return self


class Place(Spec):
    """A label at a place on the body."""

    at: Line
    """A landmark of the body."""
    say: PrintedLine
    """The label."""


class BodyMap(Spec):
    """A person with a line along the body. The parts that follow are set to its left."""

    picture: Posed
    """The pose of the person."""
    line: tuple[Line, ...] = ()
    """Landmarks that the line runs through."""
    dashed_from: Line | None = None
    """The landmark from which the line is dashed."""
    places: tuple[Place, ...] = ()
    """Labels beside the line."""
    solid: PrintedLine | None = None
    """What the line means, under the body."""
    dashed: PrintedLine | None = None
    """What its dashed part means."""
    says: PrintedLine
    """A description for readers who cannot see it."""
    says_mirrored: PrintedLine | None = None
    """The same with left and right exchanged; with it, the map is mirrored where the other side hurts."""

    @model_validator(mode="after")
    def _drawn(self) -> "BodyMap":
        if self.picture.file:
            raise ValueError("the picture of a body is a pose: lines lead to places on it")
        return self

    def on(self, side: Literal["left", "right"] | None) -> "BodyMap":
        """Return the map on the side that hurts; as it is written without a side, or where it has none of its own."""
        written = {name[-2:] for name in (*self.line, *(place.at for place in self.places))} & {"_l", "_r"}
        if side is None or self.says_mirrored is None or written != {"_r" if side == "left" else "_l"}:
            return self
        new = {
            "line": tuple(map(_mirrored, self.line)),
            "dashed_from": self.dashed_from and _mirrored(self.dashed_from),
            "places": tuple(place.model_copy(update={"at": _mirrored(place.at)}) for place in self.places),
            "says": self.says_mirrored,
        }
        return self.model_copy(update=new)


def _mirrored(landmark: str) -> str:
    """Return the landmark of the other side."""
    other = {"_l": "_r", "_r": "_l"}
    return landmark[:-2] + other[landmark[-2:]] if landmark[-2:] in other else landmark


_KINDS = ("text", "do", "avoid", "pairs", "stages", "body", "picture", "note", "alarm")


class TopicPart(Spec):
    """One part of the page, of exactly one kind."""

    title: PrintedLine | None = None
    """The title of a list (do, avoid) or a text."""
    text: PrintedProse | None = None
    """One or more paragraphs."""
    do: tuple[PrintedLine, ...] | None = None
    """A list with ticks."""
    avoid: tuple[PrintedLine, ...] | None = None
    """A list with crosses."""
    pairs: tuple[Contrast, ...] | None = None
    """Good ways beside ways to change."""
    stages: tuple[Shown, ...] | None = None
    """Pictures one after the other, at one scale."""
    body: BodyMap | None = None
    """A line along a body."""
    picture: Posed | None = None
    """One large picture: photo.jpg, with alt; or a pose."""
    alt: PrintedLine | None = None
    """What the photo shows, for readers who cannot see it. Goes with a picture from a file."""
    note: PrintedProse | None = None
    """A note in a frame."""
    alarm: PrintedLine | None = None
    """A warning after a stop sign."""

    @model_validator(mode="after")
    def _one_kind(self) -> "TopicPart":
        kinds = [kind for kind in _KINDS if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise ValueError(f"a part is one of {', '.join(_KINDS)}; this one has {' and '.join(kinds) or 'none'}")
        if self.title and kinds[0] not in ("text", "do", "avoid"):
            raise ValueError(f"title belongs to text, do or avoid, not to {kinds[0]}")
        with_words(self.picture, self.alt)
        return self


class Topic(Pictured):
    """A subject that the booklet explains."""

    extends: TopicId | None = None
    """The topic that this one changes, by id: write only what differs. Of its own id: the one below."""
    title: PrintedLine
    """The title of the page."""
    lead: PrintedLine
    """A line under the title."""
    parts: tuple[TopicPart, ...] = Field(min_length=1)
    """The parts from top to bottom."""
    not_for_conditions: tuple[ConditionId, ...] = ()
    """Conditions that it does not suit: who has one gets the topic named by instead, or none."""
    instead: TopicId | None = None
    """The topic in its place, by id, for who has one of not_for_conditions."""
    usual: bool = True
    """Whether a plan that names no topics has it."""
    for_conditions: tuple[ConditionId, ...] = ()
    """Conditions that it is about. Whoever has one of them gets it, even if the plan does not name it; others get it
    only if the plan names it."""
    sources: tuple[SourceId, ...] = ()
    """Sources, by id (planner list sources)."""
    reviewed_by: Review | None = None
    """Who reviewed it, and when; null if nobody has yet."""

    @model_validator(mode="after")
    def _instead_of_something(self) -> "Topic":
        if self.instead and not self.not_for_conditions:
            raise ValueError("instead belongs to not_for_conditions: name the conditions that this topic does not suit")
        return self

    @classmethod
    def settled(cls, whole: Node, layer: Node, below: Node) -> Node:
        """Return the values of a layer over what was below; a list of parts that lost a warning is a slip."""
        whole = super().settled(whole, layer, below)
        listed, parts = layer.child("parts"), whole.child("parts")
        if listed and parts and not isinstance(listed[1], Map) and (lost := _alarms(below) - _alarms(whole)):
            text = f'the warning "{min(lost)}" of the page below is not in these parts'
            parts[1].slip = Problem(text=text, advice="write it again, or change single parts by their numbers")
        return whole

    def posed(self) -> Iterator[tuple[Loc, Posed]]:
        """Yield every drawn person, with the way to it."""
        for n, part in enumerate(self.parts):
            for k, pair in enumerate(part.pairs or ()):
                yield from _posed(("parts", n, "pairs", k, "good"), pair.good)
                yield from _posed(("parts", n, "pairs", k, "change" if pair.change else "other"), pair.second)
            for k, stage in enumerate(part.stages or ()):
                yield from _posed(("parts", n, "stages", k), stage)
            if part.picture:
                yield from both(("parts", n, "picture"), part.picture)
            if part.body:
                yield from both(("parts", n, "body", "picture"), part.body.picture)

    def faults(self) -> list[Problem]:
        """Return every impossible pose and unknown landmark, with its place."""
        wrong = list(pose_faults(self, self.posed()))
        if self.key and self.instead == self.key:
            itself = Problem(text="is this topic itself", advice="name another one, or take this line out")
            wrong.append(self.problem(("instead",), itself))
        for loc, name in _landmarks(self):
            if name not in LANDMARKS:
                hint = did_you_mean(name, LANDMARKS)
                problem = Problem(text="there is no place {} on a body", quoted=name, advice=hint)
                wrong.append(self.problem(loc, problem))
        return wrong


def _alarms(topic: Node) -> set[str]:
    """Return the warnings of a topic, as written."""
    parts = topic.child("parts")
    found = (item.child("alarm") for item in items_of(parts[1])) if parts else ()
    return {str(alarm[1].value) for alarm in found if alarm}


def _posed(loc: Loc, shown: Shown) -> Iterator[tuple[Loc, Posed]]:
    yield from both((*loc, "picture"), shown.picture)
    if shown.off_floor:
        yield from _posed((*loc, "off_floor"), shown.off_floor)


def _landmarks(topic: Topic) -> Iterator[tuple[Loc, str]]:
    for n, part in enumerate(topic.parts):
        if part.body:
            yield from ((("parts", n, "body", "line", k), name) for k, name in enumerate(part.body.line))
            yield from ((("parts", n, "body", "places", k, "at"), p.at) for k, p in enumerate(part.body.places))
            if part.body.dashed_from:
                yield ("parts", n, "body", "dashed_from"), part.body.dashed_from
