"""Send booklets to a printer: each one as a job of its own to a queue of CUPS, in the order of the roster.

What was sent is written down after each job, so that a run that was stopped goes on behind the last one.
"""

import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from html import escape
from pathlib import Path
from re import escape as escaped
from re import search, sub
from shutil import which
from typing import Any, NamedTuple

from planner.batch.report import Outcome
from planner.content.clinic import Paper
from planner.outputs.files import content, plain_file, save
from planner.problems import InputError, OutputError, Problem, counted

RECORD = "sent.jsonl"
"""The file in the batch's folder that says what was sent: an object a line."""
PAPER_OPTIONS = ("media", "PageSize")
"""What an option is called that says the paper; without one, each booklet asks for its own."""


class Sent(NamedTuple):
    """A file that was sent to a printer."""

    row: int
    id: str | None
    file: str
    sha256: str
    printer: str
    request: str
    """The number that the queue gave it, such as ward-12."""


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
    return [one for fact in _facts(folder) if (one := _sent(fact))]


def _facts(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of the record; one that was cut off by a power cut is passed over."""
    for line in (content(folder / RECORD) or b"").decode("utf-8", "replace").splitlines():
        with suppress(ValueError, RecursionError):
            if isinstance(fact := json.loads(line), dict):
                yield fact


def _sent(fact: dict[str, Any]) -> Sent | None:
    """Return what a line says was sent; None for a line about something else."""
    try:
        one = Sent(**fact)
    except TypeError:
        return None
    return one if all(isinstance(part, str) for part in (one.file, one.sha256, one.printer, one.request)) else None


def printable(outcomes: Iterable[Outcome]) -> list[tuple[Outcome, str]]:
    """Return all files that can be sent, in the order of the roster."""
    return [(outcome, file) for outcome in outcomes for file in outcome.files if file.endswith(".pdf")]


def to_send(folder: Path, files: Iterable[tuple[Outcome, str]], again: "Again | None") -> list[tuple[Outcome, str]]:
    """Return the files to send: those that were not sent as they are now, or not in the run that sends all again."""
    done = again.done if again else {(one.file, one.sha256) for one in sent_before(folder)}
    return [(outcome, file) for outcome, file in files if (file, outcome.files[file]) not in done]


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
            _write_down(self.folder / RECORD, {"again": self.key, "begins": begins})


def again(folder: Path, files: Iterable[tuple[Outcome, str]], printer: Printer) -> Again:
    """Return the run that sends these files again: the one that was stopped, or a new one."""
    whole = [printer.name, [(file, outcome.files[file]) for outcome, file in files]]
    key = sha256(json.dumps(whole).encode()).hexdigest()
    done: set[tuple[str, str | None]] | None = None
    for fact in _facts(folder):
        if fact.get("again") == key:
            done = set() if fact.get("begins") else None
        elif done is not None and (one := _sent(fact)) and one.printer == printer.name:
            done.add((one.file, one.sha256))
    return Again(folder, key, frozenset(done or ()))


def send_files(folder: Path, files: Iterable[tuple[Outcome, str]], printer: Printer) -> Iterator[Sent]:
    """Send files in their order, and yield each when it is written down. Raise OutputError if the queue refuses."""
    for outcome, file in files:
        request = printer.send(folder / file, outcome.id or Path(file).stem, outcome.paper)
        sent = Sent(outcome.row, outcome.id, file, outcome.files[file] or "", printer.name, request)
        _write_down(folder / RECORD, sent._asdict())
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


def _write_down(path: Path, fact: Mapping[str, object]) -> None:
    """Add a line, and wait until it is on the disk: what is sent twice is paper, what is not sent is a patient."""
    try:
        with os.fdopen(plain_file(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "w", encoding="utf-8") as file:
            file.write(json.dumps(fact, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None


def with_sent(folder: Path, outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return outcomes with the numbers under which their files were sent to a printer, as they are now."""
    requests = {(one.file, one.sha256): one.request for one in sent_before(folder)}
    return [
        replace(outcome, sent=tuple(requests[file] for file in outcome.files.items() if file in requests))
        if requests
        else outcome
        for outcome in outcomes
    ]


def report_sent(folder: Path) -> None:
    """Write into the reports what was sent: the numbers by row into report.jsonl, how many into report.html."""
    record = sent_before(folder)
    requests = {(one.file, one.sha256): one.request for one in record}
    facts = [json.loads(line) for line in (content(folder / "report.jsonl") or b"").decode().splitlines()]
    for line in facts:
        if line.get("file"):
            files = [(line["file"], line["sha256"]), *((one["file"], one["sha256"]) for one in line.get("also", ()))]
            line["sent"] = [requests[file] for file in files if file in requests]
            if "printed" in line:  # without it, a report counts all as printed
                line["printed"] |= dict(file for file in files if file in requests)
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in facts)
    save(text.encode(), folder / "report.jsonl", overwrite=True)
    page = (content(folder / "report.html") or b"").decode()
    save(
        sub(r'<p id="sent">.*?</p>', lambda _: sent_line(record), page).encode(), folder / "report.html", overwrite=True
    )


def sent_line(record: Iterable[Sent]) -> str:
    """Return the line of report.html that says what was sent."""
    files: dict[str, set[str]] = {}
    for one in record:
        files.setdefault(one.printer, set()).add(one.file)
    says = "; ".join(f"{counted(len(names), 'file')} sent to {escape(name)}" for name, names in files.items())
    return f'<p id="sent">{says}</p>'
