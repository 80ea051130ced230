"""Who looked at a text, and when it is due again."""

from planner.content.scalars import Line
from planner.content.spec import Spec


class Review(Spec):
    """Who looked at a text, and when it is to be looked at again."""

    name: Line
    """Who looked at it."""
    on: Line
    """The day."""
    review_again: Line | None = None
    """The day by which to look at it again."""
