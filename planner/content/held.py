"""What a file holds: of a file on a disk, and no more of it than is needed."""

import os
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from planner.problems import InputError, Problem


def held(path: Path, most: int, what: str = "file") -> bytes:
    """Return the bytes of a file. what: names its kind in advice.

    Raise InputError for what is not there, cannot be read, has more than most bytes, or is none: a pipe would wait for
    ever, and a device such as /dev/zero has no end.
    """
    try:
        # without O_NONBLOCK, opening a pipe waits until somebody writes into it
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(number, "rb") as file:
            kind = os.fstat(number)
            if not S_ISREG(kind.st_mode):
                text = "is a folder" if S_ISDIR(kind.st_mode) else "is not a file"
                raise _wrong(path, text, f"name a {what}")
            data = file.read(most + 1) if kind.st_size <= most else b""
            if kind.st_size > most or len(data) > most:
                raise _wrong(path, f"is {max(kind.st_size, len(data)):,} bytes", f"a {what} has at most {most:,}")
            return data
    except FileNotFoundError:
        raise _wrong(path, "no such file") from None
    except IsADirectoryError:
        raise _wrong(path, "is a folder", f"name a {what}") from None
    except (OSError, ValueError) as error:
        raise _wrong(path, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _wrong(path: Path, text: str, advice: str = "") -> InputError:
    return InputError(Problem(file=str(path), text=text, advice=advice))
