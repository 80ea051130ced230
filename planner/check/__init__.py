"""planner check: find every problem in files, with its place."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from planner.check.document import Checked, examined
from planner.check.folder import Folder, installed, whole
from planner.check.home import around, home, library_of
from planner.content.kinds import are_libraries
from planner.content.library import Library
from planner.content.resources import libraries_in
from planner.problems import InputError, Problem

__all__ = ["check"]


def check(paths: Sequence[Path], folders: Sequence[Path], today: date) -> tuple[int, tuple[Problem, ...]]:
    """Return the number of files and what is wrong with them; folders are laid over the built-in library.

    A folder's own `library`, or the library in which a file stands, is laid over it too. Raise InputError for a folder
    that holds no YAML file.
    """
    here = libraries_in(Path())
    Library(*folders)
    are_libraries(folders)

    @cache
    def library(own: tuple[Path, ...]) -> Library:
        found = {folder.resolve(): folder for folder in (*here, *own)}
        return Library(*found.values(), *folders)

    count, found = 0, []
    for path in paths:
        files = list(_files(path))
        roots = _roots(path) if path.is_dir() else []
        checked = [examined(file, library(_libraries(file, roots)), today) for file in files]
        found += [finding for one in checked for finding in one.findings]
        count += len(files)
        for root in roots:
            inside = tuple(inner for inner in roots if inner != root and inner.is_relative_to(root))
            own = Folder(root, (*inside, *installed(root)))
            within = library_of(root)
            shelf = library(within or libraries_in(root))
            beside = [examined(file, shelf, today) for file in (around(within[0]) if within else ())]
            found += _whole(own, [one for one in checked if own.holds(one.path)], beside, shelf)
    wrong = {finding.warning() for finding in found if finding.kind == "error"}  # a plan warns of what is wrong below
    return count, tuple(one for one in dict.fromkeys(found) if one.kind == "error" or one not in wrong)


def _libraries(file: Path, roots: Sequence[Path]) -> tuple[Path, ...]:
    """Return the libraries of a file, and those of the clinic's folder in which it lies, of these folders."""
    around = [root for root in roots if file.is_relative_to(root)]
    nearest = max(around, key=lambda root: len(root.parts), default=None)
    return tuple(dict.fromkeys((*(libraries_in(nearest) if nearest else ()), *home(file))))


def _roots(path: Path) -> list[Path]:
    """Return a folder and the clinics' folders inside it."""
    found = Folder(path, installed(path)).files("clinic.yaml")
    return [path, *sorted(clinic.parent for clinic in found if clinic.parent != path)]


def _whole(folder: Folder, files: Sequence[Checked], beside: Sequence[Checked], library: Library) -> list[Problem]:
    """Return what is wrong with a folder as a whole."""
    try:
        return list(whole(folder, files, beside, library))
    except InputError as error:
        return list(error.problems)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = Folder(path, installed(path)).files("*.yaml")
    if not found:
        raise InputError(f"{path}: holds no .yaml file")
    yield from found
