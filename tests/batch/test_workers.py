"""Who does the work: in order, bounded, and going on when somebody dies over it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from planner import load_plan
from planner.batch.batch import Batch, make_batch
from planner.batch.print_job import PrintJob
from planner.batch.workers import check_address, cluster, processes
from planner.booklet.press import Press
from planner.problems import InputError, OutputError
from tests.batch.labour import deadly, die_over_row_five, square


def test_results_come_in_the_order_of_the_work():
    with processes(2) as workers:
        assert list(workers.map(square, range(30))) == [(n, n * n) for n in range(30)]


def plant(folder: Path) -> Path:
    """Lay modules in a folder that say so if somebody imports them; return where they say it."""
    said = folder / "said"
    for name in ("selectors", "random", "socket", "queue", "string", "typer", "planner_plugin", "tempfile"):
        (folder / f"{name}.py").write_text(f"open({str(said)!r}, 'a').write('{name} ')\n")
    return said


def test_a_new_process_imports_nothing_from_the_current_folder(tmp_path, monkeypatch):
    said = plant(tmp_path)
    monkeypatch.chdir(tmp_path)
    with processes(1) as workers:
        assert list(workers.map(abs, [-1])) == [(-1, 1)]
    subprocess.run([sys.executable, "-m", "planner", "list", "themes"], check=True, capture_output=True)
    assert not said.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_work_goes_on_when_a_worker_dies(tmp_path):
    items = [(n, str(tmp_path / "once") if n == 3 else "always" if n == 6 else "") for n in range(10)]
    with processes(2) as workers:
        made = [result for _, result in workers.map(deadly, items)]
    assert made == [0, 1, 4, 9, 16, 25, None, 49, 64, 81]


def test_no_more_work_is_under_way_than_workers_can_take():
    asked = []

    def items():
        for n in range(40):
            asked.append(n)
            yield n

    with processes(1) as workers:
        for item, _ in workers.map(square, items()):
            assert len(asked) <= item + 3


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("tcp://10.0.0.7:8786", "leaves this machine only encrypted"),
        ("tcp://example.org:8786", "leaves this machine only encrypted"),
        ("http://127.0.0.1:8786", "write tcp://"),
        ("127.0.0.1:8786", "write tcp://"),
        ("", "write tcp://"),
    ],
)
def test_patients_leave_the_machine_only_encrypted(address, says):
    with pytest.raises(InputError, match=says):
        check_address(address)


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:8786", "tcp://localhost:1", "tcp://[::1]:1", "tls://far.example:1"]
)
def test_addresses_that_may_be_used(address):
    check_address(address)


def test_a_cluster_does_the_work_also_when_one_of_its_workers_is_killed(tmp_path):
    from distributed import LocalCluster

    items = [(n, str(tmp_path / "once") if n == 5 else "") for n in range(20)]
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as local:
        with cluster(local.scheduler_address) as workers:
            assert list(workers.map(deadly, items)) == [(item, item[0] ** 2) for item in items]
        assert (tmp_path / "once").exists()


def test_a_cluster_that_does_not_answer_is_said():
    with pytest.raises(OutputError, match="no scheduler answers"), cluster("tcp://127.0.0.1:9", timeout=1):
        pass


# -- a batch ---------------------------------------------------------------------------------------------------------

PATIENTS = "id,name,born,conditions\n" + "".join(
    f"P-{n},Name {n},{'2030-02-30' if n == 7 else ''},{'osteoporosis' if n % 3 else ''}\n" for n in range(50)
)


@pytest.fixture
def make(read, plan_file, library, tmp_path):
    """Make the batch into a folder, with workers or alone; all that it wrote."""
    plan, roster = load_plan(plan_file), read(PATIENTS)

    def made(name, workers=None):
        folder = tmp_path / name
        job = PrintJob(folder / "job.pdf", duplex=True)
        make_batch(Batch(plan, roster, folder, Press(library=library), print_job=job), workers=workers)
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    return made


def test_processes_make_the_same_files_as_one(make):
    alone = make("alone")
    with processes(2) as workers:
        assert make("two", workers) == alone
    assert len(alone) == 49 + 5  # one row is wrong; three reports, a print job and its table


def test_a_cluster_makes_the_same_files(make):
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as local,
        cluster(local.scheduler_address) as workers,
    ):
        assert make("far", workers) == make("alone")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_row_over_which_its_process_dies_is_a_row_that_failed(make, monkeypatch):
    monkeypatch.setattr("planner.batch.making.make_booklets", die_over_row_five)
    with processes(2) as workers:
        made = make("dying", workers)
    lines = [json.loads(line) for line in made["report.jsonl"].decode().splitlines()]
    assert [line["id"] for line in lines if line["error"]] == ["P-5", "P-7"]
    assert "died" in lines[5]["error"]
    assert len(made) == 48 + 5
