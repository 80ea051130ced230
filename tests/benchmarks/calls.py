"""The simplest documented call, over and over: `python tests/benchmarks/calls.py`.

How long `make_booklet(plan, patient)` takes from the second call on, and what each call keeps; beside it a `Press`,
which is what the calls share.
"""

import gc
import resource
import time

from planner import Patient, load_plan, make_booklet
from planner.booklet.press import Press

CALLS = 200


def people(count: int) -> list[Patient]:
    return [Patient(name=f"Patient {n}", start="2026-12-07") for n in range(count)]


def per_call(make: object, patients: list[Patient]) -> tuple[float, float]:
    """Milliseconds of processor time and kilobytes of memory for each patient."""
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    for patient in patients:
        make(patient)
    spent = (time.process_time() - start) / len(patients) * 1000
    return spent, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / len(patients)


def main() -> None:
    plan, press = load_plan("low-back-relief"), Press()
    ways = {
        "make_booklet": lambda patient: make_booklet(plan, patient),
        "Press": lambda patient: press.lay(plan, patient).booklet(),
    }
    print(f"{CALLS} calls for one plan; the first call of each is not counted")
    for name, make in ways.items():
        first, *others = people(CALLS + 1)
        make(first)
        spent, kept = per_call(make, others)
        print(f"{name:14} {spent:6.2f} ms and {kept:7.1f} kB a call")


if __name__ == "__main__":
    main()
