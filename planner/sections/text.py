"""The clinic's own words: a page or more in light Markdown. There may be several of them."""

from pydantic import field_validator

from planner.blocks import Block, Heading
from planner.content.scalars import Line, Markdown
from planner.content.spec import Spec
from planner.programme.programme import Programme
from planner.sections.edition import Edition
from planner.sections.markdown import blocks_of

REPEATS = True
"""A booklet may have several."""


class Options(Spec):
    """What it says."""

    title: Line
    lead: Line | None = None
    """Large, below the title."""
    body: Markdown
    """Paragraphs, **strong words**, lists, ## headings, [links](https://riverside.example)."""

    @field_validator("body")
    @classmethod
    def _printable(cls, body: str) -> str:
        blocks_of(body)
        return body


def name(edition: Edition, options: Options) -> str:
    """Return the page's own title."""
    return options.title


def blocks(programme: Programme, edition: Edition, options: Options) -> tuple[Block, ...]:
    """Return the title and the text."""
    return (Heading(options.title, 1, options.lead or ""), *blocks_of(options.body))
