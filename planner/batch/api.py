"""make_all: a batch in one call, for programs."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from planner.batch.batch import Batch, Existing, in_order
from planner.batch.print_job import PrintJob
from planner.batch.report import Outcome
from planner.batch.roster import Roster
from planner.batch.run import make_batch
from planner.batch.summary import ONLY
from planner.batch.workers import workers_for
from planner.booklet.press import Press
from planner.content.asked import asked
from planner.content.clinic import Clinic, Paper
from planner.content.library import Library
from planner.content.patient import Size
from planner.content.plan import BOOKLET, Form, Plan
from planner.outputs.encryption import check_password
from planner.outputs.stores import output_path
from planner.problems import InputError, Problem


@asked
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
    forms: Iterable[Form] = (BOOKLET,),
    calendars: bool = False,
    prints_changed_only: bool = False,
    removes: bool = False,
    removes_up_to: int | None = None,
    file_names: Literal["id", "name"] = "id",
    existing: Existing = "refuse",
    near: Path | None = None,
    jobs: int = 1,
    executor: str | None = None,
    watch: Callable[[Outcome], object] | None = None,
) -> list[Outcome]:
    """Make a booklet for every row of a roster, the reports, and a print job if one is wanted.

    Return what became of each row, in the roster's order. A row that fails does not stop the others.

    plan: for rows that name none.
    folder: where the booklets and reports go; also `s3://bucket/folder`.
    clinic, paper, language, size, today, from_week, all_pages: as for make_booklet.
    library: the one that read_roster was given.
    print_job: one file with all booklets, for a printer. It has a password of its own.
    password: encrypts every booklet whose row has none.
    only: the ids of the rows to make; all rows if it is empty.
    forms: what is made for each row: `booklet`, `handout`, `one-page`, `wallet-card`, `doctor-visit`.
    calendars: whether each row with a first day gets a calendar file too.
    prints_changed_only: whether the print job holds only what was not printed yet as it is now.
    removes: whether the files of patients who are not in the roster any more are removed; if they are many, none is.
    removes_up_to: the same, of so many patients at most.
    file_names: `id`, or `name` for the patient's name followed by the id.
    existing: what to do if files are there already. `refuse` makes nothing. `replace` makes all of them anew. `keep`
    writes those that are missing or differ; a row without an id fails if its file differs. No booklet is removed if
    every row fails.
    near: a folder whose plans a row may name, as for load_plan.
    jobs: the number of processes that may work; a short roster is made by this one.
    executor: the address of a Dask scheduler that does the work instead.
    watch: called with each outcome when it is there; its `row` is the row's number.

    Raise InputError or OutputError for what stops the whole batch. What is finished by then stays, and the same call
    with `existing="keep"` goes on from there.
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
        folder=output_path(str(folder)),
        press=press,
        file_names=file_names,
        only=tuple(only),
        existing=existing,
        password=password,
        print_job=print_job,
        near=near,
        forms=in_order(forms),
        calendars=calendars,
        prints_changed_only=prints_changed_only,
        removes=removes or removes_up_to is not None,
        removes_up_to=removes_up_to,
    )
    if jobs < 1:
        raise InputError(Problem(loc=("jobs",), quoted=str(jobs), advice="write 1 or more"))
    if password is not None:
        check_password(password)
    try:
        with workers_for(batch.count, jobs, executor) as workers:
            return make_batch(batch, watch or _nobody, workers)
    except InputError as error:
        asked_as = (replace(p, option=None, loc=("only",)) if p.option == ONLY else p for p in error.problems)
        raise InputError(*asked_as) from None


def _nobody(_: Outcome) -> None:
    """Watch nothing."""
