"""Many damaged inputs: `python -m tests.fuzz.fuzz [cases] [first] [state]`. Each has to end in exit 2 or a booklet.

Each run of some hundred cases is a process of its own, whose memory is held against the limit; a case that fails is
named by kind and number, and made again by `python -m tests.fuzz.fuzz KIND NUMBER`. How many are done is printed after
each run of them, and kept in the file `state`, a line of JSON for each: with the same file, the next command goes on
where the last one stopped.
"""

import json
import os
import resource
import sys
import traceback
from collections import Counter
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.cases import KINDS, run

TURNS = [*[kind for kind in KINDS if kind != "large-workbook"] * 15, "large-workbook"]
"""The kinds, one after the other; a workbook of 1 MB takes thirty times as long as the others, so it comes rarely."""
AT_ONCE = len(TURNS)
MEGABYTES = 500
"""That a process with all of its cases may take."""


def some(first: int, count: int) -> tuple[Counter[str], list[str], float]:
    """Cases of all kinds: how they ended, what went wrong, and the memory of the process in megabytes."""
    ended: Counter[str] = Counter()
    wrong: list[str] = []
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        for number, kind in islice(zip(range(first, first + count), cycle(TURNS), strict=False), count):
            try:
                ended[f"{kind} {run(kind, number, Path(folder, 'case'))}"] += 1
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                ended[f"{kind} wrong"] += 1
                last = traceback.extract_tb(error.__traceback__)[-1]
                where = f"{Path(last.filename).name}:{last.lineno}"
                wrong.append(f"{kind} {number}: {type(error).__name__} in {where}: {str(error)[:200]}")
    return ended, wrong, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def before(state: Path | None) -> dict[tuple[int, int], tuple[Counter[str], list[str], float]]:
    """What earlier commands have done, by the first case of each run and their number."""
    lines = state.read_text("utf-8").splitlines() if state and state.exists() else []
    found = [json.loads(line) for line in lines if line.endswith("}")]  # the last one may be cut off
    return {(one["first"], one["count"]): (Counter(one["ended"]), one["wrong"], one["memory"]) for one in found}


def main(cases: int, first: int, state: Path | None = None) -> int:
    """Run them and print what became of them."""
    total: Counter[str] = Counter()
    failed, most = 0, 0.0
    done = before(state)
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        jobs = [(at, min(AT_ONCE, first + cases - at)) for at in range(first, first + cases, AT_ONCE)]
        for job in jobs:
            ended, wrong, memory = done.get(job) or pool.apply(some, job)
            total += ended
            most = max(most, memory)
            for line in [*wrong, *([f"{job}: {memory:.0f} MB"] if memory > MEGABYTES else [])]:
                failed += 1
                print(line, flush=True)
            if state and job not in done:
                kept = {"first": job[0], "count": job[1], "ended": ended, "wrong": wrong, "memory": memory}
                with state.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(kept) + "\n")
            print(f"{total.total():,} of {cases:,} cases, {failed} wrong, {most:.0f} MB", file=sys.stderr, flush=True)
    for what, count in sorted(total.items()):
        print(f"{what:20} {count:>8,}")
    print(f"{total.total():,} cases, {failed} wrong; the largest process took {most:.0f} MB")
    return int(failed > 0)


if __name__ == "__main__":
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1795348800")
    if sys.argv[1:2] and sys.argv[1] in KINDS:
        with TemporaryDirectory() as place:
            print(run(sys.argv[1], int(sys.argv[2]), Path(place, "case")))
    else:
        how_many, start = [*map(int, sys.argv[1:3]), *(100_000, 0)[len(sys.argv[1:3]) :]]
        sys.exit(main(how_many, start, Path(sys.argv[3]) if sys.argv[3:] else None))
