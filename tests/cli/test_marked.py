"""A mark in every field of every input of a batch: it comes out in the booklet, and in nothing that is passed on."""

import json
import logging
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from planner.batch.columns import COLUMNS
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.profile import Profile

MARK = "zzyxq"
OUTPUTS = ("report.jsonl", "report.html")
RIGHT = {
    "name": MARK,
    "trainer": MARK,
    "goals": f"Walk; {MARK}",
    "note": f"Take care {MARK}.",
    "password": MARK,
}
"""Cells that may say so; in any other column it is a mistake."""
FILE: dict[str, Any] = {
    "name": MARK,
    "born": MARK,
    "start": MARK,
    "days": [MARK],
    "conditions": [MARK],
    "side": MARK,
    "exercises": {"bridge": {"note": MARK}},
    "cleared": [{"exercise": "bridge", "condition": "balance", "by": MARK, "reason": MARK}],
    "keep": [{"exercise": "bridge", "by": MARK, "reason": MARK}],
    "accept_plan": {"by": MARK, "reason": MARK},
    "language": MARK,
    "size": MARK,
    "person": MARK,
    "goals": [MARK],
    "trainer": MARK,
    "appointments": [MARK],
    "note": MARK,
    "print_id": MARK,
    "videos": {"bridge": f"https://clinic.example/{MARK}"},
}
GIVER: dict[str, Any] = {
    **dict.fromkeys(("name", "clinician", "phone", "hours", "address"), MARK),
    "videos": {"bridge": f"https://clinic.example/{MARK}"},
    "reviewed_by": {"name": MARK, "on": "2026-01-01"},
    "theme": {"title": MARK, "summary": MARK},
}
FHIR: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p1",
    "active": True,
    "meta": {"source": "s"},
    "text": {"status": "generated", "div": "<div>d</div>"},
    "birthDate": "1980-02-29",
    "gender": "female",
    "identifier": [{"use": "usual", "system": "urn:oid:1", "value": "MRN-9", "assigner": {"display": "Clinic"}}],
    "name": [
        {"use": "official", "text": "t", "family": "Souza", "given": ["Ana"], "prefix": ["Dr"], "suffix": ["PhD"]}
    ],
    "telecom": [{"system": "phone", "value": "020"}],
    "address": [{"line": ["1 High Street"], "city": "London"}],
    "contact": [{"name": {"family": "Souza"}}],
    "communication": [{"language": {"coding": [{"code": "en"}], "text": "English"}, "preferred": True}],
    "extension": [{"url": "u", "valueString": "v"}],
}
CONDITION: dict[str, Any] = {
    "resourceType": "Condition",
    "id": "c1",
    "subject": {"reference": "Patient/p1", "display": "d"},
    "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "M81.0", "display": "d"}], "text": "t"},
    "note": [{"text": "n"}],
}


@pytest.fixture
def said(planner, tmp_path, write, caplog):
    """All that a batch leaves for others to read, and how many booklets it made."""
    write("short.yaml", "extends: keep-well\nsections: [cover, exercises]\n")

    def made(roster: str, *more: str) -> tuple[str, int]:
        caplog.set_level(logging.DEBUG)
        texts = []
        for options in (
            ["--json", "--overwrite"],
            ["--dry-run", "--overwrite"],
            ["--strict", "--overwrite"],
            ["--overwrite"],
        ):
            words = (
                "batch",
                "short.yaml",
                roster,
                "-o",
                "out",
                "--print-job",
                "job.pdf",
                "--calendar",
                *more,
                *options,
            )
            result = planner(*words)
            assert result.code != 1, result.err
            texts += [result.out, result.err]
        texts += [path.read_text("utf-8") for name in OUTPUTS if (path := tmp_path / "out" / name).exists()]
        texts += [path.read_text("utf-8-sig") for path in tmp_path.glob("job.csv")]
        texts += [path.name for path in tmp_path.rglob("*")]
        return "".join([*texts, caplog.text]), len([*tmp_path.glob("out/*.pdf")])

    return made


def leaves(value: Any) -> Iterator[tuple[Any, ...]]:
    """The ways to all values that are no lists or maps."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from ((key, *way) for way in leaves(value[key]))
    else:
        yield ()


def marked(value: Any, way: tuple[Any, ...]) -> Any:
    """A copy with the mark at the end of a way."""
    made = deepcopy(value)
    into = made
    for key in way[:-1]:
        into = into[key]
    into[way[-1]] = MARK
    return made


def written(path: Path, name: str, value: str) -> None:
    """A roster with one column beside the id, in the format that its ending tells."""
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        book.active.append(["id", name])
        book.active.append(["A-1", value])
        book.save(path)
    elif path.suffix == ".jsonl":
        path.write_text(json.dumps({"id": "A-1", name: value.split("; ") if ";" in value else value}), "utf-8")
    else:
        path.write_text(f'id,{name}\nA-1,"{value}"\n', "utf-8")


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl"])
@pytest.mark.parametrize("column", [name for name in COLUMNS if name not in ("id", "error")])
def test_a_roster(said, tmp_path, column, suffix):
    written(tmp_path / f"r.{suffix}", column, RIGHT.get(column, MARK))
    text, booklets = said(f"r.{suffix}")
    assert MARK not in text
    assert booklets == (column in RIGHT)


@pytest.mark.parametrize("field", FILE)
def test_a_patients_file(said, write, field):
    assert {*FILE} == {*Patient.model_fields} - {"id"}
    write("one.yaml", yaml.safe_dump({field: FILE[field]}))
    write("r.csv", "id,patient\nA-1,one.yaml\n")
    assert MARK not in said("r.csv")[0]


IDS = (("identifier", 0, "value"), ("id",))
"""What reports name a patient by."""


@pytest.mark.parametrize("way", [way for way in leaves(FHIR) if way not in IDS], ids=str)
def test_a_fhir_patient(said, tmp_path, way):
    (tmp_path / "r.ndjson").write_text(json.dumps(marked(FHIR, way)), "utf-8")
    assert MARK not in said("r.ndjson")[0]


@pytest.mark.parametrize("way", [*leaves(CONDITION)], ids=str)
def test_a_fhir_diagnosis(said, tmp_path, way):
    entries = [{"resource": FHIR}, {"resource": marked(CONDITION, way)}]
    (tmp_path / "r.json").write_text(json.dumps({"resourceType": "Bundle", "entry": entries}), "utf-8")
    assert MARK not in said("r.json")[0]


@pytest.mark.parametrize(
    "text", [f"{MARK} Souza,1971-04-03\nBo,1980-01-01\n", f"A-1;{MARK};1971\n", f"{MARK}\n{MARK}\n"]
)
def test_a_roster_without_the_names_of_its_columns(said, write, text):
    write("r.csv", text)
    found, booklets = said("r.csv")
    assert (MARK in found, booklets) == (False, 0)


@pytest.mark.parametrize("field", GIVER)
def test_a_clinic_is_no_patient_and_all_the_same_not_quoted(said, write, field):
    assert {*GIVER} <= {*Clinic.model_fields}
    write("clinic.yaml", yaml.safe_dump({field: GIVER[field]}))
    write("r.csv", "id,start\nA-1,2026-12-07\n")
    text, booklets = said("r.csv", "--clinic", "clinic.yaml")
    assert (MARK in text, booklets) == (False, 1)


def test_a_file_with_a_password(said, write):
    write("r.csv", "id,name,password\nA-1,Ana,\nA-2,Bo,x\n")
    for word in (MARK, MARK * 40):
        write("word.txt", word)
        assert MARK not in said("r.csv", "--password-file", "word.txt")[0]


def test_values_of_a_profile(said, write):
    assert {"defaults", "skip_if"} <= {*Profile.model_fields}
    write("p.yaml", yaml.safe_dump({"skip_if": {"Status": [MARK]}, "defaults": {"trainer": MARK, "note": MARK}}))
    write("r.csv", f"id,name,Status\nA-1,Ana,here\nA-2,Bo,{MARK}\n")
    text, booklets = said("r.csv", "--profile", "p.yaml")
    assert (MARK in text, booklets) == (False, 1)
