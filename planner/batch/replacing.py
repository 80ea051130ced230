"""Whether a run would replace most of what is there: a forgotten option does so, and so does a wrong order of dates."""

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.problems import by_reader
from planner.version import __version__

if TYPE_CHECKING:
    from planner.batch.batch import Batch

FEWEST = 10
"""So many booklets, and more than half of those that are there, are not replaced unless somebody says so."""
LOOKED_AT = 20
"""How many are laid out to see it: all of them would take as long as the run itself."""


def doubt_about_replacing(batch: "Batch") -> str | None:
    """Return why a run that keeps what is the same stops before it replaces most; None if it may go on."""
    there = [] if batch.only or batch.is_rerun or batch.existing != "keep" else _ids_there(batch)
    if len(there) < FEWEST:
        return None
    step = -(-len(there) // LOOKED_AT)
    chosen = there[::step]
    seen = replace(batch, only=tuple(chosen), print_job=None, prints_changed_only=False)
    replaced = 0
    for left, outcome in zip(reversed(range(len(chosen))), seen.outcomes(write=False), strict=False):
        replaced += outcome.replaced
        if not _most(replaced + left, len(chosen), step):  # whatever the others are: none more need be laid out
            return None
    looked = f"{replaced:,} of {len(chosen):,}" + (f" that were looked at, of {len(there):,}," if step > 1 else "")
    before = {one.version for one in batch.previous.patients if one.version} - {__version__}
    if before:
        why = f"the last run was made by planner {max(before)}, and this is {__version__}; if that is the reason"
    else:
        typed = by_reader("the plan, --start, --dates, --clinic", "plan, dates, defaults, clinic")
        why = f"is all typed as for the last run ({typed})? If the change is meant"
    anew = by_reader("--overwrite instead of --resume", 'existing="replace"')
    return f"{batch.folder}: {looked} booklets would be replaced; {why}, write {anew}"


def _most(replaced: int, looked_at: int, step: int) -> bool:
    return 2 * replaced > looked_at and step * replaced >= FEWEST


def _ids_there(batch: "Batch") -> list[str]:
    """Return the ids of the rows whose first file the last run left in the folder."""
    files = {row: batch.files_of(batch.folder / f"{batch.names[row.number]}.pdf")[0].name for row in batch.single}
    return [row.id for row, name in files.items() if row.id and name in batch.previous.files(row.number, row.id)]
