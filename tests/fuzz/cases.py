"""One damaged input, run as far as it goes: to an InputError (exit 2), or to a booklet."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import process_time
from typing import Literal

from planner import load_clinic, load_library, load_patient, load_plan, make_booklet
from planner.batch.batch import Batch
from planner.batch.roster import read_roster
from planner.booklet.press import Press
from planner.content.clinic import Clinic
from planner.problems import InputError
from tests.fuzz.mutate import CLINIC, PATIENT, PLAN, document, exercise, picture, roster

SECONDS = 2.0
"""Of processor time that a case may take."""
OWN = "sections: [cover, exercises, overview]\nphases: [{title: t, weeks: 3, aim: a, exercises: [own]}]\n"


class TooSlowError(Exception):
    """A case took longer than it may."""


def run(kind: str, number: int, folder: Path) -> str:
    """Make a case in a folder and run it. Returns booklet or refused; whatever else goes wrong is raised."""
    chance = Random(f"{kind} {number}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    start = process_time()
    try:
        KINDS[kind](chance, folder)
    except InputError as error:
        str(error).encode()  # it can be printed
        said = "refused"
    else:
        said = "booklet"
    took = process_time() - start
    if took > SECONDS:
        raise TooSlowError(f"{took:.1f} s")
    return said


def _plan(chance: Random, folder: Path) -> None:
    (folder / "plan.yaml").write_bytes(document(chance, PLAN))
    plan = load_plan(folder / "plan.yaml")
    patient = None
    if chance.random() < 0.3:
        (folder / "patient.yaml").write_text(PATIENT, "utf-8")
        patient = load_patient(folder / "patient.yaml")
    _made(make_booklet(plan, patient, library=load_library(near=(plan,))).data)


def _patient(chance: Random, folder: Path) -> None:
    (folder / "patient.yaml").write_bytes(document(chance, PATIENT))
    _made(make_booklet(_shared_plan(folder), load_patient(folder / "patient.yaml")).data)


def _clinic(chance: Random, folder: Path) -> None:
    (folder / "clinic.yaml").write_bytes(document(chance, CLINIC))
    _made(make_booklet(_shared_plan(folder), clinic=load_clinic(folder / "clinic.yaml")).data)


def _exercise(chance: Random, folder: Path) -> None:
    (folder / "library" / "exercises").mkdir(parents=True)
    (folder / "library" / "exercises" / "own.yaml").write_bytes(exercise(chance))
    (folder / "plan.yaml").write_text(PLAN.split("supervised")[0] + OWN, "utf-8")
    plan = load_plan(folder / "plan.yaml")
    _made(make_booklet(plan, library=load_library(near=(plan,))).data)


def _picture(chance: Random, folder: Path) -> None:
    name, raw = picture(chance)
    (folder / name).write_bytes(raw)
    (folder / "clinic.yaml").write_text(f"{chance.choice(('logo', 'letterhead'))}: {name}\n", "utf-8")
    plan = _shared_plan(folder, "sections: [cover]\n")
    _made(make_booklet(plan, clinic=load_clinic(folder / "clinic.yaml")).data)


def _roster(chance: Random, folder: Path) -> None:
    name, raw = roster(chance)
    (folder / name).write_bytes(raw)
    dates: Literal["ymd", "dmy", "mdy"] = chance.choice(("ymd", "dmy", "mdy"))
    read = read_roster(folder / name, library=load_library(), dates=dates)
    batch = Batch(_shared_plan(folder, "sections: [cover]\n"), read, folder, Press(Clinic()))
    batch.check()
    for outcome in batch.outcomes():
        assert "a fault of the program" not in (outcome.error or ""), outcome.error
        assert outcome.error or (outcome.file and (folder / outcome.file).is_file())


KINDS: dict[str, Callable[[Random, Path], None]] = {
    "plan": _plan,
    "patient": _patient,
    "clinic": _clinic,
    "exercise": _exercise,
    "roster": _roster,
    "picture": _picture,
}


def _shared_plan(folder: Path, sections: str = "sections: [cover, overview, calendar]\n"):
    path = folder / "plan.yaml"
    path.write_text(PLAN.split("sections")[0] + sections, "utf-8")
    return load_plan(path)


def _made(data: bytes) -> None:
    assert data.startswith(b"%PDF-1.7")
    assert data.endswith(b"%%EOF\n")
