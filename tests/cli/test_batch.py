"""planner batch as it is typed."""

import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from planner.booklet import Press

ROSTER = "id,name,born\nMRN-1,Ana Souza,1971-04-03\nMRN-2,Bo Quist,1980-02-30\nMRN-3,Cy Lind,2015-01-01\n"
GOOD = "id,name\n1,Ana Souza\n2,Bo Quist\n"
WORDS = ("batch", "plan.yaml", "roster.csv", "-o", "out")


@pytest.fixture
def files(write, easy_plan) -> Path:
    write("plan.yaml", easy_plan)
    return write("roster.csv", ROSTER).parent


@pytest.fixture
def good(write, files) -> Path:
    write("roster.csv", GOOD)
    return files


def test_all_made_is_exit_0_with_the_files_on_standard_output(planner, good):
    result = planner(*WORDS, "--print-job", "job.pdf")
    assert (result.code, result.err) == (0, "2 rows: 2 made, 0 of them with warnings; 0 failed.\n")
    assert result.out.splitlines() == [str(good / "job.pdf"), str(good / "out/report.html")]
    assert {path.name for path in (good / "out").iterdir()} == {"1.pdf", "2.pdf", "report.html", "report.jsonl"}


def test_a_failed_row_is_exit_3_and_named_with_its_place(planner, files):
    result = planner(*WORDS)
    assert result.code == 3
    assert result.err.splitlines() == [
        'roster.csv:3: born: "1980-02-30": there is no such day in the calendar',
        "roster.csv:4: warning: born: 11 years old; the exercises and their doses are for adults",
        "3 rows: 2 made, 1 of them with warnings; 1 failed.",
        "out/failed.csv holds the rows that failed, with the reasons",
        "mend them in it, then:",
        "  planner batch plan.yaml out/failed.csv -o out --resume",
    ]
    assert result.out == f"{files / 'out/report.html'}\n"


@pytest.mark.parametrize(
    ("roster", "says"),
    [
        ("id,born\n1,1971-04-03\n2,x\n", "job.pdf holds 1 of 2 rows"),
        ("id,born\n1,x\n", "job.pdf is not there: nothing to print"),
    ],
)
def test_a_job_without_everybody_says_so(planner, files, write, roster, says):
    write("roster.csv", roster)
    assert says in planner(*WORDS, "--print-job", "job.pdf").err.splitlines()


def test_what_to_type_next_has_the_options_that_were_given(planner, files, write):
    text = "id;Kasse A;born\n1;x;3.4.1971\n2;x;31.2.1971\n"
    (files / "the list.csv").write_text(text)
    words = ["batch", "plan.yaml", "the list.csv", "-o", "out", "--dates", "dmy", "--ignore-column", "Kasse A"]
    words += ["--set", "title=Our moves", "--jobs", "2", "--overwrite"]
    said = "--set 'title=Our moves' --dates dmy --ignore-column 'Kasse A'"
    err = planner(*words).err.splitlines()
    assert err[-1] == f"  planner batch plan.yaml out/failed.csv -o out {said} --jobs 2 --resume"
    mended = (files / "out/failed.csv").read_bytes().replace(b"31.2.", b"28.2.")
    (files / "out/failed.csv").write_bytes(mended)
    assert planner(*shlex.split(err[-1])[1:]).code == 0
    err = planner(*words, "--print-job", "job.pdf").err.splitlines()
    assert err[-2] == "mend these rows in the list.csv itself, then:"
    assert err[-1] == f"  planner batch plan.yaml 'the list.csv' -o out {said} --print-job job.pdf --jobs 2 --resume"
    (files / "the list.csv").write_text(text.replace("31.2.", "28.2."))
    result = planner(*shlex.split(err[-1])[1:])
    assert result.code == 0
    assert result.err.splitlines() == [
        "2 rows: 1 made, 1 kept as before, 0 of them with warnings; 0 failed.",
        "job.pdf replaces the one of an earlier run",
    ]


def test_rows_that_name_files_are_mended_where_the_files_are(planner, files, write):
    write("roster.csv", "id,plan,size\n1,plan.yaml,huge\n")
    assert "mend these rows in roster.csv itself, then:" in planner(*WORDS).err


def test_a_print_job_of_failed_rows_does_not_take_the_place_of_everybodys(planner, files, write):
    write("roster.csv", "id,size\n1,\n2,huge\n")
    planner(*WORDS, "--print-job", "job.pdf")
    before = (files / "job.pdf").read_bytes()
    words = ["batch", "plan.yaml", "out/failed.csv", "-o", "out", "--resume", "--print-job"]
    result = planner(*words, "job.pdf")
    assert (result.code, result.out) == (4, "")
    assert "mend the roster itself and run all of it with --resume" in result.err
    assert planner(*words, "other.pdf").err.splitlines()[-1] == (
        "for one other.pdf of everybody, mend these rows in the roster that they come from, and run that again"
    )
    write("roster.csv", "id,size\n1,huge\n2,huge\n")
    result = planner(*WORDS, "--print-job", "job.pdf", "--resume")
    assert "job.pdf is of an earlier run and stays as it was: nothing to print now" in result.err.splitlines()
    assert (files / "job.pdf").read_bytes() == before


def test_warnings_of_persons_are_said_the_young_first_and_those_of_files_once(planner, files, write, easy_plan):
    write("plan.yaml", easy_plan.replace("days: daily", "days: [mon]"))
    rows = [f"{n},1971-01-01,2026-01-05,{'osteoporosis;pregnancy' if n == 30 else ''}" for n in range(40)]
    write("roster.csv", "\n".join(["id,born,start,conditions", *rows, "K,2015-05-05,2026-01-05,"]) + "\n")
    for words, more in ((["--dry-run"], ""), ([], ": out/report.html")):
        err = planner(*WORDS, "--today", "2026-12-01", *words).err.splitlines()
        assert err[0] == "roster.csv:42: warning: born: 10 years old; the exercises and their doses are for adults"
        assert err[1].startswith("roster.csv:42: warning: start: 2026-01-05 is in the past")
        places = [line.split(": ")[0] for line in err if line.startswith("roster.csv:")]
        assert len(set(places)) == 20
        assert f"and 21 more rows with warnings{more}" in err
        shared = [line for line in err if line.startswith("warning: ")]
        assert len(shared) == 1
        assert "plan.yaml:" in shared[0]
        assert shared[0].endswith("(in rows 2 to 42)")


def test_what_conditions_change_is_counted(planner, files, write):
    write("roster.csv", "id,name,conditions\n1,Ana Souza,osteoporosis\n")
    result = planner("batch", "low-back-relief", "roster.csv", "-o", "out")
    assert re.fullmatch(
        r"roster\.csv:2: warning: conditions: \d changes to the plan; out/report\.html names them",
        result.err.splitlines()[0],
    )
    assert "Souza" not in result.err


def test_rows_without_a_password_are_said_once(planner, files, write):
    write("roster.csv", "id,password\n1,secret\n2,\n3,\n")
    result = planner(*WORDS)
    assert result.err.count("out a password") == 1
    assert "Rows without a password: 2; their files are not encrypted" in result.err
    assert "0 of them with warnings" in result.err


def test_from_week_prints_the_weeks_that_are_left(planner, files, write):
    write("roster.csv", "id,name,plan\n1,Ana,low-back-relief\n2,Bo,\n")
    planner("batch", "low-back-relief", "roster.csv", "-o", "whole")
    result = planner("batch", "low-back-relief", "roster.csv", "-o", "out", "--from-week", "3")
    assert result.code == 0, result.err
    assert planner("build", "low-back-relief", "--name", "Ana", "--from-week", "3", "-o", "one.pdf").code == 0
    whole, later, one = (len(pypdfium2.PdfDocument(files / name)) for name in ("whole/1.pdf", "out/1.pdf", "one.pdf"))
    assert later == one < whole
    wrong = planner("batch", "low-back-relief", "roster.csv", "-o", "out", "--from-week", "9")
    assert (wrong.code, wrong.err) == (2, "--from-week: 9: the plan has the weeks 1 to 6\n")


@pytest.mark.parametrize("at", ["planner.batch.roster.read_roster", "planner.batch.run.Batch.count"])
def test_ctrl_c_while_the_roster_is_read_says_that_nothing_was_written(planner, good, monkeypatch, at):
    def stopped(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(at, property(stopped) if at.endswith("count") else stopped)
    result = planner(*WORDS)
    assert (result.code, result.out, result.err) == (130, "", "stopped; nothing was written\n")
    assert not (good / "out").exists()


def test_what_is_said_names_no_patient(planner, files):
    (files / "roster.csv").write_text(ROSTER + "MRN-4,Ana 患者 Souza,\nMRN-5,Souza\u202e,\n", "utf-8")
    for words in ((), ("--json", "--overwrite"), ("--dry-run", "--overwrite"), ("--strict", "--overwrite")):
        result = planner(*WORDS, *words)
        assert result.err.count(": name: ") == 2
        for word in ("Ana", "Souza", "Quist", "Lind", "1971", "2015"):
            assert word not in result.out + result.err


def test_json_is_an_event_for_each_row_and_an_end(planner, files):
    result = planner(*WORDS, "--json", "--print-job", "job.pdf")
    *rows, end = map(json.loads, result.out.splitlines())
    assert [(row["event"], row["row"], row["id"], row["file"]) for row in rows] == [
        ("row", 2, "MRN-1", "MRN-1.pdf"), ("row", 3, "MRN-2", None), ("row", 4, "MRN-3", "MRN-3.pdf"),
    ]  # fmt: skip
    report = [json.loads(line) for line in (files / "out/report.jsonl").read_text().splitlines()]
    assert [{"event": "row", **line} for line in report] == rows
    assert end == {
        "event": "end", "print_job": "job.pdf", "report": "out/report.html", "made": 1, "warned": 1, "failed": 1,
        "kept": 0, "replaced": 0, "removed": [],
    }  # fmt: skip


def test_what_becomes_of_files_of_an_earlier_run_is_said(planner, files, write):
    write("roster.csv", GOOD + "3,Cy Lind\n")
    planner(*WORDS, "--print-job", "job.pdf")
    before = (files / "job.pdf").read_bytes()
    write("roster.csv", "id,name,size\n1,Ana Souza,huge\n2,Bo Quist,large\n4,Di,\n")
    said = planner(*WORDS, "--resume").err.splitlines()
    assert said[1:5] == [
        "replaced, as the roster, the plan or an option has changed: 2.pdf",
        "warning: removed, of an earlier run, as their rows fail now: 1.pdf",
        "warning: of an earlier run, and of no row of this roster: 3.pdf",
        "3 rows: 1 made, 1 of an earlier run replaced, 0 of them with warnings; 1 failed.",
    ]
    write("roster.csv", "id,name,size\n1,Ana Souza,huge\n2,Bo Quist,large\n3,Cy Lind,\n")
    result = planner(*WORDS, "--resume", "--print-job", "job.pdf")
    says = "job.pdf stays as it was: it holds 3 booklets of an earlier run, 2 rows have one now"
    assert says in result.err.splitlines()
    assert result.out == f"{files / 'out/report.html'}\n"
    assert (files / "job.pdf").read_bytes() == before
    end = json.loads(planner(*WORDS, "--resume", "--json", "--print-job", "job.pdf").out.splitlines()[-1])
    assert (end["print_job"], end["kept"], end["replaced"], end["removed"]) == (None, 2, 0, [])


def test_files_that_are_called_after_patients_are_counted(planner, files, write):
    words = [*WORDS, "--file-names", "name"]
    write("roster.csv", GOOD)
    planner(*words)
    write("roster.csv", "id,name,size\n1,Ana Souza,large\n")
    said = planner(*words, "--resume").err
    assert "an option has changed: 1 file\n" in said
    assert "of no row of this roster: 1 file\n" in said
    assert "Souza" not in said
    assert "Quist" not in said


def test_what_is_odd_about_a_list_is_a_warning(planner, files, write):
    write("roster.csv", GOOD + ",Cy Lind\n")
    assert planner(*WORDS).err.splitlines()[0] == "warning: roster.csv: row 4 without an id; others have one"
    result = planner(*WORDS, "--strict", "--overwrite")
    assert (result.code, result.err.splitlines()[0]) == (2, "roster.csv: warning: row 4 without an id; others have one")


def test_a_dry_run_says_what_would_be_made_and_writes_nothing(planner, files):
    before = {*files.iterdir()}
    result = planner(*WORDS, "--dry-run", "--duplex")
    assert result.code == 3
    assert result.err.startswith("roster.csv:3: born: ")
    *made, last = result.out.splitlines()
    assert [line.split(": ")[0] for line in made] == ["out/MRN-1.pdf", "out/MRN-3.pdf"]
    pages = int(made[0].split(": ")[1].split()[0])
    assert made[0].endswith(f"{pages} pages, {-(-pages // 2)} sheets")
    assert last.startswith("3 rows: 2 would be made, 1 of them with warnings; 1 failed. ")
    assert last.endswith(f" {2 * -(-pages // 2)} sheets of paper.")
    assert {*files.iterdir()} == before
    counted = json.loads(planner(*WORDS, "--dry-run", "--json").out.splitlines()[-1])
    assert (counted["dry_run"], counted["sheets"], counted["failed"]) == (True, 2 * pages, 1)


def test_a_dry_run_counts_no_sheets_where_nobody_said_how_they_are_printed(planner, files):
    result = planner(*WORDS, "--dry-run")
    assert "sheet" not in result.out
    assert re.search(r"out/MRN-1\.pdf: \d+ pages\n", result.out)
    assert "sheets" in planner(*WORDS, "--dry-run", "--print-job", "job.pdf").out


def test_a_dry_run_does_not_mind_a_file_that_it_would_not_write(planner, good, write):
    write("job.pdf", "mine")
    assert planner(*WORDS, "--dry-run").code == 0


def test_strict_writes_nothing_if_a_row_fails_or_warns(planner, files, write):
    result = planner(*WORDS, "--strict", "--print-job", "job.pdf")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("roster.csv:3: born: ")
    assert "roster.csv:4: warning: born: " in result.err
    assert result.err.endswith("2 errors and warnings, and --strict: nothing was written\n")
    assert {path.name for path in files.iterdir()} == {"plan.yaml", "roster.csv"}
    write("roster.csv", GOOD)
    assert planner(*WORDS, "--strict").code == 0


BAD = {
    "no roster": (["batch", "plan.yaml", "no.csv", "-o", "out"], "no.csv: no such file"),
    "no plan": (["batch", "no.yaml", "roster.csv", "-o", "out"], "no.yaml: no such file"),
    "duplex": ([*WORDS, "--duplex"], "--duplex is about a print job; add --print-job FILE.pdf"),
    "tagged": ([*WORDS, "--print-job", "j.pdf", "--booklet", "--tagged"], "--booklet and --tagged"),
    "both": ([*WORDS, "--resume", "--overwrite"], "--resume and --overwrite: leave one out"),
    "dates": ([*WORDS, "--dates", "myd"], '--dates: "myd": write ymd, dmy or mdy'),
    "names": ([*WORDS, "--file-names", "nmae"], '--file-names: "nmae": write id or name: did you mean "name"?'),
    "only": ([*WORDS, "--only", "MRN-9"], '--only: there is no row with the id "MRN-9"'),
    "column": ([*WORDS, "--ignore-column", "x"], '--ignore-column: there is no column "x"'),
    "encoding": ([*WORDS, "--encoding", "utf-16"], "is not utf-16 text; it is not that"),
    "password": ([*WORDS, "--password-file", "two.txt"], "two.txt: holds 2 lines; write the password on one line"),
    "no password": ([*WORDS, "--password-file", "no.txt"], "no.txt: cannot be read"),
    "empty password": ([*WORDS, "--password-file", "empty.txt"], "empty.txt: password: is empty"),
    "today": ([*WORDS, "--today", "now"], '--today: "now"'),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_command_is_exit_2_and_writes_nothing(planner, files, write, case):
    write("two.txt", "one\ntwo\n")
    write("empty.txt", "\n")
    words, says = BAD[case]
    result = planner(*words)
    assert (result.code, result.out) == (2, "")
    assert says in result.err
    assert "Traceback" not in result.err
    assert not (files / "out").exists()


def test_what_is_there_already_is_exit_4(planner, good):
    planner(*WORDS)
    result = planner(*WORDS)
    assert (result.code, result.out) == (4, "")
    assert result.err == (
        "out/report.jsonl: is there already (and 3 more); --resume makes what is missing or changed, --overwrite all\n"
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


def test_progress_is_shown_where_somebody_watches_and_nowhere_else(files, write):
    write("roster.csv", "id\n" + "".join(f"{n}\n" for n in range(40)))
    words = [sys.executable, "-m", "planner", *WORDS]
    piped = subprocess.run(words, cwd=files, capture_output=True, check=True)
    assert piped.stderr == b"40 rows: 40 made, 0 of them with warnings; 0 failed.\n"
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen([*words, "--overwrite"], cwd=files, stderr=theirs, stdout=subprocess.PIPE, env=env) as run:
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
    assert "a PDF with a password is no PDF/A, the kind that archives ask for" in result.err
    assert "wörd" not in result.err + result.out
    for path in [*(good / "out").glob("*.pdf"), good / "job.pdf"]:
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path)
        pikepdf.open(path, password="pass wörd").close()


def test_a_job_that_rows_with_passwords_stand_open_in_is_said(planner, files, write):
    write("roster.csv", "id,password\n1,secret\n")
    result = planner(*WORDS, "--print-job", "job.pdf")
    assert "job.pdf: is not encrypted: the passwords of rows are for their own files" in result.err
    assert "secret" not in result.err + result.out + (files / "out/report.jsonl").read_text()


def test_options_reach_the_pages(planner, files, write):
    write("clinic.yaml", "name: Riverside\npaper: Letter\n")
    (files / "roster.csv").write_bytes("Id;Born;Name;Kasse\n1;3.4.1971;José;AOK\n".encode("cp1252"))
    words = ["--clinic", "clinic.yaml", "--encoding", "cp1252", "--dates", "dmy", "--ignore-column", "Kasse"]
    result = planner(*WORDS, *words, "--set", "title=Our moves", "--size", "large", "--file-names", "name")
    assert result.code == 0, result.err
    data = (files / "out/José-1.pdf").read_bytes()
    document = pypdfium2.PdfDocument(data)
    said = document[0].get_textpage().get_text_range()
    assert document[0].get_size() == (612, 792)
    for word in ("Riverside", "José", "Our moves"):
        assert word in said


def test_own_exercises_beside_the_roster_are_found(planner, files, write, easy_plan):
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


def test_what_of_the_roster_is_not_read_is_said(planner, files, write):
    write("r.json", json.dumps({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "X"}}] * 2}))
    result = planner("batch", "plan.yaml", "r.json", "-o", "out")
    assert (result.code, result.out) == (2, "")
    assert result.err == "r.json: 2 entries that are no Patient are passed over\nr.json: has no rows\n"


def test_ctrl_c_in_the_middle_of_a_run_leaves_whole_files_only(files, write):
    write("roster.csv", "id\n" + "".join(f"{n}\n" for n in range(4000)))
    words = [sys.executable, "-m", "planner", *WORDS, "--print-job", "job.pdf"]
    with subprocess.Popen(words, cwd=files, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        until = time.monotonic() + 30
        while len([*files.glob("out/*.pdf")]) < 5 and time.monotonic() < until:
            time.sleep(0.005)
        run.send_signal(signal.SIGINT)
        said = run.stderr.read().decode()
    assert run.returncode == 130
    assert said.startswith("stopped after ")
    assert "Traceback" not in said
    left = [path.name for path in files.rglob("*") if path.is_file() and path.suffix != ".pdf"]
    assert sorted(left) == ["plan.yaml", "roster.csv"]
    assert not (files / "job.pdf").exists()
    for path in files.glob("out/*.pdf"):
        pikepdf.open(BytesIO(path.read_bytes())).close()
