"""make_all: a batch in one call, for programs."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from planner.batch.batch import Batch, Existing, make_batch
from planner.batch.print_job import PrintJob
from planner.batch.report import Outcome
from planner.batch.roster import Roster
from planner.batch.workers import helped
from planner.booklet.press import Press
from planner.content.clinic import Clinic, Paper
from planner.content.library import Library
from planner.content.patient import Size
from planner.content.plan import Plan
from planner.outputs.stores import place


def make_all(  # noqa: PLR0913 - what may be asked of a batch
    plan: Plan,
    roster: Roster,
    folder: str | Path,
    *,
    clinic: Clinic | None = None,
    library: Library | None = None,
    paper: Paper | None = None,
    language: str | None = None,
    size: Size | None = None,
    today: date | None = None,
    from_week: int = 1,
    all_pages: bool = False,
    print_job: PrintJob | None = None,
    password: str | None = None,
    only: Iterable[str] = (),
    file_names: Literal["id", "name"] = "id",
    existing: Existing = "refuse",
    jobs: int = 1,
    executor: str | None = None,
    watch: Callable[[Outcome], object] = lambda _: None,
) -> list[Outcome]:
    """Make a booklet for every row of a roster, in a folder, with the reports; and a print job if one is wanted.

    Returns what became of each row, in the roster's order; a row that fails stops no other. plan is for rows that name
    none. clinic to all_pages are as for make_booklet; library is the one that read_roster had. password encrypts each
    booklet that has none of its own; a print job has its own. only: ids of the rows to make. existing says what
    happens where files are already: `refuse` starts nothing, `replace` makes all anew, `keep` writes what is missing or
    changed, but for booklets of rows without an id: those fail. Where every row fails, no booklet is removed. jobs: how
    many processes may work, if there are rows enough to be worth it; executor: the address of a Dask scheduler that
    does the work. watch is called with each outcome as it comes.

    Raises InputError or OutputError for what stops the batch as a whole: what is finished by then stays, and the same
    call with `existing="keep"` goes on.
    """
    press = Press(
        clinic,
        library=library,
        paper=paper,
        language=language,
        size=size,
        today=today,
        from_week=from_week,
        all_pages=all_pages,
    )
    batch = Batch(
        plan=plan,
        roster=roster,
        folder=place(str(folder)),
        press=press,
        named=file_names,
        only=tuple(only),
        existing=existing,
        password=password,
        job=print_job,
    )
    with helped(batch.count, jobs, executor) as workers:
        return make_batch(batch, watch, workers)
