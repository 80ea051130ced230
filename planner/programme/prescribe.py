"""prescribe: a plan and a patient to a programme. A pure function."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from functools import lru_cache
from typing import Literal

from planner.content.clinic import Clinic
from planner.content.exercise import Exercise
from planner.content.library import Library
from planner.content.patient import ExerciseChange, Patient
from planner.content.pictures import with_stick
from planner.content.plan import Entry, Phase, Plan
from planner.content.prose import in_words
from planner.content.scalars import EVERY_OTHER, WEEKDAYS
from planner.problems import InputError, Problem
from planner.programme.amounts import refuse_doses
from planner.programme.calendar import Calendar, Days
from planner.programme.dose import MOST_EVERY_OTHER, prescription, spread
from planner.programme.programme import (
    Change,
    DayKind,
    DayPlan,
    Item,
    Prescription,
    Programme,
    Replaced,
    Row,
    Supervised,
    Week,
)
from planner.programme.revision import (
    altered,
    begun_higher,
    ended_early,
    heeded,
    lost_rungs,
    lowered_doses,
    revised,
    revision,
    thinned,
    unheeded,
)
from planner.programme.safety import Safety, Verdict
from planner.programme.said import decision_warnings, not_assessed, without_effect, without_rule
from planner.programme.suits import (
    after_surgery,
    lost_exclusions,
    needless,
    omitted_topics,
    refuse_contradictions,
    refuse_single,
    refuse_unsuited,
    singles,
    unnamed,
    worded_exclusions,
)
from planner.programme.tailor import Tailored, tailor
from planner.programme.warnings import checks, counted_from, odd_hours, own_checks, refuse, unprinted

APART = 2
"""Days from one session with a helper to the next, at least: a day to try alone what was learnt. Our default."""


def prescribe(
    plan: Plan,
    patient: Patient,
    clinic: Clinic,
    library: Library,
    today: date | None = None,
    from_week: int = 1,
) -> Programme:
    """Return what this patient does when, with every change to the plan and its reason.

    today bears on warnings only; without it nothing is said of dates that have passed. from_week leaves out what is
    over after a review: the weeks before it, and what was done only then; dates count from the start itself.
    Raise InputError for what may not be: ids that are not there, a birth after the start, a phase of which the
    conditions leave nothing, a week that the plan does not have.
    """
    return personal(shared(plan, suited(plan, patient), clinic, library, today, from_week), patient, today)


def shared(
    plan: Plan, patient: Patient, clinic: Clinic, library: Library, today: date | None = None, from_week: int = 1
) -> Programme:
    """Return the programme of everybody who starts on this day with these conditions.

    It reads nothing of the patient that they do not share (no name, no birth). Any of them may be the patient in it:
    personal puts the right one in. Raise InputError as prescribe does. What is said of it to the clinic is in English,
    whatever the patient reads: what the plan is called there, and who it is not for.
    """
    if library.english is library:
        return _shared(plan, patient, clinic, library, today, from_week)
    english = _shared(plan, patient, clinic, library.english, today, from_week)
    return replace(_shared(plan, patient, clinic, library, today, from_week), problems=english.problems)


def _shared(
    plan: Plan, patient: Patient, clinic: Clinic, library: Library, today: date | None, from_week: int
) -> Programme:
    """Return the programme in the language of the library, with what is said of it."""
    before, plan = plan, in_words(revised(plan, patient), library)
    library.check(plan)
    if not 1 <= from_week <= plan.weeks:
        text = f"the plan has weeks 1 to {plan.weeks}"
        raise InputError(Problem(loc=("from_week",), quoted=str(from_week), text=text))
    refuse_contradictions(plan, patient, library)
    refuse_unsuited(plan, patient, library)
    tailored = tailor(plan, patient, library)
    fitting = tailored.plan
    days = patient.days or plan.days
    active = _first_weekdays(tailored, days, library)
    # at a review weeks count from the start itself: days that are others since do not move the weeks that are over
    calendar = Calendar(patient, clinic, fitting.weeks, active if from_week == 1 else None)
    safety = Safety(patient, library)
    items = _items(tailored, 1, calendar, days, safety)
    weeks = _weeks(fitting, calendar, clinic, items, days)
    programme = Programme(
        plan=fitting,
        patient=patient,
        clinic=clinic,
        items=items,
        weeks=weeks,
        problems=(),
        decisions=tailored.decisions,
    )
    refuse_single(programme, plan, library)
    refuse_doses(programme, plan, library)
    asked = tuple(after_surgery(plan, patient))  # first: it is a question about the whole plan
    noted = (
        *singles(programme, plan),
        *needless(programme, plan, library),
        *without_effect(programme, plan),
        *without_rule(patient, library),
        *not_assessed(programme, library),
        *unprinted(patient, weeks, today, from_week),
        *odd_hours(patient),
        *counted_from(patient, plan, active, from_week),
        *omitted_topics(patient, plan, library),
        *lost_exclusions(before),
        *worded_exclusions(before, library.english),
    )
    noted = (*noted, *checks(programme, plan, library, today, from_week))
    noted = (
        *noted,
        *lost_rungs(before, library),
        *lowered_doses(before, plan, programme),
        *ended_early(before, plan, patient),
        *thinned(before, plan, patient),
        *begun_higher(before, patient, programme, from_week),
        *unheeded(before, patient, programme),
    )
    problems = (
        *before.slips(),
        *clinic.slips(),
        *(note.problem for note in asked),
        *decision_warnings(programme, plan),
        *(note.problem for note in noted),
    )
    noted = (*asked, *noted)
    changed = replace(revision(before, patient), altered=tuple(altered(before, plan, programme, library)))
    programme = replace(programme, problems=problems, noted=noted, revision=heeded(changed, programme))
    if from_week == 1:
        return programme
    return _from_week(programme, from_week, _items(tailored, from_week, calendar, days, safety))


def personal(programme: Programme, patient: Patient, today: date | None) -> Programme:
    """Return a shared programme as this patient's own, with the conditions that the plan adds to those of the file.

    Raise InputError for a birth after the start.
    """
    refuse(patient)
    own, patient = patient, suited(programme.plan, patient)
    brought = tuple(condition for condition in patient.conditions if condition not in own.conditions)
    somebody = bool(own.name or own.id or own.born or own.conditions)
    # a file without conditions says nothing either way: whoever chose the plan for it knows whom it is for
    noted = (*unnamed(programme.plan, brought if own.conditions else ()), *own_checks(programme, patient, today))
    return replace(
        programme,
        patient=patient,
        problems=(*patient.slips(), *programme.problems, *(note.problem for note in noted)),
        noted=(*programme.noted, *noted),
        from_plan=brought,
        own_conditions=own.conditions if somebody else patient.conditions,
    )


def suited(plan: Plan, patient: Patient) -> Patient:
    """Return the patient with the plan's own conditions added after those of the file."""
    more = tuple(condition for condition in plan.conditions if condition not in patient.conditions)
    return patient.model_copy(update={"conditions": (*patient.conditions, *more)}) if more else patient


def _from_week(programme: Programme, first: int, items: tuple[Item, ...]) -> Programme:
    """Return the rest of a programme from a week on, with the items that are still done."""
    by_key = {item.exercise.key: item for item in items}
    weeks = tuple(
        replace(week, rows=tuple(replace(row, item=by_key[row.item.exercise.key]) for row in week.rows))
        for week in programme.weeks[first - 1 :]
    )
    numbers = {number for number, _, week in _by_week(programme.plan) if week >= first}
    left = tuple(phase for number, phase in enumerate(programme.plan.phases, 1) if number in numbers)
    plan = programme.plan.model_copy(update={"phases": left})
    decisions = tuple(d for d in programme.decisions if numbers.intersection(d.phases))
    return replace(programme, plan=plan, items=items, weeks=weeks, decisions=decisions)


def _by_week(plan: Plan) -> Iterator[tuple[int, Phase, int]]:
    """Yield for every week the number of its phase, the phase, and the week's number; all count from 1."""
    week = 0
    for number, phase in enumerate(plan.phases, 1):
        for _ in range(phase.weeks):
            yield number, phase, (week := week + 1)


# -- exercises -------------------------------------------------------------------------------------------------------


def _items(tailored: Tailored, from_week: int, calendar: Calendar, days: Days, safety: Safety) -> tuple[Item, ...]:
    """Return all exercises from a week on, in the order of their first appearance."""
    keys = dict.fromkeys(
        entry.exercise for _, phase, week in _by_week(tailored.plan) if week >= from_week for entry in phase.exercises
    )
    return tuple(
        _item(number, safety.library.exercise(key), tailored, from_week, calendar, days, safety)
        for number, key in enumerate(keys, 1)
    )


def _item(
    number: int,
    exercise: Exercise,
    tailored: Tailored,
    from_week: int,
    calendar: Calendar,
    days: Days,
    safety: Safety,
) -> Item:
    key = exercise.key
    changes = tailored.changes[key]
    rewritten = safety.verdict(key).form
    exercise = (_worded(exercise, rewritten.condition) if rewritten else exercise).up_to(safety.conditions)
    steps = rewritten.steps if rewritten else exercise.steps
    caps = tuple(p.dose for p in changes if p.dose)
    prescriptions: list[Prescription] = []
    notes: dict[str, list[int]] = {}
    found = [
        (n, phase, week, entry)
        for n, phase, week in _by_week(tailored.plan)
        for entry in phase.exercises
        if week >= from_week and entry.exercise == key
    ]
    starts = {n: week for n, _, week in reversed(list(_by_week(tailored.plan)))}
    stood_in = {n for d in tailored.decisions if d.kind == "swapped" and d.instead == key for n in d.phases}
    timing: tuple[Days, int] | None = None
    own = safety.patient.exercises.get(key)
    for n, phase, week, entry in found:
        turn = tailored.plan.turn(key, n)
        rung = phase.rung(entry, turn, week - starts[n] + 1)
        if n in stood_in:  # the plan's level was written for another exercise
            rung = min(rung, turn)
        new = prescription(week, exercise, entry, rung, caps, named_rung=phase.names_rung(entry))
        named, before = entry.days or days, timing
        timing = (named, new.dose.days_per_week)
        on = prescriptions[-1].days if timing == before else calendar.weekdays(*timing, week)
        new = replace(new, days=on, every_other=named == (EVERY_OTHER,))
        if not prescriptions or _differs(new, prescriptions[-1]):
            prescriptions.append(new)
        if entry.note:
            notes.setdefault(entry.note, []).append(week)
    return Item(
        number=number,
        exercise=exercise,
        steps=steps,
        pictured=all(p.pictures != "none" for p in changes),
        changes=tuple(Change(p.condition, p.change or "", p.why, p.dose) for p in changes),
        prescriptions=tuple(prescriptions),
        side=(safety.patient.side or exercise.side) if exercise.side == "affected" else exercise.side,
        notes=tuple((text, tuple(weeks)) for text, weeks in notes.items()),
        notes_own=isinstance(own, ExerciseChange) and set(notes) == {own.note},
        easier=_unrestricted(exercise.easier, safety),
        harder=_unrestricted(exercise.harder, safety),
        replaces=tuple(
            Replaced(safety.library.exercise(d.exercise), tuple(r.why for r in d.reasons), d.conflict)
            for d in tailored.decisions
            if d.kind == "swapped" and d.instead == key
        ),
        allowed=_allowed(safety.verdict(key)),
        unassessed=safety.verdict(key).unassessed,
        sore=safety.patient.side if with_stick(exercise, steps) else None,
    )


@lru_cache(maxsize=256)
def _worded(exercise: Exercise, condition: str) -> Exercise:
    """Return the exercise in a condition's own words and position, where it has any beside the steps."""
    change = next(p for p in exercise.precautions if p.condition == condition)
    own = ("felt", "mistakes", "cautions", "equipment", "position")
    said = {key: words for key in own if key in change.model_fields_set and (words := getattr(change, key)) is not None}
    if change.notes == "none":
        said["levels"] = tuple(level.model_copy(update={"note": None}) for level in exercise.levels)
    return exercise.model_copy(update=said) if said else exercise


def _differs(new: Prescription, old: Prescription) -> bool:
    """Return whether there is anything new to do: another dose, other days, another note, or no note any more.

    Another days_per_week is nothing new where the days stay the same.
    """
    if (new.note, new.every_other) != (old.note, old.every_other):
        return True
    days_differ = new.days != old.days and not new.every_other
    if new.dose == old.dose:
        return days_differ
    now, was = (p.dose.model_dump(exclude={"days_per_week"}) for p in (new, old))
    most = [min(p.dose.days_per_week, MOST_EVERY_OTHER) for p in (new, old)]
    return days_differ or now != was or (new.every_other and most[0] != most[1])


def _allowed(verdict: Verdict) -> tuple[Literal["kept", "cleared"], ...]:
    """Return what the clinician said yes to."""
    kept: tuple[Literal["kept", "cleared"], ...] = ("kept",) if verdict.keep else ()
    return (*kept, "cleared") if verdict.cleared else kept


def _unrestricted(key: str | None, safety: Safety) -> Exercise | None:
    """Return the exercise if neither the patient's conditions nor the clinician say anything against it; else None."""
    if not key or key in safety.patient.left_out:
        return None
    return safety.library.exercise(key) if safety.verdict(key).silent and safety.is_assessed(key) else None


def _first_weekdays(tailored: Tailored, days: Days, library: Library) -> set[int] | None:
    """Return the weekdays with exercises in week 1; None where every other day is one: that begins on any day."""
    phase = tailored.plan.phases[0]
    found: set[int] = set()
    for entry in phase.exercises:
        named = entry.days or days
        if named == (EVERY_OTHER,):
            return None
        caps = tuple(p.dose for p in tailored.changes[entry.exercise] if p.dose)
        first = prescription(1, library.exercise(entry.exercise), entry, phase.rung(entry, 1, 1), caps)
        found.update(spread(tuple(WEEKDAYS.index(day) for day in named), first.dose.days_per_week))
    return found


# -- weeks -----------------------------------------------------------------------------------------------------------


def _weeks(plan: Plan, calendar: Calendar, clinic: Clinic, items: tuple[Item, ...], days: Days) -> tuple[Week, ...]:
    by_key = {item.exercise.key: item for item in items}
    patient = calendar.patient
    appointments: dict[date, tuple[time, ...]] = {}
    for moment in sorted(set(patient.appointments)):
        appointments[moment.date()] = (*appointments.get(moment.date(), ()), moment.time())
    helper = patient.trainer or clinic.clinician
    left = plan.supervised_sessions if helper and not appointments else 0
    last = -APART
    weeks = []
    for _, phase, number in _by_week(plan):
        dates = calendar.days(number)
        rows = tuple(_row(entry, by_key[entry.exercise], number, calendar, days) for entry in phase.exercises)
        sessions = _sessions(rows, calendar.weekdays(days, len(WEEKDAYS), number), calendar)
        week_days = []
        for k, (weekday, day) in enumerate(dates):
            supervised = None
            today = (number - 1) * len(WEEKDAYS) + k
            if day in appointments:
                supervised = Supervised(appointments[day])
            elif left and k in sessions and today - last >= APART:
                supervised, left, last = Supervised(), left - 1, today
            active = any(row.times[k] for row in rows)
            kind: DayKind = "trainer" if supervised else "train" if active else "rest"
            week_days.append(DayPlan(weekday, day, kind, supervised))
        weeks.append(Week(number, phase, tuple(week_days), rows))
    return tuple(weeks)


def _sessions(rows: tuple[Row, ...], own: tuple[int, ...], calendar: Calendar) -> set[int]:
    """Return which days of a week (from 0) are worth a helper's time: the plan's own, with more than a walk or a rest.

    A phase of nothing but walks and rests has no better day than those.
    """
    active = {
        k: {bool(row.prescription.dose.time) for row in rows if row.times[k]}
        for k, weekday in enumerate(calendar.order)
        if weekday in own
    }
    taught = {k for k, timed in active.items() if False in timed}
    return taught or {k for k, timed in active.items() if timed}


def _row(entry: Entry, item: Item, week: int, calendar: Calendar, days: Days) -> Row:
    now = [p for p in item.prescriptions if p.week <= week][-1]
    named = entry.days or days
    own = calendar.weekdays(named, now.dose.days_per_week, week)
    times = tuple(now.dose.per_day if weekday in own else 0 for weekday in calendar.order)
    return Row(item, now, times, own, named == (EVERY_OTHER,))
