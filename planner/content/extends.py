"""`extends`: a file of which only what differs from another one is written; and `--set`, which differs last.

Maps merge by key, an empty value takes a field out, everything else replaces. One item of a list is changed by a map
in the list's place, whose keys name items: phases by title, exercises and sections by id, precautions by condition,
anything by its number from 0, as in the messages of errors. What is not in the list is added to it: an exercise and a
precaution by name, anything else by the next number. A list that is retyped keeps the rungs of the ladder that it had:
an exercise those of its id, a phase those of its title.

What keeps patients safe is never lost in passing: such a list adds to what is below, and only the words `leave out`
take something of it out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.content.made import refuse_too_much, written
from planner.content.suggest import LEAVE_OUT, change_meant, did_you_mean, exercise_among
from planner.content.yaml import MADE, MAX_DEPTH, TYPED, Loc, Map, Node, Origin, tree, typed
from planner.problems import InputError, Problem

NAMED_BY = {
    "phases": "title",
    "exercises": "exercise",
    "sections": "section",
    "precautions": "condition",
    "guidelines": "title",
    "pages": "title",
}
"""Lists whose items have names, and the field that holds it; an item that is only a text is its name."""
GROWING = "exercises"
"""The list of exercises, to which a map adds what it does not have."""
PRECAUTIONS = "precautions"
"""The list to which a map adds the conditions that it does not have."""
SAFETY = frozenset(
    (
        *(PRECAUTIONS, "cautions", "emergency_signs", "today_signs", "avoid_positions", "only", "not_for_conditions"),
        *("not_with", "accept_with"),
    )
)
"""Fields that keep patients safe. Only `leave out` takes one of them, or something in it, away."""
ADDING = SAFETY - {"only"}
"""Those of which a list adds to what is below: a longer list of what alone is allowed would be less safe."""
EXTENDS = "extends"
"""The field that names what a file extends."""
AFTER = "after"
"""Behind which exercise an added one stands, or a present one moves; it is no field of the exercise."""
RUNGS = ("level", "levels")
"""Which rung of its ladder an exercise is on."""
LONGEST_LOSS = 120
"""Characters of what an empty value would take out that are named."""

Find = Callable[[str, Path], Path]
"""Finds the file that `extends` names, from the file it is written in. Raises InputError for an unusable name."""
Settle = Callable[[Node, Node, Node], Node]
"""Adjusts the whole after a layer was laid over what was below: settle(whole, layer, below)."""


def extended(
    source: Path | Mapping[str, Any],
    find: Find,
    overrides: Iterable[str] = (),
    settle: Settle = lambda whole, *_: whole,
    near: Path | None = None,
) -> tuple[Any, Origin]:
    """Return the values of a file over those that it extends, with their places; overrides (`key=value`) over all.

    source: the file, or the values that would stand in one. near: the folder of such values.

    Raise InputError for what cannot be read, for a name that find refuses, and for files that extend each other.
    """
    layers = _chain(_made(source) if isinstance(source, Mapping) else tree(source), find)
    below, whole = None, layers[-1]
    bottom = layers[-1] if layers[1:] else None
    for layer in (*reversed(layers[:-1]), *_overrides(overrides)):
        below = whole if layer is layers[0] else below
        whole = settle(overlay(whole, layer), layer, whole)
    return whole.plain(), Origin(layers[0].path, whole, tuple(layer.path for layer in layers[1:]), below, bottom, near)


def _made(values: Mapping[str, Any]) -> Node:
    refuse_too_much(values)
    return written(values, MADE)


def overlay(base: Node, over: Node, loc: tuple[str, ...] = ()) -> Node:
    """Return the values of base with those of over laid over them; loc is the way to both.

    Raise InputError for missing items of lists.
    """
    wrong: list[Problem] = []
    whole = _laid(base, over if loc else _as_typed(over), loc, wrong)
    if wrong:
        raise InputError(*wrong)
    return whole


def _as_typed(layer: Node) -> Node:
    """Return a layer whose changes to exercises by name are named so in messages, wherever they are laid."""
    changes = layer.child(GROWING)
    if not changes or not isinstance(changes[1], Map):
        return layer
    key, node = changes
    ways = [(exercise, change, (GROWING, str(exercise.value))) for exercise, change in pairs(node)]
    named = [(replace(exercise, typed=way), _named(change, way)) for exercise, change, way in ways]
    laid = [(key, replace(node, value=named)) if pair[0] is key else pair for pair in pairs(layer)]
    return replace(layer, value=laid)


def _named(node: Node, loc: Loc) -> Node:
    """Return a value that messages name by a way, and all that is in it."""
    value = node.value
    if isinstance(node, Map):
        ways = [(key, item, (*loc, str(key.value))) for key, item in pairs(node)]
        value = [(replace(key, typed=way), _named(item, way)) for key, item, way in ways]
    elif isinstance(value, list):
        several = len(value) > 1  # one value alone may have been typed without a list
        value = [_named(item, (*loc, n) if several else loc) for n, item in enumerate(items_of(node))]
    return replace(node, value=value, typed=loc)


def at(parts: Sequence[str], node: Node) -> Node:
    """Return a layer with one value under these keys."""
    for part in reversed(parts):
        node = Map(0, 0, [(Node(0, 0, part, node.path), node)], node.path)
    return node


def _chain(first: Node, find: Find) -> list[Node]:
    """Return the values of a file, those of the one that it extends, and so on."""
    layers, seen = [first], [first.path.resolve()]
    while (found := layers[-1].child(EXTENDS)) and found[1].value is not None:
        name = found[1]
        several = Problem(
            text="names more than one file", advice="write one name; that file may extend another one itself"
        )
        if not isinstance(name.value, str):
            no_name = Problem(text="is a map", advice="write the name of one file")
            raise InputError(name.problem((EXTENDS,), no_name if isinstance(name, Map) else several))
        try:
            below = find(name.value, layers[-1].path)
        except InputError as error:
            if "," in name.value:
                raise InputError(name.problem((EXTENDS,), several)) from None
            raise InputError(*(name.problem((EXTENDS,), problem) for problem in error.problems)) from None
        if below.resolve() in seen:
            way = " > ".join(file.stem for file in [*seen, below])
            raise InputError(name.problem((EXTENDS,), f"leads back to a file that extends this one ({way})"))
        layers.append(tree(below))
        seen.append(below.resolve())
    return layers


def _overrides(overrides: Iterable[str]) -> list[Node]:
    """Return the typed overrides as one layer; no layer if there are none."""
    whole: Node | None = None
    for text in overrides:
        key, equals, value = text.partition("=")
        parts = key.strip().split(".")
        if not equals or not all(parts) or len(parts) > MAX_DEPTH:
            advice = "write KEY=VALUE, such as weeks=4 or phases.0.level=2"
            raise InputError(Problem(option=str(TYPED), quoted=text[:80], advice=advice))
        if parts[0] == EXTENDS:
            says, advice = "{}: extends cannot be set here", "name that plan itself, or write a file that extends it"
            raise InputError(Problem(option=str(TYPED), quoted=text[:80], text=says, advice=advice))
        node = at(parts, typed(value, key.strip()))
        whole = overlay(whole, node) if whole else node
    return [whole] if whole else []


def _laid(base: Node, over: Node, loc: tuple[str, ...], wrong: list[Problem]) -> Node:
    if not isinstance(base.value, list) or not isinstance(over.value, list):
        return over
    if not isinstance(over, Map):
        return _with_more(base, over, loc[-1]) if loc and loc[-1] in ADDING and not isinstance(base, Map) else over
    if isinstance(base, Map):
        return _merged(base, over, loc, wrong)
    items, field = items_of(base), NAMED_BY.get(loc[-1] if loc else "")
    safe = bool(loc) and loc[-1] in SAFETY
    for key, node in pairs(over):  # what leaves leaves last: something may stand in its place
        if safe and node.value is None:
            wrong.append(key.problem((*loc, str(key.value)), _not_empty()))
        elif not is_removal(node):
            items = _changed(items, key, node, (*loc, str(key.value)), wrong)
    leaving = [key for key, node in pairs(over) if is_removal(node) and not (safe and node.value is None)]
    gone = [_index(items, key, loc, field, wrong) for key in leaving]
    mark = over if over.line else base
    return Node(mark.line, mark.column, [node for n, node in enumerate(items) if n not in gone], mark.path)


def _merged(base: Map, over: Map, loc: tuple[str, ...], wrong: list[Problem]) -> Map:
    """Return one map laid over another."""
    laid: dict[Any, tuple[Node, Node]] = {key.value: (key, node) for key, node in pairs(base)}
    for key, node in pairs(over):
        under = laid.get(key.value)
        if under and node.value is None and not SAFETY.isdisjoint((str(key.value), *loc[-1:])):
            wrong.append(key.problem((*loc, str(key.value)), _not_empty(under[1], NAMED_BY.get(str(key.value)))))
        if under and node.value == LEAVE_OUT:
            del laid[key.value]
            continue
        new = _laid(under[1], node, (*loc, str(key.value)), wrong) if under else node
        if under and key.value == GROWING and not any(map(over.child, RUNGS)):
            new = _with_rungs(under[1], new, GROWING)
        elif under and key.value == "phases":
            new = _with_rungs(under[1], new, "phases")
        laid[key.value] = (key, new)
    if written := [rung for rung in RUNGS if over.child(rung)]:
        laid = {key: pair for key, pair in laid.items() if key not in RUNGS or key in written}
    mark = over if over.line else base
    return Map(mark.line, mark.column, list(laid.values()), mark.path)


def _not_empty(under: Node | None = None, field: str | None = None) -> Problem:
    """Return what is wrong with an empty value where something keeps patients safe, and what is lost without it."""
    names = ", ".join(filter(None, (name_of(item, field) for item in items_of(under)))) if under else ""
    lost = f"{names[:LONGEST_LOSS]}{'…' if len(names) > LONGEST_LOSS else ''}"
    if not lost:
        return Problem(text="is empty", advice=f'write "{LEAVE_OUT}" if you mean to take it out')
    advice = f'take this line out to keep {lost}, or write "{LEAVE_OUT}" if you mean to lose all of it'
    return Problem(text="is empty", advice=advice)


def _changed(items: list[Node], key: Node, node: Node, loc: tuple[str, ...], wrong: list[Problem]) -> list[Node]:
    """Return the items of a list with one of them changed, moved or added; loc leads to it."""
    field = NAMED_BY.get(loc[-2] if len(loc) > 1 else "")
    names, name = [name_of(item, field) for item in items], str(key.value)
    listed = loc[-2] if len(loc) > 1 else ""
    adds = listed in (GROWING, PRECAUTIONS) and name not in names and not name.isdecimal()
    if name == str(len(items)) and listed not in ("phases", GROWING):
        return [*items, node]
    after = node.child(AFTER) if isinstance(node, Map) and loc[-2:-1] == (GROWING,) else None
    change = without(node, AFTER) if after else node
    if adds and not isinstance(change, Map) and (listed == PRECAUTIONS or not isinstance(change.value, str)):
        advice = "write a map: {action: ask, why: ...}" if listed == PRECAUTIONS else "write a map: {reps: …}"
        wrong.append(node.problem(loc, Problem(advice=advice)))
        return items
    if listed == GROWING and not name.isdecimal() and isinstance(change.value, str):
        wrong.append(node.problem(loc, change_meant(change.value, name, adds=adds)))
        return items
    if adds:
        named = (Node(key.line, key.column, str(field), key.path), key)
        item: Node = Map(key.line, key.column, [named, *pairs(change)], key.path)
        at, rest = len(items), items
    else:
        found = _index(items, key, loc[:-1], field, wrong)
        if found is None:
            return items
        at, rest = found, [*items[:found], *items[found + 1 :]]
        item = _laid(_long(items[at], field) if isinstance(change, Map) else items[at], change, loc, wrong)
        if listed == PRECAUTIONS and _acts_otherwise(items[at], change):  # nothing of the old one fits
            item = Map(key.line, key.column, [(Node(0, 0, str(field), key.path), key), *pairs(change)], key.path)
    if after:
        before = _index(rest, after[1], (*loc[:-1],), field, wrong, (*loc, AFTER))
        at = at if before is None else before + 1
    return [*rest[:at], item, *rest[at:]]


def _index(
    items: list[Node],
    key: Node,
    loc: tuple[str, ...],
    field: str | None,
    wrong: list[Problem],
    where: tuple[str, ...] | None = None,
) -> int | None:
    """Return which item of the list at loc a key names; None, with a problem (at where), if it names none."""
    names, name = [name_of(item, field) for item in items], str(key.value)
    if name in names:
        return names.index(name)
    if name.isdecimal() and len(name) < 10 and int(name) < len(items):
        return int(name)
    others = f"there are {', '.join(names)}"
    if loc[-1:] == ("phases",):
        others += "; to add a phase, write the whole list of phases"
    if field == NAMED_BY[GROWING]:
        advice = exercise_among(name, names) or others
    elif field:
        advice = did_you_mean(name, names) or others
    else:
        advice = f"it has {len(items)}, counted from 0; {len(items)} adds one"
    problem = Problem(text=f"there is no {{}} in {loc[-1]}", quoted=name, advice=advice)
    wrong.append(key.problem(where or (*loc, name), problem))
    return None


def _with_more(base: Node, over: Node, named: str) -> Node:
    """Return a list with what another one adds to it; an item of the same name takes the place of the one there."""
    field = NAMED_BY.get(named)
    items, new = items_of(base), {name_of(item, field): item for item in items_of(over)}
    names = [name_of(item, field) for item in items]
    kept = [new.get(name, item) if name else item for name, item in zip(names, items, strict=True)]
    more = [item for item in items_of(over) if not (name := name_of(item, field)) or name not in names]
    return Node(over.line, over.column, [*kept, *more], over.path)


def _acts_otherwise(base: Node, change: Node) -> bool:
    """Return whether a change of a precaution says another action: ask in place of avoid."""
    had, has = base.child("action"), change.child("action")
    return bool(has and (not had or had[1].value != has[1].value))


def is_removal(node: Node) -> bool:
    """Return whether a value takes an item out: it is empty, or says so."""
    return node.value is None or node.value == LEAVE_OUT


def _with_rungs(base: Node, over: Node, named: str) -> Node:
    """Return a list of exercises or phases in which each without rungs of its own has those that it had in base."""
    if isinstance(base, Map) or isinstance(over, Map) or not isinstance(over.value, list):
        return over
    field = NAMED_BY[named]
    had = {name_of(item, field): item for item in items_of(base)}
    items = [_with_rungs_of(had.get(name_of(item, field)), item, field) for item in items_of(over)]
    return Node(over.line, over.column, items, over.path)


def _with_rungs_of(base: Node | None, item: Node, field: str) -> Node:
    """Return an exercise or a phase with the rungs that it had in base, unless it has its own."""
    long = _long(item, field) if base else item
    if not base or not isinstance(long, Map) or any(map(long.child, RUNGS)):
        return item
    rungs = [pair for pair in pairs(base) if pair[0].value in RUNGS]
    listed, had = long.child(GROWING), base.child(GROWING)
    kept = [
        (key, _with_rungs(had[1], node, GROWING) if had and key.value == GROWING else node) for key, node in pairs(long)
    ]
    return Map(long.line, long.column, [*kept, *rungs], long.path) if rungs or listed else item


def without(node: Node, field: str) -> Map:
    """Return a map without one of its fields."""
    return Map(node.line, node.column, [pair for pair in pairs(node) if pair[0].value != field], node.path)


def items_of(node: Node) -> list[Node]:
    """Return the items of a list; nothing for any other value."""
    return [item for item in node.value if isinstance(item, Node)] if isinstance(node.value, list) else []


def pairs(node: Node) -> list[tuple[Node, Node]]:
    """Return the keys and values of a map; nothing for any other value."""
    return [pair for pair in node.value if isinstance(pair, tuple)] if isinstance(node.value, list) else []


def name_of(item: Node, field: str | None) -> str:
    """Return the name of an item of a list."""
    found = item.child(field) if field and isinstance(item, Map) else None
    named = found[1] if found else item
    return named.value if isinstance(named.value, str) else ""


def _long(item: Node, field: str | None) -> Node:
    """Return an item that is written as a name alone, as a map."""
    if field is None or isinstance(item.value, list):
        return item
    return Map(item.line, item.column, [(Node(item.line, item.column, field, item.path), item)], item.path)
