"""planner show: an exercise in words, or its pictures."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.completion import exercises
from planner.cli.options import Over

if TYPE_CHECKING:
    from planner.content.exercise import Exercise
    from planner.content.library import Library
    from planner.gallery import Shown


def show(
    exercise: Annotated[
        str | None,
        typer.Argument(help="An exercise's id, or a YAML file of an exercise or a pose.", autocompletion=exercises),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All exercises of the library on one sheet (.pdf).")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The picture to write: .svg, .png or .pdf.")
    ] = None,
    library: Over = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there already.")] = False,
) -> None:
    """Show an exercise: in words, or with -o its pictures."""
    from planner.api import load_library
    from planner.cli.terminal import result
    from planner.errors import InputError
    from planner.files import save
    from planner.gallery import has_pictures

    shelf = load_library(*library or ())
    if everything == (exercise is not None):
        raise InputError("name one exercise, or --all")
    if output is None:
        if exercise is None:
            raise InputError("--all makes a sheet: say where with -o sheet.pdf")
        for line in _words(_exercise(exercise, shelf), shelf):
            result(line)
        return
    if exercise is None:
        shown: list[tuple[str, Shown]] = [(e.title, e) for e in shelf.exercises() if has_pictures(e)]
    else:
        shown = [_shown(exercise, shelf)]
    save(_drawn(output, shown, shelf), output, overwrite=overwrite)
    result(str(output.resolve()))


def _drawn(output: Path, shown: list[tuple[str, "Shown"]], library: "Library") -> bytes:
    from planner.errors import InputError
    from planner.gallery import as_pdf, as_png, as_svg

    match output.suffix.lower(), len(shown):
        case ".pdf", _:
            return as_pdf(shown, library)
        case ".svg", 1:
            return as_svg(shown[0][1], library).encode()
        case ".png", 1:
            return as_png(shown[0][1], library)
        case ((".svg" | ".png"), _):
            raise InputError(f"{output}: a sheet of all exercises is a .pdf")
    raise InputError(f"{output}: name a file that ends in .svg, .png or .pdf")


def _is_file(name: str) -> bool:
    return bool(Path(name).suffix) or "/" in name


def _exercise(name: str, library: "Library") -> "Exercise":
    from planner.content.exercise import Exercise

    return Exercise.load(Path(name)) if _is_file(name) else library.exercise(name)


def _shown(name: str, library: "Library") -> tuple[str, "Shown"]:
    """An exercise, or the pictures of a file that holds only a pose or pictures."""
    from planner.content.pictures import scene_of_values
    from planner.content.source import read
    from planner.errors import InputError
    from planner.gallery import has_pictures

    if _is_file(name):
        values, origin = read(Path(name))
        if isinstance(values, dict) and "steps" not in values:
            return Path(name).stem, scene_of_values(values, origin)
    exercise = _exercise(name, library)
    if not has_pictures(exercise):
        raise InputError(f"{name}: has no step with a pose or a picture, so there is nothing to draw")
    return exercise.title, exercise


def _words(exercise: "Exercise", library: "Library") -> Iterator[str]:
    """An exercise as text."""
    yield exercise.title
    yield exercise.summary
    yield ""
    amounts = ", ".join(f"{k} {v}" for k, v in exercise.dose.model_dump().items() if v)
    yield f"{exercise.aim}, {exercise.position}, sides: {exercise.side}"
    yield f"dose: {amounts}"
    for number, level in enumerate(exercise.levels, 1):
        changed = level.model_dump(exclude_none=True)
        note = changed.pop("note", "")
        yield f"level {number}: {', '.join(f'{k} {v}' for k, v in changed.items()) or 'the dose'}  {note}".rstrip()
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
