"""How large a workbook may be: a file of 1 kB can ask for more memory than there is, and the reader would take it."""

import zipfile

from planner.batch.heads import MOST_COLUMNS
from planner.batch.sheets import Cell, parse, position

CELLS_OF_A_SMALL_FILE = 250_000
"""How many cells any file may write; a larger one as many more as half of its bytes: no program writes them closer, and
a file that does would take minutes."""
MOST_CELLS = 5_000_000
"""Rows times columns of all sheets, empty cells between filled ones too: the reader keeps them all."""
LONGEST_TEXT = 32_767
"""Characters of a cell: Excel allows no more."""
MOST_TEXT = 50_000_000
"""Characters of all cells. A text that is stored once counts for each cell that shows it."""


def check_size(archive: zipfile.ZipFile, size: int) -> None:
    """Raise ValueError, which names the limit, for a workbook with more cells or more text than a roster needs.

    size: the bytes of the file.
    """
    shared = _Shared(min(MOST_CELLS, CELLS_OF_A_SMALL_FILE + size // 2))
    names = [name for name in archive.namelist() if name.lower().endswith(".xml")]
    for name in sorted(names, key=lambda name: not name.lower().endswith("sharedstrings.xml")):
        reader = shared if name.lower().endswith("sharedstrings.xml") else _Sheet(shared)
        parse(archive, name, reader.start, reader.end, reader.text)


class _Shared:
    """The lengths of the texts that cells share, and the sums over all sheets."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.lengths: list[int] = []
        self.cells = self.written = self.characters = 0
        self._length = 0

    def start(self, tag: str, _: dict[str, str]) -> None:
        if tag == "si":
            self._length = 0

    def text(self, text: str) -> None:
        self._length += len(text)
        _check_length(self._length)

    def end(self, tag: str) -> None:
        if tag == "si":
            self.lengths.append(self._length)


class _Sheet:
    """Adds up the cells and the text of a sheet; a part that is no sheet has none."""

    def __init__(self, shared: _Shared) -> None:
        self._shared = shared
        self._last: Cell = 0, 0
        self._row = self._column = self._length = self._before = 0
        self._value: str | None = None
        self._in_cell = False

    def start(self, tag: str, values: dict[str, str]) -> None:
        if tag == "row":
            self._row, self._column = int(values.get("r", self._row + 1)), 0
        elif tag == "c":
            self._row, self._column = position(values["r"]) if "r" in values else (self._row, self._column + 1)
            self._cover((self._row, self._column))
            self._in_cell = True
            self._length, self._value = 0, "" if values.get("t") == "s" else None

    def text(self, text: str) -> None:
        if not self._in_cell:
            return
        self._length += len(text)
        _check_length(self._length)
        if self._value is not None:
            self._value += text

    def end(self, tag: str) -> None:
        if tag != "c":
            return
        number = self._value.strip() if self._value else ""
        if number.isdecimal() and len(number) < 10 and int(number) < len(self._shared.lengths):
            self._length = self._shared.lengths[int(number)]
        self._shared.characters += self._length
        self._in_cell = False
        if self._shared.characters > MOST_TEXT:
            raise ValueError(f"its cells hold more than {MOST_TEXT:,} characters; split it")

    def _cover(self, cell: Cell) -> None:
        """Count the cells from A1 to the last row and column that are filled."""
        self._last = max(self._last[0], cell[0]), max(self._last[1], cell[1])
        if cell[1] > MOST_COLUMNS:
            raise ValueError(f"a cell is filled in column {cell[1]:,}; at most {MOST_COLUMNS:,} columns are read")
        covered = self._last[0] * self._last[1]
        self._shared.cells += max(covered - self._before, 0)
        self._shared.written += 1
        if self._shared.written > self._shared.most:  # the same cell may be written again and again
            raise ValueError(
                f"it writes more than {self._shared.most:,} cells, too many for a file of its size; split it"
            )
        self._before = covered
        if self._shared.cells > MOST_CELLS:
            raise ValueError(
                f"its filled cells reach to row {self._last[0]:,} and column {self._last[1]:,}; "
                f"at most {MOST_CELLS:,} cells are read, with the empty ones between: delete what stands far away"
            )


def _check_length(length: int) -> None:
    if length > LONGEST_TEXT:
        raise ValueError(f"a cell holds more than {LONGEST_TEXT:,} characters; shorten it")
