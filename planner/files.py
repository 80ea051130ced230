"""Writing a file whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from planner.errors import OutputError


def save(data: bytes, path: Path, *, overwrite: bool = False) -> None:
    """Write beside the target, flush to the disk, rename: a reader sees all of a file or none of it.

    What is written is about a patient, so it is for its owner only. Raises OutputError.
    """
    ready(path, overwrite=overwrite)
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            beside = Path(file.name)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                beside.replace(path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None


def ready(path: Path, *, overwrite: bool = False) -> None:
    """Raise OutputError if the file must not be written: a folder, or there already."""
    try:
        if path.is_dir():
            raise OutputError(f"{path}: is a folder; name a file in it")
        if path.exists() and not overwrite:
            raise OutputError(f"{path}: is there already; add --overwrite to replace it")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None
