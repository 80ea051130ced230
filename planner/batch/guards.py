"""What rows are refused, and what is warned of, where a list does not go with what the last run left."""

from datetime import datetime
from typing import TYPE_CHECKING

from planner.batch.persons import (
    FEWEST,
    FEWEST_LOST,
    SHARE,
    SHARE_LOST,
    another_list,
    changed,
    earlier_ids,
    has_conditions,
    is_same,
    new_ids,
    with_other_conditions,
    without_conditions,
)
from planner.batch.ranges import first_few
from planner.batch.report import files_or_count
from planner.batch.summary import RowSummary
from planner.booklet.looks import look_at_pictures
from planner.content.patient import Patient
from planner.content.yaml import MADE
from planner.outputs.files import is_encrypted
from planner.outputs.stores import is_remote
from planner.problems import InputError, Problem, by_reader

if TYPE_CHECKING:
    from planner.batch.batch import Batch

FEW = 2
"""A list with less than one row for so many patients who are known is a part of a list."""
ANOTHERS_ID = Problem(
    loc=("id",),
    text="the last run had another name or day of birth under this id",
    advice="give this patient an id of their own; if it is the same person, correct the whole list and run that",
)
OTHER_PERSON = Problem(
    loc=("id",),
    text="the last run had another name or day of birth under this id; is it another patient?",
    kind="warning",
)
LOST = Problem(loc=("conditions",), text="no conditions now, and some in the last run; is that right?", kind="warning")
OTHERS = Problem(loc=("conditions",), text="other conditions than in the last run; is that right?", kind="warning")


def _anew() -> str:
    """Return what says that all may be replaced."""
    return by_reader("--overwrite instead of --resume", 'existing="replace"')


def check_clinic(batch: "Batch") -> None:
    """Raise InputError for a fault of the clinic's file, such as a logo that is not there: no row can be made."""
    look_at_pictures(batch.press.clinic)
    origin = batch.press.clinic.origin
    if origin is None:
        return
    try:
        batch.press.lay(batch.plan, Patient())
    except InputError as error:
        file, of_theme = str(origin.path), ("theme",) if origin.path == MADE else None
        if wrong := [one for one in error.problems if one.file == file or one.loc[:1] == of_theme]:
            raise InputError(*wrong) from None
    except Exception:  # noqa: BLE001 - the rows say so, each for itself
        return


def check_usual_plan(batch: "Batch") -> None:
    """Raise InputError if there is no such plan as a profile says for rows that name none."""
    profile = batch.roster.reading.profile
    try:
        if profile.defaults.plan:
            batch.row_plans.load(profile.defaults.plan)
    except InputError as error:
        loc = ("defaults", "plan")
        raise InputError(*(one if one.file else profile.problem(loc, one) for one in error.problems)) from None


def check(batch: "Batch") -> None:
    """Raise InputError if a list seems to be another one, or a column in it to have slipped."""
    if batch.existing != "keep":
        return
    _check_passwords(batch)
    if says := another_list(batch.single, batch.previous.marks, batch.previous.condition_marks):
        raise InputError(f"{batch.roster.path}: {says}")
    if says := _lost_conditions(batch) or _other_ids(batch):
        raise InputError(f"{batch.roster.path}: {says}? If that is meant, write {_anew()}")


def _check_passwords(batch: "Batch") -> None:
    """Raise InputError if a booklet with a password would be replaced by one that anybody can open."""
    if batch.password or is_remote(batch.folder):  # a store is asked for each file only when that is made
        return
    rows = [row for row in batch.single if row.sound and not row.encrypted and row.number not in batch.refusals]
    targets = [path for row in rows for path in batch.targets(batch.folder / f"{batch.names[row.number]}.pdf")]
    if wrong := [path.name for path in targets if is_encrypted(path)]:
        count = f"{len(wrong):,} file{'s ask' if len(wrong) > 1 else ' asks'} for a password"
        shown = files_or_count(wrong, shown=batch.file_names == "id")
        adding = by_reader("add --password-file", "give password")
        raise InputError(
            f"{batch.folder}: {count} and would be replaced by one that does not ({shown}); {adding}, or "
            f"fill the cells password; if all may open them, write {_anew()}"
        )


def _lost_conditions(batch: "Batch") -> str | None:
    """Return why a column of conditions may have slipped, so that booklets would lose what is left out for them."""
    lost, had = without_conditions(batch.single, batch.previous.marks, batch.previous.condition_marks)
    like = [head for head, column in batch.roster.overlooked if column == "conditions"]
    if not lost or not (like or (len(lost) >= FEWEST_LOST and SHARE_LOST * len(lost) > had)):
        return None
    whose = first_few([row.id or "" for row in lost])
    column = f'the column "{like[0]}" is ignored, and looks like conditions: is' if like else "is"
    return (
        f"{len(lost):,} of {had:,} patients who had conditions in the last run have none now ({whose}), and would get "
        f"a booklet without what is left out for these; {column} the right column read"
    )


def _other_ids(batch: "Batch") -> str | None:
    """Return why another column may have been read as ids, so that all would be made and printed a second time."""
    found, new = len(_earlier_ids(batch)), len(new_ids(batch.single, batch.previous.marks))
    if found < FEWEST or SHARE * found < new:
        return None
    return (
        f"{found:,} of {new:,} rows with a new id that were looked at have the name and day of birth of patients who "
        "had another id in the last run, and would be made a second time; is the column of ids the right one"
    )


def doubt_about_age(batch: "Batch") -> str | None:
    """Return why nothing is changed if a list is older than that of the last run; None if it is not.

    A list of failed rows is written later than its roster, and has no age of its own.
    """
    now, before = batch.roster.written, batch.previous.list_written
    if batch.existing != "keep" or batch.is_rerun or not now or now >= before:
        return None
    was, at = (f"{datetime.fromisoformat(one).astimezone():%Y-%m-%d %H:%M:%S}" for one in (before, now))
    return (
        f"{batch.roster.path}: this list was written at {at}, and that of the last run at {was}, so that booklets "
        f"would go back to what they were; take the newest list, or if this is it, write {_anew()}"
    )


def anothers_ids(batch: "Batch") -> dict[int, Problem]:
    """Return a problem for each row with the id of another patient who has a booklet, by the row's number.

    In a whole list, a name may have been corrected. In a few rows, such as those that failed, an id was mistyped.
    """
    is_part = batch.existing == "keep" and FEW * (batch.count + len(batch.left_out)) < len(batch.previous.patients)
    if not (batch.is_rerun or is_part):
        return {}
    marks = batch.previous.marks
    return {
        row.number: ANOTHERS_ID
        for row in batch.single
        if row.sound and row.id in marks and (row.name or batch.is_rerun) and not is_same(row, marks[row.id])
    }


def doubts(batch: "Batch") -> dict[int, list[Problem]]:
    """Return a warning for each row that has changed much since the last run, by the row's number."""
    persons, conditions = batch.previous.marks, batch.previous.condition_marks
    found: dict[int, list[Problem]] = {}
    for number in changed(batch.single, persons)[0]:
        if number not in batch.refusals:
            found.setdefault(number, []).append(OTHER_PERSON)
    lost = [row.number for row in without_conditions(batch.single, persons, conditions)[0]]
    for number in with_other_conditions(batch.single, persons, conditions)[0]:
        found.setdefault(number, []).append(LOST if number in lost else OTHERS)
    rows = {row.number: row for row in batch.single}
    for number, was in _earlier_ids(batch).items():
        found.setdefault(number, []).append(_under_a_new_id(rows[number], was, conditions.get(was)))
    return found


def _earlier_ids(batch: "Batch") -> dict[int, str]:
    """Return, by the row's number, the id that the last run had for a person who has a new one now."""
    now = {row.id or "" for row in batch.single} | {identity or "" for _, identity in batch.left_out}
    return earlier_ids(batch.single, batch.previous.marks, now)


def _under_a_new_id(row: RowSummary, was: str, conditions: str | None) -> Problem:
    """Return a warning about somebody who had another id, and may have lost conditions with it."""
    who = f"{row.id} has the name{' and day of birth' if row.born else ''} of {was} of the last run"
    of = (was, row.name, row.born)
    if conditions and not has_conditions(*of, row.conditions, conditions):
        had = "who had other conditions" if row.conditions else "who had conditions; this row has none"
        who = f"{who}, {had}: is that right"
    else:
        who = f"{who}: is it the same person"
    return Problem(loc=("id",), text=f"{who}? Under the new id, a booklet is made and printed again", kind="warning")
