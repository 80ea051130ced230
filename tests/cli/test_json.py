"""What --json prints: its keys are those of docs/batch.md, and what stops a command is an object for each problem."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from planner import __version__
from tests.cli.written import WORDS

GUIDE = (Path(__file__).parents[2] / "docs" / "batch.md").read_text("utf-8")
KEYS = re.findall(r"^\| `(\w+)` \| (?:text|number|list|object|true)", GUIDE, re.MULTILINE)
PARTS = ["level", "file", "line", "column", "field", "text", "advice", "message"]


def printed(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_lines_have_the_keys_that_the_guide_tells(planner, good, write):
    write("roster.csv", "id,name,start\n1,Ana,2026-12-07\n2,Bo,tomorrow\n")
    *rows, end = printed(planner(*WORDS, "--overwrite", "--json").out)
    report = printed((good / "out/report.jsonl").read_text("utf-8"))
    assert [[*line] for line in report] == [KEYS, KEYS]
    assert [[*line] for line in rows] == [["event", *KEYS, "milliseconds"]] * 2
    assert [{key: line[key] for key in KEYS} for line in rows] == [{**line, "failed_csv": None} for line in report]
    assert {line["planner"] for line in report} == {__version__}
    assert [line["status"] for line in report] == ["made", "failed"]
    assert rows[0]["milliseconds"] > 0
    assert [*report[1]["problems"][0]] == PARTS
    assert all(f"`{part}`" in GUIDE for part in PARTS)
    assert (end["event"], end["failed"]) == ("end", 1)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("build", "plan.yaml"), 2, [("plan.yaml", 1, "weeks"), ("plan.yaml", 2, "days")]),
        (("build", "nowhere"), 2, [(None, None, None)]),
        (("build", "low-back-relief", "--size", "huge"), 2, [(None, None, "--size")]),
        (("build",), 2, [(None, None, None)]),
        (("batch", "low-back-relief", "roster.csv"), 2, [(None, None, None)]),
        (("check", "--bogus"), 2, [(None, None, None)]),
        (("build", "low-back-relief", "-o", "nowhere/b.pdf"), 4, [("nowhere/b.pdf", None, None)]),
        (("build", "low-back-relief", "--set", "weeks=x"), 2, [(None, None, "--set weeks")]),
        (("batch", "low-back-relief", "missing.csv", "-o", "out"), 2, [("missing.csv", None, None)]),
        (("check", "plan.yaml"), 2, [("plan.yaml", 1, "weeks"), ("plan.yaml", 2, "days")]),
    ],
)
def test_what_stops_a_command_is_printed_as_parts(planner, write, words, code, said):
    write("plan.yaml", "weeks: many\ndays: [lundi]\nextends: low-back-relief\n")
    result = planner(*words, "--json")
    assert result.code == code
    found = printed(result.out)
    assert [(one["file"], one["line"], one["field"]) for one in found] == said
    assert all([*one] == [*PARTS, "quoted", "reading"] for one in found)
    assert all(one["message"] in result.err for one in found) or words[0] == "check"


def test_what_strict_does_not_let_pass_is_printed_as_parts(planner, good, write):
    write("roster.csv", "id,name,born,start\n1,Ana,1890,2026-12-07\n2,Bo,1950,tomorrow\n")
    *found, said = printed(planner(*WORDS, "--overwrite", "--strict", "--json").out)
    places = [(one["level"], one["file"], one["line"], one["field"]) for one in found]
    assert places == [("warning", "roster.csv", 2, "born"), ("error", "roster.csv", 3, "start")]
    assert all(one["text"] and one["quoted"] is None for one in found)
    assert "1890" not in str(found)
    assert said["text"] == "2 problems, and --strict: nothing was written"


def test_a_batch_goes_on_when_nobody_reads_what_it_prints(tmp_path):
    rows = "".join(f"A-{n},Ana {n}\n" for n in range(30))
    (tmp_path / "r.csv").write_text(f"id,name\n{rows}A-99,Ana\x07\n", "utf-8")
    words = [
        sys.executable,
        "-m",
        "planner",
        "batch",
        "keep-well",
        "r.csv",
        "-o",
        "out",
        "--form",
        "wallet-card",
        "--json",
    ]
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as batch:
        assert json.loads(batch.stdout.readline())["id"] == "A-0"
        batch.stdout.close()
        said = batch.stderr.read()
    assert batch.returncode == 3
    assert said.count("nobody reads standard output any more; the run goes on") == 1
    assert len(printed((tmp_path / "out/report.jsonl").read_text("utf-8"))) == 31
    assert len([*(tmp_path / "out").glob("*.pdf")]) == 30
