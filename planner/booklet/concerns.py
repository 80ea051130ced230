"""What to know of a booklet beside its programme: what its sections leave unsaid, and where a character stands."""

from collections.abc import Iterator
from dataclasses import replace

from planner.booklet.prints import coarse
from planner.content.language import Language
from planner.content.letters import strange_letters
from planner.content.yaml import Loc
from planner.pdf.file.fonts import MissingGlyphError
from planner.pdf.layout.pages import Pages
from planner.pdf.layout.theme import PageTheme
from planner.problems import Problem, counted
from planner.programme.programme import Item, Programme
from planner.sections import handout
from planner.sections.registry import Chosen
from planner.sections.safety import midwife

ALONE = {"one-page": 2, "wallet-card": 1, "handout": handout.SIDES, "doctor-visit": 3}
"""Forms, each with the pages that it has at best."""
NAMING = {"overview", "calendar", "exercises", "one-page", "handout"}
"""Sections that name exercises."""
CARDS = {"exercises", "one-page", "handout"}
"""Sections that say what is changed about an exercise."""
WORDS = {"overview", "handout"}
"""Sections that have the clinician's note, and what the clinician leaves out."""


def concerns(programme: Programme, sections: tuple[Chosen, ...], language: Language) -> Iterator[Problem]:
    """Warn of what a booklet leaves unsaid, of pictures, of other letters, and of own words for a safety rule."""
    yield from unsaid(programme, sections)
    yield from _pictures(programme, sections)
    yield from in_other_letters(programme, language)
    yield from language.reworded


def _pictures(programme: Programme, sections: tuple[Chosen, ...]) -> Iterator[Problem]:
    """Warn of own pictures that are too coarse, and of a photo for a cover that has none."""
    clinic = programme.clinic
    yield from coarse(clinic)
    for item in programme.items:
        if any(step.picture for step in item.steps):
            yield from coarse(item.exercise)
    covers = [section for section in sections if section.name == "cover"]
    if clinic.cover_picture and covers and not any(getattr(section.options, "figures", False) for section in covers):
        text, advice = "is not printed: the plan's cover says figures: no", "take that out to have the photo there"
        yield clinic.problem(("cover_picture",), Problem(text=text, advice=advice)).warning()


def unsaid(programme: Programme, sections: tuple[Chosen, ...]) -> Iterator[Problem]:
    """Warn if a booklet that names the exercises has no place for what was changed about them."""
    names = [section.name for section in sections]
    on_cards = any(item.changes or item.replaces for item in programme.items)
    if on_cards and not CARDS.intersection(names) and NAMING.intersection(names):
        yield _warning(
            "what is changed for this patient is not printed here", "the cards of the section exercises say it"
        )
    if programme.left_out() and "overview" not in names and NAMING.intersection(names):
        yield _warning("what is left out for this patient is not named here", "the section overview names it")
    if lost := tuple(_lost(programme, sections)):
        sheet = next((name for name in names if name in ALONE), "")
        where = f"on the {sheet} sheet" if sheet else "printed here"
        verb, it = ("is", "it") if lost == ("note",) else ("are", "them")
        advice = f"a whole booklet has {it}" if sheet else ""
        yield _warning(f"{', '.join(lost[:-1])}{' and ' if lost[:-1] else ''}{lost[-1]} {verb} not {where}", advice)


def _lost(programme: Programme, sections: tuple[Chosen, ...]) -> Iterator[str]:
    """Yield what the patient's file says and no section prints."""
    names, patient = {section.name for section in sections}, programme.patient
    if patient.note and not WORDS & names:
        yield "note"
    if patient.goals and not any(getattr(section.options, "goals", False) for section in sections):
        yield "goals"
    if programme.revision.left_out and not WORDS & names and NAMING & names:
        yield f"exercises that you leave out ({', '.join(programme.revision.left_out)})"
    noted = [item.exercise.key for item in programme.items if _noted(item, programme)]
    if noted and not {"exercises", "handout"} & names and NAMING & names:
        yield f"notes on exercises ({', '.join(noted)})"


def _noted(item: Item, programme: Programme) -> bool:
    """Return whether the patient's file has a note on an exercise."""
    change = programme.patient.exercises.get(item.exercise.key)
    return bool(change and change.note)


def in_other_letters(programme: Programme, language: Language) -> Iterator[Problem]:
    """Warn of words of the patient's file in letters that clearly are not those of the booklet's language."""
    patient = programme.patient
    own: list[tuple[Loc, str]] = [(("note",), patient.note or "")]
    own += [(("goals", n), goal) for n, goal in enumerate(patient.goals)]
    own += [(("exercises", key, "note"), (change and change.note) or "") for key, change in patient.exercises.items()]
    for loc, text in own:
        if text and (letters := strange_letters(text, language)):
            spoken = language.locale.get_display_name("en")
            advice = f"write it in {spoken}, or leave it so if the patient reads it"
            what = Problem(text=f"is in {letters}, and the booklet is in {spoken}", advice=advice)
            yield patient.problem(loc, what).warning()


def too_long(
    programme: Programme, sections: tuple[Chosen, ...], made: tuple[Pages, ...], theme: PageTheme
) -> Iterator[Problem]:
    """Warn of a form that takes more pages than it is meant to."""
    for section, pages in zip(sections, made, strict=True):
        count = len(pages.contents)
        if section.name == "wallet-card" and midwife(programme):
            continue  # a list more: no sign yields to the paper
        most = handout.sides(programme) if section.name == "handout" else ALONE.get(section.name, count)
        if count > most:
            if theme.size != "standard":
                sheets = counted((most + 1) // 2, "sheet")
                advice = f"in --size standard it is meant to take {sheets}"
            else:
                advice = handout.fewer(programme).advice if section.name == "handout" else ""
            yield _warning(f"{section.name} takes {count} pages", advice)


def _warning(text: str, advice: str = "") -> Problem:
    return Problem(text=text, advice=advice, kind="warning")


def placed(error: MissingGlyphError, programme: Programme) -> MissingGlyphError:
    """Return the error with the place of the character: in a file, or else the field that holds it."""
    exercises = (item.exercise for item in programme.items)
    for document in (programme.patient, programme.clinic, programme.plan, *exercises):
        if document.origin and (node := document.origin.find(error.char)):
            return error.at(node.problem((), error.problem))
        field = next((k for k, v in document if error.char in str(v)), None)
        if field:
            return error.at(replace(error.problem, loc=(field,)))
    return error
