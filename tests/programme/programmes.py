"""Plans of some entries, and what is prescribed from them."""

import pytest

from planner import load_library
from planner.content.clinic import Clinic
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.problems import InputError
from planner.programme.prescribe import prescribe
from planner.programme.programme import Programme

LIBRARY = load_library()
EXERCISES, CONDITIONS = LIBRARY.ids("exercises"), sorted(LIBRARY.conditions)
HEAD = {"title": "t", "summary": "s", "version": "1", "for": "f", "not_for": "n", "days": ["mon", "wed", "fri"]}


def plan_of(*phases: list, weeks: int = 1, **more) -> Plan:
    """A plan with a phase for each list of entries, each of so many weeks."""
    parts = [
        {"title": f"p{n}", "weeks": str(weeks), "aim": "a", "exercises": entries} for n, entries in enumerate(phases)
    ]
    return Plan.model_validate({**HEAD, "weeks": str(weeks * len(phases)), "phases": parts, **more})


def made(plan: Plan, clinic: Clinic | None = None, library: Library = LIBRARY, **patient) -> Programme:
    return prescribe(plan, Patient.model_validate(patient), clinic or Clinic(), library)


def refusal(plan: Plan, library: Library = LIBRARY, **patient) -> list[str]:
    with pytest.raises(InputError) as caught:
        made(plan, library=library, **patient)
    return [*map(str, caught.value.problems)]
