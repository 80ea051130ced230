"""planner translate: the file that a translator works in, and what is missing in it."""

from pathlib import Path
from typing import Annotated

import typer


def translate(
    language: Annotated[str, typer.Argument(metavar="LANGUAGE", help="The language's code: es, pt-BR, zh-Hans.")],
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="A library's folder; without one, library/ or plans/library/ here."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing: say what is missing, changed or wrong, and where.")
    ] = False,
) -> None:
    """Write or update the words of another language.

    They are in languages/es.po in the folder, to edit with Poedit or Weblate. What was translated stays. A text whose
    English has changed is marked fuzzy, and printed in English until somebody has looked at it.
    """
    from planner.booklet.today import the_day
    from planner.check.catalogue import problems, updated
    from planner.cli.terminal import problem, result
    from planner.content.translation import file_of
    from planner.outputs.files import whole
    from planner.problems import InputError, counted

    places = [folder] if folder else [Path("library"), Path("plans/library")]
    chosen = next((place for place in places if place.is_dir()), None)
    if chosen is None:
        raise InputError(f"{places[0]}: there is no such folder; name the one that holds exercises/ or languages/")
    path = file_of(chosen, language)
    if check:
        found = list(problems(chosen, language))
        for one in found:
            problem(str(one))
        if found:
            raise typer.Exit(3)
        result(f"{path}: all words are there")
        return
    data, done = updated(chosen, language, the_day())
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as file:
        file.write(data)
    parts = [f"{done.translated} of {counted(done.texts, 'text')} translated"]
    parts += [f"{done.changed} changed in English"] if done.changed else []
    parts += [f"{done.obsolete} no longer used"] if done.obsolete else []
    result(f"{path}: {', '.join(parts)}")
