"""What shows the programme: the cover, exercises, weeks, the overview."""

from typing import Literal

from planner.blocks.base import Block, Figure, Icon, Words, block

# -- the cover ------------------------------------------------------------------------------------------------------


@block
class Image:
    """A picture of pixels, as PNG or JPEG data."""

    data: bytes
    alt: str


@block
class Field:
    """A label with its value; without one, a line to write on."""

    label: str
    value: str = ""


@block
class Cover(Block):
    """The first page."""

    clinic: str
    contact: str
    logo: Image | None
    title: str
    lead: str
    figures: tuple[Figure, ...]
    name: Field
    fields: tuple[Field, ...]
    foot: Words
    letterhead: Image | None = None
    """Lies behind the page; it shows the clinic, so the cover does not."""


# -- an exercise ----------------------------------------------------------------------------------------------------


@block
class Amount:
    """A cell of the dose strip."""

    icon: Icon
    label: str
    number: str
    unit: str


@block
class Picture:
    """A picture with the steps that stand beside it; `first` is the number of the first of them."""

    figure: Figure | None
    label: str
    first: int
    steps: tuple[Words, ...]


@block
class Tip:
    """A labelled hint at a card's foot; `short` says less, for a card that is full."""

    icon: Icon
    label: str
    words: Words
    short: Words = ""


@block
class Video:
    """An address, printed as a QR code and in words; what is said about it."""

    url: str
    label: str
    alt: str
    says: str


@block
class Card(Block):
    """One exercise. Its pictures and steps are never parted."""

    numeral: str
    title: str
    lead: str
    dose: tuple[Amount, ...]
    later: tuple[Words, ...]
    change: Words
    pictures: tuple[Picture, ...]
    care: Words
    stop: Words
    left: tuple[Tip, ...]
    right: tuple[Tip, ...]
    video: Video | None
    tips: str
    """The title of its second page, should it need one."""


# -- a week ---------------------------------------------------------------------------------------------------------


@block
class Day:
    """The head of a column: its tag above, the weekday, the date."""

    kind: Literal["train", "rest", "trainer", "outside"]
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


# -- the overview ---------------------------------------------------------------------------------------------------


@block
class Phase:
    """A step of the ground line: its weeks, each a numeral and a date, and what they are for."""

    title: str
    aim: str
    weeks: tuple[tuple[str, str], ...]
    span: str
    """Its weeks in short, where there is no room for each."""


@block
class Phases(Block):
    """The weeks on a line that steps up from phase to phase."""

    phases: tuple[Phase, ...]


@block
class Move:
    """An exercise in short; a note if something about it is the patient's own."""

    numeral: str
    title: str
    dose: str
    note: str
    figure: Figure | None
    weeks: str = ""
    """In which it is done, if that is not all of them."""


@block
class Moves(Block):
    """Exercises in two columns, each picture on its cell's line."""

    moves: tuple[Move, ...]


@block
class Labelled:
    """A label and what stands below or beside it."""

    label: str
    words: Words


@block
class Labels(Block):
    """Labelled texts side by side."""

    items: tuple[Labelled, ...]
