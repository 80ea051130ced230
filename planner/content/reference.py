"""A source: where a statement or a dose comes from."""

from planner.content.scalars import Line
from planner.content.spec import Spec, Table


class Reference(Spec):
    """Where a number or a statement comes from; printed by publisher and title."""

    publisher: Line
    """Who published it."""
    title: Line
    """Of the page, article or book."""
    note: Line | None = None
    """How well it is known; printed for clinicians."""


class Sources(Table[Reference]):
    """The file of sources."""
