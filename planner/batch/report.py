"""What became of each row: for programs, for people, and as a list of the failed rows to correct and run again."""

import codecs
import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from html import escape as html_escape
from types import MappingProxyType
from typing import Literal, get_args
from urllib.parse import quote

from planner.batch.cells import stand_in_id
from planner.batch.delimited import SEPARATORS, as_shown
from planner.batch.ranges import first_few
from planner.batch.roster import Roster
from planner.batch.row import Row
from planner.content.clinic import Paper
from planner.problems import Problem, counted, visible
from planner.version import __version__

Status = Literal["made", "warned", "failed"]
Change = Literal["made", "kept", "replaced", "removed"]
"""What has become of a row's files since the last run that finished."""
FAILED = "failed.csv"
FAILED_NEW = "failed-new.csv"
"""Takes its place where somebody has saved failed.csv while the batch ran."""
FAILED_SUM = ".planner-failed.sum"
"""Holds the checksum of failed.csv while the report that will say it is not written yet."""
FILES = ("report.jsonl", "report.html", FAILED, FAILED_NEW)


@dataclass(frozen=True, slots=True)
class OtherFile:
    """What a row has beside its first file."""

    what: str
    """The form, such as one-page, or calendar."""
    file: str
    sha256: str | None = None
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row."""

    row: int
    """Its number, as in the roster."""
    id: str | None
    file: str | None = None
    """Its name in the batch's folder; None for a row that failed."""
    sha256: str | None = None
    """The checksum of the file, in hexadecimal."""
    pages: int = 0
    others: tuple[OtherFile, ...] = ()
    """Its other forms and its calendar file, if they were asked for."""
    change: Change | None = None
    """Made, kept or replaced, by the last run that finished; kept too where the row fails and its old file stays."""
    problems: tuple[Problem, ...] = ()
    """Errors: why there is no file. Warnings: what to know before it is handed out. They still quote from the row."""
    paper: Paper | None = None
    """What it is laid out for."""
    sent: tuple[str, ...] = ()
    """The numbers that a printer's queue gave its files, if they were sent as they are."""
    listed: str | None = None
    """The checksum of failed.csv, if the row is in it: so it is seen whether somebody has changed that."""
    person: str | None = None
    """What tells whether an id is still the same person's, and not who that is."""
    conditions: str | None = None
    """What tells whether that person has the same conditions, and not which."""
    doubts: tuple[Problem, ...] = ()
    """Those of its warnings that ask about a change since an earlier run; they stay until the row changes again."""
    mended: bool = False
    """Whether a list of failed rows made it, corrected by hand: the next export has the mistake again."""
    printed: Mapping[str, str | None] = field(default_factory=dict)
    """The patient's files that went into a print job or to a printer, with the checksums that they had then."""
    list_written: str = ""
    """When the file of the roster was last written, in UTC; empty if it is not known."""
    version: str = field(default="", compare=False)
    """The version of the program that made it, if a report says so."""
    place: str = field(default="", compare=False)
    """`roster.csv:17`."""
    letters: Mapping[str, str] = field(default_factory=dict, compare=False)
    """In a workbook, the letters of the columns, by name."""
    sheets: int = field(default=0, compare=False)
    """Sheets of paper in the print job."""
    kept: bool = field(default=False, compare=False)
    """Whether all files were there already and are the same. Like the next two, it is not in report.jsonl, which is the
    same for a run that was interrupted and one that was not."""
    replaced: bool = field(default=False, compare=False)
    """Whether the file was there already and differed."""
    milliseconds: int = field(default=0, compare=False)
    """How long its files took to lay out and write. Not in report.jsonl either."""
    stay: Mapping[str, str | None] = field(default_factory=dict)
    """The files of an earlier run, where the row fails now, with their checksums; None if it had no report."""
    made_on: str = field(default="", compare=False)
    """The day on which these were made, as year-month-day; empty if it is not known."""

    @property
    def files(self) -> dict[str, str | None]:
        """Return all of its files with their checksums."""
        first = {self.file: self.sha256} if self.file else {}
        return {**first, **{other.file: other.sha256 for other in self.others}}

    @property
    def sheaf(self) -> dict[str, str | None]:
        """Return those that are printed, with their checksums."""
        return {name: checksum for name, checksum in self.files.items() if name.endswith(".pdf")}

    @property
    def in_folder(self) -> dict[str, str | None]:
        """Return all files that are its patient's: its own, and those of an earlier run."""
        return {**self.stay, **self.files}

    @property
    def error(self) -> str | None:
        """Why there is no file, a line for each reason, without what was quoted from the row."""
        return "\n".join(problem.discreet for problem in self.problems if problem.kind == "error") or None

    @property
    def reasons(self) -> str:
        """Why there is no file, with what was quoted: for failed.csv, which holds the row itself."""
        return "\n".join(str(problem) for problem in self.problems if problem.kind == "error")

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to know before the file is handed out, without what was quoted from the row."""
        return tuple(problem.discreet for problem in self.problems if problem.kind == "warning")

    @property
    def status(self) -> Status:
        """Made, made with warnings, or failed."""
        return "failed" if self.error else "warned" if self.warnings else "made"

    def place_of(self, problem: Problem) -> str:
        """Return the place of a problem: its cell, `roster.xlsx: Patients!C17`, if the row is in a workbook."""
        letter = self.letters.get(str(problem.loc[0])) if problem.loc and problem.file is None else None
        sheet, _, row = self.place.rpartition("!")
        return f"{sheet}!{letter}{row}" if letter else self.place

    def facts(self) -> dict[str, object]:
        """Return a line of report.jsonl, without anything quoted from the row."""
        return {
            "planner": __version__,
            "row": self.row,
            "id": self.id,
            "status": self.status,
            "file": self.file,
            "sha256": self.sha256,
            "pages": self.pages,
            "also": [asdict(other) for other in self.others],
            "paper": self.paper,
            "change": self.change,
            "stay": dict(self.stay),
            "sent": list(self.sent),
            "person": self.person,
            "conditions_mark": self.conditions,
            "mended": self.mended,
            "printed": dict(self.printed),
            "list_written": self.list_written or None,
            "warnings": list(self.warnings),
            "error": self.error,
            "failed_csv": self.listed,
            "problems": [problem.facts(quoting=False) for problem in self.problems],
            "doubts": [problem.facts(quoting=False) for problem in self.doubts],
        }


def as_jsonl(
    outcomes: Iterable[Outcome],
    gone: Mapping[str, Sequence[str]] = MappingProxyType({}),
    left: Iterable[tuple[Outcome, Sequence[str]]] = (),
) -> bytes:
    """Return report.jsonl: an object a line, in the order of the rows; then who is in no row.

    left: whose files stay. gone: whose were removed.
    """
    others = [*(left_over(*one) for one in left), *(removal(whose, files) for whose, files in gone.items())]
    lines = [*(outcome.facts() for outcome in outcomes), *others]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def untouched(outcome: Outcome) -> Outcome:
    """Return what an earlier report says of a row that was not in this run."""
    return replace(outcome, change="kept" if outcome.in_folder else None)


def removal(whose: str, files: Sequence[str]) -> dict[str, object]:
    """Return a line of report.jsonl about somebody who is not in the roster any more."""
    return {"planner": __version__, "row": None, "id": whose, "file": None, "change": "removed", "files": list(files)}


def left_over(outcome: Outcome, files: Iterable[str]) -> dict[str, object]:
    """Return a line of report.jsonl about somebody who is not in the roster, whose files stay: later they are known."""
    stay = {name: outcome.in_folder.get(name) for name in files}
    whose = outcome.id or f"row {outcome.row}"
    facts = {"id": whose, "file": None, "change": "kept", "stay": stay}
    marks = {"person": outcome.person, "conditions_mark": outcome.conditions, "mended": outcome.mended}
    doubts = [problem.facts(quoting=False) for problem in outcome.doubts]
    return {"planner": __version__, "row": None, **facts, **marks, "printed": dict(outcome.printed), "doubts": doubts}


def notes_on_old_files(outcomes: Sequence[Outcome], leftovers: Sequence[str], *, shown: bool = True) -> list[str]:
    """Return what became of booklets of an earlier run that no row has now, a line each.

    leftovers: files that no row of the roster is for. shown: whether files are named, or only counted.
    """
    stay: dict[str, list[str]] = {}
    for outcome in outcomes:
        if not outcome.file and outcome.stay:
            stay.setdefault(outcome.made_on, []).extend(outcome.stay)
    notes = []
    for day, files in sorted(stay.items()):
        made = f"made on {day} is" if day else "made earlier is"
        notes.append(
            f"rows fail now; what was {made} kept, and may be out of date: {files_or_count(files, shown=shown)}"
        )
    if leftovers:
        notes.append(
            f"left over from an earlier run; no row in this roster matches: {files_or_count(leftovers, shown=shown)}"
        )
    return notes


def files_or_count(files: Sequence[str], *, shown: bool) -> str:
    """Return the names of files, or only how many there are."""
    return first_few(files) if shown else counted(len(files), "file")


def failed_csv(roster: Roster, failed: Sequence[tuple[Row, str]], refusals: Mapping[int, Problem]) -> bytes:
    """Return failed.csv: the failed rows as they were written, each with its reason in front, to correct and run again.

    It has the roster's separator and encoding, so the same programs open it; a formula is shown and not run. A row
    without an id gets one from its number in the roster, so that its file keeps its name. refusals: by row number, why
    a row must fail again until somebody has looked at it.
    """
    out = io.StringIO(newline="")
    columns = roster.columns
    writer = csv.writer(out, lineterminator="\r\n", delimiter=roster.delimiter)
    named = [name.lower() for name in columns]
    # an export has its ids where the profile says
    of_id = next((named.index(head.lower()) for head in roster.read_as.get("id", ())), None)
    has_own = of_id is not None and named[of_id] != "id"
    ahead = ["error", *([] if has_own else ["id"]), *(["refused"] if refusals or "refused" in named else [])]
    heads = [n for n, name in enumerate(named) if name not in ahead]
    # another separator outside quotes in the first line could be taken for the one of the file
    all_quoted = csv.writer(out, csv.unix_dialect, lineterminator="\r\n", delimiter=roster.delimiter)
    (all_quoted if set(SEPARATORS) & set("".join(columns)) else writer).writerow(
        map(as_shown, [*ahead, *[columns[n] for n in heads]])
    )
    for row, error in failed:
        cells = [*row.cells, *[""] * (len(columns) - len(row.cells))]
        found = dict(zip(named, cells, strict=False))
        identity = cells[of_id] if has_own and of_id is not None else found.get("id", "")
        identity = identity or ("" if row.names_a_file else stand_in_id(row.number))
        if has_own and of_id is not None:
            cells[of_id] = identity
        said = {"error": error, "id": identity, "refused": found.get("refused") or str(refusals.get(row.number, ""))}
        ahead_cells = [said[name] for name in ahead]
        writer.writerow(map(as_shown, [*ahead_cells, *[cells[n] for n in heads], *cells[len(columns) :]]))
    return _encoded(out.getvalue(), roster.encoding)


def _encoded(text: str, encoding: str | None) -> bytes:
    """Encode as the roster was, if that has all characters; else as UTF-8 with a byte order mark."""
    if encoding and not codecs.lookup(encoding).name.startswith("utf-8"):
        with suppress(UnicodeError):
            return text.encode(encoding)
    return text.encode("utf-8-sig")  # without the mark, spreadsheets take it for Latin-1


_HTML = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; color: #1c2024; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; margin-bottom: 2rem; }}
th, td {{ text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #c8ccd0; }}
td:first-child {{ white-space: nowrap; }}
ul {{ margin: 0; padding-left: 1.2rem; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{summary}</p>
<p id="sent"></p>
{notes}{tables}</body>
</html>
"""
_TABLES: tuple[tuple[Status, str, str], ...] = (
    ("failed", "Failed: nothing was made", "Why"),
    ("warned", "Made, with warnings to read", "Warnings"),
    ("made", "Made", ""),
)


def as_html(title: str, outcomes: Sequence[Outcome], notes: Sequence[str] = ()) -> bytes:
    """Return a page for people: the notes, a line each; what failed; then what to look at; then the rest."""
    tables = []
    for status, caption, column in _TABLES:
        chosen = [o for o in outcomes if o.status == status]
        if chosen:
            heads = "".join(
                f'<th scope="col">{head}</th>' for head in ("Row", "Id", "File", "Since the last run", column) if head
            )
            rows = "".join(_row(o, says=bool(column)) for o in chosen)
            tables.append(
                f"<h2>{caption} ({len(chosen):,})</h2>\n<table>\n<thead><tr>{heads}</tr></thead>\n"
                f"<tbody>\n{rows}</tbody>\n</table>\n"
            )
    line = escape(f"{tally(outcomes)}{_since(outcomes)}")
    return _HTML.format(title=escape(title), summary=line, notes=_items(notes), tables="".join(tables)).encode()


def _since(outcomes: Sequence[Outcome]) -> str:
    """Return a sentence of what has changed since the last run; nothing if all was made."""
    counts = {change: sum(o.change == change for o in outcomes) for change in get_args(Change)}
    said = [f"{count:,} {change}" for change, count in counts.items() if count]
    return f" Since the last run: {', '.join(said)}." if counts["made"] != sum(counts.values()) else ""


def tally(outcomes: Sequence[Outcome], *, passing: bool = False, dry: bool = False) -> str:
    """Return a sentence; passing: also how many files were there before; dry: nothing was written."""
    count = {status: sum(o.status == status for o in outcomes) for status, _, _ in _TABLES}
    kept, replaced = (sum(o.kept for o in outcomes), sum(o.replaced for o in outcomes)) if passing else (0, 0)
    parts = [f"{count['made'] + count['warned'] - kept - replaced:,} {'would be ' if dry else ''}made"]
    parts += [f"{replaced:,} from an earlier run replaced"] if replaced else []
    parts += [f"{kept:,} kept as before"] if kept else []
    rows = counted(len(outcomes), "row")
    return f"{rows}: {', '.join(parts)}, {count['warned']:,} of them with warnings; {count['failed']:,} failed."


def _row(outcome: Outcome, *, says: bool) -> str:
    name = outcome.file
    link = f'<a href="{escape(quote(name))}">{escape(name)}</a>, {counted(outcome.pages, "page")}' if name else ""
    also = "".join(f'<br><a href="{escape(quote(one.file))}">{escape(one.file)}</a>' for one in outcome.others)
    cells = [str(outcome.row), escape(outcome.id or ""), link + also, outcome.change or ""]
    if says:
        lines = outcome.error.split("\n") if outcome.error else outcome.warnings
        cells.append(_items(lines))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


def escape(text: str) -> str:
    """Return text as it stands in a page, where what nobody sees is written out."""
    return html_escape(visible(text))


def _items(lines: Sequence[str]) -> str:
    """Return lines as a list, or nothing if there is none."""
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>" if lines else ""
