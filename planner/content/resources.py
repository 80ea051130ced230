"""The files that come with the program: plans and fonts."""

from functools import cache
from pathlib import Path


@cache
def data(name: str) -> Path:
    """Return the folder `plans` or `fonts`: inside an installed package, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    beside = package.parent / name
    return beside if (beside.is_dir() and (package.parent / "pyproject.toml").is_file()) else package / name


def library_places(folder: Path) -> tuple[Path, ...]:
    """Return where a library may lie in a folder, or come to lie."""
    return folder / "plans" / "library", folder / "library"


def libraries_in(folder: Path) -> tuple[Path, ...]:
    """Return the libraries in a folder, the last one on top: plans/library, as a copy of the project has, and library.

    The built-in one, which is always there, is none of them.
    """
    built_in = (data("plans") / "library").resolve()
    return tuple(path for path in library_places(folder) if path.is_dir() and path.resolve() != built_in)


@cache
def families() -> tuple[str, ...]:
    """Return the font families that a theme can name. Those in `fonts/scripts` only fill in missing letters."""
    return tuple(sorted(path.parent.name for path in data("fonts").glob("*/OFL.txt")))


def shown(path: Path) -> str:
    """Return a file's name as people know it: `plans/low-back-relief.yaml` for a built-in file."""
    plans = data("plans")
    within = path.is_absolute() and path.is_relative_to(plans)
    return f"plans/{path.relative_to(plans).as_posix()}" if within else str(path)


def built_in_plans() -> dict[str, Path]:
    """Return the built-in plans by name."""
    return {path.stem: path for path in sorted(data("plans").glob("*.yaml"))}
