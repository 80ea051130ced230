"""`planner`, and `python -m planner`."""

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress


def main() -> None:
    """Run a command, also where Ctrl-C comes before anything is loaded."""
    gc.disable()  # modules that are loaded leave no garbage to look for
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # to look for them would take as long as the help
    if getattr(sys, "frozen", False):
        from planner.frozen import freeze_support

        freeze_support()
    try:
        from planner.cli import main as command
    except KeyboardInterrupt:
        sys.stderr.write("stopped; nothing was written\n")
        sys.exit(130)
    command()


def run() -> None:
    """Run a command and end the process at once: to free every object first would take as long as two pages."""
    try:
        main()
    except SystemExit as end:
        if not isinstance(end.code, int) or threading.active_count() > 1:  # other threads are waited for
            raise
        atexit._run_exitfuncs()  # noqa: SLF001 - what Python does first at its end
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):  # closed, and said before
                stream.flush()
        os._exit(end.code)


if __name__ == "__main__":
    here: str = os.getcwd()  # noqa: PTH109 - pathlib is not needed yet
    sys.path[:] = [path for path in sys.path if path not in ("", here)]  # nothing that lies there is run
    run()
