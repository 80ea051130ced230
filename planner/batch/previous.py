"""What an earlier run left where a batch writes: its report, its booklets, its print job."""

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
    """What was there before a batch began."""

    outcomes: tuple[Outcome, ...]
    """As the report has them; none if there is no report."""
    printed_labels: tuple[str, ...] = ()
    """Whose booklets the print job holds, by their labels; none if there is no job."""

    def check_job(self, path: Path, labels: Container[str], count: int) -> None:
        """Raise OutputError if a job of count rows with these labels would lack some of the booklets of the one here.

        Where there are as many rows as before, an id may have been mended.
        """
        gone = [held for held in self.printed_labels if held not in labels]
        if gone and max(len(self.outcomes), len(self.printed_labels)) > count:
            raise OutputError(
                f"{path}: is there already, with booklets of rows that are not among these: {first_few(gone)}; if they "
                "were left out on purpose, replace it with --overwrite; else, for one job of everybody, mend the "
                "roster itself and run all of it with --resume, or name another --print-job"
            )

    def keeps_job(self, done: Sequence[Outcome]) -> bool:
        """Whether the print job stays as it was: the one of these rows would lack some of its booklets."""
        made = sum(outcome.file is not None for outcome in done)
        lost = [outcome for outcome in done if outcome.error and label(outcome.row, outcome.id) in self.printed_labels]
        return made < len(self.printed_labels) or bool(lost)

    def leftovers(self, folder: Path, files: Container[str]) -> list[str]:
        """Booklets of its rows that are still there, and are none of these files."""
        found = [outcome.file for outcome in self.outcomes if outcome.file and outcome.file not in files]
        return [name for name in found if exists(folder / name)]


def previous_run(folder: Path, job: PrintJob | None) -> PreviousRun:
    """What is there now. job: whose booklets it holds is to be known."""
    outcomes = report.read(folder)
    return PreviousRun(tuple(outcomes), tuple(_labels_of(job, outcomes)) if job else ())


def _labels_of(job: PrintJob, outcomes: Iterable[Outcome]) -> list[str]:
    """By the labels of a job's pages; of one that cannot be read, by the report."""
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
