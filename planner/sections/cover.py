"""The cover: the plan's title, whose booklet it is, from when, from whom."""

from functools import lru_cache
from itertools import cycle

from planner.blocks import Block, CoverPage, Field, Figure
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition
from planner.sections.figures import barred
from planner.sections.safety import with_pages


class Options(Spec):
    """What is on it."""

    figures: bool = True
    """The people along the line."""


def blocks(programme: Programme, edition: Edition, options: Options) -> tuple[Block, ...]:
    """Return the cover: one page."""
    plan, patient, clinic = programme.plan, programme.patient, programme.clinic
    say = edition.say
    name = Field(say("cover.made_for"), patient.name) if patient.name else Field(say("cover.your_name"))
    first, last = programme.weeks[0].number, programme.weeks[-1].number
    day = programme.weeks[0].days[0].date
    started = edition.language.date(day, "long") if day else ""
    if first > 1:
        fields = [Field(say("cover.week_starts", week=first), started)]
    else:
        fields = [Field(say("cover.starts") if started else say("cover.first_day"), started)]
    helper = clinic.clinician or patient.trainer or ""
    fields.append(Field(say("cover.with") if helper else say("cover.trainer"), helper))
    if first > 1:
        fields.append(Field(say("cover.now"), say("cover.from_week", first=first, last=last)))
    if patient.print_id and patient.id:
        fields.append(Field(say("cover.number"), patient.id))
    return (
        CoverPage(
            clinic="" if edition.letterhead else clinic.name or "",
            contact="" if edition.letterhead else clinic.phone or "",
            logo=edition.logo,
            title=plan.title,
            lead=(plan.summary or "") if first == 1 else say("cover.rest", week=first),
            figures=_shown(programme, edition) if options.figures else (),
            name=name,
            fields=tuple(fields),
            foot=with_pages("cover.help", programme, edition),
            letterhead=edition.letterhead,
        ),
    )


TURNS = (0, 2, 3, 1)
"""Whose turn it is from left to right: whoever stands at the end is told from the paper at a glance."""


def _shown(programme: Programme, edition: Edition) -> tuple[Figure, ...]:
    """Return the clinic's photo, else the people."""
    return (edition.cover_picture,) if edition.cover_picture else people(programme, edition)


def people(programme: Programme, edition: Edition) -> tuple[Figure, ...]:
    """Return the people of the cover: doing what the reader may do, too."""
    return _people(edition, barred(programme, edition.library), programme.patient.side)


@lru_cache(maxsize=16)
def _people(edition: Edition, not_in: frozenset[str], sore: str | None) -> tuple[Figure, ...]:
    turns = zip(cycle(TURNS), edition.library.cover.pictures, strict=False)
    return tuple(edition.posed(posed, turn, not_in=not_in, sore=sore) for turn, posed in turns)
