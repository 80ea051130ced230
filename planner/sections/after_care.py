"""After the programme: what to keep, when to move up or step back, whom to call; where the booklet comes from."""

from planner.blocks import Advice, Advices, Block, Heading, IconLine, PageBreak, References, Run, Walkers, Words
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections import checklist, topics
from planner.sections.edition import Edition

WALK = "walking"
"""The exercise that most people keep."""
GENERAL = ("nice-ng59", "cochrane-bed-rest", "ifompt")
"""What the signs, the guidelines and the advice on rest and on scans follow."""


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return two pages: what to do next, and about this booklet."""
    say = edition.say
    return (
        Heading(say("after-care.title", count=programme.weeks[-1].number), 1, say("after-care.lead")),
        Advices(_advice(programme, edition)),
        IconLine("stop", say("after-care.signs")),
        Walkers(tuple(edition.posed(posed, n) for n, posed in enumerate(edition.library.cover.pictures[-2:]))),
        PageBreak(),
        Heading(say("after-care.about"), 1, say("after-care.about_lead")),
        Advices(_about(programme, edition)),
        Heading(say("after-care.sources"), 2),
        References(_sources(programme, edition)),
    )


def _advice(programme: Programme, edition: Edition) -> tuple[Advice, ...]:
    say, green, phone = edition.say, programme.clinic.traffic_light.green, programme.clinic.phone
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
        Advice(say("after-care.good"), say("after-care.good_title"), say("after-care.good_says", green=green)),
        Advice(say("after-care.sore"), say("after-care.sore_title"), say("after-care.sore_says", green=green)),
        Advice(say("after-care.bad"), say("after-care.bad_title"), say("after-care.bad_says")),
        call,
    )


def _call(phone: str, programme: Programme, edition: Edition) -> Words:
    """Return the clinic's number, hours and address, as far as it gives them."""
    clinic, words = programme.clinic, edition.words("after-care.call_says", phone=phone.replace(" ", "\u00a0"))
    more = [edition.say("common.sentence", text=text) for text in (clinic.hours, clinic.address) if text]
    return (*words, Run(" " + edition.language.joined(more))) if more else words


# -- about this booklet ----------------------------------------------------------------------------------------------


def _about(programme: Programme, edition: Edition) -> tuple[Advice, ...]:
    say, plan = edition.say, programme.plan
    named = say("after-care.plan_says", title=plan.title, version=plan.version)
    whom = [say("after-care.plan_for", whom=plan.for_)] if plan.for_ else []
    whom += [say("after-care.plan_not_for", whom=plan.not_for)] if plan.not_for else []
    return (
        Advice(say("after-care.plan"), "", edition.language.joined([named, *whom])),
        Advice(say("after-care.checked"), "", _checked(programme, edition)),
        Advice(say("after-care.note"), "", say("after-care.note_says")),
    )


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


def _sources(programme: Programme, edition: Edition) -> tuple[Words, ...]:
    """Return the sources by publisher, each with its titles, in the order in which the booklet uses them."""
    library, plan = edition.library, programme.plan
    ids = [*GENERAL, *checklist.sources(programme, edition), *topics.sources(programme, edition)]
    ids += [source for item in programme.items for source in item.exercise.sources]
    found: dict[str, list[str]] = {}
    for key in dict.fromkeys(ids):
        source = library.sources[key]
        found.setdefault(source.publisher, []).append(source.title)
    lines = [
        edition.words("after-care.source", publisher=publisher, titles=_joined(titles, edition))
        for publisher, titles in found.items()
    ]
    return (*lines, *((Run(text),) for text in library.guidelines(plan.guidelines).sources))


def _joined(titles: list[str], edition: Edition) -> str:
    text = titles[0]
    for title in titles[1:]:
        text = edition.say("after-care.source_join", first=text, second=title)
    return text
