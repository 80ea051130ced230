"""Read a table in a text file: its encoding, what separates its values, and its rows.

Text is UTF-8 unless it has another byte order mark or another encoding is given. The separator is the one with which
the names of columns are found.
"""

import codecs
import csv
import io
import re
from collections.abc import Container, Iterator
from itertools import islice
from pathlib import Path

from planner.batch.heads import MOST_TITLES, known_heads
from planner.batch.source import MAX_BYTES, file_error
from planner.problems import InputError, Problem, by_reader

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
"""What may separate the values of a line."""


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


def _of(name: str = "") -> str:
    """Return how an encoding is said, by its name, or what it is said with."""
    return by_reader(f"--encoding {name}".strip(), f'encoding="{name}"' if name else "encoding")


def decode(data: bytes, path: Path, encoding: str | None) -> str:
    """Return bytes as text. Raise InputError if they are not text of this encoding."""
    if data.startswith(b"PK\3\4"):
        raise file_error(path, "is really an Excel file", "rename it to end in .xlsx")
    marked = _mark(data)
    if not (marked or encoding) and data[1:2] == b"\0":
        raise file_error(path, "is not text, or is UTF-16", f"if it is, add {_of('utf-16-le')}")
    encoding = marked or encoding
    try:
        text = data.decode(encoding or "utf-8")
        text.encode()  # some encodings give halves of characters
    except LookupError:
        text, advice = "there is no such encoding", "common ones are utf-8, cp1252"
        raise InputError(Problem(option=_of(), quoted=encoding, text=text, advice=advice)) from None
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        advice = f"try another {_of()}" if encoding else f"add its encoding, such as {_of('cp1252')}"
        advice = "save it again" if marked else advice
        text = f"is not {encoding or 'UTF-8'} text"
        raise InputError(Problem(file=str(path), line=line, text=text, advice=advice)) from None
    if "\0" in text[:2]:
        raise file_error(path, "is not text, or is UTF-16", f"if it is, add {_of('utf-16-le')}")
    if encoding and not marked and _is_utf8(data, text):
        raise file_error(path, f"is UTF-8 text, not {encoding}", f"leave out {_of()}, or encoding in the profile")
    return text.removeprefix("\ufeff")


def _is_utf8(data: bytes, text: str) -> bool:
    """Return whether data is UTF-8 that reads otherwise in the encoding that was given: hardly ever by chance."""
    try:
        return not data.isascii() and data.decode() != text
    except UnicodeError:
        return False


def without_sep_line(text: str) -> tuple[str, str | None]:
    """Return the text below a first line `sep=;`, which Excel reads and does not count, and the separator it names."""
    match = re.match(r'"?sep=(.|\t)"?[,;]*(\r\n|\r|\n|$)', text, re.IGNORECASE)
    return (text[match.end() :], match[1]) if match else (text, None)


def find_delimiter(text: str, names: Container[str] = ()) -> str:
    """Return the separator with which a row has most names of columns, else the one that is most in the first row.

    names: names of columns that are not the roster's own, in small letters.
    """
    start = "".join(islice(io.StringIO(text, newline=""), MOST_TITLES))

    def counts(separator: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator)
        try:
            rows = [row for row in reader if any(cell.strip(" ,;\t|") for cell in row)]
        except csv.Error:  # a NUL, or a value that is too long: reading it says so
            return 0, 0
        return max((known_heads(row, names) for row in rows), default=0), len(rows[0]) if rows else 0

    return max(SEPARATORS, key=counts)


_FORMULA = re.compile(r"'*(?:[=@\t\r].|[+-](?![\d\s.,/()-]*$))", re.DOTALL)
"""What a spreadsheet would run; numbers and telephone numbers are none."""


def as_shown(cell: str) -> str:
    """Return a value as a spreadsheet shows it and does not run it: with an apostrophe before a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


class BadRowError(Exception):
    """A row whose quotes do not fit, so that what follows is doubtful."""

    def __init__(self, row: int, problem: Problem) -> None:
        """Keep the number of the row, and what is wrong."""
        super().__init__(row)
        self.row: int = row
        self.problem: Problem = problem


def csv_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with their numbers, as a spreadsheet counts them: a value may have lines. Raise BadRowError."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, usual = 1, csv.field_size_limit(MAX_BYTES)  # a huge value is an error of its row, not of the file
    try:
        for row in reader:
            if row:
                yield number, [_unwrapped(cell) for cell in row]
            number += 1
    except csv.Error as error:
        if str(error) == "unexpected end of data":
            problem = Problem(text="a quotation mark is opened and never closed")
        elif "expected after" in str(error):
            text = "there is text after a closing quotation mark"
            problem = Problem(text=text, advice="write a quotation mark inside a value twice")
        else:
            problem = Problem(text=str(error))
        raise BadRowError(number, problem) from None
    finally:
        csv.field_size_limit(usual)  # the limit is for the whole process


def _unwrapped(cell: str) -> str:
    """Return a value without what some systems put around it, so that spreadsheets keep its zeros: `="00412"`.

    The same for the apostrophe before a formula, as failed.csv has it.
    """
    if cell.startswith("'") and _FORMULA.match(cell):
        return cell[1:]
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > len('="') else cell
