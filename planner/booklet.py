"""make_booklet: a plan, a patient and a clinic to a PDF; make_clinician_sheet: what was decided, on a page."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from planner.appearance import look_of, photograph, theme_of
from planner.blocks import Image, Section
from planner.content.library import Library
from planner.content.pictures import read_beside
from planner.content.plan import Clinic, Paper, Patient, Plan, Size
from planner.content.spec import Document
from planner.errors import InputError
from planner.files import save
from planner.pdf.document import Content, write
from planner.pdf.fonts import MissingGlyphError
from planner.pdf.images import PAGE, PRINTED, embedded
from planner.pdf.pages import typeset
from planner.pdf.standards import Metadata
from planner.pdf.theme import Theme
from planner.programme.prescribe import prescribe
from planner.programme.programme import Programme
from planner.programme.safety import Decision
from planner.sections import clinician
from planner.sections.edition import Edition
from planner.sections.registry import chosen

NAMING = {"overview", "calendar", "exercises", "one-page"}
"""Sections that name exercises."""


@dataclass(frozen=True)
class Booklet:
    """A finished PDF."""

    data: bytes
    pages: int
    warnings: tuple[str, ...]
    decisions: tuple[Decision, ...] = ()
    """What the patient's conditions did to the plan, and why."""

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
    today: date | None = None,
) -> Booklet:
    """Make one booklet. The same input gives the same bytes, in any process on any day.

    paper, language and size override the clinic's and the patient's. Without a patient or a clinic there are lines to
    write on. today (else SOURCE_DATE_EPOCH, else the clock) bears on warnings only. What the patient's conditions
    change about the plan is in the warnings and the decisions. Raises InputError for what cannot be printed: unknown
    ids, a phase of which the conditions leave nothing, characters that the font lacks.
    """
    patient, clinic, library = patient or Patient(), clinic or Clinic(), library or Library()
    programme = _prescribed(plan, patient, clinic, library, today)
    edition = _edition(plan, patient, clinic, library, language, _picture(clinic, "letterhead"))
    sections, warnings = chosen(plan)
    count = len(sections)

    def made() -> tuple[Section, ...]:
        return tuple(
            Section(
                section.title(edition),
                section.kind.blocks(programme, edition, section.options),
                clinic.name or "",
                clinic.phone or "",
                (n, count),
            )
            for n, section in enumerate(sections)
        )

    theme = theme_of(library.theme(clinic.theme or plan.theme), paper or clinic.paper, size or patient.size)
    all_warnings = (*programme.warnings, *warnings, *_unsaid(programme, [section.name for section in sections]))
    return _written(made, plan.title, programme, edition, theme, all_warnings)


def make_clinician_sheet(
    plan: Plan,
    patient: Patient | None = None,
    clinic: Clinic | None = None,
    *,
    library: Library | None = None,
    paper: Paper | None = None,
    language: str | None = None,
    today: date | None = None,
) -> Booklet:
    """Make the sheet for the clinician: what was prescribed, what was changed and why, what to ask, a line to sign.

    A document of its own, with the same warnings as the booklet's prescribing. Raises InputError as make_booklet does.
    """
    patient, clinic, library = patient or Patient(), clinic or Clinic(), library or Library()
    programme = _prescribed(plan, patient, clinic, library, today)
    edition = _edition(plan, patient, clinic, library, language)

    def made() -> tuple[Section, ...]:
        blocks = clinician.blocks(programme, edition)
        return (Section(edition.say("clinician.name"), blocks, clinic.name or "", clinic.phone or ""),)

    theme = theme_of(library.theme(clinic.theme or plan.theme), paper or clinic.paper, "standard")
    return _written(made, edition.say("clinician.title"), programme, edition, theme, programme.warnings)


def _prescribed(plan: Plan, patient: Patient, clinic: Clinic, library: Library, today: date | None) -> Programme:
    library.check_patient(patient)
    library.check_clinic(clinic)
    return prescribe(plan, patient, clinic, library, today or _today())


def _today() -> date:
    """The day of SOURCE_DATE_EPOCH, else of the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise InputError(f'SOURCE_DATE_EPOCH: "{epoch}": write the seconds since 1970') from None


def _edition(
    plan: Plan,
    patient: Patient,
    clinic: Clinic,
    library: Library,
    language: str | None,
    letterhead: Image | None = None,
) -> Edition:
    look = look_of(library.theme(clinic.theme or plan.theme), patient.person)
    words = library.language(language or patient.language or "en")
    return Edition(library, words, look, photograph, logo(clinic), letterhead)


def _written(
    sections: Callable[[], tuple[Section, ...]],
    title: str,
    programme: Programme,
    edition: Edition,
    theme: Theme,
    warnings: tuple[str, ...],
) -> Booklet:
    """The sections as a document."""
    plan, patient, clinic = programme.plan, programme.patient, programme.clinic
    try:
        pages = tuple(typeset(section, theme) for section in sections())
        total = sum(len(p.contents) for p in pages)
        subject = edition.say("common.subject", title=plan.title, version=plan.version)
        meta = Metadata(title, subject, clinic.name or "", edition.language.code)
        parts: list[bytes] = []
        write(parts.append, Content(meta, patient.name or "", pages, edition.folios(total)), theme)
    except MissingGlyphError as error:
        read = (patient, clinic, plan, *(item.exercise for item in programme.items))
        raise InputError(_placed(error, read)) from None
    return Booklet(b"".join(parts), total, warnings, programme.decisions)


def _unsaid(programme: Programme, names: list[str]) -> Iterator[str]:
    """A warning if a booklet that names the exercises has no place for what was changed about them."""
    on_cards = any(item.changes or item.replaces for item in programme.items)
    for needed, has in (("exercises", on_cards), ("overview", bool(programme.left_out()))):
        if has and needed not in names and NAMING.intersection(names):
            says = f"what is changed for this patient is printed in the section {needed}, which this booklet has not"
            yield programme.plan.problem(("sections",), says)


def logo(clinic: Clinic) -> Image | None:
    """The clinic's mark."""
    return _picture(clinic, "logo")


def _picture(clinic: Clinic, field: str) -> Image | None:
    """A picture from a file beside the clinic's own. Raises InputError with its place."""
    name = getattr(clinic, field)
    if name is None:
        return None
    folder = clinic.origin.path.parent if clinic.origin else Path()
    picture = read_beside((folder,), name, lambda says: clinic.problem((field,), says))
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
