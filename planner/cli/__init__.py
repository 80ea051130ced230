"""The commands. The only package that prints."""

import gc
import sys

import typer

from planner.cli.batch import batch
from planner.cli.build import build
from planner.cli.check import check
from planner.cli.listing import list_
from planner.cli.new import new
from planner.cli.schema import schema
from planner.cli.show import show
from planner.cli.watch import watch
from planner.errors import PlannerError

EPILOG = """
[bold]Examples[/bold]

planner build low-back-relief -o booklet.pdf

planner build low-back-relief --name "A. Patient" --start 2026-12-01 -o patient.pdf

planner build my-plan.yaml --patient patient.yaml --clinic clinic.yaml --paper Letter -o letter.pdf

planner batch low-back-relief roster.csv -o out --print-job job.pdf --duplex

planner check my-plan.yaml patient.yaml

planner list exercises

planner show bridge -o bridge.svg
"""

app = typer.Typer(
    name="planner",
    help="Printable exercise plans for people with low back pain: plans in YAML, booklets in PDF.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,  # its tracebacks print local values: patients' names
)
app.command("build")(build)
app.command("batch")(batch)
app.command("check")(check)
app.command("list")(list_)
app.command("new")(new)
app.command("schema")(schema)
app.command("show")(show)
app.command("watch")(watch)


def main() -> None:
    """Run a command; a problem of the user's is a message and an exit code, never a traceback."""
    gc.disable()  # one command makes little that would have to be looked for
    try:
        app()
    except PlannerError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # whoever read the output has gone
        sys.exit(0)
    finally:
        gc.enable()
