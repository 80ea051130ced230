"""A clinic: the practice that hands out a booklet."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from planner.content.review import Review
from planner.content.scalars import WHOLE, Clock, ExerciseId, Line, WebAddress, Zone
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
LONGEST_DIGITS = 3
LONG_NUMBERS = ("1122", "1669", "1990", "10111", "10177")
"""Emergency numbers of more digits: those of Pakistan, Thailand, Sri Lanka and South Africa."""
EMERGENCY_NUMBERS = frozenset(
    ("000", "110", "111", "112", "119", "120", "144", "911", "995", "997", "998", "999", *LONG_NUMBERS)
)
"""Some of those that no clinic has for itself."""

OTHER_LINES = {
    "101": ("Asia/", "the line for the police in the United Kingdom"),
    "111": ("Pacific/", "the ambulance in New Zealand, and a line for advice in the United Kingdom"),
    "1122": ("Asia/", "the ambulance in Pakistan alone"),
    "116117": ("", "a line for advice"),
    "211": ("", "a line for advice in the United States and Canada"),
    "998": ("Asia/", "the ambulance in the Emirates alone"),
}
"""Numbers that are the ambulance nowhere or in few countries, each with the time zones of those, and what they are."""
AMBULANCES = frozenset(
    (
        *(
            "066",
            "100",
            "102",
            "103",
            "106",
            "107",
            "108",
            "113",
            "114",
            "115",
            "116",
            "117",
            "118",
            "122",
            "123",
            "125",
        ),
        *(
            "128",
            "131",
            "132",
            "133",
            "140",
            "141",
            "150",
            "155",
            "160",
            "166",
            "171",
            "175",
            "185",
            "190",
            "191",
            "192",
        ),
        *(
            "193",
            "194",
            "195",
            "196",
            "197",
            "198",
            "199",
            "442",
            "555",
            "777",
            "990",
            "991",
            "992",
            "993",
            "994",
        ),
    )
)
"""More numbers that somewhere call an ambulance or whoever sends it (from memory)."""
NIGHT = 5
"""Times of day before this hour are hardly meant: 3:30 is more likely the afternoon."""
FEWEST_WITH_AREA = 8
"""Digits. A number that begins with the 0 of an area code, or with a +, has at least so many."""

USUAL = {"green": 3, "amber": 5}
"""The highest pain scores of the traffic light in most programmes (Provide NHS, AHP Suffolk)."""


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


def _digits(value: str) -> str:
    return "".join(char for char in value if char.isdecimal())


class TrafficLight(Spec):
    """The highest pain scores (0 to 10) that are green and amber; any higher score is red."""

    green: Annotated[int, Field(ge=0, le=8), WHOLE] = USUAL["green"]
    """The highest pain score that is green."""
    amber: Annotated[int, Field(ge=1, le=9), WHOLE] = USUAL["amber"]
    """The highest pain score that is amber."""

    @model_validator(mode="after")
    def _in_order(self) -> "TrafficLight":
        if self.green >= self.amber:
            unsaid = "" if "amber" in self.model_fields_set else ", the usual score, as none is written"
            both = f"write both, such as {{green: {USUAL['green']}, amber: {USUAL['amber']}}}"
            raise ValueError(f"green ({self.green}) must be less than amber ({self.amber}{unsaid}); {both}")
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
        """Return a warning too for pain scores above the usual ones, and for numbers that reach somebody else."""
        found = [*self._pain(), *self._emergency(), *self._phone(), *self._times()]
        return [*super().slips(), *(self.problem(what.loc, what).warning() for what in found)]

    def _pain(self) -> Iterator[Problem]:
        """Yield the highest pain scores that are above the usual ones: patients go on at that pain."""
        light = self.traffic_light
        if light.green == 0:
            text = "is no pain at all: whoever has pain of 1 (out of 10) is told to ease off or to stop"
            advice = f"write green: {USUAL['green']}, unless your clinic has decided otherwise"
            yield Problem(text=text, quoted="0", advice=advice, loc=("traffic_light", "green"))
        for name, score, says in (
            ("green", light.green, "the booklet calls that pain (out of 10) fine to move with"),
            ("amber", light.amber, f"the booklet says to stop only where pain reaches {light.amber + 1}"),
        ):
            if score > USUAL[name]:
                advice = f"write {name}: {USUAL[name]}, unless your clinic has decided otherwise"
                text = f"is above the usual {USUAL[name]}: {says}"
                yield Problem(text=text, quoted=f"{score}", advice=advice, loc=("traffic_light", name))

    def _emergency(self) -> Iterator[Problem]:
        """Yield an emergency number that is another line, longer than such numbers are, not known, or has a +."""
        number = self.emergency_number or ""
        for one in filter(None, re.split(r"[/,]", number)):
            digits = _digits(one)
            zones, what = OTHER_LINES.get(digits, ("", ""))
            there = zones and (self.time_zone or "").startswith(zones)
            known = digits in {*EMERGENCY_NUMBERS, *SHORT_NUMBERS, *AMBULANCES}
            advice = "write the number of the ambulance, such as 999, 112 or 911; "
            if len(digits) > max(map(len, LONG_NUMBERS)) and not what:
                text, advice = "is longer than an emergency number", f"{advice}the clinic's own belongs to phone"
            elif (what and not there) or not known:
                text = f"is {what or 'no emergency number that the program knows'}"
                advice += "leave it if it is that"
            elif "+" in one:
                text, advice = "cannot be called with a +", f"write {digits}"
            else:
                continue
            text += ", and is printed beside the signs for the emergency department"
            yield Problem(text=text, quoted=number, advice=advice, loc=("emergency_number",))
            return

    def _phone(self) -> Iterator[Problem]:
        """Yield a phone number that nobody can call, such as one to be filled in, or that of an emergency."""
        digits = _digits(self.phone or "")
        text, advice = "", "write the clinic's, or leave phone out"
        if self.phone and digits in EMERGENCY_NUMBERS:
            text = "is an emergency number, and is printed on every page as the clinic's"
        elif self.phone and not set(digits) - {"0"}:
            text = "is no phone number, and is printed on every page"
        elif self.phone and len(digits) <= LONGEST_DIGITS:
            text = "is too short for the clinic's number, and is printed on every page"
        elif (self.phone or "").lstrip("( ")[:1] in ("0", "+") and len(digits) < FEWEST_WITH_AREA:
            text, advice = (
                "is too short for a number with its area code, and is printed on every page",
                "write all of it",
            )
        elif re.search(r"[OolI]\d|\d[OolI](?![a-z])", self.phone or ""):
            text, advice = "has a letter among its digits, such as O for 0", "write digits"
        if text:
            yield Problem(text=text, quoted=self.phone, advice=advice, loc=("phone",))

    def _times(self) -> Iterator[Problem]:
        """Yield each time of day of a calendar file that is at night."""
        for n, at in enumerate(self.session_times):
            if int(at[:2]) < NIGHT:
                text, later = "is at night, and calendar files remind patients then", f"{int(at[:2]) + 12}{at[2:]}"
                advice = f"write {later} if the afternoon is meant"
                yield Problem(text=text, quoted=at, advice=advice, loc=("session_times", n))

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
