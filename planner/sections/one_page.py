"""The plan on a sheet for the fridge: all moves, when to ease off and stop, and the emergency list whole."""

from planner.blocks import Alert, Block, Columns, Heading, Items, Lights, Moves, Text
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition, joined
from planner.sections.overview import days, moves, series
from planner.sections.safety import call, ranges


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return one page, if the exercises fit on it."""
    say = edition.say
    lights = tuple(
        (icon, edition.words("one-page.light", range=text, word=say(f"safety.{key}")))
        for icon, key, text in ranges(programme, edition)
    )
    return (
        Columns(((Heading(say("one-page.title"), 1),), (Text(days(programme, edition), "small"),))),
        Moves(moves(programme, edition, brief=True)),
        *_changes(programme, edition),
        Lights(lights),
        Alert(
            rank=1,
            icon="stop",
            title=say("safety.emergency"),
            note=call(programme, edition),
            blocks=(Items(edition.each("safety.emergency_signs"), columns=2),),
            more=say("safety.more"),
        ),
    )


def _changes(programme: Programme, edition: Edition) -> tuple[Block, ...]:
    """Return what conditions swap and change, since no card says it; exercises with the same change together."""
    found: dict[str, list[int]] = {}
    for item in programme.items:
        others = edition.language.series([r.exercise.title for r in item.replaces])
        says = [edition.say("one-page.instead", exercises=others)] if others else []
        if says := [*says, *dict.fromkeys(c.change for c in item.changes)]:
            found.setdefault(edition.language.joined(says), []).append(item.number)
    said = (
        edition.words("one-page.change", numbers=series(of, edition), change=change) for change, of in found.items()
    )
    return (Text(joined(edition.words("one-page.changed"), *said), "small"),) if found else ()
