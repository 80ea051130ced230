"""The same booklet by us and by four others, in turns, on one core: `python -m tests.benchmarks.peers [rounds]`.

The words, the pages and the number of drawn paths are asserted to be the same. What is counted is processor time (user
and system): on a machine with other work the clock says little. Ratios travel between machines, milliseconds do not.
Needs the dependency group `bench`.
"""

import gc
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from subprocess import DEVNULL, run
from tempfile import TemporaryDirectory
from time import process_time

if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # before anybody counts the cores

from planner import load_library, load_plan
from planner.batch.print_job import PrintJob, open_job
from planner.booklet.press import Press
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.plan import Entry, Plan
from planner.figure import draw
from tests.benchmarks import with_platypus
from tests.benchmarks.content import named, pages_of, same_booklet
from tests.benchmarks.figure import forget
from tests.benchmarks.with_fpdf2 import Booklets as Fpdf2
from tests.benchmarks.with_typst import Booklets as Typst
from tests.benchmarks.with_weasyprint import Booklets as Weasyprint
from tests.figure.scenes import SCENES

NAMED = "low-back-relief"
NAME = "Patient Number0000"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
JOB = 200
"""Patients of a print job in a round."""
TYPST = "import typst; typst.Compiler({0!r}, font_paths=[{1!r}], ignore_system_fonts=True).compile(output={2!r})"


def patient(number: int) -> Patient:
    """Who differs from the others by name and id."""
    return Patient(name=f"Patient Number{number:04}", id=f"MRN-{number:04}", start="2026-12-01")


def other_patient(number: int, plan: Plan) -> tuple[Plan, Patient]:
    """Who differs by name, dates, days and conditions, and has a plan of their own with other doses."""
    chance = Random(number)
    unsuited = (*plan.not_for_conditions, "hip-replacement")  # with a new hip much has to be cleared first
    suited = [name for name in load_library().ids("conditions") if name not in unsuited]
    conditions = chance.sample(suited, chance.randint(0, 2))
    start = date(2026, 12, 1) + timedelta(days=chance.randrange(365))
    who = Patient(
        name=f"Patient Number{number:04}",
        id=f"MRN-{number:04}",
        start=start.isoformat(),
        days=chance.sample(DAYS, chance.randint(3, 6)),
        conditions=conditions,
    )
    phases = [
        phase.model_copy(update={"exercises": tuple(_dosed(entry, chance) for entry in phase.exercises)})
        for phase in plan.phases
    ]
    return plan.model_copy(update={"phases": tuple(phases)}).at(plan.origin), who


def _dosed(entry: Entry, chance: Random) -> Entry:
    if entry.exercise == "walking":
        return entry
    return entry.model_copy(update={"reps": Entry(exercise=entry.exercise, reps=str(chance.randint(4, 15))).reps})


def took(make: Callable[[], object], times: int) -> float:
    """Milliseconds of processor time that each of some calls took."""
    start = process_time()
    for _ in range(times):
        make()
    return (process_time() - start) * 1000 / times


def cold(*command: str) -> float:
    """Milliseconds of processor time of a process that finds its modules compiled, as pip leaves them."""
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run([sys.executable, *command], check=True, stdout=DEVNULL, stderr=DEVNULL, env=around)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


class Bench:
    """All makers, warm, each known to make the same booklet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan, self.press = load_plan(NAMED), Press(Clinic(name="Riverside Physiotherapy"))
        self.numbers = count(1)
        model = self.press.lay(self.plan, patient(0)).booklet()
        self.pages = pages_of(model.data)
        with_platypus.register()
        self.typst = Typst(self.pages, NAME, folder)
        self.fpdf2, self.weasyprint = Fpdf2(), Weasyprint()
        for theirs in (
            with_platypus.booklet(self.pages),
            self.typst(NAME),
            self.fpdf2(self.pages),
            self.weasyprint(self.pages),
        ):
            same_booklet(model.data, theirs)
        self.others = [self._other() for _ in range(3)]
        self._ours_cold()  # the first one compiles

    def _other(self) -> list:
        laid = self.press.lay(*other_patient(next(self.numbers), self.plan)).booklet()
        pages = pages_of(laid.data)
        same_booklet(laid.data, with_platypus.booklet(pages))
        return pages

    def write(self, data: bytes) -> None:
        """Write a file, as all do."""
        (self.folder / "booklet.pdf").write_bytes(data)

    def one_plan(self) -> None:
        self.write(self.press.lay(self.plan, patient(next(self.numbers))).booklet().data)

    def all_differ(self) -> None:
        self.write(self.press.lay(*other_patient(next(self.numbers), self.plan)).booklet().data)

    def renamed(self) -> list:
        return named(self.pages, f"Patient Number{next(self.numbers):04}", NAME)

    def job(self) -> float:
        """Milliseconds that each further patient of a print job takes."""
        with open_job(PrintJob(self.folder / "job.pdf", duplex=True), self.press, self.plan) as job:

            def add() -> None:
                number = next(self.numbers)
                who = patient(number)
                job.add(job.settings.lay(self.press, number, self.plan, who, self.press.lay(self.plan, who)))

            took(add, 10)
            return took(add, JOB)

    def job_grows(self) -> float:
        """Bytes of a print job for each further patient."""
        sizes = []
        for patients in (100, 500):
            with open_job(PrintJob(self.folder / "job.pdf", duplex=True), self.press, self.plan) as job:
                for number in range(patients):
                    who = patient(number)
                    job.add(job.settings.lay(self.press, number, self.plan, who, self.press.lay(self.plan, who)))
            sizes.append((self.folder / "job.pdf").stat().st_size)
        return (sizes[1] - sizes[0]) / 400

    def figures(self) -> float:
        """Milliseconds of a picture from nothing."""
        forget()
        drawn = 0
        start = process_time()
        for scene in SCENES.values():
            for n in range(len(scene.pictures)):
                draw(scene, n)
                drawn += 1
        each = (process_time() - start) * 1000 / drawn
        took(self.all_differ, 24)  # the next round shall not pay for what was forgotten here
        return each

    def _ours_cold(self) -> float:
        return cold("-m", "planner", "build", NAMED, "-o", str(self.folder / "cold.pdf"), "--overwrite")

    def round(self) -> Iterator[tuple[str, float]]:
        """Everything once, in turns."""
        self.one_plan()  # what the round before left ready is that of other plans
        yield "one plan, ours", took(self.one_plan, 100)
        yield "one plan, platypus", took(lambda: self.write(with_platypus.booklet(self.renamed())), 4)
        yield "one plan, typst", took(lambda: self.write(self.typst(f"Patient Number{next(self.numbers):04}")), 10)
        yield "all differ, ours", took(self.all_differ, 12)
        theirs = iter(self.others)
        yield "all differ, platypus", took(lambda: self.write(with_platypus.booklet(next(theirs))), len(self.others))
        yield "job", self.job()
        yield "figure", self.figures()
        yield "cold, ours", self._ours_cold()
        target = str(self.folder / "typst.pdf")  # a name of its own: we write over no file that others made
        fonts = str(Path(__file__).parents[2] / "fonts" / "source-sans-3")
        yield "cold, typst", cold("-c", TYPST.format(str(self.typst.file), fonts, target))

    def slow_round(self) -> Iterator[tuple[str, float]]:
        """Those who take seconds."""
        yield "one plan, fpdf2", took(lambda: self.write(self.fpdf2(self.renamed())), 1)
        yield "one plan, weasyprint", took(lambda: self.write(self.weasyprint(self.renamed())), 1)


@contextmanager
def place() -> Iterator[Path]:
    """A folder in memory, if the system has one."""
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        yield Path(folder)


def main(rounds: int) -> None:
    """Print a table."""
    found: dict[str, list[float]] = {}
    with place() as folder:
        bench = Bench(folder)
        gc.disable()
        for number in range(rounds):
            for what, figure in (*bench.round(), *(bench.slow_round() if number < 3 else ())):
                found.setdefault(what, []).append(figure)
            gc.collect()
        size = bench.job_grows()
        pages = len(bench.pages)
    ms = {what: median(figures) for what, figures in found.items()}
    ours = ms["one plan, ours"]
    print(f"{pages} pages; medians of {rounds} rounds, processor time, one core\n")
    print("| what | ours | another | ratio |\n|---|---|---|---|")
    for name in ("platypus", "typst", "fpdf2", "weasyprint"):
        theirs = ms[f"one plan, {name}"]
        print(f"| one plan, a further patient: {name} | {ours:.2f} ms | {theirs:.0f} ms | {theirs / ours:.0f} |")
    for what, name in (("all differ", "platypus"), ("cold", "typst")):
        mine, theirs = ms[f"{what}, ours"], ms[f"{what}, {name}"]
        print(f"| {what}: {name} | {mine:.0f} ms | {theirs:.0f} ms | {theirs / mine:.2g} |")
    print(f"| a figure from nothing | {ms['figure']:.1f} ms | | |")
    print(f"| print job, a further patient | {ms['job']:.2f} ms, {size / 1000:.2f} kB | | |")
    print("\nlowest and highest: " + ", ".join(f"{k} {min(v):.3g} to {max(v):.3g}" for k, v in found.items()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
