"""The calendar: a week's exercises, days and boxes to tick."""

from typing import Literal

from planner.blocks.base import Block, Figure, Words, block


@block
class Day:
    """The head of a column: whose day it is, the weekday, the date."""

    kind: Literal["train", "rest", "trainer"]
    name: str
    date: str
    tag: str
    """The trainer's name, or that it is a day of rest."""
    at: tuple[str, ...]
    """When the trainer comes: a time for each appointment."""
    full: str
    """The day in words, for who listens."""
    date_says: str
    """What to write in, if the day has no date."""


@block
class DayTicks:
    """Boxes to tick on one day: one, or two joined; more are one box to write in how many, which says "of n"."""

    count: int
    says: str
    of: str = ""


@block
class WeekRow:
    """An exercise in a week."""

    title: str
    dose: str
    figure: Figure | None
    ticks: tuple[DayTicks | None, ...]


@block
class CalendarWeek(Block):
    """One week of the calendar; it never breaks. Two may share a page, if both fit."""

    numeral: str
    title: str
    dates: str
    above: tuple[Words, ...]
    """What to do, in sentences, above the weeks of a page."""
    longest: tuple[Words, ...]
    """The same for all pages: weeks stand below the room for that, at the same height on each page."""
    hint: tuple[Words, ...]
    """What to do, for a week on a page of its own."""
    others: str
    """What the days are that have no column, where only days of exercise have one."""
    days: tuple[Day, ...]
    rows: tuple[WeekRow, ...]
    pain: str
    pain_hint: str
    pain_says: tuple[str, ...]
    notes: str
    again: str
    """The title of a second sheet, for a week with more exercises than a page holds."""
    second: bool = False
    """Whether it shares the page of the week before it, if both fit."""
    alone: bool = False
    """Whether a page is for this week alone, also if it has room for another one."""
    partner: "CalendarWeek | None" = None
    """The other week of its page, with which it shares one in larger type too if both fit."""
    close: bool = False
    """Whether rows and head are only as high as their words and boxes."""

    @property
    def bookmark(self) -> str:
        """Return its title."""
        return self.title
