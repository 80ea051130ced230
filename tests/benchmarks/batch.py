"""How fast booklets of one plan are made, and what a print job grows by: `python tests/benchmarks/batch.py [patients]`.

Beside reportlab's platypus, in the same process, in turns, on one core. Ratios travel between machines, seconds do not.
"""

import gc
import resource
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import pypdfium2

from planner import load_plan
from planner.batch.job import PrintJob, printing
from planner.booklet import Press
from planner.content.plan import Clinic, Patient

sys.path.insert(0, str(Path(__file__).parent))
import platypus

NAME = "Patient Number0000"
ROUNDS = 5
AT_ONCE = 100
"""Of ours in a round; of platypus one for ten of them."""


def patient(number: int) -> Patient:
    """Who differs from the others by name and id."""
    return Patient(name=f"Patient Number{number:04}", id=f"MRN-{number:04}", start="2026-12-01")


def main(count: int) -> None:
    """Print a table."""
    plan, press = load_plan("low-back-relief"), Press(Clinic(name="Riverside Physiotherapy"))
    model = press.lay(plan, patient(0)).booklet()
    pages = platypus.pages_of(model.data)
    platypus.register()
    theirs = platypus.booklet(pages, NAME, NAME)
    same_booklet(model.data, theirs)
    gc.disable()
    ours_took, theirs_took = [], []
    with TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            start = perf_counter()
            for n in range(AT_ONCE):
                booklet = press.lay(plan, patient(1 + number * AT_ONCE + n)).booklet()
                Path(folder, f"{n}.pdf").write_bytes(booklet.data)
            ours_took.append((perf_counter() - start) / AT_ONCE)
            start = perf_counter()
            for n in range(AT_ONCE // 10):
                data = platypus.booklet(pages, f"Patient Number{n:04}", NAME)
                Path(folder, f"{n}.pdf").write_bytes(data)
            theirs_took.append((perf_counter() - start) / (AT_ONCE // 10))
        sizes = {}
        took = {}
        for number in (count // 10, count):
            path = Path(folder, "job.pdf")
            start = perf_counter()
            with printing(PrintJob(path, duplex=True), press, plan) as job:
                for n in range(number):
                    who = patient(n)
                    job.add(n, plan, who, press.lay(plan, who))
            took[number], sizes[number] = perf_counter() - start, path.stat().st_size
    further = count - count // 10
    ours, others = median(ours_took), median(theirs_took)
    rows = [
        ("pages of a booklet", f"{model.pages}"),
        ("a further booklet, ours (tagged)", f"{ours * 1000:.2f} ms"),
        ("a further booklet, platypus (untagged)", f"{others * 1000:.1f} ms"),
        ("ratio", f"{others / ours:.0f}"),
        ("print job, a further patient", f"{(took[count] - took[count // 10]) / further * 1000:.2f} ms"),
        ("print job, a further patient", f"{(sizes[count] - sizes[count // 10]) / further / 1000:.2f} kB"),
        (
            f"memory at the end, {count:,} patients",
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB",
        ),
    ]
    for what, figure in rows:
        sys.stdout.write(f"{what:42} {figure:>10}\n")


def same_booklet(ours: bytes, theirs: bytes) -> None:
    """Raise AssertionError unless both have the same words and the same number of pages."""
    words = [
        Counter("".join(p.get_textpage().get_text_range() for p in pdf).split()) for pdf in map(_open, (ours, theirs))
    ]
    assert len(_open(ours)) == len(_open(theirs))
    assert sum(words[0].values()) > 1000
    apart = sum(((words[0] - words[1]) + (words[1] - words[0])).values())
    assert apart < sum(words[0].values()) / 100, (words[0] - words[1], words[1] - words[0])


def _open(data: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(BytesIO(data))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
