"""`extends`: a file of which only what differs from another one is written; and `--set`, which differs last.

Maps merge by key, an empty value takes a field out, everything else replaces. One item of a list is changed by a map
in the list's place, whose keys name items: phases by title, exercises and sections by id, anything by its number
from 0, as in the messages of errors.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from planner.content.suggest import nearest
from planner.content.yaml import TYPED, Map, Node, Origin, tree, typed
from planner.problems import InputError

NAMED_BY = {"phases": "title", "exercises": "exercise", "sections": "section"}
"""Lists whose items have names, and the field that holds it; an item that is only a text is its name."""

Find = Callable[[str, Path], Path]
"""The file of a name that stands in a file's `extends`. Raises InputError with what is wrong with the name."""
Settle = Callable[[Node, Node], Node]
"""What follows for the whole from what was laid over it last."""


def extended(
    path: Path, find: Find, overrides: Iterable[str] = (), settle: Settle = lambda whole, _: whole
) -> tuple[Any, Origin]:
    """The values of a file over those that it extends, with their places; overrides (`key=value`) over all.

    Raises InputError for what cannot be read, for a name that find refuses, and for files that extend each other.
    """
    layers = _chain(path, find)
    whole = layers[-1]
    for layer in (*reversed(layers[:-1]), *_overrides(overrides)):
        whole = settle(overlay(whole, layer), layer)
    return whole.plain(), Origin(path, whole, tuple(layer.path for layer in layers[1:]))


def overlay(base: Node, over: Node) -> Node:
    """The values of over laid over those of base. Raises InputError for items of lists that are not there."""
    wrong: list[str] = []
    whole = _laid(base, over, (), wrong)
    if wrong:
        raise InputError(*wrong)
    return whole


def at(parts: Sequence[str], node: Node) -> Node:
    """A layer with one value, under these keys."""
    for part in reversed(parts):
        node = Map(0, 0, [(Node(0, 0, part, node.path), node)], node.path)
    return node


def _chain(path: Path, find: Find) -> list[Node]:
    """The file, the one that it extends, and so on."""
    layers, seen = [tree(path)], [path.resolve()]
    while (found := layers[-1].child("extends")) and isinstance(found[1].value, str):
        name = found[1]
        try:
            below = find(str(name.value), layers[-1].path)
        except InputError as error:
            raise InputError(name.problem("extends", str(error))) from None
        if below.resolve() in seen:
            way = " > ".join(file.stem for file in [*seen, below])
            raise InputError(name.problem("extends", f"leads back to a file that extends this one ({way})"))
        layers.append(tree(below))
        seen.append(below.resolve())
    return layers


def _overrides(overrides: Iterable[str]) -> list[Node]:
    """What was typed as one layer; none if nothing was."""
    whole: Node | None = None
    for text in overrides:
        key, equals, value = text.partition("=")
        parts = key.strip().split(".")
        if not equals or not all(parts):
            raise InputError(f'{TYPED}: "{text}": write KEY=VALUE, such as weeks=4 or phases.0.level=2')
        node = at(parts, typed(value, key.strip()))
        whole = overlay(whole, node) if whole else node
    return [whole] if whole else []


def _laid(base: Node, over: Node, loc: tuple[str, ...], wrong: list[str]) -> Node:
    if not isinstance(over, Map) or not isinstance(base.value, list):
        return over
    pairs: Any = over.value
    if isinstance(base, Map):
        laid: dict[Any, tuple[Node, Node]] = {key.value: (key, node) for key, node in _pairs(base)}
        for key, node in pairs:
            under = laid.get(key.value)
            laid[key.value] = (key, _laid(under[1], node, (*loc, str(key.value)), wrong) if under else node)
        mark = over if over.line else base
        return Map(mark.line, mark.column, list(laid.values()), mark.path)
    items = [node for node in base.value if isinstance(node, Node)]
    field = NAMED_BY.get(loc[-1] if loc else "")
    names = [_name(item, field) for item in items]
    changed: list[Node | None] = list(items)
    for key, node in pairs:
        name = str(key.value)
        at = names.index(name) if name in names else int(name) if name.isdecimal() and int(name) < len(items) else None
        if at is None:
            known = nearest(name, names) or f"; there are {', '.join(names)}" if field else f"; it has {len(items)}"
            wrong.append(key.problem(".".join((*loc, name)), f'there is no "{name}" in {loc[-1]}{known}'))
        elif node.value is None:
            changed[at] = None
        else:
            changed[at] = _laid(
                _long(items[at], field) if isinstance(node, Map) else items[at], node, (*loc, name), wrong
            )
    return Node(base.line, base.column, [node for node in changed if node is not None], base.path)


def _pairs(node: Node) -> list[tuple[Node, Node]]:
    return [pair for pair in node.value if isinstance(pair, tuple)] if isinstance(node.value, list) else []


def _name(item: Node, field: str | None) -> str:
    """What an item of a list is called."""
    found = item.child(field) if field and isinstance(item, Map) else None
    named = found[1] if found else item
    return named.value if isinstance(named.value, str) else ""


def _long(item: Node, field: str | None) -> Node:
    """An item that is only its name, as a map."""
    if field is None or isinstance(item.value, list):
        return item
    return Map(item.line, item.column, [(Node(item.line, item.column, field, item.path), item)], item.path)
