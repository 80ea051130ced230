"""The plan at a glance: phases and weeks, the exercises, when, how long, with whom and with what."""

from collections.abc import Iterator

from planner.blocks import Block, Heading, Labelled, Move, Moves, Note, OverviewPhase, Phases, Run
from planner.content.condition import FLOOR
from planner.content.pictures import props_of
from planner.content.spec import Spec
from planner.programme.dose import about, seconds
from planner.programme.programme import LYING, Item, Prescription, Programme, Week
from planner.sections import doses
from planner.sections.edition import Edition, joined
from planner.sections.figures import small

KNEELING = ("hands-and-knees", "half-kneeling")
"""Those that a bed is too soft for."""
VISITS = 6
"""Up to so many lines name the dates with a trainer; the last one of more says that the calendar has the others."""


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return one page, or two if there are many exercises."""
    say = edition.say
    exercises = say("overview.exercises", count=len(programme.items))
    weeks = say("overview.weeks", count=len(programme.weeks))
    lead = say("overview.lead", exercises=exercises, weeks=weeks, minutes=_minutes(programme, edition))
    return (
        Heading(say("overview.title"), 1, lead),
        Phases(_phases(programme, edition)),
        Moves(
            _moves(programme, edition),
            tuple(_days(programme, edition)),
            tuple(_needs(programme, edition)),
        ),
        *by_clinician(programme, edition),
        *_left_out(programme, edition),
        *from_clinician(programme, edition),
    )


def by_clinician(programme: Programme, edition: Edition) -> tuple[Note, ...]:
    """Return what the clinician leaves out: it stands in an earlier booklet, or in one of somebody else."""
    titles = [edition.library.exercise(key).title for key in programme.revision.left_out]
    if not titles:
        return ()
    return (Note("you", edition.words("overview.left_out_by", exercises=edition.language.series(titles))),)


def from_clinician(programme: Programme, edition: Edition) -> tuple[Note, ...]:
    """Return the clinician's note to this patient, signed if the clinic names the clinician."""
    note, who = programme.patient.note, programme.clinic.clinician
    if not note:
        return ()
    label = edition.say("overview.note", clinician=who) if who else edition.say("overview.note_any")
    between = "\n" if edition.language.turned(note) else " "
    return (Note("you", (Run(f"{label}{between}", strong=True), Run(edition.language.isolated(note)))),)


def _minutes(programme: Programme, edition: Edition) -> str:
    """Return the minutes of a week's fullest session: the least and the most over all weeks."""
    lengths = [
        max(
            sum(seconds(row.prescription.dose, row.item.exercise) for row in week.rows if row.times[day])
            for day in range(len(week.days))
        )
        for week in programme.weeks
    ]
    first, last = about(min(lengths)), about(max(lengths))
    if first == last:
        return edition.say("overview.minutes", count=first)
    return edition.say("overview.minutes_range", first=first, last=last)


# -- phases ----------------------------------------------------------------------------------------------------------


def _phases(programme: Programme, edition: Edition) -> tuple[OverviewPhase, ...]:
    found = []
    for phase in programme.plan.phases:
        weeks = [week for week in programme.weeks if week.phase is phase]
        number = edition.language.number
        first, last = number(weeks[0].number), number(weeks[-1].number)
        span = edition.say("overview.span", first=first, last=last) if len(weeks) > 1 else first
        shown = tuple((number(week.number), _date(week, edition)) for week in weeks)
        found.append(
            OverviewPhase(
                joined(edition.words("overview.phase", title=phase.title), edition.language.isolated(phase.aim or "")),
                shown,
                span,
            )
        )
    return tuple(found)


def _date(week: Week, edition: Edition) -> str:
    """Return the week's first day, as `30 Nov`; nothing without dates."""
    day = week.days[0].date
    if day is None:
        return ""
    month = edition.language.locale.months["format"]["abbreviated"][day.month]
    return edition.say("overview.date", day=edition.language.number(day.day), month=month)


# -- exercises -------------------------------------------------------------------------------------------------------


def _moves(programme: Programme, edition: Edition) -> tuple[Move, ...]:
    """Return the exercises in short, each with its weeks, unless all are done in all of them."""
    differ = any(doses.weeks(item, programme.weeks, edition) for item in programme.items)
    return tuple(_move(item, programme, edition, with_weeks=differ) for item in programme.items)


def _move(item: Item, programme: Programme, edition: Edition, *, with_weeks: bool) -> Move:
    """Return an exercise in short, with the page of its card, which says how long to hold."""
    exercise = item.exercise
    note = edition.say("overview.changed") if item.changes or item.replaces else ""
    page = programme.pages.of(f"exercise:{exercise.key}")
    dose = doses.in_words(item, item.first.dose.model_copy(update={"hold": 0}), edition, in_all=False)
    if not all(doses.same_dose(item.first, later) for later in item.prescriptions):
        dose = edition.say("overview.first", dose=dose)
    dose = edition.language.capital(dose)
    return Move(
        numeral=edition.language.number(item.number),
        title=exercise.title,
        dose=dose,
        note=note,
        figure=small(item, edition),
        weeks=doses.weeks(item, programme.weeks, edition, always=True) if with_weeks else "",
        page=edition.say("overview.page", page=page) if page else "",
    )


def _left_out(programme: Programme, edition: Edition) -> tuple[Block, ...]:
    """Return what is left out and on no card, with the reason; exercises with the same reason together."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for decision in programme.left_out():
        conflict = [edition.say("exercises.conflict")] if decision.conflict else []
        why = edition.language.joined([*conflict, *dict.fromkeys(r.why for r in decision.reasons)])
        key = "overview.left_out_now" if decision.kind == "asked" else "overview.left_out"
        found.setdefault((key, why), {})[edition.library.exercise(decision.exercise).title] = None
    return tuple(
        Note("you", edition.words(key, exercises=edition.language.series(list(titles)), why=why))
        for (key, why), titles in found.items()
    )


# -- when and with what ----------------------------------------------------------------------------------------------


def _days(programme: Programme, edition: Edition) -> Iterator[Labelled]:
    """Yield when to exercise: the days, and the sessions with somebody."""
    say = edition.say
    yield Labelled(say("overview.days"), days(programme, edition))
    visits = _visits(programme, edition)
    if visits:
        who = say("overview.with", trainer=programme.helper) if programme.helper else say("overview.with_any")
        yield Labelled(who, visits)


def _needs(programme: Programme, edition: Edition) -> Iterator[Labelled]:
    """Yield what the exercises need, and what to lie on."""
    say = edition.say
    yield Labelled(say("overview.need"), _need(programme, edition))
    lying = [item for item in programme.items if item.exercise.position in LYING]
    if lying:
        kneels = any(item.exercise.position in KNEELING for item in lying)
        floor = say("overview.mat_kneeling" if kneels else "overview.mat")
        on_bed = all(_on_bed(item, programme, edition) for item in lying)
        yield Labelled(say("overview.surface"), say("overview.bed") if on_bed else floor)


def _on_bed(item: Item, programme: Programme, edition: Edition) -> bool:
    """Return whether somebody lies on a bed for it: they cannot get down to the floor, or are not to.

    Only a form for a bed shows that it can be done there, whichever condition brings it; legs on a chair cannot.
    """
    if item.on_bed or "bed" in props_of(item.exercise, item.steps):
        return True
    known, things = edition.library.conditions, item.exercise.props or ()
    bed_first = any(known[condition].bed_first for condition in programme.patient.conditions)
    forms = (p for p in item.exercise.precautions if p.condition == FLOOR)
    has_form = any("bed" in (form.props or ()) for form in forms) and "chair" not in things
    return bed_first and has_form


def days(programme: Programme, edition: Edition) -> str:
    """Return which exercises are done on which days: a line for each set of days, then one for each change of days."""
    sets: dict[str, list[int]] = {}
    later: dict[tuple[int, str], list[int]] = {}
    for item in programme.items:
        named = _weekdays(item.first, edition)
        sets.setdefault(named, []).append(item.number)
        for now in item.prescriptions[1:]:
            before, named = named, _weekdays(now, edition)
            if named != before:
                later.setdefault((now.week, named), []).append(item.number)
    if len(sets) == 1 and not later:
        [named] = sets
        return edition.language.capital(named)
    lines = [_on_days(numbers, named, edition) for named, numbers in sets.items()]
    for (week, named), numbers in sorted(later.items()):
        lines.append(edition.say("overview.later_days", week=week, exercises=_on_days(numbers, named, edition)))
    return "\n".join(lines)


def _weekdays(of: Prescription, edition: Edition) -> str:
    """Return an exercise's days written out: `Mondays, Wednesdays and Fridays`, `Mondays to Saturdays`, `every day`."""
    count = len(of.days)
    if of.every_other or count == doses.WEEK:
        return doses.when(of, of.dose, edition)
    names = [words if isinstance(words, str) else words[0].text for words in edition.each("overview.weekdays")]
    first, last = of.days[0], of.days[-1]
    if count > 2 and last - first == count - 1:
        return edition.say("overview.span", first=names[first], last=names[last])
    return edition.language.series([names[day] for day in of.days])


def _on_days(numbers: list[int], named: str, edition: Edition) -> str:
    return edition.say("overview.some_days", count=len(numbers), numbers=series(numbers, edition), days=named)


def series(numbers: list[int], edition: Edition) -> str:
    """Return numbers with runs of three or more joined: `1 to 4, 6`."""
    return edition.language.joined(doses.spans(numbers, edition), edition.say("common.comma"))


def _visits(programme: Programme, edition: Edition) -> str:
    """Return the appointments; where none is made the framed days; where nobody is named the plan's advice."""
    days = [day for week in programme.weeks for day in week.days if day.supervised]
    if not days:
        count = 0 if programme.helper or programme.weeks[0].number > 1 else programme.plan.supervised_sessions
        return edition.say("overview.advice", count=count) if count else ""
    lines = [
        edition.say(
            "overview.visit", day=edition.language.date(day.date, "weekday_day_month"), time=edition.language.time(at)
        )
        for day in days
        if day.date and day.supervised
        for at in day.supervised.times
    ]
    if not lines:
        return edition.say("overview.visits", count=len(days))
    if len(lines) > VISITS:
        lines[VISITS - 1 :] = [edition.say("overview.other_visits")]
    return "\n".join(lines)


def _need(programme: Programme, edition: Edition) -> str:
    """Return everything the exercises need, each thing once."""
    things = dict[str, None]()
    for item in programme.items:
        mat = edition.library.exercise(item.exercise.key).equipment[:1]  # what to lie on is named first
        lies_on_bed = item.exercise.position in LYING and _on_bed(item, programme, edition)
        things |= dict.fromkeys(t for t in item.exercise.equipment if not (lies_on_bed and t in mat))
    text = edition.language.series(list(things)) if things else edition.say("overview.nothing")
    return edition.language.capital(text)
