"""What is counted in repeats and what is done for a time: an exercise is one of the two, in all of its doses."""

from planner.content.extends import items_of, name_of, pairs
from planner.content.suggest import LEAVE_OUT
from planner.content.yaml import Node
from planner.problems import InputError, Problem

COUNTED = ("sets", "reps", "hold", "rest")
"""What is printed of an exercise that is counted, and not of one that is done for a time."""


def refuse_other_kind(whole: Node, layer: Node) -> None:
    """Raise InputError, at the layer's own dose, if it makes of a walk what is counted, and what it extends does not.

    Levels and precautions that the layer leaves as they are would have a time, or repeats, that is not printed.
    """
    own, dose, listed = layer.child("dose"), whole.child("dose"), whole.child("levels")
    if not own or not dose:
        return
    time = dose[1].child("time")
    timed = time is not None and str(time[1].value) != "0"
    strange = COUNTED if timed else ("time",)

    def clashes(node: Node) -> bool:
        return any(key.value in strange and key.path != layer.path for key, _ in pairs(node))

    found, advice = list[str](), list[str]()
    if listed and any(map(clashes, items_of(listed[1]))):
        found.append("levels")
        advice.append(f"levels: {LEAVE_OUT} (or your own)")
    precautions = whole.child("precautions")
    for precaution in items_of(precautions[1]) if precautions else ():
        if (change := precaution.child("dose")) and clashes(change[1]):
            name = name_of(precaution, "condition")
            out = ", ".join(f"{key.value}: {LEAVE_OUT}" for key, _ in pairs(change[1]) if key.value in strange)
            found.append(f'the precaution for "{name}"')
            amount = "time" if timed else "reps"
            advice.append(f"precautions: {{{name}: {{dose: {{{out}, {amount}: …}}}}}}")
    if found:
        kind, other = ("done for a time", "counted in repeats") if timed else ("counted in repeats", "done for a time")
        text = f"is {kind} here, and {' and '.join(found)} of the exercise that this one extends {other}"
        problem = Problem(text=text, advice=f"write {', and '.join(advice)}")
        raise InputError(own[0].problem(("dose",), problem))
