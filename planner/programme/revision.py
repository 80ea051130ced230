"""A plan as a patient's file changes it: before the safety rules, so that added exercises pass them like all others."""

from collections.abc import Iterator
from dataclasses import replace

from planner.content.exercise import Dose, DoseChange, Exercise
from planner.content.library import Library
from planner.content.patient import ExerciseChange, Patient
from planner.content.plan import Entry, Phase, Plan
from planner.content.scalars import EVERY_OTHER, WEEKDAYS, Days
from planner.content.suggest import in_braces
from planner.problems import Problem
from planner.programme.amounts import NAMED, fields_lower, in_unit
from planner.programme.dose import days_a_week, prescription, spread
from planner.programme.programme import Altered, Item, Prescription, Programme, Remark, Revision

LITTLE = 2
"""Exercises in a phase: a plan is no longer what its author meant with so few. Our own limit."""


def revised(plan: Plan, patient: Patient) -> Plan:
    """Return the plan with the changes of the patient's file. Raise InputError for what the plan does not have."""
    return plan.with_exercises(patient.exercises_written()) if patient.exercises else plan


def revision(plan: Plan, patient: Patient) -> Revision:
    """Return what the patient's file does to a plan, by kind."""
    here, changes = _exercises(plan), patient.exercises
    return Revision(
        tuple(key for key, change in changes.items() if change is None),
        tuple(key for key, change in changes.items() if change and key in here),
        tuple(key for key, change in changes.items() if change and key not in here),
    )


def altered(before: Plan, after: Plan, programme: Programme, library: Library) -> Iterator[Altered]:
    """Yield each printed exercise that the patient's file changes, with what it was, is and was to be, by week."""
    patient, items = programme.patient, {item.exercise.key: item for item in programme.items}
    days = patient.days or before.days
    for key in (key for key in revision(before, patient).changed if key in items):
        weeks, first, whole = list[tuple[int, Prescription, Prescription, Prescription]](), 1, library.exercise(key)
        of, caps = items[key].exercise, _caps(items[key])
        for n, (old_phase, new_phase) in enumerate(zip(before.phases, after.phases, strict=True), 1):
            old, new = _entry(old_phase, key), _entry(new_phase, key)
            for week in range(1, old_phase.weeks + 1) if old and new else ():
                was, now, typed = (
                    _on(entry.days or days, _prescribed(entry, phase, plan, n, week, exercise, limits))
                    for entry, phase, plan, exercise, limits in (
                        (old, old_phase, before, of, caps),
                        (new, new_phase, after, of, caps),
                        (new, new_phase, after, whole, ()),
                    )
                    if entry
                )
                weeks.append((first + week - 1, was, now, typed))
            first += old_phase.weeks
        yield Altered(key, tuple(weeks))


def _caps(item: Item) -> tuple[DoseChange, ...]:
    """Return the most that the conditions allow of an exercise."""
    return tuple(change.dose for change in item.changes if change.dose)


def _prescribed(
    entry: Entry, phase: Phase, plan: Plan, number: int, week: int, exercise: Exercise, caps: tuple[DoseChange, ...]
) -> Prescription:
    """Return what an entry asks for in a week of its phase, as far as the conditions allow it."""
    rung = phase.rung(entry, plan.turn(entry.exercise, number), week)
    return prescription(week, exercise, entry, rung, caps, named_rung=phase.names_rung(entry))


def _on(days: Days, of: Prescription) -> Prescription:
    """Return a prescription with its days."""
    if days == (EVERY_OTHER,):
        return replace(of, every_other=True)
    return replace(of, days=spread(tuple(WEEKDAYS.index(day) for day in days), of.dose.days_per_week))


def lowered_doses(before: Plan, after: Plan, programme: Programme) -> Iterator[Remark]:
    """Warn of each dose that the patient's file makes lower than the plan's: it may be meant, but is never silent."""
    patient, items = programme.patient, {item.exercise.key: item for item in programme.items}
    for key in (key for key in revision(before, patient).changed if key in items):
        falls: dict[str, None] = {}
        for n, (old_phase, new_phase) in enumerate(zip(before.phases, after.phases, strict=True), 1):
            old, new = _entry(old_phase, key), _entry(new_phase, key)
            if not old or not new:
                continue
            for week in range(1, old_phase.weeks + 1):
                (was, had), (now, has) = (
                    _amounts(entry, phase, plan, n, week, items[key])
                    for entry, phase, plan in ((old, old_phase, before), (new, new_phase, after))
                )
                falls |= {
                    f"{NAMED[field]} {in_unit(field, old_amount)} to {in_unit(field, new_amount)}": None
                    for field in fields_lower(was, now)
                    for old_amount, new_amount in [(getattr(was, field), getattr(now, field))]
                }
                if (new.days or new.days_per_week) and has < had:
                    falls[f"days a week {had} to {has}"] = None
        if falls:
            yield Remark(patient, ("exercises", key), f'"{key}" falls below the plan: {", ".join(falls)}')


def ended_early(before: Plan, after: Plan, patient: Patient) -> Iterator[Remark]:
    """Warn of each exercise that the patient's file adds and that ends before the plan does."""
    for key in revision(before, patient).added:
        having = [phase for phase in after.phases if _entry(phase, key)]
        if having and having[-1] is not after.phases[-1]:
            says = f'"{key}" ends with "{having[-1].title}", before the plan does'
            advice = f"if it is to go on, name the phases behind it too: {_behind(after, having[-1])}"
            yield Remark(patient, ("exercises", key), Problem(text=says, advice=advice))


def _behind(plan: Plan, last: Phase) -> str:
    titles = [phase.title for phase in plan.phases]
    return ", ".join(titles[titles.index(last.title) + 1 :])


def thinned(before: Plan, after: Plan, patient: Patient) -> Iterator[Remark]:
    """Warn of each phase of which the patient's file leaves little, where the plan has more."""
    for old, new in zip(before.phases, after.phases, strict=True):
        left = [entry.exercise for entry in new.exercises]
        if len(left) <= LITTLE < len(old.exercises):
            gone = f'of {len(old.exercises)} exercises in "{new.title}" your changes leave {len(left)}: '
            yield Remark(patient, ("exercises",), f"{gone}{', '.join(left)}")


def lost_rungs(plan: Plan, library: Library) -> Iterator[Remark]:
    """Warn of each exercise in a phase with a new title that is on a lower rung than in the extended plan that week.

    A phase that is retyped under its title keeps its rungs; under another one, only its author knows which are meant.
    """
    base = plan.extended
    if base is None:
        return
    titles = {phase.title for phase in base.phases}
    had = {(week, entry.exercise): rung for week, _, _, entry, rung in _rungs(base, library)}
    said: set[str] = set()
    for week, p, e, entry, rung in _rungs(plan, library):
        phase, was = plan.phases[p], had.get((week, entry.exercise), 0)
        written = entry.level or entry.levels or phase.level or phase.levels
        if rung < was and not written and phase.title not in titles and entry.exercise not in said:
            said.add(entry.exercise)
            says = (
                f'"{entry.exercise}" is on rung {rung} of its ladder in week {week}; "{base.key}" has it on rung {was}'
            )
            own = entry.model_dump(mode="json", by_alias=True, exclude_unset=True)
            advice = f"to keep it, write {in_braces({'exercise': entry.exercise, **own, 'level': was})}"
            yield Remark(plan, ("phases", p, "exercises", e), Problem(text=says, advice=advice))


def unheeded(plan: Plan, patient: Patient, programme: Programme) -> Iterator[Remark]:
    """Warn of what is written for an exercise and is not printed, does nothing, or does more than it seems to.

    plan is without the patient's changes; programme has all weeks.
    """
    printed = {item.exercise.key for item in programme.items}
    here = {key: [phase.title for phase in plan.phases if _entry(phase, key)] for key in patient.exercises}
    for key, change in patient.exercises.items():
        typed = change.model_dump(mode="json", by_alias=True, exclude_unset=True) if change else {}
        text = advice = ""
        if change is None:
            continue
        if key not in printed:
            names = dict.fromkeys(r.condition for d in programme.decisions if d.exercise == key for r in d.reasons)
            whom = " and ".join(f'"{name}"' for name in names)
            text = f'"{key}" is left out{f" for {whom}" if whom else ""}, so what you wrote is not printed: '
            text += in_braces(typed)
            advice = "take it out; to have the exercise all the same, and with it what you wrote, name it in keep"
        elif not typed and here[key]:
            text, advice = f'"{key}" is written without a change: nothing differs', "write what differs, or take it out"
        elif not here[key] and typed.keys() <= {"note"}:
            text = f'the plan does not have "{key}": it is added to {", ".join(p.title for p in plan.phases)}'
            advice = "write phase, by title, for fewer; if you do not want it, take it out"
        elif here[key] and change.phase and not any(_names(change.phase, title) for title in here[key]):
            text = f'"{key}" stays in {", ".join(here[key])} as the plan has it: phase adds it, and does not move it'
            advice = "if that is meant, leave it so; to have it nowhere, write leave out"
        if text:
            yield Remark(patient, ("exercises", key), Problem(text=text, advice=advice))


def _names(titles: tuple[str, ...], title: str) -> bool:
    """Return whether a phase's title is among those that are written."""
    return title.casefold() in (written.casefold() for written in titles)


def heeded(of: Revision, programme: Programme) -> Revision:
    """Return what of a revision is printed: nothing of an exercise that the conditions leave out all the same."""
    printed = {item.exercise.key for item in programme.items}
    return replace(
        of,
        changed=tuple(key for key in of.changed if key in printed),
        added=tuple(key for key in of.added if key in printed),
    )


def begun_higher(plan: Plan, patient: Patient, programme: Programme, from_week: int) -> Iterator[Remark]:
    """Warn of each exercise added to all phases that has passed its first rung where a later printing begins."""
    for key in revision(plan, patient).added:
        change = patient.exercises[key]
        if from_week == 1 or not isinstance(change, ExerciseChange) or change.phase or change.level or change.levels:
            continue
        first = next((row for row in programme.weeks[0].rows if row.item.exercise.key == key), None)
        now = next((row for row in programme.weeks[from_week - 1].rows if row.item.exercise.key == key), None)
        if first and now and now.prescription.level > first.prescription.level:
            title = programme.weeks[from_week - 1].phase.title
            rung = f"rung {now.prescription.level} of its ladder"
            says = f'"{key}" is at {rung}, as if begun in week 1; if it is new, add phase: {title} or level: 1'
            yield Remark(patient, ("exercises", key), says)


def _rungs(plan: Plan, library: Library) -> Iterator[tuple[int, int, int, Entry, int]]:
    """Yield each week (from 1) with the places of a phase and an entry (from 0), the entry and its rung."""
    first = 1
    for p, phase in enumerate(plan.phases):
        for e, entry in enumerate(phase.exercises):
            turn, last = plan.turn(entry.exercise, p + 1), len(library.exercise(entry.exercise).levels)
            for week in range(1, phase.weeks + 1):
                yield first + week - 1, p, e, entry, min(phase.rung(entry, turn, week), last)
        first += phase.weeks


def _exercises(plan: Plan) -> set[str]:
    return {entry.exercise for phase in plan.phases for entry in phase.exercises}


def _entry(phase: Phase, key: str) -> Entry | None:
    return next((entry for entry in phase.exercises if entry.exercise == key), None)


def _amounts(entry: Entry, phase: Phase, plan: Plan, number: int, week: int, item: Item) -> tuple[Dose, int]:
    """Return what an entry asks for in a week of its phase, and on how many days."""
    dose = _prescribed(entry, phase, plan, number, week, item.exercise, _caps(item)).dose
    return dose, min(days_a_week(entry.days or plan.days), dose.days_per_week)
