"""A card for each exercise."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

from planner.blocks import Block, Card, Figure, Icon, Picture, Run, Tip, Video, Words
from planner.content.exercise import Step
from planner.content.scalars import encoded
from planner.content.spec import Spec
from planner.programme.programme import Item, Prescription, Programme
from planner.sections import doses
from planner.sections.edition import Edition, joined
from planner.sections.figures import figures, turn_of

SORE = {"left": "exercises.sore_left", "right": "exercises.sore_right"}


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return a card for each exercise, in the order of their numbers."""
    return tuple(_card(item, programme, edition) for item in programme.items)


def _card(item: Item, programme: Programme, edition: Edition) -> Card:
    exercise, say = item.exercise, edition.say
    mark: Icon = "works" if any(step.works_at for step in item.steps) else "felt"
    left = [
        Tip(mark, say(f"exercises.{mark}"), exercise.felt),
        Tip(
            "avoid",
            say("exercises.avoid"),
            _listed(exercise.mistakes, edition),
            _listed(exercise.mistakes[:2], edition),
        ),
    ]
    right = [*_ladder(item, programme, edition)]
    right += [Tip("you", say("exercises.note"), note) for note in item.notes]
    return Card(
        numeral=edition.language.number(item.number),
        title=exercise.title,
        lead=exercise.summary,
        dose=doses.strip(item, edition),
        later=_later(item, programme, edition),
        change=_change(item, programme, edition),
        pictures=_pictures(item, edition),
        care=edition.language.joined(exercise.cautions),
        stop=edition.words("exercises.stop", red=programme.clinic.traffic_light.amber + 1),
        left=tuple(left),
        right=tuple(right),
        video=_video(item, programme, edition),
        tips=say("exercises.tips", exercise=exercise.title),
        key=exercise.key,
    )


def _later(item: Item, programme: Programme, edition: Edition) -> tuple[Words, ...]:
    """Return in which weeks, how to start, from which weeks the dose changes, and which side is the sore one."""
    weeks, note = doses.weeks(item, programme, edition), item.first.note
    when = edition.words("dose.when", weeks=weeks) if weeks else ()
    start = edition.words("dose.now", note=note) if note else ()
    out: list[Words] = [joined(when, start)] if when or start else []
    for before, p in pairwise(item.prescriptions):
        key = "dose.later_plain" if before.note else "dose.later"
        if p.note:
            key = "dose.later_note"
        if doses.same_dose(before, p) and before.note == p.note:  # only its days change
            key = "dose.later"
        dose = doses.differing(item, before, p, edition)
        out.append(edition.words(key, week=p.week, dose=dose, note=p.note))
    side = programme.patient.side
    if side and item.exercise.side in ("each", "affected"):
        out.append(edition.words(SORE[side]))
    if item.number == 1:  # once is enough
        out.append(edition.words("exercises.signs"))
    return tuple(out)


def _change(item: Item, programme: Programme, edition: Edition) -> Words:
    """Return what the exercise stands in for, what the patient's conditions change about it, and why."""
    changes = [*_stands_in(item, edition), *_once(c.change for c in item.changes)]
    if not changes:
        return ""
    says = edition.language.joined([*changes, *_once(c.why for c in item.changes)])
    name = programme.patient.name
    if name:
        return edition.words("exercises.changed_for", name=edition.called(name), says=says)
    return edition.words("exercises.changed", says=says)


def _stands_in(item: Item, edition: Edition) -> list[str]:
    """Say what is left out and why, and to do this exercise instead."""
    if not item.replaces:
        return []
    out = []
    for replaced in item.replaces:
        conflict = [edition.say("exercises.conflict")] if replaced.conflict else []
        why = edition.language.joined([*conflict, *_once(replaced.whys)])
        out.append(edition.say("exercises.left_out", exercise=replaced.exercise.title, why=why))
    return [*out, edition.say("exercises.instead")]


def _once(texts: Iterable[str]) -> Iterable[str]:
    """Return each text once, in the order of first appearance."""
    return dict.fromkeys(texts)


def _pictures(item: Item, edition: Edition) -> tuple[Picture, ...]:
    """Return the steps, grouped by the picture they stand beside."""
    shown = figures(item.exercise, item.steps, edition, turn_of(item)) if item.pictured else (None,) * len(item.steps)
    groups: list[tuple[Figure | None, list[Step]]] = []
    for step, figure in zip(item.steps, shown, strict=True):
        if figure or not groups:
            groups.append((figure, []))
        groups[-1][1].append(step)
    out, first = [], 1
    for n, (figure, group) in enumerate(groups):
        label = group[0].label or ("" if n else edition.say("exercises.start"))
        out.append(Picture(figure, label if figure else "", first, tuple(step.say for step in group)))
        first += len(group)
    return tuple(out)


def _listed(mistakes: tuple[str, ...], edition: Edition) -> str:
    """Return mistakes as a sentence: `Arch your back, hold your breath or go fast`."""
    first, *rest = mistakes
    if not rest:
        return edition.say("common.sentence", text=first)
    small = [text[:1].lower() + text[1:] for text in rest]
    start = edition.language.joined([first, *small[:-1]], edition.say("common.comma"))
    return edition.say("common.sentence", text=edition.say("exercises.alternatives", first=start, last=small[-1]))


def _ladder(item: Item, programme: Programme, edition: Edition) -> Iterator[Tip]:
    """Return what is easier and when to step back; and, if there is anything harder, what and when to move up."""
    green = programme.clinic.traffic_light.green

    def tip(icon: Literal["easier", "harder"], what: str, key: str) -> Tip:
        start = f"{edition.language.isolated(what)} " if what else ""
        long, short = ((Run(start), *edition.words(phrase, green=green)) for phrase in (key, f"{key}_short"))
        return Tip(icon, edition.say(f"exercises.{icon}"), long, short)

    here = {other.exercise.key for other in programme.items}
    begun = {other.exercise.key for other in programme.items if other.first.week <= item.first.week}
    yield tip("easier", _easier(item, begun, edition), "exercises.step_back")
    harder = _harder(item, here, edition)
    if harder:
        yield tip("harder", harder, "exercises.move_up")
    elif not all(doses.same_dose(item.first, later) for later in item.prescriptions):
        yield tip("harder", "", "exercises.go_on")


def _easier(item: Item, begun: set[str], edition: Edition) -> str:
    """Return the rung below, else the easier exercise if it is done by then, else the general advice."""
    if not item.changes:
        if item.first.level > 1:
            return _rung(item, item.first.level - 1, item.first, edition)
        if item.easier and item.easier.key in begun:
            return edition.say("exercises.other", exercise=item.easier.title)
    return edition.say("exercises.easier_any")


def _harder(item: Item, here: set[str], edition: Edition) -> str:
    """Return the next rung from today's dose, else the harder exercise of the booklet.

    Nothing for an exercise that a condition has changed.
    """
    if item.changes:
        return ""
    now = item.first
    for number in range(now.level + 1, len(item.exercise.levels) + 1) if now.level else ():
        if _more(item, number, now):
            return _rung(item, number, now, edition)
    if item.harder and item.harder.key in here:
        return edition.say("exercises.later", exercise=item.harder.title)
    return ""


def _more(item: Item, number: int, now: Prescription) -> bool:
    """Return whether a rung asks for more than a dose: a plan's own numbers may exceed the next rung."""
    level = item.exercise.levels[number - 1]
    dose = item.exercise.dose.changed(level)
    if dose == now.dose:
        return level.note != now.note
    return any(getattr(dose, field) > getattr(now.dose, field) for field in ("sets", "reps", "hold", "time", "per_day"))


def _rung(item: Item, number: int, now: Prescription, edition: Edition) -> str:
    """Return what differs between a rung of the ladder and the present dose."""
    level = item.exercise.levels[number - 1]
    if level.note and item.exercise.dose.changed(level) == now.dose:
        return level.note
    dose = doses.in_words(item, item.exercise.dose.changed(level), edition)
    dose = dose[:1].upper() + dose[1:]
    if now.note and not level.note:
        return edition.say("exercises.as_said", dose=dose)
    text = edition.say("common.sentence", text=dose)
    return edition.language.joined([level.note, text]) if level.note else text


def _video(item: Item, programme: Programme, edition: Edition) -> Video | None:
    key = item.exercise.key
    url = programme.patient.videos.get(key) or programme.clinic.videos.get(key)
    if not url:
        return None
    alt = edition.say("exercises.video_alt", exercise=item.exercise.title, url=url)
    return Video(
        encoded(url), edition.say("exercises.video"), alt, edition.say("exercises.video_says"), url.partition("://")[2]
    )
