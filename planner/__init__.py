"""Printable exercise plans for people with low back pain: YAML in, accessible PDF booklets out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.api import load_clinic, load_library, load_patient, load_plan
    from planner.batch.job import PrintJob
    from planner.batch.make import make_all
    from planner.batch.report import Outcome
    from planner.batch.roster import Roster, read_roster
    from planner.booklet import Booklet, make_booklet, make_calendar, make_clinician_sheet
    from planner.content.library import Library
    from planner.content.plan import Clinic, Patient, Plan
    from planner.errors import InputError, OutputError, PlannerError

__all__ = [
    "Booklet",
    "Clinic",
    "InputError",
    "Library",
    "Outcome",
    "OutputError",
    "Patient",
    "Plan",
    "PlannerError",
    "PrintJob",
    "Roster",
    "load_clinic",
    "load_library",
    "load_patient",
    "load_plan",
    "make_all",
    "make_booklet",
    "make_calendar",
    "make_clinician_sheet",
    "read_roster",
]
_HOMES = {
    **dict.fromkeys(("load_clinic", "load_library", "load_patient", "load_plan"), "api"),
    **dict.fromkeys(("Booklet", "make_booklet", "make_calendar", "make_clinician_sheet"), "booklet"),
    **dict.fromkeys(("Clinic", "Patient", "Plan"), "content.plan"),
    **dict.fromkeys(("InputError", "OutputError", "PlannerError"), "errors"),
    **dict.fromkeys(("Roster", "read_roster"), "batch.roster"),
    "Library": "content.library",
    "Outcome": "batch.report",
    "PrintJob": "batch.job",
    "make_all": "batch.make",
}


def __getattr__(name: str) -> object:
    """Import on first use, so that `planner --help` need not load the PDF library."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
