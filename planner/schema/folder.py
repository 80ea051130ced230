"""Write the schemas of a clinic's folder, which know its own exercises, conditions and plans."""

import re
from collections.abc import Iterator
from pathlib import Path

from planner.content.kinds import NAMES, is_language, kind_at
from planner.content.library import Library
from planner.content.plan import Plan
from planner.outputs.files import save
from planner.problems import InputError, OutputError
from planner.schema import DRAFT, as_json, file_of

LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
"""The first line of a file, which names its schema to editors."""
READABLE = 0o666
"""Of a folder's mode, what a file in it has too: who may read and write."""


def write_schemas(folder: Path) -> tuple[list[Path], list[Path]]:
    """Write a folder's schemas, and mend first lines that lead to none. Return the schemas and the mended files.

    Raise InputError for a library that cannot be read, OutputError for what cannot be written.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder")
    own = folder / "library"
    library = Library(*([own] if own.is_dir() else []))
    others = [
        *_plans(folder),
        *(f"fonts/{path.name}" for path in sorted((folder / "fonts").glob("*")) if path.is_dir()),
    ]
    try:
        (folder / "schemas").mkdir(exist_ok=True)
        made = [_written(folder / "schemas" / f"{name}.json", as_json(name, library, others)) for name in NAMES]
        return made, [path for path in sorted(folder.rglob("*.yaml")) if _mended(path, folder)]
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}") from None


def without_line(folder: Path) -> list[Path]:
    """Return the YAML files of a folder whose first line names no schema, so that no editor checks them."""
    return [path for path in sorted(folder.rglob("*.yaml")) if not LINE.match(path.read_text("utf-8", "replace"))]


def _plans(folder: Path) -> Iterator[str]:
    """Yield the names of the plans' files in a folder."""
    for path in sorted(folder.glob("*.yaml")):
        try:
            Plan.load(path)
        except InputError:
            continue
        yield path.name


def _written(path: Path, text: str) -> Path:
    if path.exists() and DRAFT not in path.read_text("utf-8", "replace")[:200]:
        raise OutputError(f"{path}: is there already, and is no schema; move it away")
    if not path.exists() or path.read_text("utf-8", "replace") != text:
        save(text.encode(), path, overwrite=True)
        path.chmod(path.parent.stat().st_mode & READABLE)  # nothing in it is about a patient
    return path


def _mended(path: Path, folder: Path) -> bool:
    """Put the right schema into a file's first line, if that leads to none of a name of ours; return whether it did."""
    text = path.read_text("utf-8", "replace")
    found = LINE.match(text)
    name = found[1].rpartition("/")[2].removesuffix(".json") if found else ""
    if not found or name not in NAMES or (path.parent / found[1]).is_file():
        return False
    name = file_of(path) if is_language(path) or kind_at(path) else name
    up = "../" * (len(path.relative_to(folder).parts) - 1)
    mode = path.stat().st_mode
    save(
        f"# yaml-language-server: $schema={up}schemas/{name}.json\n{text[found.end() :]}".encode(), path, overwrite=True
    )
    path.chmod(mode)
    return True
