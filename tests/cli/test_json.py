"""What --json prints: its keys are those of docs/batch.md, and what stops a command is an object for each problem."""

import json
import re
from pathlib import Path

import pytest

from planner import __version__
from tests.cli.written import WORDS

GUIDE = (Path(__file__).parents[2] / "docs" / "batch.md").read_text("utf-8")
KEYS = re.findall(r"^\| `(\w+)` \| (?:text|number|list)", GUIDE, re.MULTILINE)
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
        (("build", "low-back-relief", "--size", "huge"), 2, None),
        (("build", "low-back-relief", "-o", "nowhere/b.pdf"), 4, [(None, None, None)]),
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
    if said is not None:
        assert [(one["file"], one["line"], one["field"]) for one in found] == said
        assert all([*one] == [*PARTS, "quoted", "reading"] for one in found)
        assert all(one["message"] in result.err for one in found) or words[0] == "check"
