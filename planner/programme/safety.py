"""What a patient's conditions do to a plan: what is left out, what takes its place, what is changed, and why.

Pure: plan, patient and library in, the tailored plan and the decisions out. The rules, in the order of their weight:

1. A condition that says avoid leaves the exercise out. So does a position that a condition forbids, be it that of the
   exercise or of the form that another condition gives it; and so do changes of which no form suits all. The nearest
   allowed alternative takes its place.
2. A condition that says ask leaves it out until the clinician clears it.
3. A condition that says modify changes it.

The clinician can bring back whatever is left out: for all conditions by name and reason (keep), or for one (cleared).

Whatever is written in the patient's file, conditions count in the library's order, each once: so the order in which
they are written changes nothing.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from planner.content.condition import Condition
from planner.content.exercise import Exercise, Precaution
from planner.content.library import Library
from planner.content.patient import Clearance, Keep, Patient
from planner.content.plan import Entry, Plan
from planner.problems import InputError
from planner.programme.decision import Decision, Kind, Reason
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

    @property
    def out(self) -> tuple[Precaution, ...]:
        """Return the precautions that leave the exercise out, of the strictest kind only."""
        return self.avoid or self.conflict or self.ask

    @property
    def silent(self) -> bool:
        """Return whether no condition has a precaution."""
        return not (self.out or self.modify or self.overruled or self.cleared)


@frozen
class Tailored:
    """A plan for one patient, and how it came about."""

    plan: Plan
    changes: dict[str, tuple[Precaution, ...]]
    """By exercise: what its card says first."""
    decisions: tuple[Decision, ...]


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

    def hear(self, own: Precaution | None, rule: Precaution | None) -> None:
        """Sort what the exercise says of a condition, and the condition's rule about it if that leaves it out."""
        if own and own.action != "modify":
            self.weigh(own if own.action == "avoid" or not rule else rule)
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
            weighing.hear(_own(exercise, name), self._rule(exercise, name))
        form, conflict = weighing.decide_form()
        for name in self.conditions:
            placed = self._placed(exercise, name, form)
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
        )

    def _in_order(self, precautions: Iterable[Precaution]) -> tuple[Precaution, ...]:
        return tuple(sorted(precautions, key=lambda p: self.conditions.index(p.condition)))

    def _rule(self, exercise: Exercise, name: str) -> Precaution | None:
        """Return what the condition says of all exercises but some (`only`), if it leaves this one out."""
        condition = self.library.conditions[name]
        beyond = condition.only is not None and exercise.key not in condition.only
        return _avoid(condition, name) if beyond else None

    def _placed(self, exercise: Exercise, name: str, form: Precaution | None) -> Precaution | None:
        """Return what the condition says of the position in which the exercise is done, if it forbids it.

        An exercise's own precaution answers for the exercise's position, and a form for the conditions that it suits.
        """
        condition = self.library.conditions[name]
        position = (form and form.position) or exercise.position
        own = _own(exercise, name)
        if position not in condition.avoid_positions or (own and position == exercise.position):
            return None
        suited = form is not None and name in (form.condition, *form.also_for, *form.goes_with)
        return None if suited else _avoid(condition, name)

    # -- alternatives ------------------------------------------------------------------------------------------------

    def alternative(self, key: str, plan: Plan) -> str:
        """Return the nearest exercise that passes every condition, or an empty text.

        First what the precautions name, then the chain of easier ones, then others of the same aim that the plan does
        not have and that are no harder. Within each, one of which no condition says anything comes first.
        """
        verdict = self.verdict(key)
        for tier in (self._named(verdict.out), self._easier(key), self._alike(key, plan)):
            unwanted = {key, *self.patient.left_out}
            allowed = [k for k in tier if k not in unwanted and not self.verdict(k, kept=False).out]
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
        used = set(_exercises(plan))
        alike = [e for e in self.library.exercises() if e.aim == exercise.aim and e.key not in used]
        for other in sorted(alike, key=lambda e: (e.position != exercise.position, e.key)):
            if key not in self._easier(other.key):
                yield other.key


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


def tailor(plan: Plan, patient: Patient, library: Library) -> Tailored:
    """Return the plan as this patient may follow it.

    Raise InputError for conditions that are not there, and for phases of which nothing is left: it says what could be
    cleared.
    """
    safety = Safety(patient, library)
    found: dict[tuple[str, str, str], list[int]] = {}  # kind, exercise, instead: phases
    phases = []
    for n, phase in enumerate(plan.phases, 1):
        entries = []
        there = {e.exercise for e in phase.exercises if not safety.verdict(e.exercise).out}
        for entry in phase.exercises:
            kind, instead = _outcome(entry, safety, plan, there)
            if kind:
                found.setdefault((kind, entry.exercise, instead), []).append(n)
            if kind == "swapped":
                there.add(instead)
                entries.append(Entry(exercise=instead))  # on its own ladder, never with the old one's numbers
            elif not kind:
                entries.append(entry)
        phases.append(phase.model_copy(update={"exercises": tuple(entries)}))
    tailored = plan.model_copy(update={"phases": tuple(phases)})
    _refuse_empty(plan, tailored, safety)
    kept = dict.fromkeys(_exercises(tailored))
    decisions = [
        *(_removal(kind, key, instead, tuple(ns), safety) for (kind, key, instead), ns in found.items()),
        *(decision for key in kept for decision in _remarks_on(key, tailored, safety)),
    ]
    order = {key: n for n, key in enumerate(dict.fromkeys([*_exercises(plan), *kept]))}
    decisions.sort(key=lambda d: (order[d.exercise], d.phases))
    return Tailored(tailored, {key: safety.verdict(key).modify for key in kept}, tuple(decisions))


def _exercises(plan: Plan) -> Iterable[str]:
    return (entry.exercise for phase in plan.phases for entry in phase.exercises)


def _outcome(entry: Entry, safety: Safety, plan: Plan, there: set[str]) -> tuple[Kind | Literal[""], str]:
    """Return what becomes of an entry, given the others in its phase; empty texts if it stays."""
    verdict = safety.verdict(entry.exercise)
    if not verdict.out:
        return "", ""
    if verdict.out is verdict.ask:
        return "asked", ""  # the clinician decides: nothing is put in its place meanwhile
    instead = safety.alternative(entry.exercise, plan)
    return ("swapped" if instead and instead not in there else "left out"), instead


def _removal(kind: str, key: str, instead: str, phases: tuple[int, ...], safety: Safety) -> Decision:
    return Decision(kind, key, phases, _reasons(safety.verdict(key).out), instead)  # type: ignore[arg-type]  # of _outcome


def _remarks_on(key: str, plan: Plan, safety: Safety) -> Iterator[Decision]:
    """Yield the decisions about an exercise that is prescribed."""
    verdict = safety.verdict(key)
    phases = tuple(n for n, p in enumerate(plan.phases, 1) if any(e.exercise == key for e in p.exercises))
    if verdict.keep:
        reasons = _reasons(verdict.overruled)
        yield Decision("kept", key, phases, reasons, by=verdict.keep.by, because=verdict.keep.reason)
    for precaution, clearance in verdict.cleared:
        because = clearance.reason or ""
        yield Decision("cleared", key, phases, _reasons((precaution,)), by=clearance.by, because=because)
    if verdict.modify:
        yield Decision("changed", key, phases, _reasons(verdict.modify))


def _reasons(precautions: Iterable[Precaution]) -> tuple[Reason, ...]:
    return tuple(Reason(p.condition, p.action, p.why, p.change or "") for p in precautions)


def _refuse_empty(plan: Plan, tailored: Plan, safety: Safety) -> None:
    """Raise InputError if a phase has nothing left, with what could be cleared and what could be added."""
    wrong = []
    for before, after in zip(plan.phases, tailored.phases, strict=True):
        if after.exercises:
            continue
        asks = [
            f"{entry.exercise} ({', '.join(p.condition for p in verdict.ask)})"
            for entry in before.exercises
            if (verdict := safety.verdict(entry.exercise)).out is verdict.ask
        ]
        ways = [f"clear what you can answer for: {', '.join(asks)}"] if asks else []
        fitting = gentle(safety)
        if fitting:
            ways.append(
                f"add what these conditions allow ({', '.join(fitting)}): write exercises: "
                f"{{{fitting[0]}: {{phase: {before.title}}}}} into the patient's file"
            )
        others = f"planner list plans --for {','.join(safety.conditions)}"
        advice = "; or ".join([*ways, f"choose another plan ({others})"])
        says = f'the conditions leave nothing of the phase "{before.title}"; {advice}'
        wrong.append(safety.patient.problem(("conditions",), says))
    if wrong:
        raise InputError(*wrong)


GENTLE = 3
"""How many exercises an error names that could be added."""


def gentle(safety: Safety) -> tuple[str, ...]:
    """Return the gentlest exercises of which the patient's conditions change nothing: those without an easier one."""
    silent = [
        e for e in safety.library.exercises() if safety.verdict(e.key).silent and e.key not in safety.patient.left_out
    ]
    return tuple(e.key for e in sorted(silent, key=lambda e: (e.easier is not None, e.key)))[:GENTLE]
