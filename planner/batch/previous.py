"""What an earlier run left in the folder of a batch: its report, its booklets, its print job."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from planner.batch import report
from planner.batch.print_job import PrintJob
from planner.batch.report import Outcome
from planner.batch.summary import first_few, label
from planner.outputs.encryption import pdf_key
from planner.outputs.files import content, exists
from planner.problems import OutputError


@dataclass(frozen=True)
class PreviousRun:
    """What there is before a batch begins."""

    outcomes: tuple[Outcome, ...]
    """What its report says of each row; empty without a report."""
    printed_labels: tuple[str, ...] = ()
    """The labels of the booklets in its print job; empty without one."""

    def check_job(self, path: Path, labels: Container[str], count: int) -> None:
        """Raise OutputError if a print job of count rows with these labels would lose booklets of the one at path.

        With as many rows as before, an id was probably corrected: that is no loss.
        """
        lost = [label for label in self.printed_labels if label not in labels]
        if lost and max(len(self.outcomes), len(self.printed_labels)) > count:
            raise OutputError(
                f"{path}: is there already, with booklets of rows that are not among these: {first_few(lost)}; if they "
                "were left out on purpose, write --overwrite in place of --resume; if not, correct the roster itself "
                "and run all of it with --resume, or name another file with --print-job"
            )

    def keeps_job(self, done: Sequence[Outcome]) -> bool:
        """Return whether the earlier print job stays, as the job of these rows would lack some of its booklets."""
        made = sum(outcome.file is not None for outcome in done)
        lost = [outcome for outcome in done if outcome.error and label(outcome.row, outcome.id) in self.printed_labels]
        return made < len(self.printed_labels) or bool(lost)

    def leftovers(self, folder: Path, files: Container[str]) -> list[str]:
        """Return the names of its booklets that are still in the folder and not among these files."""
        found = [outcome.file for outcome in self.outcomes if outcome.file and outcome.file not in files]
        return [name for name in found if exists(folder / name)]


def previous_run(folder: Path, job: PrintJob | None) -> PreviousRun:
    """Return what is in a folder now, and what the print job holds, if one is given."""
    outcomes = report.read(folder)
    return PreviousRun(tuple(outcomes), tuple(_labels_of(job, outcomes)) if job else ())


def _labels_of(job: PrintJob, outcomes: Iterable[Outcome]) -> list[str]:
    """Return the labels of a print job's booklets, from its pages; from the report if it cannot be read."""
    import pikepdf

    data = content(job.path) if job.path else None
    if data is None:
        return []
    try:
        with pikepdf.open(BytesIO(data), password=pdf_key(job.password or "")) as pdf:
            ranges = [str(entry.P) for entry in [*pdf.Root.PageLabels.Nums][1::2]]
    except (pikepdf.PdfError, pikepdf.PasswordError, AttributeError):
        return [label(outcome.row, outcome.id) for outcome in outcomes if outcome.file]
    return [*dict.fromkeys(prefix.removesuffix("separator ").removesuffix(", ") for prefix in ranges)]
