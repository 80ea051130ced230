"""Diagnoses in FHIR: conditions are proposed, and never applied."""

import json

import pytest

from planner.batch.diagnoses import ICD_10, SNOMED

PATIENT = {"resourceType": "Patient", "id": "p1", "name": [{"family": "Ek", "given": ["Mia"]}]}


def condition(code: str, *, subject: str = "Patient/p1", **more) -> dict:
    coding = [{"system": "http://hl7.org/fhir/sid/icd-10", "code": code}]
    return {"resourceType": "Condition", "subject": {"reference": subject}, "code": {"coding": coding}, **more}


@pytest.fixture
def fhir(read):
    """The roster of some resources, as lines and as a Bundle."""

    def made(*resources: dict, bundled: bool = False):
        if bundled:
            bundle = {"resourceType": "Bundle", "entry": [{"resource": one} for one in resources]}
            return read(json.dumps(bundle), "b.json")
        return read("".join(json.dumps(one) + "\n" for one in resources), "b.ndjson")

    return made


@pytest.mark.parametrize("bundled", [False, True])
@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("M81.00", "osteoporosis"),
        ("M8000XA", "osteoporosis"),
        ("64859006", "osteoporosis"),
        ("M54.4", "sciatica or sciatica-acute or sciatica-flexion-sensitive"),
        ("Z96.641", "hip-replacement"),
        ("i10", "hypertension"),
    ],
)
def test_a_condition_is_proposed_and_not_applied(fhir, bundled, code, says):
    roster = fhir(condition(code), PATIENT, bundled=bundled)
    [row] = roster
    assert (row.problems, row.patient.conditions) == ((), ())
    assert [note.discreet for note in row.notes] == [
        f'conditions: the diagnosis "…" may be {says}, which is not heeded here; '
        "ask the clinician, and name it in a list of your own or in the patient's file"
    ]
    assert row.notes[0].quoted == code
    assert "diagnoses in it: 1; none is heeded; for 1 a warning of the row names the condition" in roster.notes[-1]


@pytest.mark.parametrize(
    "other",
    [
        condition("M81", clinicalStatus={"coding": [{"code": "resolved"}]}),
        condition("M81", verificationStatus={"coding": [{"code": "refuted"}]}),
        condition("M81", subject="Patient/p2"),
        condition("M79.7"),
        condition("Z96.65"),
        {"resourceType": "Condition", "subject": None, "code": {"text": "Osteoporosis"}},
        {"resourceType": "Condition", "code": {"coding": "M81"}},
    ],
)
def test_what_is_over_refuted_anothers_or_unknown_proposes_nothing(fhir, other):
    [row] = fhir(other, PATIENT)
    assert row.notes == ()


def test_a_diagnosis_in_several_codes_is_one_warning(fhir):
    [row] = fhir(condition("M81.0"), condition("M80.1"), condition("I10"), PATIENT)
    assert [note.text.split(" may be ")[1].split(",")[0] for note in row.notes] == ["osteoporosis", "hypertension"]


def test_references_by_uuid_are_found(fhir):
    who = {**PATIENT, "id": "8c9b4f20-1111"}
    [row] = fhir(condition("I10", subject="urn:uuid:8c9b4f20-1111"), who)
    assert len(row.notes) == 1


@pytest.mark.parametrize(
    "subject",
    [
        {"identifier": {"value": "001"}},
        {"reference": "Patient/p1/_history/2"},
        {"reference": "https://x/fhir/Patient/p1/_history/2"},
    ],
)
def test_a_subject_by_version_or_identifier_is_found(fhir, subject):
    roster = fhir({**condition("M81.0"), "subject": subject}, {**PATIENT, "identifier": [{"value": "001"}]})
    [row] = roster
    assert [note.quoted for note in row.notes] == ["M81.0"]
    assert roster.notes[-1].endswith("for 1 a warning of the row names the condition that it may be")


@pytest.mark.parametrize("code", [{"text": "Osteoporosis"}, {"coding": [{"display": "Pregnant, 24 weeks"}]}])
def test_a_diagnosis_in_words_is_proposed_too(fhir, code):
    [row] = fhir({**condition("M81.0"), "code": code}, PATIENT)
    assert len(row.notes) == 1


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (condition("M81", subject="Patient/zzz"), "1 is of nobody who gets a booklet from this list"),
        ({"resourceType": "Condition", "code": {"text": "Osteoporosis"}}, "1 is of nobody who gets a booklet"),
        (condition("M79.7"), "of 1 neither code nor words are known here: ask what they are"),
    ],
)
def test_the_note_promises_no_warning_that_is_not_there(fhir, other, says):
    roster = fhir(other, PATIENT)
    assert all(row.notes == () for row in roster)
    assert f"none is heeded; {says}" in roster.notes[-1]


def test_only_conditions_that_there_are_are_proposed(library):
    assert {one for ids in (*ICD_10.values(), *SNOMED.values()) for one in ids} <= set(library.ids("conditions"))


def test_a_first_day_for_all_makes_dated_booklets_of_fhir(read):
    [row] = read(json.dumps(PATIENT), "b.ndjson", defaults={"start": "2026-12-07", "size": "large"})
    assert (str(row.patient.start), row.patient.size) == ("2026-12-07", "large")
