"""Run a batch to its end: the booklets, the print job, the calendar files, and the reports."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from hashlib import sha256
from time import monotonic

from planner.batch import report
from planner.batch.batch import UNENCRYPTED, Batch
from planner.batch.guards import doubt_about_age
from planner.batch.lock import locked_folder, locked_job
from planner.batch.print_job import JobWriter, open_job
from planner.batch.printer import with_sent
from planner.batch.prints import note_jobs
from planner.batch.ranges import first_few
from planner.batch.replacing import doubt_about_replacing
from planner.batch.report import Outcome
from planner.batch.reported import read
from planner.batch.workers import Workers
from planner.content.clinic import Paper
from planner.outputs.files import content, exists, remove, save, sweep
from planner.outputs.stores import is_remote, make_folder
from planner.problems import InputError, OutputError, Problem, counted

LOG = logging.getLogger("planner")
"""For programs: numbers of rows, counts, times and fields; nothing about a patient."""


def make_batch(
    batch: Batch, watch: Callable[[Outcome], object] = lambda _: None, workers: Workers | None = None
) -> list[Outcome]:
    """Make a batch: the booklets, the print job, and the reports. Return what became of each row, in order.

    watch: called with each outcome when it is there. workers: make the booklets; without them, this process does.
    Raise InputError or OutputError for what stops the batch as a whole; what is finished by then stays.
    """
    batch.check()
    gone = batch.removed
    if doubt := batch.doubt_about_removals or doubt_about_replacing(batch) or (gone and doubt_about_age(batch)):
        raise InputError(doubt)
    done: list[Outcome] = []
    began = monotonic()
    LOG.info("a batch of %d rows begins", batch.count)
    with ExitStack() as stack:
        _prepare(batch, stack)
        if batch.existing == "replace" and not batch.only:
            for name in (report.FAILED, "report.jsonl"):
                if not (batch.is_failed_csv and name == report.FAILED):
                    remove(batch.folder / name)  # they describe the files that are now replaced
        listed_before = content(batch.folder / report.FAILED)
        with ExitStack() as jobs:
            writers = _open_jobs(batch, jobs)
            for outcome in batch.outcomes(writers=writers, workers=workers):
                done.append(outcome)
                _log(outcome)
                watch(outcome)
            if batch.keeps_job(done):
                for writer in writers.values():
                    writer.drop()
                done = [replace(one, printed=batch.previous.printed(one.row, one.id)) for one in done]
            else:
                note_jobs(batch.folder, batch.job_paths, done)
        printed = {batch.job_paths[paper]: writer for paper, writer in writers.items() if writer.booklets}
        for path, writer in printed.items():
            save(writer.table, path.with_suffix(".csv"), overwrite=True)
        for name in (name for files in gone.values() for name in files):
            remove(batch.folder / name)  # so that nobody takes it for one of this run
        _report(batch, done, [*printed.values()], gone, listed_before)
    failed = sum(outcome.status == "failed" for outcome in done)
    LOG.info("it ends after %.1f s: %d rows made, %d failed", monotonic() - began, len(done) - failed, failed)
    return done


def _log(outcome: Outcome) -> None:
    """Log what became of a row: its number and the fields that are wrong, never what stands in it or its id."""
    if outcome.error:
        fields = dict.fromkeys(problem.field for problem in outcome.problems if problem.kind == "error")
        LOG.info("row %d failed: %s", outcome.row, ", ".join(filter(None, fields)) or "see the report")
    else:
        LOG.debug("row %d: %d pages in %d ms", outcome.row, outcome.pages, outcome.milliseconds)


def _prepare(batch: Batch, stack: ExitStack) -> None:
    """Make the folder, and lock it and the print jobs until the stack is closed. Raise OutputError if others write."""
    if is_remote(batch.folder):
        make_folder(batch.folder)
    else:
        stack.enter_context(locked_folder(batch.folder))
        sweep(batch.folder)
        stack.callback(sweep, batch.folder)  # Ctrl-C may come just when a file has been begun
    for path in batch.job_paths.values():
        if not is_remote(path):
            stack.enter_context(locked_job(path))
            sweep(path.parent)
            stack.callback(sweep, path.parent)
        if batch.existing == "refuse" and exists(path):  # since the check, another batch has written it
            raise OutputError(Problem(file=str(path), text="is there already", advice="name another file"))


def _open_jobs(batch: Batch, stack: ExitStack) -> dict[Paper, JobWriter]:
    """Open the print jobs, by paper. Their files appear when the stack is closed."""
    settings = batch.print_job
    if settings is None:
        return {}
    return {
        paper: stack.enter_context(open_job(replace(settings, path=path), batch.press.on(paper), batch.plan))
        for paper, path in batch.job_paths.items()
    }


def _report(
    batch: Batch, done: list[Outcome], jobs: list[JobWriter], gone: dict[str, list[str]], listed_before: bytes | None
) -> None:
    """Write report.jsonl and report.html, and failed.csv if rows failed.

    If only some rows were made, keep what an earlier report says of the others. gone: the files that were removed, by
    whose they were. listed_before: what failed.csv held when the rows were begun. Raise OutputError, when all is
    written, if somebody has saved it since: theirs stays, and the new list is beside it.
    """
    made = done
    if batch.only:
        others = [outcome for outcome in read(batch.folder) if (outcome.row, outcome.id) in batch.left_out]
        done = sorted([*map(report.untouched, others), *done], key=lambda outcome: outcome.row)
    errors = {outcome.row: outcome.reasons for outcome in done if outcome.error}
    failed = [(row, errors[row.number]) for row in batch.roster if row.number in errors] if errors else []
    # with its refusal: run again as it is, a row with another's id would overwrite the other's file
    refusals = {number: why for number, why in batch.refusals.items() if number not in batch.split}
    if batch.only:  # the list of failed rows may lack the other row of the same person
        refusals |= {number: why for number, why in batch.split.items() if number not in refusals}
    listed = report.failed_csv(batch.roster, failed, refusals) if failed else b""
    if failed:
        checksum, rows = sha256(listed).hexdigest(), {row.number for row, _ in failed}
        done = [replace(outcome, listed=checksum if outcome.row in rows else None) for outcome in done]
        save(checksum.encode(), batch.folder / report.FAILED_SUM, overwrite=True)
    if batch.is_rerun:
        done = [replace(outcome, mended=outcome.file is not None) for outcome in done]
        done = [*map(report.untouched, batch.previous.others(done)), *done]
    if not is_remote(batch.folder):
        done = with_sent(batch.folder, done)
    notes = [
        f"{counted(job.sheets, 'sheet')} of paper in the print job, for {counted(job.booklets, 'patient')}"
        for job in jobs
    ]
    notes += [UNENCRYPTED.format(batch.rows_without_password)] if batch.rows_without_password else []
    notes += [f"removed, as no row in this roster is for them: {first_few([*gone])}"] if gone else []
    notes += [*batch.roster.notes, *report.notes_on_old_files(made, batch.leftovers), *batch.roster_warnings]
    save(
        report.as_html(f"Booklets from {batch.roster.path.name}", done, notes),
        batch.folder / "report.html",
        overwrite=True,
    )
    edited = content(batch.folder / report.FAILED) not in (None, listed_before)
    path = batch.folder / (report.FAILED_NEW if edited else report.FAILED)
    if failed:
        save(listed, path, overwrite=True)
    elif not edited:
        remove(path)
    # the last one: it says that the run has finished
    save(report.as_jsonl(done, gone, batch.gone), batch.folder / "report.jsonl", overwrite=True)
    remove(batch.folder / report.FAILED_SUM)
    if edited:
        new = f"the rows that failed now are in {path.name}" if failed else "no row has failed now"
        text = f"somebody saved it while this ran, so it stays as it is; {new}"
        advice = "put its corrections into the roster itself, move it out of the folder, and run the roster again"
        raise OutputError(Problem(file=str(batch.folder / report.FAILED), text=text, advice=advice))
