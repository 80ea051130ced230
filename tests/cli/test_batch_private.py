"""What was typed into a row with a mistake in it stands in failed.csv, and in nothing that is passed on."""

import json

import pytest

from planner.batch.columns import COLUMNS
from planner.content.profile import FILE_FIELDS
from tests.cli.written import WORDS

MARKER = "zzyx"
UNPRINTABLE = f"{MARKER}\x07"
UNKNOWN = ("born", "start", "days", "conditions", "side", "language", "size", "person", "appointments", "print_id")
WRONG = {
    **dict.fromkeys(("name", "goals", "trainer", "note"), UNPRINTABLE),
    **dict.fromkeys((*UNKNOWN, "plan", "patient", "refused", "paper"), MARKER),
    "password": MARKER * 40,
}
"""By column; what can be wrong about an id names its row, and the report names ids."""
WRONG_IN_A_FILE = {
    "keep": f"[{{exercise: {MARKER}, by: Lee, reason: asked}}]",
    "cleared": f"[{{exercise: bridge, condition: {MARKER}, by: Lee}}]",
    "accept_plan": f"{{by: {MARKER}}}",
    "exercises": f"{{walking: {{phase: {MARKER}}}}}",
    "born": f'"{MARKER}"',
    "name": f'"{MARKER}\\x07"',
}


def said(planner, good) -> str:
    """Everything that a run leaves for others to read: printed, as JSON, in the reports."""
    texts = []
    for more in (["--overwrite"], ["--overwrite", "--json"], ["--dry-run", "--overwrite"], ["--strict", "--overwrite"]):
        result = planner(*WORDS, *more)
        assert result.code in (2, 3)
        texts += [result.out, result.err]
    return "".join([*texts, *((good / "out" / name).read_text("utf-8") for name in ("report.jsonl", "report.html"))])


def test_every_column_is_tried():
    assert {*WRONG, "id", "error"} == {*COLUMNS}
    assert {*FILE_FIELDS} - {*WRONG_IN_A_FILE} == {"videos"}  # its keys are ids of exercises


@pytest.mark.parametrize("column", WRONG)
def test_a_wrong_cell_is_quoted_in_the_list_of_failed_rows_only(planner, good, write, column):
    write("roster.csv", f'id,{column}\n1,"{WRONG[column]}"\n')
    assert MARKER not in said(planner, good)
    assert MARKER in (good / "out/failed.csv").read_text("utf-8-sig")
    [row] = map(json.loads, (good / "out/report.jsonl").read_text("utf-8").splitlines())
    assert column == "password" or [problem["field"] for problem in row["problems"]] == [column]


@pytest.mark.parametrize("field", WRONG_IN_A_FILE)
def test_a_wrong_value_in_a_patients_file_is_not_quoted(planner, good, write, field):
    write("one.yaml", f"{field}: {WRONG_IN_A_FILE[field]}\n")
    write("roster.csv", "id,patient\n1,one.yaml\n")
    assert MARKER not in said(planner, good)


def test_a_name_that_no_font_can_write_is_not_quoted(planner, good, write):
    write("roster.csv", f"id,name\n1,{MARKER} \u1230\n")
    text = said(planner, good)
    assert MARKER not in text
    assert "U+1230" in text


def test_a_date_read_the_local_way_is_not_quoted_either(planner, good, write):
    write("roster.csv", "id,born,start\n1,03.04.2031,01.12.2026\n2,31.02.1970,\n3,,01.12.1999\n")
    result = planner(*WORDS, "--dates", "dmy", "--overwrite")
    reports = [(good / "out" / name).read_text("utf-8") for name in ("report.jsonl", "report.html")]
    text = "".join([result.out, result.err, *reports])
    assert [date for date in ("2031", "1970", "1999", "01.12") if date in text] == []
    assert "born: is after the start" in text
