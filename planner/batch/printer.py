"""Send booklets to a printer: each one as a job of its own to a queue of CUPS, in the order of the roster.

What was sent is written down after each job, so that a run that was stopped goes on behind the last one.
"""

import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from html import escape
from pathlib import Path
from re import escape as escaped
from re import search, sub
from shutil import which

from planner.batch.prints import (
    RECORD,
    Print,
    Sent,
    Whose,
    facts_of,
    last_prints,
    sent_in,
    whose,
    with_printed,
    write_down,
)
from planner.batch.report import Outcome
from planner.content.clinic import Paper
from planner.outputs.files import content, save
from planner.problems import InputError, OutputError, Problem, counted

PAPER_OPTIONS = ("media", "PageSize")
"""What an option is called that says the paper; without one, each booklet asks for its own."""


@dataclass(frozen=True)
class Printer:
    """A queue of CUPS."""

    name: str
    options: tuple[str, ...] = ()
    """As lp takes them, such as sides=two-sided-long-edge."""

    def check(self) -> None:
        """Raise OutputError if there is no such queue, or no way to it; InputError for an option without a value."""
        for option in self.options:
            if not all(option.partition("=")):
                advice = "write NAME=VALUE, such as sides=two-sided-long-edge (lpoptions -l lists them)"
                raise InputError(Problem(option="--printer-option", quoted=option, advice=advice))
        if which("lp") is None or which("lpstat") is None:
            raise OutputError("--printer needs the command lp, which comes with CUPS")
        if "not running" in _run(["lpstat", "-r"]).stdout:
            raise OutputError(
                "--printer: CUPS, which all printing goes through, is not running; start it, then try again"
            )
        if _run(["lpstat", "-p", self.name]).returncode:
            names = _run(["lpstat", "-e"]).stdout.split()
            known = f"there are {', '.join(names)}" if names else "lpstat -e lists those that there are: none"
            raise OutputError(f'--printer: there is no printer "{self.name}"; {known}')

    def send(self, path: Path, title: str, paper: Paper | None) -> str:
        """Send a file as one job. Return the number that the queue gave it. Raise OutputError if the queue refuses."""
        chosen = [option.partition("=")[0] for option in self.options]
        options = [*self.options, *([f"media={paper}"] if paper and not set(PAPER_OPTIONS) & set(chosen) else [])]
        words = ["lp", "-d", self.name, "-t", title, *(word for option in options for word in ("-o", option))]
        made = _run([*words, "--", str(path.resolve())])
        if made.returncode:
            says = " ".join(made.stderr.split()) or "no reason was given"
            raise OutputError(f"{self.name}: {path.name} was not sent: {says}")
        found = search(rf"{escaped(self.name)}-\d+", made.stdout)
        return found[0] if found else made.stdout.strip()


def _run(words: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command of CUPS, whose answers are wanted in English."""
    return subprocess.run(  # noqa: S603 - words, that no shell reads
        words, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )


def sent_before(folder: Path) -> list[Sent]:
    """Return what was sent from a folder."""
    return [one for fact in facts_of(folder) if (one := sent_in(fact))]


def printable(outcomes: Iterable[Outcome]) -> list[tuple[Outcome, str]]:
    """Return all files that can be sent, in the order of the roster."""
    return [(outcome, file) for outcome in outcomes for file in outcome.files if file.endswith(".pdf")]


def to_send(folder: Path, files: Iterable[tuple[Outcome, str]], again: "Again | None") -> list[tuple[Outcome, str]]:
    """Return the files to send: those whose last print is no sending of what they are now.

    again: the run that sends all again, if there is one; then those that it has not sent yet.
    """
    if again:
        return [(outcome, file) for outcome, file in files if (file, outcome.files[file]) not in again.done]
    last = last_prints(folder)
    return [(outcome, file) for outcome, file in files if file not in _requests(last, outcome.id, outcome.files)]


def in_job(outcome: Outcome, file: str) -> bool:
    """Return whether a file that was not sent as it is now is in a print job as it is now."""
    return outcome.printed.get(file) == outcome.files[file]


def _requests(last: Mapping[Whose, Print], identity: str | None, files: Mapping[str, str | None]) -> dict[str, str]:
    """Return the numbers that the queue gave somebody's files, where these are their last prints."""
    found = ((file, checksum, last.get(whose(identity, file))) for file, checksum in files.items())
    return {file: one.request for file, checksum, one in found if one and one.request and one.sha256 == checksum}


@dataclass(frozen=True)
class Again:
    """A run that sends files again. It writes down when it begins and ends: what was stopped goes on."""

    folder: Path
    key: str
    """Stands for the printer and the files: another run has another one."""
    done: frozenset[tuple[str, str | None]]
    """The files that it sent before it was stopped, with their checksums; none if it is a new one."""

    def note(self, *, begins: bool) -> None:
        """Write down that it begins, unless it goes on, or that it ends."""
        if not (begins and self.done):
            write_down(self.folder / RECORD, {"again": self.key, "begins": begins})


def again(folder: Path, files: Iterable[tuple[Outcome, str]], printer: Printer) -> Again:
    """Return the run that sends these files again: the one that was stopped, or a new one."""
    whole = [printer.name, [(file, outcome.files[file]) for outcome, file in files]]
    key = sha256(json.dumps(whole).encode()).hexdigest()
    done: set[tuple[str, str | None]] | None = None
    for fact in facts_of(folder):
        if fact.get("again") == key:
            done = set() if fact.get("begins") else None
        elif done is not None and (one := sent_in(fact)) and one.printer == printer.name:
            done.add((one.file, one.sha256))
    return Again(folder, key, frozenset(done or ()))


def send_files(folder: Path, files: Iterable[tuple[Outcome, str]], printer: Printer) -> Iterator[Sent]:
    """Send files in their order, and yield each when it is written down. Raise OutputError if the queue refuses."""
    for outcome, file in files:
        request = printer.send(folder / file, outcome.id or Path(file).stem, outcome.paper)
        sent = Sent(outcome.row, outcome.id, file, outcome.files[file] or "", printer.name, request)
        write_down(folder / RECORD, sent._asdict())
        yield sent


def check_files(folder: Path, files: Iterable[tuple[Outcome, str]]) -> None:
    """Raise OutputError for files that are not those that the report is about, or have a password."""
    for outcome, file in files:
        _check(folder / file, outcome.files[file])


def _check(path: Path, checksum: str | None) -> None:
    data = content(path)
    if data is None or sha256(data).hexdigest() != checksum:
        raise OutputError(f"{path}: is not what report.jsonl says; run the batch again with --resume")
    if b"/Encrypt" in data:
        raise OutputError(
            f"{path}: has a password, and so cannot be printed from here; nothing was sent; name the others with --only"
        )


def with_sent(folder: Path, outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return outcomes with the numbers under which their files were sent to a printer, as they are now."""
    last = last_prints(folder)
    return [
        replace(outcome, sent=tuple(_requests(last, outcome.id, outcome.files).values())) if last else outcome
        for outcome in outcomes
    ]


def report_sent(folder: Path) -> None:
    """Write into the reports what was sent: the numbers by row into report.jsonl, how many into report.html."""
    last = last_prints(folder)
    facts = [json.loads(line) for line in (content(folder / "report.jsonl") or b"").decode().splitlines()]
    for line in facts:
        if line.get("file"):
            files = {line["file"]: line["sha256"], **{one["file"]: one["sha256"] for one in line.get("also", ())}}
            requests = _requests(last, line.get("id"), files)
            line["sent"] = [*requests.values()]
            if "printed" in line:  # without it, a report counts all as printed
                now = {file: files[file] for file in requests}
                line["printed"] = with_printed(line["printed"], now, line.get("id"))
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in facts)
    save(text.encode(), folder / "report.jsonl", overwrite=True)
    page = (content(folder / "report.html") or b"").decode()
    save(
        sub(r'<p id="sent">.*?</p>', lambda _: sent_line(sent_before(folder)), page).encode(),
        folder / "report.html",
        overwrite=True,
    )


def sent_line(record: Iterable[Sent]) -> str:
    """Return the line of report.html that says what was sent."""
    files: dict[str, set[str]] = {}
    for one in record:
        files.setdefault(one.printer, set()).add(one.file)
    says = "; ".join(f"{counted(len(names), 'file')} sent to {escape(name)}" for name, names in files.items())
    return f'<p id="sent">{says}</p>'
