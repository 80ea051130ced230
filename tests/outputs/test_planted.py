"""Files that somebody has put where the program writes: what they lead to stays as it is."""

import os
from pathlib import Path

import pytest

from planner.batch.lock import locked_folder, locked_job
from planner.outputs.files import save, sweep
from planner.problems import OutputError

PLANTS = {
    "a symbolic link": Path.symlink_to,
    "a hard link": Path.hardlink_to,
    "a pipe": lambda path, _: os.mkfifo(path),
}


@pytest.fixture
def mine(tmp_path) -> Path:
    path = tmp_path / "mine.txt"
    path.write_text("mine")
    return path


@pytest.fixture
def out(tmp_path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_lock_leads_nowhere(plant, mine, out):
    for lock, enter in (
        (out / ".planner-lock", lambda: locked_folder(out)),
        (out / ".planner-job.pdf.lock", lambda: locked_job(out / "job.pdf")),
    ):
        plant(lock, mine)
        with pytest.raises(OutputError, match=r"\.(planner-)?.*lock: is a link, a pipe or a device"), enter():
            pass
    assert mine.read_text() == "mine"


def test_a_lock_that_somebody_has_written_into_stays(out):
    (out / ".planner-lock").write_text("mine")
    with pytest.raises(OutputError, match="there is something in it"), locked_folder(out):
        pass
    assert (out / ".planner-lock").read_text() == "mine"


def test_a_lock_that_was_left_behind_is_taken(out):
    (out / ".planner-lock").touch()
    with locked_folder(out), pytest.raises(OutputError, match="another batch is writing"), locked_folder(out):
        pass
    assert not [*out.iterdir()]


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_sweeping_takes_only_what_was_left(plant, mine, out):
    plant(out / ".planner-x.part", mine)
    (out / ".planner-y.part").touch()
    sweep(out)
    assert [path.name for path in out.iterdir()] == [".planner-x.part"]
    assert mine.read_text() == "mine"


@pytest.mark.parametrize("plant", [Path.symlink_to, Path.hardlink_to])
def test_writing_replaces_a_link_and_not_what_it_leads_to(plant, mine, out):
    plant(out / "a.pdf", mine)
    save(b"new", out / "a.pdf", overwrite=True)
    assert (mine.read_text(), (out / "a.pdf").read_text(), (out / "a.pdf").is_symlink()) == ("mine", "new", False)
