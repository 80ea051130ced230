"""Who looked at a text, and when it is due again: the same for clinics, plans and what is in a library."""

from datetime import date
from typing import Any

from pydantic import model_validator

from planner.content.scalars import Date, Line
from planner.content.spec import Spec
from planner.problems import Problem


class Review(Spec):
    """Who looked at a text, when, and when to look again. A name may stand alone; `planner check` asks for the day."""

    name: Line
    """Who reviewed it."""
    on: Date | None
    """The day of the review."""
    review_again: Date | None = None
    """The day by which to review it again; `planner check` warns when it has passed."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:  # noqa: ANN401 - whatever was written
        return {"name": value, "on": None} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _again_afterwards(self) -> "Review":
        if self.on and self.review_again and self.review_again < self.on:
            text, advice = f"is before the review itself, on {self.on}", "write the day by which to look at it again"
            raise ValueError(Problem(loc=("review_again",), quoted=f"{self.review_again}", text=text, advice=advice))
        return self

    def overdue(self, today: date) -> bool:
        """Return whether the day for the next review has passed."""
        return self.review_again is not None and self.review_again < today
