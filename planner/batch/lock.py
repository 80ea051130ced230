"""One batch at a time in a folder, and for a print job."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.outputs.files import lock, plain_file
from planner.outputs.stores import is_remote
from planner.problems import OutputError, Problem

LOCK = ".planner-lock"
"""The file in a folder that a batch holds while it writes there."""


@contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Create a folder and lock it for this batch. The lock ends with the process, however that ends.

    Raise OutputError if the folder cannot be created or written to, or if another batch is writing into it.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(Problem(file=str(folder), text=f"cannot be created: {error.strerror}")) from None
    text, advice = "another batch is writing into this folder", "wait until it has finished, or choose another one"
    says = Problem(file=str(folder), text=text, advice=advice)
    with _locked(folder / LOCK, says):
        yield


def check_free(folder: Path) -> None:
    """Raise OutputError if another batch is writing into a folder just now."""
    if not is_remote(folder) and (folder / LOCK).exists():
        with locked_folder(folder):
            pass


@contextmanager
def locked_job(path: Path) -> Iterator[None]:
    """Lock a print job for this batch. Raise OutputError if another batch is writing it."""
    text, advice = "another batch is writing this print job", "wait until it has finished, or name another file"
    says = Problem(file=str(path), text=text, advice=advice)
    with _locked(path.with_name(f".planner-{path.name}.lock"), says):
        yield


@contextmanager
def _locked(path: Path, says: Problem) -> Iterator[None]:
    try:
        file = os.fdopen(plain_file(path, os.O_RDWR | os.O_CREAT), "r+b")
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            text = "is a link, a pipe or a device, and no lock of planner"
            raise OutputError(Problem(file=str(path), text=text, advice="remove it")) from None
        raise OutputError(Problem(file=str(path.parent), text=f"cannot be written to: {error.strerror}")) from None
    with file:
        if file.read(1):
            text = "is no lock of planner, as there is something in it"
            raise OutputError(Problem(file=str(path), text=text, advice="move it away"))
        try:
            lock(file)
        except BlockingIOError:
            raise OutputError(says) from None
        except OSError:  # a file system without locks
            pass
        try:
            yield
        finally:
            with suppress(OSError):
                path.unlink()
