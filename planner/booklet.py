"""make_booklet: a plan, a patient and a clinic to a PDF."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from planner.appearance import look_of, theme_of
from planner.blocks import Image, Section
from planner.content.library import Library
from planner.content.plan import Clinic, Paper, Patient, Plan, Size
from planner.content.spec import Document
from planner.errors import InputError
from planner.files import save
from planner.pdf.document import Content, write
from planner.pdf.fonts import MissingGlyphError
from planner.pdf.images import PAGE, PRINTED, embedded
from planner.pdf.pages import typeset
from planner.pdf.standards import Metadata
from planner.programme.prescribe import prescribe
from planner.sections.edition import Edition
from planner.sections.registry import chosen


@dataclass(frozen=True)
class Booklet:
    """A finished PDF."""

    data: bytes
    pages: int
    warnings: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Of the data, in hexadecimal."""
        return sha256(self.data).hexdigest()

    def save(self, path: Path, *, overwrite: bool = False) -> None:
        """Write the file whole or not at all. Raises OutputError if it cannot be written, or is there already."""
        save(self.data, path, overwrite=overwrite)


def make_booklet(
    plan: Plan,
    patient: Patient | None = None,
    clinic: Clinic | None = None,
    *,
    library: Library | None = None,
    paper: Paper | None = None,
    language: str | None = None,
    size: Size | None = None,
) -> Booklet:
    """Make one booklet. The same input gives the same bytes, in any process on any day.

    paper, language and size override the clinic's and the patient's. Without a patient or a clinic there are lines to
    write on. Raises InputError for what cannot be printed: unknown ids, exercises that the patient's conditions rule
    out, characters that the font lacks.
    """
    patient, clinic, library = patient or Patient(), clinic or Clinic(), library or Library()
    programme = prescribe(plan, patient, clinic, library)
    library.check_patient(patient)
    library.check_clinic(clinic)
    written = library.theme(clinic.theme or plan.theme)
    theme = theme_of(written, paper or clinic.paper, size or patient.size)
    letterhead = _picture(clinic, "letterhead")
    edition = Edition(
        library,
        library.language(language or patient.language or "en"),
        look_of(written, patient.person),
        logo(clinic),
        letterhead,
    )
    sections, warnings = chosen(plan)
    count = len(sections)
    try:
        pages = tuple(
            typeset(
                Section(
                    edition.say(f"{section.name}.name"),
                    section.kind.blocks(programme, edition, section.options),
                    clinic.name or "",
                    clinic.phone or "",
                    (n, count),
                ),
                theme,
            )
            for n, section in enumerate(sections)
        )
        total = sum(len(p.contents) for p in pages)
        content = Content(_metadata(plan, clinic, edition), patient.name or "", pages, edition.folios(total))
        parts: list[bytes] = []
        write(parts.append, content, theme)
    except MissingGlyphError as error:
        read = (patient, clinic, plan, *(item.exercise for item in programme.items))
        raise InputError(_placed(error, read)) from None
    return Booklet(b"".join(parts), total, (*programme.warnings, *warnings))


def _metadata(plan: Plan, clinic: Clinic, edition: Edition) -> Metadata:
    subject = edition.say("common.subject", title=plan.title, version=plan.version)
    return Metadata(plan.title, subject, clinic.name or "", edition.language.code)


def logo(clinic: Clinic) -> Image | None:
    """The clinic's mark."""
    return _picture(clinic, "logo")


def _picture(clinic: Clinic, field: str) -> Image | None:
    """A picture from a file beside the clinic's own. Raises InputError with its place."""
    name = getattr(clinic, field)
    if name is None:
        return None
    folder = (clinic.origin.path.parent if clinic.origin else Path()).resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise InputError(clinic.problem((field,), f'"{name}": name a picture in the folder of this file'))
    try:
        picture = path.read_bytes()
    except OSError as error:
        raise InputError(clinic.problem((field,), f'"{name}": cannot be read: {error.strerror}')) from None
    try:
        embedded(picture, PAGE if field == "letterhead" else PRINTED)
    except InputError as error:
        raise InputError(clinic.problem((field,), f'"{name}": {error}')) from None
    return Image(picture, clinic.name or name)


def _placed(error: MissingGlyphError, documents: tuple[Document, ...]) -> str:
    """The error with the place that the character came from: in a file, or else the field that holds it."""
    for document in documents:
        if document.origin and (place := document.origin.find(error.char)):
            return f"{place}: {error}"
        field = next((k for k, v in document if isinstance(v, str) and error.char in v), None)
        if field:
            return f"{field}: {error}"
    return str(error)
