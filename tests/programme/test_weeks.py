"""A plan has all its sessions whatever weekday it starts, and every page tells the same dates."""

from collections import Counter
from datetime import date, timedelta

import pytest
from icalendar import Calendar as Reader

from planner import load_library, load_plan
from planner.blocks import CalendarWeek, ClinicianSheet, CoverPage, Phases
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.resources import built_in_plans
from planner.content.scalars import EVERY_OTHER, WEEKDAYS
from planner.outputs.ics import calendar_file
from planner.programme.prescribe import prescribe
from planner.sections import clinician
from planner.sections.registry import kind

LIBRARY = load_library()
PLANS = {name: load_plan(name) for name in built_in_plans()}
SATURDAY = date(2026, 12, 12)
STARTS = [SATURDAY + timedelta(n) for n in range(7)]


def shown(programme, edition, section: str, block: type) -> list:
    chosen = kind(section)
    return [b for b in chosen.blocks(programme, edition, chosen.options()) if isinstance(b, block)]


@pytest.mark.parametrize("start", STARTS, ids=[f"{day:%a}" for day in STARTS])
@pytest.mark.parametrize("days", [None, "daily", EVERY_OTHER])
@pytest.mark.parametrize("name", PLANS)
def test_a_plan_has_all_its_sessions_and_every_page_agrees(name, days, start, edition):
    plan = PLANS[name]
    patient = Patient.model_validate({"start": start.isoformat(), "trainer": "Sam", **({"days": days} if days else {})})
    programme = prescribe(plan, patient, Clinic(), LIBRARY)

    first = min(
        day.date
        for week in programme.weeks
        for n, day in enumerate(week.days)
        if day.date and any(r.times[n] for r in week.rows)
    )
    assert start <= first < start + timedelta(days=7)
    [cover] = shown(programme, edition, "cover", CoverPage)
    assert cover.fields[0].value == edition.language.date(first, "long")

    # as many sessions of each exercise as its weeks have days, and phases of whole weeks
    weeks = shown(programme, edition, "calendar", CalendarWeek)
    assert len(weeks) == plan.weeks
    titles = [phase.title for phase in plan.phases for _ in range(phase.weeks)]
    assert [week.title.split(": ")[1] for week in weeks] == titles
    ticked: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    dated: set[date] = set()
    for n, (week, planned) in enumerate(zip(weeks, programme.weeks, strict=True)):
        every_other = range(n % 2, 7, 2)
        assert [day.date for day in planned.days] == [first + timedelta(days=7 * n + k) for k in range(7)]
        assert week.days[0].full == edition.language.date(first + timedelta(weeks=n), "weekday_day_month")
        for row, of in zip(week.rows, planned.rows, strict=True):
            own = len(every_other) if (days or plan.days) in (EVERY_OTHER, (EVERY_OTHER,)) else 7 if days else None
            wanted[row.title] += min(own or len(plan.days), of.prescription.dose.days_per_week)
            ticked[row.title] += sum(bool(ticks) for ticks in row.ticks)
            dated |= {first + timedelta(days=7 * n + k) for k, ticks in enumerate(row.ticks) if ticks}
    assert ticked == wanted

    starts = [text for phase in shown(programme, edition, "overview", Phases)[0].phases for _, text in phase.weeks]
    assert starts == [
        f"{first + timedelta(weeks=n):%-d}\u00a0{first + timedelta(weeks=n):%b}" for n in range(plan.weeks)
    ]
    [sheet] = (block for block in clinician.blocks(programme, edition) if isinstance(block, ClinicianSheet))
    says = {label.label: label.words for label in sheet.facts}
    assert says["Start"].startswith(edition.language.date(first, "full"))

    events = Reader.from_ical(calendar_file(programme, edition)).walk("VEVENT")
    assert {event["DTSTART"].dt for event in events} == dated


@pytest.mark.parametrize("start", STARTS, ids=[f"{day:%a}" for day in STARTS])
def test_three_days_a_week_for_six_weeks_are_eighteen_days(start):
    patient = Patient.model_validate({"name": "Ana", "start": start.isoformat(), "days": ["mon", "wed", "fri"]})
    programme = prescribe(PLANS["low-back-relief"], patient, Clinic(), LIBRARY)
    done = [day.date for week in programme.weeks for day in week.days if day.date and day.kind == "train"]
    assert len(done) == 18
    assert {day.weekday() for day in done} == {WEEKDAYS.index(day) for day in ("mon", "wed", "fri")}
    assert programme.first_day == done[0]
