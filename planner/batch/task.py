"""What workers in other processes are given: a few rows at a time, with all that their booklets are made of."""

import pickle
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from planner.booklet.press import Booklet, Press
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.problems import InputError, PlannerError, Problem

ROWS_PER_TASK = 20
"""Rows in a task: enough to spread the cost of sending it, few enough that workers finish at about the same time."""


@dataclass(frozen=True)
class Task:
    """A few rows."""

    packed: bytes
    """The press and the plans, pickled. A worker unpacks them once, and so keeps the pages that booklets share."""
    rows: tuple[tuple[Patient, int] | None, ...]
    """Each patient with the index of the plan; None for a row that has no booklet."""


def pack(press: Press, plans: tuple[Plan, ...]) -> bytes:
    """Pickle what the tasks of a batch share."""
    return pickle.dumps((press, plans))


def make_booklets(task: Task) -> list[Booklet | PlannerError | None]:
    """Make the booklet of each row. Return it, or the error that there is instead; None for a row without a patient."""
    press, plans = _unpack(task.packed)
    return [_make(press, plans[row[1]], row[0]) if row else None for row in task.rows]


@lru_cache(maxsize=2)
def _unpack(data: bytes) -> tuple[Press, tuple[Plan, ...]]:
    press, plans = pickle.loads(data)  # noqa: S301 - from our own main process
    return press, plans


def _make(press: Press, plan: Plan, patient: Patient) -> Booklet | PlannerError:
    try:
        return press.lay(plan, patient).booklet()
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
