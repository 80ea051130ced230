"""The calendar: two weeks a page, or one; boxes to tick, the pain row, the trainer's days."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Annotated

from pydantic import Field

from planner.blocks import Block, CalendarWeek, Day, DayTicks, Figure, PageBreak, WeekRow, Words
from planner.content.scalars import WHOLE
from planner.content.spec import Spec
from planner.programme.programme import DayPlan, Programme, Row, Week
from planner.sections import doses
from planner.sections.edition import Edition
from planner.sections.figures import small

MOST_TICKS = 2
"""Up to so many boxes a day are drawn, joined; more become one box to write in."""


Sentences = tuple[Words, ...]
Named = dict[tuple[int, int], tuple[str, Figure | None]]
"""What stands beside an exercise's boxes, which is the same in many weeks: by its number, and the week of its dose."""


class Options(Spec):
    """How the calendar is printed."""

    weeks_per_page: Annotated[int, Field(ge=1, le=2), WHOLE] = 2
    """2, or 1 with more lines for notes."""


def blocks(programme: Programme, edition: Edition, options: Options) -> tuple[Block, ...]:
    """Return every week of the programme; a week never breaks across pages."""
    return of_weeks(programme.weeks, programme, edition, options)


def of_weeks(
    weeks: tuple[Week, ...], programme: Programme, edition: Edition, options: Options, *, notes: bool = True
) -> tuple[Block, ...]:
    """Return some weeks; without lines for notes a week takes no more than its table."""
    every, count = _hint(weeks, programme, edition, growing=()), options.weeks_per_page
    made: list[CalendarWeek] = []
    named: Named = {}
    for n, week in enumerate(weeks):
        second = bool(n % count)
        start = n // count * count
        sheet = weeks[start : start + count]
        above = _hint(sheet, programme, edition, growing=sheet)
        alone = options.weeks_per_page == 1
        one = _week(week, programme, edition, (above, every), named, second=second, alone=alone)
        made.append(one if notes else replace(one, notes=""))
    out: list[Block] = []
    for start in range(0, len(made), count):
        page = made[start : start + count]
        partners = reversed(page) if len(page) > 1 else (None,)
        out += [PageBreak()] if start else []
        out += [replace(one, partner=partner) for one, partner in zip(page, partners, strict=True)]
    return tuple(out)


def _week(
    week: Week,
    programme: Programme,
    edition: Edition,
    above: tuple[Sentences, Sentences],
    named: Named,
    *,
    second: bool,
    alone: bool,
) -> CalendarWeek:
    say = edition.say
    days = tuple(_day(day, programme, edition) for day in week.days)
    return CalendarWeek(
        numeral=edition.language.number(week.number),
        title=say("calendar.week", week=week.number, phase=week.phase.title),
        dates=_dates(week, edition),
        above=above[0],
        longest=above[1],
        hint=_hint([week], programme, edition, growing=[week]),
        others=say("calendar.others"),
        days=days,
        rows=tuple(_row(row, days, named, edition) for row in week.rows),
        pain=say("calendar.pain"),
        pain_hint=say("calendar.pain_hint"),
        pain_says=tuple(say("calendar.pain_says", day=day.full) for day in days),
        notes=say("calendar.notes"),
        again=say("calendar.again", week=week.number, phase=week.phase.title),
        second=second,
        alone=alone,
    )


def _dates(week: Week, edition: Edition) -> str:
    """Return a week's dates, such as `30 November to 6 December`; an empty text without dates."""
    first, last = week.days[0].date, week.days[-1].date
    if first is None or last is None:
        return ""
    forms = ("in_month", "in_month_last") if first.month == last.month else ("day_month", "day_month")
    start, end = (edition.language.date(day, form) for day, form in zip((first, last), forms, strict=True))
    return edition.say("dates.range", first=start, last=end)


def _day(day: DayPlan, programme: Programme, edition: Edition) -> Day:
    say, language = edition.say, edition.language
    full = language.date(day.date, "weekday_day_month") if day.date else language.weekday(day.weekday, "weekday_long")
    tag, at = "", tuple[str, ...]()
    if day.kind == "rest":
        tag = say("calendar.rest")
    elif day.kind == "trainer":
        booked = day.supervised.times if day.date and day.supervised else ()
        tag = edition.called(programme.helper) if booked and programme.helper else say("calendar.with_trainer")
        at = tuple(map(language.time, booked))
    number = language.date(day.date, "day") if day.date else ""
    says = "" if day.date else say("calendar.date_says", day=full)
    return Day(day.kind, language.weekday(day.weekday), number, tag, at, full, says)


def _row(row: Row, days: tuple[Day, ...], named: Named, edition: Edition) -> WeekRow:
    exercise, full = row.item.exercise, [day.full for day in days]
    says: dict[int, list[str]] = {}
    for count in {*row.times} - {0}:
        key = "calendar.tally_says" if count > MOST_TICKS else "calendar.ticks_says"
        says[count] = edition.language.say_each(key, "day", full, exercise=exercise.title, count=count)
    ticks = [
        DayTicks(count, says[count][n], _of(count, edition)) if count else None for n, count in enumerate(row.times)
    ]
    since = row.item.number, row.prescription.week
    if since not in named:
        dose = doses.in_words(row.item, row.prescription.dose, edition, hold=False, in_all=False)
        named[since] = dose, small(row.item, edition)
    return WeekRow(exercise.title, *named[since], tuple(ticks))


def _of(count: int, edition: Edition) -> str:
    """Return what stands beside a box to write in."""
    return edition.say("calendar.of", count=count) if count > MOST_TICKS else ""


def _grows(row: Row, week: Week) -> bool:
    """Return whether an exercise has a larger dose from this week on."""
    before = [p for p in row.item.prescriptions if p.week < week.number]
    return bool(before) and row.prescription.week == week.number and doses.grows(before[-1].dose, row.prescription.dose)


def _hint(weeks: Sequence[Week], programme: Programme, edition: Edition, growing: Sequence[Week]) -> tuple[Words, ...]:
    """Return what to do in these weeks, in sentences; and that only who is fine does more where a dose grows."""
    times = set(chain.from_iterable(row.times for week in weeks for row in week.rows))
    many = max(times, default=0)
    sentences = [edition.words("calendar.tick")]
    if MOST_TICKS in times:
        sentences.append(edition.words("calendar.joined"))
    if any(_grows(row, week) for week in growing for row in week.rows):
        tick, *boxes = sentences
        first = [tick] if weeks[0] is programme.weeks[0] else []  # by then what to tick is known, and there is no room
        sentences = [*first, edition.words("calendar.grow"), *boxes]
    if many > MOST_TICKS:
        sentences.append(edition.words("calendar.tally", count=many))
    framed = [day.supervised for week in weeks for day in week.days if day.supervised]
    if framed:
        trainer = programme.helper or edition.say("calendar.with_trainer_long")
        key = "calendar.framed" if framed[0].times else "calendar.framed_ask"  # nobody has booked a day without a time
        sentences.append(edition.words(key, count=len(framed), trainer=trainer))
    return tuple(sentences)
