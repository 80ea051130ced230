"""planner build: one booklet."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from planner.content.plan import Patient, Plan


def build(  # noqa: PLR0913, PLR0917 - the options of a command
    plan: Annotated[str, typer.Argument(help="A plan's file, or the name of a built-in plan (planner list plans).")],
    patient: Annotated[Path | None, typer.Option(help="The patient's YAML file: who the booklet is for.")] = None,
    clinic: Annotated[Path | None, typer.Option(help="The clinic's YAML file: who gives it.")] = None,
    name: Annotated[str | None, typer.Option(help="The patient's name, instead of the file's.")] = None,
    start: Annotated[
        str | None, typer.Option(help="The first day, such as 2026-12-01; without it weeks are numbered.")
    ] = None,
    overrides: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="A field of the plan, such as weeks=4 or phases.0.level=2."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The PDF file to write; else named after the patient's id or the plan."),
    ] = None,
    paper: Annotated[str | None, typer.Option(help="A4 or Letter, instead of the clinic's.")] = None,
    size: Annotated[
        str | None, typer.Option(help="Of the words: standard, large or xl, instead of the patient's.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="The booklet's language (planner list languages).")] = None,
    library: Annotated[
        list[Path] | None,
        typer.Option(help="A folder of own exercises, themes and words; library/ beside the plan is found."),
    ] = None,
    form: Annotated[
        str | None, typer.Option(help="A sheet instead of the booklet: one-page (for the fridge) or wallet-card.")
    ] = None,
    clinician_sheet: Annotated[
        Path | None,
        typer.Option(help="Also write a sheet for the clinician: what was changed and why, red flags, a line to sign."),
    ] = None,
    calendar: Annotated[
        Path | None,
        typer.Option(help="Also write a calendar file (.ics): each session and appointment. It needs a start."),
    ] = None,
    from_week: Annotated[
        int, typer.Option("--from-week", help="Print anew from this week on, after a review; dates count as before.")
    ] = 1,
    today: Annotated[
        str | None, typer.Option(help="The day that warnings count from; else SOURCE_DATE_EPOCH, else the clock.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there already.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors: write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say what was made as one JSON object.")] = False,
) -> None:
    """Make one booklet.

    With neither patient nor clinic it has lines to write on. Warnings go to standard error, the file's path to
    standard output.
    """
    from planner.api import load_clinic, load_library, load_plan
    from planner.booklet import make_booklet, make_calendar, make_clinician_sheet
    from planner.cli.options import choice, day
    from planner.cli.terminal import note, record, result
    from planner.errors import InputError
    from planner.files import ready, save

    choice("--paper", paper, "A4", "Letter")
    choice("--size", size, "standard", "large", "xl")
    chosen = load_plan(plan, overrides or ())
    if form is not None:
        chosen = _sheet(chosen, form)
    if not 1 <= from_week <= chosen.weeks:
        raise InputError(f"--from-week: {from_week}: the plan has the weeks 1 to {chosen.weeks}")
    who = _patient(patient, name, start)
    target = output or Path(f"{_file_name(who.id) or chosen.key}.pdf")
    beside = {"--clinician-sheet": clinician_sheet, "--calendar": calendar}
    _apart(target, beside)
    giver = load_clinic(clinic) if clinic else None
    on = day("--today", today)
    shelf = load_library(*library or (), near=(chosen, who, giver))
    shared = {"library": shelf, "paper": paper, "language": language, "today": on, "from_week": from_week}
    booklet = make_booklet(chosen, who, giver, size=size, **shared)  # type: ignore[arg-type]  # checked above
    sheet = make_clinician_sheet(chosen, who, giver, **shared) if clinician_sheet else None  # type: ignore[arg-type]
    words = {"library": shelf, "language": language, "from_week": from_week}
    sessions = make_calendar(chosen, who, giver, **words) if calendar else b""  # type: ignore[arg-type]
    for warning in booklet.warnings:
        note(f"warning: {warning}")
    if strict and booklet.warnings:
        raise InputError(f"{len(booklet.warnings)} warnings, and --strict: nothing was written")
    for path in filter(None, (target, *beside.values())):
        ready(path, overwrite=overwrite)  # all or none
    if sheet and clinician_sheet:
        sheet.save(clinician_sheet, overwrite=overwrite)
    if calendar:
        save(sessions, calendar, overwrite=overwrite)
    booklet.save(target, overwrite=overwrite)
    if as_json:
        made = {"file": str(target)} | {
            option.strip("-").replace("-", "_"): str(path) for option, path in beside.items() if path
        }
        facts = {"pages": booklet.pages, "sha256": booklet.sha256, "warnings": list(booklet.warnings)}
        record(**made, **facts, decisions=[asdict(decision) for decision in booklet.decisions])
    else:
        result(str(target.resolve()))


def _apart(target: Path, beside: dict[str, Path | None]) -> None:
    """Raise InputError where two outputs are one file."""
    from planner.errors import InputError

    seen = {target.resolve()}
    for option, path in beside.items():
        if path and path.resolve() in seen:
            raise InputError(f"{option}: name another file than the booklet's")
        seen |= {path.resolve()} if path else set()


def _sheet(plan: "Plan", form: str) -> "Plan":
    """The plan with nothing but one sheet."""
    from planner.content.plan import SectionEntry
    from planner.content.source import nearest
    from planner.errors import InputError
    from planner.sections.registry import FORMS

    if form not in FORMS:
        raise InputError(
            f'--form: there is no sheet "{form}"{nearest(form, list(FORMS)) or "; there are " + ", ".join(FORMS)}'
        )
    return plan.model_copy(update={"sections": (SectionEntry(section=form),)})


def _patient(path: Path | None, name: str | None, start: str | None) -> "Patient":
    """The patient of the file, with what was typed instead."""
    from pydantic import ValidationError

    from planner.api import load_patient
    from planner.content.plan import Patient
    from planner.content.spec import message
    from planner.errors import InputError

    base = load_patient(path) if path else Patient()
    typed = {key: value for key, value in (("name", name), ("start", start)) if value is not None}
    try:
        new = Patient.model_validate(typed)
    except ValidationError as error:
        raise InputError(*[f"--{d['loc'][0]}: {message(Patient, d)}" for d in error.errors()]) from None
    return base.model_copy(update={key: getattr(new, key) for key in typed})


def _file_name(identity: str | None) -> str:
    """An id as the name of a file: letters, digits, hyphens, dots and underscores of it."""
    kept = "".join(c if c.isalnum() or c in "-_." else "_" for c in identity or "")
    return kept.strip("._")[:100]
