"""What programs ask for: the arguments of public functions are held to their annotations before anything is made."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache, wraps
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

from planner.content.suggest import did_you_mean
from planner.problems import InputError, Problem, own_words

P = ParamSpec("P")
R = TypeVar("R")
_ADVICE: dict[type, str] = {
    date: "give a date, such as date(2026, 12, 1)",
    int: "give a whole number",
    bool: "give True or False",
    bytes: "give bytes",
    str: "give a text",
    Path: 'give a Path, such as Path("clinics/riverside")',
}
LONGEST = 80
"""Characters of a text that are worth repeating."""


def asked(function: Callable[P, R]) -> Callable[P, R]:
    """Raise InputError where a function is given something else than its annotations say, before it begins."""

    @wraps(function)
    def checked(*args: P.args, **options: P.kwargs) -> R:
        signature, hints = _signature(function), _hints(function)
        given = signature.bind(*args, **options)
        for name, value in given.arguments.items():
            if isinstance(value, Iterator) and any(get_origin(kind) is Iterable for kind in _kinds(hints.get(name))):
                given.arguments[name] = tuple(value)  # it can be looked at once only
        several = next((one.name for one in signature.parameters.values() if one.kind is one.VAR_POSITIONAL), "")
        hold(function, {name: value for name, value in given.arguments.items() if name != several})
        for value in given.arguments.get(several, ()):
            hold(function, {several: value})
        return function(*given.args, **given.kwargs)

    return checked


def hold(of: Callable[..., Any], values: Mapping[str, object]) -> None:
    """Raise InputError for values, by name, that are not as the annotations of a function or a class say."""
    hints = _hints(of)
    found = [(name, _unlike(value, hints[name])) for name, value in values.items() if name in hints]
    own_words(hints)
    if wrong := [replace(problem, loc=(name,)) for name, problem in found if problem]:
        raise InputError(*wrong)


@cache
def _signature(function: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(function)


@cache
def _hints(of: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(of)


def _kinds(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401 - annotations have no common type
    """Return what an annotation allows, one by one."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _unlike(value: object, hint: Any) -> Problem | None:  # noqa: ANN401 - as above
    """Return what is wrong with a value for an annotation; None if it fits."""
    found = [_wrong(value, kind) for kind in _kinds(hint) if kind is not NoneType or value is None]
    if not all(found):
        return None
    advice = " or ".join(dict.fromkeys(problem.advice for problem in found if problem and problem.advice))
    said = next((problem for problem in found if problem and problem.quoted), None)
    if said:
        return said
    if isinstance(value, str) and len(value) <= LONGEST:
        return Problem(quoted=value, advice=advice)
    return Problem(text=f"is {_named(type(value))}", advice=advice)


def _wrong(value: object, kind: Any) -> Problem | None:  # noqa: ANN401 - as above
    """Return what is wrong with a value for one kind of an annotation."""
    of, parts = get_origin(kind) or kind, get_args(kind)
    if of is Literal:
        return None if value in parts and isinstance(value, str) else _not_in_list(value, [*map(str, parts)])
    if of in (Any, NoneType):
        return None
    if of is Iterable:
        return _wrong_items(value, parts[0])
    if of is Callable or of is Mapping or not isinstance(of, type):
        fits = callable(value) if of is Callable else isinstance(value, Mapping) if of is Mapping else True
        return None if fits else Problem(advice=f"give a {'function' if of is Callable else 'dict'}")
    if of is Path and hasattr(value, "read_bytes"):  # an address in a store is not quite a Path
        return None
    if of is int and isinstance(value, int) and value.bit_length() > LONGEST:
        return Problem(advice="give a smaller number")
    fits = isinstance(value, of) and not (of is int and isinstance(value, bool))
    if fits and not (of is date and isinstance(value, datetime)):
        return None
    return Problem(advice=_ADVICE.get(of) or f"give {_named(of)}")


def _wrong_items(value: object, kind: Any) -> Problem | None:  # noqa: ANN401 - as above
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        return Problem(advice="give a list")
    if get_origin(kind) is Mapping:  # rows: each has its own problem, and does not stop the others
        return None
    return next((problem for item in value if (problem := _unlike(item, kind))), None)


def _not_in_list(value: object, words: list[str]) -> Problem:
    advice = f"write {', '.join(words[:-1])} or {words[-1]}"
    if not isinstance(value, str) or len(value) > LONGEST:
        return Problem(advice=advice)
    hint = did_you_mean(value, words, 0.75)
    return Problem(quoted=value, text=advice, advice=hint) if hint else Problem(quoted=value, advice=advice)


def _named(kind: type) -> str:
    """Return a type with its article."""
    name = kind.__name__
    return f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} {name}"
