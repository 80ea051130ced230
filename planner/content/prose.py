"""Weeks in a plan's own words: written as {weeks}, so that they follow the plan; or found where they differ."""

import re
from collections.abc import Iterator

from planner.content.language import Language
from planner.content.library import Library
from planner.content.plan import Plan
from planner.content.yaml import Loc

SLOT = "{weeks}"
"""What is printed as `6 weeks`, in the booklet's language."""
_FIELDS = ("title", "summary", "for_", "not_for")
_BRACES = re.compile(r"\{[\w ]*\}")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTED = re.compile(rf"\b(\d+|{'|'.join(_WORDS)})[ -]weeks?\b", re.IGNORECASE)
"""Above twelve, numbers are rarely written in words."""


def in_words(plan: Plan, library: Library) -> Plan:
    """Return a plan in the language of a library, its weeks filled in."""
    return filled(library.worded("plan", plan.key, plan), library.language(library.code))


def filled(plan: Plan, language: Language) -> Plan:
    """Return a plan with its weeks in place of {weeks} in its title, summary, for, not_for, phases' titles and aims."""
    said = language.say("overview.weeks", count=plan.weeks)
    new = {name: text.replace(SLOT, said) for name in _FIELDS if SLOT in (text := getattr(plan, name) or "")}
    phases = tuple(
        phase.model_copy(
            update={"title": phase.title.replace(SLOT, said), "aim": (phase.aim or "").replace(SLOT, said)}
        )
        if SLOT in f"{phase.title}{phase.aim}"
        else phase
        for phase in plan.phases
    )
    return plan.model_copy(update={**new, "phases": phases}) if new or phases != plan.phases else plan


def other_weeks(plan: Plan) -> Iterator[tuple[Loc, str]]:
    """Return the place and words of each number of weeks in the title, the summary or an aim that is not the plan's.

    An aim may speak of its phase's weeks. What is said of the patient (for, not_for) may name any time.
    """
    for name in ("title", "summary"):
        for words in _differing(getattr(plan, name) or "", {plan.weeks}):
            yield (name,), words
    for n, phase in enumerate(plan.phases):
        for words in _differing(phase.aim or "", {plan.weeks, phase.weeks}):
            yield ("phases", n, "aim"), words


def braces_in(text: str) -> list[str]:
    """Return what stands in braces in a text that is printed, such as {name}: nothing fills it in but in phrases."""
    return _BRACES.findall(text)


def unfilled(plan: Plan) -> Iterator[tuple[Loc, str, bool]]:
    """Yield the place of each text of a plan printed with braces, what they hold, and if {weeks} is filled.

    plan: as it was written.
    """
    texts: list[tuple[Loc, str | None, bool]] = [((name.rstrip("_"),), getattr(plan, name), True) for name in _FIELDS]
    for p, phase in enumerate(plan.phases):
        texts += [(("phases", p, "title"), phase.title, True), (("phases", p, "aim"), phase.aim, True)]
        texts += [(("phases", p, "exercises", e, "note"), of.note, False) for e, of in enumerate(phase.exercises)]
    for loc, text, filled_in in texts:
        for found in braces_in(text or ""):
            if not (filled_in and found == SLOT):
                yield loc, found, filled_in


def _differing(text: str, right: set[int]) -> Iterator[str]:
    for found in _COUNTED.finditer(text):
        number = found[1].lower()
        if (_WORDS.index(number) + 1 if number in _WORDS else int(number)) not in right:
            yield found[0]
