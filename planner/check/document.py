"""Check one file: read it as its kind, look up the ids in it, check its poses, and grade its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from planner.booklet.looks import look_at_fonts, look_at_pictures, photograph, pictured
from planner.booklet.prints import coarse
from planner.check import reading
from planner.check.kind import is_plain, likeliest, names, only_pictures
from planner.check.letters import undrawable
from planner.check.replaced import replaced_entries, replaces
from planner.content.clinic import Clinic
from planner.content.exercise import Exercise
from planner.content.guidelines import Guidelines
from planner.content.ids import names_in
from planner.content.kinds import ALONE, TABLES, Kind, is_language, kind_at
from planner.content.library import LOOKED_UP, Library
from planner.content.patient import Patient
from planner.content.pictures import scene_of
from planner.content.plan import Plan
from planner.content.pose_flaws import of_document, of_own, of_values
from planner.content.posed import Pictured
from planner.content.profile import Profile
from planner.content.prose import braces_in
from planner.content.review import Review
from planner.content.spec import Document, table
from planner.content.theme import Theme
from planner.content.topic import Topic
from planner.content.yaml import Node, Origin, read
from planner.problems import InputError, Problem
from planner.programme.amounts import in_vain
from planner.programme.in_english import documents
from planner.programme.prescribe import prescribe
from planner.programme.said import says_nothing, without_rule
from planner.programme.warnings import loosened, refuse, unpictured
from planner.sections.edition import SAFETY_PAGE
from planner.sections.registry import chosen
from planner.sections.text import pictures

_PRINTED_KEYS = {
    *("title", "lead", "say", "says", "summary", "felt", "mistakes", "cautions", "note", "why", "change", "aim"),
    *("text", "do", "avoid", "alarm", "ask", "items", "means"),
}
"""Keys whose texts the patient reads."""


@dataclass(frozen=True)
class Checked:
    """A checked file, its document (None for a table, phrases, or a file that cannot be read), and what was found."""

    path: Path
    document: Document | None
    findings: tuple[Problem, ...]


def examined(path: Path, library: Library, today: date) -> Checked:
    """Check a file by itself, with the ids of a library."""
    document = None
    if path.suffix == ".po":
        advice = f"write planner translate {path.stem} {path.parent.parent} --check"
        text = "holds the words of a language, which another command checks"
        return Checked(path, None, (Problem(file=str(path), text=text, advice=advice),))
    try:
        values, origin = _map(path)
        if f"{path.stem}.yaml" not in ALONE and only_pictures(values):
            return Checked(path, None, tuple(of_values(values, origin)))
        document = _document(path, values, origin, library)
        warnings = _resolved(document, library) if document else _reworded(path, library)
    except InputError as error:
        strange = _undrawable(path, document, library)
        return Checked(path, document, (*library.with_ids(error).problems, *strange))
    titles = {key: one.title for key, one in library.conditions.items()}
    emptied = document.read_as_none(titles) if isinstance(document, Profile) else ()
    found = chain(
        _undrawable(path, document, library), emptied, of_document(document), coarse(document), _hard(path, origin)
    )
    late = _reviewed(document, today) if document else ()
    slips = (*(document.slips() if document else origin.slips()), *replaced_entries(path, origin, library))
    slips = (*slips, *_braces(path, origin, document))
    odd = (problem.warning() for problem in (*slips, *warnings, *late))
    return Checked(path, document, (*found, *dict.fromkeys(odd)))


def _undrawable(path: Path, document: Document | None, library: Library) -> tuple[Problem, ...]:
    """Return each text of a file that no font can draw, of those that its own theme names and the built-in ones."""
    if isinstance(document, Profile):  # it says how to read a roster, and nothing of it is printed
        return ()
    named = getattr(document, "theme", None) or (document if isinstance(document, Theme) else "calm")
    try:
        return tuple(undrawable(read(path)[1], library.theme(named)))
    except InputError:  # said already
        return ()


def _map(path: Path) -> tuple[dict[str, Any], Origin]:
    values, origin = read(path)
    if not isinstance(values, dict):
        raise InputError(origin.problem((), "write a map (key: value)"))
    return values, origin


def _document(path: Path, values: dict[str, Any], origin: Origin, library: Library) -> Document | None:
    if is_language(path):
        return None
    kind = kind_at(path)
    if kind and kind.place == "table":
        _entries(kind, path, library)
        return None
    return library.load(kind.document, path) if kind else _guessed(path, values, origin, library)


def _entries(kind: Kind, path: Path, library: Library) -> None:
    """Raise InputError for entries of a table that cannot be read, or that name what is not there."""
    values, origin = library.entries(kind.table, path)
    wrong = [
        origin.problem((key, *loc), library.unknown(what, name))
        for key, entry in table(values, origin, kind.table).items()
        for loc, what, name in names_in(entry)
        if what in LOOKED_UP and not library.knows(what, name)
    ]
    if wrong:
        raise InputError(*wrong)


def _guessed(path: Path, values: dict[str, Any], origin: Origin, library: Library) -> Document:
    """Load a file as the likeliest kind. If that is a guess, put the guess before the problems."""
    kind = likeliest(values)
    if kind is None:
        advice = f"is it {names()}? planner schema KIND prints the keys of each"
        raise InputError(origin.problem((), Problem(text="none of its keys is known", advice=advice)))
    try:
        return library.load(kind.document, path)
    except InputError as error:
        if is_plain(kind, values):
            raise
        says = f"its keys are most like those of {kind.named}, so it is read as one"
        raise InputError(origin.problem((), says), *error.problems) from None


def _reworded(path: Path, library: Library) -> tuple[Problem, ...]:
    """Return the warnings of a file of phrases. Raise InputError for phrases that cannot be printed."""
    if not is_language(path):
        return ()
    found = library.language(path.resolve().parent.name).reworded
    return tuple(problem for problem in found if problem.file and Path(problem.file).samefile(path))


_WITH_TRAINER = Patient(trainer="Sam")
"""Somebody for whom the sessions with a trainer are marked, so that more of them than there are is found."""


def _resolved(document: Document, library: Library) -> tuple[Problem, ...]:
    """Look up everything that a document refers to, and return warnings."""
    if isinstance(document, Plan):
        try:
            programme = prescribe(document, _WITH_TRAINER, Clinic(), library)
            library.theme(document.theme)
        except InputError as error:
            raise InputError(*error.problems, *_sections(document)) from None
        for posed in pictures(document):
            pictured(posed)
        return (
            *replaces(document, "plans"),
            *programme.problems,
            *chosen(document)[1],
            *_unsaid(document),
            *of_own(made_of for _, made_of in documents(programme, document, library)),
        )
    library.check(document)
    if isinstance(document, Patient):
        refuse(document)
        return tuple(note.problem for note in without_rule(document, library))
    _look_at_files(document, library)
    kind = kind_at(document.origin.path) if document.origin else None
    whole = tuple(replaces(document, kind.plural)) if kind else ()
    if isinstance(document, Exercise):
        _draw(document)
        unsure = (note for _, note in unpictured(document))
        noted = (*unsure, *loosened(document, library), *in_vain(document), *says_nothing(document, library))
        return (*whole, *(note.problem for note in noted))
    return whole


def _look_at_files(document: Document, library: Library) -> None:
    """Raise InputError for pictures and fonts that cannot be printed."""
    if isinstance(document, Clinic):
        look_at_pictures(document)
    theme = document.theme if isinstance(document, Clinic) else document
    if isinstance(theme, Theme):
        look_at_fonts(library.theme(theme), document if isinstance(document, Clinic) else Clinic())
    if isinstance(document, Pictured):
        for posed in (posed for _, posed in document.posed() if posed.file):
            pictured(posed)


def _sections(plan: Plan) -> tuple[Problem, ...]:
    """Return what is wrong with the sections of a plan that has other mistakes too."""
    try:
        chosen(plan)
    except InputError as error:
        return error.problems
    return ()


def _unsaid(plan: Plan) -> Iterator[Problem]:
    """Warn of a plan that does not say who it is for, or who it is not for."""
    advice = "write a line: the booklet and planner list plans print it"
    for field, value, says in (("for", plan.for_, "who it is for"), ("not_for", plan.not_for, "who it is not for")):
        if not value:
            yield plan.problem((field,), Problem(text=f"does not say {says}", advice=advice, kind="warning"))


def _draw(exercise: Exercise) -> None:
    """Raise InputError for a pose that cannot be drawn, or a picture that cannot be read."""
    for steps in (exercise.steps, *(precaution.steps for precaution in exercise.precautions)):
        scene_of(exercise, steps)
        for step in steps:
            if step.picture is not None:
                photograph(exercise, step)


# -- words -----------------------------------------------------------------------------------------------------------


_SOURCES = "sources.yaml"
"""Its texts are as their publishers wrote them."""


def _hard(path: Path, origin: Origin) -> Iterator[Problem]:
    """Yield a warning for each sentence that is hard to read, and a problem at the hardest text of a file that is."""
    own = origin.root.child("language")
    language = path.resolve().parent.name if is_language(path) else str(own[1].value) if own else "en"
    if language.partition("-")[0] != "en":
        return
    texts = list(_printed(origin.root, path, under=is_language(path) or path.name in TABLES))
    worst = None
    if sum(len(reading.words(str(node.value))) for node in texts) >= reading.PASSAGE:
        found = reading.grade([str(node.value) for node in texts])
        if found > reading.GRADE:
            worst = max(texts, key=lambda node: reading.grade([str(node.value)]))
            text = f"this text is the hardest to read; the file is at reading grade {found:.1f}"
            advice = f"use shorter words and sentences, up to grade {reading.GRADE:g}"
            yield worst.problem((), Problem(text=text, advice=advice))
    for node in texts if path.name != _SOURCES else ():
        for sentence, at in reading.hard(str(node.value)) if node is not worst else ():
            advice = f"use shorter words, or two sentences, up to grade {reading.GRADE:g}"
            text = f"{{}} is hard to read, at grade {at:.0f}"
            yield node.problem((), Problem(text=text, advice=advice, quoted=sentence, kind="warning"))


def _braces(path: Path, origin: Origin, document: Document | None) -> Iterator[Problem]:
    """Yield a problem for each printed text with braces that nothing fills in; the plan itself says those of a plan."""
    if is_language(path) or isinstance(document, Plan | Profile):
        return
    for node in _printed(origin.root, path, under=path.name in TABLES):
        for found in braces_in(str(node.value)):
            if found == SAFETY_PAGE and isinstance(document, Topic | Guidelines):
                continue
            text = "{} is printed as it stands: only phrases are filled in"
            yield node.problem((), Problem(text=text, quoted=found, advice="take the braces out"))


def _printed(node: Node, path: Path, *, under: bool) -> Iterator[Node]:
    """Yield the texts of a file that the patient reads."""
    for item in node.value if isinstance(node.value, list) else ():
        if isinstance(item, tuple):
            yield from _printed(item[1], path, under=item[0].value in _PRINTED_KEYS or (under and node is not item[1]))
        else:
            yield from _printed(item, path, under=under)
    if under and isinstance(node.value, str):
        yield node


# -- reviews ---------------------------------------------------------------------------------------------------------


def _reviewed(document: Document, today: date) -> Iterator[Problem]:
    """Warn of a review without a day, of one that is overdue, and of one that is still to come."""
    review = getattr(document, "reviewed_by", None)
    if not isinstance(review, Review):
        return
    if review.on is None:
        advice = f"write {{name: {review.name}, on: {today}}}, with the day it was done"
        yield document.problem(("reviewed_by",), Problem(text="no day of the review", advice=advice))
    if review.on and review.on > today:
        advice = "write the day on which it was reviewed"
        future = Problem(text="is in the future", quoted=f"{review.on}", advice=advice)
        yield document.problem(("reviewed_by", "on"), future)
    if review.overdue(today):
        yield document.problem(("reviewed_by", "review_again"), f"was to be reviewed again by {review.review_again}")
