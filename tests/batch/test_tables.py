"""What a file holds, before anybody asks whether it is a patient."""

import json
from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest

from planner.batch.tables import RosterFile
from planner.problems import InputError


@pytest.fixture
def table(tmp_path):
    def made(content: str | bytes, name: str = "r.csv", encoding: str | None = None) -> RosterFile:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return RosterFile(path, encoding)

    return made


@pytest.fixture
def refused(table, tmp_path):
    """The complaint about a file, without its folder."""

    def made(*args) -> str:
        with pytest.raises(InputError) as caught:
            [*table(*args)]
        return str(caught.value).replace(f"{tmp_path}/", "")

    return made


def sheet(*rows: list[object], **others: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, lines in others.items():
        extra = book.create_sheet(name)
        for row in lines:
            extra.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def values(table: RosterFile) -> list[dict[str, object]]:
    return [record.values for record in table]


# -- CSV -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("between", [",", ";"])
def test_ends_of_lines_marks_and_separators_make_no_difference(table, end, mark, between):
    text = mark + end.join(["id,name", '1,"Souza, Ana; jr."', "2,Bo", ""]).replace(",", between)
    text = text.replace(f"Souza{between} Ana", "Souza, Ana")
    read = table(text)
    assert values(read) == [{"id": "1", "name": "Souza, Ana; jr."}, {"id": "2", "name": "Bo"}]
    assert [record.number for record in read] == [2, 3]


def test_a_row_has_the_number_that_a_spreadsheet_shows(table):
    read = table('\n\nid,note\n1,"one\n\ntwo"\n\n2,\n,\n   \n"3","x"\n')
    assert [(record.number, record.values["id"]) for record in read] == [(4, "1"), (6, "2"), (9, "3")]
    assert next(iter(read)).values["note"] == "one\n\ntwo"
    assert next(iter(read)).place.endswith("r.csv:4")


def test_blank_lines_before_the_columns_are_passed_over(table):
    read = table(" \n;;\nid;name\n1;Ana\n")
    assert (read.columns, read.header) == (("id", "name"), 3)
    assert values(read) == [{"id": "1", "name": "Ana"}]


def test_empty_columns_at_the_end_are_none(table):
    read = table("id,name,,\n1,Ana,,\n2,Bo\n")
    assert read.columns == ("id", "name")
    assert [record.problem for record in read] == [None, None]


def test_a_value_beyond_the_columns_of_a_sheet_is_not_a_matter_of_quotes(table):
    wrong, _ = table(sheet(["id", "name"], ["1", "Souza", "Ana"], ["2", "Bo"]), "r.xlsx")
    advice = "empty the cells to the right of the last column, or name their columns"
    assert str(wrong.problem) == f"has 3 values for 2 columns; {advice}"


def test_a_value_too_many_is_a_problem_of_its_row(table):
    wrong, right = table("id,name\n1,Souza, Ana\n2,Bo\n")
    assert str(wrong.problem) == (
        "has 3 values for 2 columns; put quotes around a value with a comma in it; "
        "if all is moved to the right, take a cell out"
    )
    assert wrong.cells == ("1", "Souza", " Ana")
    assert right.problem is None


def test_a_huge_value_stops_no_other_row(table):
    assert [len(record.values["id"]) for record in table(f"id\n{'x' * 500_000}\n1\n")] == [500_000, 1]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "r.csv: is empty; write the names of the columns in the first line"),
        ("\n \n", "r.csv: is empty"),
        (",,\n", "r.csv: is empty"),
        ('id,name\n1,"Ana\n2,Bo\n3,Cy\n', "r.csv:2: a quotation mark is opened and never closed"),
        ('id,name\n1,Ana\n2,"Bo" "Bo"\n', "r.csv:3: there is text after a closing quotation mark"),
        (b"id,name\n1,Ana\n2,Jos\xe9\n", "r.csv:3: is not UTF-8 text; add its encoding, such as --encoding cp1252"),
        ("id\n1\n".encode("utf-16-le"), "r.csv: is not text, or is UTF-16; if it is, add --encoding utf-16-le"),
        (sheet(["id"], ["1"]), "r.csv: is really an Excel file; rename it to end in .xlsx"),
    ],
)
def test_what_leaves_the_rest_in_doubt_is_an_error_of_the_file(refused, content, says):
    assert refused(content).startswith(says)


def test_another_encoding_is_read_when_it_is_said(table, refused):
    assert values(table("id;name\n1;José\n".encode("cp1252"), "r.csv", "cp1252")) == [{"id": "1", "name": "José"}]
    assert values(table("id,name\n1,José\n".encode("utf-16"), "r.csv", "utf-16")) == [{"id": "1", "name": "José"}]
    assert refused(b"id", "r.csv", "utf-9").startswith('--encoding: "utf-9": there is no such encoding')
    assert refused(b"id\n\xe9", "r.csv", "ascii") == "r.csv:2: is not ascii text; try another --encoding"
    assert refused(rb"id,\ud800", "r.csv", "unicode_escape").startswith("r.csv:1: is not unicode_escape text")


def test_a_mark_says_the_encoding_whatever_else_is_said(table):
    assert values(table("\ufeffname\nJosé\n", "r.csv", "cp1252")) == [{"name": "José"}]


# -- Excel -----------------------------------------------------------------------------------------------------------


def test_a_cell_reads_as_somebody_would_type_it(table):
    read = table(
        sheet(
            ["id", "a", "b", "c", "d", "e", "f"],
            [412, date(1971, 4, 3), datetime(2026, 12, 1, 10, 30), True, 1.5, None, time(10, 30)],
            [" MRN-1", "1971-04-03", datetime(2026, 12, 1), False, 2.0, "", "007"],
        ),
        "r.xlsx",
    )
    assert [list(record.values.values()) for record in read] == [
        ["412", "1971-04-03", "2026-12-01 10:30", "true", "1.5", "", "10:30:00"],
        [" MRN-1", "1971-04-03", "2026-12-01", "false", "2", "", "007"],
    ]


def test_a_time_that_falls_short_of_its_minute_is_that_minute(table):
    read = table(sheet(["at"], [datetime(2026, 12, 1, 10, 29, 59, 999000)]), "r.xlsx")
    assert values(read) == [{"at": "2026-12-01 10:30"}]


def test_empty_rows_are_passed_over_and_counted(table):
    read = table(sheet([], [None, ""], ["id", "name", None], ["1", "Ana"], [], ["2", "Bo"]), "r.xlsx")
    assert (read.columns, read.header) == (("id", "name"), 3)
    assert [(record.number, record.values["id"]) for record in read] == [(4, "1"), (6, "2")]


def test_other_sheets_that_hold_something_are_named(table):
    assert table(sheet(["id"], ["1"], Empty=[]), "r.xlsx").notes == ()
    read = table(sheet(["id"], ["1"], Empty=[], Tuesday=[["id"], ["2"]]), "r.xlsx")
    assert values(read) == [{"id": "1"}]
    assert read.notes[0].endswith('only the sheet "Sheet" is read; "Tuesday" has rows too (--sheet NAME reads another)')


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (
            b"id,name\n",
            "r.xlsx",
            "r.xlsx: is not an Excel file (.xlsx), or needs a password; save it again without one",
        ),
        (b"PK\3\4", "r.xlsx", "r.xlsx: is not an Excel file (.xlsx), or needs a password; save it again without one"),
        (sheet(), "r.xlsx", "r.xlsx: is empty"),
        (
            b"\xd0\xcf\x11\xe0",
            "r.xls",
            "r.xls: the name of a roster ends in .csv, .tsv, .txt, .xlsx, .jsonl, .ndjson or .json",
        ),
        (b"id", "roster", "roster: the name of a roster ends in"),
    ],
)
def test_what_is_no_workbook_is_an_error(refused, content, name, says):
    assert refused(content, name).startswith(says)


def test_no_file_and_a_folder_are_errors(tmp_path):
    (tmp_path / "dir.csv").mkdir()
    for name, says in (("no.csv", "no such file"), ("dir.csv", "is a folder"), ("x" * 300 + ".csv", "cannot be read")):
        with pytest.raises(InputError, match=says):
            RosterFile(tmp_path / name)


# -- JSON ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": "1", "id": "2"}', 'there are two keys "id"; rename one'),
        ('{"id": NaN}', "is not JSON: NaN"),
        ('{"id": ', "is not JSON: "),
        ("[" * 100_000, "is not JSON that can be read"),
        ('["Ana"]', "is not a patient; write {"),
        ('{"id": "\\ud83d"}', "has half a character"),
        ('{"\\uDe00": "x"}', "has half a character"),
    ],
)
def test_a_line_that_cannot_be_read_stops_no_other(table, line, says):
    first, wrong, last = table(f'{{"id": "1"}}\n{line}\r\n\n{{"id": "\\ud83d\\ude42"}}', "r.jsonl")
    assert (first.values, last.values) == ({"id": "1"}, {"id": "\U0001f642"})
    assert (wrong.number, last.number) == (2, 4)
    assert str(wrong.problem).startswith(says)


def test_numbers_stay_as_they_are_written(table):
    assert values(table('{"id": 0.10, "n": 12345678901234567890, "e": 1e400}', "r.jsonl")) == [
        {"id": "0.10", "n": "12345678901234567890", "e": "1e400"}
    ]


def test_a_list_of_patients_has_entries(table):
    read = table('[{"id": "1"}, 2]', "r.json")
    assert [(record.number, record.problem and record.problem.text) for record in read] == [
        (1, None),
        (2, "is not a patient"),
    ]
    assert next(iter(read)).place.endswith("r.json: entry 1")


def test_of_a_bundle_the_patients_are_read_and_the_others_counted(table):
    resources = [{"resourceType": kind, "id": kind} for kind in ("Organization", "Patient", "OperationOutcome")]
    bundle = {"resourceType": "Bundle", "entry": [{"resource": r} for r in resources] + [{"request": {}}, 7]}
    read = table(json.dumps(bundle), "r.json")
    assert [(record.number, record.values["id"]) for record in read] == [(2, "Patient")]
    assert [note.partition(": ")[2] for note in read.notes] == ["4 entries are not Patients and are left out"]


def test_one_page_of_a_search_says_that_there_are_more(table):
    bundle = {"resourceType": "Bundle", "link": [{"relation": "self"}, {"relation": "next", "url": "x"}]}
    assert "one page of several" in table(json.dumps(bundle), "r.json").notes[0]


@pytest.mark.parametrize(
    "text", ['{"resourceType": "Bundle", "entry": {}}', "{", '{"a": 1, "a": 2}', '{"a": Infinity}']
)
def test_a_file_that_is_one_value_is_read_or_not(refused, text):
    assert refused(text, "r.json").startswith("r.json: ")


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("id,name\n1,Ann\nid,name\n2,Bob\n", [3]),
        ("Nr,Nachname,born\n1,Lee,\nNR, Nachname ,born\n2,Lee,\n", [3]),
        ("error,id,name\nwrong,id,name\n", [2]),
        ("id\nid\n", [2]),
        ("id,name,note\n1,Name,\n,name,\n", []),
    ],
)
def test_the_heads_once_more_are_a_problem_of_their_row(table, content, numbers):
    wrong = [(record.number, record.problem.text) for record in table(content) if record.problem]
    assert wrong == [(number, "repeats the heads") for number in numbers]


@pytest.mark.parametrize(
    ("row", "sign"),
    [
        ("7;Gus Lee;1976-04-03;2026-12-07;;", "semicolon"),
        ("7|Gus Lee", "vertical bar"),
        ("7;Gus Lee;1976-04-03;a, b", "semicolon"),
        ("7;Gus Lee;1976-04-03,,", "semicolon"),
        ("7,Lee|Gus", None),
        ("7", None),
    ],
)
def test_a_row_with_another_separator_is_a_problem_that_names_it(table, row, sign):
    [record] = table(f"id,name,born\n{row}\n")
    says = f"has values that are separated by a {sign}; write them with a comma, as in the other rows"
    assert str(record.problem) == (says if sign else "None")
