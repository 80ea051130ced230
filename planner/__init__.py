"""Printable exercise plans for people with low back pain: YAML in, accessible PDF booklets out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.api import load_clinic, load_library, load_patient, load_plan
    from planner.booklet import Booklet, make_booklet, make_calendar, make_clinician_sheet
    from planner.errors import PlannerError

__all__ = [
    "Booklet",
    "PlannerError",
    "load_clinic",
    "load_library",
    "load_patient",
    "load_plan",
    "make_booklet",
    "make_calendar",
    "make_clinician_sheet",
]
_HOMES = dict.fromkeys(("Booklet", "make_booklet", "make_calendar", "make_clinician_sheet"), "booklet")
_HOMES["PlannerError"] = "errors"


def __getattr__(name: str) -> object:
    """Import on first use, so that `planner --help` need not load the PDF library."""
    if name not in __all__:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'api')}"), name)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
