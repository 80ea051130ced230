"""Read JSON as the records of a roster: lists, lines, and FHIR bundles."""

from pathlib import Path
from typing import Any

from planner.problems import InputError, Problem


def entries_of(value: Any, path: Path) -> tuple[list[tuple[int, Any]], tuple[str, ...]]:  # noqa: ANN401
    """Return the patients of a JSON file with their numbers, and notes of what else is in it.

    The file is a list, a single patient, or a FHIR Bundle. Raise InputError for a Bundle whose entries are not a list.
    """
    if not isinstance(value, dict) or value.get("resourceType") != "Bundle":
        listed = [*enumerate(value if isinstance(value, list) else [value], 1)]
        kept = [(n, item) for n, item in listed if not is_other(item)]
        return kept, (others_note(path, len(listed) - len(kept)),) if len(kept) < len(listed) else ()
    entries, links = value.get("entry", []), value.get("link", [])
    if not isinstance(entries, list):
        raise InputError(Problem(loc=("entry",), advice="write a list"))
    resources = [(n, entry.get("resource") if isinstance(entry, dict) else entry) for n, entry in enumerate(entries, 1)]
    kept = [(n, resource) for n, resource in resources if isinstance(resource, dict) and not is_other(resource)]
    notes = [others_note(path, len(resources) - len(kept))] if len(kept) < len(resources) else []
    if any(isinstance(link, dict) and link.get("relation") == "next" for link in links if isinstance(links, list)):
        notes.append(f"{path}: is one page of several; the patients on the others are not in it")
    return kept, tuple(notes)


def all_entries(value: Any) -> list[Any]:  # noqa: ANN401
    """Return all that a JSON file lists, of a FHIR Bundle the resources."""
    if not isinstance(value, dict) or value.get("resourceType") != "Bundle":
        return value if isinstance(value, list) else [value]
    entries = value.get("entry")
    return [one.get("resource") for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []


def others_note(path: Path, others: int) -> str:
    """Return the sentence about resources that are passed over."""
    are = "entry is not a Patient and is" if others == 1 else "entries are not Patients and are"
    return f"{path}: {others:,} {are} left out"


def is_other(value: Any) -> bool:  # noqa: ANN401 - JSON has any type
    """Return whether a value is a FHIR resource that holds no patient. A Bundle inside another file may hold some."""
    kind = value.get("resourceType") if isinstance(value, dict) else None
    return isinstance(kind, str) and kind not in ("Patient", "Bundle")
