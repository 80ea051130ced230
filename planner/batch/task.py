"""What workers in other processes are given: a few rows at a time, with all that their booklets are made of."""

import pickle
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from planner.booklet.press import Booklet, Press
from planner.content.clinic import Paper
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.problems import InputError, PlannerError, Problem

ROWS_PER_TASK = 20
"""Rows in a task: enough to spread the cost of sending it, few enough that workers finish at about the same time."""


@dataclass(frozen=True)
class Task:
    """A few rows."""

    press: bytes
    """The press, pickled."""
    rows: tuple[tuple[Patient, Paper, tuple[bytes, ...]] | None, ...]
    """Each patient with the paper and the plans, pickled; None for a row that has no booklet."""
    home: int = 0
    """Which process makes them; see `likes`."""


class Made(NamedTuple):
    """What became of a row."""

    booklets: list[Booklet] | PlannerError | None = None
    """One for each of its plans, or the error that there is instead; None for a row without a patient."""
    seconds: float = 0.0
    """How long it took."""


def make_booklets(task: Task) -> list[Made]:
    """Make the booklets of each row, one for each of its plans."""
    press: Press = _unpacked(task.press)
    found: list[Made] = []
    for row in task.rows:
        began = monotonic()
        booklets = _make(press.on(row[1]), [_unpacked(plan) for plan in row[2]], row[0]) if row else None
        found.append(Made(booklets, monotonic() - began))
    return found


@lru_cache(maxsize=64)
def _unpacked(data: bytes) -> Any:  # noqa: ANN401 - a press or a plan
    """Return what was pickled, the same for the same: so a worker keeps the pages that booklets share."""
    return pickle.loads(data)  # noqa: S301 - from our own main process


def _make(press: Press, plans: list[Plan], patient: Patient) -> list[Booklet] | PlannerError:
    try:
        return [press.lay(plan, patient).booklet() for plan in plans]
    except PlannerError as error:
        return error
    except Exception as error:  # noqa: BLE001 - an unforeseen row must not stop the others
        return fault(error)


def fault(error: Exception) -> InputError:
    """Return an unforeseen error as a problem: its type and its place in the program, without any of the row's data."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return InputError(
        Problem(text=f"a fault of the program ({type(error).__name__} in {where})", advice="please report it")
    )
