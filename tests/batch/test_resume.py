"""A batch where files are already, and from wherever it was stopped."""

import errno
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256

import pikepdf
import pytest

from planner.batch.batch import Batch
from planner.batch.print_job import JobWriter, PrintJob
from planner.batch.report import FAILED_SUM, Outcome
from planner.batch.roster import read_roster
from planner.batch.run import make_batch
from planner.booklet.press import Press
from planner.outputs.files import save, whole
from planner.problems import InputError, OutputError
from tests.batch.runs import ROSTER, WRITTEN, pdfs, reported, state

# -- what is there already -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["MRN-3.pdf", "report.html", "job.pdf"])
def test_nothing_starts_where_a_file_is_there_already(batch, tmp_path, name):
    (tmp_path / "out").mkdir()
    mine = "%PDF-1.7 <pdf:Producer>planner</pdf:Producer>"
    (tmp_path / "out" / name).write_text(mine)
    with pytest.raises(OutputError, match="is there already; add --resume to make what is missing or changed"):
        make_batch(batch(print_job=PrintJob(tmp_path / "out/job.pdf")))
    assert state(tmp_path / "out") == {name: mine.encode()}
    make_batch(batch(existing="replace", print_job=PrintJob(tmp_path / "out/job.pdf")))
    assert mine.encode() not in state(tmp_path / "out").values()


@pytest.mark.parametrize("existing", ["keep", "replace"])
@pytest.mark.parametrize("name", ["MRN-3.pdf", "MRN-1.ics"])
def test_files_that_are_not_ours_stay_where_booklets_belong(batch, tmp_path, name, existing):
    make_batch(batch(calendars=True))
    scan = b"%PDF-1.4 <pdf:Producer>Scanner</pdf:Producer>" if name.endswith(".pdf") else b"BEGIN:VCALENDAR\r\nVERSION"
    (tmp_path / "out" / name).write_bytes(scan)
    before = state(tmp_path)
    others = "id\nMRN-1\n" if name.startswith("MRN-3") else "id\nMRN-3\n"
    for text, removes in ((ROSTER, False), *([(others, True)] if existing == "keep" else [])):
        with pytest.raises(OutputError, match=f"planner did not make, where booklets belong: {name}"):
            make_batch(batch(text, calendars=True, existing=existing, removes=removes))
        assert state(tmp_path) == before | {"roster.csv": text.encode()}


@pytest.mark.parametrize("existing", ["refuse", "keep", "replace"])
@pytest.mark.parametrize("change", ["corrected", "another program's", "unfinished", "of another run"])
def test_a_list_of_failed_rows_that_somebody_corrects_is_never_written_over(batch, tmp_path, existing, change):
    out = tmp_path / "out"
    make_batch(batch())
    listed = (out / "failed.csv").read_text("utf-8-sig")
    if change == "of another run":
        make_batch(batch(ROSTER.replace("MRN-2", "MRN-9"), folder=tmp_path / "other"))
        (out / "failed.csv").write_bytes((tmp_path / "other/failed.csv").read_bytes())
    else:
        mended = {"corrected": listed.replace("02-30", "02-28"), "unfinished": listed[:-9]}.get(change, "a;b\n")
        (out / "failed.csv").write_text(mended, "utf-8")
    before = state(out)
    with pytest.raises(OutputError, match=r"failed.csv: is not as the last run left it|is there already"):
        make_batch(batch(existing=existing))
    assert state(out) == before
    if change == "corrected":
        done = make_batch(batch(mended, "out/failed.csv", existing="keep"))
        assert [outcome.status for outcome in done] == ["made"]
        assert not (out / "failed.csv").exists()


@pytest.mark.parametrize("existing", ["keep", "replace"])
def test_a_list_of_failed_rows_as_the_run_left_it_gives_way_to_the_next(batch, tmp_path, existing):
    make_batch(batch())
    make_batch(batch(existing=existing))
    make_batch(batch(existing="keep", only=("MRN-1",)))
    make_batch(batch(ROSTER.replace("02-30", "02-28"), existing=existing))
    assert not (tmp_path / "out/failed.csv").exists()


def test_a_list_of_failed_rows_that_is_saved_while_a_batch_runs_stays(batch, tmp_path):
    make_batch(batch())
    listed = tmp_path / "out/failed.csv"
    mended = listed.read_text("utf-8-sig").replace("02-30", "02-28")

    with pytest.raises(OutputError, match=r"somebody saved it while this ran.* failed now are in failed-new\.csv"):
        make_batch(batch(existing="keep"), lambda _: listed.write_text(mended, "utf-8"))
    assert listed.read_text("utf-8") == mended
    assert "02-30" in (tmp_path / "out/failed-new.csv").read_text("utf-8-sig")
    assert [line["status"] for line in reported(tmp_path / "out")] == ["made", "failed", "made"]
    with pytest.raises(OutputError, match="no row has failed now"):
        make_batch(
            batch(mended, "out/failed.csv", existing="keep"), lambda _: listed.write_text(mended + "\n", "utf-8")
        )
    assert listed.read_text("utf-8") == mended + "\n"


def test_a_run_that_was_stopped_between_its_reports_can_go_on(batch, tmp_path, monkeypatch):
    """The list of failed rows is there, and the report that says so is not."""
    make_batch(batch())
    text = ROSTER + "MRN-4,Di,1980-02-31,,\n"
    written = save

    def stopped(data, path, **options):
        if path.name == "report.jsonl":
            raise KeyboardInterrupt
        written(data, path, **options)

    monkeypatch.setattr("planner.batch.run.save", stopped)
    with pytest.raises(KeyboardInterrupt):
        make_batch(batch(text, existing="keep"))
    monkeypatch.undo()
    make_batch(batch(text, existing="keep"))
    make_batch(batch(text, folder=tmp_path / "fresh"))
    assert state(tmp_path / "out").keys() == state(tmp_path / "fresh").keys()
    assert [line["status"] for line in reported(tmp_path / "out")] == ["made", "failed", "made", "failed"]


@pytest.mark.parametrize("path", ["out/MRN-1.pdf", "out/../out/MRN-1.pdf"])
def test_the_print_job_is_none_of_the_batchs_other_files(batch, tmp_path, path):
    (tmp_path / "out").mkdir()
    with pytest.raises(InputError, match="is the name of another file of this batch"):
        make_batch(batch(print_job=PrintJob(tmp_path / path), existing="replace"))
    assert (tmp_path / "roster.csv").read_text() == ROSTER


def test_a_resumed_batch_leaves_what_is_right_and_makes_the_rest(batch, tmp_path):
    text = "id,name\n1,Ana\n2,Bo\n3,Cy\n4,Di\n"
    out = tmp_path / "out"
    make_batch(batch(text))
    os.utime(out / "1.pdf", (1, 1))
    kept = (out / "1.pdf").stat()
    (out / "3.pdf").unlink()
    (out / "4.pdf").write_bytes((out / "4.pdf").read_bytes()[:1000])
    changed = text.replace("Bo", "Bob")
    make_batch(batch(changed, existing="keep"))
    assert ((out / "1.pdf").stat().st_ino, (out / "1.pdf").stat().st_mtime) == (kept.st_ino, kept.st_mtime)
    assert [line["change"] for line in reported(out)] == ["kept", "replaced", "kept", "kept"]
    make_batch(batch(changed, folder=tmp_path / "fresh"))
    assert pdfs(out) == pdfs(tmp_path / "fresh")


@pytest.mark.parametrize("existing", ["keep", "replace"])
def test_a_row_that_fails_now_keeps_its_booklet_of_an_earlier_run(batch, tmp_path, existing):
    make_batch(batch("id,size\n1,\n2,\n"))
    make_batch(batch("id,size\n1,huge\n2,\n", existing=existing))
    assert {path.name for path in (tmp_path / "out").glob("*.pdf")} == {"1.pdf", "2.pdf"}


def test_two_batches_do_not_write_into_one_folder(batch, tmp_path):
    def second(_outcome):
        with pytest.raises(OutputError, match="another batch is writing into this folder"):
            make_batch(batch(existing="replace"))
        if (tmp_path / "out/MRN-3.pdf").exists():
            with pytest.raises(OutputError, match="another batch is writing into this folder"):
                make_batch(batch())

    assert len(make_batch(batch(), second)) == 3
    assert not (tmp_path / "out/.planner-lock").exists()


def test_what_another_run_is_writing_just_now_is_not_swept_away(batch, tmp_path):
    left = tmp_path / ".planner-dead.part"
    left.write_text("of a run that was killed")
    with whole(tmp_path / "other.pdf") as file:
        file.write(b"other")
        make_batch(batch(print_job=PrintJob(tmp_path / "job.pdf")))
    assert (tmp_path / "other.pdf").read_bytes() == b"other"
    assert not left.exists()


LIST = "id,size\n1,\n2,\n3,huge\n4,big\n"


@pytest.mark.parametrize(
    ("text", "name", "only"),
    [
        ("id,size\n3,large\n4,large\n", "out/failed.csv", ()),
        ("id,size\n3,large\n4,large\n", "mended.csv", ()),
        ("id,size,refused\n1,,taken\n2,,taken\n3,large,\n", "mended.csv", ()),
        (LIST, "roster.csv", ("1",)),
    ],
)
def test_a_print_job_gives_way_to_one_with_fewer_rows_only_if_asked(batch, tmp_path, text, name, only):
    job = PrintJob(tmp_path / "job.pdf")
    make_batch(batch(LIST, print_job=job))
    before = job.path.read_bytes()
    report = (tmp_path / "out/report.jsonl").read_bytes()
    with pytest.raises(OutputError, match="correct the roster itself and run all of it with --resume"):
        make_batch(batch(text, name, print_job=job, only=only, existing="keep"))
    assert (job.path.read_bytes(), (tmp_path / "out/report.jsonl").read_bytes()) == (before, report)
    make_batch(batch(text, name, print_job=job, only=only, existing="replace"))
    assert job.path.read_bytes() != before


def test_the_list_of_failed_rows_takes_no_job_even_after_a_run_that_made_nothing(batch, tmp_path):
    job = PrintJob(tmp_path / "job.pdf")
    make_batch(batch(LIST, print_job=job))
    unmended = (tmp_path / "out/failed.csv").read_bytes().decode()
    make_batch(batch(unmended, "out/failed.csv", existing="keep"))
    with pytest.raises(OutputError, match="booklets of rows that are not among these"):
        make_batch(batch(unmended.replace("huge", "large"), "out/failed.csv", print_job=job, existing="keep"))


@pytest.mark.parametrize("mended", [LIST.replace("huge", "large"), LIST + "5,\n", LIST.replace("2,", "7,")])
def test_the_mended_roster_rewrites_its_print_job(batch, tmp_path, mended):
    out, job = tmp_path / "out", PrintJob(tmp_path / "job.pdf")
    make_batch(batch(LIST, print_job=job))
    done = make_batch(batch(mended, print_job=job, existing="keep"))
    assert [outcome.id for outcome in done if outcome.kept] == [n for n in ("1", "2") if f"\n{n}," in mended]
    fresh = PrintJob(tmp_path / "fresh.pdf")
    make_batch(batch(mended, folder=tmp_path / "fresh", print_job=fresh))
    assert job.path.read_bytes() == fresh.path.read_bytes()
    assert pdfs(out).items() >= pdfs(tmp_path / "fresh").items()


def test_a_shorter_list_that_was_stopped_while_it_replaced_a_longer_one_goes_on(batch, tmp_path):
    job = PrintJob(tmp_path / "job.pdf")
    make_batch(batch(LIST, print_job=job))

    def stop(_outcome):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_batch(batch("id\n8\n9\n", print_job=job, existing="replace"), stop)
    done = make_batch(batch("id\n8\n9\n", print_job=job, existing="keep"))
    assert [outcome.file for outcome in done] == ["8.pdf", "9.pdf"]


# -- interrupted -----------------------------------------------------------------------------------------------------

LONG = "id,name,size\n" + "".join(f"{n:02},Patient {n},{'huge' if n == 9 else ''}\n" for n in range(30))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, short, library) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "roster.csv").write_text(LONG)
    os.utime(folder / "roster.csv", (WRITTEN, WRITTEN))
    roster = read_roster(folder / "roster.csv", library=library)
    (folder / "out").mkdir()
    make_batch(
        Batch(
            short,
            roster,
            folder / "out",
            Press(library=library),
            print_job=PrintJob(folder / "out/job.pdf", duplex=True),
        )
    )
    return state(folder / "out")


@pytest.mark.parametrize("stop_at", [0, 1, 17, 29])
def test_ctrl_c_leaves_no_half_file_and_is_made_good(batch, tmp_path, undisturbed, stop_at):
    job = PrintJob(tmp_path / "out/job.pdf", duplex=True)
    seen = []

    def watch(outcome):
        seen.append(outcome)
        if len(seen) > stop_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_batch(batch(LONG, print_job=job), watch)
    half = state(tmp_path / "out")
    assert len(half) == len([outcome for outcome in seen if outcome.file])
    assert half.items() <= undisturbed.items()
    make_batch(batch(LONG, print_job=job, existing="keep"))
    assert state(tmp_path / "out") == undisturbed


@pytest.mark.parametrize("files", [1, 12, 25])
def test_a_killed_run_is_made_good(tmp_path, write, short, undisturbed, files):
    os.utime(write("roster.csv", LONG), (WRITTEN, WRITTEN))
    words = [sys.executable, "-m", "planner", "batch", str(short.origin.path), "roster.csv", "-o", "out"]
    words += ["--print-job", "out/job.pdf", "--duplex"]
    running = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, until = tmp_path / "out", time.monotonic() + 30
    while len([*out.glob("*.pdf")]) < files and running.poll() is None and time.monotonic() < until:
        time.sleep(0.001)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert running.returncode == -signal.SIGKILL
    half = {name: data for name, data in state(out).items() if not name.startswith(".planner")}
    assert files <= len(half) < len(undisturbed)
    assert half.items() <= undisturbed.items()
    assert subprocess.run([*words, "--resume"], cwd=tmp_path, capture_output=True, check=False).returncode == 3
    assert state(out) == undisturbed


@pytest.mark.parametrize("full_at", [0, 11, 29, 30, 31, 32])
def test_a_full_disk_stops_with_no_half_file_and_is_made_good(batch, tmp_path, undisturbed, monkeypatch, full_at):
    job = PrintJob(tmp_path / "out/job.pdf", duplex=True)
    synced: list[int] = []
    fsync = os.fsync

    def full(descriptor):
        if len(synced) == full_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        synced.append(descriptor)
        fsync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="cannot be written: No space left on device"):
            make_batch(batch(LONG, print_job=job))
    half = state(tmp_path / "out")
    assert len(half) == full_at
    half.pop(FAILED_SUM, None)
    assert half.items() <= undisturbed.items()
    make_batch(batch(LONG, print_job=job, existing="keep"))
    assert state(tmp_path / "out") == undisturbed


def test_a_disk_that_is_full_under_the_print_job_is_no_fault_of_a_row(batch, tmp_path, monkeypatch):
    def full(*_turn):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(JobWriter, "add", full)
    done: list[Outcome] = []
    with pytest.raises(OutputError, match=r"job\.pdf: cannot be written: No space left on device"):
        make_batch(batch(print_job=PrintJob(tmp_path / "job.pdf")), done.append)
    assert not [outcome for outcome in done if outcome.error]
    assert not (tmp_path / "job.pdf").exists()


@pytest.mark.parametrize("path", ["pipe.pdf", "folder.pdf"])
def test_a_print_job_replaces_no_device_and_no_folder(batch, tmp_path, path):
    (tmp_path / "folder.pdf").mkdir()
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(OutputError, match=r"is a folder|is not a file"):
        batch(print_job=PrintJob(tmp_path / path), existing="replace").check()


def test_a_folder_that_cannot_be_written_to_is_no_fault_of_the_program(batch, tmp_path):
    (tmp_path / "out/.planner-lock").mkdir(parents=True)
    with pytest.raises(OutputError, match="cannot be written to: Is a directory"):
        make_batch(batch())


def test_a_file_in_place_of_the_folder_is_an_error(batch, tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError):
        make_batch(batch())


@pytest.mark.parametrize("how", ["decrypted", "weak", "more behind the end"])
def test_a_resumed_run_keeps_no_file_that_is_not_encrypted_as_asked(batch, tmp_path, how):
    word, text, path = "pässword", "id,name\n1,Ana Souza\n2,Bo\n", tmp_path / "out/1.pdf"
    make_batch(batch(text, password=word))
    whole = path.read_bytes()
    with pikepdf.open(path, password=word, allow_overwriting_input=True) as pdf:
        if how == "decrypted":
            pdf.save(path)
        elif how == "weak":
            pdf.save(path, encryption=pikepdf.Encryption(user=word, owner=word, R=4))
    if how == "more behind the end":
        path.write_bytes(whole + b"Ana Souza")
    report = (tmp_path / "out/report.jsonl").read_text("utf-8")  # which says whatever they want it to say
    sums = [line["sha256"] for line in reported(tmp_path / "out")]
    (tmp_path / "out/report.jsonl").write_text(report.replace(sums[0], sha256(path.read_bytes()).hexdigest()), "utf-8")
    make_batch(batch(text, password=word, existing="keep"))
    assert [line["change"] for line in reported(tmp_path / "out")] == ["replaced", "kept"]
    with pikepdf.open(path, password=word) as pdf:
        assert pdf.encryption.R == 6
    assert b"Ana Souza" not in path.read_bytes()
