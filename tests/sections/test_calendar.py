import pytest

from planner.blocks import PageBreak, Week
from planner.content.plan import Plan


def weeks(blocks) -> list[Week]:
    return [block for block in blocks if isinstance(block, Week)]


@pytest.fixture(scope="module")
def five(phases) -> Plan:
    return phases(*[["walking"]] * 5)


@pytest.mark.parametrize(
    ("options", "shape", "compact"),
    [
        ({}, "w|w|w|w|w", False),
        ({"weeks_per_page": "1"}, "w|w|w|w|w", False),
        ({"weeks_per_page": "2"}, "ww|ww|w", True),
    ],
)
def test_one_week_or_two_stand_on_a_page(made, five, options, shape, compact):
    blocks = made("calendar", five, options=options)
    assert "".join("|" if isinstance(block, PageBreak) else "w" for block in blocks) == shape
    assert {week.compact for week in weeks(blocks)} == {compact}
    assert {row.figure is None for week in weeks(blocks) for row in week.rows} == {compact}


@pytest.mark.parametrize("per_day", [1, 2, 3, 6])
def test_there_is_a_tick_for_each_time_of_the_day_and_many_are_said_in_words(made, per_day):
    [week] = made("calendar", [{"exercise": "pelvic-tilt", "per_day": str(per_day)}])
    [row] = week.rows
    assert [tick.count if tick else 0 for tick in row.ticks] == [per_day, 0, per_day, 0, per_day, 0, 0]
    assert (f"{per_day}\u00a0times\u00a0a\u00a0day" in row.dose) == (per_day > 3)
    assert row.ticks[0].of == f"of {per_day}"
    assert "Pelvic tilt, Monday" in row.ticks[0].says


def test_a_week_says_its_number_phase_and_dates(made, five):
    shown = weeks(made("calendar", five, start="2026-12-02"))
    assert [week.numeral for week in shown] == list("12345")
    assert shown[0].title == "Week 1: Settle"
    assert shown[0].dates == "2 to 8 December"
    assert shown[1].dates == "9 to 15 December"
    assert shown[4].dates == "30 December to 5 January"
    assert {week.dates for week in weeks(made("calendar", five))} == {""}


def test_days_begin_with_the_clinics_week_or_the_first_day(made):
    [monday] = made("calendar", ["walking"])
    [sunday] = made("calendar", ["walking"], {"week_starts": "sunday"})
    [dated] = made("calendar", ["walking"], {"week_starts": "sunday"}, start="2026-12-02")
    assert [day.name for day in monday.days] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [day.name for day in sunday.days][:2] == ["Sun", "Mon"]
    assert [(day.name, day.date) for day in dated.days][:2] == [("Wed", "2"), ("Thu", "3")]
    assert dated.days[0].full == "Wednesday 2 December"


def test_rest_days_are_marked_in_words(made):
    [week] = made("calendar", ["walking"], start="2026-12-02")
    assert [day.kind for day in week.days] == ["train", "rest", "train", "rest", "rest", "train", "rest"]
    assert [day.tag for day in week.days] == ["", "rest", "", "rest", "rest", "", "rest"]


def test_appointments_are_framed_with_name_day_and_time(made, text):
    visits = ["2026-12-01 10:30", "2026-12-03 16:00"]
    [week] = made("calendar", ["walking"], start="2026-11-30", appointments=visits, trainer="Sam Reyes")
    assert [day.tag for day in week.days if day.kind == "trainer"] == ["Sam", "Sam"]
    assert text(week.explain) == "Framed days: with Sam Reyes, Tuesday 1, 10:30 and Thursday 3, 16:00."


@pytest.mark.parametrize(
    ("clinic", "trainer", "says", "tag"),
    [
        ({}, "Sam", "Framed days: with Sam.", "Sam"),
        ({"clinician": "Dr Maria Lee"}, None, "Framed days: with Dr Maria Lee.", "Dr Lee"),
        ({}, None, "", ""),
    ],
)
def test_sessions_without_an_appointment_are_framed_with_whoever_is_named(
    made, text, phases, clinic, trainer, says, tag
):
    plan = phases(["walking"], ["walking"], supervised_sessions="2")
    first, second = weeks(made("calendar", plan, clinic, trainer=trainer))
    assert text(first.explain) == says
    assert first.days[0].tag == tag
    assert text(second.explain) == ""
