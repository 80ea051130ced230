"""Make the rows of a batch: each row's files, and its part of the print job."""

import logging
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from pickle import dumps
from time import monotonic
from typing import TYPE_CHECKING

from planner.batch.cells import is_stand_in_id
from planner.batch.guards import doubt_about_age
from planner.batch.likes import Likes
from planner.batch.patient_file import placed
from planner.batch.persons import conditions_mark, mark
from planner.batch.print_job import JobEntry, JobWriter
from planner.batch.prints import with_printed
from planner.batch.report import OtherFile, Outcome
from planner.batch.row import Row
from planner.batch.task import Made, Task, fault, make_booklets
from planner.batch.workers import LostError, Workers
from planner.booklet.press import Booklet, Press
from planner.content.clinic import Paper
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.outputs.encryption import check_password, encrypt, same
from planner.outputs.files import asks_for_password, content, exists, made_on, save
from planner.pdf.file.fonts import MissingGlyphError
from planner.problems import InputError, OutputError, PlannerError, Problem, by_reader

if TYPE_CHECKING:
    from planner.batch.batch import Batch

CALENDAR = "calendar"
"""What a calendar file is called in reports."""
LOG = logging.getLogger("planner")
LOST = Problem(file="the cluster")
DIED = Problem(text="its process died each time that this booklet was tried", advice="please report it")
NO_CALENDAR = Problem(loc=("start",), text="no calendar file, as there is no first day", kind="warning")
NOT_YET = Made()
"""Of a row that this process makes."""


class _FilesStayError(InputError):
    """Files of an earlier run stay though the row fails: they may be another person's, or the row was not tried."""


class RowMaker:
    """Makes the rows of a batch."""

    def __init__(self, batch: "Batch", *, write: bool) -> None:
        """write: whether files are written."""
        self._batch, self._writes = batch, write
        self._presses: dict[Paper, Press] = {batch.press.paper: batch.press}
        self._pickled: dict[Plan, bytes] = {}
        self._printed_without_id = [{*one.printed.values()} for one in batch.previous.outcomes if not one.id]
        self._age = doubt_about_age(batch) if write else None

    def outcomes(self, writers: "dict[Paper, JobWriter]", workers: Workers | None) -> Iterator[Outcome]:
        """Yield what becomes of each row, made when it is asked for; writers: of the print jobs, by paper."""
        rows = self._batch.rows()
        for row, made in self._from_workers(workers, rows) if workers else ((row, NOT_YET) for row in rows):
            began = monotonic()
            outcome, entry = self._outcome(row, made.booklets)
            printed = self._batch.previous.printed(row.number, row.id)
            if entry and (writer := writers.get(entry.paper)):
                writer.add(entry, outcome.file or "")
                printed = with_printed(printed, outcome.sheaf, row.id)
            printed = with_printed(printed, outcome.printed, row.id)
            milliseconds = round(1000 * (made.seconds + monotonic() - began))
            written = self._batch.list_written
            yield replace(outcome, printed=printed, list_written=written, milliseconds=milliseconds)

    def _from_workers(self, workers: Workers, rows: Iterator[Row]) -> Iterator[tuple[Row, Made]]:
        """Yield the rows, in their order, with what workers made of them.

        When all workers are lost, the others come as rows that failed.
        """
        likes = Likes(workers.homes)
        order: deque[Row] = deque()
        handed: deque[list[Row]] = deque()
        made: dict[int, Made] = {}

        def tasks() -> Iterator[Task]:
            for home, rows_of_task in likes.together(_noted(rows, order)):
                handed.append(rows_of_task)
                yield self._task(rows_of_task, home)

        try:
            for task, found in workers.map(make_booklets, tasks(), attrgetter("home")):
                likes.done(task.home, len(handed[0]))
                numbers = [row.number for row in handed[0]]
                made.update(zip(numbers, found or self._one_by_one(workers, handed[0]), strict=True))
                handed.popleft()
                while order and order[0].number in made:
                    row = order.popleft()
                    yield row, made.pop(row.number)
        except LostError as error:
            LOG.warning("all workers are lost; the other rows are not made")
            again = by_reader("command with --resume", 'call with existing="keep"')
            why = replace(LOST, text=str(error), advice=f"the same {again} makes what is missing")
            lost = Made(_FilesStayError(why))  # it has a place, so it is said once
            yield from ((row, made.pop(row.number, lost)) for row in (*order, *rows))

    def _one_by_one(self, workers: Workers, rows: list[Row]) -> list[Made]:
        """Make the rows of a task whose worker died one by one, to find the row that kills it."""
        found = [made for row in rows for _, made in workers.map(make_booklets, [self._task([row])])]
        return [made[0] if made else Made(InputError(DIED)) for made in found]

    def _task(self, rows: list[Row], home: int = 0) -> Task:
        entries: list[tuple[Patient, Paper, tuple[bytes, ...]] | None] = []
        for row in rows:
            try:
                plans = self._plans(row)
            except InputError:  # _made reports it
                entries.append(None)
            else:
                pickled = tuple([self._as_bytes(plan) for plan in plans])
                entries.append((row.patient or Patient(), self._press(row).paper, pickled))
        return Task(self._pickled_press, tuple(entries), home)

    def _as_bytes(self, plan: Plan) -> bytes:
        if plan not in self._pickled:
            self._pickled[plan] = dumps(plan)
        return self._pickled[plan]

    @cached_property
    def _pickled_press(self) -> bytes:
        return dumps(self._batch.press)

    def _press(self, row: Row) -> Press:
        """Return the press for a row's paper."""
        paper = row.paper or self._batch.press.paper
        if paper not in self._presses:
            self._presses[paper] = self._batch.press.on(paper)
        return self._presses[paper]

    def _outcome(self, row: Row, booklets: list[Booklet] | PlannerError | None) -> tuple[Outcome, JobEntry | None]:
        batch = self._batch
        outcome = Outcome(row.number, row.id, place=row.place, letters=row.letters)
        path = batch.folder / f"{batch.names[row.number]}.pdf"
        try:
            made, files, entry = self._made(row, booklets, path)
            made = self._write(made, files, row.password or batch.password)
            made = self._with_doubts(replace(made, change=batch.previous.change(made)))
        except OutputError:
            raise
        except _FilesStayError as error:
            return replace(outcome, problems=error.problems), None
        except MissingGlyphError as error:
            failed = replace(outcome, problems=(self._with_encoding(error.problem),))
        except PlannerError as error:
            problems = error.problems if isinstance(error, InputError) else (Problem(text=str(error)),)
            failed = replace(outcome, problems=tuple(placed(problem, row.file) for problem in problems))
        except Exception as error:  # noqa: BLE001 - an unforeseen row must not stop the others
            failed = replace(outcome, problems=fault(error).problems)
        else:
            if entry and batch.prints_changed_only:
                if self._was_printed(row, made):
                    return replace(made, sheets=0, printed=made.sheaf), None
                batch.check_changed_job()
            return made, entry
        if row.refused or row.number in batch.refusals:
            return failed, None  # the files of this id are another row's
        return self._with_old_files(failed, row, path), None

    def _with_doubts(self, made: Outcome) -> Outcome:
        """Return a row's outcome with what is asked about it since the last run.

        What an earlier run asked stays until person or conditions change again: who runs a list once more to print it
        may not have seen the first report.
        """
        before = self._batch.previous.of(made.row, made.id)
        stands = before and (before.person, before.conditions) == (made.person, made.conditions)
        asked = (*(before.doubts if before and stands else ()), *self._batch.doubts.get(made.row, ()))
        doubts = tuple(dict.fromkeys(asked))
        return replace(made, doubts=doubts, problems=tuple(dict.fromkeys((*made.problems, *doubts))))

    def _was_printed(self, row: Row, made: Outcome) -> bool:
        """Return whether a row was printed as it is now; without an id, with a name, also under another number."""
        is_own = self._batch.previous.was_printed(made)
        sums = {*made.sheaf.values()}
        found = None if row.id else next((one for one in self._printed_without_id if sums <= one), None)
        if found and (is_own or (row.patient and row.patient.name)):
            self._printed_without_id.remove(found)  # another row with the same booklet is another one
            return True
        return is_own

    def _with_old_files(self, failed: Outcome, row: Row, path: Path) -> Outcome:
        """Return a failed row's outcome with the files of an earlier run that it has, and whose they are."""
        stay = self._stay(row, path)
        day = made_on(self._batch.folder / next(iter(stay))) if stay else ""
        failed = replace(failed, stay=stay, made_on=day, change="kept" if stay else None)
        before = self._batch.previous.of(row.number, row.id) if stay else None
        if before:
            failed = replace(failed, person=before.person, conditions=before.conditions, mended=before.mended)
            failed = replace(failed, doubts=before.doubts)
        return failed

    def _stay(self, row: Row, path: Path) -> dict[str, str | None]:
        """Return the files of an earlier run that a row has, which fails now; nothing is removed for a wrong cell."""
        batch = self._batch
        before = batch.previous.files(row.number, row.id)
        names = dict.fromkeys([*(target.name for target in batch.targets(path)), *before])
        return {name: before.get(name) for name in names if exists(batch.folder / name)}

    def _made(
        self, row: Row, booklets: list[Booklet] | PlannerError | None, path: Path
    ) -> tuple[Outcome, dict[Path, bytes], JobEntry | None]:
        """Return a row's outcome, its files, and its entry in the print job. Raise InputError if it has no booklet."""
        batch, plans, press = self._batch, self._plans(row), self._press(row)
        patient = row.patient or Patient()
        if isinstance(booklets, PlannerError):
            raise booklets
        entry = None
        if booklets is None or batch.print_job:
            laid = [press.lay(plan, patient) for plan in plans]
            if batch.print_job:
                forms = dict(zip(batch.forms[1:], laid[1:], strict=True))
                entry = batch.print_job.lay(press, row.number, plans[0], patient, laid[0], forms)
            booklets = booklets or [one.booklet() for one in laid]
        problems = [*row.notes, *(placed(problem, row.file) for one in booklets for problem in one.problems)]
        names = batch.files_of(path)
        files = {name: booklet.data for name, booklet in zip(names, booklets, strict=True)}
        others = [
            OtherFile(form, name.name, booklet.sha256, booklet.pages)
            for form, name, booklet in list(zip(batch.forms, names, booklets, strict=True))[1:]
        ]
        if batch.calendars:
            dated = path.with_suffix(".ics")
            try:
                files[dated] = press.calendar(self._plan(row), patient, self._before(dated))
                others.append(OtherFile(CALENDAR, dated.name, Booklet(files[dated], 0).sha256))
            except InputError:
                if patient.start:
                    raise
                problems.append(NO_CALENDAR)
        made = Outcome(
            row.number,
            row.id,
            file=names[0].name,
            sha256=booklets[0].sha256,
            pages=booklets[0].pages,
            paper=press.paper,
            others=tuple(others),
            problems=tuple(dict.fromkeys(problems)),
            place=row.place,
            letters=row.letters,
            sheets=entry.sheets if entry else 0,
            person=mark(patient.id, patient.name, patient.born),
            conditions=conditions_mark(patient.id, patient.name, patient.born, patient.conditions),
        )
        return made, files, entry

    def _before(self, path: Path) -> bytes | None:
        """Return the calendar file that the patient has: what has changed in it is marked so."""
        return content(path) if self._batch.existing == "keep" else None

    def _plan(self, row: Row) -> Plan:
        """Return a row's plan. Raise InputError with all that is wrong with the row."""
        batch, problems = self._batch, list(row.problems)
        if refusal := batch.split.get(row.number) or batch.refusals.get(row.number):
            problems.append(refusal)
        plan = batch.plan
        try:
            plan = batch.row_plans.load(row.plan) if row.plan else plan
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

    def _plans(self, row: Row) -> list[Plan]:
        """Return a row's plan in each form. Raise InputError with all that is wrong with the row."""
        plan = self._plan(row)
        return [plan.as_form(form) for form in self._batch.forms]

    def _with_encoding(self, problem: Problem) -> Problem:
        """Ask whether the encoding is wrong, as fonts rarely have characters that were decoded wrongly."""
        encoding = self._batch.roster.encoding
        return replace(problem, advice=f"{problem.advice}; or is --encoding {encoding} wrong?") if encoding else problem

    def _write(self, made: Outcome, files: dict[Path, bytes], password: str | None) -> Outcome:
        """Write a row's files, unless they are there already and are the same. Return the outcome with their checksums.

        Raise _FilesStayError if a file differs and the row has no id: row 7 of another list is another person.
        """
        sums: dict[str, str] = {}
        kept = replaced = 0
        for path, data in files.items():
            secret = password if path.suffix == ".pdf" else None  # no calendar could read an encrypted file
            there = content(path) if self._batch.existing == "keep" else None
            if there is not None and (there == data if secret is None else same(there, data, secret)):
                sums[path.name] = Booklet(there, 0).sha256
                kept += 1
                continue
            if there is not None and (not made.id or is_stand_in_id(made.id)):
                anew = by_reader("--overwrite", 'existing="replace"')
                raise _FilesStayError(
                    f"{path.name} is there already and differs; this row has no id of its own, so it may be "
                    f"another person's: give the row an id, choose another folder, or replace all with {anew}"
                )
            if there is not None and path.suffix == ".pdf" and secret is None and asks_for_password(there):
                raise _FilesStayError(f"{path.name} asks for a password, and the new one would not: give it one")
            if self._age:  # the first row that would change: nothing is written yet
                raise OutputError(self._age)
            written = data if secret is None or not self._writes else encrypt(data, secret)
            sums[path.name] = Booklet(written, 0).sha256
            if self._writes:
                save(written, path, overwrite=True)
            replaced += there is not None
        others = tuple(replace(other, sha256=sums[other.file]) for other in made.others)
        first = sums[made.file] if made.file else None
        return replace(made, sha256=first, others=others, kept=kept == len(files), replaced=replaced > 0)


def _noted(rows: Iterator[Row], order: deque[Row]) -> Iterator[Row]:
    """Yield rows, each noted in the order in which they come."""
    for row in rows:
        order.append(row)
        yield row
