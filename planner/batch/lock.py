"""One batch at a time in a folder."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.outputs.files import lock
from planner.problems import OutputError


@contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Create a folder and lock it for this batch. The lock ends with the process, however that ends.

    Raise OutputError if the folder cannot be created or written to, or if another batch is writing into it.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be created: {error.strerror}") from None
    path = folder / ".planner-lock"
    try:
        file = path.open("wb")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written to: {error.strerror}") from None
    with file:
        try:
            lock(file)
        except BlockingIOError:
            text = "another batch is writing into this folder; wait until it has finished, or choose another one"
            raise OutputError(f"{folder}: {text}") from None
        except OSError:  # a file system without locks
            pass
        try:
            yield
        finally:
            with suppress(OSError):
                path.unlink()
