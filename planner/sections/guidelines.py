"""The guidelines: what to keep in mind, on one page."""

from planner.blocks import Block, Heading, Principle, Principles
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return one page of equal rows."""
    page = edition.library.guidelines(programme.plan.guidelines)
    rows = tuple(
        Principle(
            edition.language.number(n), item.title, item.says, edition.posed(item.picture) if item.picture else None
        )
        for n, item in enumerate(page.guidelines, 1)
    )
    return Heading(page.title, 1, page.lead), Principles(rows)
