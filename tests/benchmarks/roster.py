"""A realistic list of patients by us and by two others: `python -m tests.benchmarks.roster [patients]`.

Hardly anybody on the list has the booklet of another: eight plans, three sizes, two papers, nine sets of days, thirty
starts, the conditions of the library, names in several scripts, every language that there is. Ours are made in a
process of its own, so that its memory is known: a list from nothing, then as many others by the same presses. The
others are given the pages of some of these booklets, as in peers.py, with fonts and pictures loaded once. Processor
time is counted. Needs the dependency group `bench`.
"""

import gc
import json
import os
import resource
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from subprocess import run
from tempfile import TemporaryDirectory
from time import process_time

if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # before anybody counts the cores

from planner import load_library, load_plan
from planner.booklet.press import Press
from planner.content.clinic import Clinic
from planner.content.patient import Patient
from planner.content.plan import Plan
from planner.problems import InputError

PLANS = {
    "low-back-relief": 40, "sciatica-worse-bending": 12, "desk-day": 12, "chair-and-bed": 9,
    "sciatica-worse-standing": 8, "keep-well": 8, "bones-and-balance": 6, "pregnancy": 5,
}  # fmt: skip
SIZES = {"standard": 60, "large": 28, "xl": 12}
PAPERS = {"A4": 75, "Letter": 25}
"""Of every hundred patients, how many; those of each paper have a clinic of their own."""
CONDITIONS = {
    "hypertension": 26, "knee-kneeling": 14, "neck-pain": 13, "osteoporosis": 9, "wrist-shoulder": 8, "sciatica": 7,
    "balance": 6, "stenosis-extension-sensitive": 5, "floor-access": 5, "sciatica-flexion-sensitive": 4,
    "hip-replacement": 3, "spondylolisthesis": 3, "pregnancy": 2, "post-surgery": 2, "sciatica-acute": 1,
}  # fmt: skip
"""Of every hundred patients, how many have it, if their plan is for them."""
DAYS = (
    None, None, None, ("mon", "wed", "fri"), ("tue", "thu", "sat"), ("mon", "tue", "thu", "fri"), ("tue", "fri"),
    ("mon", "tue", "wed", "thu", "fri"), ("sun", "mon", "tue", "wed", "thu", "fri", "sat"),
    ("sun", "mon", "wed", "thu"), ("every other day",),
)  # fmt: skip
"""None are the plan's own."""
STARTS = [day.isoformat() for n in range(42) if (day := date(2026, 12, 1) + timedelta(n)).weekday() < 5]
NAMES = (
    "Anna Berger", "José Núñez", "Mary O'Connor", "John Smith", "Zoë Müller-Okonkwo", "Łukasz Wiśniewski",
    "Ngô Thị Lan", "Oluwaseun Ẹ̀ṣọ́", "Peter Fraser", "Fatima Haddad", "Giulia Rossi", "Mehmet Yıldız",  # noqa: RUF001
    "Ольга Иванова", "Γιώργος Παππάς", "مريم الحسن", "דוד כהן", "प्रिया शर्मा", "王小明",
)  # fmt: skip
OTHERS = 80
"""So many more names, as numbers behind them."""
COMPARED = 12
"""How many booklets the others make."""


def patients(many: int, seed: int = 0) -> Iterator[tuple[str, str, Patient]]:
    """Paper, plan and patient of each row."""
    library, chance = load_library(), Random(seed)
    plans = {name: load_plan(name) for name in PLANS}
    languages = library.ids("languages")
    for number in range(many):
        name = _one_of(PLANS, chance)
        conditions = [c for c, share in CONDITIONS.items() if chance.random() * 100 < share and _fits(plans[name], c)]
        patient = Patient(
            name=f"{chance.choice(NAMES)}{f' {chance.randrange(OTHERS)}' * (number % 2)}",
            id=f"MRN-{seed}-{number:05}",
            start=chance.choice(STARTS),
            days=chance.choice(DAYS),
            size=_one_of(SIZES, chance),
            language="en" if chance.random() < 0.8 else chance.choice(languages),
            conditions=conditions,
        )
        yield _one_of(PAPERS, chance), name, patient


def _fits(plan: Plan, condition: str) -> bool:
    return condition not in plan.not_for_conditions


def _one_of(shares: dict[str, int], chance: Random) -> str:
    [one] = chance.choices(list(shares), list(shares.values()))
    return one


def presses() -> dict[str, Press]:
    """A clinic's press for each paper."""
    return {paper: Press(Clinic(name="Riverside Physiotherapy", phone="030 123456", paper=paper)) for paper in PAPERS}


def ours(many: int) -> Iterator[dict[str, float]]:
    """Make a list from nothing, then others: milliseconds each, megabytes so far, and rows that have no booklet."""
    gc.disable()  # as `planner batch` does
    ready, plans = presses(), {name: load_plan(name) for name in PLANS}
    for seed in range(2):
        rows, refused = list(patients(many, seed)), 0
        start = process_time()
        for paper, name, patient in rows:
            try:
                ready[paper].lay(plans[name], patient).booklet()
            except InputError:  # the conditions leave nothing of a phase
                refused += 1
        each = (process_time() - start) * 1000 / (many - refused)
        yield {"ms": each, "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, "refused": refused}


def theirs(folder: Path) -> Iterator[tuple[float, float]]:
    """Milliseconds that platypus and Typst take for the pages of some patients."""
    from tests.benchmarks import with_platypus  # here, because they would count as memory of ours
    from tests.benchmarks.content import pages_of, same_booklet
    from tests.benchmarks.with_typst import Booklets as Typst

    with_platypus.register()
    ready, plans = presses(), {name: load_plan(name) for name in PLANS}
    for number, (paper, name, patient) in enumerate(patients(COMPARED, 2)):
        try:
            data = ready[paper].lay(plans[name], patient).booklet().data
        except InputError:
            continue
        pages = pages_of(data)
        (folder / str(number)).mkdir()
        typst = Typst(pages, patient.name or "", folder / str(number))
        typst(patient.name or "")  # loads fonts and pictures
        start = process_time()
        same = with_platypus.booklet(pages)
        between = process_time()
        typst(f"{patient.name}!")
        yield (between - start) * 1000, (process_time() - between) * 1000
        if patient.name and patient.name.isascii():  # the others have one font
            same_booklet(data, same)


def main(many: int) -> None:
    """Print a table."""
    command = [sys.executable, "-m", "tests.benchmarks.roster", str(many), "ours"]
    made = json.loads(run(command, check=True, capture_output=True).stdout)
    with TemporaryDirectory() as folder:
        platypus, typst = zip(*theirs(Path(folder)), strict=True)
    print("| a list of patients | ms each | MB | platypus | Typst |\n|---|---|---|---|---|")
    for what, found in zip((f"{many:,}, from nothing", "as many more, by the same presses"), made, strict=True):
        ratios = " | ".join(f"{median(times) / found['ms']:.1f}" for times in (platypus, typst))
        print(f"| {what} | {found['ms']:.1f} | {found['MB']:.0f} | {ratios} |")
    print(
        f"\nplatypus {median(platypus):.0f} ms, Typst {median(typst):.0f} ms: medians of {len(typst)}; "
        f"rows without a booklet: {made[0]['refused']} and {made[1]['refused']}"
    )


if __name__ == "__main__":
    if sys.argv[2:] == ["ours"]:
        print(json.dumps(list(ours(int(sys.argv[1])))))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
