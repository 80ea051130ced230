"""Complete words in a shell after Tab. Ids are taken from file names, so that no YAML has to be read first."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import typer


def plans(incomplete: str) -> list[str]:
    """Return built-in plans and YAML files."""
    from planner.content.resources import built_in_plans

    return [*built_in_plans(), *_files(incomplete)]


def exercises(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return exercises of the library and YAML files."""
    return [*_ids(ctx, "exercises"), *_files(incomplete)]


def languages(ctx: typer.Context) -> list[str]:
    """Return languages of the library."""
    return _ids(ctx, "languages")


def settings(ctx: typer.Context) -> list[str]:
    """Return fields that are often set, and the themes."""
    return ["weeks=", "days=", "title=", *(f"theme={key}" for key in _ids(ctx, "themes"))]


def _ids(ctx: typer.Context, kind: str) -> list[str]:
    """Return the ids of a kind: in the built-in library, in library/ here, and in what --library names."""
    from planner.content.resources import data

    folders = [data("plans") / "library", Path("library"), *map(Path, ctx.params.get("library") or ())]
    found = [path for folder in folders for path in (folder / kind).glob("[!.]*")]
    return sorted({path.stem for path in found if path.suffix == ".yaml" or path.is_dir()})


def _files(incomplete: str) -> Iterator[str]:
    """Yield YAML files and folders, as they would be typed."""
    folder, slash, begun = incomplete.rpartition("/")
    with suppress(OSError):
        for path in sorted(Path(folder + slash).iterdir()):
            if path.name.startswith(begun) and path.name.startswith(".") == begun.startswith("."):
                name = f"{folder}{slash}{path.name}"
                if path.is_dir():
                    yield f"{name}/"
                elif path.suffix in (".yaml", ".yml"):
                    yield name
