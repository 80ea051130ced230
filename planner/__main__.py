"""`planner`, and `python -m planner`."""

import os
import sys


def main() -> None:
    """Run a command, also where Ctrl-C comes before anything is loaded."""
    if getattr(sys, "frozen", False):
        _as_python()
    try:
        from planner.cli import main as command
    except KeyboardInterrupt:
        sys.stderr.write("stopped; nothing was written\n")
        sys.exit(130)
    command()


def _as_python() -> None:
    """In a program that PyInstaller made, be the Python that other processes of ours are started with."""
    from multiprocessing import freeze_support

    freeze_support()  # ends here in a process that works for a batch
    if sys.argv[1:4] == ["-I", "-S", "-c"]:  # one that draws, see pdf.file.limited
        script = sys.argv[4]
        sys.argv[:] = ["-c", *sys.argv[5:]]
        exec(script, {"__name__": "__main__"})  # noqa: S102 - typed by whoever started it
        sys.exit()


if __name__ == "__main__":
    here: str = os.getcwd()  # noqa: PTH109 - pathlib is not needed yet
    sys.path[:] = [path for path in sys.path if path not in ("", here)]  # nothing that lies there is run
    main()
