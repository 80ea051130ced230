"""planner check: every problem of every file, with its place."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from planner.content.exercise import Exercise
    from planner.content.library import Library
    from planner.content.spec import Document


def check(
    paths: Annotated[list[Path], typer.Argument(help="YAML files, or folders of them.", metavar="FILE|DIR ...")],
    library: Annotated[list[Path] | None, typer.Option(help="A folder laid over the built-in library.")] = None,
) -> None:
    """Say what is wrong with plans, patients, clinics and library files, each problem with file, line and column."""
    from planner.api import load_library
    from planner.cli.terminal import note, result
    from planner.errors import InputError

    shelf = load_library(*library or ())
    wrong: list[str] = []
    files = list(_files(paths))
    for path in files:
        try:
            for warning in _checked(path, shelf):
                note(f"warning: {warning}")
        except InputError as error:
            wrong += error.problems
    if wrong:
        raise InputError(*wrong)
    result("1 file, no problems" if len(files) == 1 else f"{len(files)} files, no problems")


def _files(paths: list[Path]) -> Iterator[Path]:
    from planner.errors import InputError

    for path in paths:
        if path.is_dir():
            found = sorted(
                p for p in path.rglob("*.yaml") if not any(part.startswith(".") for part in p.relative_to(path).parts)
            )
            if not found:
                raise InputError(f"{path}: holds no .yaml file")
            yield from found
        else:
            yield path


def _checked(path: Path, library: "Library") -> tuple[str, ...]:
    """Read a file as what it is, and everything it refers to. Returns warnings."""
    from planner.content.checklist import Checklist
    from planner.content.exercise import Exercise
    from planner.content.guidelines import Cover, Guidelines
    from planner.content.library import Conditions, Glossary, Library, Sources
    from planner.content.plan import Clinic, Patient, Plan
    from planner.content.source import read
    from planner.content.spec import Document, table
    from planner.content.theme import Theme
    from planner.content.topic import Topic
    from planner.errors import InputError

    values, origin = read(path)
    tables: dict[str, Any] = {"conditions.yaml": Conditions, "sources.yaml": Sources, "glossary.yaml": Glossary}
    if path.name in tables:
        table(values, origin, tables[path.name])
        return ()
    if path.parent.parent.name == "languages":
        folder = path.resolve().parent.parent.parent
        known = [f.resolve() for f in library.folders]
        (library if folder in known else Library(*library.folders[1:], folder)).language(path.parent.name)
        return ()
    models: tuple[type[Document], ...] = (
        Plan,
        Exercise,
        Patient,
        Clinic,
        Guidelines,
        Topic,
        Checklist,
        Cover,
        Theme,
    )
    if not isinstance(values, dict):
        raise InputError(origin.problem((), "write a map (key: value)"))
    model = max(models, key=lambda m: sum(k in values for k in _keys(m)))
    document = model.parse(values, origin)
    return _resolved(document, library)


def _resolved(document: "Document", library: "Library") -> tuple[str, ...]:
    """Look up everything that a document refers to. Returns warnings."""
    from planner.content.checklist import Checklist
    from planner.content.exercise import Exercise
    from planner.content.guidelines import Cover, Guidelines
    from planner.content.plan import Clinic, Patient, Plan
    from planner.content.topic import Topic

    if isinstance(document, Exercise):
        _check_exercise(document, library)
    if isinstance(document, Guidelines | Cover):
        library.check_posed(document)
    if isinstance(document, Topic):
        library.check_topic(document)
    if isinstance(document, Checklist):
        library.check_checklist(document)
    if isinstance(document, Patient):
        library.check_patient(document)
    if isinstance(document, Clinic):
        from planner.booklet import logo

        library.check_clinic(document)
        logo(document)
    if isinstance(document, Plan):
        from planner.programme.prescribe import prescribe
        from planner.sections.registry import chosen

        return (*prescribe(document, Patient(), Clinic(), library).warnings, *chosen(document)[1])
    return ()


def _check_exercise(exercise: "Exercise", library: "Library") -> None:
    """Its ids, its poses, its pictures."""
    from planner.appearance import photograph
    from planner.content.pictures import scene_of

    library.check_exercise(exercise)
    for steps in (exercise.steps, *(precaution.steps for precaution in exercise.precautions)):
        scene_of(exercise, steps)
        for step in steps:
            if step.picture is not None:
                photograph(exercise, step)


def _keys(model: type) -> list[str]:
    fields = model.model_fields.items()  # type: ignore[attr-defined]  # models have fields
    return [field.alias or name for name, field in fields]
