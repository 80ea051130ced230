"""A card for each exercise."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from planner.blocks import (
    Block,
    Card,
    ChangeBox,
    ClinicNote,
    Figure,
    Foot,
    PictureSign,
    PictureSteps,
    Tip,
    Video,
    Words,
)
from planner.content.exercise import Exercise, Step
from planner.content.language import Language
from planner.content.scalars import encoded
from planner.content.spec import Spec
from planner.content.translation import SOURCE, in_english, unmarked
from planner.programme.programme import Item, Prescription, Programme, Week
from planner.sections import doses
from planner.sections.edition import Edition
from planner.sections.figures import figures, turn_of

SORE = {"left": "exercises.sore_left", "right": "exercises.sore_right"}
LEAP = 2
"""A harder form asks for at most so many times a dose that somebody has lowered. Our own limit."""


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return a card for each exercise, in the order of their numbers, and when to stop for each page's foot."""
    cards = (card(item, programme.weeks, programme, edition) for item in programme.items)
    return (*cards, Foot("stop", stop(programme, edition)))


def stop(programme: Programme, edition: Edition) -> Words:
    """Return when to stop."""
    return edition.words("exercises.stop", red=programme.clinic.traffic_light.amber + 1)


def card(item: Item, weeks: Sequence[Week], programme: Programme, edition: Edition) -> Card:
    """Return an exercise's card, without doses that begin after the weeks that are printed."""
    exercise, say = item.exercise, edition.say
    joined = edition.language.joined
    harder = _harder(item, programme, edition)
    return Card(
        numeral=edition.language.number(item.number),
        title=exercise.title,
        lead=exercise.summary,
        when=tuple(_when(item, weeks, edition)),
        dose=doses.amounts(item, edition),
        start=tuple(_start(item, programme, edition)),
        change=_change(item, programme, edition),
        pictures=_pictures(item, edition),
        felt=Tip(say("exercises.felt"), exercise.felt),
        avoid=Tip(say("exercises.avoid"), _listed(exercise.mistakes, edition)),
        care=Tip(say("exercises.care"), joined(exercise.cautions)),
        easier=Tip(say("exercises.easier"), _easier(item, programme, edition)),
        harder=Tip(say("exercises.harder"), harder) if harder else None,
        note=_note(item, programme, edition),
        video=_video(item, programme, edition),
        key=exercise.key,
    )


def _when(item: Item, weeks: Sequence[Week], edition: Edition) -> Iterator[Words]:
    """Yield in which weeks it is done, and from which weeks on its dose changes; its days are in the calendar."""
    own = doses.weeks(item, weeks, edition)
    if own:
        yield edition.language.capital(own)
    for before, now in pairwise(p for p in item.prescriptions if p.week <= weeks[-1].number):
        says = (
            [edition.say("common.sentence", text=text)]
            if (text := doses.change(item, before.dose, now.dose, edition))
            else []
        )
        if now.note and (says or now.note != before.note):
            says.append(now.note)
        elif before.note and not now.note and not item.changes:  # what conditions change is so in all weeks
            says.append(edition.say("exercises.as_in_steps"))
        if says:
            key = "exercises.from_week_if" if doses.grows(before.dose, now.dose) else "exercises.from_week"
            yield edition.words(key, week=now.week, says=edition.language.joined(says))


def _start(item: Item, programme: Programme, edition: Edition) -> Iterator[Words]:
    """Yield how to do it at first, and which side is the sore one."""
    if item.first.note:
        yield edition.words("exercises.to_start", note=item.first.note)
    side = programme.patient.side
    if side and item.exercise.side in ("each", "affected"):
        yield edition.words(SORE[side])


def _change(item: Item, programme: Programme, edition: Edition) -> ChangeBox | None:
    """Return what the exercise stands in for, what the patient's conditions change about it, and why."""
    does = [*_once(c.change for c in item.changes)]
    if item.replaces:
        does.insert(0, edition.say("exercises.instead"))
    if not does:
        return None
    joined, name = edition.language.joined, programme.patient.name
    says = [
        joined(_left_out(item, edition)),
        edition.words("exercises.to_do", says=joined(does)),
        joined(_once(c.why for c in item.changes)),
    ]
    title = (
        edition.say("exercises.changed_for", name=edition.called(name)) if name else edition.say("exercises.changed")
    )
    return ChangeBox(title, tuple(words for words in says if words))


def _left_out(item: Item, edition: Edition) -> Iterator[str]:
    """Yield what is left out in favour of this exercise, and why."""
    for replaced in item.replaces:
        conflict = [edition.say("exercises.conflict")] if replaced.conflict else []
        why = edition.language.joined([*conflict, *_once(replaced.whys)])
        yield edition.say("exercises.left_out", exercise=replaced.exercise.title, why=why)


def _once(texts: Iterable[str]) -> Iterable[str]:
    """Return each text once, in the order of first appearance."""
    return dict.fromkeys(texts)


def _pictures(item: Item, edition: Edition) -> tuple[PictureSteps, ...]:
    """Return the steps, grouped by the picture they stand beside."""
    shown: tuple[Figure | None, ...] = (None,) * len(item.steps)
    if item.pictured:
        turn = turn_of(item)
        shown = figures(item.exercise, item.steps, edition, turn, on_bed=item.on_bed, sore=item.sore)
    groups: list[tuple[Figure | None, list[Step]]] = []
    for step, figure in zip(item.steps, shown, strict=True):
        if figure or not groups:
            groups.append((figure, []))
        groups[-1][1].append(step)
    out, first = [], 1
    for n, (figure, group) in enumerate(groups):
        label = group[0].label or ("" if n else edition.say("exercises.start"))
        signs = tuple(_signs(group[0], item, edition)) if figure else ()
        out.append(PictureSteps(figure, label if figure else "", signs, first, tuple(step.say for step in group)))
        first += len(group)
    return tuple(out)


def _signs(step: Step, item: Item, edition: Edition) -> Iterator[PictureSign]:
    """Yield what the picture of a step cannot show; how long it is held, unless that changes over the weeks."""
    if step.hold:
        holds = {prescription.dose.hold for prescription in item.prescriptions}
        seconds = holds.pop() if len(holds) == 1 else 0
        hold = edition.say("exercises.hold")
        counted = edition.say("dose.hold_seconds", count=seconds) if 0 < seconds < doses.MINUTE else hold
        yield PictureSign("hold", counted, hold)
    if step.other_side:
        yield PictureSign("other side", edition.say("exercises.other_side"))


def _listed(mistakes: tuple[str, ...], edition: Edition) -> str:
    """Return mistakes as a sentence: `Do not arch your back, hold your breath or go fast`."""
    english = [unmarked(text) for text in mistakes]
    if english != list(mistakes):  # then none of them is translated
        return in_english(_sentence(english, edition.library.language(SOURCE)))
    return _sentence(mistakes, edition.language)


def _sentence(mistakes: Sequence[str], language: Language) -> str:
    *rest, last = [language.small(text) for text in mistakes]
    if rest:
        start = language.joined(rest, language.say("exercises.between_mistakes"))
        last = language.say("exercises.alternatives", first=start, last=last)
    return language.say("common.sentence", text=language.say("exercises.do_not", what=last))


def _easier(item: Item, programme: Programme, edition: Edition) -> str:
    """Return the rung below, else the easier exercise if it is done by then, else the general advice."""
    if not item.changes:
        if item.first.level > 1 and _less(item, item.first.level - 1, item.first):
            return _rung(item, item.first.level - 1, item.first, edition)
        if item.easier and _is_in(item.easier, programme, by=item.first.week):
            return _named(item.easier, programme, edition)
    return edition.say("exercises.easier_timed" if item.first.dose.time else "exercises.easier_any")


def _harder(item: Item, programme: Programme, edition: Edition) -> str:
    """Return the rung above all that the weeks reach; with none above the first, the harder exercise of the booklet.

    For a dose that somebody has lowered, that may be its own rung, or one below. Nothing for an exercise that a
    condition has changed, where the weeks themselves reach the last rung, and where it is far from a lowered dose.
    """
    if item.changes:
        return ""
    first, top = item.first, max(reversed(item.prescriptions), key=lambda p: p.level)
    rungs = range(1, len(item.exercise.levels) + 1) if first.level else ()
    above = [number for number in rungs if _more(item, number, first)]
    for number in above:
        if all(_more(item, number, prescription) for prescription in item.prescriptions):
            return "" if _leaps(item, number, top) else _rung(item, number, top, edition)
    if not above and item.harder and _is_in(item.harder, programme):
        return _named(item.harder, programme, edition)
    return ""


def _is_in(exercise: Exercise, programme: Programme, by: int | None = None) -> bool:
    """Return whether the booklet has a card of an exercise, done by a week if one is given."""
    same = (other for other in programme.items if other.exercise.key == exercise.key)
    return any(by is None or other.first.week <= by for other in same)


def _named(exercise: Exercise, programme: Programme, edition: Edition) -> str:
    """Return another exercise and the page of its card, such as `Pelvic tilt, page 8`."""
    page = programme.pages.of(f"exercise:{exercise.key}")
    key = "exercises.other" if page else "exercises.other_somewhere"
    return edition.say(key, exercise=exercise.title, **({"page": page} if page else {}))


def _more(item: Item, number: int, now: Prescription) -> bool:
    """Return whether a rung asks for more than a dose.

    On the ladder it may trade repeats for a longer hold. A plan's own numbers may exceed it in one way: then it is not
    harder. Nor is a rung that is reached already, unless the dose lies below it and its words are no easier form.
    """
    level = item.exercise.levels[number - 1]
    dose = item.exercise.dose.changed(level)
    if number <= now.level:
        return level.note in (None, now.note) and doses.grows(now.dose, dose)
    if doses.same_amount(dose, now.dose):
        return level.note != now.note
    return doses.grows(now.dose, dose) or (_is_on_ladder(item, now) and not doses.grows(dose, now.dose))


def _leaps(item: Item, number: int, now: Prescription) -> bool:
    """Return whether a rung asks for more than twice as much of something as a dose that is not the ladder's."""
    dose = item.exercise.dose.changed(item.exercise.levels[number - 1])
    pairs = [(getattr(now.dose, part), getattr(dose, part)) for part in ("time", "hold", "per_day")]
    pairs.append((now.dose.reps * now.dose.sets, dose.reps * dose.sets))
    return not _is_on_ladder(item, now) and any(old > 0 and new > LEAP * old for old, new in pairs)


def _less(item: Item, number: int, now: Prescription) -> bool:
    """Return whether a rung below asks for less than a dose: a plan's own numbers may lie below it."""
    dose = item.exercise.dose.changed(item.exercise.levels[number - 1])
    return _is_on_ladder(item, now) or doses.grows(dose, now.dose)


def _is_on_ladder(item: Item, now: Prescription) -> bool:
    """Return whether a dose is that of its rung, without numbers of the plan's own."""
    return doses.same_amount(item.exercise.dose.changed(item.exercise.levels[now.level - 1]), now.dose)


def _rung(item: Item, number: int, now: Prescription, edition: Edition) -> str:
    """Return what differs between a rung of the ladder and the present dose."""
    level = item.exercise.levels[number - 1]
    text = doses.change(item, now.dose, item.exercise.dose.changed(level), edition)
    says = [edition.say("common.sentence", text=edition.language.capital(text))] if text else []
    if level.note and number != now.level:
        says.insert(0, level.note)
    elif now.note and not says:
        says.append(edition.say("exercises.as_in_steps"))
    return edition.language.joined(says)


def _note(item: Item, programme: Programme, edition: Edition) -> ClinicNote | None:
    """Return the note of the plan or of the patient's file, if there is one.

    It has the clinician's name where the patient's file says it: nobody is said to have written what a plan says. What
    holds for some of the weeks of the exercise names them.
    """
    if not item.notes:
        return None
    who = programme.clinic.clinician if item.notes_own else None
    title = edition.say("exercises.note_from", name=who) if who else edition.say("exercises.note")
    own = [week.number for week in programme.weeks if any(row.item.number == item.number for row in week.rows)]
    says = []
    for text, weeks in item.notes:
        note = edition.language.isolated(text)
        if list(weeks) != own:
            when = edition.language.capital(doses.in_weeks(list(weeks), edition))
            note = edition.say("exercises.note_in_weeks", weeks=when, note=note)
        says.append(note)
    return ClinicNote(title, tuple(says))


def _video(item: Item, programme: Programme, edition: Edition) -> Video | None:
    key = item.exercise.key
    url = programme.patient.videos.get(key) or programme.clinic.videos.get(key)
    if not url:
        return None
    alt = edition.say("exercises.video_alt", exercise=item.exercise.title, url=url)
    return Video(encoded(url), url.partition("://")[2], edition.say("exercises.video"), alt)
