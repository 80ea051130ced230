"""The measures of a week's table at each size, in points: placed once, never stretched."""

from dataclasses import replace

from planner.pdf.layout.theme import MM, PageTheme
from planner.values import frozen

WIDE_DAYS, PICTURED_DAYS = 3, 4
"""Up to so many days of exercise have wide columns at size xl, and leave room for pictures."""
PITCH = 10 * MM
"""Between lines to write on."""
CLOSE = 1.2 * MM
"""What a row is higher than its boxes, at least."""
PAD = 2.0
"""Above and below the words of a row that is as high as what is in it, in points."""
LARGE = 9 * MM
"""Boxes of size xl are larger than that."""


@frozen
class Measures:
    """What a week is drawn with."""

    half: float
    """The height of a week that shares a page; 0 if none does."""
    head: float
    row: float
    pain: float
    """The height of the pain row."""
    day: float
    """The width of a day's column."""
    title: float
    """Where the title begins, after the numeral."""
    words: float
    """Where the words of a row begin, after its picture, if that is no wider than usual; 0 without pictures."""
    ground: float
    """How high above a row's lower line a figure stands."""
    box: float
    joined: tuple[float, float]
    """Width and height of two joined boxes."""
    score: tuple[float, float]
    """Width and height of a box for the pain's number."""
    notes: int
    """How many lines for notes a week has, if there is room; at least one."""
    pad: float = 0.0
    """The white space above and below the words of a row, at least."""
    words_by: float = 1.0
    """How many times as large as usual the words over a column are."""

    @property
    def close(self) -> "Measures":
        """Return the same with a head and rows that are only as high as what is in them.

        Without pictures, which are at size xl where columns are wide, the head stays: its title needs the room.
        """
        return replace(self, head=self.head if self.box > LARGE else 0.0, row=0.0, pain=0.0, pad=PAD)


def measures(theme: PageTheme, days: int) -> Measures:
    """Return the measures of a theme's paper and size, for so many columns."""
    letter = theme.paper == "Letter"
    if theme.size == "standard":
        return Measures(
            half=(116 if letter else 120.5) * MM,
            head=23.5 * MM,
            row=(11.5 if letter else 12) * MM,
            pain=(11.5 if letter else 12) * MM,
            day=102 / 7 * MM,
            title=13 * MM,
            words=21.5 * MM,
            ground=2.0,
            box=6.5 * MM,
            joined=(13.4 * MM, 6.5 * MM),
            score=(13 * MM, 9 * MM),
            notes=2,
        )
    large = Measures(
        half=0.0,
        head=30 * MM,
        row=24 * MM,
        pain=18 * MM,
        day=94 / 7 * MM,
        title=18 * MM,
        words=26 * MM,
        ground=7.0,
        box=8.5 * MM,
        joined=(8.5 * MM, 17.4 * MM),
        score=(12 * MM, 15 * MM),
        notes=2,
    )
    if theme.size == "large":
        return large
    xl = replace(
        large,
        head=32 * MM,
        row=(26 if letter else 27.5) * MM,
        pain=(18 if letter else 20) * MM,
        day=23 * MM,
        title=19 * MM,
        words=33.5 * MM,
        ground=5.0,
        box=10.2 * MM,
        joined=(20.6 * MM, 10.2 * MM),
        score=(18 * MM, 16 * MM),
    )
    if days <= WIDE_DAYS:
        return xl
    narrow = replace(xl, day=15 * MM, joined=(10.2 * MM, 20.6 * MM), score=(13 * MM, 16 * MM), words_by=0.8)
    return narrow if days <= PICTURED_DAYS else replace(narrow, words=0.0)
