"""planner list: what there is to choose from."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.completion import one_of
from planner.cli.options import Over

if TYPE_CHECKING:
    from planner.content.library import Library

Entry = dict[str, str]
BELOW = ("for", "not_for")
"""What stands below an entry, with its name."""


class What(StrEnum):
    """What can be listed."""

    PLANS = "plans"
    EXERCISES = "exercises"
    CONDITIONS = "conditions"
    GUIDELINES = "guidelines"
    TOPICS = "topics"
    CHECKLISTS = "checklists"
    THEMES = "themes"
    LANGUAGES = "languages"
    SECTIONS = "sections"
    SOURCES = "sources"


def list_(
    what: Annotated[
        str, typer.Argument(metavar="WHAT", autocompletion=one_of(*What), help=f"One of {', '.join(What)}.")
    ],
    library: Over = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, each with its id.")] = False,
) -> None:
    """List what there is: ids to write into plans and patients. A library/ in this folder is found."""
    from planner.booklet.api import load_library
    from planner.cli.options import choice
    from planner.cli.terminal import record, result

    choice("planner list", what, *What)
    entries = list(_ENTRIES[What(what)](load_library(*library or (), near=[Path()])))
    if as_json:
        for entry in entries:
            record(**entry)
        return
    width = max((len(entry["id"]) for entry in entries), default=0)
    for entry in entries:
        rest = "  ".join(value for key, value in entry.items() if key not in ("id", *BELOW) and value)
        result(f"{entry['id']:<{width}}  {rest}".rstrip())
        for key in filter(entry.get, BELOW):
            result(f"{'':<{width}}  {key.replace('_', ' ')}: {entry[key]}")


def _plans(library: "Library") -> Iterator[Entry]:
    from planner.booklet.api import load_plan
    from planner.content.prose import filled
    from planner.content.resources import built_in_plans

    for key in built_in_plans():
        plan = filled(load_plan(key), library.language("en"))
        yield {"id": key, "title": plan.title, "for": plan.for_ or "", "not_for": plan.not_for or ""}


def _exercises(library: "Library") -> Iterator[Entry]:
    for exercise in library.exercises():
        yield {"id": exercise.key, "title": exercise.title, "aim": exercise.aim, "position": exercise.position}


def _conditions(library: "Library") -> Iterator[Entry]:
    for key, condition in sorted(library.conditions.items()):
        yield {"id": key, "title": condition.title, "says": condition.says}


def _sources(library: "Library") -> Iterator[Entry]:
    for key, source in sorted(library.sources.items()):
        yield {"id": key, "publisher": source.publisher, "title": source.title}


def _sections(library: "Library") -> Iterator[Entry]:
    from planner.sections.registry import kind, names

    phrases = library.language("en").phrases
    for key in names():
        options = ", ".join(kind(key).options.model_fields)
        title = str(phrases.get(f"{key}.name", ""))
        yield {"id": key, "title": title, "options": f"options: {options}" if options else ""}


def _guidelines(library: "Library") -> Iterator[Entry]:
    for key in library.ids("guidelines"):
        yield {"id": key, "title": library.guidelines(key).title}


def _topics(library: "Library") -> Iterator[Entry]:
    for key in library.ids("topics"):
        topic = library.topic(key)
        yield {"id": key, "title": topic.title, "lead": topic.lead}


def _checklists(library: "Library") -> Iterator[Entry]:
    for key in library.ids("checklists"):
        yield {"id": key, "title": library.checklist(key).title}


def _themes(library: "Library") -> Iterator[Entry]:
    for key in library.ids("themes"):
        theme = library.theme(key)
        yield {"id": key, "title": theme.title, "summary": theme.summary or ""}


def _languages(library: "Library") -> Iterator[Entry]:
    for key in library.ids("languages"):
        yield {"id": key, "title": library.language(key).locale.display_name or key}


_ENTRIES: dict["What", Callable[["Library"], Iterator[Entry]]] = {
    What.PLANS: _plans,
    What.EXERCISES: _exercises,
    What.CONDITIONS: _conditions,
    What.GUIDELINES: _guidelines,
    What.TOPICS: _topics,
    What.CHECKLISTS: _checklists,
    What.THEMES: _themes,
    What.LANGUAGES: _languages,
    What.SECTIONS: _sections,
    What.SOURCES: _sources,
}
