"""planner schema: what an editor must know about a kind of file."""

from typing import Annotated

import typer

from planner.cli.options import one_of
from planner.content.kinds import NAMES


def schema(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help=f"The kind of file: {', '.join(NAMES)}.", **one_of("planner schema", *NAMES)
        ),
    ],
) -> None:
    """Print the JSON Schema of a kind of file.

    Name it in a file's first line (# yaml-language-server: $schema=plan.json), and an editor with the YAML language
    server completes and explains keys, and marks mistakes.
    """
    from planner.cli.terminal import result
    from planner.schema import as_json

    result(as_json(kind).rstrip())
