"""A condition of a patient that affects which exercises are safe."""

from pydantic import Field, model_validator

from planner.content.exercise import Position
from planner.content.review import Review
from planner.content.scalars import ConditionId, ExerciseId, Line, PrintedLine
from planner.content.spec import Spec, Table
from planner.problems import Problem


class Condition(Spec):
    """Something a patient has that affects which exercises are safe."""

    extends: ConditionId | None = None
    """Its own id, where it changes the condition of this id in the library below: write only what differs."""
    title: PrintedLine
    """The name of the condition."""
    says: PrintedLine
    """What it is, in one plain sentence."""
    only: tuple[ExerciseId, ...] | None = None
    """The only exercises that are allowed, by id."""
    avoid_positions: tuple[Position, ...] = ()
    """Positions whose exercises are left out, unless a precaution in the same folder or above says otherwise."""
    bed_first: bool = False
    """Whether who has it lies on a firm bed: the way down to the floor is not for them, or not yet."""
    not_with: dict[ConditionId, Line] = Field(default_factory=dict)
    """Conditions that cannot be true of the same person, each with the reason. One of the two says it."""
    accept_with: dict[ConditionId, Line] = Field(default_factory=dict)
    """Conditions that together with this one need a clinician's yes to any plan (accept_plan), each with the reason."""
    emergency_signs: tuple[PrintedLine, ...] = ()
    """More signs to go to the emergency department for, for who has it; they stand below everybody's."""
    today_signs: tuple[PrintedLine, ...] = ()
    """More signs to call the doctor about on the same day, for who has it; they stand below everybody's."""
    why: PrintedLine | None = None
    """The reason to give when only or avoid_positions leaves an exercise out."""
    reviewed_by: Review | None = None
    """Who reviewed it, and what every exercise says of it, and when; null if nobody has yet."""

    @property
    def signs(self) -> tuple[str, ...]:
        """All warning signs that it adds."""
        return *self.emergency_signs, *self.today_signs

    @model_validator(mode="after")
    def _reason(self) -> "Condition":
        if (self.only is not None or self.avoid_positions) and not self.why:
            raise ValueError("needs a why: the reason that is given when it leaves an exercise out")
        return self


class Conditions(Table[Condition]):
    """The file of conditions."""

    @model_validator(mode="after")
    def _others(self) -> "Conditions":
        for key, condition in self.root.items():
            for field in ("not_with", "accept_with"):
                if key in getattr(condition, field):
                    itself = Problem(loc=(key, field, key), text="is this condition itself", advice="name another one")
                    raise ValueError(itself)
        return self


FLOOR = "floor-access"
"""The condition of patients who cannot get down to the floor."""
PREGNANCY = "pregnancy"
"""The condition of patients who are pregnant."""
AFTER_BIRTH = "after-birth"
"""The condition of patients in the first weeks after a birth."""
OF_CHILDBEARING = (PREGNANCY, AFTER_BIRTH, "pelvic-girdle-pain")
"""Conditions of who is pregnant, or has given birth."""
CHILDBEARING = range(12, 55)
"""Ages in years: from 55 on nobody is asked whether they are pregnant, and hardly anybody younger than 12 is."""
OF_LATER_LIFE = frozenset({"osteoporosis", "balance"})
"""Conditions of patients most of whom are older."""
HIP = "hip-replacement"
"""The condition of patients with a new hip."""
SURGERY = "post-surgery"
"""The condition of patients whose surgeon has not cleared them yet."""
STENOSIS = "stenosis-extension-sensitive"
"""The condition of patients whose legs both hurt when they stand or walk, as a rule."""
LEG_PAIN = ("sciatica", "sciatica-flexion-sensitive", "sciatica-acute", STENOSIS)
"""The conditions of patients whose leg hurts because of the back."""
