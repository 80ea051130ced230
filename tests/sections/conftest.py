"""Blocks of a section, made without a page."""

from collections.abc import Callable

import pytest

from planner.blocks import Block, Words
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.programme.prescribe import prescribe
from planner.sections.registry import kind

Made = Callable[..., tuple[Block, ...]]


@pytest.fixture(scope="session")
def made(library, edition) -> Made:
    """A section's blocks for entries of one phase, or for a plan."""

    def blocks(section: str, entries: list | Plan, clinic: dict | None = None, options: dict | None = None, **patient):
        plan = entries if isinstance(entries, Plan) else plan_of(entries)
        programme = prescribe(plan, Patient.model_validate(patient), Clinic.model_validate(clinic or {}), library)
        chosen = kind(section)
        return chosen.blocks(programme, edition, chosen.options.model_validate(options or {}))

    return blocks


def plan_of(*phases: list, **more) -> Plan:
    """A plan with a week for each list of entries."""
    titles = ("Settle", "Build", *(f"Phase {n}" for n in range(3, len(phases) + 1)))
    parts = [
        {"title": title, "weeks": "1", "aim": "Calm", "exercises": entries}
        for title, entries in zip(titles, phases, strict=False)
    ]
    head = {"title": "t", "summary": "s", "version": "1", "for": "f", "not_for": "n", "weeks": str(len(phases))}
    return Plan.model_validate({**head, "days": ["mon", "wed", "fri"], "phases": parts, **more})


@pytest.fixture(scope="session")
def phases() -> Callable[..., Plan]:
    return plan_of


@pytest.fixture(scope="session")
def text() -> Callable[[Words], str]:
    """Words without their looks."""
    return lambda words: words if isinstance(words, str) else "".join(run.text for run in words)
