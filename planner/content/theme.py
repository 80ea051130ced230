"""How a booklet looks, as data: a theme says what differs from another one."""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from planner.content.scalars import FamilyName, Line, PersonName, ThemeId
from planner.content.spec import Document, Spec
from planner.content.yaml import Loc

TEXT, SHAPE = 4.5, 3.0
"""The least contrast of text, and of lines and shapes that mean something (WCAG 2.2, 1.4.3 and 1.4.11)."""
PAPER = "#ffffff"
TEXTS = ("ink", "soft", "accent")
FILLED = ("skin", "shirt", "shorts", "mat", "prop")


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

    ink: Colour = "#1c2024"
    """Text, lines, icons."""
    soft: Colour = "#4a5056"
    """Section names, page references."""
    accent: Colour = "#9a3e1b"
    """Labels, numerals, arrows, marks. Never a warning."""
    line: Colour = "#8c9297"
    """Hairlines and writing lines."""
    tint: Colour = "#f2f1ed"
    """Columns of rest days."""


class FigureLook(Spec):
    """Which person is drawn, how, and what is painted otherwise than theirs."""

    person: PersonName = "calm"
    """Who is drawn."""
    outline: Literal["fine", "normal", "bold"] = "normal"
    """How heavy lines are drawn."""
    clothes: Literal["shorts", "trousers"] | None = None
    """Of the person."""
    skin: Colour | None = None
    """Of the person."""
    hair: Colour | None = None
    """Of the person."""
    shirt: Colour | None = "#e8dccb"
    """Of the person."""
    shorts: Colour | None = "#7a8f9c"
    """Or trousers."""
    mat: Colour | None = "#edefee"
    """Of the mat."""
    prop: Colour | None = "#edefee"
    """Of chairs and other things."""


class Theme(Document):
    """A look. What a file does not say is as in its base; without a base, as in calm.

    A colour may stand beside the other fields (`accent: "#0b6e4f"`) or under colours.
    """

    SHORT: ClassVar[tuple[str, ...]] = tuple(Colours.model_fields)
    """What may stand at the top although it belongs to colours."""

    base: ThemeId | None = None
    """The theme that this one changes."""
    title: Line = "Own"
    """What it is called."""
    family: FamilyName = "source-sans-3"
    """Of the letters: a folder of fonts."""
    summary: Line | None = None
    """What is particular about it."""
    density: Literal["airy", "normal", "compact"] = "normal"
    """White between lines and between parts."""
    headings: Literal["small", "normal", "large"] = "normal"
    """Size of titles."""
    numerals: Literal["light", "regular", "bold"] = "light"
    """The large numbers of weeks, exercises and steps."""
    corners: Literal["square", "soft", "round"] = "soft"
    """Of boxes and frames."""
    rules: Literal["fine", "normal", "bold"] = "normal"
    """How heavy lines and frames are."""
    colours: Colours = Field(default_factory=Colours)
    """Of text, lines and marks: ink, soft, accent, line, tint."""
    figure: FigureLook = Field(default_factory=FigureLook)
    """Which person is drawn, how, and in which colours."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:  # noqa: ANN401 - whatever was written
        if isinstance(value, str):
            return {"base": value}
        if not isinstance(value, dict) or not isinstance(value.get("colours", {}), dict):
            return value
        short = {key: colour for key, colour in value.items() if key in cls.SHORT}
        rest = {key: other for key, other in value.items() if key not in short}
        return {**rest, "colours": {**rest.get("colours", {}), **short}} if short else value

    def over(self, base: "Theme") -> "Theme":
        """The base with what this one says otherwise; its problems stand where this one's do."""
        said = {name: getattr(self, name) for name in self.model_fields_set - {"colours", "figure"}}
        for name in ("colours", "figure"):
            under, own = getattr(base, name), getattr(self, name)
            said[name] = under.model_copy(update={part: getattr(own, part) for part in own.model_fields_set})
        made = base.model_copy(update=said)
        made._origin = self._origin  # noqa: SLF001 - its own
        return made

    def contrast_faults(self) -> list[tuple[Loc, str]]:
        """Return every pair of colours with too little contrast, with the way to the one that was chosen."""
        colours, figure = self.colours, self.figure
        text = [(("colours", name), getattr(colours, name), "on paper", PAPER, TEXT) for name in TEXTS]
        text.append((("colours", "tint"), colours.tint, "under text in ink", colours.ink, TEXT))
        shapes = [(("colours", "line"), colours.line, "on paper", PAPER, SHAPE)]
        shapes += [
            (("figure", name), colour, "under its outline in ink", colours.ink, SHAPE)
            for name in FILLED
            if (colour := getattr(figure, name))
        ]
        return [
            (
                loc,
                f'"{one}" {where} has a contrast of {ratio:.1f} to 1; it needs {least} to 1' + _try(one, other, least),
            )
            for loc, one, where, other, least in (*text, *shapes)
            if (ratio := contrast(one, other)) < least
        ]


def contrast(one: str, other: str) -> float:
    """The ratio of two colours' brightness, from 1 (none) to 21 (black and white): WCAG 2.2, relative luminance."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _try(one: str, other: str, least: float) -> str:
    """The nearest darker or lighter shade of a colour that can be told apart from another one, to write instead."""
    end = 0 if _luminance(one) < _luminance(other) else 255
    parts = [int(one[n : n + 2], 16) for n in (1, 3, 5)]
    for share in range(1, 101):
        shade = "#" + "".join(f"{round(part + (end - part) * share / 100):02x}" for part in parts)
        if contrast(shade, other) >= least:
            return f': try "{shade}"'
    return ""


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
