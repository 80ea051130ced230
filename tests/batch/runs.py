"""What a batch is made of, and what it leaves behind."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

ROSTER = """\
id,name,born,start,size
MRN-1,Ana Souza,1971-04-03,2026-12-01,
MRN-2,Bo Quist,1980-02-30,2026-12-01,
MRN-3,Cy Lindqvist,1990-01-01,2026-12-01,large
"""
WRITTEN = 1_780_000_000
"""When rosters were written, for reports that are compared: a file's time."""
NAMES = ("Ana", "Souza", "Quist", "Lindqvist", "1971", "1990")


def state(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pdfs(folder: Path) -> dict[str, bytes]:
    """The booklets and print jobs in a folder."""
    return {path.name: path.read_bytes() for path in folder.glob("*.pdf")}


def reported(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "report.jsonl").read_text("utf-8").splitlines()]


def failed(folder: Path, delimiter: str = ",", encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    text = (folder / "failed.csv").read_bytes().decode(encoding)
    return [*csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)]
