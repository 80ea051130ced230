"""Read the files that lists of patients are kept in (CSV, Excel, JSON lines, FHIR) as records of named values.

Nothing is guessed: text is UTF-8 unless another encoding is given. A record that cannot be read has a problem, and the
others can still be printed. Only what makes the rest doubtful, such as an unclosed quote, is an error of the file.
"""

import codecs
import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from planner.problems import InputError, Problem

MAX_BYTES = 200_000_000
"""Ten times the size of a roster with a hundred thousand patients."""
SUFFIXES = (".csv", ".xlsx", ".jsonl", ".ndjson", ".json")


@dataclass(frozen=True)
class Record:
    """A patient as written in the file."""

    number: int
    """The number of its line, of its row in a sheet, or of its entry in a bundle; from 1."""
    place: str
    """`roster.csv:17`."""
    values: dict[str, Any]
    """By column: texts, and lists from JSON; for FHIR, the resource."""
    problem: Problem | None = None
    """Why it cannot be read."""
    cells: tuple[str, ...] = ()
    """The cells as written; empty for JSON."""


class RosterFile:
    """The records of a file. They can be read any number of times."""

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        """Read a file by the ending of its name. Raise InputError if it cannot be read as such a file."""
        self.path = path
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            raise InputError(f"{path}: the name of a roster ends in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}")
        data = _read_bytes(path)
        self.columns: tuple[str, ...] = ()
        """The names of a table's columns, as written; empty for JSON."""
        self.header = 1
        """The number of the line or row that they are in."""
        self.notes: tuple[str, ...] = ()
        """What in the file is not read, a sentence each."""
        self.delimiter = ","
        """What separates the values of a CSV file."""
        self.encoding: str | None = None
        """The encoding that was given, unless the text has a byte order mark."""
        self._rows: list[list[Any]] = []
        self._text = ""
        self._entries: list[tuple[int, Any]] | None = None
        if suffix == ".xlsx":
            self._rows, self.notes = _read_sheet(data, path)
            self._read_heads(self._sheet_rows())
            return
        self.encoding = None if data.startswith(codecs.BOM_UTF8) else encoding
        self._text = _decode(data, path, encoding)
        if suffix == ".csv":
            self.delimiter = _delimiter(self._text)
            self._read_heads(self._csv_rows())
        elif suffix == ".json":
            try:
                self._entries, self.notes = _entries(_parse_json(self._text), path)
            except InputError as error:
                raise InputError(*(replace(problem, file=str(path)) for problem in error.problems)) from None

    def __iter__(self) -> Iterator[Record]:
        """Yield the records in the order of the file, without empty lines."""
        if self.columns:
            yield from self._records(self._sheet_rows() if self._rows else self._csv_rows())
        elif self._entries is not None:
            for n, entry in self._entries:
                yield _json_record(n, f"{self.path}: entry {n}", entry)
        else:
            for n, line in enumerate(self._text.split("\n"), 1):
                if line.strip():
                    place = f"{self.path}:{n}"
                    try:
                        yield _json_record(n, place, _parse_json(line))
                    except InputError as error:
                        yield Record(n, place, {}, error.problems[0])

    def _records(self, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Record]:
        """Yield the rows below the column names."""
        count = len(self.columns)
        if self._rows:
            advice = "empty the cells to the right of the last column, or name their columns"
        else:
            advice = f"put quotes around a value with a {'comma' if self.delimiter == ',' else 'semicolon'} in it"
        for number, row in rows:
            if number <= self.header or not any(cell.strip() for cell in row):
                continue
            cells = tuple(row)
            problem = None
            if any(cell.strip() for cell in cells[count:]):
                text = f"has {len(cells)} values for {count} columns"
                problem = Problem(text=text, advice=advice)
            yield Record(number, f"{self.path}:{number}", dict(zip(self.columns, cells, strict=False)), problem, cells)

    def _read_heads(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Read the column names from the first row that is not empty, without empty cells at its end."""
        filled = ((number, row) for number, row in rows if any(cell.strip() for cell in row))
        self.header, heads = next(filled, (0, []))
        if not heads:
            advice = "write the names of the columns in the first line, such as id,name,start"
            raise InputError(Problem(file=str(self.path), text="is empty", advice=advice))
        names = [name.strip() for name in heads]
        while not names[-1]:
            names.pop()
        for n, name in enumerate(names, 1):
            if not name:
                raise self._error_at(self.header, Problem(text=f"column {n} has no name", advice="write one above it"))
            if name.lower() in [other.lower() for other in names[: n - 1]]:
                raise self._error_at(
                    self.header, Problem(text="there are two columns {}", advice="rename one", quoted=name)
                )
        self.columns = tuple(names)

    def _sheet_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of a sheet with their numbers."""
        for number, row in enumerate(self._rows, 1):
            yield number, [_cell_text(value) for value in row]

    def _csv_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of a CSV file with the numbers of the lines they start on."""
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self.delimiter, strict=True)
        line, usual = 1, csv.field_size_limit(MAX_BYTES)  # a huge value is an error of its row, not of the file
        try:
            for row in reader:
                if row:
                    yield line, row
                line = reader.line_num + 1
        except csv.Error as error:
            if str(error) == "unexpected end of data":
                problem = Problem(text="a quotation mark is opened and never closed")
            elif "expected after" in str(error):
                text = "there is text after a closing quotation mark"
                problem = Problem(text=text, advice="write a quotation mark inside a value twice")
            else:
                problem = Problem(text=str(error))
            raise self._error_at(line, problem) from None
        finally:
            csv.field_size_limit(usual)  # the limit is for the whole process

    def _error_at(self, line: int, problem: Problem) -> InputError:
        return InputError(replace(problem, file=str(self.path), line=line))


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _file_error(path, "is a folder", "name the roster in it")
        if path.stat().st_size > MAX_BYTES:
            raise _file_error(
                path, f"is {path.stat().st_size:,} bytes", f"a roster has at most {MAX_BYTES:,}: split it"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise _file_error(path, "no such file") from None
    except (OSError, ValueError) as error:
        raise _file_error(path, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _file_error(path: Path, text: str, advice: str = "") -> InputError:
    """Return an error of the file as a whole."""
    return InputError(Problem(file=str(path), text=text, advice=advice))


def _decode(data: bytes, path: Path, encoding: str | None) -> str:
    if data.startswith(b"PK\3\4"):
        raise _file_error(path, "is really an Excel file", "rename it to end in .xlsx")
    if data.startswith(codecs.BOM_UTF8):
        encoding = None  # the byte order mark says what it is
    elif not encoding and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _file_error(path, "is UTF-16 text", "add --encoding utf-16")
    try:
        text = data.decode(encoding or "utf-8")
        text.encode()  # some encodings give halves of characters
    except LookupError:
        text, advice = "there is no such encoding", "common ones are utf-8, cp1252"
        raise InputError(Problem(option="--encoding", quoted=encoding, text=text, advice=advice)) from None
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        advice = "try another --encoding" if encoding else "add its encoding, such as --encoding cp1252"
        text = f"is not {encoding or 'UTF-8'} text"
        raise InputError(Problem(file=str(path), line=line, text=text, advice=advice)) from None
    if "\0" in text[:2]:
        raise _file_error(path, "is not text, or is UTF-16", "if it is, add --encoding utf-16-le")
    return text.removeprefix("\ufeff")


def _delimiter(text: str) -> str:
    """Return the separator, comma or semicolon, as found in the first line."""
    first = next((line for line in io.StringIO(text, newline="") if line.strip(" ,;\r\n")), "")
    bare = "".join(first.split('"')[::2])  # what is between quotes does not separate
    return ";" if ";" in bare and "," not in bare else ","


# -- sheets ----------------------------------------------------------------------------------------------------------


def _read_sheet(data: bytes, path: Path) -> tuple[list[list[Any]], tuple[str, ...]]:
    """Return the rows of the first sheet, and a note if other sheets are not empty."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
                raise _file_error(path, f"is more than {MAX_BYTES:,} bytes when it is unpacked", "split it")
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if not book.sheet_names:
            raise _file_error(path, "has no sheet")
        first, *further = book.sheet_names
        rows = book.get_sheet_by_name(first).to_python(skip_empty_area=False)
        filled = [f'"{name}"' for name in further if book.get_sheet_by_name(name).total_height]
    except (zipfile.BadZipFile, NotImplementedError):
        raise _file_error(
            path, "is not an Excel file (.xlsx), or needs a password", "save it again without one"
        ) from None
    except (CalamineError, OSError) as error:
        raise _file_error(path, f"is not an Excel file (.xlsx): {error}") from None
    others = f"{', '.join(filled)} {'has' if len(filled) == 1 else 'have'} rows too"
    note = f'{path}: only the first sheet, "{first}", is read; {others}'
    return rows, (note,) if filled else ()


def _cell_text(value: Any) -> str:  # noqa: ANN401 - a cell has any type
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


# -- JSON ------------------------------------------------------------------------------------------------------------


def _parse_json(text: str) -> Any:  # noqa: ANN401 - JSON has any type
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise InputError(Problem(text="there are two keys {}", advice="rename one", quoted=twice))
        return values

    def never(word: str) -> None:
        raise InputError(f"is not JSON: {word}")

    try:
        value = json.loads(text, object_pairs_hook=once, parse_constant=never, parse_int=str, parse_float=str)
        if "\\ud" in text.lower():
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError("has half a character (one of \\ud800 to \\udfff without its other half)") from None
    except json.JSONDecodeError as error:
        where = f" (column {error.colno})" if error.lineno == 1 else f" (line {error.lineno}, column {error.colno})"
        raise InputError(f"is not JSON: {error.msg}{where}") from None
    except (RecursionError, ValueError):
        raise InputError("is not JSON that a roster can hold") from None
    return value


def _entries(value: Any, path: Path) -> tuple[list[tuple[int, Any]], tuple[str, ...]]:  # noqa: ANN401
    """Return the patients of a JSON file with their numbers, and notes of what else is in it.

    The file is a list, a single patient, or a FHIR Bundle. Raise InputError for a Bundle whose entries are not a list.
    """
    if not isinstance(value, dict) or value.get("resourceType") != "Bundle":
        return [*enumerate(value if isinstance(value, list) else [value], 1)], ()
    entries, links = value.get("entry", []), value.get("link", [])
    if not isinstance(entries, list):
        raise InputError(Problem(loc=("entry",), advice="write a list"))
    resources = [(n, entry.get("resource") if isinstance(entry, dict) else entry) for n, entry in enumerate(entries, 1)]
    others = sum(not _is_patient(resource) for _, resource in resources)
    notes = [f"{path}: {others:,} entries are not Patients and are left out"] if others else []
    if any(isinstance(link, dict) and link.get("relation") == "next" for link in links if isinstance(links, list)):
        notes.append(f"{path}: is one page of several; the patients on the others are not in it")
    return [(n, resource) for n, resource in resources if _is_patient(resource)], tuple(notes)


def _is_patient(resource: Any) -> bool:  # noqa: ANN401
    return isinstance(resource, dict) and resource.get("resourceType") == "Patient"


def _json_record(number: int, place: str, value: Any) -> Record:  # noqa: ANN401
    if not isinstance(value, dict):
        return Record(number, place, {}, Problem(text="is not a patient", advice='write {"id": …, "name": …}'))
    return Record(number, place, value)
