"""An exercise as a physiotherapist writes it: doses, steps, and what conditions change about it."""

import re
from collections.abc import Collection, Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from planner.content.counted import COUNTED, refuse_other_kind
from planner.content.extends import items_of, name_of, pairs
from planner.content.posture import is_low, misplaced
from planner.content.review import Review
from planner.content.scalars import WHOLE, ConditionId, Count, ExerciseId, Line, PrintedLine, Prose, Seconds, SourceId
from planner.content.spec import Layered, Spec
from planner.content.suggest import LEAVE_OUT
from planner.content.yaml import Loc, Map, Node
from planner.problems import Problem

Aim = Literal["mobility", "stretch", "stabilise", "strengthen", "balance", "relax", "nerve"]
Position = Literal["supine", "prone", "side-lying", "hands-and-knees", "half-kneeling", "sitting", "standing"]
Action = Literal["avoid", "modify", "ask"]
STRENGTH = ("", "modify", "ask", "avoid")
"""Actions by how much they keep from a patient."""


_VERBS_IN_ING = ("bring", "cling", "fling", "ring", "sing", "sling", "spring", "sting", "string", "swing", "wring")


def _goes_on(value: str) -> str:
    """Return what goes on from "Do not"."""
    rest = re.sub(r"^(do not|don['\u2019]t|never)\s+", "", value, flags=re.IGNORECASE).rstrip(".")
    text = '{} is printed behind "Do not"'
    first = rest.partition(" ")[0].lower()
    if first.endswith("ing") and first not in _VERBS_IN_ING:
        raise ValueError(Problem(quoted=value, text=text, advice="write the plain verb, such as bend and not bending"))
    if rest != value:
        raise ValueError(Problem(quoted=value, text=text, advice=f"write a verb, without a full stop: {rest}"))
    return value


Mistake = Annotated[PrintedLine, AfterValidator(_goes_on)]
"""What not to do, as it goes on from "Do not": a verb, no full stop."""


class DoseChange(Spec):
    """The part of a dose that differs. Durations are in seconds."""

    sets: Count | None = None
    """Number of sets."""
    reps: Count | None = None
    """Repetitions in a set."""
    hold: Seconds | None = None
    """How long to hold each repetition: 10 s."""
    rest: Seconds | None = None
    """Rest between two repetitions: 10 s."""
    time: Seconds | None = None
    """Duration of an exercise that is not counted, such as a walk or a rest: 10 min."""
    per_day: Count | None = None
    """Times a day."""
    days_per_week: Annotated[int, Field(ge=1, le=7), WHOLE] | None = None
    """The most days a week; which days they are, the plan or the patient says."""


class Dose(Spec):
    """How much of an exercise."""

    sets: Count = 1
    """Number of sets."""
    reps: Count = 1
    """Repetitions in a set."""
    hold: Seconds = 0
    """How long to hold each repetition: 10 s."""
    rest: Seconds = 0
    """Rest between two repetitions: 10 s."""
    time: Seconds = 0
    """Duration of an exercise that is not counted, such as a walk or a rest: 10 min."""
    per_day: Count = 1
    """Times a day."""
    days_per_week: Annotated[int, Field(ge=1, le=7), WHOLE] = 7
    """The most days a week; which days they are, the plan or the patient says."""

    def changed(self, *changes: "DoseChange | None") -> "Dose":
        """Return this dose with the fields that the changes set; a later change wins."""
        new: dict[str, int] = {}
        for change in changes:
            if change is not None:
                new |= {k: v for k in Dose.model_fields if (v := getattr(change, k)) is not None}
        return self.model_copy(update=new)


class Level(DoseChange):
    """A rung of the ladder: what differs from the exercise's dose, and how to do it differently."""

    note: PrintedLine | None = None
    """How to do it differently on this rung."""
    not_for_conditions: tuple[ConditionId, ...] = ()
    """Conditions that speak against it: for who has one, the ladder ends below this rung. Not for the first rung."""


class Step(Spec):
    """One thing to do. A step with a pose or a picture is drawn; steps without one share the picture before them."""

    say: PrintedLine
    """The instruction, in a sentence or two."""
    label: PrintedLine | None = None
    """A word above the picture: Start, Lift, Hold."""
    pose: dict[str, Any] | None = None
    """Joint angles and contacts; only what changes since the previous picture."""
    picture: Line | None = None
    """A JPEG, PNG or SVG file in the exercise's folder, in place of a pose."""
    alt: PrintedLine | None = None
    """A description of the picture for readers who cannot see it. Goes with picture."""
    arrow: Any = None
    """The landmark that moves: `knee_r`, or with a direction, `knee_r forward`; `return` for the way there and back."""
    felt_at: Any = None
    """The region that is stretched."""
    works_at: Any = None
    """The region that works."""
    hold: bool = False
    """Whether the pictured position is held."""
    other_side: bool = False
    """Whether the same is repeated on the other side."""
    ghost: bool = False
    """Whether to draw the previous picture behind it, dashed."""
    inset: bool | Literal["feet"] = False
    """Whether to draw, in place of the person, the trunk larger: before and now. `feet`: beside it, both feet as seen
    from above."""
    breath: Literal["in", "out"] | None = None
    """Which way air goes: arrows at the nose or the mouth."""

    @property
    def pictured(self) -> bool:
        """Whether the step has a picture of its own."""
        return self.pose is not None or self.picture is not None

    @model_validator(mode="after")
    def _one_picture(self) -> "Step":
        if self.pose is not None and self.picture is not None:
            raise ValueError("a step has a pose or a picture, not both")
        if self.picture is not None and not self.alt:
            raise ValueError("picture needs alt: what it shows, in words, for whoever cannot see it")
        if self.alt and self.picture is None:
            raise ValueError("alt belongs to a step with a picture; what a pose shows is said by itself")
        return self

    @model_validator(mode="after")
    def _marks_need_a_pose(self) -> "Step":
        marks = [k for k in ("arrow", "felt_at", "works_at", "breath") if getattr(self, k) is not None]
        if self.picture is not None:
            marks += [k for k in ("hold", "other_side", "ghost", "inset") if getattr(self, k)]
        if marks and self.pose is None:
            raise ValueError(f"{marks[0]} belongs to a step with a pose")
        if self.label is not None and not self.pictured:
            raise ValueError("label belongs to a step with a pose or a picture")
        return self


class Precaution(Spec):
    """The effect of a condition on an exercise."""

    condition: ConditionId
    """Its id (planner list conditions)."""
    action: Action
    """avoid leaves the exercise out, ask leaves it out until it is cleared, modify changes it."""
    why: PrintedLine
    """The reason, in a sentence written for the patient."""
    change: PrintedLine | None = None
    """How to do it differently, printed at the top of the card. For modify."""
    dose: DoseChange | None = None
    """The part of the dose that changes. For modify."""
    steps: tuple[Step, ...] = ()
    """Steps in place of the exercise's, where those would show what the change forbids."""
    position: Position | None = None
    """The starting position of these steps, if it is not the exercise's."""
    also_for: tuple[ConditionId, ...] = ()
    """Conditions that these steps suit too: they take the place of what those change."""
    goes_with: tuple[ConditionId, ...] = ()
    """Conditions whose change can be followed with these steps: both are printed."""
    props: Any = None
    """Things in these pictures, in place of the exercise's: bed, chair."""
    view: Any = None
    """The side from which these pictures are drawn, in place of the exercise's."""
    felt: PrintedLine | None = None
    """Where the changed exercise is felt, if elsewhere."""
    mistakes: tuple[Mistake, ...] = ()
    """Mistakes in place of the exercise's, where those do not fit these steps."""
    cautions: tuple[PrintedLine, ...] = ()
    """Cautions in place of the exercise's, where those do not fit these steps."""
    equipment: tuple[PrintedLine, ...] | None = None
    """Equipment that these steps need, if it differs."""
    notes: Literal["same", "none"] = "same"
    """Whether the notes of the ladder's rungs still apply: same or none."""
    pictures: Literal["same", "own", "none"] = "same"
    """Pictures of the changed exercise: the same, those of these steps (own), or none."""
    instead: ExerciseId | None = None
    """The exercise to do in its place, by id. For avoid."""

    @property
    def unpictured(self) -> bool:
        """Whether nobody has confirmed that the pictures fit the change."""
        return self.action == "modify" and not self.steps and "pictures" not in self.model_fields_set

    @model_validator(mode="after")
    def _complete(self) -> "Precaution":
        if self.action == "modify" and not self.change:
            raise ValueError("modify needs a change: the words that are printed at the top of the card")
        if self.action != "modify" and (self.change or self.dose or self.steps):
            raise ValueError(f"change, dose and steps belong to modify, not to {self.action}")
        has_own = any(step.pictured for step in self.steps)
        if has_own != (self.pictures == "own"):
            raise ValueError("pictures: own, and steps with a pose or a picture, go together")
        own = ("felt", "mistakes", "cautions", "equipment", "notes", "position", "also_for", "goes_with")
        worded = [key for key in own if key in self.model_fields_set]
        if worded and not self.steps:
            raise ValueError(f"{worded[0]} belongs to a precaution with steps of its own")
        for key in ("props", "view"):
            if getattr(self, key) is not None and not has_own:
                raise ValueError(f"{key} belongs to pictures: own")
        return self


class Exercise(Layered):
    """One exercise of the library."""

    extends: ExerciseId | None = None
    """The exercise that this one changes, by id: write only what differs. Of its own id: the one below."""
    title: PrintedLine
    """The name of the exercise."""
    summary: PrintedLine
    """What it does for the patient, in one sentence."""
    aim: Aim
    """The kind of exercise."""
    position: Position
    """The position in which it is done; the lowest, where pictures show several."""
    side: Literal["both", "each", "alternate", "affected"] = "both"
    """Both sides at once, one after the other (each), in turns (alternate), or only the side that hurts (affected)."""
    equipment: tuple[PrintedLine, ...] = ()
    """Equipment needed: mat, chair."""
    dose: Dose
    """The usual amount."""
    dose_basis: Prose | None = None
    """Where the numbers come from, or that the evidence is weak. For clinicians: `planner show` prints it."""
    total_a_day: bool = False
    """Whether to print the total for a day too, because the source gives it."""
    levels: tuple[Level, ...] = ()
    """The ladder: what differs from the dose on each rung. A plan's phase chooses the rung."""
    seconds_per_rep: Count = 4
    """Moving time of one repetition, without hold and rest."""
    easier: ExerciseId | None = None
    """An easier exercise, by id."""
    harder: ExerciseId | None = None
    """A harder exercise, by id."""
    view: Any = "side"
    """The side from which it is drawn."""
    props: Any = ()
    """Things in the picture: mat, chair, wall."""
    steps: tuple[Step, ...] = Field(min_length=1)
    """The steps in order; a step with a pose is drawn."""
    felt: PrintedLine
    """Where it is felt."""
    mistakes: tuple[Mistake, ...] = Field(min_length=1)
    """Common mistakes. Each continues "Do not": a verb, no full stop."""
    cautions: tuple[PrintedLine, ...] = Field(min_length=1)
    """When to stop, and what to do then."""
    precautions: tuple[Precaution, ...] = ()
    """The effects of patients' conditions on it."""
    no_limit: dict[ConditionId, Line] = Field(default_factory=dict)
    """Conditions that change nothing about it, each with the reason or the source, for clinicians."""
    sources: tuple[SourceId, ...] = Field(min_length=1)
    """Sources, by id (planner list sources)."""
    reviewed_by: Review | None = None
    """Who reviewed it, and when; null if nobody has yet."""

    def up_to(self, conditions: Collection[str]) -> "Exercise":
        """Return the exercise with its ladder up to the first rung against which one of the conditions speaks."""
        barred = (n for n, level in enumerate(self.levels) if set(level.not_for_conditions).intersection(conditions))
        end = next(barred, len(self.levels))
        return self if end == len(self.levels) else self.model_copy(update={"levels": self.levels[:end]})

    @classmethod
    def settled(cls, whole: Node, layer: Node, below: Node) -> Node:
        """Return the values of a layer over what was below; where it adds a precaution, there is a limit."""
        whole = super().settled(whole, layer, below)
        refuse_other_kind(whole, layer)
        added, free = layer.child("precautions"), whole.child("no_limit")
        if not added or not free or layer.child("no_limit"):
            return whole
        limited = {name_of(item, "condition") for item in items_of(added[1])} | {k.value for k, _ in pairs(added[1])}
        rest = [pair for pair in pairs(free[1]) if pair[0].value not in limited]
        none: Node = Map(free[1].line, free[1].column, rest, free[1].path)
        others = [pair for pair in pairs(whole) if pair[0].value != "no_limit"]
        return Map(whole.line, whole.column, [*others, (free[0], none)], whole.path)

    def faults(self) -> list[Problem]:
        """Return each position that is not the one in the pictures, and each easier or harder one that is the same.

        Rules about positions would let the first through.
        """
        found: list[tuple[Loc, Problem | None]] = [(("position",), misplaced(self.position, self.steps, self.props))]
        itself = Problem(text="is this exercise itself", advice="name another one, or take this line out")
        found += [((field,), itself) for field in ("easier", "harder") if self.key and getattr(self, field) == self.key]
        for n, change in enumerate(self.precautions):
            if self.key and change.instead == self.key:
                found.append((("precautions", n, "instead"), itself))
            props = self.props if change.props is None else change.props
            if is_low(change.steps, props):  # a form upright under the name of a lower position lets nothing through
                position = change.position or self.position
                found.append((("precautions", n, "position"), misplaced(position, change.steps, props)))
        return [self.problem(loc, problem) for loc, problem in found if problem]

    def loosened(self, replaced: "Exercise | None") -> Iterator[tuple[str, str, str]]:
        """Yield each condition of which the file that this one extends says more, with both actions (none: nothing).

        replaced: the exercise whose place it takes as a whole, if it extends none.
        """
        bottom = self.origin.bottom if self.origin else None
        before = {p.condition: p.action for p in replaced.precautions} if replaced and not bottom else {}
        said = {name: _text(item, "action") for name, item in _precautions(bottom).items()} if bottom else before
        now = {precaution.condition: precaution.action for precaution in self.precautions}
        for condition, was in said.items():
            has = now.get(condition, "")
            if STRENGTH.index(has) < STRENGTH.index(was):
                yield condition, was, has

    @property
    def unsaid(self) -> Iterator[tuple[str, str]]:
        """Yield each condition of which the file that this one extends says more for the same action, and what.

        That is: the words of a change that are not in the new ones, or the names of fields that are gone. Both are
        read as written, in English.
        """
        origin = self.origin
        if not origin or not origin.bottom:
            return
        was, has = (_precautions(node) for node in (origin.bottom, origin.root))
        for condition, old in was.items():
            new = has.get(condition)
            if new is None or _text(old, "action") != _text(new, "action"):
                continue  # another action is a new precaution
            change = _text(old, "change")
            if change and change not in _text(new, "change"):
                yield condition, f'"{change}"'
            gone = [str(key.value) for key, _ in pairs(old) if key.value in _HELD and not new.child(key.value)]
            if gone:
                yield condition, f"anything of {' and '.join(gone)}"

    @property
    def lost_its_pictures(self) -> bool:
        """Whether no step has a picture, and one has in the file that this one extends."""
        bottom = self.origin.bottom if self.origin else None
        steps = items_of(found[1]) if bottom and (found := bottom.child("steps")) else []
        had = any(step.child("pose") or step.child("picture") for step in steps)
        return had and not any(step.pictured for step in self.steps)

    @model_validator(mode="after")
    def _counted_or_timed(self) -> "Exercise":
        """Refuse repeats of what is done for a time, and a time of what is counted: only the time would be printed."""
        timed = bool(self.dose.time)
        doses: list[tuple[Loc, Dose | DoseChange]] = [(("dose",), self.dose)]
        doses += [(("levels", n), level) for n, level in enumerate(self.levels)]
        doses += [(("precautions", n, "dose"), p.dose) for n, p in enumerate(self.precautions) if p.dose]
        for loc, of in doses:
            if of.time and not timed:
                text, advice = "the dose is counted in repeats", "take time out here, or write it in the dose alone"
                raise ValueError(Problem(loc=(*loc, "time"), text=text, advice=advice))
            usual = Dose() if of is self.dose else DoseChange()
            lost = [key for key in COUNTED if timed and getattr(of, key) and getattr(of, key) != getattr(usual, key)]
            if lost and of is self.dose:
                text, out = f"beside it {lost[0]} is not printed", f"{lost[0]}: {LEAVE_OUT}"
                advice = f"take one of the two out; where another file has it, write {out}"
                raise ValueError(Problem(loc=(*loc, "time"), text=text, advice=advice))
            if lost:
                text = "is not printed: the exercise is done for a time"
                raise ValueError(Problem(loc=(*loc, lost[0]), text=text, advice="take it out"))
        return self

    @model_validator(mode="after")
    def _one_precaution_each(self) -> "Exercise":
        names = [p.condition for p in self.precautions]
        twice = sorted({n for n in names if names.count(n) > 1})
        if twice:
            raise ValueError(f"two precautions for {twice[0]}; write one")
        if self.levels and self.levels[0].not_for_conditions:
            raise ValueError("not_for_conditions belongs to a later rung; who must not begin needs a precaution")
        both = sorted(self.no_limit.keys() & set(names))
        if both:
            raise ValueError(f"{both[0]} has a precaution and no limit; leave one out")
        return self


_HELD = ("dose", "steps", "cautions", "instead")
"""Fields of a precaution beside its change that keep a patient safe."""


def _precautions(exercise: Node) -> dict[str, Node]:
    """Return the precautions of an exercise as written, by condition."""
    found = exercise.child("precautions")
    return {name_of(item, "condition"): item for item in items_of(found[1])} if found else {}


def _text(node: Node, key: str) -> str:
    """Return the text under a key; empty if there is none."""
    found = node.child(key)
    return str(found[1].value) if found else ""
