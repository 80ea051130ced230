"""A batch by one process and by two: `python -m tests.benchmarks.jobs [patients]`.

The list is that of roster.py, all on one paper. Processor time is counted. What two processes take if two cores are
free, is what the busier of them takes, and this one while they wait for it: reading rows, writing files.
"""

import csv
import gc
import resource
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from planner import load_plan
from planner.batch.batch import Batch
from planner.batch.roster import read_roster
from planner.batch.run import make_batch
from planner.batch.workers import processes
from planner.booklet.press import Press
from planner.content.clinic import Clinic
from tests.benchmarks.roster import patients

COLUMNS = ("id", "name", "start", "days", "size", "language", "conditions", "plan")


def listed(many: int) -> str:
    """A roster of patients."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for _, plan, who in patients(many):
        days = ";".join(who.days or ())
        rows.writerow([who.id, who.name, who.start, days, who.size, who.language, ";".join(who.conditions), plan])
    return out.getvalue()


def used(_: int) -> float:
    """Seconds of processor time of this process so far."""
    return process_time()


def main(many: int) -> None:
    """Print a table."""
    gc.disable()  # as `planner batch` does
    print("| processes | all, s | the busiest, s | this one, s | MB of the largest |\n|---|---|---|---|---|")
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "roster.csv").write_text(listed(many), "utf-8")
        roster = read_roster(folder / "roster.csv")
        press = Press(Clinic(name="Riverside Physiotherapy"))
        for count in (2, 1):  # first the one that leaves nothing ready in this process
            batch = Batch(load_plan("low-back-relief"), roster, folder / str(count), press)
            start, others = process_time(), [0.0]
            if count > 1:
                with processes(count) as workers:
                    make_batch(batch, workers=workers)
                    others = [seconds for _, seconds in workers.map(used, range(count), lambda n: n) if seconds]
            else:
                make_batch(batch)
            own = process_time() - start
            whose = resource.RUSAGE_SELF if count == 1 else resource.RUSAGE_CHILDREN
            megabytes = resource.getrusage(whose).ru_maxrss / 1000
            print(f"| {count} | {own + sum(others):.1f} | {max(others) or own:.1f} | {own:.1f} | {megabytes:.0f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
