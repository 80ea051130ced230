"""Whether a plan is for a patient: what it says that it is not for, conditions that contradict, what would be left."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from planner.content.condition import HIP, SURGERY, Condition
from planner.content.library import Library
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.content.resources import built_in_plans
from planner.content.yaml import Loc
from planner.problems import InputError, Problem
from planner.programme.programme import Programme, Remark
from planner.programme.tailor import tailor
from planner.values import frozen

Verdict = Literal["suits", "suits with changes", "ask first", "for others", "not for"]
VERDICTS: tuple[Verdict, ...] = ("suits", "suits with changes", "ask first", "for others", "not for")
"""Best first. Ask first: it is not for recent surgery, and a surgeon has to say whether that is over. A plan is for
others if everybody whom it is for has a condition that the patient does not have."""
TO_CONSIDER = VERDICTS[:3]
AGREES = "its surgeon needs to say that it is time for this"
NAMED = 3
"""How many plans that suit an error names."""
ACCEPT = "or write accept_plan: {by: ..., reason: ...} into the patient's file"
ACCEPT_ROW = (
    'the clinician chooses: name another in a column "plan", or write a patient\'s file with '
    'accept_plan: {by: ..., reason: ...}, and name it in a column "patient"'
)


@frozen
class Fit:
    """How well a plan suits a patient."""

    plan: Plan
    verdict: Verdict
    left_out: int = 0
    """Exercises of the plan that the patient would not do."""
    changed: int = 0
    why: str = ""
    """Why it is not for the patient, or for whom it is."""


def fits(conditions: tuple[str, ...], library: Library, plans: Iterable[Plan] | None = None) -> list[Fit]:
    """Return how well plans (the built-in ones) suit a patient with these conditions of the library, best first.

    Among those that suit, with changes or without, what is for a condition of the patient comes before all others.
    """
    patient = Patient(conditions=conditions)
    found = [_fit(plan, patient, library) for plan in plans or map(Plan.load, built_in_plans().values())]

    def rank(fit: Fit) -> tuple[int, int, int, int, int, str]:
        verdict, is_for = VERDICTS.index(fit.verdict), sum(c in conditions for c in fit.plan.conditions)
        group = max(verdict, VERDICTS.index("suits with changes"))
        return group, -is_for, verdict, fit.left_out, fit.changed, fit.plan.key

    return sorted(found, key=rank)


def not_for(plan: Plan, patient: Patient) -> tuple[str, ...]:
    """Return the patient's conditions that the plan says it is not for; its own conditions are never among them."""
    return tuple(c for c in patient.conditions if c in plan.not_for_conditions and c not in plan.conditions)


def together(patient: Patient, library: Library) -> Iterator[tuple[str, str, str]]:
    """Yield each two conditions of the patient that together need a clinician's yes, and why."""
    for one, condition in library.conditions.items():
        for other, why in condition.accept_with.items():
            if one in patient.conditions and other in patient.conditions:
                yield one, other, why


def refuse_unsuited(plan: Plan, patient: Patient, library: Library) -> None:
    """Raise InputError, which names plans that suit, for a plan that is not for the patient and not accepted."""
    if patient.accept_plan:
        return
    for one, other, why in together(patient, library):
        at = patient.conditions.index(other)
        then = _accept(patient).removeprefix("or ")
        line = f'"{one}" and "{other}" together need a clinician\'s yes to any plan. {why} With that yes, {then}'
        raise InputError(patient.problem(("conditions", at), line))
    against = not_for(plan, patient)
    if not against:
        return
    says = f' ("Not for: {plan.not_for}")' if plan.not_for else ""
    named = " and ".join(f'"{condition}"' for condition in against)
    at = patient.conditions.index(against[0])
    line = (
        f'the plan "{plan.title}" is not for {named}{says}; {_others(patient.conditions, library)}; {_accept(patient)}'
    )
    raise InputError(patient.problem(("conditions", at), line))


def refuse_single(programme: Programme, plan: Plan, library: Library) -> None:
    """Raise InputError if the conditions leave one exercise of a whole plan, unless a clinician accepts it."""
    if len(programme.items) > 1 or programme.patient.accept_plan or len(_exercises(plan)) == 1:
        return
    named, others = programme.items[0].exercise.key, _others(programme.patient.conditions, library)
    line = f'the conditions leave one exercise of the whole plan, "{named}"; {others}'
    raise InputError(programme.patient.problem(("conditions",), f"{line}; {_accept(programme.patient)}"))


def _accept(patient: Patient) -> str:
    """Return how a clinician accepts a plan: in the patient's file, or in one to write, as for a row of a roster."""
    return ACCEPT if patient.origin else ACCEPT_ROW


def refuse_contradictions(plan: Plan, patient: Patient, library: Library) -> None:
    """Raise InputError for conditions that cannot both be true; patient with the conditions of the plan.

    No yes of a clinician makes them true. A plan that is itself for both is not refused.
    """
    ordered = [condition for condition in library.conditions if condition in patient.conditions]
    found = []
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            why = _contradiction(one, other, library)
            if why and not (one in plan.conditions and other in plan.conditions):
                own = next((c for c in (one, other) if c in plan.conditions), None)
                where = next((c for c in (one, other) if c not in plan.conditions), one)
                text = f'"{one}" and "{other}" contradict each other: {why.removesuffix(".")}'
                advice = "find out which of them is true, and take the other out"
                if own:
                    text = f'"{where}" contradicts the plan, which is for "{own}": {why.removesuffix(".")}'
                    kept = tuple(c for c in patient.conditions if c != own)
                    others = _others(kept, library)
                    advice = f'{others}; only if "{where}" is not true of this patient, take it out of the file'
                problem = Problem(text=text, advice=advice)
                found.append(patient.problem(("conditions", patient.conditions.index(where)), problem))
    if found:
        raise InputError(*found)


def after_surgery(plan: Plan, patient: Patient) -> Iterator[Remark]:
    """Warn of a plan that is not for recent surgery, for somebody whose new hip still has limits, without a yes."""
    if surgeon_decides(plan, patient) and not patient.accept_plan:
        not_for = f' ("Not for: {plan.not_for}")' if plan.not_for else ""
        text = f'the plan is not for recent surgery{not_for}; "{HIP}": {AGREES}'
        advice = f"ask first; with that yes, {_accept(patient).removeprefix('or ')}"
        yield Remark(patient, ("conditions", patient.conditions.index(HIP)), Problem(text=text, advice=advice))


def surgeon_decides(plan: Plan, patient: Patient) -> bool:
    """Return whether a plan is not for recent surgery, and the patient has a new hip: a surgeon has to agree."""
    return HIP in patient.conditions and SURGERY in plan.not_for_conditions


def unnamed(plan: Plan, brought: Collection[str]) -> Iterator[Remark]:
    """Warn of conditions that the plan brings, and that the patient's file does not name."""
    if brought:
        named = " and ".join(f'"{condition}"' for condition in brought)
        them = "it" if len(brought) == 1 else "them"
        kept = ", ".join(condition for condition in plan.conditions if condition not in brought)
        text = f"the plan is for who has {named}, and speaks of {them}; the patient's file does not name {them}"
        own = f"if not, choose another plan, or write one of your own that extends this one, with conditions: [{kept}]"
        own += " and with a title, for and aims that speak of this patient"
        yield Remark(
            plan, ("conditions",), Problem(text=text, advice=f"if the patient has {them}, name {them} there; {own}")
        )


def singles(programme: Programme, plan: Plan) -> Iterator[Remark]:
    """Return a warning for each phase of which the conditions leave one exercise."""
    for before, after in zip(plan.phases, programme.plan.phases, strict=True):
        if len(after.exercises) == 1 < len(before.exercises):
            named = after.exercises[0].exercise
            says = f'the conditions leave one exercise in "{after.title}": "{named}"; see whether another plan suits'
            yield Remark(programme.patient, ("conditions",), says)


def suited_topic(key: str, library: Library, conditions: Collection[str]) -> str:
    """Return a topic, or what takes its place for somebody with these conditions; an empty text if nothing does."""
    topic = library.topic(key)
    if topic.not_for_conditions and not set(conditions).isdisjoint(topic.not_for_conditions):
        return suited_topic(topic.instead, library, conditions) if topic.instead else ""
    return key


def topics_of(plan: Plan, patient: Patient, library: Library) -> tuple[str, ...]:
    """Return the topics about the patient's conditions, then the plan's in its order; without any, the usual ones.

    A topic that does not suit one of the conditions gives way to the one that it names, if it names one.
    """
    conditions = set(patient.conditions)
    about = {key: conditions.intersection(library.topic(key).for_conditions) for key in library.ids("topics")}
    usual = [key for key in about if library.topic(key).usual and not library.topic(key).for_conditions]
    mine = [key for key, shared in about.items() if shared and key not in plan.topics]
    suiting = (suited_topic(key, library, conditions) for key in (*mine, *(plan.topics or usual)))
    return tuple(dict.fromkeys(filter(None, suiting)))


def omitted_topics(patient: Patient, plan: Plan, library: Library) -> Iterator[Remark]:
    """Note each topic that is left out for this patient, unless it is for everybody with the plan.

    Where another topic takes its place nothing is lost, and the page says what to do.
    """
    named = {entry.section for entry in plan.sections}
    if named and "topics" not in named:
        return
    for n, key in enumerate(plan.topics or (k for k in library.ids("topics") if library.topic(k).usual)):
        barred = [c for c in patient.conditions if c in library.topic(key).not_for_conditions]
        if barred and set(barred).isdisjoint(plan.conditions) and not suited_topic(key, library, patient.conditions):
            loc: Loc = ("topics", n) if plan.topics else ("topics",)
            yield Remark(plan, loc, f'"{key}" is left out for "{barred[0]}": it does not suit')


def lost_exclusions(plan: Plan) -> Iterator[Remark]:
    """Warn of conditions that a plan is no longer not for, though the plan that it extends is not for them."""
    base = plan.extended
    lost = [c for c in base.not_for_conditions if c not in plan.not_for_conditions] if base else []
    if base and lost:
        named = " and ".join(f'"{condition}"' for condition in lost)
        text = f'the plan that this one extends, "{base.title}", is not for {named}, and this one no longer says so'
        kept = [c for c in lost if c not in plan.conditions]
        advice = f"if it still holds, write not_for_conditions: [{', '.join(kept)}]" if kept else ""
        yield Remark(plan, ("not_for_conditions",), Problem(text=text, advice=advice))


def worded_exclusions(plan: Plan, library: Library) -> Iterator[Remark]:
    """Warn of conditions that `not_for` names in words alone: nobody is kept from the plan by them.

    plan: as it was written. library: in English.
    """
    sentences = [f" {_plain(sentence)} " for sentence in re.split(r"[.;:!?\n]", plan.not_for or "")]
    known = {key: condition for key, condition in library.conditions.items() if key not in plan.not_for_conditions}
    named, denied = list[str](), list[str]()
    for key, condition in known.items():
        before = [
            words[: words.index(f" {name} ") + 1]
            for words in sentences
            for name in _names(key, condition)
            if f" {name} " in words
        ]
        if before:
            (denied if all(_DENIES.search(words) for words in before) else named).append(key)
    for key in (key for key in denied if key not in plan.conditions):
        text = f'names "{key}" behind a "without", "no" or the like, so this does not say whom the plan is for'
        advice = "write in conditions whom it is for, in not_for_conditions whom it is not for"
        yield Remark(plan, ("not_for",), Problem(text=text, advice=advice))
    for key in (key for key in named if key in plan.conditions):
        text, advice = f'names "{key}", and conditions says that the plan is for it', "take it out of one of the two"
        yield Remark(plan, ("not_for",), Problem(text=text, advice=advice))
    if missing := [key for key in named if key not in plan.conditions]:
        them = " and ".join(f'"{key}"' for key in missing)
        text = f"names {them} in words alone, which keep nobody from this plan"
        advice = f"write not_for_conditions: [{', '.join((*plan.not_for_conditions, *missing))}]"
        yield Remark(plan, ("not_for",), Problem(text=text, advice=advice))


_DENIES = re.compile(r" (without|no|not|never|none|nobody|don|doesn|isn|aren|except|unless|other than) ")
"""Words behind which a condition may be what somebody is to have: "Anyone without osteoporosis"."""


def _names(key: str, condition: Condition) -> Iterator[str]:
    """Yield what a condition is called: its id, its title, and what stands before an "or" in that."""
    yield _plain(key)
    yield _plain(condition.title)
    first = _plain(re.split(r" or |[,(]", condition.title)[0]).removeprefix("a ")
    if " " in first:
        yield first


def _plain(text: str) -> str:
    """Return the words of a text in small letters."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def needless(programme: Programme, plan: Plan, library: Library) -> Iterator[Remark]:
    """Return a warning for a plan that was accepted though nothing is against it."""
    patient = programme.patient
    needed = not_for(plan, patient) or surgeon_decides(plan, patient) or any(together(patient, library))
    if patient.accept_plan and not needed and (len(programme.items) > 1 or len(_exercises(plan)) == 1):
        yield Remark(
            patient, ("accept_plan",), "changes nothing: the plan does not say that it is not for this patient"
        )


def _fit(plan: Plan, patient: Patient, library: Library) -> Fit:
    against = not_for(plan, patient)
    for one, other, _ in together(patient, library):
        return Fit(plan, "not for", why=f"{one} with {other} needs a clinician's yes")
    if against:
        return Fit(plan, "not for", why=f"not for {', '.join(against)}")
    more = tuple(condition for condition in plan.conditions if condition not in patient.conditions)
    whole = patient.model_copy(update={"conditions": (*patient.conditions, *more)})
    for n, one in enumerate(patient.conditions):
        for other in whole.conditions[n + 1 :]:
            if why := _contradiction(one, other, library):
                return Fit(plan, "not for", why=f"{one} contradicts {other}: {why}")
    try:
        decisions = tailor(plan, whole, library).decisions
    except InputError:
        return Fit(plan, "not for", why="the conditions leave nothing of a phase")
    given = [d for d in decisions if any(r.condition not in plan.conditions for r in d.reasons)]
    gone = {d.exercise for d in given if d.gone or d.kind == "asked"}
    changed = {d.exercise for d in given if d.kind == "changed"}
    if more:
        return Fit(plan, "for others", len(gone), len(changed), f"for {', '.join(more)}")
    if surgeon_decides(plan, patient):
        return Fit(plan, "ask first", len(gone), len(changed), f"not for recent surgery; {HIP}: {AGREES}")
    return Fit(plan, "suits with changes" if gone or changed else "suits", len(gone), len(changed))


def _others(conditions: tuple[str, ...], library: Library) -> str:
    """Return in words which built-in plans suit."""
    suiting = [fit.plan.key for fit in fits(conditions, library) if fit.verdict in TO_CONSIDER]
    if not suiting:
        return "no built-in plan suits"
    return f"plans to consider: {', '.join(suiting[:NAMED])}"


def _contradiction(one: str, other: str, library: Library) -> str:
    """Return why two conditions cannot both be true, as one of them says it; an empty text if they can."""
    known = library.conditions
    for first, second in ((one, other), (other, one)):
        if first in known and second in known[first].not_with:
            return known[first].not_with[second]
    return ""


def _exercises(plan: Plan) -> set[str]:
    return {entry.exercise for phase in plan.phases for entry in phase.exercises}
