"""What of a document patients read: its texts, with the ways to them, and the same document in other words."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from planner.content.scalars import Printed
from planner.content.spec import Document
from planner.content.yaml import Loc

M = TypeVar("M", bound=BaseModel)
Say = Callable[[Loc, str], str]
"""Returns what is printed for a text that stands at a place."""


def texts(model: BaseModel) -> Iterator[tuple[Loc, str]]:
    """Yield every text of a model that patients read, with the way to it, in the order of the fields."""
    found: list[tuple[Loc, str]] = []

    def say(loc: Loc, text: str) -> str:
        found.append((loc, text))
        return text

    worded(model, say)
    yield from found


def worded(model: M, say: Say, loc: Loc = ()) -> M:
    """Return a model with other words for those that patients read; where none differs, the model itself.

    What is no text for patients stays: doses, poses, ids. A document inside another one is left to itself.
    """
    new = {}
    for name, key, printed in _fields(type(model)):
        value = getattr(model, name)
        now = _worded(value, say, (*loc, key), printed=printed)
        if now is not value:
            new[name] = now
    return model.model_copy(update=new) if new else model


def _worded(value: Any, say: Say, loc: Loc, *, printed: bool) -> Any:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, str):
        return say(loc, value) if printed and value else value
    if isinstance(value, BaseModel) and not isinstance(value, Document):
        return worded(value, say, loc)
    if isinstance(value, tuple):
        items = tuple([_worded(item, say, (*loc, n), printed=printed) for n, item in enumerate(value)])
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items
    if isinstance(value, dict):
        entries = {key: _worded(item, say, (*loc, key), printed=printed) for key, item in value.items()}
        return value if all(entries[key] is item for key, item in value.items()) else entries
    return value


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str, bool], ...]:
    """Return a model's fields as attribute, key in a file, and whether their texts are for patients."""
    return tuple(
        (name, field.alias or name, any(map(_is_mark, field.metadata)) or _marked(field.annotation))
        for name, field in model.model_fields.items()
    )


def _is_mark(mark: object) -> bool:
    return isinstance(mark, Printed)


def _marked(annotation: Any) -> bool:  # noqa: ANN401 - type annotations have no common type
    """Return whether a type marks its texts; models inside it mark their own."""
    parts = get_args(annotation)
    if any(map(_is_mark, getattr(annotation, "__metadata__", ()))):
        return True
    return any(_marked(part) for part in parts)
