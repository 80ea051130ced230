"""What was printed last of each patient's files, by a printer or in a print job: older prints may lack a precaution."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json

from planner.batch.cells import is_stand_in_id
from planner.batch.report import Outcome
from planner.outputs.file_names import file_name
from planner.outputs.files import content, plain_file
from planner.outputs.stores import is_remote
from planner.problems import OutputError
from planner.sections.registry import FORMS

RECORD = "sent.jsonl"
"""The file in the batch's folder that says what was sent to a printer, and what of that is in a later print job."""


class Sent(NamedTuple):
    """A file that was sent to a printer."""

    row: int
    id: str | None
    file: str
    sha256: str
    printer: str
    request: str
    """The number that the queue gave it, such as ward-12."""


class Held(NamedTuple):
    """A file that is in a print job."""

    job: str
    id: str | None
    file: str
    sha256: str | None


_SENT = TypeAdapter(Sent, config=ConfigDict(strict=True))
_HELD = TypeAdapter(Held, config=ConfigDict(strict=True))


class Print(NamedTuple):
    """The last print of a file."""

    sha256: str | None
    request: str | None
    """The number that the queue gave it; None if it is in a print job."""


Whose = tuple[str | None, str]
"""The id and what the file's name adds to it; the file's name of somebody without an id."""


def stem_of(file: str, identity: str | None) -> str:
    """Return the name of somebody's booklet without its ending, from that of any form; an id may end as a form does."""
    whole = Path(file).stem if file.endswith((".pdf", ".ics")) else file
    stem = next((whole.removesuffix(f"-{form}") for form in FORMS if whole.endswith(f"-{form}")), whole)
    is_own = identity and _is_named_after(identity, whole) and not _is_named_after(identity, stem)
    return whole if is_own else stem


def _is_named_after(identity: str, stem: str) -> bool:
    """Return whether a booklet's name is an id, maybe behind a patient's name, and before a mark."""
    ids = "|".join(re.escape(file_name(text)) for text in {identity, identity.replace(" ", "-")})
    return re.fullmatch(f"(.*-)?({ids})(-[0-9a-f]{{8}})*", stem) is not None


def whose(identity: str | None, file: str) -> Whose:
    """Return whose file it is, and in which form: a file that is named after a patient has another name some day."""
    if identity is None or is_stand_in_id(identity):
        return None, file
    return identity, file.removeprefix(stem_of(file, identity))


def facts_of(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of the record; one that was cut off by a power cut is passed over."""
    for line in (content(folder / RECORD) or b"").split(b"\n"):
        with suppress(ValueError):
            if isinstance(fact := from_json(line), dict):
                yield fact


def sent_in(fact: dict[str, Any]) -> Sent | None:
    """Return what a line says was sent; None for a line about something else, or that somebody has changed."""
    with suppress(ValidationError):
        return _SENT.validate_python(fact)
    return None


def last_prints(folder: Path) -> dict[Whose, Print]:
    """Return the last print of each file that was ever sent to a printer from a folder."""
    found: dict[Whose, Print] = {}
    for fact in facts_of(folder):
        if sent := sent_in(fact):
            found[whose(sent.id, sent.file)] = Print(sent.sha256, sent.request)
            continue
        with suppress(ValidationError):
            held = _HELD.validate_python(fact)
            now, key = Print(held.sha256, None), whose(held.id, held.file)
            if key not in found or found[key].sha256 != now.sha256:  # what was sent, and is in a job too, was sent
                found[key] = now
    return found


def note_jobs(folder: Path, jobs: Mapping[Any, Path], outcomes: Iterable[Outcome]) -> None:
    """Write down which files are in print jobs now, if some were sent to a printer before: the last print counts.

    jobs: by paper.
    """
    if is_remote(folder) or not content(folder / RECORD):
        return
    held = [(one, jobs[one.paper].name) for one in outcomes if one.sheets and one.paper in jobs]
    facts = (Held(job, one.id, file, checksum)._asdict() for one, job in held for file, checksum in one.sheaf.items())
    write_down(folder / RECORD, *facts)


def with_printed(
    before: Mapping[str, str | None], files: Mapping[str, str | None], identity: str | None
) -> dict[str, str | None]:
    """Return what was printed of somebody, with files in place of those that they follow."""
    now = {whose(identity, file) for file in files}
    return {**{file: checksum for file, checksum in before.items() if whose(identity, file) not in now}, **files}


def write_down(path: Path, *facts: Mapping[str, object]) -> None:
    """Add lines, and wait until it is on the disk: what is sent twice is paper, what is not sent is a patient."""
    try:
        with os.fdopen(plain_file(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "w", encoding="utf-8") as file:
            file.write("".join(json.dumps(fact, ensure_ascii=False) + "\n" for fact in facts))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None
