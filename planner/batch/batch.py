"""A batch: which booklets to make of the rows of a roster, what stands in the way, and each row's outcome."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from planner.batch import guards, report
from planner.batch.lock import check_free
from planner.batch.making import RowMaker
from planner.batch.plans import RowPlans
from planner.batch.previous import PreviousRun, previous_run
from planner.batch.print_job import JobWriter, PrintJob, fresh, is_table
from planner.batch.ranges import first_few
from planner.batch.report import Outcome
from planner.batch.roster import Roster
from planner.batch.row import Row
from planner.batch.summary import (
    RowSummary,
    file_stems,
    is_nameless,
    label,
    roster_warnings,
    summarise,
    unknown_id,
    without_zeros,
)
from planner.batch.twice import lost_with, repeated_ids, split_persons
from planner.batch.workers import Workers
from planner.booklet.press import Press
from planner.content.clinic import Paper
from planner.content.plan import BOOKLET, Form, Plan
from planner.outputs.files import exists, is_ours, keep_others, ready
from planner.outputs.stores import is_remote, names
from planner.problems import InputError, OutputError, Problem, by_reader

Existing = Literal["refuse", "replace", "keep"]
"""What to do if files are there already: start nothing, replace them, or keep those that would be the same."""

UNENCRYPTED = "rows without a password: {:,}; their files are not encrypted, though those of others are"
NAMELESS = "see whether the columns id and name are called so, and whether the separator is right"


def in_order(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Return forms once each, in the order in which they are printed; the booklet if none is named."""
    return tuple(form for form in get_args(Form) if form in {*forms}) or (BOOKLET,)


def _remove() -> str:
    """Return what removes the files of patients who have left."""
    return by_reader("--remove", "removes")


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
    forms: tuple[Form, ...] = (BOOKLET,)
    """What is made for each row: the booklet, and sheets that stand alone."""
    calendars: bool = False
    """Whether each row with a first day gets a calendar file too."""
    prints_changed_only: bool = False
    """Whether the print job holds only what was not printed yet as it is now, in a job or by a printer."""
    removes: bool = False
    """Whether the files of patients who are not in the roster any more are removed."""
    removes_up_to: int | None = None
    """Of how many at most; without it, there is a doubt if they are many."""

    def check(self) -> None:
        """Raise InputError or OutputError for what can be wrong before anything is made."""
        ids = [row.id for row in self._rows if row.id]
        if wrong := [unknown_id(wanted, ids) for wanted in self.only if wanted not in ids]:
            raise InputError(*wrong)
        if not self._rows:
            raise InputError(Problem(file=str(self.roster.path), text="has no rows"))
        guards.check_clinic(self)
        guards.check_usual_plan(self)
        if is_nameless(self._to_make):
            raise InputError(Problem(file=str(self.roster.path), text="no row has an id or a name", advice=NAMELESS))
        previous = self.previous  # read now, before anything is written
        targets = self._targets()
        self._check_removals(previous)
        if self.existing != "refuse" and not self.is_failed_csv:
            previous.check_failed(self.folder)
        if self.existing != "refuse":
            self._check_others(targets)
        if self.existing == "replace" and self.prints_changed_only:  # it would begin with removing the reports
            self.check_changed_job()
        guards.check(self)
        for path in self.job_paths.values():
            self._check_print_job(path, targets)
        if self.job_path and previous.printed_labels and not (self.removes or self.prints_changed_only):
            labels = {row.label for row in self._to_make if not row.refused}
            previous.check_job(self.job_path, labels, 0 if self.is_rerun else len(labels))
        if self.existing == "refuse" and (
            there := [*self._there(targets), *(path for path in self.job_paths.values() if exists(path))]
        ):
            check_free(self.folder)
            more = f" (and {len(there) - 1:,} more)" if len(there) > 1 else ""
            keep, replace = by_reader("add --resume", 'give existing="keep"'), by_reader("--overwrite", '"replace"')
            advice = f"{keep} to make what is missing or changed, or {replace} to make all anew"
            raise OutputError(Problem(file=str(there[0]), text=f"is there already{more}", advice=advice))

    def _targets(self) -> list[Path]:
        """Return the files to write, without print jobs. Raise InputError if two rows would have the same one."""
        found = [path for row in self._to_make for path in self.targets(self.folder / f"{self.names[row.number]}.pdf")]
        seen: set[str] = set()
        for path in found:
            if path.name.casefold() in seen:
                text, advice = f"two rows would have the file {path.name}", "give one of them another id"
                raise InputError(Problem(file=str(self.roster.path), text=text, advice=advice))
            seen.add(path.name.casefold())
        return [*(self.folder / name for name in report.FILES), *found]

    def targets(self, path: Path) -> list[Path]:
        """Return the files of a row, of which path is that of the booklet."""
        dated = [path.with_suffix(".ics")] if self.calendars else []
        return [*self.files_of(path), *dated]

    def _check_removals(self, previous: PreviousRun) -> None:
        """Raise InputError for options that do not go together, and for a roster of which nobody is known."""
        if self.print_job and self.print_job.folded and self.forms != (BOOKLET,):
            both = by_reader("--booklet and --form", "folded and forms")
            raise InputError(f"{both}: only the whole booklet is folded; leave one out")
        if self.removes and self.is_rerun:
            text = f"{_remove()}: {self.roster.path} is a list of rows that failed, as its column error says"
            raise InputError(f"{text}: the others have not left; leave {_remove()} out")
        known, before = {row.label for row in self._rows}, previous.patients
        if self.removes and before and not any(label(outcome.row, outcome.id) in known for outcome in before):
            text = f"{_remove()}: none of the {len(before):,} patients in {self.folder} is in {self.roster.path}"
            raise InputError(f"{text}; is it the right roster, and the right folder?")

    def _check_print_job(self, path: Path, targets: list[Path]) -> None:
        """Raise InputError or OutputError if a print job or its table cannot be written."""
        taken = {target.resolve() for target in (*targets, self.roster.path)}
        for file in (path, path.with_suffix(".csv")):
            ready(file, overwrite=True)
            if file.resolve() in taken or (file.suffix == ".csv" and not is_table(file)):
                is_job = file == path
                ours = " of this batch" if is_job or file.resolve() in taken else ""
                text = f"{file} is the name of another file{ours}"
                advice = "choose another name" if is_job else "the table of the print job needs it: choose another name"
                raise InputError(Problem(option="--print-job", text=text, advice=advice))
        keep_others(path)

    def check_changed_job(self) -> None:
        """Raise OutputError if a print job of what has changed would take the place of one with other booklets.

        Nobody can know whether that one was printed. The first row that has changed asks: it has changed for the next
        run too, as no report says yet that it was made.
        """
        there = next(filter(exists, self.job_paths.values()), None)
        if there and self.job_path and self.previous.printed_labels:
            others = first_few(self.previous.printed_labels)
            text = f"is there already, and holds others than this run would print: {others}"
            other = f"name another file: {by_reader('--print-job ', '')}{fresh(self.job_path)}"
            advice = f"if they are printed, remove it; if not, or if nobody knows, {other}"
            raise OutputError(Problem(file=str(there), text=text, advice=advice))

    def _check_others(self, targets: list[Path]) -> None:
        """Raise OutputError for files in the place of booklets and calendars that planner has not made: they stay."""
        files = [path for path in targets if path.name not in report.FILES]
        files += [self.folder / name for gone in self.removed.values() for name in gone]
        if is_remote(self.folder):  # each would be fetched
            known = {name for outcome in self.previous.patients for name in outcome.in_folder}
            files = [path for path in files if path.name not in known]
        if others := [path.name for path in self._there(files) if not is_ours(path)]:
            text = f"has files that planner did not make, where booklets belong: {first_few(others)}"
            advice = "move them out of it, or name another folder"
            raise OutputError(Problem(file=str(self.folder), text=text, advice=advice))

    def _there(self, targets: list[Path]) -> list[Path]:
        """Return those of the files in the folder that are there already."""
        if is_remote(self.folder):
            listed = names(self.folder)  # asking for each file would take minutes
            return [path for path in targets if path.name in listed]
        return [path for path in targets if path.exists()]

    @property
    def job_path(self) -> Path | None:
        """Return the file of the print job; None if there is none, or its sheets are only counted."""
        return self.print_job.path if self.print_job else None

    @cached_property
    def job_paths(self) -> dict[Paper, Path]:
        """Return the file of each print job, by its paper; rows on the usual one are in job_path."""
        usual = self.press.paper
        papers = dict.fromkeys([usual, *(row.paper or usual for row in self._to_make)])
        if not self.print_job:
            return {}
        paths = {paper: self.print_job.path_on(None if paper == usual else paper) for paper in papers}
        return {paper: path for paper, path in paths.items() if path}

    @property
    def is_rerun(self) -> bool:
        """Return whether the roster is a list of failed rows: failed.csv, or another file with its column."""
        return self.is_failed_csv or "error" in {name.strip().lower() for name in self.roster.columns}

    @property
    def is_failed_csv(self) -> bool:
        """Return whether the roster is the failed.csv in the batch's own folder."""
        return self.roster.folder is not None and self.roster.path.resolve() == (self.folder / "failed.csv").resolve()

    @cached_property
    def previous(self) -> PreviousRun:
        """Return what an earlier run left. It is read once: check does so, before anything is written."""
        reads_job = self.existing == "keep" or self.prints_changed_only
        return previous_run(self.folder, self.print_job if reads_job else None)

    @property
    def roster_warnings(self) -> list[str]:
        """Return what may be a mistake in the roster as a whole, without names."""
        before = [one.id for one in (*self.previous.outcomes, *self.previous.left) if one.id]
        found = [*roster_warnings(self._to_make), *without_zeros(self._to_make, before)]
        return [*lost_with(self.roster.left_out(), self._to_make), *found]

    @cached_property
    def doubts(self) -> dict[int, list[Problem]]:
        """Return a warning for each row that has changed much since the last run, by the row's number."""
        return guards.doubts(self)

    @cached_property
    def single(self) -> list[RowSummary]:
        """Return the rows whose ids no earlier row has, and that are all of their person."""
        others = {**self.repeated_ids, **self.split}
        return [row for row in self._to_make if row.number not in others]

    @property
    def has_no_dates(self) -> bool:
        """Return whether no row has a first day, so that the booklets have no dates."""
        return any(row.sound for row in self._to_make) and not any(row.dated for row in self._to_make)

    @property
    def ambiguous_plans(self) -> list[str]:
        """Return which file a plan's name means: a sentence for each name with two different files."""
        return self.row_plans.which(dict.fromkeys(row.plan for row in self._to_make if row.plan))

    @property
    def gone(self) -> list[tuple[Outcome, list[str]]]:
        """Return those of an earlier run of whom no row is, with their files; of failed rows, who had left before."""
        if self.is_rerun:
            return [(outcome, [*outcome.in_folder]) for outcome in self.previous.left]
        return self.previous.leftovers(self.folder, {*self.names.values()})

    @property
    def removed(self) -> dict[str, list[str]]:
        """Return the files that are removed, by whose they are.

        Who had another's id may have got one in failed.csv: as long as the roster has ids twice, nobody knows whether
        such a person has left.
        """
        found = self.gone if self.removes and not self.is_rerun else []
        return {label(one.row, one.id): files for one, files in found if not (one.mended and self.repeated_ids)}

    @property
    def doubt_about_removals(self) -> str | None:
        """Return why so many files are not removed unless it is said how many; None if they may be."""
        says = self.previous.doubt(self.removed, self.removes_up_to, shown=self.file_names == "id")
        return f"{_remove()}: not in {self.roster.path}, of what is in {self.folder}: {says}" if says else None

    @property
    def leftovers(self) -> list[str]:
        """Return files of an earlier run that no row is for, and that stay."""
        removed = self.removed
        return (
            []
            if self.is_rerun
            else [name for one, files in self.gone if label(one.row, one.id) not in removed for name in files]
        )

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
        self,
        *,
        writers: "dict[Paper, JobWriter] | None" = None,
        workers: Workers | None = None,
        write: bool = True,
    ) -> Iterator[Outcome]:
        """Yield what becomes of each row. A row is made when it is asked for.

        writers: add the booklets to print jobs, by paper. workers: make the booklets; without them, this process does.
        write: whether files are written. Raise OutputError if a file cannot be written: what is finished stays, and a
        later run goes on from there.
        """
        yield from RowMaker(self, write=write).outcomes(writers or {}, workers)

    @property
    def list_written(self) -> str:
        """Return when the list was written; of failed rows, when that was of which they are."""
        return self.previous.list_written if self.is_rerun else self.roster.written

    @cached_property
    def row_plans(self) -> RowPlans:
        """Return the plans that rows name."""
        return RowPlans(self.roster.folder, self.near)

    def rows(self) -> Iterator[Row]:
        """Yield the rows to make."""
        return (row for row in self.roster if row.number in self._chosen)

    def files_of(self, path: Path) -> list[Path]:
        """Return the files of a row's forms, of which path is that of the booklet."""
        return [path if form == BOOKLET else path.with_name(f"{path.stem}-{form}.pdf") for form in self.forms]

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
    def refusals(self) -> dict[int, Problem]:
        """Return a problem for each row whose id is, or may be, another patient's, by the row's number."""
        return {**guards.anothers_ids(self), **self.repeated_ids}

    @cached_property
    def split(self) -> dict[int, Problem]:
        """Return a problem for each row of somebody of whom another row says more, by the row's number."""
        return split_persons(self._rows)

    @cached_property
    def names(self) -> dict[int, str]:
        """Return the name of each row's booklet, by the row's number; a patient keeps the one of an earlier run."""
        named = self.file_names == "name"
        return file_stems(self._rows, named=named, before={} if named else self.previous.names)

    def keeps_job(self, done: "list[Outcome]") -> bool:
        """Return whether the print job of an earlier run stays, as this one's would lack some of its booklets."""
        if self.prints_changed_only:
            return False
        previous = self.previous
        if self.removes:
            known = {row.label for row in self._rows}
            previous = replace(previous, printed_labels=tuple(one for one in previous.printed_labels if one in known))
        return previous.keeps_job(done)
