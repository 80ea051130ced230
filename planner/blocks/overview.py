"""The overview: phases, exercises at a glance, labelled texts."""

from planner.blocks.base import Block, Figure, Words, block


@block
class OverviewPhase:
    """A step of the ground line: its weeks, each a numeral and a date, and what they are for."""

    words: Words
    weeks: tuple[tuple[str, str], ...]
    span: str
    """Its weeks in short, where there is no room for each."""


@block
class Phases(Block):
    """The weeks on a line that steps up from phase to phase."""

    phases: tuple[OverviewPhase, ...]


@block
class Move:
    """An exercise in short; a note if something about it is the patient's own."""

    numeral: str
    title: str
    dose: str
    note: str
    figure: Figure | None
    weeks: str = ""
    """In which it is done, unless all exercises are done in all of them."""
    page: str = ""
    """Where its card is."""


@block
class Labelled:
    """A label and what stands below or beside it."""

    label: str
    words: Words


@block
class Moves(Block):
    """Exercises in two columns; then labelled texts in rows."""

    moves: tuple[Move, ...]
    days: tuple[Labelled, ...] = ()
    """In the last cell, if there is one without an exercise."""
    labels: tuple[Labelled, ...] = ()
