"""A batch where an earlier run has left booklets of others, or a job of more."""

import os
import re

import pytest

from planner.batch import reported
from planner.batch.previous import previous_run
from planner.batch.print_job import PrintJob
from planner.batch.report import notes_on_old_files, tally
from planner.batch.run import make_batch
from planner.problems import OutputError
from tests.batch.runs import state

LIST = "id,name,born\n1,Ana,1971-01-01\n2,Bo,1972-01-01\n3,Cy,1973-01-01\n"
BROKEN = LIST.replace("1972-01-01", "1.1.1972")
ALL_BROKEN = LIST.replace("-01-01", "-13-01")

# -- booklets --------------------------------------------------------------------------------------------------------


def test_what_a_row_that_fails_now_had_is_kept_and_named_with_its_day(batch, tmp_path):
    make_batch(batch(LIST))
    os.utime(tmp_path / "out/2.pdf", (0, 1_700_000_000))
    again = batch(BROKEN, existing="keep")
    done = make_batch(again)
    says = ["rows fail now; what was made on 2023-11-14 is kept, and may be out of date: 2.pdf"]
    assert notes_on_old_files(done, again.leftovers) == says
    assert says[0] in (tmp_path / "out/report.html").read_text("utf-8")
    assert {path.name for path in (tmp_path / "out").glob("*.pdf")} == {"1.pdf", "2.pdf", "3.pdf"}
    mended = batch(LIST, existing="keep")
    assert [outcome.change for outcome in make_batch(mended)] == ["kept"] * 3


def test_what_was_mended_in_the_list_of_failed_rows_outlives_the_next_export(batch, tmp_path):
    make_batch(batch(BROKEN))
    listed = (tmp_path / "out/failed.csv").read_bytes().decode("utf-8-sig")
    make_batch(batch(listed.replace("1.1.1972", "1972-01-01"), "out/failed.csv", existing="keep"))
    before = (tmp_path / "out/2.pdf").read_bytes()
    for _ in range(2):
        done = make_batch(batch(BROKEN, existing="keep", removes=True))
        assert [(outcome.status, [*outcome.stay]) for outcome in done] == [
            ("made", []),
            ("failed", ["2.pdf"]),
            ("made", []),
        ]
        assert (tmp_path / "out/2.pdf").read_bytes() == before
    make_batch(batch(LIST.replace("2,Bo,1972-01-01\n", ""), existing="keep", removes=True))
    assert not (tmp_path / "out/2.pdf").exists()  # who has left is removed, though the last run failed


@pytest.mark.parametrize("existing", ["keep", "replace"])
def test_where_every_row_fails_nothing_is_removed_or_replaced(batch, tmp_path, existing):
    job = PrintJob(tmp_path / "out/job.pdf")
    make_batch(batch(LIST, print_job=job))
    before = {name: data for name, data in state(tmp_path / "out").items() if name.endswith(".pdf")}
    done = make_batch(batch(ALL_BROKEN, print_job=job, existing=existing))
    assert {outcome.status for outcome in done} == {"failed"}
    assert before.items() <= state(tmp_path / "out").items()
    [says] = notes_on_old_files(done, [])
    assert says.startswith("rows fail now; what was made on ")
    assert says.endswith(" is kept, and may be out of date: 1.pdf, 2.pdf, 3.pdf")


def test_what_is_replaced_is_counted(batch):
    make_batch(batch(LIST))
    done = make_batch(batch(LIST.replace("Bo", "Bob") + "4,Di,\n", existing="keep"))
    assert [outcome.file for outcome in done if outcome.replaced] == ["2.pdf"]
    assert tally(done, passing=True) == (
        "4 rows: 1 made, 1 from an earlier run replaced, 2 kept as before, 1 of them with warnings; 0 failed."
    )


def test_a_booklet_that_only_a_rows_number_names_is_never_replaced_by_anothers(batch, tmp_path):
    make_batch(batch("name\nAna\nBo\n"))
    before = state(tmp_path / "out")
    done = make_batch(batch("name\nXena\nBo\nCy\n", existing="keep"))
    assert [outcome.status for outcome in done] == ["failed", "made", "made"]
    assert done[0].error.startswith("row-2.pdf is there already and differs; this row has no id of its own")
    assert (tmp_path / "out/row-2.pdf").read_bytes() == before["row-2.pdf"]
    assert notes_on_old_files(done, []) == []
    unmended = (tmp_path / "out/failed.csv").read_bytes().decode()
    assert make_batch(batch(unmended, "out/failed.csv", existing="keep"))[0].error == done[0].error
    assert (tmp_path / "out/row-2.pdf").read_bytes() == before["row-2.pdf"]
    assert not [o.error for o in make_batch(batch("name\nXena\nBo\nCy\n", existing="replace")) if o.error]
    assert (tmp_path / "out/row-2.pdf").read_bytes() != before["row-2.pdf"]


@pytest.mark.parametrize("existing", ["keep", "replace"])
def test_booklets_of_no_row_are_named_while_they_are_there(batch, tmp_path, existing):
    make_batch(batch("id,name\n1,Ana\n,Bo\n3,Cy\n"))
    (tmp_path / "out/other.pdf").write_text("the clinic's own")
    again = batch("id,name\n1,Ana\n2,Bo\n", existing=existing)
    make_batch(again)
    assert again.leftovers == ["row-3.pdf", "3.pdf"]
    says = "left over from an earlier run; no row in this roster matches: row-3.pdf, 3.pdf"
    assert says in (tmp_path / "out/report.html").read_text("utf-8")
    (tmp_path / "out/3.pdf").unlink()
    assert again.leftovers == ["row-3.pdf"]


def test_the_list_of_failed_rows_is_no_roster_that_others_are_missing_from(batch, tmp_path):
    make_batch(batch(BROKEN))
    mended = (tmp_path / "out/failed.csv").read_bytes().decode().replace("1.1.1972", "1972-01-01")
    again = batch(mended, "out/failed.csv", existing="keep")
    make_batch(again)
    assert again.leftovers == []


# -- the print job ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [{}, {"separators": True, "duplex": True}, {"password": "ﬁne"}])
def test_whose_booklets_a_job_holds_is_read_from_it(batch, tmp_path, options):
    job = PrintJob(tmp_path / "job.pdf", **options)
    make_batch(batch("id,name\n1,Ana\n,Bo\n3,Cy\n", print_job=job))
    assert previous_run(tmp_path / "elsewhere", job).printed_labels == ("1", "row 3", "3")


def test_of_a_job_that_cannot_be_read_the_report_says_it(batch, tmp_path):
    make_batch(batch(BROKEN, print_job=PrintJob(tmp_path / "job.pdf", password="one")))
    assert previous_run(tmp_path / "out", PrintJob(tmp_path / "job.pdf", password="other")).printed_labels == ("1", "3")
    (tmp_path / "job.pdf").unlink()
    assert previous_run(tmp_path / "out", PrintJob(tmp_path / "job.pdf")).printed_labels == ()


def test_a_job_stays_while_a_row_that_it_holds_fails_however_often_it_is_tried(batch, tmp_path):
    job = PrintJob(tmp_path / "job.pdf")
    make_batch(batch(LIST, print_job=job))
    before = job.path.read_bytes()
    for text in (BROKEN, BROKEN, BROKEN + "4,Di,\n"):
        again = batch(text, print_job=job, existing="keep")
        done = make_batch(again)
        assert again.previous.keeps_job(done)
        assert job.path.read_bytes() == before
        assert "in the print job" not in (tmp_path / "out/report.html").read_text("utf-8")
    make_batch(batch(LIST, print_job=job, existing="keep"))
    assert job.path.read_bytes() == before
    make_batch(batch(BROKEN, print_job=job, existing="replace"))
    assert previous_run(tmp_path / "out", job).printed_labels == ("1", "3")


@pytest.mark.parametrize("folder", ["out", "another"])
def test_whose_booklet_a_job_would_lack_is_said_before_anything_is_made(batch, tmp_path, folder):
    job = PrintJob(tmp_path / "job.pdf")
    make_batch(batch(LIST, print_job=job))
    before = state(tmp_path)
    shorter = LIST.replace("2,Bo,1972-01-01\n", "")
    again = batch(shorter, folder=tmp_path / folder, print_job=job, existing="keep")
    with pytest.raises(OutputError, match="booklets of rows that are not among these: 2; if they were left out on"):
        make_batch(again)
    assert {**state(tmp_path), "roster.csv": b""} == {**before, "roster.csv": b""}


def test_an_id_that_a_spreadsheet_has_shortened_is_warned_of(batch):
    make_batch(batch("id,size\n00003,huge\n00004,\n7,\n"))
    again = batch("id,size\n3,\n00004,\n7,\n", "out/failed.csv", existing="keep")
    [says] = again.roster_warnings
    assert says.startswith("row 2 has the id 3, and the last run had 00003; did a spreadsheet drop the zeros?")
    assert batch("id,size\n00003,\n7,\n", existing="keep").roster_warnings == []


@pytest.mark.parametrize(("name", "warns"), [("Thi H?ng", True), ("???", True), ("Ana Souza", False)])
def test_question_marks_in_a_name_are_warned_of(batch, name, warns):
    [row] = batch(f"id,name\n1,{name}\n").roster
    assert [note.discreet.partition(";")[0] for note in row.notes] == ["name: has question marks in it"] * warns


def test_a_report_with_a_moment_that_is_none_counts_as_no_report(batch, tmp_path):
    make_batch(batch(LIST))
    report = tmp_path / "out/report.jsonl"
    assert reported.read(report.parent)
    report.write_text(re.sub(r'("list_written": ?"....-..-..T..:)..', r"\1L3", report.read_text("utf-8")), "utf-8")
    assert reported.read(report.parent) == []
