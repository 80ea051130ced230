"""Cards for the wallet, to cut out and fold: who I am, whom to call, and the emergency list whole."""

from planner.blocks import Block, WalletCards
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition
from planner.sections.safety import call


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return one sheet: a card for the patient, and one for somebody close to them."""
    say, clinic = edition.say, programme.clinic
    return (
        WalletCards(
            title=say("wallet-card.title"),
            lead=say("wallet-card.lead"),
            count=2,
            name=programme.patient.name or "",
            name_label=say("wallet-card.name_label"),
            about=say("wallet-card.about"),
            clinic=tuple(text for text in (clinic.name, clinic.phone, clinic.hours) if text),
            clinic_label=say("wallet-card.clinic"),
            emergency=say("wallet-card.emergency"),
            call=call(programme, edition),
            signs=edition.each("safety.emergency_signs"),
            today=say("safety.today"),
            today_signs=edition.each("wallet-card.today_signs"),
            more=say("wallet-card.more"),
        ),
    )
