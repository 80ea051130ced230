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
)
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition


class Options(Spec):
    """None."""


def blocks(programme: Programme, edition: Edition, options: Options) -> tuple[Block, ...]:  # noqa: ARG001 - the same for all sections
    """Two pages: the signs, ranked; the traffic light."""
    return (*_help(programme, edition), PageBreak(), *_guide(programme, edition))


def _help(programme: Programme, edition: Edition) -> tuple[Block, ...]:
    say, number = edition.say, programme.clinic.emergency_number
    call = (
        edition.words("safety.emergency_call", number=number) if number else edition.words("safety.emergency_call_any")
    )
    return (
        Heading(say("safety.help_title"), 1, say("safety.help_lead")),
        Alert(1, "stop", say("safety.emergency"), call, (Items(edition.each("safety.emergency_signs")),)),
        Alert(2, "phone", say("safety.today"), "", (Items(edition.each("safety.today_signs"), columns=2),)),
        Alert(3, "visit", say("safety.visit"), say("safety.visit_signs"), ()),
    )


def _guide(programme: Programme, edition: Edition) -> tuple[Block, ...]:
    say, light, phone = edition.say, programme.clinic.traffic_light, programme.clinic.phone
    ranges = [(0, light.green), (light.green + 1, light.amber), (light.amber + 1, 10)]
    named: tuple[Icon, ...] = ("go", "ease off", "stop")
    rows = tuple(
        Signal(
            icon,
            say("safety.range", first=first, last=last) if first < last else edition.language.number(first),
            say(f"safety.{key}"),
            say(f"safety.{key}_says"),
        )
        for icon, key, (first, last) in zip(named, ("go", "ease_off", "stop"), ranges, strict=True)
    )
    whom = "" if phone else "_doctor"
    call: tuple[Block, ...] = (IconLine("phone", edition.words("safety.phone", phone=phone)),) if phone else ()
    return (
        Heading(say("safety.guide_title"), 1, say("safety.guide_lead")),
        PainScale(light.green, light.amber, say("safety.least"), say("safety.most")),
        Signals(rows),
        Columns(
            (
                (Heading(say("safety.watch"), 2), Items(edition.each("safety.watch_signs"), icons=("up", "down"))),
                (Heading(say("safety.stop_all" + whom), 2), Items(edition.each("safety.stop_all_signs")), *call),
            )
        ),
        Text(say("safety.stop_all_then" + whom), "strong"),
    )
