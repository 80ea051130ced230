"""What a row has from the patient's file that it names: what is said of these values has its place there."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from planner.batch.cells import in_cell
from planner.content.patient import Patient
from planner.problems import Problem


@dataclass(frozen=True)
class PatientFile:
    """A patient's file, as far as the cells of a row leave it."""

    whole: Patient
    own: frozenset[str]
    """The fields that the row itself has; they win."""

    @cached_property
    def values(self) -> dict[str, Any]:
        """The values of the file."""
        return self.whole.model_dump(exclude_unset=True)

    def slips(self, patient: Patient) -> tuple[Problem, ...]:
        """Return what build warns of in it, without what is said of the row's patient already."""
        told = {problem.text for problem in patient.slips()}
        return tuple(one for one in self.whole.slips() if not {*one.loc[:1]} & self.own and one.text not in told)

    def placed(self, problem: Problem) -> Problem:
        """Return a problem of the row's patient with its place in the file, if it is about what the file says."""
        if problem.file or problem.option or not problem.loc or problem.loc[0] not in {*self.values} - self.own:
            return problem
        if problem.loc[0] == "exercises" and not self._says(problem.loc):
            return problem  # of the plan, which has a field of this name too
        place = self.whole.problem(problem.loc, problem)
        return replace(problem, file=place.file, line=place.line, column=place.column)

    def _says(self, loc: tuple[str | int, ...]) -> bool:
        """Return whether a value is in the file."""
        value: Any = self.values
        for part in loc:
            if not isinstance(value, dict) or part not in value:
                return False
            value = value[part]
        return True


def placed(problem: Problem, file: PatientFile | None) -> Problem:
    """Return a problem of a row's patient with its place: in the patient's file, if it names one, or in a column."""
    return in_cell(file.placed(problem) if file else problem)
