"""The calendar: a week's exercises, days and boxes to tick."""

from typing import Literal

from planner.blocks.base import Block, Figure, Words, block


@block
class Day:
    """The head of a column: its tag above, the weekday, the date."""

    kind: Literal["train", "rest", "trainer"]
    name: str
    date: str
    tag: str
    full: str
    """The day in words, for who listens."""


@block
class Ticks:
    """Boxes to tick on one day; more than three become one box with "of n" to fill in."""

    count: int
    says: str
    of: str = ""


@block
class WeekRow:
    """An exercise in a week."""

    title: str
    dose: str
    figure: Figure | None
    ticks: tuple[Ticks | None, ...]


@block
class Week(Block):
    """One week of the calendar; it never breaks. Compact: without pictures, two on a page."""

    numeral: str
    title: str
    dates: str
    aim: str
    hint: str
    days: tuple[Day, ...]
    rows: tuple[WeekRow, ...]
    pain: str
    pain_hint: str
    pain_says: tuple[str, ...]
    explain: Words
    notes: str
    again: str
    """The title of a second sheet, for a week with more exercises than a page holds."""
    compact: bool = False

    @property
    def bookmark(self) -> str:
        """Return its title."""
        return self.title
