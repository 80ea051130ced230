"""Values from JSON: numbers count as in a file, and what no file could hold is said in its field."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from inspect import isfunction
from typing import Any

import pytest
from pydantic import PlainSerializer

from planner import Clinic, InputError, Patient, load_clinic, load_plan
from planner.content import scalars
from planner.content.profile import Profile
from planner.content.theme import Theme


@pytest.mark.parametrize(
    ("model", "field", "given", "read"),
    [
        (Patient, "id", 412, "412"),
        (Patient, "id", 412.0, "412"),
        (Patient, "id", 412.5, "412.5"),
        (Patient, "name", 5, "5"),
        (Patient, "goals", [5, 1.5], ("5", "1.5")),
        (Patient, "note", 7, "7"),
        (Patient, "born", 1948, 1948),
        (Patient, "born", date(1948, 4, 3), date(1948, 4, 3)),
        (Clinic, "phone", 442079460000, "442079460000"),
        (Clinic, "emergency_number", 999, "999"),
    ],
)
def test_a_number_is_what_it_would_be_in_a_file(model, field, given, read):
    assert getattr(model.model_validate({field: given}), field) == read
    as_json = json.dumps({field: given}, default=str)
    assert getattr(model.model_validate_json(as_json), field) == read


@pytest.mark.parametrize("model", [Patient, Clinic])
def test_none_is_not_given_in_any_field(model):
    rows = dict.fromkeys(field.alias or name for name, field in model.model_fields.items())
    for made in (model.model_validate(rows), model(**rows), model.model_validate_json(json.dumps(rows))):
        assert made == model(**dict.fromkeys(made.model_fields_set))
        assert made.model_dump() == model().model_dump()
    clinic = load_clinic({"name": "R", "paper": None, "traffic_light": {"green": 2, "amber": None}})
    assert (clinic.paper, clinic.traffic_light.amber) == ("A4", 5)


def test_none_leaves_no_exercise_out():
    values: dict[str, Any] = {
        "exercises": {"bridge": None, "walking": {"reps": 5, "phase": None}},
        "videos": {"bridge": None},
    }
    for made in (Patient.model_validate(values), Patient.model_validate_json(json.dumps(values)), Patient(**values)):
        assert (made.left_out, {*made.exercises}, made.videos) == (frozenset(), {"walking"}, {})


def test_an_exercise_that_is_left_out_stays_so_when_it_is_written_and_read_again():
    patient = Patient.model_validate({"exercises": {"bridge": "leave out", "walking": {"time": "10 min"}}})
    for values in (patient.model_dump(), patient.model_dump(mode="json"), json.loads(patient.model_dump_json())):
        assert values["exercises"]["bridge"] == "leave out"
        assert Patient.model_validate(values) == patient


def test_none_stays_where_it_says_something():
    with pytest.raises(InputError, match=r"^accept_plan\.by: "):
        Patient.model_validate({"accept_plan": {"by": None, "reason": "He knows it"}})


def test_a_key_that_is_there_twice_is_an_error():
    with pytest.raises(InputError, match=r'^there are two keys "conditions"; write it once$'):
        Patient.model_validate_json('{"conditions": ["osteoporosis"], "conditions": []}')


@pytest.mark.parametrize("field", ["appointments", "start", "born"])
@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-5))])
def test_a_time_with_a_zone_is_not_taken_for_the_clinics_own(field, zone):
    given = datetime(2026, 12, 8, tzinfo=zone)
    with pytest.raises(InputError, match=r"has a time zone; write the clinic's own day.*, without a zone: 2026-12-08"):
        Patient.model_validate({field: [given] if field == "appointments" else given})


def test_a_date_and_time_of_a_program_says_what_its_text_may_say():
    taken = Patient.model_validate({"start": datetime(2026, 12, 7), "appointments": [datetime(2026, 12, 8, 10, 30)]})
    assert (taken.start, taken.appointments) == (date(2026, 12, 7), (datetime(2026, 12, 8, 10, 30),))
    for seconds in (datetime(2026, 12, 8, 10, 30, 59), datetime(2026, 12, 8, 10, 30, 0, 1), "2026-12-08 10:30:59"):
        with pytest.raises(InputError, match='write day and time as "2026-12-01 10:30"'):
            Patient.model_validate({"appointments": [seconds]})
    for field in ("start", "born"):
        with pytest.raises(InputError, match=rf"^{field}: write a date as year-month-day"):
            Patient.model_validate({field: datetime(2026, 12, 8, 10, 30)})


ACCEPTED = {"conditions": ["post-surgery"], "accept_plan": {"by": False, "reason": False}}
KEPT = {"keep": [{"exercise": "bridge", "by": False, "reason": "He knows it"}]}


@pytest.mark.parametrize(
    ("values", "field", "advice"),
    [
        (ACCEPTED, "accept_plan.by", "one text"),
        (KEPT, "keep.0.by", "one text"),
        ({"name": True}, "name", "one text"),
        ({"goals": [True]}, "goals.0", "one text"),
        ({"exercises": {"bridge": {"reps": True}}}, "exercises.bridge.reps", "a whole number"),
        ({"exercises": {"bridge": {"hold": False}}}, "exercises.bridge.hold", "seconds as 10 s"),
        ({"exercises": {"bridge": {"reps": "1_0"}}}, "exercises.bridge.reps", "a whole number"),
    ],
)
def test_a_box_that_is_ticked_or_not_is_no_text_and_no_number(values, field, advice):
    for make in (Patient.model_validate, lambda of: Patient.model_validate_json(json.dumps(of))):
        with pytest.raises(InputError) as error:
            make(values)
        assert str(error.value).startswith(f"{field}: ")
        assert f"write {advice}" in str(error.value)


@pytest.mark.parametrize("change", ["supervised_sessions", "weeks", "title", "version"])
def test_a_plan_has_texts_and_numbers_too(change):
    with pytest.raises(InputError, match=rf"^{change}: .*write (a whole number|one text)"):
        load_plan({"extends": "low-back-relief", change: True})


@pytest.mark.parametrize(("given", "read"), [(1.0, "1.0"), (2, "2")])
def test_the_version_of_a_plan_may_be_a_number(given, read):
    assert load_plan({"extends": "low-back-relief", "version": given}).version == read


@pytest.mark.parametrize("given", [19710403, -1, 0, 3000, 1948.0, True, datetime(1948, 4, 3, 9)])
def test_a_date_of_birth_is_a_day_or_a_year_and_no_count_of_seconds(given):
    refused(given)


def test_a_date_of_birth_is_no_endless_number():
    refused(10**400)
    refused(10**5000)


def refused(given):
    with pytest.raises(InputError) as error:
        Patient.model_validate({"born": given})
    assert error.value.problems[0].field.partition(".")[0] == "born"
    assert "limit" not in str(error.value)


@pytest.mark.parametrize("given", [float("nan"), b"Ana", object()])
def test_what_is_no_text_is_not_called_a_list(given):
    no_text(given)


@pytest.mark.parametrize("field", ["name", "days", "appointments", "videos", "exercises", "goals", "weeks"])
def test_an_endless_number_is_said_in_its_field(field):
    for given in (10**5000, [10**5000], {"bridge": 10**5000}, {10**5000: 1}, {"bridge": {10**5000: 1}}):
        with pytest.raises(InputError, match=rf"^{field}: is a number that nobody can read; write a smaller one$"):
            Patient.model_validate({field: given})


@pytest.mark.parametrize("unseen", ["\u200b", "\u200b \u200d", "\u2060"])
def test_a_text_that_leaves_no_mark_on_paper_is_empty(unseen):
    for field, given in (("name", unseen), ("goals", [unseen]), ("note", f"{unseen}\n\n{unseen}")):
        with pytest.raises(InputError, match=rf"(?s)^{field}.*: is empty"):
            Patient.model_validate({field: given})


def no_text(given):
    with pytest.raises(InputError, match=r"^name: is not a text; write one text$"):
        Patient.model_validate({"name": given})


@pytest.mark.parametrize("address", ["https://clinic.example/\u202egpj", "https://clinic.example/a\0b"])
def test_a_web_address_shows_what_it_is(address):
    with pytest.raises(InputError, match=r"^videos\.bridge: .* which cannot be printed"):
        Patient.model_validate({"videos": {"bridge": address}})


@pytest.mark.parametrize("kind", [Patient, Clinic, Profile, Theme])
def test_a_document_made_of_nothing_is_what_an_empty_file_gives(kind):
    made, read = kind(), kind.model_validate({})
    assert made == read
    assert vars(made) == vars(read)
    assert hash(made) == hash(read)


def test_what_writes_values_as_json_is_a_function_of_ours():
    # since Python 3.13 a method such as str.format says what it takes, and pydantic refuses it
    parts = [part for kind in vars(scalars).values() for part in getattr(kind, "__metadata__", ())]
    found = [part.func for part in parts if isinstance(part, PlainSerializer)]
    assert len(found) > 2
    assert all(map(isfunction, found))
