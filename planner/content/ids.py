"""What a document names that stands elsewhere: exercises, conditions, themes … as the types of its fields mark it."""

from collections.abc import Callable
from functools import cache, partial
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from planner.content.scalars import Names
from planner.content.spec import Document
from planner.content.suggest import LEAVE_OUT
from planner.content.yaml import Loc

Found = tuple[Loc, str, str]
"""The way to a name, the kind of what it names, and the name."""
Finder = Callable[[Any, Loc], list[Found]]
"""Finds the names in a value that stands at a place."""


def names_in(model: BaseModel, loc: Loc = ()) -> list[Found]:
    """Return every marked name in a model. A document inside another one is not searched: it is checked by itself."""
    return _names(type(model), model, loc)


def names_written(model: type[BaseModel], values: Any) -> list[Found]:  # noqa: ANN401 - whatever stood in the file
    """Return every marked name in what was written for a model, as far as it has the model's form."""
    return [(loc, kind, name) for loc, kind, name in _names(model, values, ()) if isinstance(name, str)]


def _names(model: type[BaseModel], value: Any, loc: Loc) -> list[Found]:  # noqa: ANN401 - a model or what was written
    found: list[Found] = []
    for field, key, find in _finders(model):
        if isinstance(value, str):  # the short form: a text is what the first name of the map would be
            named = value != LEAVE_OUT and not isinstance(find, partial)  # a model within holds names of its own
            return find(value, (*loc, key)) if named else []
        inner = value.get(key) if isinstance(value, dict) else getattr(value, field, None)
        if inner:
            found += find(inner, (*loc, key))
    return found


@cache
def _finders(model: type[BaseModel]) -> tuple[tuple[str, str, Finder], ...]:
    """Return the fields of a model that can hold names, as attribute, key in a file, and finder. Worked out once."""
    made = []
    for name, field in model.model_fields.items():
        marks = [mark for mark in field.metadata if isinstance(mark, Names)]
        find = _named(marks[0]) if marks else _finder(field.annotation)
        if find:
            made.append((name, field.alias or name, find))
    return tuple(made)


def _finder(annotation: Any) -> Finder | None:  # noqa: ANN401 - type annotations have no common type
    """Return what finds the names in values of a type; None if there can be none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return partial(_names, annotation) if _has_names(annotation, set()) else None
    origin, parts = get_origin(annotation), [part for part in get_args(annotation) if part not in (NoneType, ...)]
    if origin is Annotated:
        mark = next((mark for mark in parts[1:] if isinstance(mark, Names)), None)
        return _named(mark) if mark else _finder(parts[0])
    finders = [_finder(part) for part in parts]
    if not any(finders):
        return None
    if origin is dict:
        return _in_map(*finders)
    [find] = finders  # of two that may name something, nothing tells which one a value is
    return _in_list(find) if origin is tuple and find else find


def _has_names(annotation: Any, seen: set[Any]) -> bool:  # noqa: ANN401
    """Return whether a type, or one inside it, has a marked name. Types may hold themselves: seen are those met."""
    if any(isinstance(mark, Names) for mark in getattr(annotation, "__metadata__", ())):
        return True
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return any(_has_names(part, seen) for part in get_args(annotation))
    if annotation in seen or issubclass(annotation, Document):
        return False
    seen.add(annotation)
    fields = annotation.model_fields.values()
    marks = (mark for field in fields for mark in field.metadata)
    return any(isinstance(mark, Names) for mark in marks) or any(_has_names(field.annotation, seen) for field in fields)


def _named(mark: Names) -> Finder:
    return lambda value, loc: [(loc, mark.kind, value)]


def _in_list(find: Finder) -> Finder:
    def each(value: Any, loc: Loc) -> list[Found]:  # noqa: ANN401 - a list, or what was written in its place
        items = value if isinstance(value, list | tuple) else ()
        return [found for n, item in enumerate(items) for found in find(item, (*loc, n))]

    return each


def _in_map(of_key: Finder | None, of_value: Finder | None) -> Finder:
    def find(value: Any, loc: Loc) -> list[Found]:  # noqa: ANN401 - as above
        found = []
        for key, item in value.items() if isinstance(value, dict) else ():
            found += of_key(key, (*loc, key)) if of_key else []
            found += of_value(item, (*loc, key)) if of_value and item not in (None, "", []) else []
        return found

    return find
