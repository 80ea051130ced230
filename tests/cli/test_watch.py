"""A booklet is made anew when its files change; run as users run it."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.content.resources import data

BASE = "extends: low-back-relief\ntitle: Base\n"
PLAN = "extends: base.yaml\ntitle: First\n"
PATIENCE = 30.0
"""Seconds until a test gives up on a machine that is busy."""


@pytest.fixture
def watching(tmp_path, write):
    """Start watching in the test's folder; end it afterwards."""
    processes = []

    def started(*words: str) -> subprocess.Popen:
        with (tmp_path / "err.txt").open("w") as err:
            process = subprocess.Popen(
                [sys.executable, "-m", "planner", "watch", *words, "-o", "x.pdf"],
                cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=err,
                env=os.environ | {"PYTHONPATH": str(Path(data("plans")).parent)},
            )  # fmt: skip
        processes.append(process)
        return process

    yield started
    for process in processes:
        process.kill()
        process.wait()


def until(holds) -> float:
    """Seconds until it holds."""
    start = time.monotonic()
    while not holds():
        assert time.monotonic() - start < PATIENCE
        time.sleep(0.02)
    return time.monotonic() - start


def test_it_follows_every_file_keeps_the_last_good_booklet_and_ends_with_130(watching, write, tmp_path):
    base, plan, clinic = write("base.yaml", BASE), write("plan.yaml", PLAN), write("clinic.yaml", "name: River\n")
    booklet, err = tmp_path / "x.pdf", tmp_path / "err.txt"
    process = watching("plan.yaml", "--clinic", "clinic.yaml")

    def made() -> bytes:
        return booklet.read_bytes() if booklet.exists() else b""

    until(lambda: made() and "watching" in err.read_text())
    for path, text in (
        (plan, PLAN.replace("First", "Second")),
        (base, BASE + "summary: Other words.\n"),
        (clinic, "name: River\nphone: 1\n"),
        (write("library/languages/en/cover.yaml", "name: Front\n"), "name: First page\n"),
    ):
        before = made()
        path.write_text(text)
        until(lambda before=before: made() != before)
        until(lambda path=path: re.search(rf"\d\d:\d\d:\d\d changed: .*{path.name}", err.read_text()))
    good = made()
    base.write_text("extends: low-back-relief\nweeks: [\n")
    until(lambda: f"{base.name}:2:8: this [ is not closed" in err.read_text())
    assert made() == good
    base.write_text(BASE + "summary: Mended.\n")
    until(lambda: made() != good)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 130
    assert "Traceback" not in err.read_text()
    assert {path.name for path in tmp_path.iterdir()} == {
        "base.yaml", "plan.yaml", "clinic.yaml", "library", "x.pdf", "err.txt",
    }  # fmt: skip


def test_a_library_that_appears_in_the_current_folder_is_followed(watching, write, tmp_path):
    write("plans/plan.yaml", BASE + "sections: [cover]\n")
    booklet, err = tmp_path / "x.pdf", tmp_path / "err.txt"
    watching("plans/plan.yaml")
    until(lambda: "watching" in err.read_text())
    for words in ("name: Front\n", "name: First page\n"):
        before = booklet.read_bytes()
        write("library/languages/en/cover.yaml", words)
        until(lambda before=before: booklet.read_bytes() != before)


def test_what_no_change_of_a_file_mends_ends_it(planner, write, tmp_path):
    write("plan.yaml", BASE)
    assert planner("watch", "low-back-releif").code == 2
    assert planner("watch", "plan.yaml", "--paper", "A5").code == 2
    write("x.pdf", "mine")
    result = planner("watch", "plan.yaml", "-o", "x.pdf")
    assert (result.code, result.err) == (
        4,
        "x.pdf: is there already; name another file, or add --overwrite to replace it\n",
    )


def test_pages_as_pictures(planner, write, tmp_path):
    plan = write("plan.yaml", BASE + "sections: [cover, log]\n")
    assert planner("build", plan, "-o", "x.pdf", "--preview", "pages").code == 0
    pages = sorted((tmp_path / "pages").glob("*.png"))
    assert len(pages) > 3
    assert [path.name for path in pages] == [f"page-{n:02}.png" for n in range(1, len(pages) + 1)]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pages)
    assert planner("build", plan, "-o", "y.pdf", "--preview", "pages").code == 4
    assert not (tmp_path / "y.pdf").exists()
    (tmp_path / "pages/mine.png").write_bytes(b"mine")
    (tmp_path / "pages/page-77.png").write_bytes(b"mine")
    pages[-1].write_bytes(b"mine")  # painted over
    assert planner("build", plan, "-o", "x.pdf", "--preview", "pages", "--form", "one-page", "--overwrite").code == 0
    shown = sorted(path.name for path in (tmp_path / "pages").glob("*.png"))
    own = ["mine.png", "page-77.png", pages[-1].name]
    assert len(shown) - 2 < len(pages)
    assert shown == sorted([*own, *(path.name for path in pages[: len(shown) - 3])])
    assert all((tmp_path / "pages" / name).read_bytes() == b"mine" for name in own)


def test_only_pages_that_show_something_else_are_made_again(planner, write, tmp_path):
    plan = BASE + "sections: [cover, log]\n"
    write("plan.yaml", plan)
    made = ("build", "plan.yaml", "-o", "x.pdf", "--preview", "pages", "--overwrite")
    assert planner(*made).code == 0
    pages = sorted((tmp_path / "pages").glob("*.png"))
    whole = [page.read_bytes() for page in pages]
    for page in pages:
        os.utime(page, (0, 0))
    pages[1].write_bytes(b"painted over")
    os.utime(pages[1], (0, 0))
    write("plan.yaml", plan.replace("title: ", "title: Our ", 1))
    assert planner(*made).code == 0
    assert [page.stat().st_mtime > 0 for page in pages] == [True, True, *[False] * (len(pages) - 2)]
    assert [page.read_bytes() for page in pages[1:]] == whole[1:]
    assert pages[0].read_bytes() != whole[0]
