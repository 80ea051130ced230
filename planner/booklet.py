"""make_booklet: a plan, a patient and a clinic to a PDF."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from planner.blocks import Image, Section, Words
from planner.content.library import Library, data
from planner.content.plan import Clinic, Paper, Patient, Plan
from planner.content.spec import Document
from planner.errors import InputError, OutputError
from planner.figure import CALM, Look
from planner.pdf.document import Content, write
from planner.pdf.fonts import Family, MissingGlyphError
from planner.pdf.images import embedded
from planner.pdf.pages import typeset
from planner.pdf.standards import Metadata
from planner.pdf.theme import Theme, rgb
from planner.programme.prescribe import prescribe
from planner.sections.edition import Edition, runs
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


def save(data: bytes, path: Path, *, overwrite: bool = False) -> None:
    """Write beside the target, flush to the disk, rename: a reader sees all of a file or none of it."""
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it")
    if path.exists() and not overwrite:
        raise OutputError(f"{path}: is there already; add --overwrite to replace it")
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            beside = Path(file.name)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                beside.replace(path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None


def make_booklet(
    plan: Plan,
    patient: Patient | None = None,
    clinic: Clinic | None = None,
    *,
    library: Library | None = None,
    paper: Paper | None = None,
    language: str | None = None,
) -> Booklet:
    """Make one booklet. The same input gives the same bytes, in any process on any day.

    paper and language override the clinic's and the patient's. Without a patient or a clinic there are lines to
    write on. Raises InputError for what cannot be printed: unknown ids, exercises that the patient's conditions rule
    out, characters that the font lacks.
    """
    patient, clinic, library = patient or Patient(), clinic or Clinic(), library or Library()
    if patient.size != "standard":
        raise InputError(patient.problem(("size",), f'"{patient.size}" cannot be printed yet; leave it out'))
    programme = prescribe(plan, patient, clinic, library)
    written = library.theme(clinic.theme or plan.theme)
    theme = _theme(written.family, paper or clinic.paper, tuple(written.colours.model_dump().items()))
    edition = Edition(
        library,
        library.language(language or patient.language or "en"),
        _look(tuple(written.figure.model_dump().items()), written.colours.accent, written.colours.ink),
        _logo(clinic),
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
        content = Content(_metadata(plan, clinic, edition), patient.name or "", pages, tuple(_folios(total, edition)))
        parts: list[bytes] = []
        write(parts.append, content, theme)
    except MissingGlyphError as error:
        raise InputError(_placed(error, (patient, clinic, plan))) from None
    return Booklet(b"".join(parts), total, (*programme.warnings, *warnings))


def _metadata(plan: Plan, clinic: Clinic, edition: Edition) -> Metadata:
    subject = edition.say("common.subject", title=plan.title, version=plan.version)
    return Metadata(plan.title, subject, clinic.name or "", edition.language.code)


def _folios(total: int, edition: Edition) -> Iterator[Words]:
    for page in range(1, total + 1):
        yield runs(edition.language.parts("common.page", page=page, pages=total))


@cache
def _theme(family: str, paper: str, colours: tuple[tuple[str, str], ...]) -> Theme:
    return Theme(_family(family), paper, **{name: rgb(colour) for name, colour in colours})


@cache
def _family(name: str) -> Family:
    return Family(data("fonts") / name)


@cache
def _look(colours: tuple[tuple[str, str], ...], accent: str, ink: str) -> Look:
    """The default person in a theme's colours."""
    painted = {"accent": accent, "ink": ink, **dict(colours)}
    return replace(CALM, **{name: rgb(colour) for name, colour in painted.items()})  # type: ignore[arg-type]  # colours only


def _logo(clinic: Clinic) -> Image | None:
    """The clinic's picture, from a file beside the clinic's own. Raises InputError with its place."""
    if clinic.logo is None:
        return None
    folder = (clinic.origin.path.parent if clinic.origin else Path()).resolve()
    path = (folder / clinic.logo).resolve()
    if not path.is_relative_to(folder):
        raise InputError(clinic.problem(("logo",), f'"{clinic.logo}": name a picture in the folder of this file'))
    try:
        picture = path.read_bytes()
    except OSError as error:
        raise InputError(clinic.problem(("logo",), f'"{clinic.logo}": cannot be read: {error.strerror}')) from None
    try:
        embedded(picture)
    except InputError as error:
        raise InputError(clinic.problem(("logo",), f'"{clinic.logo}": {error}')) from None
    return Image(picture, clinic.name or clinic.logo)


def _placed(error: MissingGlyphError, documents: tuple[Document, ...]) -> str:
    """The error with the place that the character came from, if one of the files has it."""
    for document in documents:
        place = document.origin and document.origin.find(error.char)
        if place:
            return f"{place}: {error}"
    return str(error)
