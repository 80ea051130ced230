"""Sections from other packages: an installed package adds a kind through the entry point group `planner.sections`.

    [project.entry-points."planner.sections"]
    pool-diary = "riverside_sections.pool_diary"

The entry's name is what a plan writes; what it leads to has what a module of this package has:

    Options                               a planner.content.spec.Spec: the options that a plan may set, with defaults
    blocks(programme, edition, options)   returns a tuple of planner.blocks, in reading order; pure
    name(edition, options)                what stands at the top of its pages and in the bookmarks
    REPEATS = True                        if a booklet may have several (optional)

Only what somebody has installed is run; nothing in a plan, a patient, a clinic or a library can name code.
"""

from collections.abc import Callable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from planner.blocks import Block
from planner.content.spec import Spec
from planner.problems import InputError
from planner.programme.programme import Programme
from planner.sections.edition import Edition
from planner.sections.kind import SectionKind

GROUP = "planner.sections"


@cache
def installed(built_in: tuple[str, ...]) -> dict[str, EntryPoint]:
    """Return the entry points by name. Raise InputError if two packages, or a package and the program, use one name."""
    found: dict[str, EntryPoint] = {}
    wrong = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, _package(entry))):
        other = "planner" if entry.name in built_in else ""
        if entry.name in found and _named(found[entry.name]) != _named(entry):  # one package may be found twice
            other = _package(found[entry.name])
        if other:
            wrong.append(f"{_named(entry)} has the name of a section of {other}; remove one of them")
        found.setdefault(entry.name, entry)
    if wrong:
        raise InputError(*wrong)
    return found


@cache
def kind_of(entry: EntryPoint) -> SectionKind:
    """Return the kind of section behind an entry point. Raise InputError if it cannot be imported, or is no section."""
    try:
        found = entry.load()
    except Exception as error:
        says = f"{type(error).__name__}: {error}"
        raise InputError(f"{_named(entry)} cannot be loaded: {says}") from error
    options, blocks, name = (getattr(found, part, None) for part in ("Options", "blocks", "name"))
    if not (isinstance(options, type) and issubclass(options, Spec)):
        raise InputError(f"{_named(entry)} lacks Options, a class made from planner.content.spec.Spec")
    if not callable(blocks):
        raise InputError(f"{_named(entry)} lacks a function blocks(programme, edition, options)")
    if not callable(name):
        raise InputError(f"{_named(entry)} lacks a function name(edition, options)")
    return SectionKind(options, _checked(entry, blocks), name, repeats=bool(getattr(found, "REPEATS", False)))


def _checked(entry: EntryPoint, blocks: Callable[..., Any]) -> Callable[[Programme, Edition, Any], tuple[Block, ...]]:
    """Return the function with its result checked; a traceback from inside it names the package."""

    def made(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
        try:
            found = blocks(programme, edition, options)
        except Exception as error:
            error.add_note(f'in "{entry.name}" of {_package(entry)}, which is no part of planner')
            raise
        if not isinstance(found, tuple) or not all(isinstance(block, Block) for block in found) or not found:
            raise InputError(f"{_named(entry)} must return a tuple of blocks, at least one")
        return found

    return made


def _named(entry: EntryPoint) -> str:
    return f'{_package(entry)}: "{entry.name}" ({entry.value})'


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value
