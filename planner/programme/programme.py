"""A programme: the result of prescribing a plan to a patient. Frozen values that a test can print."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from planner.content.clinic import Clinic
from planner.content.condition import FLOOR
from planner.content.exercise import Dose, DoseChange, Exercise, Step
from planner.content.patient import Patient
from planner.content.plan import Phase, Plan
from planner.content.spec import Document
from planner.content.yaml import Loc
from planner.problems import Problem
from planner.programme.decision import Decision
from planner.values import frozen

LYING = ("supine", "prone", "side-lying", "hands-and-knees", "half-kneeling")
"""Positions for which one gets down to the floor."""


@frozen
class Change:
    """What a condition changes about an exercise, with the reason."""

    condition: str
    change: str
    why: str
    dose: DoseChange | None = None
    """The most that it allows."""


@frozen
class Replaced:
    """An exercise of the plan that another one stands in for."""

    exercise: Exercise
    whys: tuple[str, ...]
    conflict: bool
    """It would need changes that do not go together."""


@frozen
class Prescription:
    """A dose and its days from one week on."""

    week: int
    dose: Dose
    note: str | None
    level: int
    """Which rung of the exercise's ladder, from 1; 0 if it has none."""
    days: tuple[int, ...] = ()
    """Its weekdays in that week; 0 is Monday."""
    every_other: bool = False
    """Its days change from week to week."""


@frozen
class Item:
    """An exercise of the programme."""

    number: int
    """From 1, in the order of first appearance."""
    exercise: Exercise
    steps: tuple[Step, ...]
    """The exercise's own, or those that a change brings."""
    pictured: bool
    changes: tuple[Change, ...]
    prescriptions: tuple[Prescription, ...]
    """At first, and wherever the dose or the days change."""
    side: Literal["both", "each", "alternate", "affected", "left", "right"]
    """The exercise's; where that is the affected side, the patient's."""
    notes: tuple[tuple[str, tuple[int, ...]], ...]
    """What the plan or the patient's file says of it, and in which weeks."""
    notes_own: bool
    """Whether the patient's file says them all: only then are they the clinician's words to this patient."""
    easier: Exercise | None
    """What may be done instead on a bad day: only what passes every condition of the patient."""
    harder: Exercise | None
    replaces: tuple[Replaced, ...] = ()
    """What it stands in for."""
    allowed: tuple[Literal["kept", "cleared"], ...] = ()
    """What it is here by: the clinician keeps or clears it."""
    unassessed: tuple[str, ...] = ()
    """The patient's conditions about which it says nothing."""
    sore: Literal["left", "right"] | None = None
    """The side that hurts, where it is shown with a walking stick: that is in the other hand."""

    @property
    def on_bed(self) -> bool:
        """Return whether the patient lies on a bed for it, unable to get down to the floor: some forms are seated."""
        return self.exercise.position in LYING and any(change.condition == FLOOR for change in self.changes)

    @property
    def first(self) -> Prescription:
        """Return the dose to start with."""
        return self.prescriptions[0]


@frozen
class Supervised:
    """A day with a trainer: at the times of its appointments; at none if none is made."""

    times: tuple[time, ...] = ()


DayKind = Literal["train", "rest", "trainer"]


@frozen
class DayPlan:
    """A day of a week."""

    weekday: int
    """0 is Monday."""
    date: date | None
    kind: DayKind
    supervised: Supervised | None = None


@frozen
class Row:
    """An exercise in a week: its dose, and how often on each day."""

    item: Item
    prescription: Prescription
    times: tuple[int, ...]
    days: tuple[int, ...]
    """Its weekdays; 0 is Monday."""
    every_other: bool = False
    """They change from week to week."""


@frozen
class Week:
    """Seven days from the first day of the programme on, or seven times as many later."""

    number: int
    phase: Phase
    days: tuple[DayPlan, ...]
    rows: tuple[Row, ...]


@frozen
class Remark:
    """What is unusual about a programme, beside what the conditions did to it."""

    source: Document
    loc: Loc
    """The field in the source that it is about."""
    what: Problem | str

    @property
    def says(self) -> str:
        """Return the sentence without its place."""
        return str(self.what)

    @property
    def problem(self) -> Problem:
        """Return the note as a warning with its place."""
        return self.placed.warning()

    @property
    def placed(self) -> Problem:
        """Return the note as an error with its place."""
        return self.source.problem(self.loc, self.what)


@frozen
class Altered:
    """What the patient's file makes of an exercise of the plan."""

    exercise: str
    weeks: tuple[tuple[int, Prescription, Prescription, Prescription], ...]
    """Each week with what it would be by the plan, what it is, and what was written: conditions may allow less."""


@dataclass(frozen=True)
class Revision:
    """What the patient's file changes about the plan: exercises by id."""

    left_out: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    altered: tuple[Altered, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.left_out or self.changed or self.added)


class PageNumbers:
    """On which page of the booklet its sections and exercises start, by the names of `anchor`; 0 for what has none.

    Each number is an attribute, so that a section's reads are recorded one by one.
    """

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Take the numbers, which count from 1."""
        self._numbers = numbers
        self.asked: dict[str, int] = {}
        """The numbers that were asked for."""

    def __getattr__(self, name: str) -> int:
        if name.startswith("__"):
            raise AttributeError(name)
        self.asked[name] = number = self._numbers.get(name, 0)
        return number

    def of(self, name: str) -> int:
        """Return the page of a section (`safety`) or an exercise (`exercise:bridge`); 0 if it is in no booklet."""
        return int(getattr(self, name))


UNPAGED = PageNumbers({})
"""Before anything is laid out."""


@dataclass(frozen=True, eq=False)
class Programme:
    """What one patient does when. Compared by identity."""

    plan: Plan
    """With the phases as this patient follows them."""
    patient: Patient
    clinic: Clinic
    items: tuple[Item, ...]
    weeks: tuple[Week, ...]
    problems: tuple[Problem, ...]
    """What is unusual about it, as values: each is a warning with its place."""
    decisions: tuple[Decision, ...] = ()
    """What the patient's conditions did to the plan."""
    noted: tuple[Remark, ...] = ()
    """The warnings that are not about decisions."""
    revision: Revision = Revision()
    """What the clinician changed, before the conditions did."""
    from_plan: tuple[str, ...] = ()
    """The patient's conditions that the plan brings, and the patient's file does not name."""
    own_conditions: tuple[str, ...] = ()
    """What may be said of the patient: the file's conditions; the plan's if nobody in particular is the patient."""
    pages: PageNumbers = UNPAGED
    """Where in the booklet things stand, once that is known."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """The problems, each as the sentence that a person reads."""
        return tuple(map(str, self.problems))

    @property
    def helper(self) -> str | None:
        """Return who leads the supervised sessions: the patient's trainer, else the clinic's clinician."""
        return self.patient.trainer or self.clinic.clinician

    @property
    def first_day(self) -> date | None:
        """Return the first day when something is done, even if only later weeks are left; None without a start."""
        week = self.weeks[0]
        day = week.days[0].date
        return day and day - timedelta(weeks=week.number - 1)

    def left_out(self) -> tuple[Decision, ...]:
        """Return what is left out and not replaced in any phase: no card can say so."""
        shown = {d.exercise for d in self.decisions if d.kind == "swapped"}
        return tuple(d for d in self.decisions if d.kind in ("left out", "asked") and d.exercise not in shown)
