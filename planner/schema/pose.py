"""Make the JSON Schema of pictures from the vocabulary that poses are read with."""

from typing import Any

from planner.figure import vocabulary as v
from planner.figure.props import OPTIONS

Schema = dict[str, Any]

_REGIONS = (*v.REGIONS_SINGLE, *(f"{name}_{side}" for name in v.REGIONS_PAIRED for side in "lr"))
_SIDES = (("", "both sides"), ("_l", "the left"), ("_r", "the right"))


def pose() -> Schema:
    """Return the schema of a pose: joint angles and contacts."""
    keys: Schema = {"base": {"enum": list(v.BASES), "description": "From which position it starts."}}
    parts = [*v.GROUND_SETS, *v.GROUND_PAIRS, *(f"{part}_{side}" for part in v.GROUND_PAIRS.values() for side in "lr")]
    for key, says in (("ground", "What rests on the floor."), ("pin", "What stays where it was.")):
        keys[key] = _some(parts, says)
    for name, between in (v.SINGLE_ANGLES | v.TILTS).items():
        keys[name] = _number(between, "Degrees")
    for name, between in v.MEASURES.items():
        keys[name] = _number(between, "Centimetres")
    for name in v.SINGLE_PLACES:
        keys[name] = _text("What it lies on, such as floor or wall; free for nothing.", "floor", "wall", "free")
    for end, side in _SIDES:
        for name, between in v.PAIRED_ANGLES.items():
            keys[name + end] = _number(between, f"Degrees, {side}")
        for name in v.PAIRED_PLACES:
            keys[name + end] = _text(f"Where it is, {side}: floor, a thing or a landmark of the body.", "floor", "free")
        for name in v.PAIRED_WAYS:
            keys[name + end] = _text(f"Which way it points, {side}.", *v.DIRECTIONS)
    return {"type": "object", "properties": keys, "additionalProperties": False}


def view() -> Schema:
    """Return the schema of a view: where the camera is."""
    name = {"enum": list(v.VIEWS)}
    angles = {"yaw": _number((-180, 180), "Degrees"), "elevation": _number((0, 89), "Degrees")}
    return {"anyOf": [name, {"type": "object", "properties": {"from": name, **angles}, "additionalProperties": False}]}


def props() -> Schema:
    """Return the schema of things in the room: names, or one with its measures."""
    name = {"enum": list(OPTIONS)}
    measured = {"type": "object", "properties": {key: {"type": "object"} for key in OPTIONS}, "maxProperties": 1}
    one = {"anyOf": [name, {**measured, "additionalProperties": False}]}
    return {"anyOf": [*one["anyOf"], {"type": "array", "items": one}]}


def arrow() -> Schema:
    """Return the schema of arrows: landmarks, each perhaps with a direction."""
    text = {"type": "string", "examples": [*v.LANDMARKS, "return"]}
    return {"anyOf": [text, {"type": "array", "items": text}]}


def marks() -> Schema:
    """Return the schema of marks: regions of the body."""
    return _some(list(_REGIONS), "")


def _number(between: tuple[float, float], unit: str) -> Schema:
    low, high = between
    says = f"{unit}, from {low:g} to {high:g}."
    return {"type": "number", "minimum": low, "maximum": high, "description": says}


def _text(says: str, *examples: str) -> Schema:
    return {"type": "string", "description": says, "examples": list(examples)}


def _some(words: list[str], says: str) -> Schema:
    """Return the schema of words in a list or in one text."""
    both: Schema = {"anyOf": [{"type": "string", "examples": words}, {"type": "array", "items": {"enum": words}}]}
    return {**both, "description": says} if says else both
