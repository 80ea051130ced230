"""Compare a file with a built-in one: a copy holds the same, and changes nothing."""

from collections.abc import Iterator
from pathlib import Path

from planner.content.resources import data
from planner.content.yaml import EDITORS


def same(one: Path, other: Path | None) -> bool:
    """Return whether two files hold the same."""
    return other is not None and (one.resolve() == other.resolve() or _held(one) == _held(other))


def _held(path: Path) -> list[bytes]:
    """Return the lines of a file, without the one for editors: a copy that planner show printed has none."""
    return [line for line in path.read_bytes().splitlines() if not line.startswith(EDITORS.encode())]


def own_files(library: Path) -> Iterator[Path]:
    """Yield the files of a copy of the built-in library that are no copies: changed, or new."""
    built_in = data("plans") / "library"
    for path in sorted(path for path in library.rglob("*") if path.suffix in (".yaml", ".po")):
        there = built_in / path.relative_to(library)
        if not (there.is_file() and same(path, there)):
            yield path
