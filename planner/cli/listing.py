"""planner list: the ids to choose from."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import Over, one_of
from planner.content.kinds import KINDS, Kind

if TYPE_CHECKING:
    from pydantic import BaseModel

    from planner.content.library import Library

Entry = dict[str, str]
BELOW = ("for", "not_for")
"""Fields printed on lines of their own below an entry."""
LISTED = {kind.plural: kind for kind in KINDS if kind.listed}
WORDS = (*LISTED, "languages", "sections")
"""What WHAT may be."""


def list_(
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help=f"One of {', '.join(WORDS)}.", **one_of("planner list", *WORDS))
    ],
    library: Over = None,
    whom: Annotated[
        str | None,
        typer.Option(
            "--for", metavar="CONDITIONS", help="Rank plans for a patient with these conditions: osteoporosis,balance."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print each entry as a JSON object, one a line.")] = False,
) -> None:
    """List the ids to write into plans and patients. A library/ in this folder is always used."""
    from planner.booklet.api import load_library
    from planner.cli.terminal import record, result
    from planner.problems import InputError

    shelf = load_library(*library or (), near=[Path()])
    if whom is not None and what != "plans":
        raise InputError("--for ranks plans only: planner list plans --for osteoporosis,balance")
    entries = list(_ranked(whom, shelf) if whom is not None else _entries(what, shelf))
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


def _entries(what: str, library: "Library") -> Iterator[Entry]:
    if what == "languages":
        return _languages(library)
    if what == "sections":
        return _sections(library)
    kind = LISTED[what]
    found = _plans(library) if what == "plans" else ((key, library.entry(kind, key)) for key in library.ids(what))
    return ({"id": key, **_fields(entry, kind)} for key, entry in found)


def _fields(entry: "BaseModel", kind: Kind) -> Entry:
    """Return the listed fields of an entry by their keys."""
    written = {field.alias or name: name for name, field in type(entry).model_fields.items()}
    return {key: getattr(entry, written[key]) or "" for key in kind.listed}


def _plans(library: "Library") -> "Iterator[tuple[str, BaseModel]]":
    from planner.booklet.api import load_plan
    from planner.content.prose import filled
    from planner.content.resources import built_in_plans

    return ((key, filled(load_plan(key), library.language("en"))) for key in built_in_plans())


def _ranked(whom: str, library: "Library") -> Iterator[Entry]:
    """Yield the plans, those that suit these conditions best first."""
    from planner.content.patient import Patient
    from planner.problems import InputError
    from planner.programme.suits import fits

    try:
        conditions = Patient.model_validate({"conditions": [word.strip() for word in whom.split(",")]}).conditions
    except InputError as error:
        raise InputError(*(replace(one, option="--for", loc=()) for one in error.problems)) from None
    wrong = [f"--for: {library.unknown('condition', name)}" for name in conditions if name not in library.conditions]
    if wrong:
        raise InputError(*wrong)
    for fit in fits(conditions, library):
        parts = ((fit.left_out, "left out"), (fit.changed, "changed"))
        counted = ", ".join(f"{count} {word}" for count, word in parts if count)
        says = "; ".join(part for part in (fit.why, counted if fit.verdict != "not for" else "") if part)
        yield {"id": fit.plan.key, "verdict": fit.verdict, "says": says}


def _languages(library: "Library") -> Iterator[Entry]:
    from planner.check.catalogue import progress
    from planner.content.translation import is_english

    for key in library.ids("languages"):
        entry = {"id": key, "title": library.language(key).locale.display_name or key}
        if not is_english(key):
            found = progress(library.folders, key, library)
            entry["translated"] = f"{found.translated} of {found.texts} texts"
            names = "; ".join(f"{review.name}, {review.on}" for review in found.reviews if review)
            part = "partly " if None in found.reviews else ""
            entry["reviewed"] = f"{part}reviewed by {names}" if names else "not reviewed"
        yield entry


def _sections(library: "Library") -> Iterator[Entry]:
    from planner.sections.registry import kind, names

    phrases = library.language("en").phrases
    for key in names():
        options = ", ".join(kind(key).options.model_fields)
        title = str(phrases.get(f"{key}.name", ""))
        yield {"id": key, "title": title, "options": f"options: {options}" if options else ""}
