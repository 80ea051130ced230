"""Which library a file belongs to."""

from pathlib import Path

from planner.check.document import FOLDERS, TABLES, is_language
from planner.content.shipped import data


def home(path: Path) -> Path | None:
    """The library in which a file stands, or that stands beside it; None for the built-in one."""
    if is_language(path):
        return _own(_up(path, 2))
    if path.resolve().parent.name in FOLDERS:
        return _own(_up(path, 1))
    if path.name in TABLES:
        return _own(_up(path, 0))
    return library_in(path.parent) or library_in(_up(path, 1))


def library_in(folder: Path) -> Path | None:
    """The folder `library` in a folder; None if there is none, or only the built-in one."""
    inside = folder / "library"
    return _own(inside) if inside.is_dir() else None


def _up(path: Path, levels: int) -> Path:
    """A folder above, as the user named it if it is in the name."""
    return path.parents[levels] if len(path.parents) > levels + 1 else path.resolve().parents[levels]


def _own(folder: Path) -> Path | None:
    """None for the built-in library, over which nothing needs to be laid."""
    return None if folder.resolve() == (data("plans") / "library").resolve() else folder
