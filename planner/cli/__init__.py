"""The commands. The only package that prints."""

import gc
import io
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from planner.cli.terminal import (
    StoppedError,
    fault,
    heading,
    lost,
    note,
    open_outlets,
    painted,
    problem,
    record,
    result,
)
from planner.problems import InputError, OutputError, PlannerError, Problem, for_commands
from planner.version import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("build:build", "planner build low-back-relief -o booklet.pdf"),
    "batch": ("batch:batch", "planner batch low-back-relief roster.csv -o out --print-job job.pdf"),
    "print": ("printing:print_", "planner print out --printer ward --printer-option sides=two-sided-long-edge"),
    "roster": ("roster:roster", "planner roster export.csv -o profile.yaml"),
    "check": ("check:check", "planner check my-plan.yaml patient.yaml"),
    "list": ("listing:list_", "planner list exercises"),
    "new": ("new:new", "planner new riverside"),
    "schema": ("schema:schema", "planner schema plan"),
    "show": ("show:show", "planner show bridge -o bridge.svg"),
    "translate": ("translate:translate", "planner translate es library"),
    "watch": ("watch:watch", "planner watch my-plan.yaml -o booklet.pdf"),
}
"""Each command: the module and name of its function, and an example."""
INTERRUPTED = 130
"""The exit code after Ctrl-C, as in shells and typer."""
TYPED = "planner.typed"
"""Under which a command's context keeps the words that it was called with."""
MORE = 'planner build low-back-relief --name "A. Patient" --start 2026-12-01'


class _Command(TyperCommand):
    """A command whose help names arguments by their metavar alone; typer would add Python's types."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer keeps its class to itself
        return painted(super().get_help(ctx))

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as above
        """Run the command; what is wrong with a file of another kind is that it is one."""
        try:
            return super().invoke(ctx)
        except PlannerError as error:
            raise _of_another_kind(error) from None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as above
        """Read what was typed, and keep it for advice."""
        ctx.meta[TYPED] = [*args]
        read: list[str] = super().parse_args(ctx, args)
        return read

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ANN401 - as above
        arguments = (param for param in self.get_params(ctx) if param.param_type_name == "argument")
        return ["[OPTIONS]", *(f"{one.metavar}" if one.required else f"[{one.metavar}]" for one in arguments)]

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        rows: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for param in self.get_params(ctx):
            if record := param.get_help_record(ctx):
                name = f"{param.metavar}" if param.param_type_name == "argument" else record[0]
                rows[param.param_type_name].append((name, record[1]))
        for title, said in rows.items():
            if said:
                with formatter.section(f"{title.title()}s"):
                    formatter.write_dl(said)


class _Group(TyperGroup):
    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer keeps its class to itself
        return painted(super().get_help(ctx))


def _planner(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        result(f"planner {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        note(ctx.get_help(), own=True)
        raise typer.Exit(2)


def app_of(names: Iterable[str]) -> typer.Typer:
    """Return the program with these of its commands: to load all takes a twentieth of the time of a booklet."""
    made = typer.Typer(
        cls=_Group,
        help="Printable exercise plans for people with low back pain: plans in YAML, booklets in PDF.",
        epilog="\n".join(
            ("\b", "Examples:", *(f"  {line}" for line in (MORE, *(line for _, line in COMMANDS.values()))))
        ),
        invoke_without_command=True,
        rich_markup_mode=None,  # rich takes longer to load than all else that the help needs
        pretty_exceptions_enable=False,  # its tracebacks print local values: patients' names
    )
    for name in names:
        module, _, function = COMMANDS[name][0].partition(":")
        made.command(name, cls=_Command)(getattr(import_module(f"{__name__}.{module}"), function))
    made.callback()(_planner)
    return made


def __getattr__(name: str) -> typer.Typer:
    """Return the program with all of its commands, `app`, when somebody asks for it."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return app_of(COMMANDS)


def _asked() -> typer.Typer:
    """Return the program with the command that was typed alone; with all, for its help, a mistake or completion."""
    alone = [name for name in sys.argv[1:2] if name in COMMANDS and "_PLANNER_COMPLETE" not in os.environ]
    return app_of(alone or COMMANDS)


def main() -> None:
    """Run a command. What the user can correct is a message and an exit code, never a traceback."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed: else the next file would take its place, and what is printed go there
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - kept open
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal or file that lacks a letter gets its number
        sys.stdout.reconfigure(errors="backslashreplace")
    open_outlets()
    gc.disable()  # one command leaves little garbage to look for
    code = 0
    try:
        with _stoppable() as stopped, for_commands():
            code = _run()
            if code == INTERRUPTED and stopped:
                code = 128 + stopped[0]
        if (why := lost()) and code == 0:
            problem(f"what is printed cannot be written: {why}; the command itself went on to its end")
            code = OutputError.exit_code
    finally:
        gc.freeze()  # and at the end of the process nothing is worth collecting
        gc.enable()
    sys.exit(code)


@contextmanager
def _stoppable() -> Iterator[list[int]]:
    """Let SIGTERM and SIGHUP (the window is closed) end the command as Ctrl-C does: what is half done is cleared away.

    The list that is given holds the signal that came. A signal that was ignored before, as nohup does, stays so.
    """
    came: list[int] = []
    usual: dict[signal.Signals, Any] = {}

    def stop(number: int, _frame: object) -> None:
        came.append(number)
        for one in usual:
            signal.signal(one, signal.SIG_IGN)  # until all is cleared away
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        known = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
        usual.update({one: signal.getsignal(one) for one in known if signal.getsignal(one) == signal.SIG_DFL})
        for one in usual:
            signal.signal(one, stop)
    try:
        yield came
    finally:
        for one, before in usual.items():
            signal.signal(one, before)


def _run() -> int:
    try:
        os.getcwd()  # noqa: PTH109 - no Path is needed
    except OSError:
        problem("the folder in which you type is gone: change to one that is there, and type this again")
        return OutputError.exit_code
    try:
        code = int(_asked()(prog_name="planner", standalone_mode=False) or 0)
    except PlannerError as error:
        _record(error.problems)
        problem(str(error))
        return error.exit_code
    except typer.TyperException as error:
        _misuse(error)
        return error.exit_code
    except StoppedError as stopped:
        with suppress(OSError):  # the terminal may be closed
            note(str(stopped))
        return INTERRUPTED
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - said without what it holds: it may be about a patient
        if not isinstance(error.__cause__, KeyboardInterrupt):  # Ctrl-C while a class is made, in Python 3.11
            if "_PLANNER_COMPLETE" not in os.environ:  # a shell would print it into the line being typed
                fault(error)
            return 1
        code = INTERRUPTED
    if code == INTERRUPTED:
        with suppress(OSError):
            note("stopped; nothing was written")
    return code


def _record(problems: Iterable[Problem]) -> None:
    """Print what stops a command as objects too, if it was asked to print JSON: also where its own words are wrong."""
    if "--json" in sys.argv[1:]:
        for one in problems:
            record(**one.facts())


def _of_another_kind(error: PlannerError) -> PlannerError:
    """Return what to say of a file: where a patient is given as the clinic, that, and not each of its keys."""
    if not isinstance(error, InputError) or not error.refused:
        return error
    from planner.check.kind import taken_for

    return taken_for(error.refused) or error


def _plan_in_words(typed: list[str]) -> str:
    """Return the built-in plan whose name was typed as several words; nothing if none was."""
    from planner.content.resources import built_in_plans

    found = (
        name for name in built_in_plans() if "-" in name and f" {name.replace('-', ' ')} " in f" {' '.join(typed)} "
    )
    return next(found, "")


def _misuse(error: typer.TyperException) -> None:
    """Print what is wrong with what was typed, and what to type instead."""
    says = error.format_message()
    _record((Problem(text=says),))
    problem(says)
    if says.startswith("Got unexpected extra argument"):
        note('put a text with spaces in quotation marks, such as --name "A. Patient"')
    ctx: typer.Context | None = getattr(error, "ctx", None)
    if ctx:
        if meant := _plan_in_words(ctx.meta.get(TYPED, [])):
            note(f'a plan\'s name has hyphens; did you mean "{meant}"?')
        example = COMMANDS.get(ctx.info_name or "", COMMANDS["build"])[1]
        note(f"{ctx.get_usage()}\n{heading('Example:')} {example}\n{ctx.command_path} --help says more.", own=True)
