"""How a booklet looks, as data."""

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from planner.content.scalars import Id, Line
from planner.content.spec import Document, Spec


def _colour(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError('write a colour as "#1c2024"')
    return value


Colour = Annotated[
    str,
    BeforeValidator(_colour),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$", "format": "color-hex"}),
]
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
    """Who is drawn."""
    skin: Colour | None = None
    """Of the person."""
    hair: Colour | None = None
    """Of the person."""
    shirt: Colour | None = None
    """Of the person."""
    shorts: Colour | None = None
    """Of the person."""
    mat: Colour | None = None
    """Of the mat."""
    prop: Colour | None = None
    """Of chairs and other things."""


class Theme(Document):
    """Colours, and the family of fonts by the name of its folder."""

    extends: Id | None = None
    """Another theme, of which only what differs is written here."""
    title: Line
    """What it is called."""
    family: Id
    """Fonts, by the name of their folder."""
    colours: Colours
    """Of text, lines and marks: ink, soft, accent, line, tint."""
    figure: FigureColours = FigureColours()
    """Which person is drawn, and in which colours."""
