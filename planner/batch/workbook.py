"""Read a sheet of an Excel workbook: choose it, and write its cells as somebody would type them."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.batch import sheets
from planner.batch.heads import MOST_TITLES, known_heads
from planner.batch.sheet_limits import check_size
from planner.batch.source import MAX_BYTES, file_error
from planner.problems import InputError, Problem, by_reader

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


@dataclass(frozen=True)
class Sheet:
    """A sheet that is read."""

    name: str
    rows: list[list[Any]]
    marks: sheets.Marks


def read_sheet(data: bytes, path: Path, wanted: str | None, names: Container[str] = ()) -> tuple[Sheet, list[str]]:
    """Return a sheet, and the names of the others that are not empty."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_bytes(archive, path)
            check_size(archive, len(data))
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            found = {sheet.name: sheet for sheet in sheets.sheet_names(archive)}
            hidden = {name for name, sheet in found.items() if sheet.hidden}
            tables = [item.name for item in book.sheets_metadata if item.typ == SheetTypeEnum.WorkSheet]
            filled = [name for name in tables if book.get_sheet_by_name(name).total_height]
            name = _choose(book, tables, filled, hidden=hidden, path=path, wanted=wanted, names=names)
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            marks = sheets.marks(archive, found[name].part) if name in found else sheets.Marks()
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError):
        raise file_error(
            path, "is not an Excel file (.xlsx), or needs a password", "save it again without one"
        ) from None
    except (CalamineError, OSError, ValueError) as error:
        raise file_error(path, f"cannot be read as an Excel file (.xlsx): {error}") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how a fault within calamine comes: it is no Exception
            raise
        raise file_error(path, "cannot be read as an Excel file (.xlsx)", "save it again in Excel") from None
    others = [f'"{other}"{" (hidden)" if other in hidden else ""}' for other in filled if other != name]
    return Sheet(name, rows, marks), others


def _check_bytes(archive: zipfile.ZipFile, path: Path) -> None:
    """Raise InputError for an archive that is larger than any roster when it is unpacked."""
    if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
        raise file_error(path, f"is more than {MAX_BYTES:,} bytes when it is unpacked", "split it")


def _choose(
    book: "CalamineWorkbook",
    tables: list[str],
    filled: list[str],
    *,
    hidden: set[str],
    path: Path,
    wanted: str | None,
    names: Container[str],
) -> str:
    """Return the name of the sheet to read."""
    if not tables:
        raise file_error(path, "has no sheet")
    if wanted is not None:
        if wanted not in tables:
            names = ", ".join(f'"{name}"' for name in tables)
            raise InputError(
                Problem(
                    option=by_reader("--sheet", "sheet"),
                    text=f"{path} has no sheet {{}}",
                    quoted=wanted,
                    advice=f"it has {names}",
                )
            )
        return wanted
    visible = [name for name in filled if name not in hidden]
    for name in visible:
        first = book.get_sheet_by_name(name).to_python(nrows=MOST_TITLES)
        if any(known_heads([cell_text(value) for value in row], names) > 1 for row in first):
            return name
    first_shown = next((name for name in tables if name not in hidden), tables[0])
    return next(iter(visible), first_shown)


def cell_text(value: Any) -> str:  # noqa: ANN401 - a cell has any type
    """Return a cell as somebody would type it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        near = value + timedelta(
            seconds=30
        )  # Excel keeps a time as a fraction of a day, which may be a little short of the minute
        day, time = near.strftime("%Y-%m-%d %H:%M").split()
        return day if time == "00:00" else f"{day} {time}"
    return value.isoformat() if isinstance(value, date) else str(value)
