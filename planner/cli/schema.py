"""planner schema: what an editor must know about a kind of file, or about all files of a folder."""

from pathlib import Path
from typing import Annotated

import typer

from planner.cli.options import one_of
from planner.content.kinds import NAMES


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND", help=f"The kind of file: {', '.join(NAMES)}.", **one_of("planner schema", *NAMES)
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--for",
            metavar="FOLDER",
            help="Write all schemas into FOLDER/schemas, with the folder's own exercises, conditions and plans.",
        ),
    ] = None,
) -> None:
    """Print the schema of a kind of file, or write those of a folder.

    It is a JSON Schema. Name it in a file's first line (# yaml-language-server: $schema=plan.json), and an editor with
    the YAML language server completes and explains keys, and marks mistakes. With --for, first lines that lead to no
    schema, as those of copied files, are mended.
    """
    from planner.cli.terminal import note, result
    from planner.problems import InputError
    from planner.schema import as_json
    from planner.schema.folder import without_line, write_schemas

    if (kind is None) == (folder is None):
        raise InputError("name a kind of file, as in planner schema plan; or a folder: planner schema --for .")
    if kind:
        result(as_json(kind).rstrip())
    elif folder:
        made, mended = write_schemas(folder)
        result(f"{len(made)} schemas in {folder / 'schemas'}")
        for path in mended:
            note(f"{path}: its first line names its schema now")
        for path in without_line(folder):
            note(f"{path}: no first line names its schema (# yaml-language-server: $schema=...)")
