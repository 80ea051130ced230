"""What is said where: results on standard output, everything else on standard error."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

RED, YELLOW, CYAN, BOLD = 31, 33, 36, 1
"""As terminals number them."""
ENCRYPTED = (
    "a PDF with a password is no PDF/A, the kind that archives ask for: they must be able to open what they keep"
)
"""For whoever must keep booklets for years."""
PARTLY = "stopped while files were written: those that are there are whole, others may be missing"


class StoppedError(Exception):
    """Ctrl-C, with what is to be said."""


def result(text: str) -> None:
    """A line of the command's result."""
    sys.stdout.write(f"{text}\n")


def record(**fields: object) -> None:
    """A result as one JSON object on a line."""
    sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")
    sys.stdout.flush()  # whoever follows a long run reads it as it comes


def note(text: str) -> None:
    """What is not the result: warnings, progress."""
    sys.stderr.write(re.sub(r"\bwarning:", lambda found: _paint(found[0], YELLOW, sys.stderr), text, count=1) + "\n")


def problem(text: str) -> None:
    """What is wrong, a line each."""
    sys.stderr.write("".join(f"{_paint(line, RED, sys.stderr)}\n" for line in text.splitlines()))


def fault(error: BaseException) -> None:
    """A fault of the program: where it is, but no value and no message, as these may be about a patient."""
    import platform
    import traceback

    for line in traceback.format_tb(error.__traceback__):
        sys.stderr.write(line)
    problem(f"{type(error).__name__}: a fault of the program, not yours; it did not finish. Please report it.")
    note(f"The lines above say where it is and nothing about a patient. Python {platform.python_version()}.")


def heading(text: str, stream: TextIO | None = None) -> str:
    """Words that stand out, on standard error unless another stream is named."""
    return _paint(text, BOLD, stream or sys.stderr)


def painted(text: str) -> str:
    """A help text: its headings stand out, and its options."""
    text = re.sub(r"^ *[A-Z]\w*:(?= |$)", lambda found: heading(found[0], sys.stdout), text, flags=re.MULTILINE)
    return re.sub(r"(?<![\w-])--?[a-z][a-z-]*", lambda found: _paint(found[0], CYAN, sys.stdout), text)


def _paint(text: str, colour: int, stream: TextIO) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if _coloured(stream) else text


def _coloured(stream: TextIO) -> bool:
    """Whether somebody watches who wants colours: no-color.org, force-color.org."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if sys.platform == "win32" and "WT_SESSION" not in os.environ:  # older windows show the codes
        return False
    return stream.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def interruptible(says: str) -> Iterator[None]:
    """What is said after Ctrl-C where that ends what would go on for ever, or something may have been written."""
    try:
        yield
    except KeyboardInterrupt:
        raise StoppedError(says) from None


@contextmanager
def progress(what: str, count: int, *, shown: bool = True) -> Iterator[Callable[[], None]]:
    """A bar with rate and time left, to be moved on by one; only where somebody watches."""
    if not (shown and sys.stderr.isatty()):
        yield lambda: None
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
