"""make_batch: every row of a roster to a booklet, or to the reason why there is none."""

import gc
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

from planner.batch import report
from planner.batch.alone import alone
from planner.batch.job import Job, PrintJob, Turn, printing
from planner.batch.report import Outcome
from planner.batch.roster import Roster, Row, inside, said
from planner.batch.work import AT_ONCE, Task, fault, kit, work
from planner.batch.workers import Workers
from planner.booklet import Booklet, Press
from planner.content.plan import Patient, Plan, find_plan
from planner.content.source import nearest
from planner.encryption import check_password, encrypt, same
from planner.errors import InputError, OutputError, PlannerError
from planner.files import content, exists, ready, remove, save, sweep
from planner.names import file_names
from planner.remote import is_remote, make_folder, names

Existing = Literal["refuse", "replace", "keep"]
"""What happens where files are already: nothing is started; they are replaced; they stay if they would be the same."""


_IN_TEXT = re.compile(r"(?<=[0-9A-F]\)) in .*(?= is not in the font )")
OPEN = "Rows without a password: {:,}; their files are not encrypted, though others are."
DIED = "the process that worked on it died, again and again"


class _Known(NamedTuple):
    """What a batch keeps of each row."""

    number: int
    id: str | None
    name: str | None
    encrypted: bool
    refused: bool


@dataclass(frozen=True)
class Batch:
    """What is to be made."""

    plan: Plan
    """For rows that name none."""
    roster: Roster
    folder: Path
    press: Press
    named: Literal["id", "name"] = "id"
    """After what files are called; after the name, the id follows."""
    only: tuple[str, ...] = ()
    """Ids of the rows to make; else all."""
    existing: Existing = "refuse"
    password: str | None = field(default=None, repr=False)
    """For all booklets that have none of their own."""
    job: PrintJob | None = None

    def check(self) -> None:
        """Raise PlannerError for what can be known before anything is made."""
        wrong = [
            f'--only: there is no row with the id "{wanted}"{nearest(wanted, list(self._ids))}'
            for wanted in self.only
            if wanted not in self._ids
        ]
        if wrong:
            raise InputError(*wrong)
        if not self._names:
            raise InputError(f"{self.roster.path}: has no rows")
        made = [name for number, name in self._names.items() if number in self._chosen]
        targets = [self.folder / name for name in (*report.NAMES, *(f"{name}.pdf" for name in made))]
        if self.job and self.job.path:
            ready(self.job.path, overwrite=True)
            if self.job.path.resolve() in {path.resolve() for path in (*targets, self.roster.path)}:
                raise InputError(f"--print-job: {self.job.path} is the name of another file of this batch")
        if is_remote(self.folder):
            listed = names(self.folder)  # a question for each file would take minutes
            there = [path for path in targets if path.name in listed]
        else:
            there = [path for path in targets if path.exists()]
        if self.job and self.job.path and exists(self.job.path):
            there.append(self.job.path)
        if self.existing == "keep" and self.job and self.job.path and exists(self.job.path):
            self._check_job(self.job.path)
        if self.existing == "refuse" and there:
            more = f" (and {len(there) - 1:,} more)" if len(there) > 1 else ""
            raise OutputError(
                f"{there[0]}: is there already{more}; --resume makes what is missing or changed, --overwrite all"
            )

    def _check_job(self, path: Path) -> None:
        """Raise OutputError if an earlier run's job would be replaced by one that lacks some of its booklets.

        So it is with the list of failed rows, and where the report of that run has more rows than would be made now,
        and made some that are not among them.
        """
        earlier = report.read(self.folder)
        now = {row.id or row.number for row in self._rows if row.number in self._chosen and not row.refused}
        gone = any(outcome.file and (outcome.id or outcome.row) not in now for outcome in earlier)
        if (gone and len(earlier) > len(now)) or self.reruns:
            raise OutputError(
                f"{path}: is there already, with booklets of rows that are not among these; for one job of everybody, "
                "mend the roster itself and run all of it with --resume; else name another --print-job, or replace "
                "this one with --overwrite"
            )

    @property
    def reruns(self) -> bool:
        """Whether the roster is the list of rows that failed in an earlier run."""
        return self.roster.path.resolve() == (self.folder / "failed.csv").resolve()

    @property
    def count(self) -> int:
        """How many rows are to be made."""
        return len(self._chosen)

    @property
    def others(self) -> set[tuple[int, str | None]]:
        """Number and id of the rows that are not to be made."""
        return {(row.number, row.id) for row in self._rows if row.number not in self._chosen}

    @property
    def encrypts(self) -> bool:
        """Whether any file asks for a password."""
        return bool(self.password) or any(row.encrypted for row in self._rows)

    @property
    def open_rows(self) -> int:
        """How many rows to make have no password, where others have one."""
        if self.password or not self.encrypts:
            return 0
        return sum(not row.encrypted for row in self._rows if row.number in self._chosen)

    def outcomes(
        self, *, job: Job | None = None, workers: Workers | None = None, write: bool = True
    ) -> Iterator[Outcome]:
        """Row by row, each made as it is asked for, by workers if there are some; without write, nothing is written.

        Raises OutputError where a file cannot be written: what is made stays, and a later run goes on from there.
        """
        rows = (row for row in self.roster if row.number in self._chosen)
        for row, booklet in self._by(workers, rows) if workers else ((row, None) for row in rows):
            outcome, turn = self._outcome(row, booklet, write=write)
            if job and turn:
                job.add(turn)
            yield outcome

    def _by(self, workers: Workers, rows: Iterator[Row]) -> Iterator[tuple[Row, Booklet | str]]:
        """The rows with what workers made of them."""
        handed: deque[list[Row]] = deque()

        def tasks() -> Iterator[Task]:
            while some := list(islice(rows, AT_ONCE)):
                handed.append(some)
                yield self._task(some)

        for _, booklets in workers.each(work, tasks()):
            some = handed.popleft()
            yield from zip(some, booklets or self._singly(workers, some), strict=True)

    def _singly(self, workers: Workers, rows: list[Row]) -> list[Booklet | str]:
        """What is made of rows over which a worker died: one by one, to find out over which."""
        found = [made for row in rows for _, made in workers.each(work, [self._task([row])])]
        return [made[0] if made else DIED for made in found]

    def _task(self, rows: list[Row]) -> Task:
        plans = {self.plan: 0}
        entries: list[tuple[Patient, int] | None] = []
        for row in rows:
            try:
                plan = self._checked(row)
            except InputError:  # said when it is asked for
                entries.append(None)
            else:
                entries.append((row.patient or Patient(), plans.setdefault(plan, len(plans))))
        if tuple(plans) not in self._kits:
            self._kits[tuple(plans)] = kit(self.press, tuple(plans))
        return Task(self._kits[tuple(plans)], tuple(entries))

    def _outcome(self, row: Row, booklet: Booklet | str | None, *, write: bool) -> tuple[Outcome, Turn | None]:
        known = Outcome(row.number, row.id, place=row.place)
        path = self.folder / f"{self._names[row.number]}.pdf"
        try:
            made, booklet, turn = self._made(row, booklet)
            if write:
                sha256, kept = self._written(booklet, path, row.password or self.password)
                made = replace(made, sha256=sha256, kept=kept)
        except OutputError:
            raise
        except PlannerError as error:
            failed = replace(known, error=self._explained(str(error)))
        except Exception as error:  # noqa: BLE001 - a row that nobody thought of must not stop the others
            failed = replace(known, error=fault(error))
        else:
            return replace(made, file=path.name), turn
        if write and not row.refused:
            remove(path)  # one of an earlier run must not be taken for it
        return failed, None

    def _made(self, row: Row, booklet: Booklet | str | None) -> tuple[Outcome, Booklet, Turn | None]:
        """A row's booklet, unless a worker has made it, and its turn in the job. Raises InputError if it has none."""
        plan = self._checked(row)
        patient = row.patient or Patient()
        if isinstance(booklet, str):
            raise InputError(booklet)
        turn = None
        if booklet is None or self.job:
            laid = self.press.lay(plan, patient)
            turn = self.job.lay(self.press, row.number, plan, patient, laid) if self.job else None
            booklet = booklet or laid.booklet()
        warnings = (*row.notes, *map(said, booklet.warnings))
        sheets = turn.sheets if turn else 0
        made = Outcome(row.number, row.id, pages=booklet.pages, warnings=warnings, place=row.place, sheets=sheets)
        return made, booklet, turn

    def _checked(self, row: Row) -> Plan:
        """A row's plan. Raises InputError with all that is wrong with the row."""
        problems = list(row.problems)
        if row.number in self.doubled:
            problems.append(self.doubled[row.number])
        plan = self.plan
        try:
            plan = self._plan(row.plan) if row.plan else plan
        except InputError as error:
            problems += [f"plan: {line}" for line in error.problems]
        try:
            if row.password:
                check_password(row.password)
        except InputError as error:
            problems += error.problems
        if problems:
            raise InputError(*problems)
        return plan

    def _explained(self, error: str) -> str:
        """What is wrong, with what may have caused it: wrongly decoded letters are seldom in a font."""
        error = _IN_TEXT.sub("", error)  # it may be the patient's name
        encoding = self.roster.encoding
        return f"{error}; or is --encoding {encoding} wrong?" if encoding and " is not in the font " in error else error

    def _written(self, booklet: Booklet, path: Path, password: str | None) -> tuple[str, bool]:
        """Write a booklet, unless it is there as it would be written: its file's SHA-256, and whether it was there."""
        there = content(path) if self.existing == "keep" else None
        if there is not None and (there == booklet.data if password is None else same(there, booklet.data, password)):
            return replace(booklet, data=there).sha256, True
        if password is not None:
            booklet = replace(booklet, data=encrypt(booklet.data, password))
        save(booklet.data, path, overwrite=True)
        return booklet.sha256, False

    def _plan(self, name: str) -> Plan:
        """A plan by its name, or from a file in the roster's folder or below."""
        if name not in self._plans:
            path = inside(self.roster.path.parent, name)
            is_file = path is not None and path.is_file()
            if not is_file and ("/" in name or "\\" in name or name.endswith((".yaml", ".yml"))):
                raise InputError(f'"{name}": name a built-in plan, or a file in the folder of the roster')
            self._plans[name] = Plan.load(path if path and is_file else find_plan(name))
        return self._plans[name]

    @cached_property
    def _plans(self) -> dict[str, Plan]:
        return {}

    @cached_property
    def _kits(self) -> dict[tuple[Plan, ...], bytes]:
        return {}

    @cached_property
    def _rows(self) -> list[_Known]:
        """What must be known of every row before the first one is made."""
        return [
            _Known(row.number, row.id, row.patient.name if row.patient else None, bool(row.password), row.refused)
            for row in self.roster
        ]

    @cached_property
    def _chosen(self) -> set[int]:
        """The numbers of the rows to make."""
        return {row.number for row in self._rows if not self.only or row.id in self.only}

    @cached_property
    def _ids(self) -> set[str]:
        return {row.id for row in self._rows if row.id}

    @cached_property
    def doubled(self) -> dict[int, str]:
        """What is wrong with rows, by their number, that have the id of one before them."""
        first = {row.id: row.number for row in reversed(self._rows) if row.id}
        return {
            row.number: f'id: "{row.id}" stands in row {first[row.id]} already'
            for row in self._rows
            if row.id and first[row.id] != row.number
        }

    @cached_property
    def _names(self) -> dict[int, str]:
        """The name of each row's file, without its ending."""
        texts = []
        for row in self._rows:
            parts = (row.name if self.named == "name" else None, row.id)
            texts.append(" ".join(filter(None, parts)) or report.stand_in(row.number))
        if self.named == "name":
            texts = [text.replace(" ", "-") for text in texts]
        return dict(zip([row.number for row in self._rows], file_names(texts), strict=True))


def make_batch(
    batch: Batch, watch: Callable[[Outcome], object] = lambda _: None, workers: Workers | None = None
) -> list[Outcome]:
    """Make a batch: the booklets, the print job, and reports of what became of each row.

    watch is called with each outcome as it comes. workers make the booklets; without them, this process does. Raises
    InputError or OutputError for what stops the batch as a whole; what is finished by then stays.
    """
    batch.check()
    done: list[Outcome] = []
    with ExitStack() as stack:
        if is_remote(batch.folder):
            make_folder(batch.folder)
        else:
            stack.enter_context(alone(batch.folder))
            sweep(batch.folder)
        if batch.job and batch.job.path and not is_remote(batch.job.path):
            sweep(batch.job.path.parent)
        replaces = batch.existing == "replace"
        if replaces and not batch.only:
            remove(batch.folder / "report.jsonl")  # it is about files that are being replaced
        stack.enter_context(_without_collecting())
        with printing(batch.job, batch.press, batch.plan, replace=replaces) if batch.job else _nothing() as job:
            for outcome in batch.outcomes(job=job, workers=workers):
                done.append(outcome)
                watch(outcome)
        _report(batch, done, job)
    return done


def _report(batch: Batch, done: list[Outcome], job: Job | None) -> None:
    """The files about a batch; a list of failed rows only if there are some.

    Where only some rows were made, what an earlier run said of the others still holds.
    """
    if batch.only:
        kept = [outcome for outcome in report.read(batch.folder) if (outcome.row, outcome.id) in batch.others]
        done = sorted([*kept, *done], key=lambda outcome: outcome.row)
    errors = {outcome.row: outcome.error for outcome in done if outcome.error}
    failed = [(row, errors[row.number] or "") for row in batch.roster if row.number in errors] if errors else []
    notes = [f"{job.sheets:,} sheets of paper in the print job."] if job and job.booklets else []
    notes += [OPEN.format(batch.open_rows)] if batch.open_rows else []
    save(report.jsonl(done), batch.folder / "report.jsonl", overwrite=True)
    save(
        report.html(f"Booklets from {batch.roster.path.name}", done, notes),
        batch.folder / "report.html",
        overwrite=True,
    )
    if failed:
        # run again as it is, a row with another's id would be made over the other's file
        data = report.failed_csv(batch.roster, failed, batch.doubled)
        save(data, batch.folder / "failed.csv", overwrite=True)
    else:
        remove(batch.folder / "failed.csv")


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Nothing here makes cycles that pile up, and looking for them takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def _nothing() -> Iterator[None]:
    yield None
