"""Read the files that lists of patients are kept in (CSV, Excel, JSON lines, FHIR) as records of named values.

Text is UTF-8 unless it has another byte order mark or another encoding is given. Separators, titles above the names of
the columns, and the sheet to read are found by the names that rosters know; what is passed over is said in the notes.
A record that cannot be read has a problem, and the others can still be printed. Only what makes the rest doubtful,
such as an unclosed quote, is an error of the file.
"""

import codecs
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import islice, zip_longest
from math import isinf
from pathlib import Path
from typing import Any

from planner.batch import sheets
from planner.batch.cells import UNREAD, no_value
from planner.batch.columns import CODE_COLUMNS, LIST_COLUMNS
from planner.batch.delimited import SEPARATORS, BadRowError, csv_rows, decode, find_delimiter, without_sep_line
from planner.batch.heads import MOST_COLUMNS, MOST_TITLES, head_row
from planner.batch.json_records import all_entries, entries_of, is_other, others_note
from planner.batch.source import file_error, read_bytes
from planner.batch.workbook import cell_text, read_sheet
from planner.content.given import HALF, parse_json
from planner.problems import InputError, Problem, by_reader

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".ndjson", ".json")
ROWS = Path("rows")
"""In place of a file's name, for rows that a program has."""
TWICE = "rename one"
"""What to do about a key of a record that is there twice."""
TEXT_TABLES = (".csv", ".tsv", ".txt")


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

    widest: int = 1
    """The first row that has the most texts, of those in which the names of the columns may stand."""

    def __init__(
        self,
        path: Path | Sequence[Mapping[str, Any]],
        encoding: str | None = None,
        sheet: str | None = None,
        *,
        header_row: int | None = None,
        names: frozenset[str] = frozenset(),
        codes: frozenset[str] = frozenset(CODE_COLUMNS),
    ) -> None:
        """Read a file by the ending of its name. Raise InputError if it cannot be read as such a file.

        path: the file, or rows that a program has, each like a line of JSON.
        sheet: the name of the one to read of a workbook. header_row: the number of the row with the names of the
        columns. names: those that a profile says. codes: the columns whose cells must be exactly what was typed; both
        in small letters.
        """
        self.path: Path = path if isinstance(path, Path) else ROWS
        self.is_made: bool = not isinstance(path, Path)
        """Whether a program made the rows, so that they lie in no folder."""
        suffix = self.path.suffix.lower()
        if suffix not in SUFFIXES and not self.is_made:
            raise InputError(_of_another_kind(self.path))
        if sheet is not None and suffix != ".xlsx":
            raise InputError(
                Problem(option=by_reader("--sheet", "sheet"), text=f"{self.path} has no sheets", advice="leave it out")
            )
        self.columns: tuple[str, ...] = ()
        """The names of a table's columns, as written; empty for JSON."""
        self.header: int = 1
        """The number of the row that they are in."""
        self.twice: tuple[str, ...] = ()
        """Those of them that stand there a second time."""
        self._header_row, self._names, self._codes = header_row, names, codes
        self.sheet: str | None = None
        """The name of the sheet that is read."""
        self.delimiter: str = ","
        """What separates the values of a CSV file."""
        self.encoding: str | None = None
        """The encoding that was given, unless the text has a byte order mark."""
        self._notes: list[str] = []
        self._rows: list[list[Any]] = []
        self._marks = sheets.Marks()
        self._text = ""
        self._entries: list[tuple[int, Any]] | None = None
        self._all: list[Any] | None = None
        if not isinstance(path, Path):
            self._all = [_as_json(row) for row in path]
            self._entries, notes = entries_of(self._all, self.path)
            self._notes += notes
            return
        data = read_bytes(path)
        if suffix == ".xlsx":
            self._open_workbook(data, sheet)
            return
        self.encoding = None if data.startswith(codecs.BOM_UTF8) else encoding
        self._text = decode(data, path, encoding)
        if suffix in TEXT_TABLES:
            self._text, said = without_sep_line(self._text)
            self.delimiter = said or find_delimiter(self._text, names)
            self._read_heads(self._csv_rows())
        elif suffix == ".json":
            try:
                value = parse_json(self._text, TWICE)
                self._all = all_entries(value)
                self._entries, notes = entries_of(value, path)
                self._notes += notes
            except InputError as error:
                raise InputError(*(replace(problem, file=str(path)) for problem in error.problems)) from None

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What in the file is not read, a sentence each."""
        if self.columns or self._entries is not None:
            return tuple(self._notes)
        others = sum(is_other(value) for _, value in self._json_lines())
        return (others_note(self.path, others),) if others else ()

    def resources(self, kind: str) -> Iterator[dict[str, Any]]:
        """Yield the FHIR resources of a kind that hold no patient; none of a table."""
        if self._all is not None:
            values: Iterable[Any] = self._all
        else:
            values = () if self.columns else (value for _, value in self._json_lines())
        yield from (value for value in values if isinstance(value, dict) and value.get("resourceType") == kind)

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
                elif not is_other(value):
                    yield _json_record(n, place, value)

    def _json_lines(self) -> Iterator[tuple[int, Any]]:
        """Yield each line's number and value, or the problem why it cannot be read."""
        for n, line in enumerate(self._text.split("\n"), 1):
            if line.strip():
                try:
                    yield n, parse_json(line, TWICE)
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
        advice = "empty the cells to the right of the last column, or name their columns"
        if not self._rows:
            sign = SEPARATORS.get(self.delimiter, "separator")
            advice = f"put quotes around a value with a {sign} in it; if all is moved to the right, take a cell out"
        for number, row in rows:
            is_filled = any(map(str.strip, row))
            cells = (*row, *[""] * (count - len(row))) if self._rows else tuple(row)
            flaws = self._flaws(number, cells, covered=is_filled)
            if number <= self.header or not (is_filled or flaws):
                continue
            problem = self._no_row(cells)
            notes: tuple[Problem, ...] = ()
            if problem:
                pass
            elif any(cell.strip() for cell in cells[count:]):
                problem = Problem(text=f"has {len(cells)} values for {count} columns", advice=advice)
            elif len(cells) < count and not self._rows:
                text = f"has {len(cells)} values for {count} columns; the missing ones are taken for empty"
                notes = (Problem(text=text, advice="see whether the line was cut off", kind="warning"),)
            values: dict[str, Any] = {}
            for head, cell in zip(self.columns, cells, strict=False):
                values.setdefault(head, cell)
            cells = (*map(partial(_as_written, flaws), self.columns, cells), *cells[count:])
            yield Record(number, self.row_place(number), values, problem, cells, flaws, notes)

    def _no_row(self, cells: Sequence[str]) -> Problem | None:
        """Return why a row is none of this table: it has its heads once more, or another separator; None if it is."""
        named = [pair for pair in zip_longest(self.columns, cells, fillvalue="") if pair[0].lower() != "error"]
        filled = [(head, " ".join(cell.split())) for head, cell in named if cell.strip()]
        if filled and all(head.lower() == cell.lower() for head, cell in filled) and 2 * len(filled) > len(named):
            return Problem(text="repeats the heads", advice="delete this row: two lists may have been put together")
        head, first = named[0] if named else ("", "")
        if head.lower() in LIST_COLUMNS or len(named) == 1 or not first.strip():
            return None
        is_short, is_alone = len(cells) < len(self.columns) and not self._rows, len(filled) == 1
        if not (is_short or is_alone):
            return None
        others = [sign for sign in SEPARATORS if sign != self.delimiter or self._rows]
        others = others if is_alone else [sign for sign in others if sign != ","]  # a value may have commas
        sign = max(others, key=first.count)
        if first.count(sign) >= (1 if is_short and is_alone else 2):
            usual = "in cells of their own" if self._rows else f"with a {SEPARATORS.get(self.delimiter, 'separator')}"
            text = f"has values that are separated by a {SEPARATORS[sign]}"
            return Problem(text=text, advice=f"write them {usual}, as in the other rows")
        return None

    def _flaws(self, number: int, row: Sequence[str], *, covered: bool) -> dict[str, tuple[Problem, ...]]:
        """Return what is wrong with the cells of a row, by column; covered: also with merged ones of a sheet."""
        found: dict[str, tuple[Problem, ...]] = {}
        for n, (head, cell) in enumerate(zip(self.columns, row, strict=False), 1):
            is_code = head.lower() in self._codes
            value = self._rows[number - 1][n - 1] if self._rows and n <= len(self._rows[number - 1]) else None
            wrong = self._marks.flaws.get((number, n)) or (sheets.not_a_code(value) if is_code else None)
            wrong = wrong or (self._marks.covered.get((number, n)) if covered else None) or no_value(cell)
            doubt = self._marks.doubts.get((number, n)) if is_code else None
            if wrong or doubt:
                found[head] = tuple(filter(None, (wrong, doubt)))
        return found

    def _read_heads(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Read the column names, without empty cells at their end. Titles may stand above them."""
        filled = (numbered for numbered in rows if any(cell.strip() for cell in numbered[1]))
        first = [*islice(filled, max(MOST_TITLES, self._header_row or 0))]
        if not first:
            advice = "write the names of the columns in the first line, such as id,name,start"
            raise InputError(Problem(file=str(self.path), text="is empty", advice=advice))
        self.header, heads = self._said_heads(first) or head_row(first[:MOST_TITLES], self._names)
        self.widest = max(first[:MOST_TITLES], key=lambda row: sum(bool(cell.strip()) for cell in row[1]))[0]
        if first[0][0] < self.header and self._header_row is None:
            self._notes.append(
                f"{self.path}: the names of the columns are in row {self.header}; what is above is not read"
            )
        names = [" ".join(name.split()) for name in heads]
        while not names[-1]:
            names.pop()
        seen: list[str] = []
        for name in names:
            if name.lower() in seen and name:
                self.twice += (name,)
            seen.append(name.lower())
        self.columns = tuple(names)

    def _said_heads(self, rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, Sequence[str]] | None:
        """Return the row that is said to have the names of the columns; None if nothing is said.

        failed.csv, which begins with a column of its own, has them in the first row of all lists.
        """
        if self._header_row is None or (self.sheet is None and rows[0][1][0] == "error"):
            return None
        found = next((row for row in rows if row[0] == self._header_row), None)
        if found is None:
            advice = "see which row has the names of the columns"
            raise self._error_at(self._header_row, Problem(text="is an empty row", advice=advice))
        return found

    def _open_workbook(self, data: bytes, wanted: str | None) -> None:
        """Read a sheet: the one that is wanted, else the first that is not hidden and has names of columns."""
        found, others = read_sheet(data, self.path, wanted, self._names)
        self.sheet, self._rows, self._marks = found.name, found.rows, found.marks
        if others:
            has = "has" if len(others) == 1 else "have"
            self._notes.append(
                f'{self.path}: only the sheet "{self.sheet}" is read; {", ".join(others)} {has} rows too '
                f"({by_reader('--sheet NAME', 'sheet=…')} reads another)"
            )
        last = max((row for row, _ in self._marks.flaws), default=0)  # calamine drops rows that seem empty at the end
        self._rows += [[]] * (last - len(self._rows))
        if not self._rows:
            raise file_error(self.path, "is empty", "write the names of the columns in the first row")
        self._read_heads(self._sheet_rows())
        for how, warns, numbers in (
            ("hidden", "", self._marks.hidden_rows),
            ("struck through", "warning: ", self._marks.struck_rows),
        ):
            there = [row for row in numbers if row > self.header and self._is_filled(row)]
            rows = f"row {there[0]} is" if len(there) == 1 else f"rows {_first_few(there)} are"
            if there:
                says = f"{rows} {how}, and read all the same; delete what is not to be printed"
                self._notes.append(f"{warns}{self._sheet_place}: {says}")

    @property
    def hidden(self) -> list[str]:
        """Return the names of columns of a workbook that nobody sees."""
        last = len(self.columns)
        return [
            self.columns[n - 1] for first, end in self._marks.hidden_columns for n in range(first, min(end, last) + 1)
        ]

    def _is_filled(self, row: int) -> bool:
        return row <= len(self._rows) and any(cell_text(value).strip() for value in self._rows[row - 1])

    def _sheet_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of a sheet with their numbers."""
        shown = self._marks.shown
        for number, row in enumerate(self._rows, 1):
            yield (
                number,
                [
                    shown.get((number, n), "")
                    if type(value) in (int, float) and (number, n) in shown
                    else cell_text(value)
                    for n, value in enumerate(row, 1)
                ],
            )

    def _csv_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of a text file with their numbers. Raise InputError where quotes do not fit."""
        try:
            for number, cells in csv_rows(self._text, self.delimiter):
                if len(cells) > MOST_COLUMNS and any(map(str.strip, cells[MOST_COLUMNS:])):
                    text = f"has {len(cells):,} columns; at most {MOST_COLUMNS:,} are read"
                    raise self._error_at(number, Problem(text=text))
                yield number, cells
        except BadRowError as error:
            raise self._error_at(error.row, error.problem) from None

    def _error_at(self, row: int, problem: Problem) -> InputError:
        return InputError(replace(problem, file=self.row_place(row)))


def _as_written(flaws: Mapping[str, Sequence[Problem]], head: str, cell: str) -> str:
    """Return a cell for failed.csv: one whose value is not known fails there again, and is not taken for empty."""
    is_known = no_value(cell) or all(flaw.kind == "warning" for flaw in flaws.get(head, ()))
    return cell if is_known else f"{UNREAD} {cell}".rstrip()


def _first_few(numbers: Sequence[int]) -> str:
    more = f" and {len(numbers) - MOST_TITLES:,} more" if len(numbers) > MOST_TITLES else ""
    return ", ".join(map(str, numbers[:MOST_TITLES])) + more


def _as_json(row: Mapping[Any, Any]) -> Any:  # noqa: ANN401 - what is none of it is a problem of its row
    """Return a row of a program as JSON has it. What csv.DictReader finds behind the last column has no name."""
    if not isinstance(row, Mapping) or not all(isinstance(key, str) or key is None for key in row):
        return None
    given = {key: value for key, value in row.items() if key is not None}
    for key, value in given.items():
        if text := _flaw(key) or _flaw(value):
            return Problem(loc=() if _flaw(key) else (key,), text=text)
    values = {key: _cell(value) for key, value in given.items()}
    if more := row.get(None):
        there = len(values) + (len(more) if isinstance(more, list | tuple) else 1)
        advice = "put quotes around a value with a comma in it"
        return values, Problem(text=f"has {there} values for {len(values)} columns", advice=advice)
    return values


def _cell(value: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, list | tuple | set):
        return [item for item in value if not _is_missing(item)]
    return None if _is_missing(value) else value


def _is_missing(value: object) -> bool:
    """Return whether a value is what databases or pandas have for an empty cell: None, or not equal to itself."""
    try:
        return value is None or bool(value != value)  # noqa: PLR0124 - as said
    except (TypeError, ValueError):  # pandas.NA is neither true nor false
        return type(value).__name__ == "NAType"


def _flaw(value: Any) -> str:  # noqa: ANN401 - as above
    """Return why no file could hold a value; nothing if one could."""
    items = value if isinstance(value, list | tuple | set) else [value]
    if any(isinstance(item, bytes | bytearray) or (isinstance(item, float) and isinf(item)) for item in items):
        return "is not a text"
    try:
        json.dumps(value, ensure_ascii=False, default=str, skipkeys=True).encode()
    except UnicodeEncodeError:
        return HALF
    except (RecursionError, ValueError):
        return "is more than a row can hold"
    return ""


def _json_record(number: int, place: str, value: Any) -> Record:  # noqa: ANN401
    if isinstance(value, Problem):
        return Record(number, place, {}, value)
    if isinstance(value, tuple):
        return Record(number, place, *value)
    if not isinstance(value, dict):
        return Record(number, place, {}, Problem(text="is not a patient", advice='write {"id": …, "name": …}'))
    if len(value) > MOST_COLUMNS:
        return Record(number, place, {}, Problem(text=f"has {len(value):,} keys; at most {MOST_COLUMNS:,} are read"))
    flaws = {key: (flaw,) for key, text in value.items() if (flaw := no_value(text))}
    return Record(number, place, value, flaws=flaws)


def _of_another_kind(path: Path) -> Problem:
    """Return that the name of a file is not that of a roster."""
    text = f"the name of a roster ends in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
    advice = "open it in Excel and save it as an Excel workbook (.xlsx)" if path.suffix.lower() == ".xls" else ""
    return Problem(file=str(path), text=text, advice=advice)
