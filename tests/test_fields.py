"""Nothing that a patient's or a clinic's file says is dropped: each field changes what is made."""

import pytest

from planner import load_library, load_plan, make_booklet, make_clinician_sheet
from planner.content.clinic import Clinic
from planner.content.patient import Patient

LIBRARY = load_library()
PLAN = load_plan("low-back-relief").model_copy(update={"sections": ()})
ANA = {"start": "2026-12-01", "conditions": ["hypertension", "hip-replacement"], "id": "MRN-7", "print_id": "true"}
RIVERSIDE = {"phone": "1", "emergency_number": "112"}
SLIDER = "sciatic-slider-seated"

PATIENT = {
    "name": "Ana Souza",
    "id": "MRN-8",
    "born": "1971-04-03",
    "start": "2026-12-02",
    "days": "daily",
    "conditions": ["osteoporosis"],
    "side": "left",
    "exercises": {"pelvic-tilt": {"reps": "8"}},
    "cleared": [{"exercise": "bird-dog", "condition": "hip-replacement", "by": "Dr Lee"}],
    "size": "large",
    "person": "brown-bob",
    "goals": ["Lift my grandson"],
    "trainer": "Sam",
    "appointments": ["2026-12-01 10:30"],
    "note": "Start with the bed.",
    "print_id": "false",
    "videos": {"walking": "https://clinic.example/v/walk"},
}
ELSEWHERE_P = {
    "language": "tests/content/test_language.py",
    "keep": "the last test here",
    "accept_plan": "tests/sections/test_clinician.py",
}
CLINIC = {
    "name": "Riverside",
    "clinician": "Maria Lee, PT",
    "phone": "2",
    "hours": "Mon to Fri",
    "address": "12 River Street",
    "emergency_number": "999",
    "paper": "Letter",
    "week_starts": "sunday",
    "traffic_light": {"green": "2", "amber": "4"},
    "videos": {"walking": "https://clinic.example/v/walk"},
    "theme": "plain",
    "reviewed_by": {"name": "Maria Lee", "on": "2026-11-20"},
}
ELSEWHERE_C = {
    "logo": "tests/test_own_pictures.py",
    "letterhead": "tests/test_own_pictures.py",
    "time_zone": "tests/test_ics.py",
    "session_times": "tests/test_ics.py",
    "roster": "tests/cli/test_roster.py",
    "footer": "tests/booklet/test_own_look.py",
    "cover_picture": "tests/booklet/test_own_look.py",
    "cover_alt": "tests/booklet/test_own_look.py",
}


def made(patient: dict, clinic: dict) -> tuple[str, str]:
    phase = PLAN.phases[0]
    entries = (*phase.exercises, type(phase.exercises[0])(exercise=SLIDER))
    phases = (phase.model_copy(update={"exercises": entries}), *PLAN.phases[1:])
    plan = PLAN.model_copy(update={"phases": phases})
    who, giver = Patient.model_validate(patient), Clinic.model_validate(clinic)
    return (
        make_booklet(plan, who, giver, library=LIBRARY).sha256,
        make_clinician_sheet(plan, who, giver, library=LIBRARY).sha256,
    )


@pytest.fixture(scope="module")
def plain():
    return made(ANA, RIVERSIDE)


def test_every_field_is_looked_at():
    assert set(Patient.model_fields) == set(PATIENT) | set(ELSEWHERE_P)
    assert set(Clinic.model_fields) == set(CLINIC) | set(ELSEWHERE_C)


@pytest.mark.parametrize("field", sorted(set(PATIENT) - {"born"}))
def test_a_field_of_the_patient_changes_the_booklet(plain, field):
    assert made({**ANA, field: PATIENT[field]}, RIVERSIDE)[0] != plain[0]


@pytest.mark.parametrize("field", sorted(set(CLINIC) - {"week_starts"}))
def test_a_field_of_the_clinic_changes_the_booklet(plain, field):
    assert made(ANA, {**RIVERSIDE, field: CLINIC[field]})[0] != plain[0]


def test_how_the_clinics_week_starts_shows_where_no_day_is_the_first():
    undated = {key: value for key, value in ANA.items() if key != "start"}
    assert made(undated, {**RIVERSIDE, "week_starts": "sunday"}) != made(undated, RIVERSIDE)


def test_a_birth_and_who_keeps_an_exercise_are_on_the_clinicians_sheet(plain):
    assert made({**ANA, "born": PATIENT["born"]}, RIVERSIDE)[1] != plain[1]
    kept = [{"exercise": "standing-forward-bend", "by": "Dr Lee", "reason": "r"}]
    thin = {**ANA, "conditions": ["osteoporosis"]}
    assert made({**thin, "keep": kept}, RIVERSIDE) != made(thin, RIVERSIDE)
