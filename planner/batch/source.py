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


def file_inside(folder: Path, name: str) -> Path | None:
    """Return the path of a file in a folder or below it; None if the name leads out of the folder, or is not a name."""
    try:
        path = (folder / name).resolve()
        path.is_file()  # fails for a name that is too long
        return folder / name if path.is_relative_to(folder.resolve()) else None
    except (OSError, ValueError, RuntimeError):  # too long, has a NUL, or links to itself
        return None
