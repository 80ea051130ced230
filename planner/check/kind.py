"""Guess the kind of a file from its keys, where neither its folder nor its name tells."""

from difflib import get_close_matches
from typing import Any

from planner.content.kinds import KINDS, Kind
from planner.content.pictures import PICTURE
from planner.content.spec import Refused
from planner.problems import InputError, Problem

_SCENE = {"view", "props", "pictures", *PICTURE}
"""The keys of a file that holds nothing but pictures."""
_OTHERS = {
    "clinic": {"tel", "telephone", "email", "website", "opening_hours", "therapist"},
    "patient": {"birth_date", "birthday", "dob", "diagnosis", "first_name", "last_name"},
}
"""Keys that people write who do not know ours, by kind."""
LOOKED_AT = 200
"""Keys of a file that tell its kind: none of ours has as many."""
_DOCUMENTS = tuple(kind for kind in KINDS if kind.place != "table")
"""Kinds whose keys are known. The keys of a table are the clinic's own ids."""


def keys(kind: Kind) -> list[str]:
    """Return the keys of a kind of file, as they are written."""
    fields = kind.model.model_fields.items()
    return [*(field.alias or name for name, field in fields), *getattr(kind.model, "SHORT", ())]


def only_pictures(values: dict[str, Any]) -> bool:
    """Return whether a file holds nothing but poses. A cover's pictures each have a view of their own."""
    pictures = values.get("pictures")
    return (
        ("pose" in values or "pictures" in values)
        and 2 * len(_SCENE & set(values)) > len(values)
        and not any(isinstance(one, dict) and {"view", "props"} & set(one) for one in pictures or ())
    )


def likeliest(values: dict[str, Any]) -> Kind | None:
    """Return the kind whose keys a file has most of, or of keys like them; None if no key is like any."""
    first = [*values][:LOOKED_AT]
    scores = {kind: _score(kind, first) for kind in _DOCUMENTS}
    best = max(_DOCUMENTS, key=lambda kind: scores[kind])
    return best if scores[best] else None


def taken_for(refused: Refused) -> InputError | None:
    """Return the one error to say of a file that was given in the place of another kind; None if it is of that kind."""
    values, own = refused.values, next((kind for kind in _DOCUMENTS if kind.model is refused.model), None)
    kind = likeliest(values) if isinstance(values, dict) else None
    if not kind or not own or kind is own or is_plain(own, values) or not is_plain(kind, values):
        return None
    text = f"is {kind.named}, by its keys, and not {own.named}"
    return InputError(refused.origin.problem((), Problem(text=text, advice=f"give {own.named} here")))


def is_plain(kind: Kind, values: dict[str, Any]) -> bool:
    """Return whether more than half of a file's keys are of this kind: then nobody takes it for another one."""
    known = keys(kind)
    return 2 * sum(key in known for key in values) > len(values)


def names() -> str:
    """Return the kinds in words: a plan, an exercise ..."""
    return ", ".join(kind.named for kind in _DOCUMENTS)


def _score(kind: Kind, written: list[str]) -> float:
    known, others = keys(kind), _OTHERS.get(kind.name, set())
    return sum(_likeness(str(key).lower().replace(" ", "_"), known, others) for key in written)


def _likeness(key: str, known: list[str], others: set[str]) -> float:
    if key in known:
        return 1.0
    return 0.6 if key in others or get_close_matches(key, known, 1, 0.75) else 0.0
