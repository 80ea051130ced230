"""What a patient's conditions did to an exercise of the plan, as a value, and as the sentence that a person reads."""

from typing import Literal

from planner.content.exercise import Action
from planner.values import frozen

Kind = Literal["left out", "swapped", "asked", "changed", "kept", "cleared"]


@frozen
class Reason:
    """What a condition says of an exercise."""

    condition: str
    action: Action
    why: str
    change: str = ""


@frozen
class Decision:
    """What happened to an exercise of the plan (or to what took its place), and why."""

    kind: Kind
    exercise: str
    phases: tuple[int, ...]
    """In which phases, from 1."""
    reasons: tuple[Reason, ...]
    """In the library's order of conditions."""
    instead: str = ""
    """Swapped: what takes its place. Left out: what would, but stands in the phase already."""
    by: str = ""
    """Kept and cleared: who answers for it."""
    because: str = ""
    """Kept and cleared: the clinician's reason."""

    def __str__(self) -> str:
        """Return it as a sentence in English; the reasons in it are in the booklet's language."""
        phases = " and ".join(map(str, self.phases))
        return self.sentence(f"{'phase' if len(self.phases) == 1 else 'phases'} {phases}")

    def sentence(self, where: str) -> str:
        """Return what happened, for which conditions, and why; where: what it is left out of."""
        whys = " ".join(dict.fromkeys(r.why for r in self.reasons))
        named = " and ".join(f'"{r.condition}"' for r in self.reasons)
        if self.kind in ("kept", "cleared"):
            because = f" ({self.because})" if self.because else ""
            return f'"{self.exercise}" is {self.kind} for {named}, by {self.by}{because}: {whys}'
        if self.kind == "changed":
            changes = " ".join(dict.fromkeys(r.change for r in self.reasons))
            return f'"{self.exercise}" is changed for {named}: {changes} {whys}'
        says = f'"{self.exercise}" is left out of {where} for {named}'
        if self.kind == "asked":
            return f"{says}, until it is cleared: {whys}"
        if self.conflict:
            says += ", whose changes cannot both be followed"
        if self.kind == "swapped":
            return f'{says}; "{self.instead}" takes its place: {whys}'
        if self.instead:
            return f'{says}; nothing is added, as "{self.instead}" is there already: {whys}'
        return f"{says}; nothing can take its place: {whys}"

    @property
    def gone(self) -> bool:
        """Return whether the exercise is left out for good, replaced or not."""
        return self.kind in ("left out", "swapped")

    @property
    def conflict(self) -> bool:
        """Return whether it is left out because the conditions' changes cannot all be followed."""
        return self.gone and all(r.action == "modify" for r in self.reasons)
