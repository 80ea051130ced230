"""The clinician's sheet: what was prescribed, what was changed and why, what to ask, a line to sign."""

from collections.abc import Iterator

from planner.blocks import Block, ClinicianSheet, Labelled, Questions, Remarks
from planner.content.cldr import locale_of
from planner.content.translation import is_english
from planner.programme.programme import Programme
from planner.programme.suits import surgeon_decides
from planner.sections import decided, prescribed, sources
from planner.sections.edition import Edition, joined
from planner.sections.safety import asked_today, midwife, own_signs

SIDES = {"left": "clinician.left", "right": "clinician.right"}


def blocks(programme: Programme, edition: Edition) -> tuple[Block, ...]:
    """Return one page, or more if there are very many exercises and changes, or no room for the sources."""
    say = edition.say
    return (
        ClinicianSheet(
            title=say("clinician.title"),
            lead=say("clinician.lead"),
            facts=_facts(programme, edition),
            listing=prescribed.listing(programme, edition),
            remarks=tuple(decided.remarks(programme, edition)),
            questions=_flags(programme, edition),
            fields=((say("clinician.sign"), 3), (say("clinician.date"), 2)),
            sources=Remarks(say("clinician.sources"), (joined(*sources.listed(programme, edition)),)),
            names=Remarks(say("clinician.sources"), (sources.names(programme, edition),)),
        ),
    )


# -- who and what ----------------------------------------------------------------------------------------------------


def _facts(programme: Programme, edition: Edition) -> tuple[Labelled, ...]:
    """Return who, what and when, and the booklet's language if it is not the sheet's.

    Conditions are named by their ids, as the clinician wrote them in the patient's file.
    """
    say, patient, plan = edition.say, programme.patient, programme.plan
    who = patient.name or say("clinician.no_name")
    if patient.born:
        born = patient.born
        day = str(born) if isinstance(born, int) else edition.language.date(born, "full")
        who = say("clinician.born", name=who, date=day)
    if patient.print_id and patient.id:
        who = say("clinician.id", name=who, id=patient.id)
    version = say("clinician.plan_says", title=plan.title, version=plan.version, count=plan.weeks)
    has, known = programme.from_plan, [name for name in edition.library.conditions if name in patient.conditions]
    own = edition.language.joined([name for name in known if name not in has], say("common.comma"))
    brought = edition.language.joined([name for name in known if name in has], say("common.comma"))
    brought = say("clinician.from_plan", conditions=brought) if brought else ""
    side = (Labelled(say("clinician.side_that_hurts"), say(SIDES[patient.side])),) if patient.side else ()
    return (
        Labelled(say("clinician.patient"), who),
        Labelled(say("clinician.plan"), version),
        *_language(programme, edition),
        Labelled(say("clinician.start"), _start(programme, edition)),
        Labelled(
            say("clinician.conditions"),
            edition.language.joined(filter(None, [own, brought]), "; ") or say("clinician.none"),
        ),
        *side,
        *_visits(programme, edition),
        *([Labelled(say("clinician.goals"), edition.language.joined(patient.goals, "; "))] if patient.goals else []),
    )


def _language(programme: Programme, edition: Edition) -> Iterator[Labelled]:
    """Yield the booklet's language, by its name in the sheet's."""
    code = programme.patient.language
    if code and not is_english(code):
        named = locale_of(code).get_display_name(edition.language.locale) or code
        yield Labelled(edition.say("clinician.language"), named)


def _start(programme: Programme, edition: Edition) -> str:
    """Return the first day; of a later printing also the week it begins with."""
    say, first = edition.say, programme.first_day
    start = edition.language.date(first, "full") if first else say("clinician.no_start")
    if programme.weeks[0].number > 1:
        later = programme.weeks[0].days[0].date
        date = edition.language.date(later, "full") if later else ""
        key = "clinician.from_week_on" if later else "clinician.from_week"
        return say(key, start=start, week=programme.weeks[0].number, date=date)
    return start


def _visits(programme: Programme, edition: Edition) -> Iterator[Labelled]:
    """Yield the appointments of the weeks that are printed; where none is made how many sessions, and with whom."""
    say, days = edition.say, [day for week in programme.weeks for day in week.days if day.supervised]
    made = [
        say(
            "overview.visit",
            day=edition.language.date(day.date, "day_month"),
            time=edition.language.time(at),
        )
        for day in days
        if day.date and day.supervised
        for at in day.supervised.times
    ]
    if days:
        who = say("overview.with", trainer=programme.helper) if programme.helper else say("overview.with_any")
        none_made = say("clinician.no_visit", count=len(days))
        yield Labelled(who, edition.language.joined(made, "; ") if made else none_made)


# -- what to ask -----------------------------------------------------------------------------------------------------


def _flags(programme: Programme, edition: Edition) -> Questions:
    """Return a surgeon's yes, if one is needed, then the signs of the safety page in short: emergencies first."""
    say = edition.say
    groups = []
    if surgeon_decides(programme.plan, programme.patient) and not programme.patient.accept_plan:
        groups.append(Remarks(say("clinician.ask_first"), (say("clinician.surgeon_agrees"),)))
    for rank in ("emergency", "today"):
        signs, short = (edition.each(f"{file}.{rank}_signs") for file in ("safety", "clinician"))
        said = short if len(short) == len(signs) else signs  # a language without its own short forms loses none
        if rank == "emergency":
            said = (*said, *own_signs("emergency_signs", programme, edition))
        else:
            asked = zip(said, asked_today(programme, edition), strict=True)
            key = midwife(programme).replace("safety", "clinician")
            said = (
                *(words for words, is_asked in asked if is_asked),
                *own_signs("today_signs", programme, edition),
                *([say(key)] if key else []),
            )
        groups.append(Remarks(say(f"safety.{rank}_tick"), said))
    return Questions(say("clinician.flags"), tuple(groups), say("clinician.tick"))
