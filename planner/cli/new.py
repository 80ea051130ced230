"""planner new: a clinic's folder to start from."""

from pathlib import Path
from typing import Annotated

import typer


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make: not there yet, or empty.")],
) -> None:
    """Write a clinic's folder to start from.

    A plan, a clinic, a patient, a roster, an own exercise, colours, words; its README.md says what to change first.
    """
    from planner.booklet.today import the_day
    from planner.cli.terminal import PARTLY, interruptible, note, result
    from planner.outputs.starter import start

    with interruptible(PARTLY):
        written = start(folder, the_day())
    for path in written:
        if path.parent.name != "schemas":
            result(str(path))
    note(f"read {folder / 'README.md'}, or try: cd {folder} && planner build plan.yaml --clinic clinic.yaml")
