"""What a row has from the patient's file that it names: what is said of these values has its place there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from planner.batch.cells import as_text, in_cell
from planner.content.patient import Patient
from planner.problems import InputError, Problem

WHO = ("id", "name", "born")
"""What says whose a file is."""


@dataclass(frozen=True)
class PatientFile:
    """A patient's file, as far as the cells of a row leave it."""

    whole: Patient
    row: Mapping[str, Any]
    """The values of the row itself, by field; they win."""
    shared_with: int | None = None
    """The number of an earlier row that names the same file, though it is about somebody."""

    @property
    def own(self) -> frozenset[str]:
        """The fields that the row itself has."""
        return frozenset(self.row)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The values of the file."""
        return self.whole.model_dump(exclude_unset=True)

    def slips(self, patient: Patient) -> tuple[Problem, ...]:
        """Return what build warns of in it, without what is said of the row's patient already."""
        told = {problem.text for problem in patient.slips()}
        slips = (one for one in self.whole.slips() if not {*one.loc[:1]} & self.own and one.text not in told)
        return (*slips, *self._lost(patient), *self._of_another())

    def others(self) -> list[str]:
        """Return by what the file is about another patient than the row says: its id, name or born."""
        found = ((field, getattr(self.whole, field), self.row.get(field)) for field in WHO)
        return [field for field, file, row in found if file and row and _folded(file) != _folded(row)]

    def refuse_another(self) -> None:
        """Raise InputError if the file differs from the row in more than one thing that says whose it is."""
        if len(wrong := self.others()) > 1:
            text = f"is the file of another patient: {listed(wrong)} in it differ from those of the row"
            raise InputError(
                Problem(loc=("patient",), text=text, advice="name the patient's own file, or correct them")
            )

    def _lost(self, patient: Patient) -> Iterator[Problem]:
        """Yield a warning of the conditions of the file that the row's own replace."""
        if "conditions" in self.own and (
            lost := [one for one in self.whole.conditions if one not in patient.conditions]
        ):
            text = (
                f"in the patient's file there is {listed(lost)} too, and the row's conditions replace those of the file"
            )
            advice = "write all that the patient has into the row, or empty its cell"
            yield Problem(loc=("conditions",), text=text, advice=advice, kind="warning")

    def _of_another(self) -> Iterator[Problem]:
        """Yield a warning if the file may be another patient's."""
        for field in self.others():
            text = "is another in the patient's file: it may be the file of somebody else"
            advice = "name the patient's own file, or correct one of the two"
            yield Problem(loc=(field,), text=text, advice=advice, kind="warning")
        if self.shared_with is not None:
            text = f"is the file of one patient, and row {self.shared_with} names it too"
            advice = "give each patient a file of their own"
            yield Problem(loc=("patient",), text=text, advice=advice, kind="warning")

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


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence has them: `id, name and born`."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _folded(value: Any) -> str:  # noqa: ANN401 - a date or a year too
    return " ".join(as_text(value).casefold().split())
