"""The days of a patient's weeks."""

from datetime import date, timedelta

from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.scalars import EVERY_OTHER, WEEKDAYS
from planner.problems import InputError
from planner.programme.dose import spread

Days = tuple[str, ...]
"""As they are written: weekdays, or every other day."""


class Calendar:
    """The days of a patient's weeks, with dates if there is a start."""

    def __init__(self, patient: Patient, clinic: Clinic, weeks: int) -> None:
        """Raises InputError for weeks that no calendar has."""
        self.patient = patient
        self.order = tuple(range(7)) if clinic.week_starts == "monday" else (6, *range(6))
        start = patient.start
        self._into = (start.weekday() - self.order[0]) % 7 if start else 0
        try:
            self._first = start - timedelta(days=self._into) if start else None
            _ = self._first and self._first + timedelta(days=7 * weeks)
        except OverflowError:
            raise InputError(patient.problem(("start",), f'"{start}": the weeks run beyond the calendar')) from None

    def days(self, week: int) -> list[tuple[int, date | None, bool]]:
        """Of a week (from 1): the weekday, the date, whether the programme has started."""
        ahead = [7 * (week - 1) + n for n in range(7)]
        dates = [self._first + timedelta(days=n) if self._first else None for n in ahead]
        return [(w, day, n >= self._into) for w, day, n in zip(self.order, dates, ahead, strict=True)]

    def weekdays(self, named: Days, most: int, week: int) -> tuple[int, ...]:
        """The weekdays that are named, never more than most; every other day counts from the start."""
        if named != (EVERY_OTHER,):
            return spread(tuple(WEEKDAYS.index(day) for day in named), most)
        return spread(
            tuple(sorted(self.order[n] for n in range(7) if (7 * (week - 1) + n - self._into) % 2 == 0)), most
        )
