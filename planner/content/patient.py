"""A patient: the person that a booklet is for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, WrapSerializer

from planner.content.exercise import DoseChange
from planner.content.extends import pairs
from planner.content.made import written
from planner.content.scalars import (
    Born,
    ConditionId,
    Count,
    Date,
    Days,
    ExerciseId,
    LanguageCode,
    Line,
    Moment,
    Number,
    PersonName,
    Prose,
    Signed,
    WebAddress,
)
from planner.content.spec import Document, Spec
from planner.content.suggest import LEAVE_OUT, change_meant
from planner.content.yaml import Node, Origin
from planner.problems import Problem

Size = Literal["standard", "large", "xl"]
_NUMBER = re.compile(r"[\d\W_]*\d[\d\W_]*")
"""Digits without a letter: a date, an id or a phone number."""


class Keep(Spec):
    """An exercise to keep although the library leaves it out for this patient, for whichever reason."""

    exercise: ExerciseId
    """Its id."""
    by: Signed
    """The clinician who takes responsibility for it."""
    reason: Signed
    """Why it is kept; printed on the clinician's sheet."""
    form: ConditionId | None = None
    """The condition whose steps to follow, where two conditions change the exercise in different ways."""


class Clearance(Spec):
    """A clinician's permission for an exercise that a condition leaves out, asks about or changes, as if it did not."""

    exercise: ExerciseId
    """Its id."""
    condition: ConditionId
    """The condition that need not be heeded."""
    by: Signed
    """The clinician who allowed it."""
    reason: Signed | None = None
    """Why; needed where the library says to avoid the exercise. Printed on the clinician's sheet."""


def _titles(value: Any) -> Any:  # noqa: ANN401 - whatever was written
    return (value,) if isinstance(value, str) else value


def _left_out(value: Any) -> Any:  # noqa: ANN401 - as above
    if value == LEAVE_OUT:
        return None
    if isinstance(value, str):
        raise ValueError(change_meant(value))  # noqa: TRY004 - what pydantic reports
    return value


class ExerciseChange(DoseChange):
    """What differs for one exercise of the plan, or how one is added that the plan does not have."""

    phase: Annotated[tuple[Line, ...], BeforeValidator(_titles)] = ()
    """In which phases, by title; else in those that have it, or have what it is to stand after, or all. It adds: where
    the plan has it already, it stays."""
    after: ExerciseId | None = None
    """Behind which exercise it stands; else it is the last of its phase."""
    level: Count | None = None
    """Which rung of its ladder; a changed exercise keeps the one that it has."""
    levels: tuple[Count, ...] = ()
    """A rung for each week of the phase, instead of level."""
    days: Days | None = None
    """Its own days: `daily`, `every other day`, or a list such as [mon, wed, fri]."""
    note: Line | None = None
    """What is printed on its card."""


def _said(change: Any, handler: SerializerFunctionWrapHandler) -> Any:  # noqa: ANN401 - as above
    """Return it as a file has it: None, read again, would be no change."""
    return LEAVE_OUT if change is None else handler(change)


ChangeOrNone = Annotated[ExerciseChange | None, BeforeValidator(_left_out), WrapSerializer(_said)]
"""What differs; None where the exercise is left out."""


class Acceptance(Spec):
    """A clinician's yes to a plan that says that it is not for this patient."""

    by: Signed
    """The clinician who answers for it."""
    reason: Signed
    """Why it is given all the same; printed on the clinician's sheet."""


MANY_DIGITS = 4
"""So many digits in a name of one word are a number in a register."""


def _is_code(name: str) -> bool:
    """Return whether a name is rather a number in a register: one word, with digits."""
    return " " not in name and any(char.isdecimal() for char in name)


class Patient(Document):
    """The person that a booklet is for."""

    name: Line | None = None
    """Printed on the cover and on every page."""
    id: Number | None = None
    """Names the file; printed only if print_id says so."""
    born: Born | None = None
    """Date of birth, as year-month-day, or the year alone."""
    start: Date | None = None
    """The first possible day, as year-month-day: week 1 starts on the first day from then on with something to do."""
    days: Days | None = None
    """The days to exercise, in place of the plan's: `daily`, `every other day`, or a list such as [tue, thu, sat]."""
    conditions: tuple[ConditionId, ...] = ()
    """Conditions that affect which exercises are safe, by id (planner list conditions)."""
    side: Literal["left", "right"] | None = None
    """The side that hurts: on one-sided exercises, the clinician's sheet, the drawn nerve. A stick is on the other."""
    exercises: dict[ExerciseId, ChangeOrNone] = Field(default_factory=dict)
    """Changes to the plan, by exercise: what differs, `leave out`, or one to add with its phase and place."""
    cleared: tuple[Clearance, ...] = ()
    """Exercises that the clinician allows as they are, though a condition leaves them out, asks or changes them."""
    keep: tuple[Keep, ...] = ()
    """Exercises to keep although the library says to avoid them."""
    accept_plan: Acceptance | None = None
    """The yes to a plan that is not for one of the conditions, or of which they leave one exercise."""
    language: LanguageCode | None = None
    """The booklet's language, by code (planner list languages)."""
    size: Size = "standard"
    """Size of the text: standard (14 pt), large (18 pt) or xl (24 pt)."""
    person: PersonName | None = None
    """The one person drawn in the pictures, by name; without it, several take turns."""
    goals: tuple[Line, ...] = Field(default=(), max_length=3)
    """Up to three things the patient wants to do again."""
    trainer: Line | None = None
    """Who leads the supervised sessions."""
    appointments: tuple[Moment, ...] = ()
    """Dates and times of the supervised sessions: "2026-12-01 10:30"."""
    note: Prose | None = None
    """A note from the clinician, printed in the booklet."""
    print_id: bool = False
    """Whether to print the id on the cover."""
    videos: dict[ExerciseId, WebAddress] = Field(default_factory=dict)
    """Web addresses by exercise, printed as QR codes; nothing is fetched."""

    if TYPE_CHECKING:  # what a program writes, which is more than what a patient holds

        def __init__(  # noqa: PLR0913 - a field each
            self,
            *,
            name: str | float | None = None,
            id: str | float | None = None,  # noqa: A002 - as in a file
            born: date | int | str | None = None,
            start: date | str | None = None,
            days: str | Sequence[str] | None = None,
            conditions: Sequence[str] | None = (),
            side: str | None = None,
            exercises: Mapping[str, ExerciseChange | Mapping[str, Any] | Literal["leave out"] | None] | None = ...,
            cleared: Sequence[Clearance | Mapping[str, Any]] | None = (),
            keep: Sequence[Keep | Mapping[str, Any]] | None = (),
            accept_plan: Acceptance | Mapping[str, Any] | None = None,
            language: str | None = None,
            size: str | None = "standard",
            person: str | None = None,
            goals: Sequence[str | float] | None = (),
            trainer: str | float | None = None,
            appointments: Sequence[datetime | str] | None = (),
            note: str | float | None = None,
            print_id: bool | str | None = False,
            videos: Mapping[str, str] | None = ...,
        ) -> None: ...

    @property
    def left_out(self) -> frozenset[str]:
        """The exercises that nothing may put before this patient, by id: the clinician leaves them out."""
        return frozenset(key for key, change in self.exercises.items() if change is None)

    @classmethod
    def parse(cls, values: Any, origin: Origin) -> Self:  # noqa: ANN401 - whatever stood in the file
        """Validate the values of a file, in which an empty line counts as not written: `slips` warns of it."""
        if isinstance(values, dict):
            values = {key: value for key, value in values.items() if value is not None or key not in cls.model_fields}
        return super().parse(values, origin)

    def slips(self) -> list[Problem]:
        """Return a warning too for what is empty, and for what probably belongs to another key."""
        found = (*self._empty(), *self._mixed())
        return [*super().slips(), *(self.problem(what.loc, what).warning() for what in found)]

    def _empty(self) -> Iterator[Problem]:
        """Yield the lines of the file that are empty; what an exercise's dose was to be may have been forgotten."""
        advice = "write it, or take this line out"
        for field, node in pairs(self.origin.root) if self.origin else ():
            key = str(field.value)
            if node.value is None:
                yield Problem(loc=(key,), text="is empty, and counts as not written", advice=advice)
            for exercise, change in pairs(node) if key == "exercises" else ():
                if change.value is None:
                    text = "is empty, so this exercise is left out"
                    what = f'write "{LEAVE_OUT}" if that is meant, or what differs, such as {{reps: 8}}'
                    yield Problem(loc=(key, str(exercise.value)), text=text, advice=what)
                for part, value in pairs(change):
                    if value.value is None:
                        text, loc = "is empty, and changes nothing", (key, str(exercise.value), str(part.value))
                        yield Problem(loc=loc, text=text, advice=advice)

    def _mixed(self) -> Iterator[Problem]:
        """Yield a name that is a date or an id, and a trainer who is a phone number: they are printed."""
        if self.name and _NUMBER.fullmatch(self.name):
            text = "is a number or a date, and is printed on every page as the patient's name"
            yield Problem(loc=("name",), text=text, quoted=self.name, advice="write the name, or leave name out")
        elif self.name and self.id and _is_code(self.name) and not any(char.isdecimal() for char in self.id):
            text, advice = "looks like an id, and the id like a name", "swap the two if it is so: name is printed"
            yield Problem(loc=("name",), text=text, quoted=self.name, advice=advice)
        elif self.name and not self.id and _is_code(self.name) and sum(map(str.isdecimal, self.name)) >= MANY_DIGITS:
            text, advice = "looks like an id, and is printed on every page as the patient's name", "write it as id"
            yield Problem(loc=("name",), text=text, quoted=self.name, advice=f"{advice}, and the name as name")
        for n, moment in enumerate(self.appointments):
            if moment in self.appointments[:n]:
                text, advice = "stands there twice, and is printed once", "take one out, or correct its day or time"
                yield Problem(loc=("appointments", n), text=text, quoted=f"{moment:%Y-%m-%d %H:%M}", advice=advice)
        if self.trainer and _NUMBER.fullmatch(self.trainer):
            text, advice = "is no name, and is printed as one", "write the trainer's name, or leave trainer out"
            yield Problem(loc=("trainer",), text=text, quoted=self.trainer, advice=advice)

    def exercises_written(self) -> Node:
        """Return the changes to exercises as they stand in the file; of a patient made by a program, without places."""
        found = self.origin.root.child("exercises") if self.origin else None
        if found:
            return found[1]
        changes = self.exercises.items()
        return written({key: change and change.model_dump(exclude_unset=True) for key, change in changes})
