"""planner roster: how a list of patients reads, and a profile to start from."""

import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.rosters import Dates, Encoding, Ignored, ProfileFile, Sheet, chosen_profile

if TYPE_CHECKING:
    from planner.batch.reading import Reading
    from planner.batch.roster import Roster
    from planner.batch.survey import Survey
    from planner.batch.tables import RosterFile
    from planner.content.library import Library
    from planner.content.profile import DateOrder
    from planner.problems import Problem

WIDEST = 60
"""Characters of a line's cells that are shown."""
WORDY = ("conditions", "days", "language", "size", "person")
"""Columns whose cells hold words of a closed list."""
MOST = 20
"""Problems of rows that are printed; planner batch --dry-run prints all."""


def roster(  # noqa: PLR0913, PLR0917 - the options of a command
    path: Annotated[Path, typer.Argument(metavar="ROSTER", help="The list of patients.")],
    profile: ProfileFile = None,
    clinic: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The clinic's YAML file, which may name a profile.")
    ] = None,
    encoding: Encoding = None,
    dates: Dates = None,
    sheet: Sheet = None,
    ignore_column: Ignored = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE.yaml", help="Write a profile to start from into this file."),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is already there.")] = False,
) -> None:
    """Show how a list is read, and make nothing.

    It prints the first rows of what is read: patients' data. A profile holds none.
    """
    from planner.batch.reading import Reading
    from planner.batch.roster import Roster, open_roster
    from planner.batch.survey import proposal, survey
    from planner.booklet.api import load_clinic, load_library
    from planner.cli.terminal import note, result
    from planner.content.profile import Profile
    from planner.outputs.files import keep_others, ready, save
    from planner.problems import InputError, counted

    giver = load_clinic(clinic) if clinic else None
    library = load_library(near=(Path(), giver))
    known = chosen_profile(profile, giver, library) or Profile()
    file = open_roster(path, encoding=encoding, sheet=sheet, profile=known)
    reading = Reading(known, ignore_column or ())
    if not file.columns:
        if output:
            raise InputError(f"{path}: has no columns, and so no profile: its values have names of their own")
        roster = Roster(file, library, dates or known.dates or "ymd", reading, {})
        result(f"{path}: id, name, day of birth and language of the first patients")
        for line in (*_without_columns(roster), *roster.notes):
            result(line)
        return
    found = survey(file, reading, library)
    result(f"{path}: {counted(found.rows, 'row')}; {_kind(file.sheet, file.delimiter)}; names in row {file.header}")
    for line in _table(found, reading):
        result(line)
    order = dates or known.dates
    faults = _faults(file, reading, library, order or "ymd")
    _print_faults(faults)
    if output:
        ready(output, overwrite=overwrite)
        keep_others(output)
        save(proposal(found, file, reading, encoding or known.encoding, order).encode(), output, overwrite=overwrite)
        result(f"{output.resolve()}")
        note(f"look at it, then: {shlex.join(['planner', 'roster', str(path), '--profile', str(output)])}")
    elif faults or not all(one.role or reading.is_passed_over(one.heads[0]) for one in found.columns):
        if not profile:
            note("-o FILE.yaml writes a profile to start from")
        raise typer.Exit(3)


def _faults(file: "RosterFile", reading: "Reading", library: "Library", dates: "DateOrder") -> "list[Problem]":
    """Return what is wrong with the columns, but for those that are not known; if nothing is, with the rows."""
    from planner.batch.roster import Roster
    from planner.cli.terminal import note

    faults = [*reading.faults(file.columns, file.row_place(file.header), file.header, file.twice, file.widest)]
    if faults or reading.unknown(file.columns, file.twice):
        return faults
    roster = Roster(file, library, dates, reading, reading.profile.defaults.model_dump(exclude_none=True))
    for line in roster.notes:
        note(line)
    return [replace(one, file=row.place) for row in roster for one in row.problems]


def _print_faults(faults: "list[Problem]") -> None:
    """Print each word that is not understood once, with the number of its rows, and what else is wrong."""
    from planner.cli.terminal import note, problem
    from planner.problems import counted

    not_understood = Counter(str(replace(one, file=None)) for one in faults if _is_about_a_word(one))
    for says, rows in not_understood.most_common():
        problem(f"{counted(rows, 'row')}: {says}")
    others = [one for one in faults if not _is_about_a_word(one)]
    for fault in others[:MOST]:
        problem(fault.discreet)
    if len(others) > MOST:
        note(f"and {len(others) - MOST:,} more; planner batch --dry-run names them all")


def _is_about_a_word(fault: "Problem") -> bool:
    """Return whether a fault is about a cell whose word is not understood: each such word is shown once."""
    return fault.quoted is not None and bool(fault.loc) and fault.loc[0] in WORDY


def _without_columns(roster: "Roster") -> Iterator[str]:
    """Yield lines that show the first patients of a list without columns, such as FHIR."""
    for row in islice(roster, MOST):
        patient = row.patient
        said = (row.id, patient and patient.name, patient and patient.born, patient and patient.language)
        yield f"  {row.place}: {' | '.join(str(value or '') for value in said)}"


def _kind(sheet: str | None, delimiter: str) -> str:
    from planner.batch.delimited import SEPARATORS

    if sheet is not None:
        return f'sheet "{sheet}"'
    return f"separated by a {SEPARATORS.get(delimiter, repr(delimiter))}"


def _table(found: "Survey", reading: "Reading") -> Iterator[str]:
    """Yield a line for what is read, then those that name the columns that are not, and who may get nothing."""
    from planner.batch.survey import STATES

    columns = found.columns
    shown = [
        (", ".join(one.heads), STATES.get(one.role, one.role) or f"perhaps {one.proposed}", " | ".join(one.cells))
        for one in columns
        if one.role or one.proposed
    ]
    left, middle = (max((len(row[n]) for row in shown), default=0) for n in (0, 1))
    for heads, role, cells in shown:
        cut = cells if len(cells) <= WIDEST else f"{cells[: WIDEST - 1]}…"
        yield f"  {heads:<{left}}  {role:<{middle}}  {cut}".rstrip()
    others = [one.heads[0] for one in columns if not one.role and not one.proposed]
    for says, passed_over in (("not read", True), ("not known", False)):
        if named := [head or "(no name)" for head in others if reading.is_passed_over(head) == passed_over]:
            yield from wrap(f"{says}: {', '.join(named)}", 100, initial_indent="  ", subsequent_indent="    ")
    for head in found.flags:
        yield f"  {head}: says yes or no about a condition: -o FILE.yaml proposes how to read it"
    for head, words in found.states.items():
        yield f"  {head}: says {', '.join(words)}: skip_if in a profile passes such rows over"
    for head, words in found.unclear.items():
        yield f"  {head}: says {' and '.join(words)}: ask which of them get nothing; skip_if passes these over"
