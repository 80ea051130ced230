"""The print job: all booklets of a batch in one PDF, in the order of the roster."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.batch.summary import label
from planner.blocks import Heading, Section, Text
from planner.booklet.press import Laid, Press
from planner.content.asked import hold
from planner.content.clinic import Paper
from planner.content.patient import Patient, Size
from planner.content.plan import Form, Plan
from planner.content.prose import filled
from planner.content.translation import SOURCE
from planner.outputs.encryption import check_password, encrypt
from planner.outputs.files import content, exists, save, whole
from planner.outputs.stores import output_path
from planner.pdf.document import Content, PdfDocument
from planner.pdf.file.fonts import MissingGlyphError
from planner.pdf.file.standards import Metadata
from planner.pdf.typeset import typeset
from planner.problems import InputError, Problem, by_reader

TABLE = ("row", "id", "file", "first_page", "last_page", "sheets", "paper", "language", "size")
"""The columns of the table beside a print job. Its pages are counted from 1, with separators and empty backs."""
OLD_TABLE = TABLE[:7]
"""Those of a table that an earlier version wrote."""


def _as_pdf(path: Path) -> Path:
    """Return the file of a print job; without an ending it gets its own. Its table has the same name with `.csv`."""
    if path.suffix and path.suffix.lower() != ".pdf":
        advice = f"write a name that ends in .pdf, such as {path.stem}.pdf"
        raise InputError(Problem(option=by_reader("--print-job", "path"), quoted=str(path), advice=advice))
    return path if path.suffix else path.with_name(f"{path.name}.pdf")


@dataclass(frozen=True)
class PrintJob:
    """The print job that is asked for; a path may be given as text."""

    if TYPE_CHECKING:

        def __init__(
            self,
            path: str | Path | None,
            duplex: bool = False,  # noqa: FBT001, FBT002 - as below
            folded: bool = False,  # noqa: FBT001, FBT002
            separators: bool = False,  # noqa: FBT001, FBT002
            tagged: bool = False,  # noqa: FBT001, FBT002
            password: str | None = None,
        ) -> None: ...

    path: Path | None
    """The file to write; None if the sheets are only counted."""
    duplex: bool = False
    """Each booklet takes whole sheets, printed on both sides."""
    folded: bool = False
    """Two pages on each side of a sheet, to fold in the middle."""
    separators: bool = False
    """Put a sheet before each booklet that says whose it is."""
    tagged: bool = False
    """Tag it for reading aloud: the file is larger. Without tags it is for paper only."""
    password: str | None = field(default=None, repr=False)
    """Encrypts the file."""

    def __post_init__(self) -> None:
        """Raise InputError for what a print job cannot have."""
        if isinstance(self.path, str):
            object.__setattr__(self, "path", output_path(self.path))
        hold(type(self), vars(self))
        if self.path and self.path.name:
            object.__setattr__(self, "path", _as_pdf(self.path))
        if self.password is not None:
            check_password(self.password)

    @property
    def is_wanted(self) -> bool:
        """Whether a file or a way to print was asked for; if not, counts of sheets would mislead."""
        return bool(self.path or self.duplex or self.folded or self.separators)

    def path_on(self, paper: Paper | None) -> Path | None:
        """Return the file for rows on a paper that is not that of the others; None means that of the others."""
        return self.path and (self.path.with_name(f"{self.path.stem}-{paper}.pdf") if paper else self.path)

    def lay(
        self,
        press: Press,
        row: int,
        plan: Plan,
        patient: Patient,
        laid: Laid,
        forms: Mapping[Form, Laid] = MappingProxyType({}),
    ) -> "JobEntry":
        """Lay out what is printed for a patient: a separator, if wanted, and laid, the pages of the patient's own file.

        forms: others that follow. Raise InputError for a name or an id that cannot be printed.
        """
        if self.folded:
            laid = press.lay(plan, patient, folded=True)
        whose = label(row, patient.id)
        name = f"{patient.name} ({whose})" if patient.name else whose
        each = 4 if self.folded else 2 if self.duplex else 1
        parts = [("", laid), *((f"{form} ", part) for form, part in forms.items())]
        sheets = sum(-(-part.pages // each) for _, part in parts)
        if self.separators:
            pages = sum(part.pages for _, part in parts)
            before = _separator(press, row, plan, patient, laid, pages=pages, sheets=sheets)
            parts.insert(0, ("separator ", before))
            sheets += -(-before.pages // each)
        labelled = tuple((f"{whose}, {what}", part) for what, part in parts)
        language, size = press.language or patient.language or SOURCE, press.size or patient.size
        return JobEntry(name, row, patient.id, press.paper, labelled, sheets, language, size)


@dataclass(frozen=True)
class JobEntry:
    """What is printed for one patient, laid out."""

    name: str
    """The title of its bookmark."""
    row: int
    id: str | None
    paper: Paper
    parts: tuple[tuple[str, Laid], ...]
    """The separator, if there is one, the booklet, and other forms, each with what stands before its page numbers, as
    in `MRN-00412, 1`."""
    sheets: int
    """Sheets of paper that it takes."""
    language: str
    size: Size


class JobWriter:
    """Writes a print job, booklet by booklet."""

    def __init__(self, settings: PrintJob, press: Press, out: Callable[[bytes], object]) -> None:
        """Begin a file whose bytes go to out."""
        self.settings: PrintJob = settings
        self._press = press
        self.booklets: int = 0
        self.sheets: int = 0
        self._document = PdfDocument(out, tagged=settings.tagged, duplex=settings.duplex, folded=settings.folded)
        self._rows: list[tuple[object, ...]] = []

    def add(self, entry: JobEntry, file: str = "") -> None:
        """Write the pages of the next patient; file: the name of the patient's own file, for the table."""
        first = self._document.pages + 1
        for n, (prefix, part) in enumerate(entry.parts):
            name = "" if n else entry.name  # one bookmark is enough
            self._document.add(part.content, part.theme, name=name, label=prefix)
        self.booklets += 1
        self.sheets += entry.sheets
        where = first, self._document.pages, entry.sheets
        self._rows.append((entry.row, entry.id or "", file, *where, entry.paper, entry.language, entry.size))

    @property
    def table(self) -> bytes:
        """Return whose pages are where, as CSV: a line for each patient."""
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerows([TABLE, *self._rows])
        return out.getvalue().encode("utf-8-sig")  # the mark tells spreadsheets that it is UTF-8

    def drop(self) -> None:
        """Give up this job, so that close leaves the file that is there already."""
        self.booklets = 0

    def close(self, plan: Plan) -> None:
        """Write the end of the file. Raise _EmptyJobError if there is nothing to print."""
        if not self.booklets:
            raise _EmptyJobError
        edition, _ = self._press.staff(plan)
        title, clinic = edition.say("separator.job"), self._press.clinic.name or ""
        self._document.close(Metadata(title, filled(plan, edition.language).title, clinic, edition.language.code))


def _separator(press: Press, row: int, plan: Plan, patient: Patient, follows: Laid, *, pages: int, sheets: int) -> Laid:
    """Lay out the sheet that goes before a booklet: whose it is, when it starts, and how much paper it takes.

    pages, sheets: how many follow. Raise MissingGlyphError for a name or an id that the font cannot write.
    """
    edition, theme = press.staff(plan)
    say = edition.say
    number = say("separator.number", id=patient.id) if patient.id else ""
    title = patient.name or number or say("separator.row", row=row)
    day = edition.language.date(follows.starts, "full") if follows.starts else ""
    week = press.from_week
    starts = say("separator.week_starts", week=week, day=day) if week > 1 else say("separator.starts", day=day)
    lines = (
        number,
        say("separator.row", row=row),
        filled(plan, edition.language).title,
        starts if day else "",
        say("separator.pages", count=pages),
        say("separator.sheets", count=sheets) if sheets != pages else "",
    )
    blocks = (Heading(title), *(Text(line, "lead") for line in lines if line and line != title))
    try:
        sheet = typeset(Section(say("separator.name"), blocks, press.clinic.name or ""), theme)
    except MissingGlyphError as error:
        field = "id" if error.char in (patient.id or "") else "name"
        advice = f"{error.problem.advice}, or leave out --separators"
        raise error.at(replace(error.problem, loc=(field,), advice=advice)) from None
    meta = Metadata(title, "", "", edition.language.code)
    return Laid(Content(meta, "", (sheet,), ("",) * len(sheet.contents)), theme, (), ())


def is_table(path: Path) -> bool:
    """Return whether a file is not there, or is the table of a print job: nobody's own list is replaced."""
    data = content(path)
    return data is None or data.removeprefix(b"\xef\xbb\xbf").startswith(",".join(OLD_TABLE).encode())


def fresh(path: Path) -> Path:
    """Return a name for another print job that no file has: job-2.pdf beside job.pdf."""
    before, _, number = path.stem.rpartition("-")
    stem = before if number.isdecimal() and exists(path.with_name(f"{before}.pdf")) else path.stem
    names = (path.with_name(f"{stem}-{n}.pdf") for n in count(2))
    return next(name for name in names if not exists(name) and not exists(name.with_suffix(".csv")))


class _EmptyJobError(Exception):
    """There is nothing to print."""


@contextmanager
def open_job(settings: PrintJob, press: Press, plan: Plan) -> Iterator[JobWriter]:
    """Provide a writer for a print job, whose file appears when the block ends without an error.

    A job without booklets is not written: the file of an earlier one stays. A job with a password reaches the disk
    encrypted only. Raise OutputError if it cannot be written.
    """
    if settings.path is None:
        raise ValueError("a print job without a path")  # a mistake in the program
    try:
        if settings.password:
            memory = BytesIO()
            job = JobWriter(settings, press, memory.write)
            yield job
            job.close(plan)
            save(encrypt(memory.getvalue(), settings.password), settings.path, overwrite=True)
        else:
            with whole(settings.path) as file:
                job = JobWriter(settings, press, file.write)
                yield job
                job.close(plan)
    except _EmptyJobError:
        pass
