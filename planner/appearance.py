"""A written theme as what pages and pictures are made with. Each is made once in a run."""

from dataclasses import replace
from functools import cache

from planner.content.shipped import data
from planner.content.theme import Theme as Written
from planner.figure import PEOPLE, Look
from planner.figure.look import rgb as painted_as
from planner.pdf.fonts import Family
from planner.pdf.theme import Theme, rgb


def theme_of(written: Written, paper: str, size: str = "standard") -> Theme:
    """Type in a size, colours and grid on a paper. Raises InputError if the theme's fonts are not there."""
    return _theme(written.family, paper, size, tuple(written.colours.model_dump().items()))


def look_of(written: Written, person: str | None = None) -> Look:
    """The person in the pictures: the patient's choice or the theme's, dressed in the theme's colours."""
    colours = written.figure.model_dump(exclude={"person"}, exclude_none=True)
    if person:  # whoever chooses a person chooses skin and hair
        colours = {key: value for key, value in colours.items() if key not in ("skin", "hair")}
    painted = {"accent": written.colours.accent, "ink": written.colours.ink, **colours}
    return _look(person or written.figure.person, tuple(painted.items()))


@cache
def _theme(family: str, paper: str, size: str, colours: tuple[tuple[str, str], ...]) -> Theme:
    return Theme(_family(family), paper, size, **{name: rgb(colour) for name, colour in colours})


@cache
def _family(name: str) -> Family:
    return Family(data("fonts") / name)


@cache
def _look(person: str, colours: tuple[tuple[str, str], ...]) -> Look:
    painted = {name: painted_as(colour) for name, colour in colours}
    return replace(PEOPLE[person], **painted)  # type: ignore[arg-type]  # colours only
