"""JSON Schema of every kind of file, for editors with a YAML language server: completion, hover, errors as one types.

Made from the models, in draft 7, and true to how people write: `daily`, `10 s`, short forms, what is left out because
another file has it. An editor is a help; what counts is the reader of the files and `planner check`.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from planner.content.checklist import Checklist
from planner.content.clinic import Clinic
from planner.content.cover import Cover
from planner.content.exercise import Exercise
from planner.content.extends import LEAVE_OUT
from planner.content.guidelines import Guidelines
from planner.content.library import Conditions, Glossary, Library, Sources
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.content.resources import built_in_plans, families
from planner.content.theme import Theme
from planner.content.topic import Topic
from planner.figure import PEOPLE
from planner.schema import pose
from planner.schema.documented import Documented
from planner.schema.pose import Schema
from planner.sections.registry import FORMS, KINDS

MODELS: dict[str, type[BaseModel]] = {
    "plan": Plan,
    "patient": Patient,
    "clinic": Clinic,
    "exercise": Exercise,
    "theme": Theme,
    "topic": Topic,
    "checklist": Checklist,
    "guidelines": Guidelines,
    "cover": Cover,
    "conditions": Conditions,
    "sources": Sources,
    "glossary": Glossary,
}
NAMES = (*MODELS, "language")
"""The kinds of files."""

_IDS = {
    "exercises": ("exercise", "exercises", "easier", "harder", "instead", "only"),
    "conditions": ("condition", "conditions"),
    "topics": ("topics",),
    "guidelines": ("guidelines",),
    "checklists": ("checklist",),
    "themes": ("theme",),
    "languages": ("language",),
    "sources": ("sources",),
}
"""Kinds of ids by the fields that hold them."""
_PICTURES: dict[str, Callable[[], Schema]] = {
    "pose": pose.pose,
    "view": pose.view,
    "props": pose.props,
    "arrow": pose.arrow,
    "felt_at": pose.marks,
    "works_at": pose.marks,
}
_SHORT = {"Entry": "exercise", "SectionEntry": "section", "Theme": "base", "Review": "name"}
"""Models for which their name may stand alone, and the field that it is."""
_YES_NO = [True, False, "yes", "no", "on", "off"]


def schema(name: str) -> Schema:
    """The schema of a kind of file, one of NAMES."""
    library = Library()
    if name == "language":
        return _top(name, "Words of a language; only those that differ from what they are laid over.", _words(library))
    model = MODELS[name]
    made = model.model_json_schema(ref_template="#/definitions/{model}", schema_generator=Documented)
    made["definitions"] = made.pop("$defs", {})
    ids = {field: library.ids(kind) for kind, fields in _IDS.items() for field in fields}
    ids |= {
        "person": list(PEOPLE),
        "section": [*KINDS, *FORMS],
        "base": library.ids("themes"),
        "family": list(families()),
    }
    ids |= {"extends": list(built_in_plans()), "base": library.ids("themes")}
    for part in (made, *made["definitions"].values()):
        if part.get("title") == Theme.__name__:  # a colour may stand beside the other fields
            part["properties"] |= made["definitions"]["Colours"]["properties"]
        if "colours" in part.get("properties", {}):  # a colour may stand beside the other fields
            part["properties"] |= made["definitions"]["Colours"]["properties"]
        _object(part, {field: sorted(known) for field, known in ids.items()})
    whole: Schema = _walk(made)
    if "extends" in whole.get("properties", {}):
        _only_what_differs(whole)
    return _top(name, whole.pop("description", ""), whole)


def as_json(name: str) -> str:
    """The same as the text of a file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=1) + "\n"


def line(path: Path, plans: Path) -> str:
    """The first line of a file under plans, which names the schema of its kind for editors."""
    inside = path.relative_to(plans).parts
    up = "../" * (len(inside) - 1)
    return f"# yaml-language-server: $schema={up}schemas/{_kind(path)}.json"


def _kind(path: Path) -> str:
    """What a file is, by its place and its name."""
    folder = path.parent.name
    if path.parent.parent.name == "languages":
        return "language"
    if folder in ("exercises", "themes", "topics", "checklists"):
        return folder.removesuffix("s")
    return folder if folder == "guidelines" else path.stem if path.stem in MODELS else "plan"


def _top(name: str, says: str, rest: Schema) -> Schema:
    head: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": name.capitalize(),
        "description": says,
    }
    return {key: value for key, value in (head | rest).items() if value != {}}


def _object(part: Schema, ids: Mapping[str, list[str]]) -> None:
    """Put into a model's properties what the model leaves to others: pictures and ids."""
    part.pop("title", None)
    for field, written in part.get("properties", {}).items():
        written.pop("title", None)
        if field in _PICTURES:
            optional = [{"type": "null"}] if "default" in written else []
            says = {"description": written["description"]}
            written.clear()
            made = _PICTURES[field]()
            written.update({"anyOf": [*made.get("anyOf", [made]), *optional]} if optional else made, **says)
        elif field in ids:
            _exemplify(written, ids[field])


def _exemplify(part: Schema, known: list[str]) -> None:
    """Name known ids where a text is to be written."""
    kind = part.get("type")
    if "string" in (kind if isinstance(kind, list) else [kind]):
        part["examples"] = known
    for one in (*part.get("anyOf", ()), *([part["items"]] if "items" in part else ())):
        _exemplify(one, known)


def _walk(value: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """A schema without what only a program needs, and with the short forms that people write."""
    if isinstance(value, list):
        return [_walk(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _walk(item) for key, item in value.items() if (key, item) != ("default", None)}
    if made.get("type") == "boolean":
        del made["type"]
        made["enum"] = _YES_NO
    match made.get("anyOf"):
        case [{"type": kind, **rest}, {"type": "null"}] if "enum" not in rest:
            del made["anyOf"]
            made |= {"type": [*(kind if isinstance(kind, list) else [kind]), "null"], **rest}
    reference = made.get("$ref", "")
    if reference.rpartition("/")[2] in _SHORT and len(made) == 1:
        return {"anyOf": [{"$ref": f"#/definitions/{reference.rpartition('/')[2]}Name"}, made]}
    if reference and len(made) > 1:  # in draft 7 what stands beside a reference is not read
        return {"allOf": [{"$ref": made.pop("$ref")}], **made}
    if "definitions" in made:
        for model, field in _SHORT.items():
            if model in made["definitions"]:
                made["definitions"][model + "Name"] = made["definitions"][model]["properties"][field]
    return made


def _only_what_differs(whole: Schema) -> None:
    """With `extends` nothing is required; phases, exercises and sections may be changed by name; any may be empty.

    Without it there are phases, or the exercises of the only one.
    """
    required = [field for field in whole.pop("required") if field != "phases"]
    either = [{"required": ["phases"]}, {"required": ["exercises"]}]
    whole |= {"if": {"required": ["extends"]}, "else": {"required": required, "anyOf": either}}
    for field, model in (("phases", "Phase"), ("sections", None), ("exercises", "Entry")):
        if field in whole["properties"]:
            whole["properties"][field] = _or_by_name(whole["properties"][field], model)
    if "Phase" in whole["definitions"]:
        phase = whole["definitions"]["Phase"]
        phase["required"] = [field for field in phase["required"] if field != "weeks"]  # the only one may do without
        change = {key: value for key, value in phase.items() if key != "required"}
        entry = {key: value for key, value in whole["definitions"]["Entry"].items() if key != "required"}
        text: Schema = {"type": "string"}
        entry["properties"] = entry["properties"] | {
            "after": text | {"description": "Behind which exercise it is to stand."},
            "phase": {
                "anyOf": [text, {"type": "array", "items": text}],
                "description": "In which phases, by title; else in those that have it, or what it is after.",
            },
        }
        exercises = _or_by_name(change["properties"]["exercises"], "Entry")
        change["properties"] = change["properties"] | {"exercises": exercises}
        whole["definitions"] |= {"PhaseChange": change, "EntryChange": entry}


def _or_by_name(written: Schema, model: str | None) -> Schema:
    says, listed = written["description"], {key: item for key, item in written.items() if key != "description"}
    one: Schema = {"$ref": f"#/definitions/{model}Change"} if model else {"type": "object"}
    gone: list[Schema] = [{"type": "null"}, *([{"const": LEAVE_OUT}] if model == "Entry" else [])]
    named = {"type": "object", "additionalProperties": {"anyOf": [one, *gone]}}
    return {"anyOf": [listed, named], "description": f"{says} With extends: a map changes them by name."}


def _words(library: Library) -> Schema:
    """Every phrase by its key; keys are the same in every language."""
    text: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
    kinds: dict[type, tuple[str, Schema]] = {
        str: ("text", text),
        tuple: ("texts", {"type": "array", "items": text, "minItems": 1}),
        dict: ("forms", {"type": "object", "additionalProperties": text, "required": ["other"]}),
    }
    keys: Schema = {}
    for name, phrase in sorted(library.language("en").phrases.items()):
        file, _, key = name.partition(".")
        kind, form = kinds[type(phrase)]
        said = phrase if isinstance(phrase, str) else phrase["other"] if isinstance(phrase, Mapping) else phrase[0]
        found = keys.setdefault(key, {"anyOf": [], "description": ""})
        found["anyOf"] += [form] if form not in found["anyOf"] else []
        found["description"] += f"{file}.yaml ({kind}): {said}\n\n"
    for found in keys.values():
        found["description"] = found["description"].strip()
    return {"type": "object", "properties": keys, "additionalProperties": False}
