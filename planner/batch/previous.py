"""What an earlier run left in the folder of a batch: its report, its booklets, its print job."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import get_args

from planner.batch import report
from planner.batch.cells import stand_in_id
from planner.batch.print_job import PrintJob
from planner.batch.prints import Print, Whose, last_prints, stem_of, whose
from planner.batch.ranges import first_few
from planner.batch.report import Change, Outcome, files_or_count
from planner.batch.reported import IN_NO_ROW, read_all
from planner.batch.summary import label
from planner.content.clinic import Paper
from planner.outputs.encryption import pdf_key
from planner.outputs.files import content, exists
from planner.outputs.stores import is_remote
from planner.problems import OutputError, Problem, by_reader
from planner.sections.registry import FORMS

MANY_GONE, MUCH_GONE = 5, 4
"""So many patients, and more than one in so many, are not removed unless somebody says how many."""


@dataclass(frozen=True)
class PreviousRun:
    """What there is before a batch begins."""

    outcomes: tuple[Outcome, ...]
    """What its report says of each row; empty without a report."""
    printed_labels: tuple[str, ...] = ()
    """The labels of the booklets in its print job; empty without one."""
    left: tuple[Outcome, ...] = ()
    """Those who were in no row of its roster, and whose files stay."""
    last_prints: Mapping[Whose, Print] = field(default_factory=dict)
    """The last print of each file that was ever sent to a printer."""

    @property
    def patients(self) -> list[Outcome]:
        """Return all who have files in the folder."""
        return [outcome for outcome in (*self.outcomes, *self.left) if outcome.in_folder]

    @property
    def marks(self) -> dict[str, str]:
        """Return by id what tells whether it is still the same person's."""
        return {outcome.id: outcome.person for outcome in self.patients if outcome.id and outcome.person}

    @property
    def condition_marks(self) -> dict[str, str]:
        """Return by id what tells whether it still has the same conditions."""
        return {outcome.id: outcome.conditions for outcome in self.patients if outcome.id and outcome.conditions}

    @property
    def list_written(self) -> str:
        """Return when the file of its roster was last written, in UTC; empty if it is not known."""
        return max((outcome.list_written for outcome in self.outcomes), default="")

    def check_failed(self, folder: Path) -> None:
        """Raise OutputError if failed.csv is not as the last run left it: somebody is correcting it."""
        path = folder / report.FAILED
        data = content(path)
        sums = {outcome.listed for outcome in self.outcomes} | {(content(folder / report.FAILED_SUM) or b"").decode()}
        if data is not None and sha256(data).hexdigest() not in sums:
            text = "is not as the last run left it, so somebody may be correcting it"
            raise OutputError(Problem(file=str(path), text=text, advice="run it as the roster, or move it away"))

    def check_job(self, path: Path, labels: Container[str], count: int) -> None:
        """Raise OutputError if a print job of count rows with these labels would lose booklets of the one at path.

        With as many rows as before, an id was probably corrected: that is no loss.
        """
        lost = [label for label in self.printed_labels if label not in labels]
        if lost and max(len(self.outcomes), len(self.printed_labels)) > count:
            text = f"is there already, with booklets of rows that are not among these: {first_few(lost)}"
            removing, keeping = by_reader("add --remove", "give removes=True"), by_reader("--resume", 'existing="keep"')
            advice = (
                f"if they were left out on purpose, {removing}, which takes their booklets away too; if not, correct "
                f"the roster itself and run all of it with {keeping}, or name another file with "
                f"{by_reader('--print-job', 'print_job')}"
            )
            raise OutputError(Problem(file=str(path), text=text, advice=advice))

    def keeps_job(self, done: Sequence[Outcome]) -> bool:
        """Return whether the earlier print job stays, as the job of these rows would lack some of its booklets."""
        made = sum(outcome.file is not None for outcome in done)
        have = {label(outcome.row, outcome.id) for outcome in done if outcome.file}  # two rows may have one id
        failed = {label(outcome.row, outcome.id) for outcome in done if outcome.error}
        lost = (failed - have) & {*self.printed_labels}
        return made < len(self.printed_labels) or bool(lost)

    def leftovers(self, folder: Path, stems: Container[str]) -> list[tuple[Outcome, list[str]]]:
        """Return those of whom no row is, with their files that are still in the folder; stems: those of the rows."""
        found = [
            (outcome, [name for name in outcome.in_folder if exists(folder / name)])
            for outcome in self.patients
            if stem_of(next(iter(outcome.in_folder)), outcome.id) not in stems
        ]
        return [(outcome, files) for outcome, files in found if files]

    def doubt(self, gone: Mapping[str, Sequence[str]], most: int | None, *, shown: bool) -> str | None:
        """Return why so many files are not removed, unless it is said how many; None if they may be.

        gone: by whose they are. most: how many patients they are of at most. shown: whether files are named.
        """
        there = len(self.patients)
        is_much = len(gone) >= MANY_GONE and MUCH_GONE * len(gone) > there
        if len(gone) <= most if most is not None else not is_much:
            return None
        files = files_or_count([name for names in gone.values() for name in names], shown=shown)
        up_to = by_reader(f"--remove-up-to {len(gone)} instead of --remove", f"removes_up_to={len(gone)}")
        advice = f"is it the whole list? If they have left, write {up_to}"
        return f"{len(gone):,} of {there:,} patients ({files}); {advice}"

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the names of booklets without their endings, by id."""
        return {one.id: stem_of(next(iter(one.in_folder)), one.id) for one in self.patients if one.id}

    def others(self, done: Sequence[Outcome]) -> list[Outcome]:
        """Return what its report says of other rows than these; failed.csv gives one without an id the id `row-7`.

        A row that fails for an id that another row has leaves what is said of that one.
        """
        found = {outcome.id or stand_in_id(outcome.row) for outcome in done}
        made = {outcome.id or stand_in_id(outcome.row) for outcome in done if outcome.in_folder}
        return [
            outcome
            for outcome in self.outcomes
            if (named := outcome.id or stand_in_id(outcome.row)) not in found or (outcome.file and named not in made)
        ]

    def files(self, row: int, identity: str | None) -> dict[str, str | None]:
        """Return the files that a row had with their checksums, by its id; of a row without an id by its number."""
        before = self.of(row, identity)
        return before.in_folder if before else {}

    def of(self, row: int, identity: str | None) -> Outcome | None:
        """Return what was said of a row, by its id; of a row without an id by its number."""
        return self._by_label.get(label(row, identity))

    def change(self, made: Outcome) -> Change:
        """Return what has become of a row's files since the last run that finished."""
        before = self.of(made.row, made.id)
        if before is None or not before.in_folder:
            return "made"
        known = {**before.printed, **before.in_folder}  # a run of another form names only that form's files
        return "kept" if made.files.items() <= known.items() else "replaced"

    def printed(self, row: int, identity: str | None) -> Mapping[str, str | None]:
        """Return the files of a row that were printed, with the checksums that they had then."""
        before = self.of(row, identity)
        return before.printed if before else {}

    def was_printed(self, made: Outcome) -> bool:
        """Return whether the last print of each file of a row was that of what it is now."""
        last = {file: self.last_prints.get(whose(made.id, file)) for file in made.sheaf}
        if any(one and one.sha256 != made.sheaf[file] for file, one in last.items()):
            return False
        return made.sheaf.items() <= self.printed(made.row, made.id).items()

    @cached_property
    def _by_label(self) -> dict[str, Outcome]:
        """Return what was said of each label; of two rows with one id, of the one that has files."""
        ordered = sorted((*self.outcomes, *self.left), key=lambda outcome: bool(outcome.in_folder))
        return {label(outcome.row, outcome.id): outcome for outcome in ordered}


def previous_run(folder: Path, job: PrintJob | None) -> PreviousRun:
    """Return what is in a folder now, and what the print jobs hold, if one is given."""
    found = read_all(folder)
    outcomes = [outcome for outcome in found if outcome.row != IN_NO_ROW]
    left = [outcome for outcome in found if outcome.row == IN_NO_ROW]
    labels = [one for paper in (None, *get_args(Paper)) for one in _labels_of(job, paper, outcomes)] if job else []
    last = {} if is_remote(folder) else last_prints(folder)  # nothing is sent from a store
    return PreviousRun(tuple(outcomes), tuple(dict.fromkeys(labels)), tuple(left), last)


def _labels_of(job: PrintJob, paper: Paper | None, outcomes: Iterable[Outcome]) -> list[str]:
    """Return the labels of a print job's booklets, from its pages; from the report if it cannot be read."""
    import pikepdf

    path = job.path_on(paper)
    data = content(path) if path else None
    if data is None:
        return []
    try:
        with pikepdf.open(BytesIO(data), password=pdf_key(job.password or "")) as pdf:
            ranges = [str(entry.P) for entry in [*pdf.Root.PageLabels.Nums][1::2]]
    except (pikepdf.PdfError, pikepdf.PasswordError, AttributeError):
        return [label(outcome.row, outcome.id) for outcome in outcomes if outcome.file]
    parts = ("separator", *FORMS)
    stripped = [reduce(lambda text, part: text.removesuffix(f"{part} "), parts, prefix) for prefix in ranges]
    return [*dict.fromkeys(prefix.removesuffix(", ") for prefix in stripped)]
