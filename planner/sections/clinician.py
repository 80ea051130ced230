"""The clinician's sheet: what was prescribed, what was changed and why, what to ask, a line to sign."""

from collections.abc import Iterator

from planner.blocks import (
    Block,
    Facts,
    Heading,
    Labelled,
    Listing,
    Questions,
    RemarkColumns,
    Remarks,
    Run,
    Signature,
    Words,
)
from planner.content.exercise import Dose
from planner.programme.programme import Item, Programme, Row
from planner.programme.safety import Decision
from planner.sections import doses
from planner.sections.edition import Edition
from planner.sections.overview import series

SHARES = (5, 22, 57, 16)
"""Of the table's columns."""


def blocks(programme: Programme, edition: Edition) -> tuple[Block, ...]:
    """One page, if the exercises and the changes are not many."""
    say = edition.say
    heads = zip(
        (say("clinician.number"), say("clinician.exercise"), say("clinician.dose"), say("clinician.status")),
        SHARES,
        strict=True,
    )
    rows = tuple(_row(item, programme, edition) for item in programme.items)
    return (
        Heading(say("clinician.title"), 1, say("clinician.lead")),
        Facts(_facts(programme, edition), (_conditions(programme, edition),)),
        Listing(say("clinician.listing"), tuple(heads), rows),
        RemarkColumns(tuple(_remarks(programme, edition))),
        Questions(say("clinician.flags"), _flags(edition), say("clinician.tick")),
        Signature(((say("clinician.sign"), 3), (say("clinician.date"), 2))),
    )


# -- who and what ----------------------------------------------------------------------------------------------------


def _facts(programme: Programme, edition: Edition) -> tuple[Labelled, ...]:
    say, patient, plan = edition.say, programme.patient, programme.plan
    who = patient.name or say("clinician.no_name")
    if patient.born:
        who = say("clinician.born", name=who, date=edition.language.date(patient.born, "full"))
    if patient.print_id and patient.id:
        who = say("clinician.id", name=who, id=patient.id)
    version = say("clinician.plan_says", title=plan.title, version=plan.version, count=plan.weeks)
    start = edition.language.date(patient.start, "full") if patient.start else say("clinician.no_start")
    if patient.trainer:
        start = say("clinician.visits", date=start, trainer=patient.trainer)
    return (
        Labelled(say("clinician.patient"), who),
        Labelled(say("clinician.plan"), version),
        Labelled(say("clinician.start"), start),
    )


def _conditions(programme: Programme, edition: Edition) -> Labelled:
    """By the names that the patient's file uses: they are the clinician's own words."""
    known = [name for name in edition.library.conditions if name in programme.patient.conditions]
    return Labelled(edition.say("clinician.conditions"), ", ".join(known) or edition.say("clinician.none"))


# -- the exercises ---------------------------------------------------------------------------------------------------


def _row(item: Item, programme: Programme, edition: Edition) -> tuple[Words, ...]:
    number = edition.language.number(item.number)
    return (number, (Run(item.exercise.title, strong=True),), _doses(item, programme, edition), _status(item, edition))


def _doses(item: Item, programme: Programme, edition: Edition) -> str:
    """The dose of each run of weeks, then how often a day and on which days: at the end if they stay the same."""
    say = edition.say
    spans: list[tuple[int, int, str, str]] = []
    for week in programme.weeks:
        for row in week.rows:
            if row.item is item:
                dose, often = _dose(row.prescription.dose, item.exercise.side, edition), _often(row, edition)
                same = spans and spans[-1][1:] == (week.number - 1, dose, often)
                first = spans.pop()[0] if same else week.number
                spans.append((first, week.number, dose, often))
    once = len({often for *_, often in spans}) == 1
    parts = []
    for first, last, dose, often in spans:
        span = say("clinician.weeks", first=first, last=last) if first != last else edition.language.number(first)
        parts.append(say("clinician.in_weeks", weeks=span, dose=dose if once else f"{dose}, {often}"))
    return "; ".join([*parts, spans[0][-1]] if once else parts)


def _often(row: Row, edition: Edition) -> str:
    """As `2 a day, Mon to Sat`."""
    count, days = row.prescription.dose.per_day, doses.weekdays(row.days, edition)
    return edition.say("clinician.per_day", count=count, days=days) if count > 1 else days


def _dose(dose: Dose, side: str, edition: Edition) -> str:
    """Repeats and hold, or how long."""
    say = edition.say
    if dose.time:
        minutes, rest = divmod(dose.time, 60)
        text = say("clinician.seconds", count=dose.time) if rest else say("clinician.minutes", count=minutes)
    else:
        reps, hold = dose.reps, dose.hold
        text = say("clinician.reps_hold", reps=reps, hold=hold) if hold else say("clinician.reps", count=reps)
    if side == "each":
        text = say("clinician.side", dose=text)
    return say("clinician.sets", sets=dose.sets, dose=text) if dose.sets > 1 else text


def _status(item: Item, edition: Edition) -> Words:
    """In a word or two; the remarks below say more."""
    say = edition.say
    words = {
        say("clinician.is_swapped_in"): item.replaces,
        say("clinician.is_changed"): item.changes,
        say("clinician.is_kept"): "kept" in item.allowed,
        say("clinician.is_cleared"): "cleared" in item.allowed,
    }
    named = [word for word, applies in words.items() if applies]
    return (Run(", ".join(named), strong=True),) if named else ""


# -- what was decided ------------------------------------------------------------------------------------------------


def _remarks(programme: Programme, edition: Edition) -> Iterator[Remarks]:
    """What is left out and what is kept always has its place, even if it is nothing."""
    say, of = edition.say, programme.decisions
    gone = {d.exercise: d for d in of if d.gone}  # in every phase for the same reasons
    changed = tuple(_changed(d, edition) for d in of if d.kind == "changed")
    asked = tuple(_asked(d, edition) for d in of if d.kind == "asked")
    kept = tuple(_kept(d, edition) for d in of if d.kind == "kept")
    cleared = tuple(_cleared(d, edition) for d in of if d.kind == "cleared")
    none = (say("clinician.none"),)
    yield Remarks(say("clinician.left_out"), tuple(_gone(d, edition) for d in gone.values()) or none)
    if asked:
        yield Remarks(say("clinician.asked"), asked)
    if changed:
        yield Remarks(say("clinician.changed_title"), changed)
    yield Remarks(say("clinician.kept_title"), kept or none)
    if cleared:
        yield Remarks(say("clinician.cleared_title"), cleared)
    yield Remarks(say("clinician.weak"), tuple(_weak(programme, edition)))


def _title(key: str, edition: Edition) -> str:
    return edition.library.exercise(key).title


def _joined(*parts: Words) -> Words:
    """Sentences behind each other."""
    out: list[Run] = []
    for words in parts:
        out += [Run(" ")] if out else []
        out += [Run(words)] if isinstance(words, str) else words
    return tuple(out)


def _gone(decision: Decision, edition: Edition) -> Words:
    named = _title(decision.exercise, edition)
    if decision.instead:
        head = edition.words("clinician.swapped", exercise=named, instead=_title(decision.instead, edition))
    else:
        head = edition.words("clinician.nothing", exercise=named)
    return _joined(head, *_reasons(decision, edition))


def _reasons(decision: Decision, edition: Edition) -> Iterator[str]:
    if decision.conflict:
        named = edition.language.series([r.condition for r in decision.reasons])
        yield edition.say("clinician.conflict", conditions=named)
        return
    for r in decision.reasons:
        yield edition.say("clinician.reason", condition=r.condition, why=r.why)


def _changed(decision: Decision, edition: Edition) -> Words:
    """Each change with its reasons; conditions that want the same share one."""
    parts: list[Words] = [edition.words("clinician.asked_says", exercise=_title(decision.exercise, edition))]
    for change in dict.fromkeys(r.change for r in decision.reasons):
        same = [r for r in decision.reasons if r.change == change]
        conditions = edition.language.series([r.condition for r in same])
        why = " ".join(dict.fromkeys(r.why for r in same))
        parts.append(edition.say("clinician.changed", condition=conditions, change=change, why=why))
    return _joined(*parts)


def _asked(decision: Decision, edition: Edition) -> Words:
    head = edition.words("clinician.asked_says", exercise=_title(decision.exercise, edition))
    return _joined(head, *_reasons(decision, edition))


def _kept(decision: Decision, edition: Edition) -> Words:
    named = _title(decision.exercise, edition)
    because = edition.say("common.sentence", text=decision.because.rstrip("."))
    head = edition.words("clinician.kept_says", exercise=named, by=decision.by, because=because)
    return _joined(head, *_reasons(decision, edition))


def _cleared(decision: Decision, edition: Edition) -> Words:
    condition = decision.reasons[0].condition
    named = _title(decision.exercise, edition)
    return edition.words("clinician.cleared_says", exercise=named, condition=condition, by=decision.by)


def _weak(programme: Programme, edition: Edition) -> Iterator[Words]:
    """Sources that were not read in full, and what nobody has reviewed: with the numbers of the exercises."""
    sources = edition.library.sources
    found: dict[str, list[int]] = {}
    for item in programme.items:
        for publisher in dict.fromkeys(sources[key].publisher for key in item.exercise.sources if sources[key].note):
            found.setdefault(publisher, []).append(item.number)
    if found:
        named = [
            edition.say("clinician.weak_source", publisher=publisher, numbers=series(numbers, edition))
            for publisher, numbers in found.items()
        ]
        yield edition.say("clinician.weak_says", sources="; ".join(named))
    unseen = [item.number for item in programme.items if item.exercise.reviewed_by is None]
    if unseen:
        yield edition.say("clinician.unreviewed", numbers=series(unseen, edition))
    if not found and not unseen:
        yield edition.say("clinician.none")


# -- what to ask -----------------------------------------------------------------------------------------------------


def _flags(edition: Edition) -> tuple[Remarks, ...]:
    """The signs of the safety page in its words; those not yet checked against the full text say so."""
    unchecked = {_text(words) for words in edition.each("clinician.unchecked")}

    def sign(words: Words) -> Words:
        return edition.say("clinician.unchecked_says", sign=_text(words)) if _text(words) in unchecked else words

    return tuple(
        Remarks(edition.say(f"checklist.{rank}_do"), tuple(map(sign, edition.each(f"safety.{rank}_signs"))))
        for rank in ("emergency", "today")
    )


def _text(words: Words) -> str:
    return words if isinstance(words, str) else "".join(run.text for run in words)
