"""What is handed to workers in other processes: some rows at a time, with all that is needed to make their booklets."""

import pickle
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from planner.booklet.press import Booklet, Press
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.problems import InputError, PlannerError, Problem

ROWS_PER_TASK = 20
"""Rows in a task: enough that what goes with them costs little, few enough that all workers end together."""


@dataclass(frozen=True)
class Task:
    """Some rows."""

    packed: bytes
    """The press and the plans, pickled: a worker unpacks them once and so keeps the pages that booklets share."""
    rows: tuple[tuple[Patient, int] | None, ...]
    """Patients with the number of their plan; None for a row of which nothing can be made."""


def pack(press: Press, plans: tuple[Plan, ...]) -> bytes:
    """What all tasks of a batch share."""
    return pickle.dumps((press, plans))


def make_booklets(task: Task) -> list[Booklet | PlannerError | None]:
    """Return a booklet for each row, or why there is none; None for a row that is not to be made."""
    press, plans = _unpack(task.packed)
    return [_make(press, plans[row[1]], row[0]) if row else None for row in task.rows]


@lru_cache(maxsize=2)
def _unpack(data: bytes) -> tuple[Press, tuple[Plan, ...]]:
    press, plans = pickle.loads(data)  # noqa: S301 - our own, from the process that hands out the work
    return press, plans


def _make(press: Press, plan: Plan, patient: Patient) -> Booklet | PlannerError:
    try:
        return press.lay(plan, patient).booklet()
    except PlannerError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a row that nobody thought of must not stop the others
        return fault(error)


def fault(error: Exception) -> InputError:
    """Return a fault of the program by its place in the program, and nothing that the row holds."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return InputError(
        Problem(text=f"a fault of the program ({type(error).__name__} in {where})", advice="please report it")
    )
