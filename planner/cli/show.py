"""planner show: an exercise in words, as pictures, or as its file."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planner.cli.completion import exercises
from planner.cli.options import Over

if TYPE_CHECKING:
    from planner.booklet.gallery import Shown
    from planner.content.exercise import Exercise
    from planner.content.library import Library
    from planner.content.yaml import Origin


def show(
    exercise: Annotated[
        str | None,
        typer.Argument(
            metavar="EXERCISE",
            help="An exercise's id, or a YAML file of an exercise or a pose; with --yaml any id.",
            autocompletion=exercises,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Draw all exercises of the library on one sheet (.pdf).")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="The picture to write: .svg, .png or .pdf.")
    ] = None,
    condition: Annotated[
        str | None,
        typer.Option("--condition", help="Draw the exercise as changed for this condition.", metavar="ID"),
    ] = None,
    as_yaml: Annotated[
        bool,
        typer.Option("--yaml", help="Print the file of an exercise, a plan or any other id as it is, to copy from."),
    ] = False,
    library: Over = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is already there.")] = False,
) -> None:
    """Show an exercise in words, as pictures, or as its file.

    Problems with its poses are printed on standard error, as planner check prints them.
    """
    from planner.booklet.gallery import has_pictures
    from planner.cli.terminal import result
    from planner.cli.written import written
    from planner.outputs.files import keep_others, ready, save
    from planner.problems import InputError

    if everything == (exercise is not None):
        raise InputError("name one exercise, or --all")
    if condition and (output is None or exercise is None):
        raise InputError("--condition draws one exercise: say where with -o pictures.png")
    if as_yaml and (output or everything):
        raise InputError("--yaml prints one file: leave -o and --all out")
    shelf = _shelf(exercise, library or [])
    if output is not None:
        every = ((e.title, e) for e in shelf.exercises() if has_pictures(e))
        shown: list[tuple[str, Shown]] = [_shown(exercise, shelf, condition)] if exercise else [*every]
        ready(output, overwrite=overwrite)
        keep_others(output)
        save(_drawn(output, shown, shelf), output, overwrite=overwrite)
        result(str(output.resolve()))
        return
    if exercise is None:
        raise InputError("--all makes a sheet: say where with -o sheet.pdf")
    for line in written(exercise, shelf) if as_yaml else _said(exercise, shelf):
        result(line)


def _shelf(name: str | None, over: list[Path]) -> "Library":
    """Return the library under library/ here, the library that the file is in, and the folders that were named."""
    from planner.booklet.api import load_library
    from planner.check.home import home

    own = home(Path(name)) if name and Path(name).suffix else ()
    return load_library(*own, *over, near=[Path()])


def _drawn(output: Path, shown: list[tuple[str, "Shown"]], library: "Library") -> bytes:
    from planner.booklet.gallery import as_pdf, as_png, as_svg
    from planner.problems import InputError

    match output.suffix.lower(), len(shown):
        case ".pdf", _:
            return as_pdf(shown, library)
        case ".svg", 1:
            return as_svg(shown[0][1], library).encode()
        case ".png", 1:
            return as_png(shown[0][1], library)
        case ((".svg" | ".png"), _):
            raise InputError(f"{output}: a sheet of all exercises can only be a .pdf")
    raise InputError(f"{output}: name a file that ends in .svg, .png or .pdf")


def _is_file(name: str) -> bool:
    return bool(Path(name).suffix) or "/" in name


def _exercise(name: str, library: "Library") -> "Exercise":
    """Return the exercise in a file, or the library's by its id."""
    from planner.cli.written import everything_named
    from planner.content.exercise import Exercise
    from planner.problems import InputError, Problem

    if _is_file(name):
        return library.load(Exercise, Path(name))
    if name not in library.ids("exercises"):
        where = "your own are looked for in the folder library/ here, or in --library FOLDER"
        if any(name == key for _, key, _ in everything_named(library)):
            advice = f"planner show {name} --yaml prints the file that has this name"
            raise InputError(Problem(text="there is no exercise {}", quoted=name, advice=advice))
        raise InputError(f"{library.unknown('exercise', name)} ({where})")
    return library.exercise(name)


def _only_pictures(name: str) -> "tuple[dict[str, Any], Origin] | None":
    """Return the values of a file that holds nothing but a pose or pictures; None for anything else."""
    from planner.check.kind import only_pictures
    from planner.content.yaml import read

    if not _is_file(name):
        return None
    values, origin = read(Path(name))
    return (values, origin) if isinstance(values, dict) and only_pictures(values) else None


def _shown(name: str, library: "Library", condition: str | None) -> "tuple[str, Shown]":
    """Return a title and what to draw; print problems with its poses."""
    from planner.booklet.gallery import has_pictures
    from planner.cli.terminal import note
    from planner.content.pictures import scene_of_values
    from planner.content.pose_flaws import of_document, of_values
    from planner.problems import InputError

    alone = _only_pictures(name)
    if alone and condition:
        raise InputError(
            f"{name}: holds nothing but pictures, so it has no change for a condition; leave --condition out"
        )
    if alone:
        for says in of_values(*alone):
            note(f"warning: {says}")
        return Path(name).stem, scene_of_values(*alone)
    exercise = _exercise(name, library)
    if condition:
        return _changed(name, exercise, condition)
    if not has_pictures(exercise):
        raise InputError(f"{name}: has no step with a pose or a picture, so there is nothing to draw")
    for says in of_document(exercise):
        note(f"warning: {says}")
    return exercise.title, exercise


def _changed(name: str, exercise: "Exercise", condition: str) -> "tuple[str, Shown]":
    """Return an exercise's title and its pictures as changed for a condition; print problems with their poses."""
    from planner.cli.terminal import note
    from planner.content.pose_flaws import of_change
    from planner.problems import InputError

    own = {p.condition: n for n, p in enumerate(exercise.precautions) if p.pictures == "own"}
    if condition not in own:
        has = f"it has some for {', '.join(own)}" if own else "no change of it has any"
        raise InputError(f'{name}: has no pictures of its own for "{condition}"; {has}')
    n = own[condition]
    for says in of_change(exercise, n):
        note(f"warning: {says}")
    change = exercise.precautions[n]
    return exercise.title, exercise.model_copy(update={"steps": change.steps})


def _said(name: str, library: "Library") -> "Iterator[str]":
    """Return the lines of an exercise as text; print problems with its poses."""
    from planner.cli.terminal import note
    from planner.content.pose_flaws import of_document
    from planner.problems import InputError

    if _only_pictures(name):
        raise InputError(f"{name}: holds nothing but pictures; say where to draw them with -o pictures.svg")
    exercise = _exercise(name, library)
    for says in of_document(exercise):
        note(f"warning: {says}")
    return _words(exercise, library)


def _rung(changed: dict[str, object]) -> str:
    """Return what a level says."""
    note, but = changed.pop("note", ""), changed.pop("not_for_conditions", ())
    out = f", not for {' '.join(map(str, but))}" if isinstance(but, tuple) and but else ""
    return f"{', '.join(f'{k} {v}' for k, v in changed.items()) or 'the dose'}{out}  {note}".rstrip()


def _words(exercise: "Exercise", library: "Library") -> "Iterator[str]":
    """Yield the lines of an exercise."""
    yield exercise.title
    yield exercise.summary
    yield ""
    amounts = ", ".join(f"{k} {v}" for k, v in exercise.dose.model_dump().items() if v)
    yield f"{exercise.aim}, {exercise.position}, sides: {exercise.side}"
    yield f"dose: {amounts}"
    if exercise.dose_basis:
        yield f"dose basis: {exercise.dose_basis}"
    for number, level in enumerate(exercise.levels, 1):
        yield f"level {number}: {_rung(level.model_dump(exclude_none=True))}"
    yield ""
    for number, step in enumerate(exercise.steps, 1):
        yield f"{number}. {step.say}"
    yield ""
    yield f"felt: {exercise.felt}"
    for mistake in exercise.mistakes:
        yield f"try not to: {mistake[:1].lower()}{mistake[1:]}"
    for caution in exercise.cautions:
        yield f"care: {caution}"
    for name, other in (("easier", exercise.easier), ("harder", exercise.harder)):
        if other:
            yield f"{name}: {other}"
    yield ""
    width = max((len(p.condition) for p in exercise.precautions), default=0)
    for p in exercise.precautions:
        yield f"{p.action:<6}  {p.condition:<{width}}  {p.change or p.why}"
    yield ""
    for key in exercise.sources:
        source = library.sources[key]
        yield f"source: {source.publisher}: {source.title}"
