"""The days of a patient's weeks.

A plan's week is seven days from the first day on which something is done, not a week from Monday: so a plan of six
weeks has all its sessions whatever weekday it starts, phases change after whole weeks, and no page is empty.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.scalars import EVERY_OTHER, WEEKDAYS
from planner.problems import InputError, Problem
from planner.programme.dose import spread

Days = tuple[str, ...]
"""As they are written: weekdays, or every other day."""
WEEK = len(WEEKDAYS)


class Calendar:
    """The days of a patient's weeks, with dates if there is a start."""

    def __init__(self, patient: Patient, clinic: Clinic, weeks: int, active: Iterable[int] | None) -> None:
        """Begin on the first active weekday (0 is Monday) or appointment from the start on; None: on the start itself.

        Raise InputError for weeks that no calendar has.
        """
        self.patient = patient
        try:
            self._first = first_day(patient, active)
            _ = self._first and self._first + timedelta(days=WEEK * weeks)
        except OverflowError:
            problem = Problem(quoted=f"{patient.start}", text="the weeks run beyond the calendar")
            raise InputError(patient.problem(("start",), problem)) from None
        usual = 0 if clinic.week_starts == "monday" else WEEK - 1
        first = self._first.weekday() if self._first else usual
        self.order: tuple[int, ...] = tuple((first + n) % WEEK for n in range(WEEK))

    def days(self, week: int) -> list[tuple[int, date | None]]:
        """Return the weekday and the date of each day of a week (from 1)."""
        ahead = [WEEK * (week - 1) + n for n in range(WEEK)]
        dates = [self._first + timedelta(days=n) if self._first else None for n in ahead]
        return list(zip(self.order, dates, strict=True))

    def weekdays(self, named: Days, most: int, week: int) -> tuple[int, ...]:
        """Return the named weekdays, at most so many; every other day counts from the first day of week 1."""
        if named != (EVERY_OTHER,):
            return spread(tuple(WEEKDAYS.index(day) for day in named), most)
        return spread(tuple(sorted(self.order[n] for n in range(WEEK) if (WEEK * (week - 1) + n) % 2 == 0)), most)


def first_day(patient: Patient, active: Iterable[int] | None) -> date | None:
    """Return the first day from the start on with exercises or an appointment."""
    start = patient.start
    if start is None or active is None:
        return start
    ahead = [(weekday - start.weekday()) % WEEK for weekday in active]
    ahead += [days for moment in patient.appointments if (days := (moment.date() - start).days) >= 0]
    return start + timedelta(days=min(ahead, default=0))
