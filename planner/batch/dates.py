"""Whether the dates of a list are read in the wrong order of day and month."""

from collections.abc import Iterable

from planner.batch.columns import DATE_COLUMNS
from planner.batch.report import Outcome
from planner.batch.row import Row
from planner.batch.survey import LOCAL, order_of
from planner.content.profile import DateOrder

MANY_DATES = 3
"""So many dates that there are in the other order of day and month only make it likely. Fewer do where no date of the
list can only be in the order that was said."""


def other_order(outcomes: Iterable[Outcome], order: DateOrder, rows: Iterable[Row]) -> DateOrder | None:
    """Return the order of day and month that dates probably have, if rows fail for the one in which they are read.

    rows: of the list. They are looked at as long as they do not tell.
    """
    texts = [
        problem.quoted
        for outcome in outcomes
        for problem in outcome.problems
        if problem.kind == "error" and problem.quoted and {*problem.loc[:1]} & {*DATE_COLUMNS}
    ]
    turned = [found for text in texts if (found := LOCAL.match(text)) and order_of([found])]
    others = [found for found in map(order_of, ([one] for one in turned)) if found != order]
    if order == "ymd" or not others or 2 * len(others) < len(texts):
        return None
    return others[0] if len(others) >= MANY_DATES or not any(row.shows_order for row in rows) else None
