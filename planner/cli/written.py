"""The text of any file that comes with the program, or that a folder lays over it, to copy from."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.content.library import Library

EDITORS = "# yaml-language-server:"
"""How the line begins that names a file's schema to editors: it says where the schema lies, so it is not copied."""
FOLDERS = {
    "exercise": "exercises",
    "topic": "topics",
    "guidelines": "guidelines",
    "checklist": "checklists",
    "theme": "themes",
}
"""Kinds of which each has a file of its own, and their folders in a library."""
TABLES = ("conditions", "cover", "sources", "glossary")
"""Files that a library has once."""


def written(name: str, library: "Library") -> list[str]:
    """Return the lines of what is called so: an id, KIND/ID, a file of words (en/cover), or a file.

    An empty file counts as none: the shell makes one where the lines are to go. Raise InputError for what is not there,
    and for an id that several kinds have.
    """
    from planner.content.suggest import did_you_mean
    from planner.problems import InputError

    path = Path(name)
    if path.suffix in (".yaml", ".yml"):
        return _text(path)
    every = list(everything_named(library))
    found = {kind: lines for kind, key, lines in every if name in (key, f"{kind}/{key}")}
    if len(found) == 1:
        [[lines]] = [found.values()]
        return _text(lines) if isinstance(lines, Path) else lines
    if found:
        ways = " or ".join(f"{kind}/{name}" for kind in found)
        raise InputError(f'"{name}" is the name of {len(found)} files: write {ways}')
    advice = did_you_mean(name, [key for _, key, _ in every]) or "planner list shows the ids of each kind"
    raise InputError(f'there is nothing called "{name}"; {advice}')


def everything_named(library: "Library") -> Iterator[tuple[str, str, Path | list[str]]]:
    """Each file by its kind and id, or the lines of a part of one; what is laid over comes first."""
    from planner.content.plan import plans_of_name
    from planner.content.resources import built_in_plans

    over = list(reversed(library.folders))
    for key, path in built_in_plans().items():
        yield "plan", key, next(filter(_holds, plans_of_name(key, Path())), path)
    for kind, folder in FOLDERS.items():
        for key in library.ids(folder):
            if found := _first(over, Path(folder, f"{key}.yaml")):
                yield kind, key, found
    for table in TABLES:
        if found := _first(over, Path(f"{table}.yaml")):
            yield "file", table, found
    for path in sorted((library.folders[0] / "languages").glob("*/*.yaml")):
        inside = path.relative_to(library.folders[0])
        yield "words", f"{path.parent.name}/{path.stem}", _first(over, inside) or path
    yield from _conditions(over)


def _conditions(folders: list[Path]) -> Iterator[tuple[str, str, list[str]]]:
    """The lines of each condition, from the first folder that has it."""
    from planner.content.extends import pairs
    from planner.content.yaml import tree

    seen: set[str] = set()
    for path in (folder / "conditions.yaml" for folder in folders):
        if not _holds(path):
            continue
        lines = _text(path, keep=True)
        keys = [key for key, _ in pairs(tree(path))]
        for key, following in zip(keys, [*keys[1:], None], strict=True):
            if str(key.value) not in seen:
                seen.add(str(key.value))
                yield "condition", str(key.value), lines[key.line - 1 : following.line - 1 if following else None]


def _first(folders: list[Path], inside: Path) -> Path | None:
    return next((folder / inside for folder in folders if _holds(folder / inside)), None)


def _holds(path: Path) -> bool:
    """Whether there is a file with something in it."""
    return path.is_file() and bool(path.read_bytes().strip())


def _text(path: Path, *, keep: bool = False) -> list[str]:
    """The lines of a file, without the one for editors unless it is to stay. Raise InputError for what is no text."""
    from planner.problems import InputError

    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        says = getattr(error, "strerror", None) or "not UTF-8 text"
        raise InputError(f"{path}: cannot be read: {says}") from None
    return lines if keep else [line for line in lines if not line.startswith(EDITORS)]
