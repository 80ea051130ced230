"""What of a booklet in another language is in English: nothing of it unseen, and nothing that must not be."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.content.language import NEEDED, Language
from planner.content.library import Library
from planner.content.plan import Plan
from planner.content.spec import Document, Spec
from planner.content.translation import is_english
from planner.problems import InputError, Problem, counted
from planner.programme.programme import Programme
from planner.programme.suits import topics_of

MOST = 3
"""So many texts are named; of more the number is enough."""


def refuse_unsafe(language: Language) -> None:
    """Raise InputError if a language has no words for a warning sign, a stop rule or a dose."""
    gone = sorted(name for name in language.untranslated if name.startswith(NEEDED))
    if gone:
        named = f"{', '.join(gone[:MOST])}{' ...' if len(gone) > MOST else ''}"
        text = f"{language.code} has no words for {named}: no booklet is made without its warning signs and doses"
        raise InputError(Problem(loc=("language",), text=text))


def untranslated(
    language: Language,
    programme: Programme,
    plan: Plan,
    library: Library,
    options: Iterable[tuple[list[str], Spec]] = (),
) -> Iterator[Problem]:
    """Warn of what a booklet in another language prints in English, at the place of each document's first such text.

    Plan and library are those in English, and so are the options of the plan's sections, with their names. Raise
    InputError if the signs of one of the patient's conditions are missing.
    """
    code = language.code
    if is_english(code):
        return
    if missing := sorted(language.untranslated):
        named = f"{', '.join(missing[:MOST])}{' ...' if len(missing) > MOST else ''}"
        text = f"{code} has no words for {counted(len(missing), 'phrase')}, printed in English: {named}"
        problem = Problem(text=text, kind="warning")
        own = programme.patient.language == code
        yield programme.patient.problem(("language",), problem) if own else replace(problem, loc=("language",))
    spoken = library.spoken(code)
    for kind, document in documents(programme, plan, library):
        if gone := spoken.untranslated(kind, document.key, document):
            text = f"{counted(len(gone), 'text')} of {kind} {{}} not translated to {code}, printed in English"
            yield document.problem(gone[0], Problem(text=text, quoted=document.key, kind="warning"))
    for names, written in options:
        first, *below = names
        if spoken.translation and (gone := spoken.translation.missing(first, written, *below)):
            section = int(first.rpartition(".")[2])
            text = f"{counted(len(gone), 'text')} of the section not translated to {code}, printed in English"
            loc = ("sections", section, *gone[0])
            yield plan.problem(loc, Problem(text=text, kind="warning"))
    for key in programme.patient.conditions:
        if gone := spoken.untranslated("condition", key, library.conditions[key]):
            text = f"{counted(len(gone), 'text')} of condition {{}} not translated to {code}, printed in English"
            problem = Problem(loc=("conditions",), text=text, quoted=key, kind="warning")
            if any(loc[0] in ("emergency_signs", "today_signs") for loc in gone):
                text = f"{code} has no words for the warning signs of {{}}: no booklet is made without them"
                raise InputError(replace(problem, text=text, kind="error"))
            yield problem


def documents(programme: Programme, plan: Plan, library: Library) -> Iterator[tuple[str, Document]]:
    """Yield what the booklet is made of, in English, each with the name of its kind."""
    yield "plan", plan
    for item in programme.items:
        yield "exercise", library.exercise(item.exercise.key)
    if _prints("guidelines", plan):
        yield "guidelines", library.guidelines(plan.guidelines)
    if plan.checklist:
        yield "checklist", library.checklist(plan.checklist)
    for key in topics_of(plan, programme.patient, library) if _prints("topics", plan) else ():
        yield "topic", library.topic(key)


def _prints(section: str, plan: Plan) -> bool:
    """Return whether a plan's booklet has a section."""
    return not plan.sections or any(entry.section == section for entry in plan.sections)
