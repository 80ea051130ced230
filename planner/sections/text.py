"""The clinic's own words: a page or more in light Markdown. There may be several of them."""

from collections.abc import Iterator

from pydantic import field_validator, model_validator

from planner.blocks import Block, Heading, Picture
from planner.content.plan import Plan
from planner.content.posed import Posed, with_words
from planner.content.scalars import Line, PrintedLine, PrintedMarkdown
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition
from planner.sections.markdown import blocks_of

REPEATS = True
"""A booklet may have several."""


class Options(Spec):
    """What it says."""

    title: PrintedLine
    lead: PrintedLine | None = None
    """Large, below the title."""
    picture: Line | None = None
    """A photo above the text: a JPEG, PNG or SVG file beside the plan."""
    alt: PrintedLine | None = None
    """What the photo shows, in words, for whoever cannot see it. Goes with picture."""
    body: PrintedMarkdown
    """Paragraphs, **strong words**, lists, ## headings, [links](https://riverside.example)."""

    @model_validator(mode="after")
    def _in_words(self) -> "Options":
        with_words(Posed(file=self.picture) if self.picture else None, self.alt)
        return self

    @field_validator("body")
    @classmethod
    def _printable(cls, body: str) -> str:
        blocks_of(body)
        return body


def name(edition: Edition, options: Options) -> str:
    """Return the page's own title."""
    return options.title


def blocks(programme: Programme, edition: Edition, options: Options) -> tuple[Block, ...]:
    """Return the title, the picture and the text."""
    title = Heading(options.title, 1, options.lead or "")
    if not options.picture:
        return title, *blocks_of(options.body)
    named = next(posed for posed in pictures(programme.plan) if posed.file == options.picture)
    return title, Picture(edition.posed(named, alt=options.alt)), *blocks_of(options.body)


def pictures(plan: Plan) -> Iterator[Posed]:
    """Yield the pictures that a plan's pages of text name."""
    for n, entry in enumerate(plan.sections):
        name = entry.options.get("picture")
        if entry.section == "text" and isinstance(name, str):
            posed = Posed(file=name.strip())
            posed.at(plan.origin, ("sections", n, "picture"))
            yield posed
