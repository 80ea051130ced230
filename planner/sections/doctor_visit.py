"""The pages for a doctor's visit alone, behind the warning signs: a form."""

from planner.blocks import Block, PageBreak
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections import checklist
from planner.sections.edition import Edition
from planner.sections.safety import help_page


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return the page of the warning signs, then the checklist's pages."""
    first = help_page(programme, edition, programme.pages.of(checklist.FORM), checklist.FORM)
    return (first, PageBreak(), *checklist.blocks(programme, edition, options))


def name(edition: Edition, options: Spec) -> str:
    """Return what is printed at the top of its pages."""
    return edition.say("checklist.name")
