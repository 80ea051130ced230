"""Print what became of a batch and its rows, and what to type next."""

import shlex
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from planner.batch.batch import Batch
    from planner.batch.report import Outcome
    from planner.problems import Problem

MOST = 20
"""The most rows that are named one by one; of more, each reason is printed once. The report has them all."""

AT_HOME = "and in the system that it comes from, or the next list has them again"


def problems(outcome: "Outcome", said: set[str] | None = None, *, warnings: bool = False) -> list[str]:
    """Return what is wrong with a row, a line each, with its place.

    said: faults of files, such as the plan or a file of the library, that were printed for an earlier row: they are
    printed once.
    """
    marks = {"error": "", "warning": "warning: "}
    lines = []
    for problem in outcome.problems:
        text = f"{marks[problem.kind]}{problem.discreet}"
        if problem.kind != "error" and not warnings:
            continue
        if said is None or problem.file is None:
            lines.append(f"{outcome.place_of(problem)}: {text}")
        elif text not in said:
            said.add(text)
            lines.append(text)
    return lines


def say_warnings(todo: "Batch", done: "list[Outcome]", report: str | None) -> None:
    """Print the warnings, to read before anything is handed out: ages first, then changes by conditions, then the rest.

    A warning about a file of the clinic, such as the plan, is printed once for all rows, and so is one about the roster
    as a whole. report: where to read more.
    """
    from planner.batch.ranges import row_ranges
    from planner.batch.remarks import DOUBT
    from planner.cli.terminal import note
    from planner.content.patient import Patient
    from planner.problems import counted

    own: list[tuple[int, Outcome, list[str]]] = []
    shared: defaultdict[str, list[int]] = defaultdict(list)
    known = 0
    for outcome in done:
        # a note of the roster has named the rows in doubt
        warnings = dict.fromkeys(one for one in outcome.problems if one.kind == "warning" and one != DOUBT)
        of_row = [problem for problem in warnings if problem.file is None and _column(problem) in Patient.model_fields]
        for problem in warnings:
            if problem not in of_row:
                shared[problem.discreet].append(outcome.row)
        told = _told_before(todo, outcome)
        known += any(problem in told for problem in of_row)
        of_row = [problem for problem in of_row if problem not in told]
        if of_row:
            columns = {_column(problem) for problem in of_row}
            weight = 0 if "born" in columns else 1 if "conditions" in columns else 2
            own.append((weight, outcome, _brief(of_row, report)))
    own.sort(key=lambda row: row[0])
    for line in _of_rows([(outcome, lines) for _, outcome, lines in own]):
        note(line)
    if known:
        where = f"; {report} names them" if report else ""
        note(f"{counted(known, 'row')} kept as before with warnings that the last report has too{where}")
    for line, rows in sorted(shared.items()):
        note(f"warning: {line} (in {row_ranges(rows)})")
    for line in todo.roster_warnings:
        note(f"warning: {todo.roster.path}: {line}")


def _told_before(todo: "Batch", outcome: "Outcome") -> "list[Problem]":
    """Return the warnings of a row that is kept as before which the last report has, but for what is in doubt."""
    before = todo.previous.of(outcome.row, outcome.id) if outcome.kept else None
    said = before.warnings if before else ()
    return [one for one in outcome.problems if one.discreet in said and one not in outcome.doubts]


def _of_rows(own: "list[tuple[Outcome, list[str]]]") -> list[str]:
    """Return the warnings of rows, a line each; of many rows each warning once, with its rows."""
    from planner.batch.ranges import row_ranges
    from planner.problems import counted

    if len(own) <= MOST:
        return [f"{outcome.place}: warning: {line}" for outcome, lines in own for line in lines]
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for outcome, lines in own:
        for line in dict.fromkeys(lines):
            groups[line].append(outcome.row)
    counts = {line: f": {counted(len(rows), 'row')}" if len(rows) > 1 else "" for line, rows in groups.items()}
    return [f"warning: {line} (in {row_ranges(sorted(rows))}{counts[line]})" for line, rows in groups.items()]


def _column(problem: "Problem") -> str:
    return str(problem.loc[0]) if problem.loc else ""


def _brief(warnings: "list[Problem]", report: str | None) -> list[str]:
    """Return a row's warnings as lines: the age first, the changes that its conditions make last, in one line."""
    changes = [problem.discreet for problem in warnings if problem.is_change]
    others = [problem for problem in warnings if not problem.is_change]
    rest = [problem.discreet for problem in sorted(others, key=lambda problem: _column(problem) != "born")]
    if len(changes) > 1:
        names = f"; {report} names them" if report else ""
        changes = [f"conditions: {len(changes)} changes to the plan{names}"]
    return [*rest, *changes]


def sum_up(todo: "Batch", done: "list[Outcome]", ctx: typer.Context, gone: "Sequence[str]" = ()) -> None:
    """Print how many booklets were made, and what to do about the others."""
    from planner.batch.report import tally
    from planner.cli.terminal import note

    say_changes(todo, done, gone)
    say_undated(todo)
    job = todo.job_path
    made = sum(outcome.file is not None for outcome in done)
    note(tally(done, passing=todo.existing == "keep"))
    if todo.prints_changed_only and job:
        _say_printed(todo, done)
    elif job and (made < len(done) or stays(todo, done)):
        note(f"{job} {_state_of_job(todo, done)}")
    elif job and (held := len(todo.previous.printed_labels)) and (held != made or not all(o.kept for o in done)):
        note(f"{job} replaces the one from an earlier run")
    if made == len(done):
        return
    say_reasons(done)
    failed = todo.folder / "failed.csv"
    note(f"{failed} holds the rows that failed, with the reasons")
    if says := _other_order(todo, done, ctx):
        note(says)
    elif todo.is_rerun and job:
        note(f"for one {job.name} with everybody, correct these rows in the roster they come from, and run that again")
    elif all(problem.file for outcome in done for problem in outcome.problems if problem.kind == "error"):
        note(f"correct these files, then run{_says_other(todo)}:\n  {again(ctx, **_others_only(todo))}")
    elif _needs_the_roster(todo):
        note(
            f"correct these rows in {todo.roster.path} itself, {AT_HOME}, then run{_says_other(todo)}:\n  "
            f"{again(ctx, **_others_only(todo))}"
        )
    else:
        command = again(ctx, roster=failed, only=None, remove=None, remove_up_to=None)
        note(f"correct them there, {AT_HOME}, then run:\n  {command}")


def _other_job(todo: "Batch") -> dict[str, object]:
    """Return what to type for a job of what changes next: another file, as nobody knows whether this one is printed."""
    from planner.batch.print_job import fresh
    from planner.outputs.files import exists

    job = todo.job_path if todo.prints_changed_only else None
    return {"print_job": fresh(job)} if job and exists(job) else {}


def _others_only(todo: "Batch") -> dict[str, object]:
    """Return what to type for a job of those who are in no job yet, where one was written: it may be printed."""
    from planner.batch.print_job import fresh
    from planner.outputs.files import exists

    job = todo.job_path
    return {"print_job": fresh(job), "changed": True} if job and exists(job) else {}


def _says_other(todo: "Batch") -> str:
    """Return what a job of the others is, where one was written."""
    made = _others_only(todo)
    return f" (for a job of those who are not in {todo.job_path})" if made else ""


def say_reasons(done: "list[Outcome]") -> None:
    """Print why rows failed, each reason once with its rows, the commonest first, if there are many."""
    from planner.batch.ranges import row_ranges
    from planner.cli.terminal import note
    from planner.problems import counted

    if sum(outcome.error is not None for outcome in done) <= MOST:
        return
    reasons: defaultdict[str, list[int]] = defaultdict(list)
    for outcome in done:
        for line in dict.fromkeys((outcome.error or "").splitlines()):
            reasons[line].append(outcome.row)
    for line, rows in sorted(reasons.items(), key=lambda reason: -len(reason[1])):
        note(f"{counted(len(rows), 'row')} failed: {line} ({row_ranges(rows)})")


def _other_order(todo: "Batch", done: "list[Outcome]", ctx: typer.Context) -> str | None:
    """Return what to do if day and month may be in the other order, if rows fail that would not then."""
    from planner.batch.dates import other_order

    order = other_order(done, todo.roster.dates, todo.rows())
    if not order:
        return None
    source, profile = ctx.get_parameter_source("dates"), todo.roster.reading.profile.origin
    is_typed = source is not None and source.name == "COMMANDLINE"
    where = "" if is_typed or not profile else f"write dates: {order} in {profile.path}, and "
    return (
        f"warning: rows fail for months that there are not; is the order of the dates in this list {order}? Then dates "
        f"of rows that did not fail are wrong too: hand out none of these, {where}run all again:\n  "
        f"{again(ctx, overwrite=True, dates=order, **_other_job(todo))}\n"
        f"if the order is right, correct these rows in {todo.roster.path} itself, and run it again with --resume"
    )


def say_other_order(todo: "Batch", done: "list[Outcome]") -> None:
    """Print before a run that day and month may be in the other order, if rows fail that would not then."""
    from planner.batch.dates import other_order
    from planner.cli.terminal import note

    if order := other_order(done, todo.roster.dates, todo.rows()):
        note(
            f"warning: rows fail for months that there are not; is the order of the dates in this list {order}? Then "
            f"dates of rows that do not fail are wrong too: --dates {order} reads them so"
        )


def say_undated(todo: "Batch") -> None:
    """Print that the booklets have no dates, if no row has a first day: it may be forgotten."""
    from planner.cli.terminal import note

    if todo.has_no_dates:
        note("no row has a first day, so the booklets have no dates; --start 2026-12-07 gives one to all")


def say_changes(todo: "Batch", done: "list[Outcome]", gone: "Sequence[str]" = (), *, dry: bool = False) -> None:
    """Print what became of booklets of an earlier run. Files that are named after patients are only counted.

    dry: nothing was removed yet, so all that would be is named.
    """
    from planner.batch.report import files_or_count, notes_on_old_files
    from planner.cli.terminal import note

    shown = todo.file_names == "id"
    if todo.existing == "keep" and (files := [o.file for o in done if o.replaced and o.file]):
        says = "would be replaced" if dry else "replaced"
        why = "because the roster, the plan, an option or the file itself has changed"
        note(f"{says} {why}: {files_or_count(files, shown=shown)}")
    if gone:
        says = "would be removed" if dry else "removed"
        named = ", ".join(gone) if dry and shown else files_or_count(gone, shown=shown)
        note(f"{says}, as no row in this roster is for them: {named}")
    for line in notes_on_old_files(done, todo.leftovers, shown=shown):
        note(f"warning: {line}")


def again(ctx: typer.Context, **instead: object) -> str:
    """Return the command as it was typed, with --resume and other values instead, quoted for a shell.

    overwrite=True: with --overwrite instead of --resume.
    """
    words = ["planner", ctx.info_name or ""]
    for param in ctx.command.params:
        name = param.name or ""
        source = ctx.get_parameter_source(name)
        is_typed = source is not None and source.name == "COMMANDLINE"
        if name in ("resume", "overwrite") or not (is_typed or (name == "changed" and instead.get(name))):
            continue
        value = instead.get(name, ctx.params[name])
        for one in value if isinstance(value, list | tuple) else () if value is None else (value,):
            option = [param.opts[0]] if param.param_type_name == "option" else []
            words += option if one is True else [*option, str(one)]
    return shlex.join([*words, "--overwrite" if instead.get("overwrite") else "--resume"])


def _say_printed(todo: "Batch", done: "list[Outcome]") -> None:
    """Print whose booklets are in a print job of what has changed."""
    from planner.batch.ranges import first_few
    from planner.batch.summary import label
    from planner.cli.terminal import note

    printed = [label(outcome.row, outcome.id) for outcome in done if outcome.sheets]
    if printed:
        note(f"{todo.job_path} holds what has changed: {first_few(printed)}")
    else:
        note(f"{todo.job_path} {_state_of_job(todo, done)}: nothing has changed since it was last printed")


def _needs_the_roster(todo: "Batch") -> bool:
    """Return whether all rows must be run again: for a print job, or as rows name files that lie beside the roster."""
    from planner.outputs.stores import is_remote

    named = {"plan", "patient"}.intersection(column.lower() for column in todo.roster.columns)
    return bool(todo.job_path) or bool(named) or is_remote(todo.folder)


def stays(todo: "Batch", done: "list[Outcome]") -> bool:
    """Return whether the print job of an earlier run stays, so that this run has none."""
    return not any(outcome.sheets for outcome in done) or todo.keeps_job(done)


def _state_of_job(todo: "Batch", done: "list[Outcome]") -> str:
    from planner.outputs.files import exists

    made = sum(outcome.sheets > 0 for outcome in done)
    if made and stays(todo, done):
        holds = len(todo.previous.printed_labels)
        return f"stays as it was: it holds {holds:,} booklets from an earlier run, and only {made:,} rows have one now"
    if made:
        return f"holds {made:,} of {len(done):,} rows"
    if todo.job_path and exists(todo.job_path):
        return "is from an earlier run and stays as it was: there is nothing to print now"
    return "was not written: there is nothing to print"
