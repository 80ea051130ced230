"""Who does the work: in order, bounded, and going on when somebody dies over it."""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from planner import load_plan
from planner.batch.batch import Batch
from planner.batch.print_job import PrintJob
from planner.batch.run import make_batch
from planner.batch.workers import LostError, check_address, cluster, processes
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


def test_a_program_without_its_guard_ends_and_is_told_of_it(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "from planner.batch.workers import processes\n"
        "with processes(2) as workers:\n"
        "    print(list(workers.map(abs, range(9))))\n"
    )
    ran = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=100, check=False)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].startswith("planner.problems.InputError: the processes of a batch with jobs end")
    assert 'below `if __name__ == "__main__":`' in ran.stderr
    assert ran.stderr.count("Traceback") == 1


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


@pytest.mark.parametrize(
    ("greeting", "says"),
    [
        (b"", "within 1 seconds"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "something else"),
        (b"\xff" * 8, "something else"),
        ((1000).to_bytes(8, "little"), "no scheduler answers there"),  # it begins well, and says nothing more
    ],
)
def test_a_peer_that_is_no_scheduler_is_given_up(greeting, says):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet():
            with ExitStack() as peers, suppress(OSError):
                while True:
                    peers.enter_context(peer := server.accept()[0])
                    peer.sendall(greeting)

        greeter = Thread(target=greet, daemon=True)
        greeter.start()
        with (
            pytest.raises(OutputError, match=says),
            cluster(f"tcp://127.0.0.1:{server.getsockname()[1]}", timeout=1),
        ):
            pass
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)  # ends the wait for one more
        greeter.join(10)


def test_encryption_needs_certificates_and_says_where_they_go():
    says = "certificates: set DASK_DISTRIBUTED__COMM__TLS__CA_FILE"
    with pytest.raises(InputError, match=says), cluster("tls://127.0.0.1:9", timeout=1):
        pass


def test_a_cluster_without_workers_is_lost_after_a_while():
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=0, dashboard_address=None, silence_logs=50) as local,
        cluster(local.scheduler_address, patience=1) as workers,
        pytest.raises(LostError, match="nothing has come from its workers for 1 seconds"),
    ):
        list(workers.map(square, range(3)))


# -- when this process ends ------------------------------------------------------------------------------------------

PARENT = """
import time
from planner.batch.workers import processes
from tests.batch.labour import name_and_wait

if __name__ == "__main__":
    with processes(2) as workers:
        files = {files!r}
        list(workers.map(name_and_wait, files, files.index))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_workers_do_not_outlive_their_parent(how, tmp_path):
    files = [str(tmp_path / name) for name in "ab"]
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(files=files))
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, script], env=env, stderr=subprocess.DEVNULL) as parent:
        began = until(lambda: all(Path(name).exists() for name in files))
        parent.send_signal(how)
    assert began
    workers = [int(Path(name).read_text()) for name in files]
    assert until(lambda: not any(map(lives, workers)))


def lives(process: int) -> bool:
    """Whether a process is there and has not ended."""
    with suppress(OSError):
        os.kill(process, 0)
        stat = Path(f"/proc/{process}/stat")
        return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def until(what: Callable[[], Any]) -> Any:
    """Wait until something is so; give up after a while in which it would long have been."""
    for _ in range(600):
        if found := what():
            return found
        time.sleep(0.1)
    return None


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


@contextmanager
def lost_after(tasks: int):
    """Workers of which nothing is heard any more after so many pieces of work."""
    with processes(1) as workers:
        result, count = workers._result, 0

        def some(future):
            nonlocal count
            count += 1
            if count > tasks:
                raise LostError("nothing has come from its workers for 60 seconds")
            return result(future)

        workers._result = some  # type: ignore[method-assign]  # as if the cluster was gone
        yield workers


def test_when_the_cluster_is_lost_what_was_made_is_reported_and_the_rest_is_listed(make, tmp_path):
    with lost_after(1) as workers:
        made = make("cut", workers)
    lines = [json.loads(line) for line in made["report.jsonl"].decode().splitlines()]
    assert [line["status"] == "failed" for line in lines] == [line["row"] == 9 or line["row"] > 21 for line in lines]
    assert "nothing has come from its workers for 60 seconds; the same command with --resume" in lines[30]["error"]
    assert len(made["failed.csv"].decode().splitlines()) == 1 + 1 + 30
    assert {"job.pdf", "report.html"} <= {*made}


def test_files_of_an_earlier_run_stay_when_the_cluster_is_lost(make, read, plan_file, library, tmp_path):
    before = make("out")
    roster = read(PATIENTS)
    with lost_after(1) as workers:
        batch = Batch(load_plan(plan_file), roster, tmp_path / "out", Press(library=library), existing="keep")
        make_batch(batch, workers=workers)
    assert {name for name in before if name.endswith(".pdf")} <= {path.name for path in (tmp_path / "out").iterdir()}


def test_what_is_logged_names_no_patient(make, caplog):
    with caplog.at_level(logging.DEBUG, logger="planner"):
        make("logged")
    said = caplog.text
    assert "a batch of 50 rows begins" in said
    assert "row 9 failed: born" in said
    assert "49 rows made, 1 failed" in said
    assert "Name" not in said
    assert "P-" not in said
