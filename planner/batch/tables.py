"""Read the files that lists of patients are kept in (CSV, Excel, JSON lines, FHIR) as records of named values.

Text is UTF-8 unless it has another byte order mark or another encoding is given. Separators, titles above the names of
the columns, and the sheet to read are found by the names that rosters know; what is passed over is said in the notes.
A record that cannot be read has a problem, and the others can still be printed. Only what makes the rest doubtful,
such as an unclosed quote, is an error of the file.
"""

import codecs
import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.batch import sheets
from planner.batch.columns import CODE_COLUMNS, looks_known
from planner.problems import InputError, Problem

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MAX_BYTES = 200_000_000
"""Ten times the size of a roster with a hundred thousand patients."""
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".ndjson", ".json")
TEXT_TABLES = (".csv", ".tsv", ".txt")
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
"""What may separate the values of a line."""
MOST_TITLES = 20
"""Rows in which the names of the columns are looked for."""


@dataclass(frozen=True)
class Record:
    """A patient as written in the file."""

    number: int
    """The number of its row, as a spreadsheet shows it; of its line, or of its entry in a bundle; from 1."""
    place: str
    """`roster.csv:17`, or `roster.xlsx: Patients!17`."""
    values: dict[str, Any]
    """By column: texts, and lists from JSON; for FHIR, the resource."""
    problem: Problem | None = None
    """Why it cannot be read."""
    cells: tuple[str, ...] = ()
    """The cells as written; empty for JSON."""
    flaws: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """By column: why a cell's value is not known, and warnings of what it may show."""
    notes: tuple[Problem, ...] = ()
    """Warnings about the row as a whole."""


class RosterFile:
    """The records of a file. They can be read any number of times."""

    def __init__(self, path: Path, encoding: str | None = None, sheet: str | None = None) -> None:
        """Read a file by the ending of its name. Raise InputError if it cannot be read as such a file.

        sheet: the name of the one to read of a workbook.
        """
        self.path = path
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            raise InputError(f"{path}: the name of a roster ends in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}")
        if sheet is not None and suffix != ".xlsx":
            raise InputError(Problem(option="--sheet", text=f"{path} has no sheets", advice="leave it out"))
        data = _read_bytes(path)
        self.columns: tuple[str, ...] = ()
        """The names of a table's columns, as written; empty for JSON."""
        self.header = 1
        """The number of the row that they are in."""
        self.sheet: str | None = None
        """The name of the sheet that is read."""
        self.delimiter = ","
        """What separates the values of a CSV file."""
        self.encoding: str | None = None
        """The encoding that was given, unless the text has a byte order mark."""
        self._notes: list[str] = []
        self._rows: list[list[Any]] = []
        self._marks = sheets.Marks()
        self._text = ""
        self._entries: list[tuple[int, Any]] | None = None
        if suffix == ".xlsx":
            self._open_workbook(data, sheet)
            return
        self.encoding = None if data.startswith(codecs.BOM_UTF8) else encoding
        self._text = _decode(data, path, encoding)
        if suffix in TEXT_TABLES:
            self._text, said = _without_sep_line(self._text)
            self.delimiter = said or _delimiter(self._text)
            self._read_heads(self._csv_rows())
        elif suffix == ".json":
            try:
                self._entries, notes = _entries(_parse_json(self._text), path)
                self._notes += notes
            except InputError as error:
                raise InputError(*(replace(problem, file=str(path)) for problem in error.problems)) from None

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What in the file is not read, a sentence each."""
        if self.columns or self._entries is not None:
            return tuple(self._notes)
        others = sum(_is_other(value) for _, value in self._json_lines())
        return (_others_note(self.path, others),) if others else ()

    def __iter__(self) -> Iterator[Record]:
        """Yield the records in the order of the file, without empty lines."""
        if self.columns:
            yield from self._records(self._sheet_rows() if self._rows else self._csv_rows())
        elif self._entries is not None:
            for n, entry in self._entries:
                yield _json_record(n, f"{self.path}: entry {n}", entry)
        else:
            for n, value in self._json_lines():
                place = f"{self.path}:{n}"
                if isinstance(value, Problem):
                    yield Record(n, place, {}, value)
                elif not _is_other(value):
                    yield _json_record(n, place, value)

    def _json_lines(self) -> Iterator[tuple[int, Any]]:
        """Yield each line's number and value, or the problem why it cannot be read."""
        for n, line in enumerate(self._text.split("\n"), 1):
            if line.strip():
                try:
                    yield n, _parse_json(line)
                except InputError as error:
                    yield n, error.problems[0]

    def row_place(self, number: int) -> str:
        """Return the place of a row: `roster.csv:4`, or `roster.xlsx: Patients!4`."""
        return f"{self.path}:{number}" if self.sheet is None else f"{self._sheet_place}!{number}"

    @property
    def _sheet_place(self) -> str:
        return f"{self.path}: {self.sheet}"

    def _records(self, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Record]:
        """Yield the rows below the column names."""
        count = len(self.columns)
        if self._rows:
            advice = "empty the cells to the right of the last column, or name their columns"
        else:
            advice = f"put quotes around a value with a {SEPARATORS.get(self.delimiter, 'separator')} in it"
        for number, row in rows:
            if number <= self.header:
                continue
            is_filled = any(cell.strip() for cell in row)
            flaws = self._flaws(number, row, covered=is_filled) if self._rows else {}
            if not is_filled and not flaws:
                continue
            cells = (*row, *[""] * (count - len(row))) if self._rows else tuple(row)
            problem = None
            notes: tuple[Problem, ...] = ()
            if any(cell.strip() for cell in cells[count:]):
                text = f"has {len(cells)} values for {count} columns"
                problem = Problem(text=text, advice=advice)
            elif len(cells) < count and not self._rows:
                text = f"has {len(cells)} values for {count} columns; the missing ones are taken for empty"
                notes = (Problem(text=text, advice="see whether the line was cut off", kind="warning"),)
            values = dict(zip(self.columns, cells, strict=False))
            yield Record(number, self.row_place(number), values, problem, cells, flaws, notes)

    def _flaws(self, number: int, row: Sequence[str], *, covered: bool) -> dict[str, tuple[Problem, ...]]:
        """Return what is wrong with the cells of a sheet's row, by column; covered: also with merged ones."""
        found: dict[str, tuple[Problem, ...]] = {}
        for n, head in enumerate(self.columns, 1):
            is_code = head.lower() in CODE_COLUMNS
            value = self._rows[number - 1][n - 1] if n <= len(row) else None
            wrong = self._marks.flaws.get((number, n)) or (sheets.not_a_code(value) if is_code else None)
            wrong = wrong or (self._marks.covered.get((number, n)) if covered else None)
            doubt = self._marks.doubts.get((number, n)) if is_code else None
            if wrong or doubt:
                found[head] = tuple(filter(None, (wrong, doubt)))
        return found

    def _read_heads(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Read the column names, without empty cells at their end. Titles may stand above them."""
        filled = (numbered for numbered in rows if any(cell.strip() for cell in numbered[1]))
        first = [*islice(filled, MOST_TITLES)]
        if not first:
            advice = "write the names of the columns in the first line, such as id,name,start"
            raise InputError(Problem(file=str(self.path), text="is empty", advice=advice))
        self.header, heads = _head_row(first)
        if first[0][0] < self.header:
            self._notes.append(
                f"{self.path}: the names of the columns are in row {self.header}; what is above is not read"
            )
        names = [" ".join(name.split()) for name in heads]
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

    def _open_workbook(self, data: bytes, wanted: str | None) -> None:
        """Read a sheet: the one that is wanted, else the first that is not hidden and has names of columns."""
        found, others = _read_sheet(data, self.path, wanted)
        self.sheet, self._rows, self._marks = found.name, found.rows, found.marks
        if others:
            has = "has" if len(others) == 1 else "have"
            self._notes.append(
                f'{self.path}: only the sheet "{self.sheet}" is read; {", ".join(others)} {has} rows too '
                "(--sheet NAME reads another)"
            )
        last = max((row for row, _ in self._marks.flaws), default=0)  # calamine drops rows that seem empty at the end
        self._rows += [[]] * (last - len(self._rows))
        if not self._rows:
            raise _file_error(self.path, "is empty", "write the names of the columns in the first row")
        self._read_heads(self._sheet_rows())
        hidden = [row for row in self._marks.hidden_rows if row > self.header and self._is_filled(row)]
        if hidden:
            rows = f"row {hidden[0]} is" if len(hidden) == 1 else f"rows {_first_few(hidden)} are"
            self._notes.append(
                f"{self._sheet_place}: {rows} hidden, and read all the same; delete what is not to be printed"
            )
        heads = [
            f'"{self.columns[n - 1]}"'
            for first, last in self._marks.hidden_columns
            for n in range(first, min(last, len(self.columns)) + 1)
        ]
        if heads:
            self._notes.append(f"{self._sheet_place}: hidden columns are read like the others: {', '.join(heads)}")

    def _is_filled(self, row: int) -> bool:
        return row <= len(self._rows) and any(_cell_text(value).strip() for value in self._rows[row - 1])

    def _sheet_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of a sheet with their numbers."""
        shown = self._marks.shown
        for number, row in enumerate(self._rows, 1):
            yield (
                number,
                [
                    shown.get((number, n), "")
                    if type(value) in (int, float) and (number, n) in shown
                    else _cell_text(value)
                    for n, value in enumerate(row, 1)
                ],
            )

    def _csv_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of a CSV file with their numbers, as a spreadsheet counts them: a value may have lines."""
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self.delimiter, strict=True)
        number, usual = 1, csv.field_size_limit(MAX_BYTES)  # a huge value is an error of its row, not of the file
        try:
            for row in reader:
                if row:
                    yield number, row
                number += 1
        except csv.Error as error:
            if str(error) == "unexpected end of data":
                problem = Problem(text="a quotation mark is opened and never closed")
            elif "expected after" in str(error):
                text = "there is text after a closing quotation mark"
                problem = Problem(text=text, advice="write a quotation mark inside a value twice")
            else:
                problem = Problem(text=str(error))
            raise self._error_at(number, problem) from None
        finally:
            csv.field_size_limit(usual)  # the limit is for the whole process

    def _error_at(self, row: int, problem: Problem) -> InputError:
        return InputError(replace(problem, file=self.row_place(row)))


def _head_row(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, Sequence[str]]:
    """Return the row with the names of columns: the first one with two known names, or where all names are known."""
    best = rows[0]
    if _known(best[1]) > 1:
        return best
    for numbered in rows:
        filled = sum(bool(cell.strip()) for cell in numbered[1])
        if _known(numbered[1]) > 1 or _known(numbered[1]) == filled:
            wide = sum(bool(cell.strip()) for cell in best[1])
            return numbered if not _known(best[1]) or filled > wide else best
    return best


def _known(row: Sequence[str]) -> int:
    return sum(map(looks_known, row))


def _first_few(numbers: Sequence[int]) -> str:
    more = f" and {len(numbers) - MOST_TITLES:,} more" if len(numbers) > MOST_TITLES else ""
    return ", ".join(map(str, numbers[:MOST_TITLES])) + more


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


def _mark(data: bytes) -> str | None:
    """Return the encoding that a byte order mark says."""
    marks = {
        codecs.BOM_UTF8: "utf-8-sig",
        codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
        codecs.BOM_UTF32_BE: "utf-32",
        codecs.BOM_UTF16_LE: "utf-16",
        codecs.BOM_UTF16_BE: "utf-16",
    }
    return next((name for mark, name in marks.items() if data.startswith(mark)), None)


def _decode(data: bytes, path: Path, encoding: str | None) -> str:
    if data.startswith(b"PK\3\4"):
        raise _file_error(path, "is really an Excel file", "rename it to end in .xlsx")
    marked = _mark(data)
    encoding = marked or encoding
    try:
        text = data.decode(encoding or "utf-8")
        text.encode()  # some encodings give halves of characters
    except LookupError:
        text, advice = "there is no such encoding", "common ones are utf-8, cp1252"
        raise InputError(Problem(option="--encoding", quoted=encoding, text=text, advice=advice)) from None
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        advice = "try another --encoding" if encoding else "add its encoding, such as --encoding cp1252"
        advice = "save it again" if marked else advice
        text = f"is not {encoding or 'UTF-8'} text"
        raise InputError(Problem(file=str(path), line=line, text=text, advice=advice)) from None
    if "\0" in text[:2]:
        raise _file_error(path, "is not text, or is UTF-16", "if it is, add --encoding utf-16-le")
    if encoding and not marked and _is_utf8(data, text):
        raise _file_error(path, f"is UTF-8 text, not {encoding}", "leave out --encoding")
    return text.removeprefix("\ufeff")


def _is_utf8(data: bytes, text: str) -> bool:
    """Return whether data is UTF-8 that reads otherwise in the encoding that was given: hardly ever by chance."""
    try:
        return not data.isascii() and data.decode() != text
    except UnicodeError:
        return False


def _without_sep_line(text: str) -> tuple[str, str | None]:
    """Return the text below a first line `sep=;`, which Excel reads and does not count, and the separator it names."""
    match = re.match(r'"?sep=(.|\t)"?[,;]*(\r\n|\r|\n|$)', text, re.IGNORECASE)
    return (text[match.end() :], match[1]) if match else (text, None)


def _delimiter(text: str) -> str:
    """Return the separator with which a row has most names of columns, else the one that is most in the first row."""
    start = "".join(islice(io.StringIO(text, newline=""), MOST_TITLES))

    def counts(separator: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator)
        try:
            rows = [row for row in reader if any(cell.strip(" ,;\t|") for cell in row)]
        except csv.Error:  # a NUL, or a value that is too long: reading it says so
            return 0, 0
        return max(map(_known, rows), default=0), len(rows[0]) if rows else 0

    return max(SEPARATORS, key=counts)


# -- sheets ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sheet:
    name: str
    rows: list[list[Any]]
    marks: sheets.Marks


def _read_sheet(data: bytes, path: Path, wanted: str | None) -> tuple[_Sheet, list[str]]:
    """Return a sheet, and the names of the others that are not empty."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
                raise _file_error(path, f"is more than {MAX_BYTES:,} bytes when it is unpacked", "split it")
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            found = {sheet.name: sheet for sheet in sheets.sheet_names(archive)}
            hidden = {name for name, sheet in found.items() if sheet.hidden}
            tables = [item.name for item in book.sheets_metadata if item.typ == SheetTypeEnum.WorkSheet]
            filled = [name for name in tables if book.get_sheet_by_name(name).total_height]
            name = _choose(book, tables, filled, hidden=hidden, path=path, wanted=wanted)
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            marks = sheets.marks(archive, found[name].part) if name in found else sheets.Marks()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise _file_error(
            path, "is not an Excel file (.xlsx), or needs a password", "save it again without one"
        ) from None
    except (CalamineError, OSError, ValueError) as error:
        raise _file_error(path, f"is not an Excel file (.xlsx): {error}") from None
    others = [f'"{other}"{" (hidden)" if other in hidden else ""}' for other in filled if other != name]
    return _Sheet(name, rows, marks), others


def _choose(
    book: "CalamineWorkbook", tables: list[str], filled: list[str], *, hidden: set[str], path: Path, wanted: str | None
) -> str:
    """Return the name of the sheet to read."""
    if not tables:
        raise _file_error(path, "has no sheet")
    if wanted is not None:
        if wanted not in tables:
            names = ", ".join(f'"{name}"' for name in tables)
            raise InputError(
                Problem(option="--sheet", text=f"{path} has no sheet {{}}", quoted=wanted, advice=f"it has {names}")
            )
        return wanted
    visible = [name for name in filled if name not in hidden]
    for name in visible:
        first = book.get_sheet_by_name(name).to_python(nrows=MOST_TITLES)
        if any(_known([_cell_text(value) for value in row]) > 1 for row in first):
            return name
    first_shown = next((name for name in tables if name not in hidden), tables[0])
    return next(iter(visible), first_shown)


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
        listed = [*enumerate(value if isinstance(value, list) else [value], 1)]
        kept = [(n, item) for n, item in listed if not _is_other(item)]
        return kept, (_others_note(path, len(listed) - len(kept)),) if len(kept) < len(listed) else ()
    entries, links = value.get("entry", []), value.get("link", [])
    if not isinstance(entries, list):
        raise InputError(Problem(loc=("entry",), advice="write a list"))
    resources = [(n, entry.get("resource") if isinstance(entry, dict) else entry) for n, entry in enumerate(entries, 1)]
    kept = [(n, resource) for n, resource in resources if isinstance(resource, dict) and not _is_other(resource)]
    notes = [_others_note(path, len(resources) - len(kept))] if len(kept) < len(resources) else []
    if any(isinstance(link, dict) and link.get("relation") == "next" for link in links if isinstance(links, list)):
        notes.append(f"{path}: is one page of several; the patients on the others are not in it")
    return kept, tuple(notes)


def _others_note(path: Path, others: int) -> str:
    """Return the sentence about resources that are passed over."""
    are = "entry is not a Patient and is" if others == 1 else "entries are not Patients and are"
    return f"{path}: {others:,} {are} left out"


def _is_other(value: Any) -> bool:  # noqa: ANN401 - JSON has any type
    """Return whether a value is a FHIR resource that holds no patient. A Bundle inside another file may hold some."""
    kind = value.get("resourceType") if isinstance(value, dict) else None
    return isinstance(kind, str) and kind not in ("Patient", "Bundle")


def _json_record(number: int, place: str, value: Any) -> Record:  # noqa: ANN401
    if not isinstance(value, dict):
        return Record(number, place, {}, Problem(text="is not a patient", advice='write {"id": …, "name": …}'))
    return Record(number, place, value)
