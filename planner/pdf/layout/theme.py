"""How pages look: papers, grid, type and colours, resolved to points. Frozen values, part of every page's key."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from planner.figure.drawing import OUTLINE, Posture, Rgb
from planner.pdf.layout.family import Family
from planner.values import frozen

MM = 72 / 25.4
PAPERS = {"A4": (210 * MM, 297 * MM), "Letter": (612.0, 792.0)}

LEFT, RIGHT = 22 * MM, 16 * MM
"""The distances from the paper's sides to the live area, in points."""
GUTTER = 5 * MM


@frozen
class Margins:
    """The distances from the paper's upper and lower edge, in points."""

    live: float
    """To the live area, above and below."""
    header: float
    """From the upper edge to the top of the header's text."""
    footer: float
    """From the lower edge to the footer's line."""


MARGINS = {
    "A4": Margins(22 * MM, 11.5 * MM, 18.5 * MM),
    "Letter": Margins(19 * MM, 9.5 * MM, 16 * MM),
}

# The weights of lines, in points: there are three.
FINE = 0.5
"""The footer's line, rows, lines to write on, the net of a chart."""
MEDIUM = 1.0
"""The ground under pictures, boxes to tick, frames of the second rank, the frame of a trainer's day."""
BOLD = 2.2
"""The emergency frame, the head of a dose, a calendar or a part, and the line in the accent colour."""

# White space between things on a page, in points. None is stretched: what is left over collects at the foot.
INSIDE = (2.0, 4.0, 6.0)
"""Inside a group."""
BETWEEN = (8.0, 10.0, 12.0)
"""Between groups."""
CARDS = {"A4": 20.0, "Letter": 14.0}
"""Between two cards."""
LOW, LOWER = re.compile(r"\u064a\b"), 0.18
"""The dots of the letter yeh at a word's end reach into the line below a title: how much, in sizes of its type."""
CORNER, FRAME = 1.2 * MM, 2 * MM
"""The radius of the corners of a box to tick, and of a frame."""


Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class Style:
    """A way to set text; sizes in points, tracking in thousandths of the size."""

    size: float
    leading: float
    weight: int = 400
    colour: Rgb = (0.0, 0.0, 0.0)
    tracking: int = 0
    align: Align = "left"
    strong: int = 600
    """The weight of strong words in this style."""
    balanced: bool = False
    """Whether lines are to be of like length, as those of titles are."""
    _hash: int = field(init=False, compare=False, repr=False)
    """Worked out once: words are looked up by their style thousands of times a booklet."""

    def __post_init__(self) -> None:
        values = (self.size, self.leading, self.weight, self.colour, self.tracking, self.align, self.strong)
        object.__setattr__(self, "_hash", hash(values))

    def __hash__(self) -> int:
        return self._hash


SIZES = ("standard", "large", "xl")
"""Larger sizes set larger words and rearrange them where lines would be too short; pages are not scaled up."""

SMALLEST = (12.0, 16.0)
"""Size and leading of the smallest type for patients, in points."""

_Step = tuple[float, float]
"""Size and leading."""

# name: (size, leading) at each of the SIZES, weight, colour, tracking (thousandths)
_STYLES: dict[str, tuple[_Step, _Step, _Step, int, str, int]] = {
    "body": ((14, 20), (18, 26), (24, 33), 400, "ink", 0),
    "sign": ((14, 20), (18, 22), (24, 29), 400, "ink", 0),
    "close": ((14, 17), (18, 22), (24, 29), 400, "ink", 0),
    "strong": ((14, 20), (18, 26), (24, 33), 600, "ink", 0),
    "step number": ((14, 20), (18, 26), (24, 33), 700, "accent", 0),
    "picture": ((14, 20), (18, 24), (24, 29), 600, "accent", 0),
    "small": ((12, 16), (15, 20), (19, 24), 400, "ink", 0),
    "small strong": ((12, 16), (15, 20), (19, 24), 600, "ink", 0),
    "soft": ((12, 16), (15, 20), (19, 24), 400, "soft", 0),
    "running": ((12, 16), (13, 17), (16, 20), 400, "ink", 0),
    "running soft": ((12, 16), (13, 17), (16, 20), 400, "soft", 0),
    "aim": ((14, 20), (18, 26), (24, 33), 400, "soft", 0),
    "label": ((12, 16), (15, 20), (19, 24), 600, "accent", 0),
    "lead": ((18, 24), (18, 26), (24, 33), 400, "ink", 0),
    "h1": ((32, 36), (34, 38), (38, 42), 700, "ink", -12),
    "h2": ((18, 24), (22, 28), (28, 32), 700, "ink", 0),
    "h3": ((14, 20), (18, 26), (24, 33), 700, "ink", 0),
    "card": ((26, 30), (32, 36), (40, 44), 700, "ink", -8),
    "word": ((20, 24), (22, 26), (28, 32), 700, "ink", 0),
    "range": ((30, 34), (34, 38), (40, 44), 600, "ink", -10),
    "light": ((18, 24), (18, 24), (24, 30), 400, "ink", 0),
    "score": ((18, 24), (22, 28), (28, 34), 600, "ink", 0),
    "numeral": ((46, 40), (56, 48), (60, 52), 300, "accent", 0),
    "week numeral": ((40, 36), (56, 48), (64, 56), 300, "accent", 0),
    "list numeral": ((56, 48), (64, 56), (72, 62), 300, "accent", 0),
    "small numeral": ((28, 30), (34, 36), (40, 42), 300, "accent", 0),
    "dose": ((22, 26), (28, 32), (34, 38), 600, "ink", 0),
    "week title": ((18, 22), (22, 27), (28, 32), 700, "ink", 0),
    "week row": ((14, 16), (18, 23), (24, 28), 600, "ink", 0),
    "week dose": ((12, 15), (15, 20), (19, 22), 400, "ink", 0),
    "hour": ((12, 14), (14, 18), (19, 23), 400, "ink", 0),
    "day": ((12, 15), (15, 19), (20, 25), 600, "ink", 0),
    "date": ((16, 18), (20, 24), (26, 30), 600, "ink", 0),
    "row": ((14, 17), (18, 23), (24, 30), 600, "ink", 0),
    "sheet h1": ((24, 28), (24, 28), (24, 28), 700, "ink", -8),
    "sheet": ((11, 15), (11, 15), (11, 15), 400, "ink", 0),
    "sheet label": ((11, 15), (11, 15), (11, 15), 600, "accent", 0),
    "sheet title": ((14, 18), (14, 18), (14, 18), 700, "ink", 0),
    "cover lead": ((20, 28), (22, 30), (26, 36), 400, "ink", 0),
}
COVER_TITLES = {
    "standard": ((72, 68, -30), (54, 54, -25), (40, 44, -15), (28, 34, 0), (20, 26, 0)),
    "large": ((72, 68, -30), (54, 54, -25), (40, 44, -15), (28, 34, 0), (24, 30, 0)),
    "xl": ((84, 80, -30), (72, 68, -30), (54, 54, -25), (40, 46, -15), (32, 38, 0)),
}
"""Sizes of the cover's title, from which the first that fits is taken: size, leading, tracking."""
COVER_NAMES = {
    "standard": ((36, 42), (24, 30), (18, 24), (14, 20)),
    "large": ((36, 42), (28, 34), (22, 28), (18, 26)),
    "xl": ((46, 52), (36, 42), (28, 36), (24, 34)),
}
FEWEST = 24
"""The fewest characters of a line that reads well; columns that would hold fewer become one."""
LETTER = 0.47
"""An ordinary letter's width, in sizes of its type."""


NUMERALS = ("numeral", "week numeral", "list numeral", "small numeral")
FOR_CLINICIANS = ("sheet h1", "sheet", "sheet label", "sheet title")
HEADINGS = ("h1", "h2", "card", "word")
IN_CALENDAR = ("week title", "week row", "week dose", "hour", "day", "date")
"""Their lines have a fixed place in a table that fills half a page in every theme."""

Place = Literal["card", "fridge", "overview", "calendar", "cover", "story", "posture", "floor", "body", "chart"]
"""Where a figure stands. A page that tells one story in several postures has one scale for all of them."""
_Scales = tuple[float, float, float]
"""At standard, large and xl."""
_BY_POSTURE: dict[tuple[Place, Posture], _Scales] = {
    ("card", "lying"): (1.30, 1.42, 1.42),
    ("card", "kneeling"): (1.05, 1.11, 1.25),
    ("card", "upright"): (0.80, 1.10, 1.10),
    ("card", "above"): (0.62, 0.90, 0.98),
    ("fridge", "lying"): (0.85, 1.15, 1.15),
    ("fridge", "kneeling"): (0.66, 0.86, 0.86),
    ("fridge", "upright"): (0.60, 0.78, 0.78),
    ("fridge", "above"): (0.66, 0.86, 0.86),
    ("overview", "lying"): (0.58, 0.64, 0.80),
    ("overview", "kneeling"): (0.43, 0.48, 0.60),
    ("overview", "upright"): (0.36, 0.42, 0.52),
    ("overview", "above"): (0.40, 0.46, 0.56),
    ("calendar", "lying"): (0.32, 0.42, 0.50),
    ("calendar", "kneeling"): (0.24, 0.33, 0.37),
    ("calendar", "upright"): (0.19, 0.30, 0.37),
    ("calendar", "above"): (0.20, 0.30, 0.40),
}
_STORIES: dict[Place, _Scales] = {
    "cover": (0.95, 0.95, 0.95),
    "story": (0.62, 0.66, 0.82),
    "posture": (0.74, 0.76, 1.05),
    "floor": (0.72, 0.80, 0.92),
    "body": (2.3, 2.3, 2.3),
    "chart": (1.55, 1.55, 1.55),
}
_ON_LETTER: dict[Place, float] = {"card": 0.88, "posture": 0.9, "chart": 0.9, "calendar": 0.95, "overview": 0.85}
"""What a figure is reduced by on Letter, which is less high than A4; by nothing elsewhere."""
_OUTLINES: dict[Place, _Scales] = {
    "calendar": (0.55, 0.65, 0.7),
    "overview": (0.65, 0.7, 0.8),
    "card": (0.9, 1.0, 1.2),
    "cover": (0.9, 0.9, 0.9),
}
"""How heavy a figure's outline is, in points: it grows with the figure. 0.8 elsewhere."""

CLOSEST = 1.2
"""The least leading that sentences are given to save a page, in sizes of their type."""


@dataclass(frozen=True, slots=True)
class Proportions:
    """What themes differ in apart from fonts and colours: factors for the measures of this file, and a weight."""

    leading: float = 1.0
    headings: float = 1.0
    numerals: int = 300
    corners: float = 1.0
    rules: float = 1.0
    closeness: float = 1.0
    """A factor for leading that saves a page: never so close that lines touch."""


@dataclass(frozen=True, eq=False)
class PageTheme:
    """Compared by identity: one object per run."""

    family: Family
    paper: str
    size: str
    ink: Rgb
    soft: Rgb
    accent: Rgb
    line: Rgb
    tint: Rgb
    shape: Proportions = Proportions()
    least: float = SMALLEST[0]
    """The smallest type, in points; pages that are made smaller need larger ones."""
    page: tuple[float, float] = field(init=False)
    styles: dict[str, Style] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Set page size and styles from paper, type size and shape."""
        object.__setattr__(self, "page", PAPERS[self.paper])
        column = SIZES.index(self.size)
        styles = {
            name: self._shaped(name, Style(*steps[column], weight, getattr(self, colour), tracking))
            for name, (*steps, weight, colour, tracking) in _STYLES.items()
        }
        object.__setattr__(self, "styles", {name: self._legible(name, style) for name, style in styles.items()})

    def _legible(self, name: str, style: Style) -> Style:
        """Return a style that is not too small to read; the clinician's sheet may have smaller type."""
        if style.size >= self.least or name in FOR_CLINICIANS:
            return style
        return replace(style, size=self.least, leading=round(style.leading * self.least / style.size, 1))

    def _shaped(self, name: str, style: Style) -> Style:
        """Return a style adapted to the theme's shape; patients' text keeps its size."""
        if name in NUMERALS:
            return replace(style, weight=self.shape.numerals)
        if name in IN_CALENDAR:
            return style
        if name in HEADINGS:
            by = self.shape.headings
            size, leading = round(style.size * by, 1), round(style.leading * by, 1)
            return replace(style, size=size, leading=leading, balanced=True)
        leading = style.leading * self.shape.leading
        least = min(leading, CLOSEST * style.size)
        return replace(style, leading=round(max(leading * self.shape.closeness, least), 1))

    @property
    def margins(self) -> Margins:
        """Return the distances from the paper's upper and lower edge."""
        return MARGINS[self.paper]

    @property
    def top(self) -> float:
        """Return the height of the live area's upper edge above the paper's lower one, in points."""
        return self.page[1] - self.margins.live

    def scale(self, place: Place, posture: Posture) -> float:
        """Return how large a figure is drawn, in points for each centimetre of a person who is 170 cm tall."""
        column = SIZES.index(self.size)
        by = _ON_LETTER.get(place, 1.0) if self.paper == "Letter" else 1.0
        scales = _STORIES.get(place) or _BY_POSTURE[place, posture]
        return round(scales[column] * by, 3)

    def outline(self, place: Place) -> float:
        """Return how many times as heavy as usual a figure's lines are."""
        heavy = _OUTLINES.get(place)
        return (heavy[SIZES.index(self.size)] if heavy else 0.8) / OUTLINE

    @property
    def width(self) -> float:
        """Return the width of the live area, in points."""
        return self.page[0] - LEFT - RIGHT

    @property
    def room(self) -> float:
        """Return the height of the live area, in points."""
        return self.page[1] - 2 * self.margins.live

    @property
    def unit(self) -> float:
        """Return how many times larger sentences are than at size standard; icons beside them grow with it."""
        return self.styles["body"].size / 14

    @property
    def icons(self) -> float:
        """Return how many times larger large icons are than at size standard: they need to grow less than words."""
        return 1 + (self.unit - 1) / 2

    @property
    def fine(self) -> float:
        """Return how many times larger labels are than at size standard."""
        return self.styles["label"].size / 12

    def narrow(self, width: float, style: str = "body") -> bool:
        """Return whether a line of this width (points) holds too few characters of a style."""
        return width < FEWEST * LETTER * self.styles[style].size

    def span(self, columns: float, of: int = 12) -> float:
        """Return the width of so many columns of the grid, with the gutters between them, in points."""
        one = (self.width - (of - 1) * GUTTER) / of
        return columns * one + (columns - 1) * GUTTER

    def column(self, number: int, of: int = 12) -> float:
        """Return the left edge of a column (from 1), in points from that of the live area."""
        return self.span(number - 1, of) + GUTTER if number > 1 else 0.0


def under(title: str, style: Style) -> float:
    """Return the white space that a line below a title needs more, in points, so that no dots run into it."""
    return LOWER * style.size if LOW.search(title) else 0.0


@lru_cache(maxsize=64)
def closer(theme: PageTheme, by: float) -> PageTheme:
    """Return a theme whose sentences have closer lines, always the same; no type is smaller."""
    return replace(theme, shape=replace(theme.shape, closeness=by))


def rgb(colour: str) -> Rgb:
    """Return a colour such as `"#1c2024"` as red, green and blue from 0 to 1."""
    return tuple(round(int(colour[n : n + 2], 16) / 255, 4) for n in (1, 3, 5))  # type: ignore[return-value]  # three of them
