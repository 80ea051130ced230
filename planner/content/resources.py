"""What comes with the program: the folders of plans and fonts."""

from functools import cache
from pathlib import Path


@cache
def data(name: str) -> Path:
    """The folder `plans` or `fonts`: inside an installed package, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    beside = package.parent / name
    return beside if (beside.is_dir() and (package.parent / "pyproject.toml").is_file()) else package / name


@cache
def families() -> tuple[str, ...]:
    """The families of fonts that a theme can name. Those in `fonts/scripts` draw what these cannot."""
    return tuple(sorted(path.parent.name for path in data("fonts").glob("*/OFL.txt")))


def shown(path: Path) -> str:
    """A file's name as people know it: `plans/low-back-relief.yaml` for one that comes with the program."""
    plans = data("plans")
    within = path.is_absolute() and path.is_relative_to(plans)
    return f"plans/{path.relative_to(plans).as_posix()}" if within else str(path)


def built_in_plans() -> dict[str, Path]:
    """The plans that come with the program, by name."""
    return {path.stem: path for path in sorted(data("plans").glob("*.yaml"))}
