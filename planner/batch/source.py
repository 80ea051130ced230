"""The file of a roster as bytes, and an error about it as a whole."""

from pathlib import Path

from planner.content.held import held
from planner.problems import InputError, Problem

MAX_BYTES = 200_000_000
"""Ten times the size of a roster with a hundred thousand patients."""


def read_bytes(path: Path) -> bytes:
    """Return what a file holds. Raise InputError if it cannot be read, or is larger than any roster."""
    return held(path, MAX_BYTES, "roster")


def file_error(path: Path, text: str, advice: str = "") -> InputError:
    """Return an error of the file as a whole."""
    return InputError(Problem(file=str(path), text=text, advice=advice))
