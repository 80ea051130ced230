"""A source of a statement or a dose."""

from planner.content.scalars import Line
from planner.content.spec import Spec, Table


class Reference(Spec):
    """A source of a number or a statement, printed as publisher and title."""

    publisher: Line
    """The publisher."""
    short: Line | None = None
    """A shorter name of the publisher, for a list of names."""
    title: Line
    """The title of the page, article or book."""
    note: Line | None = None
    """How strong the evidence is; printed for clinicians."""
    ours: bool = False
    """Whether it is a default of our own: clinicians are told, and patients are named no publisher."""
    anonymous: bool = False
    """Whether its publisher is not a name but says what it is ("Clinic page"), which patients are not told either."""


class Sources(Table[Reference]):
    """The file of sources."""
