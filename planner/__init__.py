"""Printable exercise plans for people with low back pain: YAML in, accessible PDF booklets out."""

from typing import TYPE_CHECKING

from planner.version import __version__

if TYPE_CHECKING:
    from planner.batch.api import make_all
    from planner.batch.print_job import PrintJob
    from planner.batch.report import Outcome
    from planner.batch.roster import Roster, read_roster
    from planner.batch.row import Row
    from planner.booklet.api import (
        load_clinic,
        load_library,
        load_patient,
        load_plan,
        make_booklet,
        make_calendar,
        make_clinician_sheet,
        parse_yaml,
    )
    from planner.booklet.press import Booklet
    from planner.content.clinic import Clinic
    from planner.content.library import Library
    from planner.content.patient import Patient
    from planner.content.plan import Plan
    from planner.content.profile import Profile
    from planner.frozen import freeze_support
    from planner.problems import InputError, OutputError, PlannerError, Problem
    from planner.programme.decision import Decision

__all__ = [
    "Booklet",
    "Clinic",
    "Decision",
    "InputError",
    "Library",
    "Outcome",
    "OutputError",
    "Patient",
    "Plan",
    "PlannerError",
    "PrintJob",
    "Problem",
    "Profile",
    "Roster",
    "Row",
    "__version__",
    "freeze_support",
    "load_clinic",
    "load_library",
    "load_patient",
    "load_plan",
    "make_all",
    "make_booklet",
    "make_calendar",
    "make_clinician_sheet",
    "parse_yaml",
    "read_roster",
]
_HOMES = {
    **dict.fromkeys(("load_clinic", "load_library", "load_patient", "load_plan"), "booklet.api"),
    **dict.fromkeys(("make_booklet", "make_calendar", "make_clinician_sheet", "parse_yaml"), "booklet.api"),
    **dict.fromkeys(("InputError", "OutputError", "PlannerError", "Problem"), "problems"),
    **dict.fromkeys(("Roster", "read_roster"), "batch.roster"),
    "Booklet": "booklet.press",
    "Clinic": "content.clinic",
    "Decision": "programme.decision",
    "Library": "content.library",
    "Outcome": "batch.report",
    "Patient": "content.patient",
    "Plan": "content.plan",
    "PrintJob": "batch.print_job",
    "Profile": "content.profile",
    "Row": "batch.row",
    "freeze_support": "frozen",
    "make_all": "batch.api",
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
