"""Cards for the wallet, to cut out and fold: who I am, whom to call, and the emergency list whole."""

from planner.blocks import Block, WalletCards, Words
from planner.content.condition import HIP, LEG_PAIN, PREGNANCY, SURGERY
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition, joined, sign_pages
from planner.sections.one_page import at_once_in_short
from planner.sections.safety import after_birth, emergency_signs, own_signs

OWN_SIGNS = {"osteoporosis": "wallet-card.small_fall"}
"""What somebody says who has a condition: never for a condition that only the plan names."""
CLOT = frozenset({HIP, SURGERY, PREGNANCY})
"""Conditions that make a clot in the leg likelier: its sign, which others find on page 2, is on the card."""


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return one sheet: a card for the patient, and one for somebody close to them."""
    say, clinic = edition.say, programme.clinic
    isolated = edition.language.isolated
    return (
        WalletCards(
            title=say("wallet-card.title"),
            lead=say("wallet-card.lead"),
            count=2,
            name=programme.patient.name or "",
            name_label=say("wallet-card.name_label"),
            about=_about(programme, edition),
            clinic=isolated(clinic.name or ""),
            phone=isolated(clinic.phone or ""),
            hours=isolated(clinic.hours or ""),
            clinic_label=say("wallet-card.clinic"),
            emergency=say("wallet-card.emergency"),
            signs=_signs(programme, edition),
            too=say("wallet-card.too"),
            otherwise=_call("wallet-card.otherwise", "wallet-card.otherwise_any", programme, edition),
            at_once=at_once_in_short(programme, edition),
            today=say("safety.today"),
            today_signs=_today(programme, edition),
            more=_more(programme, edition),
        ),
    )


def _about(programme: Programme, edition: Edition) -> str:
    """Return what hurts: a leg too, if a condition of the patient says so."""
    leg = any(condition in LEG_PAIN for condition in programme.own_conditions)
    return edition.say("wallet-card.about_leg" if leg else "wallet-card.about")


def _signs(programme: Programme, edition: Edition) -> tuple[Words, ...]:
    """Return the emergency list; behind its first sign, chest pain, whom to call."""
    first, *others = emergency_signs(programme, edition)
    return (joined(first, _call("wallet-card.call", "wallet-card.call_any", programme, edition)), *others)


def _call(key: str, without: str, programme: Programme, edition: Edition) -> Words:
    """Return whom to call: the clinic's emergency number, else those of several countries."""
    number = programme.clinic.emergency_number
    return edition.words(key, number=number) if number else edition.words(without)


def _today(programme: Programme, edition: Edition) -> tuple[Words, ...]:
    """Return the signs of the patient's conditions, then those for everybody, of which the last may find no room."""
    has, mine = programme.patient.conditions, programme.own_conditions
    own = [edition.words(key) for name, key in OWN_SIGNS.items() if name in mine]
    if PREGNANCY in has and PREGNANCY not in mine:
        own += edition.each("safety.pregnancy_signs")
    own += own_signs("today_signs", programme, edition)
    if not CLOT.isdisjoint(has) and not after_birth(programme):  # then it is among what is to be called about at once
        own.append(edition.words("wallet-card.calf"))
    needless = edition.each("wallet-card.birth_signs_today") if after_birth(programme) else ()
    return (*own, *(sign for sign in edition.each("wallet-card.today_signs") if sign not in needless))


def _more(programme: Programme, edition: Edition) -> Words:
    """Return where the other signs stand: the page, if the card is part of a booklet; else it may go with a handout."""
    page = sign_pages("safety", programme, edition)
    if page:
        return edition.words("wallet-card.more_on", page=page)
    return edition.words("wallet-card.more")
