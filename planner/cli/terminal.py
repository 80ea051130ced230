"""What is said where: results on standard output, everything else on standard error."""

import json
import sys


def result(text: str) -> None:
    """A line of the command's result."""
    sys.stdout.write(f"{text}\n")


def record(**fields: object) -> None:
    """A result as one JSON object on a line."""
    sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")


def note(text: str) -> None:
    """What is not the result: warnings, progress."""
    sys.stderr.write(f"{text}\n")
