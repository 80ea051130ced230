"""What is said where: results on standard output, everything else on standard error."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def result(text: str) -> None:
    """A line of the command's result."""
    sys.stdout.write(f"{text}\n")


def record(**fields: object) -> None:
    """A result as one JSON object on a line."""
    sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")
    sys.stdout.flush()  # whoever follows a long run reads it as it comes


def note(text: str) -> None:
    """What is not the result: warnings, progress."""
    sys.stderr.write(f"{text}\n")


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
