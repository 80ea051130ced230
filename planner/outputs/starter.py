"""A clinic's folder to start from: a copy of `plans/starter`, with its schemas beside it."""

from datetime import date, timedelta
from pathlib import Path

from planner.content.resources import data
from planner.outputs.files import save
from planner.problems import OutputError

MONDAY = "2026-12-07"
"""The day on which the starter's patients begin, as its files write it."""
_HEAD, _HERE = "# yaml-language-server: $schema=../", "# yaml-language-server: $schema="
"""The starter lies beside its schemas; in a clinic's folder they lie within."""


READABLE = 0o666
"""Of a folder's mode, what a file in it has too: who may read and write."""


def start(folder: Path, today: date) -> tuple[Path, ...]:
    """Write a folder to start from, its patients' first day on the second Monday from today. Returns its files.

    Raise OutputError if the folder holds anything, or cannot be written.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputError(f"{folder}: is there already; name a folder that is not, or an empty one")
        files = {folder / name: _filled(content, today) for name, content in _template().items()}
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            save(content, path)
            path.chmod(path.parent.stat().st_mode & READABLE)  # nothing here is about a patient
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}") from None
    return tuple(files)


def _template() -> dict[Path, bytes]:
    """Return the files by their path in the new folder."""
    starter, schemas = data("plans") / "starter", data("plans") / "schemas"
    files = {path.relative_to(starter): path for path in sorted(starter.rglob("*")) if path.is_file()}
    files |= {Path("schemas", path.name): path for path in sorted(schemas.glob("*.json"))}
    return {name: path.read_bytes() for name, path in files.items()}


def _filled(content: bytes, today: date) -> bytes:
    monday = today + timedelta(days=14 - today.weekday())
    if content.startswith(_HEAD.encode()):
        content = _HERE.encode() + content.removeprefix(_HEAD.encode())
    return content.replace(MONDAY.encode(), monday.isoformat().encode())
