"""The file that a translator works in: every text of a folder, with its place, its hints and what it is so far."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from planner.content.kinds import FOLDERS, TABLES
from planner.content.language import is_language
from planner.content.library import Library
from planner.content.phrases import PROTECTED
from planner.content.plan import Plan
from planner.content.po_lines import twice
from planner.content.resources import built_in_plans, data, shown
from planner.content.review import Review
from planner.content.spec import table
from planner.content.suggest import did_you_mean
from planner.content.translation import (
    PHRASES,
    SOURCE,
    catalogue_text,
    context,
    faults,
    file_of,
    ids_of,
    is_sound,
    read_catalogue,
    read_translation,
    review_of,
    strings_of,
)
from planner.content.wording import texts
from planner.content.yaml import Loc, Origin, read
from planner.problems import InputError, Problem
from planner.sections.registry import written

if TYPE_CHECKING:
    from babel.messages import Catalog, Message

_SLOT = re.compile(r"\{\w+\}")
WIDTH = 100
HEADER = """\
# Words of printed exercise plans: {code}.
# A clinician who has read all of it stands here (name, day):
# reviewed_by:"""


@dataclass(frozen=True)
class SourceText:
    """A text to translate."""

    context: str
    english: tuple[str, ...]
    """The text, or its two forms: for one, for more."""
    path: Path
    line: int

    @property
    def hints(self) -> list[str]:
        """Return what a translator must know."""
        said = []
        if slots := sorted({slot for text in self.english for slot in _SLOT.findall(text)}):
            said.append(f"leave as it is: {', '.join(slots)}")
        if "**" in self.english[-1]:
            said.append("what stands between ** is printed bold")
        if is_protected(self.context):
            said.append("a warning sign: say exactly this, no more and no less")
        if self.context.startswith(f"{PHRASES}:dates."):
            said.append("how dates are written: unicode.org/reports/tr35/tr35-dates.html")
        return said


@dataclass(frozen=True)
class Progress:
    """How far a file of words has come."""

    texts: int
    translated: int
    changed: int
    """Their English has changed, or a translator is not sure."""
    obsolete: int = 0
    """No longer used, and kept."""
    reviews: tuple[Review | None, ...] = ()
    """Who has reviewed each file, and when."""


def is_protected(where: str) -> bool:
    """Return whether the text of a context is a warning sign."""
    return where.removeprefix(f"{PHRASES}:").rpartition(".")[0] in PROTECTED


def texts_of(folder: Path, library: Library | None = None) -> list[SourceText]:
    """Return every text of a library's folder and of the plans beside it, in English, in the order of its files.

    What its files extend is in the library: without one, the built-in one. Raise InputError for a file that cannot be
    read.
    """
    built_in = folder == data("plans") / "library"
    library = library or Library(*([] if built_in else [folder]))
    found: list[SourceText] = []
    for path in sorted((folder / "languages" / SOURCE).glob("*.yaml")):
        found += _phrases(path)
    plans = built_in_plans().values() if built_in else sorted(folder.parent.glob("*.yaml"))
    for path in plans:
        if path.stem not in ("patient", "clinic", "profile") and (plan := _plan(path)):
            found += _of_document("plan", plan.key, plan, plan.origin, path)
            for n, options in written(plan):
                found += _of_document("plan", f"{plan.key}.sections.{n}", options, plan.origin, path, ("sections", n))
    for kind in FOLDERS.values():
        for path in sorted((folder / kind.plural).glob("*.yaml")):
            document = library.load(kind.document, path)
            found += _of_document(kind.name, path.stem, document, document.origin, path)
    for name, kind in TABLES.items():
        if (path := folder / name).is_file():
            values, origin = library.entries(kind.table, path)
            for key, entry in table(values, origin, kind.table).items():
                found += _of_document(kind.name, key, entry, origin, path, (key,))
    return found


def progress(folders: tuple[Path, ...], code: str, library: Library | None = None) -> Progress:
    """Return how much of a library's folders is translated to a language. Raise InputError as `texts_of` does."""
    found = [read_catalogue(path, code) for folder in folders if (path := file_of(folder, code)).is_file()]
    messages = {where: message for catalogue in found for where, message in _by_context(catalogue).items()}
    known = {text.context: text for folder in folders for text in texts_of(folder, library)}
    own = [(text, messages[where]) for where, text in known.items() if where in messages]
    done = sum(ids_of(message) == text.english and is_sound(message) for text, message in own)
    changed = sum(all(strings_of(message)) for _, message in own) - done
    return Progress(len(known), done, changed, reviews=tuple(map(review_of, found)))


def updated(folder: Path, code: str, today: date) -> tuple[bytes, Progress]:
    """Return a folder's file of words with all its texts, and what of it is done.

    What was translated stays. Where the English has changed, it is marked fuzzy; where a text is gone, it is kept as
    obsolete. Raise InputError for a code that no language has, and as `texts_of` does.
    """
    from babel.messages import Catalog
    from babel.messages.pofile import write_po

    if not is_language(code) or code == SOURCE:
        raise InputError(f"{code}: there is no such language to translate to: write de, es, pt-BR or the like")
    path = file_of(folder, code)
    old = read_catalogue(path, code) if path.is_file() else None
    before = _by_context(old) if old else {}
    new = Catalog(
        locale=code.replace("-", "_"),
        header_comment=old.header_comment if old else HEADER.format(code=code),
        fuzzy=False,
        project="planner",
        version="2",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=_noon(today),
        revision_date=_noon(today),
    )
    known = texts_of(folder)
    there = read_translation(code, (data("plans") / "library",))
    for text in known:
        _put(new, text, before.get(text.context), folder, there.thing(text.context, text.english[0]))
    contexts = {text.context for text in known}
    gone = [m for where, m in before.items() if where not in contexts and any(strings_of(m))]
    gone += old.obsolete.values() if old else []
    new.obsolete.update({(ids_of(m)[0], m.context or ""): m for m in gone})
    out = BytesIO()
    write_po(out, new, width=WIDTH, include_previous=True)
    done = sum(is_sound(message) for message in new if message.id)
    changed = sum(message.fuzzy for message in new if message.id)
    return out.getvalue(), Progress(len(known), done, changed, len(gone), (review_of(new),))


def problems(folder: Path, code: str) -> Iterator[Problem]:
    """Yield what is missing, fuzzy or wrong in a folder's words of a language, each at its line."""
    path = file_of(folder, code)
    if not path.is_file():
        yield Problem(file=str(path), text="is not there", advice=f"planner translate {code} {folder} writes it")
        return
    catalogue, known = read_catalogue(path, code), texts_of(folder)
    messages = _by_context(catalogue)
    yield from _unused(path, messages, known, review_of(catalogue))
    for line, where, first in twice(catalogue_text(path)):
        twofold = f"{where} is in it twice: the one on line {first} is printed"
        yield Problem(file=str(path), line=line, text=twofold, advice="take one of the two out")
    behind = read_translation(code, (data("plans") / "library", folder)).said(*DO_NOT) or ""
    for text in known:
        message = messages.get(text.context)
        if message is None or ids_of(message) != text.english:
            advice = f"planner translate {code} {folder} brings {path.name} up to date"
            what = "is not in it" if message is None else "is another one in English by now"
            at = message.lineno if message else None
            yield Problem(file=str(path), line=at, text=f"{text.context} {what}", advice=advice)
        else:
            yield from (
                Problem(file=str(path), line=message.lineno, text=said) for said in _said(text, message, behind)
            )


def _unused(
    path: Path, messages: Mapping[str, "Message"], known: Sequence[SourceText], review: Review | None
) -> Iterator[Problem]:
    """Yield each entry that is printed nowhere: there is no such text, or it is the built-in library's to say."""
    here = {text.context for text in known}
    strange = [where for where in messages if where not in here]
    below = {text.context for text in texts_of(data("plans") / "library")} if strange else set()
    for where in strange:
        if where not in below:
            text = "{} is no text of this library"
            advice = (
                did_you_mean(where, here, 0.8) or f"planner translate {path.stem} {path.parent.parent} takes it out"
            )
        elif review is None:
            text = "{} is a text of the built-in library, whose words are printed until somebody has reviewed these"
            advice = "write reviewed_by at the head of the file once somebody has, or take the entry out"
        else:
            continue
        yield Problem(file=str(path), line=messages[where].lineno, text=text, quoted=where, advice=advice)


DO_NOT = (f"{PHRASES}:exercises.do_not", "Do not {what}")
"""The phrase behind whose first words a mistake is printed."""


def _twice_negated(behind: str, said: str) -> bool:
    """Return whether a mistake begins with the words behind which it is printed: No {what}."""
    before = behind.partition("{what}")[0]
    return bool(before.strip()) and f"{said} ".casefold().startswith(before.casefold())


def _said(text: SourceText, message: "Message", behind: str) -> Iterator[str]:
    """Yield what is wrong with a message, after the context of its text."""
    if not all(strings_of(message)):
        yield f"{text.context} is not translated: {text.english[0]}"
    elif message.fuzzy:
        yield f"{text.context} is marked fuzzy: English is printed until somebody has looked at it"
    yield from (f"{text.context} {fault}" for fault in faults(message))
    [first, *_] = strings_of(message)
    if ".mistakes." in text.context and _twice_negated(behind, first):
        before = behind.partition("{what}")[0].strip()
        yield f'{text.context} is printed behind "{before}": take "{before}" out of it, and a full stop at its end'


def _put(new: "Catalog", text: SourceText, old: "Message | None", folder: Path, known: str) -> None:
    """Add a text with its old words; one that has none may be known from the built-in language."""
    english = text.english if len(text.english) > 1 else text.english[0]
    forms = new.num_plurals if len(text.english) > 1 else 1
    strings = strings_of(old) if old and any(strings_of(old)) else (known,) * forms
    same = old is not None and ids_of(old) == text.english
    fuzzy = bool(old and any(strings_of(old)) and (old.fuzzy or not same))
    new.add(
        english,
        strings if len(text.english) > 1 else strings[0],
        locations=[(_place(text.path, folder), text.line)],
        flags=["fuzzy"] if fuzzy else [],
        auto_comments=text.hints,
        user_comments=old.user_comments if old else [],
        previous_id=ids_of(old) if old and fuzzy and not same else (),
        context=text.context,
    )


def _place(path: Path, folder: Path) -> str:
    """Return where a text stands, from the folder that holds library and plans."""
    base = folder.resolve().parent
    return path.resolve().relative_to(base).as_posix() if path.resolve().is_relative_to(base) else shown(path)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _by_context(catalogue: "Catalog") -> dict[str, "Message"]:
    return {message.context or "": message for message in catalogue if message.id}


def _phrases(path: Path) -> Iterator[SourceText]:
    values, origin = read(path)
    for key, phrase in values.items():
        where = f"{PHRASES}:{path.stem}.{key}"
        if isinstance(phrase, dict):
            forms = (str(phrase.get("one", phrase["other"])), str(phrase["other"]))
            yield SourceText(where, forms, path, origin.mark((key,)).line)
        elif isinstance(phrase, list):
            yield from (
                SourceText(f"{where}.{n}", (item,), path, origin.mark((key, n)).line) for n, item in enumerate(phrase)
            )
        else:
            yield SourceText(where, (phrase,), path, origin.mark((key,)).line)


def _plan(path: Path) -> Plan | None:
    """Return the plan of a file; None for a file of another kind."""
    try:
        return Plan.load(path)
    except InputError:
        return None


def _of_document(
    kind: str, key: str, document: BaseModel, origin: Origin | None, path: Path, under: Loc = ()
) -> Iterator[SourceText]:
    """Yield the texts of a document that stand in its own file, not in one that it extends."""
    for loc, english in texts(document):
        mark = origin.mark((*under, *loc)) if origin else None
        if mark is None or mark.path == path:
            yield SourceText(context(f"{kind}:{key}", loc), (english,), path, mark.line if mark else 1)
