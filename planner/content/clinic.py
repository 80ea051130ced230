"""A clinic: who gives a booklet."""

from typing import Literal

from pydantic import Field, model_validator

from planner.content.review import Review
from planner.content.scalars import Clock, ExerciseId, Line, Zone
from planner.content.spec import Document, Spec
from planner.content.theme import Theme

Paper = Literal["A4", "Letter"]


class TrafficLight(Spec):
    """Pain scores (0 to 10) up to which it is green, and up to which it is amber; above that it is red."""

    green: int = Field(default=3, ge=0, le=8)
    """Pain up to and including this is green."""
    amber: int = Field(default=5, ge=1, le=9)
    """Pain up to and including this is amber."""

    @model_validator(mode="after")
    def _in_order(self) -> "TrafficLight":
        if self.green >= self.amber:
            raise ValueError(f"green ({self.green}) must be less than amber ({self.amber})")
        return self


class Clinic(Document):
    """Who gives a booklet."""

    name: Line | None = None
    """On the cover and on every page."""
    clinician: Line | None = None
    """Whom the patient may ask."""
    phone: Line | None = None
    """Where to call; on every page."""
    hours: Line | None = None
    """When somebody answers."""
    address: Line | None = None
    """Where it is."""
    logo: Line | None = None
    """A PNG, JPEG or SVG file beside the clinic's file."""
    letterhead: Line | None = None
    """A PDF (or picture) of the clinic's paper, printed behind the cover."""
    emergency_number: Line | None = None
    """Whom to call in an emergency: 999, 112, 911."""
    paper: Paper = "A4"
    """A4 or Letter."""
    week_starts: Literal["monday", "sunday"] = "monday"
    """monday or sunday, in booklets without a start; with one, a week begins on the weekday of the first day."""
    time_zone: Zone | None = None
    """Such as Europe/London, for calendar files; without it their times are those of the patient's clock."""
    session_times: tuple[Clock, ...] = ()
    """Times of day for calendar files; without them a session is a whole day's."""
    traffic_light: TrafficLight = TrafficLight()
    """Pain scores (0 to 10) up to which it is green and amber."""
    videos: dict[ExerciseId, Line] = Field(default_factory=dict)
    """Addresses by exercise, for all patients; printed as QR codes."""
    theme: Theme | None = None
    """How everything looks, instead of the plan's theme: its name (planner list themes), or what differs from one, such
    as `{base: calm, accent: "#0b6e4f"}`."""
    reviewed_by: Review | None = None
    """Who in the clinic answers for the plans."""
