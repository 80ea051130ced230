"""What is said of each decision: to the operator as a warning with its place, so that nothing changes silently."""

from collections.abc import Iterator
from dataclasses import replace

from planner.content.condition import Condition
from planner.content.exercise import Exercise
from planner.content.library import Library
from planner.content.patient import Clearance, Keep, Patient
from planner.content.plan import Plan
from planner.problems import Problem
from planner.programme.decision import Decision
from planner.programme.programme import Programme, Remark
from planner.programme.safety import unassessed

ASSESS = "for each, write a precaution, or no_limit with the reason"
EXTEND = "for a built-in one, in a file of your own that extends it"
"""How an exercise comes to say something about a condition."""
KEPT = ("only", "avoid_positions", "not_with", "accept_with", "emergency_signs", "today_signs")
"""Fields of a condition that keep its patients safe."""
TO_SAY = "give it a rule (only, avoid_positions), or name it in the precautions of an exercise"
"""How a condition comes to change something."""


def decision_warnings(programme: Programme, plan: Plan) -> Iterator[Problem]:
    """Yield a warning for each change to the plan, but not for changes by the plan's own conditions: it was written so.

    What the clinician keeps or clears is no warning: it was asked for, and the clinician's sheet says who did. But a
    yes that names no condition (keep) may not know which one says to avoid the exercise.
    """
    patient = programme.patient
    for decision in programme.decisions:
        if decision.kind == "kept" and any(reason.action == "avoid" for reason in decision.reasons):
            n = next(n for n, entry in enumerate(patient.keep) if entry.exercise == decision.exercise)
            named = " and ".join(f'"{reason.condition}"' for reason in decision.reasons)
            whys = " ".join(dict.fromkeys(reason.why for reason in decision.reasons))
            says = f'"{decision.exercise}" is kept against {named}: {whys}'  # not why: that may be about the patient
            found = patient.problem(("keep", n), says)
            yield replace(found, kind="warning", is_change=True)
        own = [r.condition for r in decision.reasons if r.condition not in plan.conditions]
        if decision.kind in ("kept", "cleared") or (decision.kind == "changed" and not own):
            continue
        says = decision.sentence(_phases(decision, plan))
        if own:
            found = patient.problem(("conditions", patient.conditions.index(own[0])), says)
            yield replace(found, kind="warning", is_change=True)
        else:
            first = plan.conditions.index(decision.reasons[0].condition)
            yield plan.problem(("conditions", first), says).warning()


def _phases(decision: Decision, plan: Plan) -> str:
    """Return the phases by title, or `the plan` if it is every phase that has the exercise."""
    having = tuple(n for n, p in enumerate(plan.phases, 1) if any(e.exercise == decision.exercise for e in p.exercises))
    if decision.phases == having:
        return "the plan"
    return " and ".join(f'"{plan.phases[n - 1].title}"' for n in decision.phases)


def without_rule(patient: Patient, library: Library) -> Iterator[Remark]:
    """Note each condition of a clinic's own that changes nothing, or that has lost what the built-in one says.

    It changes nothing if it has no rule and nothing mentions it.
    """
    yield from _lost_of_conditions(patient, library.english)
    for n, key in enumerate(patient.conditions):
        if key in library.own_conditions and is_silent(key, library):
            problem = Problem(text=f'"{key}" changes nothing: no exercise says anything about it', advice=TO_SAY)
            yield Remark(patient, ("conditions", n), problem)


def _lost_of_conditions(patient: Patient, library: Library) -> Iterator[Remark]:
    """Warn of each condition that a clinic's folder has anew, without all that keeps its patients safe."""
    for n, key in enumerate(patient.conditions if len(library.folders) > 1 else ()):
        there, ours = library.built_in_conditions.get(key), library.conditions.get(key)
        lost = [field for field in KEPT if there and ours and _has_lost(field, there, ours)]
        if lost:
            text = f'"{key}" of this library no longer has all {" and ".join(lost)} of the built-in "{key}"'
            advice = f"write extends: {key} into it, and of the rest only what differs"
            yield Remark(patient, ("conditions", n), Problem(text=text, advice=advice))


def _has_lost(field: str, there: Condition, ours: Condition) -> bool:
    """Return whether a condition lacks something that the built-in one has in a field."""
    had, has = getattr(there, field), getattr(ours, field)
    if field == "only":
        return had is not None and (has is None or not set(has) <= set(had))
    return not set(had) <= set(has)


def is_silent(key: str, library: Library) -> bool:
    """Return whether a condition has no rule of its own, and no exercise and no topic of the library mentions it."""
    condition = library.conditions[key]
    if condition.only is not None or condition.avoid_positions or condition.signs:
        return False
    topics = (library.topic(name) for name in library.ids("topics"))
    named = {name for topic in topics for name in (*topic.for_conditions, *topic.not_for_conditions)}
    for exercise in library.exercises():
        named |= {precaution.condition for precaution in exercise.precautions}
    return key not in named


def not_assessed(programme: Programme, library: Library) -> Iterator[Remark]:
    """Warn of each exercise that says nothing about a condition of the patient; of a clinic's own one, all in a line.

    A condition that changes nothing at all has a warning already.
    """
    own, patient = library.own_conditions, programme.patient
    for item in programme.items:
        if built_in := [name for name in item.unassessed if name not in own]:
            named = " and ".join(f'"{name}"' for name in built_in)
            text = f'"{item.exercise.key}" says nothing about {named}: nobody has said whether it suits'
            yield Remark(item.exercise, ("precautions",), Problem(text=text, advice=ASSESS))
    for n, name in enumerate(patient.conditions):
        silent = [item.exercise.key for item in programme.items if name in item.unassessed and name in own]
        if silent and not is_silent(name, library):
            text = f'nobody has said whether these suit "{name}": {", ".join(silent)}'
            yield Remark(patient, ("conditions", n), Problem(text=text, advice=f"{ASSESS}; {EXTEND}"))


def says_nothing(exercise: Exercise, library: Library) -> Iterator[Remark]:
    """Note, in one line, the conditions of the library about which an exercise says nothing."""
    if silent := unassessed(exercise, library.conditions, library):
        text = f"says nothing about {', '.join(silent)}"
        advice = f"who has one of these gets it unchanged, with a warning; {ASSESS}"
        yield Remark(exercise, ("precautions",), Problem(text=text, advice=advice))


def without_effect(programme: Programme, plan: Plan) -> Iterator[Remark]:
    """Note each entry of `cleared` and `keep` that has no effect."""
    patient, decisions = programme.patient, programme.decisions
    here = {e.exercise for p in plan.phases for e in p.exercises} | {item.exercise.key for item in programme.items}
    named: tuple[tuple[str, tuple[Clearance | Keep, ...]], ...] = (("cleared", patient.cleared), ("keep", patient.keep))
    for field, entries in named:
        for n, entry in enumerate(entries):
            if any(_serves(decision, entry) for decision in decisions) and entry not in entries[:n]:
                continue
            why = f'"{entry.exercise}" is no exercise of this plan'
            if patient.exercises.get(entry.exercise, entry) is None:
                why = f'your own exercises leave "{entry.exercise}" out; take one of the two lines out'
            elif entry.exercise in here:
                why = _pointless(entry, patient, decisions)
            yield Remark(patient, (field, n), f"changes nothing: {why}")
    for n, entry in enumerate(patient.keep):
        if entry.form and not any(_followed_by(decision, entry) for decision in decisions):
            why = f'no two changes of "{entry.exercise}" stand in each other\'s way'
            yield Remark(patient, ("keep", n, "form"), f"changes nothing: {why}")


def _followed_by(decision: Decision, entry: Keep) -> bool:
    """Return whether an entry's form decided between changes, or whether the exercise is left out all the same."""
    if decision.exercise != entry.exercise:
        return False
    return decision.gone or (decision.kind == "kept" and any(r.action == "modify" for r in decision.reasons))


def _serves(decision: Decision, entry: Clearance | Keep) -> bool:
    if decision.exercise != entry.exercise:
        return False
    if isinstance(entry, Keep):
        return decision.kind == "kept"
    return decision.kind == "cleared" and decision.reasons[0].condition == entry.condition


def _avoids(decision: Decision, entry: Clearance) -> bool:
    return not entry.reason and any((r.condition, r.action) == (entry.condition, "avoid") for r in decision.reasons)


def _pointless(entry: Clearance | Keep, patient: Patient, decisions: tuple[Decision, ...]) -> str:
    """Return why an entry about an exercise of the plan has no effect."""
    out = [d for d in decisions if d.exercise == entry.exercise and d.kind in ("left out", "swapped", "asked")]
    if isinstance(entry, Clearance) and entry.condition not in patient.conditions:
        return f'the patient does not have "{entry.condition}"'
    if out and isinstance(entry, Keep) and out[0].conflict:
        named = " or ".join(r.condition for r in out[0].reasons)
        return f'two changes of "{entry.exercise}" cannot both be followed; say which one to follow: form: {named}'
    if out and isinstance(entry, Clearance) and _avoids(out[0], entry):
        return f'"{entry.condition}" says to avoid "{entry.exercise}"; if you answer for it, write a reason too'
    if out:
        named = " and ".join(f'"{r.condition}"' for r in out[0].reasons)
        return f'{named} still leaves out "{entry.exercise}"'
    if isinstance(entry, Keep):
        return f'no condition of the patient says to leave out "{entry.exercise}"'
    return f'"{entry.condition}" neither leaves "{entry.exercise}" out nor changes it'
