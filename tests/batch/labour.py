"""Work for workers, where other processes find it."""

import os
import signal
import time
from pathlib import Path

from planner.batch.task import Task, make_booklets


def square(number: int) -> int:
    return number * number


def deadly(item: tuple[int, str]) -> int:
    """Kills whoever works on it: always, or the first time only."""
    number, flag = item
    if flag == "always" or (flag and not Path(flag).exists()):
        if flag != "always":
            Path(flag).write_text("died")
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def die_over_row_five(task: Task) -> list:
    """As a batch's work, but for one patient."""
    if any(row and row[0].id == "P-5" for row in task.rows):
        os.kill(os.getpid(), signal.SIGKILL)
    return make_booklets(task)


def name_and_wait(file: str) -> None:
    """Write which process this is, and work for longer than anybody waits."""
    Path(f"{file}.part").write_text(str(os.getpid()))
    Path(f"{file}.part").rename(file)
    time.sleep(600)
