"""A plan: a template of exercises over some weeks, for no patient in particular."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from planner.content.asked import asked
from planner.content.exercise import DoseChange
from planner.content.extends import at, extended, overlay
from planner.content.made import written
from planner.content.plan_files import plan_named
from planner.content.plan_values import TOO_MANY, WEEKS, in_one_phase, in_phases, settled, where_weeks_changed
from planner.content.ready import ready
from planner.content.review import Review
from planner.content.scalars import (
    WHOLE,
    ChecklistId,
    ConditionId,
    Count,
    Days,
    ExerciseId,
    GuidelinesId,
    Line,
    PlanName,
    PrintedLine,
    SectionName,
    ThemeId,
    TopicId,
)
from planner.content.spec import Document, Spec
from planner.content.suggest import LEAVE_OUT, in_braces, is_amount, says_none, side_by_side
from planner.content.yaml import Loc, Node, Origin
from planner.problems import InputError, Problem, counted

if TYPE_CHECKING:
    from planner.content.library import Library

Form = Literal["booklet", "handout", "one-page", "wallet-card", "doctor-visit"]
"""What can be made of a plan, in the order in which it is printed."""
BOOKLET: Literal["booklet"] = "booklet"
"""The form that has all of a plan's sections."""
ALL_BUT_TOPICS = (
    *("cover", "safety", "overview", "calendar", "exercises", "guidelines", "checklist", "log", "after-care"),
)
"""The sections of a booklet that has no topics."""
NO_TOPICS = f"name topics in a list; to print none, write sections: [{', '.join(ALL_BUT_TOPICS)}]"


class Entry(DoseChange):
    """An exercise in a phase, with what this plan changes about it."""

    exercise: ExerciseId
    """The exercise's id (planner list exercises)."""
    level: Count | None = None
    """The rung of its ladder, in place of the phase's."""
    levels: tuple[Count, ...] = ()
    """A rung for each week of the phase, in place of level: [1, 1, 2]; the last one continues."""
    days: Days | None = None
    """The days of this exercise: `daily`, `every other day`, or a list such as [mon, wed, fri]."""
    note: PrintedLine | None = None
    """A note printed on its card, in this plan only."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:  # noqa: ANN401 - whatever was written
        if isinstance(value, str):
            return {"exercise": value}
        if isinstance(value, dict) and "exercise" not in value:
            strange = [key for key in value if key not in cls.model_fields]
            if len(strange) == 1 and is_amount(value[strange[0]]):
                says = "an exercise and what differs stand side by side"
                raise ValueError(Problem(text=says, advice=side_by_side(strange[0], value)))
            if len(strange) == len(value) and all(isinstance(of, dict | None) for of in value.values()):
                items = " ".join(f"- {in_braces({'exercise': name, **(of or {})})}" for name, of in value.items())
                raise ValueError(Problem(text="several exercises stand behind one hyphen", advice=f"write {items}"))
        return value


class Phase(Spec):
    """Some weeks with one aim."""

    title: PrintedLine
    """The name of the phase, such as Settle or Build."""
    weeks: Count
    """How many; all phases together are the plan's. A plan of one phase may leave it out."""
    aim: PrintedLine | None = None
    """The aim, in a sentence written for the patient."""
    level: Count | None = None
    """Which rung of each exercise's ladder; without it, the first in its first phase, then one up."""
    levels: tuple[Count, ...] = ()
    """A rung for each week, in place of level: [1, 1, 2]; the last one continues."""
    exercises: tuple[Entry, ...] = Field(min_length=1)
    """Exercises by id, or with a dose of their own: {exercise: bridge, reps: 8}."""

    @field_validator("exercises")
    @classmethod
    def _each_once(cls, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        ids = [e.exercise for e in entries]
        twice = next((i for i, times in Counter(ids).items() if times > 1), None)
        if twice:
            raise ValueError(f"{twice} is in this phase twice")
        return entries

    @model_validator(mode="after")
    def _a_rung_a_week(self) -> "Phase":
        both: list[tuple[Loc, Phase | Entry]] = [((), self)]
        both += [(("exercises", n), entry) for n, entry in enumerate(self.exercises)]
        for loc, of in both:
            place = (*loc, "levels")
            if of.level and of.levels:
                raise ValueError(Problem(loc=place, text="write level or levels, not both"))
            if len(of.levels) > self.weeks:
                says = f"has {len(of.levels)} rungs, but the phase has only {self.weeks} weeks"
                raise ValueError(Problem(loc=place, text=says))
        return self

    def rung(self, entry: Entry, turn: int, week: int) -> int:
        """Return the rung of an entry's ladder in a week of this phase (from 1).

        Where neither the entry nor the phase says, it is the turn: in how many phases the exercise has been, this one
        counted. So nobody begins an exercise in the middle of its ladder because it comes late in the plan.
        """
        for of in (entry, self):
            if of.levels:
                return of.levels[min(week, len(of.levels)) - 1]
            if of.level:
                return of.level
        return turn

    def names_rung(self, entry: Entry) -> bool:
        """Return whether somebody has written which rung an entry is on: for it, or for the whole phase."""
        return any(of.level or of.levels for of in (entry, self))


class SectionEntry(Spec, extra="allow"):
    """A section's name; its options are read by the section itself."""

    section: SectionName
    """The section's name (planner list sections)."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:  # noqa: ANN401
        return {"section": value} if isinstance(value, str) else value

    @property
    def options(self) -> dict[str, Any]:
        """The options written beside the name."""
        return dict(self.__pydantic_extra__ or {})


class Plan(Document):
    """A template: exercises over some weeks, for no patient in particular."""

    extends: PlanName | None = None
    """The plan that this one changes: a built-in plan's name, or a file in the same folder. Write only what differs."""
    title: PrintedLine
    """The booklet's title."""
    summary: PrintedLine | None = None
    """One sentence under the title."""
    version: Line = "1"
    """The version of this plan, in quotation marks; printed in the booklet."""
    for_: PrintedLine | None = Field(default=None, alias="for")
    """Who the plan is for."""
    not_for: PrintedLine | None = None
    """Who the plan is not for."""
    conditions: tuple[ConditionId, ...] = ()
    """Conditions of everybody the plan is for, by id: they count even if a patient's file does not name them."""
    not_for_conditions: tuple[ConditionId, ...] = ()
    """Conditions that it is not for, by id: an error for who has one, unless the patient's file accepts it."""
    weeks: Annotated[int, Field(ge=1, le=52), WHOLE] = WEEKS
    """How long it takes; its phases have as many together. Without it: as many as its phases say, else 4."""
    days: Days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    """`daily`, `every other day`, or a list such as [mon, wed, fri]; the patient's own days win."""
    supervised_sessions: Annotated[int, Field(ge=0, le=50), WHOLE] = 0
    """How many of the first sessions are with a physiotherapist or trainer."""
    phases: tuple[Phase, ...] = Field(min_length=1)
    """The phases in order."""
    exercises: tuple[Entry, ...] = ()
    """In place of phases, for a plan of one phase: its exercises, by id or with a dose of their own."""
    topics: tuple[TopicId, ...] = ()
    """Pages to read, by id (planner list topics); without it, the usual ones. `sections` without topics prints none."""
    guidelines: GuidelinesId = "five"
    """The page of things to keep in mind, by id (planner list guidelines)."""
    checklist: ChecklistId | None = None
    """Pages to fill in before a visit, by id (planner list checklists)."""
    sections: tuple[SectionEntry, ...] = ()
    """The parts of the booklet in order; without it, all of them."""
    theme: ThemeId = "calm"
    """The look, by id (planner list themes)."""
    reviewed_by: Review | None = None
    """Who reviewed the plan: a name, or {name: Dr Lee, on: 2026-11-20, review_again: 2027-11-20}."""

    @field_validator("topics", mode="before")
    @classmethod
    def _none_said_otherwise(cls, value: Any) -> Any:  # noqa: ANN401 - whatever was written
        value = value[0] if isinstance(value, list) and len(value) == 1 and says_none(str(value[0])) else value
        if value is None or (isinstance(value, str) and says_none(value)):
            raise ValueError(Problem(text="" if value else "is empty", advice=NO_TOPICS))
        return value

    @field_validator("topics")
    @classmethod
    def _each_topic_once(cls, topics: tuple[str, ...]) -> tuple[str, ...]:
        for n, topic in enumerate(topics):
            if topic in topics[:n]:
                raise ValueError(Problem(loc=(n,), text=f"{topic} is named twice", advice="take one of them out"))
        return topics

    @model_validator(mode="before")
    @classmethod
    def _one_phase(cls, value: Any) -> Any:  # noqa: ANN401 - whatever was written
        """Make one phase, with the plan's title and weeks, of a plan that has exercises and no phases."""
        return cls.normal(value)

    @classmethod
    def normal(cls, values: Any) -> Any:  # noqa: ANN401 - as above
        """Return the values of a plan in phases."""
        return in_phases(values) if isinstance(values, dict) else values

    @model_validator(mode="after")
    def _weeks_add_up(self) -> "Plan":
        total = sum(p.weeks for p in self.phases)
        if total != self.weeks:
            over = total - self.weeks
            by = counted(abs(over), "week")
            some = "a phase" if over < max(p.weeks for p in self.phases) else "the phases together"
            text = TOO_MANY.format(total=total)
            advice = f"make {some} {by} {'longer' if over < 0 else 'shorter'}, or write {total}"
            if self.weeks < (least := len(self.phases)):
                advice = f"write {total}, or as many as there are phases, {least}, with a week each; or take phases out"
            raise ValueError(Problem(quoted=str(self.weeks), text=text, advice=advice, loc=("weeks",)))
        return self

    @model_validator(mode="after")
    def _for_or_not(self) -> "Plan":
        for n, condition in enumerate(self.conditions):
            if condition in self.not_for_conditions:
                text = f"not_for_conditions has {condition} too, so the plan is for it and not for it"
                out = f"not_for_conditions: {{{condition}: {LEAVE_OUT}}}"
                advice = (
                    f"take it out of one of the two (where the plan that this one extends has it there, write {out})"
                )
                raise ValueError(Problem(loc=("conditions", n), text=text, advice=advice))
        return self

    def turn(self, exercise: str, number: int) -> int:
        """Return in how many phases an exercise has been up to one of them (from 1)."""
        return sum(any(e.exercise == exercise for e in phase.exercises) for phase in self.phases[:number])

    def slips(self) -> list[Problem]:
        """Return the slips of the file, and an empty list of topics: it would print the usual ones."""
        found = self._origin.root.child("topics") if self._origin and not self._origin.checked else None
        if not found or found[1].value != []:
            return super().slips()
        none = self.problem(("topics",), Problem(text="is empty: the usual ones are printed", advice=NO_TOPICS))
        return [*super().slips(), none.warning()]

    @classmethod
    def parse(cls, values: Any, origin: Origin) -> Self:  # noqa: ANN401 - whatever stood in the file
        """Validate the values of a plan's files. Raise InputError with the place of every problem."""
        try:
            return super().parse(values, origin)
        except InputError as error:
            raise where_weeks_changed(error, values, origin) from None

    @classmethod
    @asked
    def load(cls, path: Path | Mapping[str, Any], overrides: Iterable[str] = (), near: Path | None = None) -> Self:
        """Read a plan and what it extends; overrides are fields of it, `key=value`.

        path: its file, or what would stand in it; that has no folder but near. Raise InputError with the place of every
        problem: in this file, in one that it extends, or typed.
        """
        if isinstance(path, Path) and not overrides:
            return ready(cls.__name__, path, lambda: cls.parse(*extended(path, plan_named, settle=settled)))
        return cls.parse(*extended(path, partial(plan_named, near=near), overrides, settled, near))

    @property
    def extended(self) -> Self | None:
        """The plan that this one extends; None if there is none, or if that file alone is no whole plan."""
        origin = self._origin
        if origin is None or origin.below is None:
            return None
        try:
            return type(self).parse(origin.below.plain(), Origin(origin.files[1], origin.below, origin.files[2:]))
        except InputError:
            return None

    @asked
    def as_form(self, form: Form) -> Self:
        """Return the plan as a sheet that stands alone, such as one-page; as it is for the form `booklet`."""
        if form == BOOKLET:
            return self
        return self.model_copy(update={"sections": (SectionEntry(section=form),)})

    def printed(self, library: "Library") -> "Plan":
        """Return the plan in a library's language, with its weeks in place of `{weeks}`: its title is the cover's."""
        from planner.content.prose import in_words

        return in_words(self, library)

    def with_exercises(self, changes: Node) -> Self:
        """Return this plan with changes to its exercises by name: those of a patient's file.

        Values keep their places, in the plan or in the file of the changes. Titles and aims stay as they are, filled in
        or not. Raise InputError as load does.
        """
        origin = self._origin
        if origin is None or [p.exercises for p in type(self).parse(origin.root.plain(), origin).phases] != [
            p.exercises for p in self.phases
        ]:  # made or changed by a program
            root = written(self.model_dump(by_alias=True, exclude_unset=True))
            origin = Origin(origin.path if origin else changes.path, root, near=origin.near if origin else None)
        layer = at(("exercises",), changes)
        below = in_one_phase(origin.root)
        whole = settled(overlay(below, layer), layer, below)
        new = type(self).parse(whole.plain(), Origin(origin.path, whole, origin.files[1:], near=origin.near))
        phases = tuple(
            old.model_copy(update={"exercises": phase.exercises})
            for old, phase in zip(self.phases, new.phases, strict=True)
        )
        return self.model_copy(update={"phases": phases}).at(self._origin and new.origin)
