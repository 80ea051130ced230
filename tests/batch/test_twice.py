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
OTHER_BIRTH = (
    "conditions: row {} has this id and name, other conditions, and perhaps another day of birth; if it is the same "
    "person, write all of them into one row, and delete the other; if not, give each an id of their own"
)
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


@pytest.mark.parametrize(
    "rows",
    [
        ",Cy C,1960-01-01,balance\n,Cy C,1960-01-01,osteoporosis\n",
        "A1,Cy C,1960-01-01,balance\n,C Cy,1960-01-01,osteoporosis\n",
        ",Cy C,1960-01-01,balance\n,Cy C,1960-01-01,osteoporosiss\n",
    ],
)
def test_the_list_of_failed_rows_prints_none_of_them_until_it_is_edited(batch, tmp_path, rows):
    make_batch(batch(HEAD + rows))
    for _ in range(2):
        unedited = (tmp_path / "out/failed.csv").read_text("utf-8")
        done = make_batch(batch(unedited, "out/failed.csv", existing="keep"))
        assert [outcome.status for outcome in done] == ["failed", "failed"]
    assert not [*tmp_path.rglob("*.pdf")]


def test_whoever_names_one_of_them_gets_none_either(batch, tmp_path):
    make_batch(batch(f"{HEAD}A1,Cy C,1960-01-01,balance\n,Cy C,1960-01-01,osteoporosis\n", only=("A1",)))
    unedited = (tmp_path / "out/failed.csv").read_text("utf-8")
    [outcome] = make_batch(batch(unedited, "out/failed.csv", existing="keep"))
    assert "this row was set aside" in (outcome.error or "")


NAMED = "name: row 3, which fails, has this {} too; it may be the same person: correct that one first"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (",Cy C,1960-01-01,\n,CY C,1960-01-01,osteoporosiss", NAMED.format("name and day of birth")),
        ("A1,Cy C,1960-01-01,\n,Cy C,1960-01-01,osteoporosiss", NAMED.format("name and day of birth")),
        (",Cy C,1960-01-01,\n,Cy C,1960-13-41,osteoporosis", NAMED.format("name")),
        (",Cy C,1960-01-01,\n,Cy C,1961-01-01,osteoporosiss", None),
        (",Cy C,1960-01-01,\n,Cy C,,osteoporosiss", None),
        ("A1,Cy C,1960-01-01,\nA2,Cy C,1960-01-01,osteoporosiss", None),
    ],
)
def test_a_row_without_an_id_waits_for_one_that_may_be_of_the_same_person(batch, rows, says):
    first, second = make_batch(batch(HEAD + rows))
    assert (first.error, second.status) == (says, "failed")


def test_when_the_other_row_is_corrected_both_are_looked_at(batch, tmp_path):
    make_batch(batch(f"{HEAD},Cy C,1960-01-01,\n,Cy C,1960-01-01,osteoporosiss\n"))
    mended = (tmp_path / "out/failed.csv").read_text("utf-8").replace("01,osteoporosiss\n", "01,osteoporosis\n")
    done = make_batch(batch(mended, "out/failed.csv", existing="keep"))
    assert [outcome.error for outcome in done] == [SPLIT.format(3), SPLIT.format(2)]


ONE_IS_RIGHT = "if it is the same person, keep the one of the two that is right; if not, give each an id of their own"


@pytest.mark.parametrize(
    ("rows", "first", "second"),
    [
        ("A1,Ana A,1971-04-03,\nA1,Bo B,1980-01-01,osteoporosis", "", f"{LATER}give each patient an id of their own"),
        ("A1,Ana A,1971-04-03,\nA1,Ana A,1980-01-01,osteoporosis", OTHER_BIRTH.format(3), OTHER_BIRTH.format(2)),
        ("A1,Ana A,1971-04-03,balance\nA1,Ana A,1980-01-01,balance", "", LATER + ONE_IS_RIGHT),
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


@pytest.mark.parametrize(
    ("rows", "is_said"),
    [
        ("1,Ana Uno,1950-01-01,,\n1,Ana Uno,1950-01-01,osteoporosis,x\n", True),
        (",Ana Uno,1950-01-01,balance,\n,Ana Uno,1950-01-01,osteoporosis;balance,x\n", True),
        ("1,Ana Uno,1950-01-01,,\n1,Ana Uno,1950-01-01,osteoporosiss,x\n", True),
        ("1,Ana Uno,1950-01-01,osteoporosis,\n1,Ana Uno,1950-01-01,osteoporosis,x\n", False),
        ("1,Ana Uno,1950-01-01,,\n2,Ana Uno,1950-01-01,osteoporosis,x\n", False),
        ("1,Ana Uno,1950-01-01,,\n2,Bo Dos,1960-01-01,osteoporosis,x\n", False),
    ],
)
def test_conditions_of_a_row_that_is_left_out_are_not_lost_in_silence(batch, tmp_path, rows, is_said):
    done = batch("id,name,born,conditions,archived\n" + rows)
    said = [line for line in done.roster_warnings if "is left out" in line]
    one = (
        "row 3 is left out, and is about the person of row 2, who is made without the conditions that stand there; "
        "if that person has them, write them into row 2"
    )
    assert said == ([one] if is_said else [])
    make_batch(done)
    assert (one in (tmp_path / "out/report.html").read_text("utf-8")) is is_said
