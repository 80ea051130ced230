"""An exercise as a physiotherapist writes it, and the conditions that bear on it."""

from typing import Any, Literal

from pydantic import Field, model_validator

from planner.content.scalars import Count, Id, Line, Prose, Seconds
from planner.content.spec import Document, Spec

Aim = Literal["mobility", "stretch", "stabilise", "strengthen", "relax", "nerve"]
Position = Literal["supine", "prone", "side-lying", "hands-and-knees", "half-kneeling", "sitting", "standing"]
Action = Literal["avoid", "modify", "ask"]


class DoseChange(Spec):
    """What differs from a dose. Seconds, unless a field's name says otherwise."""

    sets: Count | None = None
    reps: Count | None = None
    hold: Seconds | None = None
    rest: Seconds | None = None
    """Between two repeats."""
    time: Seconds | None = None
    """How long it lasts, for what is not counted: a walk, a rest."""
    per_day: Count | None = None
    days_per_week: int | None = Field(default=None, ge=1, le=7)


class Dose(Spec):
    """How much of an exercise."""

    sets: Count = 1
    reps: Count = 1
    hold: Seconds = 0
    rest: Seconds = 0
    time: Seconds = 0
    per_day: Count = 1
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


class Step(Spec):
    """One thing to do. A step with a pose or a picture is shown; the steps after it stand beside what is shown."""

    say: Line
    label: Line | None = None
    """The picture's name: Start, Lift, Hold."""
    pose: dict[str, Any] | None = None
    """Joint angles and contacts; names only what changes from the picture before."""
    picture: Line | None = None
    """In place of a pose: a JPEG, PNG or SVG beside the exercise's file."""
    alt: Line | None = None
    """What the picture shows, for whoever cannot see it. For picture."""
    arrow: Any = None
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

    condition: Id
    action: Action
    why: Line
    change: Line | None = None
    """What to do differently: printed at the top of the card. For modify."""
    dose: DoseChange | None = None
    steps: tuple[Step, ...] = ()
    """Its own steps, where the words or pictures would show what the change forbids."""
    pictures: Literal["same", "own", "none"] = "same"
    instead: Id | None = None
    """What to do in its place. For avoid."""

    @model_validator(mode="after")
    def _complete(self) -> "Precaution":
        if self.action == "modify" and not self.change:
            raise ValueError("modify needs a change: the words that are printed at the top of the card")
        if self.action != "modify" and (self.change or self.dose or self.steps):
            raise ValueError(f"change, dose and steps belong to modify, not to {self.action}")
        has_own = any(step.pictured for step in self.steps)
        if has_own != (self.pictures == "own"):
            raise ValueError("pictures: own, and steps with a pose or a picture, go together")
        return self


class Review(Spec):
    """Who looked at a text, and when it is to be looked at again."""

    name: Line
    on: Line
    review_again: Line | None = None


class Exercise(Document):
    """One exercise of the library."""

    title: Line
    summary: Line
    """What it does for you, in one sentence."""
    aim: Aim
    position: Position
    side: Literal["both", "each", "alternate", "affected"] = "both"
    equipment: tuple[Line, ...] = ()
    dose: Dose
    dose_basis: Prose | None = None
    """Which number comes from where, or that it is weak. For clinicians."""
    levels: tuple[Level, ...] = ()
    seconds_per_rep: Count = 4
    easier: Id | None = None
    harder: Id | None = None
    view: Any = "side"
    props: Any = ()
    steps: tuple[Step, ...] = Field(min_length=1)
    felt: Line
    mistakes: tuple[Line, ...] = Field(min_length=1)
    """Each goes on from "Try not to": a verb, no full stop."""
    cautions: tuple[Line, ...] = Field(min_length=1)
    precautions: tuple[Precaution, ...] = ()
    sources: tuple[Id, ...] = Field(min_length=1)
    reviewed_by: Review | None = None

    @model_validator(mode="after")
    def _one_precaution_each(self) -> "Exercise":
        names = [p.condition for p in self.precautions]
        twice = sorted({n for n in names if names.count(n) > 1})
        if twice:
            raise ValueError(f"two precautions for {twice[0]}; write one")
        return self


class Condition(Spec):
    """Something a patient has that bears on exercises."""

    title: Line
    says: Line
    """One sentence, in plain words."""
    only: tuple[Id, ...] | None = None
    """Where set: nothing but these exercises suits."""
    avoid_positions: tuple[Position, ...] = ()
    """Exercises in these positions are left out, unless their own precaution for it says otherwise."""
    why: Line | None = None
    """The reason, where the condition itself (only, avoid_positions) leaves an exercise out."""

    @model_validator(mode="after")
    def _reason(self) -> "Condition":
        if (self.only is not None or self.avoid_positions) and not self.why:
            raise ValueError("needs a why: the reason that is given when it leaves an exercise out")
        return self


class Reference(Spec):
    """Where a number or a statement comes from; printed by publisher and title."""

    publisher: Line
    title: Line
    note: Line | None = None


class Term(Spec):
    """A hard word that must stay, and what it means."""

    means: Line
