"""The sheet for the fridge: on its front all moves, in which weeks and when to stop; on its back the warning signs."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from planner.blocks import (
    Alert,
    Block,
    Contacts,
    Fridge,
    FridgeMove,
    FridgeNote,
    Items,
    Light,
    Lights,
    PageBreak,
    PhoneContact,
    Run,
    SignLists,
    Words,
)
from planner.content.spec import Spec
from planner.programme.programme import Item, Prescription, Programme
from planner.sections import doses
from planner.sections.edition import Edition, joined, sign_pages
from planner.sections.figures import small
from planner.sections.overview import days
from planner.sections.safety import call, emergency_signs, midwife, pregnant, ranges, today_signs

SIGNS = "signs"
"""The name of the page with the warning signs, for the pages that point to it."""


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return the front, as one block that takes as many pages as it needs, and the back."""
    say = edition.say
    short, long = _days(programme, edition)
    front = Fridge(
        title=say("one-page.title"),
        days=short,
        lines=(*_when(programme, edition), *long),
        moves=tuple(_move(item, programme, edition) for item in programme.items),
        notes=_notes(programme, edition),
        lights=lights(programme, edition),
        stop=edition.words("exercises.stop", red=programme.clinic.traffic_light.amber + 1),
        contacts=contacts(programme, edition),
    )
    lists = (*alerts(programme, edition), *_for_the_midwife(programme, edition))
    back = SignLists(say("safety.help_title"), say("one-page.lead"), lists, SIGNS)
    return (front, PageBreak(), back)


def alerts(programme: Programme, edition: Edition) -> tuple[Alert, ...]:
    """Return the emergency list and the list for a call today, to be read."""
    say = edition.say
    emergency = Alert(
        rank=1,
        icon="stop",
        title=say("safety.emergency"),
        note=call(programme, edition),
        blocks=(Items(emergency_signs(programme, edition)),),
        more=say("safety.more"),
    )
    today = Alert(
        rank=2,
        icon="phone",
        title=say("safety.today"),
        note="",
        blocks=(Items(today_signs(programme, edition), columns=2),),
        more=say("safety.more"),
    )
    return emergency, today


def at_once(programme: Programme, edition: Edition) -> tuple[Alert, ...]:
    """Return what to call the midwife about, as a list to be read, in a pregnancy or after a birth; else nothing."""
    key, say = midwife(programme), edition.say
    if not key:
        return ()
    note = edition.words("safety.midwife_note", title=say("safety.emergency"))
    signs = Items(edition.each(f"{key}_signs"), columns=2)
    return (Alert(2, "phone", say(f"{key}_now"), note, (signs,), say("safety.more")),)


def at_once_in_short(programme: Programme, edition: Edition) -> tuple[Alert, ...]:
    """Return the same in a sentence, for where there is room for no more."""
    alerts, key = at_once(programme, edition), midwife(programme)
    return tuple(replace(alert, note=edition.say(f"{key}_short"), blocks=()) for alert in alerts)


def _for_the_midwife(programme: Programme, edition: Edition) -> tuple[Alert, ...]:
    """Return the same with those signs, in a pregnancy, for which a wallet card has no room."""
    found, say = at_once_in_short(programme, edition), edition.say
    if not pregnant(programme):
        return found
    more = say("one-page.midwife_more")
    return tuple(replace(alert, note=edition.language.joined([str(alert.note), more])) for alert in found)


def lights(programme: Programme, edition: Edition) -> Lights:
    """Return the traffic light in short; the first colour says what its numbers are."""
    says = [(icon, scores, edition.say(f"safety.{key}")) for icon, key, scores in ranges(programme, edition)]
    first, *others = says
    named = (first[0], edition.say("safety.scores", scores=first[1]), first[2])
    return Lights(tuple(Light(*each) for each in (named, *others)))


def contacts(programme: Programme, edition: Edition) -> Contacts:
    """Return the clinic's phone, or a line for it, and the emergency number, with the page of the warning signs."""
    say, clinic = edition.say, programme.clinic
    isolated = edition.language.isolated
    number = isolated(clinic.emergency_number) if clinic.emergency_number else say("one-page.emergency_any")
    return Contacts(
        (
            PhoneContact(isolated(clinic.name or say("one-page.clinic")), isolated(clinic.phone or "")),
            PhoneContact(say("one-page.emergency", page=sign_pages(SIGNS, programme, edition)), number, urgent=True),
        )
    )


def _days(programme: Programme, edition: Edition) -> tuple[str, tuple[Words, ...]]:
    """Return the days if all exercises have the same ones from first to last; else which are done on which days."""
    found = {(p.days, doses.when(p, p.dose, edition)) for item in programme.items for p in item.prescriptions}
    if len(found) > 1:
        return "", (days(programme, edition),)
    [(weekdays, named)] = found
    if len(weekdays) == doses.WEEK or programme.items[0].first.every_other:
        return edition.language.capital(named), ()
    names = [edition.language.weekday(day) for day in weekdays]
    return edition.language.joined(names, edition.say("common.comma")), ()


def _when(programme: Programme, edition: Edition) -> Iterator[Words]:
    """Yield the day on which what is printed starts, and from which week on its doses change."""
    say, first = edition.say, programme.weeks[0]
    day = first.days[0].date
    date = edition.language.date(day, "long") if day else ""
    if first.number > 1:
        start = [say("one-page.from_week_on" if day else "one-page.from_week", week=first.number, date=date)]
    else:
        start = [say("one-page.start", date=date)] if day else []
    changes = [
        (now.week, before.dose, now.dose)
        for item in programme.items
        for before, now in pairwise(item.prescriptions)
        if not doses.same_dose(before, now) or before.note != now.note
    ]
    if changes:
        week = min(week for week, _, _ in changes)
        grows = all(before == now or doses.grows(before, now) for _, before, now in changes)
        start.append(say("one-page.grow" if grows else "one-page.differ", week=week))
    if start:
        yield edition.language.joined(start)


def _move(item: Item, programme: Programme, edition: Edition) -> FridgeMove:
    """Return an exercise with what is said about it. How long to hold is on the card."""

    def said(prescription: Prescription, *, per_day: bool = True) -> str:
        return doses.in_words(item, prescription.dose, edition, hold=False, per_day=per_day, in_all=False)

    def later() -> Iterator[str]:
        for before, now in pairwise(item.prescriptions):
            if said(now) != said(before):
                dose = said(now, per_day=now.dose.per_day != before.dose.per_day)
                yield edition.say("one-page.later", week=now.week, dose=dose)

    start = said(item.first)
    return FridgeMove(
        number=item.number,
        numeral=edition.language.number(item.number),
        title=item.exercise.title,
        dose=edition.language.capital(start),
        notes=tuple(
            joined((Run(edition.say(title), strong=True),), note) for title, note in _notes_on(item, edition).items()
        ),
        weeks=_weeks(item, programme, edition),
        later=tuple(later()),
        figure=small(item, edition),
    )


def _notes_on(item: Item, edition: Edition) -> dict[str, str]:
    """Return what conditions swap and change about an exercise, and how it is done at first: no card says it here.

    Each is found under the key of its title.
    """
    others = edition.language.series([r.exercise.title for r in item.replaces])
    says = [edition.say("one-page.instead", exercises=others)] if others else []
    says += dict.fromkeys(change.change for change in item.changes)
    found = {"one-page.changed": edition.language.joined(says), "one-page.first": item.first.note or ""}
    return {title: note for title, note in found.items() if note}


def _weeks(item: Item, programme: Programme, edition: Edition) -> str:
    """Return in which of the printed weeks an exercise is done; nothing if in all of them."""
    all_weeks = [week.number for week in programme.weeks]
    own = [week.number for week in programme.weeks if any(row.item is item for row in week.rows)]
    if own == all_weeks:
        return ""
    if own == all_weeks[all_weeks.index(own[0]) :]:
        return edition.say("one-page.from", week=own[0])
    return edition.say("one-page.only", weeks=doses.weeks(item, programme.weeks, edition))


def _notes(programme: Programme, edition: Edition) -> tuple[FridgeNote, ...]:
    """Return the notes on all exercises, by their names; those with the same note share it."""
    found: dict[tuple[str, str], list[Item]] = {}
    for item in programme.items:
        for of in _notes_on(item, edition).items():
            found.setdefault(of, []).append(item)

    def note(title: str, says: str, items: list[Item]) -> FridgeNote:
        names = edition.language.series([item.exercise.title for item in items])
        words = edition.words("one-page.note", exercises=names, says=says)
        return FridgeNote(edition.say(title), tuple(item.number for item in items), words)

    return tuple(note(title, says, items) for (title, says), items in sorted(found.items(), key=lambda of: of[0][0]))
