"""planner batch as it is typed."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from planner.booklet.press import Press
from planner.outputs.files import save
from planner.problems import OutputError
from tests.cli.written import GOOD, WORDS


def test_a_dry_run_says_what_would_be_made_and_writes_nothing(planner, listed):
    before = {*listed.iterdir()}
    result = planner(*WORDS, "--dry-run", "--duplex")
    assert result.code == 3
    assert result.err.startswith("roster.csv:3: born: ")
    *made, last = result.out.splitlines()
    assert [line.split(": ")[0] for line in made] == ["out/MRN-1.pdf", "out/MRN-3.pdf"]
    pages = int(made[0].split(": ")[1].split()[0])
    assert made[0].endswith(f"{pages} pages, {-(-pages // 2)} sheets")
    assert last.startswith("3 rows: 2 would be made, 1 of them with warnings; 1 failed. ")
    assert last.endswith(f" {2 * -(-pages // 2)} sheets of paper.")
    assert {*listed.iterdir()} == before
    counted = json.loads(planner(*WORDS, "--dry-run", "--json").out.splitlines()[-1])
    assert (counted["dry_run"], counted["sheets"], counted["failed"]) == (True, 2 * pages, 1)


def test_a_dry_run_counts_no_sheets_where_nobody_said_how_they_are_printed(planner, listed):
    result = planner(*WORDS, "--dry-run")
    assert "sheet" not in result.out
    assert re.search(r"out/MRN-1\.pdf: \d+ pages\n", result.out)
    assert "sheets" in planner(*WORDS, "--dry-run", "--print-job", "job.pdf").out


def test_a_dry_run_does_not_mind_a_file_that_it_would_not_write(planner, good, write):
    write("job.pdf", "mine")
    assert planner(*WORDS, "--dry-run").code == 0


def test_strict_writes_nothing_if_a_row_fails_or_warns(planner, listed, write):
    result = planner(*WORDS, "--strict", "--print-job", "job.pdf")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("roster.csv:3: born: ")
    assert "roster.csv:4: warning: born: " in result.err
    assert result.err.endswith("2 problems, and --strict: nothing was written\n")
    assert {path.name for path in listed.iterdir()} == {"plan.yaml", "roster.csv"}
    write("roster.csv", GOOD)
    assert planner(*WORDS, "--strict").code == 0


def test_strict_writes_nothing_if_a_note_on_the_list_is_a_warning(planner, listed, write):
    write("roster.csv", "id,Deceased\n1,Yes\n2,\n")
    result = planner(*WORDS, "--strict", "--ignore-column", "Deceased")
    says = 'roster.csv: warning: the column "Deceased" is ignored, and says that nothing is to be printed (row 2)'
    assert (result.code, result.out, result.err.count(says)) == (2, "", 1)
    assert result.err.endswith("1 problem, and --strict: nothing was written\n")
    assert not (listed / "out").exists()


BAD = {
    "no roster": (["batch", "plan.yaml", "no.csv", "-o", "out"], "no.csv: no such file"),
    "no plan": (["batch", "no.yaml", "roster.csv", "-o", "out"], "no.yaml: no such file"),
    "duplex": ([*WORDS, "--duplex"], "--duplex is about a print job; add --print-job FILE.pdf"),
    "tagged": ([*WORDS, "--print-job", "j.pdf", "--booklet", "--tagged"], "--booklet and --tagged"),
    "both": ([*WORDS, "--resume", "--overwrite"], "--resume and --overwrite: leave one out"),
    "dates": ([*WORDS, "--dates", "myd"], '--dates: "myd": write ymd, dmy or mdy'),
    "names": ([*WORDS, "--file-names", "nmae"], '--file-names: "nmae": write id or name; did you mean "name"?'),
    "only": ([*WORDS, "--only", "MRN-9"], '--only: no row has the id "MRN-9"'),
    "column": ([*WORDS, "--ignore-column", "x"], '--ignore-column: there is no column "x"'),
    "encoding": ([*WORDS, "--encoding", "utf-16"], "is not utf-16 text; try another --encoding"),
    "password": ([*WORDS, "--password-file", "two.txt"], "two.txt: holds 2 lines; write the password on one line"),
    "no password": ([*WORDS, "--password-file", "no.txt"], "no.txt: no such file"),
    "empty password": ([*WORDS, "--password-file", "empty.txt"], "empty.txt: password: is empty"),
    "today": ([*WORDS, "--today", "now"], '--today: "now"'),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_command_is_exit_2_and_writes_nothing(planner, listed, write, case):
    write("two.txt", "one\ntwo\n")
    write("empty.txt", "\n")
    words, says = BAD[case]
    result = planner(*words)
    assert (result.code, result.out) == (2, "")
    assert says in result.err
    assert "Traceback" not in result.err
    assert not (listed / "out").exists()


def test_what_is_there_already_is_exit_4(planner, good):
    planner(*WORDS)
    result = planner(*WORDS)
    assert (result.code, result.out) == (4, "")
    assert result.err == (
        "out/report.jsonl: is there already (and 3 more); add --resume to make what is missing or changed, "
        "or --overwrite to make all anew\n"
    )
    assert planner(*WORDS, "--resume").code == 0
    assert planner(*WORDS, "--overwrite").code == 0


@pytest.mark.parametrize("words", [("-o", "plan.yaml"), ("-o", "out", "--print-job", "no/job.pdf")])
def test_what_cannot_be_written_is_exit_4(planner, good, words):
    result = planner("batch", "plan.yaml", "roster.csv", *words)
    assert result.code == 4
    assert "Traceback" not in result.err
    assert result.err.count("\n") == 1


def test_ctrl_c_is_exit_130_and_says_how_to_go_on(planner, good, monkeypatch):
    lay = Press.lay

    def stop(self, plan, patient, **options):
        if patient.id == "2":
            raise KeyboardInterrupt
        return lay(self, plan, patient, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Press, "lay", stop)
        result = planner(*WORDS, "--print-job", "job.pdf")
    assert (result.code, result.out) == (130, "")
    assert result.err == "stopped after 1 of 2; the same command with --resume goes on from there\n"
    assert {path.name for path in good.rglob("*.*")} == {"plan.yaml", "roster.csv", "1.pdf"}
    assert planner(*WORDS, "--print-job", "job.pdf", "--resume").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGHUP")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_whatever_ends_a_run_leaves_nothing_half_done(listed, write, number, code, jobs):
    write("roster.csv", "id\n" + "".join(f"{n}\n" for n in range(2000)))
    words = [sys.executable, "-m", "planner", *WORDS, "--print-job", "job.pdf", "--jobs", jobs]
    with subprocess.Popen(words, cwd=listed, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        until = time.monotonic() + 60
        while not (listed / "out/3.pdf").exists() and time.monotonic() < until:
            time.sleep(0.02)
        run.send_signal(number)
        _, said = run.communicate(timeout=60)
    assert run.returncode == code
    assert re.fullmatch(rb"stopped after \d+ of 2,000; the same command with --resume goes on from there\n", said)
    assert not [path for path in listed.rglob("*") if ".planner" in path.name]
    assert not (listed / "job.pdf").exists()


def test_how_far_a_run_is_is_said_now_and_then_where_nobody_watches(planner, good, monkeypatch):
    monkeypatch.setattr("planner.cli.terminal.PAUSE", 0)
    assert planner(*WORDS, "--start", "2026-12-07", "--today", "2026-12-01").err.startswith(
        "1 of 2 booklets\n2 rows: 2 made"
    )
    assert "1 of 2" not in planner(*WORDS, "--overwrite", "--json").err


def test_a_full_disk_says_how_to_go_on(planner, good, monkeypatch):
    def full(data, path, **options):
        if path.name == "2.pdf":
            raise OutputError(f"{path}: cannot be written: No space left on device")
        save(data, path, **options)

    monkeypatch.setattr("planner.batch.making.save", full)
    result = planner(*WORDS)
    assert result.code == 4
    assert result.err.splitlines() == [
        "1 of 2 are done; once that is settled, the same command with --resume goes on",
        "out/2.pdf: cannot be written: No space left on device",
    ]


def test_progress_is_shown_where_somebody_watches_and_nowhere_else(listed, write):
    write("roster.csv", "id\n" + "".join(f"{n}\n" for n in range(40)))
    words = [sys.executable, "-m", "planner", *WORDS, "--start", "2026-12-07", "--today", "2026-12-01"]
    piped = subprocess.run(words, cwd=listed, capture_output=True, check=True)
    assert piped.stderr == b"40 rows: 40 made, 0 of them with warnings; 0 failed.\n"
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen([*words, "--overwrite"], cwd=listed, stderr=theirs, stdout=subprocess.PIPE, env=env) as run:
        os.close(theirs)
        seen = b""
        while chunk := _read(ours):
            seen += chunk
    assert run.returncode == 0
    shown = re.sub(rb"\x1b\[[\d;?]*[A-Za-z]", b"", seen)
    assert re.search(rb"40/40 booklets [\d,]+/s 0:00:00", shown)


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # nobody writes any more
        return b""


def test_a_password_encrypts_all_and_is_said_to_be_no_pdf_a(planner, good, write):
    write("secret.txt", "pass wörd\n")
    result = planner(*WORDS, "--print-job", "job.pdf", "--password-file", "secret.txt")
    assert result.code == 0
    assert "a PDF with a password is not PDF/A, which archives ask for" in result.err
    assert "wörd" not in result.err + result.out
    for path in [*(good / "out").glob("*.pdf"), good / "job.pdf"]:
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path)
        pikepdf.open(path, password="pass wörd").close()


def test_a_job_that_rows_with_passwords_stand_open_in_is_said(planner, listed, write):
    write("roster.csv", "id,password\n1,secret\n")
    result = planner(*WORDS, "--print-job", "job.pdf")
    assert "job.pdf: is not encrypted: the passwords in the roster are for the files of their rows" in result.err
    assert "secret" not in result.err + result.out + (listed / "out/report.jsonl").read_text()


def test_options_reach_the_pages(planner, listed, write):
    write("clinic.yaml", "name: Riverside\npaper: Letter\n")
    (listed / "roster.csv").write_bytes("Id;Born;Name;Kasse\n1;3.4.1971;José;AOK\n".encode("cp1252"))
    words = ["--clinic", "clinic.yaml", "--encoding", "cp1252", "--dates", "dmy", "--ignore-column", "Kasse"]
    result = planner(*WORDS, *words, "--set", "title=Our moves", "--size", "large", "--file-names", "name")
    assert result.code == 0, result.err
    data = (listed / "out/José-1.pdf").read_bytes()
    document = pypdfium2.PdfDocument(data)
    said = document[0].get_textpage().get_text_range()
    assert document[0].get_size() == (612, 792)
    for word in ("Riverside", "José", "Our moves"):
        assert word in said


def test_own_exercises_beside_the_roster_are_found(planner, listed, write, easy_plan):
    own = (
        "title: Our stretch\n"
        + (Path(__file__).parents[2] / "plans/library/exercises/walking.yaml")
        .read_text("utf-8")
        .split("title: Walking\n")[1]
    )
    write("list/library/exercises/our-stretch.yaml", own)
    write("list/own.yaml", easy_plan.replace("walking", "our-stretch"))
    write("list/roster.csv", "id,plan\n1,own.yaml\n")
    result = planner("batch", "plan.yaml", "list/roster.csv", "-o", "out")
    assert result.code == 0, result.err


def test_what_of_the_roster_is_not_read_is_said(planner, listed, write):
    write("r.json", json.dumps({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "X"}}] * 2}))
    result = planner("batch", "plan.yaml", "r.json", "-o", "out")
    assert (result.code, result.out) == (2, "")
    assert result.err == "r.json: 2 entries are not Patients and are left out\nr.json: has no rows\n"


def test_ctrl_c_in_the_middle_of_a_run_leaves_whole_files_only(listed, write):
    write("roster.csv", "id\n" + "".join(f"{n}\n" for n in range(4000)))
    words = [sys.executable, "-m", "planner", *WORDS, "--print-job", "job.pdf"]
    with subprocess.Popen(words, cwd=listed, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        until = time.monotonic() + 30
        while len([*listed.glob("out/*.pdf")]) < 5 and time.monotonic() < until:
            time.sleep(0.005)
        run.send_signal(signal.SIGINT)
        said = run.stderr.read().decode()
    assert run.returncode == 130
    assert said.startswith("stopped after ")
    assert "Traceback" not in said
    left = [path.name for path in listed.rglob("*") if path.is_file() and path.suffix != ".pdf"]
    assert sorted(left) == ["plan.yaml", "roster.csv"]
    assert not (listed / "job.pdf").exists()
    for path in listed.glob("out/*.pdf"):
        pikepdf.open(BytesIO(path.read_bytes())).close()
