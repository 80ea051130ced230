"""What to tell the doctor, and what to ask."""

from planner.programme.programme import Programme
from planner.sections.edition import Edition


def sources(programme: Programme, edition: Edition) -> tuple[str, ...]:  # noqa: ARG001 - the checklist comes next
    """What the checklist rests on."""
    return ()
