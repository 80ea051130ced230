"""Small workbooks that ask for more memory than a roster needs: each is an error that names the limit."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from planner.batch import sheet_limits, source
from planner.batch.sheet_limits import LONGEST_TEXT, MOST_TEXT
from planner.batch.tables import RosterFile
from planner.problems import InputError
from tests.batch.test_sheets import PATIENTS, workbook


def shared(text: str, times: int) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(("id", "name"))
    for _ in range(times):
        book.active.append((text, text))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(**cells: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for cell, value in cells.items():
            sheet[cell] = value

    return change


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: workbook(put(XFD1048576="x")), "column 16,384; at most 1,000 columns"),
        (lambda: workbook(put(DKJ1="x")), "column 3,000; at most 1,000 columns"),
        (lambda: workbook(put(Z1048576="x")), "row 1,048,576 and column 26; at most 5,000,000 cells"),
        (lambda: shared("a" * 32_000, MOST_TEXT // 64_000 + 1), "more than 50,000,000 characters"),
    ],
)
def test_a_workbook_beyond_a_limit_is_an_error_that_names_it(read, data, says):
    with pytest.raises(InputError, match=says):
        read(data(), "list.xlsx")


def test_a_text_longer_than_a_cell_can_hold_is_an_error(read):
    data = workbook(put(C2="b" * LONGEST_TEXT))
    assert [row.id for row in read(data, "list.xlsx")] == ["A1", "A2"]
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"bbbb", b"bbbbb"))
    with pytest.raises(InputError, match="a cell holds more than 32,767 characters"):
        read(out.getvalue(), "list.xlsx")


def test_a_cell_that_is_written_again_and_again_is_counted_each_time(read, monkeypatch):
    monkeypatch.setattr(sheet_limits, "MOST_CELLS", 20)
    data, out = workbook(), BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</row>", b'<c r="A1"/>' * 9 + b"</row>"))
    with pytest.raises(InputError, match="writes more than 20 cells"):
        read(out.getvalue(), "list.xlsx")


def test_a_sheet_with_room_to_spare_is_read(read):
    rows = [*read(workbook(put(ALK4=" ", A900="A3", B900="Cy")), "list.xlsx")]
    assert [row.id for row in rows] == [*(one[0] for one in PATIENTS[1:]), "A3"]


def test_a_device_that_never_ends_is_no_roster(monkeypatch):
    monkeypatch.setattr(source, "MAX_BYTES", 1000)
    with pytest.raises(InputError, match="is not a file; name a roster"):
        source.read_bytes(Path("/dev/zero"))


def dense(rows: int, columns: int) -> bytes:
    """A workbook that writes many cells in few bytes."""
    more = f"<row>{'<c><v>1</v></c>' * columns}</row>".encode() * rows
    out = BytesIO()
    with ZipFile(BytesIO(workbook())) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", more + b"</sheetData>"))
    return out.getvalue()


def test_a_small_file_does_not_write_millions_of_cells(read):
    data = dense(3000, 999)
    assert len(data) < 200_000
    with pytest.raises(InputError, match=r"it writes more than \d{3},\d{3} cells, too many for a file of its size"):
        read(data, "list.xlsx")
    assert len([*read(dense(9000, 20), "list.xlsx")]) > 9000


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_file_with_more_columns_than_a_list_has_is_an_error_that_names_the_limit(tmp_path, separator):
    path = tmp_path / "roster.csv"
    path.write_text(separator.join(["id", *map(str, range(70_000))]) + "\n1\n", "utf-8")
    with pytest.raises(InputError, match=r"roster\.csv:1: has 70,001 columns; at most 1,000 are read"):
        RosterFile(path)
    path.write_text(f"id{separator * 1_500}\n1{separator * 1_500}\n", "utf-8")  # a spreadsheet's empty ones
    assert [record.values["id"] for record in RosterFile(path)] == ["1"]


def test_a_row_of_json_with_more_keys_than_a_list_has_is_the_rows_error():
    [one, two] = RosterFile([{"id": "1"} | {f"k{n}": "x" for n in range(70_000)}, {"id": "2"}])
    assert "has 70,001 keys; at most 1,000 are read" in str(one.problem)
    assert two.values == {"id": "2"}
