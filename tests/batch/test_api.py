"""make_all hands on what it is given; what a batch does is in test_run."""

import csv
from decimal import Decimal
from typing import Any

import pikepdf
import pytest

from planner import (
    InputError,
    OutputError,
    Patient,
    PrintJob,
    load_clinic,
    load_plan,
    make_all,
    make_booklet,
    read_roster,
)
from planner.batch import api, workers
from planner.batch.report import Outcome


@pytest.fixture
def roster(write):
    return read_roster(write("roster.csv", "id,name\n1,Ana\n2,Bo\n3,\n"))


@pytest.fixture
def short(write):
    return load_plan(write("short.yaml", "extends: low-back-relief\nsections: [cover, safety]\n"))


def test_a_batch_in_one_call(short, roster, write, tmp_path):
    clinic = load_clinic(write("clinic.yaml", "name: Riverside\n"))
    seen: list[Outcome] = []
    job = PrintJob(tmp_path / "job.pdf", duplex=True)
    done = make_all(
        short, roster, str(tmp_path / "out"), clinic=clinic, paper="Letter", print_job=job, watch=seen.append
    )
    assert done == seen
    assert [(outcome.id, outcome.status) for outcome in done] == [("1", "made"), ("2", "made"), ("3", "made")]
    first = next(iter(roster)).patient
    assert (tmp_path / "out/1.pdf").read_bytes() == make_booklet(short, first, clinic, paper="Letter").data
    with pikepdf.open(tmp_path / "job.pdf") as pdf:
        assert len(pdf.pages) == 12  # a cover and the safety pages, for three, each on whole sheets


def test_it_can_be_called_again(short, roster, tmp_path):
    make_all(short, roster, tmp_path / "out", only=["2"])
    made = (tmp_path / "out/2.pdf").stat().st_mtime_ns
    with pytest.raises(OutputError, match="is there already"):
        make_all(short, roster, tmp_path / "out")
    make_all(short, roster, tmp_path / "out", existing="keep")
    assert (tmp_path / "out/2.pdf").stat().st_mtime_ns == made
    assert (tmp_path / "out/3.pdf").is_file()


def test_files_after_names_and_with_a_password(short, roster, tmp_path):
    done = make_all(short, roster, tmp_path, file_names="name", password="secret")
    assert [outcome.file for outcome in done] == ["Ana-1.pdf", "Bo-2.pdf", "3.pdf"]
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "3.pdf")
    assert "secret" not in repr(PrintJob(tmp_path / "job.pdf", password="secret"))


def test_an_address_that_must_not_be_used(short, roster, tmp_path):
    with pytest.raises(InputError, match="only encrypted"):
        make_all(short, roster, tmp_path / "out", executor="tcp://203.0.113.7:8786")
    assert not (tmp_path / "out").exists()


def test_processes_work_where_they_are_worth_their_start(short, roster, tmp_path, monkeypatch):
    asked: list[object] = []

    def workers_for(*given):
        asked.append(given)
        return workers.workers_for(*given)

    def processes(count):
        asked.append(count)
        return workers.workers_for(0)

    monkeypatch.setattr(api, "workers_for", workers_for)
    make_all(short, roster, tmp_path / "few", jobs=4)
    monkeypatch.setattr(workers, "ROWS_PER_PROCESS", 1)
    monkeypatch.setattr(workers, "processes", processes)
    make_all(short, roster, tmp_path / "many", jobs=2)
    assert asked == [(3, 4, None), (3, 2, None), 2]


class NAType:
    """As pandas.NA: whether it differs from itself is neither true nor false."""

    def __ne__(self, _: object) -> bool:
        raise TypeError("neither")

    __hash__ = None  # type: ignore[assignment]


HALVED = [
    {"id": "2", field: "\ud800x"} for field in ("days", "password", "plan", "name", "note", "conditions", "patient")
]


@pytest.mark.parametrize(
    "row", [*HALVED, {"id": "2", "\ud800": "x"}, {"resourceType": "Patient", "name": [{"family": "\ud800"}]}]
)
def test_half_a_character_fails_its_row_and_no_other(short, row, tmp_path):
    rows = [{"id": "1", "name": "Ana"}, row, {"id": "3", "name": "Cem"}]
    done = make_all(short, read_roster(rows), tmp_path / "out")
    assert [outcome.status for outcome in done] == ["made", "failed", "made"]
    assert "has half a character" in str(done[1].error)
    assert "\ud800" not in (tmp_path / "out" / "report.html").read_text("utf-8")


@pytest.mark.parametrize("missing", [None, float("nan"), Decimal("NaN"), NAType()])
def test_what_a_table_has_for_an_empty_cell_is_an_empty_cell(missing):
    [row] = read_roster([{"id": "1", **dict.fromkeys(("name", "note", "start", "size"), missing), "goals": [missing]}])
    assert row.patient == Patient(id="1")
    [row] = read_roster([{"id": missing, "name": "Ana"}])
    assert row.id is None


@pytest.mark.parametrize(("given", "read"), [(412.0, "412"), (412.5, "412.5"), (-0.0, "0"), (412, "412")])
def test_an_id_that_a_table_has_as_a_float_is_a_whole_number(given, read):
    [row] = read_roster([{"id": given, "name": "Ana"}])
    assert row.id == read
    [row] = read_roster([{"id": 1e22, "name": "Ana"}])
    assert "has shortened this number" in str(row.problems[0])


@pytest.mark.parametrize("value", [float("inf"), b"Ana"])
def test_what_no_cell_can_hold_is_a_mistake_of_its_row(value):
    [row] = read_roster([{"id": "1", "name": value}])
    assert [str(problem) for problem in row.problems] == ["name: is not a text"]


@pytest.mark.parametrize("column", ["id", "name", "password", "goals"])
def test_true_and_false_are_no_text_of_a_row(column):
    [row] = read_roster([{"id": "1", "print_id": True, column: [False] if column == "goals" else False}])
    assert [str(problem) for problem in row.problems] == [f"{column}: write a single text"]


def test_a_row_with_more_values_than_columns_says_so_and_whose_it_is():
    [row] = read_roster([*csv.DictReader(["id,name", "2,Souza, Ana"])])
    assert row.id == "2"
    assert str(row.problems[0]).startswith("has 3 values for 2 columns; put quotes")


def test_a_password_that_cannot_be_typed_is_a_mistake_of_its_row(short, tmp_path):
    [failed] = make_all(short, read_roster([{"id": "1", "password": "a\0b"}]), tmp_path / "out")
    assert failed.error == "password: holds a character that nobody can type"


@pytest.mark.parametrize("password", [" ", "\t", " pw", "pw\xa0"])
def test_a_password_with_spaces_that_nobody_sees_fails_its_row(short, password, tmp_path):
    rows = [{"id": "1", "password": password}, {"id": "2", "password": ""}, {"id": "3", "password": None}]
    failed, *made = make_all(short, read_roster(rows), tmp_path / "out")
    assert str(failed.error).startswith("password: has ")
    assert [outcome.status for outcome in made] == ["made", "made"]


def test_a_default_whose_name_is_no_text_is_unknown():
    with pytest.raises(InputError, match=r'defaults\.1: unknown key "1"'):
        read_roster([{"id": "1"}], defaults={1: "xl"})  # type: ignore[dict-item]  # as JSON never has it


def test_what_a_log_shows_of_a_row_and_a_booklet_is_not_what_they_say(short):
    (row,) = read_roster([{"id": "MRN-1", "name": "Ana Souza", "password": "opensesame"}])
    booklet = make_booklet(short, row.patient)
    assert repr(row) == "<Row rows: entry 1: a patient>"
    assert repr(booklet) == f"<Booklet: {booklet.pages} pages, {len(booklet.data):,} bytes>"


def test_what_is_no_row_does_not_stop_the_others():
    rows: list[Any] = [{"id": "1"}, None, {"id": "2"}, "3"]
    read = [*read_roster(rows)]
    assert [row.id for row in read if row.patient] == ["1", "2"]
    assert [(row.number, str(row.problems[0])[:20]) for row in read if row.problems] == [
        (2, "is not a patient; wr"),
        (4, "is not a patient; wr"),
    ]
