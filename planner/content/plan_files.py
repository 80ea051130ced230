"""Which file a plan's name means, and which files it extends."""

import os
from pathlib import Path

from planner.content.asked import LONGEST
from planner.content.resources import built_in_plans
from planner.content.same import same
from planner.content.suggest import did_you_mean, listing
from planner.content.yaml import MADE, tree
from planner.problems import InputError, Problem, by_reader


def find_plan(name: str, near: Path | None = None) -> Path:
    """Return the file of a plan's name: a built-in one, unless the folder near has one of that name that differs.

    Raise InputError if there is none of that name.
    """
    known = built_in_plans()
    own = [path for path in plans_of_name(name, near) if not same(path, known.get(name))] if near else []
    if own:
        return own[0]
    if name not in known:
        yours = by_reader("your own is a file: my-plan.yaml", 'a file is a Path, such as Path("my-plan.yaml")')
        advice = did_you_mean(name, known) or f"{listing('plans')}, and {yours}"
        raise InputError(Problem(text="there is no plan {}", quoted=name[:LONGEST], advice=advice))
    return known[name]


def plans_of_name(name: str, near: Path) -> list[Path]:
    """Return the files in a folder, or in plans/ there, that a plan's name may mean."""
    both = (near / f"{name}.yaml", near / "plans" / f"{name}.yaml")
    return [path for path in both if os.path.isfile(path)]  # noqa: PTH113 - it never raises, whatever the name is


def which_file(name: str, chosen: Path, near: Path) -> list[str]:
    """Return a sentence for each other file that the name could have meant and that differs from the chosen one."""
    built_in = built_in_plans().get(name)
    others = [*plans_of_name(name, near), *([built_in] if built_in else [])]
    return [
        f'"{name}" is {chosen} here, which differs from '
        f"{'the built-in plan' if path == built_in else path} of that name"
        for path in others
        if not same(path, chosen)
    ]


def plan_files(plan: Path) -> tuple[Path, ...]:
    """Return the file of a plan and those that it extends, as far as they can be read, valid or not."""
    files = [plan]
    while True:
        try:
            found = tree(files[-1]).child("extends")
            below = plan_named(str(found[1].value), files[-1]) if found else files[-1]
        except InputError:
            return tuple(files)
        if below in files:
            return tuple(files)
        files.append(below)


def extended_by_name(plan: Path) -> list[str]:
    """Return a sentence for each plan below a file that a name means there, and not the built-in one of that name."""
    if plan in built_in_plans().values():  # below a built-in plan is none of somebody's own; it is not read again
        return []
    said = []
    for file in plan_files(plan):
        found = tree(file).child("extends") if file not in built_in_plans().values() else None
        name = str(found[1].value) if found else ""
        if name in built_in_plans() and (below := plan_named(name, file)) != built_in_plans()[name]:
            said += which_file(name, below, file.parent)
    return said


def plan_named(name: str, file: Path, near: Path | None = None) -> Path:
    """Return the file that a plan extends, by its name or its path (near: the folder of one that is no file).

    A name means what it means for commands in that folder; a file that extends its own name means the built-in plan.
    """
    beside = near if file == MADE else file.parent
    if not name.endswith((".yaml", ".yml")):
        own = file != MADE and name == file.stem
        found = find_plan(name, None if own else beside)
        inside = beside is None or found.resolve().is_relative_to(beside.resolve())
        return found if inside else find_plan(name)  # a link may lead out of the folder
    if beside is None:
        raise InputError(Problem(quoted=name, text="only a file can extend another one", advice="name a built-in plan"))
    folder = beside.resolve()
    try:
        inside, there = (folder / name).resolve().is_relative_to(folder), (folder / name).is_file()
    except (OSError, ValueError, RuntimeError):  # too long, a NUL, a link to itself
        inside, there = True, False
    if not inside:
        raise InputError(Problem(quoted=name, advice="name a plan in the folder of this file, or a built-in one"))
    if not there:
        raise InputError(Problem(quoted=name, text="no such file beside this one"))
    return beside / name
