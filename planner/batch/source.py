"""The file of a roster as bytes, and an error about it as a whole."""

from pathlib import Path

from planner.problems import InputError, Problem

MAX_BYTES = 200_000_000
"""Ten times the size of a roster with a hundred thousand patients."""


def read_bytes(path: Path) -> bytes:
    """Return what a file holds. Raise InputError if it cannot be read, or is larger than any roster."""
    try:
        if path.is_dir():
            raise file_error(path, "is a folder", "name the roster in it")
        if path.stat().st_size > MAX_BYTES:
            raise file_error(path, f"is {path.stat().st_size:,} bytes", f"a roster has at most {MAX_BYTES:,}: split it")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # a pipe or a device does not say how much it holds
    except FileNotFoundError:
        raise file_error(path, "no such file") from None
    except (OSError, ValueError) as error:
        raise file_error(path, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > MAX_BYTES:
        raise file_error(path, "does not end", f"a roster has at most {MAX_BYTES:,} bytes: split it")
    return data


def file_error(path: Path, text: str, advice: str = "") -> InputError:
    """Return an error of the file as a whole."""
    return InputError(Problem(file=str(path), text=text, advice=advice))
