"""The press: booklets for one clinic, laid out with what earlier ones left ready.

Programmes, editions and whole pages belong to the press and go with it. Pages are kept under what their section really
read (see memo), so patients with the same plan share all but the name.
"""

from collections.abc import Hashable, Mapping
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from planner.blocks import END, TITLE, Figure, Image, Section, Words
from planner.booklet.concerns import concerns, placed, too_long
from planner.booklet.looks import (
    cover_picture,
    font_stamps,
    look_at_fonts,
    look_of,
    people_of,
    photograph,
    picture,
    picture_stamps,
    pictured,
    refuse_files,
    theme_of,
)
from planner.booklet.memo import Memo, once
from planner.booklet.today import the_day
from planner.content.asked import asked
from planner.content.clinic import Clinic, Paper
from planner.content.condition import FLOOR, OF_LATER_LIFE, PREGNANCY
from planner.content.library import Library
from planner.content.patient import Patient, Size
from planner.content.plan import Plan
from planner.content.spec import Spec
from planner.content.theme import Theme
from planner.content.translation import SOURCE, is_english
from planner.outputs.encryption import encrypt
from planner.outputs.files import save
from planner.outputs.ics import calendar_file
from planner.outputs.preview import page_as_png
from planner.pdf.document import Content, write
from planner.pdf.file.fonts import MissingGlyphError
from planner.pdf.file.standards import Metadata
from planner.pdf.layout.pages import Pages
from planner.pdf.layout.theme import PageTheme
from planner.pdf.typeset import Dealt, dealt, header, typeset
from planner.problems import InputError, Problem, counted
from planner.programme.decision import Decision
from planner.programme.in_english import documents, refuse_unsafe, untranslated
from planner.programme.prescribe import personal, shared, suited
from planner.programme.programme import PageNumbers, Programme
from planner.sections import clinician, handout
from planner.sections.edition import Edition
from planner.sections.registry import Chosen, Sections, chosen, names_of, written
from planner.values import frozen

GIVEN = frozenset({"guidelines", "topics", "checklist"})
"""Sections that the patient has from the first printing: from a later week on they are printed only if asked for."""
FOLDED: dict[Size, Size] = {"standard": "large", "large": "xl", "xl": "xl"}
"""In which size a booklet is laid out that is then made smaller for folding: 14 pt become 12.7, 18 become 17."""
LAST = {"after-care": 1, "exercises": 2, "overview": 3}
"""Sections that refer to the pages of exercises, and in which turn they are laid out when all others are."""
MOST_ROUNDS = 4
"""How often pages are laid out until the numbers in them are right: the second time, unless a number moves a page."""
MOST_PAGES, MOST_PROGRAMMES = 256, 128
"""What a press keeps: sections on paper (a booklet has ten) and programmes."""


@frozen
class Booklet:
    """A finished PDF."""

    data: bytes
    pages: int
    problems: tuple[Problem, ...] = ()
    """What to know before it is handed out: the warnings as values, each with its place and its parts."""
    decisions: tuple[Decision, ...] = ()
    """What the patient's conditions did to the plan, and why."""

    def __repr__(self) -> str:
        """Return how much there is of it, and nothing of what it says: a traceback or a log may show it."""
        return f"<Booklet: {counted(self.pages, 'page')}, {counted(len(self.data), 'byte')}>"

    @property
    def warnings(self) -> tuple[str, ...]:
        """The problems, each as the sentence that a person reads."""
        return tuple(map(str, self.problems))

    @property
    def sha256(self) -> str:
        """Return the checksum of the data, in hexadecimal."""
        return sha256(self.data).hexdigest()

    @asked
    def picture(self, page: int = 1) -> bytes:
        """Return a page as a PNG, to be looked at: 108 dots an inch. Raise InputError for a page that is not there."""
        return page_as_png(self.data, page)

    @asked
    def encrypted(self, password: str) -> "Booklet":
        """Return the booklet as a file that asks for a password; it is no longer PDF/A."""
        return replace(self, data=encrypt(self.data, password))

    @asked
    def save(self, path: str | Path, *, overwrite: bool = False) -> None:
        """Write the file whole or not at all. Raise OutputError if it cannot be written, or is there already."""
        save(self.data, Path(path), overwrite=overwrite)


@frozen
class Laid:
    """A booklet's pages, laid out and ready to be written: into a file of their own, or into a print job."""

    content: Content
    theme: PageTheme
    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...]
    folded: bool = False
    """Two pages on each side of a sheet, to fold in the middle."""
    starts: date | None = None
    """The first day that is printed, as on the cover; None without a start."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """The problems, each as the sentence that a person reads."""
        return tuple(map(str, self.problems))

    @property
    def pages(self) -> int:
        """Return the number of pages; folded, there are two on each side of a sheet."""
        return len(self.content.folios)

    def booklet(self) -> Booklet:
        """Write the pages into a PDF of their own."""
        parts: list[bytes] = []
        write(parts.append, self.content, self.theme, folded=self.folded)
        return Booklet(b"".join(parts), self.pages, self.problems, self.decisions)


class Made(NamedTuple):
    """A section's pages, and the numbers of other pages that are printed on them."""

    dealt: Dealt
    names: dict[str, int]

    def names_wrong(self, numbers: Mapping[str, int]) -> bool:
        """Return whether any of these numbers is another one by now."""
        return any(numbers.get(name, 0) != number for name, number in self.names.items())


class Press:
    """Lays out booklets for one clinic, with one library; the options are those of make_booklet.

    Presses are equal if they print the same: a kept one can take the place of another.
    """

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
        all_pages: bool = False,
    ) -> None:
        """Raise InputError for what is wrong with the clinic's theme, and for ids that the library lacks."""
        self.clinic: Clinic = clinic or Clinic()
        self.library: Library = library or _built_in()
        self.paper: Paper = paper or self.clinic.paper
        self.language: str | None = language
        self.size: Size | None = size
        self.today: date = today or the_day()
        self.from_week: int = from_week
        self.given: frozenset[str] = GIVEN if from_week > 1 and not all_pages else frozenset()
        self.library.check(self.clinic)
        refuse_files(self.clinic)
        self._pictures = picture_stamps(self.clinic), font_stamps(self.clinic.theme) if self.clinic.theme else ()
        self._forget()

    def on(self, paper: Paper) -> "Press":
        """Return a press that prints the same on another paper."""
        if paper == self.paper:
            return self
        other = copy(self)
        other.paper = paper
        return other

    @property
    def _prints(self) -> Hashable:
        """All that its booklets depend on, beside plan and patient."""
        options = (self.paper, self.language, self.size, self.today, self.from_week, self.given)
        return self.clinic, self._pictures, self.library, options

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Press) and self._prints == other._prints

    def __hash__(self) -> int:
        return hash(self._prints)

    def _forget(self) -> None:
        """Start with nothing kept."""
        self._programmes: Memo[Programme] = Memo(MOST_PROGRAMMES)
        self._pages: Memo[Made] = Memo(MOST_PAGES, ("plan", "patient", "pages"))
        self._chosen: dict[tuple[Plan, str], Sections] = {}
        self._editions: dict[Hashable, Edition] = {}
        self._folios: dict[tuple[Edition, int], tuple[Words, ...]] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Pickle without what is kept: a worker lays out its own."""
        kept = ("_programmes", "_pages", "_chosen", "_editions", "_folios", "_logo", "_letterhead", "_cover_picture")
        return {name: value for name, value in self.__dict__.items() if name not in kept}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._forget()

    def lay(self, plan: Plan, patient: Patient | None = None, *, folded: bool = False) -> Laid:
        """Lay out a booklet's pages; folded: with type for half the paper. Raise InputError as make_booklet does."""
        patient = patient or Patient()
        size, code = self.size or patient.size, self._code(patient)
        programme = self._programme(plan, patient, code)
        edition = self._edition(plan, programme.patient, self._letterhead, code)
        theme = self._theme(plan, size, edition, folded=folded)
        sections, problems = self._sections(plan, code)
        try:
            made = self._made(sections, programme, edition, theme)
            pages = tuple(each for each in made if each.contents)
            if not pages:
                raise InputError(plan.problem(("sections",), "hold nothing that is for this patient"))
            problems += tuple(concerns(programme, sections, edition.language))
            problems += tuple(too_long(programme, sections, made, theme))
            if any(each.name == "handout" for each in sections):
                problems += tuple(handout.warnings(programme))
            if self.library.folders[1:]:
                from planner.content.pose_flaws import of_own  # it takes all of the picture engine

                problems += tuple(of_own(made_of for _, made_of in documents(programme, plan, self.library)))
            problems += tuple(untranslated(edition.language, programme, plan, self.library, _options(plan, code)))
            return replace(self._laid(programme.plan.title, programme, pages, edition, theme, problems), folded=folded)
        except MissingGlyphError as error:
            raise placed(error, programme) from None

    def sheet(self, plan: Plan, patient: Patient | None = None) -> Laid:
        """Lay out the clinician's sheet, which stays in English. Raise InputError as make_booklet does."""
        given = self._code(patient or Patient())
        patient = (patient or Patient()).model_copy(update={"language": given})  # the sheet names it
        code = given if is_english(given) else SOURCE  # a clinic's own variety of English is English
        programme = self._programme(plan, patient, code)
        edition = self._edition(plan, programme.patient, None, code)
        theme = self._theme(plan, "standard", edition)
        foot = self._foot(edition)
        try:
            pages = typeset(Section(edition.say("clinician.name"), clinician.blocks(programme, edition), *foot), theme)
            return self._laid(edition.say("clinician.title"), programme, (pages,), edition, theme, ())
        except MissingGlyphError as error:
            raise placed(error, programme) from None

    def calendar(self, plan: Plan, patient: Patient, before: bytes | None = None) -> bytes:
        """Return the sessions as a calendar file. Raise InputError as make_calendar does."""
        code = self._code(patient)
        programme = self._programme(plan, patient, code)
        return calendar_file(programme, self._edition(plan, patient, None, code), before)

    def staff(self, plan: Plan) -> tuple[Edition, PageTheme]:
        """Return edition and theme of the separator pages, which are for the clinic's own staff."""
        edition = self._edition(plan, Patient(), None, SOURCE)
        return edition, self._theme(plan, "standard", edition)

    def _programme(self, plan: Plan, patient: Patient, code: str) -> Programme:
        """Return this patient's programme in a language; all that others have alike is worked out once."""

        def make(anybody: Patient) -> Programme:
            return shared(plan, anybody, self.clinic, self.library.spoken(code), self.today, self.from_week)

        return personal(self._programmes.get((plan, code), suited(plan, patient), make), patient, self.today)

    def _sections(self, plan: Plan, code: str) -> Sections:
        def make() -> Sections:
            sections, problems = chosen(plan, self.library.spoken(code).translation)
            return tuple(each for each in sections if each.name not in self.given), problems

        return once(self._chosen, (plan, code), make, MOST_PROGRAMMES)

    def _made(
        self, sections: tuple[Chosen, ...], programme: Programme, edition: Edition, theme: PageTheme
    ) -> tuple[Pages, ...]:
        """Return each section's pages, with the numbers of the pages that it refers to.

        They are known only when all is laid out. Until then a section counts as one page, which is right for the cover;
        those in LAST, which refer to most pages, are laid out when the others are. What named a wrong page is laid out
        anew, until no number changes.
        """
        made: dict[int, Made] = {}
        numbers = _numbers(sections, made)
        last = sorted((n for n, each in enumerate(sections) if each.name in LAST), key=lambda n: LAST[sections[n].name])
        first = [n for n in range(len(sections)) if n not in last]
        for _ in range(MOST_ROUNDS):
            for together in (first, *([n] for n in last)):
                wrong = [n for n in together if n not in made or made[n].names_wrong(numbers)]
                if wrong:
                    for n in wrong:
                        if n in made:
                            made[n].dealt.unpainted()
                    paged = replace(programme, pages=PageNumbers(numbers))
                    made.update((n, self._section(sections[n], paged, edition, theme)) for n in wrong)
                    numbers = _numbers(sections, made)
            if not any(each.names_wrong(numbers) for each in made.values()):
                break
        return tuple(made[n].dealt.pages for n in range(len(sections)))

    def _section(self, section: Chosen, programme: Programme, edition: Edition, theme: PageTheme) -> Made:
        """Return a section's pages, found again by what the section read of the programme."""

        def make(read: Programme) -> Made:
            programme.pages.asked.clear()
            blocks = section.kind.blocks(read, edition, section.options)
            continued = edition.say("common.continued", title=TITLE)
            footer = edition.language.isolated(self.clinic.footer or "")
            whole = Section(section.title(edition), blocks, *self._foot(edition), continued, footer)
            return Made(dealt(whole, theme), dict(programme.pages.asked))

        return self._pages.get((section, edition, theme), programme, make)

    def _foot(self, edition: Edition) -> tuple[str, str]:
        """Return the clinic's name and phone, which stand beside each other at the foot of a page."""
        isolated = edition.language.isolated
        return isolated(self.clinic.name or ""), isolated(self.clinic.phone or "")

    def _code(self, patient: Patient) -> str:
        """Return the code of the booklet's language.

        Raise InputError, with its place, for what the patient's file names in vain, and for a language in which warning
        signs, stop rules or doses are missing.
        """
        self.library.check(patient)
        code = self.language or patient.language or SOURCE
        refuse_unsafe(self.library.language(code))
        return code

    def _edition(self, plan: Plan, patient: Patient, letterhead: Image | None, code: str) -> Edition:
        theme, person = self._written_theme(plan.theme), patient.person
        pregnant = PREGNANCY in patient.conditions
        older = bool(OF_LATER_LIFE & set(patient.conditions))
        words = self.library.language(code)
        off_floor = FLOOR in patient.conditions
        key = (words.code, theme, person, letterhead is not None, off_floor, pregnant, older)
        if key not in self._editions:
            self._editions[key] = Edition(
                library=self.library.spoken(code),
                language=words,
                look=look_of(theme, person),
                people=people_of(theme, person, pregnant=pregnant, older=older),
                photographs=photograph,
                pictured=pictured,
                logo=self._logo,
                cover_picture=self._cover_picture,
                letterhead=letterhead,
                off_floor=off_floor,
                never_flat=pregnant,
            )
        return self._editions[key]

    def _theme(self, plan: Plan, size: Size, edition: Edition, *, folded: bool = False) -> PageTheme:
        written, language = self._written_theme(plan.theme), edition.language
        size = FOLDED[size] if folded else size
        return theme_of(
            written, self.paper, size, language.code, rtl=language.rtl, folded=folded, fonts=font_stamps(written)
        )

    def _written_theme(self, key: str) -> Theme:
        """Return the clinic's theme, else the plan's."""
        theme = self.library.theme(self.clinic.theme or key)
        look_at_fonts(theme, self.clinic)
        return theme

    @cached_property
    def _logo(self) -> Image | None:
        return picture(self.clinic, "logo")

    @cached_property
    def _cover_picture(self) -> Figure | None:
        photo = cover_picture(self.clinic)
        return Figure(photo, self.clinic.cover_alt or "") if photo else None

    @cached_property
    def _letterhead(self) -> Image | None:
        return picture(self.clinic, "letterhead")

    def _laid(
        self,
        title: str,
        programme: Programme,
        pages: tuple[Pages, ...],
        edition: Edition,
        theme: PageTheme,
        problems: tuple[Problem, ...],
    ) -> Laid:
        plan = programme.plan
        subject = edition.say("common.subject", title=plan.title, version=plan.version)
        meta = Metadata(title, subject, self.clinic.name or "", edition.language.code)
        count = sum(len(p.contents) for p in pages)
        if (edition, count) not in self._folios:
            self._folios[edition, count] = edition.folios(count)
        folios = self._folios[edition, count]
        content = Content(meta, programme.patient.name or "", pages, folios)
        header(content.header, theme)  # a name that the font cannot write is found before anything is written
        starts = programme.weeks[0].days[0].date
        return Laid(content, theme, (*programme.problems, *problems), programme.decisions, starts=starts)


@cache
def _built_in() -> Library:
    """Return the library that comes with the program, read once in a process."""
    return Library()


def _options(plan: Plan, code: str) -> tuple[tuple[list[str], Spec], ...]:
    """Return what a plan writes beside its sections, with the names by which that is translated."""
    return () if is_english(code) else tuple((names_of(plan, n), options) for n, options in written(plan))


def _numbers(sections: tuple[Chosen, ...], made: Mapping[int, Made]) -> dict[str, int]:
    """Return on which page each section starts, and all else that pages may refer to.

    What is not made yet, by its place among the sections, counts as a page. Where warning signs end is said only of
    the pages to which their name refers.
    """
    out: dict[str, int] = {}
    page = 1
    for n, section in enumerate(sections):
        done = made[n].dealt if n in made else None
        if done is None or done.count:
            out.setdefault(section.name, page)
        for anchor, below in done.anchors if done else ():
            if not anchor.endswith(END) or out[anchor.removesuffix(END)] >= page:
                out.setdefault(anchor, page + below)
        page += done.count if done else 1
    return out
