from datetime import date, datetime

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.content.clinic import Clinic
from planner.content.condition import Conditions
from planner.content.exercise import Exercise
from planner.content.patient import Patient
from planner.content.plan import ALL_BUT_TOPICS, Plan
from planner.content.plan_files import find_plan, which_file
from planner.content.spec import table
from planner.content.yaml import read
from planner.problems import InputError
from planner.sections.registry import KINDS

PLAN = """\
title: Easy moves
summary: A little each day.
version: "1.0"
for: Low back pain.
not_for: Leg pain.
weeks: 2
days: [mon, wed, fri]
phases:
  - title: Settle
    weeks: 2
    aim: Calm the pain.
    exercises:
      - pelvic-tilt
      - knee-rolls
      - {exercise: bridge, hold: 10 s}
"""
PATIENT = """\
name: Ana Souza
id: MRN-00412                  # names the file; never printed unless the clinic asks for it
born: 1971-04-03
start: 2026-12-01
days: [tue, thu, sat]          # overrides the plan's
conditions: [sciatica-flexion-sensitive, osteoporosis]
side: left                     # the side that hurts, for exercises done on the affected side
cleared:
  - {exercise: bridge, condition: post-surgery, by: Dr Lee}
keep:
  - {exercise: prone-press-up, by: Dr Lee, reason: leg pain moved up in clinic}
language: es
person: grey-bun
size: large                    # standard (14 pt) | large (18 pt) | xl (24 pt)
goals: [Sit through a film, Lift my grandson]
trainer: Sam                   # who leads the supervised sessions
appointments: ["2026-12-01 10:30", "2026-12-03 10:30"]   # when; without them the first sessions are simply marked
note: Start with the bed version of everything.
print_id: false
videos: {bridge: "https://clinic.example/v/bridge"}    # printed as a QR code; nothing is ever fetched
"""
CLINIC = """\
name: Riverside Physiotherapy
clinician: Maria Lee, PT
phone: "+44 20 7946 0000"
hours: Mon\u2013Fri 8\u201318
address: 12 River Street
logo: logo.svg                 # SVG, PNG or JPEG beside this file
letterhead: paper.pdf
emergency_number: "999"
paper: A4                      # or Letter
week_starts: monday
time_zone: Europe/London
session_times: ["08:00", "18:00"]   # for the calendar file
traffic_light: {green: 3, amber: 5}    # up to and including
videos: {}                     # for all patients of the clinic
theme: calm                    # or a mapping of what differs: {base: calm, accent: "#0b6e4f"}
reviewed_by: {name: Maria Lee, on: 2026-11-20, review_again: 2027-11-20}
"""


def complaints(model, path) -> list[str]:
    """What is said about a file, without the file's name."""
    with pytest.raises(InputError) as caught:
        model.load(path)
    assert all(problem.file == str(path) for problem in caught.value.problems)
    return [line.removeprefix(f"{path}:") for line in map(str, caught.value.problems)]


def test_a_patient_with_every_field_is_read_as_written(write):
    patient = Patient.load(write("patient.yaml", PATIENT))
    assert patient.model_dump() == {
        "name": "Ana Souza",
        "id": "MRN-00412",
        "born": date(1971, 4, 3),
        "start": date(2026, 12, 1),
        "days": ("tue", "thu", "sat"),
        "conditions": ("sciatica-flexion-sensitive", "osteoporosis"),
        "side": "left",
        "exercises": {},
        "cleared": ({"exercise": "bridge", "condition": "post-surgery", "by": "Dr Lee", "reason": None},),
        "keep": (
            {"exercise": "prone-press-up", "by": "Dr Lee", "reason": "leg pain moved up in clinic", "form": None},
        ),
        "accept_plan": None,
        "language": "es",
        "size": "large",
        "person": "grey-bun",
        "goals": ("Sit through a film", "Lift my grandson"),
        "trainer": "Sam",
        "appointments": (datetime(2026, 12, 1, 10, 30), datetime(2026, 12, 3, 10, 30)),
        "note": "Start with the bed version of everything.",
        "print_id": False,
        "videos": {"bridge": "https://clinic.example/v/bridge"},
    }


def test_a_clinic_with_every_field_is_read_as_written(write):
    clinic = Clinic.load(write("clinic.yaml", CLINIC))
    assert clinic.model_dump(exclude_unset=True) == {
        "name": "Riverside Physiotherapy",
        "clinician": "Maria Lee, PT",
        "phone": "+44 20 7946 0000",
        "hours": "Mon\u2013Fri 8\u201318",
        "address": "12 River Street",
        "logo": "logo.svg",
        "letterhead": "paper.pdf",
        "emergency_number": "999",
        "paper": "A4",
        "week_starts": "monday",
        "time_zone": "Europe/London",
        "session_times": ("08:00", "18:00"),
        "traffic_light": {"green": 3, "amber": 5},
        "videos": {},
        "theme": {"base": "calm"},
        "reviewed_by": {"name": "Maria Lee", "on": date(2026, 11, 20), "review_again": date(2027, 11, 20)},
    }


MINIMAL = "title: Getting going\nexercises: [pelvic-tilt, {exercise: bridge, reps: 4}]\n"


def test_two_lines_are_a_plan_of_one_phase(write):
    plan = Plan.load(write("x.yaml", MINIMAL))
    assert (plan.weeks, len(plan.days), plan.version, plan.exercises) == (4, 7, "1", ())
    [phase] = plan.phases
    assert (phase.title, phase.weeks, phase.aim) == ("Getting going", 4, None)
    assert [(e.exercise, e.reps) for e in phase.exercises] == [("pelvic-tilt", None), ("bridge", 4)]
    assert Plan.load(write("y.yaml", MINIMAL + "weeks: 6\n")).phases[0].weeks == 6


@pytest.mark.parametrize(
    ("phases", "weeks"),
    [
        ("[{title: A, exercises: [bridge]}]", 4),
        ("[{title: A, exercises: [bridge]}]\nweeks: 7", 7),
        ("[{title: A, weeks: 2, exercises: [bridge]}, {title: B, weeks: 3, exercises: [bridge]}]", 5),
    ],
)
def test_weeks_that_follow_from_the_others_may_be_left_out(write, phases, weeks):
    plan = Plan.load(write("x.yaml", f"title: T\nphases: {phases}\n"))
    assert plan.weeks == sum(phase.weeks for phase in plan.phases) == weeks


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (MINIMAL.replace("reps: 4", "reps: x"), '2:51: exercises.1.reps: "x": write a whole number'),
        (MINIMAL.replace("exercises: [", "exercises: [] #"), "2:12: exercises: is empty"),
        ("title: T\nexercises: bridge\n", "2:12: exercises: write a list: [bridge]"),
        (
            "title: T\nphases:\n  Thaw: {weeks: 2, exercises: [bridge]}\n",
            '3:3: phases: is a map of "Thaw" and more, and not a list; write "- title: Thaw" in place of each key',
        ),
        ("title: T\nphases:\n  title: A\n", "3:3: phases: is one map and not a list; write a hyphen before the first"),
        ("title: T\nexercises: {bridge: {}}\n", "1:1: exercises is a map, which changes those of a plan that this"),
        (MINIMAL + "phases: [{title: A, exercises: [bridge]}]\n", "1:1: write exercises or phases, not both"),
        ("exercises: [bridge]\n", "1:1: title: is missing"),
        ("title: T\n", "1:1: phases: is missing"),
    ],
)
def test_what_is_wrong_with_a_plan_of_one_phase(write, text, line):
    [said] = complaints(Plan, write("x.yaml", text))
    assert said.startswith(line)


def test_every_problem_is_reported_at_once_in_the_order_of_the_file(write):
    text = PLAN.replace("weeks: 2\ndays: [mon, wed, fri]", "weeks: two\ndays: [mon, wensday]")
    text = text.replace("version:", "vresion:").replace("weeks: 2\n    aim: Calm", "weeks: 0\n    aim: Calm")
    text = text.replace("hold: 10 s", "hold: 10 sec")
    assert complaints(Plan, write("x.yaml", text)) == [
        '3:1: vresion: unknown key "vresion"; did you mean "version"?',
        '6:8: weeks: "two": write a whole number',
        '7:7: days: "wensday" is not a day; the days are mon, tue, wed, thu, fri, sat, sun',
        '10:12: phases.0.weeks: "0": write at least 1',
        '15:34: phases.0.exercises.2.hold: "10 sec": write 10 s',
    ]


def test_wrong_seconds_are_said_in_the_words_of_the_design(write):
    [line] = complaints(Plan, write("x.yaml", PLAN.replace("hold: 10 s", 'hold: "10 sec"')))
    assert line.startswith('15:34: phases.0.exercises.2.hold: "10 sec": write 10 s')


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("hold: 5", "write 5 s or 5 min"),
        ("hold: 1m", "write 1 min"),
        ("hold: 0.5 min", "write 30 s"),
        ("time: 1.5 h", "write 90 min"),
        ("time: 2 hours", "write 120 min"),
        ('hold: "1:30"', "write 90 s if it is minutes and seconds"),
        ("hold: 5 kg", "write seconds as 10 s and minutes as 10 min"),
        ("days: mon, thu", "write [mon, thu]"),
        ("days: Tuesday and friday", "write daily, every other day, or a list such as [mon, wed, fri]"),
        ("days: Daily", "write daily"),
        ("days: [mon - wed]", "did you mean mon, tue, wed?"),
        ("days: [mon - wed - fri]", "the days are mon, tue, wed, thu, fri, sat, sun"),
        ("days: Mon-Fri", "write [mon, tue, wed, thu, fri]"),
        ("days: Monday \u2013 Thurs", "write [mon, tue, wed, thu]"),
        ("days: mon to wed, sat", "write [mon, tue, wed, sat]"),
        ("days: fri-mon", "write [fri, sat, sun, mon]"),
        ("days: Tues, weds", "write [tue, wed]"),
        ("days: monthly", "write daily, every other day, or a list such as [mon, wed, fri]"),
        ("days: sundown", "write daily, every other day, or a list such as [mon, wed, fri]"),
        ("days: [monthly]", "the days are mon, tue, wed, thu, fri, sat, sun"),
    ],
)
def test_advice_repeats_the_amount_that_was_typed(write, written, advice):
    text = f"title: T\nexercises:\n  - exercise: bridge\n    {written}\n"
    assert complaints(Plan, write("x.yaml", text))[0].endswith((f": {advice}", f"; {advice}"))


def test_hours_that_are_too_long_are_said_in_minutes_and_not_advised(write):
    text = "title: T\nexercises:\n  - exercise: walking\n    time: 4 h\n"
    [line] = complaints(Plan, write("x.yaml", text))
    says = 'time: "4 h": is longer than 120 min: it is 240 min; leave time out for the library\'s own dose'
    assert line == f"4:11: exercises.0.{says}"


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("session_times: ['8.30']", 'write "08:30"'),
        ("session_times: [6 pm]", 'write "18:00"'),
        ("session_times: [12 am]", 'write "00:00"'),
        ("session_times: [at noon]", 'write a time of day as "08:00"'),
        ("videos: {bridge: clinic.example/v/1}", "write https://clinic.example/v/1"),
    ],
)
def test_advice_repeats_the_time_and_the_address_that_were_typed(write, written, advice):
    assert complaints(Clinic, write("clinic.yaml", f"name: C\n{written}\n"))[0].endswith(f": {advice}")


@pytest.mark.parametrize(
    ("topics", "says"),
    [
        ("[posture, posture]", "topics.1: posture is named twice; take one of them out"),
        ("posture, sciatica", "topics: write a list: [posture, sciatica]"),
        ("[none]", "topics: name topics in a list; to print none, write sections: [cover, safety,"),
        ("None", 'topics: "None": name topics in a list; to print none, write sections: [cover, safety,'),
        ("", "topics: is empty; name topics in a list; to print none, write sections: [cover, safety,"),
    ],
)
def test_topics_that_are_none_or_stand_twice_are_told_what_to_write(write, topics, says):
    [line] = complaints(Plan, write("x.yaml", f"title: T\nexercises: [bridge]\ntopics: {topics}\n"))
    assert says in line


def test_a_booklet_without_topics_has_all_other_sections():
    assert [*KINDS] == [*ALL_BUT_TOPICS[:6], "topics", *ALL_BUT_TOPICS[6:]]


@pytest.mark.parametrize(("written", "seconds"), [("10 s", 10), ("10s", 10), ("2 min", 120), ("0 s", 0)])
def test_seconds_and_minutes(write, written, seconds):
    plan = Plan.load(write("x.yaml", PLAN.replace("hold: 10 s", f"hold: {written}")))
    assert plan.phases[0].exercises[2].hold == seconds


@pytest.mark.parametrize("written", ["10", "10 S", "-5 s", "1.5 s", "10 m", "[10 s]", "10 s 5 s", "99999 s"])
def test_other_seconds_are_refused(write, written):
    lines = complaints(Plan, write("x.yaml", PLAN.replace("hold: 10 s", f"hold: {written}")))
    assert [line.partition(" ")[0] for line in lines] == ["15:34:"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("weeks: 2\ndays", "weeks: 3\ndays", '6:8: weeks: "3": the phases have 2 weeks together; make a phase 1 week'),
        ("weeks: 2\ndays", "weeks: 53\ndays", '6:8: weeks: "53": write at most 52'),
        ("[mon, wed, fri]", "[]", "7:7: days: name at least one day, or write daily"),
        ("[mon, wed, fri]", "[mon, mon]", "7:7: days: names a day twice"),
        ("[mon, wed, fri]", "mon", '7:7: days: "mon": write [mon]'),
        ("      - knee-rolls", "      - pelvic-tilt", "13:7: phases.0.exercises: pelvic-tilt is in this"),
        ("      - knee-rolls", "      - Knee Rolls", '14:9: phases.0.exercises.1.exercise: "Knee Rolls": is not an'),
        ("bridge, hold", "bridge, holds", '15:28: phases.0.exercises.2.holds: unknown key "holds"; did you mean'),
        ("{exercise: bridge, hold: 10 s}", "{hold: 10 s}", "15:9: phases.0.exercises.2.exercise: is missing"),
        ("title: Easy moves", "title:", "1:7: title: is empty"),
        ("title: Easy moves", "title: [Easy, moves]", "1:8: title: is a list or a map; write one text"),
        ("for: Low", "for_: Low", '4:1: for_: unknown key "for_"; did you mean "for"?'),
    ],
)  # fmt: skip
def test_a_wrong_value_in_a_plan_has_its_place(write, old, new, line):
    assert old in PLAN
    assert complaints(Plan, write("x.yaml", PLAN.replace(old, new)))[0].startswith(line)


def test_daily_is_every_day_and_days_are_in_the_order_of_the_week(write):
    assert len(Plan.load(write("x.yaml", PLAN.replace("[mon, wed, fri]", "daily"))).days) == 7
    assert Plan.load(write("x.yaml", PLAN.replace("[mon, wed, fri]", "[sun, tue]"))).days == ("tue", "sun")


def test_an_unknown_exercise_is_reported_with_its_place_and_the_nearest(write, library):
    path = write("x.yaml", PLAN.replace("- knee-rolls", "- kne-rolls").replace("bridge", "zzz") + "theme: clam\n")
    with pytest.raises(InputError) as caught:
        library.check(Plan.load(path))
    first, second, third = map(str, caught.value.problems)
    assert first.startswith(f"{path}:14:9: phases.0.exercises.1")
    assert first.endswith(': there is no exercise "kne-rolls"; did you mean "knee-rolls"?')
    assert second.startswith(f"{path}:15:20: phases.0.exercises.2.exercise: there is no exercise")
    assert second.endswith('"zzz"; library.ids("exercises") has them all')
    assert third == f'{path}:16:8: theme: there is no theme "clam"; did you mean "calm"?'


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2026-02-30", "there is no such day in the calendar (February 2026 has 28 days)"),
        ("2026-11-31", "there is no such day in the calendar (November has 30 days)"),
        ("2026-30-11", "there is no such day in the calendar (there is no month 30; 30 November is 2026-11-30)"),
        ("2026-13-01", "there is no such day in the calendar (there is no month 13; 13 January is 2026-01-13)"),
        ("2026-13-31", "there is no such day in the calendar (there is no month 13)"),
        ("2026-00-00", "there is no such day in the calendar (there is no month 0)"),
        ("2026-00-05", "there is no such day in the calendar (there is no month 0)"),
        ("2026-13-00", "there is no such day in the calendar (there is no month 13)"),
        ("00/00/2026", "write a date as year-month-day (there is no month 0)"),
        ("20260000", "write a date as year-month-day (there is no month 0)"),
        ("2027-02-29", "there is no such day in the calendar (February 2027 has 28 days)"),
        ("12/07/2026", "write a date as year-month-day (12 July is 2026-07-12, 7 December is 2026-12-07)"),
        ("13.01.2026", "write a date as year-month-day (13 January is 2026-01-13)"),
        ("31.11.2026", "write a date as year-month-day (November has 30 days)"),
        ("13.13.2026", "write a date as year-month-day, such as 2026-12-01"),
        ("31.11.", "write a date as year-month-day, such as 2026-12-01"),
        ("5.5.2026", "write a date as year-month-day (5 May is 2026-05-05)"),
        ("2026-2-3", "write a date as year-month-day (3 February is 2026-02-03)"),
        ("2026/13/1", "write a date as year-month-day (there is no month 13; 13 January is 2026-01-13)"),
        ("20260203", "write a date as year-month-day (3 February is 2026-02-03)"),
        ("2026-W06-2", "write a date as year-month-day, such as 2026-12-01"),
        ("tomorrow", "write a date as year-month-day, such as 2026-12-01"),
    ],
)
def test_dates_are_never_guessed(write, written, says):
    assert complaints(Patient, write("p.yaml", f"start: {written}\n")) == [f'1:8: start: "{written}": {says}']


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2026-12-01", 'write day and time as "2026-12-01 10:30"'),
        ("2026-12-01 25:00", "there is no such day or time (a day has 24 hours)"),
        ("2026-12-01 24:75", "there is no such day or time (a day has 24 hours)"),
        ("2026-12-01 10:75", "there is no such day or time (minutes go to 59)"),
        ("2026-00-00 10:30", "there is no such day or time (there is no month 0)"),
        ("2026-02-29 10:30", "there is no such day or time (February 2026 has 28 days)"),
        (
            "12/07/2026 10:30",
            'write day and time as "2026-12-01 10:30" (12 July is 2026-07-12, 7 December is 2026-12-07)',
        ),
        ("2026-12-07 10:30 pm", 'write day and time in 24 hours ("2026-12-07 22:30")'),
        ("2026-12-07 10.30 a.m.", 'write day and time in 24 hours ("2026-12-07 10:30")'),
        ("2026-12-07 12 pm", 'write day and time in 24 hours ("2026-12-07 12:00")'),
        ("2026-12-07 12:15am", 'write day and time in 24 hours ("2026-12-07 00:15")'),
    ],
)
def test_appointments_need_a_day_and_a_time(write, written, says):
    path = write("p.yaml", f'appointments: ["2026-12-01 10:30", "{written}"]\n')
    assert complaints(Patient, path) == [f'1:36: appointments.1: "{written}": {says}']


@pytest.mark.parametrize(
    ("model", "text", "line"),
    [
        (Patient, "naem: Ana", '1:1: naem: unknown key "naem"; did you mean "name"?'),
        (Patient, "side: both", '1:7: side: "both": write left or right'),
        (Patient, "size: lage", '1:7: size: "lage": write standard, large or xl; did you mean "large"?'),
        (Patient, "print_id: maybe", '1:11: print_id: "maybe": write true or false'),
        (Patient, "goals: [a, b, c, d]", "1:8: goals: "),
        (Patient, "keep: [{exercise: bridge, by: Lee}]", "1:8: keep.0.reason: is missing"),
        (Patient, "cleared: [{exercise: bridge, by: Lee}]", "1:11: cleared.0.condition: is missing"),
        (Patient, "conditions: osteoporosis", "1:13: conditions: write a list: [osteoporosis]"),
        *(
            (Patient, f"videos: {{bridge: '{address}'}}", f'1:18: videos.bridge: "{address}": write a web address')
            for address in (
                "javascript:alert(1)",
                "file:///etc/x",
                "https://",
                "https://a b",
                "x:y",
            )
        ),
        (Patient, "videos: {bridge: clinic.example/v}", "1:18: videos.bridge: write https://clinic.example/v"),
        (Patient, "videos: [a]", "1:9: videos: is a list; write each with what is said of it: {a: …}"),
        (
            Clinic,
            "traffic_light: {green: 5, amber: 5}",
            "1:16: traffic_light: green (5) must be less than amber (5); write both, such as {green: 3, amber: 5}",
        ),
        (Clinic, "traffic_light: {green: 3, amber: 10}", '1:34: traffic_light.amber: "10": write at most 9'),
        (Clinic, "traffic_light: {gren: 3}", '1:17: traffic_light.gren: unknown key "gren"; did you mean "green"?'),
        (Clinic, "paper: a4", '1:8: paper: "a4": write A4 or Letter'),
        (Clinic, "week_starts: sun", '1:14: week_starts: "sun": write monday or sunday'),
        (Clinic, "session_times: ['24:00']", '1:17: session_times.0: "24:00": write a time of day as "08:00"'),
        (Clinic, "reviewed_by: {name: Lee, on: today}", '1:30: reviewed_by.on: "today": write a date as'),
        (Patient, "[a, b]", "1:1: write a map (key: value)"),
        (Plan, "just words", "1:1: "),
    ],
)
def test_a_wrong_value_has_its_place(write, model, text, line):
    assert complaints(model, write("x.yaml", text))[0].startswith(line)


@pytest.mark.parametrize("written", ["no", "off", "false"])
def test_no_means_no(write, written):
    assert Patient.load(write("p.yaml", f"print_id: {written}")).print_id is False


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('"Ana\\nSouza"', "Ana Souza"),
        ('"Ana\\r\\n  Souza\\t"', "Ana Souza"),
        ("|\n  Ana\n  Souza\n", "Ana Souza"),
        ('"Ana\\u2028Souza"', "Ana Souza"),
        ('"Jose\\u0301"', "José"),
        ("O'Brien <b>&amp; Söhne</b>", "O'Brien <b>&amp; Söhne</b>"),
        ("'{{x}} %d %s (a\\b) **c**'", "{{x}} %d %s (a\\b) **c**"),
        ("no", "no"),
        ("x" * 200, "x" * 200),
    ],
)
def test_a_name_is_one_line_and_otherwise_untouched(write, written, name):
    assert Patient.load(write("p.yaml", f"name: {written}")).name == name


@pytest.mark.parametrize("code", ["0007", "0000", "001B", "007F", "202E", "200F", "061C", "2066", "E000", "FFFF"])
def test_characters_that_cannot_be_printed_are_refused(write, code):
    path = write("p.yaml", f'name: "Ana\\u{code}Souza"')
    [line] = complaints(Patient, path)
    assert line.endswith(f"holds the character U+{code}, which cannot be printed; take it out")
    assert line.startswith("1:7: name: ")


@pytest.mark.parametrize(
    ("text", "says"), [("x" * 201, "is longer than 200 characters; it has 201"), ('" "', "is empty")]
)
def test_a_name_that_is_too_long_or_empty_is_refused(write, text, says):
    [line] = complaints(Patient, write("p.yaml", f"name: {text}"))
    assert line.startswith("1:7: name: ")
    assert line.endswith(says)


def test_what_is_loaded_never_changes(write):
    plan = Plan.load(write("x.yaml", PLAN))
    with pytest.raises(ValueError, match="frozen"):
        setattr(plan, "title", "Other")  # noqa: B010 - the type checker knows it too


KEYS = sorted({f.alias or n for m in (Plan, Patient, Clinic, Exercise) for n, f in m.model_fields.items()})
WORDS = ["1", "-1", "daily", "mon", "10 s", "2026-12-01", "true", "9" * 5000]
SCALARS = st.one_of(st.none(), st.text(max_size=20), st.sampled_from(WORDS))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | SCALARS, inner, max_size=4),
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz") / "x.yaml"


@settings(max_examples=150)
@given(
    st.dictionaries(st.sampled_from(KEYS) | SCALARS, VALUES, max_size=8),
    st.sampled_from([Plan, Patient, Clinic, Exercise]),
)
def test_no_values_crash_a_model(scratch, values, model):
    scratch.write_text(yaml.safe_dump(values, allow_unicode=True), "utf-8")
    try:
        said: tuple[str, ...] = (f"{model.load(scratch).origin.path}:",)
    except InputError as error:
        said = tuple(map(str, error.problems))
    assert all(line.startswith(f"{scratch}:") for line in said)


def test_a_byte_order_mark_inside_a_text_is_dropped_and_its_kin_refused():
    """Exports leave it in cells; PDF/A-2 and PDF/UA-1 forbid it in any text."""
    patient = Patient(name="\ufeffAna\ufeff Souza", note="Slow\ufeffly.\n\nGo on.")
    assert (patient.name, patient.note) == ("Ana Souza", "Slowly.\nGo on.")
    for character in "\ufffe\uffff\ufff9\u0000":
        with pytest.raises(InputError, match=f"U\\+{ord(character):04X}"):
            Patient(name=f"Ana{character}")


def test_an_hour_of_one_digit_is_an_hour(write):
    patient = Patient.load(write("p.yaml", 'appointments: ["2026-12-08 9:00"]\n'))
    assert [f"{moment:%H:%M}" for moment in patient.appointments] == ["09:00"]
    assert Clinic.load(write("c.yaml", 'name: R\nsession_times: ["8:00"]\n')).session_times == ("08:00",)


def test_unknown_keys_of_a_condition_are_answered_with_its_keys(write):
    path = write("conditions.yaml", "tall: {title: Tall, says: You are tall., avoid: [a]}\n")
    with pytest.raises(
        InputError,
        match=r"tall.avoid: unknown key .avoid.; known: accept_with, avoid_positions, bed_first, emergency_signs",
    ):
        table(*read(path), Conditions)


def test_a_title_in_place_of_an_id_is_answered_once(write, library):
    with pytest.raises(InputError) as caught:
        Plan.load(write("x.yaml", "title: T\nexercises: [Pelvic tilt]\n"))
    [says] = library.with_ids(caught.value).problems
    assert str(says).endswith('exercises.0.exercise: there is no exercise "Pelvic tilt"; did you mean "pelvic-tilt"?')


@pytest.mark.parametrize(
    ("entry", "advice"),
    [
        ("bridge: {reps: 5}", "{exercise: bridge, reps: 5}"),
        ("walking: {time: 20 min}", "{exercise: walking, time: 20 min}"),
        ("clam: {reps: 12, hold: 5 s}", "{exercise: clam, reps: 12, hold: 5 s}"),
        (
            'clam: {days: [mon, fri], note: "Slowly, please."}',
            '{exercise: clam, days: [mon, fri], note: "Slowly, please."}',
        ),
        ("bridge:\n    reps: 4", "{exercise: bridge, reps: 4}"),
        ("bridge: 4", "{exercise: bridge, reps: 4} or {exercise: bridge, sets: 4}"),
        ("walking: 20 min", "{exercise: walking, time: 20 min} or {exercise: walking, hold: 20 min}"),
        ("bridge: five times", "{exercise: bridge, note: five times}, or its number as reps, sets, hold or time"),
        ("{bridge: }", "bridge alone"),
        (
            "{bridge: 5, reps: 3}",
            "exercise: bridge in place of its name alone, and say by name what the number counts "
            "(reps, sets, hold or time)",
        ),
        ("{bridge: slowly now, note: far}", "exercise: bridge in place of its name alone, and say by name one note"),
        (
            "{bridge: {reps: 3}, reps: 5}",
            "{exercise: …, …} with all that differs; reps stands twice, so write one of the two",
        ),
    ],
)
def test_an_exercise_with_what_differs_behind_it_is_told_to_write_just_that(write, entry, advice):
    [line] = complaints(Plan, write("x.yaml", f"title: T\nexercises:\n  - {entry}\n"))
    assert line.endswith(f"side by side; write {advice}")


def test_several_exercises_behind_one_hyphen_are_told_to_be_items_of_their_own(write):
    [line] = complaints(Plan, write("x.yaml", "title: T\nexercises:\n  - bridge: {reps: 4}\n    clam:\n"))
    assert line.endswith(
        "several exercises stand behind one hyphen; write - {exercise: bridge, reps: 4} - {exercise: clam}"
    )


def test_a_misspelt_key_of_an_exercise_is_no_exercise(write):
    said = complaints(Plan, write("x.yaml", "title: T\nexercises:\n  - exercize: bridge\n"))
    assert any('unknown key "exercize"; did you mean "exercise"?' in line for line in said)


def test_a_copy_without_the_line_for_editors_is_the_built_in_plan(tmp_path):
    built_in = find_plan("low-back-relief")
    lines = built_in.read_text("utf-8").splitlines(keepends=True)
    assert lines[0].startswith("# yaml-language-server:")
    (tmp_path / "low-back-relief.yaml").write_text("".join(lines[1:]), "utf-8")
    assert find_plan("low-back-relief", tmp_path) == built_in
    assert which_file("low-back-relief", built_in, tmp_path) == []


@pytest.mark.parametrize("number", ["call us", "999 Ana", "-"])
def test_an_emergency_number_can_be_dialled(write, number):
    with pytest.raises(InputError, match="is no number to dial; write digits alone"):
        Clinic.load(write("clinic.yaml", f'emergency_number: "{number}"\n'))
    with pytest.raises(InputError, match="is too short"):
        Clinic.load(write("clinic.yaml", 'emergency_number: "99"\n'))
    assert Clinic.load(write("clinic.yaml", 'emergency_number: "15"\n')).emergency_number == "15"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (
            "exercises: {bridge: {reps: 800}}",
            '1:28: exercises.bridge.reps: "800": is more than 200; leave reps out for',
        ),
        ("exercises: {bridge: {time: 300 min}}", '"300 min": is longer than 120 min; leave time out for the library'),
        (
            "conditions: [none]",
            '1:14: conditions.0: there is no condition "none"; leave the line out if there are none',
        ),
        ("conditions: [N/A]", '"N/A": is not a condition\'s id; leave the line out if there are none'),
        ("conditions: keine", '1:13: conditions: "keine": leave the line out if there are none'),
    ],
)
def test_advice_is_safe_for_whoever_follows_it_blindly(write, library, written, says):
    """Nobody is to do an exercise 200 times, or to get the booklet of another illness."""
    with pytest.raises(InputError) as caught:
        library.check(Patient.load(write("p.yaml", f"{written}\n")))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (
            "exercises: {bridge: }",
            '1:21: exercises.bridge: is empty, so this exercise is left out; write "leave out" if',
        ),
        (
            "exercises: {bridge: {reps: }}",
            "1:28: exercises.bridge.reps: is empty, and changes nothing; write it, or take",
        ),
        ("name:", "1:6: name: is empty, and counts as not written; write it, or take this line out"),
        ("conditions:", "1:12: conditions: is empty, and counts as not written; write it, or take this line out"),
        ("name: 2026-12-07", '1:7: name: "2026-12-07": is a number or a date, and is printed on every page'),
        ("name: MRN-00412\nid: Ana Souza", '1:7: name: "MRN-00412": looks like an id, and the id like a name; swap'),
        ("trainer: +44 20 7946 0000", '1:10: trainer: "+44 20 7946 0000": is no name, and is printed as one'),
    ],
)
def test_what_is_empty_or_belongs_to_another_key_is_a_warning(write, written, says):
    path = write("p.yaml", f"{written}\n")
    [found] = Patient.load(path).slips()
    assert str(found).startswith(f"{path}:{says}")
    assert found.kind == "warning"


def test_a_name_of_one_word_and_an_id_with_digits_are_in_order(write):
    for text in (
        "name: Ana\nid: MRN-00412\n",
        "name: P-17\n",
        "name: 李明\nid: A\n",
        "trainer: Sam 2\nexercises: {}\n",
    ):
        assert Patient.load(write("p.yaml", text)).slips() == []


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (
            "exercises: [bridge: {reps: 8}]",
            "is a list; write it without hyphens and [ ]: exercises: {bridge: {reps: 8}}",
        ),
        (
            "exercises:\n- {exercise: bridge, reps: 6}\n- {exercise: knee-rolls, reps: 4}",
            "is a list; write it without hyphens and [ ]: exercises: {bridge: {reps: 6}, knee-rolls: {reps: 4}}",
        ),
        (
            "exercises: [bridge: {reps: 8}, bridge: {hold: 4 s}]",
            'is a list, and has "bridge" more than once; write each exercise once, with all that differs',
        ),
        (
            "exercises: [{exercise: bridge, reps: 8}, clam]",
            "is a list; write each with what differs: exercises: {clam: {reps: 8}}, or {clam: leave out}",
        ),
        (
            "exercises: [{bridge: , reps: 8}]",
            "is a list; write each with what differs: exercises: {bridge: {reps: 8}}, or {bridge: leave out}",
        ),
        (
            "exercises: [bridge]",
            "is a list; write each with what differs: exercises: {bridge: {reps: 8}}, or {bridge: le",
        ),
        ("accept_plan: yes", 'accept_plan: "yes": write {by: …, reason: …}'),
    ],
)
def test_a_map_that_is_none_is_shown_as_it_is_to_be_written(write, written, says):
    with pytest.raises(InputError) as caught:
        Patient.load(write("p.yaml", f"{written}\n"))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("number", "warned"),
    [("999", False), ("1-1-2", False), ("112, 999", False), ("1669", False), ("555-1234", True), ("999999", True)],
)
def test_an_emergency_number_that_is_longer_than_one_is_a_warning(write, number, warned):
    """Somebody with chest pain dials what stands beside it."""
    clinic = Clinic.load(write("clinic.yaml", f'emergency_number: "{number}"\n'))
    said = [str(problem) for problem in clinic.slips()]
    assert [f'emergency_number: "{number}": is longer than an emergency number' in line for line in said] == [
        True
    ] * warned


@pytest.mark.parametrize(
    ("light", "says"),
    [
        ("{green: 3, amber: 5}", []),
        ("{green: 2, amber: 4}", []),
        ("{green: 3, amber: 7}", ["amber"]),
        ("{green: 7, amber: 9}", ["green", "amber"]),
    ],
)
def test_pain_scores_above_the_usual_ones_are_a_warning_that_names_those(write, light, says):
    found = Clinic.load(write("clinic.yaml", f"traffic_light: {light}\n")).slips()
    assert [problem.loc for problem in found] == [("traffic_light", name) for name in says]
    assert all(problem.kind == "warning" and problem.line == 1 for problem in found)
    if len(found) == 2:
        green, amber = (str(problem) for problem in found)
        says = '"7": is above the usual 3: the booklet calls that pain (out of 10) fine to move with; write green: 3'
        assert says in green
        assert "the booklet says to stop only where pain reaches 10; write amber: 5" in amber


@pytest.mark.parametrize(
    ("number", "warned"),
    [
        ("TBD", True),
        ("xxx", True),
        ("000 000", True),
        ("999", True),
        ("77", True),
        ("144", True),
        ("020 7946", True),
        ("020 7946 0412", False),
    ],
)
def test_a_phone_that_nobody_can_call_is_a_warning(write, number, warned):
    clinic = Clinic.load(write("clinic.yaml", f'phone: "{number}"\n'))
    said = [problem for problem in clinic.slips() if problem.loc == ("phone",)]
    assert [problem.kind for problem in said] == ["warning"] * warned


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        *(
            (f'emergency_number: "{number}"', "")
            for number in ("999", "112", "911", "000", "15", "066", "144", "112/999")
        ),
        (
            'emergency_number: "111"',
            '"111": is the ambulance in New Zealand, and a line for advice in the United Kingdom',
        ),
        ('emergency_number: "111"\ntime_zone: Pacific/Auckland', ""),
        ('emergency_number: "116 117"', '"116 117": is a line for advice'),
        ('emergency_number: "101"', '"101": is the line for the police in the United Kingdom'),
        ('emergency_number: "998"', '"998": is the ambulance in the Emirates alone'),
        *(
            (f'emergency_number: "{number}"', f'"{number}": is no emergency number that the program knows')
            for number in ("939", "0112", "9999", "311")
        ),
        ('emergency_number: "211"', '"211": is a line for advice in the United States and Canada'),
        ('emergency_number: "1122"', '"1122": is the ambulance in Pakistan alone'),
        ('emergency_number: "1122"\ntime_zone: Asia/Karachi', ""),
        (
            'emergency_number: "+112"',
            "cannot be called with a +, and is printed beside the signs for the emergency department; write 112",
        ),
        (
            'emergency_number: "+49 40 123456"\nphone: "+49 40 123456"',
            "write the number of the ambulance, such as 999, 112 or 911; the clinic's own belongs to phone",
        ),
        ("phone: 0117 496", '"0117 496": is too short for a number with its area code'),
        ('phone: "0117 496 O123"', '"0117 496 O123": has a letter among its digits, such as O for 0'),
        ("phone: 0117 496 0123 ext 4", ""),
        ("phone: 555-1234", ""),
        ("session_times: ['3:30']", '"03:30": is at night, and calendar files remind patients then; write 15:30'),
        ("session_times: ['06:00', '21:30']", ""),
        ("traffic_light: {green: 0, amber: 1}", '"0": is no pain at all'),
    ],
)
def test_a_number_or_time_that_is_hardly_meant_is_a_warning(write, text, warned):
    said = [str(slip) for slip in Clinic.load(write("clinic.yaml", f"name: R\n{text}\n")).slips()]
    assert len(said) == bool(warned)
    assert warned in "".join(said)


def test_green_above_an_amber_that_nobody_wrote_says_so(write):
    with pytest.raises(
        InputError, match=r"green \(6\) must be less than amber \(5, the usual score, as none is written"
    ):
        Clinic.load(write("clinic.yaml", "traffic_light: {green: 6}\n"))


@pytest.mark.parametrize(
    ("model", "text"),
    [(Patient, "name: A\nstart: 2026-12-07"), (Plan, "extends: low-back-relief")],
)
def test_an_amount_that_is_not_indented_below_its_exercise_is_no_exercise(write, library, model, text):
    with pytest.raises(InputError) as caught:
        library.check(model.load(write("x.yaml", f"{text}\nexercises:\n  bridge:\n  reps: 6\n")))
    [said] = map(str, library.with_ids(caught.value).problems)
    assert ":9: exercises.reps: " in said
    assert said.endswith("indent it below the exercise that it is for, or write bridge: {reps: 6}")
