"""planner watch: make the booklet again whenever a file changes."""

import gc
from contextlib import suppress
from datetime import datetime
from functools import wraps
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from planner.cli.build import build
from planner.values import frozen

if TYPE_CHECKING:
    from planner.problems import PlannerError

EVERY = 0.2
"""Seconds between two looks at the files: with the build itself a change is on the page within a second."""

NAMED = 3
"""Files that changed together and are named."""

Stamps = dict[Path, tuple[int, int] | None]
"""Time of change in nanoseconds and size in bytes by file; None for a file that is not there."""


@wraps(build)
def watch(**options: object) -> None:  # noqa: D103 - below: wraps brings the docstring of build
    from planner.cli.terminal import interruptible

    with interruptible("stopped"):
        _follow(options)


def _follow(options: dict[str, object]) -> None:
    """Build, wait for a change, and build again. Raise PlannerError at the start if no change of a file can help."""
    from planner.cli.terminal import note
    from planner.problems import PlannerError

    gc.enable()  # this command goes on and on
    first = True
    while True:
        watched = _watched(options)
        before = watched.stamps()
        try:
            build(**options)  # type: ignore[arg-type]  # the same ones, as the command line gave them
        except PlannerError as error:
            if first and not _in_a_file(error):
                raise  # no change of a file can help
            note(f"{error}\nwaiting for a change; a booklet that was made before stays as it is")
        else:
            options["overwrite"] = True  # from now on the files are its own
            note(f"watching {len(before)} files; press Ctrl-C to stop")
        first = False
        changed = watched.wait(before)
        if changed:  # not if somebody took it back at once
            more = f", and {len(changed) - NAMED} more" if changed[NAMED:] else ""
            note(f"{datetime.now().astimezone():%H:%M:%S} changed: {', '.join(map(str, changed[:NAMED]))}{more}")


watch.__doc__ = """Make a booklet, and make it again whenever a file changes.

    That takes less than a second. A mistake in a file is printed, and the last good booklet stays. The options are
    those of planner build.
    """


def _in_a_file(error: "PlannerError") -> bool:
    """Return whether a change of a file can help: what was typed on the command line cannot change."""
    from planner.problems import InputError

    return isinstance(error, InputError) and all(problem.option is None for problem in error.problems)


@frozen
class Watched:
    """The files that a booklet is made of, and the folders of which every file may be used."""

    files: frozenset[Path]
    folders: frozenset[Path]

    def stamps(self) -> Stamps:
        """Return the stamps of all files as they are now."""
        inside = (path for folder in self.folders for path in folder.rglob("*") if path.is_file())
        return {path: _stamp(path) for path in (*self.files, *inside)}

    def wait(self, before: Stamps) -> list[Path]:
        """Wait until the stamps differ from those before, and no longer change. Return the files that are different."""
        while (now := self.stamps()) == before:
            sleep(EVERY)
        while True:
            sleep(EVERY / 4)  # an editor may still be writing
            last, now = now, self.stamps()
            if last == now:
                both = sorted({*before, *now})
                return [path for path in both if before.get(path) != now.get(path)]


def _watched(options: dict[str, object]) -> Watched:
    """Return the files that the options name, and those that they name in turn, as far as they can be read.

    Raise InputError if there is no such plan.
    """
    from planner.booklet.api import load_plan
    from planner.content.clinic import Clinic
    from planner.content.plan_files import find_plan, plan_files
    from planner.content.resources import library_places
    from planner.problems import InputError
    from planner.sections.text import pictures

    plan = Path(str(options["plan"]))
    files = {*plan_files(plan if plan.exists() or plan.suffix else find_plan(str(plan), Path()))}
    files |= {Path(str(options[key])) for key in ("patient", "clinic") if options[key]}
    libraries = options["library"] if isinstance(options["library"], list) else []
    folders = {
        *libraries,
        *(path for folder in (Path(), *(file.parent for file in files)) for path in library_places(folder)),
    }
    with suppress(InputError):  # the build says what is wrong with it
        found = pictures(load_plan(str(plan), near=Path()))
        files |= {posed.beside / posed.file for posed in found if posed.beside and posed.file}
    if options["clinic"]:
        path = Path(str(options["clinic"]))
        with suppress(InputError):
            clinic = Clinic.load(path)
            files |= {path.parent / name for name in (clinic.logo, clinic.letterhead, clinic.cover_picture) if name}
            folders |= {Path(clinic.theme.family)} if clinic.theme and clinic.theme.has_own_fonts else set()
    return Watched(frozenset(files), frozenset(folders))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
