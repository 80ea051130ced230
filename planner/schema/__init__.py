"""Make the JSON Schema of every kind of file, for completion, hover and errors in editors.

Made from the models, in draft 7, and true to how people write: `daily`, `10 s`, short forms, what is left out because
another file has it. An editor is a help; what counts is the reader of the files and `planner check`.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from planner.content.extends import EXTENDS
from planner.content.kinds import LANGUAGE, by_name, is_language, kind_at
from planner.content.library import Library
from planner.content.resources import built_in_plans, families
from planner.content.suggest import LEAVE_OUT
from planner.content.theme import Theme
from planner.figure import PEOPLE
from planner.schema import pose
from planner.schema.documented import Documented
from planner.schema.pose import Schema
from planner.sections.registry import FORMS, KINDS

_PICTURES: dict[str, Callable[[], Schema]] = {
    "pose": pose.pose,
    "view": pose.view,
    "props": pose.props,
    "arrow": pose.arrow,
    "felt_at": pose.marks,
    "works_at": pose.marks,
}
_SHORT = {"Entry": "exercise", "SectionEntry": "section", "Theme": "base", "Review": "name", "Posed": "file"}
"""Models that may be written as one text, and the field that the text sets."""
DRAFT = "http://json-schema.org/draft-07/schema#"
"""What our schemas are written in."""
_YES_NO = [True, False, "yes", "no", "on", "off"]


def schema(name: str, library: Library | None = None, others: Iterable[str] = ()) -> Schema:
    """Return the schema of a kind of file, one of kinds.NAMES, with the names of a library.

    others: files of plans, and folders of fonts (with a slash).
    """
    library = library or Library()
    if name == LANGUAGE:
        return _top(name, "Words of a language; only those that differ from what they are laid over.", _words(library))
    model = by_name(name).model
    made = model.model_json_schema(ref_template="#/definitions/{model}", schema_generator=Documented)
    made["definitions"] = made.pop("$defs", {})
    for part in (made, *made["definitions"].values()):
        if part.get("title") == Theme.__name__ or "colours" in part.get("properties", {}):
            part["properties"] |= made["definitions"]["Colours"]["properties"]  # they may stand beside the other fields
        _object(part)
    _exemplify(made, library, tuple(others))
    whole: Schema = _walk(made)
    if name == "plan":
        _only_what_differs(whole)
    elif EXTENDS in whole.get("properties", {}):
        whole = _either(whole.pop("title", name.capitalize()), whole, whole["definitions"])
    elif EXTENDS in (entry := whole["definitions"].get("Condition", {})).get("properties", {}):
        whole["definitions"]["Condition"] = _either("Condition", entry, whole["definitions"])
    if "ExerciseChange" in whole.get("definitions", {}):
        [change] = whole["properties"]["exercises"]["patternProperties"].values()
        change["anyOf"].append({"const": LEAVE_OUT})
    return _top(name, whole.pop("description", ""), whole)


def as_json(name: str, library: Library | None = None, others: Iterable[str] = ()) -> str:
    """Return the schema as the text of a file."""
    return json.dumps(schema(name, library, others), ensure_ascii=False, indent=1) + "\n"


def line(path: Path, plans: Path) -> str:
    """Return the first line of a file under plans, which tells editors its schema."""
    inside = path.relative_to(plans).parts
    up = "../" * (len(inside) - 1)
    return f"# yaml-language-server: $schema={up}schemas/{file_of(path)}.json"


def file_of(path: Path) -> str:
    """Return the name of a file's schema, by its place and its name."""
    if is_language(path):
        return LANGUAGE
    kind = kind_at(path)
    return kind.file if kind else "plan"


def _top(name: str, says: str, rest: Schema) -> Schema:
    head: Schema = {
        "$schema": DRAFT,
        "title": name.capitalize(),
        "description": says,
    }
    return {key: value for key, value in (head | rest).items() if value != {}}


def _object(part: Schema) -> None:
    """Add the parts of pictures, which the models leave to the figure."""
    part.pop("title", None)
    for field, written in part.get("properties", {}).items():
        written.pop("title", None)
        if field in _PICTURES:
            optional = [{"type": "null"}] if "default" in written else []
            says = {"description": written["description"]}
            written.clear()
            made = _PICTURES[field]()
            written.update({"anyOf": [*made.get("anyOf", [made]), *optional]} if optional else made, **says)


def _exemplify(part: Any, library: Library, others: tuple[str, ...]) -> None:  # noqa: ANN401 - any part of a schema
    """Put the known names where a text is marked as the name of something."""
    if isinstance(part, list):
        for item in part:
            _exemplify(item, library, others)
    elif isinstance(part, dict):
        if isinstance(part.get("names"), str):
            part["examples"] = _known(part.pop("names"), library, others)
        for item in part.values():
            _exemplify(item, library, others)


def _known(what: str, library: Library, more: tuple[str, ...]) -> list[str]:
    """Return every name of a kind that a text can be marked with, in alphabetical order."""
    others: dict[str, Iterable[str]] = {
        "person": PEOPLE,
        "section": (*KINDS, *FORMS),
        "family": (*families(), *(name for name in more if "/" in name)),
        "plan": (*built_in_plans(), *(name for name in more if "/" not in name)),
    }
    if what in others:
        return sorted(others[what])
    return library.ids(f"{LANGUAGE}s" if what == LANGUAGE else by_name(what).plural)


def _walk(value: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Return a schema without what only a program needs, and with the short forms that people write."""
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


def _either(name: str, whole: Schema, definitions: Schema) -> Schema:
    """Return the schema of what is whole, or with `extends` only what differs: lists are then changed by name, too."""
    part = {key: value for key, value in whole.items() if key not in ("definitions", "description")}
    says = {"description": whole.get("description", "")}
    definitions |= {f"{name}Whole": says | part}
    _change(f"{name}Whole", definitions)
    keys = {key: {"description": field["description"]} for key, field in part["properties"].items()}
    return {
        **says,
        "type": "object",
        "properties": keys,
        "additionalProperties": False,
        "if": {"required": [EXTENDS]},
        "then": {"$ref": f"#/definitions/{name}WholeChange"},
        "else": {"$ref": f"#/definitions/{name}Whole"},
        **({"definitions": definitions} if "definitions" in whole else {}),
    }


def _change(name: str, definitions: Schema) -> str:
    """Return the name of the schema of what may differ from a whole, made when it is first needed."""
    made = f"{name}Change"
    if made not in definitions:
        whole = definitions[name]
        definitions[made] = change = {key: value for key, value in whole.items() if key != "required"}
        change["properties"] = {
            key: field if key in _PICTURES else _changed(field, definitions)
            for key, field in whole.get("properties", {}).items()
        }
    return made


def _changed(written: Any, definitions: Schema) -> Any:  # noqa: ANN401 - any part of a schema
    """Return the schema of a value, or of what differs from it: any map is a part, a list may be a map of items."""
    if isinstance(written, list):
        return [_changed(item, definitions) for item in written]
    if not isinstance(written, dict):
        return written
    kinds = written.get("type", ())
    if kinds == "array" or "array" in kinds:
        says, listed = _apart(written)
        item = _changed(written.get("items", {}), definitions)
        named = {"type": "object", "additionalProperties": {"anyOf": [item, {"type": "null"}, {"const": LEAVE_OUT}]}}
        return {"anyOf": [listed, named, {"const": LEAVE_OUT}], **says}
    name = str(written.get("$ref", "")).rpartition("/")[2]
    if definitions.get(name, {}).get("type") == "object":
        return {"$ref": f"#/definitions/{_change(name, definitions)}"}
    return {key: _changed(part, definitions) if key in ("anyOf", "allOf") else part for key, part in written.items()}


def _apart(written: Schema) -> tuple[Schema, Schema]:
    """Return the description of a schema, and the rest of it."""
    rest = {key: item for key, item in written.items() if key != "description"}
    return {key: item for key, item in written.items() if key == "description"}, rest


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
    says, listed = _apart(written)
    one: Schema = {"$ref": f"#/definitions/{model}Change"} if model else {"type": "object"}
    gone: list[Schema] = [{"type": "null"}, *([{"const": LEAVE_OUT}] if model == "Entry" else [])]
    named = {"type": "object", "additionalProperties": {"anyOf": [one, *gone]}}
    return {"anyOf": [listed, named], "description": f"{says['description']} With extends: a map changes them by name."}


def _words(library: Library) -> Schema:
    """Return the schema of phrases by key; keys are the same in every language."""
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
