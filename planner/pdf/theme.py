"""How pages look: papers, grid, type and colours, resolved to points. Frozen values, part of every page's key."""

from dataclasses import dataclass, field
from typing import Literal

from planner.figure.drawing import Rgb
from planner.pdf.fonts import Family

MM = 72 / 25.4
PAPERS = {"A4": (210 * MM, 297 * MM), "Letter": (612.0, 792.0)}

LEFT, RIGHT, TOP, BOTTOM = 22 * MM, 16 * MM, 25 * MM, 26.5 * MM
"""From the paper's edges to the live area."""
GUTTER = 5 * MM
HEADER = 12 * MM
"""From the upper edge to the top of the header's text."""
FOOTER = 20.5 * MM
"""From the lower edge to the footer's line."""


Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class Style:
    """A way to set text; sizes in points, tracking in thousandths of the size."""

    size: float
    leading: float
    weight: int = 400
    colour: Rgb = (0.0, 0.0, 0.0)
    tracking: float = 0.0
    align: Align = "left"
    strong: int = 600
    """The weight of strong words in it."""


# name: size, leading, weight, colour, tracking (thousandths)
_STANDARD: dict[str, tuple[float, float, int, str, float]] = {
    "body": (14, 20, 400, "ink", 0),
    "sign": (14, 18, 400, "ink", 0),
    "strong": (14, 20, 600, "ink", 0),
    "step number": (14, 20, 700, "accent", 0),
    "small": (12, 16, 400, "ink", 0),
    "small strong": (12, 16, 600, "ink", 0),
    "soft": (12, 16, 400, "soft", 0),
    "aim": (14, 20, 400, "soft", 0),
    "label": (12, 16, 600, "accent", 0),
    "lead": (18, 24, 400, "ink", 0),
    "h1": (32, 36, 700, "ink", -12),
    "h2": (18, 24, 700, "ink", 0),
    "h3": (14, 20, 700, "ink", 0),
    "word": (24, 28, 700, "ink", -8),
    "range": (34, 40, 600, "ink", -10),
    "score": (18, 24, 600, "ink", 0),
    "numeral": (84, 62, 300, "accent", -30),
    "list numeral": (72, 60, 300, "accent", -30),
    "small numeral": (52, 40, 300, "accent", -30),
    "dose": (34, 37, 600, "ink", -20),
    "day": (14, 18, 600, "ink", 0),
    "date": (20, 22, 600, "ink", 0),
    "row": (14, 17, 600, "ink", 0),
    "cover lead": (20, 28, 400, "ink", 0),
}
COVER_TITLES = ((72, 68, -30), (54, 54, -25), (40, 44, -15), (28, 34, 0), (20, 26, 0))
"""Sizes of the cover's title, from which the first that fits is taken: size, leading, tracking."""
COVER_NAMES = ((36, 42), (24, 30), (18, 24), (14, 20))


@dataclass(frozen=True, eq=False)
class Theme:
    """Compared by identity: one object per run."""

    family: Family
    paper: str
    ink: Rgb
    soft: Rgb
    accent: Rgb
    line: Rgb
    tint: Rgb
    page: tuple[float, float] = field(init=False)
    styles: dict[str, Style] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Resolve the paper and the styles."""
        object.__setattr__(self, "page", PAPERS[self.paper])
        styles = {
            name: Style(size, leading, weight, getattr(self, colour), tracking)
            for name, (size, leading, weight, colour, tracking) in _STANDARD.items()
        }
        object.__setattr__(self, "styles", styles)

    @property
    def width(self) -> float:
        """Of the live area."""
        return self.page[0] - LEFT - RIGHT

    @property
    def room(self) -> float:
        """The height of the live area."""
        return self.page[1] - TOP - BOTTOM

    def span(self, columns: float, of: int = 12) -> float:
        """The width of so many columns of the grid, with the gutters between them."""
        one = (self.width - (of - 1) * GUTTER) / of
        return columns * one + (columns - 1) * GUTTER

    def column(self, number: int, of: int = 12) -> float:
        """The left edge of a column (from 1), measured from the live area's."""
        return self.span(number - 1, of) + GUTTER if number > 1 else 0.0


def rgb(colour: str) -> Rgb:
    """`"#1c2024"` as red, green and blue from 0 to 1."""
    return tuple(round(int(colour[n : n + 2], 16) / 255, 4) for n in (1, 3, 5))  # type: ignore[return-value]  # three of them
