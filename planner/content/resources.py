"""The files that come with the program: plans and fonts."""

from functools import cache
from pathlib import Path


@cache
def data(name: str) -> Path:
    """Return the folder `plans` or `fonts`: inside an installed package, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    beside = package.parent / name
    return beside if (beside.is_dir() and (package.parent / "pyproject.toml").is_file()) else package / name


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
