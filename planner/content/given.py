"""Values that a program gives: JSON, and None where nothing was given."""

import json
from collections.abc import Mapping
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from planner.problems import InputError, Problem

HALF = "has half a character (one of \\ud800 to \\udfff without its other half)"


def parse_json(text: str | bytes | bytearray, twice: str = "write it once") -> Any:  # noqa: ANN401 - JSON has any type
    """Return a value, its numbers as they are written: as texts, but for those that Python writes in the same way.

    twice: what to do about a key that is there twice. Raise InputError for that, and for what is not JSON.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) < len(pairs):
            keys = [key for key, _ in pairs]
            found = next(key for key in keys if keys.count(key) > 1)
            raise InputError(Problem(text="there are two keys {}", advice=twice, quoted=found))
        return values

    def as_given(text: str) -> float | str:
        return number if str(number := float(text)) == text else text

    def never(word: str) -> None:
        raise InputError(f"is not JSON: {word}")

    try:
        text = text if isinstance(text, str) else text.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=once, parse_constant=never, parse_int=str, parse_float=as_given)
        if "\\ud" in text.lower():
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError(HALF) from None
    except UnicodeDecodeError:
        raise InputError("is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        where = f" (column {error.colno})" if error.lineno == 1 else f" (line {error.lineno}, column {error.colno})"
        raise InputError(f"is not JSON: {error.msg}{where}") from None
    except (RecursionError, ValueError):
        raise InputError("is not JSON that can be read") from None
    return value


def without_none(model: type[BaseModel], values: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return a program's values without each None in a field that has no such value: a database has it for nothing.

    So for the values of a map by id, such as a patient's exercises: nothing is left out or changed by None. It stays
    where the field must be given.
    """
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    found: dict[Any, Any] = {}
    for key, value in values.items():
        field = fields.get(key) if isinstance(key, str) else None
        if value is None and field and not field.is_required() and NoneType not in get_args(field.annotation):
            continue
        found[key] = _within(field.annotation, value) if field else value
    return found


def _within(annotation: Any, value: Any) -> Any:  # noqa: ANN401 - annotations have no common type
    """Return a value as above, where models stand in it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return without_none(annotation, value) if isinstance(value, Mapping) else value
    parts = get_args(annotation)
    if isinstance(value, Mapping) and get_origin(annotation) is dict:
        return {key: _within(parts[1], item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple) and get_origin(annotation) is tuple:
        return [_within(parts[0], item) for item in value]
    for part in parts if isinstance(value, Mapping) else ():
        value = _within(part, value)
    return value
