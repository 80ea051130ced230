"""planner check: find every problem in files, with its place."""

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.options import Laid


def check(
    paths: Annotated[list[Path], typer.Argument(help="YAML files, or folders of them.", metavar="FILE|DIR ...")],
    library: Laid = None,
    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print each problem as a JSON object, one a line.")] = False,
) -> None:
    """Find what is wrong in files, with the file, line and column.

    It checks plans, patients, clinics and library files. In a folder it also finds files that nothing uses and text
    that is not translated; a library/ in it is always used.
    """
    from planner.booklet.today import the_day
    from planner.check import check as examine
    from planner.cli.terminal import note, record, result
    from planner.problems import InputError, Problem, counted

    count, found = examine(paths, library or (), the_day())
    wrong = [finding for finding in found if strict or finding.kind == "error"]
    if as_json:
        for finding in found:
            record(**finding.facts())
        raise typer.Exit(2 if wrong else 0)
    warnings = [finding for finding in found if finding.kind == "warning"]
    for finding in warnings:
        note(f"warning: {finding}")
    if wrong:
        errors: list[Problem | str] = [finding for finding in found if finding.kind == "error"]
        raise InputError(*(errors or [f"{counted(len(wrong), 'warning')}, and --strict"]))
    said = f"no errors, {counted(len(warnings), 'warning')}" if warnings else "no problems"
    result(f"{counted(count, 'file')}, {said}")
