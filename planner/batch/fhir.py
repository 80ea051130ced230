"""FHIR R4 `Patient` resources as the columns of a roster (https://hl7.org/fhir/R4/patient.html).

It reads name, birthDate, identifier and communication. A record that must not be used (inactive, replaced by another,
of somebody who has died) is an error, so that nobody is sent a booklet by mistake.
"""

from collections.abc import Sequence
from typing import Any

from planner.problems import InputError, Problem

_NOT_CURRENT = {"old", "maiden", "temp", "anonymous"}


def columns(resource: dict[str, Any], languages: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
    """Return a patient's values by column, and warnings of what could not be used.

    languages: the codes of those that booklets can be printed in. Raise InputError for what is not valid FHIR.
    """
    values = {"id": _identifier(resource), "name": _name(resource)}
    notes: list[Problem] = []
    born = _text(resource.get("birthDate"))
    if len(born) == len("2026-12"):
        notes.append(_warning("born", "is not a full date", "only the year is used", born))
        values["born"] = born[:4]
    else:
        values["born"] = born
    wanted = _language(resource)
    code = next((code for code in (wanted, wanted.split("-")[0]) if code in languages), "")
    if wanted and not code:
        notes.append(_warning("language", "there are no booklets in {} yet", "this one is in English", wanted))
    values["language"] = code
    return {name: value for name, value in values.items() if value}, notes


def refusal(resource: dict[str, Any]) -> Problem | None:
    """Return why nothing may be printed for a resource; None if it may be used."""
    kind = resource.get("resourceType")
    if kind != "Patient":
        named = _text(kind)
        return (
            Problem(text="is a {}, not a Patient", quoted=named)
            if named
            else Problem(text="is a resource without a type, not a Patient")
        )
    if resource.get("deceasedBoolean", False) is not False or "deceasedDateTime" in resource:
        return Problem(loc=("deceased",), text="this person has died", advice="no booklet is made")
    if resource.get("active", True) is not True:
        return Problem(loc=("active",), text="the record is not in use")
    if any(link.get("type") == "replaced-by" for link in _list(resource, "link")):
        return Problem(loc=("link",), text="the record is replaced by another one")
    return None


def _warning(field: str, text: str, advice: str, quoted: str) -> Problem:
    return Problem(loc=(field,), text=text, advice=advice, quoted=quoted, kind="warning")


def _list(resource: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return a repeated element, empty if it is missing. Raise InputError if it is not a list of objects."""
    value = resource.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise InputError(Problem(loc=(key,), advice="write a list of objects"))
    return value


def _text(value: Any) -> str:  # noqa: ANN401 - JSON has any type
    return " ".join(value.split()) if isinstance(value, str) else ""


def _identifier(resource: dict[str, Any]) -> str:
    """Return the medical record number, else the official identifier, else any current one, else the resource's id."""

    def rank(identifier: dict[str, Any]) -> tuple[bool, bool]:
        kind = identifier.get("type")
        coding = kind.get("coding") if isinstance(kind, dict) else None
        record = isinstance(coding, list) and any(isinstance(c, dict) and c.get("code") == "MR" for c in coding)
        return not record, identifier.get("use") not in ("official", "usual")

    found = [i for i in _list(resource, "identifier") if _text(i.get("value")) and i.get("use") not in ("old", "temp")]
    return _text(min(found, key=rank)["value"]) if found else _text(resource.get("id"))


def _name(resource: dict[str, Any]) -> str:
    """Return the usual name, else the official one, else any current one: its text, or given and family names."""
    order = {"usual": 0, "official": 1}
    names = [name for name in _list(resource, "name") if _text(name.get("use")) not in _NOT_CURRENT]
    for name in sorted(names, key=lambda name: order.get(str(name.get("use")), 2)):
        given = name.get("given", [])
        parts = [*(given if isinstance(given, list) else [given]), name.get("family"), *_suffix(name)]
        if text := _text(name.get("text")) or " ".join(filter(None, map(_text, parts))):
            return text
    return ""


def _suffix(name: dict[str, Any]) -> list[Any]:
    suffix = name.get("suffix", [])
    return suffix if isinstance(suffix, list) else [suffix]


def _language(resource: dict[str, Any]) -> str:
    """Return the code of the preferred language, else of the first; empty if there is none."""
    spoken = sorted(_list(resource, "communication"), key=lambda item: item.get("preferred") is not True)
    for item in spoken:
        language = item.get("language")
        coding = language.get("coding", []) if isinstance(language, dict) else []
        for code in coding if isinstance(coding, list) else []:
            if isinstance(code, dict) and _text(code.get("code")):
                return _text(code["code"])
    return ""
