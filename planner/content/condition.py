"""A condition: what a patient has that bears on exercises."""

from pydantic import model_validator

from planner.content.exercise import Position
from planner.content.scalars import ExerciseId, Line
from planner.content.spec import Spec, Table


class Condition(Spec):
    """Something a patient has that bears on exercises."""

    title: Line
    """What it is called."""
    says: Line
    """One sentence, in plain words."""
    only: tuple[ExerciseId, ...] | None = None
    """Where set: nothing but these exercises suits."""
    avoid_positions: tuple[Position, ...] = ()
    """Exercises in these positions are left out, unless their own precaution for it says otherwise."""
    why: Line | None = None
    """The reason, where the condition itself (only, avoid_positions) leaves an exercise out."""

    @model_validator(mode="after")
    def _reason(self) -> "Condition":
        if (self.only is not None or self.avoid_positions) and not self.why:
            raise ValueError("needs a why: the reason that is given when it leaves an exercise out")
        return self


class Conditions(Table[Condition]):
    """The file of conditions."""


FLOOR = "floor-access"
"""The condition of whoever cannot get down to the floor."""
