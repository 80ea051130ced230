"""The print job: all booklets of a batch in one PDF, in the order of the roster, ready for a printer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from planner.blocks import Heading, Section, Text
from planner.booklet import Laid, Press
from planner.content.plan import Patient, Plan
from planner.encryption import encrypt
from planner.files import save, whole
from planner.pdf.document import Content, Document
from planner.pdf.pages import typeset
from planner.pdf.standards import Metadata


@dataclass(frozen=True)
class PrintJob:
    """How a print job is wanted."""

    path: Path
    duplex: bool = False
    """Each booklet takes whole sheets, printed on both sides."""
    folded: bool = False
    """Two pages on each side of a sheet, to fold in the middle."""
    separators: bool = False
    """A sheet before each booklet that says whose it is."""
    tagged: bool = False
    """Readable aloud, and larger; otherwise for paper."""
    password: str | None = None

    def sheets(self, pages: int) -> int:
        """How many sheets of paper a booklet of so many pages takes, with its separator."""
        each = 4 if self.folded else 2 if self.duplex else 1
        return -(-pages // each) + self.separators


class Job:
    """A print job that is being written."""

    def __init__(self, wanted: PrintJob, press: Press, out: Callable[[bytes], object]) -> None:
        """Hand the file's bytes to out."""
        self.wanted, self._press = wanted, press
        self.booklets = 0
        self.sheets = 0
        self._document = Document(out, tagged=wanted.tagged, duplex=wanted.duplex, folded=wanted.folded)

    def add(self, row: int, plan: Plan, patient: Patient, laid: Laid) -> None:
        """A booklet, as it was laid out for its own file."""
        if self.wanted.folded:
            laid = self._press.lay(plan, patient, folded=True)
        label = patient.id or f"row {row}"
        name = f"{patient.name} ({label})" if patient.name else label
        if self.wanted.separators:
            sheet = self._separator(row, plan, patient, laid)
            self._document.add(sheet.content, sheet.theme, name=name, label=f"{label}, ")
            name = ""  # one bookmark is enough
        self._document.add(laid.content, laid.theme, name=name, label=f"{label}, ")
        self.booklets += 1
        self.sheets += self.wanted.sheets(laid.pages)

    def close(self, plan: Plan) -> None:
        """Write the rest, if there is anything to print."""
        if not self.booklets:
            raise _NothingError
        edition, _ = self._press.staff(plan)
        title, clinic = edition.say("separator.job"), self._press.clinic.name or ""
        self._document.close(Metadata(title, plan.title, clinic, edition.language.code))

    def _separator(self, row: int, plan: Plan, patient: Patient, laid: Laid) -> Laid:
        edition, theme = self._press.staff(plan)
        say = edition.say
        number = say("separator.number", id=patient.id) if patient.id else ""
        title = patient.name or number or say("separator.row", row=row)
        lines = (number, say("separator.row", row=row), plan.title, say("separator.pages", count=laid.pages))
        blocks = (Heading(title), *(Text(line, "lead") for line in lines if line and line != title))
        pages = typeset(Section(say("separator.name"), blocks, self._press.clinic.name or ""), theme)
        meta = Metadata(title, "", "", edition.language.code)
        return Laid(Content(meta, "", (pages,), ("",) * len(pages.contents)), theme, (), ())


class _NothingError(Exception):
    """There is nothing to print."""


@contextmanager
def printing(wanted: PrintJob, press: Press, plan: Plan) -> Iterator[Job]:
    """A job to add booklets to. Its file appears when the block ends well; a job without a booklet leaves none.

    One that will be encrypted does not touch the disk before it is. Raises OutputError if it cannot be written.
    """
    try:
        if wanted.password:
            memory = BytesIO()
            job = Job(wanted, press, memory.write)
            yield job
            job.close(plan)
            save(encrypt(memory.getvalue(), wanted.password), wanted.path, overwrite=True)
        else:
            with whole(wanted.path) as file:
                job = Job(wanted, press, file.write)
                yield job
                job.close(plan)
    except _NothingError:
        wanted.path.unlink(missing_ok=True)  # an old one would be taken for this one
