"""make_batch: turn each row of a roster into a booklet, or into the reason why there is none."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Literal

from planner.batch import report
from planner.batch.lock import locked_folder
from planner.batch.plans import RowPlans
from planner.batch.previous import PreviousRun, previous_run
from planner.batch.print_job import JobEntry, JobWriter, PrintJob, open_job
from planner.batch.report import Outcome
from planner.batch.roster import Roster
from planner.batch.row import RosterRow, in_cell
from planner.batch.summary import (
    RowSummary,
    booklet_files,
    is_nameless,
    is_stand_in_id,
    repeated_ids,
    roster_warnings,
    summarise,
    unknown_id,
)
from planner.batch.task import ROWS_PER_TASK, Task, fault, make_booklets, pack
from planner.batch.workers import Workers
from planner.booklet.press import Booklet, Press
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.outputs.encryption import check_password, encrypt, same
from planner.outputs.files import content, exists, keep_others, ready, remove, save, sweep
from planner.outputs.stores import is_remote, make_folder, names
from planner.pdf.file.fonts import MissingGlyphError
from planner.problems import InputError, OutputError, PlannerError, Problem, counted

Existing = Literal["refuse", "replace", "keep"]
"""What to do if files are there already: start nothing, replace them, or keep those that would be the same."""


UNENCRYPTED = "rows without a password: {:,}; their files are not encrypted, though those of others are"
NAMELESS = "see whether the columns id and name are called so, and whether the separator is right"
DIED = Problem(text="its process died each time that this booklet was tried", advice="please report it")


class _NotReplacedError(InputError):
    """A booklet of an earlier run stays, because it may be another person's."""


@dataclass(frozen=True)
class Batch:
    """A batch: what to make, from which roster, into which folder."""

    plan: Plan
    """The plan of rows that do not name one."""
    roster: Roster
    folder: Path
    press: Press
    file_names: Literal["id", "name"] = "id"
    """What booklets' files are named after; `name` puts the patient's name before the id."""
    only: tuple[str, ...] = ()
    """Ids of the rows to make; all rows if it is empty."""
    existing: Existing = "refuse"
    password: str | None = field(default=None, repr=False)
    """Encrypts every booklet whose row has no password."""
    print_job: PrintJob | None = None
    near: Path | None = None
    """A folder whose plans a row may name, as for load_plan."""

    def check(self) -> None:
        """Raise InputError or OutputError for what can be wrong before anything is made."""
        ids = [row.id for row in self._rows if row.id]
        if wrong := [unknown_id(wanted, ids) for wanted in self.only if wanted not in ids]:
            raise InputError(*wrong)
        if not self._rows:
            raise InputError(Problem(file=str(self.roster.path), text="has no rows"))
        self._check_clinic()
        if is_nameless(self._to_make):
            raise InputError(Problem(file=str(self.roster.path), text="no row has an id or a name", advice=NAMELESS))
        targets = [self.folder / name for name in (*report.FILES, *(self._names[row.number] for row in self._to_make))]
        previous = self.previous  # read now, before anything is written
        if self.job_path:
            self._check_print_job(self.job_path, targets, previous)
        if self.existing == "refuse" and (there := self._there(targets)):
            more = f" (and {len(there) - 1:,} more)" if len(there) > 1 else ""
            raise OutputError(
                f"{there[0]}: is there already{more}; add --resume to make what is missing or changed, "
                "or --overwrite to make all anew"
            )

    def _check_clinic(self) -> None:
        """Raise InputError for a fault of the clinic's file, such as a logo that is not there: no row can be made."""
        origin = self.press.clinic.origin
        try:
            self.press.lay(self.plan)
        except InputError as error:
            if wrong := [problem for problem in error.problems if origin and problem.file == str(origin.path)]:
                raise InputError(*wrong) from None

    def _check_print_job(self, path: Path, targets: list[Path], previous: PreviousRun) -> None:
        """Raise InputError or OutputError if the print job cannot be written, or would lose booklets."""
        ready(path, overwrite=True)
        keep_others(path)
        if path.resolve() in {target.resolve() for target in (*targets, self.roster.path)}:
            text = f"{path} is the name of another file of this batch"
            raise InputError(Problem(option="--print-job", text=text, advice="choose another name"))
        if previous.printed_labels:
            labels = {row.label for row in self._to_make if not row.refused}
            previous.check_job(path, labels, 0 if self.is_rerun else len(labels))

    def _there(self, targets: list[Path]) -> list[Path]:
        """Return those of the files to write that are there already."""
        if is_remote(self.folder):
            listed = names(self.folder)  # asking for each file would take minutes
            there = [path for path in targets if path.name in listed]
        else:
            there = [path for path in targets if path.exists()]
        return [*there, self.job_path] if self.job_path and exists(self.job_path) else there

    @property
    def job_path(self) -> Path | None:
        """Return the file of the print job; None if there is none, or its sheets are only counted."""
        return self.print_job.path if self.print_job else None

    @property
    def is_rerun(self) -> bool:
        """Return whether the roster is the failed.csv of an earlier run."""
        return self.roster.path.resolve() == (self.folder / "failed.csv").resolve()

    @cached_property
    def previous(self) -> PreviousRun:
        """Return what an earlier run left. It is read once: check does so, before anything is written."""
        return previous_run(self.folder, self.print_job if self.existing == "keep" else None)

    @property
    def roster_warnings(self) -> list[str]:
        """Return what may be a mistake in the roster as a whole, without names."""
        return [*roster_warnings(self._to_make)]

    @property
    def ambiguous_plans(self) -> list[str]:
        """Return which file a plan's name means: a sentence for each name with two different files."""
        return self._plans.which(dict.fromkeys(row.plan for row in self._to_make if row.plan))

    @property
    def leftovers(self) -> list[str]:
        """Return files of an earlier run that no row is for; none if the roster is the list of its failed rows."""
        return [] if self.is_rerun else self.previous.leftovers(self.folder, {*self._names.values()})

    @property
    def count(self) -> int:
        """Return the number of rows to make."""
        return len(self._to_make)

    @property
    def left_out(self) -> set[tuple[int, str | None]]:
        """Return number and id of the rows that are not made."""
        return {(row.number, row.id) for row in self._rows if row.number not in self._chosen}

    @property
    def encrypts(self) -> bool:
        """Return whether any file will ask for a password."""
        return bool(self.password) or any(row.encrypted for row in self._rows)

    @property
    def rows_without_password(self) -> int:
        """Return how many rows have no password, if others have one; else 0."""
        if self.password or not self.encrypts:
            return 0
        return sum(not row.encrypted for row in self._to_make)

    def outcomes(
        self, *, writer: JobWriter | None = None, workers: Workers | None = None, write: bool = True
    ) -> Iterator[Outcome]:
        """Yield what becomes of each row. A row is made when it is asked for.

        writer: adds the booklets to a print job. workers: make the booklets; without them, this process does. write:
        whether files are written. Raise OutputError if a file cannot be written: what is finished stays, and a later
        run goes on from there.
        """
        rows = (row for row in self.roster if row.number in self._chosen)
        for row, booklet in self._from_workers(workers, rows) if workers else ((row, None) for row in rows):
            outcome, entry = self._outcome(row, booklet, write=write)
            if writer and entry:
                writer.add(entry)
            yield outcome

    def _from_workers(
        self, workers: Workers, rows: Iterator[RosterRow]
    ) -> Iterator[tuple[RosterRow, Booklet | PlannerError | None]]:
        """Yield the rows with what workers made of them."""
        handed: deque[list[RosterRow]] = deque()

        def tasks() -> Iterator[Task]:
            while rows_of_task := list(islice(rows, ROWS_PER_TASK)):
                handed.append(rows_of_task)
                yield self._task(rows_of_task)

        for _, booklets in workers.map(make_booklets, tasks()):
            rows_of_task = handed.popleft()
            yield from zip(rows_of_task, booklets or self._one_by_one(workers, rows_of_task), strict=True)

    def _one_by_one(self, workers: Workers, rows: list[RosterRow]) -> list[Booklet | PlannerError | None]:
        """Make the rows of a task whose worker died one by one, to find the row that kills it."""
        found = [made for row in rows for _, made in workers.map(make_booklets, [self._task([row])])]
        return [made[0] if made else InputError(DIED) for made in found]

    def _task(self, rows: list[RosterRow]) -> Task:
        plans = {self.plan: 0}
        entries: list[tuple[Patient, int] | None] = []
        for row in rows:
            try:
                plan = self._plan_of(row)
            except InputError:  # _made reports it
                entries.append(None)
            else:
                entries.append((row.patient or Patient(), plans.setdefault(plan, len(plans))))
        if tuple(plans) not in self._packed:
            self._packed[tuple(plans)] = pack(self.press, tuple(plans))
        return Task(self._packed[tuple(plans)], tuple(entries))

    def _outcome(
        self, row: RosterRow, booklet: Booklet | PlannerError | None, *, write: bool
    ) -> tuple[Outcome, JobEntry | None]:
        outcome = Outcome(row.number, row.id, place=row.place, letters=row.letters)
        path = self.folder / self._names[row.number]
        try:
            made, booklet, entry = self._made(row, booklet)
            if write:
                made = self._write(made, booklet, path, row.password or self.password)
        except OutputError:
            raise
        except _NotReplacedError as error:
            return replace(outcome, problems=error.problems), None
        except MissingGlyphError as error:
            failed = replace(outcome, problems=(self._with_encoding(error.problem),))
        except PlannerError as error:
            failed = replace(outcome, problems=_problems(error))
        except Exception as error:  # noqa: BLE001 - an unforeseen row must not stop the others
            failed = replace(outcome, problems=fault(error).problems)
        else:
            return replace(made, file=path.name), entry
        stale = path.name if write and not row.refused and exists(path) else None
        return replace(failed, stale=stale), None

    def _made(self, row: RosterRow, booklet: Booklet | PlannerError | None) -> tuple[Outcome, Booklet, JobEntry | None]:
        """Return a row's outcome, booklet, and entry in the print job. Raise InputError if it has no booklet."""
        plan = self._plan_of(row)
        patient = row.patient or Patient()
        if isinstance(booklet, PlannerError):
            raise booklet
        entry = None
        if booklet is None or self.print_job:
            laid = self.press.lay(plan, patient)
            entry = self.print_job.lay(self.press, row.number, plan, patient, laid) if self.print_job else None
            booklet = booklet or laid.booklet()
        problems = (*row.notes, *map(in_cell, booklet.problems))
        sheets = entry.sheets if entry else 0
        made = Outcome(
            row.number,
            row.id,
            pages=booklet.pages,
            problems=problems,
            place=row.place,
            letters=row.letters,
            sheets=sheets,
        )
        return made, booklet, entry

    def _plan_of(self, row: RosterRow) -> Plan:
        """Return a row's plan. Raise InputError with all that is wrong with the row."""
        problems = list(row.problems)
        if row.number in self.repeated_ids:
            problems.append(self.repeated_ids[row.number])
        plan = self.plan
        try:
            plan = self._plans.load(row.plan) if row.plan else plan
        except InputError as error:
            problems += [replace(problem, loc=problem.loc or ("plan",)) for problem in error.problems]
        try:
            if row.password:
                check_password(row.password)
        except InputError as error:
            problems += error.problems
        if problems:
            raise InputError(*problems)
        return plan

    def _with_encoding(self, problem: Problem) -> Problem:
        """Ask whether the encoding is wrong, as fonts rarely have characters that were decoded wrongly."""
        encoding = self.roster.encoding
        return replace(problem, advice=f"{problem.advice}; or is --encoding {encoding} wrong?") if encoding else problem

    def _write(self, made: Outcome, booklet: Booklet, path: Path, password: str | None) -> Outcome:
        """Write a booklet, unless its file is there already and is the same.

        Raise _NotReplacedError if the file differs and the row has no id: row 7 of another list is another person.
        """
        there = content(path) if self.existing == "keep" else None
        if there is not None:
            if there == booklet.data if password is None else same(there, booklet.data, password):
                return replace(made, sha256=replace(booklet, data=there).sha256, kept=True)
            if not made.id or is_stand_in_id(made.id):
                raise _NotReplacedError(
                    f"{path.name} is there already and differs; this row has no id of its own, so it may be "
                    "another person's: give the row an id, choose another folder, or replace all with --overwrite"
                )
        if password is not None:
            booklet = replace(booklet, data=encrypt(booklet.data, password))
        save(booklet.data, path, overwrite=True)
        return replace(made, sha256=booklet.sha256, replaced=there is not None)

    @cached_property
    def _plans(self) -> RowPlans:
        return RowPlans(self.roster.path.parent, self.near)

    @cached_property
    def _packed(self) -> dict[tuple[Plan, ...], bytes]:
        return {}

    @cached_property
    def _rows(self) -> list[RowSummary]:
        return summarise(self.roster)

    @cached_property
    def _to_make(self) -> list[RowSummary]:
        return [row for row in self._rows if not self.only or row.id in self.only]

    @cached_property
    def _chosen(self) -> set[int]:
        """Return the numbers of the rows to make."""
        return {row.number for row in self._to_make}

    @cached_property
    def repeated_ids(self) -> dict[int, Problem]:
        """Return a problem for each row whose id an earlier row has, by the row's number."""
        return repeated_ids(self._rows)

    @cached_property
    def _names(self) -> dict[int, str]:
        """Return the name of each row's file, by the row's number."""
        return booklet_files(self._rows, named=self.file_names == "name")


def make_batch(
    batch: Batch, watch: Callable[[Outcome], object] = lambda _: None, workers: Workers | None = None
) -> list[Outcome]:
    """Make a batch: the booklets, the print job, and the reports. Return what became of each row, in order.

    watch: called with each outcome when it is there. workers: make the booklets; without them, this process does.
    Raise InputError or OutputError for what stops the batch as a whole; what is finished by then stays.
    """
    batch.check()
    done: list[Outcome] = []
    with ExitStack() as stack:
        if is_remote(batch.folder):
            make_folder(batch.folder)
        else:
            stack.enter_context(locked_folder(batch.folder))
            sweep(batch.folder)
        if batch.job_path and not is_remote(batch.job_path):
            sweep(batch.job_path.parent)
        if batch.existing == "replace" and not batch.only:
            remove(batch.folder / "report.jsonl")  # it describes the files that are now replaced
        with open_job(batch.print_job, batch.press, batch.plan) if batch.print_job else nullcontext() as writer:
            for outcome in batch.outcomes(writer=writer, workers=workers):
                done.append(outcome)
                watch(outcome)
            if writer and batch.previous.keeps_job(done):
                writer.drop()
        for name in report.files_to_remove(done):
            remove(batch.folder / name)  # so that nobody takes it for one of this run
        _report(batch, done, writer)
    return done


def _report(batch: Batch, done: list[Outcome], writer: JobWriter | None) -> None:
    """Write report.jsonl and report.html, and failed.csv if rows failed.

    If only some rows were made, keep what an earlier report says of the others.
    """
    made = done
    if batch.only:
        kept = [outcome for outcome in report.read(batch.folder) if (outcome.row, outcome.id) in batch.left_out]
        done = sorted([*kept, *done], key=lambda outcome: outcome.row)
    errors = {outcome.row: outcome.reasons for outcome in done if outcome.error}
    failed = [(row, errors[row.number]) for row in batch.roster if row.number in errors] if errors else []
    notes = [f"{counted(writer.sheets, 'sheet')} of paper in the print job"] if writer and writer.booklets else []
    notes += [UNENCRYPTED.format(batch.rows_without_password)] if batch.rows_without_password else []
    notes += [*batch.roster.notes, *report.notes_on_old_files(made, batch.leftovers), *batch.roster_warnings]
    save(report.as_jsonl(done), batch.folder / "report.jsonl", overwrite=True)
    save(
        report.as_html(f"Booklets from {batch.roster.path.name}", done, notes),
        batch.folder / "report.html",
        overwrite=True,
    )
    if failed:
        # with its refusal: run again as it is, a row with another's id would overwrite the other's file
        data = report.failed_csv(batch.roster, failed, batch.repeated_ids)
        save(data, batch.folder / "failed.csv", overwrite=True)
    else:
        remove(batch.folder / "failed.csv")


def _problems(error: PlannerError) -> tuple[Problem, ...]:
    return error.problems if isinstance(error, InputError) else (Problem(text=str(error)),)
