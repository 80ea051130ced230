"""A patient: the person that a booklet is for."""

from typing import Literal

from pydantic import Field

from planner.content.scalars import (
    Born,
    ConditionId,
    Date,
    Days,
    ExerciseId,
    LanguageCode,
    Line,
    Moment,
    PersonName,
    Prose,
)
from planner.content.spec import Document, Spec

Size = Literal["standard", "large", "xl"]


class Keep(Spec):
    """An exercise to keep although the library says to avoid it."""

    exercise: ExerciseId
    """Its id."""
    by: Line
    """The clinician who takes responsibility for it."""
    reason: Line
    """Why it is kept; printed on the clinician's sheet."""


class Clearance(Spec):
    """A clinician's permission for an exercise that the library says to ask about, for one condition."""

    exercise: ExerciseId
    """Its id."""
    condition: ConditionId
    """The condition because of which the library says to ask."""
    by: Line
    """The clinician who allowed it."""


class Patient(Document):
    """The person that a booklet is for."""

    name: Line | None = None
    """Printed on the cover and on every page."""
    id: Line | None = None
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
    """The side that hurts: on the cards of one-sided exercises, the clinician's sheet, the drawn nerve."""
    cleared: tuple[Clearance, ...] = ()
    """Exercises that the clinician has allowed, though the library says to ask."""
    keep: tuple[Keep, ...] = ()
    """Exercises to keep although the library says to avoid them."""
    language: LanguageCode | None = None
    """The booklet's language, by code (planner list languages)."""
    size: Size = "standard"
    """Size of the text: standard (14 pt), large (18 pt) or xl (24 pt)."""
    person: PersonName | None = None
    """The person drawn in the pictures, by name."""
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
    videos: dict[ExerciseId, Line] = Field(default_factory=dict)
    """Web addresses by exercise, printed as QR codes; nothing is fetched."""
