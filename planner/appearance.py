"""A written theme as what pages and pictures are made with, each made once in a run; and the clinic's own pictures."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

from planner.blocks import Image
from planner.content.plan import Clinic
from planner.content.shipped import data as folder_of
from planner.content.theme import Theme as Written
from planner.errors import InputError
from planner.figure import PEOPLE, Look
from planner.figure.look import rgb as painted_as
from planner.pdf.fonts import Family
from planner.pdf.images import PAGE, PRINTED, embedded
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
    return Family(folder_of("fonts") / name)


@cache
def _look(person: str, colours: tuple[tuple[str, str], ...]) -> Look:
    painted = {name: painted_as(colour) for name, colour in colours}
    return replace(PEOPLE[person], **painted)  # type: ignore[arg-type]  # colours only


def picture(clinic: Clinic, field: Literal["logo", "letterhead"]) -> Image | None:
    """A picture from a file beside the clinic's own. Raises InputError with its place."""
    name = getattr(clinic, field)
    if name is None:
        return None
    folder = (clinic.origin.path.parent if clinic.origin else Path()).resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise InputError(clinic.problem((field,), f'"{name}": name a picture in the folder of this file'))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(clinic.problem((field,), f'"{name}": cannot be read: {error.strerror}')) from None
    try:
        embedded(data, PAGE if field == "letterhead" else PRINTED)
    except InputError as error:
        raise InputError(clinic.problem((field,), f'"{name}": {error}')) from None
    return Image(data, clinic.name or name)
