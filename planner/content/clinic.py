"""A clinic: the practice that hands out a booklet."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from planner.content.review import Review
from planner.content.scalars import Clock, ExerciseId, Line, WebAddress, Zone
from planner.content.spec import Document, Spec
from planner.content.theme import Theme
from planner.content.yaml import Origin
from planner.problems import InputError, Problem

Paper = Literal["A4", "Letter"]

NEEDS_ALT = "needs cover_alt: what it shows, in words, for whoever cannot see it"


BESIDE_DIGITS = frozenset(" +-()./,")
"""What a number to call may hold beside its digits."""

FEWEST_DIGITS = 3
SHORT_NUMBERS = ("15", "17", "18")
"""Emergency numbers of two digits: those of France and of countries whose telephones are like hers."""


def _file_name(value: Any) -> Any:  # noqa: ANN401 - whatever was written
    """Return the name of a picture. Raise ValueError for the picture itself."""
    if isinstance(value, bytes | bytearray):
        advice = "save it as a file and name that; the folder is what load_clinic calls near"
        raise ValueError(Problem(text="is not a file's name", advice=advice))  # noqa: TRY004 - what pydantic reports
    return value


FileName = Annotated[Line, BeforeValidator(_file_name)]
"""The name of a picture in the clinic's folder."""


def _dialled(value: str) -> str:
    """Return a number to call in an emergency: somebody who is frightened dials what stands there."""
    if not any(char.isdecimal() for char in value) or any(
        not (char.isdecimal() or char in BESIDE_DIGITS) for char in value
    ):
        raise ValueError(Problem(text="is no number to dial", advice="write digits alone, such as 999, 112 or 911"))
    if sum(char.isdecimal() for char in value) < FEWEST_DIGITS and value not in SHORT_NUMBERS:
        raise ValueError(Problem(text="is too short", advice="write it in full, such as 999, 112 or 911"))
    return value


class TrafficLight(Spec):
    """The highest pain scores (0 to 10) that are green and amber; any higher score is red."""

    green: int = Field(default=3, ge=0, le=8)
    """The highest pain score that is green."""
    amber: int = Field(default=5, ge=1, le=9)
    """The highest pain score that is amber."""

    @model_validator(mode="after")
    def _in_order(self) -> "TrafficLight":
        if self.green >= self.amber:
            raise ValueError(f"green ({self.green}) must be less than amber ({self.amber})")
        return self


class Clinic(Document):
    """The practice that hands out a booklet."""

    name: Line | None = None
    """Printed on the cover and on every page."""
    clinician: Line | None = None
    """The person whom patients can ask."""
    phone: Line | None = None
    """The number to call, printed on every page."""
    hours: Line | None = None
    """When someone answers the phone."""
    address: Line | None = None
    """The street address."""
    logo: FileName | None = None
    """A PNG, JPEG or SVG file in the same folder as clinic.yaml."""
    letterhead: FileName | None = None
    """A PDF or picture of the clinic's letterhead, printed behind the cover."""
    cover_picture: FileName | None = None
    """A photo (JPEG, PNG or SVG) in the same folder, on the cover in place of the figures."""
    cover_alt: Line | None = None
    """What the photo on the cover shows, in words, for whoever cannot see it. Goes with cover_picture."""
    footer: Annotated[Line, Field(max_length=60)] | None = None
    """A line of your own at the foot of every page, below name and phone: up to 60 characters."""
    emergency_number: Annotated[Line, AfterValidator(_dialled)] | None = None
    """The number to call in an emergency: 999, 112, 911."""
    paper: Paper = "A4"
    """Paper size: A4 or Letter."""
    week_starts: Literal["monday", "sunday"] = "monday"
    """monday or sunday, for booklets without a start date; with one, weeks start on the weekday of the first day."""
    time_zone: Zone | None = None
    """Time zone of calendar files, such as Europe/London; without it, times follow the patient's clock."""
    session_times: tuple[Clock, ...] = ()
    """Times of day for calendar files; without them, each session is an all-day event."""
    traffic_light: TrafficLight = TrafficLight()
    """The highest pain scores (0 to 10) that are green and amber."""
    videos: dict[ExerciseId, WebAddress] = Field(default_factory=dict)
    """Web addresses by exercise for all patients, printed as QR codes."""
    theme: Theme | None = None
    """The look of everything, in place of the plan's theme: a name (planner list themes), or what differs from one,
    such as `{base: calm, accent: "#0b6e4f"}`."""
    roster: Line | None = None
    """A roster profile in the same folder, for planner batch: how the clinic's own export is read."""
    reviewed_by: Review | None = None
    """The person in the clinic who has reviewed the plans, and when."""

    @model_validator(mode="after")
    def _said(self) -> "Clinic":
        if self.cover_picture and not self.cover_alt:
            raise ValueError(Problem(text=NEEDS_ALT, loc=("cover_picture",)))
        if self.cover_alt and not self.cover_picture:
            raise ValueError(Problem(text="belongs to cover_picture", loc=("cover_alt",)))
        return self

    def slips(self) -> list[Problem]:
        """Return a warning too for a phone number that nobody can call, such as one that is still to be filled in."""
        digits = {char for char in self.phone or "" if char.isdecimal()}
        if not self.phone or digits - {"0"}:
            return super().slips()
        text, advice = "is no phone number, and is printed on every page", "write the clinic's, or leave phone out"
        return [
            *super().slips(),
            self.problem(("phone",), Problem(text=text, quoted=self.phone, advice=advice)).warning(),
        ]

    @classmethod
    def parse(cls, values: Any, origin: Origin) -> Self:  # noqa: ANN401 - whatever stood in the file
        """Validate the values of a file, and find its fonts. Raise InputError with the place of every problem."""
        try:
            clinic = super().parse(values, origin)
        except InputError as error:
            unsaid = isinstance(values, dict) and values.get("cover_picture") and not values.get("cover_alt")
            if unsaid and not any(problem.loc == ("cover_picture",) for problem in error.problems):
                wrong = InputError(*error.problems, origin.problem(("cover_picture",), Problem(text=NEEDS_ALT)))
                wrong.refused = error.refused
                raise wrong from None
            raise
        theme = clinic.theme and clinic.theme.beside(origin, ("theme",))
        return clinic if theme is clinic.theme else clinic.model_copy(update={"theme": theme}).at(origin)
