"""Run a batch for planner batch: say what to know beforehand, show how far it is, sum up."""

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from planner.cli.outcomes import (
    MOST,
    problems,
    say_changes,
    say_other_order,
    say_reasons,
    say_undated,
    say_warnings,
    stays,
    sum_up,
)
from planner.cli.printing import InJobs, send
from planner.problems import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from planner.batch.batch import Batch
    from planner.batch.printer import Printer
    from planner.batch.report import Outcome
    from planner.problems import Problem


WARNING = "warning: "
"""What a note on a list begins with that is a warning."""


class StrictError(InputError):
    """What --strict does not let pass: as lines that are printed, and as values for --json."""

    def __init__(self, lines: list[str], problems: "tuple[Problem, ...]") -> None:
        """Keep all of them."""
        super().__init__()
        self.lines, self.problems = lines, problems

    def __str__(self) -> str:
        """Return the lines."""
        return "\n".join(self.lines)


def tell(todo: "Batch", *, strict: bool = False) -> None:
    """Print what to know beforehand: where data goes, what is not read of the roster, and what encryption does.

    strict: without warnings, which are said where they stop the run.
    """
    from planner.batch.batch import UNENCRYPTED
    from planner.cli.terminal import ENCRYPTED, note
    from planner.outputs.stores import is_remote

    places = (todo.folder, todo.job_path)
    if addresses := [str(path) for path in places if path and is_remote(path)]:
        note(f"the patients' data goes to {' and '.join(addresses)}")
    usual = todo.roster.reading.profile.defaults.plan
    if usual and usual != todo.plan.key:
        note(f'rows that name no plan get "{usual}", as the profile says, not "{todo.plan.key}"')
    for line in (*todo.roster.notes, *todo.ambiguous_plans):
        if not (strict and line.startswith(WARNING)):
            note(line)
    if todo.encrypts:
        note(ENCRYPTED)
        if todo.rows_without_password:
            note(UNENCRYPTED.format(todo.rows_without_password))
        if todo.job_path and not todo.password:
            note(f"{todo.job_path}: is not encrypted: the passwords in the roster are for the files of their rows")


def nothing(todo: "Batch", *, dry: bool, as_json: bool) -> None:
    """Print that a list of failed rows is empty, and take the folder's own one away: it would stop the next run."""
    from planner.cli.terminal import note
    from planner.outputs.files import remove

    if todo.is_failed_csv and not dry:
        remove(todo.roster.path)
    note(f"{todo.roster.path}: has no rows any more, so there is nothing to do")
    if as_json:
        _record_end(todo, [], {})


def refuse(todo: "Batch") -> None:
    """Raise InputError if a row fails, or if a row or the roster as a whole has a warning."""
    from planner.problems import Problem, counted

    todo.check()
    file, lines, found = str(todo.roster.path), [], []
    for outcome in todo.outcomes(write=False):
        lines += problems(outcome, warnings=True)
        of_row = (one.without_quoted() for one in outcome.problems)
        found += [one if one.file else replace(one, file=file, line=outcome.row) for one in of_row]
    noted = (line.removeprefix(WARNING) for line in todo.roster.notes if line.startswith(WARNING))
    of_list = [line.removeprefix(f"{file}: ") for line in noted]
    of_list += todo.roster_warnings
    lines += [f"{file}: warning: {line}" for line in of_list]
    found += [Problem(file=file, text=line, kind="warning") for line in of_list]
    if lines:
        says = f"{counted(len(lines), 'problem')}, and --strict: nothing was written"
        raise StrictError([*lines, says], (*found, Problem(text=says)))


def say(todo: "Batch", *, as_json: bool) -> None:
    """Print what would be made, a line for each row."""
    from planner.batch.guards import doubt_about_age
    from planner.batch.replacing import doubt_about_replacing
    from planner.batch.report import tally
    from planner.cli.terminal import event, note, result
    from planner.problems import counted

    def paper(sheets: int) -> str:
        """Return how many sheets, or nothing if nobody said how it is printed: a number would mislead."""
        return counted(sheets, "sheet") if sheets and todo.print_job and todo.print_job.is_wanted else ""

    todo.check()
    done, sheets, wrong = [], 0, 0
    said: set[str] = set()
    for outcome in todo.outcomes(write=False):
        done.append(outcome)
        sheets += outcome.sheets
        if as_json:
            event(event="row", **outcome.facts(), sheets=outcome.sheets, milliseconds=outcome.milliseconds)
        elif outcome.file:
            change = outcome.change if todo.existing == "keep" else ""
            size = filter(None, (counted(outcome.pages, "page"), paper(outcome.sheets), change))
            result(f"{todo.folder / outcome.file}: {', '.join(size)}")
        wrong += outcome.error is not None
        for line in problems(outcome, said) if as_json or wrong <= MOST else ():
            note(line)
    say_reasons(done)
    say_warnings(todo, done, None)
    gone = todo.removed
    say_changes(todo, done, [name for files in gone.values() for name in files], dry=True)
    older = doubt_about_age(todo) if gone or not all(one.kept for one in done if one.file) else None
    for doubt in filter(None, (todo.doubt_about_removals, doubt_about_replacing(todo), older)):
        note(f"warning: {doubt}")
    if as_json:
        event(event="end", dry_run=True, sheets=sheets, **_counts(done), **_old_files(done, gone))
    else:
        say_other_order(todo, done)
        say_undated(todo)
        total = f" {paper(sheets)} of paper." if paper(sheets) else ""
        result(f"{tally(done, dry=True)}{total}")
    _end(done)


def make(
    todo: "Batch",
    jobs: int,
    executor: str | None,
    ctx: typer.Context,
    *,
    as_json: bool,
    printer: "Printer | None" = None,
) -> None:
    """Make the batch, and print what became of it."""
    from planner.batch.run import make_batch
    from planner.batch.workers import workers_for
    from planner.cli.terminal import StoppedError, event, note, progress
    from planner.problems import OutputError

    count, wrong, total = 0, 0, todo.count
    said: set[str] = set()
    gone = todo.removed

    def watch(outcome: "Outcome") -> None:
        nonlocal count, wrong
        count, wrong = count + 1, wrong + (outcome.error is not None)
        if as_json:
            event(event="row", **outcome.facts(), milliseconds=outcome.milliseconds)
        for line in problems(outcome, said) if as_json or wrong <= MOST else ():
            note(line)
        step()

    if executor:
        note(f"the patients' data goes to the workers of {executor}; whoever runs them can run code on this machine")
    try:
        with (
            workers_for(total, jobs, executor) as workers,
            progress("booklets", total, shown=not as_json) as step,
        ):
            done = make_batch(todo, watch, workers)
    except OutputError:
        if count:
            note(f"{count:,} of {total:,} are done; once that is settled, the same command with --resume goes on")
        raise
    except KeyboardInterrupt:
        says = f"stopped after {count:,} of {total:,}; the same command with --resume goes on from there"
        raise StoppedError(says) from None
    _tell_what_became(todo, done, gone, ctx if not as_json else None)
    if printer:
        words = ["planner", "print", str(todo.folder), "--printer", printer.name]
        words += [word for option in printer.options for word in ("--printer-option", option)]
        leaves_out = todo.prints_changed_only and not todo.job_path
        words += ["--changed"] if leaves_out else []
        job: InJobs = "same" if todo.job_path else "leave out" if leaves_out else "warn"
        send(todo.folder, done, printer, as_json=as_json, same=shlex.join(words), in_jobs=job)
    if as_json:
        _record_end(todo, done, gone)
    _end(done)


def _tell_what_became(
    todo: "Batch", done: "list[Outcome]", gone: dict[str, list[str]], ctx: typer.Context | None
) -> None:
    """Print warnings, changes, and where the files are; without ctx, only what goes to standard error with --json."""
    from planner.cli.terminal import result
    from planner.outputs.stores import is_remote

    lost = [name for files in gone.values() for name in files]
    report = todo.folder / "report.html"
    say_warnings(todo, done, str(report))
    if ctx is None:
        say_changes(todo, done, lost)
        return
    sum_up(todo, done, ctx, lost)
    for path in (*_jobs_made(todo, done), report):
        result(str(path if is_remote(path) else path.resolve()))


def _jobs_made(todo: "Batch", done: "list[Outcome]") -> "list[Path]":
    """Return the print jobs that this run has written."""
    from planner.outputs.files import exists

    return [] if stays(todo, done) else [path for path in todo.job_paths.values() if exists(path)]


def _record_end(todo: "Batch", done: "list[Outcome]", gone: dict[str, list[str]]) -> None:
    """Print the last events of --json: who was removed, and the counts."""
    from planner.batch.report import removal
    from planner.cli.terminal import event

    for whose, files in gone.items():
        event(event="removed", **removal(whose, files))
    jobs = [str(path) for path in _jobs_made(todo, done)]
    named = {"print_job": jobs[0] if jobs else None, "print_jobs": jobs, "report": str(todo.folder / "report.html")}
    before = {"kept": sum(o.kept for o in done), "replaced": sum(o.replaced for o in done)}
    event(event="end", **named, **_counts(done), **before, **_old_files(done, gone))


def _old_files(done: "list[Outcome]", gone: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the files of an earlier run that are removed, and those that stay though their rows fail."""
    removed = [name for files in gone.values() for name in files]
    return {"removed": removed, "stay": [name for outcome in done for name in outcome.stay]}


def _counts(done: "list[Outcome]") -> dict[str, int]:
    return {status: sum(o.status == status for o in done) for status in ("made", "warned", "failed")}


def _end(done: "list[Outcome]") -> None:
    """Exit with 3 if a row failed."""
    if any(outcome.error for outcome in done):
        raise typer.Exit(3)
