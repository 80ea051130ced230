"""The calendar: a week a page, or two; boxes to tick, the pain row, the trainer's days."""

from pydantic import Field

from planner.blocks import Block, Day, PageBreak, Ticks, WeekRow, Words
from planner.blocks import Week as WeekBlock
from planner.content.spec import Spec
from planner.programme.programme import DayPlan, Programme, Row, Week
from planner.sections import doses
from planner.sections.edition import Edition
from planner.sections.figures import small

MOST_BOXES = 3
"""Up to so many boxes a day are drawn; more become one box to fill in."""


class Options(Spec):
    """How the calendar is printed."""

    weeks_per_page: int = Field(default=1, ge=1, le=2)
    """1, or 2 with smaller boxes."""


def blocks(programme: Programme, edition: Edition, options: Options) -> tuple[Block, ...]:
    """Return every week of the programme; a week never breaks across pages."""
    compact = options.weeks_per_page > 1
    out: list[Block] = []
    for n, week in enumerate(programme.weeks):
        if n and not (compact and n % options.weeks_per_page):
            out.append(PageBreak())
        out.append(_week(week, programme, edition, compact=compact))
    return tuple(out)


def _week(week: Week, programme: Programme, edition: Edition, *, compact: bool) -> WeekBlock:
    say = edition.say
    days = tuple(_day(day, programme, edition) for day in week.days)
    return WeekBlock(
        numeral=edition.language.number(week.number),
        title=say("calendar.week", week=week.number, phase=week.phase.title),
        dates=_dates(week, edition),
        aim="" if compact else week.phase.aim or "",
        hint=say("calendar.tick"),
        days=days,
        rows=tuple(_row(row, days, edition, compact=compact) for row in week.rows),
        pain=say("calendar.pain"),
        pain_hint=say("calendar.pain_hint"),
        pain_says=tuple(say("calendar.pain_says", day=day.full) for day in days),
        explain=_framed(week, programme, edition),
        notes=say("calendar.notes_short" if compact else "calendar.notes"),
        again=say("calendar.again", week=week.number, phase=week.phase.title),
        compact=compact,
    )


def _dates(week: Week, edition: Edition) -> str:
    """Return a week's dates, such as `30 November to 6 December`; an empty text without dates."""
    first, last = week.days[0].date, week.days[-1].date
    if first is None or last is None:
        return ""
    language = edition.language
    start = language.date(first, "day" if first.month == last.month else "day_month")
    return edition.say("dates.range", first=start, last=language.date(last, "day_month"))


def _day(day: DayPlan, programme: Programme, edition: Edition) -> Day:
    language = edition.language
    full = language.date(day.date, "weekday_day_month") if day.date else language.weekday(day.weekday, "weekday_long")
    tag = ""
    if day.kind == "rest":
        tag = edition.say("calendar.rest")
    elif day.kind == "trainer":
        tag = edition.called(programme.helper) if programme.helper else edition.say("calendar.with_trainer")
    number = language.date(day.date, "day") if day.date else ""
    return Day(day.kind, language.weekday(day.weekday), number, tag, full)


def _row(row: Row, days: tuple[Day, ...], edition: Edition, *, compact: bool) -> WeekRow:
    exercise = row.item.exercise
    ticks = tuple(
        Ticks(
            count,
            edition.say("calendar.ticks_says", exercise=exercise.title, day=day.full, count=count),
            edition.say("calendar.of", count=count),
        )
        if count
        else None
        for count, day in zip(row.times, days, strict=True)
    )
    many = row.prescription.dose.per_day > MOST_BOXES  # otherwise the boxes say how often
    dose = doses.in_words(row.item, row.prescription.dose, edition, per_day=many)
    return WeekRow(exercise.title, dose, None if compact else small(row.item, edition), ticks)


def _framed(week: Week, programme: Programme, edition: Edition) -> Words:
    """Explain the framed days, with their times."""
    framed = [day for day in week.days if day.kind == "trainer"]
    if not framed:
        return ""
    language, count = edition.language, len(framed)
    trainer = programme.helper or edition.say("calendar.with_trainer_long")
    times = []
    for day in framed:
        if day.date and day.supervised and day.supervised.at:
            at = language.time(day.supervised.at)
            times.append(edition.say("calendar.day_time", day=language.date(day.date, "weekday_day"), time=at))
    if times:
        return edition.words("calendar.framed_with", count=count, trainer=trainer, days=language.series(times))
    return edition.words("calendar.framed", count=count, trainer=trainer)
