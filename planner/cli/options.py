"""What several commands take: how it is typed, and what it must be."""

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
        help="A field of the plan, such as weeks=4 or phases.0.level=2.",
        autocompletion=settings,
    ),
]
Paper = Annotated[
    Literal["A4", "Letter"] | None,
    typer.Option(metavar="NAME", help="A4 or Letter, instead of the clinic's.", **one_of("--paper", "A4", "Letter")),
]
Size = Annotated[
    Literal["standard", "large", "xl"] | None,
    typer.Option(
        metavar="NAME",
        help="Of the words: standard, large or xl, instead of the patient's.",
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
    typer.Option(metavar="DIR", help="A folder of own exercises, themes and words; library/ beside the plan is found."),
]
Over = Annotated[
    list[Path] | None,
    typer.Option(metavar="DIR", help="A folder laid over the built-in library; library/ here is found."),
]
Laid = Annotated[list[Path] | None, typer.Option(metavar="DIR", help="A folder laid over the built-in library.")]
Today = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The day that warnings count from; else SOURCE_DATE_EPOCH, else the clock."),
]
FromWeek = Annotated[
    int,
    typer.Option(
        "--from-week", metavar="N", help="Print anew from this week on, after a review; dates count as before."
    ),
]

AllPages = Annotated[
    bool,
    typer.Option(
        "--all-pages",
        help="With --from-week: also the guidelines, topics and checklist, which the patient has already.",
    ),
]


def week(option: str, number: int, weeks: int) -> None:
    """Raise InputError for a week that a plan of so many weeks has not."""
    from planner.problems import InputError

    if not 1 <= number <= weeks:
        raise InputError(f"{option}: {number}: the plan has the weeks 1 to {weeks}")


def day(option: str, text: str | None) -> date | None:
    """A date. Raises InputError for what is none."""
    from planner.problems import InputError, Problem

    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        advice = "write a date as year-month-day, such as 2026-12-01"
        raise InputError(Problem(option=option, quoted=text, advice=advice)) from None
