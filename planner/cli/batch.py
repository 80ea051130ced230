"""planner batch: a booklet for every row of a roster, and a print job."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from planner.cli.completion import languages, plans
from planner.cli.options import AllPages, Beside, FromWeek, Overrides, Today, day, one_of, week
from planner.cli.outcomes import problems, say_changes, say_warnings, stays, sum_up
from planner.cli.rosters import Dates, Encoding, Ignored, ProfileFile, Sheet, chosen_profile, filling

if TYPE_CHECKING:
    from planner.batch.batch import Batch
    from planner.batch.report import Outcome


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

    for name, given in (("duplex", duplex), ("booklet", booklet), ("separators", separators), ("tagged", tagged)):
        if given and not (print_job or dry_run):
            raise InputError(f"--{name} is about a print job; add --print-job FILE.pdf")
    if booklet and tagged:
        raise InputError("--booklet and --tagged: sheets to fold cannot be read aloud; leave one out")
    if executor and jobs > 1:
        raise InputError("--executor and --jobs: leave one out")
    if resume and overwrite:
        raise InputError("--resume and --overwrite: leave one out")
    chosen, giver = chosen_plan(plan, overrides or (), library or ()), load_clinic(clinic) if clinic else None
    week("--from-week", from_week, chosen.weeks)
    beside = roster.parent / "library"  # rows may name plans that lie there
    shelf = load_library(*([beside] if beside.is_dir() else []), *library or (), near=(HERE, chosen, giver))
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
    )
    _tell(todo)
    if strict:
        _refuse(todo)
    if dry_run:
        _say(todo, as_json=as_json)
    else:
        _make(todo, jobs, executor, ctx, as_json=as_json)


def _tell(todo: "Batch") -> None:
    """Print what to know beforehand: where data goes, what is not read of the roster, and what encryption does."""
    from planner.batch.batch import UNENCRYPTED
    from planner.cli.terminal import ENCRYPTED, note
    from planner.outputs.stores import is_remote

    places = (todo.folder, todo.job_path)
    if addresses := [str(path) for path in places if path and is_remote(path)]:
        note(f"the patients' data goes to {' and '.join(addresses)}")
    for line in (*todo.roster.notes, *todo.ambiguous_plans):
        note(line)
    if todo.encrypts:
        note(ENCRYPTED)
        if todo.rows_without_password:
            note(UNENCRYPTED.format(todo.rows_without_password))
        if todo.job_path and not todo.password:
            note(f"{todo.job_path}: is not encrypted: the passwords in the roster are for the files of their rows")


def _refuse(todo: "Batch") -> None:
    """Raise InputError if a row fails, or if a row or the roster as a whole has a warning."""
    from planner.problems import InputError, counted

    todo.check()
    lines = [line for outcome in todo.outcomes(write=False) for line in problems(outcome, warnings=True)]
    lines += [f"{todo.roster.path}: warning: {line}" for line in todo.roster_warnings]
    if lines:
        raise InputError(*lines, f"{counted(len(lines), 'problem')}, and --strict: nothing was written")


def _say(todo: "Batch", *, as_json: bool) -> None:
    """Print what would be made, a line for each row."""
    from planner.batch.report import tally
    from planner.cli.terminal import note, record, result
    from planner.problems import counted

    def paper(sheets: int) -> str:
        """Return how many sheets, or nothing if nobody said how it is printed: a number would mislead."""
        return counted(sheets, "sheet") if sheets and todo.print_job and todo.print_job.is_wanted else ""

    todo.check()
    done, sheets = [], 0
    for outcome in todo.outcomes(write=False):
        done.append(outcome)
        sheets += outcome.sheets
        if as_json:
            record(event="row", **outcome.facts(), sheets=outcome.sheets)
        elif outcome.file:
            size = filter(None, (counted(outcome.pages, "page"), paper(outcome.sheets)))
            result(f"{todo.folder / outcome.file}: {', '.join(size)}")
        for line in problems(outcome):
            note(line)
    say_warnings(todo, done, None)
    if as_json:
        record(event="end", dry_run=True, sheets=sheets, **_counts(done))
    else:
        total = f" {paper(sheets)} of paper." if paper(sheets) else ""
        result(f"{tally(done, dry=True)}{total}")
    _end(done)


def _make(todo: "Batch", jobs: int, executor: str | None, ctx: typer.Context, *, as_json: bool) -> None:
    from planner.batch.batch import make_batch
    from planner.batch.report import files_to_remove
    from planner.batch.workers import workers_for
    from planner.cli.terminal import StoppedError, note, progress, record, result
    from planner.outputs.stores import is_remote

    count, total = 0, todo.count

    def watch(outcome: "Outcome") -> None:
        nonlocal count
        count += 1
        if as_json:
            record(event="row", **outcome.facts())
        for line in problems(outcome):
            note(line)
        step()

    if executor:
        note(f"the patients' data goes to the workers of {executor}")
    try:
        with (
            workers_for(total, jobs, executor) as workers,
            progress("booklets", total, shown=not as_json) as step,
        ):
            done = make_batch(todo, watch, workers)
    except KeyboardInterrupt:
        says = f"stopped after {count:,} of {total:,}; the same command with --resume goes on from there"
        raise StoppedError(says) from None
    job = None if stays(todo, done) else todo.job_path
    report = todo.folder / "report.html"
    say_warnings(todo, done, str(report))
    if as_json:
        say_changes(todo, done)
        before = {
            "kept": sum(o.kept for o in done),
            "replaced": sum(o.replaced for o in done),
            "removed": files_to_remove(done),
        }
        record(event="end", print_job=job and str(job), report=str(report), **_counts(done), **before)
    else:
        sum_up(todo, done, ctx)
        for path in (job, report):
            if path:
                result(str(path if is_remote(path) else path.resolve()))
    _end(done)


def _counts(done: "list[Outcome]") -> dict[str, int]:
    return {status: sum(o.status == status for o in done) for status in ("made", "warned", "failed")}


def _end(done: "list[Outcome]") -> None:
    """Exit with 3 if a row failed."""
    if any(outcome.error for outcome in done):
        raise typer.Exit(3)
