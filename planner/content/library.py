"""The library: exercises, conditions, guidelines, themes and languages from folders laid over each other.

The built-in folder comes first; a clinic's folder of the same shape may stand over it, and what it holds wins.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ConfigDict, RootModel

from planner.content.checklist import Checklist
from planner.content.clinic import Clinic
from planner.content.condition import Condition
from planner.content.cover import Cover
from planner.content.exercise import Exercise
from planner.content.glossary import Term
from planner.content.guidelines import Guidelines
from planner.content.language import Language, read_language
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.content.reference import Reference
from planner.content.resources import data, families
from planner.content.spec import Document, Entry, table
from planner.content.suggest import condition_meant, nearest
from planner.content.theme import Theme
from planner.content.topic import Topic
from planner.content.yaml import Loc, read
from planner.figure import PEOPLE
from planner.problems import InputError

D = TypeVar("D", bound=Document)
E = TypeVar("E")


class _Table(RootModel[dict[str, E]], Generic[E]):
    """A file that is a map of entries by id, built when it is first read."""

    model_config = ConfigDict(defer_build=True)


class Conditions(_Table[Condition]):
    """The file of conditions."""


class Sources(_Table[Reference]):
    """The file of sources."""


class Glossary(_Table[Term]):
    """The file of hard words."""


def unknown_person(name: str) -> str:
    """What to say of a person whom nobody can draw."""
    return f'there is no person "{name}"{nearest(name, list(PEOPLE)) or "; there are " + ", ".join(PEOPLE)}'


def _files(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return every file below a folder with its size in bytes and the time of its last change in nanoseconds."""
    found = []
    for path, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # a link that leads nowhere
                stat = os.stat(os.path.join(path, name))  # noqa: PTH116, PTH118 - half the time of a Path
                found.append((os.path.join(path, name), stat.st_size, stat.st_mtime_ns))  # noqa: PTH118 - as above
    return tuple(sorted(found))


class Library:
    """What plans are made of. Files are read when they are asked for, once."""

    def __init__(self, *over: Path) -> None:
        """Lay folders of the shape of `plans/library` over the built-in one. Raises InputError if one is not there."""
        missing = [str(folder) for folder in over if not folder.is_dir()]
        if missing:
            raise InputError(*[f"{folder}: there is no such folder" for folder in missing])
        self.folders = (data("plans") / "library", *over)
        self._exercises: dict[str, Exercise] = {}
        self._themes: dict[str | Theme, Theme] = {}
        self._guidelines: dict[str, Guidelines] = {}
        self._topics: dict[str, Topic] = {}
        self._checklists: dict[str, Checklist] = {}
        self._languages: dict[str, Language] = {}
        self._ids: dict[str, list[str]] = {}
        self._files = tuple(_files(folder) for folder in self.folders)

    def __eq__(self, other: object) -> bool:
        """Compare by value: the same folders, in which no file has changed since each was opened."""
        return isinstance(other, Library) and (self.folders, self._files) == (other.folders, other._files)

    def __hash__(self) -> int:
        return hash((self.folders, self._files))

    def exercise(self, key: str) -> Exercise:
        """Raises InputError if there is none of that name."""
        if key not in self._exercises:
            path = self._file("exercises", key)
            if path is None:
                raise InputError(self.unknown("exercise", key))
            self._exercises[key] = Exercise.load(path)
        return self._exercises[key]

    def exercises(self) -> Iterator[Exercise]:
        """All of them, by name."""
        return (self.exercise(key) for key in self.ids("exercises"))

    @cached_property
    def conditions(self) -> dict[str, Condition]:
        """By id."""
        return self._table("conditions", Conditions)

    @cached_property
    def sources(self) -> dict[str, Reference]:
        """By id."""
        return self._table("sources", Sources)

    @cached_property
    def glossary(self) -> dict[str, str]:
        """The hard words that must stay, each with what it means."""
        return {word: term.means for word, term in self._table("glossary", Glossary).items()}

    def guidelines(self, key: str) -> Guidelines:
        """Raises InputError if there are none of that name, or a pose in them cannot be had."""
        if key not in self._guidelines:
            found = self._load("guidelines", key, Guidelines)
            self.check_posed(found)
            self._guidelines[key] = found
        return self._guidelines[key]

    def topic(self, key: str) -> Topic:
        """Raises InputError if there is none of that name, or a pose in it cannot be had."""
        if key not in self._topics:
            topic = self._load("topics", key, Topic)
            self.check_topic(topic)
            self._topics[key] = topic
        return self._topics[key]

    def checklist(self, key: str) -> Checklist:
        """Raises InputError if there is none of that name."""
        if key not in self._checklists:
            self._checklists[key] = self._load("checklists", key, Checklist)
            self.check_checklist(self._checklists[key])
        return self._checklists[key]

    def theme(self, named: str | Theme) -> Theme:
        """A theme by its name, or one that a clinic wrote, with everything that its base says.

        Raises InputError if there is none of that name, nobody can draw its person, its fonts are not there, or its
        colours cannot be told apart.
        """
        if named not in self._themes:
            self._themes[named] = self._whole(self._load("themes", named, Theme) if isinstance(named, str) else named)
        return self._themes[named]

    def theme_faults(self, written: Theme) -> list[tuple[Loc, str]]:
        """What is wrong with a theme, each with the way to it."""
        found: list[tuple[Loc, str]] = []
        whole, seen = written, [written.key]
        while whole.base:
            if whole.base in seen:
                return [(("base",), f'"{whole.base}" is a change of this theme itself')]
            if whole.base not in self.ids("themes"):
                return [(("base",), self.unknown("theme", whole.base))]
            seen.append(whole.base)
            under = self._load("themes", whole.base, Theme)
            whole = whole.over(under).model_copy(update={"base": under.base})
        if whole.family not in families():
            hint = nearest(whole.family, families()) or "; there are " + ", ".join(families())
            found.append((("family",), f'there is no family "{whole.family}"{hint}'))
        if whole.figure.person not in PEOPLE:
            found.append((("figure", "person"), unknown_person(whole.figure.person)))
        return [*found, *whole.faults()]

    def _whole(self, written: Theme) -> Theme:
        """A theme with what it does not say itself."""
        wrong = self.theme_faults(written)
        if wrong:
            raise InputError(*[written.problem(loc, says) for loc, says in wrong])
        return written.over(self.theme(written.base)) if written.base else written

    @cached_property
    def cover(self) -> Cover:
        """The figures on the cover."""
        path = next(f / "cover.yaml" for f in reversed(self.folders) if (f / "cover.yaml").is_file())
        cover = Cover.load(path)
        self.check_posed(cover)
        return cover

    def language(self, code: str) -> Language:
        """Raises InputError if nobody has written it yet."""
        if code not in self._languages:
            if code not in self.ids("languages"):
                raise InputError(self.unknown("language", code))
            self._languages[code] = read_language(code, self.folders)
        return self._languages[code]

    @cached_property
    def built_in_words(self) -> tuple[str, ...]:
        """Every phrase that is printed, as `file.key`: those of the built-in English."""
        return tuple(read_language("en", self.folders[:1]).phrases)

    def ids(self, kind: str) -> list[str]:
        """The names of the exercises, guidelines, themes or languages, in the order of the alphabet."""
        if kind not in self._ids:
            if kind in ("conditions", "sources"):
                self._ids[kind] = sorted(getattr(self, kind))
            else:
                found = [f for folder in self.folders for f in (folder / kind).glob("*") if not f.name.startswith(".")]
                self._ids[kind] = sorted({f.stem for f in found if f.is_dir() or f.suffix == ".yaml"})
        return self._ids[kind]

    def unknown(self, what: str, key: str) -> str:
        """What to say of an id that is not there: the nearest known one, or where to see them all."""
        if what == "condition":
            hint = condition_meant(key, {name: f"{c.title} {c.says}" for name, c in self.conditions.items()})
        else:
            hint = nearest(key, self.ids({"guidelines": what}.get(what, what + "s")))
        return f'there is no {what} "{key}"{hint or f"; planner list {what}s shows them all"}'

    def check(self, plan: Plan) -> None:
        """Raise InputError with the place of every id in the plan that the library does not have."""
        wrong: list[str] = []

        def want(kind: str, what: str, key: str, loc: Loc) -> None:
            if key not in self.ids(kind):
                wrong.append(plan.problem(loc, self.unknown(what, key)))

        for p, phase in enumerate(plan.phases):
            for e, entry in enumerate(phase.exercises):
                want("exercises", "exercise", entry.exercise, ("phases", p, "exercises", e, "exercise"))
        for n, condition in enumerate(plan.conditions):
            want("conditions", "condition", condition, ("conditions", n))
        want("guidelines", "guidelines", plan.guidelines, ("guidelines",))
        for n, topic in enumerate(plan.topics):
            want("topics", "topic", topic, ("topics", n))
        if plan.checklist:
            want("checklists", "checklist", plan.checklist, ("checklist",))
        want("themes", "theme", plan.theme, ("theme",))
        if wrong:
            raise InputError(*wrong)

    def check_patient(self, patient: Patient) -> None:
        """Raise InputError with the place of every id in the patient that the library does not have."""
        wrong: list[str] = []

        def want(what: str, key: str, *loc: str | int) -> None:
            if key not in self.ids(what + "s"):
                wrong.append(patient.problem(loc, self.unknown(what, key)))

        for n, condition in enumerate(patient.conditions):
            want("condition", condition, "conditions", n)
        for n, clearance in enumerate(patient.cleared):
            want("exercise", clearance.exercise, "cleared", n, "exercise")
            want("condition", clearance.condition, "cleared", n, "condition")
        for n, keep in enumerate(patient.keep):
            want("exercise", keep.exercise, "keep", n, "exercise")
        if patient.language:
            want("language", patient.language, "language")
        for key in patient.videos:
            want("exercise", key, "videos", key)
        if patient.person and patient.person not in PEOPLE:
            wrong.append(patient.problem(("person",), unknown_person(patient.person)))
        if wrong:
            raise InputError(*wrong)

    def check_clinic(self, clinic: Clinic) -> None:
        """Raise InputError with the place of every id in the clinic that the library does not have."""
        known = clinic.theme is None or clinic.theme in self._themes
        faults = self.theme_faults(clinic.theme) if clinic.theme and not known else []
        wrong = [clinic.problem(("theme", *loc), says) for loc, says in faults]
        wrong += [
            clinic.problem(("videos", key), self.unknown("exercise", key))
            for key in clinic.videos
            if key not in self.ids("exercises")
        ]
        if wrong:
            raise InputError(*wrong)

    def check_exercise(self, exercise: Exercise) -> None:
        """Raise InputError with the place of every id in the exercise that the library does not have."""
        wrong = []
        for field in ("easier", "harder"):
            key = getattr(exercise, field)
            if key and key not in self.ids("exercises"):
                wrong.append(exercise.problem((field,), self.unknown("exercise", key)))
        for n, source in enumerate(exercise.sources):
            if source not in self.sources:
                wrong.append(exercise.problem(("sources", n), self.unknown("source", source)))
        for n, p in enumerate(exercise.precautions):
            if p.condition not in self.conditions:
                wrong.append(exercise.problem(("precautions", n, "condition"), self.unknown("condition", p.condition)))
            if p.instead and p.instead not in self.ids("exercises"):
                wrong.append(exercise.problem(("precautions", n, "instead"), self.unknown("exercise", p.instead)))
        if wrong:
            raise InputError(*wrong)

    def check_posed(self, document: Guidelines | Cover) -> None:
        """Raise InputError with the place of every pose in the document that cannot be had."""
        wrong = document.faults()
        if wrong:
            raise InputError(*wrong)

    def check_topic(self, topic: Topic) -> None:
        """Raise InputError with the place of every id, pose and place of the body in the topic that is not there."""
        wrong = [*topic.faults(), *self._unknown_sources(topic, topic.sources)]
        if wrong:
            raise InputError(*wrong)

    def check_checklist(self, checklist: Checklist) -> None:
        """Raise InputError with the place of every source that the library does not have."""
        wrong = self._unknown_sources(checklist, checklist.sources)
        if wrong:
            raise InputError(*wrong)

    def _unknown_sources(self, document: Document, sources: tuple[str, ...]) -> list[str]:
        known = self.sources
        return [
            document.problem(("sources", n), self.unknown("source", s)) for n, s in enumerate(sources) if s not in known
        ]

    def _file(self, kind: str, key: str) -> Path | None:
        paths = [folder / kind / f"{key}.yaml" for folder in reversed(self.folders)]
        return next((p for p in paths if key in self.ids(kind) and p.is_file()), None)

    def _load(self, kind: str, key: str, model: type[D]) -> D:
        path = self._file(kind, key)
        if path is None:
            raise InputError(self.unknown(kind.removesuffix("s") if kind != "guidelines" else kind, key))
        return model.load(path)

    def _table(self, name: str, model: type[RootModel[dict[str, Entry]]]) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        for folder in self.folders:
            path = folder / f"{name}.yaml"
            if path.is_file():
                entries |= table(*read(path), model)
        return entries
