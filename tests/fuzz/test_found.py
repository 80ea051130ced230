"""What the fuzzer has found, kept."""

import zipfile
from io import BytesIO

import pytest

from planner import load_clinic, load_plan, make_booklet, read_roster
from planner.batch.fhir import columns
from planner.batch.source import file_inside
from planner.content.patient import Patient
from planner.content.resources import data
from planner.outputs.file_names import file_names
from planner.problems import InputError
from tests.batch.test_sheets import workbook

PLAN = """\
title: t
summary: s
version: "1"
for: f
not_for: n
weeks: 1
days: [mon]
phases: [{title: p, weeks: 1, aim: a, exercises: [bridge]}]
sections: [overview, calendar]
"""


def test_a_week_that_starts_behind_its_only_day_has_an_overview(write):
    plan = load_plan(write("plan.yaml", PLAN))
    assert make_booklet(plan, Patient(start="2026-12-01")).pages  # a Tuesday


def test_the_same_id_many_times_makes_no_endless_name():
    names = file_names(["MRN-9"] * 200)
    assert len(set(names)) == 200
    assert max(map(len, names)) < 30


def test_long_ids_in_any_script_fit_into_a_file_system():
    names = file_names(["患者番号" * 30] * 3)
    assert len(set(names)) == 3
    assert max(len(f"{name}.pdf".encode()) for name in names) <= 255


def test_a_coding_that_is_no_list_is_passed_over():
    found, _ = columns(
        {"resourceType": "Patient", "identifier": [{"type": {"coding": True}, "value": "7"}, {"value": "8"}]}, ("en",)
    )
    assert found["id"] == "7"


def test_a_use_that_is_no_text_is_passed_over():
    found, _ = columns({"resourceType": "Patient", "name": [{"use": {"a": "b"}, "family": "Petrović"}]}, ("en",))
    assert found["name"] == "Petrović"


def test_a_note_longer_than_a_page_goes_on_on_the_next_one(write):
    plan = load_plan(write("plan.yaml", PLAN.replace("days: [mon]", "days: [mon, wed, fri]")))
    for size in ("standard", "large", "xl"):
        for note in ("w" * 4000, "low back " * 440):
            assert make_booklet(plan, Patient(note=note), size=size).pages > 3


@pytest.mark.parametrize("name", ["w" * 5000, "w" * 300 + ".yaml", "w/" * 3000 + "x.yaml"])
def test_a_name_that_no_file_system_takes_names_no_plan(write, name):
    with pytest.raises(InputError):
        load_plan(name)
    with pytest.raises(InputError):
        load_plan(write("plan.yaml", f"extends: {name}\n"))
    assert file_inside(write("plan.yaml", "").parent, name) is None


def test_a_name_of_a_glyph_that_is_no_text_names_nothing(tmp_path):
    folder = tmp_path / "fonts" / "own"
    folder.mkdir(parents=True)
    for weight in ("Regular", "Bold"):
        raw = (data("fonts") / "source-sans-3" / f"SourceSans3-{weight}.ttf").read_bytes()
        (folder / f"Own-{weight}.ttf").write_bytes(raw.replace(b"uni", b"u\xda("))
    (tmp_path / "clinic.yaml").write_text("theme: {family: fonts/own}\n", "utf-8")
    assert make_booklet(load_plan("keep-well"), clinic=load_clinic(tmp_path / "clinic.yaml")).pages


def test_a_workbook_that_does_not_unpack_is_an_error(tmp_path):
    raw = bytearray(workbook())
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    raw[at + 60 : at + 120] = bytes([0x55]) * 60  # within what is packed: headers stay whole
    (tmp_path / "roster.xlsx").write_bytes(raw)
    with pytest.raises(InputError, match="not an Excel file"):
        read_roster(tmp_path / "roster.xlsx")
