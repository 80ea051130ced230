"""A table to note down what was done in the pool, a row for each week of the programme."""

from planner.blocks import Blank, Block, Heading, Text
from planner.content.scalars import Count, Line
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition


class Options(Spec):
    """What a plan may set: `{section: pool-diary, lengths: 10}`."""

    title: Line = "My pool diary"
    lengths: Count = 4
    """How many lengths a week to aim for."""


def name(edition: Edition, options: Options) -> str:
    """At the top of its page."""
    return options.title


def blocks(programme: Programme, edition: Edition, options: Options) -> tuple[Block, ...]:
    """A page with a table."""
    aim = f"Aim for {edition.language.number(options.lengths)} lengths a week."
    heads = (("Week", 1), ("Lengths", 2), ("How it felt", 4))
    says = ("Which week", "How many lengths", "How it felt")
    return (
        Heading(options.title, 1, aim),
        Text("Go slowly. Stop if it hurts."),
        Blank("Week by week", "", heads, len(programme.weeks), says),
    )
