"""Rows of one person: none is printed with less left out than another row asks for."""

import pytest

from planner.batch.print_job import PrintJob
from planner.batch.run import make_batch
from tests.batch.runs import failed, reported

HEAD = "id,name,born,conditions\n"
SPLIT = (
    "conditions: is the same person as row {}, with other conditions; "
    "write all of them into one row, and delete the other"
)
UNREAD = "id: row 3, which fails, has this id too; it may be the same person: correct that one first"
LATER = "id: row 2 has this id already; "


@pytest.mark.parametrize(
    "rows",
    [
        "A1,Ana A,1971-04-03,\nA1,Ana A,1971-04-03,osteoporosis\n",
        "A1,Ana A,1971-04-03,balance\nA1,A ÁNA,1971-04-03,osteoporosis\n",
        "A1,Ana A,1971-04-03,\nA1,Ana A,,osteoporosis\n",
        "A1,Ana A,1971-04-03,\nA1,,,osteoporosis\n",
        "A1,,,\nA1,,,osteoporosis\n",
        ",Ana A,1971-04-03,\n,Ana A,1971-04-03,osteoporosis\n",
        "A1,Ana A,1971-04-03,\n,Ana A,1971-04-03,osteoporosis\n",
    ],
)
def test_a_row_for_each_diagnosis_prints_none_of_them(batch, tmp_path, rows):
    done = make_batch(batch(HEAD + rows, print_job=PrintJob(tmp_path / "job.pdf")))
    assert [outcome.error for outcome in done] == [SPLIT.format(3), SPLIT.format(2)]
    assert not [*tmp_path.rglob("*.pdf")]
    assert "refused" not in failed(tmp_path / "out")[0] or not any(row["refused"] for row in failed(tmp_path / "out"))


def test_written_into_one_row_they_are_printed(batch, tmp_path):
    make_batch(batch(f"{HEAD}A1,Ana A,1971-04-03,\nA1,Ana A,1971-04-03,osteoporosis\n"))
    lines = (tmp_path / "out/failed.csv").read_bytes().decode("utf-8-sig").splitlines()
    [made] = make_batch(batch("\n".join([lines[0], lines[2]]), "out/failed.csv", existing="keep"))
    assert (made.error, made.file) == (None, "A1.pdf")


ONE_IS_RIGHT = "if it is the same person, keep the one of the two that is right; if not, give each an id of their own"


@pytest.mark.parametrize(
    ("rows", "first", "second"),
    [
        ("A1,Ana A,1971-04-03,\nA1,Bo B,1980-01-01,osteoporosis", "", f"{LATER}give each patient an id of their own"),
        ("A1,Ana A,1971-04-03,\nA1,Ana A,1980-01-01,osteoporosis", "", LATER + ONE_IS_RIGHT),
        (",Ana A,1971-04-03,\n,Ana A,1980-01-01,osteoporosis", "", ""),
        (",Ana A,,\n,Ana A,,osteoporosis", "", ""),
        (",Ana A,1971-04-03,balance\n,Ana A,1971-04-03,balance", "", ""),
        ("A1,Ana A,1971-04-03,\nA1,Ana A,1971-04-03,osteoporosiss", UNREAD, "…"),
    ],
)
def test_others_with_the_same_name_or_id_are_made(batch, rows, first, second):
    one, two = make_batch(batch(HEAD + rows))
    assert (one.error or "") == first
    assert (two.error or "") == second or (second == "…" and two.status == "failed")


def test_what_an_earlier_run_made_stays_and_is_known(batch, tmp_path):
    make_batch(batch(f"{HEAD}A1,Ana A,1971-04-03,osteoporosis\n2,Bo B,,\n"))
    before = (tmp_path / "out/A1.pdf").read_bytes()
    rows = "A1,Ana A,1971-04-03,\n2,Bo B,,\nA1,Ana A,1971-04-03,osteoporosis\n"
    make_batch(batch(HEAD + rows, existing="keep", removes=True))
    assert (tmp_path / "out/A1.pdf").read_bytes() == before
    assert [[*line["stay"]] for line in reported(tmp_path / "out")] == [["A1.pdf"], [], []]
