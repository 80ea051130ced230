"""A batch into a store: one in memory, and a real S3 server on this machine."""

import json
import socket

import boto3
import fsspec
import pytest
from moto.server import ThreadedMotoServer

ROSTER = "id,name,born\nMRN-1,Ana Souza,1971-04-03\nMRN-2,Bo Quist,1980-02-30\nMRN-3,Cy Lind,1990-01-01\n"
MADE = {"MRN-1.pdf", "MRN-3.pdf", "failed.csv", "job.csv", "job.pdf", "report.html", "report.jsonl"}

pytestmark = pytest.mark.filterwarnings("ignore")  # the server's and the client's own


@pytest.fixture(scope="module")
def server():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = ThreadedMotoServer("127.0.0.1", port)
    server.start()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture(params=["memory", "s3"])
def store(request, monkeypatch) -> str:
    """An address of an empty folder."""
    if request.param == "memory":
        fsspec.filesystem("memory").store.clear()
        return "memory://clinic/out"
    address = request.getfixturevalue("server")
    for key, value in (("AWS_ENDPOINT_URL", address), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b")):
        monkeypatch.setenv(key, value)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    name = f"clinic-{abs(hash(request.node.name))}"
    boto3.client("s3", endpoint_url=address).create_bucket(Bucket=name)
    return f"s3://{name}/out"


@pytest.fixture
def batch(planner, write, store, easy_plan):
    write("plan.yaml", easy_plan)
    write("roster.csv", ROSTER)

    def run(*words, folder=store):
        return planner("batch", "plan.yaml", "roster.csv", "-o", folder, "--print-job", f"{folder}/job.pdf", *words)

    return run


def state(store: str) -> dict[str, bytes]:
    files, path = fsspec.core.url_to_fs(store)
    files.invalidate_cache()
    return {name.rsplit("/", 1)[1]: files.cat_file(name) for name in files.find(path)} if files.exists(path) else {}


def test_what_lands_in_a_store_is_what_lands_on_a_disk(batch, store, tmp_path):
    assert batch(folder="here").code == 3
    result = batch()
    assert result.code == 3
    made = state(store)
    assert set(made) == MADE
    assert made == {path.name: path.read_bytes() for path in (tmp_path / "here").iterdir()}
    out = [line.replace("memory:///", "memory://") for line in result.out.splitlines()]
    assert out == [f"{store}/job.pdf", f"{store}/report.html"]


def test_it_is_said_once_where_the_data_goes(batch, store):
    result = batch()
    assert result.err.count("the patients' data goes to") == 1
    assert store.split("://")[1] in result.err
    assert "Souza" not in result.err


def reports(found: dict[str, bytes]) -> dict[str, bytes]:
    """The reports of a run, which say what has changed since the one before."""
    return {name: found[name] for name in ("report.jsonl", "report.html")}


def test_what_is_there_is_refused_replaced_or_kept(batch, store, write):
    batch()
    before = state(store)
    result = batch()
    assert result.code == 4
    assert "is there already (and 5 more); add --resume" in result.err
    assert batch("--overwrite").code == 3
    assert {**state(store), **reports(before)} == before
    files, path = fsspec.core.url_to_fs(store)
    files.rm(f"{path}/MRN-1.pdf")
    files.pipe_file(f"{path}/MRN-3.pdf", b"half")
    assert batch("--resume").code == 3
    assert {**state(store), **reports(before)} == before
    write("roster.csv", ROSTER.replace("02-30", "02-28").replace("1971-04-03", "1971-04-31"))
    assert batch("--resume").code == 3
    assert set(state(store)) == MADE | {"MRN-2.pdf"}


def test_some_can_be_made_again(batch, store):
    batch()
    before = state(store)
    assert batch("--only", "MRN-1", "--overwrite").code == 0
    after = state(store)
    assert [json.loads(line)["id"] for line in after["report.jsonl"].splitlines()] == ["MRN-1", "MRN-2", "MRN-3"]
    assert after["MRN-3.pdf"] == before["MRN-3.pdf"]


def test_nothing_appears_of_a_file_that_is_not_finished(batch, store, monkeypatch):
    from planner.batch.print_job import JobWriter

    def broken(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(JobWriter, "close", broken)
    assert batch().code == 130
    assert "job.pdf" not in state(store)


@pytest.mark.parametrize("store", ["s3"], indirect=True)
def test_a_store_that_says_no_is_exit_4(batch, store):
    assert store.startswith("s3://")
    result = batch(folder="s3://there-is-no-such-bucket/out")
    assert result.code == 4
    assert "Traceback" not in result.err
    assert "there-is-no-such-bucket" in result.err


def test_a_dry_run_writes_nothing(batch, store):
    assert batch("--dry-run").code == 3
    assert state(store) == {}


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/out",
        "ftp://example.org/out",
        "nothing://x/y",
        "simplecache::http://a.example/b",
        "dir::s3://a/b",
    ],
)
def test_an_address_that_cannot_be_used_is_exit_2(planner, write, address, easy_plan):
    write("plan.yaml", easy_plan)
    write("roster.csv", ROSTER)
    result = planner("batch", "plan.yaml", "roster.csv", "-o", address)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(address)


def test_a_store_on_another_machine_must_be_encrypted(planner, write, monkeypatch, easy_plan):
    write("plan.yaml", easy_plan)
    write("roster.csv", ROSTER)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://store.example")
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    result = planner("batch", "plan.yaml", "roster.csv", "-o", "s3://clinic/out")
    assert result.code == 2
    assert "http://store.example is not encrypted" in result.err


def test_a_file_address_is_a_folder(planner, write, tmp_path, easy_plan):
    write("plan.yaml", easy_plan)
    write("roster.csv", ROSTER)
    result = planner("batch", "plan.yaml", "roster.csv", "-o", (tmp_path / "a b").as_uri())
    assert result.code == 3
    assert "data goes to" not in result.err
    assert (tmp_path / "a b" / "MRN-1.pdf").is_file()


def test_without_an_address_nothing_of_it_is_loaded(planner, write, easy_plan):
    import subprocess
    import sys

    write("plan.yaml", easy_plan)
    write("roster.csv", ROSTER)
    code = (
        "import sys; sys.argv = 'planner batch plan.yaml roster.csv -o out'.split()\n"
        "from planner.cli import main\n"
        "try: main()\n"
        "except SystemExit: print('LOADED', sorted({'fsspec', 'upath', 's3fs'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "LOADED []"
