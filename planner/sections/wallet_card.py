"""Cards for the wallet, to cut out and fold: who I am, whom to call, and the emergency list whole."""

from planner.blocks import Block, WalletCards
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition
from planner.sections.safety import call


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """One sheet: a card for the patient, and one for somebody close."""
    say, clinic = edition.say, programme.clinic
    return (
        WalletCards(
            say("wallet-card.title"),
            say("wallet-card.lead"),
            2,
            programme.patient.name or "",
            say("wallet-card.name_label"),
            say("wallet-card.about"),
            tuple(text for text in (clinic.name, clinic.phone, clinic.hours) if text),
            say("wallet-card.clinic"),
            say("wallet-card.emergency"),
            call(programme, edition),
            edition.each("safety.emergency_signs"),
            say("safety.today"),
            edition.each("wallet-card.today_signs"),
            say("wallet-card.more"),
        ),
    )
