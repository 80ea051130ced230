"""make_all: every row of a roster to a booklet, or to the reason why there is none."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from planner.api import load_plan
from planner.batch import report
from planner.batch.job import Job, PrintJob, printing
from planner.batch.names import file_names
from planner.batch.report import Outcome
from planner.batch.roster import Roster, Row
from planner.booklet import Laid, Press
from planner.content.plan import Patient, Plan
from planner.content.source import nearest
from planner.encryption import encrypt, same
from planner.errors import InputError, OutputError, PlannerError
from planner.files import save, sweep

Existing = Literal["refuse", "replace", "keep"]
"""What happens where files are already: nothing is started; they are replaced; they stay if they would be the same."""


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
    password: str | None = None
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
        targets = [self.folder / name for name in (*report.NAMES, *(f"{name}.pdf" for name in self._names.values()))]
        if self.job and self.job.path.resolve() in {path.resolve() for path in (*targets, self.roster.path)}:
            raise InputError(f"--print-job: {self.job.path} is the name of another file of this batch")
        if self.job:
            targets.append(self.job.path)
        there = [path for path in targets if path.exists()]
        if self.existing == "refuse" and there:
            more = f" (and {len(there) - 1:,} more)" if len(there) > 1 else ""
            raise OutputError(
                f"{there[0]}: is there already{more}; --resume makes what is missing or changed, --overwrite all"
            )

    @property
    def count(self) -> int:
        """How many rows are to be made."""
        return sum(not self.only or identity in self.only for _, identity, _ in self._rows)

    def outcomes(self, *, job: Job | None = None, write: bool = True) -> Iterator[Outcome]:
        """Row by row, each made as it is asked for; without write, nothing is written.

        Raises OutputError where a file cannot be written: what is made stays, and a later run goes on from there.
        """
        for row in self.roster:
            if not self.only or row.id in self.only:
                yield self._outcome(row, job, write=write)

    def _outcome(self, row: Row, job: Job | None, *, write: bool) -> Outcome:
        known = Outcome(row.number, row.id, place=row.place)
        try:
            plan, patient, laid = self._laid(row)
            name = f"{self._names[row.number]}.pdf"
            made = replace(known, file=name, pages=laid.pages, warnings=(*row.notes, *laid.warnings))
            if write:
                made = replace(made, sha256=self._written(laid, self.folder / name, row.password or self.password))
            if job:
                job.add(row.number, plan, patient, laid)
        except OutputError:
            raise
        except PlannerError as error:
            return replace(known, error=str(error))
        except Exception as error:  # noqa: BLE001 - a row that nobody thought of must not stop the others
            return replace(known, error=_fault(error))
        return made

    def _laid(self, row: Row) -> tuple[Plan, Patient, Laid]:
        """A row's booklet. Raises InputError for a row that has none."""
        problems = list(row.problems)
        first = self._first.get(row.id or "", row.number)
        if first != row.number:
            problems.append(f'id: "{row.id}" stands in row {first} already')
        plan = self.plan
        try:
            plan = self._plan(row.plan) if row.plan else plan
        except InputError as error:
            problems += [f"plan: {line}" for line in error.problems]
        if problems or row.patient is None:
            raise InputError(*problems)
        return plan, row.patient, self.press.lay(plan, row.patient)

    def _written(self, laid: Laid, path: Path, password: str | None) -> str:
        """Write a booklet, unless it is there as it would be written. Returns its file's SHA-256."""
        booklet = laid.booklet()
        if self.existing == "keep" and path.is_file():
            there = path.read_bytes()
            if there == booklet.data if password is None else same(there, booklet.data, password):
                return replace(booklet, data=there).sha256
        if password is not None:
            booklet = replace(booklet, data=encrypt(booklet.data, password))
        save(booklet.data, path, overwrite=True)
        return booklet.sha256

    def _plan(self, name: str) -> Plan:
        """A plan by its name, or from a file in the roster's folder or below."""
        if name not in self._plans:
            folder = self.roster.path.parent
            inside = (folder / name).resolve()
            is_file = inside.is_relative_to(folder.resolve()) and inside.is_file()
            if not is_file and ("/" in name or "\\" in name or name.endswith((".yaml", ".yml"))):
                raise InputError(f'"{name}": name a built-in plan, or a file in the folder of the roster')
            self._plans[name] = load_plan(folder / name if is_file else name)
        return self._plans[name]

    @cached_property
    def _plans(self) -> dict[str, Plan]:
        return {}

    @cached_property
    def _rows(self) -> list[tuple[int, str | None, str | None]]:
        """Number, id and name of every row."""
        return [(row.number, row.id, row.patient.name if row.patient else None) for row in self.roster]

    @cached_property
    def _ids(self) -> set[str]:
        return {identity for _, identity, _ in self._rows if identity}

    @cached_property
    def _first(self) -> dict[str, int]:
        """The first row of each id."""
        return {identity: number for number, identity, _ in reversed(self._rows) if identity}

    @cached_property
    def _names(self) -> dict[int, str]:
        """The name of each row's file, without its ending."""
        texts = []
        for number, identity, name in self._rows:
            parts = (name if self.named == "name" else None, identity)
            texts.append(" ".join(filter(None, parts)) or f"row-{number}")
        if self.named == "name":
            texts = [text.replace(" ", "-") for text in texts]
        return dict(zip([number for number, _, _ in self._rows], file_names(texts), strict=True))


def make_all(batch: Batch, watch: Callable[[Outcome], object] = lambda _: None) -> list[Outcome]:
    """Make a batch: the booklets, the print job, and reports of what became of each row.

    watch is called with each outcome as it comes. Raises InputError or OutputError for what stops the batch as a whole;
    what is finished by then stays.
    """
    batch.check()
    try:
        batch.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{batch.folder}: cannot be made: {error.strerror}") from None
    done: list[Outcome] = []
    with ExitStack() as stack:
        stack.enter_context(_alone(batch.folder))
        sweep(batch.folder)
        if batch.job:
            sweep(batch.job.path.parent)
        stack.enter_context(_without_collecting())
        with printing(batch.job, batch.press, batch.plan) if batch.job else _nothing() as job:
            for outcome in batch.outcomes(job=job):
                done.append(outcome)
                watch(outcome)
        _report(batch, done, job)
    return done


def _report(batch: Batch, done: list[Outcome], job: Job | None) -> None:
    """The files about a batch; a list of failed rows only if there are some."""
    errors = {outcome.row: outcome.error for outcome in done if outcome.error}
    failed = [(row, errors[row.number] or "") for row in batch.roster if row.number in errors] if errors else []
    notes = [f"{job.sheets:,} sheets of paper in the print job."] if job and job.booklets else []
    save(report.jsonl(done), batch.folder / "report.jsonl", overwrite=True)
    save(
        report.html(f"Booklets from {batch.roster.path.name}", done, notes),
        batch.folder / "report.html",
        overwrite=True,
    )
    if failed:
        save(report.failed_csv(batch.roster.columns, failed), batch.folder / "failed.csv", overwrite=True)
    else:
        (batch.folder / "failed.csv").unlink(missing_ok=True)


def _fault(error: Exception) -> str:
    """A fault of the program, by its place in the program and nothing that the row holds."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"a fault of the program ({type(error).__name__} in {where}); please report it"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One batch at a time in a folder. The lock goes with the process that holds it, however that ends."""
    path = folder / ".planner-lock"
    with path.open("w") as lock:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise OutputError(f"{folder}: another batch is writing into this folder") from None
        yield
    path.unlink(missing_ok=True)


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
