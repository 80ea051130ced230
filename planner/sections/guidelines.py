"""The guidelines: what to keep in mind, on one page."""

from planner.blocks import Block, Heading, Principle, Principles
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition, paged, strong


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return a page of rows."""
    conditions = programme.patient.conditions
    page = edition.library.guidelines(programme.plan.guidelines)
    rows = tuple(
        Principle(
            edition.language.number(n),
            item.title,
            strong(paged(item.says, programme, edition)),
            edition.posed(item.picture, n, alt=item.alt, conditions=conditions) if item.picture else None,
        )
        for n, item in enumerate(page.guidelines, 1)
    )
    return Heading(page.title, 1, page.lead), Principles(rows)
