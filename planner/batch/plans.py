"""The plans that rows name: by a plan's name, as commands do, or by a file in the roster's folder."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from planner.batch.source import file_inside
from planner.content.plan import Plan
from planner.content.plan_files import find_plan, which_file
from planner.problems import InputError, Problem


class RowPlans:
    """Loads the plans that rows name, each once."""

    def __init__(self, folder: Path | None, near: Path | None) -> None:
        """Look for files in the roster's folder, if it has one, and for names as load_plan does with near."""
        self._folder, self._near = folder, near
        self._loaded: dict[str, Plan] = {}

    def load(self, text: str) -> Plan:
        """Load the plan that a row names. Raise InputError if there is none, or with all that is wrong with it."""
        if text not in self._loaded:
            self._loaded[text] = Plan.load(self._file(text) or find_plan(text, self._near))
        return self._loaded[text]

    def which(self, texts: Iterable[str]) -> list[str]:
        """Return which file each name means, a sentence for each that has two different files."""
        near = self._near
        found: list[str] = []
        if near is None:
            return found
        for text in texts:
            with suppress(InputError):  # its row fails for that reason
                if not self._file(text):
                    found += which_file(text, find_plan(text, near), near)
        return found

    def _file(self, text: str) -> Path | None:
        """Return the file in the roster's folder, or below it, that a row names; None if it is a plan's name.

        Raise InputError for a file that is not there.
        """
        path = file_inside(self._folder, text) if self._folder else None
        if path and path.is_file():
            return path
        if "/" in text or "\\" in text or text.endswith((".yaml", ".yml")):
            advice = "write the name of a plan, or a file in the folder of the roster"
            raise InputError(Problem(quoted=text, text="there is no plan {}", advice=advice))
        return None
