"""Workbooks as clinics keep them: what their cells show is read, and what cannot be known is said with its cell."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from planner.batch.batch import Batch
from planner.batch.roster import read_roster
from planner.batch.run import make_batch
from planner.batch.sheets import letters, shown_as
from planner.booklet.press import Press
from planner.content.profile import Profile
from planner.problems import InputError

PATIENTS = (("id", "name", "start", "conditions"), ("A1", "Ana Souza", "2026-12-07", "osteoporosis"), ("A2", "Bo Ek"))


def workbook(change: Callable[[Any], object] = lambda _: None, rows=PATIENTS, title: str = "Patients") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    change(book.active)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def said(read, tmp_path):
    """What is wrong with the rows of a workbook, each with its cell, and the ids of the sound ones."""

    def made(content: bytes) -> tuple[list[str], list[str | None]]:
        rows = [*read(content, "list.xlsx")]
        places = []
        for row in rows:
            sheet, _, number = row.place.replace(f"{tmp_path}/", "").rpartition("!")
            columns = [row.letters[str(problem.loc[0])] if problem.loc else "" for problem in row.problems]
            places += [f"{sheet}!{letter}{number}" for letter in columns]
        return places, [row.id for row in rows if not row.problems]

    return made


def put(cell: str, value: object, form: str = "General") -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[cell] = value
        sheet[cell].number_format = form

    return change


@pytest.mark.parametrize(
    ("cell", "value", "form", "says"),
    [
        ("B2", "#N/A", "General", "name: the cell holds the error #N/A"),
        ("D2", "#REF!", "General", "conditions: the cell holds the error #REF!"),
        ("B2", '="Ana"&" Souza"', "General", "name: the cell holds a formula without a result"),
        ("C2", 46363, "General", 'start: "46363": is a number, not a date; Excel stores dates as such numbers'),
        ("A2", date(2026, 4, 3), "d-m", "id: holds a date: Excel turns what looks like one into it"),
        ("A2", 1234567890123456789, "0", "id: the number has more digits than Excel keeps"),
    ],
)
def test_a_cell_whose_value_is_not_known_stops_its_row_and_is_named(rows, said, cell, value, form, says):
    content = workbook(put(cell, value, form))
    wrong, right = rows(content, "list.xlsx")
    assert str(wrong.problems[0]).startswith(says)
    assert (wrong.patient, right.problems) == (None, ())
    assert said(content) == ([f"list.xlsx: Patients!{cell}"], ["A2"])


def test_an_error_in_a_column_that_is_not_read_stops_nothing(rows):
    content = workbook(put("E2", "#N/A"), [(*PATIENTS[0], "Room"), *PATIENTS[1:]])
    assert [row.problems for row in rows(content, "list.xlsx", ignore=["Room"])] == [(), ()]


def test_an_error_in_the_column_that_says_who_has_died_stops_the_row(rows):
    content = workbook(put("E2", "#N/A"), [(*PATIENTS[0], "Status"), *PATIENTS[1:]])
    wrong, right = rows(content, "list.xlsx", profile=Profile(skip_if={"Status": ("verstorben",)}))
    assert str(wrong.problems[0]).startswith('skip_if: column "Status": the cell holds the error #N/A')
    assert wrong.letters["skip_if"] == "E"
    assert right.problems == ()


@pytest.mark.parametrize(
    "change",
    [
        put("D3", "#REF!"),
        put("D3", "=D2"),
        lambda sheet: sheet.merge_cells("D2:D3"),
        put("E3", "#N/A"),
        put("A3", date(2026, 4, 3), "yyyy-mm-dd"),
        put("A3", 123456789012345678),
    ],
)
def test_a_cell_that_could_not_be_read_fails_in_failed_csv_too(tmp_path, read, library, short, change):
    rows = [(*PATIENTS[0], "Status"), *PATIENTS[1:]]
    (tmp_path / "list.xlsx").write_bytes(workbook(change, rows))
    profile = Profile(skip_if={"Status": ("verstorben",)})
    for path in (tmp_path / "list.xlsx", tmp_path / "out/failed.csv"):
        roster = read_roster(path, library=library, profile=profile)
        done = make_batch(Batch(short, roster, tmp_path / "out", Press(library=library), existing="keep"))
        assert [one.status for one in done][-1] == "failed"
        assert not (tmp_path / "out/A2.pdf").exists()


def test_a_list_of_nothing_but_uncalculated_formulas_loses_nobody(said):
    content = workbook(rows=[("id", "name"), ("=Other!A1", "=Other!B1"), ("=Other!A2", "=Other!B2")])
    assert said(content)[0] == [f"list.xlsx: Patients!{cell}" for cell in ("A2", "B2", "A3", "B3")]


def test_a_formula_with_an_empty_result_is_an_empty_cell(said):
    sheet = "xl/worksheets/sheet1.xml"
    content = changed(sheet, b'<c r="D2">', b'<c r="D2" t="str">', workbook(put("D2", '=""')))
    assert said(content) == ([], ["A1", "A2"])


def test_the_rows_that_a_merged_cell_covers_are_named(said):
    assert said(workbook(lambda sheet: sheet.merge_cells("D2:D9"))) == (["list.xlsx: Patients!D3"], ["A1"])


def test_a_heading_across_the_list_is_no_patient(said):
    content = workbook(lambda sheet: sheet.merge_cells("A4:D4"), [*PATIENTS, ("Tuesday",)])
    places, ids = said(content)
    assert (places, ids) == (["list.xlsx: Patients!4"], ["A1", "A2"])


@pytest.mark.parametrize(
    ("form", "value", "shown"),
    [
        ("000000", 412, "000412"),
        ('"MRN-"00000', 412, "MRN-00412"),
        (r"000\-000", 1412, "001-412"),
        ("000-00-0000", 12345678, "012-34-5678"),
        ("[$-407]0000;-0000", 42, "0042"),
        ("0", 412, "412"),
        ("General", 412, "412"),
    ],
)
def test_an_id_is_what_its_cell_shows(rows, form, value, shown):
    row, _ = rows(workbook(put("A2", value, form)), "list.xlsx")
    assert (row.id, row.notes, row.problems) == (shown, (), ())


@pytest.mark.parametrize("form", ["#,##0", "0.00", "0.0E+00", "# ?/?", "0%"])
def test_an_id_that_may_look_otherwise_has_a_warning(rows, form):
    row, _ = rows(workbook(put("A2", 1412, form)), "list.xlsx")
    assert [str(note)[:4] for note in row.notes] == ["id: "]


def test_a_number_of_more_digits_than_its_format_keeps_them_all():
    assert shown_as("000", "12345") == "12345"
    assert shown_as("00-00", "12345") == "123-45"
    assert shown_as("yyyy-mm-dd", "46363") is None


def test_rows_that_are_struck_through_are_read_and_warned_of(read, tmp_path):
    def strike(sheet: Any) -> None:
        for cell in (*sheet[3], sheet["A2"]):
            cell.font = openpyxl.styles.Font(strike=True)

    roster = read(workbook(strike), "list.xlsx")
    assert [row.id for row in roster] == ["A1", "A2"]
    assert [note.replace(f"{tmp_path}/", "") for note in roster.notes] == [
        "warning: list.xlsx: Patients: row 3 is struck through, and read all the same; delete what is not to be printed"
    ]


def test_hidden_rows_are_read_and_said(read, tmp_path):
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[40].hidden = True  # an empty one: nobody
        sheet.column_dimensions["D"].hidden = True

    roster = read(workbook(hide), "list.xlsx")
    assert [row.id for row in roster] == ["A1", "A2"]
    assert [note.replace(f"{tmp_path}/", "") for note in roster.notes] == [
        "list.xlsx: Patients: row 3 is hidden, and read all the same; delete what is not to be printed",
        'list.xlsx: Patients: hidden columns are read like the others: "conditions"',
    ]
    unread = read(workbook(hide, [("id", "name", "born", "size"), *PATIENTS[1:]]), "list.xlsx", ignore=["size"])
    assert not any("hidden columns" in note for note in unread.notes)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_first_sheet_is_not_the_roster(read, tmp_path, state):
    def add(sheet: Any) -> None:
        lookup = sheet.parent.create_sheet("Lookup", 0)
        lookup.append(["id", "name"])
        lookup.append(["X", "Nobody"])
        lookup.sheet_state = state

    content = workbook(add)
    roster = read(content, "list.xlsx")
    assert [row.id for row in roster] == ["A1", "A2"]
    assert roster.notes == (
        f'{tmp_path}/list.xlsx: only the sheet "Patients" is read; "Lookup" (hidden) has rows too '
        "(--sheet NAME reads another)",
    )
    assert [row.id for row in read(content, "list.xlsx", sheet="Lookup")] == ["X"]


def test_a_first_sheet_of_remarks_is_not_the_roster(read):
    def add(sheet: Any) -> None:
        remarks = sheet.parent.create_sheet("Read me", 0)
        remarks.append(["Please fill in the second sheet."])

    assert [row.id for row in read(workbook(add), "list.xlsx")] == ["A1", "A2"]


def test_a_sheet_that_is_not_there_is_an_error_that_names_those_there_are(read):
    with pytest.raises(InputError, match=r'--sheet: .*list.xlsx has no sheet "Tuesday"; it has "Patients"'):
        read(workbook(), "list.xlsx", sheet="Tuesday")
    with pytest.raises(InputError, match="has no sheets; leave it out"):
        read("id\n1\n", "list.csv", sheet="Tuesday")


def test_titles_above_the_names_are_passed_over_and_said(read, tmp_path):
    content = workbook(lambda sheet: sheet.merge_cells("A1:D1"), [("Monday list",), (), *PATIENTS])
    roster = read(content, "list.xlsx")
    assert [(row.number, row.id) for row in roster] == [(4, "A1"), (5, "A2")]
    assert roster.notes == (f"{tmp_path}/list.xlsx: the names of the columns are in row 3; what is above is not read",)


def changed(part: str, old: bytes, new: bytes, content: bytes) -> bytes:
    """A workbook with other text in one of its files."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(out, "w") as copy:
        for name in archive.namelist():
            data = archive.read(name)
            assert name != part or old in data
            copy.writestr(name, data.replace(old, new, 1) if name == part else data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/styles.xml", b"<styleSheet", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><styleSheet'),
        ("xl/worksheets/sheet1.xml", b'<row r="3"', b'<row r="99999999999999"'),
        ("xl/worksheets/sheet1.xml", b'ref="D2:D3"', b'ref="A1:XFD1048576"'),
        ("xl/worksheets/sheet1.xml", b'ref="D2:D3"', b'ref="D"'),
    ],
)
def test_a_workbook_that_would_take_all_memory_or_is_broken_is_refused(read, part, old, new):
    rows = [*PATIENTS, *[("A", "B")] * 100]
    content = workbook(lambda sheet: sheet.merge_cells("D2:D3"), rows)
    with pytest.raises(InputError, match="an Excel file"):
        read(changed(part, old, new, content), "list.xlsx")


def test_the_report_of_a_batch_names_the_cell(batch, tmp_path):
    (tmp_path / "list.xlsx").write_bytes(workbook(put("C3", "soon")))
    made = batch(name="unused.csv")
    roster = read_roster(tmp_path / "list.xlsx", library=made.press.library)
    _, wrong = make_batch(replace(made, roster=roster))
    assert wrong.place_of(wrong.problems[0]) == f"{tmp_path}/list.xlsx: Patients!C3"


def test_columns_have_letters_as_spreadsheets_show_them():
    assert [letters(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
