"""The handout: up to four exercises for two weeks, on two sheets.

It is a form of three sections: who, how long and the warning signs; the cards; the calendar with when to call.
"""

from collections.abc import Iterator
from dataclasses import replace

from planner.blocks import Block, Card, Foot, Handout, HandoutEnd, Icon, Words
from planner.content.spec import Spec
from planner.problems import InputError, Problem
from planner.programme.programme import Item, Programme, Week
from planner.sections import calendar, exercises
from planner.sections.edition import Edition, joined
from planner.sections.figures import small
from planner.sections.one_page import alerts, lights
from planner.sections.safety import picture_key

MOST_EXERCISES, WEEKS = 4, 2
"""What two sheets hold."""


def name(edition: Edition, options: Spec) -> str:
    """Return what stands at the head of each of its pages."""
    return edition.say("handout.name")


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return the first page. Raise InputError, which names them, for more exercises than there is room for."""
    say, items, weeks = edition.say, _items(programme), _weeks(programme)
    if len(items) > MOST_EXERCISES:
        raise InputError(_too_many(programme, items, edition))
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
    return (
        Handout(
            title=programme.plan.title,
            lead=lead,
            line=joined(*lines),
            figures=tuple(figure for item in items if (figure := small(item, edition))),
            alerts=alerts(programme, edition),
            lights=lights(programme, edition),
            stop=_stop(programme, edition),
            key=picture_key(edition, named=False),
        ),
    )


def cards(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return the cards of its exercises, with the doses of its weeks.

    When to stop is on each sheet in any case, and on these pages if it fits.
    """
    here = {item.exercise.key for item in _items(programme)}
    made = exercises.until(_weeks(programme)[-1].number, programme, edition)
    shown = (block for block in made if not isinstance(block, Card) or block.key in here)
    return tuple(replace(block, yields=True) if isinstance(block, Foot) else block for block in shown)


def weeks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return its weeks of the calendar, when to move up and step back, when to call, and the next visit."""
    say, phone = edition.say, programme.clinic.phone
    end = HandoutEnd(
        rules=(
            ("stop", _stop(programme, edition)),
            _rule("harder", "move_up", programme, edition),
            _rule("easier", "step_back", programme, edition),
        ),
        call=say("handout.call" if phone else "handout.call_doctor"),
        phone=edition.language.isolated(phone or ""),
        visit=say("handout.visit"),
        date=_visit(programme, edition),
    )
    return (*calendar.of_weeks(_weeks(programme), programme, edition, calendar.Options(), notes=False), end)


def _stop(programme: Programme, edition: Edition) -> Words:
    return edition.words("exercises.stop", red=programme.clinic.traffic_light.amber + 1)


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


def _too_many(programme: Programme, items: tuple[Item, ...], edition: Edition) -> Problem:
    """Say which exercises there are, and how to have fewer."""
    keys = [item.exercise.key for item in items]
    return programme.plan.problem(
        ("phases",),
        Problem(
            text=f"a handout holds {MOST_EXERCISES} exercises; the first {len(_weeks(programme))} weeks have "
            f"{len(keys)}: {edition.language.joined(keys, ', ')}",
            advice="leave some out in the patient's file, such as"
            f' "exercises: {{{keys[-1]}: leave out}}", or write a plan of its own',
        ),
    )


def _visit(programme: Programme, edition: Edition) -> str:
    """Return the first appointment after the first day of the handout; nothing if none is made."""
    day = programme.weeks[0].days[0].date
    later = sorted(moment for moment in programme.patient.appointments if day and moment.date() > day)
    if not later:
        return ""
    date = edition.language.date(later[0].date(), "weekday_day_month")
    return edition.say("overview.visit", day=date, time=edition.language.time(later[0].time()))
