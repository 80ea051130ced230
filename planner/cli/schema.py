"""planner schema: what an editor needs to know about a kind of file."""

from typing import Annotated

import typer

from planner.cli.options import one_of
from planner.content.kinds import NAMES


def schema(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help=f"Of which kind of file: {', '.join(NAMES)}.", **one_of("planner schema", *NAMES)
        ),
    ],
) -> None:
    """Print the JSON Schema of a kind of file.

    Named in a file's first line (# yaml-language-server: $schema=plan.json), it gives completion, hover and errors in
    editors with the YAML language server.
    """
    from planner.cli.terminal import result
    from planner.schema import as_json

    result(as_json(kind).rstrip())
