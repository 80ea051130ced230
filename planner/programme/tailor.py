"""What the conditions make of a plan: it with what is left out, and what takes its place; and each decision."""

from collections.abc import Iterable, Iterator
from typing import Literal

from planner.content.exercise import Precaution
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Entry, Plan
from planner.problems import InputError
from planner.programme.decision import Decision, Kind, Reason
from planner.programme.safety import Safety, exercises_in
from planner.values import frozen


@frozen
class Tailored:
    """A plan for one patient, and how it came about."""

    plan: Plan
    changes: dict[str, tuple[Precaution, ...]]
    """By exercise: what its card says first."""
    decisions: tuple[Decision, ...]


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
    kept = dict.fromkeys(exercises_in(tailored))
    decisions = [
        *(_removal(kind, key, instead, tuple(ns), safety) for (kind, key, instead), ns in found.items()),
        *(decision for key in kept for decision in _remarks_on(key, tailored, safety)),
    ]
    order = {key: n for n, key in enumerate(dict.fromkeys([*exercises_in(plan), *kept]))}
    decisions.sort(key=lambda d: (order[d.exercise], d.phases))
    return Tailored(tailored, {key: safety.verdict(key).modify for key in kept}, tuple(decisions))


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
        e
        for e in safety.library.exercises()
        if safety.verdict(e.key).silent and safety.is_assessed(e.key) and e.key not in safety.patient.left_out
    ]
    return tuple(e.key for e in sorted(silent, key=lambda e: (e.easier is not None, e.key)))[:GENTLE]
