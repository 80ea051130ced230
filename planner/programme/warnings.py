"""What is unusual about a programme: numbers, days and dates. Each is an error or a warning on purpose.

An error is what cannot be true whatever the day is: a birth after the start. Everything else may be meant, so it is a
warning (`--strict` makes warnings errors). What depends on today is never an error: the clock does not stop a build,
and it does not change a booklet's bytes.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate

from planner.content.clinic import Clinic
from planner.content.exercise import Dose, Exercise
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Entry, Phase, Plan
from planner.content.prose import SLOT, other_weeks
from planner.content.scalars import EVERY_OTHER, WEEKDAYS
from planner.content.yaml import Loc
from planner.problems import InputError, Problem
from planner.programme.dose import MOST_EVERY_OTHER, days_a_week, prescription
from planner.programme.programme import Programme, Remark, Row, Week

FEWEST_DAYS = 3
"""Fewer days a week than this: every day if possible, at least three times a week."""
MOST_EXERCISES = 6
"""In one session: with more they are done less well (Henry 1999: two were done better than eight)."""
ADULT = 18
"""Years. The library's sources are about adults."""
OLDEST = 110
"""Years. Hardly anybody is older: the year of birth is more likely to be wrong."""


def refuse(patient: Patient) -> None:
    """Raise InputError for what cannot be true."""
    if patient.born and patient.start and _earliest(patient.born) > patient.start:
        problem = Problem(text="is after the start", quoted=f"{patient.born}", reading=f"{patient.start}")
        raise InputError(patient.problem(("born",), problem))


def checks(
    programme: Programme, plan: Plan, library: Library, today: date | None, from_week: int = 1
) -> Iterator[Remark]:
    """Yield what to warn of, in the order of days, numbers and dates; plan is as it was written.

    Who goes on from a later week has started in the past.
    """
    yield from _days(programme, plan)
    yield from _named_days(programme, plan, library)
    yield from _sessions(programme)
    yield from _supervised(programme, plan)
    yield from _doses(programme, plan, library)
    yield from _ended(programme, plan, library)
    yield from _falls(programme, plan)
    for loc, words in other_weeks(plan):
        yield Remark(plan, loc, f'"{words}": the plan has {plan.weeks}; write {SLOT} and it follows the plan')
    yield from _pictures(programme, library)
    for exercise in dict.fromkeys(item.exercise for item in programme.items):
        yield from loosened(exercise)
    if from_week == 1:
        yield from _start(programme.patient, today)
    reviewed = programme.clinic if programme.clinic.reviewed_by else programme.plan
    if today and reviewed.reviewed_by and reviewed.reviewed_by.overdue(today):
        what = "the plans were" if isinstance(reviewed, Clinic) else "the plan was"
        says = f"{what} to be reviewed again by {reviewed.reviewed_by.review_again}"
        yield Remark(reviewed, ("reviewed_by", "review_again"), says)


# -- days and sessions -----------------------------------------------------------------------------------------------


def _days(programme: Programme, plan: Plan) -> Iterator[Remark]:
    """Warn of too few days a week, as the patient or the plan names them, or as a phase's exercises have them."""
    source = programme.patient if programme.patient.days else plan
    named = programme.patient.days or plan.days
    count = FEWEST_DAYS if named == (EVERY_OTHER,) else len(named)  # or one more, in turns
    says = f"a week; every day is best, and at least {FEWEST_DAYS} are needed"
    if count < FEWEST_DAYS:
        yield Remark(source, ("days",), f"{_counted(count)} {says}")
        return
    for n, sessions in enumerate(_sizes(programme)):
        active = sum(size > 0 for size in sessions)
        if active < FEWEST_DAYS:
            yield Remark(plan, ("phases", n), f"exercises on {_counted(active)} {says}")


def _named_days(programme: Programme, plan: Plan, library: Library) -> Iterator[Remark]:
    """Warn where days written for an exercise differ from the library's dose, or a cap lowers them."""
    said: set[str] = set()
    for week in programme.weeks:
        for row in week.rows:
            found = _entry(plan, week, row)
            if found is None:
                continue
            p, e, entry = found
            if not entry.days:
                continue
            for says in _day_conflicts(entry, row, library.exercise(entry.exercise)):
                if says not in said:
                    said.add(says)
                    yield Remark(plan, ("phases", p, "exercises", e, "days"), says)


def _entry(plan: Plan, week: Week, row: Row) -> tuple[int, int, Entry] | None:
    """Return the plan's entry of a row, with the places of its phase and of itself; None for what was swapped in."""
    ends = accumulate(phase.weeks for phase in plan.phases)
    p = next(n for n, end in enumerate(ends) if week.number <= end)
    entries = enumerate(plan.phases[p].exercises)
    return next(((p, n, entry) for n, entry in entries if entry.exercise == row.item.exercise.key), None)


def _day_conflicts(entry: Entry, row: Row, exercise: Exercise) -> Iterator[str]:
    named, own = days_a_week(entry.days or ()), entry.days_per_week
    now = row.prescription.dose.days_per_week
    level = exercise.levels[row.prescription.level - 1] if row.prescription.level else None
    usual = exercise.dose.changed(level).days_per_week
    written = f'"{exercise.key}": your plan says {_every(entry.days or ())}'
    if now < min(named, own or named):  # nothing but a condition lowers what is written
        caps = [change.condition for change in row.item.changes]
        named_caps = " and ".join(f'"{name}"' for name in caps)
        yield f"{written}; for {named_caps} it is at most {_counted(now)} a week, and these are printed"
    elif own and own < named:
        yield f"{written}, and days_per_week says {own}: {_counted(own)} are printed"
    elif usual < min(named, own or named):
        yield f"{written}; the library's dose is {_counted(usual)} a week; your days are printed"


def _every(days: tuple[str, ...]) -> str:
    if days == (EVERY_OTHER,):
        return EVERY_OTHER
    return "every day" if len(days) == len(WEEKDAYS) else f"{_counted(len(days))} a week ({', '.join(days)})"


def _counted(days: int) -> str:
    return f"{days} day" if days == 1 else f"{days} days"


def _sessions(programme: Programme) -> Iterator[Remark]:
    for n, sessions in enumerate(_sizes(programme)):
        if max(sessions) > MOST_EXERCISES:
            says = f"{max(sessions)} exercises in one session; with more than {MOST_EXERCISES} they are done less well"
            yield Remark(programme.plan, ("phases", n, "exercises"), says)


def _supervised(programme: Programme, plan: Plan) -> Iterator[Remark]:
    """Warn of more supervised sessions than the plan has sessions; appointments stand in their place."""
    framed = sum(day.supervised is not None for week in programme.weeks for day in week.days)
    if programme.helper and not programme.patient.appointments and framed < plan.supervised_sessions:
        said = f"{plan.supervised_sessions} sessions; the plan has {framed}, without two days in a row"
        yield Remark(plan, ("supervised_sessions",), said)


def _sizes(programme: Programme) -> Iterator[list[int]]:
    """Yield for each phase the number of exercises on each weekday."""
    for phase in programme.plan.phases:
        rows = next(week.rows for week in programme.weeks if week.phase is phase)
        yield [sum(day in row.days for row in rows) for day in range(len(WEEKDAYS))]


# -- numbers ---------------------------------------------------------------------------------------------------------


def _doses(programme: Programme, plan: Plan, library: Library) -> Iterator[Remark]:
    """Warn of doses beyond the largest that the library has a source for, and of what is written and not printed."""
    prescribed = {item.exercise.key for item in programme.items}
    for p, phase in enumerate(plan.phases):
        for e, entry in enumerate(phase.exercises):
            if entry.exercise in prescribed:
                exercise, turn = library.exercise(entry.exercise), plan.turn(entry.exercise, p + 1)
                for field, says in (*_unprinted(exercise, entry), *_beyond(exercise, entry, phase, turn)):
                    yield Remark(plan, ("phases", p, "exercises", e, field), says)


def _ended(programme: Programme, plan: Plan, library: Library) -> Iterator[Remark]:
    """Warn of a rung that the plan asks for and against which a condition of the patient's file speaks."""
    patient = programme.patient
    for item in programme.items:
        key, whole, last = item.exercise.key, library.exercise(item.exercise.key).levels, len(item.exercise.levels)
        for n, condition in enumerate(patient.conditions if last < len(whole) else ()):
            phases = [(p, e) for p in plan.phases for e in p.exercises if e.exercise == key]
            asked = any(
                phase.rung(entry, turn, week) > last
                for turn, (phase, entry) in enumerate(phases, 1)
                for week in range(1, phase.weeks + 1)
            )
            if asked and condition in whole[last].not_for_conditions and condition not in plan.conditions:
                says = f'"{key}" stays on rung {last} of its ladder: "{condition}" speaks against "{whole[last].note}"'
                yield Remark(patient, ("conditions", n), says)


def _unprinted(exercise: Exercise, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the fields of an entry that change nothing: a rung above the ladder, repeats of what is done for a time."""
    rungs = len(exercise.levels)
    written = max(entry.level or 0, *entry.levels, 0)
    if written > max(rungs, 1):
        has = f"has {rungs} rungs; the last one is printed" if rungs else "has no ladder; its dose is printed"
        yield "level" if entry.level else "levels", f'rung {written}: "{exercise.key}" {has}'
    if entry.time or exercise.dose.time:
        for field in COUNTED:
            if getattr(entry, field):
                yield field, f'is not printed: "{exercise.key}" is done for a time; say it in a note'


def _beyond(exercise: Exercise, entry: Entry, phase: Phase, turn: int) -> Iterator[tuple[str, str]]:
    """Yield the fields of an entry whose dose is above every rung of the ladder."""
    used = {phase.rung(entry, turn, week) for week in range(1, phase.weeks + 1)}
    doses = [prescription(1, exercise, entry, rung, ()).dose for rung in used]
    rungs = [exercise.dose, *(exercise.dose.changed(level) for level in exercise.levels)]
    for field, unit in (
        ("hold", " s of holding"),
        ("time", " s"),
        ("reps", " repeats in a session"),
        ("days_per_week", " days a week"),
    ):
        now, most = max(_amount(dose, field) for dose in doses), max(_amount(rung, field) for rung in rungs)
        if now > most:
            if (field == "days_per_week" and entry.days) or (field in COUNTED and doses[0].time):
                continue  # said with the days themselves, or not printed
            named = field if getattr(entry, field) is not None else "sets"
            yield named, f'{now}{unit}; the most that the sources of "{exercise.key}" give is {most}'


COUNTED = ("sets", "reps", "hold", "rest")
"""What is printed of an exercise that is counted, and not of one that is done for a time."""


def _amount(dose: Dose, field: str) -> int:
    """Return a dose's amount in a field; repeats count over all sets."""
    return dose.reps * dose.sets if field == "reps" else int(getattr(dose, field))


def _falls(programme: Programme, plan: Plan) -> Iterator[Remark]:
    """Warn of each dose that is lower than that of an earlier week: it may be meant, but it is never silent."""
    before: dict[str, Row] = {}
    for week in programme.weeks:
        for row in week.rows:
            key = row.item.exercise.key
            fallen = _fallen(before[key], row) if key in before else []
            before[key] = row
            if fallen:
                found = _entry(plan, week, row)
                loc: Loc = ("phases", found[0], "exercises", found[1]) if found else ("phases",)
                yield Remark(plan, loc, f'"{key}" falls in week {week.number}: {", ".join(fallen)}')


NAMED = {"sets": "sets", "reps": "times", "hold": "hold", "time": "time", "per_day": "times a day"}


def _fallen(old: Row, new: Row) -> list[str]:
    """Return what falls from one row to another, as `times 8 to 5`.

    A higher rung of the ladder is harder even where one of its numbers is lower: fewer repeats, held longer.
    """
    fallen = []
    climbs = new.prescription.level > old.prescription.level
    for field, name in NAMED.items():
        was, now = (getattr(row.prescription.dose, field) for row in (old, new))
        if now >= was:
            continue
        on_ladder = climbs and (was, now) == (_rung_amount(old, field), _rung_amount(new, field))
        if not on_ladder:
            fallen.append(f"{name} {in_unit(field, was)} to {in_unit(field, now)}")
    was, now = _days_in(old), _days_in(new)
    return [*fallen, f"days a week {was} to {now}"] if now < was else fallen


def _rung_amount(row: Row, field: str) -> int:
    """Return what the library's ladder has on a row's rung."""
    exercise, level = row.item.exercise, row.prescription.level
    return int(getattr(exercise.dose.changed(exercise.levels[level - 1] if level else None), field))


def in_unit(field: str, amount: int) -> str:
    """Return an amount of a dose's field as people say it: `10 min`."""
    if field not in ("hold", "time"):
        return str(amount)
    return f"{amount} s" if amount % 60 else f"{amount // 60} min"


def _days_in(row: Row) -> int:
    """Return the days a week; every other day counts as in its fuller weeks."""
    return min(row.prescription.dose.days_per_week, MOST_EVERY_OTHER) if row.every_other else len(row.days)


# -- pictures --------------------------------------------------------------------------------------------------------


def _pictures(programme: Programme, library: Library) -> Iterator[Remark]:
    """Warn of each change printed above pictures that nobody has confirmed for it; in English, for the clinician."""
    for item in programme.items:
        changing = [change.condition for change in item.changes]
        english = library.english.exercise(item.exercise.key) if changing else item.exercise
        yield from (note for condition, note in unpictured(english) if condition in changing)


def unpictured(exercise: Exercise) -> Iterator[tuple[str, Remark]]:
    """Yield, by condition, each precaution that changes neither steps nor pictures and does not say so."""
    for n, precaution in enumerate(exercise.precautions):
        if precaution.unpictured:
            text = "{} is printed above the same steps and pictures"
            advice = "if they fit it, say pictures: same; if not, give it steps of its own"
            problem = Problem(text=text, quoted=precaution.change, advice=advice)
            yield precaution.condition, Remark(exercise, ("precautions", n), problem)


def loosened(exercise: Exercise) -> Iterator[Remark]:
    """Note each condition of which the file that an exercise extends says more than the exercise, and lost pictures."""
    for condition, was, now in exercise.loosened:
        found = (n for n, precaution in enumerate(exercise.precautions) if precaution.condition == condition)
        loc: Loc = ("precautions", *list(found)[:1])
        text = f'"{exercise.key}" says {now or "nothing"} for "{condition}"; the file that it extends says {was}'
        yield Remark(exercise, loc, text)
    for condition, words in exercise.unsaid:
        [n] = (n for n, precaution in enumerate(exercise.precautions) if precaution.condition == condition)
        text = f'"{exercise.key}" no longer says for "{condition}" {words}, as the file that it extends does'
        yield Remark(exercise, ("precautions", n), Problem(text=text, advice="write it here too if it still holds"))
    if exercise.lost_its_pictures:
        text = f'no step of "{exercise.key}" has a picture, and those of the file that it extends have'
        advice = "to change one step and keep its picture, write steps: {0: {say: ...}}"
        yield Remark(exercise, ("steps",), Problem(text=text, advice=advice))


# -- dates -----------------------------------------------------------------------------------------------------------


def _start(patient: Patient, today: date | None) -> Iterator[Remark]:
    start = patient.start
    if not start or not today or today <= start <= today + timedelta(366):
        return
    if start < today:
        text, advice = "is in the past", "the calendar starts with days that are over; is the date right?"
    else:
        text, advice = "is more than a year ahead", "is the year right?"
    yield Remark(patient, ("start",), Problem(text=text, quoted=f"{start}", advice=advice))


def unprinted(patient: Patient, weeks: tuple[Week, ...], today: date | None, from_week: int) -> list[Remark]:
    """Note each appointment that falls outside the calendar, or is still to come in a week that is not printed."""
    shown = {
        datetime.combine(day.date, day.supervised.at)
        for week in weeks
        for day in week.days
        if day.date and day.kind == "trainer" and day.supervised and day.supervised.at
    }
    text, advice = "is not printed", "it needs a start"
    if patient.start:
        text = "is on no day of the calendar, so it is printed nowhere and in no calendar file"
        advice = "write it into note too"
    lost = [
        Remark(patient, ("appointments", n), Problem(quoted=f"{moment:%Y-%m-%d %H:%M}", text=text, advice=advice))
        for n, moment in enumerate(patient.appointments)
        if moment not in shown
    ]
    over = {day.date: week.number for week in weeks if week.number < from_week for day in week.days if day.date}
    for n, moment in enumerate(patient.appointments):
        week = over.get(moment.date())
        if week and today and moment.date() >= today:
            text = f"is in week {week}, which is not printed: dates move where the days are others than before"
            advice = f"print from week {week}, or write it into note too"
            lost.append(
                Remark(
                    patient, ("appointments", n), Problem(quoted=f"{moment:%Y-%m-%d %H:%M}", text=text, advice=advice)
                )
            )
    return lost


def age(patient: Patient, today: date | None) -> Iterator[Remark]:
    """Return what is unusual about the birth: all that depends on it.

    A year of birth alone leaves two ages possible: it is a warning if either is unusual.
    """
    born, start = patient.born, patient.start
    if born and today and _earliest(born) > today:
        yield Remark(patient, ("born",), Problem(text="is in the future", quoted=f"{born}"))
    elif born and (day := start or today):
        least, most = _ages(born, day)
        years = f"{most}" if least == most else f"{max(least, 0)} or {most}"
        if least < ADULT:
            yield Remark(patient, ("born",), f"{years} years old; the exercises and their doses are for adults")
        elif most > OLDEST:
            yield Remark(patient, ("born",), f"{years} years old; is the year right?")


def _earliest(born: date | int) -> date:
    return date(born, 1, 1) if isinstance(born, int) else born


def _ages(born: date | int, day: date) -> tuple[int, int]:
    """Return the least and the greatest age in whole years."""
    if isinstance(born, int):
        return day.year - born - 1, day.year - born
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return years, years
