"""prescribe: a plan and a patient to a programme. A pure function."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from planner.content.exercise import Exercise
from planner.content.library import Library
from planner.content.plan import Clinic, Patient, Plan
from planner.content.scalars import WEEKDAYS
from planner.errors import InputError
from planner.programme.checks import checks, refuse
from planner.programme.dose import prescription, spread
from planner.programme.programme import (
    Change,
    DayKind,
    DayPlan,
    Item,
    Note,
    Prescription,
    Programme,
    Replaced,
    Row,
    Supervised,
    Week,
)
from planner.programme.safety import Safety, Tailored, Verdict, tailor
from planner.programme.said import in_vain, said


def prescribe(plan: Plan, patient: Patient, clinic: Clinic, library: Library, today: date | None = None) -> Programme:
    """What this patient does when, with every change to the plan and its reason.

    today bears on warnings only; without it nothing is said of dates that have passed. Raises InputError for what may
    not be: ids that are not there, a birth after the start, a phase of which the conditions leave nothing.
    """
    library.check(plan)
    refuse(patient)
    tailored = tailor(plan, patient, library)
    fitting = tailored.plan
    days = tuple(WEEKDAYS.index(d) for d in (patient.days or plan.days))
    starts = _phase_starts(fitting)
    safety = Safety(patient, library)
    keys = dict.fromkeys(entry.exercise for phase in fitting.phases for entry in phase.exercises)
    items = tuple(
        _item(number, library.exercise(key), tailored, starts, days, safety) for number, key in enumerate(keys, 1)
    )
    weeks = _weeks(fitting, patient, clinic, items, days, starts)
    programme = Programme(fitting, patient, clinic, items, weeks, (), tailored.decisions)
    noted = (*in_vain(programme, plan), *_lost(patient, weeks), *checks(programme, plan, library, today))
    return replace(programme, warnings=(*said(programme, plan), *(note.line for note in noted)), noted=noted)


# -- exercises -------------------------------------------------------------------------------------------------------


def _phase_starts(plan: Plan) -> tuple[int, ...]:
    """The first week of each phase, from 1."""
    starts, week = [], 1
    for phase in plan.phases:
        starts.append(week)
        week += phase.weeks
    return tuple(starts)


def _item(
    number: int,
    exercise: Exercise,
    tailored: Tailored,
    starts: tuple[int, ...],
    days: tuple[int, ...],
    safety: Safety,
) -> Item:
    plan, changes = tailored.plan, tailored.changes[exercise.key]
    caps = tuple(p.dose for p in changes if p.dose)
    prescriptions: list[Prescription] = []
    notes: dict[str, None] = {}
    first: tuple[int, ...] = ()
    for n, (phase, week) in enumerate(zip(plan.phases, starts, strict=True), 1):
        for entry in phase.exercises:
            if entry.exercise != exercise.key:
                continue
            new = prescription(week, exercise, entry, phase, n, caps)
            if not prescriptions or _differs(new, prescriptions[-1]):
                prescriptions.append(new)
            if entry.note:
                notes[entry.note] = None
            first = first or _own_days(entry.days, days, new)
    rewritten = next((p for p in changes if p.steps), None)
    return Item(
        number,
        exercise,
        rewritten.steps if rewritten else exercise.steps,
        all(p.pictures != "none" for p in changes),
        tuple(Change(p.condition, p.change or "", p.why) for p in changes),
        tuple(prescriptions),
        first,
        tuple(notes),
        _silent(exercise.easier, safety),
        _silent(exercise.harder, safety),
        tuple(
            Replaced(safety.library.exercise(d.exercise), tuple(r.why for r in d.reasons), d.conflict)
            for d in tailored.decisions
            if d.kind == "swapped" and d.instead == exercise.key
        ),
        _allowed(safety.verdict(exercise.key)),
    )


def _differs(new: Prescription, old: Prescription) -> bool:
    """Whether a patient has anything new to do: another dose, or another note."""
    return new.dose != old.dose or (new.note is not None and new.note != old.note)


def _allowed(verdict: Verdict) -> tuple[Literal["kept", "cleared"], ...]:
    """What the clinician said yes to."""
    kept: tuple[Literal["kept", "cleared"], ...] = ("kept",) if verdict.keep else ()
    return (*kept, "cleared") if verdict.cleared else kept


def _silent(key: str | None, safety: Safety) -> Exercise | None:
    """The exercise, if none of the patient's conditions has anything to say about it."""
    return safety.library.exercise(key) if key and safety.verdict(key).silent else None


def _own_days(entry: tuple[str, ...] | None, days: tuple[int, ...], now: Prescription) -> tuple[int, ...]:
    """The weekdays of an exercise: the plan entry's, else the patient's or plan's; never more than the dose allows."""
    chosen = tuple(WEEKDAYS.index(d) for d in entry) if entry else days
    return spread(chosen, now.dose.days_per_week)


# -- weeks -----------------------------------------------------------------------------------------------------------


def _weeks(
    plan: Plan,
    patient: Patient,
    clinic: Clinic,
    items: tuple[Item, ...],
    days: tuple[int, ...],
    starts: tuple[int, ...],
) -> tuple[Week, ...]:
    order = range(7) if clinic.week_starts == "monday" else (6, *range(6))
    try:
        monday = _first_day(patient.start, order[0]) if patient.start else None
        _ = monday and monday + timedelta(days=7 * plan.weeks)
    except OverflowError:
        raise InputError(patient.problem(("start",), f'"{patient.start}": the weeks run beyond the calendar')) from None
    by_key = {item.exercise.key: item for item in items}
    appointments = {moment.date(): moment.time() for moment in patient.appointments}
    left = plan.supervised_sessions if not appointments else 0
    weeks = []
    for phase, start in zip(plan.phases, starts, strict=True):
        for number in range(start, start + phase.weeks):
            dates = [monday + timedelta(days=7 * (number - 1) + k) if monday else None for k in range(7)]
            rows = []
            for entry in phase.exercises:
                item = by_key[entry.exercise]
                now = [p for p in item.prescriptions if p.week <= start][-1]
                own = _own_days(entry.days, days, now)
                times = tuple(
                    now.dose.per_day if weekday in own and _inside(day, patient.start) else 0
                    for weekday, day in zip(order, dates, strict=True)
                )
                rows.append(Row(item, now, times, own))
            week_days = []
            for k, (weekday, day) in enumerate(zip(order, dates, strict=True)):
                active = any(row.times[k] for row in rows)
                supervised = None
                if day in appointments:
                    supervised = Supervised(appointments[day])
                elif left and active and not appointments:
                    supervised, left = Supervised(None), left - 1
                kind: DayKind = "trainer" if supervised else "train" if active else "rest"
                week_days.append(DayPlan(weekday, day, kind if _inside(day, patient.start) else "outside", supervised))
            weeks.append(Week(number, phase, tuple(week_days), tuple(rows)))
    return tuple(weeks)


def _lost(patient: Patient, weeks: tuple[Week, ...]) -> list[Note]:
    """Each appointment that no day of the calendar shows."""
    shown = {
        datetime.combine(day.date, day.supervised.at)
        for week in weeks
        for day in week.days
        if day.date and day.kind == "trainer" and day.supervised and day.supervised.at
    }
    says = "is on no day of the calendar" if patient.start else "needs a start: it is not printed"
    return [
        Note(patient, ("appointments", n), f"{moment:%Y-%m-%d %H:%M} {says}")
        for n, moment in enumerate(patient.appointments)
        if moment not in shown
    ]


def _first_day(start: date, first: int) -> date:
    """The first day of the week that a date lies in."""
    return start - timedelta(days=(start.weekday() - first) % 7)


def _inside(day: date | None, start: date | None) -> bool:
    return day is None or start is None or day >= start
