"""The kinds of files that people write, one a line: name, place, model, and what is listed of it.

A new kind of library file is a module with its model, and a line here. Models are named, and imported when they are
first needed: the command line reads this table for its help, and no model.
"""

from collections.abc import Iterable
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from planner.content.resources import library_places
from planner.problems import InputError, Problem
from planner.values import frozen

if TYPE_CHECKING:
    from pydantic import BaseModel

    from planner.content.spec import Document, Table

Place = Literal["folder", "table", "file", "clinic"]
"""Where a kind stands: one file each in a folder of the library; all in one file of the library, by id; the one file of
its kind in the library; or in the clinic's own folder, known by its name."""


@frozen
class Kind:
    """A kind of file."""

    name: str
    """What one of them is called in messages."""
    plural: str
    """The folder or table of the library that holds them, and the word for `planner list`."""
    place: Place
    where: str
    """Module and name of the model, below planner.content."""
    listed: tuple[str, ...] = ()
    """The fields that `planner list` prints."""

    @cached_property
    def model(self) -> "type[BaseModel]":
        """The model of a file of this kind."""
        module, _, name = self.where.partition(".")
        found: type[BaseModel] = getattr(import_module(f"planner.content.{module}"), name)
        return found

    @property
    def document(self) -> "type[Document]":
        """The model of a kind each of whose files is a document: any but a table."""
        return cast("type[Document]", self.model)

    @property
    def table(self) -> "type[Table[BaseModel]]":
        """The model of a kind whose entries stand in one file."""
        return cast("type[Table[BaseModel]]", self.model)

    @property
    def file(self) -> str:
        """The name of its schema; where it is alone in a folder, also its name there, without the ending."""
        return self.plural if self.place == "table" else self.name

    @property
    def named(self) -> str:
        """The kind with its article."""
        if self.name == self.plural:
            return self.name
        return f"{'an' if self.name[0] in 'aeiou' else 'a'} {self.name}"


KINDS = (
    Kind("patient", "patients", "clinic", "patient.Patient"),
    Kind("clinic", "clinics", "clinic", "clinic.Clinic"),
    Kind("profile", "profiles", "clinic", "profile.Profile"),
    Kind("plan", "plans", "clinic", "plan.Plan", ("title", "for", "not_for")),
    Kind("exercise", "exercises", "folder", "exercise.Exercise", ("title", "aim", "position")),
    Kind("guidelines", "guidelines", "folder", "guidelines.Guidelines", ("title",)),
    Kind("topic", "topics", "folder", "topic.Topic", ("title", "lead")),
    Kind("checklist", "checklists", "folder", "checklist.Checklist", ("title",)),
    Kind("cover", "covers", "file", "cover.Cover"),
    Kind("theme", "themes", "folder", "theme.Theme", ("title", "summary")),
    Kind("condition", "conditions", "table", "condition.Conditions", ("title", "says")),
    Kind("source", "sources", "table", "reference.Sources", ("publisher", "title")),
    Kind("word", "glossary", "table", "glossary.Glossary"),
)
"""All kinds. Where a file's keys fit two of them as well, it is taken for the first."""
LANGUAGE = "language"
"""What a folder of phrases is called: it is no model, because its keys are those of the English phrases."""
NAMES = (*(kind.file for kind in KINDS), LANGUAGE)
"""What `planner schema` makes a schema of."""
FOLDERS = {kind.plural: kind for kind in KINDS if kind.place == "folder"}
"""Kinds by their folder in a library."""
TABLES = {f"{kind.file}.yaml": kind for kind in KINDS if kind.place == "table"}
"""Kinds by the file in a library that holds all entries."""
IN_LIBRARY = (*FOLDERS, f"{LANGUAGE}s", *TABLES, *(f"{kind.file}.yaml" for kind in KINDS if kind.place == "file"))
"""The folders and files that a library may have."""
ALONE = {f"{kind.file}.yaml": kind for kind in KINDS if kind.place in ("file", "clinic")}
"""Kinds by the name of their file, where there is one in a folder."""


def are_libraries(folders: Iterable[Path]) -> None:
    """Raise InputError for a folder that has nothing of a library: what was meant to count would not, unsaid."""
    wrong = []
    for folder in folders:
        if not _is_library(folder):
            inner = next(filter(_is_library, library_places(folder)), None)
            holds = f"a library has {', '.join(IN_LIBRARY[:-1])} or {IN_LIBRARY[-1]}"
            advice = f"did you mean {inner}?" if inner else holds
            wrong.append(Problem(file=str(folder), text="is no library", advice=advice))
    if wrong:
        raise InputError(*wrong)


def _is_library(folder: Path) -> bool:
    return any((folder / name).exists() for name in IN_LIBRARY)


def by_name(name: str) -> Kind:
    """Return the kind of a name such as exercise, or of a file such as conditions."""
    return next(kind for kind in KINDS if name in (kind.name, kind.file))


def by_model(model: "type[BaseModel]") -> Kind:
    """Return the kind that a model describes."""
    where = f"{model.__module__.removeprefix('planner.content.')}.{model.__name__}"
    return next(kind for kind in KINDS if kind.where == where)


def is_language(path: Path) -> bool:
    """Return whether a file holds phrases of a language, by its place."""
    return path.resolve().parent.parent.name == "languages"


def kind_at(path: Path) -> Kind | None:
    """Return the kind that a file's place and name tell; None for phrases, and where neither tells it."""
    if is_language(path):
        return None
    return TABLES.get(path.name) or FOLDERS.get(path.resolve().parent.name) or ALONE.get(f"{path.stem}.yaml")
