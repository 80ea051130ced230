"""One damaged input, run as far as it goes: to an InputError (exit 2), or to a booklet."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Literal

from planner import (
    Patient,
    Profile,
    load_clinic,
    load_library,
    load_patient,
    load_plan,
    make_all,
    make_booklet,
    make_calendar,
)
from planner.batch.batch import Batch
from planner.batch.roster import read_roster
from planner.batch.tables import RosterFile
from planner.booklet.press import Press
from planner.check import check
from planner.content.clinic import Clinic
from planner.content.resources import data
from planner.outputs.encryption import read_password
from planner.problems import InputError, OutputError
from tests.fuzz import large
from tests.fuzz.mutate import CLINIC, PATIENT, PLAN, RAW, document, exercise, picture, roster, torn

SECONDS = 2.0
"""Of processor time that a case may take, with that of the processes that it starts."""
SECONDS_OF_LARGE = 5.0
"""The same for a case of up to 1 MB."""
OWN = "sections: [cover, exercises, overview]\nphases: [{title: t, weeks: 3, aim: a, exercises: [own]}]\n"


class TooSlowError(Exception):
    """A case took longer than it may."""


def run(kind: str, number: int, folder: Path) -> str:
    """Make a case in a folder and run it. Returns booklet or refused; whatever else goes wrong is raised."""
    chance = Random(f"{kind} {number}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    start = spent()
    try:
        KINDS[kind](chance, folder)
    except (InputError, OutputError) as error:  # a booklet that is damaged may be another program's: it stays
        str(error).encode()  # it can be printed
        said = "refused"
    else:
        said = "booklet"
    took = spent() - start
    if took > (SECONDS_OF_LARGE if kind.startswith("large") else SECONDS):
        raise TooSlowError(f"{took:.1f} s")
    return said


def spent() -> float:
    """Processor time of this process and of those that it has started, in seconds."""
    return sum(os.times()[:4])


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


def _library(chance: Random, folder: Path) -> None:
    """A file of a library, looked at as `planner check` does."""
    shelf = data("plans") / "library"
    original = chance.choice([*sorted(shelf.glob("*/*.yaml")), *sorted(shelf.glob("*.yaml"))])
    path = folder / "library" / original.relative_to(shelf)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document(chance, original.read_text("utf-8")))
    _, found = check([folder], (), date(2026, 12, 1))
    if found:
        raise InputError(*found)


def _language(chance: Random, folder: Path) -> None:
    (folder / "languages").mkdir()
    original = chance.choice([*sorted((data("plans") / "library" / "languages").glob("*.po"))])
    (folder / "languages" / "xx.po").write_bytes(torn(chance, original.read_bytes()[:20_000], RAW_PO))
    load_library(folder).language("xx")


def _profile(chance: Random, folder: Path) -> None:
    (folder / "profile.yaml").write_bytes(document(chance, PROFILE))
    (folder / "roster.csv").write_text("Nr;Nachname;Vorname;Status\n1;Ek;Mia;da\n2;Groß;Leo;entlassen\n", "utf-8")
    [*read_roster(folder / "roster.csv", profile=Profile.load(folder / "profile.yaml"))]


def _calendar(chance: Random, folder: Path) -> None:
    plan, patient = _shared_plan(folder), Patient(id="A", name="Ana", start="2026-12-07")
    before = torn(chance, make_calendar(plan, patient), (*RAW, b"BEGIN:VEVENT\r\n", b"UID:x\r\n", b"SEQUENCE:9\r\n"))
    assert make_calendar(plan, patient, before=before)


def _report(chance: Random, folder: Path) -> None:
    """What an earlier run left, spoiled."""
    (folder / "roster.csv").write_text("id,name\nA,Ana\nB,Bo\n", "utf-8")
    plan, roster = _shared_plan(folder, "sections: [cover]\n"), read_roster(folder / "roster.csv")
    make_all(plan, roster, folder / "out")
    for name in chance.sample(["report.jsonl", "A.pdf", "report.html"], chance.randint(1, 3)):
        path = folder / "out" / name
        path.write_bytes(torn(chance, path.read_bytes()))
    assert all(one.file or one.error for one in make_all(plan, roster, folder / "out", existing="keep"))


def _password(chance: Random, folder: Path) -> None:
    (folder / "word").write_bytes(torn(chance, "pässword\n".encode()))
    read_password(folder / "word")


def _font(chance: Random, folder: Path) -> None:
    """A clinic's own letters, of which one file is spoiled."""
    (folder / "fonts" / "own").mkdir(parents=True)
    for weight in ("Regular", "Bold"):
        raw = (data("fonts") / "source-sans-3" / f"SourceSans3-{weight}.ttf").read_bytes()
        (folder / "fonts" / "own" / f"Own-{weight}.ttf").write_bytes(torn(chance, raw) if weight == "Regular" else raw)
    (folder / "clinic.yaml").write_text("theme: {family: fonts/own}\n", "utf-8")
    _made(make_booklet(_shared_plan(folder, "sections: [cover]\n"), clinic=load_clinic(folder / "clinic.yaml")).data)


def _large(chance: Random, folder: Path) -> None:
    """A file of up to 1 MB, in the place of any other."""
    kind, raw = (
        chance.choice(("plan", "patient", "clinic", "roster", "profile", "language", "password")),
        large.text(chance),
    )
    if kind == "plan":
        (folder / "plan.yaml").write_bytes(raw)
        plan = load_plan(folder / "plan.yaml")
        load_library(near=(plan,)).check(plan)
    elif kind in ("patient", "clinic", "profile"):
        (folder / "x.yaml").write_bytes(raw)
        {"patient": load_patient, "clinic": load_clinic, "profile": Profile.load}[kind](folder / "x.yaml")
    elif kind == "roster":
        path = folder / f"roster.{chance.choice(('csv', 'tsv', 'jsonl', 'ndjson', 'json'))}"
        path.write_bytes(raw[: 100_000 if raw.count(b"\n") > 20_000 else None])  # a row takes its time
        [*read_roster(path)]
    elif kind == "language":
        (folder / "languages").mkdir()
        (folder / "languages" / "xx.po").write_bytes(raw)
        load_library(folder).language("xx")
    else:
        (folder / "word").write_bytes(raw)
        read_password(folder / "word")


def _large_workbook(chance: Random, folder: Path) -> None:
    (folder / "roster.xlsx").write_bytes(large.workbook(chance))
    RosterFile(folder / "roster.xlsx")


def _large_picture(chance: Random, folder: Path) -> None:
    name, raw = large.picture(chance)
    (folder / name).write_bytes(raw)
    (folder / "clinic.yaml").write_text(f"{chance.choice(('logo', 'letterhead'))}: {name}\n", "utf-8")
    _made(make_booklet(_shared_plan(folder, "sections: [cover]\n"), clinic=load_clinic(folder / "clinic.yaml")).data)


def _large_bundle(chance: Random, folder: Path) -> None:
    (folder / "roster.json").write_bytes(large.bundle(chance))
    [*read_roster(folder / "roster.json")]


PROFILE = """\
columns: {id: Nr, name: "{Vorname} {Nachname}"}
others: ignore
skip_if: {Status: [entlassen, verzogen]}
dates: dmy
encoding: utf-8
defaults: {start: 2026-12-07, size: large, days: [mon, fri]}
"""
RAW_PO = (*RAW, b'msgid ""\n', b'msgstr "x"\n', b'msgctxt "a"\n', b"#, fuzzy\n", b'msgid_plural "b"\n')
KINDS: dict[str, Callable[[Random, Path], None]] = {
    "plan": _plan,
    "patient": _patient,
    "clinic": _clinic,
    "exercise": _exercise,
    "roster": _roster,
    "picture": _picture,
    "library": _library,
    "language": _language,
    "profile": _profile,
    "calendar": _calendar,
    "report": _report,
    "password": _password,
    "font": _font,
    "large": _large,
    "large-workbook": _large_workbook,
    "large-picture": _large_picture,
    "large-bundle": _large_bundle,
}


def _shared_plan(folder: Path, sections: str = "sections: [cover, overview, calendar]\n"):
    path = folder / "plan.yaml"
    path.write_text(PLAN.split("sections")[0] + sections, "utf-8")
    return load_plan(path)


def _made(data: bytes) -> None:
    assert data.startswith(b"%PDF-1.7")
    assert data.endswith(b"%%EOF\n")
