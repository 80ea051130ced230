"""planner build: one booklet."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from planner.cli.completion import plans
from planner.cli.options import AllPages, Beside, FromWeek, Language, Overrides, Paper, Size, Today, day, one_of, week

if TYPE_CHECKING:
    from planner.booklet.press import Booklet
    from planner.content.patient import Patient
    from planner.content.plan import Plan


def build(  # noqa: PLR0913, PLR0917 - the options of a command
    plan: Annotated[
        str,
        typer.Argument(
            metavar="PLAN",
            help="A plan's file, or the name of a built-in plan (planner list plans).",
            autocompletion=plans,
        ),
    ],
    patient: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The patient's YAML file: who the booklet is for.")
    ] = None,
    clinic: Annotated[Path | None, typer.Option(metavar="FILE", help="The clinic's YAML file: who gives it.")] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="The patient's name, instead of the one in the file.")
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The first day, such as 2026-12-01; without it, weeks have numbers instead of dates."
        ),
    ] = None,
    overrides: Overrides = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="The PDF file to write. Default: named after the patient's id, or else the plan.",
        ),
    ] = None,
    paper: Paper = None,
    size: Size = None,
    language: Language = None,
    library: Beside = None,
    form: Annotated[
        Literal["handout", "one-page", "wallet-card", "doctor-visit"] | None,
        typer.Option(
            metavar="NAME",
            help="Less than the booklet: handout (two sheets), one-page (for the fridge), wallet-card or doctor-visit.",
            **one_of("--form", "handout", "one-page", "wallet-card", "doctor-visit"),
        ),
    ] = None,
    clinician_sheet: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Also write a sheet for the clinician: what was changed and why, red flags, a line to sign.",
        ),
    ] = None,
    preview: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Also write the pages into this folder as pictures: page-01.png, page-02.png ..."
        ),
    ] = None,
    booklet: Annotated[
        bool, typer.Option("--booklet", help="Print two pages on each side of a sheet, to fold in the middle.")
    ] = False,
    password_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Encrypt the PDF with the password in this file; it is then not PDF/A."),
    ] = None,
    calendar: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also write a calendar file (.ics) of all sessions and appointments. It needs a start."
        ),
    ] = None,
    calendar_before: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The calendar file that the patient has: changed sessions are revised, dropped ones cancelled.",
        ),
    ] = None,
    from_week: FromWeek = 1,
    all_pages: AllPages = False,
    today: Today = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is already there.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Treat warnings as errors: write nothing if there is one.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was made as one JSON object.")] = False,
) -> None:
    """Make one booklet.

    Without a patient or a clinic, it has lines to write on. Warnings go to standard error, the file's path to standard
    output.
    """
    from planner.booklet.api import load_clinic, load_library
    from planner.booklet.press import Press
    from planner.cli.plans import HERE, chosen_plan
    from planner.cli.terminal import ENCRYPTED, note, record, result
    from planner.outputs.encryption import read_password
    from planner.outputs.file_names import file_name
    from planner.problems import InputError

    if preview and password_file:
        raise InputError("--preview and --password-file: pictures cannot be encrypted; leave one out")
    if calendar_before and not calendar:
        raise InputError("--calendar-before: also name the new file, with --calendar")
    chosen = chosen_plan(plan, overrides or (), library or ())
    if form is not None and booklet:
        raise InputError("--booklet and --form: only the whole booklet is folded; leave one out")
    if form is not None:
        chosen = chosen.as_form(form)
    week("--from-week", from_week, chosen.weeks)
    who = _patient(patient, name, start, library or ())
    target = output or Path(f"{file_name(who.id) if who.id else chosen.key}.pdf")
    beside = {"--clinician-sheet": clinician_sheet, "--calendar": calendar}
    _apart(target, beside)
    earlier = _earlier(calendar_before) if calendar_before else _replaced(calendar, chosen, who, overwrite=overwrite)
    giver = load_clinic(clinic) if clinic else None
    press = Press(
        giver,
        library=load_library(*library or (), near=(HERE, chosen, who, giver)),
        paper=paper,
        language=language,
        size=size,
        today=day("--today", today),
        from_week=from_week,
        all_pages=all_pages,
    )
    password = read_password(password_file) if password_file else None
    made = press.lay(chosen, who, folded=booklet).booklet()
    _note_later(pages=bool(press.given) and form is None, calendar=bool(calendar) and from_week > 1 and not earlier)
    sheet = press.sheet(chosen, who).booklet() if clinician_sheet else None
    sessions = press.calendar(chosen, who, earlier) if calendar else b""
    _warn(made, strict=strict)
    if password is not None:
        made, sheet = made.encrypted(password), sheet and sheet.encrypted(password)
        note(ENCRYPTED)
    files = [(target, made.data), (clinician_sheet, sheet.data if sheet else b""), (calendar, sessions)]
    _save([(path, data) for path, data in files if path], preview, overwrite=overwrite)
    if calendar and password is not None:
        note(f"{calendar}: is not encrypted: no calendar could read it")
    if booklet:
        note("print it on both sides, flipped on the short edge, and fold the stack in the middle")
    if as_json:
        named = {option.strip("-").replace("-", "_"): str(path) for option, path in beside.items() if path}
        facts: dict[str, object] = {"pages": made.pages, "sha256": made.sha256, "warnings": list(made.warnings)}
        facts["problems"] = [problem.facts() for problem in made.problems]
        record(file=str(target), **named, **facts, decisions=[asdict(decision) for decision in made.decisions])
    else:
        result(str(target.resolve()))


def _note_later(*, pages: bool, calendar: bool) -> None:
    """Say what a later printing leaves out, and what its calendar file leaves in the patient's calendar."""
    from planner.cli.terminal import note

    if pages:
        note("the guidelines, topics and checklist are not printed again; --all-pages prints them")
    if calendar:
        note("sessions that fell away stay in the patient's calendar; --calendar-before OLD.ics cancels them")


def _warn(made: "Booklet", *, strict: bool) -> None:
    """Print the warnings. Raise InputError if there are any and --strict."""
    from planner.cli.terminal import note
    from planner.problems import InputError, counted

    for warning in made.warnings:
        note(f"warning: {warning}")
    if strict and made.warnings:
        raise InputError(f"{counted(len(made.warnings), 'warning')}, and --strict: nothing was written")


def _earlier(path: Path) -> bytes:
    """Return what an earlier calendar file holds. Raise InputError if it is not there."""
    from planner.outputs.files import content
    from planner.problems import InputError

    data = content(path)
    if data is None:
        raise InputError(f"--calendar-before: {path}: no such file")
    return data


def _replaced(calendar: Path | None, plan: "Plan", who: "Patient", *, overwrite: bool) -> bytes | None:
    """Return the calendar file that is written over, and say so, if it has sessions of the same patient."""
    from planner.cli.terminal import note
    from planner.outputs.files import content
    from planner.outputs.ics import has_sessions

    there = content(calendar) if calendar and overwrite else None
    if there is None or not has_sessions(there, plan, who):
        return None
    note(f"{calendar} revises the one that was there: changed sessions are updated, dropped ones cancelled")
    return there


def _apart(target: Path, beside: dict[str, Path | None]) -> None:
    """Raise InputError if two outputs are the same file."""
    from planner.problems import InputError

    seen = {target.resolve()}
    for option, path in beside.items():
        if path and path.resolve() in seen:
            raise InputError(f"{option}: {path} would be written twice; name another file")
        seen |= {path.resolve()} if path else set()


def _save(files: list[tuple[Path, bytes]], preview: Path | None, *, overwrite: bool) -> None:
    """Write all files, or none if one is sure to fail. The first one is the booklet, whose pages the preview shows."""
    from planner.cli.terminal import PARTLY, interruptible
    from planner.outputs.files import keep_others, ready, save, sweep
    from planner.outputs.preview import ready_for_pages, save_pages

    for path, _ in files:
        ready(path, overwrite=overwrite)
        keep_others(path)
    if preview:
        ready_for_pages(preview, overwrite=overwrite)
    with interruptible(PARTLY):
        for folder in {path.parent for path, _ in files}:
            sweep(folder)  # what a run that was killed has left
        for path, data in reversed(files):
            save(data, path, overwrite=overwrite)
        if preview:
            save_pages(files[0][1], preview, overwrite=overwrite)


def _patient(path: Path | None, name: str | None, start: str | None, folders: Iterable[Path]) -> "Patient":
    """Return the patient of a file, if there is one, with the name and the start that were typed.

    Raise InputError with all that is wrong with it, including ids that neither the library nor the folders have.
    """
    from planner.booklet.api import load_library, load_patient
    from planner.cli.plans import HERE
    from planner.content.patient import Patient
    from planner.problems import InputError

    try:
        base = load_patient(path) if path else Patient()
    except InputError as error:
        near = (HERE, error.refused.origin.path.parent) if error.refused else (HERE,)
        raise load_library(*folders, near=near).with_ids(error) from None
    typed = {key: value for key, value in (("name", name), ("start", start)) if value is not None}
    try:
        new = Patient.model_validate(typed)
    except InputError as error:
        raise InputError(*(replace(one, option=f"--{one.loc[0]}", loc=()) for one in error.problems)) from None
    return base.model_copy(update={key: getattr(new, key) for key in typed})
