"""Find the library that a file belongs to."""

from pathlib import Path

from planner.content.kinds import FOLDERS, TABLES, is_language
from planner.content.resources import data, libraries_in


def home(path: Path) -> tuple[Path, ...]:
    """Return the library that holds a file, or those that lie beside it; not the built-in one."""
    if is_language(path):
        return _own(_up(path, 2))
    if path.resolve().parent.name in FOLDERS:
        return _own(_up(path, 1))
    if path.name in TABLES:
        return _own(_up(path, 0))
    return libraries_in(path.parent)


def library_of(folder: Path) -> tuple[Path, ...]:
    """Return the library that a folder is or is part of, if there is one; not the built-in one."""
    levels = next((n for n, above in enumerate(_ways(folder)) if above.name == "library"), None)
    return () if levels is None else _own(_up(folder / "x", levels))


def around(library: Path) -> list[Path]:
    """Return the files that may refer to a library: its own, and those in the folder above it."""
    return sorted([*library.rglob("*.yaml"), *_up(library / "x", 1).glob("*.yaml")])


def _ways(folder: Path) -> tuple[Path, ...]:
    return folder.resolve(), folder.resolve().parent


def _up(path: Path, levels: int) -> Path:
    """Return a parent folder, as the user typed it if the path they typed contains it."""
    return path.parents[levels] if len(path.parents) > levels + 1 else path.resolve().parents[levels]


def _own(folder: Path) -> tuple[Path, ...]:
    """Return a library's folder; none for the built-in library, which is always there."""
    return () if folder.resolve() == (data("plans") / "library").resolve() else (folder,)
