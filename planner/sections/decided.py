"""The clinician's remarks: what was decided and why, the notes, when to move up or back, what is unusual."""

from collections.abc import Iterable, Iterator
from functools import partial

from planner.blocks import Remarks, Run, Words
from planner.content.plan import Plan
from planner.programme.decision import Decision, Reason
from planner.programme.programme import Altered, Prescription, Programme, Remark
from planner.programme.suits import not_for, together
from planner.sections import doses
from planner.sections.edition import Edition, joined
from planner.sections.overview import series
from planner.sections.prescribed import by_weeks, dose_of


def remarks(programme: Programme, edition: Edition) -> Iterator[Remarks]:
    """Yield what was decided, when to move up or back, what rests on weak sources, and what is unusual."""
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
    """Yield what the patient's file changes about the plan, before the conditions do, and the notes in it."""
    revision, say = programme.revision, edition.say
    doses_of = {one.exercise: says for one in revision.altered if (says := _altered(one, edition))}
    kinds = {
        "clinician.by_you_left_out": revision.left_out,
        "clinician.by_you_changed": tuple(key for key in revision.changed if key not in doses_of),
        "clinician.by_you_added": revision.added,
    }
    titles = {key: edition.language.series([_title(k, edition) for k in keys]) for key, keys in kinds.items() if keys}
    lines = [edition.words(key, exercises=named) for key, named in titles.items()]
    if doses_of:
        lines.append(joined(*(_of(key, f"{says}.", edition) for key, says in doses_of.items())))
    if lines:
        yield Remarks(say("clinician.by_you"), tuple(lines))
    patient = programme.patient
    printed = (*revision.changed, *revision.added)
    changes = [(key, change.note) for key, change in patient.exercises.items() if change and key in printed]
    notes = [_of(key, note, edition) for key, note in changes if note]
    if patient.note or notes:
        own = (edition.language.isolated(patient.note),) if patient.note else ()
        yield Remarks(say("calendar.notes"), (*own, *((joined(*notes),) if notes else ())))


def _of(key: str, says: str, edition: Edition) -> Words:
    """Return what is said of an exercise after its title."""
    return edition.words("one-page.note", exercises=_title(key, edition), says=says)


def _altered(altered: Altered, edition: Edition) -> str:
    """Return a dose as printed, with what was written and what it was, by weeks; nothing if these are the same."""
    found = []
    for week, was, now, typed in altered.weeks:
        says = ""
        for key, name, other in (("clinician.typed", "typed", typed), ("clinician.was", "was", was)):
            new, old = _differing(now, other, edition), _differing(other, now, edition)
            if new and old:
                says = edition.say(key, now=says or new, **{name: old})
        if says:
            found.append((week, says))
    return by_weeks(found, edition, whole=True) if found else ""


def _differing(of: Prescription, other: Prescription, edition: Edition) -> str:
    """Return what one prescription has differently from another."""
    parts = [dose_of(one.dose, edition) for one in (of, other)]
    says = parts[:1] if parts[0] != parts[1] else [of.note] if of.note and other.note and of.note != other.note else []
    if of.dose.per_day != other.dose.per_day:
        says.append(edition.say("dose.per_day", count=of.dose.per_day))
    if (of.days, of.every_other) != (other.days, other.every_other):
        says.append(doses.when(of, of.dose, edition, ("clinician.every_day", "clinician.day_range")))
    return edition.language.joined(says, edition.say("common.comma"))


def _accepted(programme: Programme, edition: Edition) -> Iterator[Remarks]:
    """Who gives the plan to a patient whom it is not for, and why."""
    accepted, against = programme.patient.accept_plan, not_for(programme.plan, programme.patient)
    if accepted is None:
        return
    because = edition.sentence(accepted.reason)
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
    because = edition.sentence(decision.because)
    head = edition.words("clinician.kept_says", exercise=named, by=decision.by, because=because)
    return joined(head, _for(decision, edition), *_reasons(decision, edition))


def _cleared(decision: Decision, edition: Edition) -> Words:
    condition = decision.reasons[0].condition
    named = _title(decision.exercise, edition)
    head = edition.words("clinician.cleared_says", exercise=named, condition=condition, by=decision.by)
    because = [edition.sentence(decision.because)] if decision.because else []
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
