"""What is wrong with values, from what pydantic says of them: in the words of whoever writes files."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from planner.content.suggest import LEAVE_OUT, change_meant, closest, did_you_mean, in_braces, no_condition
from planner.content.yaml import MADE, Loc, Origin
from planner.problems import MOST, SLOT, Problem, not_named

_TEXTS = {
    "missing": Problem(text="is missing"),
    "string_type": Problem(text="is a list or a map", advice="write one text"),
    "int_parsing": Problem(advice="write a whole number"),
    "int_type": Problem(advice="write a whole number"),
    "int_from_float": Problem(advice="write a whole number"),
    "float_parsing": Problem(advice="write a number"),
    "bool_parsing": Problem(advice="write true or false"),
    "bool_type": Problem(advice="write true or false"),
    "model_type": Problem(advice="write a map (key: value)"),
    "dict_type": Problem(advice="write a map (key: value)"),
    "string_unicode": Problem(text="has half a character, which no file can hold"),
    "string_too_short": Problem(text="is empty"),
    "too_short": Problem(text="is empty"),
}
_LIMITS = {
    "greater_than_equal": "at least",
    "less_than_equal": "at most",
    "greater_than": "more than",
    "less_than": "less than",
}
DOSE = ("sets", "reps", "hold", "rest", "time", "per_day", "days_per_week")
"""The fields of a dose."""
LONGEST = 80
"""Characters of a value that are worth repeating."""


def problems(model: type[BaseModel], error: ValidationError, origin: Origin, under: Loc = ()) -> list[Problem]:
    """Return each problem once, in the order of the file; the model's values stand under the way `under`."""
    found = []
    details = error.errors(include_url=False)
    for detail in details[:MOST]:
        if detail["type"] == "too_short" and any(_within(other, detail) for other in details[:MOST]):
            continue  # pydantic counts only the items that are right
        what = problem_of(model, detail)
        extra, loc = detail["type"] == "extra_forbidden" or _of_key(detail), (*under, *_loc(detail), *what.loc)
        mark = origin.mark(loc, at_key=extra)
        problem = origin.problem(loc, mark.slip if extra and mark.slip else what, at_key=extra)
        found.append(((mark.path != origin.path, mark.line, mark.column, str(problem)), problem))
    named = list(dict.fromkeys(problem for _, problem in sorted(found, key=lambda entry: entry[0])))
    left, file = len(details) - MOST, None if origin.path == MADE else str(origin.path)
    return [*named, not_named(left, file)] if left > 0 else named


def unplaced(model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """Return each problem of values that stand in no file, with the way to it."""
    details = error.errors(include_url=False)
    found = [(_loc(detail), problem_of(model, detail)) for detail in details[:MOST]]
    named = list(dict.fromkeys(replace(problem, loc=(*loc, *problem.loc)) for loc, problem in found))
    left = len(details) - MOST
    return [*named, not_named(left, None)] if left > 0 else named


def _within(detail: ErrorDetails, outer: ErrorDetails) -> bool:
    """Return whether a problem lies inside the value that another one is about."""
    loc = outer["loc"]
    return len(detail["loc"]) > len(loc) and detail["loc"][: len(loc)] == loc


def _loc(detail: ErrorDetails) -> Loc:
    within = detail["loc"][:-1] if _of_key(detail) else detail["loc"]
    return tuple(part for part in within if not (isinstance(part, str) and part.startswith(("function-", "tagged-"))))


def _of_key(detail: ErrorDetails) -> bool:
    """Return whether a problem is about a key of a map and not about the value there: pydantic ends the way so."""
    return detail["loc"][-1:] == ("[key]",)


def problem_of(model: type[BaseModel], detail: ErrorDetails) -> Problem:
    """Return what is wrong with a value, and what to write instead, without its place.

    The bound of a dose is none to write: whoever follows advice blindly must not do an exercise 200 times.
    """
    problem = _judged(model, detail)
    over = f"is more than {detail['ctx']['le']}" if detail["type"] == "less_than_equal" else problem.text
    if _of_dose(detail["loc"]) and over.startswith(("is more than ", "is longer than ")):
        return replace(problem, text=over, advice=f"leave {detail['loc'][-1]} out for the library's own dose")
    return problem


def _judged(model: type[BaseModel], detail: ErrorDetails) -> Problem:
    kind, context, given = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "extra_forbidden":
        return _unknown_key(str(detail["loc"][-1]), _fields(model, detail["loc"][:-1]))
    if kind == "string_type" and not isinstance(given, dict | list | tuple | None):
        return Problem(text="is not a text", advice="write one text")
    if empty := _empty(kind, given, detail["loc"]):
        problem = empty
    elif kind == "value_error":
        problem = _refused(detail)
    elif kind == "too_long":
        return _too_long(given, context["max_length"])
    elif kind in ("tuple_type", "list_type"):
        none = detail["loc"][-1:] == ("conditions",) and isinstance(given, str) and no_condition(given)
        problem = Problem(advice=none) if none else _not_a_list(given, model, detail["loc"])
    elif kind in ("literal_error", "enum"):
        problem = _not_in_list(given if isinstance(given, str) else "", context["expected"])
    elif kind in _LIMITS:
        problem = Problem(advice=f"write {_LIMITS[kind]} {next(iter(context.values()))}")
    elif kind in ("model_type", "dict_type"):
        problem = _not_a_map(given, model, detail["loc"])
    else:
        problem = _TEXTS.get(kind) or Problem(text=f"{detail['msg'][0].lower()}{detail['msg'][1:]}")
    worth = isinstance(given, str) and len(given) <= LONGEST and problem.quoted is None
    return replace(problem, quoted=given) if worth else problem


def _refused(detail: ErrorDetails) -> Problem:
    """Return what a validator of our own says; of a text in place of an exercise's changes, with its name."""
    [said], given, loc = detail["ctx"]["error"].args, detail["input"], _loc(detail)
    if isinstance(given, str) and loc[:-1] == ("exercises",) and not _of_key(detail):
        return change_meant(given, str(loc[-1]))
    return said if isinstance(said, Problem) else _in_parts(said)


def _of_dose(loc: Loc) -> bool:
    """Return whether a value is an amount of an exercise in a plan or in a patient's file: without it, there is one."""
    return len(loc) > 1 and loc[0] in ("phases", "exercises") and loc[-1] in DOSE


def _empty(kind: str, given: Any, loc: Loc) -> Problem | None:  # noqa: ANN401 - whatever was written
    """Return what is wrong with nothing in place of a text or a list, or behind the hyphen of an item."""
    if given is None and loc and isinstance(loc[-1], int):
        return Problem(text="is empty", advice="write something behind the hyphen, or take the hyphen out")
    if kind == "too_short" and not isinstance(given, str):
        return Problem(text="is empty", advice="write at least one")
    return Problem(text="is empty") if given is None and kind == "string_type" else None


def _in_parts(said: str) -> Problem:
    """Return a sentence as a problem: behind a semicolon it says what to write instead, or from its beginning."""
    text, _, advice = ("", "", said) if said.startswith(("write ", "name ")) else said.partition("; ")
    return Problem(text=text, advice=advice)


def _not_a_map(given: Any, model: type[BaseModel], loc: Loc) -> Problem:  # noqa: ANN401 - whatever was written
    """Return how to write what stands in place of a map."""
    names = _required(model, loc)
    if isinstance(given, list | tuple) and loc == ("exercises",):
        return no_list(given)
    first = given[0] if isinstance(given, list | tuple) and given else None
    if loc and isinstance(first, str) and len(first) <= LONGEST and re.fullmatch(r"[\w-]+", first):
        return Problem(text="is a list", quoted=first, advice="write each with what is said of it: {{}: …}")
    if not names and isinstance(given, str) and loc and (known := _fields(model, loc)):
        return Problem(advice=f"write a map, with one of these keys before a colon: {', '.join(known)}")
    if not names or not isinstance(given, str):
        return _TEXTS["model_type"]
    if len(names) > 1:
        return Problem(advice=f"write {{{', '.join(f'{name}: …' for name in names)}}}")
    said = SLOT if len(given) <= LONGEST else "..."
    if loc and isinstance(loc[-1], int):
        said = f'"{said}"' if re.search(": | #", given) else said
        return Problem(advice=f"write - {names[0]}: {said} (or behind a number {loc[-1]}: {{{names[0]}: …}})")
    return Problem(advice=f"write {{{names[0]}: {said}}}")


def no_list(given: Sequence[Any]) -> Problem:
    """Return how to write the changes of exercises that stand in a list: each by its name, with what differs."""
    named = [pair for item in given for pair in _changes_in(item)]
    counts = Counter(name for name, _ in named)
    if twice := next((name for name, count in counts.items() if count > 1), None):
        text, advice = "is a list, and has {} more than once", "write each exercise once, with all that differs"
        advice = f"{advice}: exercises: {{{SLOT}: {{…}}}}" if len(twice) <= LONGEST else advice
        return Problem(text=text, quoted=twice, advice=advice)
    changes = dict(named)
    if changes and all(map(_changes_in, given)) and len(in_braces(changes)) <= LONGEST:
        advice = f"write it without hyphens and [ ]: exercises: {SLOT}"
        return Problem(text="is a list", quoted=in_braces(changes), advice=advice)
    first = next((item for item in given if isinstance(item, str) and len(item) <= LONGEST), "bridge")
    advice = f"write each with what differs: exercises: {{{SLOT}: {{reps: 8}}}}, or {{{SLOT}: {LEAVE_OUT}}}"
    return Problem(text="is a list", quoted=first, advice=advice)


def _changes_in(item: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 - whatever was written
    """Return the exercises in an item of a list with what differs, as a plan or a patient's file has them, if any."""
    if not isinstance(item, dict):
        return []
    if isinstance(item.get("exercise"), str):
        return [(item["exercise"], {key: value for key, value in item.items() if key != "exercise"})]
    whole = all(isinstance(change, dict) or change == LEAVE_OUT for change in item.values())
    return [(str(name), change) for name, change in item.items()] if whole else []


def _too_long(given: Any, most: int) -> Problem:  # noqa: ANN401 - a text or a list
    if isinstance(given, str):
        return Problem(text=f"is longer than {most} characters", advice=f"it has {len(given)}")
    return Problem(text=f"has more than {most} entries")


def _not_a_list(given: Any, model: type[BaseModel], loc: Loc) -> Problem:  # noqa: ANN401 - whatever was written
    """Return how to write a list, beginning with what was written in its place."""
    of_texts = _model_at(model, loc) is None
    if given is None:
        return Problem(
            text="is empty", advice="take this line out, or write a list ([a, b] or lines that start with -)"
        )
    if isinstance(given, dict) and given:
        key = str(next(iter(given)))
        if not of_texts and key not in (known := _fields(model, loc)):  # each key is a name, or counts
            below = given[next(iter(given))]
            if "title" in known and not key.isdecimal():
                advice = 'write "- title: {}" in place of each key, with what belongs to it in the column of "title"'
            else:
                shown = in_braces(below) if isinstance(below, dict) and below else "…"
                advice = f"write a hyphen in place of each key: - {shown if len(shown) <= LONGEST else '…'}"
            return Problem(text="is a map of {} and more, and not a list", quoted=key, advice=advice)
        advice = 'write a hyphen before the first line: "- {}: …"'
        if of_texts and " " in key:
            advice = 'write a hyphen before the first line, and a text with a colon in quotation marks: - "{}: …"'
        return Problem(text="is one map and not a list", quoted=key, advice=advice)
    if isinstance(given, str) and re.fullmatch(r"[\w-]+", given) and len(given) <= LONGEST:
        return Problem(advice="write a list: [{}], or {} on the next line behind a hyphen and a space")
    if isinstance(given, str) and re.fullmatch(r"[\w-]+(, ?[\w-]+)+", given) and len(given) <= LONGEST:
        return Problem(advice="write a list: [{}]")
    return Problem(advice="write a list ([a, b] or lines that start with -)")


_GONE = {"on_floor": "write not_for_conditions: [floor-access] in place of this line"}
"""Keys of 1.0 that no file has any more, and what to write."""


def _unknown_key(key: str, known: list[str]) -> Problem:
    if key in _GONE and "not_for_conditions" in known:
        return Problem(text="{} is no longer a key", quoted=key, advice=_GONE[key])
    others = "known: " + ", ".join(known) if known else "nothing can be set here"
    heads = [word for word in re.findall(r"[a-z]+", key.lower())[-1:] if word in known]  # the id in patient_id
    near = dict.fromkeys([*heads, *filter(None, [closest(key, known)])])
    named = " or ".join(f'"{word}"' for word in near)
    hint = f"did you mean {named}?" if near else others
    return Problem(text="unknown key {}", quoted=key, advice=hint)


def _not_in_list(given: str, expected: str) -> Problem:
    """Return what to write, from pydantic's `'a', 'b' or 'c'`."""
    words = expected.replace("'", "")
    hint = did_you_mean(given, words.replace(" or ", ", ").split(", "), 0.75)  # they are all named: no guess is needed
    return Problem(text=f"write {words}", advice=hint) if hint else Problem(advice=f"write {words}")


def _fields(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys that the model at loc knows."""
    current = _model_at(model, loc)
    names = [field.alias or name for name, field in getattr(current, "model_fields", {}).items()]
    return sorted([*names, *getattr(current, "SHORT", ())])


def _required(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys that the model at loc needs."""
    fields = getattr(_model_at(model, loc), "model_fields", {})
    return [field.alias or name for name, field in fields.items() if field.is_required()]


def _model_at(model: type[BaseModel], loc: Loc) -> Any:  # noqa: ANN401 - as below
    """Return the model at loc, as far as the way leads to one."""
    current: Any = model
    if issubclass(model, RootModel):  # entries by id
        current, loc = _model_in(model.model_fields["root"].annotation), loc[1:]
    for part in loc:
        if isinstance(part, int):
            continue
        field = getattr(current, "model_fields", {}).get(part)
        if field is not None:
            current = _model_in(field.annotation)
    return current


def _model_in(annotation: Any) -> Any:  # noqa: ANN401 - type annotations have no common type
    """Return the first model in an annotation such as tuple[Step, ...] | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := _model_in(part)) is not None:
            return found
    return None
