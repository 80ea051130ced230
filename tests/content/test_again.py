"""What a document writes of itself is read again as the same document, from a program and from a file."""

import json
from functools import cache

from planner import Clinic, Library, Patient, Plan, Profile, load_plan
from planner.content.kinds import FOLDERS, KINDS
from planner.content.resources import built_in_plans, data
from planner.content.spec import Document

LIBRARY = data("plans") / "library"
PATIENT = Patient(
    name="Ana Souza",
    id="MRN-1",
    born="1958-04-03",
    start="2026-12-07",
    days=["mon", "wed"],
    conditions=["osteoporosis"],
    side="left",
    exercises={"bridge": "leave out", "bird-dog": {"hold": "5 s", "days": "daily"}},
    cleared=[{"exercise": "walking", "condition": "sciatica", "by": "Dr Lee"}],
    keep=[{"exercise": "curl-up", "by": "Dr Lee", "reason": "It helps"}],
    accept_plan={"by": "Dr Lee", "reason": "Asked for"},
    size="xl",
    goals=["Walk"],
    appointments=["2026-12-08 9:00"],
    note="One.\n\nTwo.",
    print_id="yes",
    videos={"bridge": "https://clinic.example/b"},
)
CLINIC = Clinic.model_validate(
    {
        "name": "Riverside",
        "session_times": ["8:00"],
        "traffic_light": {"green": 2, "amber": "5"},
        "theme": {"base": "warm", "accent": "#0b6e4f", "figure": {"person": "calm"}},
        "reviewed_by": {"name": "Dr Lee", "on": "2026-01-01"},
    }
)
PROFILE = Profile.model_validate(
    {"columns": {"id": "Nr"}, "skip_if": {"Status": ["x", "y"]}, "defaults": {"start": "2026-12-07", "days": "daily"}}
)


@cache
def everything() -> dict[str, Document]:
    found: dict[str, Document] = {"patient": PATIENT, "clinic": CLINIC, "profile": PROFILE, "empty": Patient()}
    found |= {f"plan {name}": load_plan(name) for name in built_in_plans()}
    found["plan ours"] = load_plan({"extends": "low-back-relief", "exercises": {"bridge": {"hold": "4 s"}}})
    for kind in KINDS:
        files = (LIBRARY / kind.plural).glob("*.yaml") if kind.plural in FOLDERS else ()
        found |= {f"{kind.name} {path.stem}": kind.document.load(path) for path in files}
    found["cover"] = next(kind for kind in KINDS if kind.name == "cover").document.load(LIBRARY / "cover.yaml")
    return found


def test_there_is_one_of_every_kind_with_a_file_of_its_own():
    assert {type(one) for one in everything().values()} == {k.document for k in KINDS if k.place != "table"}


def says(document: Document) -> tuple[dict, set]:
    """What it holds, and what of it somebody has set: that has a meaning too."""
    return document.model_dump(), document.model_fields_set


def test_what_is_dumped_loads_again():
    for name, one in everything().items():
        assert says(type(one).model_validate(one.model_dump(mode="json"))) == says(one), name
        assert says(type(one).model_validate_json(one.model_dump_json())) == says(one), name


def test_what_is_dumped_can_be_a_file(tmp_path):
    path = tmp_path / "it.yaml"
    for name, one in everything().items():
        path.write_text(json.dumps(one.model_dump(mode="json"), ensure_ascii=False), "utf-8")
        if name != "empty":
            assert says(type(one).load(path)) == says(one), name


def test_a_plan_that_extends_one_is_whole_when_it_is_dumped():
    for name, one in everything().items():
        if isinstance(one, Plan):
            assert load_plan(one.model_dump(mode="json")).model_dump() == one.model_dump(), name


def test_what_is_dumped_fits_the_library():
    Library().check(Patient.model_validate(PATIENT.model_dump(mode="json")))
