"""Amounts: which are refused as nobody can mean them, and which are warned of (beyond their sources, not printed)."""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from math import ceil

from planner.content.counted import COUNTED
from planner.content.exercise import Dose, DoseChange, Exercise
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Entry, Phase, Plan
from planner.content.scalars import EVERY_OTHER, WEEKDAYS, Days
from planner.content.yaml import Loc
from planner.problems import InputError, Problem
from planner.programme.dose import AMOUNTS, MOST_EVERY_OTHER, days_a_week, outgrown, prescription, seconds, spread
from planner.programme.programme import Programme, Remark, Row, Week

MOST_TIMES = 8
"""Times a day: so often belly breathing is done at its most, and nothing in the library more often."""
NEVER_OVER = {"hold": 30 * 60, "reps": 1000, "per_day": 24}
"""Seconds of a hold, repeats in a session and times a day; nobody can mean more."""
LONGEST_SESSION = 3 * 3600
"""Seconds of one session; nobody can mean a longer one."""


def doses(programme: Programme, plan: Plan, library: Library) -> Iterator[Remark]:
    """Warn of doses beyond the largest that the library has a source for, and of what is written and not printed."""
    found = list[Remark]()
    for at, entry, _ in _prescribed(programme, plan):
        exercise, rows = library.english.exercise(entry.exercise), _rows(programme, plan, at[0], entry)
        printed = [row.prescription.dose.model_copy(update={"days_per_week": _days_in(row)}) for row in rows]
        lowered = (what for row in rows for what in _lowered(exercise, entry, row, programme.patient))
        days = programme.patient.days if _is_typed(programme.patient, entry, "days_per_week") else None
        says = (
            *_unprinted(exercise, entry),
            *_few_days(entry, days or plan.days),
            *lowered,
            *(_beyond(exercise, entry, printed) if printed else ()),
        )
        found += [_remark(programme, plan, at, *what) for what in says]
    yield from _once(found)


def refuse_doses(programme: Programme, plan: Plan, library: Library) -> None:
    """Raise InputError for amounts that nobody can mean: a hold of hours, or a session that never ends."""
    found = list[Remark]()
    for at, entry, phase in _prescribed(programme, plan):
        exercise, turn = library.exercise(entry.exercise), plan.turn(entry.exercise, at[0] + 1)
        says = (*_timed(exercise, entry), *_never_meant(exercise, entry, phase, turn))
        found += [_remark(programme, plan, at, *what) for what in says]
    if problems := [remark.placed for remark in _once(found or _endless(programme, plan))]:
        raise InputError(*problems)


def _prescribed(programme: Programme, plan: Plan) -> Iterator[tuple[tuple[int, int], Entry, Phase]]:
    """Yield the places (from 0) of the entries of a plan that the conditions leave, with their phases."""
    kept = {item.exercise.key for item in programme.items}
    for p, phase in enumerate(plan.phases):
        yield from (((p, e), entry, phase) for e, entry in enumerate(phase.exercises) if entry.exercise in kept)


def capped(programme: Programme, plan: Plan, library: Library) -> Iterator[Remark]:
    """Warn of each exercise of which a condition allows less time than the plan's rungs ask for.

    The plan's own words, which are printed, may promise what its rungs ask for.
    """
    patient, asked = programme.patient, dict[str, int]()
    for (p, _), entry, phase in _prescribed(programme, plan):
        exercise, turn = library.english.exercise(entry.exercise), plan.turn(entry.exercise, p + 1)
        asked[entry.exercise] = max(
            asked.get(entry.exercise, 0), *(d.time for d in _doses(exercise, entry, phase, turn))
        )
    for item in programme.items:
        key, own = item.exercise.key, patient.exercises.get(item.exercise.key)
        meant, now = asked.get(key, 0), max(of.dose.time for of in item.prescriptions)
        by = [of.condition for of in item.changes if _is_capped(of.dose, "time", meant)]
        by = [name for name in by if name in patient.conditions and name not in plan.conditions]
        if by and now < meant and not (own and (own.time or own.level or own.levels)):
            named = " and ".join(f'"{name}"' for name in by)
            text = f'"{key}": the plan goes up to {in_unit("time", meant)}, printed is at most {in_unit("time", now)}, '
            text += f"for {named}; the plan's summary and aims may promise more"
            advice = "tell the patient so, or write a plan that extends this one, with words of its own"
            yield Remark(patient, ("conditions", patient.conditions.index(by[0])), Problem(text=text, advice=advice))


def _rows(programme: Programme, plan: Plan, phase: int, entry: Entry) -> list[Row]:
    """Return what is printed of an entry in each week of its phase (from 0)."""
    first = sum(before.weeks for before in plan.phases[:phase])
    weeks = programme.weeks[first : first + plan.phases[phase].weeks]
    return [row for week in weeks for row in week.rows if row.item.exercise.key == entry.exercise]


def _once(remarks: Iterable[Remark]) -> Iterable[Remark]:
    """Return one remark for each place in which somebody typed, the last: amounts grow from phase to phase."""
    return {(of.placed.place, of.placed.field): of for of in remarks}.values()


def _timed(exercise: Exercise, entry: Entry) -> Iterator[tuple[str, Problem]]:
    """Yield a time of what is counted: with it, neither repeats nor what a condition makes of them would be printed."""
    if entry.time and not exercise.dose.time:
        text = f'"{exercise.key}" is counted in repeats, none of which is printed beside a time'
        lost = [field for field in COUNTED if getattr(entry, field)]
        kept = f"; {' and '.join(lost)} {'stays' if len(lost) == 1 else 'stay'}" if lost else ", and write reps or hold"
        yield "time", Problem(text=text, advice=f"take time out{kept}; a time can be said in a note")


def _never_meant(exercise: Exercise, entry: Entry, phase: Phase, turn: int) -> Iterator[tuple[str, Problem]]:
    """Yield the fields of an entry whose amount nobody can mean, whatever its sources give."""
    doses, rungs = _doses(exercise, entry, phase, turn), _rungs(exercise)
    for field, limit in NEVER_OVER.items():
        now, most = (max(_amount(dose, field) for dose in of) for of in (doses, rungs))
        if now > limit:
            says = (PHRASES.get(field) or TIMES_A_DAY).format(in_unit(field, now))
            text = f'"{exercise.key}" {says}, and nobody can mean more than {in_unit(field, limit)}'
            yield _written(entry, field), Problem(text=text, advice=f"write less: {_sources_give(field, most)}")


def _endless(programme: Programme, plan: Plan) -> Iterator[Remark]:
    """Yield what is wrong with each phase with a session that is far too long, at the exercise that takes longest."""
    for phase in programme.plan.phases:
        for week in (week for week in programme.weeks if week.phase is phase):
            sessions = [[row for row in week.rows if row.times[day]] for day in range(len(week.days))]
            rows = max(sessions, key=lambda rows: sum(map(_length, rows)))
            total, longest = sum(map(_length, rows)), max(rows, key=_length, default=None)
            if longest is None or total <= LONGEST_SESSION:
                continue
            alone = f'of which "{longest.item.exercise.key}" takes {_hours(_length(longest))}'
            text = f"a session of week {week.number} takes {_hours(total)}, {alone}"
            advice = f"write a smaller dose: a session takes at most {_hours(LONGEST_SESSION)}"
            what = Problem(text=text, advice=advice)
            if found := entry_of(plan, week, longest):
                yield _remark(programme, plan, found[:2], _amount_in(found[2], longest.item.exercise), what)
            else:
                yield Remark(plan, ("phases",), what)
            break


def _length(row: Row) -> int:
    return seconds(row.prescription.dose, row.item.exercise)


def _hours(length: int) -> str:
    """Return a long time as people say it, rounded up: `3.1 hours`."""
    return f"{ceil(length / 360) / 10:g} hours" if length > 3600 else f"{ceil(length / 60)} minutes"


def outgrown_words(programme: Programme, plan: Plan) -> Iterator[Remark]:
    """Warn of the words of a rung that are not printed, as amounts that somebody typed reach the next rung's."""
    items = {item.exercise.key: item for item in programme.items}
    said: set[str] = set()
    for p, phase in enumerate(plan.phases):
        for e, entry in enumerate(phase.exercises):
            key = entry.exercise
            if key not in items or key in said or phase.names_rung(entry):
                continue
            exercise, printed = items[key].exercise, {of.level for of in items[key].prescriptions if of.note}
            turn = plan.turn(key, p + 1)
            for rung in sorted({phase.rung(entry, turn, week) for week in range(1, phase.weeks + 1)} - printed):
                if outgrown(exercise, entry, rung, prescription(1, exercise, entry, rung, ()).dose):
                    said.add(key)
                    note = exercise.levels[rung - 1].note
                    text = f'reaches rung {rung + 1} of the ladder, so "{note}" of rung {rung} is not printed'
                    what = Problem(text=text, advice="if it still holds, write it as note")
                    yield _remark(programme, plan, (p, e), _amount_in(entry, exercise), what)


def _amount_in(entry: Entry, exercise: Exercise) -> str:
    """Return the first field of an entry that holds an amount which is printed; empty if there is none."""
    printed = [field for field in (*AMOUNTS, "rest") if not (exercise.dose.time and field in COUNTED)]
    return next((field for field in printed if getattr(entry, field)), "")


def _remark(programme: Programme, plan: Plan, at: tuple[int, int], field: str, what: Problem | str) -> Remark:
    """Return what to say of a field of an entry (its phase and place from 0), in the name under which it was typed."""
    loc: Loc = ("phases", at[0], "exercises", at[1], *filter(None, [field]))
    entry = plan.phases[at[0]].exercises[at[1]]
    if field and _is_typed(programme.patient, entry, field):
        return Remark(programme.patient, ("exercises", entry.exercise, field), what)
    return Remark(plan, loc, what)


def _is_typed(patient: Patient, entry: Entry, field: str) -> bool:
    """Return whether a field of an entry stands in the patient's file."""
    change = patient.exercises.get(entry.exercise)
    return bool(change and field in change.model_fields_set and getattr(change, field) == getattr(entry, field))


def ended(programme: Programme, plan: Plan, library: Library) -> Iterator[Remark]:
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
    if exercise.dose.time:
        for field in COUNTED:
            if getattr(entry, field):
                yield field, f'is not printed: "{exercise.key}" is done for a time; say it in a note'


def _few_days(entry: Entry, days: Days) -> Iterator[tuple[str, Problem]]:
    """Yield days_per_week of an entry without days of its own, if whoever wrote it has fewer days."""
    wanted, there = entry.days_per_week or 0, days_a_week(days)
    if wanted > there and not entry.days:
        named = EVERY_OTHER if days == (EVERY_OTHER,) else f"only on {', '.join(days)}"
        text = f'has no effect: "{entry.exercise}" is done {named}'
        more = ", ".join(WEEKDAYS[day] for day in spread(tuple(range(len(WEEKDAYS))), wanted))
        advice = f"to have {wanted} days, write days: [{more}] beside it, or others; if not, take it out"
        yield "days_per_week", Problem(text=text, quoted=str(wanted), advice=advice)


def _lowered(exercise: Exercise, entry: Entry, row: Row, patient: Patient) -> Iterator[tuple[str, Problem]]:
    """Yield the fields of an entry with an amount of which a condition allows less, or a patient's with such a rung.

    A plan's rung is no amount that somebody typed: there, that a condition changes the exercise says it.
    """
    level = exercise.levels[row.prescription.level - 1] if row.prescription.level else None
    meant, now = exercise.dose.changed(level, entry), row.prescription.dose
    own = patient.exercises.get(entry.exercise)
    rung = next((field for field in ("levels", "level") if own and getattr(own, field)), "")
    found: dict[str, list[str]] = {}
    for field in (*AMOUNTS, "rest", *(() if entry.days else ("days_per_week",))):
        typed, printed = (getattr(dose, field) for dose in (meant, now))
        if typed != printed and any(_is_capped(change.dose, field, typed) for change in row.item.changes):
            found.setdefault(field if getattr(entry, field) is not None else rung, []).append(field)
    for place, fields in found.items():
        by = [
            of for of in row.item.changes if any(_is_capped(of.dose, field, getattr(meant, field)) for field in fields)
        ]
        said, instead = (" and ".join(_named_amount(field, dose) for field in fields) for dose in (meant, now))
        names, reasons = [change.condition for change in by], {of.condition: of.why for of in exercise.precautions}
        whys = " ".join(dict.fromkeys(reasons[name] for name in names)).rstrip(".")
        named = " and ".join(f'"{name}"' for name in names)
        text = f'"{exercise.key}": printed is {instead}, not {said}, for {named} ({whys})'
        lifts = ", ".join(f"{{exercise: {exercise.key}, condition: {name}, by: ..., reason: ...}}" for name in names)
        advice = f"to have {said}, and nothing of that change, write cleared: [{lifts}] into the patient's file"
        if any(of.exercise == exercise.key and of.condition in names for of in patient.cleared):
            advice = f"here cleared does not lift this change: write {instead}"
        if place:
            yield place, Problem(text=text, advice=advice)


def _named_amount(field: str, dose: Dose) -> str:
    return f"{AMOUNT_NAMES.get(field, field)} {in_unit(field, getattr(dose, field))}"


def _is_capped(cap: DoseChange | None, field: str, typed: int) -> bool:
    """Return whether a condition allows less than an amount, or asks for a longer rest."""
    allowed: int | None = getattr(cap, field) if cap else None
    return allowed is not None and (allowed > typed if field == "rest" else allowed < typed)


def _beyond(exercise: Exercise, entry: Entry, doses: list[Dose]) -> Iterator[tuple[str, str]]:
    """Yield the fields of an entry whose dose, as printed, is above every rung of the ladder."""
    rungs = _rungs(exercise)
    for field, phrase in PHRASES.items():
        now, most = (max(_amount(dose, field) for dose in of) for of in (doses, rungs))
        if now > most and not (field == "days_per_week" and entry.days):  # else it is said with the days themselves
            says = phrase.format(in_unit(field, now))
            yield _written(entry, field), _over(exercise, says, _sources_give(field, most))
    yield from _too_often(exercise, doses, rungs)


def _doses(exercise: Exercise, entry: Entry, phase: Phase, turn: int) -> list[Dose]:
    """Return the doses of an entry in its phase, as far as no condition lowers them."""
    used = {phase.rung(entry, turn, week) for week in range(1, phase.weeks + 1)}
    return [prescription(1, exercise, entry, rung, ()).dose for rung in used]


def _rungs(exercise: Exercise) -> list[Dose]:
    return [exercise.dose, *(exercise.dose.changed(level) for level in exercise.levels)]


def _written(entry: Entry, field: str) -> str:
    """Return the field that makes an entry's amount: repeats are too many where there are many sets."""
    return field if getattr(entry, field) is not None else "sets"


def _over(exercise: Exercise, says: str, sources: str) -> str:
    return f'"{exercise.key}" {says}; {sources}'


def _sources_give(field: str, most: int) -> str:
    return f"the most that its sources give is {in_unit(field, most)}" if most else "its sources give none"


def _too_often(exercise: Exercise, doses: list[Dose], rungs: list[Dose]) -> Iterator[tuple[str, str]]:
    """Yield the times a day if all of them together are above a day of every rung; shorter ones may be more often."""
    times, amounts, most = (max(dose.per_day for dose in doses), *(max(map(_in_a_day, of)) for of in (doses, rungs)))
    if times <= max(rung.per_day for rung in rungs):
        return
    if amounts > most:
        field, phrase = ("time", "takes {} a day") if doses[0].time else ("reps", TIMES_A_DAY)
        yield "per_day", _over(exercise, phrase.format(in_unit(field, amounts)), _sources_give(field, most))
    elif times > MOST_TIMES:
        says = f"no exercise of the library is done more than {MOST_TIMES} times"
        yield "per_day", f'"{exercise.key}" is done {times} times a day; {says}'


def _in_a_day(dose: Dose) -> int:
    return dose.per_day * (dose.time or _amount(dose, "reps"))


PHRASES = {
    "hold": "is held for {}",
    "time": "takes {}",
    "reps": "is done {} times in a session",
    "days_per_week": "is done on {} days a week",
}
"""What is compared with the sources of an exercise, and how an amount of it is said."""
TIMES_A_DAY = "is done {} times a day"


def _amount(dose: Dose, field: str) -> int:
    """Return a dose's amount in a field; repeats count over all sets."""
    return dose.reps * dose.sets if field == "reps" else int(getattr(dose, field))


def falls(programme: Programme, plan: Plan) -> Iterator[Remark]:
    """Warn of each dose that is lower than that of an earlier week: it may be meant, but it is never silent."""
    before: dict[str, Row] = {}
    for week in programme.weeks:
        for row in week.rows:
            key = row.item.exercise.key
            fallen = _fallen(before[key], row) if key in before else []
            before[key] = row
            if fallen:
                found = entry_of(plan, week, row)
                loc: Loc = ("phases", found[0], "exercises", found[1]) if found else ("phases",)
                yield Remark(plan, loc, f'"{key}" falls in week {week.number}: {", ".join(fallen)}')


def in_vain(exercise: Exercise) -> Iterator[Remark]:
    """Warn of what a precaution says in vain: a dose beyond every rung, as it only lowers, and instead of nothing."""
    rungs = _rungs(exercise)
    for n, precaution in enumerate(exercise.precautions):
        if precaution.instead and precaution.action != "avoid":
            text = "ask puts nothing in its place"
            if precaution.action == "modify":
                text = "modify leaves the exercise in: this counts only if two changes cannot both be followed"
            what = Problem(text=text, advice="take instead out, or write action: avoid")
            yield Remark(exercise, ("precautions", n, "instead"), what)
        for field in precaution.dose.model_fields_set if precaution.dose else ():
            amount, own = getattr(precaution.dose, field), [getattr(rung, field) for rung in rungs]
            if amount and (amount < min(own) if field == "rest" else amount > max(own)):
                limit, word = (min(own), "longer") if field == "rest" else (max(own), "lower")
                text = f"changes nothing: a condition only makes it {word} than the exercise's {in_unit(field, limit)}"
                what = Problem(text=text, quoted=in_unit(field, amount), advice="correct it, or take it out")
                yield Remark(exercise, ("precautions", n, "dose", field), what)


AMOUNT_NAMES = {"per_day": "times a day", "days_per_week": "days a week"}
"""How an amount is called before its number, if it is not by its field's name."""
NAMED = {"sets": "sets", "reps": "times", "hold": "hold", "time": "time", "per_day": "times a day"}


def _fallen(old: Row, new: Row) -> list[str]:
    """Return what falls from one row to another, as `times 8 to 5`.

    A higher rung of the ladder is harder even where one of its numbers is lower: fewer repeats, held longer.
    """
    fallen, lower = [], fields_lower(old.prescription.dose, new.prescription.dose)
    rungs = (old.prescription.level, new.prescription.level)
    climbs = rungs[1] > rungs[0]
    for field in lower:
        was, now = (getattr(row.prescription.dose, field) for row in (old, new))
        on_ladder = climbs and (was, now) == (_rung_amount(old, field), _rung_amount(new, field))
        if not on_ladder:
            fallen.append(f"{NAMED[field]} {in_unit(field, was)} to {in_unit(field, now)}")
    was, now = _days_in(old), _days_in(new)
    if now < was:
        fallen.append(f"days a week {was} to {now}")
    return fallen or ([f"rung {rungs[0]} to {rungs[1]}"] if rungs[1] < rungs[0] else [])


def fields_lower(was: Dose, now: Dose) -> list[str]:
    """Return the fields of which a dose has less than another: of sets and repeats, if it has fewer of all together."""
    fewer = _amount(now, "reps") < _amount(was, "reps")
    lower = (field for field in NAMED if getattr(now, field) < getattr(was, field))
    return [field for field in lower if fewer or field not in ("sets", "reps")]


def _rung_amount(row: Row, field: str) -> int:
    """Return what the library's ladder has on a row's rung."""
    exercise, level = row.item.exercise, row.prescription.level
    return int(getattr(exercise.dose.changed(exercise.levels[level - 1] if level else None), field))


def in_unit(field: str, amount: int) -> str:
    """Return an amount of a dose's field as people say it: `10 min`."""
    if field not in ("hold", "time", "rest"):
        return f"{amount:,}"
    return f"{amount} s" if amount % 60 or not amount else f"{amount // 60} min"


def _days_in(row: Row) -> int:
    """Return the days a week; every other day counts as in its fuller weeks."""
    return min(row.prescription.dose.days_per_week, MOST_EVERY_OTHER) if row.every_other else len(row.days)


def entry_of(plan: Plan, week: Week, row: Row) -> tuple[int, int, Entry] | None:
    """Return the plan's entry of a row, with the places of its phase and of itself; None for what was swapped in."""
    ends = accumulate(phase.weeks for phase in plan.phases)
    p = next(n for n, end in enumerate(ends) if week.number <= end)
    entries = enumerate(plan.phases[p].exercises)
    return next(((p, n, entry) for n, entry in entries if entry.exercise == row.item.exercise.key), None)
