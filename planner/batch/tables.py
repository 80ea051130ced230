"""What people keep lists of patients in: CSV, Excel, JSON lines and FHIR, as records of named values.

Nothing is guessed: text is UTF-8 unless an encoding is said. A record that cannot be read is a record with a problem,
so that the others can be printed; only what leaves the rest in doubt (an unclosed quote) is an error of the whole file.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from planner.errors import InputError

MAX_BYTES = 200_000_000
"""A hundred thousand patients take a tenth of it."""
KINDS = (".csv", ".xlsx", ".jsonl", ".ndjson", ".json")


@dataclass(frozen=True)
class Record:
    """A patient as written."""

    number: int
    """Of its line, of its row in a sheet, or of its entry in a bundle; from 1."""
    place: str
    """`roster.csv:17`."""
    values: dict[str, Any]
    """By column: texts, lists, numbers, dates; of FHIR, the resource."""
    problem: str = ""
    """Why it cannot be read."""
    cells: tuple[str, ...] = ()
    """As they stood, in a table."""


class Table:
    """A file of records, which can be gone through again and again."""

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        """Read the file. Raises InputError if it cannot be read as what its name says it is."""
        self.path = path
        kind = path.suffix.lower()
        if kind not in KINDS:
            raise InputError(f"{path}: a roster ends in {', '.join(KINDS[:-1])} or {KINDS[-1]}")
        data = _bytes(path)
        self.columns: tuple[str, ...] = ()
        """The heads of a table's columns, as written."""
        self.header = 1
        """The number of the line or row that they stand in."""
        self._rows: list[list[Any]] = []
        self._text = ""
        self._entries: list[Any] | None = None
        if kind == ".xlsx":
            self._rows = list(_sheet(data, path))
            self.columns = self._heads([_cell(value) for value in self._rows[0]] if self._rows else [])
            return
        self._text = _decoded(data, path, encoding)
        if kind == ".csv":
            first = next(self._lines(), (0, []))
            self.header, self.columns = first[0], self._heads(first[1])
        elif kind == ".json":
            self._entries = list(_entries(_loads(self._text, str(path)), str(path)))

    def __iter__(self) -> Iterator[Record]:
        """The records in the order of the file; lines that hold nothing are none."""
        if self._rows:
            rows = ((n, [_cell(value) for value in row]) for n, row in enumerate(self._rows, 1))
            yield from self._table(rows)
        elif self.columns:
            yield from self._table(self._lines())
        elif self._entries is not None:
            for n, entry in enumerate(self._entries, 1):
                yield _object(n, f"{self.path}: entry {n}", entry)
        else:
            for n, line in enumerate(self._text.split("\n"), 1):
                if line.strip():
                    place = f"{self.path}:{n}"
                    try:
                        yield _object(n, place, _loads(line, place))
                    except InputError as error:
                        yield Record(n, place, {}, str(error).removeprefix(f"{place}: "))

    def _table(self, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Record]:
        """Rows below the heads."""
        count = len(self.columns)
        for number, row in rows:
            if number <= self.header or not any(cell.strip() for cell in row):
                continue
            cells = tuple(row)
            problem = ""
            if any(cell.strip() for cell in cells[count:]):
                problem = (
                    f"has {len(cells)} values for {count} columns; put quotes around a value with a separator in it"
                )
            yield Record(number, f"{self.path}:{number}", dict(zip(self.columns, cells, strict=False)), problem, cells)

    def _heads(self, heads: Sequence[str]) -> tuple[str, ...]:
        """The heads of the columns, without empty ones at the end."""
        names = [name.strip() for name in heads]
        while names and not names[-1]:
            names.pop()
        if not names:
            raise InputError(f"{self.path}: is empty; its first line names the columns, such as id,name,start")
        for n, name in enumerate(names, 1):
            if not name:
                raise InputError(f"{self.path}:{self.header}: column {n} has no name")
            if name.lower() in [other.lower() for other in names[: n - 1]]:
                raise InputError(f'{self.path}:{self.header}: the column "{name}" stands there twice')
        return tuple(names)

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """The rows of a CSV file, with the lines they start on. Commas or semicolons: as in the first line."""
        first = self._text.lstrip("\r\n").split("\n", 1)[0]
        bare = "".join(first.split('"')[::2])  # what stands between quotes separates nothing
        reader = csv.reader(
            io.StringIO(self._text, newline=""), delimiter=";" if ";" in bare and "," not in bare else ",", strict=True
        )
        line = 1
        try:
            for row in reader:
                if row:
                    yield line, row
                line = reader.line_num + 1
        except csv.Error as error:
            says = {"unexpected end of data": "a quote is opened and not closed"}.get(str(error), str(error))
            raise InputError(f"{self.path}:{line}: {says}") from None


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder; name a roster")
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: is {path.stat().st_size:,} bytes; a roster has at most {MAX_BYTES:,}")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _decoded(data: bytes, path: Path, encoding: str | None) -> str:
    if data.startswith(b"PK\3\4"):
        raise InputError(f"{path}: is an Excel file by its content; name it .xlsx")
    try:
        text = data.decode(encoding or "utf-8")
    except LookupError:
        raise InputError(
            f'--encoding: "{encoding}": there is no such encoding; common ones are utf-8, cp1252'
        ) from None
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        hint = "it is not that" if encoding else "say its encoding, such as --encoding cp1252"
        raise InputError(f"{path}:{line}: is not {encoding or 'UTF-8'} text; {hint}") from None
    if "\0" in text:
        raise InputError(f"{path}: is not text (or is UTF-16: say --encoding utf-16)")
    return text.removeprefix("\ufeff")


# -- sheets ----------------------------------------------------------------------------------------------------------


def _sheet(data: bytes, path: Path) -> Iterator[list[Any]]:
    """The rows of the first sheet."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
                raise InputError(f"{path}: holds more than {MAX_BYTES:,} bytes; a roster is smaller")
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if not book.sheet_names:
            raise InputError(f"{path}: has no sheet")
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, OSError) as error:
        raise InputError(f"{path}: is not an Excel file (.xlsx): {error}") from None
    yield from rows


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """A cell as somebody would type it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M") if value.time() != datetime.min.time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


# -- JSON ------------------------------------------------------------------------------------------------------------


def _loads(text: str, place: str) -> Any:  # noqa: ANN401 - whatever stands there
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) < len(pairs):
            keys = [key for key, _ in pairs]
            raise InputError(f'{place}: the key "{next(k for k in keys if keys.count(k) > 1)}" stands there twice')
        return values

    try:
        return json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        where = f" (column {error.colno})" if error.lineno == 1 else f" (line {error.lineno}, column {error.colno})"
        raise InputError(f"{place}: is not JSON: {error.msg}{where}") from None
    except (RecursionError, ValueError):
        raise InputError(f"{place}: is not JSON that a roster holds") from None


def _entries(value: Any, place: str) -> Iterator[Any]:  # noqa: ANN401
    """The resources of a FHIR Bundle; a list of patients, or one."""
    if isinstance(value, dict) and value.get("resourceType") == "Bundle":
        entries = value.get("entry", [])
        if not isinstance(entries, list):
            raise InputError(f"{place}: entry: write a list")
        yield from (e.get("resource", e) if isinstance(e, dict) else e for e in entries)
    elif isinstance(value, list):
        yield from value
    else:
        yield value


def _object(number: int, place: str, value: Any) -> Record:  # noqa: ANN401
    if not isinstance(value, dict):
        return Record(number, place, {}, 'is not a patient; write {"id": …, "name": …}')
    return Record(number, place, value)
