"""Programs that carry their own Python, such as PyInstaller makes: how they serve as the Python of our processes."""

import sys

from planner.problems import InputError, Problem

_READY: list[bool] = []
"""Holds something once `freeze_support` was called."""


def freeze_support() -> None:
    """Begin a program that carries its own Python: call it first of all, below `if __name__ == "__main__":`.

    Drawings of strangers, and the rows of a batch with jobs, are made in processes of their own, which are this program
    started again: in these, the call does the work and ends the process. In any other program it does nothing.
    """
    if not getattr(sys, "frozen", False):
        return
    from multiprocessing import freeze_support as of_python

    _READY.append(True)
    of_python()  # ends here in a process that works for a batch
    if sys.argv[1:4] == ["-I", "-S", "-c"]:  # one that draws, see pdf.file.limited
        script = sys.argv[4]
        sys.argv[:] = ["-c", *sys.argv[5:]]
        exec(script, {"__name__": "__main__"})  # noqa: S102 - typed by whoever started it
        sys.exit()


def refuse_unready(what: str) -> None:
    """Raise InputError in a program whose new process would be the whole program once more, as often as it is begun."""
    if getattr(sys, "frozen", False) and not _READY:
        text = f"{what} needs a process of its own, which this program cannot begin"
        raise InputError(Problem(text=text, advice="its first line has to be planner.freeze_support()"))
