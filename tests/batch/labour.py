"""Work for workers, where other processes find it."""

import os
import signal
from pathlib import Path


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
