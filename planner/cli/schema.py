"""planner schema: what an editor needs to know about a kind of file."""

from enum import StrEnum
from typing import Annotated

import typer

from planner.cli.completion import one_of


class Kind(StrEnum):
    """The kinds of files."""

    PLAN = "plan"
    PATIENT = "patient"
    CLINIC = "clinic"
    EXERCISE = "exercise"
    THEME = "theme"
    TOPIC = "topic"
    CHECKLIST = "checklist"
    GUIDELINES = "guidelines"
    COVER = "cover"
    CONDITIONS = "conditions"
    SOURCES = "sources"
    GLOSSARY = "glossary"
    LANGUAGE = "language"


def schema(
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", autocompletion=one_of(*Kind), help=f"Of which kind of file: {', '.join(Kind)}."),
    ],
) -> None:
    """Print the JSON Schema of a kind of file.

    Named in a file's first line (# yaml-language-server: $schema=plan.json), it gives completion, hover and errors in
    editors with the YAML language server.
    """
    from planner.cli.options import choice
    from planner.cli.terminal import result
    from planner.schema import as_json

    choice("planner schema", kind, *Kind)
    result(as_json(kind).rstrip())
