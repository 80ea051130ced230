import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Timezone

from planner import load_library, load_plan, make_calendar
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.outputs.ics import _folded, _text
from planner.problems import InputError

LIBRARY = load_library()
PLAN = load_plan("low-back-relief")
ANA = {"name": "Ana Souza", "start": "2027-02-24", "days": "every other day"}
LONDON = {"time_zone": "Europe/London", "session_times": ["08:00", "18:00"], "address": "12 River Street; back door"}


def made(clinic: dict | None = None, plan: Plan = PLAN, from_week: int = 1, **patient) -> bytes:
    who = Patient.model_validate(ANA | patient)
    return make_calendar(plan, who, Clinic.model_validate(clinic or {}), library=LIBRARY, from_week=from_week)


def events(data: bytes) -> list:
    calendar = Calendar.from_ical(data)
    assert not calendar.errors
    assert all(not event.errors for event in calendar.walk("VEVENT"))
    return calendar.walk("VEVENT")


def plan_of(*entries: dict | str, weeks: str = "1", **more) -> Plan:
    phase = {"title": "p", "weeks": weeks, "aim": "a", "exercises": list(entries)}
    head = {"title": "t", "summary": "s", "version": "1", "for": "f", "not_for": "n", "weeks": weeks}
    return Plan.model_validate({**head, "days": "daily", "phases": [phase], **more})


# -- as the standard has it ------------------------------------------------------------------------------------------


def test_lines_end_with_crlf_and_have_at_most_75_octets():
    data = made(
        LONDON,
        trainer="Åsa Ångström-Łukasiewicz of the very long names at the river side",
        appointments=["2027-03-01 10:30"],
    )
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert any("Åsa Ångström-Łukasiewicz" in event["SUMMARY"] for event in events(data))


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))))
def test_folding_parts_no_character_and_loses_none(line):
    folded = _folded(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))


def test_marks_of_the_standard_are_escaped():
    assert _text("a, b; c\\n\nd") == "a\\, b\\; c\\\\n\\nd"
    [visit] = [e for e in events(made(LONDON, appointments=["2027-03-01 10:30"])) if "LOCATION" in e]
    assert visit["LOCATION"] == "12 River Street; back door"


def test_two_appointments_on_a_day_are_two_events_and_one_that_falls_away_is_cancelled():
    both = revised(EIGHT, None, appointments=["2027-07-06 10:30", "2027-07-06 14:00"])
    visits = [event for event in events(both) if event["SUMMARY"].startswith("Exercises with")]
    assert [f"{event['DTSTART'].dt:%H:%M}" for event in visits] == ["10:30", "14:00"]
    assert len({event["UID"] for event in visits}) == 2
    one = events(revised(EIGHT, both, appointments=["2027-07-06 10:30"]))
    gone = [event for event in one if event.get("STATUS") == "CANCELLED"]
    assert [(event["UID"], f"{event['DTSTART'].dt:%H:%M}") for event in gone] == [(visits[1]["UID"], "14:00")]


def test_every_event_has_what_the_standard_demands_and_an_alarm():
    found = events(made(LONDON))
    assert len(found) > 20
    for event in found:
        assert event["UID"]
        assert event["DTSTAMP"].dt == datetime(2027, 2, 24, tzinfo=UTC)
        [alarm] = event.walk("VALARM")
        assert alarm["ACTION"] == "DISPLAY"
        assert alarm["DESCRIPTION"] == event["SUMMARY"]
        assert alarm["TRIGGER"].dt == timedelta(0)


# -- the same sessions are the same events ---------------------------------------------------------------------------


def uids(data: bytes) -> list[str]:
    return [str(event["UID"]) for event in events(data)]


def test_the_same_input_gives_the_same_bytes(monkeypatch):
    first = made(LONDON)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert made(LONDON) == first


def test_each_event_has_a_name_of_its_own_and_keeps_it_after_a_review():
    whole, later = uids(made(LONDON)), uids(made(LONDON, from_week=3))
    assert len(set(whole)) == len(whole)
    assert set(later) < set(whole)
    changed = made(LONDON, plan=PLAN.model_copy(update={"summary": "other"}), conditions=["balance"])
    assert uids(changed) == whole


def test_two_patients_never_share_an_event_and_none_is_named():
    data = made(LONDON, id="MRN-00412")
    assert not set(uids(data)) & set(uids(made(LONDON, id="MRN-00413")))
    assert not set(uids(made(LONDON))) & set(uids(made(LONDON, name="Bo Li")))
    text = Calendar.from_ical(data).to_ical().decode()
    assert not re.search("Ana|Souza|MRN|00412", text)


# -- a revised file ---------------------------------------------------------------------------------------------------

CLINIC = {"name": "R", "time_zone": "Europe/London"}
EIGHT, NINE = (Clinic.model_validate({**CLINIC, "session_times": [at]}) for at in ("08:00", "09:00"))
KEEP_WELL = load_plan("keep-well")


def revised(clinic: Clinic, before: bytes | None, plan: Plan = KEEP_WELL, from_week: int = 1, **patient) -> bytes:
    who = Patient.model_validate({"id": "A1", "name": "Ana", "start": "2027-07-05"} | patient)
    return make_calendar(plan, who, clinic, library=LIBRARY, from_week=from_week, before=before)


def test_a_changed_time_replaces_the_event_in_the_patients_calendar():
    old = revised(EIGHT, None)
    new = revised(NINE, old)
    assert uids(new) == uids(old)
    for was, now in zip(events(old), events(new), strict=True):
        assert now["SEQUENCE"] == was["SEQUENCE"] + 1 == 1
        assert now["DTSTAMP"].dt == was["DTSTAMP"].dt + timedelta(seconds=1)
        assert (was["DTSTART"].dt.hour, now["DTSTART"].dt.hour) == (8, 9)
    assert revised(NINE, new) == new  # nothing differs: no revision


def test_another_plan_file_keeps_the_sessions_of_the_same_patient_and_day():
    other = load_plan("low-back-relief")
    old, new = uids(revised(EIGHT, None)), uids(revised(EIGHT, None, other))
    days = {event["DTSTART"].dt: str(event["UID"]) for event in events(revised(EIGHT, None))}
    shared_days = [event for event in events(revised(EIGHT, None, other)) if event["DTSTART"].dt in days]
    assert len(shared_days) > 5
    assert all(days[event["DTSTART"].dt] == event["UID"] for event in shared_days)
    assert set(old) & set(new)


def test_what_falls_away_is_cancelled_and_stays_cancelled():
    old = revised(EIGHT, None, days="daily")
    new = revised(EIGHT, old, days=["mon", "wed", "fri"])
    gone = [event for event in events(new) if event.get("STATUS") == "CANCELLED"]
    assert set(uids(new)) == set(uids(old))
    assert len(gone) > 5
    assert {event["DTSTART"].dt.weekday() for event in gone} <= {1, 3, 5, 6}
    assert all(event["SEQUENCE"] == 1 and not event.walk("VALARM") for event in gone)
    assert revised(EIGHT, new, days=["mon", "wed", "fri"]) == new
    again = events(revised(EIGHT, new, days="daily"))
    assert {event["SEQUENCE"] for event in again if event["UID"] in {e["UID"] for e in gone}} == {2}


def test_a_review_cancels_nothing_of_the_weeks_that_are_over():
    old = revised(EIGHT, None, days="daily")
    later = events(revised(EIGHT, old, from_week=3, days=["mon", "wed", "fri"]))
    assert min(event["DTSTART"].dt.date() for event in later) >= date(2027, 7, 19)
    assert any(event.get("STATUS") == "CANCELLED" for event in later)


@pytest.mark.parametrize("visit", ["2027-07-26 10:30", "2027-07-27 10:30"])
def test_new_days_cancel_the_first_session_of_the_printed_week_as_it_was_and_no_appointment(visit):
    old = revised(EIGHT, None, days=["mon", "wed", "fri"], appointments=[visit])
    new = events(revised(EIGHT, old, days=["tue", "thu", "sat"], appointments=[visit], from_week=4))
    gone = [event["DTSTART"].dt for event in new if event.get("STATUS") == "CANCELLED"]
    was = [event["DTSTART"].dt for event in events(old) if event["DTSTART"].dt.date() >= date(2027, 7, 26)]
    assert gone == sorted(day for day in was if f"{day:%Y-%m-%d %H:%M}" != visit)


def test_a_calendar_that_is_cut_off_cancels_nothing():
    old = revised(EIGHT, None)
    for cut in (old[: len(old) // 2], old.rstrip()[:-1]):
        with pytest.raises(InputError, match=r"^before: the earlier calendar file is cut off: it does not end"):
            revised(EIGHT, cut, start="2027-02-01")
    assert b"CANCELLED" in revised(EIGHT, old.replace(b"\r\n", b"\n") + b"\n", start="2027-02-01")


def test_a_calendar_of_somebody_else_is_refused_and_events_of_others_are_left_alone():
    other = revised(EIGHT, None, id="A2")
    with pytest.raises(InputError, match=r"^before: the earlier calendar file has no session of this patient"):
        revised(EIGHT, other)
    with pytest.raises(InputError, match="has no session of this patient"):
        revised(EIGHT, b"no calendar at all")
    mixed = revised(EIGHT, None).replace(b"END:VCALENDAR\r\n", other.partition(b"PRODID")[2])
    assert uids(revised(EIGHT, mixed)) == uids(revised(EIGHT, None))


def test_an_appointment_has_an_end():
    [visit] = [e for e in events(made(LONDON, appointments=["2027-03-01 10:30"])) if "LOCATION" in e]
    assert visit["DTSTART"].dt + visit["DURATION"].dt == datetime(2027, 3, 1, 11, 30, tzinfo=ZoneInfo("Europe/London"))


# -- when ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "start", "change"),
    [
        ("Europe/London", "2027-03-24", "2027-03-28"),
        ("Europe/London", "2026-10-21", "2026-10-25"),
        ("America/New_York", "2026-10-28", "2026-11-01"),
        ("Australia/Adelaide", "2026-09-30", "2026-10-04"),
        ("Asia/Kathmandu", "2026-12-29", None),
    ],
)
def test_local_times_stay_over_changes_of_the_clock(zone, start, change):
    data = made({**LONDON, "time_zone": zone}, start=start, days="daily")
    calendar = Calendar.from_ical(data)
    [written] = calendar.walk("VTIMEZONE")
    assert isinstance(written, Timezone)
    assert written["TZID"] == zone
    own = written.to_tz(lookup_tzid=False)  # from what is written, not from the reader's own data
    for event in events(data):
        local = event["DTSTART"].dt.replace(tzinfo=None)
        assert local.time() in (time(8), time(18))
        assert local.replace(tzinfo=own).utcoffset() == local.replace(tzinfo=ZoneInfo(zone)).utcoffset(), local
    begins = [str(part["DTSTART"].dt.date()) for part in written.subcomponents]
    assert len(begins) == (2 if change else 1)
    assert change is None or begins[1] == change
    if zone == "Europe/London":
        assert written.subcomponents[1]["DTSTART"].dt.hour == (1 if change == "2027-03-28" else 2)  # of the time before


def test_without_a_zone_times_are_those_of_the_readers_clock():
    data = made({"session_times": ["08:00"]})
    assert b"VTIMEZONE" not in data
    assert b"TZID" not in data
    assert events(data)[0]["DTSTART"].dt == datetime(2027, 2, 24, 8)


def test_without_session_times_a_session_is_a_whole_day():
    data = made({"time_zone": "Europe/London"}, days=["wed"])
    first = events(data)[0]
    assert b"VTIMEZONE" not in data
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (date(2027, 2, 24), date(2027, 2, 25))
    [alarm] = first.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=9)
    assert "Pelvic tilt: 5 times, hold 2 seconds, 2 times a day." in first["DESCRIPTION"]
    assert len(events(data)) == PLAN.weeks


def test_days_are_those_of_the_calendar_over_a_leap_day_and_a_years_end():
    found = [e["DTSTART"].dt for e in events(made(start="2028-02-28"))]
    assert found[:3] == [date(2028, 2, 28), date(2028, 3, 1), date(2028, 3, 3)]
    found = [e["DTSTART"].dt for e in events(made(start="2026-12-30"))]
    assert found[:2] == [date(2026, 12, 30), date(2027, 1, 1)]


def test_what_is_done_once_is_in_the_first_session_only_and_more_often_than_sessions_is_said():
    plan = plan_of(
        "walking", {"exercise": "pelvic-tilt", "per_day": "2"}, {"exercise": "belly-breathing", "per_day": "6"}
    )
    first, second, *_ = events(made(LONDON, plan=plan, days="daily"))
    assert [str(e["DTSTART"].dt.time()) for e in (first, second)] == ["08:00:00", "18:00:00"]
    assert first["DESCRIPTION"].splitlines()[:3] == [
        "1. Walking: 10 minutes. A shorter walk is fine too.",
        "2. Pelvic tilt: 5 times, hold 2 seconds.",
        "3. Belly breathing: 4 times, 6 times a day.",
    ]
    assert second["DESCRIPTION"].splitlines()[0].startswith("2. Pelvic tilt")
    [only, *_] = events(made(LONDON, plan=plan_of("walking"), days=["wed"]))
    assert (only["DURATION"].dt, str(only["SUMMARY"])) == (timedelta(minutes=10), "t: 1 exercise, about 10 minutes")


def test_a_changed_exercise_says_so_and_every_session_says_when_to_stop():
    found = events(made(LONDON, conditions=["balance"]))
    assert "Changed for you: see your booklet." in found[0]["DESCRIPTION"]
    assert all("Stop if pain reaches 6" in event["DESCRIPTION"] for event in found)


def test_a_session_takes_as_long_as_the_overview_says():
    [only, *_] = events(made(LONDON, plan=plan_of({"exercise": "walking", "time": "12 min"}), days=["wed"]))
    assert (only["DURATION"].dt, str(only["SUMMARY"])) == (timedelta(minutes=10), "t: 1 exercise, about 10 minutes")


# -- with a trainer --------------------------------------------------------------------------------------------------


def test_an_appointment_takes_the_place_of_the_nearest_session():
    data = made(LONDON, appointments=["2027-02-24 17:15"], trainer="Sam")
    day = [e for e in events(data) if e["DTSTART"].dt.date() == date(2027, 2, 24)]
    assert [(str(e["SUMMARY"]), str(e["DTSTART"].dt.time())) for e in day] == [
        ("Low-back relief: 5 exercises, about 15 minutes", "08:00:00"),
        ("Exercises with Sam", "17:15:00"),
    ]
    assert "Pelvic tilt" in day[1]["DESCRIPTION"]
    assert [a["TRIGGER"].dt for a in day[1].walk("VALARM")] == [timedelta(hours=-1)]


def test_an_appointment_outside_the_plans_days_stands_alone():
    day = [e for e in events(made(LONDON, appointments=["2027-02-25 10:30"])) if e["DTSTART"].dt.day == 25]
    assert str(day[0]["SUMMARY"]) == "Exercises with your physio or trainer"
    assert "DESCRIPTION" not in day[0]


def test_nobody_is_named_on_a_day_that_is_not_booked():
    for event in events(made(LONDON, trainer="Sam")):
        assert "Sam" not in f"{event['SUMMARY']} {event['DESCRIPTION']}"


# -- errors ----------------------------------------------------------------------------------------------------------


def test_it_needs_a_start():
    with pytest.raises(InputError, match="start: a calendar file needs the first day"):
        make_calendar(PLAN, Patient(), library=LIBRARY)


@pytest.mark.parametrize("zone", ["Europe/Lundon", "London", "../etc/passwd", ""])
def test_a_zone_that_does_not_exist_is_an_error(zone):
    with pytest.raises(InputError, match="no such time zone"):
        Clinic.model_validate({"time_zone": zone})
