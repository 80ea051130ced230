"""Options that several commands share, and how their values are read."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from planner.cli.completion import languages, settings


def one_of(option: str, *words: str) -> dict[str, Any]:
    """Return how typer reads and completes a value that is one of some words: a wrong one raises InputError."""

    def read(text: str) -> str:
        from planner.content.suggest import did_you_mean
        from planner.problems import InputError, Problem

        if text in words:
            return text
        advice = f"write {', '.join(words[:-1])} or {words[-1]}"
        hint = did_you_mean(text, words)
        raise InputError(Problem(option=option, quoted=text, text=advice, advice=hint))

    return {"parser": read, "autocompletion": lambda: [*words]}


Overrides = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Set a field of the plan, such as weeks=4 or phases.0.level=2; may be repeated.",
        autocompletion=settings,
    ),
]
Paper = Annotated[
    Literal["A4", "Letter"] | None,
    typer.Option(
        metavar="NAME", help="The paper: A4 or Letter, instead of the clinic's.", **one_of("--paper", "A4", "Letter")
    ),
]
Size = Annotated[
    Literal["standard", "large", "xl"] | None,
    typer.Option(
        metavar="NAME",
        help="The size of the text: standard, large or xl, instead of the patient's.",
        **one_of("--size", "standard", "large", "xl"),
    ),
]
Language = Annotated[
    str | None,
    typer.Option(
        metavar="ID",
        help="The booklet's language (planner list languages), instead of the patient's.",
        autocompletion=languages,
    ),
]
Beside = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="DIR",
        help="A folder with your own exercises, themes and words; library/ beside the plan is always used.",
    ),
]
Over = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="DIR", help="A folder laid over the built-in library; library/ in this folder is always used."
    ),
]
Laid = Annotated[list[Path] | None, typer.Option(metavar="DIR", help="A folder laid over the built-in library.")]
Today = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The day that warnings count from. Default: SOURCE_DATE_EPOCH, then the clock."),
]
FromWeek = Annotated[
    int,
    typer.Option(
        "--from-week",
        metavar="N",
        help="Print the weeks from this one on, after a review; dates still count from the start.",
    ),
]

AllPages = Annotated[
    bool,
    typer.Option(
        "--all-pages",
        help="With --from-week: also print the guidelines, topics and checklist, which the patient already has.",
    ),
]


def week(option: str, number: int, weeks: int) -> None:
    """Raise InputError if a plan of so many weeks has no week of that number."""
    from planner.problems import InputError

    if not 1 <= number <= weeks:
        raise InputError(f"{option}: {number}: the plan has weeks 1 to {weeks}")


def day(option: str, text: str | None) -> date | None:
    """Return the date that a text gives, or None for no text. Raise InputError if it is not a date."""
    from planner.problems import InputError, Problem

    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        advice = "write a date as year-month-day, such as 2026-12-01"
        raise InputError(Problem(option=option, quoted=text, advice=advice)) from None
