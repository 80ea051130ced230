"""planner batch: a booklet for every row of a roster, and a print job."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from planner.cli.completion import languages, plans
from planner.cli.options import AllPages, Beside, FromWeek, Overrides, Today, day, one_of, week
from planner.cli.printing import PrinterOptions, chosen_printer
from planner.cli.rosters import Dates, Encoding, Ignored, ProfileFile, Sheet, chosen_profile, filling
from planner.cli.running import make, nothing, refuse, say, tell

if TYPE_CHECKING:
    from planner.content.plan import Form

FORMS: "tuple[Form, ...]" = ("booklet", "handout", "one-page", "wallet-card", "doctor-visit")
"""What can be made for a row, in the order in which it is printed."""


def batch(  # noqa: PLR0913, PLR0917 - the options of a command
    ctx: typer.Context,
    plan: Annotated[
        str,
        typer.Argument(
            metavar="PLAN",
            help="The plan for rows that name none: a file, or the name of a built-in plan.",
            autocompletion=plans,
        ),
    ],
    roster: Annotated[
        Path, typer.Argument(metavar="ROSTER", help="The patients: .csv, .xlsx, .jsonl, or FHIR as .ndjson or .json.")
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="DIR", help="The folder to write into, or s3://bucket/folder.")
    ],
    clinic: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The clinic's YAML file: who gives the booklets.")
    ] = None,
    overrides: Overrides = None,
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="The first day of rows that have none, such as 2026-12-01.")
    ] = None,
    days: Annotated[
        str | None, typer.Option(metavar="DAYS", help="The days of rows that have none, such as mon,wed,fri, or daily.")
    ] = None,
    size: Annotated[
        Literal["standard", "large", "xl"] | None,
        typer.Option(
            metavar="NAME",
            help="The size of the text in rows that have none: standard, large or xl.",
            **one_of("--size", "standard", "large", "xl"),
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="The language of rows that have none (planner list languages).",
            autocompletion=languages,
        ),
    ] = None,
    paper: Annotated[
        Literal["A4", "Letter"] | None,
        typer.Option(
            metavar="NAME",
            help="The paper of rows that have none: A4 or Letter, instead of the clinic's.",
            **one_of("--paper", "A4", "Letter"),
        ),
    ] = None,
    library: Beside = None,
    profile: ProfileFile = None,
    encoding: Encoding = None,
    dates: Dates = None,
    sheet: Sheet = None,
    ignore_column: Ignored = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Make only the booklet of this patient; may be repeated.")
    ] = None,
    print_job: Annotated[
        str | None, typer.Option(metavar="FILE.pdf", help="Also write all booklets into one file for the printer.")
    ] = None,
    duplex: Annotated[
        bool,
        typer.Option("--duplex", help="The print job is printed on both sides: no sheet has pages of two patients."),
    ] = False,
    booklet: Annotated[
        bool,
        typer.Option("--booklet", help="The print job has two pages on each side of a sheet, to fold in the middle."),
    ] = False,
    separators: Annotated[
        bool, typer.Option("--separators", help="The print job has a sheet before each booklet that says whose it is.")
    ] = False,
    tagged: Annotated[
        bool, typer.Option("--tagged", help="The print job can be read by a screen reader; it is larger.")
    ] = False,
    printer: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Send each booklet to this printer (lpstat -e lists them), in their order."),
    ] = None,
    printer_option: PrinterOptions = None,
    changed: Annotated[
        bool,
        typer.Option(
            "--changed",
            help="The print job has only what was never printed, or has changed since; --printer sends only that.",
        ),
    ] = False,
    form: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="What to make for each row: booklet, handout, one-page, wallet-card or doctor-visit; may be repeated.",
            autocompletion=lambda: [*FORMS],
        ),
    ] = None,
    calendar: Annotated[
        bool, typer.Option("--calendar", help="Also write a calendar file (ID.ics) for each row that has a first day.")
    ] = False,
    file_names: Annotated[
        Literal["id", "name"],
        typer.Option(
            metavar="WHAT",
            help="What files are named after: id, or name (the patient's name, then the id).",
            **one_of("--file-names", "id", "name"),
        ),
    ] = "id",
    password_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Encrypt all PDFs with the password in this file; they are then not PDF/A."),
    ] = None,
    from_week: FromWeek = 1,
    all_pages: AllPages = False,
    jobs: Annotated[
        int,
        typer.Option(metavar="N", min=1, help="How many processes may work at once; a few patients are left to one."),
    ] = 1,
    executor: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Let a Dask scheduler do the work: its address, such as tcp://127.0.0.1:8786."
        ),
    ] = None,
    today: Today = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be made, and write nothing.")] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on after an interruption: write only what is missing or changed.")
    ] = False,
    remove: Annotated[
        bool,
        typer.Option(
            "--remove", help="With --resume: remove the files of patients who are not in the roster any more."
        ),
    ] = False,
    remove_up_to: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            help="The same, of N patients at most; --remove stops where it would be five or more, and over a quarter.",
        ),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files that are already there.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing at all if any row fails or has a warning.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was made as a JSON object for each row.")] = False,
) -> None:
    """Make a booklet for every row of a roster.

    report.html and report.jsonl say what became of every row. failed.csv holds the rows that failed, with the reasons,
    to correct and run again. A row that fails does not stop the others; the exit code is then 3.
    """
    from planner.batch.batch import Batch
    from planner.batch.print_job import PrintJob
    from planner.batch.roster import read_roster
    from planner.booklet.api import load_clinic, load_library
    from planner.booklet.press import Press
    from planner.cli.plans import HERE, chosen_plan
    from planner.outputs.encryption import read_password
    from planner.outputs.stores import output_path
    from planner.problems import InputError

    about_job = {"duplex": duplex, "booklet": booklet, "separators": separators, "tagged": tagged}
    _need(about_job, given=bool(print_job or dry_run), says="about a print job; add --print-job FILE.pdf")
    printing = "about what is printed; add --print-job FILE.pdf or --printer NAME"
    _need({"changed": changed}, given=bool(print_job or dry_run or printer), says=printing)
    remove = remove or remove_up_to is not None
    earlier = {"remove": remove, "changed": changed}
    _need(earlier, given=resume or overwrite, says="about what an earlier run has made; add --resume")
    _apart({"booklet": booklet, "tagged": tagged}, "sheets to fold cannot be read aloud")
    _apart({"executor": executor, "jobs": jobs > 1})
    _apart({"resume": resume, "overwrite": overwrite})
    chosen, giver = chosen_plan(plan, overrides or (), library or ()), load_clinic(clinic) if clinic else None
    week("--from-week", from_week, chosen.weeks)
    shelf = load_library(*library or (), near=(HERE, chosen, giver, roster.parent))  # rows may name plans there
    password = read_password(password_file) if password_file else None
    folder, job = output_path(output), None
    if print_job or dry_run:
        job = PrintJob(
            path=output_path(print_job) if print_job else None,
            duplex=duplex or booklet,
            folded=booklet,
            separators=separators,
            tagged=tagged,
            password=password,
        )
    queue = chosen_printer(printer, printer_option or (), folder, is_secret=password is not None)
    todo = Batch(
        plan=chosen,
        roster=read_roster(
            roster,
            library=shelf,
            encoding=encoding,
            dates=dates,
            ignore=ignore_column or (),
            sheet=sheet,
            profile=chosen_profile(profile, giver, shelf),
            defaults=filling(shelf, start=start, days=days, size=size, language=language),
        ),
        folder=folder,
        press=Press(
            giver,
            library=shelf,
            paper=paper,
            today=day("--today", today),
            from_week=from_week,
            all_pages=all_pages,
        ),
        file_names=file_names,
        only=tuple(only or ()),
        existing="keep" if resume else "replace" if overwrite else "refuse",
        password=password,
        print_job=job,
        near=HERE,
        forms=_forms(form or ()),
        calendars=calendar,
        prints_changed_only=changed,
        removes=remove,
        removes_up_to=remove_up_to,
    )
    if queue and todo.encrypts:
        raise InputError("--printer: files with a password cannot be printed; leave it out, or the column password")
    if todo.is_rerun and not todo.count and not only:
        nothing(todo, dry=dry_run, as_json=as_json)
        return
    tell(todo, strict=strict)
    if strict:
        refuse(todo)
    if dry_run:
        say(todo, as_json=as_json)
    else:
        make(todo, jobs, executor, ctx, as_json=as_json, printer=queue)


def _need(options: Mapping[str, object], *, given: bool, says: str) -> None:
    """Raise InputError for an option that needs another one."""
    from planner.problems import InputError

    for name, value in options.items():
        if value and not given:
            raise InputError(f"--{name} is {says}")


def _apart(options: Mapping[str, object], why: str = "") -> None:
    """Raise InputError for two options that do not go together."""
    from planner.problems import InputError

    if all(options.values()):
        raise InputError(f"{' and '.join(f'--{name}' for name in options)}: {f'{why}; ' if why else ''}leave one out")


def _forms(names: Iterable[str]) -> "tuple[Form, ...]":
    """Return the forms to make, the booklet first. Raise InputError for one that there is not."""
    from planner.batch.batch import in_order
    from planner.content.suggest import did_you_mean
    from planner.problems import InputError, Problem

    for name in names:
        if name not in FORMS:
            advice = did_you_mean(name, FORMS) or f"write {', '.join(FORMS[:-1])} or {FORMS[-1]}"
            raise InputError(Problem(option="--form", quoted=name, advice=advice))
    return in_order([form for form in FORMS if form in names])
