"""How pages look: papers, grid, type and colours, resolved to points. Frozen values, part of every page's key."""

from dataclasses import dataclass, field, replace
from typing import Literal

from planner.figure.drawing import Rgb
from planner.pdf.layout.family import Family

MM = 72 / 25.4
PAPERS = {"A4": (210 * MM, 297 * MM), "Letter": (612.0, 792.0)}

LEFT, RIGHT, TOP, BOTTOM = 22 * MM, 16 * MM, 25 * MM, 26.5 * MM
"""The distances from the paper's edges to the live area, in points."""
GUTTER = 5 * MM
HEADER = 12 * MM
"""The distance from the paper's upper edge to the top of the header's text, in points."""
FOOTER = 20.5 * MM
"""The distance from the paper's lower edge to the footer's line, in points."""

# weights of lines, in points
GRID = 0.5
"""Lines within a chart or a table, in the line colour."""
WRITING = 0.6
"""Lines to write on, in the line colour."""
RULE = 0.75
"""Lines between rows and between parts of a page."""
OUTLINE = 1.1
"""Boxes to tick, and lines under small pictures."""
HEAVY = 1.6
"""Lines under pictures, over parts of a page that matter more, and frames round notes."""
BOLD = 2.2
"""Lines at the head of a table, and over the dose strip."""
THICK = 3.4
"""The line in the accent colour that people stand or walk on."""
CORNER = 1.3 * MM
"""The radius of the corners of a box to tick."""


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


SIZES = ("standard", "large", "xl")
"""Larger sizes set larger words and rearrange them where lines would be too short; pages are not scaled up."""

SMALLEST = (12.0, 16.0)
"""Size and leading of the smallest type for patients, in points."""

_Step = tuple[float, float]
"""Size and leading."""

# name: (size, leading) at each of the SIZES, weight, colour, tracking (thousandths)
_STYLES: dict[str, tuple[_Step, _Step, _Step, int, str, int]] = {
    "body": ((14, 20), (18, 26), (24, 34), 400, "ink", 0),
    "sign": ((14, 18), (18, 24), (24, 31), 400, "ink", 0),
    "strong": ((14, 20), (18, 26), (24, 34), 600, "ink", 0),
    "step number": ((14, 20), (18, 26), (24, 34), 700, "accent", 0),
    "small": ((12, 16), (15, 20), (19, 26), 400, "ink", 0),
    "small strong": ((12, 16), (15, 20), (19, 26), 600, "ink", 0),
    "soft": ((12, 16), (15, 20), (19, 26), 400, "soft", 0),
    "running": ((12, 16), (13, 17), (16, 20), 400, "ink", 0),
    "running soft": ((12, 16), (13, 17), (16, 20), 400, "soft", 0),
    "aim": ((14, 20), (18, 26), (24, 34), 400, "soft", 0),
    "label": ((12, 16), (15, 20), (19, 26), 600, "accent", 0),
    "lead": ((18, 24), (22, 30), (24, 34), 400, "ink", 0),
    "h1": ((32, 36), (38, 42), (46, 54), 700, "ink", -12),
    "h2": ((18, 24), (22, 28), (28, 36), 700, "ink", 0),
    "h3": ((14, 20), (18, 26), (24, 34), 700, "ink", 0),
    "word": ((24, 28), (28, 33), (32, 38), 700, "ink", -8),
    "range": ((34, 40), (40, 46), (44, 50), 600, "ink", -10),
    "score": ((18, 24), (22, 28), (28, 34), 600, "ink", 0),
    "numeral": ((84, 62), (84, 62), (104, 74), 300, "accent", -30),
    "list numeral": ((72, 60), (72, 60), (84, 70), 300, "accent", -30),
    "small numeral": ((52, 40), (52, 40), (60, 46), 300, "accent", -30),
    "dose": ((34, 37), (40, 44), (34, 40), 600, "ink", -20),
    "day": ((14, 18), (16, 20), (20, 26), 600, "ink", 0),
    "date": ((20, 22), (22, 26), (26, 30), 600, "ink", 0),
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


NUMERALS = ("numeral", "list numeral", "small numeral")
HEADINGS = ("h1", "h2", "word")


@dataclass(frozen=True, slots=True)
class Proportions:
    """What themes differ in apart from fonts and colours: factors for the measures of this file, and a weight."""

    gaps: float = 1.0
    leading: float = 1.0
    headings: float = 1.0
    numerals: int = 300
    corners: float = 1.0
    rules: float = 1.0


@dataclass(frozen=True, eq=False)
class Theme:
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
        object.__setattr__(self, "styles", styles)

    def _shaped(self, name: str, style: Style) -> Style:
        """Return a style adapted to the theme's shape; patients' text keeps its size."""
        if name in NUMERALS:
            return replace(style, weight=self.shape.numerals)
        if name in HEADINGS:
            by = self.shape.headings
            return replace(style, size=round(style.size * by, 1), leading=round(style.leading * by, 1))
        return replace(style, leading=round(style.leading * self.shape.leading, 1))

    @property
    def width(self) -> float:
        """Return the width of the live area, in points."""
        return self.page[0] - LEFT - RIGHT

    @property
    def room(self) -> float:
        """Return the height of the live area, in points."""
        return self.page[1] - TOP - BOTTOM

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


def rgb(colour: str) -> Rgb:
    """Return a colour such as `"#1c2024"` as red, green and blue from 0 to 1."""
    return tuple(round(int(colour[n : n + 2], 16) / 255, 4) for n in (1, 3, 5))  # type: ignore[return-value]  # three of them
