"""What a stranger writes into a file to steer a terminal, a page or the next run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.batch.report import Outcome, as_html
from planner.batch.reported import read
from planner.problems import Problem

EVIL = {"\x1b[2J": "\\x1b[2J", "\x9b2J": "\\x9b2J", "\u202egnp.exe": "\\u202egnp.exe", "\x07": "\\x07"}
FULL = Path("/dev/full")
GOOD = {"row": 2, "id": "1", "file": "1.pdf", "sha256": None, "pages": 1, "problems": []}
TOLD = {"level": "error", "file": None, "line": 1, "column": 1, "field": None, "text": "x", "advice": None}


def run(*words: str, folder, **more) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "planner", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, **more)


@pytest.mark.parametrize("evil", EVIL)
def test_a_terminal_shows_what_a_plan_says_and_does_nothing_else(evil, tmp_path):
    (tmp_path / "plan.yaml").write_text(f"title: A\nexercises: [{json.dumps('brid' + evil)}]\n")
    made = run("build", "plan.yaml", "-o", "x.pdf", folder=tmp_path)
    said = made.stderr.decode()
    assert made.returncode == 2
    assert EVIL[evil] in said
    assert evil not in said


def test_a_page_shows_what_a_roster_says_and_does_nothing_else():
    problem = Problem(text="\x1b[2J \u202egnp <script>")
    page = as_html("\u202etsor", [Outcome(2, "1\u202e", problems=(problem,))], ["\x9b"]).decode()
    assert not {"\u202e", "\x1b", "\x9b"} & set(page)
    assert "\\x1b[2J \\u202egnp &lt;script&gt;" in page


def test_letters_of_all_scripts_are_shown_as_they_are():
    assert "Zoë علي 李\u200f" in as_html("Zoë علي 李\u200f", []).decode()


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"row": %s}' % ("9" * 5000),
        json.dumps(GOOD | {"row": "x"}),
        json.dumps(GOOD | {"id": {"a": 1}}),
        json.dumps(GOOD | {"sha256": 3}),
        json.dumps(GOOD | {"file": "../mine.pdf"}),
        json.dumps(GOOD | {"file": "mine.docx"}),
        json.dumps(GOOD | {"also": [{"what": "calendar", "file": "/etc/passwd"}]}),
        json.dumps(GOOD | {"problems": [TOLD | {"text": 5}]}),
        json.dumps(GOOD | {"problems": [TOLD | {"level": "zz"}]}),
        "\xff",
    ],
)
def test_a_changed_report_counts_as_none(line, tmp_path):
    (tmp_path / "report.jsonl").write_text(f"{json.dumps(GOOD)}\n")
    assert [outcome.id for outcome in read(tmp_path)] == ["1"]
    (tmp_path / "report.jsonl").write_text(f"{json.dumps(GOOD)}\n{line}\n", "latin-1")
    assert read(tmp_path) == []


def test_a_closed_or_plain_output_is_no_fault_of_the_program(tmp_path):
    (tmp_path / "zoë.yaml").write_text("title: Zoë 李\nexercises: [bridge]\n", "utf-8")
    plain = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for words in (["list", "exercises"], ["check", "zoë.yaml"], ["schema", "plan"], ["show", "bridge"]):
        made = run(*words, folder=tmp_path, env=plain)
        assert b"fault of the program" not in made.stderr, words
        closed = run(*words, folder=tmp_path, preexec_fn=lambda: os.close(1))
        assert b"fault of the program" not in closed.stderr, words
        assert b"Traceback" not in closed.stderr, words


@pytest.mark.skipif(not FULL.exists(), reason="Linux has it")
def test_a_full_disk_behind_what_is_printed_stops_no_batch(tmp_path):
    (tmp_path / "r.csv").write_text("id\n1\n2\n3\n")
    words = [sys.executable, "-m", "planner", "batch", "low-back-relief", "r.csv", "--form", "wallet-card", "-o"]
    for more in ([], ["--json"]):
        folder = f"out{len(more)}"
        with FULL.open("w") as full:
            made = subprocess.run(
                [*words, folder, *more], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False
            )
        assert made.returncode == 4
        assert b"what is printed cannot be written: No space left on device" in made.stderr
        assert b"Traceback" not in made.stderr
        assert b"fault" not in made.stderr
        assert {"1-wallet-card.pdf", "3-wallet-card.pdf", "report.html"} <= {
            path.name for path in (tmp_path / folder).iterdir()
        }


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_has_had_enough_stops_no_batch_and_is_no_fault(tmp_path, unbuffered):
    (tmp_path / "r.csv").write_text("id\n1\n2\n3\n")
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    for words in (
        ["list", "exercises"],
        ["batch", "low-back-relief", "r.csv", "--form", "wallet-card", "-o", "out", "--json"],
    ):
        read, write = os.pipe()
        os.close(read)
        command = [sys.executable, "-m", "planner", *words]
        made = subprocess.run(command, cwd=tmp_path, stdout=write, stderr=write, check=False, env=env)
        os.close(write)
        assert made.returncode == 0
    assert {"1-wallet-card.pdf", "3-wallet-card.pdf", "report.html"} <= {
        path.name for path in (tmp_path / "out").iterdir()
    }
