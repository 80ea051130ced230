"""The values of a plan before they are checked: in phases, and what follows from a layer over another plan."""

import re
from dataclasses import replace
from typing import Any

from planner.content.changes import on_first_rungs, with_exercises
from planner.content.extends import at, overlay, pairs, without
from planner.content.mistakes import no_list
from planner.content.resources import shown
from planner.content.suggest import LEAVE_OUT
from planner.content.yaml import Map, Node, Origin
from planner.problems import InputError, Problem

WEEKS = 4
"""How long a plan takes that does not say so."""


def in_phases(plan: dict[Any, Any]) -> dict[Any, Any]:
    """Return the values of a plan with exercises as one phase, and with the weeks that one of the two leaves out."""
    listed, phases = plan.get("exercises"), plan.get("phases")
    if listed and phases:
        raise ValueError("write exercises or phases, not both: exercises is a plan of one phase")
    if isinstance(listed, dict):
        says = "exercises is a map, which changes those of a plan that this one extends: write a list"
        raise ValueError(says)  # noqa: TRY004 - what pydantic reports
    if "exercises" in plan and not phases:
        plan = {key: value for key, value in plan.items() if key != "exercises"}
        phases = [{"title": plan.get("title") or "-", "exercises": listed}]
    if not isinstance(phases, list | tuple):
        return plan
    if len(phases) == 1 and isinstance(phases[0], dict) and "weeks" not in phases[0]:
        phases = [{**phases[0], "weeks": plan.get("weeks", WEEKS)}]
    counts = [phase.get("weeks") for phase in phases if isinstance(phase, dict)]
    if "weeks" not in plan and all(map(_is_number, counts)):
        plan = {**plan, "weeks": sum(int(str(count)) for count in counts)}
    return {**plan, "phases": phases}


def in_one_phase(plan: Node) -> Node:
    """Return the values of a plan whose exercises stand at its top with one phase that has them."""
    listed, title = plan.child("exercises"), plan.child("title")
    if not listed or plan.child("phases"):
        return plan
    key, mark = Node(listed[0].line, listed[0].column, "phases", listed[0].path), listed[1]
    phase: Node = Map(mark.line, mark.column, [*([title] if title else []), listed], mark.path)
    phases = Node(mark.line, mark.column, [phase], mark.path)
    return Map(plan.line, plan.column, [*pairs(without(plan, "exercises")), (key, phases)], plan.path)


def settled(plan: Node, layer: Node, below: Node) -> Node:
    """Return what follows for a plan from the layer over what was below.

    That is: whose exercises change, on which rung an added one begins, and how long the phases are. Raise InputError
    for a list of exercises over phases: does it change some of them, or take the place of all?
    """
    _refuse_list(layer, below)
    changes = plan.child("exercises")
    if changes and plan.child("phases") and isinstance(changes[1], Map):
        plan = with_exercises(without(plan, "exercises"), changes[1], layer)
    replaced = layer.child("phases")
    if replaced and plan.child("exercises") and not layer.child("exercises") and not isinstance(replaced[1], Map):
        plan = without(plan, "exercises")
    return _weeks_shared_out(on_first_rungs(plan, layer, below), layer)


def _refuse_list(layer: Node, below: Node) -> None:
    listed = layer.child("exercises")
    if not listed or isinstance(listed[1], Map) or not listed[1].value:
        return
    if below.child("phases") and not layer.child("phases"):
        said = no_list(listed[1].plain()) if isinstance(listed[1].value, list) else Problem(advice="write a map")
        text = "is a list, and the plan that this one extends has phases"
        advice = f"{said.advice}; to have these exercises alone, add the line phases: {LEAVE_OUT}"
        raise InputError(listed[1].problem(("exercises",), replace(said, text=text, advice=advice)))


TOO_MANY = "the phases have {total} weeks together"
"""What is wrong with a plan whose weeks are not those of its phases."""


def where_weeks_changed(error: InputError, values: Any, origin: Origin) -> InputError:  # noqa: ANN401 - what was written
    """Return an error about a plan, placed where the phases change if its weeks stand in a plan that it extends."""
    weeks, phases = origin.mark(("weeks",)), origin.mark(("phases",))
    depth = {path: n for n, path in enumerate(origin.files)}
    if depth.get(weeks.path, -1) <= depth.get(phases.path, -1):
        return error

    def placed(problem: Problem) -> Problem:
        counts = [phase.get("weeks") for phase in in_phases(values)["phases"] if isinstance(phase, dict)]
        total = sum(int(str(count)) if _is_number(count) else 0 for count in counts)
        if problem.text != TOO_MANY.format(total=total):
            return problem
        text = f"{problem.text}, and {shown(weeks.path)} has weeks: {weeks.value}"
        advice = f"write weeks: {total} beside phases here, or change the weeks of another phase"
        return origin.problem(("phases",), Problem(text=text, advice=advice))

    whole = InputError(*map(placed, error.problems))
    whole.refused = error.refused
    return whole


def _weeks_shared_out(plan: Node, layer: Node) -> Node:
    """Where a layer changes the weeks, and not those of a phase: the last phase takes what is more or less."""
    weeks, phases, changed = plan.child("weeks"), plan.child("phases"), layer.child("phases")
    if not layer.child("weeks") or not weeks or not phases or (changed and _sets_weeks(changed[1])):
        return plan
    items = [item for item in phases[1].value or () if isinstance(item, Map)]
    counts = [found[1].value if found else None for found in (weeks, *(item.child("weeks") for item in items))]
    total, *parts = [int(str(count)) if _is_number(count) else 0 for count in counts]
    rest = total - sum(parts[:-1])
    if not parts or not all(parts) or rest < 1:
        return plan  # the model says what is wrong with it
    mark = weeks[1]
    share = Node(mark.line, mark.column, str(rest), mark.path)
    return overlay(plan, at(("phases", str(len(parts) - 1), "weeks"), share))


def _is_number(count: object) -> bool:
    """Return whether a count of weeks can be added up; what else it may be, the model says."""
    if isinstance(count, int):
        return not isinstance(count, bool) and 0 <= count < 10**9
    return isinstance(count, str) and re.fullmatch(r"\d{1,9}", count) is not None


def _sets_weeks(phases: Node) -> bool:
    """Return whether a change of phases replaces them, or sets the weeks of one."""
    pairs = phases.value if isinstance(phases, Map) else None
    if not isinstance(pairs, list):
        return True
    return any(isinstance(pair, tuple) and (pair[1].value is None or pair[1].child("weeks")) for pair in pairs)
