"""planner new: write a clinic's folder to start from."""

from pathlib import Path
from typing import Annotated

import typer


def new(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to make; it must be empty, or not there yet.")
    ],
) -> None:
    """Write a clinic's folder to start from.

    It holds a plan, a clinic, a patient, a roster, an exercise, colours and words; its README.md says what to change
    first.
    """
    from planner.booklet.today import the_day
    from planner.cli.terminal import PARTLY, interruptible, note, result
    from planner.outputs.starter import start
    from planner.schema.folder import write_schemas

    with interruptible(PARTLY):
        written = start(folder, the_day())
        write_schemas(folder)
    for path in written:
        if path.parent.name != "schemas":
            result(str(path))
    note(f"read {folder / 'README.md'}, or try: cd {folder} && planner build plan.yaml --clinic clinic.yaml")
