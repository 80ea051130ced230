"""Drawing what strangers made: in a process of its own, with little time and memory, which can be stopped."""

import subprocess
import sys
from pathlib import Path

from planner.frozen import refuse_unready
from planner.problems import InputError

SECONDS = 5
"""The longest that a drawing may take: what a logo is made of takes a hundredth of it."""
MEMORY = 500_000_000
"""The most memory of the process that draws, in bytes; on Linux only."""
_LIMITS = """
import sys
sys.path.append(sys.argv[1])
if sys.argv[2]:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]),) * 2)
"""


def drawn(script: str, package: str, data: bytes, argument: str, *, what: str, advice: str) -> bytes:
    """Return what a script writes that reads data and an argument, `sys.argv[4]`; package: the file of what it imports.

    Raise InputError if it fails, or takes more than SECONDS or MEMORY. what: begins the message, such as `the SVG`.
    """
    refuse_unready(what)
    limit = str(MEMORY) if sys.platform == "linux" else ""
    folder = str(Path(package).parents[1])
    command = [sys.executable, "-I", "-S", "-c", _LIMITS + script, folder, limit, str(SECONDS), argument]
    try:
        made = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise InputError(f"{what} takes more than {SECONDS} s to draw: simplify it, or use a PNG") from None
    if made.returncode or not made.stdout:
        text = f"{what} cannot be drawn, or takes more than {SECONDS} s or {MEMORY // 1_000_000} MB: {advice}"
        raise InputError(text)
    return made.stdout
