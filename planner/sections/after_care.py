"""After the programme: what to keep, when to move up or step back, whom to call; what the booklet is."""

from collections.abc import Iterator

from planner.blocks import Advice, Advices, Block, Heading, IconLine, Imprint, Walkers, Words
from planner.content.spec import Spec
from planner.content.translation import is_english
from planner.programme.programme import Programme
from planner.programme.suits import not_for, surgeon_decides
from planner.sections import sources
from planner.sections.edition import Edition, joined
from planner.sections.figures import barred
from planner.sections.safety import with_pages

WALK = "walking"
"""The exercise that most people keep."""
RULES = "pain-guide"
"""The page with the rules for moving up and stepping back."""


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return one page: what to do next; at its foot, what this booklet is."""
    say, sore = edition.say, programme.patient.side
    walker, not_in = edition.library.cover.pictures[-1], barred(programme, edition.library)
    return (
        Heading(say("after-care.title", count=programme.weeks[-1].number), 1, say("after-care.lead")),
        Advices(_advice(programme, edition)),
        IconLine("stop", with_pages("after-care.signs", programme, edition)),
        Walkers(tuple(edition.posed(walker, turn, not_in=not_in, sore=sore) for turn in _walkers(edition))),
        Imprint(_imprint(programme, edition)),
    )


def _walkers(edition: Edition) -> tuple[int, ...]:
    """Return whose turn it is to walk on: two people, or the one whom the patient chose."""
    return (2, 1) if edition.people else (0,)


def _advice(programme: Programme, edition: Edition) -> tuple[Advice, ...]:
    say, phone, rules = edition.say, programme.clinic.phone, programme.pages.of(RULES)
    walks = any(item.exercise.key == WALK and not item.changes for item in programme.items)
    keep = say("after-care.walk_says") if walks else say("after-care.move_says")
    if phone:
        call = Advice(
            say("after-care.not_better"),
            say("after-care.call_title"),
            _call(phone, programme, edition),
        )
    else:
        call = Advice(
            say("after-care.not_better"), say("after-care.call_title_doctor"), say("after-care.call_says_doctor")
        )
    return (
        Advice(
            say("after-care.most"),
            say("after-care.most_title"),
            edition.language.joined([say("after-care.most_says"), keep]),
        ),
        Advice(say("after-care.good"), say("after-care.good_title"), say("after-care.good_says", page=rules)),
        Advice(say("after-care.bad"), say("after-care.bad_title"), say("after-care.bad_says")),
        call,
    )


def _call(phone: str, programme: Programme, edition: Edition) -> Words:
    """Return the clinic's number, hours and address, as far as it gives them."""
    clinic, words = programme.clinic, edition.words("after-care.call_says", phone=phone.replace(" ", "\u00a0"))
    more = [text for text in (clinic.hours, clinic.address) if text]
    if any(map(edition.language.turned, more)):  # each on a line of its own: a line break within would jumble them
        return joined(words, "\n" + "\n".join(more))
    return joined(words, edition.language.joined(map(edition.sentence, more)))


# -- about this booklet ----------------------------------------------------------------------------------------------


def _imprint(programme: Programme, edition: Edition) -> Words:
    """Return the plan, for whom it is (if that fits the patient), who reviewed it and its translation, its sources."""
    say, plan = edition.say, programme.plan
    parts = [say("after-care.plan_says", title=plan.title, version=plan.version)]
    known, patient = programme.own_conditions, programme.patient
    against = not_for(plan, patient)  # given all the same
    excluded = against or surgeon_decides(plan, patient)
    is_for = not against and (not known or set(plan.conditions).issubset(known))
    parts += [say("after-care.plan_for", whom=edition.sentence(plan.for_))] if plan.for_ and is_for else []
    parts += (
        [say("after-care.plan_not_for", whom=edition.sentence(plan.not_for))] if plan.not_for and not excluded else []
    )
    parts += [say("after-care.note"), _checked(programme, edition), *_translated(edition)]
    parts.append(say("after-care.sources", names=sources.main(programme, edition)))
    return joined(edition.words("after-care.about"), edition.language.joined(parts))


def _checked(programme: Programme, edition: Edition) -> str:
    """Return who answers for the plan and until when. The clinic's review counts before the plan's own."""
    review = programme.clinic.reviewed_by or programme.plan.reviewed_by
    if not review:
        return edition.say("after-care.unchecked")
    if review.on:
        on = edition.language.date(review.on, "long")
        text = edition.say("after-care.checked_says", name=review.name, date=on)
    else:
        text = edition.say("after-care.checked_by", name=review.name)
    if review.review_again:
        again = edition.say("after-care.checked_again", date=edition.language.date(review.review_again, "long"))
        return edition.language.joined([text, again])
    return text


def _translated(edition: Edition) -> Iterator[str]:
    """Yield for a booklet in another language that it is a translation, and who has checked that."""
    if is_english(edition.language.code):
        return
    yield edition.say("after-care.translated")
    translation = edition.library.translation
    reviews = [review for review in translation.reviews if review and review.on] if translation else []
    if translation is None or not reviews or len(reviews) < len(translation.reviews):
        yield edition.say("after-care.translation_unchecked")  # also where a part is checked: the safer word
        return
    for review in reviews:
        on = edition.language.date(review.on, "long") if review.on else ""
        yield edition.say("after-care.translation_checked", name=review.name, date=on)
