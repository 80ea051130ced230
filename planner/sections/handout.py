"""The handout: the exercises of two weeks, on two sheets.

It says who, how long and the warning signs; then the cards; then the calendar with when to call.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from planner.blocks import (
    Block,
    CalendarWeek,
    Card,
    Fitted,
    Foot,
    Handout,
    HandoutCard,
    HandoutEnd,
    HandoutRules,
    Icon,
    PageBreak,
    Words,
)
from planner.content.spec import Spec
from planner.problems import Problem
from planner.programme.programme import Item, Programme, Week
from planner.sections import calendar, exercises, overview
from planner.sections.edition import Edition, joined
from planner.sections.figures import small
from planner.sections.one_page import alerts, at_once, lights
from planner.sections.safety import midwife, picture_key

SIDES, WEEKS = 4, 2
"""What it takes at size standard, and what it holds."""
MORE = 2
"""Sides that it may take beyond that in a pregnancy or after a birth."""
WALKING = "walking"
"""The exercise that is the last to be left out."""


Notes = tuple[tuple[Icon, Words], ...]
Place = Literal["front", "above", "cards", "calendar"]
PLACES: tuple[Place, ...] = ("calendar", "front", "cards")
"""Where the clinician's notes stand: below the calendar, on the first page, behind the cards; tried in this order."""
SHORT = 400
"""Characters: longer notes are not on the first page, from which they would push the warning signs."""


class _Way(NamedTuple):
    """How a handout makes room."""

    close: bool = False
    """Whether it has narrow cards, not those of a booklet, and closer lines."""
    table: bool = True
    """Whether the calendar has pictures and doses, as in a booklet."""
    foot: bool = True
    """Whether each page says when to stop; else the first and the last do, so each sheet does in any case."""
    apart: bool = True
    """Whether cards and calendar start pages of their own."""
    flows: bool = False
    """Whether the cards begin on the page on which the signs end."""
    before: bool = False
    """Whether the rules come before the cards, which then leave them room; else they stand below the calendar."""
    even: bool = False
    """Whether the cards are dealt to two pages, as many to each: not a page that is full before one that is empty."""
    whole: bool = False
    """Whether narrow cards keep all pictures and tips."""
    key: Place = "front"
    """Where the signs of the pictures are explained: below the warning signs, above the first card, behind the last."""


KEYS: tuple[Place, ...] = ("front", "above", "cards")
"""Where the signs of the pictures are explained where words are larger, tried in this order."""
WAYS = (
    (_Way(), _Way(foot=False)),
    tuple(_Way(close=True, foot=foot, even=even) for foot in (True, False) for even in (True, False)),
    tuple(_Way(close=True, table=False, foot=foot, even=even) for foot in (True, False) for even in (True, False)),
    (_Way(close=True, table=False, foot=False, apart=False, flows=True, before=True),),
)
"""Tried in this order; a foot yields where it takes a page more."""
WHOLE = (
    *((_Way(close=True, table=table, flows=True),) for table in (True, False)),
    tuple(_Way(close=True, table=False, apart=False, flows=True, before=before) for before in (False, True)),
)
"""The same in a pregnancy or after a birth, whose list takes room: rather a page more than a card without a picture."""
LARGER = tuple(
    tuple(_Way(close=close, table=table, key=key) for key in KEYS)
    for close, table in ((False, True), (True, True), (True, False))
)
"""The same for larger words: on many sheets, each page says when to stop."""


def name(edition: Edition, options: Spec) -> str:
    """Return what stands at the head of each of its pages."""
    return edition.say("handout.name")


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return all of it, in ways of which the closer ones take less room."""
    weeks = _weeks(programme)
    front, rules, end = _front(programme, edition), _rules(programme, edition), _end(programme, edition)
    cards = [exercises.card(item, weeks, programme, edition) for item in _items(programme)]
    table = calendar.of_weeks(weeks, programme, edition, calendar.Options(), notes=False)
    notes = _notes(programme, edition)
    said = (HandoutRules(notes),)

    def made(way: _Way, place: Place) -> tuple[Block, ...]:
        first = replace(front, notes=notes) if place == "front" else front
        behind, below = (said if place == here else () for here in ("cards", "calendar"))
        return tuple(_made(way, first, (*cards, *behind), (*table, *below), rules, end))

    length = sum(len(run if isinstance(run, str) else run.text) for _, words in notes for run in words)
    places = [place for place in PLACES if place != "front" or length <= SHORT] if notes else PLACES[:1]
    whole = bool(midwife(programme))
    usual, larger = (
        tuple(tuple(made(way._replace(whole=whole), place) for way in group for place in places) for group in ways)
        for ways in (WHOLE if whole else WAYS, LARGER)
    )
    return (Fitted(usual, SIDES, larger),)


def _made(
    way: _Way, front: Handout, cards: Sequence[Block], table: Sequence[Block], rules: HandoutRules, end: HandoutEnd
) -> Iterator[Block]:
    """Yield the handout in a way."""
    stop, key = front.stop, front.key
    if way.key != "front":
        front = replace(front, key=None)
    rules = replace(rules, close=way.close)
    stops, moves = rules.rules[:1], rules.rules[1:]
    under = (() if way.foot else stops) + (() if way.before else moves)
    if way.foot:
        front = replace(front, stop="")
    if way.close:
        front = replace(front, close=True)
        cards = [_closer(block, whole=way.whole) for block in cards]
    if way.even:
        half = (len(cards) + 1) // 2
        cards = [*cards[:half], PageBreak(), *cards[half:]]
    if not way.table:
        table = [_closer(block) for block in table]
    if key:
        cards = [*([key] if way.key == "above" else []), *cards, *([key] if way.key == "cards" else [])]
    before = (replace(rules, rules=moves),) if way.before else ()
    below = (replace(rules, rules=under),) if under else ()
    first, second = () if way.flows else (PageBreak(),), (PageBreak(),) if way.apart else ()
    yield from (front, *before, *first, *cards, *second, *table, *below, end)
    if way.foot:
        yield Foot("stop", stop)


def _closer(block: Block, *, whole: bool = False) -> Block:
    """Return a block that takes less room: a week has a line for each exercise, whose dose is on its card."""
    if isinstance(block, CalendarWeek):
        rows = tuple(replace(row, dose="", figure=None) for row in block.rows)
        return replace(block, rows=rows, close=True)
    if isinstance(block, Card):
        return HandoutCard(block, whole=whole)
    return replace(block, close=True) if isinstance(block, HandoutRules) else block


def _front(programme: Programme, edition: Edition) -> Handout:
    """Return what stands first: for how long and with whom, the signs to know."""
    say, items, weeks = edition.say, _items(programme), _weeks(programme)
    day = weeks[0].days[0].date
    moves = edition.language.joined([say("handout.moves", count=len(items)), say("handout.weeks", count=len(weeks))])
    lead = say("handout.lead", moves=moves)
    if day:
        lead = say("handout.lead_from", moves=moves, date=edition.language.date(day, "weekday_day_month"))
    lines = [edition.words("handout.with", trainer=programme.helper)] if programme.helper else []
    if len(weeks) < len(programme.weeks) or weeks[0].number > 1:
        first, last, count = weeks[0].number, weeks[-1].number, programme.plan.weeks
        key = "handout.part" if last > first else "handout.part_one"
        lines.append(edition.words(key, first=first, last=last, count=count))
    emergency, today = alerts(programme, edition)
    return Handout(
        title=programme.plan.title,
        lead=lead,
        line=joined(*lines),
        figures=tuple(figure for item in items if (figure := small(item, edition))),
        alerts=(emergency, *at_once(programme, edition), today),
        lights=lights(programme, edition),
        stop=exercises.stop(programme, edition),
        notes=(),
        key=picture_key(edition, named=False),
    )


def _notes(programme: Programme, edition: Edition) -> Notes:
    """Return the clinician's note, and what the clinician leaves out."""
    notes = (*overview.from_clinician(programme, edition), *overview.by_clinician(programme, edition))
    return tuple((note.icon, note.words) for note in notes)


def _rules(programme: Programme, edition: Edition) -> HandoutRules:
    """Return when to stop, when to move up and when to step back."""
    return HandoutRules(
        (
            ("stop", exercises.stop(programme, edition)),
            _rule("harder", "move_up", programme, edition),
            _rule("easier", "step_back", programme, edition),
        )
    )


def _end(programme: Programme, edition: Edition) -> HandoutEnd:
    """Return when to call, and the next visit."""
    say, phone = edition.say, programme.clinic.phone
    return HandoutEnd(
        call=say("handout.call" if phone else "handout.call_doctor"),
        phone=edition.language.isolated(phone or ""),
        visit=say("handout.visit"),
        date=_visit(programme, edition),
    )


def _rule(icon: Icon, key: str, programme: Programme, edition: Edition) -> tuple[Icon, Words]:
    """Return a rule of the safety page after its title."""
    title = edition.words("handout.rule", title=edition.say(f"safety.{key}"))
    says = edition.words(f"safety.{key}_says", green=programme.clinic.traffic_light.green)
    return icon, joined(title, says)


def warnings(programme: Programme) -> Iterator[Problem]:
    """Warn of weeks for which it has no room."""
    here, count = _weeks(programme), len(programme.weeks)
    if len(here) < count:
        of = f"weeks {here[0].number} and {here[-1].number} of {programme.plan.weeks}"
        yield Problem(
            text=f"the handout has {of}; what comes later is not on it",
            advice=f"--from-week {here[-1].number + 1} prints the next ones",
            kind="warning",
        )


def _weeks(programme: Programme) -> tuple[Week, ...]:
    return programme.weeks[:WEEKS]


def _items(programme: Programme) -> tuple[Item, ...]:
    """Return the exercises that are done in its weeks."""
    done = {row.item.number for week in _weeks(programme) for row in week.rows}
    return tuple(item for item in programme.items if item.number in done)


def sides(programme: Programme) -> int:
    """Return how many pages it may take at size standard."""
    return SIDES + (MORE if midwife(programme) else 0)


def fewer(programme: Programme) -> Problem:
    """Return the advice about a handout of more than its sheets at size standard.

    The example is neither the first exercise nor walking, which are what the plan is about, nor one that stands in for
    another or that the patient's file names already.
    """
    items, written = _items(programme), programme.patient.exercises
    if len(items) == 1:
        return Problem()
    others = [item.exercise.key for item in items[1:] if not item.replaces]
    example = next((key for key in reversed(others) if key != WALKING and key not in written), "")
    some = "leave some out in the patient's file"
    if example and written:
        some = f'{some}, such as "{example}: leave out" under the "exercises" that is there already'
    elif example:
        some = f'{some}, such as "exercises: {{{example}: leave out}}"'
    return Problem(advice=f"it has {len(items)} exercises; {some}, or write a plan of its own")


def _visit(programme: Programme, edition: Edition) -> str:
    """Return the first appointment after the first day of the handout; nothing if none is made."""
    day = programme.weeks[0].days[0].date
    later = sorted(moment for moment in programme.patient.appointments if day and moment.date() > day)
    if not later:
        return ""
    date = edition.language.date(later[0].date(), "weekday_day_month")
    return edition.say("overview.visit", day=date, time=edition.language.time(later[0].time()))
