"""Loading what people write, for programs and for the commands."""

from pathlib import Path

from planner.content.library import Library, data
from planner.content.plan import Clinic, Patient, Plan
from planner.content.source import nearest
from planner.errors import InputError


def load_library(*folders: str | Path) -> Library:
    """The built-in library with folders of the same shape laid over it; later ones win."""
    return Library(*map(Path, folders))


def load_plan(plan: str | Path) -> Plan:
    """A plan from a file, or a built-in one by its name. Raises InputError with the place of every problem."""
    text = str(plan)
    if isinstance(plan, Path) or Path(text).suffix or "/" in text or Path(text).exists():
        return Plan.load(Path(text))
    known = built_in_plans()
    if text not in known:
        hint = nearest(text, list(known)) or "; planner list plans shows them all, and your own is a file: my-plan.yaml"
        raise InputError(f'there is no plan "{text}"{hint}')
    return Plan.load(known[text])


def load_patient(path: str | Path) -> Patient:
    """A patient from a file. Raises InputError with the place of every problem."""
    return Patient.load(Path(path))


def load_clinic(path: str | Path) -> Clinic:
    """A clinic from a file. Raises InputError with the place of every problem."""
    return Clinic.load(Path(path))


def built_in_plans() -> dict[str, Path]:
    """The plans that come with the program, by name."""
    return {path.stem: path for path in sorted(data("plans").glob("*.yaml"))}
