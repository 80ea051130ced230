"""The clinician's table: each exercise with its dose by weeks, how often, and the most important decision about it."""

from collections.abc import Iterable
from itertools import groupby

from planner.blocks import Listing, Run, Words
from planner.content.exercise import Dose
from planner.programme.programme import Item, Programme, Row, Week
from planner.sections import doses
from planner.sections.edition import Edition

MOST_COLUMNS = 3
"""Of weeks in the table; more stand in one column."""
Span = tuple[int, int, str]
"""First and last week, and what holds in them."""


def listing(programme: Programme, edition: Edition) -> Listing:
    """Return the table: a column for each phase, or for each part of a phase with its own doses, if they are few."""
    say, runs = edition.say, _runs(programme)
    apart = len(runs) <= MOST_COLUMNS
    weeks = [_weeks(*span, edition) for span in runs] if apart else [say("clinician.weeks_dose")]
    named = (say(f"clinician.{key}") for key in ("number", "exercise", "often", "status"))
    number, exercise, often, status = named
    heads = (number, exercise, *weeks, often, status)
    return Listing(heads, tuple(_row(item, programme, edition, apart=apart) for item in programme.items))


def _runs(programme: Programme) -> list[tuple[int, int]]:
    """Return the first and last week of each phase, or of each part of it where doses change within the phase."""

    def same(week: Week) -> tuple[int, list[Dose]]:
        return id(week.phase), [row.prescription.dose for row in week.rows]

    runs = [list(weeks) for _, weeks in groupby(programme.weeks, key=same)]
    return [(weeks[0].number, weeks[-1].number) for weeks in runs]


def _weeks(first: int, last: int, edition: Edition) -> str:
    if first == last:
        return edition.say("clinician.week", week=first)
    return edition.say("clinician.weeks", first=first, last=last)


def _row(item: Item, programme: Programme, edition: Edition, *, apart: bool) -> tuple[Words, ...]:
    rows = [(week.number, row) for week in programme.weeks for row in week.rows if row.item is item]
    dose = [(week, dose_of(row.prescription.dose, edition)) for week, row in rows]
    if apart:
        by_week = dict(dose)
        cells = tuple(by_week.get(first, edition.say("clinician.not_yet")) for first, _ in _runs(programme))
    else:
        cells = (by_weeks(dose, edition),)
    often = by_weeks(((week, _often(row, edition)) for week, row in rows), edition, whole=True)
    number = edition.language.number(item.number)
    status = _status(item, programme, edition)
    return (number, (Run(item.exercise.title, strong=True),), *cells, often, status)


def by_weeks(found: Iterable[tuple[int, str]], edition: Edition, *, whole: bool = False) -> str:
    """Return runs of weeks with what holds in each; whole leaves the weeks out where it never changes."""
    spans: list[Span] = []
    for week, text in found:
        goes_on = spans and spans[-1][1:] == (week - 1, text)
        spans.append((spans.pop()[0] if goes_on else week, week, text))
    if whole and len({text for *_, text in spans}) == 1:
        return spans[0][2]
    said = edition.say
    parts = []
    for first, last, text in spans:
        weeks = said("clinician.span", first=first, last=last) if first != last else edition.language.number(first)
        parts.append(said("clinician.in_weeks", weeks=weeks, text=text))
    return edition.language.joined(parts, "; ")


def _often(row: Row, edition: Edition) -> str:
    """Return how often, such as `each side, 2/day, Mon Wed Fri`."""
    count = row.prescription.dose.per_day
    text = doses.when(row, row.prescription.dose, edition, ("clinician.every_day", "clinician.day_range"))
    if count > 1:
        text = edition.say("clinician.per_day", count=count, days=text)
    return edition.say("clinician.side", often=text) if row.item.exercise.side == "each" else text


def dose_of(dose: Dose, edition: Edition) -> str:
    """Return repeats and hold, or how long."""
    say = edition.say
    if dose.time:
        minutes, rest = divmod(dose.time, 60)
        text = say("clinician.seconds", count=dose.time) if rest else say("clinician.minutes", count=minutes)
    else:
        reps, hold = dose.reps, dose.hold
        text = say("clinician.reps_hold", reps=reps, hold=hold) if hold else say("clinician.reps", count=reps)
    return say("clinician.sets", sets=dose.sets, dose=text) if dose.sets > 1 else text


def _status(item: Item, programme: Programme, edition: Edition) -> Words:
    """Return the most important decision in a word or two; the remarks below say the rest.

    "No change" stands only where the patient has conditions, of which the exercise says something, and neither they nor
    the patient's file changed anything.
    """
    say, revision, checked = edition.say, programme.revision, bool(programme.patient.conditions)
    words = {
        say("clinician.is_kept"): "kept" in item.allowed,
        say("clinician.is_cleared"): "cleared" in item.allowed,
        say("clinician.is_swapped_in"): item.replaces,
        say("clinician.is_changed"): item.changes,
        say("clinician.is_unassessed"): item.unassessed,
        say("clinician.by_you"): item.exercise.key in (*revision.changed, *revision.added),
    }
    named = next((word for word, applies in words.items() if applies), "")
    return (Run(named, strong=True),) if named else say("clinician.is_untouched") if checked else ""
