"""Writing a file whole or not at all."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO

from planner.outputs.stores import answered, is_remote, refuse_no_name, sent
from planner.problems import OutputError, Problem, by_reader

OURS = (b"\x89PNG", b"<svg", b"# How ")
"""How our files begin that are no PDFs or calendars: pictures, profiles of rosters."""
PRODUCER = b"<pdf:Producer>planner"
HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""How our PDFs begin; one that was cut off says no more."""
AT_THE_END = 16_000
"""Bytes of a PDF in which ours say that they are."""
PREFIX, SUFFIX = ".planner-", ".part"
"""Around the name of a file that is not finished yet."""


def save(data: bytes, path: Path, *, overwrite: bool = False) -> None:
    """Write data to a file. Raise OutputError if it cannot be written, or is there already."""
    ready(path, overwrite=overwrite)
    with whole(path) as file:
        file.write(data)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write to. It appears under its name when the block ends well; else nothing is left of it.

    Written beside the target, flushed to the disk, renamed: a reader sees all of a file or none of it. What is written
    is about a patient, so it is for its owner only. Raise OutputError if it cannot be written.
    """
    if is_remote(path):
        with sent(path) as file:
            yield file
        return
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=PREFIX, suffix=SUFFIX, delete=False) as part:
            beside = Path(part.name)
            try:
                with suppress(OSError):  # a file system without locks
                    lock(part)
                yield part  # type: ignore[misc]  # a wrapper of one
                part.flush()
                os.fsync(part.fileno())
                beside.replace(path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
    except OSError as error:
        why = error.strerror if path.parent.exists() else f"there is no folder {path.parent}; make it first"
        raise _refused(path, f"cannot be written: {why}") from None


def ready(path: Path, *, overwrite: bool = False) -> None:
    """Raise OutputError if the file must not be written: a folder, a device, or there already."""
    refuse_no_name(str(path))
    try:
        with answered(path):
            if path.is_dir():
                raise _refused(path, "is a folder", "name a file in it")
            if path.exists() and not path.is_file():  # a device would be replaced by a file, for everybody
                raise _refused(path, "is not a file")
            if path.exists() and not overwrite:
                replacing = by_reader("add --overwrite", "give overwrite=True")
                raise _refused(path, "is there already", f"name another file, or {replacing} to replace it")
    except OSError as error:
        raise _refused(path, f"cannot be written: {error.strerror}") from None


def _refused(path: Path, text: str, advice: str = "") -> OutputError:
    return OutputError(Problem(file=str(path), text=text, advice=advice))


def keep_others(path: Path) -> None:
    """Raise OutputError if there is a file that the program cannot have made, in the place of one that was typed.

    A plan, a roster, a password or a letterhead that is named by a slip of the hand is not lost.
    """
    there = content(path)
    if there is not None and not _is_ours(there):
        raise _refused(path, "stays as it is, as planner did not make it", "name another file, or remove this one")


def is_ours(path: Path) -> bool:
    """Return whether a file is not there, or can be one of ours. Ours say so near their end, so most is not read."""
    try:
        if not is_remote(path) and path.is_file():
            with path.open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - AT_THE_END))
                if PRODUCER in file.read():
                    return True
        there = content(path)
    except OSError:
        return False
    return there is None or _is_ours(there)


def _is_ours(data: bytes) -> bool:
    """Return whether a file can be one of ours: a PDF that says so or is encrypted, a picture, calendar or profile."""
    if data.startswith(b"%PDF"):
        return PRODUCER in data or b"/Encrypt" in data or (data.startswith(HEAD) and b"%%EOF" not in data)
    if data.startswith(b"BEGIN:VCALENDAR"):
        return b"PRODID:-//planner//" in data[:1000]
    return not data or data.startswith(OURS)


def is_encrypted(path: Path) -> bool:
    """Return whether there is a PDF at a path that asks for a password. Ours without one say so near their end."""
    if not path.is_file():  # a pipe would be waited for
        return False
    with suppress(OSError), path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - AT_THE_END))
        if PRODUCER in file.read():
            return False
        file.seek(0)
        return asks_for_password(file.read())
    return False


def asks_for_password(data: bytes) -> bool:
    """Return whether a file is a PDF that asks for a password."""
    return data.startswith(b"%PDF") and b"/Encrypt" in data


def exists(path: Path) -> bool:
    """Return whether there is something at a path."""
    with answered(path):
        return path.exists()


def content(path: Path) -> bytes | None:
    """Return what a file holds; None if it is not there."""
    with answered(path):
        return path.read_bytes() if path.is_file() else None


def made_on(path: Path) -> str:
    """Return the day on which a file was last written, as year-month-day; nothing for one in a store."""
    if is_remote(path):
        return ""
    with answered(path):
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date().isoformat()


def written_at(path: Path) -> str:
    """Return when a file on this machine was last written, in UTC; nothing if it is not there."""
    with suppress(OSError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    return ""


def remove(path: Path) -> None:
    """Remove a file, if it is there. Raise OutputError if it stays."""
    try:
        with answered(path):
            if not is_remote(path) or path.exists():
                path.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(path, f"cannot be removed: {error.strerror}") from None


def sweep(folder: Path) -> None:
    """Remove what a run that was killed has left unfinished; what another one is writing just now stays."""
    for left in folder.glob(f"{PREFIX}*{SUFFIX}"):
        with suppress(OSError), os.fdopen(plain_file(left, os.O_RDWR), "r+b") as file:
            lock(file)
            left.unlink()


def plain_file(path: Path, flags: int) -> int:
    """Open a file that nothing else leads to, as it is; return its descriptor. flags: those of os.open.

    Raise OSError for a link, another name of the same file, a pipe or a device: what stands behind them is not ours.
    """
    # without O_NONBLOCK, a pipe would wait until somebody opens its other end
    found = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o600)
    status = os.fstat(found)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        os.close(found)
        raise OSError(errno.ELOOP, "is a link, a pipe or a device: remove it")
    return found


def lock(file: IO[bytes]) -> None:
    """Keep a file to this process until it is closed, or the process ends. Raise BlockingIOError if another has it.

    Does nothing on Windows, where a file that is open cannot be removed anyway.
    """
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
