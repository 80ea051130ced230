"""A plan, a patient and a clinic to a PDF: make_booklet for one, a Press for many.

What one booklet needed, the next one finds ready: the programme, the words, whole pages. Each section is given only
what it says that it reads, and its pages are kept under exactly that; so who has the same plan shares all but the name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from planner.blocks import Image, Section, Words
from planner.booklet.looks import look_of, photograph, picture, theme_of
from planner.booklet.today import the_day
from planner.content.clinic import Clinic, Paper
from planner.content.condition import FLOOR
from planner.content.language import SOURCE, Language
from planner.content.library import Library
from planner.content.patient import Patient, Size
from planner.content.plan import Plan
from planner.content.prose import filled
from planner.content.resources import data
from planner.content.theme import Theme as Written
from planner.content.yaml import Origin
from planner.figure import Look
from planner.outputs.encryption import encrypt
from planner.outputs.files import save
from planner.outputs.ics import calendar_file
from planner.pdf.document import Content, write
from planner.pdf.file.fonts import MissingGlyphError
from planner.pdf.file.standards import Metadata
from planner.pdf.layout.theme import Theme
from planner.pdf.typeset import Pages, header, typeset
from planner.problems import InputError
from planner.programme.prescribe import prescribe, suited
from planner.programme.programme import Programme
from planner.programme.safety import Decision
from planner.programme.warnings import age, refuse
from planner.sections import clinician
from planner.sections.edition import Edition
from planner.sections.registry import Chosen, chosen

ALONE = {"one-page", "wallet-card"}
"""Sections that are meant to be one sheet."""
NAMING = {"overview", "calendar", "exercises", "one-page"}
"""Sections that name exercises."""
FOLDED: dict[Size, Size] = {"standard": "large", "large": "xl", "xl": "xl"}
"""In which size a booklet is laid out that is then made smaller by 0.7 for folding: 14 pt become 12.7, 18 become 17."""
PRESCRIBING = ("start", "days", "conditions", "side", "cleared", "keep", "trainer", "appointments")
"""What of a patient a programme depends on."""
FIELDS = frozenset(Patient.model_fields)
MAPS = {field for field, info in Patient.model_fields.items() if info.default_factory is dict}
"""Fields of a patient that are maps."""


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

    def encrypted(self, password: str) -> "Booklet":
        """The same as a file that asks for a password, and is no PDF/A any more."""
        return replace(self, data=encrypt(self.data, password))

    def save(self, path: Path, *, overwrite: bool = False) -> None:
        """Write the file whole or not at all. Raises OutputError if it cannot be written, or is there already."""
        save(self.data, path, overwrite=overwrite)


@dataclass(frozen=True)
class Laid:
    """A booklet's pages, laid out and ready to be written: into a file of their own, or into a print job."""

    content: Content
    theme: Theme
    warnings: tuple[str, ...]
    decisions: tuple[Decision, ...]
    folded: bool = False
    """Two pages on each side of a sheet, to fold in the middle."""

    @property
    def pages(self) -> int:
        """How many; folded, two of them stand on each side of a sheet."""
        return len(self.content.folios)

    def booklet(self) -> Booklet:
        """As a file."""
        parts: list[bytes] = []
        write(parts.append, self.content, self.theme, folded=self.folded)
        return Booklet(b"".join(parts), self.pages, self.warnings, self.decisions)


class Press:
    """Lays out booklets for one clinic, in one library; options as of make_booklet."""

    def __init__(
        self,
        clinic: Clinic | None = None,
        *,
        library: Library | None = None,
        paper: Paper | None = None,
        language: str | None = None,
        size: Size | None = None,
        today: date | None = None,
        from_week: int = 1,
    ) -> None:
        """Raises InputError for what of the clinic cannot be used: unknown ids, pictures that cannot be read."""
        self.clinic, self.library = clinic or Clinic(), library or Library()
        self.paper, self.language, self.size = paper or self.clinic.paper, language, size
        self.today, self.from_week = today or the_day(), from_week
        self.library.check_clinic(self.clinic)

    def lay(self, plan: Plan, patient: Patient | None = None, *, folded: bool = False) -> Laid:
        """A booklet's pages; folded: with words that are read on half of the paper. Raises as make_booklet does."""
        patient = patient or Patient()
        plan = filled(plan, self._words(patient))
        size = self.size or patient.size
        shared, programme = self._programme(plan, patient)
        edition = self._edition(plan, programme.patient, self._letterhead)
        theme = self._theme(plan, FOLDED[size] if folded else size)
        sections, warnings = chosen(plan)
        try:
            made = tuple(
                _pages(section, (n, len(sections)), _part(section, plan, shared, programme.patient), edition, theme)
                for n, section in enumerate(sections)
            )
            pages = tuple(each for each in made if each.contents)
            if not pages:
                raise InputError(plan.problem(("sections",), "hold nothing that is for this patient"))
            warnings = (*warnings, *_unsaid(programme, sections), *_long(sections, made, theme))
            warnings += tuple(_english(edition.language, programme))
            return replace(self._laid(plan.title, programme, pages, edition, theme, warnings), folded=folded)
        except MissingGlyphError as error:
            raise _placed(error, programme) from None

    def sheet(self, plan: Plan, patient: Patient | None = None) -> Laid:
        """The clinician's sheet. Raises InputError as make_booklet does."""
        patient = patient or Patient()
        plan = filled(plan, self._words(patient))
        _, programme = self._programme(plan, patient)
        edition, theme = self._edition(plan, programme.patient, None), self._theme(plan, "standard")
        name, phone = self.clinic.name or "", self.clinic.phone or ""
        try:
            pages = typeset(
                Section(edition.say("clinician.name"), clinician.blocks(programme, edition), name, phone), theme
            )
            return self._laid(edition.say("clinician.title"), programme, (pages,), edition, theme, ())
        except MissingGlyphError as error:
            raise _placed(error, programme) from None

    def calendar(self, plan: Plan, patient: Patient) -> bytes:
        """The sessions as a calendar file. Raises InputError as make_calendar does."""
        plan = filled(plan, self._words(patient))
        _, programme = self._programme(plan, patient)
        return calendar_file(programme, self._edition(plan, patient, None))

    def staff(self, plan: Plan) -> tuple[Edition, Theme]:
        """How pages for the clinic's own people look that tell booklets apart: in the clinic's language."""
        return self._edition(plan, Patient(), None), self._theme(plan, "standard")

    def _programme(self, plan: Plan, patient: Patient) -> tuple[Programme, Programme]:
        """As it is shared with others, and this patient's own."""
        self.library.check_patient(patient)
        refuse(patient)
        patient = suited(plan, patient)
        values = tuple(getattr(patient, field) for field in PRESCRIBING)
        shared = _programme(plan, values, patient.origin, self.clinic, self.library, (self.today, self.from_week))
        noted = tuple(age(patient, self.today))
        warnings = (*shared.warnings, *(note.line for note in noted))
        return shared, replace(shared, patient=patient, warnings=warnings, noted=(*shared.noted, *noted))

    def _words(self, patient: Patient) -> Language:
        return self.library.language(self.language or patient.language or "en")

    def _edition(self, plan: Plan, patient: Patient, letterhead: Image | None) -> Edition:
        look = look_of(self._written_theme(plan.theme), patient.person)
        return _edition(
            self.library, self._words(patient), look, self._logo, letterhead, off_floor=FLOOR in patient.conditions
        )

    def _theme(self, plan: Plan, size: Size) -> Theme:
        return theme_of(self._written_theme(plan.theme), self.paper, size)

    @cache  # noqa: B019 - a press lives as long as the run
    def _written_theme(self, key: str) -> Written:
        """The clinic's theme, else the plan's."""
        return self.library.theme(self.clinic.theme or key)

    @cached_property
    def _logo(self) -> Image | None:
        return picture(self.clinic, "logo")

    @cached_property
    def _letterhead(self) -> Image | None:
        return picture(self.clinic, "letterhead")

    def _laid(
        self,
        title: str,
        programme: Programme,
        pages: tuple[Pages, ...],
        edition: Edition,
        theme: Theme,
        warnings: tuple[str, ...],
    ) -> Laid:
        plan = programme.plan
        subject = edition.say("common.subject", title=plan.title, version=plan.version)
        meta = Metadata(title, subject, self.clinic.name or "", edition.language.code)
        folios = _folios(edition, sum(len(p.contents) for p in pages))
        content = Content(meta, programme.patient.name or "", pages, folios)
        header(content.header, theme)  # a name that the font cannot write is found before anything is written
        return Laid(content, theme, (*programme.warnings, *warnings), programme.decisions)


# -- what booklets share ---------------------------------------------------------------------------------------------


class _Part(NamedTuple):
    """What a section is made from: all that it reads, and so what its pages are kept under."""

    plan: Plan
    programme: Programme | None
    """As prescribed, of which the section reads some parts; nothing if it reads none."""
    values: tuple[tuple[str, Any], ...]
    """Fields of the patient."""
    clinic: Clinic


@lru_cache(maxsize=256)
def _programme(
    plan: Plan,
    values: tuple[Any, ...],
    origin: Origin | None,
    clinic: Clinic,
    library: Library,
    when: tuple[date, int],
) -> Programme:
    """What everybody does who starts on this day with these conditions; when: today, and from which week."""
    patient = Patient.model_construct(**dict(zip(PRESCRIBING, values, strict=True))).at(origin)
    return prescribe(plan, patient, clinic, library, *when)


def _part(section: Chosen, plan: Plan, shared: Programme, patient: Patient) -> _Part:
    kind = section.kind
    reads = (*kind.reads, *(kind.reads_if_changed if shared.decisions else ()))
    values = tuple((field, _value(getattr(patient, field))) for field in reads if field in FIELDS)
    return _Part(plan, shared if len(values) < len(reads) else None, values, shared.clinic)


def _value(value: Any) -> Any:  # noqa: ANN401 - any field of a patient
    return tuple(value.items()) if isinstance(value, dict) else value


@lru_cache(maxsize=256)
def _pages(section: Chosen, share: tuple[int, int], part: _Part, edition: Edition, theme: Theme) -> Pages:
    """A section's pages, made from nothing but its part."""
    kind, programme, clinic = section.kind, part.programme, part.clinic
    reads = (*kind.reads, *kind.reads_if_changed)
    values: dict[str, Any] = {field: dict(value) if field in MAPS else value for field, value in part.values}
    patient = Patient().model_copy(update=values)
    view = Programme(
        programme.plan if programme and "phases" in reads else part.plan,
        patient,
        clinic,
        programme.items if programme and "items" in reads else (),
        programme.weeks if programme and "weeks" in reads else (),
        (),
        programme.decisions if programme and "decisions" in reads else (),
    )
    blocks = kind.blocks(view, edition, section.options)
    return typeset(Section(section.title(edition), blocks, clinic.name or "", clinic.phone or "", share), theme)


@lru_cache(maxsize=64)
def _edition(
    library: Library, words: Language, look: Look, logo: Image | None, letterhead: Image | None, *, off_floor: bool
) -> Edition:
    return Edition(library, words, look, photograph, logo, letterhead, off_floor)


@lru_cache(maxsize=256)
def _folios(edition: Edition, pages: int) -> tuple[Words, ...]:
    return edition.folios(pages)


# -- what is wrong, and where ----------------------------------------------------------------------------------------


def _unsaid(programme: Programme, sections: tuple[Chosen, ...]) -> Iterator[str]:
    """A warning if a booklet that names the exercises has no place for what was changed about them."""
    names = [section.name for section in sections]
    on_cards = any(item.changes or item.replaces for item in programme.items)
    if on_cards and not {"exercises", "one-page"}.intersection(names) and NAMING.intersection(names):
        yield "what is changed for this patient is not printed here: it stands on the cards of the section exercises"
    if programme.left_out() and "overview" not in names and NAMING.intersection(names):
        yield "what is left out for this patient is not named here: it stands in the section overview"


def _long(sections: tuple[Chosen, ...], made: tuple[Pages, ...], theme: Theme) -> Iterator[str]:
    """A warning for a sheet that takes more than one page."""
    smaller = "; the size standard takes fewer" if theme.size != "standard" else ""
    for section, pages in zip(sections, made, strict=True):
        if section.name in ALONE and len(pages.contents) > 1:
            yield f"{section.name} takes {len(pages.contents)} pages{smaller}"


def _english(language: Language, programme: Programme) -> Iterator[str]:
    """Warn of a booklet in another language some of whose texts are in English."""
    shipped = data("plans")
    if language.code.partition("-")[0] == SOURCE:
        return
    exercises = [item.exercise for item in programme.items]
    built_in = sum(e.origin is not None and e.origin.path.is_relative_to(shipped) for e in exercises)
    missing = len(language.untranslated)
    parts = [f"{missing} of its {len(language.phrases)} texts (planner check lists them)"] if missing else []
    parts += [f"{built_in} of {len(exercises)} exercises"] if built_in else []
    if parts:
        patient = programme.patient
        says = f"{language.code} is not fully translated: {' and '.join(parts)} are printed in English"
        yield patient.problem(("language",), says) if patient.language == language.code else f"language: {says}"


def _placed(error: MissingGlyphError, programme: Programme) -> InputError:
    """The error with the place that the character came from: in a file, or else the field that holds it."""
    exercises = (item.exercise for item in programme.items)
    for document in (programme.patient, programme.clinic, programme.plan, *exercises):
        if document.origin and (place := document.origin.find(error.char)):
            return InputError(f"{place}: {error}")
        field = next((k for k, v in document if error.char in str(v)), None)
        if field:
            return InputError(f"{field}: {error}")
    return InputError(str(error))
