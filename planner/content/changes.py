"""Changes to the exercises of a whole plan, by name: what differs, what is left out, what is added and where.

A plan that extends another one writes them at its top, and a patient's file writes them too; both are laid over here:

    exercises:
      bridge: {reps: 6}                         # in every phase that has it
      bird-dog: leave out                       # from every phase; empty too, with a warning if a patient's
      sit-to-stand: {phase: Build, after: bridge}

`phase` names one phase or several by their titles. Without it, a change is for every phase that has the exercise; what
no phase has is added to every phase that has the one named by `after`, or to every phase.
"""

from collections.abc import Iterator

from planner.content.extends import (
    AFTER,
    GROWING,
    NAMED_BY,
    RUNGS,
    at,
    is_removal,
    items_of,
    name_of,
    overlay,
    pairs,
    without,
)
from planner.content.suggest import did_you_mean, exercise_among
from planner.content.yaml import Map, Node
from planner.problems import InputError, Problem

MOST = 1000
"""Changes that are laid over a plan: each takes its time, and the library has a tenth of that."""
PHASE = "phase"
"""For which phases a change is; it is no field of the exercise."""


def with_exercises(plan: Node, changes: Map, layer: Node | None = None) -> Node:
    """Return a plan's values with changes to its exercises laid over all of its phases.

    layer: the values that have the changes; what they say of an exercise under a phase's title is meant for that phase,
    and holds there. Raise InputError with the place of every change that names a phase or an exercise not there.
    """
    wrong: list[Problem] = []
    if len(pairs(changes)) > MOST:
        raise InputError(pairs(changes)[MOST][0].problem(("exercises",), f"more than {MOST} changes"))
    for key, change in sorted(pairs(changes), key=lambda pair: is_removal(pair[1])):  # what leaves leaves last
        own = without(change, PHASE) if isinstance(change, Map) else change
        for n in _meant(plan, key, change, wrong):
            here = _beside(own, _own_change(plan, layer, n, str(key.value))) if layer else own
            if here is None:
                continue
            over = at(("phases", str(n), "exercises"), Map(key.line, key.column, [(key, here)], key.path))
            try:
                plan = overlay(plan, over)
            except InputError as error:
                wrong += error.problems
    wrong += _emptied(plan, changes)
    if wrong:
        raise InputError(*dict.fromkeys(wrong))
    return plan


def _own_change(plan: Node, layer: Node, number: int, exercise: str) -> Node | None:
    """Return what a layer says of an exercise under the title or the number of a phase (from 0)."""
    title = name_of(_listed(plan, "phases")[number], NAMED_BY["phases"])
    phases = layer.child("phases")
    meant = _of_phase(phases[1], title, number) if phases else ()
    lists = [listed[1] for phase in meant if (listed := phase.child(GROWING))]
    return next(filter(None, (_of_exercise(listed, exercise) for listed in lists)), None)


def _of_phase(phases: Node, title: str, number: int) -> Iterator[Node]:
    """Yield what a layer's phases say of one: under its title, the one that the layer renames to it, or its number."""
    if not isinstance(phases, Map):
        yield from (item for item in items_of(phases) if name_of(item, NAMED_BY["phases"]) == title)
    for key, change in pairs(phases):
        renamed = change.child(NAMED_BY["phases"])
        if (renamed[1].value == title) if renamed else key.value in (title, str(number)):
            yield change


def _of_exercise(listed: Node, exercise: str) -> Node | None:
    """Return what a map or a list says of an exercise, unless that is its name alone."""
    if isinstance(listed, Map):
        found = listed.child(exercise)
        return found[1] if found else None
    items = (item for item in items_of(listed) if isinstance(item, Map))
    return next((item for item in items if name_of(item, NAMED_BY[GROWING]) == exercise), None)


def _beside(change: Node, own: Node | None) -> Node | None:
    """Return what a change still says of a phase that has its own; None for nothing."""
    if own is None:
        return change
    if not isinstance(change, Map) or not isinstance(own, Map):
        return None
    said = {key.value for key, _ in pairs(own)}
    said |= set(RUNGS) if said.intersection(RUNGS) else set()
    rest = [pair for pair in pairs(change) if pair[0].value not in said]
    return Map(change.line, change.column, rest, change.path) if rest else None


def on_first_rungs(plan: Node, layer: Node, below: Node) -> Node:
    """Return a plan in which the exercises that a layer adds to what was below begin on their first rung.

    They climb one in each phase. The rung of a phase was written for those who have come that far; one that the layer
    writes itself is meant for all of the phase.
    """
    had = {name for phase in (below, *_listed(below, "phases")) for name in _names(phase)}
    turns: dict[str, int] = {}
    for n, phase in enumerate(_listed(plan, "phases")):
        rungs = [found[0] for rung in RUNGS if (found := phase.child(rung))]
        for entry in _listed(phase, GROWING):
            name = name_of(entry, NAMED_BY[GROWING])
            turns[name] = turns.get(name, 0) + 1
            own = any(map(entry.child, RUNGS)) or any(rung.path == layer.path for rung in rungs)
            if rungs and name and name not in had and not own:
                turn = Node(0, 0, str(turns[name]), entry.path)
                plan = overlay(plan, at(("phases", str(n), GROWING, name, RUNGS[0]), turn))
    return plan


def _emptied(plan: Node, changes: Map) -> Iterator[Problem]:
    """Return a problem for each phase of which the changes leave nothing, at the last one that leaves out."""
    gone = [key for key, change in pairs(changes) if is_removal(change)]
    for phase in _listed(plan, "phases") if gone else ():
        if isinstance(phase, Map) and phase.child("exercises") and not _listed(phase, "exercises"):
            title = name_of(phase, NAMED_BY["phases"])
            says = f'this leaves nothing of the phase "{title}"; add an exercise to it'
            yield gone[-1].problem(("exercises", str(gone[-1].value)), says)


def _meant(plan: Node, key: Node, change: Node, wrong: list[Problem]) -> list[int]:
    """Return the phases (from 0) that a change is for."""
    phases = [phase for phase in _listed(plan, "phases") if isinstance(phase, Map)]
    titles = [name_of(phase, NAMED_BY["phases"]) for phase in phases]
    has = [_names(phase) for phase in phases]
    name = str(key.value)
    named = change.child(PHASE) if isinstance(change, Map) else None
    if named:
        return [n for title in _texts(named[1]) if (n := _phase(title, titles, name, wrong)) is not None]
    having = [n for n, names in enumerate(has) if name in names]
    if having:
        return having
    if is_removal(change):
        every = list(dict.fromkeys(one for names in has for one in sorted(names)))
        advice = exercise_among(name, every) or f"there are {', '.join(every)}"
        problem = Problem(text="no phase has {}", quoted=name, advice=advice)
        wrong.append(key.problem(("exercises", name), problem))
        return []
    after = change.child(AFTER) if isinstance(change, Map) else None
    if after is None:
        return list(range(len(phases)))
    behind = [n for n, names in enumerate(has) if after[1].value in names]
    if not behind:
        advice = exercise_among(str(after[1].value), sorted({one for names in has for one in names}))
        problem = Problem(text="no phase has {}", quoted=str(after[1].value), advice=advice)
        wrong.append(after[1].problem(("exercises", name, AFTER), problem))
    return behind


def _phase(title: Node, titles: list[str], name: str, wrong: list[Problem]) -> int | None:
    """Return which phase a title names; None, with a problem, if it names none."""
    if title.value in titles:
        return titles.index(str(title.value))
    advice = did_you_mean(str(title.value), titles) or f"there are {', '.join(titles)}"
    problem = Problem(text="there is no phase {}", quoted=str(title.value), advice=advice)
    wrong.append(title.problem(("exercises", name, PHASE), problem))
    return None


def _names(phase: Node) -> set[str]:
    """Return the ids of a phase's exercises."""
    return {name_of(entry, NAMED_BY[GROWING]) for entry in _listed(phase, GROWING)}


def _texts(node: Node) -> Iterator[Node]:
    """Return a text, or the items of a list."""
    yield from items_of(node) if isinstance(node.value, list) else (node,)


def _listed(node: Node, field: str) -> list[Node]:
    """Return the items of a list under a field; nothing if it is no list."""
    found = node.child(field)
    return items_of(found[1]) if found else []
