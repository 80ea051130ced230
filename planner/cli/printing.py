"""planner print: send the booklets of a batch to a printer."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from planner.batch.printer import Printer
    from planner.batch.report import Outcome

PrinterOptions = Annotated[
    list[str] | None,
    typer.Option(
        "--printer-option",
        metavar="NAME=VALUE",
        help="How to print, such as sides=two-sided-long-edge (lpoptions -l lists them); may be repeated.",
    ),
]


InJobs = Literal["warn", "leave out", "same"]
"""What to do with files that are in a print job as they are; same: in that of this run, as both were asked for."""


def print_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a batch.")],
    printer: Annotated[str, typer.Option(metavar="NAME", help="The printer's queue (lpstat -e lists them).")],
    printer_option: PrinterOptions = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Send only what is for this patient; may be repeated.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Also send what was sent before.")] = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="Leave out what is in a print job already, and has not changed since.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what was sent as a JSON object for each file.")
    ] = False,
) -> None:
    """Send the booklets of a batch to a printer.

    Each is a job of its own, in the order of the roster.

    What was sent before, and has not changed since, is not sent again.
    """
    from planner.batch.printer import Printer
    from planner.batch.reported import read
    from planner.content.suggest import did_you_mean
    from planner.problems import InputError, OutputError, Problem

    if not (folder / "report.jsonl").is_file():
        raise OutputError(f"{folder}: has no report.jsonl; name the folder that planner batch has written")
    outcomes = read(folder)
    ids = [outcome.id for outcome in outcomes if outcome.id]
    for wanted in only or ():
        if wanted not in ids:
            advice = did_you_mean(wanted, ids)
            raise InputError(Problem(option="--only", text="nobody has the id {}", quoted=wanted, advice=advice))
    queue = Printer(printer, tuple(printer_option or ()))
    queue.check()
    chosen = [one for one in outcomes if not only or one.id in only]
    if again and changed:
        raise InputError("--again and --changed: leave one out")
    in_jobs: InJobs = "leave out" if changed else "warn"
    send(folder, chosen, queue, resends=again, as_json=as_json, same="the same command", in_jobs=in_jobs)


def chosen_printer(name: str | None, options: Iterable[str], folder: Path, *, is_secret: bool) -> "Printer | None":
    """Return the printer that was named. Raise InputError or OutputError if it cannot print what is in the folder."""
    from planner.batch.printer import Printer
    from planner.outputs.stores import is_remote
    from planner.problems import InputError

    if name is None:
        if options:
            raise InputError("--printer-option is about a printer; add --printer NAME")
        return None
    if is_remote(folder):
        raise InputError(f"--printer: {folder} is not on this machine; make the booklets in a folder here")
    if is_secret:
        raise InputError("--printer and --password-file: files with a password cannot be printed; leave one out")
    printer = Printer(name, tuple(options))
    printer.check()
    return printer


def send(
    folder: Path,
    outcomes: "list[Outcome]",
    printer: "Printer",
    *,
    resends: bool = False,
    as_json: bool = False,
    same: str,
    in_jobs: InJobs = "warn",
) -> None:
    """Send what is to be sent, and print what was. Raise OutputError if the printer refuses.

    resends: also what was sent before. same: what goes on if this is stopped. in_jobs: what to do with files that are
    in a print job as they are.
    """
    from planner.batch.lock import locked_folder
    from planner.batch.printer import again, check_files, printable, report_sent, send_files, to_send
    from planner.cli.terminal import StoppedError, event, note, progress, result
    from planner.problems import counted

    count = 0
    with locked_folder(folder):
        every = printable(outcomes)
        run = again(folder, every, printer) if resends else None
        files = to_send(folder, every, run)
        files, left_out = (files, 0) if resends else _without_jobs(files, in_jobs)
        check_files(folder, files)
        if run:
            run.note(begins=True)
            if run.done:
                note(f"goes on behind the {counted(len(run.done), 'file')} that --again had sent when it was stopped")
        try:
            with progress("sent", len(files), shown=not as_json) as step:
                for sent in send_files(folder, files, printer):
                    count += 1
                    step()
                    if as_json:
                        event(event="sent", **sent._asdict())
            if run:
                run.note(begins=False)
        except KeyboardInterrupt:
            raise StoppedError(f"stopped; {_says(count, len(files), printer.name, same)}") from None
        except BaseException:
            note(_says(count, len(files), printer.name, same))
            raise
        finally:
            report_sent(folder)
    before = len(every) - len(files) - left_out
    passed_over = f"; {before:,} sent before" if before else ""
    passed_over += f"; {left_out:,} in a print job" if left_out else ""
    if not as_json:
        result(f"{printer.name}: {count:,} of {len(every):,} files sent{passed_over}")


def _without_jobs(files: "list[tuple[Outcome, str]]", in_jobs: InJobs) -> "tuple[list[tuple[Outcome, str]], int]":
    """Return the files to send, without those in print jobs if so wanted, and how many are left out. Warn of others."""
    from planner.batch.printer import in_job
    from planner.cli.terminal import note
    from planner.problems import counted

    held = [one for one in files if in_job(*one)]
    if in_jobs == "leave out":
        return [one for one in files if one not in held], len(held)
    if held and in_jobs == "warn":
        note(
            f"warning: {len(held):,} of the {counted(len(files), 'file')} to send are in a print job already, as they "
            "are: if that was printed, stop this with Ctrl-C, and add --changed, which leaves them out"
        )
    return files, 0


def _says(count: int, files: int, name: str, same: str) -> str:
    return f"{count:,} of {files:,} files were sent to {name}; {same} goes on from there"
