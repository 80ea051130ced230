"""The look of a booklet, as data: a theme says how it differs from another one."""

import re
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from planner.content.scalars import FamilyName, Line, PersonName, ThemeId, refuse_no_text
from planner.content.spec import Document, Spec
from planner.content.yaml import Loc, Origin
from planner.problems import InputError, Problem

TEXT, SHAPE = 4.5, 3.0
"""The least contrast of text, and of lines and shapes that mean something (WCAG 2.2, 1.4.3 and 1.4.11)."""
PAPER = "#ffffff"
TEXTS = ("ink", "soft", "accent")
FILLED = ("skin", "shirt", "shorts", "mat", "prop")


def _colour(value: object) -> object:
    refuse_no_text(value)
    if isinstance(value, str) and not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        if re.fullmatch(r"[0-9a-fA-F]{6}", value):
            raise ValueError(Problem(quoted=value, advice='write "#{}", with the quotation marks'))
        raise ValueError('write a colour as six digits, such as "#0b6e4f" for a green')
    return value


Colour = Annotated[
    str,
    BeforeValidator(_colour),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$", "format": "color-hex"}),
]
"""`"#rrggbb"`"""


class Colours(Spec):
    """The colours of text and lines."""

    ink: Colour = "#1c2024"
    """Text, lines and icons."""
    soft: Colour = "#4a5056"
    """Section names and page references."""
    accent: Colour = "#9a3e1b"
    """Labels, numerals, arrows and marks. Never a warning."""
    line: Colour = "#8c9297"
    """Hairlines and writing lines."""
    tint: Colour = "#f2f1ed"
    """Columns of rest days."""


class FigureLook(Spec):
    """The people to draw, how to draw them, and colours that differ from theirs."""

    person: PersonName | None = None
    """The one person to draw; without it, several people take turns."""
    outline: Literal["fine", "normal", "bold"] = "normal"
    """The weight of outlines."""
    clothes: Literal["shorts", "trousers"] | None = None
    """The clothes on the legs."""
    skin: Colour | None = None
    """The colour of the skin."""
    hair: Colour | None = None
    """The colour of the hair."""
    shirt: Colour | None = "#e8dccb"
    """The colour of the shirt."""
    shorts: Colour | None = "#7a8f9c"
    """The colour of the shorts or trousers."""
    mat: Colour | None = "#e4e6e4"
    """The colour of the mat."""
    prop: Colour | None = "#edefee"
    """The colour of chairs and other things."""


class Theme(Document):
    """A look. Anything left out is as in its base; without a base, as in calm.

    A colour may be written beside the other fields (`accent: "#0b6e4f"`) or under colours.
    """

    SHORT: ClassVar[tuple[str, ...]] = tuple(Colours.model_fields)
    """Keys of colours that may also be written beside the other fields."""

    base: ThemeId | None = None
    """The theme that this one is based on."""
    title: Line = "Own"
    """The name of the theme."""
    family: FamilyName = "source-sans-3"
    """Of the letters: a built-in family, or a folder of TTF files beside the file, such as fonts/Lato."""
    summary: Line | None = None
    """What is special about it."""
    density: Literal["airy", "normal", "compact"] = "normal"
    """The white between lines."""
    headings: Literal["small", "normal", "large"] = "normal"
    """The size of titles."""
    numerals: Literal["light", "regular", "bold"] = "light"
    """The weight of the large numbers of weeks, exercises and steps."""
    corners: Literal["square", "soft", "round"] = "soft"
    """The corners of boxes and frames."""
    rules: Literal["fine", "normal", "bold"] = "normal"
    """The weight of lines and frames."""
    colours: Colours = Field(default_factory=Colours)
    """The colours of text, lines and marks: ink, soft, accent, line, tint."""
    figure: FigureLook = Field(default_factory=FigureLook)
    """The people to draw, how, and in which colours."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:  # noqa: ANN401 - whatever was written
        if isinstance(value, str):
            return {"base": value}
        if not isinstance(value, dict) or not isinstance(value.get("colours", {}), dict):
            return value
        short = {key: colour for key, colour in value.items() if key in cls.SHORT}
        rest = {key: other for key, other in value.items() if key not in short}
        if twice := next((key for key in short if key in (rest.get("colours") or {})), None):
            text, advice = "stands here and under colours", "both cannot hold: take one of the two out"
            raise ValueError(Problem(loc=(twice,), text=text, advice=advice))
        return {**rest, "colours": {**rest.get("colours", {}), **short}} if short else value

    @classmethod
    def parse(cls, values: Any, origin: Origin) -> Self:  # noqa: ANN401 - whatever stood in the file
        """Validate the values of a file, and find its fonts. Raise InputError with the place of every problem."""
        return super().parse(values, origin).beside(origin).at(origin)

    @property
    def lacks_folder(self) -> bool:
        """Whether it names a folder of fonts and stands in no file: beside one, it is a whole path once it is read."""
        return self.has_own_fonts and not Path(self.family).is_absolute()

    @property
    def has_own_fonts(self) -> bool:
        """Whether its letters come from a folder of the clinic's."""
        return "/" in self.family

    def beside(self, origin: Origin, loc: Loc = ()) -> Self:
        """Return the theme with its folder of fonts as a path: from the file it is written in, or its library.

        Raise InputError, with its place, if it is not there.
        """
        beside = origin.folder((*loc, "family"))
        if beside is None or "family" not in self.model_fields_set or not self.has_own_fonts:
            return self
        folders = (beside, beside.parent) if beside.name == "themes" else (beside,)
        path = next((folder / self.family for folder in folders if (folder / self.family).is_dir()), None)
        if path is None or not path.resolve().is_relative_to(folders[-1].resolve()):
            text, advice = "there is no such folder beside this file", "put the font's TTF files there"
            raise InputError(origin.problem((*loc, "family"), Problem(quoted=self.family, text=text, advice=advice)))
        return self.model_copy(update={"family": path.absolute().as_posix()})

    def over(self, base: "Theme") -> "Theme":
        """Return the base with everything that this theme changes; problems have places in this theme's file."""
        said = {name: getattr(self, name) for name in self.model_fields_set - {"colours", "figure"}}
        for name in ("colours", "figure"):
            under, own = getattr(base, name), getattr(self, name)
            said[name] = under.model_copy(update={part: getattr(own, part) for part in own.model_fields_set})
        made = base.model_copy(update={**said, "summary": self.summary})
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
    """Return the contrast of two colours, from 1 (none) to 21 (black on white): WCAG 2.2, relative luminance."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _try(one: str, other: str, least: float) -> str:
    """Return advice to write the nearest darker or lighter shade that has enough contrast with another colour."""
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
