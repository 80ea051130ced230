"""planner watch: the booklet anew whenever a file changes."""

import gc
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from planner.cli.build import build

if TYPE_CHECKING:
    from planner.problems import PlannerError

EVERY = 0.2
"""Seconds between two looks at the files: with the build itself a change is on the page within a second."""

Stamps = dict[Path, tuple[int, int] | None]
"""When files were changed and how large they are; None for one that is not there."""


@wraps(build)
def watch(**options: object) -> None:  # noqa: D103 - below: wraps brings the docstring of build
    from planner.cli.terminal import interruptible

    with interruptible("stopped"):
        _follow(options)


def _follow(options: dict[str, object]) -> None:
    """Build again and again."""
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
                raise  # no change of a file mends it
            note(f"{error}\nwaiting for a change; a booklet that was made before stays")
        else:
            options["overwrite"] = True  # of what it has written itself
            note(f"watching {len(before)} files; Ctrl-C ends")
        first = False
        watched.wait(before)


watch.__doc__ = """Make a booklet, and make it anew whenever a file changes.

    It takes less than a second. A mistake in a file is said, and the last good booklet stays. The options are those of
    planner build.
    """


def _in_a_file(error: "PlannerError") -> bool:
    """Whether a change of a file may mend it: what was typed on the command line cannot change."""
    from planner.problems import InputError

    return isinstance(error, InputError) and all(problem.option is None for problem in error.problems)


@dataclass(frozen=True)
class Watched:
    """What a booklet is made of: files, and folders of which any file may be part of it."""

    files: frozenset[Path]
    folders: frozenset[Path]

    def stamps(self) -> Stamps:
        """How they are now."""
        inside = (path for folder in self.folders for path in folder.rglob("*") if path.is_file())
        return {path: _stamp(path) for path in (*self.files, *inside)}

    def wait(self, before: Stamps) -> None:
        """Return when they differ from what they were before, and no longer change."""
        while (now := self.stamps()) == before:
            sleep(EVERY)
        while True:
            sleep(EVERY / 4)  # whoever writes may not be through
            last, now = now, self.stamps()
            if last == now:
                return


def _watched(options: dict[str, object]) -> Watched:
    """What the options name, and what is named there, as far as it can be read. Raises InputError for no such plan."""
    from planner.booklet.api import load_clinic
    from planner.content.plan import find_plan, plan_files
    from planner.problems import InputError

    plan = Path(str(options["plan"]))
    files = {*plan_files(plan if plan.exists() or plan.suffix else find_plan(str(plan), Path()))}
    files |= {Path(str(options[key])) for key in ("patient", "clinic") if options[key]}
    libraries = options["library"] if isinstance(options["library"], list) else []
    folders = frozenset((*libraries, Path("library"), *(file.parent / "library" for file in files)))
    if options["clinic"]:
        path = Path(str(options["clinic"]))
        try:
            clinic = load_clinic(path)
            files |= {path.parent / name for name in (clinic.logo, clinic.letterhead) if name}
        except InputError:
            pass  # the build says what is wrong with it
    return Watched(frozenset(files), folders)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
