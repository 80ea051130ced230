"""Find the text of any file of the library, to copy from: built in, or from a folder laid over it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from planner.content.extends import EXTENDS, without
from planner.content.held import held
from planner.content.kinds import KINDS, Kind, kind_at
from planner.content.resources import shown
from planner.content.yaml import EDITORS, MAX_BYTES

if TYPE_CHECKING:
    from planner.content.library import Library
    from planner.content.yaml import Node


def written(name: str, library: "Library") -> list[str]:
    """Return the lines of what has this name: an id, KIND/ID, a file of words (en/cover), or a file's path.

    An empty file is passed over: `planner show ID --yaml > FILE` makes one before this runs. Raise InputError for a
    name that nothing has, and for an id that several kinds have.
    """
    from planner.content.suggest import did_you_mean, exercise_meant
    from planner.problems import InputError

    path = Path(name)
    if path.suffix in (".yaml", ".yml"):
        return _whole(path, kind_at(path), library) or _text(path)
    every = list(everything_named(library))
    found = {kind: lines for kind, key, lines in every if name in (key, f"{kind}/{key}")}
    if len(found) == 1:
        [[lines]] = [found.values()]
        return _text(lines) if isinstance(lines, Path) else lines
    if found:
        ways = " or ".join(f"{kind}/{name}" for kind in found)
        raise InputError(f'"{name}" is the name of {len(found)} files: write {ways}')
    ids = [key for _, key, _ in every]
    meant = exercise_meant(name, library.exercise_titles) or did_you_mean(name, ids, 0.8)
    advice = meant or "planner list shows the ids of each kind"
    raise InputError(f'there is nothing called "{name}"; {advice}')


def everything_named(library: "Library") -> Iterator[tuple[str, str, Path | list[str]]]:
    """Yield kind, id, and the file or the lines of part of one. A file in a folder laid over the library wins."""
    from planner.content.plan_files import plans_of_name
    from planner.content.resources import built_in_plans

    over = list(reversed(library.folders))
    for key, path in built_in_plans().items():
        yield "plan", key, next(filter(_holds, plans_of_name(key, Path())), path)
    for kind in KINDS:
        for key in library.ids(kind.plural) if kind.place == "folder" else ():
            if found := _first(over, Path(kind.plural, f"{key}.yaml")):
                yield kind.name, key, _whole(found, kind, library) or found
        if kind.place in ("table", "file") and (found := _first(over, Path(f"{kind.file}.yaml"))):
            yield "file", kind.file, found
    for path in sorted((library.folders[0] / "languages").glob("*/*.yaml")):
        inside = path.relative_to(library.folders[0])
        yield "words", f"{path.parent.name}/{path.stem}", _first(over, inside) or path
    yield from _conditions(library)


def _whole(path: Path, kind: Kind | None, library: "Library") -> list[str] | None:
    """Return the lines of a file of the library with what it extends; None for one that extends nothing."""
    from planner.content.spec import Layered
    from planner.content.yaml import tree

    if not kind or kind.place != "folder" or not issubclass(kind.model, Layered) or not tree(path).child(EXTENDS):
        return None
    origin = library.load(kind.model, path).origin
    return _lines(origin.root, origin.files) if origin else None


def _lines(whole: "Node", files: tuple[Path, ...]) -> list[str]:
    """Return values that were laid over each other as a file."""
    import yaml

    class Plain(yaml.SafeDumper):
        """Writes every value as people do: they are texts, and a text is quoted only where it has to be."""

    Plain.yaml_implicit_resolvers = {}
    Plain.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:str", "null"))
    head = f"# {files[0]}, over {' and '.join(shown(file) for file in files[1:])}"
    text = yaml.dump(without(whole, EXTENDS).plain(), Dumper=Plain, sort_keys=False, allow_unicode=True, width=110)
    return [head, *text.splitlines()]


def _conditions(library: "Library") -> Iterator[tuple[str, str, list[str]]]:
    """Yield the lines of each condition, from the first folder that has it."""
    from planner.content.condition import Conditions
    from planner.content.extends import pairs
    from planner.content.yaml import Map, tree

    seen: set[str] = set()
    for path in (folder / "conditions.yaml" for folder in reversed(library.folders)):
        if not _holds(path):
            continue
        lines = _text(path, keep=True)
        keys = [key for key, _ in pairs(tree(path))]
        over = [str(key.value) for key, entry in pairs(tree(path)) if entry.child(EXTENDS)]
        whole = library.entries(Conditions, path)[1].root if over else None
        for key, following in zip(keys, [*keys[1:], None], strict=True):
            name = str(key.value)
            if name in seen:
                continue
            seen.add(name)
            if whole and name in over and (found := whole.child(name)):
                entry: Node = without(found[1], EXTENDS)
                yield "condition", name, _lines(Map(0, 0, [(key, entry)], path), (path, library.folders[0] / path.name))
            else:
                yield "condition", str(key.value), lines[key.line - 1 : following.line - 1 if following else None]


def _first(folders: list[Path], inside: Path) -> Path | None:
    return next((folder / inside for folder in folders if _holds(folder / inside)), None)


def _holds(path: Path) -> bool:
    """Return whether there is a file with something in it."""
    return path.is_file() and bool(path.read_bytes().strip())


def _text(path: Path, *, keep: bool = False) -> list[str]:
    """Return the lines of a file, without the one for editors unless keep. Raise InputError if it cannot be read."""
    from planner.problems import InputError

    try:
        lines = held(path, MAX_BYTES, "YAML file").decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InputError(f"{path}: cannot be read: not UTF-8 text") from None
    return lines if keep else [line for line in lines if not line.startswith(EDITORS)]
