"""Which sections there are, and what a plan makes of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType

from pydantic import ValidationError

from planner.blocks import Block
from planner.content.plan import Plan
from planner.content.source import nearest
from planner.content.spec import Spec, problems
from planner.errors import InputError
from planner.programme.programme import Programme
from planner.sections import (
    after_care,
    calendar,
    checklist,
    cover,
    exercises,
    guidelines,
    log,
    one_page,
    overview,
    safety,
    topics,
    wallet_card,
)
from planner.sections.edition import Edition


@dataclass(frozen=True)
class Kind:
    """A kind of section: its options, its blocks, and what those depend on beside plan, clinic and edition."""

    options: type[Spec]
    blocks: Callable[[Programme, Edition, Spec], tuple[Block, ...]]
    reads: tuple[str, ...]
    """Fields of the patient; and of the programme: items, weeks, decisions, or phases (of the plan as it is followed).

    It is given nothing else, so that those for whom all of it is the same share its pages.
    """
    reads_if_changed: tuple[str, ...] = ()
    """More of the same, where the patient's conditions changed something."""


def _kind(module: ModuleType) -> Kind:
    return Kind(module.Options, module.blocks, module.READS, getattr(module, "READS_IF_CHANGED", ()))


KINDS = {
    name: _kind(module)
    for name, module in (
        ("cover", cover),
        ("safety", safety),
        ("overview", overview),
        ("calendar", calendar),
        ("exercises", exercises),
        ("guidelines", guidelines),
        ("topics", topics),
        ("checklist", checklist),
        ("log", log),
        ("after-care", after_care),
    )
}
"""The built-in sections in their usual order."""
FORMS = {name: _kind(module) for name, module in (("one-page", one_page), ("wallet-card", wallet_card))}
"""Sheets that stand alone: each holds the emergency list itself."""
ALWAYS = "safety"
"""The section that no plan can leave out, and that stands right behind the cover; a sheet alone needs it not."""


@dataclass(frozen=True)
class Chosen:
    """A section of a plan."""

    name: str
    kind: Kind
    options: Spec


@lru_cache(maxsize=64)
def chosen(plan: Plan) -> tuple[tuple[Chosen, ...], tuple[str, ...]]:
    """The plan's sections in their order, and what had to be put right (warnings).

    Raises InputError with the place of every section or option that is not known.
    """
    if not plan.sections:
        return tuple(Chosen(name, kind, kind.options()) for name, kind in KINDS.items()), ()
    found: list[Chosen] = []
    wrong: list[str] = []
    for n, entry in enumerate(plan.sections):
        kind = (KINDS | FORMS).get(entry.section)
        if kind is None:
            known = nearest(entry.section, [*KINDS, *FORMS]) or "; there are " + ", ".join([*KINDS, *FORMS])
            wrong.append(plan.problem(("sections", n), f'there is no section "{entry.section}"{known}'))
            continue
        try:
            options = kind.options.model_validate(entry.options)
        except ValidationError as error:
            wrong += _option_problems(plan, n, kind, error)
            continue
        if any(entry.section == c.name for c in found):
            wrong.append(plan.problem(("sections", n), f'the section "{entry.section}" stands there twice'))
        found.append(Chosen(entry.section, kind, options))
    if wrong:
        raise InputError(*wrong)
    return _with_safety(plan, found)


def _option_problems(plan: Plan, n: int, kind: Kind, error: ValidationError) -> list[str]:
    if plan.origin:
        return problems(kind.options, error, plan.origin, ("sections", n))
    return [f"sections.{n}: {e['msg']}" for e in error.errors()]


def _with_safety(plan: Plan, found: list[Chosen]) -> tuple[tuple[Chosen, ...], tuple[str, ...]]:
    """Safety right behind the cover, or first: page 2 at the latest."""
    if all(c.name in FORMS for c in found):
        return tuple(found), ()
    at = 1 if found[0].name == "cover" else 0
    if at < len(found) and found[at].name == ALWAYS:
        return tuple(found), ()
    rest = [c for c in found if c.name != ALWAYS]
    kind = KINDS[ALWAYS]
    says = "stands right behind the cover" if len(rest) < len(found) else "is part of every booklet"
    warning = plan.problem(("sections",), f"safety {says}; it is printed there")
    return (*rest[:at], Chosen(ALWAYS, kind, kind.options()), *rest[at:]), (warning,)
