import re
from datetime import date, time, timedelta
from itertools import combinations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planner import load_patient, load_plan
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.content.scalars import WEEKDAYS
from planner.problems import InputError
from planner.programme.dose import spread
from planner.programme.prescribe import prescribe
from planner.programme.programme import Programme
from tests.programme.programmes import CONDITIONS, HEAD, LIBRARY, made, plan_of


@pytest.fixture
def shelf(write):
    """A library with own exercises over the built-in one; their fields over those of a plain one."""

    def laid(**exercises: dict) -> Library:
        for key, fields in exercises.items():
            plain = {
                "title": "T",
                "summary": "S.",
                "aim": "strengthen",
                "position": "sitting",
                "steps": [{"say": "Go."}],
            }
            plain |= {"felt": "F.", "mistakes": ["m"], "cautions": ["c"], "sources": ["mayo"]}
            path = write(f"exercises/{key}.yaml", yaml.safe_dump(plain | fields))
        return Library(path.parent.parent)

    return laid


# -- how much --------------------------------------------------------------------------------------------------------

LADDER = {"dose": {"reps": "10", "hold": "5 s"}, "levels": [{"reps": "5", "note": "Half."}, {}, {"reps": "15"}]}


def ladder(programme: Programme) -> list[tuple[int, int, int]]:
    """Week, rung and repeats of every prescription of the first exercise."""
    return [(p.week, p.level, p.dose.reps) for p in programme.items[0].prescriptions]


def test_each_phase_climbs_a_rung_and_stays_on_the_last(shelf):
    plan = plan_of(["own"], ["own"], ["own"], ["own"], weeks=2)
    assert ladder(made(plan, library=shelf(own=LADDER))) == [(1, 1, 5), (3, 2, 10), (5, 3, 15)]


def test_a_phase_may_name_the_rung_and_an_entry_beats_it(shelf):
    library = shelf(own=LADDER)
    plan = plan_of(["own"], [{"exercise": "own", "level": "3"}])
    levelled = plan.model_copy(update={"phases": tuple(p.model_copy(update={"level": 2}) for p in plan.phases)})
    assert ladder(made(plan, library=library)) == [(1, 1, 5), (2, 3, 15)]
    assert ladder(made(levelled, library=library)) == [(1, 2, 10), (2, 3, 15)]


def test_an_entry_beats_the_rung_and_keeps_what_it_does_not_name(shelf):
    plan = plan_of([{"exercise": "own", "reps": "7", "sets": "2"}])
    first = made(plan, library=shelf(own=LADDER)).items[0].first
    assert (first.dose.reps, first.dose.sets, first.dose.hold, first.note) == (7, 2, 5, "Half.")


def test_the_same_dose_again_is_no_change(shelf):
    plan = plan_of([{"exercise": "own", "level": "2"}], [{"exercise": "own", "level": "2"}])
    assert ladder(made(plan, library=shelf(own=LADDER))) == [(1, 2, 10)]


def cautious(*doses: dict) -> list[dict]:
    """A precaution with a dose for each of the first conditions."""
    return [
        {"condition": key, "action": "modify", "why": "w", "change": f"c {key}", "dose": dose}
        for key, dose in zip(CONDITIONS, doses, strict=False)
    ]


@pytest.mark.parametrize("field", ["sets", "reps", "hold", "time", "per_day", "days_per_week"])
@pytest.mark.parametrize(("now", "cap", "then"), [(4, 2, 2), (4, 6, 4)])
def test_a_condition_lowers_a_dose_and_never_raises_it(shelf, field, now, cap, then):
    def written(n):
        return f"{n} s" if field in ("hold", "time") else str(n)

    library = shelf(own={"dose": {field: written(now)}, "precautions": cautious({field: written(cap)})})
    programme = made(plan_of(["own"]), library=library, conditions=CONDITIONS[:1])
    assert getattr(programme.items[0].first.dose, field) == then


def test_a_condition_does_not_bring_a_hold_where_there_is_none(shelf):
    library = shelf(own={"dose": {"reps": "4"}, "precautions": cautious({"hold": "10 s"})})
    assert made(plan_of(["own"]), library=library, conditions=CONDITIONS[:1]).items[0].first.dose.hold == 0


def test_a_condition_may_lengthen_the_rest(shelf):
    library = shelf(own={"dose": {"rest": "5 s"}, "precautions": cautious({"rest": "20 s"})})
    assert made(plan_of(["own"]), library=library, conditions=CONDITIONS[:1]).items[0].first.dose.rest == 20


@pytest.mark.parametrize("field", ["sets", "reps", "hold", "rest", "per_day", "days_per_week"])
def test_the_most_careful_of_several_doses_holds_in_any_order(shelf, field):
    few, many = ("2 s", "5 s") if field in ("hold", "rest") else ("2", "5")
    start = "7 s" if field == "hold" else "0 s" if field == "rest" else "7"
    library = shelf(own={"dose": {field: start}, "precautions": cautious({field: few}, {field: many})})
    both = [
        getattr(made(plan_of(["own"]), library=library, conditions=order).items[0].first.dose, field)
        for order in (CONDITIONS[:2], CONDITIONS[1::-1])
    ]
    assert both == ([5, 5] if field == "rest" else [2, 2])


def test_a_condition_holds_on_every_rung(shelf):
    library = shelf(own={**LADDER, "precautions": cautious({"reps": "6"})})
    programme = made(plan_of(["own"], ["own"], ["own"]), library=library, conditions=CONDITIONS[:1])
    assert [p.dose.reps for p in programme.items[0].prescriptions] == [5, 6]


# -- which days ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "patient", "days"),
    [
        ({}, {}, "mon wed fri"),
        ({}, {"days": ["tue", "thu", "sat"]}, "tue thu sat"),
        ({"days": "daily"}, {"days": ["tue", "thu", "sat"]}, "mon tue wed thu fri sat sun"),
        ({"days": ["sun", "mon"]}, {}, "mon sun"),
        ({"days": "daily", "days_per_week": "3"}, {}, "mon wed fri"),
        ({"days_per_week": "7"}, {}, "mon wed fri"),
        ({"days_per_week": "1"}, {}, "mon"),
    ],
)
def test_days_of_the_entry_beat_the_patients_and_the_plans_and_the_cap_holds(entry, patient, days):
    programme = made(plan_of([{"exercise": "pelvic-tilt", **entry}]), **patient)
    assert " ".join(WEEKDAYS[d] for d in programme.items[0].first.days) == days
    [row] = programme.weeks[0].rows
    assert [bool(n) for n in row.times] == [day in days for day in WEEKDAYS]


def gap(days: tuple[int, ...]) -> int:
    """Days from one to the next, where they are closest; the week goes round."""
    return min((b - a) % 7 or 7 for a, b in zip(days, (*days[1:], days[0]), strict=True))


@given(st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))), st.integers(1, 7))
def test_fewer_days_are_as_far_apart_as_they_can_be(days, most):
    kept = spread(days, most)
    assert len(kept) == min(len(days), most)
    assert set(kept) <= set(days)
    assert kept == tuple(sorted(kept))
    assert gap(kept) == max(gap(some) for some in combinations(days, len(kept)))


def test_numbers_follow_first_appearance():
    programme = made(plan_of(["walking", "bridge"], ["cat-camel", "bridge", "walking", "bird-dog"]))
    numbered = [(item.number, item.exercise.key) for item in programme.items]
    assert numbered == [(1, "walking"), (2, "bridge"), (3, "cat-camel"), (4, "bird-dog")]
    rows = [[row.item.number for row in week.rows] for week in programme.weeks]
    assert rows == [[1, 2], [3, 2, 1, 4]]


def test_times_of_a_day_come_from_the_dose_of_that_week():
    plan = plan_of([{"exercise": "pelvic-tilt", "per_day": "3"}], [{"exercise": "pelvic-tilt", "per_day": "1"}])
    assert [week.rows[0].times for week in made(plan).weeks] == [(3, 0, 3, 0, 3, 0, 0), (1, 0, 1, 0, 1, 0, 0)]


# -- weeks and dates -------------------------------------------------------------------------------------------------

SUNDAY = Clinic(week_starts="sunday")


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("2026-11-30", date(2026, 11, 30)),
        ("2026-12-01", date(2026, 12, 2)),
        ("2026-12-02", date(2026, 12, 2)),
        ("2026-12-31", date(2027, 1, 1)),
        ("2028-02-26", date(2028, 2, 28)),
        ("2028-02-29", date(2028, 3, 1)),
    ],
)
@pytest.mark.parametrize("clinic", [None, SUNDAY])
def test_dates_run_on_from_the_first_day_on_which_something_is_done(start, first, clinic):
    programme = made(plan_of(["walking"], ["bridge"], weeks=3), clinic, start=start)
    days = [day for week in programme.weeks for day in week.days]
    assert [day.date for day in days] == [first + timedelta(n) for n in range(42)]
    assert all(day.weekday == day.date.weekday() for day in days)
    assert days[0].kind == "train"
    assert programme.first_day == first


def test_an_appointment_before_the_first_session_begins_the_first_week():
    visits = ["2026-12-01 10:30", "2026-11-27 09:00"]
    programme = made(plan_of(["walking"], weeks=2), start="2026-11-28", appointments=visits)
    assert programme.first_day == date(2026, 11, 30)
    programme = made(plan_of(["walking"], weeks=2), start="2026-12-01", appointments=visits)
    assert programme.first_day == date(2026, 12, 1)
    assert framed(programme) == [(date(2026, 12, 1), time(10, 30))]


def test_without_a_start_there_are_no_dates_and_nothing_is_outside():
    programme = made(plan_of(["walking"]), SUNDAY)
    assert [day.weekday for day in programme.weeks[0].days] == [6, 0, 1, 2, 3, 4, 5]
    assert {day.date for day in programme.weeks[0].days} == {None}
    assert [day.kind for day in programme.weeks[0].days] == ["rest", "train", "rest", "train", "rest", "train", "rest"]


@pytest.mark.parametrize(("start", "clinic"), [("9999-12-01", None), ("9999-12-31", SUNDAY)])
def test_a_programme_beyond_the_calendar_is_an_error_of_the_input(start, clinic):
    with pytest.raises(InputError, match=start):
        made(plan_of(["walking"], weeks=6), clinic, start=start)


# -- with a trainer --------------------------------------------------------------------------------------------------


def framed(programme: Programme) -> list[tuple]:
    days = [day for week in programme.weeks for day in week.days if day.kind == "trainer"]
    return [(day.date or day.weekday, *(day.supervised.times or (None,))) for day in days]


LEE = Clinic(clinician="Maria Lee")


def test_the_first_sessions_with_a_trainer_are_the_first_training_days():
    assert framed(made(plan_of(["bridge"], weeks=2, supervised_sessions="2"), trainer="Sam")) == [(0, None), (2, None)]
    late = framed(made(plan_of(["bridge"], weeks=2, supervised_sessions="3"), LEE, start="2026-12-03"))
    assert late == [(date(2026, 12, 4), None), (date(2026, 12, 7), None), (date(2026, 12, 9), None)]
    assert framed(made(plan_of(["bridge"]), LEE, trainer="Sam")) == []


def test_nobody_named_is_with_nobody():
    assert framed(made(plan_of(["bridge"], weeks=2, supervised_sessions="2"))) == []


@pytest.mark.parametrize(
    ("entries", "days"),
    [
        (["bridge", {"exercise": "walking", "days": "daily"}], [0, 2]),
        ([{"exercise": "bridge", "days": ["tue", "thu"]}, "walking"], [0, 2]),
        ([{"exercise": "bridge", "days": ["wed", "fri"]}, "walking"], [2, 4]),
        (["walking"], [0, 2]),
    ],
    ids=["a walk on other days", "no other day of the plan", "a walk alone on Monday", "nothing but walks"],
)
def test_sessions_with_a_trainer_are_on_the_plans_own_days_and_not_for_a_walk_alone(entries, days):
    programme = made(plan_of(entries, supervised_sessions="2"), LEE, start="2026-11-29")
    assert [day.weekday() for day, _ in framed(programme)] == days


def test_appointments_frame_their_own_days_and_no_others():
    plan = plan_of(["bridge"], weeks=2, supervised_sessions="2")
    visits = ["2026-12-08 08:00", "2026-12-02 10:30"]
    assert framed(made(plan, start="2026-11-30", appointments=visits)) == [
        (date(2026, 12, 2), time(10, 30)),
        (date(2026, 12, 8), time(8)),
    ]


def test_two_appointments_on_a_day_are_both_there_once_in_their_order_and_only_the_one_written_twice_is_warned_of():
    visits = ["2026-12-02 16:00", "2026-12-02 10:30", "2026-12-02 16:00"]
    programme = made(plan_of(["bridge"], weeks=2), start="2026-11-30", appointments=visits)
    [both] = [day.supervised.times for week in programme.weeks for day in week.days if day.supervised]
    assert both == (time(10, 30), time(16))
    [twice] = [warning for warning in programme.warnings if "appointments" in warning]
    assert 'appointments.2: "2026-12-02 16:00": stands there twice, and is printed once' in twice


@pytest.mark.parametrize(
    "patient",
    [
        {"appointments": ["2026-12-02 10:30"]},
        {"start": "2026-11-30", "appointments": ["2027-12-02 10:30"]},
        {"start": "2026-12-04", "appointments": ["2026-12-02 10:30"]},
    ],
    ids=["no start", "after the end", "before the start"],
)
def test_an_appointment_that_is_not_printed_is_never_lost_silently(patient):
    said = " ".join(made(plan_of(["bridge"], weeks=2), **patient).warnings)
    assert "appointments" in said
    assert ("is the date right? if it is, write it into note too" in said) == ("start" in patient)


@pytest.mark.parametrize("whose", ["plan", "patient"])
def test_fewer_than_three_days_is_a_warning_where_they_stand(write, whose):
    days = "days: [mon, thu]\n"
    text = yaml.safe_dump(
        {**HEAD, "weeks": 1, "phases": [{"title": "p", "weeks": 1, "aim": "a", "exercises": ["walking"]}]}
    )
    text = re.sub(r"days:\n(- \w+\n)+", days if whose == "plan" else "days: daily\n", text)
    plan, patient = write("plan.yaml", text), write("patient.yaml", f"name: Ana\n{days if whose == 'patient' else ''}")
    [warning] = prescribe(load_plan(plan), load_patient(patient), Clinic(), LIBRARY).warnings
    place = f"{plan}:1:7: days: " if whose == "plan" else f"{patient}:2:7: days: "
    assert warning.startswith(f"{place}2 days a week;")


def test_three_days_are_enough():
    assert made(plan_of(["walking"])).warnings == ()


# -- levels, other days, later weeks ---------------------------------------------------------------------------------


def test_levels_give_a_rung_to_each_week_and_the_last_goes_on(shelf):
    library = shelf(own=LADDER)
    phase = {"title": "p", "weeks": "4", "aim": "a", "levels": ["1", "2", "3"], "exercises": ["own"]}
    plan = Plan.model_validate({**HEAD, "weeks": "4", "phases": [phase]})
    programme = made(plan, library=library)
    assert ladder(programme) == [(1, 1, 5), (2, 2, 10), (3, 3, 15)]
    assert [week.rows[0].prescription.dose.reps for week in programme.weeks] == [5, 10, 15, 15]
    own = {**phase, "exercises": [{"exercise": "own", "levels": ["1", "1", "2"]}]}
    plan = Plan.model_validate({**HEAD, "weeks": "4", "phases": [own]})
    assert ladder(made(plan, library=library)) == [(1, 1, 5), (3, 2, 10)]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"level": "1", "levels": ["1"]}, "phases.0.levels: write level or levels, not both"),
        ({"levels": ["1", "2", "3"]}, "phases.0.levels: has 3 rungs, but the phase has only 2 weeks"),
        (
            {"exercises": ["bridge", {"exercise": "walking", "level": "1", "levels": ["1"]}]},
            "phases.0.exercises.1.levels: write level or levels, not both",
        ),
    ],
)
def test_levels_that_cannot_be_meant_are_errors(fields, says):
    phase = {"title": "p", "weeks": "2", "aim": "a", "exercises": ["walking"], **fields}
    with pytest.raises(InputError, match=says):
        Plan.model_validate({**HEAD, "weeks": "2", "phases": [phase]})


def active(programme: Programme) -> list[date]:
    """The days with exercises."""
    return [
        day.date
        for week in programme.weeks
        for n, day in enumerate(week.days)
        if day.date and any(row.times[n] for row in week.rows)
    ]


@pytest.mark.parametrize("start", ["2026-11-30", "2026-12-03", "2026-12-29", "2028-02-29", "2026-12-06"])
@pytest.mark.parametrize("clinic", [None, SUNDAY])
def test_every_other_day_goes_on_over_the_ends_of_weeks_months_and_years(start, clinic):
    days = active(made(plan_of(["pelvic-tilt"], weeks=4), clinic, start=start, days="every other day"))
    first = date.fromisoformat(start)
    assert days == [first + timedelta(n) for n in range(0, (days[-1] - first).days + 1, 2)]
    assert len(days) >= 11


def test_every_other_day_without_a_start_counts_from_the_first_day_of_the_week():
    programme = made(plan_of(["pelvic-tilt"], weeks=2), days="every other day")
    assert [week.rows[0].days for week in programme.weeks] == [(0, 2, 4, 6), (1, 3, 5)]
    assert programme.items[0].first.every_other
    assert programme.warnings == ()


def test_every_other_day_of_the_plan_never_passes_what_the_dose_allows_and_an_entry_may_have_it_alone():
    capped = made(plan_of(["bridge"], weeks=2, days="every other day"))
    assert [week.rows[0].days for week in capped.weeks] == [(0, 2, 4), (1, 3, 5)]
    entries = [{"exercise": "bridge", "days": "every other day"}, "pelvic-tilt"]
    programme = made(plan_of(entries, weeks=2))
    assert [week.rows[0].days for week in programme.weeks] == [(0, 2, 4, 6), (1, 3, 5)]
    assert [week.rows[1].days for week in programme.weeks] == [(0, 2, 4), (0, 2, 4)]


def test_a_rosters_cell_may_say_every_other_day():
    assert Patient.model_validate({"days": ["every other day"]}).days == ("every other day",)
    with pytest.raises(InputError, match="not a day"):
        Patient.model_validate({"days": ["mon", "every other day"]})


FOUR = ["pelvic-tilt", "bridge"], ["bridge", "walking"]


def test_later_weeks_have_the_dates_doses_and_visits_of_the_whole():
    plan = plan_of(*FOUR, weeks=2, supervised_sessions="2")
    patient = Patient.model_validate({"start": "2026-12-02", "days": "every other day"})
    whole = prescribe(plan, patient, Clinic(), LIBRARY)
    later = prescribe(plan, patient, Clinic(), LIBRARY, from_week=2)
    assert [week.number for week in later.weeks] == [2, 3, 4]
    assert [week.days for week in later.weeks] == [week.days for week in whole.weeks[1:]]
    for mine, theirs in zip(later.weeks, whole.weeks[1:], strict=True):
        assert [row.prescription.dose for row in mine.rows] == [row.prescription.dose for row in theirs.rows]
        assert [row.times for row in mine.rows] == [row.times for row in theirs.rows]
        assert all(row.item in later.items for row in mine.rows)


def test_other_days_at_a_review_do_not_move_the_weeks():
    """Tuesday 1 December was the first day; by the days of now it would have been the 2nd."""

    def reviewed(start):
        patient = Patient.model_validate({"start": start, "days": ["mon", "wed", "fri"]})
        return prescribe(plan_of(["pelvic-tilt", "walking"], weeks=4), patient, Clinic(), LIBRARY, from_week=3)

    later = reviewed("2026-12-01")
    assert (f"{later.first_day}", f"{later.weeks[0].days[0].date}") == ("2026-12-01", "2026-12-15")
    [said] = [line for line in later.warnings if line.startswith("start")]
    assert said.startswith(
        'start: "2026-12-01": weeks count from this day, so week 3 starts on Tuesday 2026-12-15; if the'
    )
    assert "(by the days of now Wednesday 2026-12-16), write the first day that it names as start" in said
    assert not reviewed("2026-12-02").warnings


def test_a_start_that_is_a_day_only_since_the_review_is_questioned():
    """The first booklet, for Tuesdays and Thursdays, began on the 15th; nobody but its reader knows that."""

    def said(days, visits=()):
        patient = Patient.model_validate({"start": "2026-12-12", "days": days, "appointments": visits})
        plan = plan_of(["pelvic-tilt", "walking"], weeks=6)
        lines = prescribe(plan, patient, Clinic(), LIBRARY, from_week=4).warnings
        return [line for line in lines if line.startswith("start")]

    [line] = said(["sat", "mon", "wed"])
    assert "so week 4 starts on Saturday 2027-01-02; if the first booklet has another date for that week, write" in line
    assert not said(["sat", "mon", "wed"], ["2026-12-12 10:30"])  # an appointment was its first day


def test_later_weeks_name_only_what_is_still_done_from_the_dose_of_now():
    later = prescribe(plan_of(*FOUR, weeks=2), Patient(), Clinic(), LIBRARY, from_week=3)
    assert [(item.number, item.exercise.key) for item in later.items] == [(1, "bridge"), (2, "walking")]
    assert [(p.week, p.level) for p in later.items[0].prescriptions] == [(3, 2)]
    assert len(later.plan.phases) == 1


def test_later_weeks_say_nothing_of_what_was_left_out_before():
    patient = Patient.model_validate({"conditions": ["osteoporosis"]})
    plan = plan_of(["curl-up", "walking"], ["walking", "cat-camel"])
    later = prescribe(plan, patient, Clinic(), LIBRARY, from_week=2)
    assert {d.exercise for d in later.decisions} == {"cat-camel"}


def test_a_start_in_the_past_is_no_warning_for_who_goes_on():
    patient, today = Patient.model_validate({"start": "2026-12-02"}), date(2026, 12, 14)
    plan = plan_of(["walking"], weeks=3)
    assert "in the past" in " ".join(prescribe(plan, patient, Clinic(), LIBRARY, today).warnings)
    assert prescribe(plan, patient, Clinic(), LIBRARY, today, from_week=2).warnings == ()


@pytest.mark.parametrize("week", [0, 3, -1])
def test_a_week_that_the_plan_does_not_have_is_an_error(week):
    with pytest.raises(InputError, match=r"from_week: .* the plan has weeks 1 to 2"):
        prescribe(plan_of(["walking"], weeks=2), Patient(), Clinic(), LIBRARY, from_week=week)


def test_an_appointment_on_a_day_without_exercises_is_shown():
    programme = made(plan_of(["walking"]), start="2026-11-30", appointments=["2026-12-05 09:00"])
    day = programme.weeks[0].days[5]
    assert (day.kind, day.supervised.times) == ("trainer", (time(9),))
    assert not any(row.times[5] for row in programme.weeks[0].rows)
    assert programme.warnings == ()
