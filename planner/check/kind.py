"""Which kind a file is that neither its folder nor its name tells: the one whose keys are most like its own."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from planner.content.checklist import Checklist
from planner.content.clinic import Clinic
from planner.content.cover import Cover
from planner.content.exercise import Exercise
from planner.content.guidelines import Guidelines
from planner.content.patient import Patient
from planner.content.pictures import PICTURE
from planner.content.plan import Plan
from planner.content.spec import Document
from planner.content.theme import Theme
from planner.content.topic import Topic

KINDS: tuple[type[Document], ...] = (Patient, Clinic, Plan, Exercise, Guidelines, Topic, Checklist, Cover, Theme)
"""Of two that fit as well, the one that comes first."""
_SCENE = {"view", "props", "pictures", *PICTURE}
"""The keys of a file that holds nothing but pictures."""
_OTHERS: dict[type[Document], set[str]] = {
    Clinic: {"tel", "telephone", "email", "website", "opening_hours", "therapist"},
    Patient: {"birth_date", "birthday", "dob", "diagnosis", "first_name", "last_name"},
}
"""What people write who do not know the keys."""


def keys(model: type[Document]) -> list[str]:
    """The keys of a kind of file, as they are written."""
    return [*(field.alias or name for name, field in model.model_fields.items()), *getattr(model, "SHORT", ())]


def only_pictures(values: dict[str, Any]) -> bool:
    """Whether a file holds poses and what is around them, and is no cover, whose pictures each have a view."""
    pictures = values.get("pictures")
    return (
        ("pose" in values or "pictures" in values)
        and 2 * len(_SCENE & set(values)) > len(values)
        and not any(isinstance(one, dict) and {"view", "props"} & set(one) for one in pictures or ())
    )


def likeliest(values: dict[str, Any]) -> type[Document] | None:
    """The kind of file that has most of its keys, or such that look like them; None if no key is like any."""
    scores = {model: _score(model, values) for model in KINDS}
    best = max(KINDS, key=lambda model: scores[model])
    return best if scores[best] else None


def is_plain(model: type[Document], values: dict[str, Any]) -> bool:
    """Whether more than half of a file's keys are keys of this kind, so that nobody takes it for another one."""
    known = keys(model)
    return 2 * sum(key in known for key in values) > len(values)


def names(models: Iterable[type[Document]] = KINDS) -> str:
    """The kinds in words: a plan, an exercise ..."""
    return ", ".join(named(model) for model in models)


def named(model: type[Document]) -> str:
    """A kind with its article."""
    name = model.__name__.lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}" if name != "guidelines" else name


def _score(model: type[Document], values: dict[str, Any]) -> float:
    known, others = keys(model), _OTHERS.get(model, set())
    return sum(_likeness(str(key).lower().replace(" ", "_"), known, others) for key in values)


def _likeness(key: str, known: list[str], others: set[str]) -> float:
    if key in known:
        return 1.0
    return 0.6 if key in others or get_close_matches(key, known, 1, 0.75) else 0.0
