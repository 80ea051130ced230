"""A patient: who a booklet is for."""

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
    """An exercise that stays although the library says avoid."""

    exercise: ExerciseId
    """Its id."""
    by: Line
    """The clinician who answers for it."""
    reason: Line
    """Why it stays; printed on the clinician's sheet."""


class Clearance(Spec):
    """A clinician's yes to an exercise that the library wants to be asked about, for one condition."""

    exercise: ExerciseId
    """Its id."""
    condition: ConditionId
    """The condition for which the library says ask."""
    by: Line
    """The clinician who said yes."""


class Patient(Document):
    """Who a booklet is for."""

    name: Line | None = None
    """As it is printed on the cover and on every page."""
    id: Line | None = None
    """Names the file; never printed unless print_id says so."""
    born: Born | None = None
    """Day of birth, as year-month-day, or the year alone."""
    start: Date | None = None
    """When it may begin, as year-month-day: week 1 begins on the first day from then on with something to do."""
    days: Days | None = None
    """Instead of the plan's: `daily`, `every other day`, or a list such as [tue, thu, sat]."""
    conditions: tuple[ConditionId, ...] = ()
    """What the patient has that bears on exercises, by id (planner list conditions)."""
    side: Literal["left", "right"] | None = None
    """The side that hurts: on the cards of one-sided exercises, the clinician's sheet, the drawn nerve."""
    cleared: tuple[Clearance, ...] = ()
    """What the clinician has said yes to, though the library says ask."""
    keep: tuple[Keep, ...] = ()
    """What stays although the library says avoid."""
    language: LanguageCode | None = None
    """The booklet's, by code (planner list languages)."""
    size: Size = "standard"
    """Of the words: standard (14 pt), large (18 pt) or xl (24 pt)."""
    person: PersonName | None = None
    """Who is drawn in the pictures, by name."""
    goals: tuple[Line, ...] = Field(default=(), max_length=3)
    """Up to three things to be able to do again."""
    trainer: Line | None = None
    """Who leads the supervised sessions."""
    appointments: tuple[Moment, ...] = ()
    """Their days and times: "2026-12-01 10:30"."""
    note: Prose | None = None
    """From the clinician, printed in the booklet."""
    print_id: bool = False
    """Whether the id stands on the cover."""
    videos: dict[ExerciseId, Line] = Field(default_factory=dict)
    """Addresses by exercise, printed as QR codes; nothing is fetched."""
