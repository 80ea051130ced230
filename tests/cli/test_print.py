"""Booklets that are sent to a printer: a real CUPS, with a queue of the tests' own."""

import json
from typing import Any

import pytest

from tests.cli import cups
from tests.cli.written import WORDS

LIST = "id,name\n3,Cy Lind\n1,Ana Souza\n2,Bo Quist\n"
SEND = ("--printer", cups.QUEUE, "--printer-option", "sides=two-sided-long-edge", "--printer-option", "finishings=4")


@pytest.fixture(scope="module")
def daemon():
    with cups.running() as found:
        yield found


@pytest.fixture
def queue(daemon):
    """The daemon; jobs() are those since the test began."""
    before = len(daemon.jobs())
    return lambda: daemon.jobs()[before:]


@pytest.fixture
def ready(good, write):
    write("roster.csv", LIST)
    return good


def test_each_booklet_is_a_job_of_its_own_in_the_order_of_the_list(planner, ready, queue):
    result = planner(*WORDS, *SEND, "--paper", "Letter")
    assert result.code == 0
    assert result.out.splitlines()[-1] == "ward: 3 of 3 files sent"
    jobs = queue()
    assert [job.title for job in jobs] == ["3", "1", "2"]
    assert [job.data for job in jobs] == [(ready / f"out/{name}.pdf").read_bytes() for name in "312"]
    for job in jobs:
        assert b"two-sided-long-edge" in job.attributes
        assert b"finishings\x00\x04\x00\x00\x00\x04" in job.attributes
        assert b"Letter" in job.attributes
        assert b"Souza" not in job.attributes


def test_what_was_sent_is_in_the_reports_and_is_not_sent_again(planner, ready, queue, write):
    events = [json.loads(line) for line in planner(*WORDS, *SEND, "--json").out.splitlines()]
    sent = [event for event in events if event["event"] == "sent"]
    assert [event["id"] for event in sent] == ["3", "1", "2"]
    assert events[-1]["event"] == "end"
    report = [json.loads(line) for line in (ready / "out/report.jsonl").read_text("utf-8").splitlines()]
    assert [line["sent"] for line in report] == [[event["request"]] for event in sent]
    assert '<p id="sent">3 files sent to ward</p>' in (ready / "out/report.html").read_text("utf-8")
    write("roster.csv", LIST.replace("Ana", "Anna") + "4,Di\n")
    result = planner(*WORDS, *SEND, "--resume")
    assert result.out.splitlines()[-1] == "ward: 2 of 4 files sent; 2 sent before"
    assert [job.title for job in queue()] == ["3", "1", "2", "1", "4"]
    write("roster.csv", LIST.replace("Ana", "Anna") + "4,Dina\n")
    planner(*WORDS, "--resume", "--print-job", "today.pdf", "--changed")
    assert [line.split(",")[1] for line in (ready / "today.csv").read_text("utf-8-sig").splitlines()[1:]] == ["4"]


@pytest.mark.parametrize("later", [(*WORDS, *SEND, "--resume"), ("print", "out", *SEND)])
def test_a_booklet_that_becomes_again_what_it_was_is_sent_again(planner, ready, queue, write, later):
    write("roster.csv", "id,name,conditions\n1,Ana,osteoporosis\n2,Bo,\n")
    planner(*WORDS, *SEND)
    right = (ready / "out/1.pdf").read_bytes()
    write("roster.csv", "id,name,conditions\n1,Ana,\n2,Bo,\n")
    planner(*WORDS, *SEND, "--resume")
    write("roster.csv", "id,name,conditions\n1,Ana,osteoporosis\n2,Bo,\n")
    planner(*WORDS, "--resume")
    assert planner(*later).out.splitlines()[-1] == "ward: 1 of 2 files sent; 1 sent before"
    assert [job.title for job in queue()] == ["1", "2", "1", "1"]
    assert queue()[-1].data == right
    assert planner(*later).out.splitlines()[-1] == "ward: 0 of 2 files sent; 2 sent before"


@pytest.mark.parametrize("named", ["id", "name"])
def test_names_that_are_swapped_and_swapped_back_are_sent_three_times(planner, ready, queue, write, named):
    lists = ("id,name\n1,Ana\n2,Bo\n", "id,name\n1,Bo\n2,Ana\n")
    for text, how in ((lists[0], ()), (lists[1], ("--resume",)), (lists[0], ("--resume",))):
        write("roster.csv", text)
        planner(*WORDS, *SEND, "--file-names", named, *how)
    assert [job.title for job in queue()] == ["1", "2"] * 3


@pytest.mark.parametrize("ways", ["pjp", "jpj"])
def test_of_a_printer_and_a_print_job_the_last_one_counts(planner, ready, queue, write, ways):
    for day, way in enumerate(ways):
        write("roster.csv", f"id,name,conditions\n1,Ana,{'' if day == 1 else 'osteoporosis'}\n2,Bo,\n")
        job = ("--print-job", f"{day}.pdf", *(("--changed",) if day else ()))
        result = planner(*WORDS, *(SEND if way == "p" else job), *(("--resume",) if day else ()))
    if ways == "pjp":
        assert result.out.splitlines()[-1] == "ward: 1 of 2 files sent; 1 sent before"
    else:
        assert [line.split(",")[1] for line in (ready / "2.csv").read_text("utf-8-sig").splitlines()[1:]] == ["1"]


def test_what_was_sent_and_is_in_a_later_job_as_it_was_is_not_sent_again(planner, ready, queue):
    planner(*WORDS, *SEND)
    planner(*WORDS, "--resume", "--print-job", "all.pdf")
    report = [json.loads(line) for line in (ready / "out/report.jsonl").read_text("utf-8").splitlines()]
    assert all(line["sent"] for line in report)
    for words in (("print", "out", *SEND), (*WORDS, "--resume", *SEND)):
        assert planner(*words).out.splitlines()[-1] == "ward: 0 of 3 files sent; 3 sent before"
    report = [json.loads(line) for line in (ready / "out/report.jsonl").read_text("utf-8").splitlines()]
    assert all(line["sent"] for line in report)
    assert len(queue()) == 3


def test_lines_of_the_record_that_somebody_has_changed_are_passed_over(planner, ready, queue):
    planner(*WORDS, *SEND)
    record = ready / "out/sent.jsonl"
    whole = json.loads(record.read_text("utf-8").splitlines()[0])
    odd: list[dict[str, Any]] = [
        {"row": None},
        {"id": 5},
        {"id": [1]},
        {"file": 5},
        {"sha256": {}},
        {"request": "\ud800"},
        {"more": 1},
    ]
    job: dict[str, Any] = {"job": "x.pdf", "id": "3", "file": "3.pdf", "sha256": "0"}
    lines = [{**whole, "printer": "x", **one} for one in odd] + [{**job, **one} for one in odd[1:4]]
    with record.open("a", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(line)}\n" for line in lines)
        file.writelines(["[" * 100_000 + "\n", '{"row": 1' + "0" * 9000 + "}\n", '{"job": "x.pdf", "id"'])
    for words in ((*WORDS, *SEND, "--resume"), ("print", "out", *SEND)):
        assert planner(*words).out.splitlines()[-1] == "ward: 0 of 3 files sent; 3 sent before"
    assert '<p id="sent">3 files sent to ward</p>' in (ready / "out/report.html").read_text("utf-8")


def test_what_is_in_a_print_job_is_said_before_it_is_sent_and_can_be_left_out(planner, ready, queue, write):
    planner(*WORDS, "--print-job", "monday.pdf")
    write("roster.csv", LIST.replace("Ana", "Anna"))
    result = planner(*WORDS, "--resume", "--changed", *SEND)
    assert result.out.splitlines()[-1] == "ward: 1 of 3 files sent; 2 in a print job"
    assert [job.title for job in queue()] == ["1"]
    assert (
        planner("print", "out", *SEND, "--changed").out == "ward: 0 of 3 files sent; 1 sent before; 2 in a print job\n"
    )
    result = planner("print", "out", *SEND)
    assert result.err == (
        "warning: 2 of the 2 files to send are in a print job already, as they are: if that was printed, stop this "
        "with Ctrl-C, and add --changed, which leaves them out\n"
    )
    assert [job.title for job in queue()] == ["1", "3", "2"]


def test_it_can_be_done_later_and_goes_on_after_the_printer_has_refused(planner, ready, queue, daemon):
    planner(*WORDS)
    daemon.reject()
    try:
        result = planner("print", "out", *SEND)
    finally:
        daemon.reject(rejects=False)
    assert result.code == 4
    assert "0 of 3 files were sent to ward" in result.err
    assert "ward: 3.pdf was not sent: " in result.err
    assert planner("print", "out", *SEND).out == "ward: 3 of 3 files sent\n"
    assert planner("print", "out", *SEND).out == "ward: 0 of 3 files sent; 3 sent before\n"
    assert planner("print", "out", *SEND, "--only", "1", "--again").out == "ward: 1 of 1 files sent\n"
    assert [job.title for job in queue()] == ["3", "1", "2", "1"]


def test_a_run_that_is_stopped_goes_on_behind_the_last_one(planner, ready, queue, monkeypatch):
    from planner.batch.printer import Printer

    planner(*WORDS)
    send = Printer.send
    seen: list[str] = []

    def stop(self, path, title, paper):
        if len(seen) == 2:
            raise KeyboardInterrupt
        seen.append(title)
        return send(self, path, title, paper)

    with monkeypatch.context() as patch:
        patch.setattr(Printer, "send", stop)
        result = planner("print", "out", *SEND)
    assert (result.code, result.err) == (
        130,
        "stopped; 2 of 3 files were sent to ward; the same command goes on from there\n",
    )
    assert planner("print", "out", *SEND).code == 0
    assert [job.title for job in queue()] == ["3", "1", "2"]
    seen.clear()
    with monkeypatch.context() as patch:
        patch.setattr(Printer, "send", stop)
        assert planner("print", "out", *SEND, "--again").code == 130
    result = planner("print", "out", *SEND, "--again")
    assert result.err == "goes on behind the 2 files that --again had sent when it was stopped\n"
    assert [job.title for job in queue()] == ["3", "1", "2"] * 2
    assert planner("print", "out", *SEND, "--again").out == "ward: 3 of 3 files sent\n"
    assert [job.title for job in queue()] == ["3", "1", "2"] * 3


def test_a_batch_that_is_stopped_while_it_prints_names_the_command_that_goes_on(planner, ready, queue, daemon):
    daemon.reject()
    try:
        result = planner(*WORDS, *SEND)
    finally:
        daemon.reject(rejects=False)
    [says] = [line for line in result.err.splitlines() if line.startswith("0 of 3 files were sent to ward; ")]
    words = says.removeprefix("0 of 3 files were sent to ward; ").removesuffix(" goes on from there")
    assert planner(*words.split()[1:]).out == "ward: 3 of 3 files sent\n"


def test_a_file_that_is_not_the_one_in_the_report_is_not_sent(planner, ready, queue):
    planner(*WORDS)
    (ready / "out/2.pdf").write_bytes(b"%PDF-1.7 of somebody else")
    result = planner("print", "out", *SEND)
    assert result.code == 4
    assert "out/2.pdf: is not what report.jsonl says; run the batch again with --resume" in result.err
    assert queue() == []


def test_rows_that_failed_are_not_sent_and_are_the_exit_code(planner, ready, queue, write):
    write("roster.csv", "id,size\n1,\n2,huge\n")
    assert planner(*WORDS, *SEND).code == 3
    assert [job.title for job in queue()] == ["1"]


def test_other_forms_are_jobs_of_their_own(planner, ready, queue):
    planner(*WORDS, *SEND, "--form", "booklet", "--form", "one-page")
    assert [job.title for job in queue()] == ["3", "3", "1", "1", "2", "2"]


@pytest.mark.parametrize("named", ["id", "name"])
def test_an_id_that_ends_as_a_form_is_called_is_sent_once_in_each_form(planner, ready, queue, write, named):
    write("roster.csv", "id,name\nkim-handout,Kim\n2,Ana Lee\nhandout,Bo\n")
    words = (*WORDS, *SEND, "--form", "booklet", "--form", "handout", "--file-names", named)
    assert planner(*words).out.splitlines()[-1] == "ward: 6 of 6 files sent"
    assert planner(*words, "--resume").out.splitlines()[-1] == "ward: 0 of 6 files sent; 6 sent before"
    assert len(queue()) == 6


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--printer", "nowhere"), 4, '--printer: there is no printer "nowhere"; there are ward'),
        (("--printer", "ward", "--printer-option", "landscape"), 2, '--printer-option: "landscape": write NAME=VALUE'),
        (("--printer-option", "a=b"), 2, "--printer-option is about a printer; add --printer NAME"),
        (("--printer", "ward", "--password-file", "key"), 2, "--printer and --password-file: files with a password"),
    ],
)
def test_what_cannot_be_printed_is_said_before_anything_is_made(planner, ready, queue, write, words, code, says):
    write("key", "secret")
    result = planner(*WORDS, *words)
    assert result.code == code
    assert result.err.startswith(says)
    assert not (ready / "out").exists()
    assert queue() == []


def test_files_with_passwords_of_rows_are_not_printed(planner, ready, queue, write):
    write("roster.csv", "id,password\n1,\n2,secret\n")
    result = planner(*WORDS, *SEND)
    assert (result.code, result.err.startswith("--printer: files with a password cannot be printed")) == (2, True)
    planner(*WORDS)
    result = planner("print", "out", *SEND)
    assert result.code == 4
    assert "2.pdf: has a password, and so cannot be printed from here; nothing was sent" in result.err
    assert "goes on" not in result.err
    assert queue() == []


def test_that_cups_is_not_running_is_said(planner, ready, queue, monkeypatch):
    planner(*WORDS)
    monkeypatch.setenv("CUPS_SERVER", str(ready / "nowhere.sock"))
    result = planner("print", "out", *SEND)
    assert (result.code, result.err) == (
        4,
        "--printer: CUPS, which all printing goes through, is not running; start it, then try again\n",
    )


def test_a_folder_without_a_report_is_none_of_a_batch(planner, ready, queue):
    result = planner("print", "nowhere", *SEND)
    assert (result.code, result.err) == (
        4,
        "nowhere: has no report.jsonl; name the folder that planner batch has written\n",
    )
