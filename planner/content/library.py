"""The library: exercises, conditions, guidelines, themes and languages from folders laid over each other.

The built-in folder comes first. A clinic's folder of the same shape may be laid over it, and what it holds wins.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from planner.content.asked import LONGEST, hold
from planner.content.checklist import Checklist
from planner.content.clinic import Clinic
from planner.content.condition import Condition, Conditions
from planner.content.cover import Cover
from planner.content.exercise import Exercise
from planner.content.extends import EXTENDS, extended, overlay, pairs
from planner.content.glossary import Glossary
from planner.content.guidelines import Guidelines
from planner.content.ids import names_in, names_written
from planner.content.kinds import FOLDERS, LANGUAGE, TABLES, Kind, by_model, by_name
from planner.content.language import Language, language_meant
from planner.content.phrases import read_language
from planner.content.ready import ready
from planner.content.reference import Reference, Sources
from planner.content.resources import built_in_plans, data, families
from planner.content.spec import Document, Entry, Layered, Refused, Table, table
from planner.content.suggest import (
    BELOW,
    FIELDS,
    NO_EXERCISE,
    NO_ID,
    condition_meant,
    did_you_mean,
    exercise_meant,
    listing,
    no_condition,
    titles_in,
)
from planner.content.theme import Theme
from planner.content.topic import Topic
from planner.content.translation import SOURCE, Translation, read_translation
from planner.content.yaml import MADE, Loc, Map, Node, Origin, tree
from planner.figure import PEOPLE
from planner.problems import MOST, InputError, Problem, not_named

D = TypeVar("D", bound=Document)
M = TypeVar("M", bound=BaseModel)
LISTED = sorted([*FOLDERS, *(kind.plural for kind in TABLES.values()), f"{LANGUAGE}s", "plans"])
"""The kinds whose ids a library tells."""
LOOKED_UP = {kind.name for kind in (*FOLDERS.values(), *TABLES.values())} | {LANGUAGE, "person"}
"""Kinds of names that a library can look up; not plans, sections and families of fonts."""


def _leading_away(folder: Path) -> Iterator[Path]:
    """Yield the links within a library that lead out of it: a stranger's could show what lies elsewhere here."""
    root = folder.resolve()
    for place, folders, files in os.walk(folder, onerror=_refuse_unread):
        for path in (Path(place, name) for name in (*folders, *files)):
            target = Path(os.path.realpath(path))
            if path.is_symlink() and not target.is_relative_to(root):
                yield path


def _refuse_unread(error: OSError) -> None:
    """Raise InputError for a folder that cannot be listed: what it says would not count, and nobody would know."""
    raise InputError(f"{error.filename}: cannot be read: {error.strerror}")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # longer than a path can be
        return False


def _files(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return every file below a folder with its size in bytes and the time of its last change in nanoseconds."""
    found = []
    for path, _, names in os.walk(folder, onerror=_refuse_unread):
        for name in names:
            with suppress(OSError):  # a link that leads nowhere
                stat = os.stat(os.path.join(path, name))  # noqa: PTH116, PTH118 - half the time of a Path
                found.append((os.path.join(path, name), stat.st_size, stat.st_mtime_ns))  # noqa: PTH118 - as above
    return tuple(sorted(found))


def _named(kind: str, key: str, model: M) -> tuple[Any, ...]:
    """Return what a translation finds a document's texts by: its name, itself, and the names of those it extends."""
    below = model.extended_ids if isinstance(model, Document) else ()
    return f"{kind}:{key}", model, *(f"{kind}:{name}" for name in below)


class Library:
    """The parts that plans are made of. Each file is read once, when it is first needed."""

    def __init__(self, *over: Path) -> None:
        """Lay folders of the shape of `plans/library` over the built-in one. Raise InputError for a missing folder."""
        missing = [str(folder) for folder in over if not _is_folder(folder)]
        if missing:
            raise InputError(*[Problem(file=folder[:LONGEST], text="there is no such folder") for folder in missing])
        if away := [path for folder in over for path in _leading_away(folder)]:
            text, advice = "is a link to something outside the library", "put what it leads to in its place"
            raise InputError(*[Problem(file=str(path), text=text, advice=advice) for path in away])
        self.folders: tuple[Path, ...] = (data("plans") / "library", *over)
        self._documents: dict[tuple[str, str], Any] = {}
        self._tables: dict[str, dict[str, Any]] = {}
        self._sound: set[tuple[str, str]] = set()
        self._themes: dict[str | Theme, Theme] = {}
        self._languages: dict[str, Language] = {}
        self._spoken: dict[str, Library] = {}
        self.translation: Translation | None = None
        self.english = self
        self._untranslated: dict[tuple[str, str], list[Loc]] = {}
        self._ids: dict[str, list[str]] = {}
        self._files = tuple(_files(folder) for folder in self.folders)

    def __eq__(self, other: object) -> bool:
        """Compare by value: the same folders, in which no file has changed since each was opened."""
        return isinstance(other, Library) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[Any, ...]:
        return self.folders, self._files, self.translation and self.translation.code

    def spoken(self, code: str) -> "Library":
        """Return the library in a language: every document with its words, in English where it has none.

        Raise InputError for a language of which there are no words at all.
        """
        if not isinstance(code, str):
            hold(Library.spoken, {"code": code})
        if self.english is not self:
            return self.english.spoken(code)
        if code not in self._spoken:
            if code != SOURCE and code not in self.ids("languages"):
                raise InputError(self.unknown(LANGUAGE, code))
            other = self
            if code != SOURCE:
                translation = read_translation(code, self.folders)
                other = type(self)(*self.folders[1:])
                other.translation, other.english = translation, self
            self._spoken.setdefault(code, other)  # only now, whole, as other threads look there
        return self._spoken[code]

    @property
    def code(self) -> str:
        """The code of the language that its documents are in."""
        return self.translation.code if self.translation else SOURCE

    def worded(self, kind: str, key: str, model: M) -> M:
        """Return a document or an entry in the library's language: exercise, `bridge`, and the model in English."""
        return self.translation.worded(*_named(kind, key, model)) if self.translation else model

    def untranslated(self, kind: str, key: str, english: BaseModel) -> list[Loc]:
        """Return the ways to the texts of a document or an entry in English that are not in the library's language."""
        if not self.translation:
            return []
        if kind == "plan":  # of which the library knows nothing
            return self.translation.missing(*_named(kind, key, english))
        if (kind, key) not in self._untranslated:
            self._untranslated[kind, key] = self.translation.missing(*_named(kind, key, english))
        return self._untranslated[kind, key]

    # -- what there is -----------------------------------------------------------------------------------------------

    def exercise(self, key: str) -> Exercise:
        """Return an exercise. Raise InputError for an unknown id, also for one that the exercise names."""
        return self._checked(Exercise, key)

    def replaced(self, exercise: Exercise) -> Exercise | None:
        """Return the built-in exercise of this id, if another one takes its place as a whole."""
        path = self.folders[0] / "exercises" / f"{exercise.key}.yaml"
        own = exercise.origin and not exercise.extends and self.layer_of(exercise.origin.path) > 0
        return self.load(Exercise, path) if own and path.is_file() else None

    def exercises(self) -> Iterator[Exercise]:
        """Yield every exercise, in the order of their ids."""
        return (self.exercise(key) for key in self.ids("exercises"))

    def guidelines(self, key: str) -> Guidelines:
        """Return a page of guidelines. Raise InputError for an unknown id or an impossible pose."""
        return self._checked(Guidelines, key)

    def topic(self, key: str) -> Topic:
        """Return a topic. Raise InputError for an unknown id or an impossible pose."""
        return self._checked(Topic, key)

    def checklist(self, key: str) -> Checklist:
        """Return a checklist. Raise InputError for an unknown id."""
        return self._checked(Checklist, key)

    @property
    def conditions(self) -> Mapping[str, Condition]:
        """All conditions by id."""
        return MappingProxyType(self._table(Conditions))

    @cached_property
    def own_conditions(self) -> frozenset[str]:
        """The ids of the conditions that the built-in library does not have."""
        if len(self.folders) == 1:
            return frozenset()
        return frozenset(self.conditions) - frozenset(self.built_in_conditions)

    @cached_property
    def built_in_conditions(self) -> dict[str, Condition]:
        """The conditions of the built-in library alone, by id."""
        path = self.folders[0] / "conditions.yaml"
        return ready(Conditions.__name__, path, partial(self._entries, Conditions, path))

    @cached_property
    def forbidden_above(self) -> dict[tuple[str, str], int]:
        """The positions that a clinic's folder forbids for a condition and those below do not, each with its layer."""
        found: dict[tuple[str, str], int] = {}
        below: dict[str, tuple[str, ...]] = {}
        for layer, folder in enumerate(self.folders):
            path = folder / "conditions.yaml"
            entries = self._entries(Conditions, path) if layer and path.is_file() else {}
            for name, condition in (entries if layer else self.built_in_conditions).items():
                new = set(condition.avoid_positions).difference(below.get(name, ())) if layer else ()
                found |= {(name, position): layer for position in new}
                below[name] = condition.avoid_positions
        return found

    def layer_of(self, path: Path) -> int:
        """Return which of the folders a file lies in; 0 is the built-in one, and stands for any other place too."""
        where = path.resolve()
        return max((n for n, folder in enumerate(self.folders) if where.is_relative_to(folder.resolve())), default=0)

    @property
    def sources(self) -> Mapping[str, Reference]:
        """All sources by id."""
        return MappingProxyType(self._table(Sources))

    @property
    def glossary(self) -> dict[str, str]:
        """The hard words that cannot be avoided, each with its meaning."""
        return {word: term.means for word, term in self._table(Glossary).items()}

    @cached_property
    def cover(self) -> Cover:
        """The figures on the cover."""
        path = next(f / "cover.yaml" for f in reversed(self.folders) if (f / "cover.yaml").is_file())
        cover = Cover.load(path)
        self.check(cover)
        return cover

    def theme(self, named: str | Theme) -> Theme:
        """Return a theme, by its id or as a clinic wrote it, with everything that it takes over from its base.

        Raise InputError for an unknown id, person or font family, and for colours with too little contrast.
        """
        if not isinstance(named, str | Theme):
            hold(Library.theme, {"named": named})
        if named not in self._themes:
            written = self._document(Theme, named) if isinstance(named, str) else named
            self.check(written)
            self._themes[named] = written.over(self.theme(written.base)) if written.base else written
        return self._themes[named]

    def language(self, code: str) -> Language:
        """Return a language's phrases. Raise InputError if nobody has translated any."""
        if not isinstance(code, str):
            hold(Library.language, {"code": code})
        if code not in self._languages:
            if code not in self.ids("languages"):
                raise InputError(self.unknown(LANGUAGE, code))
            translation = self.spoken(code).translation
            self._languages[code] = read_language(code, self.folders, translation)
        return self._languages[code]

    @cached_property
    def exercise_titles(self) -> dict[str, list[str]]:
        """The titles of each exercise in every folder, as they stand in its files, by id: to know what was meant."""
        return titles_in(self.folders)

    @cached_property
    def built_in_words(self) -> tuple[str, ...]:
        """The key of every phrase that is printed, as `file.key`: those of the built-in English."""
        return tuple(read_language("en", self.folders[:1]).phrases)

    def ids(self, plural: str) -> list[str]:
        """Return the ids of a kind (exercises, conditions, themes, languages, plans …) in alphabetical order.

        Plans are the built-in ones. Raise InputError for a word that is no kind.
        """
        if not isinstance(plural, str) or plural not in self._ids:
            hold(Library.ids, {"plural": plural})
            if plural == "plans":
                return sorted(built_in_plans())
            if plural not in LISTED:
                advice = did_you_mean(plural, LISTED) or f"there are {', '.join(LISTED)}"
                raise InputError(Problem(loc=("plural",), quoted=plural[:LONGEST], text="is no kind", advice=advice))
            kind = TABLES.get(f"{plural}.yaml")
            self._ids[plural] = sorted(self._table(kind.table)) if kind else self._stems(plural)
        return [*self._ids[plural]]  # what a program does to it is its own

    def entry(self, kind: Kind, key: str) -> BaseModel:
        """Return what stands in the library under an id, unchecked. Raise InputError for an unknown id."""
        if not self.knows(kind.name, key):
            raise InputError(self.unknown(kind.name, key))
        if kind.place == "table":
            return self._table(kind.table)[key]
        return self.theme(key) if kind.model is Theme else self._document(kind.document, key)

    def _stems(self, folder: str) -> list[str]:
        found = [f for below in self.folders for f in (below / folder).glob("*") if not f.name.startswith(".")]
        return sorted({f.stem for f in found if f.is_dir() or f.suffix in (".yaml", ".po")})

    # -- what a document names ---------------------------------------------------------------------------------------

    def unknown(self, what: str, key: str) -> Problem:
        """Return what is wrong with an id that is not there: the nearest known one, or where to see them all."""
        text, said = f"there is no {what} {{}}", key if len(key) <= LONGEST else f"{key[:LONGEST]}…"
        if what == "person":
            advice = did_you_mean(key, PEOPLE) or "there are " + ", ".join(PEOPLE)
            return Problem(text=text, quoted=said, advice=advice)
        plural = f"{LANGUAGE}s" if what == LANGUAGE else by_name(what).plural
        if what == "condition":
            hint = no_condition(key) or condition_meant(
                key, {name: f"{c.title}\n{c.says}" for name, c in self.conditions.items()}
            )
        elif what == "exercise":
            hint = BELOW if key in FIELDS else exercise_meant(key, self.exercise_titles)
        else:
            ids = self.ids(plural)
            start = f"{key.partition('-')[0].lower()}-"  # zh is no code, but zh-Hans is
            near = next((one for one in ids if what == LANGUAGE and one.startswith(start)), "")
            named = language_meant(key, ids) if what == LANGUAGE else ""
            hint = named or (f'did you mean "{near}"?' if near else did_you_mean(key, ids))
        return Problem(text=text, quoted=said, advice=hint or listing(plural))

    def knows(self, what: str, key: str) -> bool:
        """Return whether there is something of a kind with this id."""
        if what == "person":
            return key in PEOPLE
        return key in self.ids(f"{LANGUAGE}s" if what == LANGUAGE else by_name(what).plural)

    def check(self, document: Document) -> None:
        """Raise InputError with the place of every id that the library lacks and every pose that cannot be drawn."""
        if not isinstance(document, Document):
            raise InputError(Problem(loc=("document",), advice="give a plan, a patient or a clinic"))
        theme = document.theme if isinstance(document, Clinic) else document if isinstance(document, Theme) else None
        own: Loc = ("theme",) if theme is not document else ()
        wrong = []
        if document.origin and document.origin.checked and not (theme and len(self.folders) > 1):
            return  # no folder takes an id away; only the theme that another one changes may be the folder's own
        if theme is not None and theme not in self._themes:
            wrong += [document.problem((*own, *loc), says) for loc, says in self._theme_faults(theme)]
        if theme is not document:
            wrong += self._unknown_in(names_in(document), document.problem, document.origin)
            wrong += document.faults()
        if wrong:
            raise InputError(*dict.fromkeys(wrong))

    def with_ids(self, error: InputError) -> InputError:
        """Return an error about a document that could not be made, with the ids in it that the library lacks.

        So whoever wrote it mends everything at once.
        """
        refused = error.refused
        if not isinstance(refused, Refused):
            return error
        values = refused.values
        with suppress(ValueError):  # the model has said what is wrong with the form
            values = refused.model.normal(values)
        names = names_written(refused.model, values)
        wrong = {p.loc for p in error.problems}  # a text in place of a map names nothing
        names = [one for one in names if not any(one[0][:n] in wrong for n in range(1, len(one[0])))]
        unknown = self._unknown_in(names, refused.origin.problem, refused.origin)
        answered, advised = {p.loc for p in unknown}, {(p.loc, p.advice) for p in unknown}
        told = [p for p in error.problems if not ({p.text, p.advice} & {NO_ID, NO_EXERCISE} and p.loc in answered)]
        told = [p for p in told if (p.loc, p.advice) not in advised]
        whole = InputError(*told, *unknown)
        whole.refused = refused
        return whole

    def _unknown_in(
        self,
        names: Iterable[tuple[Loc, str, str]],
        problem: Callable[[Loc, Problem], Problem],
        origin: Origin | None,
    ) -> list[Problem]:
        """Return a problem for each name that the library lacks; of many, how many more there are."""
        lacks = [(loc, what, key) for loc, what, key in names if what in LOOKED_UP and not self.knows(what, key)]
        named = [problem(loc, self.unknown(what, key)) for loc, what, key in lacks[:MOST]]
        left, file = len(lacks) - MOST, None if origin is None or origin.path == MADE else str(origin.path)
        return [*named, not_named(left, file)] if left > 0 else named

    def _theme_faults(self, written: Theme) -> list[tuple[Loc, Problem | str]]:
        """Return what is wrong with a theme and its bases, with the ways to it."""
        found: list[tuple[Loc, Problem | str]] = []
        whole, seen = written, [written.key]
        while whole.base:
            if whole.base in seen:
                return [(("base",), f'"{whole.base}" is a change of this theme itself')]
            if not self.knows("theme", whole.base):
                return [(("base",), self.unknown("theme", whole.base))]
            seen.append(whole.base)
            under = self._document(Theme, whole.base)
            whole = whole.over(under).model_copy(update={"base": under.base})
        if not whole.has_own_fonts and whole.family not in families():
            known = f"there are {', '.join(families())}; a folder of your own has a slash: fonts/Lato"
            advice = did_you_mean(whole.family, families()) or known
            found.append((("family",), Problem(text="there is no family {}", quoted=whole.family, advice=advice)))
        person = whole.figure.person
        if person and not self.knows("person", person):
            found.append((("figure", "person"), self.unknown("person", person)))
        return [*found, *whole.contrast_faults()]

    # -- files -------------------------------------------------------------------------------------------------------

    def load(self, model: type[D], path: Path) -> D:
        """Read a document's file, laid over the document of this library that it extends.

        Raise InputError with the place of every problem.
        """
        if not issubclass(model, Layered):
            return model.load(path)
        below = partial(self._below, by_model(model))
        return ready(model.__name__, path, lambda: model.parse(*extended(path, below, settle=model.settled)))

    def _below(self, kind: Kind, key: str, file: Path) -> Path:
        """Return the file that another one extends: in the library's folders, or for its own id in those below it."""
        place, own = file.resolve().parent.parent, key == file.stem
        folders = [folder.resolve() for folder in self.folders]
        if own and place in folders:
            folders = folders[: folders.index(place)]
        paths = [folder / kind.plural / f"{key}.yaml" for folder in reversed(folders)]
        found = next((path for path in paths if key in self.ids(kind.plural) and path.is_file()), None)
        if found:
            return found
        if own:
            text = f"there is no {kind.name} {{}} in the library below"
            raise InputError(Problem(text=text, quoted=key, advice="it is your own: take extends out"))
        raise InputError(self.unknown(kind.name, key))

    def entries(self, model: type[Table[Entry]], path: Path) -> tuple[Any, Origin]:
        """Return what a table's file says, each entry laid over the one of its id below that it extends.

        Raise InputError with the place of every problem.
        """
        root = tree(path)
        place = path.resolve().parent
        folders = [folder for folder in self.folders if folder.resolve() != place]
        if place in (under := [folder.resolve() for folder in self.folders]):
            folders = list(self.folders[: under.index(place)])
        whole: list[tuple[Node, Node]] = []
        wrong: list[Problem] = []
        for key, node in pairs(root):
            laid = node
            if (named := node.child(EXTENDS)) and model is Conditions:
                try:
                    laid = self._over_entry(model, str(key.value), node, named[1], folders)
                except InputError as error:
                    wrong += error.problems
            whole.append((key, laid))
        if wrong:
            raise InputError(*wrong)
        top = Map(root.line, root.column, whole, root.path) if isinstance(root, Map) else root
        return top.plain(), Origin(path, top)

    def _entries(self, model: type[Table[Entry]], path: Path) -> dict[str, Entry]:
        return table(*self.entries(model, path), model)

    def _over_entry(self, model: type[Table[Entry]], key: str, node: Node, named: Node, folders: list[Path]) -> Node:
        """Return an entry of a table laid over the one of its id in these folders."""
        kind = by_model(model)
        if named.value != key:
            text = f"what exercises say of {named.value} would not count for {key}"
            advice = f"write extends: {key} to change the {kind.name} of this id, or leave it out"
            raise InputError(named.problem((key, EXTENDS), Problem(text=text, advice=advice)))
        for folder in reversed(folders):
            if (path := folder / f"{kind.plural}.yaml").is_file():
                _, origin = self.entries(model, path)
                if found := origin.root.child(key):
                    below = found[1]
                    return Layered.settled(overlay(below, node, (key,)), node, below)
        advice = "it is your own: take extends out"
        text = f"there is no {kind.name} {{}} in the library below"
        raise InputError(named.problem((key, EXTENDS), Problem(text=text, quoted=key, advice=advice)))

    def _document(self, model: type[D], key: str) -> D:
        """Return a document as it stands in its file, read once. Raise InputError for an unknown id."""
        kind = by_model(model)
        if (kind.name, key) not in self._documents:
            paths = [folder / kind.plural / f"{key}.yaml" for folder in reversed(self.folders)]
            path = next((path for path in paths if key in self.ids(kind.plural) and path.is_file()), None)
            if path is None:
                raise InputError(self.unknown(kind.name, key))
            self._documents[kind.name, key] = self.worded(kind.name, key, self.load(model, path))
        found: D = self._documents[kind.name, key]
        return found

    def _checked(self, model: type[D], key: str) -> D:
        """Return a document whose names and poses have been checked."""
        if not isinstance(key, str):
            hold(Library.exercise, {"key": key})
        document, name = self._document(model, key), by_model(model).name
        if (name, key) not in self._sound:
            self.check(document)
            self._sound.add((name, key))
        return document

    def _table(self, model: type[Table[Entry]]) -> dict[str, Entry]:
        """Return the entries of a table by id: those of every folder, the last one's over the others."""
        name = by_model(model).plural
        if name not in self._tables:
            entries: dict[str, Entry] = {}
            for path in (folder / f"{name}.yaml" for folder in self.folders):
                if path.is_file():
                    entries |= ready(model.__name__, path, partial(self._entries, model, path))
            kind = by_model(model).name
            self._tables[name] = {key: self.worded(kind, key, entry) for key, entry in entries.items()}
        return self._tables[name]
