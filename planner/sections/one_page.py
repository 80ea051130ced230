"""The plan on a sheet for the fridge: all moves, when to ease off and stop, and the emergency list whole."""

from planner.blocks import Alert, Block, Heading, Items, Lights, Moves
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition
from planner.sections.overview import days, moves
from planner.sections.safety import call, ranges

READS = ("items", "weeks", "phases", "trainer")


class Options(Spec):
    """None."""


def blocks(programme: Programme, edition: Edition, options: Options) -> tuple[Block, ...]:  # noqa: ARG001 - the same for all sections
    """One page, if the exercises fit on it."""
    say = edition.say
    lights = tuple(
        (icon, edition.words("one-page.light", range=text, word=say(f"safety.{key}")))
        for icon, key, text in ranges(programme, edition)
    )
    return (
        Heading(say("one-page.title"), 1, days(programme, edition).replace("\n", " ")),
        Moves(moves(programme, edition)),
        Lights(lights),
        Alert(
            1,
            "stop",
            say("safety.emergency"),
            call(programme, edition),
            (Items(edition.each("safety.emergency_signs"), columns=2),),
        ),
    )
