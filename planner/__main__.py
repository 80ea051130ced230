"""`planner`, and `python -m planner`."""

import os
import sys


def main() -> None:
    """Run a command, also where Ctrl-C comes before anything is loaded."""
    try:
        from planner.cli import main as command
    except KeyboardInterrupt:
        sys.stderr.write("stopped; nothing was written\n")
        sys.exit(130)
    command()


if __name__ == "__main__":
    here: str = os.getcwd()  # noqa: PTH109 - pathlib is not needed yet
    sys.path[:] = [path for path in sys.path if path not in ("", here)]  # nothing that lies there is run
    main()
