"""What a patient's conditions do to a plan: what is left out, what takes its place, what is changed, and why.

Pure: plan, patient and library in, the tailored plan and the decisions out. The rules, in the order of their weight:

1. A condition that says avoid leaves the exercise out. So does a position that a condition forbids, be it that of the
   exercise or of the form that another condition gives it; and so do changes of which no form suits all. The nearest
   allowed alternative takes its place. Where the exercise's own file says how it can be done in that position, that
   holds; but not against a position that a clinic's folder forbids, if only a file below that folder says so.
2. A condition that says ask leaves it out until the clinician clears it.
3. A condition that says modify changes it, until the clinician says that the change need not be followed (cleared).

The clinician can bring back whatever is left out: for all conditions by name and reason (keep), or for one (cleared).

Whatever is written in the patient's file, conditions count in the library's order, each once: so the order in which
they are written changes nothing.
"""

from collections.abc import Iterable, Iterator

from planner.content.condition import Condition
from planner.content.exercise import Exercise, Precaution
from planner.content.library import Library
from planner.content.patient import Clearance, Keep, Patient
from planner.content.plan import Plan
from planner.problems import InputError
from planner.values import frozen


@frozen
class Verdict:
    """What a patient's conditions say of an exercise, each in the library's order."""

    avoid: tuple[Precaution, ...] = ()
    ask: tuple[Precaution, ...] = ()
    """What nobody has cleared."""
    modify: tuple[Precaution, ...] = ()
    """Each as it is followed: a change that the form takes the place of says what the form says."""
    form: Precaution | None = None
    """Whose steps are followed, in place of the exercise's."""
    conflict: tuple[Precaution, ...] = ()
    """The changes with steps of their own of which no one's suit all."""
    overruled: tuple[Precaution, ...] = ()
    """What would leave it out, but the exercise is kept."""
    keep: Keep | None = None
    cleared: tuple[tuple[Precaution, Clearance], ...] = ()
    unassessed: tuple[str, ...] = ()
    """Conditions about which neither the exercise says anything nor their own rule."""

    @property
    def out(self) -> tuple[Precaution, ...]:
        """Return the precautions that leave the exercise out, of the strictest kind only."""
        return self.avoid or self.conflict or self.ask

    @property
    def silent(self) -> bool:
        """Return whether no condition has a precaution."""
        return not (self.out or self.modify or self.overruled or self.cleared)


class _Weighing:
    """What the conditions say of an exercise, sorted by what the clinician says of it."""

    def __init__(self, keep: Keep | None, granted: dict[str, Clearance]) -> None:
        self.keep, self.granted = keep, granted
        self.said: list[Precaution] = []
        self.overruled: list[Precaution] = []
        self.cleared: list[tuple[Precaution, Clearance]] = []

    def weigh(self, precaution: Precaution) -> None:
        """Sort what leaves the exercise out: it is cleared, overruled, or stands."""
        clearance = self.granted.get(precaution.condition)
        if clearance and (precaution.action != "avoid" or clearance.reason):
            self.cleared.append((precaution, clearance))
        elif self.keep:
            self.overruled.append(precaution)
        else:
            self.said.append(precaution)

    def hear(self, own: Precaution | None, rule: Precaution | None, *, is_forbidden: bool) -> None:
        """Sort what the exercise says of a condition, and the condition's rule about it if that leaves it out.

        A yes to what a rule or a position forbids is none to do it without the exercise's own change.
        """
        if own and own.action != "modify":
            self.weigh(own if own.action == "avoid" or not rule else rule)
            return
        if own and not is_forbidden and own.condition in self.granted:
            self.weigh(own)  # a change that need not be followed
            return
        if rule:
            self.weigh(rule)
        if own and not (rule and rule in self.said):
            self.said.append(own)  # what a rule left out still has to follow what the exercise itself says of it

    def decide_form(self) -> tuple[Precaution | None, tuple[Precaution, ...]]:
        """Return whose steps are followed, or the changes of which no one's suit all, unless the clinician decides."""
        form, conflict = _form(self.said)
        waived = [p for p in conflict if p.condition in self.granted]
        if waived:
            self.cleared += [(p, self.granted[p.condition]) for p in waived]
            self.said = [p for p in self.said if p not in waived]
            form, conflict = _form(self.said)
        chosen = next((p for p in conflict if self.keep and p.condition == self.keep.form), None)
        if chosen:
            others = [p for p in conflict if not _suits(chosen, p)]
            self.overruled += others
            self.said = [p for p in self.said if p not in others]
            return chosen, ()
        return form, conflict


class Safety:
    """The rules for one patient. Verdicts are made once an exercise."""

    def __init__(self, patient: Patient, library: Library) -> None:
        """Raise InputError with the place of every condition that the library does not have."""
        known = library.conditions
        wrong = [
            patient.problem(("conditions", n), library.unknown("condition", name))
            for n, name in enumerate(patient.conditions)
            if name not in known
        ]
        if wrong:
            raise InputError(*wrong)
        self.patient: Patient = patient
        self.library: Library = library
        self.conditions: tuple[str, ...] = tuple(name for name in known if name in patient.conditions)
        self._verdicts: dict[tuple[str, bool], Verdict] = {}

    def verdict(self, key: str, *, kept: bool = True) -> Verdict:
        """Return what the conditions say of an exercise; with kept=False, as if the clinician had kept nothing."""
        if (key, kept) not in self._verdicts:
            self._verdicts[key, kept] = self._verdict(key, kept=kept)
        return self._verdicts[key, kept]

    def _verdict(self, key: str, *, kept: bool) -> Verdict:
        exercise = self.library.exercise(key)
        keep = next((k for k in self.patient.keep if k.exercise == key), None) if kept else None
        weighing = _Weighing(keep, {c.condition: c for c in reversed(self.patient.cleared) if c.exercise == key})
        for name in self.conditions:
            own, rule = _own(exercise, name), self._rule(exercise, name)
            weighing.hear(own, rule, is_forbidden=bool(rule or self._placed(exercise, name, None, own)))
        form, conflict = weighing.decide_form()
        lifted = {p.condition for p, _ in weighing.cleared if p.action == "modify"}
        for name in self.conditions:
            own = None if name in lifted else _own(exercise, name)
            placed = self._placed(exercise, name, form, own)
            if placed and not any(p.condition == name and p.action == "avoid" for p in weighing.said):
                weighing.weigh(placed)
        said = weighing.said
        return Verdict(
            avoid=self._in_order(p for p in said if p.action == "avoid"),
            ask=self._in_order(p for p in said if p.action == "ask"),
            modify=tuple(_followed(p, form) for p in said if p.action == "modify"),
            form=form,
            conflict=conflict,
            overruled=self._in_order(weighing.overruled),
            keep=keep if weighing.overruled else None,
            cleared=tuple(sorted(weighing.cleared, key=lambda pair: self.conditions.index(pair[0].condition))),
            unassessed=unassessed(exercise, self.conditions, self.library),
        )

    def is_assessed(self, key: str) -> bool:
        """Return whether an exercise may come in of itself: somebody has judged it for each condition."""
        return not self.verdict(key).unassessed

    def _in_order(self, precautions: Iterable[Precaution]) -> tuple[Precaution, ...]:
        return tuple(sorted(precautions, key=lambda p: self.conditions.index(p.condition)))

    def _rule(self, exercise: Exercise, name: str) -> Precaution | None:
        """Return what the condition says of all exercises but some (`only`), if it leaves this one out."""
        condition = self.library.conditions[name]
        beyond = condition.only is not None and exercise.key not in condition.only
        return _avoid(condition, name) if beyond else None

    def _placed(
        self, exercise: Exercise, name: str, form: Precaution | None, own: Precaution | None
    ) -> Precaution | None:
        """Return what the condition says of the position in which the exercise is done, if it forbids it.

        An exercise's own precaution that is not cleared answers for the exercise's position, and a form for the
        conditions that it suits: unless a folder above that of the precaution forbids the position. What a clinic
        forbids stays out.
        """
        condition = self.library.conditions[name]
        position = (form and form.position) or exercise.position
        if position not in condition.avoid_positions:
            return None
        suited = form is not None and name in (form.condition, *form.also_for, *form.goes_with)
        answer = form if suited else own if position == exercise.position else None
        answered = answer is not None and not self._is_above(exercise, answer, (name, position))
        return None if answered else _avoid(condition, name)

    def _is_above(self, exercise: Exercise, answer: Precaution, rule: tuple[str, str]) -> bool:
        """Return whether a rule about a position was written in a folder above that of the precaution's action."""
        layer, origin = self.library.forbidden_above.get(rule, 0), exercise.origin
        if not layer or not origin:
            return bool(layer)
        loc = ("precautions", exercise.precautions.index(answer), "action")
        return layer > self.library.layer_of(origin.mark(loc).path)

    # -- alternatives ------------------------------------------------------------------------------------------------

    def alternative(self, key: str, plan: Plan) -> str:
        """Return the nearest exercise that passes every condition, or an empty text.

        First what the precautions name, then the chain of easier ones, then others of the same aim that the plan does
        not have and that are no harder. Within each, one of which no condition says anything comes first. One that
        says nothing about a condition of the patient comes in only if a precaution names it.
        """
        verdict = self.verdict(key)
        unwanted, named = {key, *self.patient.left_out}, self._named(verdict.out)
        for tier in (named, self._easier(key), self._alike(key, plan)):
            wanted = (k for k in tier if k not in unwanted and (k in named or self.is_assessed(k)))
            allowed = [k for k in wanted if not self.verdict(k, kept=False).out]
            if allowed:
                return next((k for k in allowed if self.verdict(k, kept=False).silent), allowed[0])
        return ""

    def _named(self, precautions: tuple[Precaution, ...]) -> list[str]:
        return list(dict.fromkeys(p.instead for p in precautions if p.instead))

    def _easier(self, key: str) -> list[str]:
        """Return the chain of easier exercises, nearest first; it ends where it would repeat."""
        chain: list[str] = []
        following = self.library.exercise(key).easier
        while following and following != key and following not in chain:
            chain.append(following)
            following = self.library.exercise(following).easier
        return chain

    def _alike(self, key: str, plan: Plan) -> Iterator[str]:
        """Yield exercises of the same aim, those in the same position first; none that is harder than this one."""
        exercise = self.library.exercise(key)
        used = set(exercises_in(plan))
        alike = [e for e in self.library.exercises() if e.aim == exercise.aim and e.key not in used]
        for other in sorted(alike, key=lambda e: (e.position != exercise.position, e.key)):
            if key not in self._easier(other.key):
                yield other.key


def unassessed(exercise: Exercise, conditions: Iterable[str], library: Library) -> tuple[str, ...]:
    """Return the conditions about which neither the exercise says anything nor their own rule: silence is no yes.

    A rule (only, avoid_positions) speaks of what it leaves out, and `only` of what it allows. That a rule forbids other
    positions says nothing of this exercise.
    """
    said = {*exercise.no_limit, *(precaution.condition for precaution in exercise.precautions)}

    def is_ruled(name: str) -> bool:
        condition = library.conditions[name]
        return condition.only is not None or exercise.position in condition.avoid_positions

    return tuple(name for name in conditions if name not in said and not is_ruled(name))


def _own(exercise: Exercise, name: str) -> Precaution | None:
    return next((p for p in exercise.precautions if p.condition == name), None)


def _avoid(condition: Condition, name: str) -> Precaution:
    return Precaution(condition=name, action="avoid", why=condition.why or condition.says)


def _suits(form: Precaution, other: Precaution) -> bool:
    """Return whether somebody who follows the form's steps heeds the other change too."""
    return form.steps == other.steps or other.condition in (*form.also_for, *form.goes_with)


def _form(said: list[Precaution]) -> tuple[Precaution | None, tuple[Precaution, ...]]:
    """Return whose steps suit all the changes, the first of several; or the changes of which no one's do."""
    own = tuple(p for p in said if p.steps)
    form = next((p for p in own if all(_suits(p, other) for other in own)), None)
    return form, () if form else own


def _followed(precaution: Precaution, form: Precaution | None) -> Precaution:
    """Return a change as it is followed along with a form: with the form's steps, or the form's words as well."""
    if form is None or precaution is form:
        return precaution
    replaced = {"change": form.change} if precaution.condition in form.also_for else {}
    if not replaced and (not precaution.steps or precaution.steps == form.steps):
        return precaution
    same = {key: getattr(form, key) for key in ("steps", "pictures", "props")}
    return precaution.model_copy(update={**same, **replaced})


def exercises_in(plan: Plan) -> Iterable[str]:
    """Return the exercises that a plan names, in its order, each as often as it stands there."""
    return (entry.exercise for phase in plan.phases for entry in phase.exercises)
