"""How a booklet looks, as data."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from planner.content.scalars import Id, Line
from planner.content.spec import Document, Spec


def _colour(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError('write a colour as "#1c2024"')
    return value


Colour = Annotated[str, BeforeValidator(_colour)]
"""`"#rrggbb"`"""


class Colours(Spec):
    """What is painted in which colour."""

    ink: Colour
    """Text, lines, icons."""
    soft: Colour
    """Section names, page references."""
    accent: Colour
    """Labels, numerals, arrows, marks. Never a warning."""
    line: Colour
    """Hairlines and writing lines."""
    tint: Colour
    """Columns of rest days."""


class FigureColours(Spec):
    """Which person is drawn, and what is painted otherwise than theirs."""

    person: Id = "calm"
    skin: Colour | None = None
    hair: Colour | None = None
    shirt: Colour | None = None
    shorts: Colour | None = None
    mat: Colour | None = None
    prop: Colour | None = None


class Theme(Document):
    """Colours, and the family of fonts by the name of its folder."""

    extends: Id | None = None
    """Another theme, of which only what differs is written here."""
    title: Line
    family: Id
    colours: Colours
    figure: FigureColours = FigureColours()
