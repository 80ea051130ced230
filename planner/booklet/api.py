"""Load what people write and make a booklet of it, for programs and for the commands.

Calls share a few presses: a second booklet for the same clinic finds what the first one left ready.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from planner.booklet.looks import look_at_pictures
from planner.booklet.press import Booklet, Press
from planner.content.asked import LONGEST, asked
from planner.content.clinic import Clinic, Paper
from planner.content.given import without_none
from planner.content.kinds import LANGUAGE, are_libraries
from planner.content.library import Library
from planner.content.made import Written, refuse_too_much, written
from planner.content.patient import Patient, Size
from planner.content.plan import BOOKLET, Form, Plan
from planner.content.plan_files import find_plan
from planner.content.resources import libraries_in
from planner.content.spec import Document
from planner.content.yaml import MADE, TYPED, Map, Origin, parse
from planner.outputs.ics import ASKED_AS
from planner.problems import InputError, Problem

KEPT = 16
"""Presses that are kept: one for each clinic, paper and size in turn. Each takes about 4 MB."""


@asked
def load_library(*folders: str | Path, near: Iterable[Document | Path | None] = ()) -> Library:
    """Return the built-in library with folders of the same shape laid over it; later ones win.

    A folder `library` or `plans/library` beside a plan, a patient or a clinic is laid over it first: near names what
    was loaded, or the folder to look in.
    """
    beside = [path for one in near if (folder := _folder(one)) for path in libraries_in(folder)]
    found = {path.resolve(): path for path in beside}
    library = Library(*found.values(), *map(Path, folders))
    are_libraries(map(Path, folders))
    return library


def _folder(near: Document | Path | None) -> Path | None:
    if isinstance(near, Path):
        return near
    return near.folder() if near else None


@asked
def load_plan(plan: str | Path | Mapping[str, Any], overrides: Iterable[str] = (), *, near: Path | None = None) -> Plan:
    """Load a built-in plan by its name, a file by its Path, or what would stand in one, such as `{"extends": …}`.

    overrides: fields of it, such as `weeks=4`. near: a folder whose NAME.yaml or plans/NAME.yaml is meant by the name,
    if it differs from the built-in plan; the commands name the current folder. For a dict it is the folder in which the
    files lie that it names: without near it may name none. A text is never taken for a path, so it may come from
    anybody. Raise InputError with the place of every problem.
    """
    if not isinstance(plan, str):
        return _with(plan, overrides, None if isinstance(plan, Path) else near)
    if is_path(plan):
        advice = 'name a built-in plan; a file is a Path, such as Path("my-plan.yaml")'
        raise InputError(Problem(loc=("plan",), text="there is no plan {}", quoted=plan[:LONGEST], advice=advice))
    try:
        path = find_plan(plan, near)
    except InputError as error:
        raise InputError(*(replace(problem, loc=("plan",)) for problem in error.problems)) from None
    return _with(path, overrides)


def _with(plan: Path | Mapping[str, Any], overrides: Iterable[str], near: Path | None = None) -> Plan:
    """Load a plan; what is wrong with an override is said of the argument, and not of the option of the commands."""
    try:
        return Plan.load(plan, overrides, near)
    except InputError as error:
        typed = str(TYPED)
        found = (
            replace(one, option=None, loc=("overrides", *one.loc)) if one.option == typed else one
            for one in error.problems
        )
        raise InputError(*found) from None


def is_path(text: str) -> bool:
    """Return whether a text cannot be a plan's name, but may be a file's."""
    return bool(Path(text).suffix or {*"/\\\0:"} & {*text} or text in ("", "..", "."))


@asked
def parse_yaml(text: str) -> dict[str, Any]:
    """Return what a text says that would stand in a YAML file, for load_plan, load_clinic or Patient.model_validate.

    It is read as files are: values stay as they were typed, and there are the same limits. Raise InputError with the
    line and the column of what is wrong with it. Handed on as it is, and not as a copy, it keeps its places: errors and
    warnings of what is made of it have them too.
    """
    root = parse(text)
    if not isinstance(root, Map):
        raise InputError(Problem(loc=("text",), advice="write a map (key: value)"))
    values = Written(root.plain())
    values.root = root
    return values


@asked
def load_patient(path: str | Path) -> Patient:
    """Load a patient from a file. Raise InputError with the place of every problem."""
    return Patient.load(Path(path))


@asked
def load_clinic(path: str | Path | Mapping[str, Any], *, near: Path | None = None) -> Clinic:
    """Load a clinic from a file, or what would stand in one as a dict.

    near: the folder in which the files lie that a dict names, such as its logo; without it, it may name none. Its
    pictures are read, and read again for a booklet if they have changed by then. Raise InputError with the place of
    every problem.
    """
    if isinstance(path, Mapping):
        refuse_too_much(path)
        values = dict(path) if isinstance(path, Written) else without_none(Clinic, path)
        clinic = Clinic.parse(values, Origin(MADE, written(path, MADE), near=near))
    else:
        clinic = Clinic.load(Path(path))
    look_at_pictures(clinic)
    return clinic


@asked
def make_booklet(  # noqa: PLR0913 - what may be asked of a booklet
    plan: Plan,
    patient: Patient | None = None,
    clinic: Clinic | None = None,
    *,
    library: Library | None = None,
    paper: Paper | None = None,
    language: str | None = None,
    size: Size | None = None,
    today: date | None = None,
    from_week: int = 1,
    all_pages: bool = False,
    form: Form = BOOKLET,
) -> Booklet:
    """Make one booklet. The same input gives the same bytes, in any process on any day.

    paper, language and size override the clinic's and the patient's. Without a patient or a clinic there are lines to
    write on. today (else SOURCE_DATE_EPOCH, else the clock) changes warnings only. from_week leaves out the weeks
    before it, for a new print after a review, and the pages that the patient already has (guidelines, topics,
    checklist) unless all_pages; dates still count from the start. form: the whole booklet, or one of its sheets that
    stand alone: `handout`, `one-page`, `wallet-card`, `doctor-visit`. What the patient's conditions change about the
    plan is in the warnings and the decisions. Raise InputError for what cannot be printed: unknown ids, a phase of
    which the conditions leave nothing, characters that the font lacks.
    """
    press = Press(
        clinic,
        library=library,
        paper=paper,
        language=language,
        size=size,
        today=today,
        from_week=from_week,
        all_pages=all_pages,
    )
    return _shared(press).lay(plan.as_form(form), patient).booklet()


@asked
def make_clinician_sheet(
    plan: Plan,
    patient: Patient | None = None,
    clinic: Clinic | None = None,
    *,
    library: Library | None = None,
    paper: Paper | None = None,
    language: str | None = None,
    today: date | None = None,
    from_week: int = 1,
) -> Booklet:
    """Make the sheet for the clinician: what was prescribed, what was changed and why, what to ask, a line to sign.

    It is a document of its own. The warnings about the prescription are printed on it, so today changes its text.
    Raise InputError as make_booklet does.
    """
    press = Press(clinic, library=library, paper=paper, language=language, today=today, from_week=from_week)
    return _shared(press).sheet(plan, patient).booklet()


@asked
def make_calendar(
    plan: Plan,
    patient: Patient,
    clinic: Clinic | None = None,
    *,
    library: Library | None = None,
    language: str | None = None,
    from_week: int = 1,
    before: bytes | None = None,
) -> bytes:
    """Make a calendar file (.ics): an event for each session and each appointment. The same input gives the same bytes.

    before is the file that the patient has: events that differ from it are marked as revised, and those that are gone
    are cancelled. Raise InputError as make_booklet does, for a patient without a start, and for an earlier file that is
    not this patient's.
    """
    press = Press(clinic, library=library, language=language, from_week=from_week)
    try:
        return _shared(press).calendar(plan, patient, before)
    except InputError as error:
        found = (
            replace(one, option=None, loc=("before",)) if one.option == ASKED_AS else one for one in error.problems
        )
        raise InputError(*found) from None


def _shared(press: Press) -> Press:
    """Return the kept press. Raise InputError, with its argument, for a language of which there are no words."""
    code = press.language
    if code is not None and not press.library.knows(LANGUAGE, code):
        raise InputError(replace(press.library.unknown(LANGUAGE, code), loc=("language",)))
    return _kept_press(press)


@lru_cache(maxsize=KEPT)
def _kept_press(press: Press) -> Press:
    """Return the press that equals this one, with pages ready, if one is kept; else keep this one.

    Several are kept, for a program that alternates between clinics, papers and sizes.
    """
    return press
