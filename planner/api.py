"""Loading what people write, for programs and for the commands."""

import os
from collections.abc import Iterable
from pathlib import Path

from planner.content.library import Library
from planner.content.plan import Clinic, Patient, Plan, find_plan
from planner.content.shipped import data
from planner.content.spec import Document


def load_library(*folders: str | Path, near: Iterable[Document | Path | None] = ()) -> Library:
    """The built-in library with folders of the same shape laid over it; later ones win.

    A folder `library` beside a plan, a patient or a clinic is laid over it first: near names what was loaded, or the
    folder to look in.
    """
    beside = [folder / "library" for one in near if (folder := _folder(one))]
    built_in = (data("plans") / "library").resolve()
    found = {path.resolve(): path for path in beside if path.is_dir() and path.resolve() != built_in}
    return Library(*found.values(), *map(Path, folders))


def _folder(near: Document | Path | None) -> Path | None:
    if isinstance(near, Path):
        return near
    return near.origin.path.parent if near and near.origin else None


def load_plan(plan: str | Path, overrides: Iterable[str] = ()) -> Plan:
    """A plan from a file, or a built-in one by its name; overrides are fields of it, such as `weeks=4`.

    Raises InputError with the place of every problem.
    """
    text = str(plan)
    is_file = isinstance(plan, Path) or Path(text).suffix or "/" in text or os.path.exists(text)  # noqa: PTH110 - never raises
    return Plan.load(Path(text) if is_file else find_plan(text), overrides)


def load_patient(path: str | Path) -> Patient:
    """A patient from a file. Raises InputError with the place of every problem."""
    return Patient.load(Path(path))


def load_clinic(path: str | Path) -> Clinic:
    """A clinic from a file. Raises InputError with the place of every problem."""
    return Clinic.load(Path(path))
