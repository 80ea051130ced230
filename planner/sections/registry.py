"""Which sections there are, and what a plan makes of them."""

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module

from pydantic import ValidationError

from planner.content.mistakes import problems
from planner.content.plan import Plan
from planner.content.spec import Spec
from planner.content.suggest import did_you_mean
from planner.content.translation import Translation, unmarked
from planner.problems import InputError, Problem
from planner.sections.edition import Edition
from planner.sections.kind import SectionKind
from planner.sections.plugins import installed, kind_of
from planner.values import frozen


def _kind(name: str) -> SectionKind:
    """Return the kind of section that the module of this name describes."""
    module = import_module(f"planner.sections.{name.replace('-', '_')}")
    options = getattr(module, "Options", Spec)
    return SectionKind(options, module.blocks, getattr(module, "name", None), repeats=getattr(module, "REPEATS", False))


KINDS = {
    name: _kind(name)
    for name in (
        "cover",
        "safety",
        "overview",
        "calendar",
        "exercises",
        "guidelines",
        "topics",
        "checklist",
        "log",
        "after-care",
    )
}
"""The sections of a booklet in their usual order: a module each."""
OWN = {"text": _kind("text")}
"""What a plan fills itself."""
FORMS = {name: _kind(name) for name in ("one-page", "wallet-card", "handout", "doctor-visit")}
"""Sheets that stand alone: each holds the emergency list itself."""
ALWAYS = "safety"
"""The section that no plan can leave out, and that stands right behind the cover; a sheet alone needs it not."""


PRINTED_BY = {
    "topics": {"topics"},
    "guidelines": {"guidelines"},
    "checklist": {"checklist", "doctor-visit"},
}
"""Fields of a plan, each with the sections that print what it names."""
_BUILT_IN = KINDS | OWN | FORMS


def names() -> tuple[str, ...]:
    """Return every kind of section that a plan may name; those of other packages come last."""
    return (*_BUILT_IN, *installed(tuple(_BUILT_IN)))


def kind(name: str) -> SectionKind:
    """Return the kind of a name. Raise InputError if it is another package's and cannot be loaded."""
    return _BUILT_IN[name] if name in _BUILT_IN else kind_of(installed(tuple(_BUILT_IN))[name])


@frozen
class Chosen:
    """A section of a plan."""

    name: str
    kind: SectionKind
    options: Spec

    def title(self, edition: Edition) -> str:
        """Return what is printed at the top of its pages."""
        return self.kind.name(edition, self.options) if self.kind.name else edition.say(f"{self.name}.name")


Sections = tuple[tuple[Chosen, ...], tuple[Problem, ...]]
"""A plan's sections, and what had to be put right about them."""


def chosen(plan: Plan, translation: Translation | None = None) -> Sections:
    """Return the plan's sections in their order, their own texts translated, and warnings about what was put right.

    Raise InputError with the place of every section or option that is not known.
    """
    if not plan.sections:
        return tuple(Chosen(name, usual, usual.options()) for name, usual in KINDS.items()), ()
    found: list[Chosen] = []
    wrong: list[Problem] = []
    known = names()
    for n, entry in enumerate(plan.sections):
        if entry.section not in known:
            advice = did_you_mean(entry.section, known) or "there are " + ", ".join(known)
            problem = Problem(text="there is no section {}", quoted=entry.section, advice=advice)
            wrong.append(plan.problem(("sections", n), problem))
            continue
        chosen_kind = kind(entry.section)
        try:
            options = chosen_kind.options.model_validate(entry.options)
            if translation:
                options = _translated(plan, n, options, translation)
        except ValidationError as error:
            wrong += _option_problems(plan, n, chosen_kind, error)
            continue
        if not chosen_kind.repeats and any(entry.section == c.name for c in found):
            wrong.append(plan.problem(("sections", n), f'the section "{entry.section}" stands there twice'))
        found.append(Chosen(entry.section, chosen_kind, options))
    if wrong:
        raise InputError(*wrong)
    sections, moved = _with_safety(plan, found)
    return tuple(sections), (*moved, *_beside(plan, {section.name for section in found}))


def _beside(plan: Plan, named: set[str]) -> Iterator[Problem]:
    """Warn of what is written for a section that the plan's own sections leave out; another package's may print it."""
    if named <= FORMS.keys() or not named <= _BUILT_IN.keys():
        return
    for field, printed_by in PRINTED_BY.items():
        if field in plan.model_fields_set and not named & printed_by and not _is_below(plan, field):
            problem = Problem(
                text=f'is not printed: sections does not name "{field}"',
                advice="add it there, or take this field out",
                kind="warning",
            )
            yield plan.problem((field,), problem)


def _is_below(plan: Plan, field: str) -> bool:
    """Return whether a field stands in a file that the one with the plan's sections extends: it leaves it out."""
    found = [plan.origin.root.child(key) for key in (field, "sections")] if plan.origin else [None]
    if not plan.origin or not all(found):
        return False
    files = plan.origin.files
    at = [files.index(node[1].path) if node and node[1].path in files else -1 for node in found]
    return at[0] > at[1]


def _translated(plan: Plan, n: int, options: Spec, translation: Translation) -> Spec:
    """Return a section's options in another language. Raise InputError for words that no page can show."""
    first, *below = names_of(plan, n)
    found = translation.worded(first, options, *below)
    try:
        type(options).model_validate({name: _plain(value) for name, value in found.model_dump().items()})
    except ValidationError as error:
        says = [
            f"{e['msg'].removeprefix('Value error, ')} in what it says in {translation.code}" for e in error.errors()
        ]
        raise InputError(*[plan.problem(("sections", n), text) for text in says]) from None
    return found


def _plain(value: object) -> object:
    return unmarked(value) if isinstance(value, str) else value


def names_of(plan: Plan, n: int) -> list[str]:
    """Return by what names the texts of a plan's section are translated: its own, and of the plans that it extends."""
    return [f"plan:{key}.sections.{n}" for key in (plan.key, *plan.extended_ids)]


def written(plan: Plan) -> Iterator[tuple[int, Spec]]:
    """Yield the options of each section that a plan names, as they are written; nothing of one that is not right."""
    known = names()
    for n, entry in enumerate(plan.sections):
        with suppress(ValidationError, InputError):
            if entry.section in known:
                yield n, kind(entry.section).options.model_validate(entry.options)


def _option_problems(plan: Plan, n: int, of: SectionKind, error: ValidationError) -> list[Problem]:
    if plan.origin:
        return problems(of.options, error, plan.origin, ("sections", n))
    return [Problem(loc=("sections", n), text=e["msg"]) for e in error.errors()]


def _with_safety(plan: Plan, found: list[Chosen]) -> tuple[tuple[Chosen, ...], tuple[Problem, ...]]:
    """Put safety right after the cover, or first: on page 2 at the latest."""
    if all(c.name in FORMS for c in found):
        return tuple(found), ()
    at = 1 if found[0].name == "cover" else 0
    if at < len(found) and found[at].name == ALWAYS:
        return tuple(found), ()
    rest = [c for c in found if c.name != ALWAYS]
    safe = KINDS[ALWAYS]
    says = "stands right behind the cover" if len(rest) < len(found) else "is part of every booklet"
    warning = plan.problem(("sections",), f"safety {says}; it is printed there")
    return (*rest[:at], Chosen(ALWAYS, safe, safe.options()), *rest[at:]), (warning.warning(),)
