"""What is unusual about a programme: numbers, days and dates. Each is an error or a warning on purpose.

An error is what cannot be true whatever the day is: a birth after the start. Everything else may be meant, so it is a
warning (`--strict` makes warnings errors). What depends on today is never an error: the clock does not stop a build,
and it does not change a booklet's bytes.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from planner.content.clinic import Clinic
from planner.content.condition import CHILDBEARING, OF_CHILDBEARING
from planner.content.exercise import Exercise
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Entry, Plan
from planner.content.prose import SLOT, braces_in, other_weeks, unfilled
from planner.content.scalars import EVERY_OTHER, WEEKDAYS
from planner.content.yaml import Loc
from planner.problems import InputError, Problem
from planner.programme.amounts import capped, doses, ended, entry_of, falls, outgrown_words
from planner.programme.calendar import first_day
from planner.programme.dose import days_a_week
from planner.programme.programme import Programme, Remark, Row, Week

FEWEST_DAYS = 3
"""Fewer days a week than this: every day if possible, at least three times a week."""
MOST_EXERCISES = 6
"""In one session: with more they are done less well (Henry 1999: two were done better than eight)."""
FIRST_HOUR, LAST_HOUR = 6, 21
"""Hours between which appointments are: earlier or later is more likely a slip."""
LONG_WAIT = 3
"""Days from the start to the first exercises from which somebody may wonder what became of the start."""
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
    yield from doses(programme, plan, library)
    yield from capped(programme, plan, library)
    yield from ended(programme, plan, library)
    yield from outgrown_words(programme, plan)
    yield from _same_titles(plan)
    yield from _same_names(programme, library)
    yield from falls(programme, plan)
    for loc, words in other_weeks(plan):
        yield Remark(plan, loc, f'"{words}": the plan has {plan.weeks}; write {SLOT} and it follows the plan')
    for loc, found, filled in unfilled(plan):
        advice = f"write {SLOT} for the plan's weeks, or take the braces out" if filled else "take the braces out"
        yield Remark(plan, loc, _as_it_stands(found, advice))
    yield from _pictures(programme, library)
    for exercise in dict.fromkeys(item.exercise for item in programme.items):
        yield from loosened(exercise, library)
    if from_week == 1:
        yield from _start(programme.patient, today)
        yield from _waits(programme)
    reviewed = programme.clinic if programme.clinic.reviewed_by else programme.plan
    review = reviewed.reviewed_by
    if today and review and review.on and review.on > today:
        advice = "write the day on which it was reviewed"
        yield Remark(
            reviewed, ("reviewed_by", "on"), Problem(text="is in the future", quoted=f"{review.on}", advice=advice)
        )
    if today and review and review.overdue(today):
        what = "the plans were" if isinstance(reviewed, Clinic) else "the plan was"
        says = f"{what} to be reviewed again by {review.review_again}"
        yield Remark(reviewed, ("reviewed_by", "review_again"), says)


def own_checks(programme: Programme, patient: Patient, today: date | None) -> Iterator[Remark]:
    """Yield what to warn of in what nobody else shares: birth, note, videos."""
    yield from _age(patient, today)
    yield from _braces(patient)
    yield from _videos(programme, patient)


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
            found = entry_of(plan, week, row)
            if found is None:
                continue
            p, e, entry = found
            if not entry.days:
                continue
            for says in _day_conflicts(entry, row, library.exercise(entry.exercise)):
                if says not in said:
                    said.add(says)
                    yield Remark(plan, ("phases", p, "exercises", e, "days"), says)


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
    elif own and own != named and entry.days != (EVERY_OTHER,):
        fewer = min(own, named)
        yield f"{written}, and days_per_week says {own}: {_counted(fewer)} {'is' if fewer == 1 else 'are'} printed"
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


def _same_titles(plan: Plan) -> Iterator[Remark]:
    """Warn of a phase that is called like one before it: nobody can tell them apart, in the booklet or in a file."""
    titles = [phase.title.casefold() for phase in plan.phases]
    for n, title in enumerate(titles):
        if title in titles[:n]:
            text, advice = "two phases have this title", "give it another one: by its title, a change means the first"
            yield Remark(plan, ("phases", n, "title"), Problem(text=text, quoted=plan.phases[n].title, advice=advice))


def _same_names(programme: Programme, library: Library) -> Iterator[Remark]:
    """Warn of two exercises of one title: in the calendar nobody can tell them apart."""
    exercises = [item.exercise for item in programme.items]
    exercises.sort(key=lambda exercise: library.layer_of(exercise.origin.path) if exercise.origin else 0)
    named: dict[str, str] = {}
    for exercise in exercises:
        other = named.setdefault(exercise.title.casefold(), exercise.key)
        if other != exercise.key:
            text, advice = f'"{other}" has this title too', "give one of the two another"
            yield Remark(exercise, ("title",), Problem(text=text, quoted=exercise.title, advice=advice))


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


def loosened(exercise: Exercise, library: Library) -> Iterator[Remark]:
    """Note each condition of which the file that an exercise extends or replaces says more, and lost pictures."""
    below = "file that it extends" if exercise.extends else "built-in one, whose place it takes,"
    for condition, was, now in exercise.loosened(library.english.replaced(exercise)):
        found = (n for n, precaution in enumerate(exercise.precautions) if precaution.condition == condition)
        loc: Loc = ("precautions", *list(found)[:1])
        silence = "no limit" if condition in exercise.no_limit else "nothing"
        text = f'"{exercise.key}" says {now or silence} for "{condition}"; the {below} says {was}'
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


def _waits(programme: Programme) -> Iterator[Remark]:
    """Note a start long before the first day with something to do, from which the weeks count."""
    start, first = programme.patient.start, programme.weeks[0].days[0].date
    if start and first and (first - start).days >= LONG_WAIT:
        text = f"nothing is done on that day; week 1 starts on {first:%A %Y-%m-%d}"
        advice = "to start earlier, write another start, or days that have it"
        yield Remark(programme.patient, ("start",), Problem(text=text, quoted=f"{start}", advice=advice))


def counted_from(patient: Patient, plan: Plan, active: Iterable[int] | None, from_week: int) -> Iterator[Remark]:
    """Warn at a review where the first booklet may have counted its weeks from another day than the start.

    It did if nothing was done on the start: by the days of now that is known, by other days of then it is not. An
    appointment on the start is a first day in any case.
    """
    start, first = patient.start, first_day(patient, active)
    if from_week == 1 or not start or not first:
        return
    own_days = patient.days and set(patient.days) != set(plan.days)
    if first == start and (not own_days or any(moment.date() == start for moment in patient.appointments)):
        return
    over = timedelta(weeks=from_week - 1)
    text = f"weeks count from this day, so week {from_week} starts on {start + over:%A %Y-%m-%d}"
    other = f" (by the days of now {first + over:%A %Y-%m-%d})" if first != start else ""
    advice = f"if the first booklet has another date for that week{other}, write the first day that it names as start"
    yield Remark(patient, ("start",), Problem(text=text, quoted=f"{start}", advice=advice))


def unprinted(patient: Patient, weeks: tuple[Week, ...], today: date | None, from_week: int) -> list[Remark]:
    """Note each appointment that falls outside the calendar, or is still to come in a week that is not printed."""
    shown = {
        datetime.combine(day.date, at)
        for week in weeks
        for day in week.days
        if day.date and day.kind == "trainer" and day.supervised
        for at in day.supervised.times
    }
    text, advice = "is not printed", "it needs a start"
    if patient.start:
        dates = [day.date for week in weeks for day in week.days if day.date]
        text = f"is not between {dates[0]} and {dates[-1]}, so it is printed nowhere and in no calendar file"
        advice = "is the date right? if it is, write it into note too"
    lost = [
        Remark(patient, ("appointments", n), Problem(quoted=f"{moment:%Y-%m-%d %H:%M}", text=text, advice=advice))
        for n, moment in enumerate(patient.appointments)
        if moment not in shown
    ]
    over = {day.date: week.number for week in weeks if week.number < from_week for day in week.days if day.date}
    for n, moment in enumerate(patient.appointments):
        week = over.get(moment.date())
        if week and today and moment.date() >= today:
            text = f"is in week {week}, which is not printed"
            advice = f"print from week {week}, or write it into note too"
            lost.append(
                Remark(
                    patient, ("appointments", n), Problem(quoted=f"{moment:%Y-%m-%d %H:%M}", text=text, advice=advice)
                )
            )
    return lost


def odd_hours(patient: Patient) -> Iterator[Remark]:
    """Warn of each appointment at an hour at which hardly any clinic is open: 22:00 may be 10:00, and 03:00 15:00."""
    for n, moment in enumerate(patient.appointments):
        if not FIRST_HOUR <= moment.hour < LAST_HOUR:
            hour, part = moment.hour % 12 or 12, "at night" if moment.hour < FIRST_HOUR else "in the evening"
            text = "is at an hour at which clinics are closed"
            advice = "correct the time if it is not meant so: 10:00 is in the morning, 15:00 is 3 in the afternoon"
            reading = f"{hour}{f':{moment:%M}' if moment.minute else ''} {part}"
            what = Problem(quoted=f"{moment:%Y-%m-%d %H:%M}", text=text, advice=advice, reading=reading)
            yield Remark(patient, ("appointments", n), what)


def _braces(patient: Patient) -> Iterator[Remark]:
    """Warn of braces in the note of a patient's file: nothing fills them in."""
    for found in braces_in(patient.note or ""):
        yield Remark(patient, ("note",), _as_it_stands(found, "take the braces out"))


def _videos(programme: Programme, patient: Patient) -> Iterator[Remark]:
    """Warn of each video in a patient's file for an exercise that the booklet does not have: no code is printed."""
    here = {item.exercise.key for item in programme.items}
    for key in patient.videos:
        if key not in here:
            text = f'is printed nowhere: "{key}" is no exercise of this booklet'
            yield Remark(
                patient, ("videos", key), Problem(text=text, advice="take it out, or name the exercise it shows")
            )


def _as_it_stands(found: str, advice: str) -> Problem:
    return Problem(text="{} is printed as it stands: nothing fills it in", quoted=found, advice=advice)


def _age(patient: Patient, today: date | None) -> Iterator[Remark]:
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
        for condition in OF_CHILDBEARING:
            if condition in patient.conditions and (least >= CHILDBEARING.stop or most < CHILDBEARING.start):
                text = f'{years} years old, and "{condition}": hardly both are true'
                advice = "check the year, and take the condition out (or choose another plan) if it is not so"
                yield Remark(patient, ("born",), Problem(text=text, advice=advice))


def _earliest(born: date | int) -> date:
    return date(born, 1, 1) if isinstance(born, int) else born


def _ages(born: date | int, day: date) -> tuple[int, int]:
    """Return the least and the greatest age in whole years."""
    if isinstance(born, int):
        return day.year - born - 1, day.year - born
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return years, years
