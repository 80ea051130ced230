"""Read a sheet of an Excel workbook: its values as its cells show them, and the cells that cannot be trusted.

The values come from calamine. What it passes over in silence is read from the file itself: errors, formulas that were
never calculated, merged and hidden cells, and formats that show a number with other digits than are stored
(ECMA-376 part 1, 18.3 and 18.8).
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any
from xml.parsers import expat

from planner.problems import Problem

Cell = tuple[int, int]
"""Row and column, from 1."""

LAST_ROW = 1_048_576
"""The last row that a sheet can have."""
MOST_COVERED = 1_000_000
"""Cells that merged ones may cover: all of a sheet would take more memory than there is."""
EXACT = 10**15
"""Excel keeps 15 digits of a number."""
FORMATS = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    48: "##0.0E+0",
    37: "#,##0",
    39: "#,##0.00",
}
"""The numbers of built-in formats that are no dates (18.8.30); the others show a number as it is stored."""


@dataclass(frozen=True)
class SheetName:
    """A sheet of a workbook."""

    name: str
    part: str
    """The file in the archive."""
    hidden: bool


@dataclass
class Marks:
    """What is to be known of a sheet's cells beside their values."""

    flaws: dict[Cell, Problem] = field(default_factory=dict)
    """Why a cell's value is not known."""
    covered: dict[Cell, Problem] = field(default_factory=dict)
    """The cells that are merged with a filled one above or before them."""
    shown: dict[Cell, str] = field(default_factory=dict)
    """What a cell shows where its format adds digits or signs to the number."""
    doubts: dict[Cell, Problem] = field(default_factory=dict)
    """Why a cell may show something else than its value."""
    hidden_rows: list[int] = field(default_factory=list)
    struck_rows: list[int] = field(default_factory=list)
    """Of whose filled cells most are struck through."""
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last."""


def letters(column: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def sheet_names(archive: zipfile.ZipFile) -> list[SheetName]:
    """Return the sheets of a workbook in the order of its tabs."""
    targets: dict[str, str] = {}
    found: list[SheetName] = []

    def relation(tag: str, values: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[values.get("Id", "")] = posixpath.join("/xl", values.get("Target", "")).lstrip("/")

    def sheet(tag: str, values: dict[str, str]) -> None:
        if tag == "sheet":
            part = targets.get(values.get("id", ""), "")
            found.append(SheetName(values.get("name", ""), part, values.get("state", "visible") != "visible"))

    parse(archive, "xl/_rels/workbook.xml.rels", relation)
    parse(archive, "xl/workbook.xml", sheet)
    return found


def marks(archive: zipfile.ZipFile, part: str) -> Marks:
    """Return what is to be known of a sheet's cells; nothing if the archive has no such part."""
    reader = _Reader(*_styles(archive))
    parse(archive, part, reader.start, reader.end, reader.text)
    reader.found.covered.update(reader.merged())
    return reader.found


def shown_as(code: str, number: str) -> str | None:
    """Return a whole number as a format shows it; None if the format does more than put digits and signs in place.

    `000000` shows 412 as 000412, and `"MRN-"0000` as MRN-0412.
    """
    pieces = re.findall(r'"([^"]*)"|\\(.)|[_*](.)|(\[[^\]]*\])|(.)', code)
    slots: list[tuple[bool, str]] = []
    for quoted, escaped, skipped, bracket, sign in pieces:
        if sign == ";":
            break
        if sign in ("0", "#", "?") and sign:
            slots.append((True, sign))
        elif quoted or escaped or sign in ("-", "(", ")", " ", "+", ":"):
            slots.append((False, quoted or escaped or sign))
        elif not (skipped or bracket) or bracket.startswith(("[<", "[>", "[=")):
            return None
    left, digits = sum(is_digit for is_digit, _ in slots), number
    if not left or not number.isdigit():
        return None
    out = ""
    for is_digit, sign in reversed(slots):
        if not is_digit:
            out = sign + out
            continue
        left -= 1
        taken = digits if left == 0 else digits[-1:]
        digits = "" if left == 0 else digits[:-1]
        out = (taken or {"0": "0", "?": " "}.get(sign, "")) + out
    return out.strip()


def not_a_code(value: object) -> Problem | None:
    """Return why a date cannot be an id: spreadsheets turn a text such as 3-4 into one; None for other values."""
    if isinstance(value, date | time | timedelta):
        advice = "give the cell the format Text and type the value again"
        return Problem(text="holds a date: Excel turns what looks like one into it", advice=advice)
    return None


class _Reader:
    """Collects the marks of a sheet while its file is parsed."""

    def __init__(self, formats: list[str], struck: list[bool]) -> None:
        self.found = Marks()
        self._formats, self._struck = formats, struck
        self._in_row = [0, 0]
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._formula = self._has_value = self._in_value = False
        self._value = ""
        self._filled: set[Cell] = set()
        self._merges: list[tuple[int, int, int, int]] = []

    def start(self, tag: str, values: dict[str, str]) -> None:
        if tag == "row":
            self._row = int(values.get("r", self._row + 1))
            self._column, self._in_row = 0, [0, 0]
            if self._row > LAST_ROW:
                raise ValueError(f"it has a row {self._row}")
            if values.get("hidden") in ("1", "true"):
                self.found.hidden_rows.append(self._row)
        elif tag == "c":
            self._cell, self._value = values, ""
            self._formula = self._has_value = False
            self._column = position(values["r"])[1] if "r" in values else self._column + 1
        elif tag == "f":
            self._formula = True
        elif tag in ("v", "t"):
            self._in_value = self._has_value = True
        elif tag == "col" and values.get("hidden") in ("1", "true"):
            self.found.hidden_columns.append((int(values["min"]), int(values["max"])))
        elif tag == "mergeCell":
            first, _, last = values["ref"].partition(":")
            self._merges.append((*position(first), *position(last or first)))

    def text(self, text: str) -> None:
        if self._in_value:
            self._value += text

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._in_value = False
        elif tag == "c":
            self._judge((self._row, self._column), self._cell.get("t", "n"))
        elif tag == "row" and self._in_row[True] > self._in_row[False]:
            self.found.struck_rows.append(self._row)

    def _judge(self, cell: Cell, kind: str) -> None:
        value = self._value.strip()
        if value or self._formula:
            self._filled.add(cell)
            style = int(self._cell.get("s", 0))
            self._in_row[style < len(self._struck) and self._struck[style]] += 1
        if kind == "e":
            advice = "write the value itself into the cell"
            self.found.flaws[cell] = Problem(text=f"the cell holds the error {value or '#N/A'}", advice=advice)
        elif self._formula and not value and not (kind == "str" and self._has_value):
            advice = "open the file in Excel or LibreOffice and save it, or write the value itself"
            self.found.flaws[cell] = Problem(text="the cell holds a formula without a result", advice=advice)
        elif kind == "n" and value:
            self._number(cell, value)

    def _number(self, cell: Cell, value: str) -> None:
        try:
            number = float(value)
        except ValueError:
            return
        if abs(number) >= EXACT:
            text = "the number has more digits than Excel keeps: the last ones are lost"
            self.found.flaws[cell] = Problem(
                text=text, advice="give the cell the format Text and type all digits again"
            )
            return
        style = int(self._cell.get("s", 0))
        code = self._formats[style] if style < len(self._formats) else "General"
        if code in ("General", "@", "0", "#"):
            return
        shown = shown_as(code, str(int(number))) if number.is_integer() else None
        if shown is not None:
            self.found.shown[cell] = shown
        else:
            text = "the cell may show its number otherwise than it is read here"
            self.found.doubts[cell] = Problem(text=text, advice="give the cell the format Text", kind="warning")

    def merged(self) -> Iterator[tuple[Cell, Problem]]:
        """Yield the cells that are covered by a filled one."""
        for top, left, bottom, right in self._merges:
            if (top, left) not in self._filled:
                continue
            text = f"the cell is merged with {letters(left)}{top}"
            problem = Problem(text=text, advice="unmerge them and write the value into each row it is for")
            rows = range(top, min(bottom, self._row) + 1)  # a merge may reach to the end of the sheet
            columns = range(left, right + 1)
            if len(rows) * len(columns) > MOST_COVERED:
                raise ValueError(f"cells are merged down to {letters(right)}{bottom}; unmerge them")
            yield from (((row, col), problem) for row in rows for col in columns if (row, col) != (top, left))


def position(ref: str) -> Cell:
    """Return row and column of a reference such as B7. Raise ValueError if it is none."""
    match = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", ref)
    if not match:
        raise ValueError(ref)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _styles(archive: zipfile.ZipFile) -> tuple[list[str], list[bool]]:
    """Return the number format of each of the workbook's styles, and whether its font is struck through."""
    own: dict[int, str] = {}
    found: list[str] = []
    fonts: list[bool] = []
    struck: list[bool] = []
    inside = ""

    def start(tag: str, values: dict[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt":
            own[int(values["numFmtId"])] = values.get("formatCode", "General")
        elif tag in ("cellXfs", "fonts"):
            inside = tag
        elif tag == "font" and inside == "fonts":
            fonts.append(False)
        elif tag == "strike" and inside == "fonts":
            fonts[-1] = values.get("val", "1") in ("1", "true")
        elif tag == "xf" and inside == "cellXfs":
            font = int(values.get("fontId", 0))
            struck.append(font < len(fonts) and fonts[font])
            number = int(values.get("numFmtId", 0))
            found.append(own.get(number) or FORMATS.get(number, "General"))

    def end(tag: str) -> None:
        nonlocal inside
        if tag == inside:
            inside = ""

    parse(archive, "xl/styles.xml", start, end)
    return found, struck


def parse(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] = lambda _: None,
    text: Callable[[str], None] = lambda _: None,
) -> None:
    """Parse a part of the archive, if it is there. Tags and attributes lose their prefixes.

    Raise ValueError if it is not XML, or declares entities, which could grow beyond all memory.
    """
    name = next((name for name in archive.namelist() if name.replace("\\", "/").lower() == part.lower()), None)
    if name is None:
        return

    def refuse(*_: Any) -> None:  # noqa: ANN401 - as expat calls it
        raise ValueError("declares an entity")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, values: start(_bare(tag), {_bare(k): v for k, v in values.items()})
    parser.EndElementHandler = lambda tag: end(_bare(tag))
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = refuse
    try:
        with archive.open(name) as file:
            parser.ParseFile(file)
    except (expat.ExpatError, KeyError) as error:
        raise ValueError(str(error)) from None


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
