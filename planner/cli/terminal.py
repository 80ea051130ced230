"""Print: results on standard output, everything else on standard error."""

import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, TextIO

from planner.problems import visible

RED, YELLOW, CYAN, BOLD = 31, 33, 36, 1
"""The numbers of ANSI escape codes."""
PAUSE = 60
"""Seconds between two lines that say how far a long run is."""
ENCRYPTED = (
    "a PDF with a password is not PDF/A, which archives ask for because they must be able to open what they keep"
)
"""A note for clinics that must keep booklets for years."""
PARTLY = "stopped while files were being written: those that are there are complete, others may be missing"


class StoppedError(Exception):
    """Ctrl-C, with the message to print."""


_LOST: dict[str, OSError] = {}
"""Why what was printed has not arrived, by stream."""


class _Outlet(io.FileIO):
    """Standard output or error: a command goes on where nobody reads it any more, or the disk behind it is full."""

    def __init__(self, stream: TextIO, name: str) -> None:
        super().__init__(stream.fileno(), "w", closefd=False)
        self._stream, self._name = stream, name  # which closes what it writes to when it is gone

    def write(self, data: Any) -> int:  # noqa: ANN401 - any bytes
        try:
            return super().write(data)
        except OSError as error:
            _LOST.setdefault(self._name, error)
            return len(data)


def open_outlets() -> None:
    """Let printing never stop a command; `lost` says why it does not arrive."""
    _LOST.clear()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        buffer = getattr(stream, "buffer", None)
        if type(stream) is io.TextIOWrapper and type(getattr(buffer, "raw", buffer)) is io.FileIO:
            stream.flush()
            opened = io.TextIOWrapper(
                io.BufferedWriter(_Outlet(stream, name)),
                encoding=stream.encoding,
                errors=stream.errors,
                line_buffering=stream.line_buffering or stream.write_through,
            )
            setattr(sys, name, opened)


def lost() -> str:
    """Return why some of what was printed has not arrived; nothing where a reader has only had enough of it."""
    sys.stdout.flush()
    found = (error.strerror for error in _LOST.values() if not isinstance(error, BrokenPipeError))
    return next(filter(None, found), "")


def result(text: str) -> None:
    """Print a line of the command's result."""
    sys.stdout.write(f"{visible(text)}\n")


def record(**fields: object) -> None:
    """Print a result as one JSON object on a line."""
    line = json.dumps(fields, ensure_ascii=False)
    if visible(line) != line:  # JSON itself allows all but those below a space
        line = json.dumps(fields)
    sys.stdout.write(line + "\n")
    sys.stdout.flush()  # a program that follows a long run reads each line as it comes


def event(**fields: object) -> None:
    """Print what has become of a part of a long run. It goes on when nobody reads that any more, and says so once."""
    arrived = "stdout" not in _LOST
    record(**fields)
    if arrived and "stdout" in _LOST:
        is_left = isinstance(_LOST["stdout"], BrokenPipeError)
        why = "nobody reads standard output any more" if is_left else "standard output cannot be written any more"
        note(f"{why}; the run goes on, and its report has all of it")


def note(text: str, *, own: bool = False) -> None:
    """Print what is not the result, such as a warning. own: nothing of it was typed or read, and it may be painted."""
    text = text if own else visible(text)
    sys.stderr.write(re.sub(r"\bwarning:", lambda found: _paint(found[0], YELLOW, sys.stderr), text, count=1) + "\n")


def problem(text: str) -> None:
    """Print what is wrong, a line for each problem."""
    sys.stderr.write("".join(f"{_paint(line, RED, sys.stderr)}\n" for line in visible(text).splitlines()))


def fault(error: BaseException) -> None:
    """Print where the program failed, without values and messages: they may be about a patient."""
    import platform
    import traceback

    for line in traceback.format_tb(error.__traceback__):
        sys.stderr.write(line)
    problem(f"{type(error).__name__}: a fault of the program, not yours; it did not finish. Please report it.")
    note(f"The lines above say where it failed, and nothing about a patient. Python {platform.python_version()}.")


def heading(text: str, stream: TextIO | None = None) -> str:
    """Return text in bold, for standard error unless another stream is named."""
    return _paint(text, BOLD, stream or sys.stderr)


def painted(text: str) -> str:
    """Return a help text with its headings in bold and its options in colour."""
    text = re.sub(r"^ *[A-Z]\w*:(?= |$)", lambda found: heading(found[0], sys.stdout), text, flags=re.MULTILINE)
    return re.sub(r"(?<![\w-])--?[a-z][a-z-]*", lambda found: _paint(found[0], CYAN, sys.stdout), text)


def _paint(text: str, colour: int, stream: TextIO) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if _coloured(stream) else text


def _coloured(stream: TextIO) -> bool:
    """Return whether to print in colour, by the rules of no-color.org and force-color.org."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if sys.platform == "win32" and "WT_SESSION" not in os.environ:  # the older Windows console prints the codes
        return False
    return stream.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def interruptible(says: str) -> Iterator[None]:
    """Print this text after Ctrl-C, instead of saying that nothing was written."""
    try:
        yield
    except KeyboardInterrupt:
        raise StoppedError(says) from None


def _line_by_line(what: str, count: int) -> Callable[[], None]:
    """Return a function that counts, and prints how far it is when a while has passed since the last line."""
    done, said = 0, monotonic()

    def step() -> None:
        nonlocal done, said
        done += 1
        if monotonic() - said >= PAUSE and done < count:
            said = monotonic()
            note(f"{done:,} of {count:,} {what}")

    return step


@contextmanager
def progress(what: str, count: int, *, shown: bool = True) -> Iterator[Callable[[], None]]:
    """Show a bar with rate and time left; the function that is given moves it on by one.

    Where nobody watches, as in a log, it is a line a minute.
    """
    if not shown:
        yield lambda: None
        return
    if not sys.stderr.isatty():
        yield _line_by_line(what, count)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed or 0:,.0f}/s")

    with Progress(
        BarColumn(), MofNCompleteColumn(), what, Rate(), TimeRemainingColumn(), console=Console(stderr=True)
    ) as bar:
        task = bar.add_task(what, total=count)
        yield lambda: bar.advance(task)
