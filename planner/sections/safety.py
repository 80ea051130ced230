"""When to get help, and how pain guides the exercises. No plan can leave it out."""

from planner.blocks import (
    Alert,
    Block,
    Columns,
    Heading,
    Icon,
    IconLine,
    Items,
    PageBreak,
    PainScale,
    Signal,
    Signals,
    Text,
    Words,
)
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition


def blocks(programme: Programme, edition: Edition, options: Spec) -> tuple[Block, ...]:
    """Return two pages: the signs by urgency, and the traffic light."""
    return (*_help(programme, edition), PageBreak(), *_guide(programme, edition))


def call(programme: Programme, edition: Edition) -> Words:
    """Return whom to call in an emergency: the clinic's emergency number, else the common ones."""
    number = programme.clinic.emergency_number
    if number:
        return edition.words("safety.emergency_call", number=number)
    return edition.words("safety.emergency_call_any")


def ranges(programme: Programme, edition: Edition) -> tuple[tuple[Icon, str, str], ...]:
    """Return the traffic light: for each colour a shape, the key of its word, and its pain scores."""
    light = programme.clinic.traffic_light
    scores = ((0, light.green), (light.green + 1, light.amber), (light.amber + 1, 10))
    shapes: tuple[tuple[Icon, str], ...] = (("go", "go"), ("ease off", "ease_off"), ("stop", "stop"))

    def text(first: int, last: int) -> str:
        return edition.say("safety.range", first=first, last=last) if first < last else edition.language.number(first)

    return tuple((icon, key, text(*score)) for (icon, key), score in zip(shapes, scores, strict=True))


def _help(programme: Programme, edition: Edition) -> tuple[Block, ...]:
    say = edition.say
    return (
        Heading(say("safety.help_title"), 1, say("safety.help_lead")),
        Alert(
            rank=1,
            icon="stop",
            title=say("safety.emergency"),
            note=call(programme, edition),
            blocks=(Items(edition.each("safety.emergency_signs")),),
            more=say("safety.more"),
        ),
        Alert(
            rank=2,
            icon="phone",
            title=say("safety.today"),
            note="",
            blocks=(Items(edition.each("safety.today_signs"), columns=2),),
            more=say("safety.more"),
        ),
        Alert(3, "visit", say("safety.visit"), say("safety.visit_signs"), ()),
    )


def _guide(programme: Programme, edition: Edition) -> tuple[Block, ...]:
    say, light, phone = edition.say, programme.clinic.traffic_light, programme.clinic.phone
    rows = tuple(
        Signal(icon, text, say(f"safety.{key}"), say(f"safety.{key}_says"))
        for icon, key, text in ranges(programme, edition)
    )
    whom = "" if phone else "_doctor"
    clinic: tuple[Block, ...] = (IconLine("phone", edition.words("safety.phone", phone=phone)),) if phone else ()
    return (
        Heading(say("safety.guide_title"), 1, say("safety.guide_lead")),
        PainScale(light.green, light.amber, say("safety.least"), say("safety.most")),
        Signals(rows),
        Columns(
            (
                (Heading(say("safety.watch"), 2), Items(edition.each("safety.watch_signs"), icons=("up", "down"))),
                (Heading(say("safety.stop_all" + whom), 2), Items(edition.each("safety.stop_all_signs")), *clinic),
            )
        ),
        Text(say("safety.stop_all_then" + whom), "strong"),
    )
