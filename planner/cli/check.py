"""planner check: every problem of every file, with its place."""

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.options import Laid


def check(
    paths: Annotated[list[Path], typer.Argument(help="YAML files, or folders of them.", metavar="FILE|DIR ...")],
    library: Laid = None,
    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line for each problem.")] = False,
) -> None:
    """Say what is wrong in files, with the file, line and column.

    Plans, patients, clinics and files of a library are checked. Of a folder also what nothing names, what is hard to
    read, what is not translated. A library/ in it is found.
    """
    from planner.booklet.today import the_day
    from planner.check import check as examine
    from planner.cli.terminal import note, record, result
    from planner.problems import InputError, Problem

    count, found = examine(paths, library or (), the_day())
    wrong = [finding for finding in found if strict or finding.kind == "error"]
    if as_json:
        for finding in found:
            record(**finding.facts())
        raise typer.Exit(2 if wrong else 0)
    for finding in found:
        if finding.kind == "warning":
            note(f"warning: {finding}")
    if wrong:
        errors: list[Problem | str] = [finding for finding in found if finding.kind == "error"]
        raise InputError(*(errors or [f"{len(wrong)} warnings, and --strict"]))
    result("1 file, no problems" if count == 1 else f"{count} files, no problems")
