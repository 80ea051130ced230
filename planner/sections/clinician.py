"""The clinician's sheet: what was prescribed, what was changed and why, what to ask, a line to sign."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from planner.blocks import Block, ClinicianSheet, Labelled, Listing, Questions, Remarks, Run, Words
from planner.content.condition import PREGNANCY
from planner.content.exercise import Dose
from planner.content.language import locale_of
from planner.content.plan import Plan
from planner.content.translation import is_english
from planner.programme.decision import Decision, Reason
from planner.programme.programme import Item, Programme, Remark, Row, Week
from planner.programme.suits import not_for, together
from planner.sections import doses, sources
from planner.sections.edition import Edition, joined
from planner.sections.overview import series
from planner.sections.safety import asked_today, own_signs

SIDES = {"left": "clinician.left", "right": "clinician.right"}
MOST_COLUMNS = 3
"""Of weeks in the table; more stand in one column."""


def blocks(programme: Programme, edition: Edition) -> tuple[Block, ...]:
    """Return one page, or more if there are very many exercises and changes, or no room for the sources."""
    say = edition.say
    return (
        ClinicianSheet(
            title=say("clinician.title"),
            lead=say("clinician.lead"),
            facts=_facts(programme, edition),
            listing=_listing(programme, edition),
            remarks=tuple(_remarks(programme, edition)),
            questions=_flags(programme, edition),
            fields=((say("clinician.sign"), 3), (say("clinician.date"), 2)),
            sources=Remarks(say("clinician.sources"), (joined(*sources.listed(programme, edition)),)),
            names=Remarks(say("clinician.sources"), (sources.names(programme, edition),)),
        ),
    )


# -- who and what ----------------------------------------------------------------------------------------------------


def _facts(programme: Programme, edition: Edition) -> tuple[Labelled, ...]:
    """Return who, what and when, and the booklet's language if it is not the sheet's.

    Conditions are named by their ids, as the clinician wrote them in the patient's file.
    """
    say, patient, plan = edition.say, programme.patient, programme.plan
    who = patient.name or say("clinician.no_name")
    if patient.born:
        born = patient.born
        day = str(born) if isinstance(born, int) else edition.language.date(born, "full")
        who = say("clinician.born", name=who, date=day)
    if patient.print_id and patient.id:
        who = say("clinician.id", name=who, id=patient.id)
    version = say("clinician.plan_says", title=plan.title, version=plan.version, count=plan.weeks)
    has, known = programme.from_plan, [name for name in edition.library.conditions if name in patient.conditions]
    own = edition.language.joined([name for name in known if name not in has], say("common.comma"))
    brought = edition.language.joined([name for name in known if name in has], say("common.comma"))
    brought = say("clinician.from_plan", conditions=brought) if brought else ""
    side = (Labelled(say("clinician.side_that_hurts"), say(SIDES[patient.side])),) if patient.side else ()
    return (
        Labelled(say("clinician.patient"), who),
        Labelled(say("clinician.plan"), version),
        *_language(programme, edition),
        Labelled(say("clinician.start"), _start(programme, edition)),
        Labelled(
            say("clinician.conditions"),
            edition.language.joined(filter(None, [own, brought]), "; ") or say("clinician.none"),
        ),
        *side,
        *_visits(programme, edition),
        *([Labelled(say("clinician.goals"), edition.language.joined(patient.goals, "; "))] if patient.goals else []),
    )


def _language(programme: Programme, edition: Edition) -> Iterator[Labelled]:
    """Yield the booklet's language, by its name in the sheet's."""
    code = programme.patient.language
    if code and not is_english(code):
        named = locale_of(code).get_display_name(edition.language.locale) or code
        yield Labelled(edition.say("clinician.language"), named)


def _start(programme: Programme, edition: Edition) -> str:
    """Return the first day; of a later printing also the week it begins with."""
    say, first = edition.say, programme.first_day
    start = edition.language.date(first, "full") if first else say("clinician.no_start")
    if programme.weeks[0].number > 1:
        later = programme.weeks[0].days[0].date
        date = edition.language.date(later, "full") if later else ""
        key = "clinician.from_week_on" if later else "clinician.from_week"
        return say(key, start=start, week=programme.weeks[0].number, date=date)
    return start


def _visits(programme: Programme, edition: Edition) -> Iterator[Labelled]:
    """Yield the appointments of the weeks that are printed; where none is made how many sessions, and with whom."""
    say, days = edition.say, [day for week in programme.weeks for day in week.days if day.supervised]
    made = [
        say(
            "overview.visit",
            day=edition.language.date(day.date, "day_month"),
            time=edition.language.time(day.supervised.at),
        )
        for day in days
        if day.date and day.supervised and day.supervised.at
    ]
    if days:
        who = say("overview.with", trainer=programme.helper) if programme.helper else say("overview.with_any")
        none_made = say("clinician.no_visit", count=len(days))
        yield Labelled(who, edition.language.joined(made, "; ") if made else none_made)


# -- the exercises ---------------------------------------------------------------------------------------------------

Span = tuple[int, int, str]
"""First and last week, and what holds in them."""


def _listing(programme: Programme, edition: Edition) -> Listing:
    """Return the table: a column for each phase, or for each part of a phase with its own doses, if they are few."""
    say, runs = edition.say, _runs(programme)
    apart = len(runs) <= MOST_COLUMNS
    weeks = [_weeks(*span, edition) for span in runs] if apart else [say("clinician.weeks_dose")]
    named = (say(f"clinician.{key}") for key in ("number", "exercise", "often", "status"))
    number, exercise, often, status = named
    heads = (number, exercise, *weeks, often, status)
    return Listing(heads, tuple(_row(item, programme, edition, apart=apart) for item in programme.items))


def _runs(programme: Programme) -> list[tuple[int, int]]:
    """Return the first and last week of each phase, or of each part of it where doses change within the phase."""

    def same(week: Week) -> tuple[int, list[Dose]]:
        return id(week.phase), [row.prescription.dose for row in week.rows]

    runs = [list(weeks) for _, weeks in groupby(programme.weeks, key=same)]
    return [(weeks[0].number, weeks[-1].number) for weeks in runs]


def _weeks(first: int, last: int, edition: Edition) -> str:
    if first == last:
        return edition.say("clinician.week", week=first)
    return edition.say("clinician.weeks", first=first, last=last)


def _row(item: Item, programme: Programme, edition: Edition, *, apart: bool) -> tuple[Words, ...]:
    rows = [(week.number, row) for week in programme.weeks for row in week.rows if row.item is item]
    dose = [(week, _dose(row.prescription.dose, edition)) for week, row in rows]
    if apart:
        by_week = dict(dose)
        cells = tuple(by_week.get(first, edition.say("clinician.not_yet")) for first, _ in _runs(programme))
    else:
        cells = (_by_weeks(dose, edition),)
    often = _by_weeks(((week, _often(row, edition)) for week, row in rows), edition, whole=True)
    number = edition.language.number(item.number)
    status = _status(item, programme, edition)
    return (number, (Run(item.exercise.title, strong=True),), *cells, often, status)


def _by_weeks(found: Iterable[tuple[int, str]], edition: Edition, *, whole: bool = False) -> str:
    """Return runs of weeks with what holds in each; whole leaves the weeks out where it never changes."""
    spans: list[Span] = []
    for week, text in found:
        goes_on = spans and spans[-1][1:] == (week - 1, text)
        spans.append((spans.pop()[0] if goes_on else week, week, text))
    if whole and len({text for *_, text in spans}) == 1:
        return spans[0][2]
    said = edition.say
    parts = []
    for first, last, text in spans:
        weeks = said("clinician.span", first=first, last=last) if first != last else edition.language.number(first)
        parts.append(said("clinician.in_weeks", weeks=weeks, text=text))
    return edition.language.joined(parts, "; ")


def _often(row: Row, edition: Edition) -> str:
    """Return how often, such as `each side, 2/day, Mon Wed Fri`."""
    count = row.prescription.dose.per_day
    text = doses.when(row, row.prescription.dose, edition, ("clinician.every_day", "clinician.day_range"))
    if count > 1:
        text = edition.say("clinician.per_day", count=count, days=text)
    return edition.say("clinician.side", often=text) if row.item.exercise.side == "each" else text


def _dose(dose: Dose, edition: Edition) -> str:
    """Return repeats and hold, or how long."""
    say = edition.say
    if dose.time:
        minutes, rest = divmod(dose.time, 60)
        text = say("clinician.seconds", count=dose.time) if rest else say("clinician.minutes", count=minutes)
    else:
        reps, hold = dose.reps, dose.hold
        text = say("clinician.reps_hold", reps=reps, hold=hold) if hold else say("clinician.reps", count=reps)
    return say("clinician.sets", sets=dose.sets, dose=text) if dose.sets > 1 else text


def _status(item: Item, programme: Programme, edition: Edition) -> Words:
    """Return the most important decision in a word or two; the remarks below say the rest.

    "No change" stands only where the patient has conditions, of which the exercise says something, and neither they nor
    the patient's file changed anything.
    """
    say, revision, checked = edition.say, programme.revision, bool(programme.patient.conditions)
    words = {
        say("clinician.is_kept"): "kept" in item.allowed,
        say("clinician.is_cleared"): "cleared" in item.allowed,
        say("clinician.is_swapped_in"): item.replaces,
        say("clinician.is_changed"): item.changes,
        say("clinician.is_unassessed"): item.unassessed,
        say("clinician.by_you"): item.exercise.key in (*revision.changed, *revision.added),
    }
    named = next((word for word, applies in words.items() if applies), "")
    return (Run(named, strong=True),) if named else say("clinician.is_untouched") if checked else ""


# -- what was decided ------------------------------------------------------------------------------------------------


def _remarks(programme: Programme, edition: Edition) -> Iterator[Remarks]:
    """Return what was decided, when to move up or back, what rests on weak sources, and what is unusual."""
    say = edition.say
    yield from _accepted(programme, edition)
    decided = (*_revised(programme, edition), *_decided(programme, edition))
    yield from decided or (Remarks(say("clinician.decided"), (say("clinician.none"),)),)
    green = programme.clinic.traffic_light.green
    yield Remarks(say("clinician.progression"), (say("clinician.progression_says", green=green),))
    yield Remarks(say("clinician.weak"), (edition.language.joined(_weak(programme, edition)),))
    if programme.noted:
        yield Remarks(say("clinician.noted"), tuple(_noted(note, edition) for note in programme.noted))


def _revised(programme: Programme, edition: Edition) -> Iterator[Remarks]:
    """What the patient's file changes about the plan, before the conditions do."""
    revision = programme.revision
    kinds = {
        "clinician.by_you_left_out": revision.left_out,
        "clinician.by_you_changed": revision.changed,
        "clinician.by_you_added": revision.added,
    }
    titles = {key: edition.language.series([_title(k, edition) for k in keys]) for key, keys in kinds.items() if keys}
    lines = [edition.words(key, exercises=named) for key, named in titles.items()]
    if lines:
        yield Remarks(edition.say("clinician.by_you"), tuple(lines))


def _accepted(programme: Programme, edition: Edition) -> Iterator[Remarks]:
    """Who gives the plan to a patient whom it is not for, and why."""
    accepted, against = programme.patient.accept_plan, not_for(programme.plan, programme.patient)
    if accepted is None:
        return
    because = edition.say("common.sentence", text=accepted.reason.rstrip("."))
    says = edition.words("clinician.accepted_says", title=programme.plan.title, by=accepted.by, because=because)
    against_it = [why for *_, why in together(programme.patient, edition.library)]
    if against:
        against_it.append(edition.say("clinician.accepted_for", conditions=edition.language.series(against)))
    yield Remarks(edition.say("clinician.accepted"), (joined(says, *against_it),))


def _decided(programme: Programme, edition: Edition) -> Iterator[Remarks]:
    """Return what is left out, asked about, changed and kept; exercises treated alike share a line."""
    say, of = edition.say, programme.decisions
    told: set[tuple[str, str]] = set()
    gone = {d.exercise: d for d in sorted(of, key=_swaps) if d.gone}  # an exercise may be swapped in some phases only
    found = (
        ("clinician.left_out", [d for d in gone.values() if not _swaps(d)], _gone),
        ("clinician.swapped", [d for d in gone.values() if _swaps(d)], _gone),
        ("clinician.asked", [d for d in of if d.kind == "asked"], _asked),
        ("clinician.changed", [d for d in of if d.kind == "changed"], partial(_changed, told=told)),
    )
    for key, decisions, said in found:
        alike: dict[object, dict[object, list[Decision]]] = {}  # by their conditions, then by what these say
        for d in decisions:
            same = alike.setdefault((d.conflict, *(r.condition for r in d.reasons)), {})
            same.setdefault(() if d.conflict else d.reasons, []).append(d)
        if alike:
            items = [
                [_for(next(iter(same.values()))[0], edition), *(said(ds, edition) for ds in same.values())]
                for same in alike.values()
            ]
            yield Remarks(say(key), tuple(joined(*parts) for parts in items))
    kept = tuple(_kept(d, edition) for d in of if d.kind == "kept")
    cleared = tuple(_cleared(d, edition) for d in of if d.kind == "cleared")
    if kept:
        yield Remarks(say("clinician.kept"), kept)
    if cleared:
        yield Remarks(say("clinician.cleared"), cleared)


def _swaps(decision: Decision) -> bool:
    return decision.kind == "swapped"


def _title(key: str, edition: Edition) -> str:
    return edition.library.exercise(key).title


def _for(decision: Decision, edition: Edition) -> str:
    """Return the conditions that ask for a decision."""
    key = "clinician.conflict" if decision.conflict else "clinician.for"
    return edition.say(key, conditions=_conditions(decision.reasons, edition))


def _conditions(reasons: Iterable[Reason], edition: Edition) -> str:
    return edition.language.series([r.condition for r in reasons])


def _named(decisions: list[Decision], edition: Edition, *, instead: bool = False) -> Words:
    """Return exercises as one sentence, with what takes their place or already has one."""
    runs: list[Run] = []
    for d in decisions:
        new = _title(d.instead, edition) if instead and d.instead else ""
        there = "clinician.there" if new else "clinician.nothing"
        key = "clinician.swap" if _swaps(d) else there
        words = edition.words(key, exercise=_title(d.exercise, edition), instead=new)
        runs += [Run(", ")] if runs else []
        runs += [Run(words)] if isinstance(words, str) else words
    return (*runs, Run(edition.say("common.sentence", text="")))


def _gone(decisions: list[Decision], edition: Edition) -> Words:
    return joined(_named(decisions, edition, instead=True), *_reasons(decisions[0], edition))


def _reasons(decision: Decision, edition: Edition) -> Iterator[str]:
    """Return the reason for each condition; conditions with the same reason share it."""
    if decision.conflict:
        return
    whys = list(dict.fromkeys(r.why for r in decision.reasons))
    for why in whys:
        same = _conditions((r for r in decision.reasons if r.why == why), edition)
        yield edition.say("clinician.reason", condition=same, why=why) if len(whys) > 1 else why


def _changed(decisions: list[Decision], edition: Edition, told: set[tuple[str, str]]) -> Words:
    """Return each change with its reasons, but for those already told; conditions that ask for the same share one."""
    reasons = decisions[0].reasons
    parts: list[Words] = [_named(decisions, edition)]
    changes = list(dict.fromkeys(r.change for r in reasons))
    for change in changes:
        same = [r for r in reasons if r.change == change]
        new = [r for r in same if (r.condition, r.why) not in told]
        told.update((r.condition, r.why) for r in same)
        why = edition.language.joined([change, *dict.fromkeys(r.why for r in new)])
        named = _conditions(same, edition)
        parts.append(edition.say("clinician.reason", condition=named, why=why) if len(changes) > 1 else why)
    return joined(*parts)


def _asked(decisions: list[Decision], edition: Edition) -> Words:
    return joined(_named(decisions, edition), *_reasons(decisions[0], edition))


def _kept(decision: Decision, edition: Edition) -> Words:
    named = _title(decision.exercise, edition)
    because = edition.say("common.sentence", text=decision.because.rstrip("."))
    head = edition.words("clinician.kept_says", exercise=named, by=decision.by, because=because)
    return joined(head, _for(decision, edition), *_reasons(decision, edition))


def _cleared(decision: Decision, edition: Edition) -> Words:
    condition = decision.reasons[0].condition
    named = _title(decision.exercise, edition)
    head = edition.words("clinician.cleared_says", exercise=named, condition=condition, by=decision.by)
    because = [edition.say("common.sentence", text=decision.because.rstrip("."))] if decision.because else []
    whys = [] if decision.reasons[0].action == "ask" else [decision.reasons[0].why]  # it would have been left out
    return joined(head, *because, *whys)


def _noted(note: Remark, edition: Edition) -> Words:
    """Return a warning in the command's words, after the phase or field that it is about."""
    place = note.loc[0]
    if place == "phases" and isinstance(note.source, Plan):
        place = note.source.phases[int(note.loc[1])].title
    return edition.words("clinician.noted_says", place=place, says=note.says)


def _weak(programme: Programme, edition: Edition) -> Iterator[str]:
    """Return, by number, the exercises whose sources were not read in full, and those nobody has reviewed."""
    notes = {item.number: [edition.library.sources[k].note for k in item.exercise.sources] for item in programme.items}
    weak = {
        "clinician.weak_wholly": [number for number, of in notes.items() if all(of)],
        "clinician.weak_partly": [number for number, of in notes.items() if any(of) and not all(of)],
        "clinician.unreviewed": [item.number for item in programme.items if item.exercise.reviewed_by is None],
    }
    for key, numbers in weak.items():
        if numbers:
            yield edition.say(key, count=len(numbers), numbers=series(numbers, edition))
    if not any(weak.values()):
        yield edition.say("clinician.none")


# -- what to ask -----------------------------------------------------------------------------------------------------


def _flags(programme: Programme, edition: Edition) -> Questions:
    """Return every sign of the patient's safety page in short: first the emergencies, then what is for today."""
    say = edition.say
    groups = []
    for rank in ("emergency", "today"):
        signs, short = (edition.each(f"{file}.{rank}_signs") for file in ("safety", "clinician"))
        said = short if len(short) == len(signs) else signs  # a language without its own short forms loses none
        if rank == "emergency":
            said = (*said, *own_signs("emergency_signs", programme, edition))
        else:
            asked = zip(said, asked_today(programme, edition), strict=True)
            midwife = (say("clinician.midwife"),) if PREGNANCY in programme.patient.conditions else ()
            said = (
                *(words for words, is_asked in asked if is_asked),
                *own_signs("today_signs", programme, edition),
                *midwife,
            )
        groups.append(Remarks(say(f"safety.{rank}_tick"), said))
    return Questions(say("clinician.flags"), tuple(groups), say("clinician.tick"))
