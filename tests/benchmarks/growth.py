"""How the cost of booklets grows, in processor time: `python -m tests.benchmarks.growth [most patients]`.

Patients are laid out and put into a print job of a plan with two sections; nothing else is written. Exercises and weeks
are those of one booklet with cover, overview, calendar and exercises, made from nothing each time.
"""

import gc
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

from planner import load_library, load_plan, make_booklet
from planner.batch.print_job import PrintJob, open_job
from planner.booklet.press import Press
from planner.content.clinic import Clinic
from planner.content.patient import Patient

HEAD = 'title: t\nsummary: s\nversion: "1"\nfor: f\nnot_for: n\ndays: [mon, wed, fri]\n'
SHORT = HEAD + "sections: [cover, overview]\nweeks: 1\nphases: [{title: p, weeks: 1, aim: a, exercises: [bridge]}]\n"
ROUNDS = 3


def patients(folder: Path, most: int) -> Iterator[tuple[str, float, float]]:
    """Patients of one plan in a print job: how many, milliseconds, megabytes of this process so far."""
    (folder / "plan.yaml").write_text(SHORT, "utf-8")
    plan, press = load_plan(folder / "plan.yaml"), Press(Clinic(name="Riverside Physiotherapy"))
    press.lay(plan, Patient()).booklet()
    number = 1
    while number <= most:
        start = process_time()
        with open_job(PrintJob(folder / "job.pdf", duplex=True), press, plan) as job:
            for n in range(number):
                who = Patient(name=f"Patient Number{n:06}", id=f"MRN-{n:06}", start="2026-12-01")
                job.add(job.settings.lay(press, n, plan, who, press.lay(plan, who)))
        took = (process_time() - start) * 1000
        yield f"{number:,} patients", took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        number *= 10


def booklets(folder: Path) -> Iterator[tuple[str, float, int]]:
    """More exercises, then more weeks: milliseconds and pages."""
    library = load_library()
    posed = [key for key in library.ids("exercises") if key != "walking"]
    for count in (1, 5, 10, 20, 30, 40):
        phases = [posed[:20], [*posed[20:], *posed][: count - 20]] if count > 20 else [posed[:count]]
        yield f"{count} exercises", *_made(folder, phases, [1] * len(phases))
    for weeks in (1, 2, 4, 8, 13, 26):
        yield f"{weeks} weeks", *_made(folder, [posed[:5]], [weeks])


def _made(folder: Path, phases: list[list[str]], weeks: list[int]) -> tuple[float, int]:
    rows = "".join(
        f"  - {{title: p{n}, weeks: {w}, aim: a, exercises: [{', '.join(ids)}]}}\n"
        for n, (ids, w) in enumerate(zip(phases, weeks, strict=True))
    )
    sections = "sections: [cover, overview, calendar, exercises]\n"
    (folder / "plan.yaml").write_text(f"{HEAD}{sections}weeks: {sum(weeks)}\nphases:\n{rows}", "utf-8")
    took = []
    for _ in range(ROUNDS):
        plan, library = load_plan(folder / "plan.yaml"), load_library()
        _forget()
        start = process_time()
        booklet = make_booklet(plan, Patient(start="2026-12-01"), library=library)
        took.append((process_time() - start) * 1000)
    return median(took), booklet.pages


def _forget() -> None:
    """Empty every memory of the program but those of words and fonts, which a process fills once."""
    for module in [module for name, module in sys.modules.items() if name.startswith("planner.")]:
        for name, memory in vars(module).items():
            clear = getattr(memory, "cache_clear", None)
            if callable(clear) and name not in ("_family", "_theme", "data"):
                clear()


def main(most: int) -> None:
    """Print two tables."""
    gc.disable()
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:
        print("| booklet | ms | pages |\n|---|---|---|")
        for what, took, pages in booklets(Path(place)):
            print(f"| {what} | {took:.0f} | {pages} |", flush=True)
        print("\n| print job | s | ms each | MB |\n|---|---|---|---|")
        for what, took, memory in patients(Path(place), most):
            each = took / int(what.split()[0].replace(",", ""))
            print(f"| {what} | {took / 1000:.2f} | {each:.2f} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
