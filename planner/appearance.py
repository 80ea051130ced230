"""A written theme as what pages and pictures are made with. Each is made once in a run."""

from dataclasses import replace
from functools import cache

from planner.content.library import data
from planner.content.theme import Theme as Written
from planner.figure import CALM, Look
from planner.pdf.fonts import Family
from planner.pdf.theme import Theme, rgb


def theme_of(written: Written, paper: str, size: str = "standard") -> Theme:
    """Type in a size, colours and grid on a paper. Raises InputError if the theme's fonts are not there."""
    return _theme(written.family, paper, size, tuple(written.colours.model_dump().items()))


def look_of(written: Written) -> Look:
    """The person in the pictures, in the theme's colours."""
    painted = {"accent": written.colours.accent, "ink": written.colours.ink, **written.figure.model_dump()}
    return _look(tuple(painted.items()))


@cache
def _theme(family: str, paper: str, size: str, colours: tuple[tuple[str, str], ...]) -> Theme:
    return Theme(_family(family), paper, size, **{name: rgb(colour) for name, colour in colours})


@cache
def _family(name: str) -> Family:
    return Family(data("fonts") / name)


@cache
def _look(colours: tuple[tuple[str, str], ...]) -> Look:
    return replace(CALM, **{name: rgb(colour) for name, colour in colours})  # type: ignore[arg-type]  # colours only
