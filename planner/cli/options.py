"""What several commands take: how it is typed, and what it must be."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.completion import languages, one_of, settings

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
    str | None,
    typer.Option(metavar="NAME", help="A4 or Letter, instead of the clinic's.", autocompletion=one_of("A4", "Letter")),
]
Size = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Of the words: standard, large or xl, instead of the patient's.",
        autocompletion=one_of("standard", "large", "xl"),
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


def choice(option: str, text: str | None, *known: str) -> None:
    """Raise InputError for a word that is none of those known."""
    from planner.content.suggest import did_you_mean
    from planner.problems import InputError, Problem

    if text is not None and text not in known:
        words = f"{', '.join(known[:-1])} or {known[-1]}"
        text_, hint = f"write {words}", did_you_mean(text, known)
        raise InputError(Problem(option=option, quoted=text, text=text_, advice=hint))
