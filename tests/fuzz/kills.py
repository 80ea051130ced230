"""A batch killed at random moments, and resumed: `python -m tests.fuzz.kills [kills]`.

After each kill every file that has its name is whole; after the last run all is as if nothing had happened.
"""

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROWS = 150
PLAN = """\
title: Some weeks
summary: A few moves.
version: "1"
for: f
not_for: n
weeks: 1
days: daily
phases: [{title: p, weeks: 1, aim: a, exercises: [bridge, pelvic-tilt]}]
sections: [cover, overview, calendar]
"""


def command(out: str) -> list[str]:
    """A batch of all rows, each with files, a report and a place in the print job."""
    words = [sys.executable, "-m", "planner", "batch", "plan.yaml", "roster.csv", "-o", out, "--resume"]
    return [*words, "--print-job", f"{out}.pdf", "--duplex", "--today", "2026-12-01"]


def killed(folder: Path, times: int) -> dict[str, int]:
    """Kill a batch so often, run it to its end, and compare. Returns what was seen; raises AssertionError."""
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    rows = "".join(f"M-{n},Patient Number{n},2026-12-{1 + n % 28:02}\n" for n in range(ROWS))
    (folder / "roster.csv").write_text("id,name,start\n" + rows, "utf-8")
    start = time.monotonic()
    subprocess.run(command("whole"), cwd=folder, check=True, capture_output=True)
    length = time.monotonic() - start
    seen = {"killed": 0, "ended before": 0, "left unfinished": 0}
    while seen["killed"] < times:
        with subprocess.Popen(
            command("cut"), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as batch:
            time.sleep(random.uniform(length * 0.2, length * 0.95))
            batch.kill()
        seen["killed" if batch.returncode == -9 else "ended before"] += 1
        seen["left unfinished"] += bool([*folder.glob("cut/.planner-*.part"), *folder.glob(".planner-*.part")])
        for path in [*folder.glob("cut/*.pdf"), *folder.glob("cut.pdf")]:
            assert path.read_bytes().endswith(b"%%EOF\n"), path
        for path in folder.glob("cut/*.pdf"):
            assert path.read_bytes() == (folder / "whole" / path.name).read_bytes(), path
        if random.random() < 0.5:  # begin anew: else most kills meet a batch that has little to write
            for path in random.sample(sorted(folder.glob("cut/*.pdf")), len([*folder.glob("cut/*.pdf")]) // 2):
                path.unlink()
    subprocess.run(command("cut"), cwd=folder, check=True, capture_output=True)
    ends = [
        {path.relative_to(folder / out): path.read_bytes() for path in (folder / out).rglob("*")}
        for out in ("whole", "cut")
    ]
    assert len(ends[0]) > ROWS
    assert ends[0].keys() == ends[1].keys()
    differs = {str(path) for path, data in ends[0].items() if data != ends[1][path]}
    # a run that was killed just after its reports has finished: the next one keeps what it made, and says so
    assert differs <= {"report.jsonl", "report.html"}, differs
    before, now = ([_without_change(line) for line in end[Path("report.jsonl")].splitlines()] for end in ends)
    assert before == now
    assert (folder / "whole.pdf").read_bytes() == (folder / "cut.pdf").read_bytes()
    assert not [*folder.glob(".planner-*")]
    return seen


def _without_change(line: bytes) -> dict[str, Any]:
    """A line of a report, without what has become of the files since the last run that finished."""
    return {key: value for key, value in json.loads(line).items() if key != "change"}


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        print(killed(Path(place), int(sys.argv[1]) if len(sys.argv) > 1 else 50))
