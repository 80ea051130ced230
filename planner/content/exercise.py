"""An exercise as a physiotherapist writes it, and the conditions that bear on it."""

from typing import Any, Literal

from pydantic import Field, model_validator

from planner.content.review import Review
from planner.content.scalars import ConditionId, Count, ExerciseId, Line, Prose, Seconds, SourceId
from planner.content.spec import Document, Spec

Aim = Literal["mobility", "stretch", "stabilise", "strengthen", "relax", "nerve"]
Position = Literal["supine", "prone", "side-lying", "hands-and-knees", "half-kneeling", "sitting", "standing"]
Action = Literal["avoid", "modify", "ask"]


class DoseChange(Spec):
    """What differs from a dose. Seconds, unless a field's name says otherwise."""

    sets: Count | None = None
    """Rounds of all repeats."""
    reps: Count | None = None
    """Repeats in a set."""
    hold: Seconds | None = None
    """How long each repeat is held: 10 s."""
    rest: Seconds | None = None
    """Between two repeats."""
    time: Seconds | None = None
    """How long it lasts, for what is not counted: a walk, a rest."""
    per_day: Count | None = None
    """How often a day."""
    days_per_week: int | None = Field(default=None, ge=1, le=7)
    """At most: the days themselves are the plan's or the patient's."""


class Dose(Spec):
    """How much of an exercise."""

    sets: Count = 1
    """Rounds of all repeats."""
    reps: Count = 1
    """Repeats in a set."""
    hold: Seconds = 0
    """How long each repeat is held: 10 s."""
    rest: Seconds = 0
    """Between two repeats: 10 s."""
    time: Seconds = 0
    """How long it lasts, for what is not counted: 10 min."""
    per_day: Count = 1
    """How often a day."""
    days_per_week: int = Field(default=7, ge=1, le=7)
    """At most: the days themselves are the plan's or the patient's."""

    def changed(self, *changes: "DoseChange | None") -> "Dose":
        """This dose with the fields that the changes name; the last one wins."""
        new: dict[str, int] = {}
        for change in changes:
            if change is not None:
                new |= {k: v for k in Dose.model_fields if (v := getattr(change, k)) is not None}
        return self.model_copy(update=new)


class Level(DoseChange):
    """A rung of the ladder: what differs from the exercise's dose, and what to do differently."""

    note: Line | None = None
    """What to do differently on this rung."""


class Step(Spec):
    """One thing to do. A step with a pose or a picture is shown; the steps after it stand beside what is shown."""

    say: Line
    """What to do, in a sentence or two."""
    label: Line | None = None
    """The picture's name: Start, Lift, Hold."""
    pose: dict[str, Any] | None = None
    """Joint angles and contacts; names only what changes from the picture before."""
    picture: Line | None = None
    """In place of a pose: a JPEG, PNG or SVG beside the exercise's file."""
    alt: Line | None = None
    """What the picture shows, for whoever cannot see it. For picture."""
    arrow: Any = None
    """What moves, by landmark: `knee_r`, or with a direction `knee_r forward`; `return` for the way back."""
    felt_at: Any = None
    """Where it stretches."""
    works_at: Any = None
    """Where it works."""
    hold: bool = False
    """The picture shows a position that is held."""
    other_side: bool = False
    """The picture is followed by the same on the other side."""
    ghost: bool = False
    """The picture before stands behind it, dashed."""

    @property
    def pictured(self) -> bool:
        """Whether it is a picture of its own."""
        return self.pose is not None or self.picture is not None

    @model_validator(mode="after")
    def _one_picture(self) -> "Step":
        if self.pose is not None and self.picture is not None:
            raise ValueError("a step has a pose or a picture, not both")
        if self.picture is not None and not self.alt:
            raise ValueError("picture needs alt: what it shows, in words, for whoever cannot see it")
        if self.alt and self.picture is None:
            raise ValueError("alt belongs to a step with a picture; what a pose shows is said by itself")
        return self

    @model_validator(mode="after")
    def _marks_need_a_pose(self) -> "Step":
        marks = [k for k in ("arrow", "felt_at", "works_at") if getattr(self, k) is not None]
        if self.picture is not None:
            marks += [k for k in ("hold", "other_side", "ghost") if getattr(self, k)]
        if marks and self.pose is None:
            raise ValueError(f"{marks[0]} belongs to a step with a pose")
        if self.label is not None and not self.pictured:
            raise ValueError("label belongs to a step with a pose or a picture")
        return self


class Precaution(Spec):
    """What a condition means for an exercise."""

    condition: ConditionId
    """Its id (planner list conditions)."""
    action: Action
    """avoid leaves it out, ask leaves it out until it is cleared, modify changes it."""
    why: Line
    """The reason, in a sentence that the patient reads."""
    change: Line | None = None
    """What to do differently: printed at the top of the card. For modify."""
    dose: DoseChange | None = None
    """What changes about the dose. For modify."""
    steps: tuple[Step, ...] = ()
    """Its own steps, where the words or pictures would show what the change forbids."""
    props: Any = None
    """Things in its own pictures, instead of the exercise's: bed, chair."""
    felt: Line | None = None
    """Where it is felt, if that is not where the exercise is."""
    mistakes: tuple[Line, ...] = ()
    """Its own, where the exercise's do not go with its steps."""
    cautions: tuple[Line, ...] = ()
    """Its own, for the same reason."""
    equipment: tuple[Line, ...] | None = None
    """What its steps need, if that is not what the exercise needs."""
    notes: Literal["same", "none"] = "same"
    """Whether the notes of the ladder's rungs go with its steps."""
    pictures: Literal["same", "own", "none"] = "same"
    """Of the changed exercise: the same, of its own steps, or none."""
    instead: ExerciseId | None = None
    """What to do in its place. For avoid."""

    @property
    def unpictured(self) -> bool:
        """Whether nobody has said that the pictures fit the change."""
        return self.action == "modify" and not self.steps and "pictures" not in self.model_fields_set

    @model_validator(mode="after")
    def _complete(self) -> "Precaution":
        if self.action == "modify" and not self.change:
            raise ValueError("modify needs a change: the words that are printed at the top of the card")
        if self.action != "modify" and (self.change or self.dose or self.steps):
            raise ValueError(f"change, dose and steps belong to modify, not to {self.action}")
        has_own = any(step.pictured for step in self.steps)
        if has_own != (self.pictures == "own"):
            raise ValueError("pictures: own, and steps with a pose or a picture, go together")
        worded = [key for key in ("felt", "mistakes", "cautions", "equipment", "notes") if key in self.model_fields_set]
        if worded and not self.steps:
            raise ValueError(f"{worded[0]} belongs to a precaution with steps of its own")
        if self.props is not None and not has_own:
            raise ValueError("props belongs to pictures: own")
        return self


class Exercise(Document):
    """One exercise of the library."""

    title: Line
    """What it is called."""
    summary: Line
    """What it does for you, in one sentence."""
    aim: Aim
    """What kind of exercise it is."""
    position: Position
    """In which position it is done."""
    side: Literal["both", "each", "alternate", "affected"] = "both"
    """Both sides at once, each after the other, in turns, or only the one that hurts."""
    equipment: tuple[Line, ...] = ()
    """What is needed: mat, chair."""
    dose: Dose
    """How much of it, at first."""
    dose_basis: Prose | None = None
    """Which number comes from where, or that it is weak. For clinicians."""
    total_a_day: bool = False
    """Whether its source says how many in a day, over all times: that number is printed too."""
    levels: tuple[Level, ...] = ()
    """The ladder: what differs from the dose on each rung; a plan's phase picks the rung."""
    seconds_per_rep: Count = 4
    """Moving time of a repeat, beside hold and rest."""
    easier: ExerciseId | None = None
    """An easier exercise, by id."""
    harder: ExerciseId | None = None
    """A harder one, by id."""
    view: Any = "side"
    """From where it is seen."""
    props: Any = ()
    """Things in the picture: mat, chair, wall."""
    steps: tuple[Step, ...] = Field(min_length=1)
    """What to do, one after the other; a step with a pose is a picture."""
    felt: Line
    """Where it is felt."""
    mistakes: tuple[Line, ...] = Field(min_length=1)
    """Each goes on from "Try not to": a verb, no full stop."""
    cautions: tuple[Line, ...] = Field(min_length=1)
    """When to stop, and what to do instead."""
    precautions: tuple[Precaution, ...] = ()
    """What a patient's conditions mean for it."""
    sources: tuple[SourceId, ...] = Field(min_length=1)
    """Where it comes from, by id (planner list sources)."""
    reviewed_by: Review | None = None
    """Who looked at it; null for nobody yet."""

    @model_validator(mode="after")
    def _one_precaution_each(self) -> "Exercise":
        names = [p.condition for p in self.precautions]
        twice = sorted({n for n in names if names.count(n) > 1})
        if twice:
            raise ValueError(f"two precautions for {twice[0]}; write one")
        return self
