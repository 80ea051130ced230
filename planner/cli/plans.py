"""Find the plan that a command names: a file, or a name that the current folder and the program may both have."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.content.plan import Plan

HERE = Path()


def chosen_plan(text: str, overrides: Iterable[str], folders: Iterable[Path] = ()) -> "Plan":
    """Load the plan that was typed; print which one it is if two different plans have its name.

    Raise InputError with all that is wrong with it, including ids that neither the library nor the folders have.
    """
    from planner.booklet.api import is_path, load_library
    from planner.cli.terminal import note
    from planner.content.plan import Plan
    from planner.content.plan_files import extended_by_name, find_plan, which_file
    from planner.problems import InputError

    is_file = is_path(text) or os.path.exists(text)  # noqa: PTH110 - never raises
    try:
        plan = Plan.load(Path(text) if is_file else find_plan(text, HERE), overrides)
    except InputError as error:
        near = (HERE, error.refused.origin.path.parent) if error.refused else (HERE,)
        raise load_library(*folders, near=near).with_ids(error) from None
    if plan.origin:
        for line in [
            *(() if is_file else which_file(text, plan.origin.path, HERE)),
            *extended_by_name(plan.origin.path),
        ]:
            note(line)
    for line in _which_library():
        note(line)
    return plan


def _which_library() -> Iterator[str]:
    """Say what a copy of the built-in library here has of its own: it is used, and an old copy may be meant to rest."""
    from planner.content.resources import libraries_in
    from planner.content.same import own_files
    from planner.problems import counted

    copy = HERE / "plans" / "library"
    if copy in libraries_in(HERE) and (own := list(own_files(copy))):
        more = f" and {counted(len(own) - 1, 'more file')}" if own[1:] else ""
        verb = "differ" if own[1:] else "differs"
        yield f"{copy} here is used; {own[0]}{more} {verb} from the built-in library"
