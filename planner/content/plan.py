"""A plan (a template), a patient (who it is for), a clinic (who gives it)."""

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from planner.content.exercise import DoseChange
from planner.content.scalars import Clock, Count, Date, Days, Id, Line, Moment, Prose
from planner.content.spec import Document, Spec
from planner.content.theme import Theme

Paper = Literal["A4", "Letter"]
Size = Literal["standard", "large", "xl"]


class Entry(DoseChange):
    """An exercise in a phase, with what this plan changes about it."""

    exercise: Id
    level: Count | None = None
    days: Days | None = None
    note: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:  # noqa: ANN401 - whatever was written
        return {"exercise": value} if isinstance(value, str) else value


class Phase(Spec):
    """Some weeks with one aim."""

    title: Line
    weeks: Count
    aim: Line
    level: Count | None = None
    """Which rung of each exercise's ladder; without it, the phase's own number."""
    exercises: tuple[Entry, ...] = Field(min_length=1)

    @field_validator("exercises")
    @classmethod
    def _each_once(cls, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        ids = [e.exercise for e in entries]
        twice = next((i for n, i in enumerate(ids) if i in ids[:n]), None)
        if twice:
            raise ValueError(f"{twice} stands in this phase twice")
        return entries


class SectionEntry(Spec, extra="allow"):
    """A section's name; its options are read by the section itself."""

    section: Id

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:  # noqa: ANN401
        return {"section": value} if isinstance(value, str) else value

    @property
    def options(self) -> dict[str, Any]:
        """What stands beside the name."""
        return dict(self.__pydantic_extra__ or {})


class Plan(Document):
    """A template: what to do over some weeks, for nobody in particular."""

    title: Line
    summary: Line
    version: Line
    for_: Line = Field(alias="for")
    not_for: Line
    weeks: int = Field(ge=1, le=52)
    days: Days
    supervised_sessions: int = Field(default=0, ge=0, le=50)
    phases: tuple[Phase, ...] = Field(min_length=1)
    topics: tuple[Id, ...] = ()
    guidelines: Id = "five"
    checklist: Id | None = None
    sections: tuple[SectionEntry, ...] = ()
    """Which parts the booklet has, in which order; without it, all of them."""
    theme: Id = "calm"
    reviewed_by: Line | None = None

    @model_validator(mode="after")
    def _weeks_add_up(self) -> "Plan":
        total = sum(p.weeks for p in self.phases)
        if total != self.weeks:
            raise ValueError(f"weeks says {self.weeks}, but its phases have {total} together")
        return self


class Keep(Spec):
    """An exercise that stays although the library says avoid."""

    exercise: Id
    by: Line
    reason: Line


class Clearance(Spec):
    """A clinician's yes to an exercise that the library wants to be asked about, for one condition."""

    exercise: Id
    condition: Id
    by: Line


class Patient(Document):
    """Who a booklet is for."""

    name: Line | None = None
    id: Line | None = None
    born: Date | None = None
    start: Date | None = None
    days: Days | None = None
    conditions: tuple[Id, ...] = ()
    side: Literal["left", "right"] | None = None
    cleared: tuple[Clearance, ...] = ()
    keep: tuple[Keep, ...] = ()
    language: Line | None = None
    size: Size = "standard"
    person: Id | None = None
    """Who is drawn in the pictures, by name."""
    goals: tuple[Line, ...] = Field(default=(), max_length=3)
    trainer: Line | None = None
    appointments: tuple[Moment, ...] = ()
    note: Prose | None = None
    print_id: bool = False
    videos: dict[Id, Line] = Field(default_factory=dict)


class TrafficLight(Spec):
    """Pain scores (0 to 10) up to which it is green, and up to which it is amber; above that it is red."""

    green: int = Field(default=3, ge=0, le=8)
    amber: int = Field(default=5, ge=1, le=9)

    @model_validator(mode="after")
    def _in_order(self) -> "TrafficLight":
        if self.green >= self.amber:
            raise ValueError(f"green ({self.green}) must be less than amber ({self.amber})")
        return self


class ClinicReview(Spec):
    """Who in the clinic answers for the plans, since when, and until when."""

    name: Line
    on: Date
    review_again: Date | None = None


class Clinic(Document):
    """Who gives a booklet."""

    name: Line | None = None
    clinician: Line | None = None
    phone: Line | None = None
    hours: Line | None = None
    address: Line | None = None
    logo: Line | None = None
    """A PNG, JPEG or SVG file beside the clinic's file."""
    letterhead: Line | None = None
    """A PDF (or picture) of the clinic's paper, printed behind the cover."""
    emergency_number: Line | None = None
    paper: Paper = "A4"
    week_starts: Literal["monday", "sunday"] = "monday"
    time_zone: Line | None = None
    session_times: tuple[Clock, ...] = ()
    traffic_light: TrafficLight = TrafficLight()
    videos: dict[Id, Line] = Field(default_factory=dict)
    theme: Theme | None = None
    """A theme's name, or what differs from one: `{base: calm, accent: "#0b6e4f"}`."""
    reviewed_by: ClinicReview | None = None
