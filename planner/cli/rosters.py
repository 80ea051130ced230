"""Options about how a roster is read, which several commands share."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from planner.cli.options import day, one_of

if TYPE_CHECKING:
    from planner.content.clinic import Clinic
    from planner.content.library import Library
    from planner.content.profile import Profile

Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The encoding of a text roster that is not UTF-8, such as cp1252."),
]
Dates = Annotated[
    Literal["ymd", "dmy", "mdy"] | None,
    typer.Option(
        metavar="ORDER",
        help="The order of day, month and year in the roster: ymd (unless something else is said), dmy or mdy.",
        **one_of("--dates", "ymd", "dmy", "mdy"),
    ),
]
Sheet = Annotated[
    str | None, typer.Option(metavar="NAME", help="The sheet of an Excel workbook to read, if not the first.")
]
Ignored = Annotated[
    list[str] | None,
    typer.Option("--ignore-column", metavar="NAME", help="Do not read this column; may be repeated."),
]
ProfileFile = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        metavar="FILE",
        help="How a clinic's own export is read (planner roster writes one), instead of the clinic's.",
    ),
]


def chosen_profile(path: Path | None, clinic: "Clinic | None", library: "Library") -> "Profile | None":
    """Load the profile that is named, else the one that the clinic's file names.

    Raise InputError with the place of every problem in it, such as an id that the library lacks.
    """
    from dataclasses import replace

    from planner.content.patient import Patient
    from planner.content.profile import Profile
    from planner.problems import InputError, Problem

    if path is None and clinic and clinic.roster:
        beside = clinic.origin.path.parent if clinic.origin else Path()
        path = beside / clinic.roster
        if not path.is_file():
            advice = "write the name of a file in the same folder"
            raise InputError(clinic.problem(("roster",), Problem(quoted=clinic.roster, advice=advice)))
    if path is None:
        return None
    profile = Profile.load(path)
    filling = profile.defaults.model_dump(include=set(Patient.model_fields), exclude_none=True)
    try:
        library.check(Patient.model_validate(filling))
    except InputError as error:
        found = (profile.problem(("defaults", *problem.loc), replace(problem, loc=())) for problem in error.problems)
        raise InputError(*found) from None
    wrong: list[Problem] = []
    for column in ("language", "conditions", "person"):
        for text, value in getattr(profile.values, column).items():
            if not value:
                continue
            try:
                library.check(Patient.model_validate({column: value}))
            except InputError as error:
                at = ("values", column, text)
                wrong += [profile.problem(at, replace(problem, loc=())) for problem in error.problems]
    if wrong:
        raise InputError(*wrong)
    return profile


def filling(library: "Library", *, start: str | None, days: str | None, **others: str | None) -> dict[str, Any]:
    """Return what options say for empty cells, by column. Raise InputError for what no cell could hold."""
    from dataclasses import replace

    from planner.content.patient import Patient
    from planner.content.scalars import EVERY_OTHER
    from planner.problems import InputError

    values: dict[str, Any] = {"start": day("--start", start)}
    if days is not None:
        words = days.strip().lower()
        values["days"] = words if words in ("daily", EVERY_OTHER) else re.split(r"[,;\s]+", words)
    found = {name: value for name, value in {**values, **others}.items() if value is not None}
    try:
        library.check(Patient.model_validate({name: found[name] for name in found if name in Patient.model_fields}))
    except InputError as error:
        raise InputError(*(replace(one, option=f"--{one.loc[0]}", loc=()) for one in error.problems)) from None
    return found
