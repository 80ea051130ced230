"""planner list: what there is to choose from."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class What(StrEnum):
    """What can be listed."""

    PLANS = "plans"
    EXERCISES = "exercises"
    CONDITIONS = "conditions"
    GUIDELINES = "guidelines"
    THEMES = "themes"
    LANGUAGES = "languages"
    SECTIONS = "sections"
    SOURCES = "sources"


def list_(
    what: Annotated[What, typer.Argument(help="What to list.")],
    library: Annotated[list[Path] | None, typer.Option(help="A folder laid over the built-in library.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, each with its id.")] = False,
) -> None:
    """List what there is: ids to write into plans and patients."""
    from planner.cli.terminal import record, result

    rows = list(_rows(what, tuple(library or ())))
    if as_json:
        for row in rows:
            record(**row)
        return
    width = max((len(row["id"]) for row in rows), default=0)
    for row in rows:
        rest = "  ".join(value for key, value in row.items() if key != "id" and value)
        result(f"{row['id']:<{width}}  {rest}".rstrip())


def _rows(what: What, folders: tuple[Path, ...]) -> Iterator[dict[str, str]]:
    from planner.api import built_in_plans, load_library, load_plan

    library = load_library(*folders)
    match what:
        case What.PLANS:
            for key in built_in_plans():
                plan = load_plan(key)
                yield {"id": key, "title": plan.title, "for": plan.for_, "not_for": plan.not_for}
        case What.EXERCISES:
            for exercise in library.exercises():
                yield {"id": exercise.key, "title": exercise.title, "aim": exercise.aim, "position": exercise.position}
        case What.CONDITIONS:
            for key, condition in sorted(library.conditions.items()):
                yield {"id": key, "title": condition.title, "says": condition.says}
        case What.SOURCES:
            for key, source in sorted(library.sources.items()):
                yield {"id": key, "publisher": source.publisher, "title": source.title}
        case What.SECTIONS:
            from planner.sections.registry import KINDS

            for key in KINDS:
                yield {"id": key, "title": library.language("en").say(f"{key}.name")}
        case What.GUIDELINES:
            for key in library.ids("guidelines"):
                yield {"id": key, "title": library.guidelines(key).title}
        case What.THEMES:
            for key in library.ids("themes"):
                yield {"id": key, "title": library.theme(key).title}
        case What.LANGUAGES:
            for key in library.ids("languages"):
                yield {"id": key, "title": library.language(key).locale.display_name or key}
