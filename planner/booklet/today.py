"""Find out which day it is."""

import os
from datetime import UTC, date, datetime

from planner.problems import InputError, Problem


def the_day() -> date:
    """Return the day of SOURCE_DATE_EPOCH, else of the clock. Raise InputError if the variable is no number."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise InputError(
            Problem(option="SOURCE_DATE_EPOCH", quoted=epoch, advice="write the seconds since 1970")
        ) from None
