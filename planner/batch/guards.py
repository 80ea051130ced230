"""What rows are refused, and what is warned of, where a list does not go with what the last run left."""

from typing import TYPE_CHECKING

from planner.batch.persons import OTHER_PERSON, another_list, changed, is_same
from planner.batch.ranges import row_ranges
from planner.problems import InputError, Problem

if TYPE_CHECKING:
    from planner.batch.batch import Batch

FEW = 2
"""A list with less than one row for so many patients who are known is a part of a list."""
ANOTHERS_ID = Problem(
    loc=("id",),
    text="the last run had another name or day of birth under this id",
    advice="give this patient an id of their own; if it is the same person, correct the whole list and run that",
)


def check(batch: "Batch") -> None:
    """Raise InputError if a list seems to be another one, or a column in it to have slipped."""
    if batch.existing != "keep":
        return
    if says := another_list(batch.single, batch.previous.marks, batch.previous.condition_marks):
        raise InputError(f"{batch.roster.path}: {says}")


def anothers_ids(batch: "Batch") -> dict[int, Problem]:
    """Return a problem for each row with the id of another patient who has a booklet, by the row's number.

    In a whole list, a name may have been corrected. In a few rows, such as those that failed, an id was mistyped.
    """
    is_part = batch.existing == "keep" and FEW * batch.count_of_all < len(batch.previous.patients)
    if not (batch.is_rerun or is_part):
        return {}
    marks = batch.previous.marks
    return {
        row.number: ANOTHERS_ID
        for row in batch.single
        if row.sound and row.id in marks and (row.name or batch.is_rerun) and not is_same(row, marks[row.id])
    }


def warnings(batch: "Batch") -> list[str]:
    """Return what rows are replaced that have changed much since the last run; without names."""
    others, _ = changed(batch.single, batch.previous.marks)
    others = [number for number in others if number not in batch.refusals]
    return [OTHER_PERSON.format(row_ranges(others))] if others else []
