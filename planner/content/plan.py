"""A plan (a template), a patient (who it is for), a clinic (who gives it)."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from planner.content.exercise import DoseChange
from planner.content.extends import at, extended, overlay
from planner.content.scalars import Clock, Count, Date, Days, Id, Line, Moment, Prose
from planner.content.shipped import built_in_plans
from planner.content.source import Map, Node, nearest
from planner.content.spec import Document, Spec
from planner.errors import InputError

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

    extends: Line | None = None
    """Another plan, of which only what differs is written here: a built-in plan's name, or a file beside this one."""
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

    @classmethod
    def load(cls, path: Path, overrides: Iterable[str] = ()) -> Self:
        """Read a plan and what it extends; overrides are fields of it, `key=value`.

        Raises InputError with the place of every problem: in this file, in one that it extends, or typed.
        """
        return cls.parse(*extended(path, _plan_named, overrides, _weeks_shared_out))


def find_plan(name: str) -> Path:
    """A built-in plan's file. Raises InputError if there is none of that name."""
    known = built_in_plans()
    if name not in known:
        hint = nearest(name, list(known)) or "; planner list plans shows them all, and your own is a file: my-plan.yaml"
        raise InputError(f'there is no plan "{name}"{hint}')
    return known[name]


def _plan_named(name: str, file: Path) -> Path:
    """What a plan extends: a built-in one, or a file in this one's folder."""
    if not name.endswith((".yaml", ".yml")):
        return find_plan(name)
    folder = file.parent.resolve()
    if not (folder / name).resolve().is_relative_to(folder):
        raise InputError(f'"{name}": name a plan in the folder of this file, or a built-in one')
    if not (folder / name).is_file():
        raise InputError(f'"{name}": no such file beside this one')
    return file.parent / name


def _weeks_shared_out(plan: Node, layer: Node) -> Node:
    """Where a layer changes the weeks, and not those of a phase: the last phase takes what is more or less."""
    weeks, phases, changed = plan.child("weeks"), plan.child("phases"), layer.child("phases")
    if not layer.child("weeks") or not weeks or not phases or (changed and _sets_weeks(changed[1])):
        return plan
    items = [item for item in phases[1].value or () if isinstance(item, Map)]
    counts = [found[1].value if found else None for found in (weeks, *(item.child("weeks") for item in items))]
    total, *parts = [int(count) if isinstance(count, str) and count.isdecimal() else 0 for count in counts]
    rest = total - sum(parts[:-1])
    if not parts or not all(parts) or rest < 1:
        return plan  # the model says what is wrong with it
    mark = weeks[1]
    share = Node(mark.line, mark.column, str(rest), mark.path)
    return overlay(plan, at(("phases", str(len(parts) - 1), "weeks"), share))


def _sets_weeks(phases: Node) -> bool:
    """Whether a change of phases replaces them, or the weeks of one."""
    pairs = phases.value if isinstance(phases, Map) else None
    if not isinstance(pairs, list):
        return True
    return any(isinstance(pair, tuple) and (pair[1].value is None or pair[1].child("weeks")) for pair in pairs)


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
    theme: Id | None = None
    reviewed_by: ClinicReview | None = None
